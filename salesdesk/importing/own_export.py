"""SalesDesk's own exports: the titles it writes, and the sheets that hold nothing else."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from salesdesk.domain.columns import SCHEMAS, Kind
from salesdesk.domain.texts import LANGUAGES, Language, text
from salesdesk.importing.import_fields import OWN_NAMES
from salesdesk.importing.layouts import KnownLayout
from salesdesk.importing.vocabulary import Layout, normal, synonyms

OWN: Final = "salesdesk"
SOURCE_TITLES: Final = ("source_file", "source_sheet", "source_row")
"""What stands at the end of every exported row: where it came from."""
_CODES: Final = {"customer": "customer_id", "product": "product_id", "rep": "rep_id"}


def code_title(kind: Kind, name: str, language: Language) -> str:
    """Title of the column that tells members of one name apart; '' for a field without such a column."""
    code = _CODES.get(name, "")
    return text(f"importing.field.{code}", language) if code in synonyms(kind).fields else ""


@cache
def titles(kind: Kind) -> Mapping[str, str]:
    """Every title that an export of a kind may hold, in normal form → import field ('' for one not imported)."""
    found: dict[str, str] = {}
    importable = synonyms(kind).fields
    for language in LANGUAGES:
        for field in SCHEMAS[kind].fields:
            name = OWN_NAMES[kind].get(field.name, field.name)
            found.setdefault(normal(text(f"field.{field.name}", language)), name if name in importable else "")
            if title := code_title(kind, field.name, language):
                found.setdefault(normal(title), _CODES[field.name])
        if "margin" in OWN_NAMES[kind]:
            found.setdefault(normal(text("field.margin", language)), OWN_NAMES[kind]["margin"])
    return found


@cache
def _sources() -> Mapping[str, frozenset[str]]:
    return {
        language: frozenset(normal(text(f"field.{name}", language)) for name in SOURCE_TITLES) for language in LANGUAGES
    }


def own_export(headers: Sequence[str]) -> KnownLayout | None:
    """The kind of record that SalesDesk exported under these headers; None for a sheet of anyone else's.

    Where several kinds have all the titles, it is the one with the fewest others: a list of customers rather than
    opportunities.
    """
    forms = [normal(header) for header in headers]
    source = next((found for found in _sources().values() if found <= set(forms)), None)
    if source is None:
        return None
    own = [form for form in forms if form not in source]
    for kind in sorted(Kind, key=lambda kind: len(SCHEMAS[kind].fields)):
        known = titles(kind)
        fields = {OWN_NAMES[kind].get(name, name) for names in SCHEMAS[kind].enough for name in names}
        if own and all(form in known for form in own) and fields & {known[form] for form in own}:
            layout = Layout(OWN, "SalesDesk", kind, "high", {**known, **dict.fromkeys(source, "")})
            return KnownLayout(layout, tuple(layout.fields[form] for form in forms))
    return None
