"""Imports leave out people who asked to be forgotten: their leads come in without a name, their cells stay blank."""

import hashlib
import hmac
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import ImportBatch, RecordBatch, SheetBatch
from salesdesk.domain.columns import Kind
from salesdesk.scoring.links import plain
from salesdesk.store.erasing import PERSONAL, blanked_column

_NAMED_BY = ("email", "contact", "phone")


def mark(salt: str, words: str) -> str:
    """What is kept of somebody who opted out: a keyed hash, from which no name can be read."""
    return hmac.new(salt.encode(), plain(words).encode(), hashlib.sha256).hexdigest()


def people_of(held: object) -> tuple[str, frozenset[str]]:
    """The salt and the marks of a company's list of opt-outs, as its setting holds them."""
    if not isinstance(held, dict) or not isinstance(held.get("people"), list):
        return "", frozenset()
    return str(held.get("salt", "")), frozenset(map(str, held["people"]))


def without(batch: ImportBatch, salt: str, people: frozenset[str]) -> ImportBatch:
    """The batch without the personal fields and cells of the people who opted out."""
    if not people:
        return batch
    return replace(batch, sheets=tuple(_sheet(sheet, salt, people) for sheet in batch.sheets))


def _sheet(sheet: SheetBatch, salt: str, people: frozenset[str]) -> SheetBatch:
    rows: set[int] = set()
    records = []
    for batch in sheet.records:
        hit = _opted_out(batch, salt, people) if batch.kind is Kind.LEAD else np.zeros(batch.n, dtype=bool)
        rows.update(batch.row[hit].tolist())
        records.append(_blanked(batch, hit) if hit.any() else batch)
    if not rows:
        return sheet
    gone = np.zeros(sheet.raw.n_rows, dtype=bool)
    gone[[row - sheet.raw.first_row for row in rows]] = True
    raw = replace(sheet.raw, columns=tuple(blanked_column(column, gone) for column in sheet.raw.columns))
    problems = tuple(problem for problem in sheet.problems if problem.row not in rows)
    return replace(sheet, records=tuple(records), raw=raw, problems=problems)


def _opted_out(batch: RecordBatch, salt: str, people: frozenset[str]) -> NDArray[np.bool_]:
    hit = np.zeros(batch.n, dtype=bool)
    for name in _NAMED_BY:
        if name in batch.columns:
            listed = [mark(salt, words) in people if words else False for words in batch.lists[name].names]
            hit |= np.array([*listed, False])[batch.columns[name]]
    return hit


def _blanked(batch: RecordBatch, hit: NDArray[np.bool_]) -> RecordBatch:
    columns = dict(batch.columns)
    for name in PERSONAL:
        if name in columns:
            column = columns[name].copy()
            unknown = -1 if name != "next_action_date" else np.iinfo(np.int32).min
            column[hit] = unknown
            columns[name] = column
    return replace(batch, columns=columns)
