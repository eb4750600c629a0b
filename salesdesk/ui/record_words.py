"""Values, fields and addresses of records in the reader's words."""

from datetime import date, datetime

from salesdesk.desk.rows import Address, RowsTable, Value
from salesdesk.domain.columns import Dtype, Field
from salesdesk.domain.formats import DASH, NBSP, Formats
from salesdesk.domain.texts import Language, text

RIGHT_ALIGNED = (Dtype.MONEY, Dtype.NUMBER)


def field_title(name: str, language: Language) -> str:
    """The title of a stored field or of a dimension."""
    return text(f"field.{name}", language)


def written(value: Value, field: Field, formats: Formats) -> str:  # noqa: PLR0911 - one return per type
    """A value as a table cell shows it; unknown is a dash."""
    match value:
        case None:
            return DASH
        case bool():
            return {"fr": ("non", "oui"), "en": ("no", "yes")}[formats.language][value]
        case str():
            return text(f"choice.{value}", formats.language) if field.dtype is Dtype.CHOICE else value
        case datetime():
            clock = f"{NBSP}{value:%H:%M}" if (value.hour, value.minute) != (0, 0) else ""
            return day_words(value.date(), formats) + clock
        case date():
            return day_words(value, formats)
        case _ if field.dtype is Dtype.MONEY:
            return formats.money(value, cents=True)
        case _:
            return formats.number(value, 0 if float(value).is_integer() else 2)


def day_words(day: date, formats: Formats) -> str:
    """A day with its month in short: 24 févr. 2026 / 24 Feb 2026."""
    return f"{day.day}{NBSP}{formats.month_year(day)}"


def with_count(words: str, count: int, formats: Formats) -> str:
    """Words that hold a bare count, with the count as the reader writes it."""
    return words.replace(str(count), formats.integer(count), 1)


def address_words(address: Address) -> str:
    """Such as ``Ventes!128``; empty for a record typed by hand."""
    return f"{address.sheet}!{address.row}" if address.sheet_id else ""


def amount_field(table: RowsTable) -> str:
    """The money field that sums up a table's rows; '' when it has none."""
    return next((field.name for field in table.fields if field.name == table.summed), "")
