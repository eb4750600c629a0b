"""Cells read as something else than they say: typed once, kept beside the cell, undone and found again."""

from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.domain.batch import Correction
from salesdesk.domain.columns import Kind
from salesdesk.domain.problem import Severity
from salesdesk.domain.task import Task
from salesdesk.importing.corrections import CORRECTED, suggested
from salesdesk.importing.plan import ImportPlan

_ROWS = (
    ("FA1", "05/01/2026", "Acme", "1 480,00"),
    ("FA2", "31/02/2026", "Beta", "940,50"),
    ("FA3", "12/03/2026", "Acme", "12.5OO,00"),
    ("FA4", "19/03/2062", "Gama", "615,25"),
    ("FA5", "20/03/2026", "Gama", "deux cents"),
)


def _write(path: Path, rows: tuple[tuple[str, ...], ...] = _ROWS) -> Path:
    lines = ["N° facture;Date;Client;Montant HT", *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return _write(tmp_path / "Ventes.csv")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.create(tmp_path / "a.salesdesk", "A")


def _suggested(plan: ImportPlan) -> dict[tuple[int, int], str]:
    return {(p.row, p.column): meant for p in plan.sheets[0].problems if (meant := suggested(p))}


def _corrected(plan: ImportPlan) -> ImportPlan:
    return plan.correct(0, _suggested(plan) | {(6, 3): "200"})


def test_that_what_was_surely_meant_is_offered_and_nothing_else(desk: Desk, file: Path) -> None:
    plan = desk.plan([file], Task())
    assert _suggested(plan) == {(3, 1): "2026-02-28", (4, 3): "12.500,00", (5, 1): "2026-03-19"}
    assert plan.sheets[0].rejected == 4


def test_that_corrected_cells_count_and_are_told(desk: Desk, file: Path) -> None:
    sheet = _corrected(desk.plan([file], Task())).sheets[0]
    assert (sheet.rejected, sheet.new) == (0, 5)
    assert [p.address for p in sheet.problems if p.message.key == CORRECTED] == [
        "Ventes!B3", "Ventes!D4", "Ventes!B5", "Ventes!D6",
    ]  # fmt: skip
    assert not [p for p in sheet.problems if p.severity is Severity.REJECTED]


def test_that_the_original_cell_stays_visible_beside_its_correction(desk: Desk, file: Path) -> None:
    desk.apply(_corrected(desk.plan([file], Task())), Task())
    assert desk.revenue() == pytest.approx(1480 + 940.5 + 12_500 + 615.25 + 200)
    rows = desk.all_rows(Kind.ORDER_LINE)
    place = next(i for i in range(len(rows)) if rows.address(i).row == 4)
    cells = desk.cells(rows.address(place))
    assert cells is not None
    assert cells.table.columns[3].display(4 - cells.table.first_row) == "12.5OO,00"
    assert cells.corrections == {3: "12.500,00"}
    file.unlink()
    again = desk.cells(rows.address(place))
    assert again is not None
    assert again.corrections == cells.corrections


def test_that_undo_takes_the_corrections_along(desk: Desk, file: Path) -> None:
    before = list(desk.company.dump())
    desk.apply(_corrected(desk.plan([file], Task())), Task())
    assert len(desk.company.known_corrections()) == 4
    desk.undo()
    assert list(desk.company.dump()) == before
    assert desk.plan([file], Task()).sheets[0].rejected == 4


def test_that_the_same_file_again_needs_no_correction_and_changes_nothing(desk: Desk, file: Path) -> None:
    desk.apply(_corrected(desk.plan([file], Task())), Task())
    again = desk.plan([file], Task())
    assert again.sheets[0].rejected == 0
    assert not desk.apply(again, Task()).change


def test_that_a_newer_version_keeps_corrections_of_rows_that_stand_elsewhere(desk: Desk, file: Path) -> None:
    desk.apply(_corrected(desk.plan([file], Task())), Task())
    mended = ("FA4", "19/03/2026", "Gama", "615,25")
    _write(file, (("FA0", "02/01/2026", "Acme", "10,00"), *_ROWS[:3], mended, _ROWS[4]))
    plan = desk.plan([file], Task())
    sheet = plan.sheets[0]
    assert (sheet.rejected, sheet.new, sheet.gone) == (0, 1, 0)
    assert [(c.row, c.column, c.value) for c in sheet.corrections] == [
        (4, 1, "2026-02-28"), (5, 3, "12.500,00"), (7, 3, "200"),
    ]  # fmt: skip
    desk.apply(plan, Task())
    assert desk.revenue() == pytest.approx(10 + 1480 + 940.5 + 12_500 + 615.25 + 200)


def test_that_a_correction_is_taken_back(desk: Desk, file: Path) -> None:
    plan = desk.plan([file], Task()).correct(0, {(6, 3): "200"})
    assert plan.sheets[0].rejected == 3
    assert plan.correct(0, {(6, 3): ""}).sheets[0].rejected == 4
    desk.apply(plan, Task())
    back = desk.plan([file], Task()).correct(0, {(6, 3): ""})
    assert back.sheets[0].corrections[-1] == Correction(
        6, 3, "Montant HT", back.sheets[0].corrections[-1].row_hash, "deux cents", ""
    )
    desk.apply(back, Task())
    assert desk.plan([file], Task()).sheets[0].rejected == 4


def test_that_a_correction_that_is_no_number_either_is_told(desk: Desk, file: Path) -> None:
    sheet = desk.plan([file], Task()).correct(0, {(6, 3): "deux"}).sheets[0]
    told = [(p.message.key, p.message.values["text"]) for p in sheet.problems if p.row == 6]
    assert told == [(CORRECTED, "deux cents"), ("importing.cell.no_number", "deux")]
