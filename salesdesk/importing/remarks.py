"""What is worth a second look though it is imported: gaps that keep records out of a figure, rows said twice."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import DOCUMENT_TYPES, SCHEMAS, STATUSES, Column, Kind
from salesdesk.domain.problem import Problem, Severity, column_letters
from salesdesk.domain.texts import Message
from salesdesk.importing.look import Look
from salesdesk.importing.matching import Match
from salesdesk.importing.numerals import currency_code
from salesdesk.importing.record_fields import is_known

_GAPS: Final[Mapping[Kind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    Kind.ORDER_LINE: (
        ("date", ("date",)),
        ("customer", ("customer_name", "customer_id")),
        ("cost", ("line_cost", "unit_cost", "margin_amount")),
        ("rep", ("rep_name", "rep_id")),
    ),
    Kind.PRODUCT: (("cost", ("purchase_price", "cost_price", "weighted_avg_cost")),),
    Kind.LEAD: (("received_at", ("created_date",)),),
}
"""Fields whose gaps keep records out of a figure, with the import fields that fill them."""
_PROMISES: Final = tuple(DOCUMENT_TYPES.index(name) for name in ("quote", "delivery"))
_WON_WITHOUT_LOST: Final = 5
_MOSTLY: Final = 0.9
_CENTS: Final = 99
_MOST_REPEATS: Final = 50


def gaps(
    kind: Kind, columns: Mapping[str, Column], accepted: NDArray[np.int64], look: Look, matches: Mapping[str, Match]
) -> Iterator[Problem]:
    """One warning per field that some records lack, at the first of them."""
    for field, sources in _GAPS.get(kind, ()):
        values = columns.get(field)
        if values is None or not len(accepted):
            continue
        lacking = np.flatnonzero(~is_known(values[accepted], SCHEMAS[kind].by_name[field].dtype))
        if not len(lacking):
            continue
        match = next((matches[name] for name in sources if name in matches), None)
        column = look.table.body.first_column + match.column if match is not None else -1
        message = Message(f"importing.gap.{kind}_{field}", {"n": len(lacking)})
        row = int(look.row_numbers[accepted[lacking[0]]])
        yield Problem(Severity.WARNING, message, look.origin.file, look.origin.sheet, row, column)


def not_sales(columns: Mapping[str, Column], accepted: NDArray[np.int64], look: Look) -> Iterator[Problem]:
    """A note where the table holds documents that are not sales."""
    types = columns.get("document_type")
    if types is None:
        return
    promised = np.flatnonzero(np.isin(types[accepted], _PROMISES))
    if len(promised):
        message = Message("importing.note.not_sales", {"n": len(promised)})
        row = int(look.row_numbers[accepted[promised[0]]])
        yield Problem(Severity.NOTE, message, look.origin.file, look.origin.sheet, row)


def foreign(
    columns: Mapping[str, Column],
    lists: Mapping[str, LocalMembers],
    accepted: NDArray[np.int64],
    look: Look,
    currency: str,
) -> Iterator[Problem]:
    """A warning where amounts are in other currencies than the company's."""
    codes = columns.get("currency")
    if codes is None:
        return
    members = lists["currency"]
    iso = [currency_code(name or key) for name, key in zip(members.names, members.keys, strict=True)]
    other = np.array([*(name != currency for name in iso), False])[codes[accepted]]
    found = np.flatnonzero(other)
    if len(found):
        names = ", ".join(sorted({iso[int(code)] for code in np.unique(codes[accepted[found]])}))
        message = Message("importing.gap.foreign", {"n": len(found), "currencies": names, "currency": currency})
        row = int(look.row_numbers[accepted[found[0]]])
        yield Problem(Severity.WARNING, message, look.origin.file, look.origin.sheet, row)


def no_lost(columns: Mapping[str, Column], accepted: NDArray[np.int64], look: Look) -> Iterator[Problem]:
    """A warning where deals are won and none is lost: some programs leave lost deals out unless asked."""
    status = columns.get("status")
    if status is None:
        return
    won, lost = (np.count_nonzero(status[accepted] == STATUSES.index(name)) for name in ("won", "lost"))
    if won >= _WON_WITHOUT_LOST and not lost:
        message = Message("importing.note.no_lost", {"n": won})
        yield Problem(Severity.WARNING, message, look.origin.file, look.origin.sheet)


def split_decimals(look: Look) -> Iterator[Problem]:
    """A warning where decimal commas were taken for separators: the decimals stand in a last column without a name."""
    if look.sheet.separator != "," or len(look.profiles) < 2:
        return
    whole, cents = look.profiles[-2:]
    column = look.table.body.first_column + len(look.profiles) - 1
    numbers = min(whole.numbers, cents.numbers) >= _MOSTLY and whole.whole == cents.whole == 1
    if numbers and look.table.headers[-1] == column_letters(column) and cents.low >= 0 and cents.high <= _CENTS:
        row = int(look.row_numbers[0])
        message = Message("importing.note.split_decimals")
        yield Problem(Severity.WARNING, message, look.origin.file, look.origin.sheet, row, column)


def repeats(rows: NDArray[np.uint64], numbers: NDArray[np.int64], look: Look) -> Iterator[Problem]:
    """Rows that equal an earlier one in every cell: kept, for they may be true, but told."""
    import pandas as pd

    series = pd.Series(rows)
    again = np.flatnonzero(series.duplicated().to_numpy())
    if not len(again):
        return
    where = look.origin
    first = pd.Series(np.arange(len(rows))).groupby(rows).transform("first").to_numpy()
    for position in again[:_MOST_REPEATS]:
        message = Message("importing.row.twice", {"row": int(numbers[first[position]])})
        yield Problem(Severity.WARNING, message, where.file, where.sheet, int(numbers[position]))
    if len(again) > _MOST_REPEATS:
        message = Message("importing.row.more_twice", {"n": len(again) - _MOST_REPEATS})
        yield Problem(Severity.WARNING, message, where.file, where.sheet, int(numbers[again[_MOST_REPEATS]]))
