"""Colours of the light and the dark theme, and the measures that all drawings share.

The colours come from ``resources/tokens.toml``, which the window reads too.  Does not load matplotlib.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from salesdesk.domain.resources import resource
from salesdesk.kpi.definition import Status

Theme: TypeAlias = Literal["light", "dark"]

DPI: Final = 100
"""Dots per inch at which one logical pixel is one dot."""

PIXEL: Final = 72 / DPI
"""One logical pixel in points."""


@dataclass(frozen=True)
class StatusColours:
    """Words, shapes and pale ground of one status."""

    text: str
    fill: str
    soft: str


@dataclass(frozen=True)
class Style:
    """One theme's tokens, each as ``#RRGGBB``.  Field names are the keys of ``resources/tokens.toml``."""

    theme: Theme
    bg: str
    rail: str
    surface: str
    surface2: str
    hover: str
    border: str
    border2: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    good_text: str
    good_fill: str
    good_soft: str
    watch_text: str
    watch_fill: str
    watch_soft: str
    alert_text: str
    alert_fill: str
    alert_soft: str
    none_text: str
    none_fill: str
    none_soft: str
    series: str
    series_soft: str
    ghost: str
    ghost_bar: str
    grid: str
    axis: str
    c2: str
    c3: str
    c4: str
    c5: str
    c6: str

    @property
    def band_opacity(self) -> float:
        """How strongly an interval is tinted with the series colour."""
        return 0.13 if self.theme == "light" else 0.16

    def status(self, status: Status) -> StatusColours:
        return StatusColours(*(getattr(self, f"{status}_{part}") for part in ("text", "fill", "soft")))


@cache
def style(theme: Theme) -> Style:
    """The tokens of a theme."""
    tokens = tomllib.loads(resource("tokens.toml").read_text(encoding="utf-8"))
    return Style(theme=theme, **{name: colours[theme] for name, colours in tokens.items()})
