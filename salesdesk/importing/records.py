"""From the matched columns of one table to records of one kind, in the fields of ``domain.columns``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import (
    BANT,
    LEAD_STATUSES,
    MEDDIC,
    NO_CODE,
    NO_DAY,
    NO_MOMENT,
    SCHEMAS,
    Column,
    Dtype,
    Kind,
)
from salesdesk.importing.cells import Cells
from salesdesk.importing.members import Lists, Named, named
from salesdesk.importing.order_lines import order_line_columns
from salesdesk.importing.values import Words
from salesdesk.importing.vocabulary import canonical

_OPEN, _WON, _LOST, _DELETED = range(4)


@dataclass
class Records:
    """Arrays of our fields over all rows of the table, before rows are accepted or rejected."""

    kind: Kind
    cells: Cells
    columns: dict[str, Column] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)

    def put(self, name: str, values: Column | None) -> None:
        """Fill a field; a column that knows nothing is left out."""
        if values is None:
            return
        dtype = SCHEMAS[self.kind].by_name[name].dtype
        known = ~np.isnan(values) if dtype is Dtype.NUMBER else values != dtype.unknown
        if known.any():
            self.columns[name] = values.astype(dtype.numpy, copy=False)

    def member(self, name: str, column: Named | None) -> None:
        """Fill a field of members or texts."""
        if column is None or not (column.codes != NO_CODE).any():
            return
        list_name = SCHEMAS[self.kind].by_name[name].list_name
        self.columns[name] = self.lists.add(list_name, column).astype(np.int32, copy=False)

    def text(self, name: str, *sources: str) -> None:
        self.member(name, named(self.cells.words(*sources), None))

    def of(self, name: str, names: tuple[str, ...], keys: tuple[str, ...]) -> None:
        """Fill a member field from its name and key columns."""
        self.member(name, named(self.cells.words(*names), self.cells.words(*keys)))


def build(kind: Kind, cells: Cells, options: Mapping[str, str]) -> Records:
    """The records of a table.  ``options``: the answers that a kind heeds (``vat``, ``amount``)."""
    records = Records(kind, cells)
    _BUILDERS[kind](records, options)
    return records


def known_rows(records: Records) -> NDArray[np.bool_]:
    """Rows that hold enough to be a record."""
    schema = SCHEMAS[records.kind]
    enough = np.zeros(records.cells.n, dtype=bool)
    for names in schema.enough:
        if all(name in records.columns for name in names):
            known = [_known(records.columns[name], schema.by_name[name].dtype) for name in names]
            enough |= np.logical_and.reduce(known)
    return enough


def _known(column: Column, dtype: Dtype) -> NDArray[np.bool_]:
    return ~np.isnan(column) if dtype is Dtype.NUMBER else column != dtype.unknown


def _shared(records: Records) -> None:
    """Fields that opportunities, order lines and leads have in common."""
    names = SCHEMAS[records.kind].by_name
    if "customer" in names:
        records.of("customer", ("customer_name",), ("customer_id",))
    records.of("rep", ("rep_name", "rep_email"), ("rep_id",))
    for own, sources in (
        ("team", ("team",)),
        ("channel", ("channel", "source")),
        ("segment", ("segment",)),
        ("customer_type", ("customer_type",)),
        ("sector", ("industry",)),
        (
            "region",
            ("region", "department", "country") if records.kind is not Kind.CUSTOMER else ("region", "department"),
        ),
        ("range", ("product_family",)),
        ("currency", ("currency",)),
    ):
        if own in names:
            records.text(own, *sources)


def _opportunity(records: Records, options: Mapping[str, str]) -> None:
    cells = records.cells
    _shared(records)
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
    if amount is not None:
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
    """Won, lost, open or deleted: by flags, then status words, then dates, then stage words; open when merely staged."""
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


def _order_line(records: Records, options: Mapping[str, str]) -> None:
    _shared(records)
    cells = records.cells
    records.text("order_no", "document_number")
    records.text("line_no", "line_id", "line_number")
    records.text("original_order", "original_document")
    names = ("product_name",) if "product_name" in cells else ("description",) if "product_id" in cells else ()
    names = names or ("description",)
    records.of("product", names, ("product_id",))
    records.put("date", cells.days("date"))
    records.put("returned", cells.flags("returned"))
    for name, values in order_line_columns(cells, options).items():
        records.put(name, values)


def _lead(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    _shared(records)
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
    records.member("contact", _full_name(cells))
    for own, source in (
        ("received_at", "created_date"),
        ("qualified_at", "qualified_date"),
        ("first_contact_at", "first_contact_date"),
    ):
        records.put(own, cells.moments(source))
    records.put("amount", cells.money("budget_amount"))
    for name in (*BANT, *MEDDIC):
        records.put(name, _answer(cells, name))
    records.put("engagement", cells.number("engagement_score"))
    records.put("profile", cells.number("fit_score"))
    records.put("company_size", _size(cells.words("company_size")))
    records.put("next_action_date", cells.days("next_activity_date"))
    records.put("status", _lead_status(cells))


def _lead_status(cells: Cells) -> NDArray[np.int8]:
    """The status word; a conversion or qualification told by flag or date counts where the words do not."""
    found = cells.choice("status", "lead_status", LEAD_STATUSES)
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


def _answer(cells: Cells, name: str) -> NDArray[np.float64] | None:
    """A BANT or MEDDIC answer: a number as it stands, yes as 3, no as 0."""
    words = cells.words(name)
    if words is None:
        return None
    told = {"true": 3.0, "false": 0.0}
    table = np.array(
        [_number_or(text, told.get(canonical("boolean", text), np.nan)) for text in words.texts] + [np.nan]
    )
    return table[words.codes]


def _number_or(text: str, otherwise: float) -> float:
    from salesdesk.importing.numerals import numeral

    found = numeral(text)
    if found is None:
        return otherwise
    mantissa, power = found.read(",")
    return float(f"{mantissa}e{power}")


def _size(words: Words | None) -> NDArray[np.float64] | None:
    """Number of employees; a bracket such as "50-99" counts as its lower end."""
    if words is None:
        return None
    import re

    def low(text: str) -> float:
        digits = re.match(r"\D*(\d[\d \u00a0\u202f]*)", text)
        return float(re.sub(r"\D", "", digits[1])) if digits else np.nan

    return np.array([low(text) for text in words.texts] + [np.nan])[words.codes]


def _full_name(cells: Cells) -> Named | None:
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


def _customer(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    _shared(records)
    records.text("city", "city")
    records.put("created_date", cells.first_days("created_date", "first_order_date"))


def _product(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    records.of("product", ("product_name",), ("product_id",))
    records.text("range", "family")
    records.put("cost", cells.first_money("purchase_price", "weighted_avg_cost", "cost_price"))
    records.put("list_price", cells.money("sale_price_net"))


def _rep(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    if "rep_name" in cells or "last_name" not in cells:
        records.of("rep", ("rep_name",), ("rep_id",))
    else:
        whole = _full_name(cells)
        names = Words(whole.codes, whole.members.names) if whole is not None else None
        records.member("rep", named(names, cells.words("rep_id")))
    records.text("team", "team")
    records.text("manager", "manager")
    records.text("region", "territory")
    records.put("entry_date", cells.days("start_date"))
    records.put("exit_date", cells.days("end_date"))


def _stage_change(records: Records, _: Mapping[str, str]) -> None:
    records.text("opportunity_id", "deal_id")
    records.text("stage", "stage_to")
    records.put("date", records.cells.days("changed_at"))


def _activity(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    for own, source in (("activity_id", "activity_id"), ("lead_id", "lead_id"), ("opportunity_id", "deal_id")):
        records.text(own, source)
    records.text("subject", "subject")
    records.of("customer", ("customer_name",), ())
    records.of("rep", ("rep_name",), ())
    records.text("activity_type", "type")
    records.put("date", cells.moments("date"))


def _target(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    kpi = cells.words("kpi")
    if kpi is not None:
        keys: dict[str, int] = {}
        places = [keys.setdefault(canonical("kpi", text) or text, len(keys)) for text in kpi.texts]
        table = np.array([*places, NO_CODE], dtype=np.int32)
        records.member("kpi", Named(table[kpi.codes], LocalMembers(tuple(keys), ("",) * len(keys))))
    records.text("period", "period")
    dimension, source = next(
        (
            (d, f)
            for d, f in (("rep", "rep_name"), ("team", "team"), ("range", "product_family"), ("segment", "segment"))
            if f in cells
        ),
        ("", ""),
    )
    if source:
        members = cells.words(source)
        assert members is not None
        codes = np.where(members.codes == NO_CODE, NO_CODE, 0).astype(np.int32)
        records.member("dimension", Named(codes, LocalMembers((dimension,), ("",))))
        records.text("member", source)
    else:
        records.text("dimension", "dimension")
        records.text("member", "member")
    records.put("value", cells.number("value"))


_BUILDERS: Final[Mapping[Kind, Callable[[Records, Mapping[str, str]], None]]] = {
    Kind.OPPORTUNITY: _opportunity,
    Kind.ORDER_LINE: _order_line,
    Kind.LEAD: _lead,
    Kind.CUSTOMER: _customer,
    Kind.PRODUCT: _product,
    Kind.REP: _rep,
    Kind.STAGE_CHANGE: _stage_change,
    Kind.ACTIVITY: _activity,
    Kind.TARGET: _target,
}
