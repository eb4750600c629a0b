"""``overview``: what all KPIs together say: actions in euros, pace, forecast, reviews that are due."""

import argparse
from dataclasses import asdict
from typing import Any

from salesdesk.cli.contract import filter_json, plain
from salesdesk.cli.session import open_desk, print_json, selected
from salesdesk.desk.actions import DecidedAction, Progress
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import Language, say, text
from salesdesk.kpi.overview import Overview


def run_overview(arguments: argparse.Namespace) -> int:
    """Print the overview of a filter."""
    with open_desk(arguments) as desk:
        where = selected(arguments, desk)
        found = desk.overview(where)
        if arguments.json:
            decided = [_decided(action, desk.actions.progress(action), arguments.lang) for action in desk.actions.all()]
            print_json({"filter": filter_json(where), **overview_json(found, arguments.lang), "decided": decided})
        else:
            _print(found, Formats(arguments.lang, desk.sales.currency))
    return 0


def _decided(action: DecidedAction, progress: Progress, language: Language) -> dict[str, Any]:
    told = {**asdict(action), "verdict": progress.verdict, "before": progress.before, "after": progress.after}
    return {**plain(told, language), "text": say(progress.text, language)}


def overview_json(found: Overview, language: Language) -> dict[str, Any]:
    """Money in the company currency, days ISO, ratios 0..1."""
    forecast = found.forecast
    return {
        "stakes": [
            {
                "code": stake.code,
                "kpi": stake.kpi,
                "euros": stake.euros,
                "title": say(stake.title, language),
                "text": say(stake.text, language),
                "lever": say(stake.lever, language),
                "evidence": stake.evidence,
                "dimension": stake.dimension,
                "group": stake.group,
            }
            for stake in found.stakes
        ],
        "velocity": {**asdict(found.velocity), "per_month": found.velocity.per_month},
        "forecast": None
        if forecast is None
        else {
            **plain(asdict(forecast), language),
            "coverage": forecast.coverage,
            "backtests": [{**plain(asdict(test), language), "inside": test.inside} for test in forecast.backtests],
        },
        "figures": asdict(found.figures),
        "agenda": [plain(asdict(review), language) for review in found.agenda],
    }


def _print(found: Overview, formats: Formats) -> None:
    language = formats.language
    for stake in found.stakes:
        print(f"{say(stake.title, language)}\n  {say(stake.text, language)}\n  {say(stake.lever, language)}")
    pace, forecast = found.velocity.per_month, found.forecast
    if pace is not None:
        print(text("overview.pace", language, amount=formats.money(pace)))
    if forecast is not None:
        amounts = {"amount": forecast.expected, "low": forecast.low, "high": forecast.high}
        said = {name: formats.money(value) for name, value in amounts.items()}
        print(text("overview.forecast", language, day=formats.date(forecast.until), **said))
    for review in found.agenda:
        if not review.done:
            title = text(f"kpi.{review.kpi}.title", language)
            cadence = text(f"overview.cadence.{review.cadence}", language)
            print(text("overview.due", language, kpi=title, cadence=cadence))
