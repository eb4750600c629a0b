import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from salesdesk.charts import bars, funnel, heat_map, histogram, pareto
from salesdesk.charts.lettering import drawable
from salesdesk.charts.marks import Marks
from salesdesk.charts.style import style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import Status

LIGHT = style("light")
FRENCH = Formats("fr")
NAUGHTY = (
    "$x^$",
    "$\\frac{1}{0}$",
    "_hidden",
    "<b>bold</b>",
    "=1+1",
    "#let x = 1",
    "日本語 株式会社",
    "שלום",
    "😀 emoji",
    "tab\tand\nbreak",
    "\x00\x1b",
    "e\u0301",
    "",
)
STAGES = (
    funnel.Stage("q", "Qualifiés", 1236, 946, 228, 62),
    funnel.Stage("p", "Proposition", 732, 306, 101, 325),
    funnel.Stage("w", "Signés", 306, 306, 0, 0),
)


def figure(width: float = 452, height: float = 226) -> Figure:
    made = Figure((width / 100, height / 100), dpi=100)
    FigureCanvasAgg(made)
    return made


def render(drawn: Figure) -> bytes:
    file = io.BytesIO()
    drawn.savefig(file, format="png")
    drawn.savefig(io.StringIO(), format="svg")
    return file.getvalue()


def middle(marks: Marks, i: int) -> tuple[float, float]:
    left, top, right, bottom = marks.box(marks.marks[i])
    return (left + right) / 2, (top + bottom) / 2


@pytest.mark.parametrize("name", NAUGHTY)
def test_that_any_name_is_drawn_as_plain_words(name: str) -> None:
    for marks in (
        bars.draw(figure(), [bars.Bar("k", name, 3, name, name)], LIGHT),
        bars.draw(figure(), [bars.Bar("k", name, 3, "3")], LIGHT, names_above=True, stretch=bars.Stretch(1, 2, name)),
        funnel.draw(figure(), [funnel.Stage("k", name, 3, 1, 1, 1)], LIGHT, FRENCH),
        heat_map.draw(
            figure(), heat_map.HeatMap([name], [name], [name], np.array([[0.5]]), np.array([40])), LIGHT, FRENCH
        ),
        histogram.draw(figure(), histogram.Histogram([0, 1, 2], [3, 4], name, 1.2, name), LIGHT, FRENCH),
    ):
        assert marks.axes is not None
        assert render(marks.axes.figure)  # type: ignore[arg-type]


def test_that_letters_without_a_font_become_boxes() -> None:
    assert drawable("Café\t\U00012000\x00") == "Café □ "


def test_that_rows_lead_to_their_records() -> None:
    marks = bars.draw(
        figure(), [bars.Bar("Prix", "Prix", 5, "5"), bars.Bar("", "?", 2, "2")], LIGHT, dimension="loss_reason"
    )
    assert [(m.dimension, m.group) for m in marks.marks] == [("loss_reason", "Prix"), ("loss_reason", "")]
    assert marks.at(*middle(marks, 1)) is marks.marks[1]


def test_that_the_funnel_tells_every_stage() -> None:
    marks = funnel.draw(figure(), STAGES, LIGHT, FRENCH)
    assert [mark.label.split("\n")[0] for mark in marks.marks] == ["Qualifiés", "Proposition", "Signés"]
    assert "62 perdus" in marks.marks[0].label
    assert len(marks.legend) == 3


def test_that_empty_drawings_are_empty() -> None:
    empty = np.zeros((0, 0))
    for marks in (
        bars.draw(figure(), [], LIGHT),
        funnel.draw(figure(), [], LIGHT, FRENCH),
        heat_map.draw(figure(), heat_map.HeatMap([], [], [], empty, np.zeros(0, np.int64)), LIGHT, FRENCH),
        pareto.draw(figure(), pareto.Pareto(np.zeros(1)), LIGHT, FRENCH),
        histogram.draw(figure(), histogram.Histogram([0, 1], [0], "x"), LIGHT, FRENCH),
    ):
        assert not [mark for mark in marks.marks if "n = 0" not in mark.label]


def test_that_four_thousand_references_are_one_short_line() -> None:
    drawn = figure()
    marks = pareto.draw(drawn, pareto.Pareto(np.sqrt(np.linspace(0, 1, 4001))), LIGHT, FRENCH)
    assert len(marks.marks) == 200
    assert max(len(line.get_xydata()) for line in drawn.axes[0].lines) == 200  # type: ignore[arg-type]


def test_that_cells_are_named_by_row_and_column() -> None:
    values = np.array([[0.1, np.nan], [0.2, 0.3]])
    table = heat_map.HeatMap(["T1", "T2"], ["3 mois", "6 mois"], ["3 m", "6 m"], values, np.array([50, 12]))
    marks = heat_map.draw(figure(), table, LIGHT, FRENCH)
    assert [mark.label.split("\n")[0] for mark in marks.marks] == ["T1 · 3 mois", "T2 · 3 mois", "T2 · 6 mois"]


def test_that_status_colours_a_bar() -> None:
    drawn = figure()
    bars.draw(drawn, [bars.Bar("a", "a", 1, "1", status=Status.ALERT), bars.Bar("b", "b", 1, "1")], LIGHT)
    faces = [patch.get_facecolor() for patch in drawn.axes[0].patches]
    assert faces[0] != faces[1]
