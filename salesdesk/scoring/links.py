"""Which lead an opportunity or an activity belongs to: the one it names, else the one of the same company."""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, STATUSES, Kind
from salesdesk.domain.sales import Frame, Sales

Rows = NDArray[np.int64]
_DELETED = STATUSES.index("deleted")


def lead_of_opportunity(sales: Sales) -> Rows:
    """Position of each opportunity's lead, -1 for none.

    By lead id; an opportunity without one belongs to the latest lead of its customer's name received up to the day it
    began (or closed).  Deleted opportunities belong to none.
    """
    return sales.remembered(("scoring", "lead_of_opportunity"), lambda: _lead_of_opportunity(sales))


def lead_of_activity(sales: Sales) -> Rows:
    """Position of each activity's lead, -1 for none: by lead id, by its opportunity, by its customer's name."""
    return sales.remembered(("scoring", "lead_of_activity"), lambda: _lead_of_activity(sales))


def plain(name: str) -> str:
    """A name as it is compared: without case, accents and doubled spaces."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.casefold().split())


def _lead_of_opportunity(sales: Sales) -> Rows:
    opportunities = sales[Kind.OPPORTUNITY]
    by_id = _by_id(sales, opportunities)
    day = opportunities.main_date
    for name in ("close_date", "qualified_date", "first_contact_date", "created_date"):  # the earliest known is last
        day = np.where(opportunities[name] != NO_DAY, opportunities[name], day)
    unnamed = opportunities["lead_id"] == NO_CODE
    customer = np.where(unnamed, opportunities["customer"], NO_CODE)
    found = np.where(unnamed, _by_name(sales, customer, day), by_id)
    return np.where(opportunities["status"] == _DELETED, -1, found)


def _lead_of_activity(sales: Sales) -> Rows:
    activities = sales[Kind.ACTIVITY]
    found = _by_id(sales, activities)
    of_opportunity = np.full(len(sales.names("opportunity_id")) + 1, -1, dtype=np.int64)
    of_opportunity[sales[Kind.OPPORTUNITY]["opportunity_id"]] = lead_of_opportunity(sales)
    of_opportunity[-1] = -1
    found = np.where(found < 0, of_opportunity[activities["opportunity_id"]], found)
    customer = np.where(found < 0, activities["customer"], NO_CODE)
    return np.where(found < 0, _by_name(sales, customer, activities.days("date")), found)


def _by_id(sales: Sales, records: Frame) -> Rows:
    leads = sales[Kind.LEAD]
    position = np.full(len(sales.names("lead_id")) + 1, -1, dtype=np.int64)
    position[leads["lead_id"][::-1]] = np.arange(leads.n)[::-1]
    position[-1] = -1
    return position[records["lead_id"]]


def _by_name(sales: Sales, customer: NDArray[np.int32], day: NDArray[np.int32]) -> Rows:
    """The latest lead of the customer's name received on or before the day (any day, where it is unknown)."""
    leads = sales[Kind.LEAD]
    if not leads.n or not len(customer) or not (customer != NO_CODE).any() or "company" not in leads:
        return np.full(len(customer), -1, dtype=np.int64)
    names: dict[str, int] = {}
    of_company = _keys(sales.names("company"), names)[leads["company"]]
    of_customer = _keys(sales.names("customer"), names, grow=False)[customer]
    # Name and day in one number, so that one sorted list answers for all names.
    received = (of_company << 33) + leads.days("received_at").astype(np.int64) + 2**31
    order = np.argsort(received, kind="stable")
    until = np.where(day == NO_DAY, 2**31 - 1, day.astype(np.int64))
    at = np.searchsorted(received[order], (of_customer << 33) + until + 2**31, side="right") - 1
    found = order[at.clip(min=0)]
    hit = (at >= 0) & (of_customer >= 0) & (of_company[found] == of_customer)
    return np.where(hit, found, -1)


def _keys(texts: Sequence[str], names: dict[str, int], *, grow: bool = True) -> Rows:
    """A number per text, equal for names that count as one; the last place, and names without number, are -1."""
    if grow:
        keys = [names.setdefault(name, len(names)) if (name := plain(text)) else -1 for text in texts]
    else:
        keys = [names.get(plain(text), -1) for text in texts]
    return np.array([*keys, -1], dtype=np.int64)
