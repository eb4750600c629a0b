"""Why a figure cannot be measured, in a sentence that says what is missing."""

from typing import Final

from salesdesk.domain.period import Unit
from salesdesk.domain.texts import Message
from salesdesk.kpi.definition import KpiResult

_COLUMNS: Final = (
    "unknown_cost",
    "no_rep",
    "no_customer",
    "no_amount",
    "foreign_currency",
    "no_qualification",
    "no_start_date",
    "inverted_dates",
    "no_date",
)
"""Reasons for leaving out that the reader can mend, most telling first."""


def missing(result: KpiResult) -> Message:
    """What keeps a KPI from being measured.  Only for results without a value."""
    left_out = {item.reason: item.records for item in result.left_out}
    for reason in _COLUMNS:
        if left_out.get(reason, 0) and left_out[reason] == max(left_out.values()):
            return Message(f"kpi.missing.{reason}")
    open_ = result.details.get("open", 0)
    if open_["count"] if isinstance(open_, dict) else open_:
        return Message("kpi.missing.nothing_closed")
    if result.filter.members:
        return Message("kpi.missing.filtered")
    return Message(f"kpi.missing.{result.kpi.key}" if result.filter.period.unit is Unit.ALL else "kpi.missing.period")
