"""``overview`` and what ``kpi --json`` adds, by the command line."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.desk.actions import DecidedAction
from tests.cli.conftest import run


def test_that_the_overview_carries_all_of_it(maven: Path) -> None:
    with_action = Desk.open(maven)
    action = DecidedAction("Coach", "loss_rate", date(2017, 9, 1), dimension="rep", group="Darcel Schlecht")
    number = with_action.actions.put(action).number
    with_action.close()
    said = run("overview", "--company", maven, "--period", "all", "--json")
    assert said.code == 0, said.err
    found = said.json
    assert found["figures"]["signed"] == 10_005_534
    assert found["velocity"]["open"] == 1589
    assert found["velocity"]["per_day"] == pytest.approx(1589 * 4238 / 6711 * 10_005_534 / 4238 / 57)
    assert found["forecast"]["low"] <= found["forecast"]["expected"] <= found["forecast"]["high"]
    assert found["forecast"]["guessed"] == 1589
    assert {review["kpi"] for review in found["agenda"]} >= {"sales_cycle", "repurchase_rate"}
    (decided,) = [one for one in found["decided"] if one["number"] == number]
    assert decided["verdict"] in ("too_early", "unclear", "better", "worse")
    words = run("overview", "--company", maven, "--lang", "fr")
    assert words.code == 0, words.err
    assert "8 cas sur 10" in words.out


def test_that_a_rate_says_why_it_moved(hypermarche: Path) -> None:
    said = run("kpi", "gross_margin", "--company", hypermarche, "--by", "range", "--json")
    (result,) = said.json
    why = result["why"]
    assert why["rate"] + why["mix"] == pytest.approx(why["change"], abs=1e-12)
    assert why["after"] == pytest.approx(result["value"])
    assert sum(one["rate"] + one["mix"] for one in why["effects"]) == pytest.approx(why["change"], abs=1e-12)


def test_that_findings_carry_euros_levers_and_evidence_and_definitions_their_switches(hypermarche: Path) -> None:
    (told,) = run("kpi", "gross_margin", "--company", hypermarche, "--period", "2018", "--json", "--lang", "en").json
    first = told["findings"][0]
    assert first["code"] == "loss_makers"
    assert first["euros"] == pytest.approx(-told["details"]["loss_makers"]["margin"])
    assert first["lever"]
    assert first["evidence"] == f"n = {told['details']['loss_makers']['lines']}"
    assert told["switches"] == [{"name": "cost", "choice": "known", "choices": ["known", "dated"]}]
    assert told["details"]["targets"] == []
    assert all(group["target"] is None for group in told["groups"])


def test_that_targets_set_in_the_company_file_are_told(maven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "maven.salesdesk"
    copy.write_bytes(maven.read_bytes())
    desk = Desk.open(copy)
    desk.targets.put("loss_rate", 0.35)
    desk.targets.put("loss_rate", 0.3, "rep", "Darcel Schlecht", "2017")
    desk.close()
    (told,) = run("kpi", "loss_rate", "--company", copy, "--period", "2017", "--json").json
    assert told["target"] == 0.35
    assert told["status"] == "watch"  # 36.85 % is within 15 % of the target
    assert {group["key"]: group["target"] for group in told["groups"] if group["target"]} == {"Darcel Schlecht": 0.3}
    (_, one) = told["details"]["targets"]
    assert one["gap"] == pytest.approx(one["actual"]["value"] - 0.3)
