"""``leads``: list, score, backtest and learn."""

from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import run


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 leads: one in four hot by BANT; hot ones are won 3 times in 5, others 1 in 5; two are open."""
    folder = tmp_path_factory.mktemp("leads")
    rng = np.random.default_rng(6)
    leads, deals = ["lead_id;company;created_date;bant_budget;bant_authority;bant_need;bant_timeline;fit_score"], []
    for i in range(400):
        hot = i % 4 == 0
        answers = [15 if hot else int(rng.choice([0, 5, 10])) for _ in range(4)]
        day, month = 1 + i % 28, 1 + i // 40
        leads.append(f"L{i};Société {i};{day:02}/{month:02}/2025;{';'.join(map(str, answers))};{i % 20}")
        won = rng.uniform() < (0.6 if hot else 0.2)
        if i < 398:
            deals.append(f"D{i};L{i};Société {i};{'Gagné' if won else 'Perdu'};{day:02}/{month + 2:02}/2025;1000")
    (folder / "leads.csv").write_text("\n".join(leads), encoding="utf-8")
    header = "deal_id;lead_id;customer;status;close_date;amount"
    (folder / "deals.csv").write_text("\n".join([header, *deals]), encoding="utf-8")
    path = folder / "c.salesdesk"
    said = run("import", folder / "leads.csv", "--as", "lead", "--company", path, "--yes")
    assert said.code == 0, said.err
    said = run("import", folder / "deals.csv", "--as", "opportunity", "--company", path, "--yes")
    assert said.code == 0, said.err
    return path


def test_that_leads_are_listed_best_first(company: Path) -> None:
    said = run("leads", "list", "--company", company, "--json").json
    assert len(said) == 400
    assert [lead["score"] for lead in said] == sorted((lead["score"] for lead in said), reverse=True)
    hot = run("leads", "list", "--company", company, "--grade", "hot", "--json").json
    assert {lead["grade"] for lead in hot} == {"hot"}
    in_hand = run("leads", "list", "--company", company, "--progress", "open", "--json").json
    assert sorted(lead["lead_id"] for lead in in_hand) == ["L398", "L399"]
    assert run("leads", "--company", company, "--find", "Société 7").out.startswith("Société 7")


def test_that_every_point_is_told(company: Path) -> None:
    (found,) = run("leads", "score", "--company", company, "--find", "société 399", "--json", "--lang", "fr").json
    assert found["lead_id"] == "L399"
    assert set(found["signals"].values()) == {False}
    assert sum(part["points"] for part in found["parts"]) == found["score"]
    assert any("19 points sur 20" in reason for reason in found["reasons"])


def test_that_the_score_is_tested_on_history(company: Path) -> None:
    found = run("leads", "backtest", "--company", company, "--json").json
    assert found["leads"] == 398
    assert sum(band["leads"] for band in found["grades"]) == 398
    assert sum(band["won"] for band in found["deciles"]) == found["won"]
    hot = next(band for band in found["grades"] if band["key"] == "hot")
    listed = run("leads", "list", "--company", company, "--grade", "hot", "--json").json
    assert abs(hot["leads"] - len(listed)) <= 2
    assert hot["interval"][0] < hot["rate"] < hot["interval"][1]
    assert hot["lift"] > 1.5
    assert found["area"] > 0.6
    words = run("leads", "backtest", "--company", company, "--lang", "fr")
    assert words.code == 0
    assert "398 leads clos et notés" in words.out


def test_that_weights_are_proposed_and_applied_only_when_asked(company: Path) -> None:
    before = run("leads", "list", "--company", company, "--json").out
    said = run("leads", "learn", "--company", company, "--json").json
    assert sum(said["weights"].values()) == 100
    assert said["applied"] is False
    assert run("leads", "list", "--company", company, "--json").out == before
    words = run("leads", "learn", "--company", company, "--apply", "--lang", "fr")
    assert words.code == 0
    assert "en service" in words.out
    assert run("leads", "list", "--company", company, "--json").out != before


def test_that_too_short_a_history_is_said(maven: Path) -> None:
    said = run("leads", "learn", "--company", maven, "--lang", "fr")
    assert said.code == 1
    assert "20" in said.err
    assert run("leads", "backtest", "--company", maven, "--json").json["leads"] == 0
