"""IBM Plex, shipped with the program, as Qt fonts of the type scale."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from salesdesk.domain.resources import resource
from salesdesk.ui.tokens import TYPE


@cache
def load_fonts() -> None:
    """Make the shipped typefaces known to Qt.  Call once there is an application."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


@cache
def font(style: str = "body", scale: float = 1.0) -> QFont:
    """The font of one step of the type scale.  All digits share one width in every weight."""
    step = TYPE[style]
    made = QFont(step.family)
    made.setPixelSize(round(step.size * scale))
    if step.size % 1:
        made.setPointSizeF(step.size * scale * 0.75)
    made.setWeight(QFont.Weight(step.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if step.tracking:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, step.tracking)
    return made
