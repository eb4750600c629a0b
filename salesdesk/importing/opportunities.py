"""Opportunities: their outcome from flags, words and dates, and which of their dates are facts."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, NO_DAY, STATUSES
from salesdesk.importing.cells import Cells, times
from salesdesk.importing.order_lines import VAT_TAKEN_OUT
from salesdesk.importing.record_fields import Records, put_shared
from salesdesk.importing.vocabulary import canonical

_OPEN, _WON, _LOST, _DELETED = (STATUSES.index(status) for status in ("open", "won", "lost", "deleted"))


def put_opportunity(records: Records, options: Mapping[str, str]) -> None:
    cells = records.cells
    put_shared(records)
    records.text("opportunity_id", "deal_id")
    records.text("name", "deal_name")
    records.text("lead_id", "lead_id")
    records.of("product", ("product_name",), ("product_id",))
    records.text("stage", "stage")
    records.text("loss_reason", "lost_reason")
    records.text("competitor", "competitor")
    status = _opportunity_status(cells)
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


def _opportunity_status(cells: Cells) -> NDArray[np.int8]:
    """Won, lost, open or deleted: by flags, then status and stage words, then dates; open when merely staged."""
    status = np.full(cells.n, -1, dtype=np.int8)

    def settle(mask: NDArray[np.bool_], value: int) -> None:
        status[(status == -1) & mask] = value

    won, lost, closed = cells.flags("is_won"), cells.flags("is_lost"), cells.flags("is_closed")
    if won is not None:
        settle(won == 1, _WON)
    if lost is not None:
        settle(lost == 1, _LOST)
    if won is not None and closed is not None:
        settle((closed == 1) & (won == 0), _LOST)
    staged = np.zeros(cells.n, dtype=bool)
    for name in ("status", "stage"):
        words = cells.words(name)
        if words is None:
            continue
        staged |= words.codes != NO_CODE
        table = np.array([_OUTCOMES.get(canonical("deal_outcome", text), -1) for text in words.texts] + [-1])
        found = table[words.codes]
        settle(found > _OPEN, 0)
        decided = (found > _OPEN) & (status == 0)
        status[decided] = found[decided]
    for name, value in (("won_date", _WON), ("lost_date", _LOST)):
        days = cells.days(name)
        if days is not None:
            settle(days != NO_DAY, value)
    flagged = won is not None or lost is not None
    settle(staged | flagged if flagged else staged, _OPEN)
    return status


_OUTCOMES: Final = {"open": _OPEN, "on_hold": _OPEN, "won": _WON, "lost": _LOST, "deleted": _DELETED}
