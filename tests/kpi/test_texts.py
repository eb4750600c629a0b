"""Every KPI can be said, in both languages, in sound typography."""

import re
import tomllib
from typing import Any

import pytest

from salesdesk.domain.resources import resource
from salesdesk.domain.sales import AMOUNT_BAND_NAMES, SENIORITY_NAMES
from salesdesk.domain.texts import LANGUAGES, Figure, Message, keys, say, text
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.findings import member
from salesdesk.kpi.loss_reasons import FAMILIES, family

FILES = ("kpi", "benchmark", "bant", "overview", "panel")


def french(node: dict[str, Any]) -> list[str]:
    """All French sentences of a catalogue."""
    if set(node) == set(LANGUAGES):
        said = node["fr"]
        return list(said.values()) if isinstance(said, dict) else [said]
    return [sentence for child in node.values() for sentence in french(child)]


@pytest.mark.parametrize("name", FILES)
def test_that_french_typography_is_sound(name: str) -> None:
    sentences = french(tomllib.loads(resource("texts", f"{name}.toml").read_text(encoding="utf-8")))
    assert sentences
    for sentence in sentences:
        assert not re.search(r"(?<![\u00a0\u202f])[;!?%»]", sentence), sentence
        assert not re.search(r"[^\u00a0] ?:(?!\w)", sentence.replace("\u00a0:", "")), sentence
        assert "'" not in sentence, sentence
        assert "« " not in sentence, sentence


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.key)
def test_that_every_kpi_has_its_words(kpi: Any) -> None:  # noqa: ANN401 - parametrised
    wanted = {f"kpi.{kpi.key}.{part}" for part in ("title", "short")}
    wanted |= {f"kpi.{kpi.key}.{part}.{basis}" for part in ("definition", "basis") for basis in kpi.bases}
    wanted |= {f"kpi.missing.{kpi.key}"} | {f"kpi.{kpi.key}.lever.{number}" for number in (1, 2, 3)}
    assert wanted <= keys()


def test_that_every_family_of_loss_reasons_has_a_name() -> None:
    assert {f"kpi.loss_rate.family.{key}" for key in FAMILIES} <= keys()


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Prix trop élevé", "price"),
        ("Trop CHER", "price"),
        ("Recherche interne", "other"),
        ("Poor Fit", "fit"),
        ("Profit insuffisant", "other"),
        ("Perdu face à un concurrent", "competition"),
        ("Budget gelé", "budget"),
        ("Pas de réponse", "no_answer"),
        ("Projet reporté", "timing"),
        ("Aucun", "not_given"),
        ("Aucun intérêt", "other"),
        ("  ", "not_given"),
        ("?", "not_given"),
    ],
)
def test_that_a_reason_finds_its_family(reason: str, expected: str) -> None:
    assert family(reason) == expected


def test_that_bands_and_the_unknown_are_written_out() -> None:
    said = [
        say(words, "fr")
        for dimension, names in (("amount_band", AMOUNT_BAND_NAMES), ("seniority", SENIORITY_NAMES))
        for words in (member(dimension, name, "EUR") for name in (*names, ""))
        if isinstance(words, Message)
    ]
    assert len(said) == len(AMOUNT_BAND_NAMES) + len(SENIORITY_NAMES) + 2
    assert said[0] == "Moins de 1\u00a0k€"
    assert said[-1] == "Non renseigné"
    assert member("rep", "Claire Moreau", "EUR") == "Claire Moreau"


def test_that_figures_in_messages_are_written_as_their_reader_writes() -> None:
    values = {"group": "Web", "v": Figure(0.398, "percent"), "whole": Figure(0.143, "percent")}
    key = "kpi.finding.conversion_rate.group_better"
    assert text(key, "fr", **values).startswith("39,8\u00a0% de ses prospects signent, contre 14,3\u00a0%")
    assert text(key, "en", **values).startswith("39.8% of its prospects sign, against 14.3%")
