"""Lost opportunities: why, to whom, at which stage."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.extra import MOST_BARS, Extra
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import keys, text
from salesdesk.kpi.definition import KpiResult, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def family_words(family: str, formats: Formats) -> str:
    """A family of loss reasons as the reader knows it."""
    name = f"kpi.loss_rate.family.{family}"
    return text(name, formats.language) if name in keys() else family


def _reasons(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Families of loss reasons, most frequent first, with their cumulated share."""
    from salesdesk.charts import bars

    reasons: Sequence[Mapping[str, Any]] = result.details["reasons"]
    cumulated = np.cumsum([float(reason["share"]) for reason in reasons])
    drawn = []
    for reason, share in zip(reasons, cumulated.tolist(), strict=True):
        known = tuple(str(written["name"]) for written in reason.get("reasons", ()))
        drawn.append(
            bars.Bar(
                key=str(reason["family"]),
                label=family_words(str(reason["family"]), formats),
                value=float(reason["count"]),
                words=formats.integer(reason["count"]),
                note=formats.percent(share, 0),
                told=formats.short_money(reason["amount"]) if reason.get("amount") else "",
                muted=reason["family"] == "not_given",
                members=known or ("",),
            )
        )
    heads = (text("chart.losses", formats.language), text("chart.cumulated", formats.language))
    return bars.draw(figure, drawn[:MOST_BARS], style, dimension="loss_reason", heads=heads)


def _rivals(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Competitors that won what was lost."""
    from salesdesk.charts import bars

    found: Sequence[Mapping[str, Any]] = result.details["rivals"]
    whole = sum(int(one["lost"]) for one in found) or 1
    drawn = [
        bars.Bar(
            key=str(one["name"]),
            label=str(one["name"]),
            value=float(one["lost"]),
            words=formats.integer(one["lost"]),
            note=formats.percent(one["lost"] / whole, 0),
            told=_against(one, formats),
        )
        for one in found[:MOST_BARS]
    ]
    return bars.draw(figure, drawn, style, dimension="competitor")


def _against(rival: Mapping[str, Any], formats: Formats) -> str:
    """What was lost to a competitor, the usual reason, and how often it was beaten."""
    said = [formats.short_money(rival["amount"])] if rival["amount"] else []
    if rival["reason"]:
        said.append(family_words(str(rival["reason"]), formats))
    if rival["won"]:
        said.append(text("chart.beaten", formats.language, n=int(rival["won"])))
    return " · ".join(said)


def _crossed(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Of the losses at each stage, the share that each family of reasons takes."""
    from salesdesk.charts import heat_map

    table: Mapping[str, Any] = result.details["reason_stage"]
    families, stages = list(table["reasons"])[:MOST_BARS], list(table["stages"])[:MOST_BARS]
    counts = np.array([row[: len(stages)] for row in table["count"][: len(families)]], dtype=np.int64)
    whole = np.maximum(np.array(table["count"], dtype=np.int64).sum(axis=0)[: len(stages)], 1)
    names = [stage or text("report.unknown", formats.language) for stage in stages]
    drawn = heat_map.HeatMap(
        rows=[family_words(str(family), formats) for family in families],
        columns=names,
        short_columns=names,
        values=np.where(counts > 0, counts / whole, np.nan),
        based_on=np.broadcast_to(whole, counts.shape),
    )
    return heat_map.draw(figure, drawn, style, formats)


def _lost_at(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """The stage where the lost ones died; the worst stands out."""
    from salesdesk.charts import bars

    stages: Sequence[Mapping[str, Any]] = result.details["stages"]
    whole = sum(int(stage["count"]) for stage in stages) or 1
    worst = max(int(stage["count"]) for stage in stages)
    drawn = [
        bars.Bar(
            key=str(stage["name"]),
            label=str(stage["name"]) or text("report.unknown", formats.language),
            value=float(stage["count"]),
            words=formats.integer(stage["count"]),
            note=formats.percent(stage["count"] / whole, 0),
            status=Status.ALERT if stage["count"] == worst and len(stages) > 1 else None,
        )
        for stage in stages[:MOST_BARS]
    ]
    return bars.draw(figure, drawn, style, names_above=True, dimension="stage")


def _has_stages(result: KpiResult) -> bool:
    table = result.details["reason_stage"]
    return bool(table) and len(table["stages"]) > 1


EXTRAS: Final = (
    Extra("reasons", 1, 356, "reasons", _reasons, lambda result: bool(result.details["reasons"])),
    Extra("competitors", 1, 356, "rivals", _rivals, lambda result: bool(result.details["rivals"])),
    Extra("crossed", 1, 356, "reason_stage", _crossed, _has_stages),
    Extra("lost_at", 2, 304, "stages", _lost_at, lambda result: bool(result.details["stages"])),
)
