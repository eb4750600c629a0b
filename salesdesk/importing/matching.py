"""Columns to fields: remembered and known layouts, then synonyms, then near spellings, then what the values show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.domain.texts import Message
from salesdesk.importing.fit import fit
from salesdesk.importing.import_fields import IGNORED, Type, import_field, type_of
from salesdesk.importing.kinds import score, weight
from salesdesk.importing.layouts import KnownLayout, known_layout
from salesdesk.importing.own_export import OWN, own_export, titles
from salesdesk.importing.profile import Profile
from salesdesk.importing.vocabulary import ambiguous, normal, spellings, synonyms

FUZZY_CUT_OFF: Final = 85.0
_SHORT_CUT_OFF: Final = 93.0
"""One letter in a short word makes another word."""
_COMMON: Final = frozenset(
    [
        *("id", "name", "nom", "title", "titre", "type", "description", "code", "ref", "reference", "identifiant"),
        *("number", "numero", "state", "status", "statut", "date", "notes", "note", "label", "libelle", "value"),
    ]
)
"""Headers of every other table: alone they tell no kind."""
_KNOWN_EXPORT: Final = 40.0
"""Score of a known export's header list: more than headers one by one can say for another kind."""
_LEAST_TOLD: Final = 1.8
LEAST: Final = 0.5
"""A match below this confidence is none."""
RELIABLE: Final = 0.8
"""From here on a match needs no second look."""

_OWN_NAME: Final = 0.98
_SUITED: Final = 0.9

ASKED: Final = frozenset(
    [
        "product_id",
        "document_number",
        "customer_id",
        "customer_name",
        "rep_name",
        "region",
        "industry",
        "amount",
        "weighted_amount",
        "discount_pct",
        "discount_amount",
        "margin_amount",
        "margin_pct_of_sales",
        "margin_pct_of_cost",
        "unit_cost",
        "line_cost",
    ]
)
"""Fields whose confusion would move a figure, where the name alone leaves two open.  Excluding or including VAT is a
question of its own, and a document's total shows itself by repeating."""


@dataclass(frozen=True)
class Match:
    """Column ``column`` is ``field``, with a confidence 0..1 and the reason to believe it.

    ``rivals``: other fields that the values leave as likely (an ambiguous header).
    """

    column: int
    field: str
    confidence: float
    reason: Message
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindMatch:
    """A table read as records of one kind.  ``score`` 0: it cannot be that kind."""

    kind: Kind
    matches: tuple[Match, ...]
    score: float

    @property
    def fields(self) -> Mapping[str, Match]:
        return {match.field: match for match in self.matches}


@dataclass(frozen=True)
class Evidence:
    """What matching knows beside the headers.

    ``names``: known members by dimension, in normal form.  ``forced``: header → field as the user says.
    ``remembered``: header → field as confirmed for the same headers before.
    """

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    forced: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)


def known_export(headers: Sequence[str]) -> KnownLayout | None:
    """The program's own export, or another's, whose headers these are."""
    return own_export(headers) or known_layout(headers)


def match_kinds(headers: Sequence[str], profiles: Sequence[Profile], evidence: Evidence) -> list[KindMatch]:
    """The table as each kind of record, likeliest first."""
    layout = known_export(headers)
    found = [match_kind(kind, headers, profiles, evidence, layout) for kind in Kind]
    return sorted(found, key=lambda match: -match.score)


def match_kind(
    kind: Kind,
    headers: Sequence[str],
    profiles: Sequence[Profile],
    evidence: Evidence,
    layout: KnownLayout | None = None,
) -> KindMatch:
    """The table as records of one kind."""
    layout = layout if layout is not None and layout.layout.kind is kind else None
    candidates: list[Match] = []
    fixed: list[Match] = []
    for column, (header, seen) in enumerate(zip(headers, profiles, strict=True)):
        said = _said(kind, column, header, evidence)
        if said is not None:
            fixed.append(said)
        elif evidence.remembered:
            continue
        elif layout is not None and layout.fields[column] is not None:
            candidates += _from_layout(column, layout, seen)
        else:
            candidates += _named(kind, column, header, seen)
    matches = _one_to_one(fixed, candidates, profiles)
    matches += _by_values(kind, headers, profiles, matches, evidence)
    confidences = {m.field: m.confidence for m in matches}
    total = score(kind, confidences) + (_KNOWN_EXPORT if layout is not None and matches else 0.0)
    if layout is None and not fixed and _telling(kind, headers, matches) < _LEAST_TOLD:
        total = 0.0
    if layout is None:
        total = _lists_once(kind, total, matches, profiles)
    return KindMatch(kind, tuple(sorted(matches, key=lambda m: m.column)), total)


def _telling(kind: Kind, headers: Sequence[str], matches: Sequence[Match]) -> float:
    """How much the headers speak for the kind that do not stand in every other table as well."""
    own = {m.field: m.confidence for m in matches if not _COMMON & set(spellings(headers[m.column]).forms)}
    return weight(kind, own)


def _said(kind: Kind, column: int, header: str, evidence: Evidence) -> Match | None:
    for source, key in (
        (evidence.forced, "importing.match.forced"),
        (evidence.remembered, "importing.match.remembered"),
    ):
        name = source.get(header)
        field_name = import_field(kind, name) if name else None
        if field_name is not None:
            return Match(column, field_name, 1.0, Message(key))
    return None


def _from_layout(column: int, layout: KnownLayout, seen: Profile) -> list[Match]:
    name = layout.fields[column]
    if not name:
        return []
    suited = 1.0 if layout.layout.key == OWN else fit(layout.layout.kind, name, seen)
    reason = Message("importing.match.layout", {"product": layout.layout.product})
    return [Match(column, name, layout.confidence, reason)] if suited >= LEAST else []


def _named(kind: Kind, column: int, header: str, seen: Profile) -> list[Match]:
    """Fields that the header may name, each weighed by how well the values suit it."""
    forms = spellings(header)
    known = synonyms(kind)
    for place, form in enumerate(forms.forms):
        if form in ambiguous(kind):
            return _undecided(kind, column, ambiguous(kind)[form], seen)
        if form in known.exact:
            name, base = known.exact[form], 0.97 if place == 0 else 0.94
            reason = Message("importing.match.synonym", {"header": header})
            return _weighed(kind, Match(column, name, base, reason), seen, own_name=form == normal(name))
    if " " in forms.loose and forms.loose in known.loose:
        reason = Message("importing.match.synonym", {"header": header})
        return _weighed(kind, Match(column, known.loose[forms.loose], 0.9, reason), seen)
    if name := titles(kind).get(forms.forms[0] if forms.forms else "", ""):
        return _weighed(kind, Match(column, name, 0.97, Message("importing.match.synonym", {"header": header})), seen)
    return _near(kind, column, forms.forms, seen)


def _weighed(kind: Kind, match: Match, seen: Profile, *, own_name: bool = False) -> list[Match]:
    """The match as far as the values suit it.  ``own_name``: the header is the field's very name, which goes before
    other names of it unless the values speak against that.
    """
    name = _numbered(kind, match.field, seen)
    suited = fit(kind, name, seen)
    if own_name and name == match.field and suited >= _SUITED:
        return [replace(match, confidence=_OWN_NAME)]
    confidence = match.confidence * suited
    return [replace(match, field=name, confidence=confidence)] if confidence >= LEAST else []


def _numbered(kind: Kind, name: str, seen: Profile) -> str:
    """A name column that holds nothing but numbers is the id of the same member."""
    twin = name.removesuffix("_name") + "_id"
    if name.endswith("_name") and twin in synonyms(kind).fields and seen.numbers >= 0.9 and seen.whole == 1:
        return twin
    return name


def _undecided(kind: Kind, column: int, names: Sequence[str], seen: Profile) -> list[Match]:
    """An ambiguous header: the values decide; what they leave equal is told as rivals."""
    weighed = sorted(((fit(kind, name, seen), -i, name) for i, name in enumerate(names)), reverse=True)
    best = weighed[0][0]
    if 0.95 * best < LEAST:
        return []
    rivals = tuple(name for suited, _, name in weighed[1:] if suited >= best - 0.05 and name in ASKED)
    rivals = rivals if weighed[0][2] in ASKED else ()
    key = "importing.match.values" if not rivals else "importing.match.ambiguous"
    matches = [
        Match(column, name, (0.93 if not rivals else 0.78) * suited, Message(key), rivals if suited == best else ())
        for suited, _, name in weighed
        if suited >= 0.6
    ]
    # The runners-up stand by, well behind, in case another column has the stronger claim to the first field.
    return [m if i == 0 else replace(m, confidence=m.confidence * 0.8) for i, m in enumerate(matches)]


def _near(kind: Kind, column: int, forms: Sequence[str], seen: Profile) -> list[Match]:
    from rapidfuzz import fuzz, process

    known = synonyms(kind)
    best: list[Match] = []
    for form in forms:
        if len(form) < 4:
            continue
        cut_off = FUZZY_CUT_OFF if len(form) >= 8 else _SHORT_CUT_OFF
        found = process.extractOne(form, known.exact.keys(), scorer=fuzz.ratio, score_cutoff=cut_off)
        if found is not None:
            spelling, likeness, _ = found
            reason = Message("importing.match.near", {"spelling": spelling})
            best += _weighed(kind, Match(column, known.exact[spelling], 0.6 + (likeness - 85) / 60, reason), seen)
    return best


def _one_to_one(fixed: list[Match], candidates: list[Match], profiles: Sequence[Profile]) -> list[Match]:
    """Each column one field and each field one column: the surest first, then the fuller column, then the first."""
    chosen: list[Match] = [match for match in fixed if match.field != IGNORED]
    columns = {match.column for match in fixed}
    fields = {match.field for match in chosen}
    for match in sorted(candidates, key=lambda m: (-round(m.confidence, 2), -profiles[m.column].filled, m.column)):
        if match.column in columns or match.field in fields:
            continue
        chosen.append(match)
        columns.add(match.column)
        fields.add(match.field)
    return chosen


_MEMBER_FIELDS: Final = (
    ("customer", "customer_name"),
    ("product", "product_name"),
    ("rep", "rep_name"),
    ("channel", "source"),
    ("region", "region"),
)
_MAIN_DATE: Final = {
    Kind.ORDER_LINE: "date",
    Kind.STAGE_CHANGE: "changed_at",
    Kind.ACTIVITY: "date",
    Kind.LEAD: "created_date",
}


def _by_values(
    kind: Kind, headers: Sequence[str], profiles: Sequence[Profile], matches: Sequence[Match], evidence: Evidence
) -> list[Match]:
    """Fields that no header names but the values give away: names already known, outcome words, the only date."""
    if evidence.remembered:
        return []
    taken = {match.field for match in matches}
    used = {match.column for match in matches} | {i for i, h in enumerate(headers) if evidence.forced.get(h) == IGNORED}
    free = {i: profiles[i] for i, header in enumerate(headers) if i not in used and _up_for_guessing(header)}
    found: list[Match] = []
    for column, name, confidence, key in _guesses(kind, free, taken, evidence):
        if name in synonyms(kind).fields and name not in taken and column in free:
            found.append(Match(column, name, confidence, Message(f"importing.match.{key}")))
            taken.add(name)
            del free[column]
    return found


def _guesses(
    kind: Kind, free: Mapping[int, Profile], taken: Collection[str], evidence: Evidence
) -> list[tuple[int, str, float, str]]:
    """Column, field, confidence and reason of everything the values suggest."""
    guesses: list[tuple[int, str, float, str]] = []
    for dimension, name in _MEMBER_FIELDS:
        known = evidence.names.get(dimension, frozenset())
        guesses += [(i, name, 0.75, "members") for i, seen in free.items() if _share_known(seen, known) >= 0.6]
    if kind is Kind.OPPORTUNITY and "stage" not in taken:
        words = [i for i, seen in free.items() if seen.distinct <= 20 and seen.words_of("deal_outcome") >= 0.7]
        guesses += [(i, "status", 0.7, "words") for i in words]
    dates = [i for i, seen in free.items() if seen.dates >= 0.8]
    if kind in _MAIN_DATE and len(dates) == 1 and not any(type_of(name) is Type.DATE for name in taken):
        guesses.append((dates[0], _MAIN_DATE[kind], 0.65, "only_date"))
    return guesses


def _up_for_guessing(header: str) -> bool:
    """Not a header that some kind of record knows, for it means that; nor one that says what has been."""
    forms = spellings(header).forms
    if any(form in synonyms(kind).exact for kind in Kind for form in forms):
        return False
    return not _FORMER & {word for form in forms for word in form.split()}


_FORMER: Final = frozenset(
    {"last", "prev", "previous", "former", "derniere", "dernier", "ancienne", "ancien", "precedente"}
)


def _share_known(seen: Profile, known: Collection[str]) -> float:
    if len(seen.texts) < 3 or not known:
        return 0.0
    return sum(normal(text) in known for text in seen.texts) / len(seen.texts)


_MENTIONED: Final = 3
"""So few of many columns do not make a list of members."""
_LISTS: Final = {
    Kind.CUSTOMER: ("customer_id", "customer_name"),
    Kind.PRODUCT: ("product_id", "product_name"),
    Kind.REP: ("rep_id", "rep_name", "last_name"),
}


def _lists_once(kind: Kind, total: float, matches: Sequence[Match], profiles: Sequence[Profile]) -> float:
    """A list of members names each about once and is about them; another table only mentions them."""
    if kind not in _LISTS:
        return total
    if len(matches) <= _MENTIONED and len(matches) * 3 < len(profiles):
        return 0.0
    own = [profiles[m.column].repeats for m in matches if m.field in _LISTS[kind]]
    if own and min(own) > 1.5:
        return total * 0.3
    return total
