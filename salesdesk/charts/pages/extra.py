"""One drawing beside the trend, as the pages of window and report list them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import Style
from salesdesk.domain.formats import Formats
from salesdesk.kpi.definition import KpiResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_BARS: Final = 7


@dataclass(frozen=True)
class Extra:
    """``key`` names it: ``chart.panel.<key>`` is its title, ``chart.tab.<key>`` its name among others of its place.

    ``place``: drawings of one place share a card, one shown at a time.  ``weight``: the place's share of a row of 1160
    pixels, as designed.  ``needed``: the key of the details without which there is nothing to draw.
    """

    key: str
    place: int
    weight: int
    needed: str
    paint: "Callable[[Figure, KpiResult, Style, Formats], Marks]"
    ready: Callable[[KpiResult], bool] = lambda _result: True

    def draw(self, figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
        return self.paint(figure, result, style, formats)

    def fits(self, result: KpiResult) -> bool:
        """Whether the details hold what is drawn; nothing is computed to tell."""
        return self.needed in result.details and self.ready(result)
