import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.errors import Cancelled, SalesDeskError
from salesdesk.domain.formats import NBSP
from salesdesk.domain.task import Task
from salesdesk.domain.texts import LANGUAGES, Language
from salesdesk.kpi.definition import NOTHING, Group, KpiResult, Measure, Status
from salesdesk.report.pdf import write_report
from salesdesk.report.summary import Reliability
from tests.charts.results import rate_result, ratio
from tests.report.seven import seven_results

TODAY = date(2026, 3, 24)
NAUGHTY = (
    "$x^$",
    "#let a = 1 #panic()",
    '#image("/etc/passwd")',
    "<b>gras</b> & <script>",
    "=1+1",
    "*fort* _pale_ `code` @ref <label>",
    "\\ // commentaire /* */",
    "日本語 株式会社",
    "שלום עולם",
    "😀🇫🇷",
    "\x00\x1b[31m\u202e\ufeff",
    "a\nb\tc",
    "x" * 300,
)


def report(path: Path, results: list[KpiResult], language: Language = "fr", company: str = "Delaunay") -> str:
    """Write a report and return its text."""
    write_report(path, results, company=company, language=language, today=TODAY, imported=Reliability(6960, 5))
    return words(path)


def words(path: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is absent")
    run = subprocess.run([tool, "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    return run.stdout.replace(NBSP, " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_report_tells_every_kpi_as_it_was_measured(tmp_path: Path, language: Language) -> None:
    told = report(tmp_path / "report.pdf", seven_results(), language, "Delaunay Équipements")
    pages = told.split("\f")
    assert len(pages) == 9  # pdftotext ends each of the eight with a form feed
    figures = {
        "fr": (
            "24,8 %",
            "697 757 €",
            "118 j",
            "34,6 %",
            "38,4 %",
            "1 236",
            "56,8 %",
        ),
        "en": ("24.8%", "€697,757", "118 d", "34.6%", "38.4%", "1,236", "56.8%"),
    }
    for figure in figures[language]:
        assert figure in pages[0]
    assert "22,4–27,2 %" in pages[1] if language == "fr" else "22.4–27.2%" in pages[1]
    assert "Delaunay Équipements" in pages[0]
    assert ("5 lignes rejetées sur 6 960" if language == "fr" else "5 rows rejected of 6,960") in pages[0]


def test_that_the_page_meets_the_accessibility_standard(tmp_path: Path) -> None:
    report(tmp_path / "report.pdf", seven_results())
    content = (tmp_path / "report.pdf").read_bytes()
    for mark in (b"pdfuaid:part", b"/StructTreeRoot", b"/Lang", b"<rdf:li xml:lang"):
        assert mark in content


def test_that_a_letter_without_a_font_does_not_stop_the_report(tmp_path: Path) -> None:
    assert report(tmp_path / "report.pdf", [rate_result(groups=(Group("\U00013000\U0001cfff", ratio(0.2)),))])


@pytest.mark.parametrize("name", NAUGHTY)
def test_that_names_are_words_and_never_markup(tmp_path: Path, name: str) -> None:
    groups = (Group(name, ratio(0.3, 100)), Group("", ratio(0.2, 12)))
    result = rate_result(groups=groups, filter=rate_result().filter.with_member("rep", name))
    told = report(tmp_path / "report.pdf", [result], company=name)
    if name.isascii() and name.isprintable() and len(name) < 40:
        assert " ".join(name.split()) in " ".join(told.split())


def test_that_unmeasured_figures_are_said_so(tmp_path: Path) -> None:
    empty = rate_result(
        [None] * 12,
        total=NOTHING,
        previous=None,
        previous_period=None,
        previous_trend=(),
        target=None,
        groups=(),
        status=Status.NONE,
        benchmark=None,
        left_out=(),
    )
    told = report(tmp_path / "report.pdf", [empty])
    assert "—" in told
    assert "None" not in told
    assert "nan" not in told
    assert report(tmp_path / "none.pdf", [])


def test_that_shares_are_shown_only_where_they_sum_to_the_whole(tmp_path: Path) -> None:
    whole = rate_result(groups=(Group("a", Measure(0.3, 200, 600, 600)), Group("b", Measure(0.2, 107, 636, 636))))
    assert "Part" in report(tmp_path / "a.pdf", [whole]).split("\f")[1]
    overlapping = replace(whole, groups=(*whole.groups, Group("c", Measure(0.5, 90, 180, 180))))
    assert "Part" not in report(tmp_path / "b.pdf", [overlapping]).split("\f")[1].split("Calcul")[0]


def test_that_many_groups_stay_on_one_page_and_are_counted(tmp_path: Path) -> None:
    groups = tuple(Group(f"Produit {i}", ratio(0.2, 60)) for i in range(40))
    told = report(tmp_path / "report.pdf", [rate_result(groups=groups)])
    assert len(told.split("\f")) == 3
    assert "32 autres lignes" in told


def test_that_stopping_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        write_report(path, seven_results(), company="D", language="fr", today=TODAY, task=task)
    assert path.read_bytes() == b"old"


def test_that_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SalesDeskError, match="No space left"):
        write_report(path, [rate_result()], company="D", language="fr", today=TODAY)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SalesDeskError, match="nowhere"):
        write_report(tmp_path / "nowhere" / "r.pdf", [rate_result()], company="D", language="fr", today=TODAY)


def test_that_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_report(tmp_path / name, [rate_result()], company="D", language="fr", today=TODAY)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
