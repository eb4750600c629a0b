"""The head of a KPI page: the figure, its verdict, its place on the benchmark, and what it rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import keys
from salesdesk.kpi.benchmarks import OWN_SOURCE
from salesdesk.kpi.definition import Benchmark, KpiResult, Unit, Zone
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.components import Label, button
from salesdesk.ui.fonts import font
from salesdesk.ui.language import speech
from salesdesk.ui.painted.benchmark_scale import BenchmarkScale
from salesdesk.ui.painted.status_shape import StatusPill
from salesdesk.ui.painted.target_bar import TargetBar
from salesdesk.ui.period_words import since_words
from salesdesk.ui.theme import theme

HEIGHT = 152
LEFT, LEFT_COMPACT = 262, 236
RIGHT, RIGHT_COMPACT = 420, 340


class HeroNumber(QWidget):
    """The figure in large digits with a smaller unit; shrinks rather than being cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = self._unit = ""
        self.setFixedHeight(52)
        theme.theme_changed.connect(self.update)

    def set_number(self, number: str, unit: str) -> None:
        self._number, self._unit = number, unit
        self.setAccessibleName(f"{number} {unit}".strip())
        self.update()

    @property
    def words(self) -> str:
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        large, small = font("hero"), font("hero_unit")
        unit_width = QFontMetricsF(small).horizontalAdvance(self._unit) + 6 if self._unit else 0
        width = QFontMetricsF(large).horizontalAdvance(self._number)
        if width + unit_width > self.width():
            large = font("hero", 0.9 * (self.width() - unit_width) / width)
            width = QFontMetricsF(large).horizontalAdvance(self._number)
        base = QFontMetricsF(font("hero")).ascent() - 5
        painter.setFont(large)
        painter.setPen(theme.colour("text"))
        painter.drawText(0, round(base), self._number)
        painter.setFont(small)
        painter.setPen(theme.colour("text2"))
        painter.drawText(round(width + 6), round(base), self._unit)


class KpiHeader(QWidget):
    """``method_asked`` by "How is it calculated?", ``left_out_asked`` by the count of records left out."""

    method_asked = Signal()
    left_out_asked = Signal()
    target_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(32)
        self._grid.addLayout(self._figure(), 0, 0)
        self._grid.addLayout(self._sentence(), 0, 1)
        self._grid.addWidget(self._benchmark(), 0, 2)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid, 1)
        outer.addLayout(self._basis())
        self.setFixedHeight(HEIGHT)
        self.set_compact(compact=False)

    def set_compact(self, *, compact: bool) -> None:
        self._grid.setColumnMinimumWidth(0, LEFT_COMPACT if compact else LEFT)
        self.hero.setFixedWidth(LEFT_COMPACT if compact else LEFT)
        self._right.setFixedWidth(RIGHT_COMPACT if compact else RIGHT)

    def show_result(self, result: KpiResult, compared: str, formats: Formats) -> None:
        kpi, total = result.kpi, result.total
        self.title.setText(kpi_words.title(kpi.key))
        self.pill.set_status(result.status, kpi_words.result_status_word(result))
        self.hero.set_number(*report_words.hero(result, formats))
        change = kpi_words.result_change(result, formats)
        self.change.setText(str(change))
        self.change.setVisible(bool(change.arrow))
        self.change.set_role(change.role)
        self.before.setText(self._before(result, compared, formats))
        self.verdict.setText(kpi_words.verdict(result, formats))
        self._show_target(result, formats)
        self._show_benchmark(result, formats)
        self.rests_on.setText(self._rests_on(result, formats))
        self.rests_on.setVisible(total.value is not None)
        left_out = sum(item.records for item in result.left_out)
        self.left_out.setText(self.tr("%n left out", "", left_out))
        self.left_out.setVisible(left_out > 0 and total.value is not None)

    def _figure(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title = Label("", "page_title")
        self.pill = StatusPill()
        head.addWidget(self.title)
        head.addWidget(self.pill)
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(6)
        self.hero = HeroNumber()
        column.addWidget(self.hero)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.change = Label("", "body_strong")
        self.before = Label("", "small", "text2")
        row.addWidget(self.change)
        row.addWidget(self.before)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _sentence(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.verdict = Label("", "verdict", wrap=True)
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.verdict.setMinimumHeight(78)
        column.addWidget(self.verdict, 1)
        self.target = TargetBar()
        column.addWidget(self.target, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_target = button(
            self.tr("Set a target"), kind="link", icon_name="target", clicked=self.target_asked.emit
        )
        column.addWidget(self.set_target, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _benchmark(self) -> QWidget:
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.benchmark_title = Label("", "small", "text2", elide=True)
        head.addWidget(self.benchmark_title, 1)
        self.edit_target = button(
            kind="flat",
            icon_name="pencil",
            icon_size=13,
            name=self.tr("Target and benchmark"),
            clicked=self.target_asked.emit,
        )
        self.edit_target.setFixedSize(28, 28)
        head.addWidget(self.edit_target)
        column.addLayout(head)
        self.scale = BenchmarkScale()
        column.addWidget(self.scale)
        column.addStretch(1)
        return self._right

    def _basis(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.rests_on = Label("", "small", "text3")
        row.addWidget(self.rests_on)
        self.left_out = button("", kind="link", clicked=self.left_out_asked.emit)
        self.method = button(self.tr("How is it calculated?"), kind="link", clicked=self.method_asked.emit)
        for made in (self.left_out, self.method):
            made.setFont(font("small_strong"))
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _before(self, result: KpiResult, compared: str, formats: Formats) -> str:
        if result.previous is None or result.previous.value is None:
            return self.tr("no earlier figure") if result.previous_period is not None else ""
        before = kpi_words.value(result.kpi, result.previous.value, formats)
        return self.tr("from {value} {when}").format(value=before, when=since_words(compared))

    def _show_target(self, result: KpiResult, formats: Formats) -> None:
        target, value = result.target, result.total.value
        self.target.setVisible(target is not None and value is not None)
        self.set_target.setVisible(target is None)
        if target is None or value is None:
            return
        better = value >= target if result.kpi.higher_is_better else value <= target
        words = self.tr("Target {value}").format(value=kpi_words.target(result.kpi, target, formats))
        share = (
            (value / target if target else 1.0) if result.kpi.higher_is_better else (target / value if value else 1.0)
        )
        said = self.tr("met") if better else self.tr("reached at {share}").format(share=formats.percent(share))
        if result.kpi.unit is Unit.RATIO and abs(value - target) >= 0.0005:
            gap = formats.points(abs(value - target)).lstrip("+")
            said = (self.tr("beaten by {gap}") if better else self.tr("missed by {gap}")).format(gap=gap)
        self.target.set_target(words, said, share, result.status)

    def _show_benchmark(self, result: KpiResult, formats: Formats) -> None:
        reference, judged = result.benchmark, result.benchmark_value
        self.scale.setVisible(reference is not None)
        if reference is None:
            self.benchmark_title.setText(speech.text("benchmark.none"))
            return
        own = judged == result.total.value
        self.benchmark_title.setText(self._benchmark_words(reference, own=own))

        def worded(figure: float | None) -> str:
            return kpi_words.target(result.kpi, figure, formats) if own else formats.percent(figure, 0)

        said = kpi_words.value(result.kpi, judged, formats) if own else formats.percent(judged)
        target = result.target if own else None
        self.scale.set_scale(
            reference,
            (judged, said),
            interval=result.total.interval if own else None,
            target=(target, self.tr("target {value}").format(value=worded(target)) if target is not None else ""),
            edge_words=worded,
            zone_words=_zone_word,
        )

    def _benchmark_words(self, reference: Benchmark, *, own: bool) -> str:
        if not own and reference.kpi == "revenue_per_rep":
            return self.tr("Gap between first and last rep")
        if not own:
            return self.tr("Qualification rate")
        if reference.source == OWN_SOURCE:
            return speech.text("benchmark.own")
        if not reference.sector:
            return speech.text("benchmark.general")
        sector = speech.text(f"benchmark.sector.{reference.sector}")
        return self.tr("Sector benchmark: {sector}").format(sector=sector)

    def _rests_on(self, result: KpiResult, formats: Formats) -> str:
        """Counts, interval, and which filters could not be applied."""
        total = result.total
        if total.value is None:
            return ""
        parts = [f"n = {formats.integer(total.based_on)}"]
        counted = result.kpi.unit is Unit.RATIO and result.kpi.key != "gross_margin" and result.basis != "amount"
        if counted and total.numerator is not None and total.denominator is not None:
            below = speech.text(f"part.{result.kpi.key}.denominator.cases", n=round(total.denominator))
            above = speech.text(f"part.{result.kpi.key}.numerator.cases", n=round(total.numerator))
            parts = [f"n = {below}", above]
        if interval := kpi_words.interval(result.kpi, total, formats):
            parts.append(interval)
        if result.unanswered:
            parts.append(kpi_words.without_effect(result))
        return " · ".join(parts)


def _zone_word(zone: Zone) -> str:
    key = f"benchmark.zone.{zone.key}"
    return speech.text(key) if key in keys() else zone.key
