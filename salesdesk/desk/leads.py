"""Leads with their scores, as the lead desk shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesdesk.desk.lead_search import LeadSearch
from salesdesk.desk.rows import Value, value_of
from salesdesk.domain.columns import LEAD_STATUSES, MICROS, NO_CODE, NO_DAY, SCHEMAS, Kind
from salesdesk.domain.period import day_number
from salesdesk.domain.sales import Frame, Sales
from salesdesk.scoring.backtest import Backtest, backtest
from salesdesk.scoring.model import DEFAULT, ScoringModel
from salesdesk.scoring.outcome import outcomes
from salesdesk.scoring.score import Score, Scores, score, score_leads

Progress: TypeAlias = Literal["", "open", "closed"]
Order: TypeAlias = Literal["score", "due", "received", "name"]
ORDERS: Final[tuple[Order, ...]] = ("score", "due", "received", "name")


@dataclass(frozen=True)
class LeadCard:
    """One lead.  ``record`` is its number for life; ``values`` holds every field, None where unknown."""

    position: int
    record: int
    values: Mapping[str, Value]
    score: float
    grade: str

    @property
    def name(self) -> str:
        """Company, else contact, else e-mail, else the lead's number."""
        return next((str(self.values[f]) for f in ("company", "contact", "email", "lead_id") if self.values[f]), "")


@dataclass(frozen=True)
class LeadBook:
    """All leads of one snapshot.  Positions point into its lead frame."""

    sales: Sales
    today: date
    model: ScoringModel = DEFAULT
    search: LeadSearch = field(default_factory=LeadSearch, repr=False, compare=False)

    def __len__(self) -> int:
        return self._frame.n

    @cached_property
    def scores(self) -> Scores:
        return score_leads(self.sales, self.model, self.today)

    @cached_property
    def backtest(self) -> Backtest:
        """What the scores of leads that ended were worth."""
        return backtest(self.sales, self.scores)

    @cached_property
    def worth(self) -> Backtest:
        """The same by grade only, which is quick."""
        return backtest(self.sales, self.scores, in_full=False)

    @cached_property
    def stages(self) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Stage of each lead's deciding opportunity, with the stages' names; -1 where there is none."""
        of, stage = outcomes(self.sales).opportunity, self.sales[Kind.OPPORTUNITY]["stage"]
        if not len(stage):
            return np.full(len(self), NO_CODE, dtype=np.int64), ()
        return np.where(of >= 0, stage[np.where(of >= 0, of, 0)], NO_CODE), tuple(self.sales.names("stage"))

    def select(
        self,
        *,
        words: str = "",
        grade: str = "",
        rep: str = "",
        source: str = "",
        stage: str = "",
        overdue: bool = False,
        progress: Progress = "",
    ) -> NDArray[np.int64]:
        """The leads that contain the words, of one grade, rep, source, stage and progress ('' for all).

        ``progress``: neither won nor lost yet (open), or one of both (closed).  A stage is that of the lead's
        opportunity, or, given as ``status:<key>``, the lead's own status.
        """
        keep = np.ones(len(self), dtype=bool)
        if grade:
            keep &= self.scores.grades == grade
        if rep:
            keep &= self._frame["rep"] == self.sales.lists["rep"].by_name.get(rep, -2)
        if source:
            keep &= self._frame["channel"] == self.sales.lists["channel"].by_name.get(source, -2)
        if stage.startswith("status:"):
            keep &= self._frame["status"] == LEAD_STATUSES.index(stage.removeprefix("status:"))
        elif stage:
            codes, names = self.stages
            keep &= codes == (names.index(stage) if stage in names else -2)
        if overdue:
            keep &= self.overdue
        if progress:
            keep &= outcomes(self.sales).over == (progress == "closed")
        if words.strip():
            keep &= self.search.containing(self.sales, words)
        return np.flatnonzero(keep)

    def ordered(self, positions: NDArray[np.int64], order: Order) -> NDArray[np.int64]:
        """Best score, most urgent action, latest received or name first; unknown last."""
        if order == "score":
            return positions[np.argsort(-self.scores.total[positions], kind="stable")]
        keys: NDArray[np.int64] | NDArray[np.float64]
        if order == "name":
            keys = self.search.places(self.sales, "company")[positions]
        elif order == "received":
            keys = -self._frame["received_at"][positions].astype(np.float64)  # unknown is the lowest, so it comes last
        else:
            due = self._frame["next_action_date"][positions].astype(np.int64)
            keys = np.where(due == NO_DAY, np.iinfo(np.int64).max, due)
        return positions[np.argsort(keys, kind="stable")]

    def prepare(self) -> "LeadBook":
        """Itself, with all leads scored and the search ready, so that whoever shows them need not wait."""
        _ = self.scores
        self.search.prepare(self.sales)
        return self

    def dated(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of the leads that have a dated action."""
        return np.asarray(positions[self._frame["next_action_date"][positions] != NO_DAY])

    def counts(self, positions: NDArray[np.int64]) -> dict[str, int]:
        """Leads per grade among the positions."""
        grades = self.scores.grades[positions]
        return {grade: int((grades == grade).sum()) for grade in ("hot", "warm", "cold")}

    @cached_property
    def overdue(self) -> NDArray[np.bool_]:
        """Which leads in hand have an action that was due before today."""
        due = self._frame["next_action_date"]
        return np.asarray((due != NO_DAY) & (due < day_number(self.today)) & ~outcomes(self.sales).over)

    def card(self, position: int) -> LeadCard:
        frame = self._frame
        values = {field.name: value_of(self.sales, frame, position, field) for field in SCHEMAS[Kind.LEAD].fields}
        return LeadCard(
            position,
            int(frame["id"][position]),
            values,
            float(self.scores.total[position]),
            str(self.scores.grades[position]),
        )

    def asks_meddic(self, position: int) -> bool:
        """Whether the MEDDIC questions are asked: the lead's own switch decides, else its amount."""
        switch = int(self._frame["meddic"][position])
        if switch >= 0:
            return bool(switch)
        limit = self.model.meddic_from
        return limit is not None and int(self._frame["amount"][position]) >= limit * MICROS

    def score(self, position: int) -> Score:
        """A lead's score with where each point comes from."""
        return score(self.scores, position)

    def position(self, record: int) -> int:
        """Where a record stands in this snapshot; -1 when it is gone."""
        found = np.flatnonzero(self._frame["id"] == record)
        return int(found[0]) if found.size else -1

    @property
    def _frame(self) -> Frame:
        return self.sales[Kind.LEAD]
