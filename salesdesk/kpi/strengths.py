"""Where each rep is strong or weak: channel, range and customer type against the rest of the team."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, Kind
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers, Rows, distinct, sums, within
from salesdesk.kpi.prospects import LOST, WON, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.statistics import holm, two_proportions

DIMENSIONS: Final = ("channel", "range", "customer_type")
MEMBERS: Final = 20
"""Members with the most revenue, or the most handled opportunities, that are told apart."""


def strengths(question: Question) -> dict[str, dict[str, Any]]:
    """Per dimension that the data answers, reps × members, whatever rep or team the filter keeps.

    ``mix`` compares what reps sell: ``share`` of a rep's revenue, ``team_share`` of the other reps', ``index`` = 100 ×
    share ÷ team share; ``differs``: the rep's ``orders`` hold the member more or less often than the others' do.
    ``win`` compares how well they sell it: ``won`` of the opportunities ``closed`` in the period, ``rate``, and
    ``team_rate`` of the others with the same member; ``differs`` likewise.  Two-proportion tests, Holm-corrected over
    the table, of reps (mix) or cells (win) with FEW or more on either side.  Tables are lists of rows, one per rep of
    ``reps``, with a place per member of ``members``; None: not measured.  Left out: records of unknown rep or member.
    """
    question = question.without("rep", "team")
    found = {}
    for dimension in DIMENSIONS:
        tables = {"mix": _mix(question, dimension), "win": _win(question, dimension)}
        told = {name: table for name, table in tables.items() if table is not None}
        if told:
            found[dimension] = told
    return found


def _mix(question: Question, dimension: str) -> dict[str, Any] | None:
    labels, entries = question.facts.labels(dimension), question.entries
    if not labels.answered:
        return None
    assert entries.member is not None
    assert entries.numerator is not None
    span, at = entries.between(question.period), question.positions(question.period)
    code = labels.codes[at].astype(np.int64)
    known = code < len(labels.names)
    rep, code = entries.member[span][known].astype(np.int64), code[known]
    amount = entries.numerator[span][known] / MICROS
    order = _orders(question, question.facts.rows[at][known])
    reps, members = np.flatnonzero(np.bincount(rep)), _largest(sums(code, amount, len(labels.names)))
    if len(reps) < 2 or len(members) < 2:
        return None
    size = question.facts.members, len(labels.names)
    revenue = sums(rep * size[1] + code, amount, size[0] * size[1]).reshape(size)[reps]
    holds = _pairs_per_cell(rep * size[1] + code, order, size[0] * size[1]).reshape(size)[reps]
    orders = _pairs_per_cell(rep, order, size[0])[reps]
    own, rest = revenue.sum(axis=1, keepdims=True), revenue.sum() - revenue.sum(axis=1, keepdims=True)
    share = _over(revenue, own)
    team = _over(revenue.sum(axis=0) - revenue, rest)
    trials = np.broadcast_to(orders[:, np.newaxis], holds.shape)
    tested = np.zeros_like(holds, dtype=bool)
    tested[:, members] = ((orders >= FEW) & (orders.sum() - orders >= FEW))[:, np.newaxis]
    return {
        "reps": [question.sales.names("rep")[r] for r in reps.tolist()],
        "members": [labels.names[m] for m in members.tolist()],
        "revenue": _rows(revenue[:, members]),
        "orders": holds[:, members].tolist(),
        "share": _rows(share[:, members]),
        "team_share": _rows(team[:, members]),
        "index": _rows(100 * _over(share, team)[:, members]),
        "differs": _apart(holds, trials, tested)[:, members].tolist(),
    }


def _win(question: Question, dimension: str) -> dict[str, Any] | None:
    sales = question.sales
    frame, state = sales[Kind.OPPORTUNITY], status(sales)
    code, names = sales.dimension(Kind.OPPORTUNITY, dimension)
    rep = frame["rep"]
    asked = within(frame["close_date"], question.period) & ((state == WON) | (state == LOST))
    passing = question.rows(Kind.OPPORTUNITY)
    asked &= (rep != NO_CODE) & (code != NO_CODE)
    at = np.flatnonzero(asked if passing is None else asked & passing)
    size = len(sales.names("rep")), len(names)
    key = rep[at].astype(np.int64) * size[1] + code[at]
    closed = np.bincount(key, minlength=size[0] * size[1]).reshape(size)
    won = np.bincount(key[state[at] == WON], minlength=size[0] * size[1]).reshape(size)
    reps, members = np.flatnonzero(closed.sum(axis=1)), _largest(closed.sum(axis=0).astype(np.float64))
    if len(reps) < 2 or len(members) < 2:
        return None
    closed, won = closed[reps], won[reps]
    tested = np.zeros_like(closed, dtype=bool)
    tested[:, members] = ((closed >= FEW) & (closed.sum(axis=0) - closed >= FEW))[:, members]
    others = (won.sum(axis=0) - won).astype(np.float64), (closed.sum(axis=0) - closed).astype(np.float64)
    return {
        "reps": [sales.names("rep")[r] for r in reps.tolist()],
        "members": [names[m] for m in members.tolist()],
        "won": won[:, members].tolist(),
        "closed": closed[:, members].tolist(),
        "rate": _rows(_over(won.astype(np.float64), closed.astype(np.float64))[:, members]),
        "team_rate": _rows(_over(*others)[:, members]),
        "differs": _apart(won, closed, tested)[:, members].tolist(),
    }


def _apart(successes: NDArray[np.int64], trials: NDArray[np.int64], tested: Mask) -> Mask:
    """Which cells differ from the other rows of their column, Holm-corrected over those tested."""
    differs = np.zeros(successes.shape, dtype=bool)
    own, n = successes.astype(np.float64), trials.astype(np.float64)
    p = two_proportions(
        own[tested], n[tested], (own.sum(axis=0) - own)[tested], (n.sum(axis=0, keepdims=True) - n)[tested]
    )
    differs[tested] = holm(p)
    return differs


def _orders(question: Question, row: Rows) -> NDArray[np.int64]:
    """The order of each line; an opportunity, or a line without a number, is one of its own."""
    if question.facts.kinds[0] is not Kind.ORDER_LINE:
        return np.arange(len(row))
    number = question.sales[Kind.ORDER_LINE]["order_no"][row].astype(np.int64)
    return np.where(number == NO_CODE, len(question.sales.names("order_no")) + np.arange(len(row)), number)


def _pairs_per_cell(cell: NDArray[np.int64], order: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
    """How many different orders each cell holds."""
    width = int(order.max(initial=0)) + 1
    pairs = distinct(cell * width + order)
    return np.bincount(pairs // width, minlength=cells)


def _largest(weights: Numbers) -> NDArray[np.int64]:
    """Members by weight, downwards; those without any aside."""
    order: NDArray[np.int64] = np.argsort(-weights, kind="stable")[:MEMBERS]
    return order[np.flatnonzero(weights[order])]


def _over(above: Numbers, below: Numbers) -> Numbers:
    """NaN where there is nothing, or less than nothing, to divide by."""
    below = np.broadcast_to(below, above.shape)
    quotient = np.full(above.shape, np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient


def _rows(table: Numbers) -> list[list[float | None]]:
    return [[None if np.isnan(value) else value for value in row] for row in table.tolist()]
