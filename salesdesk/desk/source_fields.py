"""Which column of an imported sheet filled which field of its records."""

from collections.abc import Iterable, Mapping
from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.raw import RawTable
from salesdesk.importing.import_fields import OWN_NAMES

_ALSO: Final[Mapping[str, str]] = {
    "amount_net": "amount",
    "amount_gross": "amount",
    "amount_company_currency": "amount",
    "amount_paid": "amount",
    "line_total_gross": "amount",
    "document_total_net": "amount",
    "document_total_gross": "amount",
    "unit_price_net": "unit_price",
    "unit_price_gross": "unit_price",
    "unit_cost": "cost",
    "margin_amount": "cost",
    "cost_price": "cost",
    "won_date": "close_date",
    "lost_date": "close_date",
    "is_won": "status",
    "is_lost": "status",
    "is_closed": "status",
    "customer_id": "customer",
    "product_id": "product",
    "rep_id": "rep",
    "last_name": "contact",
}
"""Import fields that fill a record's field when its own column is absent."""


def source_fields(kinds: Iterable[Kind], mapping: Mapping[str, str], headers: RawTable) -> dict[str, int]:
    """Record field → spreadsheet column (0 = A).

    ``mapping``: header → import field as confirmed; ``headers``: the header row as read.
    """
    own = {theirs: ours for kind in kinds for ours, theirs in OWN_NAMES[kind].items()}
    found: dict[str, int] = {}
    spare: dict[str, int] = {}
    for place, column in enumerate(headers.columns):
        theirs = mapping.get(column.display(0).strip(), "") if len(column) else ""
        if not theirs:
            continue
        at = headers.first_column + place
        found.setdefault(own.get(theirs, theirs), at)
        if theirs in _ALSO:
            spare.setdefault(_ALSO[theirs], at)
    return spare | found
