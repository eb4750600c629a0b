"""Tables that are no records: descriptions, lookups, cross tables.  Left aside with a reason, never guessed at."""

from collections import Counter
from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.texts import Message
from salesdesk.importing.dates import looks_like_date
from salesdesk.importing.import_fields import Type
from salesdesk.importing.kinds import weight
from salesdesk.importing.look import Context, Look
from salesdesk.importing.matching import Evidence, match_kind
from salesdesk.importing.profile import Profile
from salesdesk.importing.sheetplan import Choices, ColumnPlan, SheetPlan
from salesdesk.importing.vocabulary import normal, spellings, synonyms

_NEAR: Final = 4.5
"""A table whose columns weigh less towards any kind is a lookup."""
_CROSSED: Final = 6


def not_records(look: Look) -> Message | None:
    """A data dictionary: most of its cells are the names of columns."""
    if not look.table.records.size:
        return Message("importing.aside.empty")
    texts = {text for seen in look.profiles for text in seen.texts}
    if len(texts) < 6:
        return None
    words = sum(any(form in synonyms(kind).exact for kind in Kind for form in spellings(t).forms) for t in texts)
    return Message("importing.aside.dictionary") if words / len(texts) > 0.6 else None


def why_unknown(look: Look, context: Context) -> Message:
    """A cross table, a lookup, or which kind the headers come nearest to and what it lacks."""
    if _crossed(look):
        return Message("importing.aside.cross")
    evidence = Evidence(context.names)
    found = [match_kind(kind, look.table.headers, look.profiles, evidence) for kind in Kind]
    weighed = {match.kind: weight(match.kind, {m.field: m.confidence for m in match.matches}) for match in found}
    nearest = max(weighed, key=lambda kind: weighed[kind])
    if not weighed[nearest]:
        return Message("importing.aside.unknown")
    if weighed[nearest] < _NEAR:
        return Message("importing.aside.lookup")
    return Message("importing.aside.lacks", {"lack": Message(f"importing.lack.{nearest}")})


def _crossed(look: Look) -> bool:
    """Whether most columns are numbers under headers that only a running number or a month tells apart."""
    numeric = [h for h, seen in zip(look.table.headers, look.profiles, strict=True) if seen.numbers >= 0.6]
    stems = Counter("".join(c for c in normal(header) if not c.isdigit()) for header in numeric)
    months = sum(looks_like_date(f"1 {header} 2000") or looks_like_date(header) for header in numeric)
    return bool(numeric) and max(months, *stems.values()) >= _CROSSED


def left_aside(look: Look, choices: Choices, reason: Message) -> SheetPlan:
    columns = tuple(
        ColumnPlan(header, look.table.body.first_column + i, "", 0.0, reason, type_seen(seen))
        for i, (header, seen) in enumerate(zip(look.table.headers, look.profiles, strict=True))
    )
    return SheetPlan(
        look.origin,
        look.table,
        choices,
        None,
        columns,
        "",
        "",
        include=False,
        reason_excluded=reason,
        layout=look.layout,
        group=look.layout,
        problems=look.table.problems,
    )


def type_seen(seen: Profile) -> Type:
    if seen.dates >= 0.6:
        return Type.DATE
    return Type.NUMBER if seen.numbers >= 0.6 else Type.TEXT
