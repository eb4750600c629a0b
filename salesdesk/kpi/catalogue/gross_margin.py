"""Gross margin: (revenue − purchase cost) ÷ revenue, the French *taux de marque*; dated by the order line."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import COST_ORIGINS, DOCUMENT_TYPES, MICROS, NO_CODE, NO_MONEY, Column, Kind
from salesdesk.domain.sales import Codes, Sales
from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import Finding, Kpi, KpiResult, Measure, Status, Unit
from salesdesk.kpi.drift import drift
from salesdesk.kpi.dropping import dropping
from salesdesk.kpi.facts import Excluded, Facts, Mask, Numbers, Reducer, Rows, between, sums
from salesdesk.kpi.findings import evidence, member
from salesdesk.kpi.leakage import leakage
from salesdesk.kpi.lines import POOL, sale_lines
from salesdesk.kpi.margin_moves import margin_moves
from salesdesk.kpi.panels import Panels, asked_later
from salesdesk.kpi.quadrant import classes, losing, quadrant
from salesdesk.kpi.question import Question
from salesdesk.kpi.switches import COST, chosen

_CREDIT_NOTE: Final = DOCUMENT_TYPES.index("credit_note")
_FROM_MARGIN: Final = COST_ORIGINS.index("margin")
_FROM_PRODUCT: Final = COST_ORIGINS.index("product")
_SHOWN: Final = 5
_SEVERE: Final = 0.01
"""Losses beyond this share of the margin are an alert."""

_DRAG: Final = 0.005
"""A group that takes more than half a point off the rate is worth a finding."""

_REFERENCES: Final = 10
_CONCENTRATED: Final = 0.35
"""A smaller share of the references than this making 80 % of the margin is worth a finding."""


def facts(sales: Sales, basis: str) -> Facts:  # noqa: ARG001 - one basis
    """One entry per order line whose cost is known: its margin over its revenue.

    Left out: what is no sale, and lines of unknown cost (``unknown_cost``).
    """
    lines = sale_lines(sales)
    cost, _ = line_costs(sales)
    cost = cost[lines.rows]
    unknown = cost == NO_MONEY
    at = np.flatnonzero(~unknown) if unknown.any() else slice(None)
    amount = lines.amount[at]
    missing = np.flatnonzero(unknown)
    excluded = lines.excluded
    if len(missing):
        excluded += (Excluded("unknown_cost", Kind.ORDER_LINE, lines.rows[missing], lines.day[missing]),)
    return Facts(
        sales=sales,
        reducer=Reducer.RATIO,
        kinds=(Kind.ORDER_LINE,),
        rows=lines.rows[at],
        day=lines.day[at],
        numerator=amount - cost[at],
        denominator=amount,
        excluded=excluded,
        scales=(1 / MICROS, 1 / MICROS),
        pool="" if len(missing) else POOL,
    )


def line_costs(sales: Sales) -> tuple[Column, Mask]:
    """Purchase cost of each order line in millionths (NO_MONEY: unknown), and whether it is the product's current cost.

    The line's own cost (its own or derived from its margin), else the product's cost × quantity, unless the company
    chose to count sales of known cost only (:data:`~salesdesk.kpi.switches.COST`).
    """
    return sales.remembered(("kpi", "line_costs"), lambda: _line_costs(sales))


def _line_costs(sales: Sales) -> tuple[Column, Mask]:
    lines, products = sales[Kind.ORDER_LINE], sales[Kind.PRODUCT]
    current = lines["cost_origin"] == _FROM_PRODUCT
    cost = _own_costs(sales, current)
    dated = chosen(sales, COST) == "dated"
    if dated and current.any():
        cost, current = np.where(current, NO_MONEY, cost), np.zeros(lines.n, dtype=bool)
    # Some systems write the cost of a credited line as a positive number; cost follows the sign of its line.
    credited = (lines["quantity"] < 0) | (lines["document_type"] == _CREDIT_NOTE)
    wrong = credited & (cost > 0) & (lines["amount"] < 0) & (lines["cost_origin"] != _FROM_MARGIN)
    if wrong.any():
        cost = np.where(wrong, -cost, cost)
    if dated or "cost" not in products or "product" not in lines or "quantity" not in lines:
        return cost, current
    table = np.full(len(sales.names("product")) + 1, NO_MONEY, dtype=np.int64)
    table[products["product"]] = products["cost"]
    table[NO_CODE] = NO_MONEY
    unit = table[lines["product"]]
    quantity = lines["quantity"]
    fill: Rows = np.flatnonzero((cost == NO_MONEY) & (unit != NO_MONEY) & ~np.isnan(quantity))
    if len(fill):
        cost, current = cost.copy(), current.copy()
        cost[fill] = np.rint(unit[fill] * quantity[fill]).astype(np.int64)
        current[fill] = True
    return cost, current


def _own_costs(sales: Sales, current: Mask) -> Column:
    """Costs of the lines in the company currency: a line's own is in the line's, a product's in the company's."""
    held, converted = sales[Kind.ORDER_LINE]["cost"], sales.amounts(Kind.ORDER_LINE, "cost")
    return converted if converted is held or not current.any() else np.where(current, held, converted)


def details(question: Question, total: Measure) -> Panels:
    """Revenue of the period and the part of it whose cost is known, and how products share the margin.

    ``markup``: margin ÷ cost, the French *taux de marge*.  ``coverage``: share of the revenue whose cost is known;
    ``current_cost``: share of the known cost that is the product's cost of today.  ``pareto``: how few references make
    80 % of the margin (``for_80``), what the best fifth make (``top_fifth``), and the cumulated ``curve``.  Panels,
    each told in its own function: ``why`` (what moved the margin since the compared period), ``quadrant``, ``classes``,
    ``losing``, ``drift``, ``leakage``, ``dropping``.
    """
    lines = sale_lines(question.sales)
    span, keep = between(lines.day, question.period), question.keep_of(lines.facts(question.sales))
    amount = lines.amount[span] if keep is None else lines.amount[span][keep[span]]
    revenue = float(amount.sum()) / MICROS
    entries = question.entries
    known = entries.between(question.period)
    assert entries.numerator is not None
    assert entries.denominator is not None
    margin, sold = entries.numerator[known], entries.denominator[known]
    cost = float((sold - margin).sum()) / MICROS
    gained = float(margin.sum()) / MICROS
    covered = float(sold.sum()) / MICROS
    labels = question.facts.labels("product")
    product = labels.codes[known] if entries.index is None else labels.codes[entries.index[known]]
    ready = {
        "revenue": revenue,
        "revenue_known": covered,
        "cost": cost,
        "margin": gained,
        "markup": gained / cost if cost > 0 else None,
        "coverage": covered / revenue if revenue > 0 else None,
        "current_cost": _current(question, entries.index, known, sold - margin),
        "lines": total.based_on,
        **_products(labels.names, product, margin, sold),
    }
    makers: dict[str, Callable[[Question], Any]] = {
        "why": margin_moves,
        "quadrant": quadrant,
        "classes": classes,
        "losing": losing,
        "drift": drift,
        "leakage": leakage,
        "dropping": dropping,
    }
    return asked_later(question, ready, makers)


def _current(question: Question, index: Rows | None, known: slice, cost: Numbers) -> float | None:
    """Share of the cost that is the products' cost of today; None without cost."""
    _, current = line_costs(question.sales)
    weight = np.abs(cost)
    total = float(weight.sum())
    if not total or not current.any():
        return 0.0 if total else None
    rows = question.facts.rows[known] if index is None else question.facts.rows[index[known]]
    return float(weight[current[rows]].sum()) / total


def _products(names: Sequence[str], product: Codes, margin: Numbers, sold: Numbers) -> dict[str, Any]:
    """Loss-making references and the concentration of the margin; lines without a product aside."""
    count = np.bincount(product, minlength=len(names) + 1)[:-1]
    present = np.flatnonzero(count)
    per_product = sums(product, margin, len(names) + 1)[present] / MICROS
    order = np.argsort(per_product, kind="stable")
    losing = order[per_product[order] < 0]
    revenue = sums(product, sold, len(names) + 1)[present] / MICROS
    return {
        "references": len(present),
        "loss_makers": {
            "count": len(losing),
            "margin": float(per_product[losing].sum()),
            "lines": int(count[present[losing]].sum()),
            "worst": [
                {"key": names[present[i]], "margin": float(per_product[i]), "revenue": float(revenue[i])}
                for i in losing[:_SHOWN].tolist()
            ],
        },
        "pareto": _pareto(per_product[order[::-1]]),
    }


def _pareto(margins: Numbers) -> dict[str, Any] | None:
    """Concentration of margins given from highest to lowest; None where they add up to nothing."""
    total = float(margins.sum())
    if total <= 0:
        return None
    curve = np.cumsum(margins) / total
    for_80 = int(np.argmax(curve >= 0.8 - 1e-12)) + 1
    fifth = math.ceil(len(margins) / 5)
    return {
        "for_80": for_80,
        "share_for_80": for_80 / len(margins),
        "top_fifth": float(curve[fifth - 1]),
        "curve": curve,
    }


def findings(result: KpiResult, currency: str) -> Iterable[Finding]:
    """References sold at a loss, the group that pulls the rate down most, and how concentrated the margin is."""
    details_ = result.details
    losing = details_["loss_makers"]
    if losing["count"]:
        values = {"n": losing["count"], "loss": Figure(-losing["margin"], "money", currency)}
        severe = -losing["margin"] > _SEVERE * max(details_["margin"], 0.0)
        text = Message("kpi.finding.gross_margin.loss_makers", values)
        yield Finding("loss_makers", Status.ALERT if severe else Status.WATCH, text, evidence(losing["lines"]))
    yield from _drag(result, currency)
    pareto = details_["pareto"]
    if pareto is not None and details_["references"] >= _REFERENCES and pareto["share_for_80"] <= _CONCENTRATED:
        values = {"share": Figure(pareto["share_for_80"], "percent"), "n": pareto["for_80"]}
        text = Message("kpi.finding.gross_margin.pareto", values)
        yield Finding("pareto", Status.NONE, text, evidence(details_["references"]))


def _drag(result: KpiResult, currency: str) -> Iterable[Finding]:
    """The group without which the rate would be highest: an exact effect, no estimate."""
    total = result.total
    sold, margin = total.denominator or 0.0, total.numerator or 0.0
    effects = []
    for group in result.groups:
        own_sold, own_margin = group.measure.denominator or 0.0, group.measure.numerator or 0.0
        if group.key and not group.measure.few and sold > own_sold > 0:
            effects.append((margin / sold - (margin - own_margin) / (sold - own_sold), group))
    if not effects:
        return
    effect, group = min(effects, key=lambda one: one[0])
    if effect < -_DRAG and group.measure.value is not None:
        values = {
            "group": member(result.dimension, group.key, currency),
            "v": Figure(group.measure.value, "percent"),
            "sold": Figure(group.measure.denominator or 0.0, "money", currency),
            "effect": Figure(effect, "points"),
        }
        text = Message("kpi.finding.gross_margin.drag", values)
        yield Finding("drag", Status.WATCH, text, evidence(group.measure.based_on), result.dimension, group.key)


GROSS_MARGIN: Final = Kpi(
    key="gross_margin",
    unit=Unit.RATIO,
    higher_is_better=True,
    bases=("sales",),
    kinds=(Kind.ORDER_LINE,),
    dimensions=(
        "range",
        "product",
        "customer_type",
        "segment",
        "rep",
        "region",
        "channel",
        "customer",
        "team",
        "sector",
        "seniority",
    ),
    facts=facts,
    details=details,
    findings=findings,
)
