"""Traps of shops, tills and printed reports: first lines for all, labels of groups, headers in storeys."""

import datetime as dt
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from salesdesk.domain.columns import Kind
from tests.importing.suites.hostile import AMOUNTS, CUSTOMERS, HEADER, Case, Cell, book, lines, sales, text

_SHOP: Final = (
    "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name"
    "\n"
    "#1,a@x.fr,paid,USD,32.50,2026-01-05 10:00:00 +0100,1,Mug,10.50,Ada\n"
    "#1,a@x.fr,,,,2026-01-05 10:00:00 +0100,2,Plate,11.00,\n"
    "#2,b@x.fr,paid,EUR,10.50,2026-01-16 10:00:00 +0100,1,Mug,10.50,Bo\n"
)
_REPS: Final = ("Claire Moreau", None, "Karim Benali", None)
_TILL: Final = "Ticket;Horodatage;Vendeur;Article;Qté;Total HT\n" + "".join(
    f"T{i};{15 + i:02}/01/2026 {9 + i}h{i}0;Léa;Café;{i + 1};{10 * (i + 1)},50\n" for i in range(4)
)


def _two_storeys(sheet: Worksheet) -> None:
    for cells in ("A1:B1", "C1:D1", "E1:G1"):
        sheet.merge_cells(cells)


def _grouped() -> list[list[Cell]]:
    made: list[list[Cell]] = [["Commercial", *HEADER]]
    made += [[rep, *row] for rep, row in zip(_REPS, sales(), strict=True)]
    made.insert(3, ["Total Claire Moreau", None, None, None, AMOUNTS[0] + AMOUNTS[1]])
    made.append(["Total Karim Benali", None, None, None, AMOUNTS[2] + AMOUNTS[3]])
    return made


def _stacked() -> list[list[Cell]]:
    made: list[list[Cell]] = []
    for month in (1, 2):
        made += [[f"Mois {month}/2026"], list(HEADER)]
        made += [[f"F{month}{i}", dt.datetime(2026, month, 5 + i), "Acme", 10.0 * month + i] for i in range(3)]
        made += [["Total", None, None, 30.0 * month + 3], []]
    return made


CASES: Final = (
    Case(
        "columns that a shop fills on the first line of an order only",
        text(_SHOP),
        {"amount": [10.5, 22.0, 10.5], "customer": ["Ada", "Ada", "Bo"], "currency": ["USD", "USD", "EUR"]},
        problems=[("3", "importing.note.first_lines"), ("2", "importing.gap.foreign")],
        questions=["vat"],
    ),
    Case(
        "reps written once at the head of their group",
        book(_grouped()),
        {"amount": AMOUNTS, "rep": ["Claire Moreau"] * 2 + ["Karim Benali"] * 2},
        problems=[
            ("4", "reading.left_out.total"),
            ("7", "reading.left_out.total"),
            ("A3", "importing.note.group_labels"),
        ],
    ),
    Case(
        "one month below the other, each with title, header and total",
        book(_stacked()),
        {"amount": [10.0, 11.0, 12.0, 20.0, 21.0, 22.0]},
        problems=[
            ("6", "reading.left_out.total"),
            ("13", "reading.left_out.total"),
            ("9", "reading.left_out.repeated_header"),
            ("8", "reading.left_out.title"),
        ],
    ),
    Case(
        "names of columns under names of groups",
        book([["Facture", None, "Client", None, "Montants", None, None],
              ["N°", "Date", "Code", "Nom", "HT", "TVA", "TTC"],
              *([r[0], r[1], f"C{i}", r[2], r[3], float(str(r[3])) * 0.2, float(str(r[3])) * 1.2]
                for i, r in enumerate(sales()))], _two_storeys),
        {"amount": AMOUNTS, "order_no": [f"FA00{i}" for i in range(1, 5)], "customer": list(CUSTOMERS)},
        {"Code Client": "customer_id", "Nom Client": "customer_name", "N° Facture": "document_number"},
    ),
    Case(
        "every line between quotes as a whole",
        text("".join(f'"{line}"\r\n' for line in lines([HEADER, *(
            [r[0], f"{d}/01/2026", r[2], a] for d, r, a in
            zip((5, 16, 17, 18), sales(), ("1480,00", "940,50", "3120,00", "615,25"), strict=True))]).splitlines())),
        {"amount": AMOUNTS, "customer": list(CUSTOMERS)},
    ),
    Case(
        "numbers for the types of Dolibarr's invoices",
        text('"Réf. facture","Type","Tiers","Date facturation","Réf. produit","Quantité","Total HT"\n'
             "FA1,0,Acme,2026-01-05,P1,1,100.00\nFA2,0,Beta,2026-01-16,P2,2,250.50\nAC3,3,Acme,2026-01-17,P1,1,50.00\n"
             "AV4,2,Acme,2026-01-18,P1,-1,-100.00\n"),
        {"amount": [100.0, 250.5, 50.0, -100.0], "document_type": ["invoice", "invoice", "deposit", "credit_note"]},
    ),
    Case(
        "the time stamp of a till",
        text(_TILL),
        {"date": ["2026-01-15", "2026-01-16", "2026-01-17", "2026-01-18"], "amount": [10.5, 20.5, 30.5, 40.5]},
        {"Horodatage": "date"},
    ),
    Case(
        "an order list of WooCommerce",
        text("Order Number,Order Status,Order Date,Company (Billing),Order Total Amount,SKU,Item Name,Quantity,"
             "Item Cost\n"
             "500,Completed,2026-01-05 10:00,Acme,24.60,S1,Mug,2,10.25\n"
             "501,Completed,2026-01-16 10:00,Beta,48,S2,Lamp,1,40.00\n"),
        {"amount": [20.5, 40.0], "customer": ["Acme", "Beta"]},
        {"Order Total Amount": "document_total_gross", "Item Cost": "unit_price_net"},
        questions=["vat"],
    ),
    Case(
        "years for dates",
        text("Client;Année;Produit;CA HT\nAcme;2024;Contrat;1000,50\nBeta;2025;Contrat;900,25\n"
             "Acme;2025;Contrat;1100\n"),
        {"date": ["2024-01-01", "2025-01-01", "2025-01-01"], "amount": [1000.5, 900.25, 1100.0]},
    ),
    Case(
        "quotes with their answers are deals",
        text("N° devis;Date devis;Client;Montant HT;Statut;Date réponse\n"
             "D1;05/01/2026;Acme;1000,50;Accepté;15/01/2026\n"
             "D2;06/01/2026;Beta;2000,50;Refusé;16/01/2026\nD3;07/01/2026;Acme;300,50;Envoyé;\n"),
        {"status": ["won", "lost", "open"], "opportunity_id": ["D1", "D2", "D3"],
         "close_date": ["2026-01-15", "2026-01-16", None]},
        kind=Kind.OPPORTUNITY,
    ),
    Case(
        "answers to a form on a web site",
        text("Horodateur,Nom,Prénom,Adresse e-mail,Société,Comment nous avez-vous connus ?,Votre budget\n"
             "05/01/2026 14:01:12,Roux,Léa,l@x.fr,Acme,LinkedIn,5 000 €\n"
             "16/01/2026 09:00:00,Bon,Max,m@x.fr,Beta,Salon,800 €\n"),
        {"received_at": ["2026-01-05T14:01", "2026-01-16T09:00"], "channel": ["LinkedIn", "Salon"],
         "contact": ["Léa Roux", "Max Bon"], "amount": [5000.0, 800.0]},
        kind=Kind.LEAD,
    ),
)  # fmt: skip
