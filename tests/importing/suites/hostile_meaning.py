"""Traps of meaning: what a header leaves open, keys that are none, documents that are no sales, names that are one."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from salesdesk.domain.columns import Kind
from tests.importing.suites.hostile import AMOUNTS, CUSTOMERS, HEADER, Case, Cell, beside, book, sales, text

_QUANTITIES: Final = (2, 3, 1, 5, 4, 2, 6, 3)
_PRICES: Final = (100.0, 49.5, 310.0, 12.25, 80.0, 64.0, 18.5, 210.0)
_COSTS: Final = (61.0, 30.0, 190.0, 7.5, 44.0, 41.0, 11.0, 120.0)
_NET: Final = [q * p for q, p in zip(_QUANTITIES, _PRICES, strict=True)]
_COST: Final = [q * c for q, c in zip(_QUANTITIES, _COSTS, strict=True)]
_LINES: Final = list(zip(_QUANTITIES, _PRICES, _NET, strict=True))


def _table(headers: Sequence[str], *columns: Sequence[Cell]) -> list[list[Cell]]:
    """Eight invoice lines: number, date, customer, quantity, unit price, and the columns given."""
    made: list[list[Cell]] = [["N° facture", "Date", "Client", "Quantité", "PU HT", *headers]]
    for i, (quantity, price, _) in enumerate(_LINES):
        day = dt.datetime(2026, 1, 5 + i)
        made.append([f"FA{i}", day, CUSTOMERS[i % 4], quantity, price, *(column[i] for column in columns)])
    return made


def _money(values: Sequence[float], factor: float = 1.0) -> list[float]:
    return [round(value * factor, 2) for value in values]


_RATES: Final = [20, 20, 5.5, 20, 10, 20, 5.5, 20]
_GROSS: Final = [round(n * (1 + r / 100), 2) for n, r in zip(_NET, _RATES, strict=True)]
_OFF: Final = [10, 0, 5, 20, 0, 10, 5, 0]
_OFF_MONEY: Final = [round(n * d / 100, 2) for n, d in zip(_NET, _OFF, strict=True)]
_OFF_NET: Final = [round(n - m, 2) for n, m in zip(_NET, _OFF_MONEY, strict=True)]
_MARGIN: Final = [round(n - c, 2) for n, c in zip(_NET, _COST, strict=True)]
_OF_SALES: Final = [round(m / n * 100, 2) for m, n in zip(_MARGIN, _NET, strict=True)]
_OF_COST: Final = [round(m / c * 100, 2) for m, c in zip(_MARGIN, _COST, strict=True)]

_DEALS: Final[list[Cell]] = ["ID affaire", "Nom de l'affaire", "Client", "Étape", "Montant HT", "Date de clôture"]


def _deals(*stages: str) -> list[list[Cell]]:
    made = [_DEALS]
    for i, stage in enumerate(stages):
        close = dt.datetime(2026, 1, 5 + i)
        made.append([i + 1, f"Affaire {i}", CUSTOMERS[i % 4], stage, 1000.0 * (i + 1), close])
    return made


_TYPES: Final[list[list[Cell]]] = [
    ["N° pièce", "Type de pièce", "Date", "Client", "Montant HT"],
    ["DE1", "Devis", dt.datetime(2026, 1, 5), "Acme", 900],
    ["BC1", "Bon de commande", dt.datetime(2026, 1, 6), "Acme", 800],
    ["FA1", "Facture", dt.datetime(2026, 1, 7), "Acme", 700],
    ["AV1", "Avoir", dt.datetime(2026, 1, 8), "Acme", 100],
]

_NAMES: Final = ("Müller", "Muller", "Müller", "Dupont SARL", "Dupont", "Dupont SARL", "GTX Pro", "GTXPro", "GTX Pro")

CASES: Final = (
    Case(
        "excluding and including VAT both",
        book(_table(["Total HT", "Total TTC"], _NET, _GROSS)),
        {"amount": _NET},
        {"Total HT": "line_total_net", "Total TTC": "line_total_gross"},
    ),
    Case(
        "only including VAT, with the rate",
        book([[*row[:4], *row[5:]] for row in _table(["Total TTC", "Taux TVA"], _GROSS, _RATES)]),
        {"amount": [round(g / (1 + r / 100), 6) for g, r in zip(_GROSS, _RATES, strict=True)]},
        {"Total TTC": "line_total_gross", "Taux TVA": "vat_rate"},
    ),
    Case(
        "only including VAT, without a rate",
        book([[*row[:4], *row[5:]] for row in _table(["Total TTC"], _GROSS)]),
        {"amount": _GROSS},
        questions=["vat"],
    ),
    Case(
        "Total is excluding VAT by arithmetic",
        book(_table(["Total"], _NET)),
        {"amount": _NET},
        {"Total": "line_total_net"},
    ),
    Case(
        "Total is including VAT by arithmetic",
        book(_table(["TVA", "Total"], _RATES, _GROSS)),
        {"amount": [round(g / (1 + r / 100), 6) for g, r in zip(_GROSS, _RATES, strict=True)]},
        {"TVA": "vat_rate", "Total": "line_total_gross"},
    ),
    Case(
        "TVA is an amount",
        book(_table(["Total HT", "TVA"], _NET, [round(g - n, 2) for g, n in zip(_GROSS, _NET, strict=True)])),
        {"amount": _NET},
        {"TVA": "vat_amount"},
    ),
    Case(
        "TVA is a rate", book(_table(["Total HT", "TVA"], _NET, _RATES)), {"amount": _NET}, {"TVA": "vat_rate"}
    ),
    Case(
        "TVA is a share", book(_table(["Total HT", "TVA"], _NET, [r / 100 for r in _RATES])), {"amount": _NET},
        {"TVA": "vat_rate"},
    ),
    Case(
        "Remise is a rate",
        book(_table(["Remise", "Total HT"], _OFF, _OFF_NET)),
        {"amount": _OFF_NET},
        {"Remise": "discount_pct"},
    ),
    Case(
        "Remise is an amount",
        book(_table(["Remise", "Total HT"], _OFF_MONEY, _OFF_NET)),
        {"amount": _OFF_NET},
        {"Remise": "discount_amount"},
    ),
    Case(
        "Marge is an amount",
        book(_table(["Total HT", "Coût total", "Marge"], _NET, _COST, _MARGIN)),
        {"cost": _COST},
        {"Marge": "margin_amount"},
    ),
    Case(
        "Marge is a rate",
        book(_table(["Total HT", "Coût total", "Marge"], _NET, _COST, _OF_SALES)),
        {"cost": _COST},
        {"Marge": "margin_pct_of_sales"},
    ),
    Case(
        "Taux de marge is of the cost",
        book(_table(["Total HT", "Coût total", "Taux de marge"], _NET, _COST, _OF_COST)),
        {"cost": _COST},
        {"Taux de marge": "margin_pct_of_cost"},
    ),
    Case(
        "Taux de marge is of the sales",
        book(_table(["Total HT", "Coût total", "Taux de marge"], _NET, _COST, _OF_SALES)),
        {"cost": _COST},
        {"Taux de marge": "margin_pct_of_sales"},
    ),
    Case(
        "Taux de marge alone is asked",
        book(_table(["Total HT", "Taux de marge"], _NET, _OF_SALES)),
        {"amount": _NET},
        questions=["column:Taux de marge"],
    ),
    Case(
        "Taux de marque alone",
        book(_table(["Total HT", "Taux de marque"], _NET, _OF_SALES)),
        {"cost": [round(n * (1 - s / 100), 6) for n, s in zip(_NET, _OF_SALES, strict=True)]},
        {"Taux de marque": "margin_pct_of_sales"},
    ),
    Case(
        "Coût is per line",
        book(_table(["Total HT", "Coût", "Marge"], _NET, _COST, _MARGIN)),
        {"cost": _COST},
        {"Coût": "line_cost"},
    ),
    Case(
        "Coût is per unit",
        book(_table(["Total HT", "Coût", "Marge"], _NET, _COSTS, _MARGIN)),
        {"cost": _COST},
        {"Coût": "unit_cost"},
    ),
    Case(
        "Prix de revient that nothing tells is asked",
        book(_table(["Total HT", "Prix de revient"], _NET, _COSTS)),
        {"cost": _COST},
        {"Prix de revient": "unit_cost"},
        questions=["column:Prix de revient"],
    ),
    Case(
        "Réf. is the product beside a document number",
        book(_table(["Réf.", "Total HT"], ["P1", "P2", "P1", "P3", "P2", "P1", "P3", "P2"], _NET)),
        {"amount": _NET},
        {"Réf.": "product_id"},
    ),
    Case(
        "Réf. that nothing tells is asked",
        book([["Réf.", "Date", "Client", "Montant HT"], *sales()]),
        {"amount": AMOUNTS},
        {"Réf.": "product_id"},
        questions=["column:Réf."],
    ),
    Case(
        "totals of the document repeated on its lines",
        book([["N° facture", "Date", "Client", "Article", "Montant HT de la ligne", "Total HT"],
              *([f"FA{i // 2}", dt.datetime(2026, 1, 5), CUSTOMERS[i // 2 % 4], f"Article {i}", 10.0 * (i + 1),
                 10.0 * (i // 2 * 4 + 3)] for i in range(12))]),
        {"amount": [10.0 * (i + 1) for i in range(12)]},
        {"Total HT": "document_total_net"},
    ),
    Case(
        "credit notes without a sign",
        book(_TYPES),
        {"document_type": ["quote", "order", "invoice", "credit_note"], "amount": [900.0, 800.0, 700.0, -100.0]},
        problems=[("2", "importing.note.not_sales")],
    ),
    Case(
        "credit notes by the letters of their number",
        book([HEADER, *sales()[:3], ["AV001", dt.datetime(2026, 1, 9), "Acme", 50.0]]),
        {"document_type": ["invoice"] * 3 + ["credit_note"], "amount": [*AMOUNTS[:3], -50.0]},
    ),
    Case(
        "a file of quotes by its name",
        book({"Feuil1": [HEADER, *sales()]}, name="Devis 2026.xlsx"),
        {"amount": AMOUNTS, "document_type": ["quote"] * 4},
        problems=[("2", "importing.note.not_sales")],
    ),
    Case(
        "document types that nobody knows are asked",
        book([["N° pièce", "Type de pièce", "Date", "Client", "Montant HT"],
              ["1", "Facture", dt.datetime(2026, 1, 7), "Acme", 700],
              ["2", "ZX9", dt.datetime(2026, 1, 8), "Acme", 100],
              ["3", "Facture", dt.datetime(2026, 1, 9), "Acme", 50]]),
        {"amount": [700.0, 100.0, 50.0]},
        questions=["value:document_type:ZX9"],
    ),
    Case(
        "a number that repeats with other contents",
        book([HEADER, *sales()[:2], ["FA001", dt.datetime(2026, 1, 9), "Acme", 5.0]]),
        {"amount": [*AMOUNTS[:2], 5.0]},
        problems=[("", "importing.note.key")],
    ),
    Case(
        "a row said twice under its document number alone",
        book([HEADER, *sales(), sales()[3]]),
        {"amount": [*AMOUNTS, AMOUNTS[3]]},
        problems=[("6", "importing.row.twice")],
    ),
    Case(
        "a line said twice under its document and line number",
        book([["N° facture", "N° ligne", *HEADER[1:]], *([row[0], 1, *row[1:]] for row in [*sales(), sales()[3]])]),
        {"amount": AMOUNTS},
        problems=[("6", "importing.row.repeated")],
    ),
    Case(
        "true duplicates without a number",
        book([HEADER[1:], *(row[1:] for row in sales()), sales()[3][1:]]),
        {"amount": [*AMOUNTS, AMOUNTS[3]]},
        problems=[("6", "importing.row.twice")],
    ),
    Case(
        "a foreign currency in a column",
        book(beside([HEADER, *sales()], "Devise", ["EUR", "USD", "EUR", "GBP"])),
        {"amount": AMOUNTS, "currency": ["EUR", "USD", "EUR", "GBP"]},
        problems=[("3", "importing.gap.foreign")],
    ),
    Case(
        "a foreign currency in the cells",
        book([HEADER, *sales(["$1,480.00", "$940.50", "$3,120.00", "$615.25"])]),
        {"amount": AMOUNTS, "currency": ["USD"] * 4},
        problems=[("2", "importing.gap.foreign")],
    ),
    Case(
        "two amounts in dollars and pounds among euros",
        book([HEADER, *sales(["1 480,00 €", "940,50 $", "3 120,00", "615,25 GBP"])]),
        {"amount": AMOUNTS, "currency": ["EUR", "USD", None, "GBP"]},
        problems=[("3", "importing.gap.foreign")],
    ),
    Case(
        "names that nearly agree",
        book([HEADER, *([*row[:2], name, row[3]] for row, name in zip(sales(range(1, 10)), _NAMES, strict=True))]),
        {"customer": list(_NAMES)},
        merges=[("Muller", "Müller", True), ("Dupont", "Dupont SARL", False), ("GTXPro", "GTX Pro", True)],
    ),
    Case(
        "first and last name the other way round",
        book(beside([HEADER, *sales()], "Commercial", ["Jean Dupont", "DUPONT Jean", "Léa Roux", "Léa Roux"])),
        {"rep": ["Jean Dupont", "DUPONT Jean", "Léa Roux", "Léa Roux"]},
        merges=[("DUPONT Jean", "Jean Dupont", False)],
    ),
    Case(
        "the close date of an open deal is a plan",
        book(_deals("Gagné", "Négociation", "Perdu")),
        {"status": ["won", "open", "lost"], "close_date": ["2026-01-05", None, "2026-01-07"],
         "expected_close_date": [None, "2026-01-06", None]},
        kind=Kind.OPPORTUNITY,
    ),
    Case(
        "stages that nobody knows are asked where no word for lost is known",
        book(_deals("Gagné", "Négociation", "Zénith")),
        {"status": ["won", "open", "open"]},
        kind=Kind.OPPORTUNITY,
        questions=["value:deal_outcome:Zénith"],
    ),
    Case(
        "stages on the way between known outcomes",
        book(_deals("Gagné", "Zénith", "Perdu")),
        {"status": ["won", "open", "lost"]},
        kind=Kind.OPPORTUNITY,
    ),
    Case(
        "weighted revenue is not the amount",
        text("Deal ID;Deal name;Customer;Stage;Amount excl. VAT;Weighted amount;Probability\n"
             "1;A;Acme;Won;1000,50;1000,50;100\n2;B;Beta;Proposal;2000,50;800,20;40\n3;C;Gama;Lost;10;0;0\n"),
        {"amount": [1000.5, 2000.5, 10.0]},
        {"Weighted amount": "weighted_amount"},
        kind=Kind.OPPORTUNITY,
    ),
    Case(
        "the stage where a lost deal died",
        text("Deal ID;Deal name;Organization;Stage;Status;Value;Lost reason;Expected close date\n"
             "1;A;Acme;Negotiation;Lost;1000,50;Price;2026-01-15\n2;B;Beta;Negotiation;Open;2000,50;;2026-03-15\n"
             "3;C;Gama;Demo;Won;30,50;;2026-01-20\n"),
        {"status": ["lost", "open", "won"], "stage": ["Negotiation", "Negotiation", "Demo"]},
        kind=Kind.OPPORTUNITY,
        questions=["vat"],
    ),
)  # fmt: skip
