"""Revenue per sales rep: net revenue ÷ reps who sold in the period.

Bases: ``invoiced``, order lines net of credit notes, dated by the line; ``signed``, amounts of won opportunities, dated
by the close.  Never both.  Without a choice: ``invoiced`` where order lines name a rep, else ``signed``.
The rep is the one on the record, not today's owner of the account.
"""

from typing import Final

import numpy as np

from salesdesk.domain.columns import MICROS, NO_CODE, NO_MONEY, Kind
from salesdesk.domain.sales import Sales
from salesdesk.kpi.definition import Kpi, Unit
from salesdesk.kpi.facts import Days, Excluded, Facts, Numbers, Reducer, Rows, by_day
from salesdesk.kpi.lines import excluding, foreign, sale_lines
from salesdesk.kpi.prospects import WON, status


def default_basis(sales: Sales) -> str:
    """Invoices where they name a rep; else signatures, unless only the invoices hold any revenue."""
    if (sales[Kind.ORDER_LINE]["rep"] != NO_CODE).any():
        return "invoiced"
    won = status(sales[Kind.OPPORTUNITY]) == WON
    named = sales[Kind.OPPORTUNITY]["rep"][won] != NO_CODE
    return "signed" if named.any() or not sales[Kind.ORDER_LINE].n else "invoiced"


def facts(sales: Sales, basis: str) -> Facts:
    """One entry per sale that names its rep.

    Left out: what is no sale, sales without a rep (``no_rep``), without an amount, or in a currency without a rate.
    """
    kind, rows, day, amount, excluded = revenue(sales, basis)
    rep = sales[kind]["rep"][rows]
    named = rep != NO_CODE
    missing = np.flatnonzero(~named)
    if len(missing):
        excluded += (Excluded("no_rep", kind, rows[missing], day[missing]),)
    at = slice(None) if named.all() else np.flatnonzero(named)
    return Facts(
        sales=sales,
        reducer=Reducer.PER_MEMBER,
        kinds=(kind,),
        rows=rows[at],
        day=day[at],
        numerator=amount[at],
        member=rep[at],
        members=len(sales.names("rep")),
        excluded=excluded,
        scales=(1 / MICROS, 1.0),
    )


def revenue(sales: Sales, basis: str) -> tuple[Kind, Rows, Days, Numbers, tuple[Excluded, ...]]:
    """All sales of a basis, with a rep or without: kind, rows, days ascending, amounts in millionths, left out."""
    if basis == "invoiced":
        lines = sale_lines(sales)
        return Kind.ORDER_LINE, lines.rows, lines.day, lines.amount, lines.excluded
    return sales.remembered(("kpi", "signed"), lambda: _signed(sales))


def _signed(sales: Sales) -> tuple[Kind, Rows, Days, Numbers, tuple[Excluded, ...]]:
    frame = sales[Kind.OPPORTUNITY]
    won = status(frame) == WON
    left, excluded = excluding(
        Kind.OPPORTUNITY,
        frame["close_date"],
        ("no_amount", won & (frame["amount"] == NO_MONEY)),
        ("foreign_currency", won & foreign(sales, Kind.OPPORTUNITY)),
    )
    rows = np.flatnonzero(left & won)
    day = frame["close_date"][rows]
    order = by_day(day)
    rows, day = rows[order], day[order]
    return Kind.OPPORTUNITY, rows, day, frame["amount"][rows].astype(np.float64), excluded


REVENUE_PER_REP: Final = Kpi(
    key="revenue_per_rep",
    unit=Unit.MONEY,
    higher_is_better=True,
    bases=("invoiced", "signed"),
    kinds=(Kind.ORDER_LINE, Kind.OPPORTUNITY),
    dimensions=(
        "rep",
        "region",
        "customer_type",
        "seniority",
        "channel",
        "range",
        "product",
        "segment",
        "team",
        "sector",
    ),
    facts=facts,
    default_basis=default_basis,
    judged=lambda _total, details: details.get("gap"),
)
