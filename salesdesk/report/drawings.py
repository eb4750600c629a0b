"""Charts as SVG for the page: the drawings of the screen, in the light theme, letters as outlines.

Outlines look the same everywhere; readers of the tagged page get the drawing's description instead.
"""

import io
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeAlias

from matplotlib.figure import Figure

from salesdesk.charts.marks import Marks
from salesdesk.charts.style import DPI

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True)
class Drawing:
    """``width`` and ``height`` in logical pixels, ``alt`` its words, ``legend`` one entry per swatch."""

    svg: str
    width: float
    height: float
    alt: str
    legend: list[dict[str, str]]

    def json(self) -> dict[str, Json]:
        return asdict(self)


def drawing(draw: Callable[[Figure], Marks], width: float, height: float, alt: str) -> Drawing:
    """Draw on a figure of that many pixels.  ``alt`` goes before the drawing's own description."""
    figure = Figure((width / DPI, height / DPI), dpi=DPI)
    marks = draw(figure)
    svg = io.StringIO()
    figure.savefig(svg, format="svg", metadata={"Date": None})
    legend = [{"swatch": str(e.swatch), "colour": e.colour, "words": e.words} for e in marks.legend]
    return Drawing(svg.getvalue(), width, height, f"{alt}. {marks.description}".strip(), legend)
