"""A KPI's groups as figure-table rows."""

from dataclasses import replace

from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import keys
from salesdesk.kpi.definition import Group, KpiResult, Measure, Part, Unit
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column
from salesdesk.ui.language import speech

BAR_WIDTH = 178


class DetailRows:
    """Columns, rows and total of one result.  ``sort_column`` holds the figure itself."""

    def __init__(self, result: KpiResult, formats: Formats) -> None:
        self._result, self._formats = result, formats
        self._money = result.kpi.key in ("gross_margin", "revenue_per_rep") or result.basis == "amount"
        self._parts = [part for part in ("numerator", "denominator", "based_on") if self._title(part)]
        self._shares = result.kpi.unit is not Unit.DAYS and self._weight(result.total) not in (None, 0)
        self._reach = self._axis()
        self.columns = self._columns()
        self.rows = [self._row(group) for group in result.groups]
        self.total = self._total()
        self.sort_column = 2

    def _columns(self) -> list[Column]:
        result = self._result
        heads = {Unit.RATIO: "rate_bar", Unit.DAYS: "days_bar", Unit.MONEY: "amount_bar", Unit.COUNT: "count_bar"}
        head = heads[result.kpi.unit]
        columns = [
            Column(kpi_words.large(report_words.dimension_words(result.dimension, speech.current)), "name"),
            Column(speech.text(f"report.{head}"), "bar", BAR_WIDTH),
            Column(self._title("value")),
            *(Column(self._title(part)) for part in self._parts),
            Column(speech.text("report.change")),
        ]
        if self._shares:
            columns.append(Column(speech.text("report.share")))
        return columns

    def _title(self, part: str) -> str:
        key = f"report.column.{self._result.kpi.key}.{part}"
        return speech.text(key) if key in keys() else ""

    def _row(self, group: Group) -> list[Cell]:
        result, formats = self._result, self._formats
        few = group.measure.few
        change = kpi_words.group_change(result, group.measure, group.previous, formats)
        name = report_words.member(result.dimension, group.key, formats)
        note = kpi_words.few_words(group.measure)
        cells = [
            Cell(name, name, name, note=note, faded=few),
            Cell(sort=group.measure.value, drawing=self._bar(group.measure), faded=few),
            self._figure(group.measure, group.key, faded=few),
            *(self._part(part, group.measure, group.key, faded=few) for part in self._parts),
            Cell(change.words, _difference(group), _difference(group), change.role, faded=few),
        ]
        if self._shares:
            cells.append(self._share(group.measure, faded=few))
        return cells

    def _total(self) -> list[Cell]:
        result, formats = self._result, self._formats
        change = kpi_words.result_change(result, formats)
        whole = speech.text("report.whole")
        average = speech.text("report.average", value=kpi_words.value(result.kpi, result.total.value, formats))
        cells = [
            Cell(whole, whole, whole, strong=True),
            Cell("" if result.kpi.unit is Unit.COUNT else average, role="text3"),
            self._figure(result.total, None),
            *(self._part(part, result.total, None) for part in self._parts),
            Cell(change.words, role=change.role, strong=True),
        ]
        cells[2:-1] = [replace(cell, strong=True) for cell in cells[2:-1]]
        if self._shares:
            cells.append(replace(self._share(result.total), strong=True))
        return cells

    def _figure(self, measure: Measure, group: str | None, *, faded: bool = False) -> Cell:
        words = kpi_words.value(self._result.kpi, measure.value, self._formats)
        drill = self._request(group, Part.NUMERATOR) if self._result.kpi.unit is not Unit.RATIO else None
        return Cell(words, measure.value, measure.value, strong=not faded, drill=drill, faded=faded)

    def _part(self, part: str, measure: Measure, group: str | None, *, faded: bool = False) -> Cell:
        figure = float(measure.based_on) if part == "based_on" else getattr(measure, part)
        money = self._money and part != "based_on"
        words = self._formats.money(figure) if money else self._formats.integer(figure)
        asked = Part.DENOMINATOR if part == "denominator" else Part.NUMERATOR
        return Cell(words, figure, figure, drill=self._request(group, asked) if figure else None, faded=faded)

    def _request(self, group: str | None, part: Part) -> DrillRequest:
        result = self._result
        return DrillRequest(result.kpi.key, result.basis, result.dimension if group is not None else "", group, part)

    def _weight(self, measure: Measure) -> float | None:
        """What shares are of: sales, losses, margin, revenue, leads."""
        return measure.numerator if measure.numerator is not None else measure.value

    def _share(self, measure: Measure, *, faded: bool = False) -> Cell:
        whole, own = self._weight(self._result.total), self._weight(measure)
        share = own / whole if own is not None and whole else None
        return Cell(self._formats.percent(share), share, share, faded=faded)

    def _axis(self) -> float:
        """The figure at the right end of the bars."""
        whole = () if self._result.kpi.unit is Unit.COUNT else (self._result.total,)
        measures = [*whole, *(group.measure for group in self._result.groups)]
        ends = [end for m in measures for end in (m.value, m.interval[1] if m.interval and not m.few else None) if end]
        return max(ends, default=1.0)

    def _bar(self, measure: Measure) -> Bar | None:
        if measure.value is None:
            return None

        def share(figure: float) -> float:
            return min(max(figure / self._reach, 0.0), 1.0)

        low, high = (share(end) for end in measure.interval) if measure.interval else (None, None)
        mean = self._result.total.value
        average = None if mean is None or self._result.kpi.unit is Unit.COUNT else share(mean)
        return Bar(share(measure.value), low, high, average)


def _difference(group: Group) -> float | None:
    if group.previous is None or group.previous.value is None or group.measure.value is None:
        return None
    return group.measure.value - group.previous.value
