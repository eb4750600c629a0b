"""``leads``: the leads and their scores, what the scores were worth, and what the history proposes."""

import argparse
from dataclasses import asdict
from typing import Any

from salesdesk.cli.contract import plain
from salesdesk.cli.session import open_desk, print_json, print_table
from salesdesk.desk import Desk
from salesdesk.desk.lead_models import LeadModels
from salesdesk.desk.leads import LeadBook, LeadCard
from salesdesk.domain.columns import BANT
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import Language, say, text
from salesdesk.scoring.backtest import Backtest, Band
from salesdesk.scoring.learn import Proposal
from salesdesk.scoring.model import PARTS


def run_leads(arguments: argparse.Namespace) -> int:
    """List leads, explain their scores, test the score on history, or propose weights."""
    with open_desk(arguments) as desk:
        match arguments.action:
            case "backtest":
                _backtest(desk, arguments)
            case "learn":
                _learn(desk, arguments)
            case "score":
                _score(desk, arguments)
            case _:
                _list(desk, arguments)
    return 0


def _found(desk: Desk, arguments: argparse.Namespace) -> tuple[LeadBook, list[LeadCard]]:
    """The leads asked for, best score first."""
    book = desk.leads()
    found = book.select(
        words=arguments.find,
        grade=arguments.grade,
        rep=arguments.rep,
        overdue=arguments.overdue,
        progress=arguments.progress,
    )
    return book, [book.card(int(position)) for position in book.ordered(found, "score")]


def _list(desk: Desk, arguments: argparse.Namespace) -> None:
    _, cards = _found(desk, arguments)
    if arguments.json:
        print_json([{"score": int(c.score), "grade": c.grade, **plain(c.values, arguments.lang)} for c in cards])
        return
    if not cards:
        print(text("cli.no_lead", arguments.lang))
    formats = Formats(arguments.lang)
    print_table(
        [[c.name, formats.integer(c.score), _grade(c.grade, arguments.lang)] for c in cards], right=frozenset({1})
    )


def _score(desk: Desk, arguments: argparse.Namespace) -> None:
    language: Language = arguments.lang
    book, cards = _found(desk, arguments)
    if arguments.json:
        print_json([_score_json(book, card, language) for card in cards])
        return
    if not cards:
        print(text("cli.no_lead", language))
    for card in cards:
        print(f"{card.name}: {card.score:.0f}, {_grade(card.grade, language)}")
        for reason in book.score(card.position).reasons:
            print(f"  {say(reason, language)}")


def _score_json(book: LeadBook, card: LeadCard, language: Language) -> dict[str, Any]:
    found = book.score(card.position)
    return {
        "lead_id": card.values["lead_id"],
        "name": card.name,
        "score": int(found.total),
        "grade": found.grade,
        "qualified": found.qualified,
        "meddic": found.complex,
        "signals": {name: bool(told[card.position] == 1) for name, told in book.scores.signals.told.items()},
        "answers": dict(zip(BANT, plain(book.scores.answers[:, card.position], language), strict=True)),
        "parts": [asdict(part) for part in found.parts],
        "reasons": [say(reason, language) for reason in found.reasons],
    }


def _backtest(desk: Desk, arguments: argparse.Namespace) -> None:
    book = desk.leads()
    found, language = book.backtest, arguments.lang
    title = LeadModels(desk).title(book.model, language)
    if arguments.json:
        print_json({"model": title, **plain(asdict(found), language)})
        return
    formats = Formats(language)
    print(text("scoring.backtest.heading", language, n=found.leads, model=title))
    if found.unjudged:
        print(text("scoring.backtest.unjudged", language, n=found.unjudged))
    print_table([_row(band, _grade(band.key, language), formats) for band in found.grades], right=frozenset({1, 2, 3}))
    print_table([_row(band, "", formats) for band in found.deciles], right=frozenset({1, 2, 3}))
    if found.area is not None:
        print(text("scoring.backtest.area", language, percent=round(100 * found.area)))
    _print_calibration(found, formats)


def _row(band: Band, title: str, formats: Formats) -> list[str]:
    low, high = band.interval or (None, None)
    return [
        title,
        f"{band.low:.0f}–{band.high:.0f}",
        f"{formats.integer(band.won)} / {formats.integer(band.leads)}",
        formats.percent(band.rate),
        formats.interval(formats.percent(low), formats.percent(high)) if band.interval else "",
        f"× {formats.number(band.lift, 1)}" if band.lift is not None else "",
    ]


def _print_calibration(found: Backtest, formats: Formats) -> None:
    if found.calibration is None:
        return
    print(text("scoring.backtest.calibration", formats.language))
    print_table(
        [
            [f"{b.low:.0f}–{b.high:.0f}", formats.percent(b.expected), formats.percent(b.rate)]
            for b in found.calibration.bands
        ],
        right=frozenset({0, 1, 2}),
    )


def _learn(desk: Desk, arguments: argparse.Namespace) -> None:
    """Propose weights; with --apply, keep and use them."""
    models = LeadModels(desk)
    proposal, language = models.learn(arguments.lang), arguments.lang
    if arguments.apply:
        models.use(proposal.model)
    if arguments.json:
        print_json(_proposal_json(proposal, language) | {"applied": arguments.apply})
        return
    for weight in proposal.weights:
        print(say(weight.reason, language))
    print(say(proposal.verdict, language))
    key = "applied" if arguments.apply else "not_applied"
    print(text(f"scoring.learn.{key}", language, name=proposal.model.name))


def _proposal_json(proposal: Proposal, language: Language) -> dict[str, Any]:
    return {
        "weights": {name: proposal.model.weights[name] for name in PARTS},
        "effects": {w.part: plain(w.effect, language) for w in proposal.weights},
        "reasons": {w.part: say(w.reason, language) for w in proposal.weights},
        "refused": dict(proposal.refused),
        "learnt_from": proposal.learnt_from,
        "judged_on": proposal.judged_on,
        "undated": proposal.undated,
        "area_now": proposal.area_now,
        "area_learnt": proposal.area_learnt,
        "better": proposal.better,
        "verdict": say(proposal.verdict, language),
    }


def _grade(key: str, language: Language) -> str:
    return text(f"scoring.grade.{key}", language)
