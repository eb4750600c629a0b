"""Opportunities: their outcome from flags, words and dates, and which of their dates are facts."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, STATUSES
from salesdesk.importing.cells import Cells, times
from salesdesk.importing.order_lines import VAT_TAKEN_OUT
from salesdesk.importing.record_fields import Records, put_shared
from salesdesk.importing.words_in_doubt import meaning

_OPEN, _WON, _LOST, _DELETED = (STATUSES.index(status) for status in ("open", "won", "lost", "deleted"))


def put_opportunity(records: Records, options: Mapping[str, str]) -> None:
    cells = records.cells
    put_shared(records)
    records.text("opportunity_id", "deal_id", "quote_number")
    records.text("name", "deal_name")
    records.text("lead_id", "lead_id")
    records.of("product", ("product_name",), ("product_id",))
    records.text("stage", "stage")
    records.text("loss_reason", "lost_reason")
    records.text("competitor", "competitor")
    status = _opportunity_status(cells, options)
    records.put("status", status)
    _opportunity_dates(records, status)
    order = ["amount_net", "amount", "amount_company_currency", "amount_gross"]
    if (first := options.get("amount", "")) in cells:
        order.insert(0, first)
    amount = cells.first_money(*order)
    rate = VAT_TAKEN_OUT.get(options.get("vat", ""))
    if amount is not None and rate is not None:
        amount = times(amount, np.full(cells.n, 1 / (1 + rate)))
    records.put("amount", amount)


def _opportunity_dates(records: Records, status: NDArray[np.int8]) -> None:
    """The close date of an open opportunity is a plan: it goes to ``expected_close_date``."""
    cells = records.cells
    for name in ("first_contact_date", "created_date", "qualified_date", "last_activity_date"):
        records.put(name, cells.days(name))
    unknown = np.full(cells.n, NO_DAY, dtype=np.int32)
    close, won, lost, expected = (
        unknown if (found := cells.days(name)) is None else found
        for name in ("close_date", "won_date", "lost_date", "expected_close_date")
    )
    outcome = np.where(status == _WON, won, np.where(status == _LOST, lost, NO_DAY))
    closed = np.where(outcome != NO_DAY, outcome, close)
    still_open = status == _OPEN
    records.put("close_date", np.where(still_open, NO_DAY, closed))
    records.put("expected_close_date", np.where(still_open & (expected == NO_DAY), close, expected))


def _opportunity_status(cells: Cells, options: Mapping[str, str]) -> NDArray[np.int8]:
    """Won, lost, open or deleted: by flags, then status and stage words, then dates; open when merely staged."""
    status = np.full(cells.n, -1, dtype=np.int8)

    def settle(mask: NDArray[np.bool_], value: int) -> None:
        status[(status == -1) & mask] = value

    _settle_by_flags(cells, settle)
    staged = np.zeros(cells.n, dtype=bool)
    for name in ("status", "stage"):
        words = cells.words(name)
        if words is None:
            continue
        staged |= words.codes != NO_CODE
        table = np.array([_OUTCOMES.get(meaning("deal_outcome", text, options), -1) for text in words.texts] + [-1])
        found = table[words.codes]
        decided = (found > _OPEN) & (status == -1)
        status[decided] = found[decided]
        if name == "status" and (found > _OPEN).any():
            settle(found == _OPEN, _OPEN)  # a status that knows outcomes is right against the stage
    for name, value in (("won_date", _WON), ("lost_date", _LOST)):
        days = cells.days(name)
        if days is not None:
            settle(days != NO_DAY, value)
    if "status" not in cells:
        put_away = _put_away(cells)
        status[put_away & (status == _OPEN)] = _LOST
        settle(put_away, _LOST)
    flagged = "is_won" in cells or "is_lost" in cells
    settle(staged | flagged, _OPEN)
    return status


def _settle_by_flags(cells: Cells, settle: Callable[[NDArray[np.bool_], int], None]) -> None:
    won, lost, closed, deleted = (cells.flags(name) for name in ("is_won", "is_lost", "is_closed", "deleted"))
    if deleted is not None:
        settle(deleted == 1, _DELETED)
    if won is not None:
        settle(won == 1, _WON)
    if lost is not None:
        settle(lost == 1, _LOST)
    if won is not None and closed is not None:
        settle((closed == 1) & (won == 0), _LOST)


def _put_away(cells: Cells) -> NDArray[np.bool_]:
    """Deals out of the way, which no status explains: Odoo and Axonaut archive what is lost."""
    archived, active = cells.flags("archived"), cells.flags("active")
    put_away = np.zeros(cells.n, dtype=bool)
    if archived is not None:
        put_away |= archived == 1
    if active is not None:
        put_away |= active == 0
    return put_away


_OUTCOMES: Final = {"open": _OPEN, "on_hold": _OPEN, "won": _WON, "lost": _LOST, "deleted": _DELETED}
