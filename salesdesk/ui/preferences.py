"""What changes looks: kept per user, outside the company file."""

from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QByteArray, QLocale, QSettings

from salesdesk.domain.texts import LANGUAGES, Language
from salesdesk.ui.theme import CHOICES, ThemeChoice

RECENT: Final = 8


class Preferences:
    """Language, theme, window geometry, recent company files, in an ini file of the user."""

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            self._settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "SalesDesk", "SalesDesk")
        else:
            self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The chosen language, else the system's: French when it speaks French, English otherwise."""
        kept = self._settings.value("language", "")
        if kept in LANGUAGES:
            return kept
        return "fr" if QLocale.system().language() == QLocale.Language.French else "en"

    @language.setter
    def language(self, language: Language) -> None:
        self._settings.setValue("language", language)

    @property
    def theme(self) -> ThemeChoice:
        kept = self._settings.value("theme", "system")
        return kept if kept in CHOICES else "system"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice)

    @property
    def geometry(self) -> QByteArray | None:
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    @property
    def recent(self) -> list[Path]:
        """Company files opened before and still there, latest first."""
        kept = self._settings.value("recent", [])
        names = [kept] if isinstance(kept, str) else list(cast("list[str]", kept or []))
        return [path for path in map(Path, names) if path.is_file()]

    def opened(self, path: Path) -> None:
        """Remember a company file as the latest one opened."""
        rest = [known for known in self.recent if known != path]
        self._settings.setValue("recent", [str(known) for known in (path, *rest)][:RECENT])
