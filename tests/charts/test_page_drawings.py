"""The drawings of the pages: what they say, what they open, and that no name breaks them."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from salesdesk.charts import columns, curves, dumbbell, funnel, heat_map, quadrant, trend, waterfall
from salesdesk.charts.lettering import shortened, width_of
from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.revenue import context_status, short_names
from salesdesk.charts.style import style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import Status
from tests.charts.results import rate_result

LIGHT = style("light")
FRENCH = Formats("fr")
NAUGHTY = ("$x^$", "_hidden", "<b>", "日本語", "😀", "a\nb", "", "x" * 200)
CORNERS = ("weak", "niche", "mass", "strong")


def figure(width: float = 452, height: float = 226) -> Figure:
    made = Figure((width / 100, height / 100), dpi=100)
    FigureCanvasAgg(made)
    return made


def bridge(name: str = "Prix", amount: float = 30.0) -> Marks:
    ends = waterfall.Step("Avant", 100.0), waterfall.Step("Après", 110.0)
    steps = [waterfall.Step(name, amount), waterfall.Step("Coût", 10.0 - amount)]
    return waterfall.draw(figure(), ends, steps, LIGHT, FRENCH)


def cut_in_four(name: str = "Pièces", many: int = 3) -> Marks:
    points = [quadrant.Point(f"{name}{i}", name, 100.0 * (i + 1), 0.1 * i, Status.WATCH) for i in range(many)]
    table = quadrant.Quadrant(points, 150.0, 0.1, CORNERS, "chiffre d’affaires")
    return quadrant.draw(figure(), table, LIGHT, FRENCH, dimension="range")


def pairs(name: str = "Claire Moreau") -> Marks:
    made = [dumbbell.Pair(name, name, 120.0, 100.0, Status.GOOD), dumbbell.Pair("x", "Inès", 50.0, None)]
    return dumbbell.draw(figure(), made, LIGHT, FRENCH, dimension="rep")


def delays(name: str = "< 1 h") -> Marks:
    made = [columns.Column(name, 3.0, "30 %", low=2.0, high=4.0), columns.Column("b", 7.0, "70 %", faded=True)]
    return columns.draw(figure(), made, LIGHT, border=columns.Border(0, "30 % avant 24 h", "70 % après"))


def ages(name: str = "signées") -> Marks:
    share = np.array([0.0, 0.2, np.nan])
    table = curves.Curves(np.array([0.0, 30.0, 60.0]), [curves.Curve(name, LIGHT.series, share)], name, 45.0, name)
    return curves.draw(figure(), table, LIGHT, FRENCH)


@pytest.mark.parametrize("name", NAUGHTY)
@pytest.mark.parametrize("draw", [bridge, cut_in_four, pairs, delays, ages])
def test_that_no_name_breaks_a_drawing(draw: Callable[[str], Marks], name: str) -> None:
    marks = draw(name)
    assert marks.axes is not None
    drawn = marks.axes.get_figure(root=True)
    assert drawn is not None
    drawn.savefig(io.BytesIO(), format="png")


def test_that_a_bridge_tells_each_step_with_its_sign() -> None:
    told = [mark.label.split("\n") for mark in bridge().marks]
    assert [name for name, _ in told] == ["Avant", "Prix", "Coût", "Après"]
    assert [words.replace("\xa0", " ") for _, words in told] == ["100 €", "+30 €", "−20 €", "110 €"]


def test_that_a_bridge_far_above_nothing_cuts_its_feet() -> None:
    ends = waterfall.Step("Avant", 1_000.0), waterfall.Step("Après", 1_010.0)
    made = waterfall.draw(figure(), ends, [waterfall.Step("Prix", 10.0)], LIGHT, FRENCH)
    assert made.axes is not None
    low, high = made.axes.get_ylim()
    assert low > 900
    assert high >= 1_010


def test_that_points_and_rows_open_their_members() -> None:
    assert {(mark.dimension, mark.group) for mark in cut_in_four().marks} == {("range", f"Pièces{i}") for i in range(3)}
    assert [(mark.dimension, mark.group) for mark in pairs().marks] == [("rep", "Claire Moreau"), ("rep", "x")]


def test_that_many_points_are_drawn_without_names() -> None:
    few, many = cut_in_four(many=3), cut_in_four(many=60)
    assert few.axes is not None
    assert many.axes is not None
    assert len(many.axes.texts) < len(few.axes.texts) + len(CORNERS)


def test_that_an_unknown_expectation_has_no_gap() -> None:
    told = pairs().marks[1].label.split("\n")
    assert told[2].endswith("—")


def test_that_cells_open_row_and_column_together() -> None:
    table = heat_map.HeatMap(
        ["Salon"], ["Claire"], ["C."], np.array([[0.5]]), np.array([[40]]),
        row_dimension="channel", row_keys=["Salon"], column_dimension="rep", column_keys=["Claire"],
    )  # fmt: skip
    mark = heat_map.draw(figure(), table, LIGHT, FRENCH).marks[0]
    assert (mark.dimension, mark.group, mark.also, mark.opens) == ("channel", "Salon", (("rep", "Claire"),), True)


def test_that_narrow_cells_go_without_words() -> None:
    values = np.full((2, 30), 0.25)
    table = heat_map.HeatMap(["a", "b"], ["janv. 2025"] * 30, ["jan"] * 30, values, np.full((2, 30), 50))
    wide, narrow = (heat_map.draw(figure(size), table, LIGHT, FRENCH) for size in (1600, 300))
    assert wide.axes is not None
    assert narrow.axes is not None
    assert sum("%" in words.get_text() for words in wide.axes.texts) == 60
    assert not any("%" in words.get_text() for words in narrow.axes.texts)


def test_that_a_narrow_funnel_puts_names_above() -> None:
    stages = [funnel.Stage("", "Leads reçus", 100, 100, 0, 0), funnel.Stage("", "Qualifiés", 25, 25, 0, 0)]
    marks = funnel.draw(figure(300), stages, LIGHT, FRENCH)
    assert marks.axes is not None
    assert any("25,0" in words.get_text() for words in marks.axes.texts)
    assert not any(mark.opens for mark in marks.marks)


def test_that_words_are_cut_to_the_pixels_there_are() -> None:
    assert shortened("Compresseurs", 200) == "Compresseurs"
    cut = shortened("Compresseurs premium", 60)
    assert cut.endswith("…")
    assert width_of(cut) <= 62


def test_that_last_names_do_where_they_tell_people_apart() -> None:
    assert short_names(["Claire Moreau", "Julien Le Goff"]) == ["Moreau", "Le Goff"]
    assert short_names(["Claire Moreau", "Jean Moreau"]) == ["C. Moreau", "J. Moreau"]


def test_that_few_sales_are_not_judged_at_equal_context() -> None:
    assert context_status({"index": 150.0, "differs": False}) is None
    assert context_status({"index": None, "differs": False}) is None
    assert context_status({"index": 150.0, "differs": True}) is Status.GOOD
    assert context_status({"index": 90.0, "differs": True}) is Status.WATCH
    assert context_status({"index": 60.0, "differs": True}) is Status.ALERT


def test_that_months_not_closed_are_headed_somewhere() -> None:
    result = rate_result()
    last = result.trend[-1].period.start
    months = [{"month": point.period.start, "expected": 0.3, "mature": True} for point in result.trend[:-1]]
    months.append({"month": last, "expected": 0.42, "mature": False})
    marks = trend.draw(figure(), rate_result(details={"months": months}), LIGHT, FRENCH)
    assert "42,0" in marks.marks[-1].label
    assert "30,0" not in marks.marks[0].label
    assert "final attendu" in [entry.words for entry in marks.legend]
