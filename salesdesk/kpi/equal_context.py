"""Reps ranked as they sell and as they would at equal context, and how much of the gap between them context explains.

Reps are compared with all others, whatever rep or team the filter keeps.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import MICROS
from salesdesk.domain.sales import Codes
from salesdesk.kpi.apart import MOST_CELLS, Apart, apart, nobody
from salesdesk.kpi.context import Cells, Context, cells, context
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers, between, sums
from salesdesk.kpi.presence import FAR, MONTH, presence
from salesdesk.kpi.question import Question

GAP_SALES: Final = 5
"""Reps with fewer sales in the period are not compared."""


_MOST_OF_A_MONTH: Final = 20
_LATEST: Final = 36


@dataclass(frozen=True, eq=False)
class _Standing:
    """Per rep of the list of names.  Money in the company currency; ``whole``: fit to be compared in the gap."""

    sales: NDArray[np.int64]
    actual: Numbers
    expected: Numbers
    index: Numbers
    months: Numbers
    whole: Mask
    apart: Apart
    context: Context


def _standing(question: Question) -> _Standing:
    """Where each rep stands in the period."""
    question = question.without("rep", "team")
    entries, facts = question.entries, question.facts
    span, at = entries.between(question.period), question.positions(question.period)
    assert entries.member is not None
    assert entries.numerator is not None
    rep, amount = entries.member[span], entries.numerator[span]
    everywhere = question.sales.remembered(("kpi", "cells", question.basis), lambda: cells(facts))
    entry, exit_ = presence(question.sales)
    first, last = question.elapsed.first, question.elapsed.last - 1
    days = np.maximum(np.minimum(exit_, last) - np.maximum(entry, first) + 1, 0)
    found = context(facts, everywhere, rep, everywhere.code[at], amount, days / MONTH)
    sales, actual = np.bincount(rep, minlength=facts.members), sums(rep, amount, facts.members)
    return _Standing(
        sales=sales,
        actual=actual / MICROS,
        expected=found.expected / MICROS,
        index=found.index(actual),
        months=np.where(entry == -FAR, np.nan, (last - entry) / MONTH),
        whole=(entry <= first) & (exit_ >= last) & (sales >= GAP_SALES),
        apart=_apart(question, everywhere, everywhere.code[at], rep, amount),
        context=found,
    )


def _apart(question: Question, everywhere: Cells, code: Codes, rep: Codes, amount: Numbers) -> Apart:
    """Who is apart from the others, over the latest months of the period that the data covers."""
    entries, reps, shape = question.entries, question.facts.members, tuple(everywhere.widths.values())
    day = entries.day[entries.between(question.period)]
    months = [month for month in question.elapsed.months() if month.days >= _MOST_OF_A_MONTH][-_LATEST:]
    size = reps * everywhere.count
    if not months or size * len(months) > MOST_CELLS:
        return nobody(reps)
    key = rep.astype(np.intp) * everywhere.count + code
    parts = [between(day, month) for month in months]
    count = np.array([np.bincount(key[part], minlength=size) for part in parts], dtype=np.float64)
    earned = np.array([sums(key[part], amount[part], size) for part in parts])
    entry, exit_ = presence(question.sales)
    present = [
        np.clip((np.minimum(exit_, m.last - 1) - np.maximum(entry, m.first) + 1) / m.days, 0.0, 1.0) for m in months
    ]
    full_shape = len(months), reps, *shape
    return apart(count.reshape(full_shape), earned.reshape(full_shape), np.array(present))


def ranking(question: Question) -> list[dict[str, Any]]:
    """Each seller beside what others make in the same context, most revenue first.

    ``rank`` by revenue and ``adjusted_rank`` by index are told of reps with FEW sales or more.  ``comparable``:
    per dimension of the context, the share of the rep's exposure where others sell too in the cells up to that
    dimension; where nobody else does, the dimension cannot be told apart from the rep, and is not.  ``months``: since
    entry, at the end of the period.  ``differs``: apart, beyond chance, from the
    others along the dimensions ``given``, all that they can be compared along.
    """
    found, names = _standing(question), question.sales.names("rep")
    sellers = np.flatnonzero(found.sales)
    sellers = sellers[np.argsort(-found.actual[sellers], kind="stable")]
    told = {d: [*question.facts.labels(d).names, ""] for d in found.context.usual if d != "seniority"}
    judged = found.sales >= FEW
    rank, adjusted = _ranks(found.actual, judged), _ranks(found.index, judged & ~np.isnan(found.index))
    return [
        {
            "key": names[rep],
            "actual": float(found.actual[rep]),
            "expected": _known(found.expected[rep]),
            "index": _known(found.index[rep]),
            "rank": rank.get(rep),
            "adjusted_rank": adjusted.get(rep),
            "comparable": {d: _known(part[rep]) for d, part in found.context.comparable.items()},
            "sales": int(found.sales[rep]),
            "differs": bool(found.apart.differs[rep]),
            "given": list(found.context.comparable)[: found.apart.depth[rep]],
            "months": _known(found.months[rep]),
            **{dimension: words[found.context.usual[dimension][rep]] for dimension, words in told.items()},
        }
        for rep in sellers.tolist()
    ]


def gap_at_context(question: Question) -> float | None:
    """(highest − lowest) ÷ lowest index of the reps that the gap compares."""
    found = _standing(question)
    compared = found.index[found.whole & ~np.isnan(found.index)]
    return float(compared.max() / compared.min() - 1) if len(compared) > 1 and compared.min() > 0 else None


def gap_explained(question: Question) -> dict[str, Any] | None:
    """How much of the distance between the best and the worst rep their contexts explain; None without such a pair.

    ``ratio`` of their revenues = ``expected_ratio`` × ratio of their indices, so ``share`` = log expected_ratio ÷ log
    ratio.  Below 0, the better rep had the harder context; above 1, the worse one did better than expected.
    """
    found = _standing(question)
    compared = np.flatnonzero(found.whole & (found.expected > 0) & (found.actual > 0))
    if len(compared) < 2:
        return None
    best, worst = compared[np.argmax(found.actual[compared])], compared[np.argmin(found.actual[compared])]
    ratio = float(found.actual[best] / found.actual[worst])
    expected = float(found.expected[best] / found.expected[worst])
    names = question.sales.names("rep")
    return {
        "best": names[best],
        "worst": names[worst],
        "ratio": ratio,
        "expected_ratio": expected,
        "share": math.log(expected) / math.log(ratio) if ratio > 1 else None,
    }


def _ranks(values: Numbers, judged: Mask) -> dict[int, int]:
    """Rank of each judged rep, 1 the highest; equal values share the better rank."""
    at = np.flatnonzero(judged)
    ordered = np.sort(-values[at])
    return dict(zip(at.tolist(), (np.searchsorted(ordered, -values[at]) + 1).tolist(), strict=True))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
