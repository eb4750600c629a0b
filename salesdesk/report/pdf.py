"""The report as a tagged PDF (PDF/UA-1), set by Typst.  Data reach the page as JSON strings: they are never markup."""

import json
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import typst

from salesdesk.charts.style import style
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import Formats
from salesdesk.domain.resources import resource
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language, Message, text
from salesdesk.kpi.definition import KpiResult
from salesdesk.kpi.stakes import Stake
from salesdesk.kpi.verdict import headline, verdict
from salesdesk.report.drawings import Json
from salesdesk.report.kpi_page import kpi_page
from salesdesk.report.summary import Reliability, actions, kpi_rows, reliability, revenue_chart
from salesdesk.report.words import days_words, dimension_words, member, period_words, plain, short_period

_WORDS: Final = (
    "revenue",
    "evolution",
    "actions",
    "no_action",
    "reliability",
    "indicator",
    "value",
    "change",
    "trend",
    "target",
    "verdict",
    "findings",
    "method",
    "few",
    "unmeasured",
    "unmeasured_lead",
)
"""Texts that the template shows as they are."""

RESOLUTION: Final = 200.0
"""Pixels an inch of pages written as pictures."""


def write_report(
    path: Path,
    results: Sequence[KpiResult],
    *,
    company: str,
    language: Language,
    today: date,
    currency: str = "EUR",
    imported: Reliability | None = None,
    stakes: Sequence[Stake] = (),
    task: Task | None = None,
) -> None:
    """Write the results, all of one filter and in tab order, to ``path``: a summary, then a page each.

    A path that ends in .png takes the pages as pictures, numbered: ``report.png`` becomes ``report-1.png`` and so on.
    The file is complete or as it was before.  Raises SalesDeskError when it cannot be written, Cancelled when the user
    stops.
    """
    task = task or Task()
    pages = _content(results, plain(company), today, imported, stakes, Formats(language, currency), task.part(0.0, 0.7))
    task.step(0.7, 1.0, Message("report.doing.pages"))
    if path.suffix.lower() == ".png":
        drawn = _compiler(pages).compile(format="png", ppi=RESOLUTION, timestamp=_stamp(today))
        for number, page in enumerate([drawn] if isinstance(drawn, bytes) else drawn or (), 1):
            _replace(path.with_name(f"{path.stem}-{number}{path.suffix}"), page)
        return
    pdf = _typeset(pages, today)
    task.step(0.95, 1.0, Message("report.doing.pages"))
    _replace(path, pdf)


def _content(
    results: Sequence[KpiResult],
    company: str,
    today: date,
    imported: Reliability | None,
    stakes: Sequence[Stake],
    formats: Formats,
    task: Task,
) -> dict[str, Json]:
    """All that the template shows."""
    language, tokens = formats.language, style("light")
    drawing = Message("report.doing.charts")
    task.step(0, len(results) + 1, drawing)
    chart = revenue_chart(results, tokens, formats)
    pages: list[Json] = []
    for i, result in enumerate(results):
        task.step(i + 1, len(results) + 1, drawing)
        if _told(result):
            pages.append(kpi_page(result, i + 1, tokens, formats))
    return {
        "language": language,
        "title": text("report.title", language, company=company),
        "company": company,
        "edited": text("report.edited", language, day=formats.date(today)),
        "subject": text("report.subject", language),
        "headline": plain(headline(results, formats)),
        "period": _period(results, formats),
        "foot": _foot(results, company, formats),
        "seven": text("report.seven", language, n=len(results)),
        "words": {word: text(f"report.{word}", language) for word in _WORDS},
        "colours": {name: value for name, value in vars(tokens).items() if name != "theme"},
        "kpis": kpi_rows(results, formats),
        "revenue": chart.json() if chart else None,
        "actions": actions(results, stakes, formats),
        "reliability": reliability(results, imported, formats),
        "pages": pages,
        "unmeasured": [
            {"title": text(f"kpi.{r.kpi.key}.title", language), "text": plain(verdict(r, formats))}
            for r in results
            if not _told(r)
        ],
    }


def _told(result: KpiResult) -> bool:
    """Whether a KPI fills a page: it has a figure, now or at some time in its trend."""
    return result.total.value is not None or any(point.measure.value is not None for point in result.trend)


def _period(results: Sequence[KpiResult], formats: Formats) -> str:
    """What is shown, what it is compared with, and the filters."""
    if not results:
        return ""
    first, language = results[0], formats.language
    words = period_words(first.filter.period, first.as_of, formats)
    words = words[:1].upper() + words[1:]
    before = first.previous_period
    if before is None:
        said = [text("report.not_compared", language, period=words)]
    elif before.start == first.filter.period.year_earlier().start:
        said = [text("report.compared_year", language, period=words)]
    else:
        said = [text("report.compared", language, period=words, before=days_words(before, before.end, formats))]
    chosen = [
        f"{dimension_words(dimension, language)} = {', '.join(member(dimension, name, formats) for name in names)}"
        for dimension, names in first.filter.members.items()
    ]
    said.append(
        text("report.filters", language, filters=" · ".join(chosen)) if chosen else text("report.no_filter", language)
    )
    return " ".join(said)


def _foot(results: Sequence[KpiResult], company: str, formats: Formats) -> str:
    parts = [company, text("report.results", formats.language)]
    if results:
        parts.append(short_period(results[0].filter.period, results[0].as_of, formats))
    return " · ".join(parts)


def _typeset(content: dict[str, Json], today: date) -> bytes:
    """Tagged PDF/UA-1; plain tagged PDF when a letter that no font has would break that standard."""
    compiler, stamp = _compiler(content), _stamp(today)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
    except typst.TypstError:
        pdf = compiler.compile(format="pdf", timestamp=stamp)
    assert isinstance(pdf, bytes)
    return pdf


def _compiler(content: dict[str, Json]) -> typst.Compiler:
    inputs = {"content": json.dumps(content, ensure_ascii=False)}
    template = resource("report", "report.typ")
    fonts = [str(resource("fonts"))]
    return typst.Compiler(str(template), root=str(template.parent), font_paths=fonts, sys_inputs=inputs)


def _stamp(today: date) -> datetime:
    return datetime(today.year, today.month, today.day, tzinfo=UTC)


def _replace(path: Path, pdf: bytes) -> None:
    """Put the whole file in place in one step."""
    if not path.parent.is_dir():
        raise SalesDeskError("report.error.folder", folder=str(path.parent))
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except PermissionError as error:
        raise SalesDeskError("report.error.locked", file=path.name) from error
    except OSError as error:
        raise SalesDeskError("report.error.write", reason=error.strerror or str(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
