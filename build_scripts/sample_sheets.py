"""The sample company's workbooks, sheet by sheet, and the empty templates."""

from datetime import date
from typing import Final

from build_scripts import sample_words as words
from build_scripts.sample_book import Book, Cell
from build_scripts.sample_leads import LEAD_HEADERS, Prospects
from build_scripts.sample_parts import LAST, in_charge
from build_scripts.sample_trade import Trade

TITLE: Final = "Delaunay Équipements, société fictive"
NOTICE: Final = (
    "Delaunay Équipements n'existe pas : clients, personnes et chiffres sont inventés.",
    "Ce classeur montre ce que SalesDesk tire de vos propres feuilles.",
    "Delaunay Équipements is invented, as are its customers, people and figures.",
)


def sales_book(trade: Trade) -> Book:
    """What the invoicing program exports."""
    customers: list[list[Cell]] = [
        [c.code, c.name, c.kind, c.sector, c.region, c.city, in_charge(c.rep, LAST), c.since]
        for c in trade.customers
        if c.since
    ]
    articles: list[list[Cell]] = [
        [a.reference, a.label, a.range.name, a.cost if a.cost_listed else None, a.price] for a in trade.articles
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
                trade.lines,
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


def crm_book(prospects: Prospects) -> Book:
    """What the customer program exports."""
    opportunities: list[list[Cell]] = [
        [
            o.number, o.lead or None, o.article.label, o.customer, o.rep, o.source or None,
            o.article.range.name, o.amount, o.stage, o.status, o.contact, o.qualified, o.closed, o.expected,
            o.reason or None, o.competitor or None,
        ]
        for o in prospects.opportunities
    ]  # fmt: skip
    steps: list[list[Cell]] = [[o.number, stage, day] for o in prospects.opportunities for stage, day in o.steps]
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
            "Leads": (LEAD_HEADERS, prospects.leads),
            "Activités": (
                ["ID activité", "Lead", "Type d'activité", "Objet", "Commercial", "Date activité"], prospects.activities
            ),
            "Historique des étapes": (["ID opportunité", "Étape", "Date d'entrée dans l'étape"], steps),
        },
    )  # fmt: skip


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
                        "Budget estimé", "Secteur d'activité", "Effectif", "Département", "Pages vues",
                        "Emails ouverts", "Suite à donner", "Date de relance", "Commentaire",
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
                        "Budget amount", "Industry", "Number of Employees", "Region", "Page views", "Emails opened",
                        "Next step", "Next action date", "Notes",
                    ],
                    [],
                ),
                "Sales reps": (["Sales rep", "Team", "Territory", "Hire date", "End date"], []),
            },
        ),
    ]  # fmt: skip


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
