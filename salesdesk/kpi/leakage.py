"""What discounts give away, rep by rep."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS, NO_CODE, Kind
from salesdesk.domain.sales import Codes
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers, between, sums
from salesdesk.kpi.lines import sale_lines
from salesdesk.kpi.question import Question
from salesdesk.kpi.statistics import holm, rank_tests

_POINTS = 1000.0


def leakage(question: Question) -> dict[str, Any] | None:
    """Discounts of the period in money; None where no line states one.

    ``list_value`` = amount ÷ (1 − discount), ``given`` = discount × list value, so list value − given = revenue.  A
    line without a discount was sold at list value when its sheet states discounts for others.  ``over``: what a rep
    gave beyond the rate of all.  ``differs``: the discounts of the rep's orders rank apart from the others'
    (Mann–Whitney, Holm-corrected; reps of FEW orders or more).

    Left out: lines given away wholly (``gifts`` counts them), whose list value no amount tells, and sheets that state
    no discount; ``coverage`` is the share of the revenue not left out.
    """
    lines, sales = sale_lines(question.sales), question.sales
    facts = lines.facts(sales)
    keep, span = question.keep_of(facts), between(lines.day, question.period)
    at = np.arange(span.start, span.stop) if keep is None else np.flatnonzero(keep[span]) + span.start
    frame, row, amount = sales[Kind.ORDER_LINE], lines.rows[at], lines.amount[at] / MICROS
    stated = ~np.isnan(frame["discount"])
    sheets, of_line = np.unique(frame["sheet"], return_inverse=True)
    speaks = np.bincount(of_line[stated], minlength=len(sheets)) > 0
    discount = np.nan_to_num(frame["discount"][row])
    covered = speaks[of_line[row]]
    gift = covered & (discount >= 1)
    used = covered & ~gift & (discount >= 0)
    if not used.any() or not discount[used].any():
        return None
    value = amount[used] / (1 - discount[used])
    given = value - amount[used]
    rep, names = frame["rep"][row[used]], sales.names("rep")
    own = np.where(rep == NO_CODE, len(names), rep)
    size = len(names) + 1
    listed, gone = sums(own, value, size), sums(own, given, size)
    orders, differs = _orders(frame["order_no"][row[used]], own, value, given, size)
    whole = float(gone.sum()) / float(listed.sum()) if listed.sum() > 0 else None
    counts, cut = np.bincount(own, minlength=size), np.bincount(own[discount[used] > 0], minlength=size)
    keys = [*names, ""]
    revenue = float(amount.sum())
    return {
        "list_value": float(listed.sum()),
        "given": float(gone.sum()),
        "rate": whole,
        "coverage": float(amount[used].sum()) / revenue if revenue > 0 else None,
        "gifts": int(gift.sum()),
        "reps": [
            {
                "key": keys[i],
                "list_value": float(listed[i]),
                "given": float(gone[i]),
                "rate": float(gone[i] / listed[i]) if listed[i] > 0 else None,
                "over": float(gone[i] - whole * listed[i]) if whole is not None else None,
                "lines": int(counts[i]),
                "discounted": int(cut[i]),
                "orders": int(orders[i]),
                "differs": bool(differs[i]),
            }
            for i in np.argsort(-gone, kind="stable").tolist()
            if counts[i]
        ],
    }


def _orders(
    order_no: Codes, own: NDArray[np.int64], value: Numbers, given: Numbers, reps: int
) -> tuple[NDArray[np.int64], Mask]:
    """Orders of positive list value per rep, and whose discounts rank apart; a line without a number is an order."""
    number = np.where(order_no == NO_CODE, -1 - np.arange(len(order_no)), order_no.astype(np.int64))
    _, first, order = np.unique(number, return_index=True, return_inverse=True)
    listed, gone = sums(order, value, len(first)), sums(order, given, len(first))
    sold = listed > 0
    rate = np.rint(np.clip(gone[sold] / listed[sold], 0, 1) * _POINTS).astype(np.int64)
    rep = own[first][sold]
    orders = np.bincount(rep, minlength=reps)
    judged = np.flatnonzero(orders >= FEW)
    differs = np.zeros(reps, dtype=bool)
    differs[judged] = holm(rank_tests(rate, rep, reps)[judged])
    return orders, differs
