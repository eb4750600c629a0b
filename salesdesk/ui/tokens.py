"""The looks of the window, named once: colours, type scale, spacing, sizes (in logical pixels)."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

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


LIGHT: Final = Tokens(
    dark=False,
    bg="#F7F6F3",
    rail="#F0EEE9",
    surface="#FFFFFF",
    surface2="#FAF9F6",
    hover="#F3F1EC",
    border="#E4E1DA",
    border2="#CDC8BD",
    text="#1D1C1A",
    text2="#55524B",
    text3="#6C6860",
    accent="#2A5699",
    accent_hover="#214680",
    accent_soft="#E8EEF7",
    on_accent="#FFFFFF",
    good=StatusColours("#0B7259", "#168A6C", "#E2F2EC"),
    watch=StatusColours("#875600", "#BF7E08", "#FBF0D8"),
    alert=StatusColours("#AE3A1F", "#C94B2C", "#FAE8E2"),
    none=StatusColours("#6C6860", "#8B867B", "#EFEDE8"),
    series="#2A5699",
    series_soft="#B9CBE5",
    ghost="#948E82",
    ghost_bar="#E3DFD7",
    grid="#ECE9E3",
    axis="#B9B4A9",
    extra=("#BD7D10", "#2F9A8F", "#B8492C", "#9C4A86", "#4A4741"),
)

DARK: Final = Tokens(
    dark=True,
    bg="#171716",
    rail="#131312",
    surface="#1F1F1D",
    surface2="#252523",
    hover="#2A2A27",
    border="#32312E",
    border2="#4A4944",
    text="#EEECE7",
    text2="#BBB8B0",
    text3="#98958D",
    accent="#84AEE8",
    accent_hover="#9DBFEE",
    accent_soft="#243248",
    on_accent="#10203A",
    good=StatusColours("#5CC7A4", "#3FAE8B", "#1B332B"),
    watch=StatusColours("#E9B654", "#E0A63A", "#382C14"),
    alert=StatusColours("#F08D70", "#E0694A", "#3D221A"),
    none=StatusColours("#98958D", "#7C7972", "#292926"),
    series="#84AEE8",
    series_soft="#3A4F70",
    ghost="#85827A",
    ghost_bar="#34332F",
    grid="#2B2A28",
    axis="#5A5852",
    extra=("#E3B04F", "#57BDB0", "#EB8163", "#D79AC8", "#D9D5CB"),
)

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
