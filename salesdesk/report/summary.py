"""The first page: headline, the KPIs in a table, monthly revenue, what to do first, how reliable the figures are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from salesdesk.charts import trend
from salesdesk.charts.style import Style
from salesdesk.charts.timeline import running_words, values
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import keys, say, text
from salesdesk.kpi.definition import Finding, KpiResult, Status, Unit
from salesdesk.kpi.stakes import Stake
from salesdesk.kpi.written import full, target
from salesdesk.report.drawings import Drawing, Json, drawing
from salesdesk.report.words import change, plain, status_words

_ACTIONS: Final = 3
_URGENCY: Final = (Status.ALERT, Status.WATCH)


@dataclass(frozen=True)
class Reliability:
    """What became of all imported rows."""

    imported: int
    rejected: int


def kpi_rows(results: Sequence[KpiResult], formats: Formats) -> list[Json]:
    """One row per KPI."""
    rows: list[Json] = []
    for result in results:
        moved = change(result, result.total, result.previous, formats)
        rows.append(
            {
                "title": text(f"kpi.{result.kpi.key}.title", formats.language),
                "value": full(result.kpi.unit, formats, result.total.value),
                "few": result.total.few,
                "change": moved.words,
                "arrow": moved.arrow,
                "tone": str(moved.tone),
                "trend": _sparkline(result),
                "target": target(result.kpi.unit, formats, result.target),
                "status": str(result.status),
                "status_words": text(status_words(result), formats.language),
                "verdict": _in_short(result, formats),
            }
        )
    return rows


def _in_short(result: KpiResult, formats: Formats) -> str:
    """What the status rests on: the target where there is one, else the benchmark's zone."""
    value, language = result.total.value, formats.language
    if value is None:
        return ""
    if result.target is not None:
        met = value >= result.target if result.kpi.higher_is_better else value <= result.target
        return text("report.target_met" if met else "report.target_missed", language)
    judged = value if result.benchmark_value is None else result.benchmark_value
    zone = result.benchmark.zone(judged) if result.benchmark else None
    if zone is None:
        return ""
    return text("report.in_zone", language, zone=text(f"benchmark.zone.{zone.key}", language))


def _sparkline(result: KpiResult) -> dict[str, Json]:
    """The trend's points in 0..1, None where nothing could be measured; whether the last one still runs."""
    known = values(result, result.trend).tolist()
    finite = [v for v in known if math.isfinite(v)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 0.0)
    span = (high - low) or 1.0
    return {
        "points": [round((v - low) / span, 4) if math.isfinite(v) else None for v in known],
        "running": bool(result.trend and result.trend[-1].partial),
    }


def revenue_chart(results: Sequence[KpiResult], style: Style, formats: Formats) -> Drawing | None:
    """The months' revenue; None when no KPI in money could be measured."""
    result = next((r for r in results if r.kpi.unit is Unit.MONEY and r.total.value is not None), None)
    if result is None:
        return None
    alt = text("report.revenue", formats.language)
    return drawing(lambda figure: trend.draw(figure, result, style, formats), 388, 238, alt)


def actions(results: Sequence[KpiResult], stakes: Sequence[Stake], formats: Formats) -> list[Json]:
    """What has most at stake; without any, the most urgent findings of all KPIs, alerts first."""
    if stakes:
        return [_stake_words(stake, formats) for stake in stakes[:_ACTIONS]]
    found = [finding for result in results for finding in result.findings if finding.severity in _URGENCY]
    found.sort(key=lambda finding: _URGENCY.index(finding.severity))
    return [finding_words(finding, formats) for finding in found[:_ACTIONS]]


def _stake_words(stake: Stake, formats: Formats) -> dict[str, Json]:
    title, said, lever = (plain(say(message, formats.language)) for message in (stake.title, stake.text, stake.lever))
    return {
        "status": str(Status.WATCH),
        "title": title,
        "text": said,
        "action": lever,
        "evidence": plain(stake.evidence),
    }


def finding_words(finding: Finding, formats: Formats) -> dict[str, Json]:
    """A finding's title (where it has one), sentence and evidence."""
    language = formats.language
    title_key, action_key = (f"{finding.text.key}_{part}" for part in ("title", "action"))
    return {
        "status": str(finding.severity),
        "title": plain(text(title_key, language, **finding.text.values)) if title_key in keys() else "",
        "text": plain(say(finding.text, language)),
        "action": plain(text(action_key, language, **finding.text.values)) if action_key in keys() else "",
        "evidence": plain(formats.grouped(finding.evidence)),
    }


def reliability(results: Sequence[KpiResult], imported: Reliability | None, formats: Formats) -> str:
    """Rejected rows, what each KPI left out, and whether the last month still runs."""
    language = formats.language
    told = []
    if imported is not None:
        key = "report.rejected" if imported.rejected else "report.none_rejected"
        told.append(text(key, language, n=imported.rejected, all=imported.imported))
    for result in results:
        if result.left_out:
            title = text(f"kpi.{result.kpi.key}.title", language)
            told.append(text("report.left_out_of", language, kpi=title, left_out=left_out_words(result, formats)))
    running = next((result for result in results if result.trend and result.trend[-1].partial), None)
    if running is not None:
        told.append(text("report.running", language, elapsed=running_words(running, formats)))
    return " ".join([*told, text("report.intervals", language)])


def left_out_words(result: KpiResult, formats: Formats) -> str:
    """The records left out with their reasons, most frequent first."""
    ordered = sorted(result.left_out, key=lambda left: -left.records)
    return ", ".join(text(f"kpi.left_out.{left.reason}", formats.language, n=left.records) for left in ordered)
