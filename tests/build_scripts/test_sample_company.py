import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from build_scripts.sample_book import Book, to_xlsx
from build_scripts.sample_company import FOLDER
from build_scripts.sample_company import books as make_books
from salesdesk.charts.details import extras
from salesdesk.charts.style import style
from salesdesk.desk import Desk
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.formats import Formats
from salesdesk.domain.task import Task
from salesdesk.domain.texts import text
from salesdesk.importing.vocabulary import normal, synonyms
from salesdesk.kpi.definition import KpiResult
from salesdesk.report.pdf import write_report

TODAY = date(2026, 3, 24)


@pytest.fixture(scope="module")
def books() -> list[Book]:
    return make_books()


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KpiResult]:
    desk = Desk.create(tmp_path_factory.mktemp("sample") / "sample.salesdesk", "Delaunay", today=TODAY)
    plan = desk.plan([FOLDER / "delaunay-ventes.xlsx", FOLDER / "delaunay-crm.xlsx"], Task())
    assert not plan.questions
    outcome = desk.apply(plan, Task())
    assert outcome.rejected == 0
    found = {result.kpi.key: result for result in desk.results(Filter(desk.default_period()))}
    desk.close()
    return found


def parts(content: Path | bytes, folder: Path) -> dict[str, bytes]:
    path = content if isinstance(content, Path) else folder / "made.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_that_the_shipped_workbooks_are_what_the_script_makes(books: list[Book], tmp_path: Path) -> None:
    for book in books:
        assert parts(FOLDER / book.name, tmp_path) == parts(to_xlsx(book), tmp_path), f"{book.name}: run dev.py sample"


def test_that_the_sample_is_small_and_says_that_it_is_invented(books: list[Book]) -> None:
    assert sum((FOLDER / book.name).stat().st_size for book in books) < 1_300_000
    for book in books[:2]:
        assert "fictive" in book.title
        assert next(iter(book.sheets)) == "Lisez-moi"


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("conversion_rate", 0.235, 0.265),
        ("revenue_per_rep", 650_000, 780_000),
        ("sales_cycle", 112, 124),
        ("repurchase_rate", 0.335, 0.36),
        ("gross_margin", 0.375, 0.395),
        ("loss_rate", 0.55, 0.585),
        ("qualified_leads", 500, 1300),
    ],
)
def test_that_the_sample_shows_plausible_figures(
    results: dict[str, KpiResult], key: str, low: float, high: float
) -> None:
    value = results[key].total.value
    assert value is not None
    assert low <= value <= high


def test_that_the_sample_has_something_to_show_everywhere(results: dict[str, KpiResult]) -> None:
    for key, result in results.items():
        assert len(result.trend) == 12, key
        assert len(result.groups) >= 3, key
        assert result.previous is not None, key
        assert not result.total.few, key
    assert [left.reason for left in results["gross_margin"].left_out] == ["unknown_cost"]
    for needed in ("funnel", "immature"):
        assert results["conversion_rate"].details[needed]


def test_that_the_templates_headers_are_all_known(books: list[Book]) -> None:
    kinds = (Kind.ORDER_LINE, Kind.OPPORTUNITY, Kind.LEAD, Kind.REP)
    for book in books[2:]:
        for kind, (name, (headers, rows)) in zip(kinds, book.sheets.items(), strict=True):
            assert not rows
            known = synonyms(kind).exact
            assert [header for header in headers if normal(header) not in known] == [], name
            assert len({known[normal(header)] for header in headers}) == len(headers), name


def test_that_every_drawing_of_the_samples_details_can_be_drawn(results: dict[str, KpiResult]) -> None:
    drawn = []
    for result in results.values():
        for extra in extras(result):
            figure = Figure((3.5, 2.2), dpi=100)
            marks = extra.draw(figure, result, style("dark"), Formats("en"))
            figure.savefig(io.BytesIO(), format="png")
            assert marks.marks, extra.key
            assert marks.description, extra.key
            assert text(f"chart.panel.{extra.key}", "fr")
            drawn.append(extra.key)
    assert {"funnel", "histogram", "stage_days", "pareto", "delays", "load", "reasons", "lost_at"} <= set(drawn)


def test_that_the_samples_report_has_one_page_per_kpi(results: dict[str, KpiResult], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    write_report(path, list(results.values()), company="Delaunay Équipements", language="fr", today=TODAY)
    assert b"<xmpTPg:NPages>8</xmpTPg:NPages>" in path.read_bytes()
