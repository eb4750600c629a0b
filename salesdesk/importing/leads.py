"""Leads: who, from where, how far qualified."""

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import BANT, LEAD_STATUSES, MEDDIC, NO_CODE, NO_MOMENT
from salesdesk.importing.cells import Cells
from salesdesk.importing.graded_answers import answers
from salesdesk.importing.members import Named, named
from salesdesk.importing.record_fields import Records, put_shared
from salesdesk.importing.values import Words
from salesdesk.importing.words_in_doubt import meaning


def put_lead(records: Records, options: Mapping[str, str]) -> None:
    cells = records.cells
    put_shared(records)
    for own, sources in (
        ("lead_id", ("lead_id",)),
        ("company", ("company",)),
        ("email", ("email",)),
        ("phone", ("phone", "mobile")),
        ("job_title", ("job_title",)),
        ("notes", ("notes",)),
        ("next_action", ("next_action",)),
    ):
        records.text(own, *sources)
    records.member("contact", full_name(cells))
    for own, source in (
        ("received_at", "created_date"),
        ("qualified_at", "qualified_date"),
        ("first_contact_at", "first_contact_date"),
    ):
        records.put(own, cells.moments(source))
    records.put("amount", cells.money("budget_amount"))
    for name in (*BANT, *MEDDIC):
        records.put(name, answers(cells, name))
        records.put(f"{name}_date", cells.days(f"{name}_date"))
        records.text(f"{name}_evidence", f"{name}_evidence")
    for own, source in (
        ("engagement", "engagement_score"),
        ("profile", "fit_score"),
        ("site_visits", "page_views"),
        ("email_opens", "email_opens"),
        ("downloads", "downloads"),
    ):
        records.put(own, cells.number(source))
    records.put("asked_quote", cells.flags("asked_quote"))
    records.put("company_size", _size(cells.words("company_size")))
    records.put("next_action_date", cells.days("next_activity_date"))
    records.put("status", _lead_status(cells, options))


def _lead_status(cells: Cells, options: Mapping[str, str]) -> NDArray[np.int8]:
    """The status word; a conversion or qualification told by flag or date counts where the words do not."""
    found = cells.choice("status", LEAD_STATUSES, lambda text: meaning("lead_status", text, options))
    status = np.full(cells.n, -1, dtype=np.int8) if found is None else found.copy()
    converted, qualified = LEAD_STATUSES.index("converted"), LEAD_STATUSES.index("qualified")
    for flag, date, value in (
        ("is_converted", "converted_date", converted),
        ("is_qualified", "qualified_date", qualified),
    ):
        said = np.zeros(cells.n, dtype=bool)
        if (own := cells.flags(flag)) is not None:
            said |= own == 1
        if (moments := cells.moments(date)) is not None:
            said |= moments != NO_MOMENT
        better = said & (status != converted) & (status != LEAD_STATUSES.index("unqualified"))
        status[better] = value
    return status


def _size(words: Words | None) -> NDArray[np.float64] | None:
    """Number of employees; a bracket such as "50-99" counts as its lower end."""
    if words is None:
        return None

    def low(text: str) -> float:
        digits = re.match(r"\D*(\d[\d \u00a0\u202f]*)", text)
        return float(re.sub(r"\D", "", digits[1])) if digits else np.nan

    return np.array([low(text) for text in words.texts] + [np.nan])[words.codes]


def full_name(cells: Cells) -> Named | None:
    """The full name, or first and last name put together."""
    words = cells.words("full_name", "rep_name")
    if words is not None:
        return named(words, None)
    first, last = cells.words("first_name"), cells.words("last_name")
    if first is None or last is None:
        return named(first or last, None)
    import pandas as pd

    width = len(last.texts) + 1
    where, distinct = pd.factorize((first.codes.astype(np.int64) + 1) * width + last.codes + 1)
    texts: dict[str, int] = {}
    codes = np.full(len(distinct), NO_CODE, dtype=np.int32)
    for index, pair in enumerate(distinct.tolist()):
        one, two = divmod(pair, width)
        full = " ".join(
            part for part in (first.texts[one - 1] if one else "", last.texts[two - 1] if two else "") if part
        )
        if full:
            codes[index] = texts.setdefault(full, len(texts))
    return Named(codes[where], LocalMembers(tuple(texts), ("",) * len(texts)))
