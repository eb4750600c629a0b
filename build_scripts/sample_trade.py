"""The sample company's articles, customers and invoices."""

import math
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from build_scripts import sample_words as words
from build_scripts.sample_book import Cell
from build_scripts.sample_parts import FIRST, LAST, Article, Customer, Names, choose, in_charge

SEED: Final = 119
CUSTOMERS: Final = 930
LOYAL: Final = 0.335


class Trade:
    """What Delaunay Équipements sold and to whom, drawn once from the seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret is made
        self.names = Names()
        self.articles = list(self._make_articles())
        self.customers = [self._make_customer(i) for i in range(CUSTOMERS)]
        self.lines: list[list[Cell]] = []
        self._sell()

    # ------------------------------------------------------------ who and what

    def _make_articles(self) -> Iterator[Article]:
        for n, family in enumerate(words.RANGES):
            for i in range(family.references):
                price = family.price * math.exp(self.random.gauss(0, 0.35))
                price = round(price / 5) * 5.0 if price > 100 else round(price, 1)
                margin = min(max(family.margin + self.random.gauss(0.0, 0.045), 0.03), 0.75)
                loses = i == family.references - 1 and family.margin < 0.45
                cost = round(price * (1.04 if loses else 1 - margin), 2)
                label = f"{family.words[i % len(family.words)]} {100 * (n + 1) + i}"
                yield Article(f"{family.name[:3].upper()}-{100 * (n + 1) + i}", label, family, price, cost, i % 20 != 7)

    def _make_customer(self, i: int) -> Customer:
        kind, sector = choose(self.random, words.CUSTOMER_TYPES), choose(self.random, words.SECTORS)
        rep = self.random.choices(words.REPS, [rep.share for rep in words.REPS])[0]
        loyal = self.random.random() < LOYAL * {"Grands comptes": 1.6, "PME": 1.1, "TPE": 0.7}[kind]
        rhythm = self.random.lognormvariate(math.log(62), 0.35) if loyal else 0.0
        start, until = FIRST, LAST
        if self.random.random() < 0.45:
            start += timedelta(days=self.random.randrange((LAST - FIRST).days))
        if loyal and self.random.random() < 0.38:
            until = FIRST + timedelta(days=self.random.randrange(200, 760))
        city = self.random.choice(words.TOWNS)
        return Customer(
            f"C{i + 1:04}",
            self.names.draw(self.random, sector),
            kind,
            sector,
            rep.region,
            city,
            rep,
            rhythm,
            start,
            until,
        )

    # ------------------------------------------------------------ invoices

    def _sell(self) -> None:
        invoices = sorted(
            ((day, customer) for customer in self.customers for day in self._purchases(customer)),
            key=lambda sale: (sale[0], sale[1].code),
        )
        for number, (day, customer) in enumerate(invoices, 1):
            customer.since = customer.since or day
            name = f"F{day:%y%m}-{number:05}"
            self._invoice(name, day, customer)

    def _purchases(self, customer: Customer) -> Iterator[date]:
        gap = customer.rhythm or 520.0
        day = customer.start + timedelta(days=int(self.random.random() * gap))
        while day <= customer.until:
            if day.weekday() >= 5:
                day += timedelta(days=2)
            if self.random.random() < words.SEASON[day.month - 1] and day <= customer.until:
                yield day
                wait = gap * self.random.lognormvariate(0, 0.3) if customer.rhythm else self.random.uniform(370, 700)
                day += timedelta(days=max(int(wait), 2))
            else:
                day += timedelta(days=self.random.randrange(5, 15))

    def _invoice(self, number: str, day: date, customer: Customer) -> None:
        size = {"Grands comptes": 2.4, "PME": 1.0, "TPE": 0.6}[customer.kind]
        chosen = [
            self._line(customer, day, size) for _ in range(self.random.choices((1, 2, 3, 4), (34, 34, 22, 10))[0])
        ]
        rep = in_charge(customer.rep, day)
        for n, line in enumerate(chosen, 1):
            self.lines.append([number, n, "Facture", day, customer.name, rep, *line, None])
        if self.random.random() < 0.022 and day < LAST - timedelta(days=20):
            self._credit(number, day + timedelta(days=self.random.randrange(4, 18)), customer, rep, chosen)

    def _line(self, customer: Customer, day: date, size: float) -> list[Cell]:
        """Reference, label, quantity, unit price, discount, amount, unit cost."""
        years = (day - FIRST).days / 365.25
        weights = [r.lines * (1 + r.growth) ** years * (size if r.price > 1000 else 1) for r in words.RANGES]
        family = self.random.choices(words.RANGES, weights)[0]
        article = self.random.choice([a for a in self.articles if a.range is family])
        price = round(article.price * 0.865 * 1.04**years, 2)
        quantity = 1 if family.price > 800 else max(1, round(self.random.expovariate(1 / 1.2) * size))
        steps = (0, 0, 0, 0.03, 0.05, 0.08) if family.name != "Compresseurs standard" else (0, 0.05, 0.08, 0.1, 0.12)
        discount = self.random.choice(steps) * (0.9 if customer.kind == "TPE" else 1.0)
        discount = round(discount, 3)
        amount = round(quantity * price * (1 - discount), 2)
        unknown = self.random.random() < (0.005 if article.cost_listed else 0.45)
        cost = None if unknown else round(article.cost * 0.872 * 1.032**years, 2)
        return [article.reference, article.label, quantity, price, discount or None, amount, cost]

    def _credit(self, number: str, day: date, customer: Customer, rep: str, lines: Sequence[list[Cell]]) -> None:
        whole = self.random.random() < 0.5
        for n, line in enumerate(lines if whole else lines[:1], 1):
            reference, label, quantity, price, discount, amount, cost = line
            assert isinstance(quantity, int)
            assert isinstance(amount, float)
            back = [reference, label, -quantity, price, discount, -amount, cost]
            self.lines.append([f"A{number[1:]}", n, "Avoir", day, customer.name, rep, *back, number])
