"""One cell of an export: by its header where that is special, else by its field, else by what unused headers say."""

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from tests.importing.suites import layout_rows as rows
from tests.importing.suites.layout_rows import Row, Value


def cell(header: str, field: str, row: Row, rng: random.Random) -> Value:
    if header in _FIXED:
        return _FIXED[header]
    if header in _CHOICES:
        return rng.choice(_CHOICES[header])
    if header in _FROM_ROW:
        return _FROM_ROW[header](row)
    if field:
        return row.get(field)
    return next(make(rng) for pattern, make in _UNUSED if re.search(pattern, header, re.IGNORECASE))


def _full(row: Row) -> float:
    return float(str(row["quantity"])) * float(str(row["unit_price_net"]))


def _money(rng: random.Random) -> Value:
    return rows.cents(rng.randrange(10_000, 900_000) / 100)


def _text(rng: random.Random) -> Value:
    return rng.choice(rows.TEXTS)


def _date(rng: random.Random) -> Value:
    return rows.START + dt.timedelta(days=rng.randrange(300))


def _count(rng: random.Random) -> Value:
    return float(rng.randrange(9))


_FIXED: Final[Mapping[str, Value]] = {
    "Statut facture": 2.0,
    "InvoiceStatus": 2.0,
    "Validée": "Oui",
    "Comptabilisée": "Oui",
    "Facturation TTC": "Non",
    "DO_Type": 6.0,
    "Document - Montant de la remise": 0.0,
    "Fulfillment Status": "fulfilled",
    "Website URL": "www.example.com",
    "Domain": "example.com",
}
_CHOICES: Final[Mapping[str, tuple[Value, ...]]] = {
    "Payée": (0.0, 1.0),
    "Soldée": ("Oui", "Non"),
    "Lifecycle Stage": ("lead", "marketingqualifiedlead", "customer"),
    "Financial Status": ("paid", "refunded"),
    "Winner": ("Hydrotech", "Aquapro"),
    "InvoicePaid": (0.0, 1.0),
    "Montant Payé": (0.0, 120.0, 85.5),
}
_FROM_ROW: Final[Mapping[str, Callable[[Row], Value]]] = {
    "Qty Delivered": lambda row: row["quantity"],
    "État": lambda row: "Ouvert" if row["status"] == "En cours" else "Clôturé",
    "Expected Deal Value": lambda row: row["weighted_amount"],
    "Valeur d'opportunité prévisionnelle": lambda row: row["weighted_amount"],
    "Total": lambda row: row.get("line_total_gross"),
    "Taxes": lambda row: 20.0 if "unit_cost" in row else "TVA 20%",
    "Total Brut HT": lambda row: row["document_total_net"],
    "Name": lambda row: row["document_number"] if "document_number" in row else row["deal_name"],
    "Email": lambda row: row.get("email", f"{row.get('customer_id')}@example.com".lower()),
    "Lineitem discount": lambda row: rows.cents(_full(row) - float(str(row["line_total_net"]))),
    "Subtotal": lambda row: row["line_total_net"],
}
"""Headers that mean more, or something else, than their field says."""
_UNUSED: Final[tuple[tuple[str, Callable[[random.Random], Value]], ...]] = (
    (r"period|période", lambda rng: f"Q{rng.randrange(1, 5)}-2025"),
    (r"stage$|étape", lambda rng: rng.choice(rows.OPEN_STAGES["fr"])),
    (r"civilit|forme|teams?$|tag|medium|referred|visible|category|catégorie|territorial|vendor|traffic", _text),
    (r"% remise|% escompte|taux|probability", lambda rng: float(rng.randrange(2))),
    (r"duration|days|time\b(?!$)|first response|conversion time", _count),
    (r"times contacted|activities|count|quantity", _count),
    (r"\bid\b|ids\b|\.id$|^id|id$|num[ée]ro", lambda rng: float(rng.randrange(10_000, 90_000))),
    (r"date|time$| at$|email (received|sent)", _date),
    (r"amount|revenue|value|total|montant|subtotal|taxes|remise|budget|affaires|payer|refund", _money),
    (r"", _text),
)
