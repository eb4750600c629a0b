"""A company of a million order lines, for speed."""

from datetime import date

import numpy as np

from salesdesk.domain.columns import NO_DAY, NO_MOMENT, NO_MONEY, Column, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Frame, Members, Sales

FIRST, LAST = day_number(date(2022, 1, 1)), day_number(date(2024, 12, 31))
REPS, CUSTOMERS, PRODUCTS, CHANNELS, REGIONS, SEGMENTS, RANGES = 60, 40_000, 4_000, 8, 12, 6, 20


def big(lines: int = 1_000_000) -> Sales:
    """Order lines, a fifth as many opportunities and a twentieth as many leads, over three years."""
    random = np.random.default_rng(0)
    opportunities, leads, orders = lines // 5, lines // 20, lines // 4
    sizes = {
        "rep": REPS,
        "customer": CUSTOMERS,
        "product": PRODUCTS,
        "range": RANGES,
        "region": REGIONS,
        "channel": CHANNELS,
        "segment": SEGMENTS,
        "customer_type": 5,
        "order_no": orders,
        "lead_id": leads,
        "opportunity_id": opportunities,
        "loss_reason": 12,
        "stage": 6,
    }
    frames = (
        _lines(random, lines, orders),
        _opportunities(random, opportunities, leads),
        _leads(random, leads),
        Frame(
            Kind.CUSTOMER,
            CUSTOMERS,
            {
                "customer": np.arange(CUSTOMERS, dtype=np.int32),
                "segment": _codes(random, SEGMENTS, CUSTOMERS),
                "region": _codes(random, REGIONS, CUSTOMERS),
                "customer_type": _codes(random, 5, CUSTOMERS),
            },
        ),
        Frame(
            Kind.PRODUCT,
            PRODUCTS,
            {"product": np.arange(PRODUCTS, dtype=np.int32), "range": _codes(random, RANGES, PRODUCTS)},
        ),
        Frame(
            Kind.REP,
            REPS,
            {"rep": np.arange(REPS, dtype=np.int32), "entry_date": np.full(REPS, FIRST - 400, dtype=np.int32)},
        ),
    )
    lists = {name: Members(tuple(f"{name} {i}" for i in range(size))) for name, size in sizes.items()}
    return Sales(1, {frame.kind: frame for frame in frames}, lists, date(2024, 12, 30))


def _codes(random: np.random.Generator, members: int, size: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return random.integers(0, members, size, dtype=np.int32)


def _lines(random: np.random.Generator, size: int, orders: int) -> Frame:
    order = np.sort(_codes(random, orders, size))
    day = np.sort(random.integers(FIRST, LAST, orders, dtype=np.int32))
    customer = ((random.pareto(1.2, orders) * 400).astype(np.int64) % CUSTOMERS).astype(np.int32)
    amount = (random.gamma(2, 100, size) * 1e6).astype(np.int64)
    amount[random.random(size) < 0.03] *= -1
    cost = (amount * random.uniform(0.5, 0.9, size)).astype(np.int64)
    cost[random.random(size) < 0.05] = NO_MONEY
    columns: dict[str, Column] = {
        "order_no": order,
        "date": day[order],
        "customer": customer[order],
        "rep": _codes(random, REPS, orders)[order],
        "channel": _codes(random, CHANNELS, orders)[order],
        "product": _codes(random, PRODUCTS, size),
        "amount": amount,
        "cost": cost,
        "quantity": np.ones(size),
        "document_type": np.zeros(size, dtype=np.int8),
    }
    return Frame(Kind.ORDER_LINE, size, columns)


def _opportunities(random: np.random.Generator, size: int, leads: int) -> Frame:
    start = random.integers(FIRST, LAST, size, dtype=np.int32)
    close = start + random.gamma(2, 40, size).astype(np.int32)
    status = random.choice(4, size, p=[0.25, 0.3, 0.44, 0.01]).astype(np.int8)
    status[close > LAST] = 0
    reason = np.where(status == 2, random.integers(-1, 12, size), -1).astype(np.int32)
    columns: dict[str, Column] = {
        "opportunity_id": np.arange(size, dtype=np.int32),
        "lead_id": np.where(random.random(size) < 0.2, random.integers(0, leads, size), -1).astype(np.int32),
        "rep": _codes(random, REPS, size),
        "channel": _codes(random, CHANNELS, size),
        "region": _codes(random, REGIONS, size),
        "customer": _codes(random, CUSTOMERS, size),
        "stage": _codes(random, 6, size),
        "status": status,
        "first_contact_date": start,
        "close_date": np.where(np.isin(status, (1, 2)), close, NO_DAY).astype(np.int32),
        "amount": (random.gamma(2, 5000, size) * 1e6).astype(np.int64),
        "loss_reason": reason,
    }
    return Frame(Kind.OPPORTUNITY, size, columns)


def _leads(random: np.random.Generator, size: int) -> Frame:
    received = random.integers(FIRST * 1440, LAST * 1440, size)
    columns: dict[str, Column] = {
        "lead_id": np.arange(size, dtype=np.int32),
        "rep": _codes(random, REPS, size),
        "channel": _codes(random, CHANNELS, size),
        "region": _codes(random, REGIONS, size),
        "status": random.integers(0, 5, size).astype(np.int8),
        "received_at": received,
        "qualified_at": np.where(random.random(size) < 0.4, received + 2000, NO_MOMENT),
        "first_contact_at": np.where(random.random(size) < 0.6, received + 3000, NO_MOMENT),
        "sheet": np.ones(size, dtype=np.int64),
    }
    return Frame(Kind.LEAD, size, columns)
