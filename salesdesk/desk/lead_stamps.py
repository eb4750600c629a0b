"""What an answer leaves behind: its day, and the moment from which a lead counts as qualified."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np

from salesdesk.domain.columns import BANT, DATED_ANSWERS, ENGAGEMENT_SIGNALS, NO_MOMENT, PROFILE_SIGNALS, Kind
from salesdesk.domain.sales import Sales


def stamped(sales: Sales, record: int | None, values: Mapping[str, object], now: datetime) -> dict[str, object]:
    """The values typed over a lead, completed.

    Every answer and every signal takes today's day, unless a day is typed with it.  A lead that meets all four criteria
    from now on is qualified now; one that no longer meets them is no longer qualified.
    """
    done = dict(values)
    for name in DATED_ANSWERS:
        if name in values:
            done.setdefault(f"{name}_date", now.date() if values[name] is not None else None)
    for part, names in (("engagement", ENGAGEMENT_SIGNALS), ("profile", PROFILE_SIGNALS)):
        if any(values.get(name) is not None for name in names) and f"{part}_date" not in values:
            done[f"{part}_date"] = now.date()
    if "qualified_at" in values or not any(name in values for name in BANT):
        return done
    leads = sales[Kind.LEAD]
    found = np.flatnonzero(leads["id"] == record) if record is not None else np.zeros(0, dtype=np.int64)
    held = {name: float(leads[name][found[0]]) if len(found) else float("nan") for name in BANT}
    given = {name: values.get(name, held[name]) for name in BANT}
    before = _met(held, sales.bant_thresholds)
    after = _met(given, sales.bant_thresholds)
    if after and not before and not (len(found) and leads["qualified_at"][found[0]] != NO_MOMENT):
        done["qualified_at"] = now
    elif before and not after:
        done["qualified_at"] = None
    return done


def _met(answers: Mapping[str, object], thresholds: tuple[float, ...]) -> bool:
    return all(
        isinstance(answer := answers[name], int | float) and answer >= least
        for name, least in zip(BANT, thresholds, strict=True)
    )
