"""What leads answer to BANT and MEDDIC in words: strong or weak, who decides, how soon."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import BANT
from salesdesk.domain.lead import BANT_ANSWERS
from salesdesk.domain.texts import LANGUAGES, text
from salesdesk.importing.cells import Cells
from salesdesk.importing.numerals import numeral
from salesdesk.importing.values import Words
from salesdesk.importing.vocabulary import canonical, normal

_BANT_SCALES: Final = ((1, 15.0), (3, 5.0), (15, 1.0), (100, 0.15))
"""Highest answer of a column → what its numbers are multiplied by to reach our 0 to 15."""
_MOST_MEDDIC: Final = 3.0
_UNKNOWN: Final = "unknown"
_DELAY: Final = re.compile(
    r"^(?P<before>\D*?)\s*(?:\d+\s*(?:-|–|à|to|et|and)\s*)?(?P<n>\d+)\s*(?P<unit>[^\W\d_]+)\s*(?P<more>\+?)$"
)
_MONTHS: Final = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}
_SOON, _LATER = 3.0, 6.0
"""Months within which an answer to "by when?" is worth the most, and the second most."""


def answers(cells: Cells, name: str) -> NDArray[np.float64] | None:
    """A BANT answer in points 0 to 15, or a MEDDIC answer 0 to 3; yes is the best answer, no is 0.

    BANT is noted as yes/no, 0-1, 0-3, 0-15, in percent or in words: the highest number of the column tells its scale.
    Words that nobody knows are failures of their cells.
    """
    words = cells.words(name)
    if words is None:
        return None
    numbers = np.array([_number(text) for text in words.texts])
    if name in BANT and not np.isnan(numbers).all():
        numbers *= next((scale for top, scale in _BANT_SCALES if np.nanmax(numbers) <= top), np.nan)
    told = [_in_words(name, text) for text in words.texts]
    points = np.where(np.isnan(numbers), np.array([np.nan if one is None else one for one in told]), numbers)
    _tell_unknown(cells, name, words, [i for i, one in enumerate(told) if one is None and np.isnan(numbers[i])])
    return np.append(points, np.nan)[words.codes]


def _in_words(name: str, said: str) -> float | None:
    """Points of an answer in words, NaN for one that says that it is not known; None for words that nobody knows."""
    best = float(BANT_ANSWERS[-1])
    own = _own_answers(name).get(normal(said)) if name in BANT else None
    found = own or (canonical(name, said) if name in BANT else "") or canonical("graded", said)
    if not found and name == "bant_timeline":
        found = _delay(said)
    if not found:
        found = {"true": str(best), "false": "0"}.get(canonical("boolean", said), "")
    if found == _UNKNOWN:
        return np.nan
    return (float(found) if name in BANT else float(found) / best * _MOST_MEDDIC) if found else None


@cache
def _own_answers(name: str) -> dict[str, str]:
    """The answers as our own lead form words them, but for the one that nothing is known."""
    return {
        normal(text(f"lead.bant.{name}.answer_{points}", language)): str(points)
        for language in LANGUAGES
        for points in BANT_ANSWERS[1:]
    }


def _delay(said: str) -> str:
    """Points of a delay such as "3 mois", "< 6 months" or "plus de 6 mois"; '' when it is none."""
    found = _DELAY.match(said.strip().casefold())
    unit = canonical("delay_unit", found["unit"]) if found else ""
    if found is None or not unit:
        return ""
    months = int(found["n"]) * _MONTHS[unit]
    exceeded = bool(found["more"]) or canonical("delay_exceeded", found["before"]) == "more"
    soon, later = (months < _SOON, months < _LATER) if exceeded else (months <= _SOON, months <= _LATER)
    return str(BANT_ANSWERS[3 if soon else 2 if later else 1])


def _tell_unknown(cells: Cells, name: str, words: Words, unknown: Sequence[int]) -> None:
    if unknown:
        cells.fail(name, words, unknown, "importing.cell.no_answer")


def _number(said: str) -> float:
    found = numeral(said)
    if found is None:
        return np.nan
    mantissa, power = found.read(",")
    return float(f"{mantissa}e{power}")
