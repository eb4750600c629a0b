"""Who should get more leads of which segment: whose conversion is best there, and who has room."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import Kind
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Mask, Numbers, between
from salesdesk.kpi.follow_up import FULL_LOAD, weekly_load
from salesdesk.kpi.leads import qualification
from salesdesk.kpi.prospect_facts import prospect_facts
from salesdesk.kpi.prospects import OPEN
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.statistics import holm, two_proportions

SEGMENTS: Final = ("segment", "range", "channel", "region")
"""The first of these that prospects answer cuts the market."""


def redistribution(question: Question) -> dict[str, Any] | None:
    """Capacity per rep, conversion per segment and rep, whatever rep or team is asked for; None without prospects.

    ``capacity``: qualified leads per week of each rep and the ``room`` left below the article's 15; ``over``: above its
    20.  ``segments``: of the prospects closed in the period, the share won, by all (``rate``) and by each rep;
    ``differs``: beyond chance from the other reps in the segment (two-proportion, Holm-corrected over all cells of FEW
    or more on either side); ``best``: the highest of those that differ upwards (None: nobody stands out); ``open``:
    prospects open today.  ``advice``: for each segment whose best rep is known and not beyond capacity.
    """
    question = question.without("rep", "team")
    facts = prospect_facts(question.sales, "closed")
    dimension = next((d for d in SEGMENTS if facts.labels(d).answered), "")
    if not dimension or not facts.labels("rep").answered:
        return None
    capacity = _capacity(question)
    segments = _segments(question, dimension)
    return {
        "dimension": dimension,
        "full_load": list(FULL_LOAD),
        "capacity": capacity,
        "segments": segments,
        "advice": _advice(segments, {rep["rep"]: rep for rep in capacity}),
    }


def _capacity(question: Question) -> list[dict[str, Any]]:
    judged = qualification(question.sales)
    qualified = question.asked(Kind.LEAD, judged.day) & judged.qualified
    low, high = FULL_LOAD
    return [
        {**load, "room": max(low - load["mean"], 0.0), "over": load["mean"] > high}
        for load in weekly_load(question, qualified, judged.day)
    ]


def _segments(question: Question, dimension: str) -> list[dict[str, Any]]:
    facts = prospect_facts(question.sales, "closed")
    keep, span = question.keep_of(facts), between(facts.day, question.period)
    at = np.arange(span.start, span.stop) if keep is None else np.flatnonzero(keep[span]) + span.start
    rep, part = facts.labels("rep"), facts.labels(dimension)
    size = len(part.names), len(rep.names)
    known = (part.codes[at] < size[0]) & (rep.codes[at] < size[1])
    at = at[known]
    key = part.codes[at].astype(np.int64) * size[1] + rep.codes[at]
    assert facts.numerator is not None
    closed = np.bincount(key, minlength=size[0] * size[1]).reshape(size)
    won = np.bincount(key[facts.numerator[at] > 0], minlength=size[0] * size[1]).reshape(size)
    differs, above = _apart(won.astype(np.float64), closed.astype(np.float64))
    open_ = _open(question, dimension)
    found = []
    for segment in np.argsort(-closed.sum(axis=1), kind="stable").tolist():
        if not closed[segment].any():
            continue
        reps = [
            {
                "rep": rep.names[r],
                "rate": share(int(won[segment, r]), int(closed[segment, r])),
                "differs": bool(differs[segment, r]),
            }
            for r in np.argsort(-closed[segment], kind="stable").tolist()
            if closed[segment, r]
        ]
        better = np.flatnonzero(differs[segment] & above[segment])
        rates = won[segment, better] / np.maximum(closed[segment, better], 1)
        found.append(
            {
                "member": part.names[segment],
                "rate": share(int(won[segment].sum()), int(closed[segment].sum())),
                "open": open_.get(part.names[segment], 0),
                "best": rep.names[better[np.argmax(rates)]] if len(better) else None,
                "reps": reps,
            }
        )
    return found


def _apart(won: Numbers, closed: Numbers) -> tuple[Mask, Mask]:
    """Which cells differ from the other reps in their segment beyond chance, and which are above them."""
    others = won.sum(axis=1, keepdims=True) - won, closed.sum(axis=1, keepdims=True) - closed
    tested = (closed >= FEW) & (others[1] >= FEW)
    differs = np.zeros(closed.shape, dtype=bool)
    differs[tested] = holm(two_proportions(won[tested], closed[tested], others[0][tested], others[1][tested]))
    return differs, won * others[1] > others[0] * closed


def _open(question: Question, dimension: str) -> dict[str, int]:
    """Prospects open today per segment."""
    facts = prospect_facts(question.sales, "cohort")
    keep, labels = question.keep_of(facts), facts.labels(dimension)
    still: NDArray[np.bool_] = facts.extra["outcome"] == OPEN
    counts = np.bincount(labels.codes[still if keep is None else still & keep], minlength=len(labels.names) + 1)
    return {name: int(counts[code]) for code, name in enumerate(labels.names)}


def _advice(segments: list[dict[str, Any]], capacity: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Who could take more of a segment, the surest gain first: most prospects open in it."""
    found = []
    for segment in sorted(segments, key=lambda one: -one["open"]):
        best, load = segment["best"], capacity.get(segment["best"] or "")
        if best is None or (load is not None and not load["room"]):
            continue
        own = next(rep["rate"] for rep in segment["reps"] if rep["rep"] == best)
        values = {
            "rep": best,
            "segment": segment["member"],
            "rate": Figure(own.value or 0.0, "percent"),
            "whole": Figure(segment["rate"].value or 0.0, "percent"),
        }
        key = "give"
        if load is not None:
            key, values["room"] = "give_room", Figure(load["room"], "number", decimals=0)
        found.append(
            {
                "segment": segment["member"],
                "rep": best,
                "rate": own,
                "room": None if load is None else load["room"],
                "open": segment["open"],
                "text": Message(f"panel.redistribution.{key}", values),
            }
        )
    return found
