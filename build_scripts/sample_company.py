"""Make the sample company: two workbooks of an invented French firm, and empty templates in both languages.

    python3 build_scripts/dev.py sample

Delaunay Équipements does not exist; no person, customer or figure is real.  The same cells and the same bytes come out
of every run.
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from build_scripts import sample_words as words  # noqa: E402 - found through the line above
from build_scripts.sample_book import Book, Cell, write_books  # noqa: E402 - as above

FOLDER: Final = ROOT / "resources" / "sample"
SEED: Final = 119
FIRST: Final = date(2024, 2, 1)
FIRST_LEAD: Final = date(2023, 11, 1)
LAST: Final = date(2026, 3, 24)
MOST_ROWS_PER_INVOICE: Final = 5

CUSTOMERS: Final = 930
LOYAL: Final = 0.335
LEADS_PER_MONTH: Final = 205


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


class Company:
    """Everything that happened at Delaunay Équipements, drawn once from the seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret is made
        self._names: set[str] = set()
        self.articles = list(self._make_articles())
        self.customers = [self._make_customer(i) for i in range(CUSTOMERS)]
        self.lines: list[list[Cell]] = []
        self.leads: list[list[Cell]] = []
        self.opportunities: list[Opportunity] = []
        self._sell()
        self._prospect()

    # ------------------------------------------------------------ who and what

    def _choose(self, shares: dict[str, float]) -> str:
        return self.random.choices(list(shares), list(shares.values()))[0]

    def _name(self, sector: str) -> str:
        while True:
            ends = words.FAMILIES if self.random.random() < 0.6 else words.PLACES
            name = f"{self.random.choice(words.TRADES[sector])} {self.random.choice(ends)}"
            if name not in self._names:
                self._names.add(name)
                return name + self.random.choice(("", "", "", " SAS", " & Fils", " SARL"))
            if len(self._names) > 600:
                name += f" {self.random.choice(words.TOWNS)}"
                if name not in self._names:
                    self._names.add(name)
                    return name

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
        kind, sector = self._choose(words.CUSTOMER_TYPES), self._choose(words.SECTORS)
        rep = self.random.choices(words.REPS, [rep.share for rep in words.REPS])[0]
        loyal = self.random.random() < LOYAL * {"Grands comptes": 1.6, "PME": 1.1, "TPE": 0.7}[kind]
        rhythm = self.random.lognormvariate(math.log(62), 0.35) if loyal else 0.0
        start, until = FIRST, LAST
        if self.random.random() < 0.45:
            start += timedelta(days=self.random.randrange((LAST - FIRST).days))
        if loyal and self.random.random() < 0.38:
            until = FIRST + timedelta(days=self.random.randrange(200, 760))
        city = self.random.choice(words.TOWNS)
        return Customer(f"C{i + 1:04}", self._name(sector), kind, sector, rep.region, city, rep, rhythm, start, until)

    def _rep(self, rep: words.Rep, day: date) -> str:
        """Who looks after the rep's customers on that day: colleagues stand in before the entry and after the exit."""
        if rep.leaves and day > date.fromisoformat("2025-03-24"):
            return "Inès Fabre" if day >= date(2025, 7, 1) else "Claire Moreau"
        if day < date.fromisoformat(rep.entry):
            return "Marc Petit" if day <= date(2025, 3, 24) else "Claire Moreau"
        return rep.name

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
        rep = self._rep(customer.rep, day)
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

    # ------------------------------------------------------------ leads and opportunities

    def _prospect(self) -> None:
        month, n = FIRST_LEAD, 0
        while month <= LAST:
            following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            days = (following - month).days
            growth = 1.05 ** ((month - FIRST).days / 365.25)
            count = round(LEADS_PER_MONTH * words.SEASON[month.month - 1] * growth)
            for day in sorted(month + timedelta(days=self.random.randrange(days)) for _ in range(count)):
                if day <= LAST:
                    n += 1
                    self._lead(f"L{n:05}", day)
            month = following

    def _moment(self, day: date) -> datetime:
        moment = time(self.random.randrange(8, 19), self.random.randrange(0, 60, 15))
        return datetime.combine(day, moment)

    def _lead(self, number: str, day: date) -> None:
        source = self.random.choices(words.SOURCES, [s.share for s in words.SOURCES])[0]
        rep = self.random.choices(words.REPS, [r.share for r in words.REPS])[0]
        sector = self._choose(words.SECTORS)
        known = self.random.random() < 0.15
        company = self.random.choice(self.customers).name if known else self._name(sector)
        received = self._moment(day)
        qualified = self.random.random() < source.qualified
        when = received + timedelta(minutes=15 * round(self.random.expovariate(1 / 300)))
        if qualified and when.date() > LAST:
            qualified = False
        contact = self._contact(when if qualified else received, qualified=qualified)
        bant = self._bant(qualified=qualified)
        status = "Qualifié" if qualified else self._unqualified(contact)
        person = f"{self.random.choice(words.FIRST_NAMES)} {self.random.choice(words.FAMILIES)}"
        engagement = min(20, max(0, round(self.random.gauss(13 if qualified else 8, 4))))
        self.leads.append(
            [
                number, company, person, self.random.choice(words.JOBS), source.name or None, self._rep(rep, day),
                status, received, when if qualified else None, contact, *bant, engagement,
            ]
        )  # fmt: skip
        if qualified:
            first = contact.date() if contact else when.date()
            self._opportunity(number, company, source, rep, first, when.date())

    def _contact(self, start: datetime, *, qualified: bool) -> datetime | None:
        """First contact after qualification (or receipt): six in ten within a day; some are never reached."""
        if not qualified and self.random.random() < 0.38:
            return None
        low, high = self.random.choices(
            ((0.1, 1), (1, 4), (4, 24), (24, 48), (48, 120), (120, 400)), (12, 19, 28, 19, 14, 8)
        )[0]
        found = start + timedelta(minutes=15 * round(4 * self.random.uniform(low, high)))
        return found if found.date() <= LAST else None

    def _bant(self, *, qualified: bool) -> list[Cell]:
        if qualified:
            return [self.random.choice((10, 10, 15)) for _ in range(4)]
        if self.random.random() < 0.45:
            return [None] * 4
        answers: list[Cell] = [self.random.choice((0, 5, 10, 15)) for _ in range(4)]
        answers[self.random.randrange(4)] = self.random.choice((0, 5))
        return answers

    def _unqualified(self, contact: datetime | None) -> str:
        if contact is None:
            return "Nouveau"
        return "Contacté" if self.random.random() < 0.45 else "Non qualifié"

    def _opportunity(
        self, lead: str, company: str, source: words.Source, rep: words.Rep, contact: date, qualified: date
    ) -> None:
        wins, loses = self._outlook(source, rep, qualified)
        fate = self.random.choices(("Gagnée", "Perdue", "En cours"), (wins, loses, max(1 - wins - loses, 0.04)))[0]
        amount = round(self.random.lognormvariate(math.log(8200), 0.85) / 10) * 10.0
        years = (qualified - FIRST).days / 365.25
        days = 67 * (amount / 1000) ** 0.42 * 0.84**years * self.random.lognormvariate(0, 0.38)
        if fate == "Perdue":
            days *= 0.85
        closed = contact + timedelta(days=max(round(days), 6))
        if fate == "En cours" or closed > LAST:
            fate, end = "En cours", None
        else:
            end = closed
        at = self.random.choices(range(4), words.LOST_AT)[0] if fate == "Perdue" else 3
        steps = self._steps(contact, closed, at)
        if end is None:
            steps = [step for step in steps if step[1] <= LAST] or steps[:1]
        reason = self._choose(words.REASONS) if fate == "Perdue" else ""
        rival = reason in {"A choisi un concurrent", "Prix trop élevé"} and self.random.random() < 0.7
        article = self.random.choice(
            [a for a in self.articles if 0.2 * amount < a.price < amount * 1.5] or self.articles
        )
        self.opportunities.append(
            Opportunity(
                number=f"O{len(self.opportunities) + 1:04}",
                lead=lead if self.random.random() < 0.99 else "",
                customer=company,
                rep=self._rep(rep, contact),
                source=source.name,
                article=article,
                amount=amount,
                contact=contact,
                qualified=qualified,
                stage={"Gagnée": "Signée"}.get(fate, steps[-1][0]),
                status=fate,
                closed=end,
                expected=None if end else max(closed, LAST + timedelta(days=self.random.randrange(5, 90))),
                reason=reason,
                competitor=self.random.choice(words.COMPETITORS) if rival else "",
                steps=[*steps, ("Signée", end)] if fate == "Gagnée" and end else steps,
            )
        )

    def _outlook(self, source: words.Source, rep: words.Rep, day: date) -> tuple[float, float]:
        """Chances to be won and lost in the end: better from year to year, as the team learns to qualify."""
        years = (day - FIRST).days / 365.25
        wins = (0.06 + 0.23 * years) * source.signs * rep.skill
        return min(wins, 0.85), min(0.38 + 0.08 * years, 0.95 - min(wins, 0.85))

    def _steps(self, start: date, end: date, last: int) -> list[tuple[str, date]]:
        """Stages entered up to the ``last``, spread over the days until the end; proposals take longest."""
        shares = (0.17, 0.15, 0.40, 0.28)[: last + 1]
        days, passed, steps = (end - start).days, 0.0, []
        for name, share in zip(words.STAGES, shares, strict=False):
            steps.append((name, start + timedelta(days=int(days * passed / sum(shares)))))
            passed += share * self.random.uniform(0.8, 1.2)
        return steps


def sales_book(company: Company) -> Book:
    """What the invoicing program exports."""
    customers: list[list[Cell]] = [
        [c.code, c.name, c.kind, c.sector, c.region, c.city, company._rep(c.rep, LAST), c.since]  # noqa: SLF001 - same script
        for c in company.customers
        if c.since
    ]
    articles: list[list[Cell]] = [
        [a.reference, a.label, a.range.name, a.cost if a.cost_listed else None, a.price] for a in company.articles
    ]
    reps: list[list[Cell]] = [
        [rep.name, "Ventes Ouest", words.MANAGER, rep.region, _day(rep.entry), _day(rep.leaves)] for rep in words.REPS
    ]
    return Book(
        "delaunay-ventes.xlsx",
        TITLE,
        {
            "Lisez-moi": (["Société fictive"], [[line] for line in NOTICE]),
            "Factures": (
                [
                    "N° facture", "N° ligne", "Type de pièce", "Date facture", "Client", "Commercial", "Référence",
                    "Désignation", "Quantité", "Prix unitaire HT", "Remise %", "Montant HT", "Coût unitaire",
                    "Facture d'origine",
                ],
                company.lines,
            ),
            "Clients": (
                [
                    "Code client", "Client", "Type de client", "Secteur d'activité", "Région", "Ville", "Commercial",
                    "Date de création",
                ],
                customers,
            ),
            "Articles": (["Référence", "Désignation", "Gamme", "Prix d'achat HT", "Prix de vente HT"], articles),
            "Commerciaux": (
                ["Commercial", "Équipe", "Manager", "Secteur géographique", "Date d'entrée", "Date de sortie"], reps
            ),
        },
    )  # fmt: skip


def crm_book(company: Company) -> Book:
    """What the customer program exports."""
    opportunities: list[list[Cell]] = [
        [
            o.number, o.lead or None, o.article.label, o.customer, o.rep, o.source or None,
            o.article.range.name, o.amount, o.stage, o.status, o.contact, o.qualified, o.closed, o.expected,
            o.reason or None, o.competitor or None,
        ]
        for o in company.opportunities
    ]  # fmt: skip
    steps: list[list[Cell]] = [[o.number, stage, day] for o in company.opportunities for stage, day in o.steps]
    return Book(
        "delaunay-crm.xlsx",
        TITLE,
        {
            "Lisez-moi": (["Société fictive"], [[line] for line in NOTICE]),
            "Opportunités": (
                [
                    "N° opportunité", "N° lead", "Opportunité", "Client", "Commercial", "Origine", "Gamme",
                    "Montant HT", "Étape", "Statut", "Date de premier contact", "Date de qualification",
                    "Date de clôture", "Date de clôture prévue", "Motif de perte", "Concurrent",
                ],
                opportunities,
            ),
            "Leads": (
                [
                    "N° lead", "Société", "Nom et prénom", "Fonction", "Source", "Commercial", "Statut",
                    "Date de réception", "Date de qualification", "Date de premier contact", "BANT Budget",
                    "BANT Authority", "BANT Need", "BANT Timeline", "Score d'engagement",
                ],
                company.leads,
            ),
            "Historique des étapes": (["ID opportunité", "Étape", "Date d'entrée dans l'étape"], steps),
        },
    )  # fmt: skip


TITLE: Final = "Delaunay Équipements, société fictive"
NOTICE: Final = (
    "Delaunay Équipements n'existe pas : clients, personnes et chiffres sont inventés.",
    "Ce classeur montre ce que SalesDesk tire de vos propres feuilles.",
    "Delaunay Équipements is invented, as are its customers, people and figures.",
)


def template_books() -> list[Book]:
    """Empty workbooks with the headers that the import knows."""
    return [
        Book(
            "modele.xlsx",
            "Modèle SalesDesk",
            {
                "Factures": (
                    [
                        "N° facture", "N° ligne", "Type de pièce", "Date facture", "Client", "Type de client", "Région",
                        "Commercial", "Canal", "Référence", "Désignation", "Gamme", "Quantité", "Prix unitaire HT",
                        "Remise %", "Montant HT", "Coût unitaire",
                    ],
                    [],
                ),
                "Opportunités": (
                    [
                        "N° opportunité", "N° lead", "Opportunité", "Client", "Type de client", "Commercial", "Origine",
                        "Gamme", "Montant HT", "Étape", "Statut", "Date de premier contact", "Date de qualification",
                        "Date de clôture", "Motif de perte", "Concurrent",
                    ],
                    [],
                ),
                "Leads": (
                    [
                        "N° lead", "Société", "Nom et prénom", "Fonction", "Email", "Source", "Commercial", "Statut",
                        "Date de réception", "Date de qualification", "Date de premier contact", "BANT Budget",
                        "BANT Authority", "BANT Need", "BANT Timeline",
                    ],
                    [],
                ),
                "Commerciaux": (
                    ["Commercial", "Équipe", "Secteur géographique", "Date d'entrée", "Date de sortie"],
                    [],
                ),
            },
        ),
        Book(
            "template.xlsx",
            "SalesDesk template",
            {
                "Invoices": (
                    [
                        "Invoice number", "Line number", "Document type", "Invoice date", "Customer", "Customer type",
                        "Region", "Salesperson", "Channel", "SKU", "Product", "Product family", "Quantity",
                        "Unit price", "Discount %", "Net amount", "Unit cost",
                    ],
                    [],
                ),
                "Opportunities": (
                    [
                        "Opportunity ID", "Lead ID", "Opportunity Name", "Account Name", "Customer type", "Owner",
                        "Source", "Product family", "Amount", "Stage", "Status", "First contact date", "Qualified date",
                        "Close Date", "Loss Reason", "Competitor",
                    ],
                    [],
                ),
                "Leads": (
                    [
                        "Lead ID", "Company", "Full name", "Job title", "Email", "Lead Source", "Lead Owner",
                        "Lead Status", "Created date", "Qualified date", "First contact date", "BANT Budget",
                        "BANT Authority", "BANT Need", "BANT Timeline",
                    ],
                    [],
                ),
                "Sales reps": (["Sales rep", "Team", "Territory", "Hire date", "End date"], []),
            },
        ),
    ]  # fmt: skip


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def main(write: Callable[[Path, Sequence[Book]], None] = write_books) -> None:
    parser = argparse.ArgumentParser(description="Write the sample company's workbooks and the empty templates.")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().folder
    company = Company()
    write(folder, [sales_book(company), crm_book(company), *template_books()])
    print(
        f"{len(company.lines)} invoice lines, {len(company.opportunities)} opportunities, {len(company.leads)} leads"
        f" in {folder}"
    )


if __name__ == "__main__":
    main()
