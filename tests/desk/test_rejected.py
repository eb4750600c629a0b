"""Rows that were refused leave as a workbook, each with its reason; corrected there, they come in."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from salesdesk.cli.main import main
from salesdesk.desk import Desk
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task


def _book(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Ventes"
    sheet.append(["N° facture", "Date", "Client", "Montant HT", "Note"])
    sheet.append(["FA1", "05/01/2026", "Acme", 100.5, None])
    sheet.append(["FA2", "31/02/2026", "=cmd|'/c calc'!A0", 200.25, "@SUM(1)"])
    sheet.append(["FA3", "16/01/2026", "Beta", "12 5OO,00", None])
    sheet["C3"].data_type = "s"
    sheet["E3"].data_type = "s"
    other = book.create_sheet("Avoirs-2026")
    other.append(["N° facture", "Date", "Client", "Montant HT"])
    other.append(["AV1", "17/01/2026", "Acme", "rien"])
    for i in range(4):
        other.append([f"AV{i + 2}", "18/01/2026", "Acme", -10])
    book.save(path)
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.create(tmp_path / "a.salesdesk", "A")


def _rows(path: Path) -> dict[str, list[list[object]]]:
    return {s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in load_workbook(path).worksheets}


def test_that_a_plan_and_its_import_save_the_same_rows(desk: Desk, tmp_path: Path) -> None:
    plan = desk.plan([_book(tmp_path / "v.xlsx")], Task())
    desk.save_rejected(tmp_path / "plan.xlsx", "fr", plan)
    change = desk.apply(plan, Task()).change
    desk.save_rejected(tmp_path / "import.xlsx", "fr", change)
    desk.save_rejected(tmp_path / "all.xlsx", "fr")
    told = _rows(tmp_path / "plan.xlsx")
    assert told == _rows(tmp_path / "import.xlsx") == _rows(tmp_path / "all.xlsx")
    assert [row[1] for row in told["Ventes"][1:]] == [3, 4]
    assert "31/02/2026" in str(told["Ventes"][1][0])
    assert told["Ventes"][2][2:6] == ["FA3", "16/01/2026", "Beta", "12 5OO,00"]
    assert [row[2] for row in told["Avoirs-2026"][1:]] == ["AV1"]


def test_that_no_text_becomes_a_formula(desk: Desk, tmp_path: Path) -> None:
    desk.save_rejected(tmp_path / "r.xlsx", "en", desk.plan([_book(tmp_path / "v.xlsx")], Task()))
    cells = [cell for row in load_workbook(tmp_path / "r.xlsx")["Ventes"].iter_rows() for cell in row]
    assert "=cmd|'/c calc'!A0" in [cell.value for cell in cells]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_that_a_saved_workbook_corrected_by_hand_comes_in_without_a_question(desk: Desk, tmp_path: Path) -> None:
    desk.apply(desk.plan([_book(tmp_path / "v.xlsx")], Task()), Task())
    path = desk.save_rejected(tmp_path / "rejets.xlsx", "fr")
    book = load_workbook(path)
    book["Ventes"]["D2"], book["Ventes"]["F3"], book["Avoirs-2026"]["F2"] = "28/02/2026", 12_500, -5
    book.save(path)
    plan = desk.plan([path], Task())
    assert plan.questions == ()
    assert [(s.sheet, s.new, s.rejected) for s in plan.sheets] == [("Ventes", 2, 0), ("Avoirs-2026", 1, 0)]
    own = {column.header for sheet in plan.sheets for column in sheet.columns if not column.field}
    assert {"Ligne rejetée parce que", "Ligne du fichier d’origine"} <= own
    desk.apply(plan, Task())
    assert desk.revenue() == pytest.approx(100.5 + 200.25 + 12_500 - 5 - 40)


def test_that_nothing_rejected_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SalesDeskError, match="nothing to save"):
        desk.save_rejected(tmp_path / "r.xlsx", "en")
    assert not (tmp_path / "r.xlsx").exists()


def test_that_the_command_line_saves_them_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company, out = tmp_path / "a.salesdesk", tmp_path / "r.xlsx"
    assert main(["import", str(_book(tmp_path / "v.xlsx")), "--company", str(company), "--yes"]) == 0
    assert main(["export", "--what", "rejected", "--company", str(company), "-o", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert set(_rows(out)) == {"Ventes", "Avoirs-2026"}
    assert main(["export", "--what", "rejected", "--company", str(company), "-o", str(tmp_path / "r.csv")]) == 1
