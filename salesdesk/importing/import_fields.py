"""What each import field is: the words of ``--map`` and of the synonym tables, and how their cells are read.

An import field is what a column is called (``line_total_net``, ``margin_amount``); records.py turns import fields into
the fields of ``domain.columns``.  The names of our own fields are accepted as well.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from salesdesk.domain.columns import SCHEMAS, Kind
from salesdesk.domain.texts import keys
from salesdesk.importing.vocabulary import synonyms


class Type(StrEnum):
    """How the cells of an import field are read, and what its values must look like."""

    NAME = "name"  # a name or label
    ID = "id"  # a number or code
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"
    FLAG = "flag"
    WORD = "word"  # one of few words
    TEXT = "text"  # anything


_TYPES: Final[Mapping[str, Type]] = {
    name: kind
    for kind, names in (
        (
            Type.NAME,
            (
                "customer_name contact_name rep_name team manager source channel segment customer_type industry "
                "region city country product_name product_family product_subfamily family subfamily territory "
                "competitor company full_name first_name last_name pipeline parent member currency lost_reason"
            ),
        ),
        (
            Type.ID,
            (
                "deal_id customer_id rep_id lead_id document_number original_document line_id line_number "
                "product_id activity_id"
            ),
        ),
        (
            Type.DATE,
            (
                "date due_date payment_date created_date first_contact_date qualified_date expected_close_date "
                "close_date won_date lost_date last_stage_change_date last_activity_date next_activity_date "
                "converted_date consent_date first_order_date last_order_date last_contact_date start_date "
                "end_date trained_date changed_at left_at ship_date birth_date"
            ),
        ),
        (
            Type.MONEY,
            (
                "amount amount_net amount_gross amount_company_currency weighted_amount budget_amount "
                "annual_revenue unit_price_net unit_price_gross list_price discount_amount line_total_net "
                "line_total_gross vat_amount unit_cost line_cost margin_amount document_total_net "
                "document_total_gross shipping other_costs amount_paid products_amount shipping_discount "
                "sale_price_net sale_price_gross cost_price purchase_price weighted_avg_cost min_price "
                "total_spent target_revenue"
            ),
        ),
        (
            Type.NUMBER,
            (
                "quantity exchange_rate cycle_days activities_count score fit_score engagement_score "
                "response_time_hours stock orders_count seniority_months fte weekly_capacity time_in_stage "
                "duration value rate email_opens email_clicks page_views downloads meetings_count year_founded "
                "margin_pct_of_cost"
            ),
        ),
        (Type.PERCENT, "discount_pct vat_rate probability margin_pct_of_sales commission_rate"),
        (
            Type.FLAG,
            (
                "is_won is_lost is_closed archived deleted is_converted is_qualified returned done active consent "
                "asked_quote"
            ),
        ),
        (Type.WORD, "stage status document_type stage_from stage_to type kpi dimension"),
    )
    for name in names.split()
}

OWN_NAMES: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.OPPORTUNITY: {
        "opportunity_id": "deal_id",
        "name": "deal_name",
        "customer": "customer_name",
        "rep": "rep_name",
        "channel": "source",
        "loss_reason": "lost_reason",
        "sector": "industry",
        "range": "product_family",
        "product": "product_name",
    },
    Kind.ORDER_LINE: {
        "order_no": "document_number",
        "line_no": "line_id",
        "original_order": "original_document",
        "customer": "customer_name",
        "rep": "rep_name",
        "product": "product_name",
        "range": "product_family",
        "sector": "industry",
        "amount": "line_total_net",
        "unit_price": "unit_price_net",
        "discount": "discount_pct",
        "cost": "line_cost",
        "margin": "margin_amount",
    },
    Kind.LEAD: {
        "contact": "full_name",
        "rep": "rep_name",
        "channel": "source",
        "sector": "industry",
        "received_at": "created_date",
        "qualified_at": "qualified_date",
        "first_contact_at": "first_contact_date",
        "amount": "budget_amount",
        "engagement": "engagement_score",
        "profile": "fit_score",
        "next_action_date": "next_activity_date",
        "site_visits": "page_views",
    },
    Kind.CUSTOMER: {"customer": "customer_name", "sector": "industry", "rep": "rep_name"},
    Kind.PRODUCT: {
        "product": "product_name",
        "range": "family",
        "cost": "purchase_price",
        "list_price": "sale_price_net",
    },
    Kind.REP: {"rep": "rep_name", "region": "territory", "entry_date": "start_date", "exit_date": "end_date"},
    Kind.STAGE_CHANGE: {"opportunity_id": "deal_id", "stage": "stage_to", "date": "changed_at"},
    Kind.ACTIVITY: {
        "opportunity_id": "deal_id",
        "customer": "customer_name",
        "rep": "rep_name",
        "activity_type": "type",
    },
    Kind.TARGET: {"rep": "rep_name"},
}
"""Names of our own fields → the import field that fills them."""

IGNORED: Final = "ignored"
"""The field of a column that the user sets aside: it stays in the raw cells, as every other unmapped column."""


def type_of(field: str) -> Type:
    """How an import field's cells are read."""
    if field.startswith(("bant_", "meddic_", "meddpicc_")):
        return Type.DATE if field.endswith("_date") else Type.TEXT if field.endswith("_evidence") else Type.WORD
    return _TYPES.get(field, Type.TEXT)


def label_key(name: str) -> str:
    """The text that names an import field: one that can be chosen, or one that is merely kept."""
    key = f"importing.field.{name}"
    return key if key in keys() else f"importing.kept.{name}"


def import_field(kind: Kind, name: str) -> str | None:
    """The import field of a kind that a name means: its own name, or the name of the record field it fills."""
    if name == IGNORED:
        return name
    own = OWN_NAMES[kind].get(name)
    if own is not None and (name not in synonyms(kind).fields or name in SCHEMAS[kind].by_name):
        return own
    return name if name in synonyms(kind).fields else None
