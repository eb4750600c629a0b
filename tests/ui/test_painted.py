"""What Qt paints itself: scales, tables of figures, theme and fonts."""

import math
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.kpi.definition import Benchmark, Status, Zone
from salesdesk.ui.figure_model import Cell, Column, FigureModel, table_as_text
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon
from salesdesk.ui.painted.benchmark_scale import BenchmarkScale
from salesdesk.ui.painted.scale_geometry import scale_of
from salesdesk.ui.painted.status_shape import StatusShape
from salesdesk.ui.theme import theme
from salesdesk.ui.tokens import DARK, LIGHT, Tokens

ZONES = (
    Zone("weak", -math.inf, 0.05, Status.ALERT),
    Zone("performing", 0.05, 0.25, Status.WATCH),
    Zone("excellent", 0.25, math.inf, Status.GOOD),
)
BENCHMARK = Benchmark("conversion_rate", "", "cohort", ZONES, "benchmark.source.article")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_text_and_shapes_have_enough_contrast(tokens: Tokens) -> None:
    for ground in (tokens.bg, tokens.rail, tokens.surface, tokens.surface2):
        for words in (tokens.text, tokens.text2, tokens.text3, tokens.accent):
            assert contrast(words, ground) >= 4.5, (words, ground)
    for status in Status:
        colours = tokens.status(status)
        assert contrast(colours.text, colours.soft) >= 4.5
        assert contrast(colours.fill, tokens.surface) >= 3


def test_that_every_value_lies_on_the_scale_and_zones_meet() -> None:
    for value in (0.0, 0.03, 0.2, 0.5, 3.0):
        scale = scale_of(BENCHMARK, [value])
        assert scale.low <= value < scale.high
        ends = [scale.ends(zone) for zone in scale.zones]
        assert ends[0][0] == scale.low
        assert ends[-1][1] == scale.high
        assert all(a[1] == b[0] for a, b in pairwise(ends))


def test_that_a_scale_and_a_shape_paint_without_a_word_of_warning(qtbot: QtBot) -> None:
    scale = BenchmarkScale()
    qtbot.addWidget(scale)
    scale.resize(420, 78)
    scale.set_scale(
        BENCHMARK,
        (0.248, "24,8 %"),
        interval=(0.22, 0.27),
        target=(0.22, "objectif 22 %"),
        edge_words=str,
        zone_words=lambda zone: zone.key,
    )
    assert not scale.grab().isNull()
    pictures = set()
    for status in Status:
        shape = StatusShape(status, size=24)
        qtbot.addWidget(shape)
        grey = shape.grab().toImage().convertToFormat(QImage.Format.Format_Alpha8)
        pictures.add(bytes(grey.constBits()) + bytes(str(shape.grab().toImage().pixel(14, 4)), "ascii"))
    assert len(pictures) == len(Status)


def test_that_digits_share_one_width_in_every_weight(qapp: QApplication) -> None:
    assert qapp is not None
    for style in ("body", "body_strong", "rail_value", "hero"):
        metrics = QFontMetrics(font(style))
        assert len({metrics.horizontalAdvance(str(digit)) for digit in range(10)}) == 1


def test_that_icons_follow_the_theme(qapp: QApplication) -> None:
    assert qapp is not None
    found = icon("search", "text")
    light = found.pixmap(16, 16).toImage()
    theme.apply("dark")
    assert found.pixmap(16, 16).toImage() != light


def test_that_unknown_values_come_last_either_way() -> None:
    from PySide6.QtCore import Qt

    model = FigureModel()
    rows = [[Cell("b", "b"), Cell("2", 2.0)], [Cell("a", "a"), Cell()], [Cell("c", "c"), Cell("1", 1.0)]]
    model.show([Column("Nom", "name"), Column("Valeur")], rows)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [row[0].words for row in model.rows] == ["c", "b", "a"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row[0].words for row in model.rows] == ["b", "c", "a"]


def test_that_exported_words_cannot_become_formulas() -> None:
    rows = [[Cell("=1+1", "=1+1", "=1+1"), Cell("−5", -5.0, -5.0)]]
    assert table_as_text([Column("Nom", "name"), Column("Valeur")], rows, ";") == "Nom;Valeur\r\n'=1+1;-5.0\r\n"
