"""Why a rate moved, what can be asked of each segment, and what to do: the lists behind the article's levers."""

from collections.abc import Mapping, Sequence
from typing import Any

from salesdesk.charts.pages.losses import family_words
from salesdesk.domain.formats import DASH, Formats
from salesdesk.kpi.definition import KpiResult, Measure
from salesdesk.kpi.rate_change import rate_change
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Cell, Column
from salesdesk.ui.language import speech
from salesdesk.ui.panels.margin_tables import signed
from salesdesk.ui.panels.table_view import TableView, head, listed, name, number


def why(result: KpiResult, formats: Formats) -> TableView | None:
    """What each group adds to the change of a rate: by its own rate, and by its weight in the whole."""
    found = rate_change(result)
    if found is None or not found.effects:
        return None
    columns = [
        Column(_dimension(result.dimension), "name"),
        Column(head("effect")),
        Column(head("by_rate")),
        Column(head("by_mix")),
        Column(head("rate_before")),
        Column(head("rate_now")),
    ]
    rows = []
    for effect in found.effects:
        gone = effect.key is None
        shown = speech.text("table.gone") if gone else report_words.member(result.dimension, effect.key or "", formats)
        drill = None if gone else DrillRequest(result.kpi.key, result.basis, result.dimension, effect.key)
        rows.append(
            [
                name(shown, drill),
                number(formats.points(effect.total), effect.total, strong=True),
                *(number(formats.points(part), part) for part in (effect.rate, effect.mix)),
                *(number(formats.percent(value), value) for value in effect.value),
            ]
        )
    said = (formats.points(part) for part in (found.change, found.rate, found.mix))
    foot = speech.text("table.why_foot", **dict(zip(("change", "rate", "mix"), said, strict=True)))
    return listed("why", columns, rows, foot=foot)


def segment_targets(result: KpiResult, formats: Formats) -> TableView | None:
    """What each market segment converts, and what could be asked of it."""
    found: Mapping[str, Any] = result.details["segment_targets"]
    targets = {group.key: group.target for group in result.groups} if found["dimension"] == result.dimension else {}
    columns = [
        Column(_dimension(found["dimension"]), "name"),
        Column(head("rate")),
        Column(head("prospects")),
        Column(head("usual")),
        Column(head("reachable")),
        Column(speech.text("report.target")),
    ]
    rows = []
    for one in found["segments"]:
        rate: Measure = one["rate"]
        drill = DrillRequest(result.kpi.key, result.basis, found["dimension"], one["member"])
        target = targets.get(one["member"])
        rows.append(
            [
                name(one["member"], drill, faded=rate.few, note=kpi_words.few_words(rate)),
                number(formats.percent(rate.value), rate.value, strong=not rate.few),
                number(formats.integer(rate.denominator), rate.denominator),
                number(formats.percent(one["usual"]), one["usual"]),
                number(formats.percent(one["reachable"]), one["reachable"]),
                number(kpi_words.target(result.kpi, target, formats), target),
            ]
        )
    return listed("segments", columns, rows, foot=speech.text("panel.note.segment_targets"))


def capacity(result: KpiResult, formats: Formats) -> TableView | None:
    """Who has room for qualified leads, who converts best where, and what to hand over."""
    found: Mapping[str, Any] | None = result.details["redistribution"]
    if not found or not found["capacity"]:
        return None
    best: dict[str, list[str]] = {}
    for segment in found["segments"]:
        if segment["best"]:
            best.setdefault(str(segment["best"]), []).append(str(segment["member"]))
    columns = [
        Column(head("rep"), "name"),
        Column(head("per_week")),
        Column(head("highest")),
        Column(head("room")),
        Column(head("best_at"), "text"),
    ]
    rows = []
    for rep in found["capacity"]:
        role = "alert" if rep["over"] else "text"
        shown = ", ".join(best.get(rep["rep"], ())) or DASH
        rows.append(
            [
                name(rep["rep"]),
                number(formats.number(rep["mean"]), rep["mean"], role=role, strong=True),
                number(formats.integer(rep["highest"]), rep["highest"]),
                number(formats.integer(rep["room"]), rep["room"]),
                Cell(shown, shown, shown, role="text2"),
            ]
        )
    advice = [speech.say(one["text"]) for one in found["advice"]]
    return listed("capacity", columns, rows, foot=advice[0] if advice else speech.text("table.capacity_foot"))


def ramp(result: KpiResult, formats: Formats) -> TableView | None:
    """What beginners make by seniority, beside experienced reps in the same months and the article's reference."""
    found: Mapping[str, Any] | None = result.details["ramp"]
    if not found or not found["steps"]:
        return None
    reference = {step["months"]: step["ratio"] for step in found["reference"]}
    columns = [
        Column(head("seniority"), "name"),
        Column(head("per_month")),
        Column(head("experienced")),
        Column(head("ratio")),
        Column(head("article")),
        Column(head("reps")),
    ]
    rows = []
    for step in found["steps"]:
        span = speech.text("table.from_to", low=step["from"], high=step["to"])
        article = _between(reference, step["from"])
        rows.append(
            [
                name(span, faded=step["few"], note=f"n = {step['sales']}" if step["few"] else ""),
                number(formats.money(step["revenue"]), step["revenue"], strong=not step["few"]),
                number(formats.money(step["experienced"]), step["experienced"]),
                number(formats.number(step["ratio"]), step["ratio"], strong=not step["few"]),
                number(formats.number(article), article, role="text2"),
                number(formats.integer(step["reps"]), step["reps"]),
            ]
        )
    return listed("ramp", columns, rows, foot=speech.text("table.ramp_foot"))


def too_short(result: KpiResult, formats: Formats) -> TableView | None:
    """Sales signed sooner than usual, beside the others: did their customers come back, were they credited."""
    found: Mapping[str, Any] | None = result.details["too_short"]
    if not found or found["limit"] is None or not found["short"]:
        return None
    columns = [Column(head("sales"), "name"), Column(head("count")), Column(head("again")), Column(head("credited"))]
    rows = []
    for part in ("short", "others"):
        shares: Sequence[Measure] = (found["again"][part], found["credited"][part])
        shown = speech.text(f"table.too_short_{part}", days=formats.days(found["limit"]))
        cells = (number(formats.percent(share.value), share.value, role="text2" if share.few else "text")
                 for share in shares)  # fmt: skip
        rows.append([name(shown), number(formats.integer(found[part]), found[part]), *cells])
    told = "different" if found["again"]["differs"] or found["credited"]["differs"] else "alike"
    return listed("too_short", columns, rows, foot=speech.text(f"table.too_short_{told}"))


def dropping(result: KpiResult, formats: Formats) -> TableView | None:
    """What would go with each loss-making reference: the rest of its baskets, and customers who buy nothing else."""
    found: Mapping[str, Sequence[Any]] | None = result.details["dropping"]
    if not found or not len(found["key"]):
        return None
    columns = [
        Column(head("item"), "name"),
        Column(head("margin")),
        Column(head("orders")),
        Column(head("only_customers")),
        Column(head("basket_margin")),
        Column(head("break_even")),
    ]
    rows = []
    for i, key in enumerate(found["key"]):
        margin, basket = (float(found[part][i]) for part in ("margin", "basket_margin"))
        even = found["break_even"][i]
        bounded = even if even is not None and 0 <= even < 1 else None
        rows.append(
            [
                name(key, DrillRequest(result.kpi.key, result.basis, "product", key)),
                number(signed(margin, formats), margin, role="alert" if margin < 0 else "text", strong=True),
                *(number(formats.integer(found[part][i]), found[part][i]) for part in ("orders", "only_customers")),
                number(signed(basket, formats), basket),
                number(formats.percent(bounded, 0), bounded),
            ]
        )
    return listed("dropping", columns, rows, foot=speech.text("table.dropping_foot"))


def objections(result: KpiResult, formats: Formats) -> TableView | None:
    """One card per reason of loss: how often, how much, where it is said, and against whom."""
    found: Sequence[Mapping[str, Any]] = result.details["objections"]
    columns = [
        Column(head("why"), "name"),
        Column(head("count")),
        Column(head("amount")),
        Column(head("count_before")),
        Column(head("stage"), "text"),
        Column(head("competitor"), "text"),
        Column(head("stands_out"), "text"),
    ]
    rows = []
    for card in found:
        shown = family_words(card["family"], formats)
        apart = ", ".join(rep["rep"] for rep in card["reps"] if rep["differs"]) or DASH
        texts = ((card[part] or DASH) for part in ("stage", "competitor"))
        rows.append(
            [
                name(shown),
                number(formats.integer(card["count"]), card["count"], strong=True),
                number(formats.money(card["amount"]), card["amount"]),
                number(formats.integer(card["previous"]), card["previous"]),
                *(Cell(text, text, text, role="text2") for text in texts),
                Cell(apart, apart, apart, role="alert" if apart != DASH else "text2"),
            ]
        )
    return listed("objections", columns, rows)


def _dimension(dimension: str) -> str:
    return kpi_words.large(report_words.dimension_words(dimension, speech.current)) if dimension else head("segment")


def _between(reference: Mapping[int, float], months: int) -> float | None:
    """The article's ratio at a seniority, along straight lines between the points it names."""
    if not reference:
        return None
    points = sorted(reference)
    low = max((point for point in points if point <= months), default=points[0])
    high = min((point for point in points if point >= months), default=points[-1])
    share = (months - low) / (high - low) if high > low else 0.0
    return reference[low] + share * (reference[high] - reference[low])
