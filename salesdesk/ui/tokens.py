"""The looks of the window, named once: colours, type scale, spacing, sizes (in logical pixels)."""

import tomllib
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from salesdesk.domain.resources import resource

StatusName: TypeAlias = Literal["good", "watch", "alert", "none"]
STATUSES: Final[tuple[StatusName, ...]] = ("good", "watch", "alert", "none")


@dataclass(frozen=True)
class StatusColours:
    """``text`` reaches 4.5:1 on every background, ``fill`` 3:1 on a surface, ``soft`` is the tint behind text."""

    text: str
    fill: str
    soft: str


@dataclass(frozen=True)
class Tokens:
    """One theme's colours."""

    dark: bool
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
    good: StatusColours
    watch: StatusColours
    alert: StatusColours
    none: StatusColours
    series: str
    series_soft: str
    ghost: str
    ghost_bar: str
    grid: str
    axis: str
    extra: tuple[str, str, str, str, str]

    def status(self, name: str) -> StatusColours:
        """Colours of a status by its name, such as ``Status.GOOD``."""
        return {"good": self.good, "watch": self.watch, "alert": self.alert}.get(name, self.none)

    def colour(self, role: str) -> str:
        """A colour by role: a token's name (``text2``), or a status and its use (``good.text``)."""
        name, _, use = role.partition(".")
        value = getattr(self, name)
        return str(getattr(value, use or "text")) if isinstance(value, StatusColours) else str(value)


_source: Final[dict[str, dict[str, str]]] = tomllib.loads(resource("tokens.toml").read_text(encoding="utf-8"))


def _tokens(tone: Literal["light", "dark"]) -> Tokens:
    """One theme of ``resources/tokens.toml``, which charts and PDF read too."""
    value = {name: colours[tone] for name, colours in _source.items()}

    def status(name: StatusName) -> StatusColours:
        return StatusColours(value[f"{name}_text"], value[f"{name}_fill"], value[f"{name}_soft"])

    return Tokens(
        dark=tone == "dark",
        good=status("good"),
        watch=status("watch"),
        alert=status("alert"),
        none=status("none"),
        extra=(value["c2"], value["c3"], value["c4"], value["c5"], value["c6"]),
        **{name: value[name] for name in value.keys() & Tokens.__dataclass_fields__.keys()},
    )


LIGHT: Final = _tokens("light")
DARK: Final = _tokens("dark")

SANS: Final = "IBM Plex Sans"
SERIF: Final = "IBM Plex Serif"


@dataclass(frozen=True)
class TypeStyle:
    """One step of the type scale: pixel size, line height, weight, family, tracking in pixels."""

    size: float
    line: int
    weight: int = 400
    family: str = SANS
    tracking: float = 0.0


TYPE: Final[dict[str, TypeStyle]] = {
    "micro": TypeStyle(11, 16),
    "small": TypeStyle(12, 16),
    "small_strong": TypeStyle(12, 16, 500),
    "name": TypeStyle(12.5, 18),
    "name_strong": TypeStyle(12.5, 18, 600),
    "body": TypeStyle(13, 20),
    "body_medium": TypeStyle(13, 20, 500),
    "body_strong": TypeStyle(13, 20, 600),
    "card_title": TypeStyle(13.5, 20, 600),
    "rail_value": TypeStyle(15, 20, 600),
    "page_title": TypeStyle(16, 24, 600),
    "verdict": TypeStyle(18, 26, 400, SERIF),
    "headline": TypeStyle(22, 30, 400, SERIF),
    "count": TypeStyle(28, 34, 500),
    "hero": TypeStyle(44, 50, 500, SANS, -1.0),
    "hero_unit": TypeStyle(24, 50),
}

SPACE: Final = (4, 8, 12, 16, 20, 24)
GAP: Final = 12
"""Between cards."""
CARD_PADDING: Final = 12
PAGE_PADDING: Final = (16, 24)
"""Vertical, horizontal."""
RADIUS_CONTROL: Final = 6
RADIUS_CARD: Final = 8
RADIUS_PILL: Final = 10
CONTROL_HEIGHT: Final = 32
SMALL_HEIGHT: Final = 28
CARD_HEADER_HEIGHT: Final = 40
TABLE_HEADER_HEIGHT: Final = 28
TOP_BAR_HEIGHT: Final = 52
FILTER_BAR_HEIGHT: Final = 44
RAIL_WIDTH: Final = 232
RAIL_WIDTH_NARROW: Final = 216
NARROW: Final = 1400
"""Windows less wide than this take the compact layout."""
