"""Columns find their fields."""

import datetime as dt

import pytest

from salesdesk.domain.columns import Kind
from salesdesk.importing.matching import Evidence, KindMatch, match_kind, match_kinds
from salesdesk.importing.profile import profile
from salesdesk.importing.vocabulary import _load
from tests.importing.sheets import Value, column


def _match(columns: dict[str, list[Value]], evidence: Evidence | None = None, kind: Kind | None = None) -> KindMatch:
    profiles = [profile(column(*values)) for values in columns.values()]
    if kind is not None:
        return match_kind(kind, list(columns), profiles, evidence or Evidence())
    return match_kinds(list(columns), profiles, evidence or Evidence())[0]


def _fields(columns: dict[str, list[Value]], match: KindMatch) -> dict[str, str]:
    headers = list(columns)
    return {headers[m.column]: m.field for m in match.matches}


_DAYS: list[Value] = [dt.date(2026, 1, 5), dt.date(2026, 1, 6), dt.date(2026, 2, 28)]


def test_that_a_known_export_is_recognised_by_its_headers() -> None:
    columns: dict[str, list[Value]] = {
        "Deal - ID": [1, 2, 3],
        "Deal - Title": ["A", "B", "C"],
        "Deal - Owner": ["Léa", "Léa", "Marc"],
        "Deal - Value": [1000, 2000, 3000],
        "Deal - Organization": ["Acme", "Beta", "Gama"],
        "Deal - Stage": ["Demo", "Demo", "Contact"],
        "Deal - Status": ["Won", "Lost", "Open"],
        "Deal - Won time": ["2026-01-05 10:00:00", "", ""],
    }
    match = _match(columns)
    assert match.kind is Kind.OPPORTUNITY
    assert all(m.reason.key == "importing.match.layout" for m in match.matches)
    assert _fields(columns, match)["Deal - Won time"] == "won_date"


def test_that_values_refuse_what_a_header_claims() -> None:
    columns: dict[str, list[Value]] = {
        "N° facture": ["F1", "F2", "F3"],
        "Date": ["rouge", "vert", "bleu"],
        "Montant HT": [10, 20, 30],
    }
    assert "Date" not in _fields(columns, _match(columns, kind=Kind.ORDER_LINE))


def test_that_values_decide_what_closed_means() -> None:
    base: dict[str, list[Value]] = {"Opportunity Name": ["A", "B", "C"], "Stage": ["Won", "Lost", "Demo"]}
    as_date = base | {"Closed": _DAYS}
    as_flag = base | {"Closed": ["yes", "yes", "no"]}
    assert _fields(as_date, _match(as_date))["Closed"] == "close_date"
    assert _fields(as_flag, _match(as_flag))["Closed"] == "is_closed"


def test_that_state_is_an_outcome_or_a_place_by_its_values() -> None:
    base: dict[str, list[Value]] = {"Deal Name": ["A", "B", "C"], "Stage": ["Demo", "Demo", "Demo"]}
    outcome = base | {"State": ["won", "lost", "open"]}
    place = base | {"State": ["Ohio", "Texas", "Utah"]}
    assert _fields(outcome, _match(outcome))["State"] == "status"
    assert _fields(place, _match(place))["State"] == "region"


def test_that_a_misspelt_header_is_found_and_a_false_friend_is_not() -> None:
    columns: dict[str, list[Value]] = {
        "N° factur": ["F1", "F2", "F3"],
        "Date de facturaton": _DAYS,
        "Montant HT": [10, 20, 30],
        "Responsable régional": ["Léa", "Marc", "Zoé"],
    }
    fields = _fields(columns, _match(columns))
    assert fields["Date de facturaton"] == "date"
    assert "Responsable régional" not in fields


def test_that_one_field_takes_one_column() -> None:
    columns: dict[str, list[Value]] = {
        "Facture": ["F1", "F2", "F3"],
        "N° facture": ["F1", "F2", "F3"],
        "Date": _DAYS,
        "Montant HT": [10, 20, 30],
    }
    assert list(_fields(columns, _match(columns)).values()).count("document_number") == 1


def test_that_of_several_regions_the_one_of_that_very_name_is_taken_else_the_readable_one() -> None:
    many: list[Value] = [f"Ville {i}" for i in range(60)]
    zones: list[Value] = ["Nord", "Sud"] * 30
    for other, expected in (("Région", "Région"), ("Département", "Zone géographique")):
        columns: dict[str, list[Value]] = {
            "N° commande": [f"C{i}" for i in range(60)],
            "Date": _DAYS * 20,
            other: many,
            "Zone géographique": zones,
            "Ventes": [1.5] * 60,
        }
        assert _fields(columns, _match(columns)).get(expected) == "region"


def test_that_known_names_give_a_column_away() -> None:
    names = {"rep": frozenset({"lea", "marc", "zoe"})}
    columns: dict[str, list[Value]] = {
        "N° facture": ["F1", "F2", "F3"],
        "Date": _DAYS,
        "Montant HT": [10, 20, 30],
        "Qui": ["Léa", "Marc", "Zoé"],
    }
    assert _fields(columns, _match(columns, Evidence(names)))["Qui"] == "rep_name"
    assert "Qui" not in _fields(columns, _match(columns))


def test_that_the_user_has_the_last_word() -> None:
    columns: dict[str, list[Value]] = {
        "N° facture": ["F1", "F2", "F3"],
        "Date": _DAYS,
        "Montant HT": [10, 20, 30],
        "Autre": [1, 2, 3],
    }
    match = _match(columns, Evidence(forced={"Autre": "amount", "Montant HT": "ignored"}))
    fields = _fields(columns, match)
    assert fields["Autre"] == "line_total_net"
    assert "Montant HT" not in fields


def test_that_each_list_of_members_is_its_own_kind() -> None:
    customers: dict[str, list[Value]] = {
        "Client": ["A", "B"],
        "Secteur d'activité": ["BTP", "Santé"],
        "SIREN": ["1", "2"],
    }
    products: dict[str, list[Value]] = {
        "Référence": ["P1", "P2"],
        "Désignation": ["x", "y"],
        "Prix d'achat": [1.5, 2.5],
    }
    reps: dict[str, list[Value]] = {
        "Commercial": ["Léa", "Marc"],
        "Équipe": ["Nord", "Sud"],
        "Date d'embauche": _DAYS[:2],
    }
    stages: dict[str, list[Value]] = {
        "OpportunityId": ["1", "1"],
        "StageName": ["Demo", "Won"],
        "CreatedDate": _DAYS[:2],
    }
    kinds = [_match(columns).kind for columns in (customers, products, reps, stages)]
    assert kinds == [Kind.CUSTOMER, Kind.PRODUCT, Kind.REP, Kind.STAGE_CHANGE]


@pytest.mark.parametrize("key", [entry["key"] for entry in _load("crm_export_layouts")["layout"]])
def test_that_every_known_export_is_the_kind_it_is(key: str) -> None:
    (entry,) = (entry for entry in _load("crm_export_layouts")["layout"] if entry["key"] == key)
    columns: dict[str, list[Value]] = {header: [None, None] for header in entry["headers"]}
    match = _match(columns)
    assert match.kind is Kind(entry["entity"])
    told = dict(zip(entry["headers"], entry["fields"], strict=True))
    found = _fields(columns, match)
    assert set(found.values()) >= {told[header] for header in found if told[header]}
    assert len(found) >= 0.5 * len({field for field in entry["fields"] if field})
