"""What the program exports, it imports again without a question, to the same figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import parse_period
from salesdesk.domain.resources import resource
from salesdesk.domain.task import Task
from salesdesk.domain.texts import LANGUAGES, Language
from salesdesk.kpi.catalogue import KPIS

TODAY = date(2026, 3, 24)
_TWO_OF_A_NAME = """Invoice no.,Line,Date,Customer code,Customer,Sales rep,Net amount
T-1,1,2025-11-25,C-1,Namesake,Ada,100.00
T-2,1,2025-11-26,C-2,Namesake,Ada,200.00
"""


def _import(desk: Desk, *files: Path) -> None:
    plan = desk.plan(list(files), Task())
    assert [(q.key, plan.sheets[q.sheet].sheet) for q in plan.questions] == []
    assert [sheet.sheet for sheet in plan.sheets if not sheet.include and sheet.sheet != "Lisez-moi"] == []
    desk.apply(plan, Task())


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("company")
    namesakes = folder / "namesakes.csv"
    namesakes.write_text(_TWO_OF_A_NAME, encoding="utf-8")
    made = Desk.create(folder / "company.salesdesk", "Delaunay", today=TODAY)
    _import(made, *(resource("sample", f"delaunay-{name}.xlsx") for name in ("ventes", "crm")))
    _import(made, namesakes)
    yield made
    made.close()


def _values(desk: Desk) -> dict[str, float | None]:
    where = Filter(parse_period("12m", desk.sales.as_of, desk.sales.fiscal_start), {})
    return {kpi.key: desk.result(kpi.key, where).total.value for kpi in KPIS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_an_export_is_imported_again_without_a_question_to_the_same_figures(
    company: Desk, tmp_path: Path, language: Language
) -> None:
    company.export(tmp_path / "export.xlsx", (), language)
    again = Desk.create(tmp_path / "again.salesdesk", "Again", today=TODAY)
    try:
        _import(again, tmp_path / "export.xlsx")
        assert _values(again) == pytest.approx(_values(company))
        for kind in Kind:
            assert len(again.all_rows(kind)) == len(company.all_rows(kind)), kind
        for dimension in ("customer", "rep", "product", "channel"):
            assert sorted(again.members(dimension)) == sorted(company.members(dimension)), dimension
    finally:
        again.close()
