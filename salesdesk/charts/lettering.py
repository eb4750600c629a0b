"""Fonts of the drawings: IBM Plex Sans, then whatever the machine has for other scripts.  Text is never markup."""

from dataclasses import replace
from functools import cache
from typing import Final

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from salesdesk.charts.style import PIXEL, Style
from salesdesk.domain.resources import resource

SIZE: Final = 11.0
"""Pixels of all words in drawings."""

_FALLBACKS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Microsoft YaHei",
    "Yu Gothic",
    "PingFang SC",
    "Hiragino Sans",
    "Arial Unicode MS",
    "Segoe UI Symbol",
)
_FOREIGN: Final = 1.0
"""Width, in shares of the size, of letters that our own font does not have."""

_MISSING: Final = "\u25a1"


@cache
def families() -> tuple[str, ...]:
    """Font families to try for each letter, best first.  The first call registers the program's own fonts."""
    manager = font_manager.fontManager
    for path in sorted(resource("fonts").glob("*.ttf")):
        manager.addfont(path)
    installed = {entry.name for entry in manager.ttflist}
    fallbacks = ("DejaVu Sans", *(name for name in _FALLBACKS if name in installed))
    # Other families lack Plex's weights; without a stand-in for each, matplotlib logs a warning for every new size.
    for entry in [e for e in manager.ttflist if e.name in fallbacks and e.style == "normal"]:
        for own, wanted in ((400, 500), (700, 600)):
            if entry.weight == own:
                manager.ttflist.append(replace(entry, weight=wanted))
    return ("IBM Plex Sans", *fallbacks)


@cache
def font(weight: int = 400, size: float = SIZE) -> FontProperties:
    """Plex Sans at a size in pixels.  Weights: 400, 500, 600."""
    return FontProperties(family=list(families()), weight=weight, size=size * PIXEL)


@cache
def _letters() -> frozenset[int]:
    paths = font_manager.fontManager._find_fonts_by_props(font())  # noqa: SLF001 - the only way to ask which files a family list means
    return frozenset(code for path in paths for code in FT2Font(path).get_charmap())


def drawable(words: str) -> str:
    """The words with a box for each letter that no font has, and without line breaks or control characters."""
    letters = _letters()
    shown = (c if c.isprintable() or c == "\u00a0" else " " for c in words)
    return "".join(c if ord(c) in letters else _MISSING for c in shown)


@cache
def _advances() -> tuple[FT2Font, dict[str, float]]:
    """The regular font, and the widths of the letters met so far, in shares of the font's size."""
    return FT2Font(str(resource("fonts") / "IBMPlexSans-Regular.ttf")), {}


def width_of(words: str, size: float = SIZE) -> float:
    """Pixels that the words take in the regular weight; the heavier ones take up to 5 % more."""
    drawn, known = _advances()
    for letter in words:
        if letter not in known:
            own = drawn.get_char_index(ord(letter)) != 0
            drawn.set_size(100, 72)
            known[letter] = drawn.load_char(ord(letter)).linearHoriAdvance / 65536 / 100 if own else _FOREIGN
    return sum(known[letter] for letter in words) * size


def shortened(words: str, width: float, size: float = SIZE) -> str:
    """The words cut to ``width`` pixels, an ellipsis marking the cut."""
    if width_of(words, size) <= width:
        return words
    kept = len(words)
    while kept > 1 and width_of(words[:kept], size) + size > width:
        kept -= 1
    return words[:kept].rstrip() + "…"


def write(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    colour: str,
    *,
    weight: int = 400,
    offset: tuple[float, float] = (0.0, 0.0),
    align: str = "center",
    vertical: str = "center",
    box: Style | None = None,
    x_in_axes: bool = False,
) -> Text:
    """Plain words at a point in data coordinates (x in 0..1 of the axes on demand), moved by pixels.

    ``box`` lays the style's surface under them.
    """
    ground = {"facecolor": box.surface, "edgecolor": "none", "linewidth": 0, "pad": 1.1} if box else None
    written = axes.annotate(
        drawable(words),
        (x, y),
        xycoords=axes.get_yaxis_transform() if x_in_axes else "data",
        xytext=(offset[0] * PIXEL, offset[1] * PIXEL),
        textcoords="offset points",
        color=colour,
        fontproperties=font(weight),
        ha=align,
        va=vertical,
        bbox=ground,
        annotation_clip=False,
        zorder=6,
        parse_math=False,
    )
    written.set_in_layout(False)
    return written
