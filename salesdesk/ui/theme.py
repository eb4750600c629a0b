"""Light and dark: the palette, the style sheet, and the signal that says they changed."""

from string import Template
from typing import Final, Literal, TypeAlias, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.domain.resources import resource
from salesdesk.ui.tokens import DARK, LIGHT, STATUSES, Tokens

ThemeChoice: TypeAlias = Literal["system", "light", "dark"]
CHOICES: Final[tuple[ThemeChoice, ...]] = get_args(ThemeChoice)


class Theme(QObject):
    """The theme in force.  ``system`` follows the desktop's colour scheme while the program runs."""

    theme_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.current: Tokens = LIGHT
        self.choice: ThemeChoice = "system"
        self._following = False

    def apply(self, choice: ThemeChoice = "system") -> None:
        """Take a choice and dress the application in it; listens to the system from the first call on."""
        self.choice = choice
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if not self._following:
            app.styleHints().colorSchemeChanged.connect(self._system_changed)
            self._following = True
        tokens = DARK if self._wants_dark() else LIGHT
        changed = tokens is not self.current
        self.current = tokens
        if changed or not app.styleSheet():
            app.setPalette(palette(tokens))
            app.setStyleSheet(style_sheet(tokens))
        if changed:
            self.theme_changed.emit()

    def colour(self, role: str) -> QColor:
        """A token of the current theme as Qt's colour."""
        return QColor(self.current.colour(role))

    def _wants_dark(self) -> bool:
        if self.choice == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.choice == "dark"

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.apply("system")


theme: Final = Theme()


def palette(tokens: Tokens) -> QPalette:
    """Fusion's colours for one theme."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.surface2),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.text3),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.on_accent),
        (role.Highlight, tokens.accent_soft),
        (role.HighlightedText, tokens.text),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.border),
        (role.Mid, tokens.border2),
        (role.Dark, tokens.border2),
        (role.Shadow, tokens.border2),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.text3))
    return made


def style_sheet(tokens: Tokens) -> str:
    """``resources/style.qss`` with the theme's colours filled in."""
    values = {
        name: getattr(tokens, name) for name in Tokens.__dataclass_fields__ if isinstance(getattr(tokens, name), str)
    }
    for name in STATUSES:
        colours = tokens.status(name)
        values |= {f"{name}_text": colours.text, f"{name}_fill": colours.fill, f"{name}_soft": colours.soft}
    values["icons"] = resource("icons").as_posix()
    values["tone"] = "dark" if tokens.dark else "light"
    return Template(resource("style.qss").read_text(encoding="utf-8")).substitute(values)


def restyle(widget: QWidget) -> None:
    """Match the style sheet again after a property that it selects on has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
