"""One table understood: left aside, or read as the kind of record that it is likeliest to hold."""

from collections.abc import Mapping
from dataclasses import replace

from salesdesk.domain.columns import Kind
from salesdesk.domain.texts import Message
from salesdesk.importing.aside import left_aside, not_records, why_unknown
from salesdesk.importing.corrections import corrected
from salesdesk.importing.documents import spread_documents
from salesdesk.importing.groups import spread_labels
from salesdesk.importing.ledger import sales_of_ledger
from salesdesk.importing.look import Context, Look
from salesdesk.importing.matching import Evidence, KindMatch, known_export, match_kind, match_kinds
from salesdesk.importing.sheetplan import Choices, Question, SheetPlan
from salesdesk.importing.table_reading import TableReading
from salesdesk.importing.twins import without_twins


def understand(look: Look, choices: Choices, context: Context, index: int) -> SheetPlan:
    """Read a table as records.  ``index``: its place in the plan, for its questions."""
    remembered = context.layouts.get(look.layout, {})
    answers = {name[1:]: value for name, value in remembered.items() if name.startswith("?")} | dict(choices.answers)
    aside = look.table.reason_skipped or not_records(look)
    chosen = choices.kind or (Kind(answers["kind"]) if "kind" in answers else None)
    if aside is not None and choices.kind is None and choices.include is not True:
        return left_aside(look, choices, aside)
    look, twins = without_twins(look, choices.corrections, context.corrections)
    look, corrections = corrected(look, choices.corrections, context.corrections)
    look = sales_of_ledger(look)
    match, runner_up = _match(look, choices, context, chosen, remembered)
    if match is None:
        return left_aside(look, choices, why_unknown(look, context))
    if match.kind is Kind.ORDER_LINE:
        look = spread_documents(look, match)
    if match.kind in {Kind.ORDER_LINE, Kind.OPPORTUNITY}:
        look = spread_labels(look, match)
    reading = TableReading(look, choices, context, match, answers, index)
    plan = replace(reading.plan(remembered=bool(remembered)), corrections=(*corrections, *twins))
    if runner_up is not None and chosen is None:
        plan = replace(plan, questions=(_which_kind(match.kind, runner_up, index), *plan.questions))
    return plan


def _match(
    look: Look, choices: Choices, context: Context, chosen: Kind | None, remembered: Mapping[str, str]
) -> tuple[KindMatch | None, Kind | None]:
    headers = look.table.headers
    kept = {header: name for header, name in remembered.items() if not header.startswith("?")}
    evidence = Evidence(context.names, choices.fields, kept)
    if chosen is not None:
        return match_kind(chosen, headers, look.profiles, evidence, known_export(headers)), None
    found = match_kinds(headers, look.profiles, evidence)
    best, second = found[0], found[1]
    if best.score <= 0:
        return None, None
    known = known_export(headers)
    settled = bool(kept) or (known is not None and known.layout.kind is best.kind)
    return best, second.kind if second.score > 0.9 * best.score and not settled else None


def _which_kind(best: Kind, other: Kind, index: int) -> Question:
    options = tuple((kind.value, Message(f"importing.kind.{kind.value}")) for kind in (best, other))
    return Question("kind", Message("importing.question.kind"), options, best.value, index)
