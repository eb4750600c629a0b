"""What a column alone may not tell: the decimal mark and the order of day and month, decided over a whole sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.texts import Language
from salesdesk.importing.dates import Form, Parts, take_apart
from salesdesk.importing.numerals import Numeral, numeral, shapes
from salesdesk.importing.values import used_texts
from salesdesk.importing.vocabulary import is_french

DecimalMark: TypeAlias = Literal[",", "."]
DateOrder: TypeAlias = Literal["dmy", "mdy", "ymd"]
_LOOKED_AT: Final = 50
"""So many texts of a column show its language."""


@dataclass(frozen=True)
class Decision:
    """``value``, and whether the cells prove it.  ``needed``: whether any cell reads differently otherwise."""

    value: str
    proven: bool
    needed: bool


def numerals(column: RawColumn) -> list[Numeral]:
    """The distinct texts of a column that are numbers, with other digits in the place of theirs."""
    shaped = shapes([column.texts[code] for code in used_texts(column).tolist()])
    of_shape = {shape: numeral(shape) for shape in dict.fromkeys(shaped)}
    return [number for shape in shaped if (number := of_shape[shape]) is not None]


def decide_decimal(columns: Iterable[RawColumn], separator: str, language: Language) -> Decision:
    """The decimal mark of a sheet's number columns.

    A mark before one, two or more than three digits is proof, as are two marks in one number.  A lone mark before
    three digits ("1,234") is not: then thousands written without any mark, or a file separated by ``;``, point to one
    reading, which is still a guess.
    """
    found = [number for column in columns for number in numerals(column)]
    commas = sum(number.mark == "," for number in found)
    points = sum(number.mark == "." for number in found)
    unsure = [number for number in found if number.mark == "?"]
    if commas or points:
        return Decision("," if commas > points else ".", proven=True, needed=bool(unsure))
    if not unsure:
        return Decision("," if language == "fr" else ".", proven=True, needed=False)
    lone = "," if "," in unsure[0].body else "."
    other: DecimalMark = "." if lone == "," else ","
    plain_thousands = any(number.mark == "" and len(number.body) > 3 for number in found)
    whole = len(found) > len(unsure) and all(len(n.body) <= 3 for n in found if n.mark == "")
    if plain_thousands:
        return Decision(lone, proven=False, needed=True)
    if whole or (lone == "," and separator != ";") or (lone == "." and separator in {";", ""}):
        return Decision(other, proven=False, needed=True)
    return Decision(lone, proven=False, needed=True)


def date_parts(column: RawColumn) -> Parts:
    """The distinct date texts of a column, taken apart."""
    return take_apart([column.texts[int(code)] for code in used_texts(column)])


def decide_date_order(columns: Sequence[RawColumn], likely: str = "") -> Decision:
    """The order of day, month and year of a sheet: one for all its date columns.

    31/12 proves day first, 12/31 month first.  Where nothing proves, the guess is ``likely``, the order that what
    surrounds the dates speaks for; without one it is day first, as both languages of the program write it, but month
    first when the second number never changes while the first does (the firsts of months).
    """
    parts = [date_parts(column) for column in columns if (column.kinds == Cell.TEXT).any()]
    if not parts:
        return Decision("dmy", proven=True, needed=False)
    form = np.concatenate([part.form for part in parts])
    a, b, c = (np.concatenate([getattr(part, name) for part in parts]) for name in ("a", "b", "c"))
    short = form == Form.SHORT
    small_first = (form == Form.YEAR_LAST) | short
    needed = bool((small_first & (a != b)).any())
    day_first = int((small_first & (a > 12) & (a <= 31) & (b <= 12)).sum())
    month_first = int((small_first & (b > 12) & (b <= 31) & (a <= 12)).sum())
    if (short & (a > 31)).sum() > (short & (c > 31)).sum() and not month_first:
        return Decision("ymd", proven=True, needed=needed)
    if day_first or month_first:
        return Decision("dmy" if day_first >= month_first else "mdy", proven=True, needed=needed)
    months_vary = len(np.unique(a[small_first])) > 2 and len(np.unique(b[small_first])) == 1
    return Decision(likely or ("mdy" if months_vary else "dmy"), proven=not needed, needed=needed)


def likely_date_order(
    headers: Sequence[str], columns: Sequence[RawColumn], separator: str, decimal: str, language: Language
) -> str:
    """``dmy`` where a sheet is written the way of those who write the day first, '' where it may be otherwise.

    Semicolons, decimal commas and French words speak for it; commas, decimal points and headers without any French
    word against it.  When both weigh the same, the user's language decides.  ``decimal``: '' when no number shows it.
    """
    french = any(map(is_french, headers)) or any(
        is_french(column.texts[code]) for column in columns for code in used_texts(column)[:_LOOKED_AT].tolist()
    )
    for_it = (separator == ";") + (decimal == ",") + french
    against = (separator == ",") + (decimal == ".") + (not french)
    if for_it == against:
        return "dmy" if language == "fr" else ""
    return "dmy" if for_it > against else ""
