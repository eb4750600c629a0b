"""Sentences of the core in French and English.  Widgets have Qt's translations; everything else speaks through here.

``resources/texts/*.toml`` maps a key to its two languages; a key is ``<file>.<path>`` ("kpi.conversion_rate.title").
A value is ``{fr = "…", en = "…"}``; where a number decides, each language is ``{one = "…", other = "…"}`` and the
number is passed as ``n``.  ``{name}`` marks a value to fill in.
"""

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from salesdesk.domain.resources import resource

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")


@dataclass(frozen=True)
class Message:
    """A sentence to be said later, in the reader's language.  Values may be messages themselves."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self, "en")


@dataclass(frozen=True)
class Figure:
    """A number to be said later, as the reader writes it.

    ``form`` names the way of ``Formats`` to write it; ``decimals`` None takes that way's own.
    """

    value: float
    form: Literal["integer", "number", "money", "short_money", "percent", "points", "days", "hours"]
    currency: str = "EUR"
    decimals: int | None = None


def text(key: str, language: Language, /, **values: object) -> str:
    """The sentence ``key`` in ``language``, filled in.  Unknown keys raise KeyError: that is our bug."""
    entry = _catalogue()[key][language]
    if isinstance(entry, dict):
        n = values["n"]
        assert isinstance(n, int | float)
        entry = entry["one" if (abs(n) < 2 if language == "fr" else n == 1) else "other"]
    said = {name: _said(value, language) for name, value in values.items()}
    return str(entry).format_map(said) if said else str(entry)


def say(message: Message, language: Language) -> str:
    """The message in the reader's language."""
    return text(message.key, language, **message.values)


def system_language() -> Language:
    """The language that this computer speaks; English where it is neither of ours."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not said and sys.platform == "win32":
        import ctypes
        import locale

        said = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return "fr" if said.startswith("fr") else "en"


def keys() -> frozenset[str]:
    """Every key of the catalogue."""
    return frozenset(_catalogue())


def _said(value: object, language: Language) -> object:
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, date):
        from salesdesk.domain.formats import Formats  # as below

        return Formats(language).short_date(value)
    if isinstance(value, int | Figure) and not isinstance(value, bool):
        from salesdesk.domain.formats import Formats  # only when a number is said: babel is slow to load

        figure = value if isinstance(value, Figure) else Figure(value, "integer")
        write = getattr(Formats(language, figure.currency), figure.form)
        return write(figure.value) if figure.decimals is None else write(figure.value, figure.decimals)
    return value


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}

    def walk(prefix: str, node: dict[str, Any]) -> None:
        if set(node) == set(LANGUAGES):
            entries[prefix] = node
            return
        for name, child in node.items():
            walk(f"{prefix}.{name}", child)

    for path in sorted(resource("texts").glob("*.toml")):
        walk(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    return entries
