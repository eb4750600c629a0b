import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from salesdesk.charts import trend
from salesdesk.charts.marks import Swatch
from salesdesk.charts.style import Theme, style
from salesdesk.charts.timeline import labelled
from salesdesk.charts.trend_amount import monthly_target
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import NBSP, Formats
from salesdesk.domain.period import Period, rolling_year
from salesdesk.domain.period import Unit as PeriodUnit
from salesdesk.domain.texts import Language
from salesdesk.kpi.definition import KpiResult
from tests.charts.results import AMOUNTS, AS_OF, RATES, kpi, money_result, rate_result, ratio
from tests.charts.results import trend as points

LIGHT = style("light")


def figure(width: float = 672, height: float = 226) -> Figure:
    made = Figure((width / 100, height / 100), dpi=100)
    FigureCanvasAgg(made)
    return made


def render(drawn: Figure) -> bytes:
    file = io.BytesIO()
    drawn.savefig(file, format="png")
    return file.getvalue()


def long_result(months: int) -> KpiResult:
    period = Period(date(2020, 1, 1), date(2020 + months // 12, 1, 1), PeriodUnit.ALL)
    measured = [ratio(0.2 + 0.001 * i) for i in range(months)]
    return rate_result(filter=Filter(period), trend=points(measured, period), previous_trend=())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [120, 354, 672])
def test_that_every_trend_can_be_drawn(language: Language, theme: Theme, width: int) -> None:
    for result in (
        rate_result(),
        money_result(),
        money_result([-300, 200, *AMOUNTS[2:]]),
        rate_result([None] * 12),
        rate_result([0.0] * 12, target=None),
        rate_result([0.2, None, 0.3, *RATES[3:11], None]),
        replace(rate_result(), trend=(), previous_trend=()),
        replace(money_result(), trend=(), previous_trend=(), previous=None, previous_period=None),
        long_result(72),
    ):
        drawn = figure(width)
        marks = trend.draw(drawn, result, style(theme), Formats(language))
        assert len(marks.marks) == len(result.trend)
        assert render(drawn)


def test_that_each_point_has_its_own_column_to_hover_and_click() -> None:
    drawn = figure()
    result = rate_result()
    marks = trend.draw(drawn, result, LIGHT, Formats("fr"))
    assert [mark.period for mark in marks.marks] == [point.period for point in result.trend]
    assert marks.at(5, 100) is None
    left, top, right, bottom = marks.box(marks.marks[3])
    assert (top, bottom) == pytest.approx((14, 226 - 26))
    assert marks.at((left + right) / 2, 100) is marks.marks[3]
    assert "28,9" in marks.marks[-1].label
    assert "en cours" in marks.marks[-1].label


def test_that_places_follow_a_resize() -> None:
    drawn = figure()
    marks = trend.draw(drawn, rate_result(), LIGHT, Formats("fr"))
    drawn.set_size_inches(4.0, 3.0)
    boxes = [marks.box(mark) for mark in marks.marks]
    assert boxes[0][0] > 42
    assert boxes[-1][2] < 400 - 12
    assert boxes[0][3] == pytest.approx(300 - 26)


def test_that_places_are_logical_pixels_on_dense_screens() -> None:
    plain, dense = figure(), figure()
    dense.set_dpi(200)
    first = trend.draw(plain, rate_result(), LIGHT, Formats("fr"))
    second = trend.draw(dense, rate_result(), LIGHT, Formats("fr"))
    assert first.box(first.marks[4]) == pytest.approx(second.box(second.marks[4]))


def test_that_drawing_again_keeps_the_axes_and_leaves_nothing_behind() -> None:
    drawn = figure()
    trend.draw(drawn, rate_result([0.9] * 12), LIGHT, Formats("fr"))
    axes = drawn.axes[0]
    trend.draw(drawn, rate_result(), LIGHT, Formats("fr"))
    assert drawn.axes == [axes]
    fresh = figure()
    trend.draw(fresh, rate_result(), LIGHT, Formats("fr"))
    assert render(drawn) == render(fresh)


def test_that_another_theme_draws_as_if_new() -> None:
    drawn, fresh = figure(), figure()
    trend.draw(drawn, rate_result(), LIGHT, Formats("fr"))
    trend.draw(drawn, rate_result(), style("dark"), Formats("fr"))
    trend.draw(fresh, rate_result(), style("dark"), Formats("fr"))
    assert render(drawn) == render(fresh)


def test_that_bars_show_the_whole_amount_in_scale() -> None:
    drawn = figure()
    trend.draw(drawn, money_result(), LIGHT, Formats("fr"))
    ghosts, bars = (c for c in drawn.axes[0].collections if isinstance(c, PolyCollection))
    heights = [path.vertices[:, 1].max() for path in bars.get_paths()]  # type: ignore[index,union-attr]
    assert heights == pytest.approx([v * 1000 for v in AMOUNTS[:-1]])
    assert len(ghosts.get_paths()) == 12


def test_that_the_line_of_the_target_is_its_monthly_part() -> None:
    assert monthly_target(money_result()) == pytest.approx(720_000 * 6 / 12)
    leads = rate_result(kpi=kpi("qualified_leads"), target=1200.0)
    assert monthly_target(leads) == pytest.approx(100)


def test_that_the_legend_names_what_is_drawn_and_nothing_else() -> None:
    whole = trend.draw(figure(), rate_result(), LIGHT, Formats("fr"))
    assert [entry.swatch for entry in whole.legend] == [
        Swatch.LINE,
        Swatch.BAND,
        Swatch.LINE,
        Swatch.DASHES,
        Swatch.RING,
    ]
    assert whole.legend[3].words == f"objectif 22{NBSP}%"
    assert whole.legend[4].words == f"mars, 24{NBSP}j sur 31"
    bare = rate_result(target=None, previous_trend=(), trend=points([ratio(v) for v in RATES], rolling_year(AS_OF)))
    assert [entry.swatch for entry in trend.draw(figure(), bare, LIGHT, Formats("fr")).legend] == [
        Swatch.LINE,
        Swatch.BAND,
    ]


def test_that_a_screen_reader_hears_the_last_three_values() -> None:
    words = trend.draw(figure(), rate_result(), LIGHT, Formats("en")).description
    assert words == "Last values: Jan 2026: 25.9% · Feb 2026: 28.1% · Mar 2026: 28.9% (running)."


def test_that_the_last_month_is_always_named() -> None:
    for months in (1, 2, 5, 12, 24, 36, 60, 120):
        made = (
            points([ratio(0.2)] * months, Period(date(2015, 1, 1), date(2015 + -(-months // 12), 1, 1)))[:months]
            if (months % 12 == 0)
            else points([ratio(0.2)] * 12, rolling_year(AS_OF))[:months]
        )
        for width in (100, 300, 700):
            named = labelled(made, width)
            assert named[-1] == months - 1
            gaps = np.diff(named) * width / months
            assert (gaps >= 30).all()
