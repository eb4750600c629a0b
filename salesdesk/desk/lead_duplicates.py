"""Leads that seem to be one: proposed, never joined by themselves."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from salesdesk.desk.desk import Desk
from salesdesk.domain.columns import NO_CODE, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.task import Task
from salesdesk.domain.texts import Message
from salesdesk.scoring.links import plain

ALIKE: Final = 92
"""Likeness in percent from which two company names are taken for one (Indel, rapidfuzz)."""

_NEIGHBOURS: Final = 3
"""Sorted by name, each lead is compared with so many that follow: like names begin alike (sorted neighbourhood,
Hernández & Stolfo, SIGMOD 1995)."""
_STEP: Final = 500
_DIGITS: Final = 9
"""Digits by which two phone numbers are compared, from the end: +33 1 … and 01 … are one."""
_LEGAL: Final = re.compile(r"\b(sarl|sasu?|sa|eurl|sci|snc|gmbh|ag|ltd|limited|llc|inc|plc|bv|srl|spa)\b\.?")


@dataclass(frozen=True)
class Duplicate:
    """Two leads by position, the one received first in ``first``; ``reason`` says what they share."""

    first: int
    second: int
    reason: Message


def duplicates(sales: Sales, task: Task | None = None, apart: Collection[tuple[int, int]] = ()) -> list[Duplicate]:
    """Pairs with one e-mail, one phone number, or like companies with like contacts; each pair once.

    The surest first: one e-mail, then like names, then a number, which may be a switchboard's.

    ``apart``: pairs of records of which somebody said that they are two.
    """
    task = task or Task()
    found: dict[tuple[int, int], Duplicate] = {}
    ids = sales[Kind.LEAD]["id"]
    for pair in (*_same(sales, "email", plain), *_alike(sales, task), *_same(sales, "phone", _digits)):
        if (int(ids[pair.first]), int(ids[pair.second])) not in apart:
            found.setdefault((pair.first, pair.second), pair)
    return list(found.values())


class Apart:
    """Pairs of leads, by record, of which somebody said that they are two."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> frozenset[tuple[int, int]]:
        held = self._desk.setting("leads_apart", [])
        return frozenset((int(one), int(two)) for one, two in held) if isinstance(held, list) else frozenset()

    def add(self, first: int, second: int) -> None:
        self._desk.set_setting("leads_apart", sorted({*self.all(), (first, second)}))


def _same(sales: Sales, field: str, key_of: Callable[[str], str]) -> Iterator[Duplicate]:
    leads = sales[Kind.LEAD]
    first: dict[str, int] = {}
    names = sales.names(field)
    for position in np.flatnonzero(leads[field] != NO_CODE).tolist():
        key = key_of(names[leads[field][position]])
        if not key:
            continue
        if key in first:
            yield Duplicate(first[key], position, Message("lead.duplicate.same", {"field": Message(f"field.{field}")}))
        else:
            first[key] = position


def _alike(sales: Sales, task: Task) -> Iterator[Duplicate]:
    from rapidfuzz.fuzz import ratio

    leads = sales[Kind.LEAD]
    companies, contacts = sales.names("company"), sales.names("contact")
    named = [
        (_company(companies[leads["company"][at]]), at) for at in np.flatnonzero(leads["company"] != NO_CODE).tolist()
    ]
    named = sorted(pair for pair in named if pair[0])
    for place, (name, at) in enumerate(named):
        if place % _STEP == 0:
            task.step(place, len(named), Message("lead.duplicate.comparing"))
        for other, there in named[place + 1 : place + 1 + _NEIGHBOURS]:
            if ratio(name, other) < ALIKE:
                continue
            one, two = (_name(contacts, int(leads["contact"][position])) for position in (at, there))
            if one and two and ratio(one, two) < ALIKE:
                continue
            yield Duplicate(min(at, there), max(at, there), Message("lead.duplicate.alike"))


def _company(name: str) -> str:
    return " ".join(_LEGAL.sub(" ", plain(name)).split())


def _name(names: Sequence[str], code: int) -> str:
    return " ".join(sorted(plain(names[code]).split())) if code != NO_CODE else ""


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""
