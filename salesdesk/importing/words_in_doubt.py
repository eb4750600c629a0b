"""Words of a status, stage or document type that the vocabulary does not know, where a figure hangs on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import DOCUMENT_TYPES, LEAD_STATUSES, STATUSES, Kind
from salesdesk.importing.cells import Cells
from salesdesk.importing.values import Words
from salesdesk.importing.vocabulary import canonical, normal

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "deal_outcome": STATUSES,
    "document_type": DOCUMENT_TYPES,
    "lead_status": LEAD_STATUSES,
}
"""Group of the vocabulary → what its words can mean."""
_PREFIX: Final = "value:"
_MOST_ASKED: Final = 12
"""Rarer words than the commonest so many are taken as guessed, and told."""
_CODES: Final = {"do type": "sage_100_document_type"}
"""Headers of programs that write numbers for document types → group of the vocabulary."""
_INVOICE_CODES: Final = "dolibarr_invoice_type"
"""What numbers mean in a list that is of invoices alone."""
_OF_INVOICES: Final = frozenset({"facture", "factures", "invoice", "invoices"})
_TELLING: Final = ("is_won", "is_lost", "is_closed", "won_date", "lost_date", "active", "archived")


@dataclass(frozen=True)
class Doubt:
    """A word that nobody knows, in the column of ``field``.  ``rows``: how many rows hold it.

    ``sure``: it is a code whose meaning the header tells, so the guess is none.
    """

    group: str
    field: str
    text: str
    guess: str
    rows: int
    sure: bool = False

    @property
    def key(self) -> str:
        """Under which it is asked, and the answer remembered."""
        return f"{_PREFIX}{self.group}:{self.text}"


def meaning(group: str, text: str, answers: Mapping[str, str]) -> str:
    """The canonical value of a word: as answered, else as the vocabulary knows it, else ''."""
    return answers.get(f"{_PREFIX}{group}:{text}", "") or canonical(group, text)


def words_in_doubt(kind: Kind, cells: Cells, headers: Mapping[str, str]) -> tuple[list[Doubt], int]:
    """The commonest unknown words that a figure hangs on, and the number of those beyond.

    ``headers``: import field → header of its column.
    """
    doubts = (_decoded(doubt, headers) for doubt in _DOUBTS[kind](cells)) if kind in _DOUBTS else ()
    found = sorted(doubts, key=lambda doubt: (not doubt.sure, -doubt.rows))
    return found[:_MOST_ASKED], len(found[_MOST_ASKED:])


def _decoded(doubt: Doubt, headers: Mapping[str, str]) -> Doubt:
    group = _CODES.get(normal(headers[doubt.field]), "")
    if not group and _OF_INVOICES & set(normal(headers.get("document_number", "")).split()):
        group = _INVOICE_CODES if doubt.group == "document_type" else ""
    known = canonical(group, doubt.text) if group else ""
    return replace(doubt, guess=known, sure=True) if known else doubt


def _documents(cells: Cells) -> Iterator[Doubt]:
    yield from _unknown(cells, "document_type", "document_type", "invoice")


def _leads(cells: Cells) -> Iterator[Doubt]:
    if not any(name in cells for name in ("is_qualified", "is_converted", "qualified_date", "converted_date")):
        yield from _unknown(cells, "lead_status", "status", "new")


def _deals(cells: Cells) -> Iterator[Doubt]:
    """A status is won or lost by its word; a stage only where nothing else tells.

    Where won and lost are known words among the stages, the others are stages on the way; so are those whose
    probability lies between.
    """
    if any(name in cells for name in _TELLING):
        return
    if "status" in cells:
        yield from _unknown(cells, "deal_outcome", "status", "open")
        return
    words = cells.words("stage")
    if words is None or {"won", "lost"} <= {canonical("deal_outcome", text) for text in words.texts}:
        return
    chance = cells.share("probability")
    between = np.zeros(cells.n, dtype=bool) if chance is None else (chance > 0) & (chance < 1)
    yield from _unknown(cells, "deal_outcome", "stage", "open", ~between)


def _unknown(
    cells: Cells, group: str, field: str, guess: str, counted: NDArray[np.bool_] | None = None
) -> Iterator[Doubt]:
    words = cells.words(field)
    if words is None:
        return
    rows = _rows(words, counted)
    for code, text in enumerate(words.texts):
        if rows[code] and not canonical(group, text):
            yield Doubt(group, field, text, guess, int(rows[code]))


def _rows(words: Words, counted: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """Number of rows that hold each text."""
    codes = words.codes if counted is None else words.codes[counted]
    return np.bincount(codes[codes >= 0], minlength=len(words.texts))


_DOUBTS: Final = {Kind.ORDER_LINE: _documents, Kind.LEAD: _leads, Kind.OPPORTUNITY: _deals}
