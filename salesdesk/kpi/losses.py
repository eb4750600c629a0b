"""What was lost, why, where, to whom, and what is worth taking up again."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, NO_DAY, NO_MONEY, Kind
from salesdesk.domain.period import Period, day_number, from_day_number
from salesdesk.domain.sales import Codes, Sales
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Days, Mask, Numbers, Rows, sums, within
from salesdesk.kpi.loss_reasons import FAMILIES, family
from salesdesk.kpi.prospects import LOST, WON, first_known, status
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.stages import closing_stages, stage_history
from salesdesk.kpi.statistics import holm, two_proportions

PAUSE: Final = 180
"""Days after which a loss for timing is taken up again, where no date was noted."""

SHOWN: Final = 200
EXAMPLES: Final = 5


def amounts(sales: Sales, rows: Rows) -> Numbers:
    """Amounts in the company currency; 0 where unknown or without a rate."""

    def find() -> Numbers:
        amount = sales.amounts(Kind.OPPORTUNITY)
        return np.where(amount == NO_MONEY, 0, amount) / MICROS

    return sales.remembered(("kpi", "opportunity_amounts"), find)[rows]


def families_of(sales: Sales) -> NDArray[np.int64]:
    """Position in FAMILIES of each loss reason; the last place is for none given."""
    return sales.remembered(
        ("kpi", "loss_families"),
        lambda: np.array([FAMILIES.index(family(name)) for name in (*sales.names("loss_reason"), "")]),
    )


def died_at(sales: Sales) -> NDArray[np.int64]:
    """Last stage of each opportunity before it closed: from the stage history, else its present one; -1 unknown."""

    def find() -> NDArray[np.int64]:
        history, own = stage_history(sales), sales[Kind.OPPORTUNITY]["stage"].astype(np.int64)
        stage = np.where(closing_stages(sales)[own], NO_CODE, own)
        stage[history.opportunity[history.final]] = history.stage[history.final]
        return stage

    return sales.remembered(("kpi", "died_at"), find)


def closed_in(question: Question, period: Period, state: int) -> Rows:
    """Opportunities of an outcome that pass the filter and were closed in a period."""
    asked = within(question.sales[Kind.OPPORTUNITY]["close_date"], period) & (status(question.sales) == state)
    passing = question.rows(Kind.OPPORTUNITY)
    return np.flatnonzero(asked if passing is None else asked & passing)


def reason_stage(question: Question) -> dict[str, Any]:
    """Families of reasons × stages where the lost ones died: rows of ``count`` and ``amount`` per reason.

    ``stages`` come in their usual order, '' (unknown) last; reasons by number of losses, stages and reasons without a
    loss aside.
    """
    sales, lost = question.sales, closed_in(question, question.period, LOST)
    names = sales.names("stage")
    of_loss, stage = families_of(sales)[_reason(sales, lost)], died_at(sales)[lost]
    stage = np.where(stage == NO_CODE, len(names), stage)
    width = len(names) + 1
    key = of_loss * width + stage
    size = len(FAMILIES), width
    count = np.bincount(key, minlength=size[0] * size[1]).reshape(size)
    amount = sums(key, amounts(sales, lost), size[0] * size[1]).reshape(size)
    reasons = np.argsort(-count.sum(axis=1), kind="stable")
    reasons = reasons[np.flatnonzero(count.sum(axis=1)[reasons])]
    met = stage_history(sales).order
    order = np.concatenate([met, np.setdiff1d(np.arange(width), met)])
    order = order[np.flatnonzero(count.sum(axis=0)[order])]
    shown = np.ix_(reasons, order)
    return {
        "reasons": [FAMILIES[r] for r in reasons.tolist()],
        "stages": [[*names, ""][s] for s in order.tolist()],
        "count": count[shown].tolist(),
        "amount": amount[shown].tolist(),
    }


def rivals(question: Question) -> list[dict[str, Any]]:
    """Competitors named on the closed opportunities, most lost to first.

    ``amount`` lost to them; ``reason``: the most frequent family of reasons; ``rate``: lost ÷ handled against them,
    None where competitors are named on losses only.
    """
    sales = question.sales
    lost, won = (closed_in(question, question.period, state) for state in (LOST, WON))
    frame, names = sales[Kind.OPPORTUNITY], sales.names("competitor")
    against, beaten = frame["competitor"][lost], frame["competitor"][won]
    named = against != NO_CODE
    count = np.bincount(against[named], minlength=len(names))
    wins = np.bincount(beaten[beaten != NO_CODE], minlength=len(names))
    amount = sums(against[named], amounts(sales, lost[named]), len(names))
    width = len(FAMILIES)
    of_loss = families_of(sales)[_reason(sales, lost[named])]
    reasons = np.bincount(against[named] * width + of_loss, minlength=len(names) * width).reshape(-1, width)
    return [
        {
            "name": names[i],
            "lost": int(count[i]),
            "amount": float(amount[i]),
            "won": int(wins[i]),
            "rate": share(int(count[i]), int(count[i] + wins[i])) if wins.any() else None,
            "reason": FAMILIES[int(reasons[i].argmax())] if count[i] else None,
        }
        for i in np.argsort(-count, kind="stable").tolist()
        if count[i] or wins[i]
    ]


def objections(question: Question) -> list[dict[str, Any]]:
    """One card per family of reasons, most frequent first; the reasons not given are no objection.

    ``previous``: number in the compared period (None without one); ``stage`` and ``competitor`` met most often with it
    ('' : none known); ``reps``: losses for it and ``share`` of all losses of the rep, ``differs`` from the other reps'
    beyond chance (two-proportion, Holm-corrected over all cards, of FEW losses or more on either side); ``examples``:
    the largest ones.
    """
    sales, lost = question.sales, closed_in(question, question.period, LOST)
    frame = sales[Kind.OPPORTUNITY]
    of_loss = families_of(sales)[_reason(sales, lost)]
    worth, stage, names = amounts(sales, lost), died_at(sales)[lost], sales.names("stage")
    before = None if question.compared is None else _counts(sales, closed_in(question, question.compared, LOST))
    reps = _reps(sales, lost, of_loss)
    cards = []
    for position, key in enumerate(FAMILIES):
        mine = np.flatnonzero(of_loss == position)
        if not len(mine) or key == "not_given":
            continue
        largest = mine[np.argsort(-worth[mine], kind="stable")[:EXAMPLES]]
        cards.append(
            {
                "family": key,
                "count": len(mine),
                "share": len(mine) / len(lost),
                "amount": float(worth[mine].sum()),
                "previous": None if before is None else int(before[position]),
                "stage": _most(stage[mine], names),
                "competitor": _most(frame["competitor"][lost[mine]], sales.names("competitor")),
                "reps": reps[position],
                "examples": _told(sales, lost[largest]),
            }
        )
    return sorted(cards, key=lambda card: -int(card["count"]))


def win_back(question: Question) -> dict[str, Any]:
    """Opportunities lost for timing, with the day to take each up again.

    ``resume``: the expected close noted on it when that lies after the loss, else :data:`PAUSE` days after the loss
    (``assumed``).  ``due``: that day has come.  Those due come first, then the largest.  Left out: losses without a
    date, and customers with an opportunity begun or won since (``taken_up`` counts them).
    """
    sales, lost = question.sales, closed_in(question, question.period, LOST)
    frame = sales[Kind.OPPORTUNITY]
    closed = frame["close_date"][lost]
    timing = families_of(sales)[_reason(sales, lost)] == FAMILIES.index("timing")
    at = lost[timing & (closed != NO_DAY)]
    again = _back_since(sales, at)
    taken_up, at = int(again.sum()), at[~again]
    closed, noted = frame["close_date"][at].astype(np.int64), frame["expected_close_date"][at].astype(np.int64)
    assumed = noted <= closed
    resume = np.where(assumed, closed + PAUSE, noted)
    due, worth = resume <= day_number(sales.as_of), amounts(sales, at)
    order = np.lexsort((resume, -worth, ~due))[:SHOWN]
    told = _told(sales, at[order])
    for row, i in zip(told, order.tolist(), strict=True):
        row |= {"resume": from_day_number(int(resume[i])), "assumed": bool(assumed[i]), "due": bool(due[i])}
    return {
        "count": len(at),
        "amount": float(worth.sum()),
        "due": int(due.sum()),
        "taken_up": taken_up,
        "list": told,
    }


def _reason(sales: Sales, rows: Rows) -> Codes:
    """Reason of each loss; -1, none given, takes the last place of the families."""
    return np.asarray(sales[Kind.OPPORTUNITY]["loss_reason"][rows], dtype=np.int32)


def _counts(sales: Sales, lost: Rows) -> NDArray[np.int64]:
    return np.bincount(families_of(sales)[_reason(sales, lost)], minlength=len(FAMILIES))


def _most(codes: NDArray[np.signedinteger], names: Sequence[str]) -> str:
    known = codes[codes != NO_CODE]
    return names[int(np.bincount(known).argmax())] if len(known) else ""


def _reps(sales: Sales, lost: Rows, of_loss: NDArray[np.int64]) -> list[list[dict[str, Any]]]:
    """Per family, the reps with losses for it, most first."""
    names, rep = sales.names("rep"), sales[Kind.OPPORTUNITY]["rep"][lost]
    known = rep != NO_CODE
    size = len(FAMILIES), len(names)
    key = of_loss[known] * size[1] + rep[known]
    own = np.bincount(key, minlength=size[0] * size[1]).reshape(size).astype(np.float64)
    all_ = np.broadcast_to(own.sum(axis=0), size)
    given = np.arange(size[0])[:, np.newaxis] != FAMILIES.index("not_given")
    tested = (all_ >= FEW) & (all_.sum(axis=1, keepdims=True) - all_ >= FEW) & given & (own.sum(axis=1) > 0)[:, None]
    others = own.sum(axis=1, keepdims=True) - own, all_.sum(axis=1, keepdims=True) - all_
    differs = np.zeros(size, dtype=bool)
    differs[tested] = holm(two_proportions(own[tested], all_[tested], others[0][tested], others[1][tested]))
    return [
        [
            {
                "rep": names[r],
                "count": int(own[f, r]),
                "share": share(int(own[f, r]), int(all_[f, r])),
                "differs": bool(differs[f, r]),
            }
            for r in np.argsort(-own[f], kind="stable").tolist()
            if own[f, r]
        ]
        for f in range(size[0])
    ]


def _back_since(sales: Sales, at: Rows) -> Mask:
    """Which losses' customers have begun or won an opportunity since."""
    frame, state = sales[Kind.OPPORTUNITY], status(sales)
    begun: Days = first_known(frame["first_contact_date"], frame["created_date"], frame["qualified_date"])
    closed = frame["close_date"]
    begun = np.where((closed != NO_DAY) & (begun > closed), NO_DAY, begun)  # inverted dates tell nothing
    won = np.where(state == WON, closed, NO_DAY)
    latest = np.full(len(sales.names("customer")) + 1, NO_DAY, dtype=np.int64)
    np.maximum.at(latest, frame["customer"], np.maximum(begun, won).astype(np.int64))
    latest[-1] = NO_DAY  # unknown customers
    since: Mask = latest[frame["customer"][at]] > closed[at]
    return since


def _told(sales: Sales, at: Rows) -> list[dict[str, Any]]:
    """Opportunities as lists show them; ``at`` is the position in the frame."""
    frame = sales[Kind.OPPORTUNITY]
    texts = {
        name: [*sales.names(name), ""]
        for name in ("opportunity_id", "name", "customer", "rep", "loss_reason", "competitor")
    }
    stage, stages = died_at(sales)[at], [*sales.names("stage"), ""]
    amount, closed = sales.amounts(Kind.OPPORTUNITY)[at].tolist(), frame["close_date"][at].tolist()
    return [
        {
            "at": int(row),
            **{name: names[frame[name][row]] for name, names in texts.items()},
            "stage": stages[stage[i]],
            "amount": None if amount[i] == NO_MONEY else amount[i] / MICROS,
            "lost": None if closed[i] == NO_DAY else from_day_number(closed[i]),
        }
        for i, row in enumerate(at.tolist())
    ]
