"""The shipped tables of facts hold together."""

import pytest

from salesdesk.domain.columns import ENGAGEMENT_SIGNALS, PROFILE_SIGNALS, SCHEMAS, Kind
from salesdesk.domain.texts import keys
from salesdesk.importing.import_fields import OWN_NAMES, import_field
from salesdesk.importing.listing import label_key
from salesdesk.importing.vocabulary import _load, ambiguous, canonical, layouts, loose, normal, spellings, synonyms


@pytest.mark.parametrize("kind", Kind)
def test_that_a_spelling_means_one_field_per_kind(kind: Kind) -> None:
    seen: dict[str, str] = {}
    for field, known in _load("column_synonyms")[kind.value].items():
        for spelling in known:
            assert seen.setdefault(normal(spelling), field) == field, spelling


def test_that_layouts_and_ambiguous_headers_name_fields_that_exist() -> None:
    for layout in layouts():
        assert set(layout.fields.values()) - {""} <= set(synonyms(layout.kind).fields), layout.key
    for kind in Kind:
        for header, candidates in ambiguous(kind).items():
            assert set(candidates) <= set(synonyms(kind).fields), header


@pytest.mark.parametrize("kind", Kind)
def test_that_our_own_field_names_can_be_used_in_a_mapping(kind: Kind) -> None:
    computed = {"cost_origin"}
    noted_at_the_lead_desk = {"meddic", "closed_date", "loss_reason", "engagement_date", "profile_date", "same_as"}
    noted_at_the_lead_desk |= {*ENGAGEMENT_SIGNALS, *PROFILE_SIGNALS}
    elsewhere = computed | (noted_at_the_lead_desk if kind is Kind.LEAD else set())
    missing = [f.name for f in SCHEMAS[kind].fields if f.name not in elsewhere and import_field(kind, f.name) is None]
    assert missing == []


def test_that_every_field_that_fills_something_has_a_label() -> None:
    for kind, names in OWN_NAMES.items():
        for field in names.values():
            assert f"importing.field.{field}" in keys(), (kind, field)


@pytest.mark.parametrize("kind", list(Kind))
def test_that_every_field_has_a_name_in_words(kind: Kind) -> None:
    assert [name for name in synonyms(kind).fields if label_key(name) not in keys()] == []


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("N° facture", "no facture"),
        ("Montant HT (€)", "montant ht"),
        ("Deal - Owner*", "owner"),
        ("CléProduit", "cle produit"),
        ("deal_name", "deal name"),
        ("Probabilité, %", "probabilite pct"),
        ("  Date  d’émission ", "date d emission"),
    ],
)
def test_that_a_header_is_known_by_its_plain_form(header: str, form: str) -> None:
    assert form in spellings(header).forms


def test_that_words_for_a_number_or_code_meet() -> None:
    assert loose("id commande") == loose("numero de commande") == loose("no commande")


def test_that_status_words_are_known_in_both_languages() -> None:
    assert canonical("deal_outcome", "Gagnée") == canonical("deal_outcome", "closedwon") == "won"
    assert canonical("boolean", "✓") == "true"
    assert canonical("document_type", "Avoir") == "credit_note"
    assert canonical("deal_outcome", "Tout autre chose") == ""
