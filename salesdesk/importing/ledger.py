"""The French ledger export (FEC) as sales: entries on accounts of class 70, excluding VAT, with their customers.

Its eighteen columns are set by law.  Entries on other accounts (customers, VAT, bank) are left out; the customer of a
sale is the one on the customers' entry (account 411) of the same number.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.problem import Problem, Severity
from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.domain.texts import Message
from salesdesk.importing.decide import decide_decimal
from salesdesk.importing.left_out import LeftOut
from salesdesk.importing.look import Look
from salesdesk.importing.values import copied, read_number, read_words
from salesdesk.importing.vocabulary import normal

_NAMES: Final = ("ecriturenum", "comptenum", "compauxnum", "compauxlib", "debit", "credit")
_SALES: Final = "70"
_CUSTOMERS: Final = "411"


def sales_of_ledger(look: Look) -> Look:
    """The table with its sales alone, their net amount in the column of credits; other tables as they are."""
    columns = {normal(header): i for i, header in enumerate(look.table.headers)}
    if not all(name in columns for name in _NAMES):
        return look
    number, account, customer_id, customer, debit, credit = (columns[name] for name in _NAMES)
    is_sale = _begins(look, account, _SALES)
    records = look.table.records
    mark = decide_decimal([look.cells[debit], look.cells[credit]], look.sheet.separator, "fr").value
    paid, received = (np.nan_to_num(read_number(look.cells[place], mark).values) for place in (debit, credit))
    body = list(look.table.body.columns)
    body[credit] = _with_numbers(body[credit], records, received - paid)
    sources = _customer_entries(look, number, account)
    for place in (customer_id, customer):
        body[place] = copied(body[place], records[sources >= 0], records[sources[sources >= 0]])
    others = records[~is_sale]
    problems = look.table.problems
    if len(others):
        message = Message("importing.note.ledger", {"n": len(others)})
        row = int(look.table.body.first_row + others[0])
        problems = (*problems, Problem(Severity.NOTE, message, look.origin.file, look.origin.sheet, row))
    table = replace(
        look.table,
        body=replace(look.table.body, columns=tuple(body)),
        records=records[is_sale],
        left_out={**look.table.left_out, LeftOut.NO_SALE: others},
        problems=problems,
    )
    return replace(look, table=table)


def _begins(look: Look, place: int, digits: str) -> NDArray[np.bool_]:
    words = read_words(look.cells[place])
    known = np.array([*(text.startswith(digits) for text in words.texts), False], dtype=bool)
    return known[words.codes]


def _customer_entries(look: Look, number: int, account: int) -> NDArray[np.int64]:
    """For each record, the position of the customers' entry of the same number; -1 where there is none."""
    words = read_words(look.cells[number])
    positions = np.flatnonzero(_begins(look, account, _CUSTOMERS))
    table = np.full(len(words.texts) + 1, -1, dtype=np.int64)
    table[words.codes[positions[::-1]]] = positions[::-1]
    table[-1] = -1
    return table[words.codes]


def _with_numbers(column: RawColumn, rows: NDArray[np.int64], values: NDArray[np.float64]) -> RawColumn:
    kinds, numbers, codes = column.kinds.copy(), column.numbers.copy(), column.codes.copy()
    kinds[rows], numbers[rows], codes[rows] = Cell.NUMBER, np.round(values, 6), -1
    return RawColumn(kinds, numbers, codes, column.texts)
