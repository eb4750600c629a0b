"""A KPI's groups as figure-table rows."""

from dataclasses import replace

from salesdesk.charts.pages.losses import family_words
from salesdesk.domain.formats import DASH, Formats
from salesdesk.domain.texts import keys
from salesdesk.kpi.benchmarks import against
from salesdesk.kpi.definition import Group, KpiResult, Measure, Part, Status, Unit
from salesdesk.report import words as report_words
from salesdesk.ui import kpi_words
from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.figure_model import Bar, Cell, Column
from salesdesk.ui.language import speech

BAR_WIDTH = 178


class DetailRows:
    """Columns, rows and total of one result.  ``sort_column`` holds the figure itself.

    Money per rep is shown as the sum of each group, which adds up to the total, with the average beside it.
    """

    def __init__(self, result: KpiResult, formats: Formats) -> None:
        self._result, self._formats = result, formats
        self._money = result.kpi.key in ("gross_margin", "revenue_per_rep") or result.basis == "amount"
        self._parts = [part for part in ("numerator", "denominator", "based_on") if self._title(part)]
        self._summed = result.kpi.unit is Unit.MONEY
        self._averages = self._summed and result.dimension != "rep"
        self._shares = self._weight(result.total) not in (None, 0)
        self._targets = any(group.target is not None for group in result.groups)
        self._reach = self._axis()
        self.columns = self._columns()
        self.rows = [self._row(group) for group in result.groups]
        self.total = self._total()
        self.sort_column = 2

    def _columns(self) -> list[Column]:
        result = self._result
        heads = {Unit.RATIO: "rate_bar", Unit.DAYS: "days_bar", Unit.MONEY: "amount_bar", Unit.COUNT: "count_bar"}
        head = heads[result.kpi.unit]
        bounded = result.kpi.unit is not Unit.RATIO or any(group.measure.interval for group in result.groups)
        columns = [
            Column(kpi_words.large(report_words.dimension_words(result.dimension, speech.current)), "name"),
            Column(speech.text(f"report.{head}") if bounded else self._title("value"), "bar", BAR_WIDTH),
            Column(self._title("value")),
            *([Column(speech.text("table.column.per_rep"))] if self._averages else []),
            *([Column(speech.text("table.column.mean"))] if self._means else []),
            *([Column(speech.text("report.target"))] if self._targets else []),
            *(Column(self._title(part)) for part in self._parts),
            Column(speech.text("report.change")),
        ]
        if self._shares:
            columns.append(Column(speech.text("report.share")))
        if self._reasons:
            columns.append(Column(speech.text("table.column.reason"), "text"))
        return columns

    @property
    def _means(self) -> bool:
        return self._result.kpi.unit is Unit.DAYS and "mean" in self._result.details

    @property
    def _reasons(self) -> bool:
        """Whether the main reason of each group's losses is known."""
        return self._result.kpi.key == "loss_rate" and bool(self._result.details.get("groups"))

    def _besides(self, measure: Measure, key: str | None, *, faded: bool = False) -> list[Cell]:
        """The averages that stand beside the figure."""
        if self._averages:
            return [Cell(self._formats.money(measure.value), measure.value, measure.value, faded=faded)]
        if self._means:
            details = self._result.details
            mean = details["mean"] if key is None else details.get("groups", {}).get(key, {}).get("mean")
            return [Cell(self._formats.days(mean), mean, mean, faded=faded)]
        return []

    def _goal(self, measure: Measure, target: float | None, *, faded: bool = False) -> list[Cell]:
        """The target where there are any; of a segment's sum where that is what the table shows."""
        if not self._targets:
            return []
        summed = (measure.denominator or 0.0) if self._averages else 1.0
        return [replace(goal_cell(self._result, measure, target, self._formats, summed), faded=faded)]

    def _reason(self, key: str | None, *, faded: bool = False) -> list[Cell]:
        """The family of reasons that costs a group most; for the whole, the first of all."""
        if not self._reasons:
            return []
        details = self._result.details
        first = details["reasons"][0]["family"] if details.get("reasons") else None
        family = first if key is None else details["groups"].get(key, {}).get("reason")
        shown = family_words(str(family), self._formats) if family else DASH
        return [Cell(shown, shown, shown, role="text2", faded=faded, strong=key is None)]

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
            *self._besides(group.measure, group.key, faded=few),
            *self._goal(group.measure, group.target, faded=few),
            *(self._part(part, group.measure, group.key, faded=few) for part in self._parts),
            Cell(change.words, _difference(group), _difference(group), change.role, faded=few),
        ]
        if self._shares:
            cells.append(self._share(group.measure, faded=few))
        return [*cells, *self._reason(group.key, faded=few)]

    def _total(self) -> list[Cell]:
        result, formats = self._result, self._formats
        change = kpi_words.result_change(result, formats)
        whole = speech.text("report.whole")
        middle = "median" if result.kpi.unit is Unit.DAYS else "average"
        average = speech.text(f"report.{middle}", value=kpi_words.value(result.kpi, result.total.value, formats))
        cells = [
            Cell(whole, whole, whole, strong=True),
            Cell("" if result.kpi.unit is Unit.COUNT else average, role="text3"),
            self._figure(result.total, None),
            *self._besides(result.total, None),
            *self._goal(result.total, result.target),
            *(self._part(part, result.total, None) for part in self._parts),
            Cell(change.words, role=change.role, strong=True),
        ]
        cells[2:-1] = [replace(cell, strong=True) for cell in cells[2:-1]]
        if self._shares:
            cells.append(replace(self._share(result.total), strong=True))
        return [*cells, *self._reason(None)]

    def _figure(self, measure: Measure, group: str | None, *, faded: bool = False) -> Cell:
        figure = self._figure_of(measure)
        words = kpi_words.value(self._result.kpi, figure, self._formats)
        drill = self._request(group, Part.NUMERATOR) if self._result.kpi.unit is not Unit.RATIO else None
        return Cell(words, figure, figure, strong=not faded, drill=drill, faded=faded)

    def _figure_of(self, measure: Measure) -> float | None:
        """The sum of money per rep, the value of anything else."""
        return measure.numerator if self._summed and measure.numerator is not None else measure.value

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
        if self._result.kpi.unit is Unit.DAYS:
            return float(measure.based_on)
        return measure.numerator if measure.numerator is not None else measure.value

    def _share(self, measure: Measure, *, faded: bool = False) -> Cell:
        whole, own = self._weight(self._result.total), self._weight(measure)
        share = own / whole if own is not None and whole else None
        return Cell(self._formats.percent(share), share, share, faded=faded)

    def _axis(self) -> float:
        """The figure at the right end of the bars."""
        whole = () if self._adds_up else (self._result.total,)
        measures = [*whole, *(group.measure for group in self._result.groups)]
        ends = [
            end
            for m in measures
            for end in (self._figure_of(m), m.interval[1] if m.interval and not m.few else None)
            if end
        ]
        return max(ends, default=1.0)

    @property
    def _adds_up(self) -> bool:
        """Whether the whole is the sum of the groups, so that it is no average of theirs."""
        return self._summed or self._result.kpi.unit is Unit.COUNT

    def _bar(self, measure: Measure) -> Bar | None:
        figure = self._figure_of(measure)
        if figure is None:
            return None

        def share(figure: float) -> float:
            return min(max(figure / self._reach, 0.0), 1.0)

        low, high = (share(end) for end in measure.interval) if measure.interval else (None, None)
        mean = self._result.total.value
        average = None if mean is None or self._adds_up else share(mean)
        return Bar(share(figure), low, high, average)


def goal_cell(result: KpiResult, measure: Measure, target: float | None, formats: Formats, times: float = 1.0) -> Cell:
    """A target, with the shape that says what the figure is worth against it."""
    if target is None:
        return Cell(DASH, role="text3")
    judged = measure.value is not None and not measure.few
    better = result.kpi.higher_is_better
    status = against(target, measure.value or 0.0, higher_is_better=better) if judged else Status.NONE
    shown = target * times
    return Cell(kpi_words.target(result.kpi, shown, formats), shown, shown, status=str(status))


def _difference(group: Group) -> float | None:
    if group.previous is None or group.previous.value is None or group.measure.value is None:
        return None
    return group.measure.value - group.previous.value
