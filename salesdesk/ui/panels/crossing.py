"""Conversion of each rep by channel, or by whatever the page is grouped by."""

from typing import TYPE_CHECKING, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.revenue import short_names
from salesdesk.charts.style import Style
from salesdesk.desk import Desk
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult, Measure
from salesdesk.report.words import member
from salesdesk.ui.chart_render import Painting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_ROWS: Final = 9
_MOST_COLUMNS: Final = 8


def crossing(result: KpiResult, desk: Desk) -> "Painting | None":
    """None where the data does not tell reps and channels apart.  Computed when it is drawn."""
    first = result.dimension if result.dimension not in ("", "rep") else "channel"
    if not {first, "rep"} <= set(desk.dimensions(result.kpi.key)):
        return None

    def paint(figure: "Figure", style: Style, formats: Formats) -> Marks:
        from salesdesk.charts import heat_map

        cells = desk.crossed(result.kpi.key, result.filter, first, "rep", basis=result.basis)
        rows, columns = _largest(cells, 0)[:_MOST_ROWS], _largest(cells, 1)[:_MOST_COLUMNS]
        shape = len(rows), len(columns)
        values, based_on = np.full(shape, np.nan), np.zeros(shape, dtype=np.int64)
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                measure = cells.get((row, column))
                if measure is not None and measure.value is not None:
                    values[i, j], based_on[i, j] = measure.value, measure.based_on
        names = [member("rep", column, formats) for column in columns]
        table = heat_map.HeatMap(
            rows=[member(first, row, formats) for row in rows],
            columns=names,
            short_columns=short_names(names),
            values=values,
            based_on=based_on,
            row_dimension=first,
            row_keys=rows,
            column_dimension="rep",
            column_keys=columns,
        )
        return heat_map.draw(figure, table, style, formats)

    return paint


def _largest(cells: dict[tuple[str, str], Measure], side: int) -> list[str]:
    """Members of one side, most records first, the unknown one last."""
    records: dict[str, int] = {}
    for pair, measure in cells.items():
        records[pair[side]] = records.get(pair[side], 0) + measure.based_on
    return sorted(records, key=lambda name: (not name, -records[name]))
