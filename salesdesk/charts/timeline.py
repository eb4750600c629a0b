"""What all trends share: places and words of the months, words under the pointer, legend, description."""

import calendar
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from salesdesk.charts.marks import Area, Mark
from salesdesk.charts.plot_area import set_ticks
from salesdesk.charts.scale import Scale
from salesdesk.domain.formats import Formats
from salesdesk.domain.period import Period
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Measure, TrendPoint, Unit
from salesdesk.kpi.written import full, interval, target

_LABEL_WIDTH = 38.0
"""Pixels that a month's name needs, with the space around it."""


def drawn(unit: Unit, measure: Measure) -> float | None:
    """The figure that a trend shows: for an average of money the whole amount, else the value."""
    return measure.numerator if unit is Unit.MONEY and measure.numerator is not None else measure.value


def values(result: KpiResult, points: Sequence[TrendPoint]) -> NDArray[np.float64]:
    """The points' figures as drawn, NaN where they could not be measured."""
    figures = [drawn(result.kpi.unit, point.measure) for point in points]
    return np.array([np.nan if v is None else v for v in figures], dtype=np.float64)


def previous_values(result: KpiResult) -> NDArray[np.float64]:
    """The compared period's figures, cut or filled with NaN to pair with the trend."""
    paired = np.full(len(result.trend), np.nan)
    own = values(result, result.previous_trend)[: len(paired)]
    paired[: len(own)] = own
    return paired


def set_months(axes: Axes, points: Sequence[TrendPoint], width: float, formats: Formats) -> None:
    """Name the points along the bottom: as many as fit, the last one always."""
    axes.set_xlim(-0.6, len(points) - 0.4)
    places = labelled(points, width)
    set_ticks(axes.xaxis, places, [point_words(points[i].period, formats, many=len(points) > 14) for i in places])


def labelled(points: Sequence[TrendPoint], width: float) -> list[int]:
    """Positions of the points to name when the axis is ``width`` pixels wide."""
    n = len(points)
    if not n:
        return []
    fit = max(int(width / _LABEL_WIDTH), 1)
    if n <= 14 or points[0].period.unit is not PeriodUnit.MONTH:
        step = -(-n // fit)
        return sorted(range(n - 1, -1, -step))
    step = next((s for s in (1, 2, 3, 6) if n / s <= fit), 12)
    named = [i for i, p in enumerate(points[:-1]) if (p.period.start.month - 1) % step == 0]
    if step == 12 and len(named) > fit:
        named = named[:: -(-len(named) // fit)]
    apart = _LABEL_WIDTH * n / width
    return [i for i in named if n - 1 - i >= apart] + [n - 1]


def point_words(period: Period, formats: Formats, *, many: bool = False) -> str:
    """Short name of a point: its month, or the year at January where several years are drawn."""
    if period.unit is PeriodUnit.WEEK:
        return text("chart.week", formats.language, n=str(period.start.isocalendar().week))
    if period.unit is PeriodUnit.MONTH:
        return str(period.start.year) if many and period.start.month == 1 else formats.month(period.start)
    return formats.short_date(period.start)


def long_words(period: Period, formats: Formats) -> str:
    """Full name of a point, for the pointer and for screen readers."""
    if period.unit is PeriodUnit.MONTH:
        return formats.month_year(period.start)
    last = period.end - timedelta(days=1)
    return text(
        "chart.days_between", formats.language, first=formats.short_date(period.start), last=formats.short_date(last)
    )


def trend_marks(
    result: KpiResult, axis: Scale, formats: Formats, expected: NDArray[np.float64] | None = None
) -> tuple[Mark, ...]:
    """One place per point, as wide as its column and as high as the drawing.  ``expected``: final rates, NaN: none."""
    previous = previous_values(result)
    final = np.full(len(previous), np.nan) if expected is None else expected
    return tuple(
        Mark(
            label=_label(result, point, None if np.isnan(before) else float(before), formats)
            + ("" if np.isnan(last) else "\n" + _expected_words(float(last), formats)),
            area=Area(i - 0.5, i + 0.5, axis.low, axis.high),
            period=point.period,
        )
        for i, (point, before, last) in enumerate(zip(result.trend, previous, final, strict=True))
    )


def _expected_words(final: float, formats: Formats) -> str:
    return text("chart.expected_final", formats.language, value=formats.percent(final))


def _label(result: KpiResult, point: TrendPoint, before: float | None, formats: Formats) -> str:
    language, unit, measure = formats.language, result.kpi.unit, point.measure
    head = long_words(point.period, formats)
    lines = [text("chart.running", language, month=head) if point.partial else head]
    lines.append(full(unit, formats, drawn(unit, measure)))
    if measure.value is not None and drawn(unit, measure) != measure.value:
        average = full(unit, formats, measure.value)
        lines.append(text("chart.average", language, value=average, n=round(measure.denominator or 0)))
    if measure.interval is not None and measure.value is not None:
        lines.append(interval(unit, formats, measure.interval))
    if measure.few:
        lines.append(text("chart.few", language, n=measure.based_on))
    else:
        lines.append(text("chart.based_on", language, n=measure.based_on))
    if before is not None:
        lines.append(text("chart.before", language, value=full(unit, formats, before)))
    return "\n".join(lines)


def description(result: KpiResult, formats: Formats) -> str:
    """The last three values in words."""
    told = [
        text(
            "chart.told_running" if point.partial else "chart.told",
            formats.language,
            when=long_words(point.period, formats),
            value=full(result.kpi.unit, formats, drawn(result.kpi.unit, point.measure)),
        )
        for point in result.trend[-3:]
    ]
    return text("chart.last_values", formats.language, values=" · ".join(told)) if told else ""


def current_words(result: KpiResult, formats: Formats) -> str:
    """Legend name of the period shown."""
    return _period_words(result.filter.period, "now", formats)


def previous_words(result: KpiResult, formats: Formats) -> str:
    """Legend name of the period it is compared with."""
    period = result.previous_period
    return _period_words(period, "before", formats) if period is not None else ""


def target_words(result: KpiResult, formats: Formats) -> str:
    """Legend name of the target line."""
    return text("chart.target", formats.language, value=target(result.kpi.unit, formats, result.target))


def _period_words(period: Period, which: str, formats: Formats) -> str:
    if period.unit is PeriodUnit.ROLLING_YEAR:
        return text(f"chart.twelve_months_{which}", formats.language)
    if period.unit is PeriodUnit.YEAR and period.start.month == 1:
        return str(period.start.year)
    return text(f"chart.period_{which}", formats.language)


def running_words(result: KpiResult, formats: Formats) -> str:
    """Legend name of a point that still runs: "mars, 24 j sur 31"."""
    period = result.trend[-1].period
    last = min(period.end, result.as_of + timedelta(days=1))
    length = (
        calendar.monthrange(period.start.year, period.start.month)[1]
        if period.unit is PeriodUnit.MONTH
        else period.days
    )
    return text(
        "chart.elapsed",
        formats.language,
        month=point_words(period, formats),
        n=max((last - period.start).days, 0),
        days=length,
    )
