import io
import zipfile
from collections.abc import Iterator
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
from salesdesk.desk.lead_duplicates import duplicates
from salesdesk.desk.lead_models import LeadModels
from salesdesk.desk.sample import make_sample
from salesdesk.domain.columns import NO_CODE, Kind
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
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk.open(make_sample(tmp_path_factory.mktemp("sample") / "sample.salesdesk", Task()))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def results(sample: Desk) -> dict[str, KpiResult]:
    return {result.kpi.key: result for result in sample.results(Filter(sample.default_period()))}


def test_that_the_sample_comes_in_without_a_question_or_a_rejected_row(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "sample.salesdesk", "Delaunay", today=TODAY)
    plan = desk.plan([FOLDER / "delaunay-ventes.xlsx", FOLDER / "delaunay-crm.xlsx"], Task())
    assert not plan.questions
    assert desk.apply(plan, Task()).rejected == 0
    desk.close()


def test_that_the_sample_lives_on_the_day_its_data_ends(sample: Desk) -> None:
    assert sample.demo
    assert sample.today == sample.sales.as_of == TODAY


def test_that_the_sample_has_targets_and_a_sector_to_be_judged_by(results: dict[str, KpiResult]) -> None:
    judged = [result.status.value for result in results.values()]
    assert all(result.target is not None for result in results.values())
    assert (judged.count("good"), judged.count("watch"), judged.count("alert")) == (4, 2, 1)
    assert all(results[key].benchmark is not None for key in ("sales_cycle", "repurchase_rate"))


def test_that_the_samples_score_tells_who_buys(sample: Desk) -> None:
    found = sample.leads().backtest
    hot, warm, cold = found.grades
    assert min(band.leads for band in (hot, warm, cold)) > 80
    assert hot.interval is not None
    assert warm.interval is not None
    assert cold.interval is not None
    assert hot.interval[0] > warm.interval[1]
    assert warm.interval[0] > cold.interval[1]
    assert 0 < (cold.rate or 0) < (hot.rate or 0) < 0.8
    assert found.calibration is not None
    assert found.calibration.error < found.calibration.plain_error


def test_that_the_truth_planted_in_the_sample_can_be_learnt(sample: Desk) -> None:
    """Budget decides most, then authority; what is learnt ranks newer leads better than equal weights."""
    proposal = LeadModels(sample).learn("fr")
    weights = proposal.model.weights
    assert weights["bant_budget"] > weights["bant_authority"] > weights["bant_timeline"]
    assert proposal.better
    assert not proposal.refused


def test_that_the_samples_leads_have_work_in_them(sample: Desk) -> None:
    book = sample.leads()
    in_hand = book.select(progress="open")
    assert 500 < len(in_hand) < 1200
    assert 5 <= int(book.overdue.sum()) <= 30
    assert len(duplicates(book.sales)) >= 9
    assert min(book.counts(in_hand).values()) > 100
    known = book.sales[Kind.LEAD]
    for field in ("meddic_champion_evidence", "bant_budget_evidence", "next_action", "email"):
        assert int((known[field][in_hand] != NO_CODE).sum()) > 5, field


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
