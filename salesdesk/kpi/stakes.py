"""What is worth acting on, in euros of the company's own data, with the evidence and the article's lever.

A stake is what a stated gap costs: it is no promise, and stakes overlap, so that they do not add up.  Groups are only
named where their difference is statistically supported.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from salesdesk.domain.texts import Figure, Message
from salesdesk.kpi.definition import FEW, Group, KpiResult
from salesdesk.kpi.findings import evidence, figure, member
from salesdesk.kpi.own_figures import OwnFigures
from salesdesk.kpi.pipeline import NEVER, Pipeline
from salesdesk.kpi.prospects import LOST, OPEN, WON
from salesdesk.kpi.survival import survival

LEAST: Final = 1.0
"""Less than this is at stake nowhere."""


@dataclass(frozen=True)
class Stake:
    """``text`` says what is at stake; ``<key>_title`` and ``<key>_action`` (the lever) take the same values.

    ``dimension`` and ``group`` open the records; '' is the whole KPI.
    """

    code: str
    kpi: str
    euros: float
    text: Message
    evidence: str
    dimension: str = ""
    group: str = ""

    @property
    def title(self) -> Message:
        return Message(f"{self.text.key}_title", self.text.values)

    @property
    def lever(self) -> Message:
        return Message(f"{self.text.key}_action", self.text.values)


@dataclass(frozen=True)
class _Case:
    results: Mapping[str, KpiResult]
    figures: OwnFigures
    book: Pipeline
    today: int
    currency: str
    within: Callable[[str, str], OwnFigures] | None

    def money(self, euros: float) -> Figure:
        return Figure(euros, "money", self.currency)

    def stake(
        self, code: str, kpi: str, euros: float, records: float, values: Mapping[str, object], dimension: str = "",
        group: str = "",
    ) -> Stake:  # fmt: skip
        text = Message(f"overview.stake.{code}", {"euros": self.money(euros), **values})
        return Stake(code, kpi, euros, text, evidence(records), dimension, group)


def stakes(
    results: Mapping[str, KpiResult],
    figures: OwnFigures,
    book: Pipeline,
    today: int,
    currency: str,
    within: Callable[[str, str], OwnFigures] | None = None,
) -> list[Stake]:
    """All stakes worth naming, largest first.  ``results``: by KPI key, of one filter; ``book``: its opportunities.

    ``within``: the figures of one member of a dimension, so that a group's successes are worth what its own are.
    """
    case = _Case(results, figures, book, today, currency, within)
    finders: tuple[Callable[[_Case], Iterable[Stake]], ...] = (
        _accounts,
        _old,
        _conversion,
        _losses,
        _repurchase,
        _loss_makers,
        _drifts,
        _discounts,
        _reps,
        _waiting,
        _win_back,
    )
    return sorted((stake for find in finders for stake in find(case) if stake.euros >= LEAST), key=lambda s: -s.euros)


def _accounts(case: _Case) -> Iterable[Stake]:
    """Customers overdue against their own rhythm: what they spent in a year × the chance that they have left."""
    risk = case.results["repurchase_rate"].details["at_risk"]
    if risk["count"]:
        yield case.stake("at_risk", "repurchase_rate", risk["at_stake"], risk["count"], {"n": risk["count"]})


def _old(case: _Case) -> Iterable[Stake]:
    """Opportunities older than 90 % of the sales: amount × the chance that one that old is still won."""
    limit, book = case.results["sales_cycle"].details["p90"], case.book
    if limit is None:
        return
    age = case.today - book.start.astype(np.int64)
    old = book.open_on(case.today) & (age > limit)
    outcome = np.where(book.close == NEVER, OPEN, np.where(book.won, WON, LOST)).astype(np.int8)
    if not old.any() or np.count_nonzero((outcome != OPEN) & (book.close - book.start > limit)) < FEW:
        return
    history = survival(book.start, book.close, outcome, int(book.start.min()), case.today)
    chance = history.chance(age[old])
    euros = float(np.nansum(book.amount[old] * chance))
    values = {"n": int(old.sum()), "days": Figure(limit, "days"), "share": Figure(float(chance.mean()), "percent")}
    yield case.stake("old", "sales_cycle", euros, int(old.sum()), values)


def _conversion(case: _Case) -> Iterable[Stake]:
    """The group whose conversion is furthest below the whole, brought up to it."""
    yield from _below(case, "conversion_rate", lambda figures: figures.deal)


def _losses(case: _Case) -> Iterable[Stake]:
    """The group that loses most above the whole, brought down to it."""
    if case.results["loss_rate"].basis == "count":
        yield from _below(case, "loss_rate", lambda figures: figures.deal)


def _repurchase(case: _Case) -> Iterable[Stake]:
    """The group that comes back least, brought up to the whole."""
    yield from _below(case, "repurchase_rate", lambda figures: figures.repeat_worth)


def _below(case: _Case, key: str, each: Callable[[OwnFigures], float | None]) -> Iterable[Stake]:
    """What the worst group would bring at the rate of the whole, each success being worth what the group's own are."""
    result = case.results[key]
    whole, sign = result.total.value, 1 if result.kpi.higher_is_better else -1
    if whole is None:
        return

    def missed(group: Group) -> float:
        return sign * (whole - (group.measure.value or 0.0)) * (group.measure.denominator or 0.0)

    named = [group for group in result.groups if group.key and group.differs and group.measure.value is not None]
    worst = max(named, key=missed, default=None)
    if worst is None or worst.measure.value is None or missed(worst) <= 0:
        return
    own = None if case.within is None else each(case.within(result.dimension, worst.key))
    worth = each(case.figures) if own is None else own
    if worth is not None:
        values = {
            "group": member(result.dimension, worst.key, case.currency),
            "v": figure(result.kpi.unit, worst.measure.value, case.currency),
            "whole": figure(result.kpi.unit, whole, case.currency),
        }
        euros, based_on = missed(worst) * worth, worst.measure.based_on
        yield case.stake(key, key, euros, based_on, values, result.dimension, worst.key)


def _loss_makers(case: _Case) -> Iterable[Stake]:
    """References sold below their cost: what they lost in the period."""
    losing = case.results["gross_margin"].details["loss_makers"]
    if losing["count"]:
        yield case.stake("loss_makers", "gross_margin", -losing["margin"], losing["lines"], {"n": losing["count"]})


def _drifts(case: _Case) -> Iterable[Stake]:
    """References whose margin rate fell beyond chance: what the fall took from the last three months."""
    found = case.results["gross_margin"].details.get("drift")
    fell = [alert for alert in found["alerts"] if alert["money"] < 0] if found else []
    if fell:
        values = {"n": len(fell), "key": fell[0]["key"]}
        euros, lines = -sum(alert["money"] for alert in fell), sum(alert["lines"] for alert in fell)
        yield case.stake("drift", "gross_margin", euros, lines, values)


def _discounts(case: _Case) -> Iterable[Stake]:
    """Reps whose discounts rank above the others': what they gave beyond the rate of all."""
    given = case.results["gross_margin"].details["leakage"]
    heavy = [rep for rep in given["reps"] if rep["key"] and rep["differs"] and (rep["over"] or 0) > 0] if given else []
    if heavy:
        worst = max(heavy, key=lambda rep: rep["over"])
        values = {
            "group": worst["key"],
            "v": Figure(worst["rate"], "percent"),
            "whole": Figure(given["rate"], "percent"),
        }
        yield case.stake("discounts", "gross_margin", worst["over"], worst["orders"], values, "rep", worst["key"])


def _reps(case: _Case) -> Iterable[Stake]:
    """The rep who is furthest below what others make in the same context, beyond chance."""
    behind: list[Mapping[str, Any]] = [
        rep
        for rep in case.results["revenue_per_rep"].details["context"]
        if rep["differs"] and rep["expected"] is not None and rep["index"] is not None and rep["index"] < 100
    ]
    if behind:
        worst = max(behind, key=lambda rep: rep["expected"] - rep["actual"])
        gap, values = worst["expected"] - worst["actual"], {"group": worst["key"], "index": round(worst["index"])}
        code = "rep" if "region" in worst["given"] else "rep_alone"
        yield case.stake(code, "revenue_per_rep", gap, worst["sales"], values, "rep", worst["key"])


def _waiting(case: _Case) -> Iterable[Stake]:
    """Qualified leads that have waited for more than a working day: their usual conversion at the usual deal."""
    late = case.results["qualified_leads"].details["clocks"]["late"]
    if late and case.figures.conversion and case.figures.deal:
        euros = late * case.figures.conversion * case.figures.deal
        yield case.stake("waiting", "qualified_leads", euros, late, {"n": late})


def _win_back(case: _Case) -> Iterable[Stake]:
    """Opportunities lost for timing and not taken up again: their amount at the usual win rate."""
    back = case.results["loss_rate"].details.get("win_back")
    if back and back["count"] and case.figures.win_rate:
        values = {"n": back["count"], "share": Figure(case.figures.win_rate, "percent")}
        yield case.stake("win_back", "loss_rate", back["amount"] * case.figures.win_rate, back["count"], values)
