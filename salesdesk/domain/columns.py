"""Every kind of record and every field it has, declared once.

Import, store, snapshot, filters and segments all read this table, so a field is added here and nowhere else.
Field names are the ones used by ``--map 'HEADER=field'`` and by ``resources/import/column_synonyms.toml``.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[Any]

MICROS: Final = 1_000_000
"""Money is an int64 number of millionths of the company currency: sums of a million lines stay exact to the cent."""

NO_CODE: Final = -1
NO_DAY: Final = int(np.iinfo(np.int32).min)
NO_MOMENT: Final = int(np.iinfo(np.int64).min)
NO_MONEY: Final = int(np.iinfo(np.int64).min)


class Dtype(StrEnum):
    """How a field is held in memory and in the company file.  Unknown has a value of its own in each."""

    TEXT = "text"  # int32 code into the texts of its own field (order numbers, ids, notes); -1 unknown
    MEMBER = "member"  # int32 code into the members of a shared dimension (rep, customer…); -1 unknown
    CHOICE = "choice"  # int8 index into Field.choices; -1 unknown
    DAY = "day"  # int32 days since 1970-01-01; NO_DAY unknown
    MOMENT = "moment"  # int64 minutes since 1970-01-01, local time, midnight when no time is known; NO_MOMENT unknown
    MONEY = "money"  # int64 millionths; NO_MONEY unknown
    NUMBER = "number"  # float64; NaN unknown
    FLAG = "flag"  # int8 0/1; -1 unknown

    @property
    def numpy(self) -> type[np.generic]:
        return _NUMPY[self]

    @property
    def unknown(self) -> int | float:
        return _UNKNOWN[self]


_NUMPY: Final[dict[Dtype, type[np.generic]]] = {
    Dtype.TEXT: np.int32,
    Dtype.MEMBER: np.int32,
    Dtype.CHOICE: np.int8,
    Dtype.DAY: np.int32,
    Dtype.MOMENT: np.int64,
    Dtype.MONEY: np.int64,
    Dtype.NUMBER: np.float64,
    Dtype.FLAG: np.int8,
}
_UNKNOWN: Final[dict[Dtype, int | float]] = {
    Dtype.TEXT: NO_CODE,
    Dtype.MEMBER: NO_CODE,
    Dtype.CHOICE: -1,
    Dtype.DAY: NO_DAY,
    Dtype.MOMENT: NO_MOMENT,
    Dtype.MONEY: NO_MONEY,
    Dtype.NUMBER: float("nan"),
    Dtype.FLAG: -1,
}


class Kind(StrEnum):
    """The kinds of record a company file holds."""

    OPPORTUNITY = "opportunity"
    ORDER_LINE = "order_line"
    LEAD = "lead"
    CUSTOMER = "customer"
    PRODUCT = "product"
    REP = "rep"
    STAGE_CHANGE = "stage_change"
    ACTIVITY = "activity"
    TARGET = "target"


@dataclass(frozen=True)
class Field:
    """One stored field of a kind.  ``dimension`` names the member list that a MEMBER (or TEXT) field shares."""

    name: str
    dtype: Dtype
    dimension: str = ""
    choices: tuple[str, ...] = ()

    @property
    def list_name(self) -> str:
        """Name of the list that this field's codes point into; fields of one name share it across kinds."""
        return self.dimension or self.name


@dataclass(frozen=True)
class Schema:
    """The fields of a kind.  ``keys``: alternative natural keys, best first (a key is a tuple of field names).

    ``enough``: a row is accepted when, for one of these alternatives, all its fields are known.
    """

    kind: Kind
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    enough: tuple[tuple[str, ...], ...]
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {f.name: f for f in self.fields})


STATUSES: Final = ("open", "won", "lost", "deleted")
DOCUMENT_TYPES: Final = ("invoice", "credit_note", "deposit", "order", "delivery", "quote", "replacement")
LEAD_STATUSES: Final = ("new", "contacted", "qualified", "unqualified", "converted")
COST_ORIGINS: Final = ("line", "margin", "product")
BANT: Final = ("bant_budget", "bant_authority", "bant_need", "bant_timeline")
MEDDIC: Final = (
    "meddic_metrics",
    "meddic_economic_buyer",
    "meddic_decision_criteria",
    "meddic_decision_process",
    "meddic_identify_pain",
    "meddic_champion",
)
DATED_ANSWERS: Final = (*BANT, *MEDDIC, "engagement", "profile")
"""Fields of a lead whose latest answer has its day in ``<field>_date``."""
ENGAGEMENT_SIGNALS: Final = ("asked_quote", "replied_fast", "visited_site", "read_content", "came_to_fair")
PROFILE_SIGNALS: Final = ("fits_sector", "fits_size", "fits_area", "was_customer")
"""What engagement and profile are made of.  A flag typed or imported goes before what the data tells."""


def _text(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Dtype.TEXT) for name in names)


def _member(name: str, dimension: str = "") -> Field:
    return Field(name, Dtype.MEMBER, dimension or name)


def _days(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Dtype.DAY) for name in names)


def _numbers(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Dtype.NUMBER) for name in names)


_OPPORTUNITY = Schema(
    Kind.OPPORTUNITY,
    (
        *_text("opportunity_id", "name", "lead_id"),
        _member("customer"),
        _member("rep"),
        _member("team"),
        _member("channel"),
        _member("segment"),
        _member("customer_type"),
        _member("sector"),
        _member("region"),
        _member("product"),
        _member("range"),
        _member("stage"),
        _member("loss_reason"),
        _member("competitor"),
        _member("currency"),
        Field("status", Dtype.CHOICE, choices=STATUSES),
        *_days("first_contact_date", "created_date", "qualified_date", "close_date", "expected_close_date"),
        *_days("last_activity_date"),
        Field("amount", Dtype.MONEY),
    ),
    keys=(("opportunity_id",),),
    enough=(
        ("opportunity_id", "stage"),
        ("name", "stage"),
        ("customer", "stage"),
        ("opportunity_id", "status"),
        ("name", "status"),
        ("customer", "status"),
    ),
)
_ORDER_LINE = Schema(
    Kind.ORDER_LINE,
    (
        *_text("order_no", "line_no"),
        Field("original_order", Dtype.TEXT, "order_no"),
        Field("document_type", Dtype.CHOICE, choices=DOCUMENT_TYPES),
        Field("date", Dtype.DAY),
        _member("customer"),
        _member("customer_type"),
        _member("segment"),
        _member("sector"),
        _member("region"),
        _member("rep"),
        _member("team"),
        _member("channel"),
        _member("product"),
        _member("range"),
        _member("currency"),
        *_numbers("quantity", "unit_price", "discount"),
        Field("amount", Dtype.MONEY),
        Field("cost", Dtype.MONEY),
        Field("cost_origin", Dtype.CHOICE, choices=COST_ORIGINS),
        Field("returned", Dtype.FLAG),
    ),
    keys=(("order_no", "line_no"), ("line_no",), ("order_no", "product"), ("order_no",)),
    enough=(("amount",),),
)
_LEAD = Schema(
    Kind.LEAD,
    (
        *_text("lead_id", "company", "contact", "email", "phone", "job_title", "notes"),
        _member("channel"),
        _member("rep"),
        _member("segment"),
        _member("customer_type"),
        _member("sector"),
        _member("region"),
        Field("status", Dtype.CHOICE, choices=LEAD_STATUSES),
        Field("received_at", Dtype.MOMENT),
        Field("qualified_at", Dtype.MOMENT),
        Field("first_contact_at", Dtype.MOMENT),
        Field("amount", Dtype.MONEY),
        *_numbers(*BANT, *MEDDIC, "engagement", "profile", "company_size"),
        *_numbers("site_visits", "email_opens", "downloads", "same_as"),
        *(Field(name, Dtype.FLAG) for name in (*ENGAGEMENT_SIGNALS, *PROFILE_SIGNALS)),
        Field("next_action_date", Dtype.DAY),
        *_text("next_action"),
        *_days(*(f"{name}_date" for name in DATED_ANSWERS), "closed_date"),
        *_text(*(f"{name}_evidence" for name in (*BANT, *MEDDIC))),
        Field("meddic", Dtype.FLAG),
        _member("loss_reason"),
    ),
    keys=(("lead_id",), ("email",)),
    enough=(("lead_id",), ("company",), ("contact",), ("email",)),
)
_CUSTOMER = Schema(
    Kind.CUSTOMER,
    (
        _member("customer"),
        _member("customer_type"),
        _member("segment"),
        _member("sector"),
        _member("region"),
        _member("rep"),
        *_text("city"),
        *_days("created_date"),
    ),
    keys=(("customer",),),
    enough=(("customer",),),
)
_PRODUCT = Schema(
    Kind.PRODUCT,
    (_member("product"), _member("range"), Field("cost", Dtype.MONEY), Field("list_price", Dtype.MONEY)),
    keys=(("product",),),
    enough=(("product",),),
)
_REP = Schema(
    Kind.REP,
    (
        _member("rep"),
        _member("team"),
        _member("manager", "rep"),
        _member("region"),
        *_days("entry_date", "exit_date"),
    ),
    keys=(("rep",),),
    enough=(("rep",),),
)
_STAGE_CHANGE = Schema(
    Kind.STAGE_CHANGE,
    (*_text("opportunity_id"), _member("stage"), Field("date", Dtype.DAY)),
    keys=(("opportunity_id", "stage", "date"),),
    enough=(("opportunity_id", "stage", "date"),),
)
_ACTIVITY = Schema(
    Kind.ACTIVITY,
    (
        *_text("activity_id", "lead_id", "opportunity_id", "subject"),
        _member("customer"),
        _member("rep"),
        _member("activity_type"),
        Field("date", Dtype.MOMENT),
    ),
    keys=(("activity_id",),),
    enough=(("lead_id", "date"), ("opportunity_id", "date"), ("customer", "date")),
)
_TARGET = Schema(
    Kind.TARGET,
    (
        *_text("kpi", "period", "dimension", "member"),
        Field("value", Dtype.NUMBER),
    ),
    keys=(("kpi", "period", "dimension", "member"),),
    enough=(("kpi", "period", "value"),),
)

SCHEMAS: Final[dict[Kind, Schema]] = {
    schema.kind: schema
    for schema in (
        _OPPORTUNITY,
        _ORDER_LINE,
        _LEAD,
        _CUSTOMER,
        _PRODUCT,
        _REP,
        _STAGE_CHANGE,
        _ACTIVITY,
        _TARGET,
    )
}

PROVENANCE: Final = ("identity", "content", "sheet", "row", "id")
"""Columns that every frame carries besides its fields, all int64:

``identity`` hash of the natural key (or of the whole row), ``content`` hash of all fields as text,
``sheet`` id of the imported sheet version (0: typed by hand), ``row`` row number in it as the spreadsheet shows it,
``id`` the record's number in the company file, which it keeps for life.
"""


@dataclass(frozen=True)
class Dimension:
    """A way to segment or filter.  ``sources`` are tried in order for each record.

    A source is a field of the record, or ``via.field``: that field of the customer, product or rep it names.
    """

    key: str
    sources: tuple[str, ...]
    filterable: bool = True


DIMENSIONS: Final[dict[str, Dimension]] = {
    d.key: d
    for d in (
        Dimension("rep", ("rep",)),
        Dimension("team", ("team", "rep.team", "rep.manager")),
        Dimension("channel", ("channel",)),
        Dimension("source", ("channel",)),
        Dimension(
            "segment",
            ("segment", "customer.segment", "customer_type", "customer.customer_type", "sector", "customer.sector"),
        ),
        Dimension("customer_type", ("customer_type", "customer.customer_type", "segment", "customer.segment")),
        Dimension("sector", ("sector", "customer.sector")),
        Dimension("region", ("region", "customer.region", "rep.region")),
        Dimension("product", ("product",)),
        Dimension("range", ("range", "product.range")),
        Dimension("customer", ("customer",)),
        Dimension("stage", ("stage",)),
        Dimension("loss_reason", ("loss_reason",)),
        Dimension("competitor", ("competitor",)),
        Dimension("amount_band", ("amount_band",), filterable=False),
        Dimension("seniority", ("seniority",), filterable=False),
    )
}
"""``amount_band`` (from the amount) and ``seniority`` (from the rep's entry date) are computed by the snapshot."""
