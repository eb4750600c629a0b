"""Which kind of record a table holds, judged by the fields that its columns were matched to."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from salesdesk.domain.columns import Kind

_WEIGHTS: Final[Mapping[Kind, Mapping[str, int]]] = {
    kind: {field: weight for weight, names in weights.items() for field in names.split()}
    for kind, weights in (
        (
            Kind.OPPORTUNITY,
            {
                3: "stage status close_date expected_close_date won_date lost_date is_won is_lost probability "
                "lost_reason weighted_amount pipeline forecast_category",
                2: "deal_id deal_name amount amount_net amount_gross competitor first_contact_date won_reason "
                "next_step",
                1: "customer_name customer_id rep_name source created_date product_name cycle_days",
            },
        ),
        (
            Kind.ORDER_LINE,
            {
                3: "document_number line_id line_number line_total_net line_total_gross quantity amount_paid",
                2: "date document_type unit_price_net unit_price_gross product_id discount_pct discount_amount "
                "unit_cost line_cost margin_amount vat_rate vat_amount original_document ship_date payment_date",
                1: "customer_name customer_id product_name product_family rep_name rep_id channel description shipping",
            },
        ),
        (
            Kind.LEAD,
            {
                3: "bant_budget bant_authority bant_need bant_timeline score is_qualified is_converted converted_date",
                2: "lead_id company full_name last_name email job_title source status created_date qualified_date "
                "first_contact_date consent fit_score engagement_score response_time_hours campaign",
                1: "phone mobile rep_name industry company_size segment first_name",
            },
        ),
        (
            Kind.CUSTOMER,
            {
                3: "customer_name customer_id siren siret vat_number parent",
                2: "segment customer_type industry address city company_size annual_revenue first_order_date "
                "last_order_date orders_count total_spent naf_code payment_terms created_date",
                1: "region country email phone contact_name rep_name postcode status gender birth_date consent",
            },
        ),
        (
            Kind.PRODUCT,
            {
                3: "product_id product_name cost_price purchase_price weighted_avg_cost barcode stock",
                2: "family sale_price_net sale_price_gross supplier brand subfamily min_price",
                1: "vat_rate description unit margin_amount margin_pct_of_sales active created_date",
            },
        ),
        (
            Kind.REP,
            {
                3: "rep_name manager start_date end_date target_revenue fte weekly_capacity",
                2: "rep_id team territory seniority_months level commission_rate last_name job_title trained_date",
                1: "email first_name active",
            },
        ),
        (Kind.STAGE_CHANGE, {3: "stage_from left_at time_in_stage stage_to changed_at", 2: "deal_id", 1: "changed_by"}),
        (
            Kind.ACTIVITY,
            {3: "type subject direction duration", 2: "date done outcome deal_id lead_id", 1: "rep_name customer_name"},
        ),
        (Kind.TARGET, {3: "kpi period value", 1: "rep_name team product_family segment member dimension"}),
    )
}


def score(kind: Kind, confidences: Mapping[str, float]) -> float:
    """How much a table whose columns matched these fields looks like this kind; 0 when it cannot be one."""
    return weight(kind, confidences) if POSSIBLE[kind](confidences.keys()) else 0.0


def weight(kind: Kind, confidences: Mapping[str, float]) -> float:
    """How much the matched fields speak for this kind, whether or not they are enough for it."""
    weights = _WEIGHTS[kind]
    return sum(weights.get(field, 0.5) * confidence for field, confidence in confidences.items())


def _opportunity(fields: Collection[str]) -> bool:
    named = _any(fields, "deal_id deal_name customer_name customer_id")
    staged = _any(fields, "stage status is_won is_lost won_date lost_date")
    dated_deal = "probability" in fields and "amount" in fields
    return named and (staged or dated_deal)


def _order_line(fields: Collection[str]) -> bool:
    priced = "quantity" in fields and _any(fields, "unit_price_net unit_price_gross")
    amount = _any(fields, "line_total_net line_total_gross amount_paid document_total_net document_total_gross")
    return (priced or amount) and _any(fields, "date document_number")


def _lead(fields: Collection[str]) -> bool:
    who = _any(fields, "lead_id company full_name last_name email")
    told = "status source is_qualified score bant_budget bant_need bant_authority bant_timeline created_date campaign"
    return who and _any(fields, told) and _any(fields, "email phone full_name last_name lead_id status bant_need score")


def _customer(fields: Collection[str]) -> bool:
    return _any(fields, "customer_name customer_id") and len(fields) >= 2


def _product(fields: Collection[str]) -> bool:
    told = (
        "family sale_price_net sale_price_gross cost_price purchase_price weighted_avg_cost barcode stock supplier "
        "brand"
    )
    return _any(fields, "product_name product_id") and _any(fields, told)


def _rep(fields: Collection[str]) -> bool:
    told = "team manager territory start_date end_date email level target_revenue seniority_months fte job_title rep_id"
    return _any(fields, "rep_name last_name") and _any(fields, told)


def _stage_change(fields: Collection[str]) -> bool:
    return {"deal_id", "stage_to", "changed_at"} <= set(fields)


def _activity(fields: Collection[str]) -> bool:
    return "date" in fields and _any(fields, "deal_id lead_id customer_name") and _any(fields, "type subject")


def _target(fields: Collection[str]) -> bool:
    return {"period", "value"} <= set(fields)


def _any(fields: Collection[str], names: str) -> bool:
    return any(name in fields for name in names.split())


POSSIBLE: Final[Mapping[Kind, Callable[[Collection[str]], bool]]] = {
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
