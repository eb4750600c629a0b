"""Whether a column's values can be what its header says: no wrong column is worse than a missing one."""

from collections.abc import Callable, Mapping
from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.importing.import_fields import Type, type_of
from salesdesk.importing.profile import Profile

VAT_RATES: Final = frozenset({0.0, 2.1, 5.5, 8.5, 10.0, 20.0, 0.021, 0.055, 0.085, 0.1, 0.2, 7.0, 19.0, 21.0})
READABLE_GROUPS: Final = 40
"""More regions than this can be no filter that a person picks from."""


def fit(kind: Kind, field: str, seen: Profile) -> float:
    """How well the values suit the field: 0 not at all, 1 perfectly."""
    if seen.empty:
        return 0.7  # an empty column contradicts nothing
    own = _OWN.get((kind, field)) or _OWN.get((None, field))
    return (_BY_TYPE[type_of(field)](seen)) * (own(seen) if own else 1.0)


def _date(seen: Profile) -> float:
    if seen.dates >= 0.6:
        return 1.0
    serials = seen.numbers >= 0.6 and (seen.low >= 20_000 and seen.high <= 80_000)
    years = seen.numbers >= 0.6 and seen.whole == 1 and seen.low >= 1950 and seen.high <= 2100
    compact = seen.numbers >= 0.6 and seen.low >= 19_500_101 and seen.high <= 21_001_231
    return 0.9 if serials or compact else 0.6 if years else 0.0


def _number(seen: Profile) -> float:
    return 1.0 if seen.numbers >= 0.6 and seen.dates < 0.5 else 0.0


def _percent(seen: Profile) -> float:
    if not _number(seen):
        return 0.0
    if seen.percent or (seen.low >= -1 and seen.high <= 1):
        return 1.0
    return 0.9 if seen.low >= -100 and seen.high <= 100 else 0.0


def _name(seen: Profile) -> float:
    if seen.dates >= 0.5 or (seen.numbers >= 0.9 and seen.whole < 1):
        return 0.0
    return 0.75 if seen.numbers >= 0.9 else 1.0  # numbers may name members, but rather identify them


def _id(seen: Profile) -> float:
    return 0.0 if seen.dates >= 0.5 or (seen.numbers >= 0.9 and seen.whole < 1) else 1.0


def _flag(seen: Profile) -> float:
    if seen.numbers >= 0.6:
        return 1.0 if seen.distinct <= 3 and seen.low >= 0 and seen.high <= 1 else 0.0
    if not seen.texts:
        return 1.0 if not seen.numbers and not seen.dates else 0.0  # true and false cells
    return 1.0 if seen.words_of("boolean") >= 0.6 else 0.0


def _word(seen: Profile) -> float:
    return 0.0 if seen.dates >= 0.5 or seen.distinct > max(60, seen.filled * 0.5) else 1.0


_BY_TYPE: Final[Mapping[Type, Callable[[Profile], float]]] = {
    Type.DATE: _date,
    Type.MONEY: _number,
    Type.NUMBER: _number,
    Type.PERCENT: _percent,
    Type.NAME: _name,
    Type.ID: _id,
    Type.FLAG: _flag,
    Type.WORD: _word,
    Type.TEXT: lambda _: 1.0,
}


def _vat_rate(seen: Profile) -> float:
    return 1.0 if seen.distinct <= 8 else 0.0


def _vat_amount(seen: Profile) -> float:
    return 0.8 if seen.distinct > 8 or seen.high > 100 else 0.3


def _share(seen: Profile) -> float:
    return 1.0 if seen.percent or seen.high <= 1 else 0.7


def _discount_amount(seen: Profile) -> float:
    return 0.3 if seen.percent or (seen.low >= 0 and seen.high <= 1) else 0.9


def _region(seen: Profile) -> float:
    if seen.words_of("deal_outcome") > 0.5:
        return 0.0
    return 1.0 if 1 < seen.distinct <= READABLE_GROUPS else 0.9


def _outcome(seen: Profile) -> float:
    if seen.distinct > 60 or seen.numbers >= 0.9:
        return 0.0
    return 0.7 + 0.3 * seen.words_of("deal_outcome")


def _document_type(seen: Profile) -> float:
    if seen.numbers >= 0.9:
        return 0.6 if seen.distinct <= 10 else 0.0
    return 1.0 if seen.words_of("document_type") >= 0.3 else 0.0


def _currency(seen: Profile) -> float:
    return 1.0 if seen.texts and max(map(len, seen.texts)) <= 20 and seen.distinct <= 60 else 0.0


def _document(seen: Profile) -> float:
    return 1.0 if seen.repeats > 1.2 else 0.97


def _short_names(seen: Profile) -> float:
    return 1.0 if seen.texts and sum(map(len, seen.texts)) / len(seen.texts) < 60 else 0.0


_OWN: Final[Mapping[tuple[Kind | None, str], Callable[[Profile], float]]] = {
    (None, "vat_rate"): _vat_rate,
    (None, "vat_amount"): _vat_amount,
    (None, "discount_pct"): _share,
    (None, "discount_amount"): _discount_amount,
    (None, "margin_pct_of_sales"): _share,
    (None, "margin_pct_of_cost"): lambda seen: 1.0 if seen.high > 100 else _percent(seen) * _share(seen),
    (None, "margin_amount"): _discount_amount,
    (None, "region"): _region,
    (None, "territory"): _region,
    (None, "currency"): _currency,
    (None, "document_type"): _document_type,
    (None, "document_number"): _document,
    (Kind.OPPORTUNITY, "status"): _outcome,
    (Kind.OPPORTUNITY, "deal_name"): _short_names,
    (Kind.LEAD, "rating"): lambda seen: 1.0 if seen.distinct <= 12 else 0.0,
    (Kind.LEAD, "bant_budget"): lambda seen: 0.0 if seen.numbers >= 0.6 and seen.high > 100 else 1.0,
}
