"""Personal data of leads: where it came from, how long it is kept, one person's copy, and forgetting."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.desk.desk import Desk
from salesdesk.desk.lead_joining import doubles_of
from salesdesk.desk.opt_outs import mark, people_of
from salesdesk.desk.rows import value_of
from salesdesk.domain.columns import DATED_ANSWERS, NO_CODE, NO_DAY, SCHEMAS, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.period import add_months, day_number, from_day_number
from salesdesk.domain.sales import Frame, Sales
from salesdesk.domain.texts import Language, say
from salesdesk.scoring.links import lead_of_activity, lead_of_opportunity, plain
from salesdesk.scoring.outcome import WON, outcomes
from salesdesk.store.erasing import Erased

RETENTION_YEARS: Final = 3
"""Years without contact after which a lead that bought nothing should be deleted, unless the company decides otherwise
(CNIL, référentiel relatif aux traitements de données à caractère personnel … gestion commerciale)."""


@dataclass(frozen=True)
class Person:
    """Everything that is known to be one person: leads by record, and the words that name the person."""

    name: str
    leads: tuple[int, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class Outdated:
    """A lead kept too long: its record, the person, the day of the latest contact."""

    record: int
    name: str
    latest: date


class Privacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # ------------------------------------------------------------------ retention

    @property
    def retention_years(self) -> int:
        held = self._desk.setting("retention_years", RETENTION_YEARS)
        return held if isinstance(held, int) and held > 0 else RETENTION_YEARS

    def set_retention(self, years: int) -> None:
        if years < 1:
            raise SalesDeskError("privacy.error.retention")
        self._desk.set_setting("retention_years", years)

    def outdated(self) -> NDArray[np.int64]:
        """Positions of leads that bought nothing and had no contact for the years of retention, oldest first.

        Contact is the latest of reception, first contact, qualification, answers, interactions and closing.  Leads
        without any date are not among them: nobody knows how old they are.
        """
        sales = self._desk.sales
        latest = _latest_contact(sales)
        limit = day_number(add_months(self._desk.today, -12 * self.retention_years))
        old = np.flatnonzero((latest != NO_DAY) & (latest < limit) & (outcomes(sales).state != WON))
        return old[np.argsort(latest[old], kind="stable")]

    def is_outdated(self, record: int) -> bool:
        """Whether one lead is among them."""
        leads = self._desk.sales[Kind.LEAD]
        return bool((leads["id"][self.outdated()] == record).any())

    def outdated_leads(self) -> list[Outdated]:
        """The same as records with their names, oldest first; those without a name left are not among them."""
        sales = self._desk.sales
        leads, latest = sales[Kind.LEAD], _latest_contact(sales)
        found = []
        for at in self.outdated().tolist():
            person = self.person([int(leads["id"][at])])
            if person.identifiers:
                found.append(Outdated(int(leads["id"][at]), person.name, from_day_number(int(latest[at]))))
        return found

    @property
    def opted_out(self) -> int:
        """How many names, addresses and numbers imports leave out."""
        return len(people_of(self._desk.setting("opt_outs"))[1])

    # ------------------------------------------------------------------ one person

    def find(self, words: str) -> Person:
        """The person of that e-mail or full name.  Raises SalesDeskError when there is none."""
        sales = self._sales
        leads, wanted = sales[Kind.LEAD], plain(words)
        hit = np.zeros(leads.n, dtype=bool)
        for field in ("email", "contact"):
            hit |= _named(sales, leads, field, {wanted})
        # The same e-mail under other names, and nothing further: namesakes are other people.
        emails = {plain(sales.names("email")[code]) for code in leads["email"][hit].tolist() if code != NO_CODE}
        hit |= _named(sales, leads, "email", emails)
        if not hit.any() or not wanted:
            raise SalesDeskError("privacy.error.nobody", words=words)
        return self.person([int(record) for record in leads["id"][hit]])

    def person(self, records: Sequence[int]) -> Person:
        """The person of these leads, and of the doubles that were laid under them."""
        sales = self._sales
        leads = sales[Kind.LEAD]
        own = doubles_of(sales, np.array(records, dtype=np.int64))
        at = np.flatnonzero(np.isin(leads["id"], own))
        words: dict[str, None] = {}
        for field in ("contact", "email", "phone"):
            words.update(
                dict.fromkeys(sales.names(field)[code] for code in leads[field][at].tolist() if code != NO_CODE)
            )
        identifiers = tuple(words)
        return Person(identifiers[0] if identifiers else "", tuple(own.tolist()), identifiers)

    def copy_of(self, person: Person, language: Language) -> dict[str, Any]:
        """What the file holds about a person, ready for JSON: records, original cells, history."""
        desk, sales = self._desk, self._sales
        leads = sales[Kind.LEAD]
        at = np.flatnonzero(np.isin(leads["id"], person.leads))
        told: dict[str, Any] = {"person": person.name, "identifiers": list(person.identifiers)}
        told["leads"] = [self._record(leads, int(place)) for place in at]
        for kind, lead_of in (
            (Kind.OPPORTUNITY, lead_of_opportunity(sales)),
            (Kind.ACTIVITY, lead_of_activity(sales)),
        ):
            told[str(kind)] = [self._record(sales[kind], int(place)) for place in np.flatnonzero(np.isin(lead_of, at))]
        told["history"] = [
            {"at": change.at.isoformat(), "what": say(change.label, language)}
            for record in person.leads
            for change in desk.history(Kind.LEAD, record)
        ]
        return told

    def erase(self, person: Person, *, opt_out: bool = False) -> Erased:
        """Forgets a person for good; ``opt_out``: imports leave the person out from now on."""
        if opt_out:
            self._desk.set_setting("opt_outs", self._opted_out(person))
        return self._desk.company.erase(person.leads, person.identifiers)

    # ------------------------------------------------------------------ inside

    @property
    def _sales(self) -> Sales:
        """The snapshot with the leads that count as another's double: they are personal data as well."""
        return self._desk.company.snapshot(self._desk.today)

    def _record(self, frame: Frame, position: int) -> dict[str, Any]:
        """A record's known fields, with the file, sheet and row that it came from."""
        desk, sales = self._desk, self._sales
        values = {f.name: value_of(sales, frame, position, f) for f in SCHEMAS[frame.kind].fields}
        told: dict[str, Any] = {
            name: value.isoformat() if isinstance(value, date | datetime) else value
            for name, value in values.items()
            if value is not None
        }
        sheet, row = int(frame["sheet"][position]), int(frame["row"][position])
        named = desk.sheet_names().get(sheet)
        told["source"] = {"file": named.file, "sheet": named.sheet, "row": row} if named else None
        info = next((s for s in desk.sheets() if s.id == sheet), None)
        if info is not None:
            headers = desk.company.raw(sheet, info.header_row, info.header_row).row(0)
            cells = desk.company.raw(sheet, row, row).row(0)
            told["cells"] = {h: cell for h, cell in zip(headers, cells, strict=False) if cell}
            told["source"]["imported_at"] = info.imported_at.isoformat()
        return told

    def _opted_out(self, person: Person) -> dict[str, object]:
        salt, people = people_of(self._desk.setting("opt_outs"))
        salt = salt or secrets.token_hex(16)
        marks = {mark(salt, word) for word in person.identifiers}
        return {"salt": salt, "people": sorted(people | marks)}


def _named(sales: Sales, leads: Frame, field: str, wanted: Iterable[str]) -> NDArray[np.bool_]:
    chosen = set(wanted)
    table = np.array([*(plain(name) in chosen for name in sales.names(field)), False])
    return np.asarray(table[leads[field]])


def _latest_contact(sales: Sales) -> NDArray[np.int32]:
    leads = sales[Kind.LEAD]
    latest = np.full(leads.n, NO_DAY, dtype=np.int32)
    fields = ("received_at", "first_contact_at", "qualified_at", "closed_date", *(f"{n}_date" for n in DATED_ANSWERS))
    for name in fields:
        latest = np.maximum(latest, leads.days(name))
    ended = outcomes(sales).closed
    latest = np.maximum(latest, ended)
    lead_of, days = lead_of_activity(sales), sales[Kind.ACTIVITY].days("date")
    known = np.flatnonzero(lead_of >= 0)
    np.maximum.at(latest, lead_of[known], days[known])
    return latest
