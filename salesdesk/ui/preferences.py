"""What changes looks: kept per user, outside the company file."""

import json
from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QByteArray, QLocale, QSettings

from salesdesk.domain.texts import LANGUAGES, Language
from salesdesk.ui.theme import CHOICES, ThemeChoice

RECENT: Final = 8


class Preferences:
    """Language, theme, window geometry, recent files, pages and column widths, in an ini file of the user."""

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
        return self._paths("recent")

    def opened(self, path: Path) -> None:
        """Remember a company file as the latest one opened."""
        self._remember("recent", [path])

    @property
    def recent_files(self) -> list[Path]:
        """Spreadsheets imported before and still there, latest first."""
        return self._paths("recent_files")

    def imported(self, files: Sequence[Path]) -> None:
        """Remember spreadsheets as the latest ones imported."""
        self._remember("recent_files", files)

    def page(self, company: Path) -> str:
        """The page that was in view when a company was closed; '' for none."""
        return str(self._settings.value(f"page/{_key(str(company))}", ""))

    def left_on(self, company: Path, page: str) -> None:
        self._settings.setValue(f"page/{_key(str(company))}", page)

    def widths(self, table: str) -> dict[str, int]:
        """Widths that the user gave to a table's columns, by their names."""
        try:
            held = json.loads(str(self._settings.value(f"widths/{_key(table)}", "{}")))
        except ValueError:
            return {}
        return {str(name): int(width) for name, width in held.items()} if isinstance(held, dict) else {}

    def set_width(self, table: str, column: str, width: int | None) -> None:
        """Keep a column's width; None forgets it."""
        kept = {name: held for name, held in self.widths(table).items() if name != column}
        self._settings.setValue(f"widths/{_key(table)}", json.dumps(kept if width is None else {**kept, column: width}))

    def _paths(self, key: str) -> list[Path]:
        kept = self._settings.value(key, [])
        names = [kept] if isinstance(kept, str) else list(cast("list[str]", kept or []))
        return [path for path in map(Path, names) if path.is_file()]

    def _remember(self, key: str, paths: Sequence[Path]) -> None:
        rest = [known for known in self._paths(key) if known not in paths]
        self._settings.setValue(key, [str(path) for path in (*paths, *rest)][:RECENT])


def _key(words: str) -> str:
    """Any words as a key of the ini file, where a slash would open a group."""
    return sha1(words.encode(), usedforsecurity=False).hexdigest()
