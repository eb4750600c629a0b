"""Names that nearly match."""

import pytest

from salesdesk.domain.batch import LocalMembers, Merge
from salesdesk.importing.proposals import Proposal, propose


def _propose(
    *names: str, known: tuple[str, ...] = (), keys: tuple[str, ...] = (), dimension: str = "customer"
) -> list[Proposal]:
    members = LocalMembers(names, keys or ("",) * len(names))
    return propose({dimension: [(members, [1] * len(names), False)]}, {dimension: known}, ())


def test_that_case_accents_spaces_and_punctuation_make_no_other_member() -> None:
    for one, two in (("GTXPro", "GTX Pro"), ("Müller", "Muller"), ("CLINIQUE ST-AUBIN", "Clinique St Aubin")):
        (proposal,) = _propose(one, two)
        assert proposal.certain
        assert {proposal.merge.name, proposal.merge.same_as} == {one, two}


def test_that_the_known_name_stays() -> None:
    (proposal,) = _propose("gtx pro", known=("GTX Pro",), dimension="product")
    assert proposal.merge == Merge("product", "gtx pro", "GTX Pro")


def test_that_the_order_of_names_and_the_legal_form_are_proposed_but_not_certain() -> None:
    (order,) = _propose("Jean DUPONT", "Dupont Jean", dimension="rep")
    (legal,) = _propose("Acme SARL", "Acme")
    assert not order.certain
    assert not legal.certain


def test_that_a_typing_mistake_is_proposed_and_a_variant_is_not() -> None:
    assert _propose("Boulangerie Martin", "Boulangerie Matrin")
    assert not _propose("Road-750 Black, 52", "Road-750 Black, 58", dimension="product")
    assert not _propose("Chemise bleue XL", "Chemise bleue XS", dimension="product")
    assert not _propose("Agence Nord", "Agence Sud")


def test_that_two_keys_are_two_members_however_alike() -> None:
    assert not _propose("Martin", "MARTIN", keys=("C1", "C2"))


def test_that_a_decided_merge_is_not_proposed_again() -> None:
    members = LocalMembers(("GTXPro", "GTX Pro"), ("", ""))
    (proposal,) = propose({"product": [(members, [1, 5], False)]}, {}, ())
    assert proposal.merge == Merge("product", "GTXPro", "GTX Pro")
    assert propose({"product": [(members, [1, 5], False)]}, {}, (proposal.merge,)) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Centre dentaire Renaud", "Centre dentaire Ménard"),
        ("Laiterie Brunet Angers", "Laiterie Brunet Nantes"),
        ("Conserverie Saint-Clair Nantes", "Conserverie Sainte-Luce Nantes"),
        ("Transports Morel Nord", "Transports Morel Sud"),
        ("Lycée Jean-Moulin", "Lycée Jean-Moulins-Rouges"),
        ("Garage Bertin", "Garage Martin"),
        ("Agence 75011", "Agence 75012"),
    ],
)
def test_that_another_proper_word_makes_another_name(one: str, two: str) -> None:
    assert not _propose(one, two)


def test_that_words_which_other_names_have_as_well_are_no_slips() -> None:
    assert _propose("Garage Renaud Nantes", "Garage Renard Nantes")
    assert not _propose("Garage Renaud Nantes", "Garage Renard Nantes", "Optique Renaud", "Optique Renard Angers")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Brasserie Kervran", "Braserie Kervran"),
        ("Transport Guérin", "Transports Guérin"),
        ("Plasturgie Moreau", "Plasturgie Morreau"),
        ("Dupont & Fils SARL", "Dupont et Fils"),
        ("SAS Menuiserie Hamon", "Menuiserie Hamon"),
        ("Éts Papeterie Vallet", "PAPETERIE VALLET"),
    ],
)
def test_that_true_duplicates_are_still_proposed(one: str, two: str) -> None:
    assert len(_propose(one, two)) == 1


def test_that_an_initial_stands_for_the_only_rep_it_can() -> None:
    (proposal,) = _propose("C. Moreau", "Claire Moreau", "Jean Le Goff", dimension="rep")
    assert {proposal.merge.name, proposal.merge.same_as} == {"C. Moreau", "Claire Moreau"}
    assert not proposal.certain
    assert not _propose("C. Moreau", "Claire Moreau", "Cédric Moreau", dimension="rep")
    assert not _propose("C. Moreau", "Claire Moreau")
