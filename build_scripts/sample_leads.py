"""The sample company's leads, what was done with them, and what became of them."""

import math
import random
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

from build_scripts import sample_words as words
from build_scripts.sample_book import Cell
from build_scripts.sample_parts import FIRST, FIRST_LEAD, LAST, Opportunity, choose, in_charge
from build_scripts.sample_trade import Trade

SEED: Final = 3
LEADS_PER_MONTH: Final = 205
COMPLEX: Final = 50_000
"""Amount from which the firm asks the questions of MEDDIC."""
_FRESH: Final = 40
"""Days after which a lead that nobody qualified is set aside."""
_TWICE: Final = 9
"""Leads that came in a second time, under another spelling."""

LEAD_HEADERS: Final = (
    "N° lead", "Société", "Nom et prénom", "Fonction", "Email", "Téléphone fixe", "Source", "Commercial", "Statut",
    "Date de réception", "Date de qualification", "Date de premier contact", "Budget estimé",
    "BANT Budget", "BANT Authority", "BANT Need", "BANT Timeline",
    "Preuve Budget", "Preuve Autorité", "Preuve Besoin", "Preuve Échéance",
    *words.MEDDIC, *(f"Preuve {name}" for name in words.MEDDIC),
    "Secteur d'activité", "Effectif", "Département", "Pages vues", "Emails ouverts",
    "Suite à donner", "Date de relance", "Commentaire",
)  # fmt: skip


class Prospects:
    """Leads, opportunities and activities, drawn once from a seed of their own: invoices stay when these change."""

    def __init__(self, trade: Trade, seed: int = SEED) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret is made
        self.trade = trade
        self.leads: list[list[Cell]] = []
        self.opportunities: list[Opportunity] = []
        self.activities: list[list[Cell]] = []
        self._prospect()
        self._come_twice()

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

    def _lead(self, number: str, day: date) -> None:
        source = self.random.choices(words.SOURCES, [s.share for s in words.SOURCES])[0]
        rep = self.random.choices(words.REPS, [r.share for r in words.REPS])[0]
        received = datetime.combine(day, time(self.random.randrange(8, 19), self.random.randrange(0, 60, 15)))
        qualified = self.random.random() < source.qualified
        when = received + timedelta(minutes=15 * round(self.random.expovariate(1 / 300)))
        qualified = qualified and when.date() <= LAST
        contact = self._contact(when if qualified else received, qualified=qualified)
        first = contact.date() if contact else when.date()
        found = self._opportunity(number, source, rep, first, when.date()) if qualified else None
        fate = words.FATES[found.status if found else ""]
        fits = self.random.random() < fate.fits
        sector = choose(self.random, {s: p for s, p in words.SECTORS.items() if (s in words.AIMED_AT) == fits})
        company = self._company(sector, day, known=self.random.random() < fate.known)
        if found:
            found.customer = company
        status = "Qualifié" if qualified else self._status(contact, day)
        open_ = found.status == "En cours" if found else status in ("Nouveau", "Contacté")
        answers = self._answers(fate, qualified=qualified, spoken=open_ and contact is not None)
        person = f"{self.random.choice(words.FIRST_NAMES)} {self.random.choice(words.FAMILIES)}"
        reached = self._reached(person, company) if found or open_ else (None, None)
        self.leads.append(
            [
                *(number, company, person, self.random.choice(words.JOBS), *reached),
                *(source.name or None, in_charge(rep, day), status),
                *(received, when if qualified else None, contact, self._budget(found, answers[0])),
                *answers,
                *self._evidence(answers, open_=open_),
                *self._meddic(found),
                *(sector, *self._profile(fate, rep, watched=bool(found or open_))),
                *self._next(found, open_=open_ and contact is not None),
                self.random.choice(words.NOTES) if found and open_ and self.random.random() < 0.6 else None,
            ]
        )
        if found:
            self._act(number, found, fate)

    # ------------------------------------------------------------ the lead

    def _contact(self, start: datetime, *, qualified: bool) -> datetime | None:
        """First contact after qualification (or receipt): six in ten within a day; some are never reached."""
        if not qualified and self.random.random() < 0.38:
            return None
        low, high = self.random.choices(
            ((0.1, 1), (1, 4), (4, 24), (24, 48), (48, 120), (120, 400)), (12, 19, 28, 19, 14, 8)
        )[0]
        found = start + timedelta(minutes=15 * round(4 * self.random.uniform(low, high)))
        return found if found.date() <= LAST else None

    def _company(self, sector: str, day: date, *, known: bool) -> str:
        """A customer who had bought before the day, or a company nobody knows."""
        if known:
            bought = [c.name for c in self.trade.customers if c.sector == sector and c.since and c.since < day]
            if bought:
                return self.random.choice(bought)
        return self.trade.names.draw(self.random, sector)

    def _status(self, contact: datetime | None, day: date) -> str:
        if (LAST - day).days > _FRESH:
            return "Non qualifié"
        return "Nouveau" if contact is None else "Contacté"

    def _answers(self, fate: words.Fate, *, qualified: bool, spoken: bool) -> list[Cell]:
        """Budget, authority, need and timeline."""
        if not qualified and self.random.random() < (0.35 if spoken else 0.97):
            return [None] * 4
        best = (fate.budget, fate.authority, fate.need, fate.timeline)
        answers: list[Cell] = [15 if self.random.random() < chance else 10 for chance in best]
        if self.random.random() < fate.pushed:
            for place in self.random.sample(range(4), self.random.choice((1, 2, 2, 3))):
                answers[place] = self.random.choice((0, 5, 5))
        return answers

    def _budget(self, found: Opportunity | None, budget: Cell) -> float | None:
        if found:
            return found.amount
        known = isinstance(budget, int) and budget >= 5
        return round(self.random.lognormvariate(math.log(8200), 0.85) / 100) * 100.0 if known else None

    def _evidence(self, answers: list[Cell], *, open_: bool) -> list[Cell]:
        return [
            self.random.choice(told) if open_ and answer in (10, 15) and self.random.random() < 0.45 else None
            for answer, told in zip(answers, words.EVIDENCE.values(), strict=True)
        ]

    def _meddic(self, found: Opportunity | None) -> list[Cell]:
        """Six answers, then what they rest on, for the large opportunities."""
        if found is None or found.amount < COMPLEX:
            return [None] * 12
        shares = {"Gagnée": (1, 3, 8, 8), "Perdue": (5, 8, 5, 2)}.get(found.status, (3, 5, 6, 4))
        answers = [self.random.choices(range(4), shares)[0] for _ in words.MEDDIC]
        told = zip(answers, words.MEDDIC.values(), strict=True)
        return [*answers, *(self.random.choice(why) if answer >= 2 else None for answer, why in told)]

    def _profile(self, fate: words.Fate, rep: words.Rep, *, watched: bool) -> list[Cell]:
        """Employees, area, pages seen and e-mails opened; of who came to nothing, only the area is kept."""
        area = rep.region if self.random.random() < fate.area else self.random.choice(words.OUTSIDE)
        if not watched:
            return [None, area, None, None]
        return [
            self.random.choice(words.SIZES[self.random.random() >= fate.size]),
            area,
            self.random.randrange(3, 12) if self.random.random() < fate.visits else self.random.randrange(3),
            self.random.randrange(1, 7) if self.random.random() < fate.opens else 0,
        ]

    def _next(self, found: Opportunity | None, *, open_: bool) -> list[Cell]:
        """What is to be done, and when; one in fifty is late."""
        if not open_ or self.random.random() < 0.12:
            return [None, None]
        late = self.random.random() < 0.02
        days = -self.random.randrange(1, 9) if late else self.random.choice((0, *range(24)))
        return [
            self.random.choice(words.ACTIONS[found.stage if found else ""]),
            LAST + timedelta(days=days),
        ]

    def _reached(self, person: str, company: str) -> tuple[str, str | None]:
        """E-mail and phone; who came to nothing is kept without them.

        The numbers are of those that the regulator keeps for works of fiction.
        """
        number = f"{self.random.choice(words.PHONES)} {self.random.randrange(100):02} {self.random.randrange(100):02}"
        return _email(person, company), number if self.random.random() < 0.2 else None

    def _come_twice(self) -> None:
        """Some leads of the last weeks are there twice: typed again, or come from another source."""
        spoken = [(row, row[9]) for row in self.leads if row[8] == "Contacté"]
        for n, (row, came) in enumerate(self.random.sample(spoken, _TWICE), 1):
            assert isinstance(came, datetime)
            again = list(row)
            again[0], again[6], again[8] = f"L{len(self.leads) + 1:05}", "Site web", "Nouveau"
            again[1] = str(row[1]).upper() if n % 2 else f"{row[1]} (site)"
            again[9] = min(came + timedelta(days=2, hours=n), datetime.combine(LAST, time(17)))
            again[10:] = [None] * len(again[10:])
            again[-8:-3] = row[-8:-3]
            self.leads.append(again)

    # ------------------------------------------------------------ the opportunity

    def _opportunity(
        self, lead: str, source: words.Source, rep: words.Rep, contact: date, qualified: date
    ) -> Opportunity:
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
        shares = {"Perdue": words.LOST_AT, "En cours": words.STALLED_AT}.get(fate, (0, 0, 0, 1))
        at = self.random.choices(range(4), shares)[0]
        steps = self._steps(contact, closed, at)
        if end is None:
            steps = [step for step in steps if step[1] <= LAST] or steps[:1]
        reason = choose(self.random, words.REASONS) if fate == "Perdue" else ""
        rival = reason in {"A choisi un concurrent", "Prix trop élevé"} and self.random.random() < 0.7
        fitting = [a for a in self.trade.articles if 0.2 * amount < a.price < amount * 1.5]
        article = self.random.choice(fitting or self.trade.articles)
        found = Opportunity(
            number=f"O{len(self.opportunities) + 1:04}",
            lead=lead if self.random.random() < 0.99 else "",
            customer="",
            rep=in_charge(rep, contact),
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
        self.opportunities.append(found)
        return found

    def _outlook(self, source: words.Source, rep: words.Rep, day: date) -> tuple[float, float]:
        """Chances to be won and lost in the end: better from year to year, as the team learns to qualify."""
        years = (day - FIRST).days / 365.25
        wins = (0.06 + 0.20 * years) * source.signs * rep.skill
        return min(wins, 0.85), min(0.32 + 0.14 * years, 0.95 - min(wins, 0.85))

    def _steps(self, start: date, end: date, last: int) -> list[tuple[str, date]]:
        """Stages entered up to the ``last``, spread over the days until the end; proposals take longest."""
        shares = (0.17, 0.15, 0.40, 0.28)[: last + 1]
        days, passed, steps = (end - start).days, 0.0, []
        for name, share in zip(words.STAGES, shares, strict=False):
            steps.append((name, start + timedelta(days=int(days * passed / sum(shares)))))
            passed += share * self.random.uniform(0.8, 1.2)
        return steps

    # ------------------------------------------------------------ what was done

    def _act(self, lead: str, found: Opportunity, fate: words.Fate) -> None:
        """Calls, visits and replies of one opportunity; who buys is in touch until the end, others fall silent."""
        last = (found.closed or LAST + timedelta(days=1)) - timedelta(days=1)
        told = [(found.contact, "Appel", "Premier contact")]
        if self.random.random() < fate.reply:
            told.append((found.contact + timedelta(days=self.random.randrange(3)), "Réponse du client", "Intéressé"))
        if self.random.random() < fate.quote:
            asked = found.contact + timedelta(days=self.random.randrange(2, 20))
            told.append((asked, "Réponse du client", "Demande de devis"))
        for stage, day in found.steps:
            if stage == "Rendez-vous":
                told.append((day, "Rendez-vous", "Visite sur site"))
            elif stage == "Proposition":
                told.append((day, "E-mail", "Envoi de la proposition"))
        lately = {"Gagnée": 0.65, "En cours": 0.45}.get(found.status, 0.3)
        if self.random.random() < lately:
            kind, subject = self.random.choice(
                (("Appel", "Point sur le projet"), ("Rendez-vous", "Dernière mise au point"))
            )
            told.append((last - timedelta(days=self.random.randrange(12)), kind, subject))
        for day, kind, subject in sorted(told):
            if found.contact <= day <= min(last, LAST):
                self.activities.append([f"A{len(self.activities) + 1:05}", lead, kind, subject, found.rep, day])


def _email(person: str, company: str) -> str:
    """An address at a domain that can never exist."""
    return f"{_plain(person, '.')}@{_plain(company, '-')[:24].strip('-')}.example"


def _plain(text: str, between: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return between.join("".join(c if c.isalnum() else " " for c in bare).split())
