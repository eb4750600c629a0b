"""``import``: plan, ask or take guesses, apply, tell."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from salesdesk.cli.session import open_desk, print_json, print_table
from salesdesk.desk.imports import ImportOutcome
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import Formats
from salesdesk.domain.problem import Problem
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Language, Message, say, text
from salesdesk.importing.plan import ImportPlan, Options
from salesdesk.importing.sheetplan import Question, SheetPlan
from salesdesk.kpi.written import full


def run_import(arguments: argparse.Namespace) -> int:
    """Import files.  Exit code 1 when a question is open and ``--yes`` is not given, or nothing could be read."""
    language: Language = arguments.lang
    options, passwords = _options(arguments), _passwords(arguments)
    with open_desk(arguments, create=True) as desk:
        plan = desk.plan(arguments.files, Task(), options=options, passwords=passwords, language=language)
        refused = bool(plan.questions) and not arguments.yes
        nothing = not any(sheet.include for sheet in plan.sheets)
        outcome = None
        if not (refused or nothing or arguments.dry_run):
            outcome = desk.apply(plan, Task())
        if arguments.json:
            print_json(plan_json(plan, outcome, language))
        else:
            _print_plan(plan, language)
            _print_questions(plan, language, taken=not refused)
            if outcome:
                _print_outcome(outcome, Formats(language, desk.sales.currency))
        if nothing:
            raise SalesDeskError("cli.nothing")
    return 1 if refused else 0


def plan_json(plan: ImportPlan, outcome: ImportOutcome | None, language: Language) -> dict[str, Any]:
    """The JSON contract of an import: one entry per sheet, unreadable files, questions, effects."""
    return {
        "applied": outcome is not None,
        "sources": [_sheet_json(sheet, language) for sheet in plan.sheets],
        "problems": [_problem_json(problem, language) for problem in plan.problems],
        "questions": [
            {
                "key": question.key,
                "file": plan.sheets[question.sheet].file,
                "sheet": plan.sheets[question.sheet].sheet,
                "message": say(question.message, language),
                "options": {value: say(label, language) for value, label in question.options},
                "guess": question.guess,
            }
            for question in plan.questions
        ],
        "merges": [
            {"dimension": p.merge.dimension, "name": p.merge.name, "same_as": p.merge.same_as, "score": p.score,
             "accepted": p.merge in plan.accepted}
            for p in plan.proposals
        ],
        "moved": []
        if outcome is None
        else [{"kpi": moved.kpi.key, "before": moved.before, "after": moved.after} for moved in outcome.moved],
    }  # fmt: skip


def _sheet_json(sheet: SheetPlan, language: Language) -> dict[str, Any]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "kind": sheet.kind.value if sheet.kind and sheet.include else None,
        "kinds": [kind.value for kind in sheet.kinds] if sheet.include else [],
        "left_aside": say(sheet.reason_excluded, language) if sheet.reason_excluded and not sheet.include else None,
        "rows": sheet.rows,
        "new": sheet.new,
        "changed": sheet.changed,
        "unchanged": sheet.unchanged,
        "gone": sheet.gone,
        "rejected": sheet.rejected,
        "problems": [_problem_json(problem, language) for problem in sheet.problems],
        "columns": {
            column.header: {
                "field": column.field or None,
                "confidence": round(column.confidence, 3),
                "reason": say(column.reason, language),
                "values": say(column.seen, language) if column.seen is not None else None,
            }
            for column in sheet.columns
        },
    }


def _problem_json(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column if problem.column >= 0 else None,
        "address": problem.address,
        "severity": problem.severity.value,
        "message": say(problem.message, language),
    }


def _options(arguments: argparse.Namespace) -> Options:
    kinds = [kind.value for kind in Kind]
    if arguments.kind and arguments.kind not in kinds:
        raise SalesDeskError("cli.kind", kind=arguments.kind, known=", ".join(kinds))
    mapping = {}
    for words in arguments.map:
        header, equals, name = words.rpartition("=")
        if not equals or not header:
            raise SalesDeskError("cli.map", words=words)
        mapping[header] = name
    return Options(
        kind=Kind(arguments.kind) if arguments.kind else None,
        sheet=arguments.sheet,
        mapping=mapping,
        date_order=arguments.date_order,
        decimal=arguments.decimal,
        mode=arguments.mode,
    )


def _passwords(arguments: argparse.Namespace) -> Mapping[Path, str]:
    if arguments.password_file is None:
        return {}
    try:
        word = arguments.password_file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SalesDeskError("cli.password_file", path=arguments.password_file) from error
    return dict.fromkeys(arguments.files, word)


def _print_plan(plan: ImportPlan, language: Language) -> None:
    for problem in plan.problems:
        print(f"{problem.file} {problem.address}".strip() + f": {say(problem.message, language)}")
    for sheet in plan.sheets:
        print(f"{sheet.file} › {sheet.sheet}: ", end="")
        if not sheet.include or sheet.kind is None:
            print(text("cli.left_aside", language, reason=sheet.reason_excluded or Message("cli.nothing")))
            continue
        print(text(f"kind.{sheet.kind.value}", language))
        counts = ("new", "changed", "unchanged", "gone", "rejected")
        print("  " + " · ".join(text(f"cli.counts.{name}", language, n=getattr(sheet, name)) for name in counts))
        _print_columns(sheet)
        _print_problems(sheet.problems, language)


def _print_columns(sheet: SheetPlan) -> None:
    rows = [
        [f"  {c.letter}", c.header, c.field or "—", f"{c.confidence:.0%}" if c.field else ""] for c in sheet.columns
    ]
    print_table(rows, right=frozenset({3}))


def _print_problems(problems: Sequence[Problem], language: Language, most: int = 20) -> None:
    for problem in problems[:most]:
        print(f"  {problem.address}: {say(problem.message, language)}")
    if len(problems) > most:
        print("  " + text("cli.more_problems", language, n=len(problems) - most))


def _print_questions(plan: ImportPlan, language: Language, *, taken: bool) -> None:
    if plan.questions and not taken:
        print(text("cli.questions", language, n=len(plan.questions)))
    for question in plan.questions:
        said, guess = say(question.message, language), _guess(question, language)
        if taken:
            print(text("cli.taken", language, question=said, guess=guess))
        else:
            print(f"  {said} ({text('cli.guess', language, guess=guess)})")


def _guess(question: Question, language: Language) -> str:
    labels = {value: say(label, language) for value, label in question.options}
    return labels.get(question.guess, question.guess)


def _print_outcome(outcome: ImportOutcome, formats: Formats) -> None:
    for moved in outcome.moved:
        print(
            text(
                "cli.moved",
                formats.language,
                kpi=text(f"kpi.{moved.kpi.key}.title", formats.language),
                before=full(moved.kpi.unit, formats, moved.before),
                after=full(moved.kpi.unit, formats, moved.after),
            )
        )
