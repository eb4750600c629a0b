"""Panels survive odd data, are made only when read, and can be said as JSON."""

import gc
import json
import weakref
from dataclasses import replace

import pytest

from salesdesk.cli.contract import plain
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import keys
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.compute import compute
from salesdesk.kpi.definition import Kpi, Measure
from salesdesk.kpi.facts import Entries
from salesdesk.kpi.margin_moves import EFFECTS
from salesdesk.kpi.panels import Panels, asked_later
from salesdesk.kpi.quadrant import CLASSES, QUADRANTS
from salesdesk.kpi.question import Question
from tests.kpi.invented import invented
from tests.kpi.test_invariants import ODD, where

EVERY = [(kpi, basis) for kpi in KPIS for basis in kpi.bases]
DATA = invented().sales


@pytest.mark.parametrize("words", ["all", "2023", "2023-05"])
@pytest.mark.parametrize(("name", "sales"), [*ODD, ("the invented company", DATA)], ids=[*dict(ODD), "invented"])
@pytest.mark.parametrize(("kpi", "basis"), EVERY, ids=[f"{kpi.key}-{basis}" for kpi, basis in EVERY])
def test_that_every_panel_survives_and_is_json(kpi: Kpi, basis: str, name: str, sales: Sales, words: str) -> None:
    details = compute(kpi, sales, where(words, sales), basis=basis).details
    told = plain(dict(details), "fr")
    assert set(told) == set(details), name
    json.dumps(told, allow_nan=False)


def test_that_a_kept_result_holds_no_entries_and_asks_again_when_read() -> None:
    alive: list[weakref.ref[Entries]] = []

    def details(question: Question, _total: Measure) -> Panels:
        alive.append(weakref.ref(question.entries))
        return asked_later(question, {}, {"entries": lambda again: len(again.entries)})

    kpi = replace(next(one for one in KPIS if one.key == "loss_rate"), details=details, findings=lambda *_: ())
    result = compute(kpi, DATA, where("all", DATA, channel=("Web",)))
    gc.collect()
    assert alive[0]() is None
    assert result.details["entries"] == result.total.denominator


def test_that_every_code_of_a_panel_has_its_word() -> None:
    wanted = {f"panel.effect.{key}" for key in EFFECTS} | {f"panel.quadrant.{key}" for key in QUADRANTS}
    wanted |= {f"panel.class.{key}" for key, _ in CLASSES}
    assert wanted <= keys()


def test_that_panels_are_made_once_and_only_when_read() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    panels = Panels({"at once": 1}, {"a": lambda: make("a"), "b": lambda: make("b")})
    assert ("a" in panels, "c" in panels, len(panels), list(panels)) == (True, False, 3, ["at once", "a", "b"])
    assert not made
    assert panels["a"] == panels["a"] == "A"
    assert made == ["a"]
    with pytest.raises(KeyError):
        panels["c"]
