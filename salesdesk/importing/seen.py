"""What the values of a column are, in words: beside the header, the second reason to believe a match."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_DAY
from salesdesk.domain.texts import Figure, Message
from salesdesk.importing.cells import Cells
from salesdesk.importing.import_fields import Type, label_key, type_of
from salesdesk.importing.matching import Match
from salesdesk.importing.profile import Profile
from salesdesk.importing.values import shown

_ALWAYS: Final = 0.99
_YEARS: Final = (1900, 2100)
_LEAST: Final = 5
"""Rows with both dates that it takes to say that one never comes before the other."""


def date_ranges(cells: Cells, matches: Mapping[str, Match]) -> dict[int, Message]:
    """Place of each matched column of dates → its years, and the column that it never comes before."""
    days = {name: known for name in matches if type_of(name) is Type.DATE and (known := cells.days(name)) is not None}
    return {matches[name].column: message for name, message in _ranges(days)}


def _ranges(days: Mapping[str, NDArray[np.int32]]) -> Iterator[tuple[str, Message]]:
    for name, own in days.items():
        known = own[own != NO_DAY]
        if not len(known):
            continue
        first, last = (str(_year(int(day))) for day in (known.min(), known.max()))
        span = Message(
            "importing.seen.year" if first == last else "importing.seen.years", {"first": first, "last": last}
        )
        former = next((other for other in days if other != name and _never_before(own, days[other])), "")
        if former:
            field = Message(label_key(former))
            yield name, Message("importing.seen.dates_after", {"span": span, "field": field})
        else:
            yield name, Message("importing.seen.dates", {"span": span})


def _year(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[Y]").astype(np.int64)) + 1970


def _never_before(own: NDArray[np.int32], other: NDArray[np.int32]) -> bool:
    both = (own != NO_DAY) & (other != NO_DAY)
    apart = both & (own != other)
    return bool(apart.sum() >= _LEAST and (own[both] >= other[both]).mean() >= _ALWAYS)


def seen_in(profile: Profile) -> Message | None:
    """What a column's values look like: numbers from one to another, few words, or many; None for an empty one."""
    if profile.empty:
        return None
    if profile.numbers >= 0.6 and not np.isnan(profile.low):
        years = profile.whole == 1 and profile.low >= _YEARS[0] and profile.high <= _YEARS[1]
        decimals = 0 if profile.whole == 1 else 2
        low, high = (
            str(int(value)) if years else Figure(value, "number", decimals=decimals)
            for value in (profile.low, profile.high)
        )
        return Message("importing.seen.numbers", {"low": low, "high": high})
    if not profile.texts:
        return None
    some = ", ".join(shown(text) for text in profile.texts[:2])
    return Message("importing.seen.words", {"n": profile.distinct, "some": some})
