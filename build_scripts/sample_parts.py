"""What the sample company is made of: its period, its customers, articles and opportunities, who looks after whom."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from build_scripts import sample_words as words

FIRST: Final = date(2024, 2, 1)
FIRST_LEAD: Final = date(2023, 11, 1)
LAST: Final = date(2026, 3, 24)


@dataclass
class Customer:
    """``rhythm``: days between purchases of a loyal customer, 0 for one who buys now and then; between two days."""

    code: str
    name: str
    kind: str
    sector: str
    region: str
    city: str
    rep: words.Rep
    rhythm: float
    start: date
    until: date
    since: date | None = None


@dataclass
class Article:
    reference: str
    label: str
    range: words.Range
    price: float
    cost: float
    cost_listed: bool


@dataclass
class Opportunity:
    """One opportunity with the day it entered each stage."""

    number: str
    lead: str
    customer: str
    rep: str
    source: str
    article: Article
    amount: float
    contact: date
    qualified: date
    stage: str
    status: str
    closed: date | None
    expected: date | None
    reason: str
    competitor: str
    steps: list[tuple[str, date]] = field(default_factory=list)


class Names:
    """Company names, none twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def draw(self, chance: random.Random, sector: str) -> str:
        while True:
            ends = words.FAMILIES if chance.random() < 0.6 else words.PLACES
            name = f"{chance.choice(words.TRADES[sector])} {chance.choice(ends)}"
            if name not in self._given:
                self._given.add(name)
                return name + chance.choice(("", "", "", " SAS", " & Fils", " SARL"))
            if len(self._given) > 600:
                name += f" {chance.choice(words.TOWNS)}"
                if name not in self._given:
                    self._given.add(name)
                    return name


def in_charge(rep: words.Rep, day: date) -> str:
    """Who looks after the rep's customers on that day: colleagues stand in before the entry and after the exit."""
    if rep.leaves and day > date.fromisoformat("2025-03-24"):
        return "Inès Fabre" if day >= date(2025, 7, 1) else "Claire Moreau"
    if day < date.fromisoformat(rep.entry):
        return "Marc Petit" if day <= date(2025, 3, 24) else "Claire Moreau"
    return rep.name


def choose(chance: random.Random, shares: dict[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]
