"""Rows that a known export could hold: invented deals, leads, documents and lists, with the truth beside them."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

Value = str | float | dt.datetime | bool | None
Row = dict[str, Value]

START: Final = dt.datetime(2025, 1, 6, 8, 15)
OPEN_STAGES: Final = {
    "fr": ("Prospection", "Qualification", "Proposition", "Négociation"),
    "en": ("Prospecting", "Qualification", "Proposal", "Negotiation"),
}
OUTCOMES: Final = {
    "fr": {"open": "En cours", "won": "Gagné", "lost": "Perdu"},
    "en": {"open": "Open", "won": "Closed Won", "lost": "Closed Lost"},
}
CUSTOMERS: Final = (
    "Clinique Saint-Aubin", "Brasserie Kervran", "Plasturgie Moreau", "Transports Guérin", "Atelier du Verre",
    "Nordic Timber", "Hôtel Beaurivage", "Northwind Foods", "Cabinet Ferrand", "Élan Logistique", "Bluebird Media",
    "Fonderie Bazin",
)  # fmt: skip
REPS: Final = ("Camille Moreau", "Julien Le Goff", "Sofia Garnier", "Tom Rousseau", "Inès Caron")
PEOPLE: Final = (
    ("Anne", "Petit"), ("Paul", "Lefèvre"), ("Zoë", "Baker"), ("Karim", "Haddad"), ("Lucie", "Noël"),
    ("John", "Doyle"), ("Mia", "Schäfer"),
)  # fmt: skip
CITIES: Final = (
    ("Nantes", "44000", "Pays de la Loire"), ("Lyon", "69003", "Auvergne-Rhône-Alpes"), ("Lille", "59000", "Nord"),
    ("Rennes", "35000", "Bretagne"), ("Paris", "75011", "Île-de-France"),
)  # fmt: skip
PRODUCTS: Final = tuple(
    (f"ART-{100 + i}", name, family)
    for i, (name, family) in enumerate(
        (
            ("Pompe à eau", "Pompes"), ("Vanne DN50", "Robinetterie"), ("Filtre F7", "Filtration"),
            ("Clapet inox", "Robinetterie"), ("Moteur 2 kW", "Moteurs"), ("Capteur de niveau", "Mesure"),
            ("Joint torique", "Pièces"), ("Câble 10 m", "Pièces"), ("Support mural", "Pièces"),
        )
    )
)  # fmt: skip
SECTORS: Final = ("Santé", "Industrie", "Transport", "Hôtellerie", "Services")
REASONS: Final = {
    "fr": ("Prix trop élevé", "Concurrence", "Projet reporté", "Pas de réponse"),
    "en": ("Too expensive", "Competitor", "Postponed", "No answer"),
}
SOURCES: Final = ("Salon", "Site web", "LinkedIn", "Recommandation", "Prospection")
TEXTS: Final = ("à rappeler avant la fin du mois", "devis relu", "voir avec le service achats", "contact pris au salon")


@dataclass(frozen=True)
class Truth:
    """What the records have to be, in the order of the rows that are records."""

    amounts: list[float] = field(default_factory=list)
    customers: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    closed: list[dt.date | None] = field(default_factory=list)
    dates: list[dt.date] = field(default_factory=list)


def cents(value: float) -> float:
    return round(value, 2)


def deals(rng: random.Random, n: int, lang: str, outcome: Callable[[Row, str], None]) -> tuple[list[Row], Truth]:
    """Deals by field.  ``outcome`` writes how this export tells open, won and lost."""
    truth, rows = Truth(), []
    for i in range(n):
        status = ("open", "won", "lost", "won", "open", "lost", "open")[i % 7]
        row = _deal(rng, i, lang, status)
        outcome(row, status)
        rows.append(row)
        amount, close = row["amount"], row["close_date"]
        assert isinstance(amount, float)
        assert isinstance(close, dt.datetime)
        truth.amounts.append(amount)
        truth.customers.append(str(row["customer_name"]))
        truth.statuses.append(status)
        truth.closed.append(None if status == "open" else close.date())
    return rows, truth


def _deal(rng: random.Random, i: int, lang: str, status: str) -> Row:
    created = START + dt.timedelta(days=rng.randrange(180), minutes=rng.randrange(600))
    close = created + dt.timedelta(days=rng.randrange(20, 160))
    contacted = created + dt.timedelta(days=rng.randrange(1, 9))
    amount = cents(rng.randrange(80_000, 9_000_000) / 100)
    probability = {"open": rng.choice((10.0, 25.0, 40.0, 60.0, 80.0)), "won": 100.0, "lost": 0.0}[status]
    city, _, region = rng.choice(CITIES)
    product = rng.choice(PRODUCTS)
    first, last = rng.choice(PEOPLE)
    customer = i % len(CUSTOMERS)
    reason = rng.choice(REASONS[lang]) if status == "lost" else None
    return {
        "deal_id": 70_000_000 + i * 37,
        "deal_name": f"{product[1]} – {CUSTOMERS[customer]} {i + 1}",
        "customer_name": CUSTOMERS[customer],
        "customer_id": f"C{1000 + customer}",
        "contact_name": f"{first} {last}",
        "contact_email": f"{first}.{last}@example.com".lower(),
        "rep_name": rng.choice(REPS),
        "rep_id": f"005{rng.randrange(5):012d}",
        "team": rng.choice(("Équipe Ouest", "Équipe Est")),
        "pipeline": rng.choice(("Ventes directes", "Partenaires")),
        "stage": OPEN_STAGES[lang][rng.randrange(4)],
        "amount": amount,
        "amount_net": amount,
        "amount_company_currency": amount,
        "weighted_amount": cents(amount * probability / 100),
        "currency": "EUR",
        "exchange_rate": 1.0,
        "close_date": close,
        "expected_close_date": close + dt.timedelta(days=rng.randrange(-9, 9)),
        "created_date": created,
        "first_contact_date": contacted,
        "qualified_date": contacted + dt.timedelta(days=2),
        "won_date": close if status == "won" else None,
        "lost_date": close if status == "lost" else None,
        "last_stage_change_date": contacted + dt.timedelta(days=5),
        "last_activity_date": contacted + dt.timedelta(days=6),
        "next_activity_date": close - dt.timedelta(days=3),
        "deal_type": rng.choice(("New Business", "Existing Business")),
        "probability": probability,
        "forecast_category": rng.choice(("Pipeline", "Best Case", "Commit")),
        "cycle_days": float((close - created).days),
        "lost_reason": reason,
        "lost_notes": rng.choice(TEXTS) if reason else None,
        "won_reason": "Qualité" if status == "won" else None,
        "source": rng.choice(SOURCES),
        "priority": rng.choice(("Haute", "Basse")),
        "next_step": rng.choice(TEXTS),
        "activities_count": float(rng.randrange(14)),
        "notes": rng.choice(TEXTS),
        "tags": rng.choice(("vip", "export", "vip; export")),
        "campaign": rng.choice(("Printemps 2025", "Automne 2025")),
        "created_by": rng.choice(REPS),
        "product_name": product[1],
        "industry": rng.choice(SECTORS),
        "competitor": rng.choice(("Hydrotech", "Aquapro")),
        "region": region,
        "city": city,
    }


def leads(rng: random.Random, n: int) -> list[Row]:
    rows: list[Row] = []
    for i in range(n):
        first, last = PEOPLE[i % len(PEOPLE)]
        city, postcode, region = rng.choice(CITIES)
        created = START + dt.timedelta(days=rng.randrange(200), minutes=rng.randrange(600))
        converted = i % 5 == 0
        company = CUSTOMERS[i % len(CUSTOMERS)]
        rows.append(
            {
                "lead_id": 51_000 + i,
                "first_name": first,
                "last_name": last,
                "email": f"{first}.{last}{i}@example.com".lower(),
                "phone": f"+33 2 40 {rng.randrange(10, 99)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}",
                "mobile": f"06 {rng.randrange(10, 99)} {rng.randrange(10, 99)} {rng.randrange(10, 99)} 11",
                "company": company,
                "job_title": rng.choice(("Acheteur", "Directrice technique", "CEO", "Office manager")),
                "website": f"https://www.{company.split()[-1].lower()}.example",
                "rep_name": rng.choice(REPS),
                "status": "Converted" if converted else rng.choice(("New", "Contacted", "Qualified", "Unqualified")),
                "source": rng.choice(SOURCES),
                "source_detail": rng.choice(TEXTS),
                "created_date": created,
                "last_activity_date": created + dt.timedelta(days=4),
                "qualified_date": created + dt.timedelta(days=6) if i % 2 else None,
                "converted_date": created + dt.timedelta(days=16) if converted else None,
                "is_converted": converted,
                "score": float(rng.randrange(100)),
                "rating": rng.choice(("Hot", "Warm", "Cold")),
                "industry": rng.choice(SECTORS),
                "company_size": float(rng.choice((5, 12, 48, 150, 900))),
                "annual_revenue": float(rng.randrange(200, 9000) * 1000),
                "city": city,
                "region": region,
                "postcode": postcode,
                "country": "France",
                "segment": rng.choice(("Grand compte", "PME")),
                "page_views": float(rng.randrange(60)),
                "email_opens": float(rng.randrange(30)),
                "email_clicks": float(rng.randrange(9)),
                "consent": rng.choice(("Yes", "No")),
                "notes": rng.choice(TEXTS),
            }
        )
    return rows


def customers(rng: random.Random, n: int) -> list[Row]:
    rows: list[Row] = []
    for i in range(n):
        city, _, region = rng.choice(CITIES)
        rows.append(
            {
                "customer_id": 9_000_000 + i,
                "customer_name": f"{rng.choice(CUSTOMERS)} {i + 1}",
                "rep_name": rng.choice(REPS),
                "industry": rng.choice(SECTORS),
                "company_size": float(rng.choice((5, 12, 48, 150))),
                "annual_revenue": float(rng.randrange(200, 9000) * 1000),
                "city": city,
                "region": region,
                "country": "France",
                "created_date": START + dt.timedelta(days=i),
                "status": rng.choice(("Lead", "Customer")),
                "segment": rng.choice(("Prospect", "Partner", "Reseller")),
                "phone": f"+33 2 40 {rng.randrange(10, 99)} 11 22",
            }
        )
    return rows


def products(rng: random.Random, n: int) -> list[Row]:
    rows: list[Row] = []
    for i in range(n):
        _, name, family = PRODUCTS[i % len(PRODUCTS)]
        price = cents(rng.randrange(900, 90_000) / 100)
        cost = cents(price * rng.uniform(0.4, 0.8))
        rows.append(
            {
                "product_id": f"ART-{100 + i}",
                "product_name": f"{name} {i + 1}",
                "family": family,
                "barcode": f"3{rng.randrange(10**11):011d}7",
                "sale_price_net": price,
                "sale_price_gross": cents(price * 1.2),
                "purchase_price": cost,
                "cost_price": cents(cost * 1.05),
                "weighted_avg_cost": cents(cost * 1.02),
                "margin_pct_of_cost": cents((price - cost * 1.05) / (cost * 1.05) * 100),
                "margin_pct_of_sales": cents((price - cost * 1.05) / price * 100),
                "vat_rate": 20.0,
                "stock": float(rng.randrange(400)),
                "description": rng.choice(TEXTS),
            }
        )
    return rows


def stage_changes(rng: random.Random, n: int) -> list[Row]:
    rows: list[Row] = []
    for i in range(n):
        changed = START + dt.timedelta(days=i // 3 + 10 * (i % 3), minutes=rng.randrange(500))
        rows.append(
            {
                "deal_id": f"006A{i // 3:011d}",
                "stage_to": ("Prospecting", "Proposal", "Closed Won" if i % 2 else "Closed Lost")[i % 3],
                "amount": cents(rng.randrange(80_000, 900_000) / 100),
                "changed_at": changed,
                "close_date": changed + dt.timedelta(days=30),
                "probability": (10.0, 50.0, 100.0)[i % 3],
            }
        )
    return rows


def documents(rng: random.Random, n: int, *, signed: bool = True) -> tuple[list[list[Row]], Truth]:
    """Invoices and a few credit notes, each a list of lines.  ``signed``: credit notes have negative quantities."""
    truth, found = Truth(), []
    for i in range(n):
        credit = i % 9 == 8
        date = START.replace(hour=0, minute=0) + dt.timedelta(days=i * 3)
        customer = rng.randrange(len(CUSTOMERS))
        lines = [_line(rng, -1 if credit and signed else 1) for _ in range(1 + i % 4)]
        city, postcode, region = CITIES[customer % len(CITIES)]
        net = cents(sum(float(str(line["line_total_net"])) for line in lines))
        for number, line in enumerate(lines, start=1):
            line |= {
                "document_number": f"{'AV' if credit else 'FA'}2025-{i + 1:04d}",
                "document_type": "Avoir" if credit else "Facture",
                "date": date,
                "due_date": date + dt.timedelta(days=30),
                "customer_name": CUSTOMERS[customer],
                "customer_id": f"CLI{customer + 1:03d}",
                "rep_name": REPS[customer % 5],
                "rep_id": f"COM{customer % 5 + 1:02d}",
                "customer_type": ("PME", "Grand compte")[customer % 2],
                "city": city,
                "postcode": postcode,
                "region": region,
                "country": "FR",
                "line_number": float(number),
                "line_id": 31_000 + len(truth.amounts),
                "document_total_net": net,
                "document_total_gross": cents(net * 1.2),
                "document_status": ("Payée", "Impayée")[i % 2],
                "payment_method": ("VIR", "CB")[i % 2],
                "shipping": 12.5 if i % 3 else 0.0,
                "channel": ("web", "pos")[i % 2],
                "project": f"AFF{i % 6}",
                "notes": TEXTS[i % 4],
            }
            truth.amounts.append(float(str(line["line_total_net"])))
            truth.customers.append(CUSTOMERS[customer])
            truth.dates.append(date.date())
        found.append(lines)
    return found, truth


def _line(rng: random.Random, sign: int) -> Row:
    product_id, name, family = rng.choice(PRODUCTS)
    quantity = float(rng.randrange(1, 13) * sign)
    price = cents(rng.randrange(900, 90_000) / 100)
    discount = rng.choice((0.0, 0.0, 5.0, 10.0))
    net = cents(quantity * price * (1 - discount / 100))
    cost = cents(price * rng.uniform(0.4, 0.75))
    margin = cents(net - quantity * cost)
    return {
        "product_id": product_id,
        "product_name": name,
        "product_family": family,
        "description": f"{name}, livré",
        "quantity": quantity,
        "unit_price_net": price,
        "unit_price_gross": cents(price * 1.2),
        "discount_pct": discount,
        "discount_amount": cents(price * discount / 100),
        "vat_rate": 20.0,
        "vat_amount": cents(net * 0.2),
        "line_total_net": net,
        "line_total_gross": cents(net + cents(net * 0.2)),
        "unit_cost": cost,
        "line_cost": cents(quantity * cost),
        "margin_amount": margin,
        "margin_pct_of_sales": cents(margin / net * 100) if net else 0.0,
        "line_type": "0",
        "unit": "U",
        "warehouse": "DEPOT 1",
        "other_costs": 0.0,
    }
