# ruff: noqa: S608 - the queries are made of our own words
"""The same seven aggregations, by group and by month under a filter, in pandas, polars and DuckDB.

Each is asked for the period and for the year before, as SalesDesk compares them.  They answer less than it does (no
intervals, tests, reasons, details), so the ratios flatter them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from salesdesk.domain.columns import MICROS, NO_DAY, NO_MONEY, Kind
from salesdesk.domain.period import day_number, from_day_number, rolling_year
from salesdesk.domain.sales import Sales

REP: Final = 7
Run = Callable[[int, int, int], None]
"""Answers without a rep, from a day on and before another."""


def tables(sales: Sales) -> dict[str, dict[str, Any]]:
    """The snapshot's columns as plain arrays of codes, days and amounts."""
    lines, opportunities, leads = sales[Kind.ORDER_LINE], sales[Kind.OPPORTUNITY], sales[Kind.LEAD]
    return {
        "lines": {
            "day": lines["date"],
            "month": _months(lines["date"]),
            "customer": lines["customer"],
            "rep": lines["rep"],
            "region": lines["region"],
            "range": lines["range"],
            "amount": lines["amount"] / MICROS,
            "cost": np.where(lines["cost"] == NO_MONEY, np.nan, lines["cost"] / MICROS),
        },
        "opps": {
            "day": opportunities["close_date"],
            "start": opportunities["first_contact_date"],
            "month": _months(opportunities["close_date"]),
            "cohort": _months(opportunities["first_contact_date"]),
            "rep": opportunities["rep"],
            "channel": opportunities["channel"],
            "status": opportunities["status"],
            "band": np.searchsorted(np.array([1e3, 5e3, 2e4, 1e5]) * MICROS, opportunities["amount"]).astype(np.int32),
            "cycle": (opportunities["close_date"].astype(np.int64) - opportunities["first_contact_date"]),
        },
        "leads": {
            "day": leads.days("received_at"),
            "month": _months(leads.days("received_at")),
            "rep": leads["rep"],
            "source": leads["channel"],
            "qualified": (leads["status"] >= 2).astype(np.int8),
        },
    }


def _months(days: np.ndarray[Any, np.dtype[np.int32]]) -> np.ndarray[Any, np.dtype[np.int32]]:
    known = days[days != NO_DAY]
    if not len(known):
        return np.zeros(len(days), np.int32)
    low, high = int(known.min()), int(known.max())
    table = np.array([(d := from_day_number(i)).year * 12 + d.month for i in range(low, high + 1)], np.int32)
    return np.where(days == NO_DAY, -1, table[np.clip(days, low, high) - low]).astype(np.int32)


def spans(sales: Sales) -> list[tuple[int, int]]:
    """First day and day after the last of the default period, and of the year before."""
    period = rolling_year(sales.as_of)
    return [(day_number(asked.start), day_number(asked.end)) for asked in (period, period.year_earlier())]


def with_pandas(data: Mapping[str, Mapping[str, Any]]) -> Run:
    import pandas as pd

    lines, opps, leads = (pd.DataFrame(dict(data[name])) for name in ("lines", "opps", "leads"))

    def run(rep: int, first: int, last: int) -> None:
        line = lines[(lines.day >= first) & (lines.day < last) & (lines.rep != rep)]
        begun = opps[(opps.start >= first) & (opps.start < last) & (opps.rep != rep)]
        ended = opps[(opps.day >= first) & (opps.day < last) & (opps.rep != rep) & (opps.status > 0)]
        lead = leads[(leads.day >= first) & (leads.day < last) & (leads.rep != rep)]
        won = begun.assign(won=begun.status == 1)
        for by in ("channel", "cohort"):
            won.groupby(by).won.agg(["sum", "count"])
        for by in ("rep", "month"):
            line.groupby(by).amount.sum()
        signed = ended[ended.status == 1]
        for by in ("band", "month"):
            signed.groupby(by).cycle.median()
        days = line[line.amount > 0][["customer", "region", "month", "day"]].drop_duplicates()
        (days.groupby("customer").size() > 1).mean()
        for by in ("region", "month"):
            (days.groupby([by, "customer"]).size() > 1).groupby(level=0).mean()
        known = line[line.cost.notna()].assign(margin=lambda frame: frame.amount - frame.cost)
        for by in ("range", "month"):
            known.groupby(by)[["margin", "amount"]].sum()
        for by in ("source", "month"):
            lead.groupby(by).qualified.agg(["sum", "count"])
        lost = ended.assign(lost=ended.status == 2)
        for by in ("rep", "month"):
            lost.groupby(by).lost.agg(["sum", "count"])

    return run


def with_polars(data: Mapping[str, Mapping[str, Any]]) -> Run:
    import polars as pl

    lines, opps, leads = (pl.DataFrame(dict(data[name])).lazy() for name in ("lines", "opps", "leads"))
    col = pl.col

    def run(rep: int, first: int, last: int) -> None:
        def kept(frame: pl.LazyFrame, day: str) -> pl.LazyFrame:
            return frame.filter((col(day) >= first) & (col(day) < last) & (col("rep") != rep))

        line, begun, lead = kept(lines, "day"), kept(opps, "start"), kept(leads, "day")
        ended = kept(opps, "day").filter(col("status") > 0)
        asked = [begun.group_by(by).agg((col("status") == 1).sum(), pl.len()) for by in ("channel", "cohort")]
        asked += [line.group_by(by).agg(col("amount").sum()) for by in ("rep", "month")]
        signed = ended.filter(col("status") == 1)
        asked += [signed.group_by(by).agg(col("cycle").median()) for by in ("band", "month")]
        days = line.filter(col("amount") > 0).select("customer", "region", "month", "day").unique()
        asked.append(days.group_by("customer").len().select((col("len") > 1).mean()))
        asked += [
            days.group_by(by, "customer").len().group_by(by).agg((col("len") > 1).mean()) for by in ("region", "month")
        ]
        known = line.filter(col("cost").is_not_nan())
        asked += [
            known.group_by(by).agg((col("amount") - col("cost")).sum(), col("amount").sum().alias("sold"))
            for by in ("range", "month")
        ]
        asked += [lead.group_by(by).agg(col("qualified").sum(), pl.len()) for by in ("source", "month")]
        asked += [ended.group_by(by).agg((col("status") == 2).sum(), pl.len()) for by in ("rep", "month")]
        pl.collect_all(asked)

    return run


def with_duckdb(data: Mapping[str, Mapping[str, Any]]) -> Run:
    import duckdb
    import pandas as pd

    connection = duckdb.connect()
    for name in ("lines", "opps", "leads"):
        connection.register("incoming", pd.DataFrame(dict(data[name])))
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
        connection.unregister("incoming")

    def run(rep: int, first: int, last: int) -> None:
        inside = f"day >= {first} AND day < {last} AND rep <> {rep}"
        begun = f"start >= {first} AND start < {last} AND rep <> {rep}"
        days = f"(SELECT DISTINCT customer, region, month, day FROM lines WHERE {inside} AND amount > 0)"
        asked = [
            f"SELECT {by}, count(*) FILTER (status = 1), count(*) FROM opps WHERE {begun} GROUP BY 1"
            for by in ("channel", "cohort")
        ]
        asked += [f"SELECT {by}, sum(amount) FROM lines WHERE {inside} GROUP BY 1" for by in ("rep", "month")]
        asked += [
            f"SELECT {by}, median(cycle) FROM opps WHERE {inside} AND status = 1 GROUP BY 1" for by in ("band", "month")
        ]
        asked.append(f"SELECT avg((n > 1)::INT) FROM (SELECT customer, count(*) n FROM {days} GROUP BY 1)")
        asked += [
            f"SELECT {by}, avg((n > 1)::INT) FROM (SELECT {by}, customer, count(*) n FROM {days} GROUP BY 1, 2) "
            "GROUP BY 1"
            for by in ("region", "month")
        ]
        asked += [
            f"SELECT {by}, sum(amount - cost), sum(amount) FROM lines WHERE {inside} AND NOT isnan(cost) GROUP BY 1"
            for by in ('"range"', "month")
        ]
        asked += [
            f"SELECT {by}, sum(qualified), count(*) FROM leads WHERE {inside} GROUP BY 1" for by in ("source", "month")
        ]
        asked += [
            f"SELECT {by}, count(*) FILTER (status = 2), count(*) FROM opps WHERE {inside} AND status > 0 GROUP BY 1"
            for by in ("rep", "month")
        ]
        for query in asked:
            connection.execute(query).fetchall()

    return run
