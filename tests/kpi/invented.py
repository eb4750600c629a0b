"""An invented company with everything that goes wrong in real ones, as plain tables and as a snapshot."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.sales import Sales
from tests.kpi.building import Builder

REPS = [f"Rep {letter}" for letter in "ABCDEFG"]
CHANNELS = ["Salon", "Web", "Recommandation"]
REGIONS = ["Nord", "Sud"]
STAGES = ["Qualification", "Proposition", "Négociation"]
REASONS = ["Prix trop élevé", "Projet reporté", "Concurrent", None]


@dataclass(frozen=True)
class Invented:
    """Tables with one row per record, in the order of the snapshot's frames."""

    leads: pd.DataFrame
    opportunities: pd.DataFrame
    lines: pd.DataFrame
    reps: pd.DataFrame
    products: pd.DataFrame
    changes: pd.DataFrame

    @cached_property
    def sales(self) -> Sales:
        builder = Builder()
        for kind, table in (
            (Kind.LEAD, self.leads),
            (Kind.OPPORTUNITY, self.opportunities),
            (Kind.ORDER_LINE, self.lines),
            (Kind.REP, self.reps),
            (Kind.PRODUCT, self.products),
            (Kind.STAGE_CHANGE, self.changes),
        ):
            builder.add(kind, {str(name): table[name] for name in table.columns})
        return builder.build(as_of=date(2024, 3, 17))


def invented(seed: int = 1, size: int = 600) -> Invented:
    """``size`` opportunities, as many leads and five times as many order lines, from January 2022 to 17 March 2024."""
    random = np.random.default_rng(seed)
    leads = _leads(random, size)
    opportunities = _opportunities(random, size, leads)
    return Invented(
        leads=leads,
        opportunities=opportunities,
        lines=_lines(random, size * 5),
        reps=pd.DataFrame(
            {
                "rep": [*REPS, "Rep Z"],
                "team": ["Est", "Ouest"] * 4,
                "entry_date": ["2020-01-01"] * 5 + ["2023-06-01", "2019-01-01", "2021-01-01"],
                "exit_date": [None] * 6 + ["2023-12-31", None],
            }
        ),
        products=pd.DataFrame(
            {
                "product": [f"P{i}" for i in range(40)],
                "range": [f"Gamme {i % 4}" for i in range(40)],
                "cost": [10.0 + i if i % 3 else None for i in range(40)],
            }
        ),
        changes=_changes(random, opportunities),
    )


def _days(random: np.random.Generator, size: int, missing: float = 0.0) -> pd.Series:
    days = pd.Series(pd.Timestamp(2022, 1, 1) + pd.to_timedelta(random.integers(0, 806, size), unit="D"))
    return days.where(random.random(size) >= missing)


def _pick(
    random: np.random.Generator, size: int, names: list[str] | list[str | None], missing: float = 0.0
) -> pd.Series:
    picked = pd.Series(np.array(names, dtype=object)[random.integers(0, len(names), size)], dtype=object)
    return picked.where(random.random(size) >= missing, None)


def _leads(random: np.random.Generator, size: int) -> pd.DataFrame:
    received = _days(random, size, 0.05) + pd.to_timedelta(random.integers(0, 1440, size), unit="min")
    qualified = received + pd.to_timedelta(random.integers(0, 20 * 1440, size), unit="min")
    contact = qualified + pd.to_timedelta(random.integers(-600, 4000, size), unit="min")
    table = pd.DataFrame(
        {
            "lead_id": [f"L{i}" for i in range(size)],
            "channel": _pick(random, size, CHANNELS, 0.1),
            "rep": _pick(random, size, REPS, 0.1),
            "region": _pick(random, size, REGIONS),
            "status": _pick(random, size, ["new", "contacted", "qualified", "unqualified", "converted"], 0.1),
            "received_at": received,
            "qualified_at": qualified.where(random.random(size) < 0.4),
            "first_contact_at": contact.where(random.random(size) < 0.6),
            "sheet": random.integers(1, 4, size),
        }
    )
    answered = random.random(size) < 0.4
    for name in BANT:
        table[name] = pd.Series(random.choice([5.0, 10.0, 15.0], size, p=[0.15, 0.45, 0.4])).where(answered)
    silent = table["sheet"] == 3
    table.loc[silent, ["status", "qualified_at", *BANT]] = None
    return table


def _opportunities(random: np.random.Generator, size: int, leads: pd.DataFrame) -> pd.DataFrame:
    contact = _days(random, size, 0.1)
    created = contact.fillna(pd.Timestamp(2023, 2, 1)) - pd.to_timedelta(random.integers(0, 9, size), unit="D")
    close = created + pd.to_timedelta(random.integers(-5, 150, size), unit="D")
    status = _pick(random, size, ["open", "won", "won", "lost", "lost", "deleted"], 0.02)
    closed = status.isin(["won", "lost"])
    lost = status == "lost"
    linked = leads["lead_id"].sample(size, replace=True, random_state=5).reset_index(drop=True)
    return pd.DataFrame(
        {
            "opportunity_id": [f"O{i}" for i in range(size)],
            "lead_id": linked.where(random.random(size) < 0.3, None),
            "channel": _pick(random, size, CHANNELS, 0.1),
            "rep": _pick(random, size, REPS, 0.05),
            "region": _pick(random, size, REGIONS),
            "product": _pick(random, size, [f"P{i}" for i in range(40)], 0.1),
            "stage": _pick(random, size, STAGES),
            "status": status,
            "first_contact_date": contact,
            "created_date": created.where(random.random(size) < 0.7),
            "close_date": close.where(closed & (random.random(size) < 0.97)),
            "amount": pd.Series(random.integers(100, 60_000, size)).where(random.random(size) < 0.95),
            "currency": _pick(random, size, ["EUR", "EUR", "EUR", "€", "USD"], 0.3),
            "loss_reason": _pick(random, size, REASONS).where(lost, None),
            "competitor": _pick(random, size, ["Rival", "Autre"], 0.5).where(lost, None),
        }
    )


def _lines(random: np.random.Generator, size: int) -> pd.DataFrame:
    order = random.integers(0, size // 3, size)
    orders = pd.DataFrame(
        {
            "date": _days(random, size // 3, 0.03),
            "customer": _pick(random, size // 3, [f"C{i}" for i in range(size // 12)], 0.1),
            "rep": _pick(random, size // 3, REPS, 0.1),
            "region": _pick(random, size // 3, REGIONS),
            "channel": _pick(random, size // 3, CHANNELS, 0.1),
        }
    )
    table = orders.iloc[order].reset_index(drop=True)
    quantity = random.integers(1, 9, size).astype(float)
    amount = np.round(quantity * random.integers(5, 90, size), 2)
    credit = random.random(size) < 0.15
    table["order_no"] = [f"C{i}" if c else f"F{i}" for i, c in zip(order, credit, strict=True)]
    table["order_no"] = table["order_no"].where(random.random(size) < 0.95, None)
    linked = credit & (random.random(size) < 0.6)
    table["original_order"] = pd.Series([f"F{i}" for i in order], dtype=object).where(linked, None)
    table["quantity"] = np.where(credit, -quantity, quantity)
    table["amount"] = np.where(credit, -amount, amount)
    table.loc[random.random(size) < 0.02, "amount"] = None
    table["document_type"] = _pick(random, size, ["invoice"] * 8 + ["quote", "order"], 0.1)
    table.loc[credit, "document_type"] = "credit_note"
    cost = table["amount"].astype(float) * random.uniform(0.4, 1.2, size)
    table["cost"] = cost.round(2).where(random.random(size) < 0.7)
    table["product"] = _pick(random, size, [f"P{i}" for i in range(40)], 0.05)
    table["currency"] = _pick(random, size, ["EUR", "EUR", "EUR", "GBP"], 0.5)
    return table


def _changes(random: np.random.Generator, opportunities: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for number, day in zip(opportunities["opportunity_id"], opportunities["first_contact_date"], strict=True):
        if pd.isna(day) or random.random() < 0.2:
            continue
        start = pd.Timestamp(day)
        for step in range(int(random.integers(1, 4))):
            rows.append({"opportunity_id": number, "stage": STAGES[step], "date": start})
            start += pd.Timedelta(days=int(random.integers(1, 30)))
    return pd.DataFrame(rows)
