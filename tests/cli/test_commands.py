import csv
import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.domain.texts import text
from tests.cli.conftest import run


def dump(company: Path) -> list[str]:
    desk = Desk.open(company)
    try:
        return list(desk.company.dump())
    finally:
        desk.close()


def test_that_an_open_question_is_refused_without_yes_and_nothing_is_written(shared: Path, tmp_path: Path) -> None:
    company = tmp_path / "c.salesdesk"
    said = run("import", shared / "data/maven-crm/sales_pipeline.csv", "--company", company)
    assert said.code == 1
    assert "close_value" in said.out
    assert not company.exists()


def test_that_a_dry_run_counts_and_writes_nothing(shared: Path, tmp_path: Path) -> None:
    company = tmp_path / "c.salesdesk"
    Desk.create(company, "c").close()
    before = dump(company)
    said = run(
        "import", shared / "data/maven-crm/sales_pipeline.csv", "--company", company, "--yes", "--dry-run", "--json"
    )
    assert said.code == 0
    assert said.json["sources"][0]["new"] == 8800
    assert said.json["applied"] is False
    assert dump(company) == before


def test_that_importing_the_same_files_twice_changes_nothing(shared: Path, maven: Path, tmp_path: Path) -> None:
    company = tmp_path / "twice.salesdesk"
    shutil.copy(maven, company)
    before = dump(company)
    files = sorted((shared / "data/maven-crm").glob("*.csv"))
    said = run("import", *files, "--company", company, "--yes", "--json")
    assert said.code == 0
    for source in said.json["sources"]:
        assert (source["new"], source["changed"], source["gone"]) == (0, 0, 0)
    assert dump(company) == before


def test_that_undo_returns_the_logical_dump_exactly(shared: Path, hypermarche: Path, tmp_path: Path) -> None:
    company = tmp_path / "undo.salesdesk"
    shutil.copy(hypermarche, company)
    before = dump(company)
    files = sorted((shared / "data/maven-crm").glob("*.csv"))
    assert run("import", *files, "--company", company, "--yes").code == 0
    assert dump(company) != before
    assert run("undo", "--company", company).code == 0
    assert dump(company) == before


def test_that_a_group_opens_to_exactly_its_records_and_their_cells(maven: Path, shared: Path) -> None:
    chosen = ("--company", maven, "--period", "2017-Q4", "--by", "rep")
    said = run("rows", "loss_rate", *chosen, "--group", "Darcel Schlecht", "--part", "numerator", "--json")
    rows = said.json
    kpi = run("kpi", "loss_rate", *chosen, "--json").json[0]
    group = next(g for g in kpi["groups"] if g["key"] == "Darcel Schlecht")
    assert len(rows) == group["numerator"] > 0
    with (shared / "data/maven-crm/sales_pipeline.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    for row in rows:
        cells = lines[row["row"] - 1]  # row 1 is the header's
        assert row["file"] == "sales_pipeline.csv"
        assert (cells[0], cells[1], cells[4]) == (row["opportunity_id"], "Darcel Schlecht", "Lost")


def test_that_what_was_left_out_opens_too(maven: Path) -> None:
    result = run("kpi", "conversion_rate", "--company", maven, "--period", "2017", "--json").json[0]
    said = run("rows", "conversion_rate", "--company", maven, "--period", "2017", "--left-out", "--json")
    assert len(said.json) == sum(item["records"] for item in result["left_out"]) == 500


def test_that_rows_as_csv_hold_one_line_per_record_and_no_formula(maven: Path) -> None:
    said = run("rows", "conversion_rate", "--basis", "closed", "--company", maven, "--period", "2017-12", "--csv")
    lines = list(csv.reader(StringIO(said.out)))
    assert lines[0][:3] == ["file", "sheet", "row"]
    result = run(
        "kpi", "conversion_rate", "--basis", "closed", "--company", maven, "--period", "2017-12", "--json"
    ).json[0]
    assert len(lines) - 1 == result["denominator"]


def test_that_a_filter_narrows_and_an_unanswerable_one_is_said(maven: Path) -> None:
    whole = run("kpi", "loss_rate", "--company", maven, "--period", "all", "--json").json[0]
    central = run(
        "kpi", "loss_rate", "--company", maven, "--period", "all", "--where", "region=Central", "--json"
    ).json[0]
    assert 0 < central["denominator"] < whole["denominator"]
    assert central["filter"] == {"region": ["Central"]}
    other = run("kpi", "loss_rate", "--company", maven, "--period", "all", "--where", "loss_reason=x", "--json").json[0]
    assert other["unanswered"] == ["loss_reason"]
    assert other["denominator"] == whole["denominator"]
    said = run("kpi", "loss_rate", "--company", maven, "--period", "all", "--where", "loss_reason=x", "--lang", "en")
    assert "Filter without effect here: Loss reason." in said.out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("kpi", "turnover"), 1, "There is no indicator"),
        (("kpi", "--where", "region"), 1, "--where"),
        (("kpi", "--where", "planet=Mars"), 1, "not a dimension"),
        (("kpi", "loss_rate", "--basis", "euros"), 1, "not a basis"),
        (("kpi", "--period", "yesterday"), 1, "not a period"),
        (("rows",), 2, "usage"),
        (("report", "-o", "x.docx"), 1, ".pdf"),
    ],
)
def test_that_a_wrong_word_gets_a_sentence_and_its_exit_code(
    maven: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = run(*words, "--company", maven)
    assert said.code == code
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_that_a_missing_company_file_says_how_to_begin(tmp_path: Path) -> None:
    said = run("kpi", "--company", tmp_path / "none.salesdesk")
    assert said.code == 1
    assert "salesdesk import" in said.err


def test_that_results_are_strict_json_in_both_languages(hypermarche: Path) -> None:
    for language in ("fr", "en"):
        said = run("kpi", "--company", hypermarche, "--period", "2021", "--lang", language, "--json")
        results = json.loads(said.out, parse_constant=pytest.fail)
        assert [r["kpi"] for r in results] == [
            "conversion_rate",
            "revenue_per_rep",
            "sales_cycle",
            "repurchase_rate",
            "gross_margin",
            "qualified_leads",
            "loss_rate",
        ]
        for result in results:
            assert {"value", "numerator", "denominator", "based_on", "interval", "left_out", "previous", "target",
                    "benchmark", "trend", "groups", "findings", "details", "period", "filter", "unit", "basis",
                    "definition"} <= set(result)  # fmt: skip


def test_that_an_export_holds_every_record_with_its_address(hypermarche: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    target = tmp_path / "out.xlsx"
    said = run("export", "--company", hypermarche, "--what", "order_line", "-o", target)
    assert said.code == 0, said.err
    rows = list(load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 10_001
    amount = rows[0].index(text("field.amount", "en"))
    assert sum(float(str(row[amount])) for row in rows[1:]) == pytest.approx(2_938_089.0615, abs=1e-3)
    assert rows[1][-3:-1] == ("Hypermarché.xls", "Achats")


def test_that_a_backup_restores_to_the_same_figures(hypermarche: Path, tmp_path: Path) -> None:
    copy, restored = tmp_path / "copy.salesdesk", tmp_path / "restored.salesdesk"
    assert run("backup", "--company", hypermarche, "-o", copy).code == 0
    assert run("restore", copy, "--company", restored).code == 0
    assert dump(restored) == dump(hypermarche)
    assert run("check", "--company", restored).code == 0


def test_that_a_report_is_a_pdf_with_a_page_per_kpi(hypermarche: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    said = run("report", "--company", hypermarche, "--period", "2021", "--lang", "fr", "-o", target)
    assert said.code == 0, said.err
    assert target.read_bytes().startswith(b"%PDF")


def test_that_the_module_runs_as_a_program(maven: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "salesdesk", "kpi", "loss_rate", "--company", maven, "--period", "all"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "36.8%" in done.stdout


def _month(folder: Path, month: int) -> Path:
    path = folder / f"m{month}" / "export.csv"
    path.parent.mkdir()
    lines = [f"F{month}{day:02};{day:02}/{month:02}/2026;Client {day};{100 + day},50" for day in range(1, 21)]
    path.write_text("N° facture;Date facture;Client;Montant HT\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_that_another_month_under_the_same_name_is_asked_about_and_kept_beside_the_first(tmp_path: Path) -> None:
    company = tmp_path / "c.salesdesk"
    assert run("import", _month(tmp_path, 1), "--company", company, "--yes").code == 0
    second = _month(tmp_path, 2)
    asked = run("import", second, "--company", company)
    assert asked.code == 1
    assert "Most rows of the former version (20)" in asked.out
    assert run("import", second, "--company", company, "--yes").code == 0
    assert run("info", "--company", company, "--json").json["records"]["order_line"] == 40


def test_that_a_dry_run_or_a_bad_file_leaves_no_empty_company_behind(tmp_path: Path) -> None:
    company = tmp_path / "c.salesdesk"
    said = run("import", _month(tmp_path, 1), "--company", company, "--dry-run", "--yes")
    assert (said.code, company.exists()) == (0, False)
    empty = tmp_path / "empty.csv"
    empty.touch()
    said = run("import", empty, "--company", company, "--yes")
    assert (said.code, company.exists()) == (1, False)


def test_that_a_filter_value_is_found_whatever_its_case_and_an_unknown_one_is_refused(hypermarche: Path) -> None:
    chosen = ("kpi", "gross_margin", "--company", hypermarche, "--period", "all", "--json", "--where")
    assert run(*chosen, "range=mobilier").json == run(*chosen, "range=Mobilier").json
    said = run(*chosen, "range=Jouets")
    assert said.code == 1
    assert "Mobilier" in said.err


def test_that_a_restore_asks_before_it_replaces_a_company(hypermarche: Path, maven: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.salesdesk"
    shutil.copy(maven, target)
    before = dump(target)
    assert run("restore", hypermarche, "--company", target).code == 1
    assert dump(target) == before
    assert run("restore", hypermarche, "--company", target, "--yes").code == 0
    assert dump(target) == dump(hypermarche)


def test_that_a_mistyped_command_is_no_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from salesdesk.__main__ import main as program

    monkeypatch.setattr(sys, "argv", ["salesdesk", "imprt", "a.csv"])
    with pytest.raises(SystemExit) as leaving:
        program()
    assert leaving.value.code == 2
    assert "imprt" in capsys.readouterr().err


def test_that_one_row_is_counted_in_the_singular_and_figures_name_their_period(tmp_path: Path) -> None:
    sales, company = tmp_path / "ventes.csv", tmp_path / "c.salesdesk"
    sales.write_text("N° facture;Date facture;Client;Montant HT\nF1;31/01/2026;Acme;10,50\n", encoding="utf-8")
    said = run("import", sales, "--company", company, "--yes", "--lang", "fr")
    assert "1 nouvelle · 0 modifiée · 0 inchangée · 0 supprimée · 0 rejetée" in said.out, said.err
    figures = run("kpi", "gross_margin", "--company", company, "--period", "2026-01", "--lang", "fr")
    assert "Période\u00a0: du 1er janvier 2026 au 31 janvier 2026" in figures.out.splitlines()
    assert "Period: all" in run("kpi", "--company", company, "--period", "all", "--lang", "en").out


def test_that_the_cases_of_a_rate_are_counted_in_the_singular() -> None:
    assert text("part.conversion_rate.numerator.cases", "fr", n=1) == "1 vente"
    assert text("part.conversion_rate.denominator.cases", "en", n=1) == "1 prospect"
    assert text("part.loss_rate.numerator.cases", "fr", n=2) == "2 perdues"
