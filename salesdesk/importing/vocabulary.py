"""The words that headers and cells are made of: synonyms in French and English, shipped as tables of facts."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.resources import resource

_SYMBOLS: Final = (
    ("œ", "oe"),
    ("Œ", "OE"),
    ("n°", " no "),
    ("N°", " no "),
    ("№", " no "),
    ("€", " eur "),
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_UNIT: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,12})[)\]]\s*\*?\s*$")
_PREFIX: Final = re.compile(
    r"^(deal|affaire|person|personne|organi[sz]ation|document|ligne|activity|opportunit[yé]|lead)\s+-\s+", re.IGNORECASE
)
_DOTTED: Final = re.compile(r"\w\.\w")
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_ID_WORDS: Final = frozenset({"id", "key", "cle", "no", "num", "numero", "number", "code", "identifiant", "ref", "cod"})
_FILLERS: Final = frozenset({"de", "du", "des", "d", "l", "la", "le", "les", "of", "the", "a", "au", "en", "sur"})


def normal(words: str) -> str:
    """Lower case without accents, punctuation or double spaces; ``N°`` reads ``no``, ``%`` reads ``pct``."""
    words = words.replace("#", " no ").replace("%", " pct ")
    if not words.isascii():
        for symbol, spelled in _SYMBOLS:
            words = words.replace(symbol, spelled)
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(words.casefold()))


def loose(normalised: str) -> str:
    """Fillers dropped and every word for a number or code read as ``id``: "cle du produit" and "id produit" meet."""
    words = [w for w in normalised.split() if w not in _FILLERS]
    named = sorted("id" if w in _ID_WORDS else w for w in words)
    return " ".join(named) if "id" in named else " ".join(words)


@dataclass(frozen=True)
class Spellings:
    """A header in the forms it may be known by, surest first, and the unit in brackets behind it."""

    forms: tuple[str, ...]
    loose: str
    unit: str


@cache
def spellings(header: str) -> Spellings:
    """All forms under which a header is looked up."""
    header = header.replace("\u00a0", " ").replace("’", "'").strip()
    unit = _UNIT.search(header)
    bare = _UNIT.sub("", header) if unit else header
    variants = [
        header,
        bare,
        _PREFIX.sub("", bare).rstrip("* "),
        bare.rsplit(".", 1)[-1] if _DOTTED.search(bare) else bare,
    ]
    variants.append(_CAMEL.sub(" ", bare.replace("_", " ")))
    forms = tuple(dict.fromkeys(form for form in map(normal, variants) if form))
    return Spellings(forms, loose(forms[-1]) if forms else "", normal(unit.group(1)) if unit else "")


@dataclass(frozen=True)
class Synonyms:
    """Header spellings of one kind of record: normal form → import field."""

    exact: Mapping[str, str]
    loose: Mapping[str, str]
    fields: tuple[str, ...]


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("import", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def synonyms(kind: Kind) -> Synonyms:
    """The header spellings of a kind."""
    exact: dict[str, str] = {}
    relaxed: dict[str, str] = {}
    table: Mapping[str, list[str]] = _load("column_synonyms")[kind.value]
    for name, known in table.items():
        for spelling in [name, *known]:
            form = normal(spelling)
            exact.setdefault(form, name)
            relaxed.setdefault(loose(form), name)
    return Synonyms(exact, relaxed, tuple(table))


@cache
def ambiguous(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Headers whose name does not tell: normal form → import fields that it may be."""
    return {
        normal(entry["header"]): tuple(entry["candidates"])
        for entry in _load("column_synonyms")["ambiguous"]
        if entry["entity"] == kind.value
    }


def is_french(words: str) -> bool:
    """Whether a header or a cell holds a word that only French writes."""
    return not _french().isdisjoint(normal(words).split())


@cache
def _french() -> frozenset[str]:
    return frozenset(map(normal, _load("french_words")["words"]))


@dataclass(frozen=True)
class Layout:
    """The header list of a known export.  ``fields``: normal form of a header → import field ('' = not used)."""

    key: str
    product: str
    kind: Kind
    confidence: str
    fields: Mapping[str, str]


@cache
def layouts() -> tuple[Layout, ...]:
    """All known export layouts of kinds that we keep."""
    kinds = {kind.value for kind in Kind}
    return tuple(
        Layout(
            entry["key"],
            entry["product"],
            Kind(entry["entity"]),
            entry["confidence"],
            {normal(h): f for h, f in zip(entry["headers"], entry["fields"], strict=True)},
        )
        for entry in _load("crm_export_layouts")["layout"]
        if entry["entity"] in kinds
    )


@cache
def values(group: str) -> Mapping[str, str]:
    """Words found in cells: normal form → canonical value, for one group of ``value_synonyms.toml``."""
    return dict(_value_pairs(group))


def _value_pairs(group: str) -> Iterator[tuple[str, str]]:
    for canonical, known in _load("value_synonyms")[group].items():
        yield normal(canonical), canonical
        for spelling in known:
            # Words made of signs alone ("-", "?", "✓") have no normal form: they are compared as they stand.
            yield normal(spelling) or spelling.strip(), canonical


def canonical(group: str, word: str) -> str:
    """The canonical value that a word stands for, '' when the vocabulary does not know it."""
    return values(group).get(normal(word) or word.strip(), "")
