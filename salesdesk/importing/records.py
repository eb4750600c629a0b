"""From the matched columns of one table to records of one kind, in the fields of ``domain.columns``."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Kind
from salesdesk.importing.cells import Cells
from salesdesk.importing.leads import full_name, put_lead
from salesdesk.importing.members import Named, named
from salesdesk.importing.opportunities import put_opportunity
from salesdesk.importing.order_lines import order_line_columns
from salesdesk.importing.record_fields import Records, is_known, put_shared
from salesdesk.importing.values import Words
from salesdesk.importing.vocabulary import canonical


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
            known = [is_known(records.columns[name], schema.by_name[name].dtype) for name in names]
            enough |= np.logical_and.reduce(known)
    return enough


def _order_line(records: Records, options: Mapping[str, str]) -> None:
    put_shared(records)
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


def _customer(records: Records, _: Mapping[str, str]) -> None:
    cells = records.cells
    put_shared(records)
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
        whole = full_name(cells)
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
    Kind.OPPORTUNITY: put_opportunity,
    Kind.ORDER_LINE: _order_line,
    Kind.LEAD: put_lead,
    Kind.CUSTOMER: _customer,
    Kind.PRODUCT: _product,
    Kind.REP: _rep,
    Kind.STAGE_CHANGE: _stage_change,
    Kind.ACTIVITY: _activity,
    Kind.TARGET: _target,
}
