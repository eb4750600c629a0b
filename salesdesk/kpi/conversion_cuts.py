"""Conversion cut further: by the delay of the first contact, by channel and rep, and against targets per segment."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_MOMENT, Kind
from salesdesk.kpi.definition import FEW
from salesdesk.kpi.facts import Facts, Numbers, Rows, between
from salesdesk.kpi.follow_up import HOURS
from salesdesk.kpi.prospect_facts import cohort_asked, prospect_facts
from salesdesk.kpi.prospects import KINDS, WON
from salesdesk.kpi.question import Question
from salesdesk.kpi.reduce import share
from salesdesk.kpi.statistics import LEVEL, holm, two_proportions, two_sided

SHOWN: Final = 15
"""Channels, reps or segments with the most prospects that are told apart."""

SEGMENTS: Final = ("segment", "customer_type", "sector", "range", "channel")
"""The first of these that prospects answer is the market segment."""

PRIOR: Final = FEW
"""Prospects at the overall rate that are added to each segment, or at the segment's rate to each rep in it."""


def by_delay(question: Question) -> dict[str, Any] | None:
    """Conversion of the period's leads by the delay of their first contact; None where no delay is known.

    ``since``: the delay runs from the qualification, or from the reception where no qualification is dated; a contact
    before it counts as no delay.  ``classes`` in order, each up to so many hours (None: beyond); ``differs``: from all
    others, Holm-corrected over classes of FEW or more.  ``falls``: the rate falls as the delay grows beyond chance
    (Cochran–Armitage; None: too few).  ``not_contacted``: leads without a first contact.  This shows that they go
    together, not why.
    """
    leads = question.sales[Kind.LEAD]
    facts, _, at = cohort_asked(question)
    assert facts.kind is not None
    own = at[facts.kind[at] == KINDS.index(Kind.LEAD)]
    row, won = facts.rows[own], facts.extra["outcome"][own] == WON
    contact, since = leads["first_contact_at"][row], "qualified"
    start = leads["qualified_at"][row]
    if not ((start != NO_MOMENT) & (contact != NO_MOMENT)).any():
        start, since = leads["received_at"][row], "received"
    known = (start != NO_MOMENT) & (contact != NO_MOMENT)
    if not known.any():
        return None
    delay = np.searchsorted(np.array(HOURS) * 60, np.maximum(contact - start, 0)[known], side="left")
    size = len(HOURS) + 1
    n = np.bincount(delay, minlength=size).astype(np.float64)
    k = np.bincount(delay[won[known]], minlength=size).astype(np.float64)
    tested = np.flatnonzero(n >= FEW)
    differs = np.zeros(size, dtype=bool)
    differs[tested] = holm(two_proportions(k, n, k.sum() - k, n.sum() - n)[tested])
    silent = (contact == NO_MOMENT) & (start != NO_MOMENT)
    return {
        "since": since,
        "classes": [
            {
                "up_to_hours": HOURS[i] if i < len(HOURS) else None,
                "rate": share(int(k[i]), int(n[i])),
                "differs": bool(differs[i]),
            }
            for i in np.flatnonzero(n).tolist()
        ],
        "falls": _falls(k, n),
        "not_contacted": share(int((silent & won).sum()), int(silent.sum())),
    }


def _falls(k: Numbers, n: Numbers) -> bool | None:
    """Whether the share falls along the classes: Cochran & Armitage's test for a trend, scores 0, 1, 2…"""
    total, wins = n.sum(), k.sum()
    if total < FEW or np.count_nonzero(n) < 2 or wins in (0, total):
        return None
    score = np.arange(len(n))
    p = wins / total
    slope = float((score * (k - n * p)).sum())
    spread = p * (1 - p) * float((n * score**2).sum() - (n * score).sum() ** 2 / total)
    return slope < 0 and bool(two_sided(np.array([slope / np.sqrt(spread)]))[0] <= LEVEL)


def heat(question: Question) -> dict[str, Any] | None:
    """Channel × rep on the basis asked for (the cohort's instead of the flow's); None where either is not known.

    Rows of ``won``, ``prospects`` and ``rate`` per channel of ``channels``, a place per rep of ``reps``; ``differs``:
    from the other reps with the same channel beyond chance, Holm-corrected over the cells of FEW or more on either
    side; ``few``: fewer than FEW.  Left out: prospects of unknown channel or rep.
    """
    facts, at = _asked(question)
    channel, rep = facts.labels("channel"), facts.labels("rep")
    if not channel.answered or not rep.answered:
        return None
    size = len(channel.names), len(rep.names)
    at = at[(channel.codes[at] < size[0]) & (rep.codes[at] < size[1])]
    won, n = _counts(facts, at, channel.codes[at].astype(np.int64) * size[1] + rep.codes[at], size)
    rows, columns = (_largest(n.sum(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    others = won.sum(axis=1, keepdims=True) - won, n.sum(axis=1, keepdims=True) - n
    shown = np.ix_(rows, columns)
    cells = [table[shown] for table in (won, n, *others)]
    tested = (cells[1] >= FEW) & (cells[3] >= FEW)
    differs = np.zeros(tested.shape, dtype=bool)
    differs[tested] = holm(two_proportions(*(cell[tested] for cell in cells)))
    return {
        "channels": [channel.names[c] for c in rows.tolist()],
        "reps": [rep.names[r] for r in columns.tolist()],
        "won": cells[0].astype(np.int64).tolist(),
        "prospects": cells[1].astype(np.int64).tolist(),
        "rate": [
            [k / t if t else None for k, t in zip(*pair, strict=True)]
            for pair in zip(cells[0].tolist(), cells[1].tolist(), strict=True)
        ],
        "differs": differs.tolist(),
        "few": (cells[1] < FEW).tolist(),
    }


def segment_targets(question: Question) -> dict[str, Any]:
    """What each market segment converts, and what can be asked of it; the targets set are beside each KPI.

    ``segments``: ``rate`` on the basis asked for; ``usual``: the same drawn towards the overall rate as if
    :data:`PRIOR` more prospects had converted so (small segments promise nothing); ``reachable``: what the best rep of
    the segment with FEW prospects or more converts, drawn towards the segment's rate likewise (None: nobody has so
    many, or none is above).
    """
    facts, at = _asked(question)
    dimension = next((d for d in SEGMENTS if facts.labels(d).answered), "")
    return {
        "dimension": dimension,
        "segments": _segments(facts, at, dimension) if dimension else [],
    }


def _segments(facts: Facts, at: Rows, dimension: str) -> list[dict[str, Any]]:
    part, rep = facts.labels(dimension), facts.labels("rep")
    size = len(part.names) + 1, len(rep.names) + 1
    won, n = _counts(facts, at, part.codes[at].astype(np.int64) * size[1] + rep.codes[at], size)
    if not n.sum():
        return []
    overall = float(won.sum() / n.sum())
    found = []
    for segment in _largest(n[:-1].sum(axis=1)).tolist():
        k, t = won[segment], n[segment]
        usual = (float(k.sum()) + PRIOR * overall) / (float(t.sum()) + PRIOR)
        judged = np.flatnonzero(t[:-1] >= FEW)
        best = float(((k[judged] + PRIOR * usual) / (t[judged] + PRIOR)).max(initial=0.0))
        found.append(
            {
                "member": part.names[segment],
                "rate": share(int(k.sum()), int(t.sum())),
                "usual": usual,
                "reachable": best if best > usual else None,
            }
        )
    return found


def _asked(question: Question) -> tuple[Facts, Rows]:
    """Prospects to count, and which of them are asked for."""
    facts = prospect_facts(question.sales, "cohort" if question.basis == "flow" else question.basis)
    keep, span = question.keep_of(facts), between(facts.day, question.period)
    return facts, np.arange(span.start, span.stop) if keep is None else np.flatnonzero(keep[span]) + span.start


def _counts(facts: Facts, at: Rows, key: NDArray[np.int64], size: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """Won, and all, per cell."""
    assert facts.numerator is not None
    cells = size[0] * size[1]
    won, n = (np.bincount(part, minlength=cells).astype(np.float64) for part in (key[facts.numerator[at] > 0], key))
    return won.reshape(size), n.reshape(size)


def _largest(n: Numbers) -> NDArray[np.int64]:
    order: NDArray[np.int64] = np.argsort(-n, kind="stable")[:SHOWN]
    return order[np.flatnonzero(n[order])]
