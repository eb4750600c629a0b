"""Letters and e-mails to copy, and what to answer to objections: ours to begin with, the company's own once edited.

Nothing is sent.  The company's words lie in the company file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from salesdesk.desk.desk import Desk
from salesdesk.desk.leads import LeadCard
from salesdesk.domain.columns import NO_CODE, Kind
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import Language, text
from salesdesk.kpi.loss_reasons import FAMILIES, families

DRAFTS: Final = ("first_contact", "after_meeting", "quote_reminder", "revive")
"""Letters on offer, in the order in which they are needed."""

_NO_OBJECTION: Final = ("other", "not_given")
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Draft:
    """A letter: with its places (``{contact}``) while it is a template, without when it is filled in."""

    key: str
    title: str
    subject: str
    body: str


@dataclass(frozen=True)
class Objection:
    """What was learnt about a family of loss reasons; ``lost``: opportunities lost for it."""

    family: str
    title: str
    note: str
    lost: int


class LeadWords:
    def __init__(self, desk: Desk, language: Language) -> None:
        self._desk = desk
        self._language = language

    def templates(self) -> list[Draft]:
        own = self._own("drafts")
        found = []
        for key in DRAFTS:
            told = own.get(key)
            told = told if isinstance(told, dict) else {}
            words = {
                part: str(told.get(part) or text(f"draft.{key}.{part}", self._language)) for part in ("subject", "body")
            }
            found.append(Draft(key, text(f"draft.{key}.title", self._language), **words))
        return found

    def save_template(self, key: str, subject: str, body: str) -> None:
        """The company's own words for a letter; empty ones bring ours back."""
        self._write("drafts", key, {"subject": subject, "body": body} if subject or body else None)

    def draft(self, key: str, card: LeadCard) -> Draft:
        """A letter to one lead, ready to copy.  What the lead does not tell stays visible as a place to fill in."""
        template = next(draft for draft in self.templates() if draft.key == key)
        values = self._values(card)

        def filled(words: str) -> str:
            return _PLACE.sub(lambda place: values.get(place[1]) or f"[{self._place(place[1])}]", words)

        return Draft(key, template.title, filled(template.subject), filled(template.body))

    def objections(self) -> list[Objection]:
        """One card per family of loss reasons, the most frequent first."""
        own = self._own("objections")
        lost = self._lost()
        cards = [
            Objection(
                family,
                text(f"kpi.loss_rate.family.{family}", self._language),
                str(own.get(family) or text(f"objection.{family}", self._language)),
                lost.get(family, 0),
            )
            for family in FAMILIES
            if family not in _NO_OBJECTION
        ]
        return sorted(cards, key=lambda card: -card.lost)

    def save_objection(self, family: str, note: str) -> None:
        """The company's own answer; an empty one brings ours back."""
        assert family in FAMILIES
        self._write("objections", family, note or None)

    def _values(self, card: LeadCard) -> Mapping[str, str]:
        formats = Formats(self._language, self._desk.sales.currency)
        amount, due = card.values["amount"], card.values["next_action_date"]
        return {
            **{name: str(card.values[name] or "") for name in ("company", "contact", "rep", "next_action")},
            "amount": formats.money(float(amount)) if isinstance(amount, int | float) else "",
            "due": formats.date(due) if isinstance(due, date) else "",
            "today": formats.date(self._desk.today),
            "us": self._desk.name,
        }

    def _place(self, name: str) -> str:
        names = {"next_action": "field.next_action", "due": "field.next_action_date"}
        try:
            return text(names.get(name, f"field.{name}"), self._language)
        except KeyError:  # a place that the user made up
            return name

    def _lost(self) -> dict[str, int]:
        sales = self._desk.sales
        codes = sales[Kind.OPPORTUNITY]["loss_reason"]
        names = sales.names("loss_reason")
        counts = np.bincount(codes[codes != NO_CODE], minlength=len(names)).tolist()
        lost: dict[str, int] = {}
        for family, count in zip(families(names), counts, strict=True):
            lost[family] = lost.get(family, 0) + count
        return lost

    def _own(self, setting: str) -> dict[str, object]:
        """The company's own words in this language, by key."""
        held = self._desk.setting(setting, {})
        own = held.get(self._language, {}) if isinstance(held, dict) else {}
        return dict(own) if isinstance(own, dict) else {}

    def _write(self, setting: str, key: str, value: object) -> None:
        held = self._desk.setting(setting, {})
        kept = dict(held) if isinstance(held, dict) else {}
        own = {name: words for name, words in self._own(setting).items() if name != key}
        kept[self._language] = own if value is None else {**own, key: value}
        self._desk.set_setting(setting, kept)
