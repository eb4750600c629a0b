"""Qualified leads: from leads to sales, how soon they are contacted, how many a rep follows, where they come from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.conversion import funnel
from salesdesk.charts.pages.extra import MOST_BARS, Extra
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Part, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_FULL_LOAD: Final = (15, 20)
"""Qualified leads per rep and week that the load is held against."""
_IN_TIME: Final = 3
"""Classes of delay that lie within a day."""


def _delays(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Hours from qualification to first contact: within a day, later, too late."""
    from salesdesk.charts import columns

    counts: Sequence[int] = result.details["reaction"]["delays"]
    whole = sum(counts) or 1
    late = (None, None, None, Status.WATCH, Status.WATCH, Status.ALERT)
    language = formats.language
    drawn = [
        columns.Column(
            label=text(f"chart.delay_short_{i}", language),
            value=float(count),
            words=formats.percent(count / whole, 0),
            told=text("chart.based_on", language, n=int(count)),
            status=status,
        )
        for i, (count, status) in enumerate(zip(counts, late, strict=True))
    ]
    soon = sum(counts[:_IN_TIME]) / whole
    border = columns.Border(
        after=_IN_TIME - 1,
        before_words=text("chart.before_day", language, share=formats.percent(soon, 0)),
        after_words=text("chart.after_day", language, share=formats.percent(1 - soon, 0)),
    )
    return columns.draw(figure, drawn, style, border=border)


def _sources(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Qualification rate of each source, month by month."""
    from salesdesk.charts import heat_map

    months: Mapping[str, Any] = result.details["sources"]["months"]
    leads = np.asarray(months["leads"], dtype=np.int64)
    order = np.argsort(-leads.sum(axis=1), kind="stable")[:MOST_BARS]
    leads, qualified = leads[order], np.asarray(months["qualified"], dtype=np.float64)[order]
    keys = [str(months["keys"][i]) for i in order.tolist()]
    table = heat_map.HeatMap(
        rows=[key or text("report.unknown", formats.language) for key in keys],
        columns=[formats.month_year(start) for start in months["start"]],
        short_columns=[formats.month(start)[:3] for start in months["start"]],
        values=np.divide(qualified, leads, out=np.full(leads.shape, np.nan), where=leads > 0),
        based_on=leads,
    )
    return heat_map.draw(figure, table, style, formats)


def _load(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Qualified leads per rep and week."""
    from salesdesk.charts import bars

    load: Sequence[Mapping[str, Any]] = result.details["load"]
    drawn = [
        bars.Bar(
            key=str(rep["rep"]),
            label=str(rep["rep"]),
            value=float(rep["mean"]),
            words=formats.number(float(rep["mean"])),
            told=text(
                "chart.load", formats.language, highest=formats.integer(rep["highest"]), n=int(rep["weeks_over"])
            ),
            status=Status.ALERT if rep["mean"] > _FULL_LOAD[1] else None,
        )
        for rep in load[:MOST_BARS]
    ]
    low, high = _FULL_LOAD
    return bars.draw(
        figure, drawn, style, dimension="rep", part=Part.NUMERATOR, stretch=bars.Stretch(low, high, f"{low}–{high}")
    )


EXTRAS: Final = (
    Extra("lead_funnel", 1, 304, "funnel", funnel, lambda result: bool(result.details["funnel"])),
    Extra("delays", 2, 356, "reaction", _delays, lambda result: bool(result.details["reaction"])),
    Extra("sources", 2, 356, "sources", _sources, lambda result: len(result.details["sources"]["rows"]) > 1),
    Extra("load", 3, 332, "load", _load, lambda result: bool(result.details["load"])),
)
