"""One table read as one kind of record: number and date forms, proofs, questions, records and problems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers, RecordBatch
from salesdesk.domain.columns import NO_CODE, Column, Kind
from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.arithmetic import Findings, examine
from salesdesk.importing.aside import type_seen
from salesdesk.importing.cells import Cells
from salesdesk.importing.decide import Decision, decide_date_order, decide_decimal, likely_date_order, numerals
from salesdesk.importing.document_names import document_by_name
from salesdesk.importing.identity import identify
from salesdesk.importing.import_fields import IGNORED, Type, type_of
from salesdesk.importing.judge import judge
from salesdesk.importing.kinds import POSSIBLE
from salesdesk.importing.look import Context, Look
from salesdesk.importing.matching import ASKED, KindMatch, Match
from salesdesk.importing.own_export import own_export
from salesdesk.importing.records import build
from salesdesk.importing.remarks import foreign, gaps, no_lost, not_sales, repeats, split_decimals
from salesdesk.importing.secondary import Described, described
from salesdesk.importing.seen import date_ranges, seen_in
from salesdesk.importing.sheetplan import Choices, ColumnPlan, Question, SheetPlan
from salesdesk.importing.stage_dates import FIELD as STAGE_DATE
from salesdesk.importing.stage_dates import stage_changes, stage_columns, unread_days
from salesdesk.importing.vat import find_vat
from salesdesk.importing.words_in_doubt import CHOICES, words_in_doubt

_NUMERIC: Final = (Type.MONEY, Type.NUMBER, Type.PERCENT)
PROVEN_ORDER: Final = "proven_order"
"""Among the answers of a layout: the order that its dates have proven, the guess for those that prove nothing."""


class TableReading:
    """A table being read as one kind."""

    def __init__(
        self,
        look: Look,
        choices: Choices,
        context: Context,
        match: KindMatch,
        answers: Mapping[str, str],
        index: int,
    ) -> None:
        self.look, self.choices, self.context, self.match = look, choices, context, match
        self.answers = dict(answers)
        self.index = index
        self.questions: list[Question] = []
        is_deals = match.kind is Kind.OPPORTUNITY
        self.stages = stage_columns(look.table.headers, choices.fields) if is_deals else {}
        self.decimal = self._decide("decimal", choices.decimal, self._decimal())
        order = self._date_order()
        self.date_order = self._decide("date_order", choices.date_order, order)
        if order.proven and order.needed:
            self.answers[PROVEN_ORDER] = order.value

    def _columns_of(self, *types: Type) -> list[RawColumn]:
        return [self.look.cells[m.column] for m in self.match.matches if type_of(m.field) in types]

    def _decimal(self) -> Decision:
        return decide_decimal(self._columns_of(*_NUMERIC), self.look.sheet.separator, self.context.language)

    def _date_order(self) -> Decision:
        mapped = decide_date_order(self._columns_of(Type.DATE), self._likely_date_order())
        if mapped.proven:
            return mapped
        # Other date columns of the sheet may prove what the mapped ones do not.
        rest = [c for c, seen in zip(self.look.cells, self.look.profiles, strict=True) if seen.dates >= 0.8]
        whole = decide_date_order(rest)
        return replace(whole, needed=mapped.needed) if whole.proven else mapped

    def _likely_date_order(self) -> str:
        """The order that other sheets prove, else the one that this sheet's way of writing speaks for."""
        proven = self.look.proven_order or self.answers.get(PROVEN_ORDER, "")
        if proven:
            return proven
        look = self.look
        marks = {number.mark for column in self._columns_of(*_NUMERIC) for number in numerals(column)}
        decimal = self.decimal if marks & {",", "."} else ""
        return likely_date_order(look.table.headers, look.cells, look.sheet.separator, decimal, self.context.language)

    def _decide(self, name: str, said: str, decision: Decision) -> str:
        value = said or self.answers.get(name, "")
        if value:
            self.answers[name] = value
            return value
        if decision.needed and not decision.proven:
            values = (",", ".") if name == "decimal" else ("dmy", "mdy", "ymd")
            labels = {",": "comma", ".": "point"}
            options = tuple((v, Message(f"importing.option.{labels.get(v, v)}")) for v in values)
            self.ask(name, options, decision.value)
            self.answers[name] = decision.value
        return decision.value

    def ask(self, name: str, options: Sequence[tuple[str, Message]], guess: str, **values: object) -> None:
        message = Message(f"importing.question.{name.partition(':')[0]}", values)
        self.questions.append(Question(name, message, tuple(options), guess, self.index))

    def plan(self, *, remembered: bool) -> SheetPlan:
        findings = self._prove() if self.match.kind is Kind.ORDER_LINE else Findings()
        self._columns_in_doubt()
        self._choose_amount(findings)
        self._choose_vat(findings)
        cells = self.cells()
        words = tuple(self._words_in_doubt(cells))
        records = build(self.match.kind, cells, {**self.answers, "document": document_by_name(self.look)})
        lists = dict(records.lists.members())
        self._currency(records.columns, lists, cells)
        judged = judge(records, self.look, {m.field: m for m in self.match.matches})
        matches = {m.field: m for m in self.match.matches}
        remarks = gaps(self.match.kind, records.columns, judged.accepted, self.look, matches)
        if self.match.kind is Kind.ORDER_LINE:
            remarks = chain(remarks, not_sales(records.columns, judged.accepted, self.look))
        elif self.match.kind is Kind.OPPORTUNITY:
            remarks = chain(remarks, no_lost(records.columns, judged.accepted, self.look))
        foreigners = foreign(records.columns, lists, judged.accepted, self.look, self.context.currency)
        remarks = chain(split_decimals(self.look), remarks, foreigners)
        batches, more = self._batches(records.columns, lists, judged.accepted)
        possible = POSSIBLE[self.match.kind](self.match.fields.keys())
        enough = possible and (len(judged.accepted) > 0 or self.choices.kind is not None)
        include = self.choices.include if self.choices.include is not None else enough
        lack = Message(f"importing.lack.{self.match.kind}")
        aside = Message("importing.aside.by_you") if enough else Message("importing.aside.lacks", {"lack": lack})
        return SheetPlan(
            self.look.origin,
            self.look.table,
            self.choices,
            self.match.kind,
            self._column_plans(cells),
            self.decimal,
            self.date_order,
            include=include,
            reason_excluded=None if include else aside,
            layout=self.look.layout,
            group=f"{self.match.kind}:{','.join(sorted(self.match.fields))}",
            remembered=remembered,
            records=batches,
            problems=(*self.look.table.problems, *judged.problems, *remarks, *words, *more),
            questions=tuple(self.questions),
            answers=self.answers,
        )

    def cells(self, limit: int | None = None) -> Cells:
        columns = {m.field: self.look.cells[m.column] for m in self.match.matches}
        if limit is not None:
            columns = {name: column.slice(0, limit) for name, column in columns.items()}
        percent = frozenset(m.field for m in self.match.matches if m.column in self.look.percent)
        n = len(self.look.table.records) if limit is None else min(limit, len(self.look.table.records))
        places = {m.field: m.column for m in self.match.matches}
        source = (lambda name: self.look.words[places[name]]) if limit is None else None
        return Cells(n, columns, self.decimal, self.date_order, percent, source)

    def _prove(self) -> Findings:
        """Let the numbers confirm or correct what the headers said."""
        cells = self.cells(5_000)
        columns: dict[str, NDArray[np.float64]] = {}
        for match in self.match.matches:
            kind = type_of(match.field)
            if kind is Type.PERCENT:
                values = cells.share(match.field)
            elif kind in _NUMERIC:
                values = cells.number(match.field)
            else:
                continue
            assert values is not None
            if not np.isnan(values).all():
                columns[match.field] = values
        documents = cells.words("document_number")
        findings = examine(columns, documents.codes if documents is not None else None)
        own = own_export(self.look.table.headers) is not None
        forced = set(self.choices.fields) | set(self.context.layouts.get(self.look.layout, {}))
        matches = [
            m if own or self.look.table.headers[m.column] in forced else _proven(m, findings)
            for m in self.match.matches
        ]
        self.match = replace(self.match, matches=tuple(matches))
        return findings

    def _columns_in_doubt(self) -> None:
        """Ask about headers that may mean two fields that both count."""
        for match in self.match.matches:
            rivals = [name for name in match.rivals if name in ASKED and name not in self.match.fields]
            header = self.look.table.headers[match.column]
            if not rivals or match.field not in ASKED or header in self.choices.fields:
                continue
            options = [(name, Message(f"importing.field.{name}")) for name in (match.field, *rivals)]
            self.ask(f"column:{header}", options, match.field, header=header)

    def _choose_amount(self, findings: Findings) -> None:
        """Two columns that may both be the amount: the total paid, or the products before shipping."""
        if not findings.amount:
            return
        rivals = [name for name in ("amount_paid", "products_amount") if name in self.match.fields]
        if "amount" not in self.answers and len(rivals) > 1:
            headers = {name: self.look.table.headers[self.match.fields[name].column] for name in rivals}
            options = [(name, Message("importing.option.column", {"header": headers[name]})) for name in rivals]
            self.ask("amount", options, findings.amount)
        self.answers.setdefault("amount", findings.amount)

    def _choose_vat(self, findings: Findings) -> None:
        """Excluding or including VAT: one choice per source."""
        found = find_vat(self.match, findings, self.look.table.headers, [seen.texts for seen in self.look.profiles])
        if found is None or "vat" in self.answers:
            return
        if found.asked:
            options = [(v, Message(f"importing.option.vat_{v}")) for v in ("net", "gross", "20", "10", "5_5")]
            self.ask("vat", options, found.answer, header=found.asked)
        self.answers["vat"] = found.answer

    def _words_in_doubt(self, cells: Cells) -> Iterator[Problem]:
        """Ask what unknown words mean; tell how many more are taken as guessed."""
        headers = {m.field: self.look.table.headers[m.column] for m in self.match.matches}
        doubts, more = words_in_doubt(self.match.kind, cells, headers)
        for doubt in doubts:
            if doubt.key not in self.answers and not doubt.sure:
                options = [(choice, Message(f"choice.{choice}")) for choice in CHOICES[doubt.group]]
                self.ask(doubt.key, options, doubt.guess, header=headers[doubt.field], text=doubt.text)
            self.answers.setdefault(doubt.key, doubt.guess)
        if more:
            message = Message("importing.note.more_words", {"n": more})
            yield Problem(Severity.WARNING, message, self.look.origin.file, self.look.origin.sheet)

    def _currency(self, columns: dict[str, Column], lists: dict[str, LocalMembers], cells: Cells) -> None:
        """The currency that cells name, else the format of their column, where no column of its own tells it."""
        if "amount" not in columns or "currency" in columns:
            return
        money = [m for m in self.match.matches if type_of(m.field) is Type.MONEY]
        formats = {c for m in money if (c := self.look.currencies.get(m.column))}
        names = tuple(dict.fromkeys((*(formats if len(formats) == 1 else ()), *cells.currencies)))
        if set(names) <= {self.context.currency}:
            return
        codes = np.full(cells.n, 0 if len(formats) == 1 else NO_CODE, dtype=np.int32)
        for currency, rows in cells.currencies.items():
            codes[rows] = names.index(currency)
        columns["currency"] = codes
        lists["currency"] = LocalMembers(names, ("",) * len(names))

    def _batches(
        self, columns: Mapping[str, Column], lists: Mapping[str, LocalMembers], accepted: NDArray[np.int64]
    ) -> tuple[tuple[RecordBatch, ...], list[Problem]]:
        look = self.look
        whole = len(accepted) == len(look.table.records)
        kept = columns if whole else {name: column[accepted] for name, column in columns.items()}
        rows = look.row_numbers if whole else look.row_numbers[accepted]
        hashes = look.rows if whole else look.rows[accepted]
        found = identify(self.match.kind, kept, lists, hashes, look.origin.source)
        problems: list[Problem] = []
        if found.broken:
            names = [Message(f"importing.key.{name}") for name in found.broken]
            key = "importing.note.key_pair" if len(names) > 1 else "importing.note.key"
            message = Message(key, {"first": names[0], "second": names[-1]})
            problems.append(Problem(Severity.NOTE, message, look.origin.file, look.origin.sheet))
        if not found.key:
            problems += repeats(hashes, rows, look)
        for position in found.repeated:
            message = Message("importing.row.repeated")
            problems.append(
                Problem(Severity.WARNING, message, look.origin.file, look.origin.sheet, int(rows[position]))
            )
        keep = np.ones(len(rows), dtype=bool)
        keep[found.repeated] = False
        main = RecordBatch(
            self.match.kind,
            kept if keep.all() else {name: column[keep] for name, column in kept.items()},
            lists,
            rows[keep],
            found.identity[keep],
            found.content[keep],
        )
        others = [self._described(d, rows) for d in described(self.match.kind, kept, lists)]
        if self.stages and "opportunity_id" in main.columns:
            deals = main.columns["opportunity_id"], lists["opportunity_id"]
            problems += unread_days(look, self.stages, accepted[keep], self.date_order)
            entered = stage_changes(look, self.stages, deals, accepted[keep], self.date_order)
            others += [entered] if entered is not None else []
        return (main, *others), problems

    def _described(self, members: Described, rows: NDArray[np.int64]) -> RecordBatch:
        none = np.zeros(len(members.first), dtype=np.uint64)
        found = identify(members.kind, members.columns, members.lists, none, self.look.origin.source)
        return RecordBatch(
            members.kind, members.columns, members.lists, rows[members.first], found.identity, found.content
        )

    def _column_plans(self, cells: Cells) -> tuple[ColumnPlan, ...]:
        by_column = {m.column: m for m in self.match.matches}
        dates = date_ranges(cells, self.match.fields)
        plans: list[ColumnPlan] = []
        for i, (header, seen) in enumerate(zip(self.look.table.headers, self.look.profiles, strict=True)):
            place = self.look.table.body.first_column + i
            match = by_column.get(i)
            if match is not None:
                kind = type_of(match.field)
                told = dates.get(i) or seen_in(seen)
                sure = round(match.confidence, 2)
                plans.append(ColumnPlan(header, place, match.field, sure, match.reason, kind, told))
            elif i in self.stages:
                reason = Message("importing.match.stage_date", {"stage": self.stages[i]})
                plans.append(ColumnPlan(header, place, STAGE_DATE, 0.97, reason, Type.DATE))
            else:
                ignored = self.choices.fields.get(header) == IGNORED
                reason = Message("importing.match.ignored" if ignored else "importing.match.none")
                plans.append(ColumnPlan(header, place, "", 0.0, reason, type_seen(seen), seen_in(seen)))
        return tuple(plans)


def _proven(match: Match, findings: Findings) -> Match:
    name = findings.renamed.get(match.field, match.field)
    if name in findings.checked:
        return replace(match, field=name, confidence=max(match.confidence, 0.97), reason=_ARITHMETIC, rivals=())
    return replace(match, field=name)


_ARITHMETIC: Final = Message("importing.match.arithmetic")
