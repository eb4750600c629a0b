"""The scoring models of a company: several are kept, one is in use; they travel with the company file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesdesk.desk.desk import Desk
from salesdesk.domain.columns import BANT
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Language, Message, text
from salesdesk.scoring.learn import Proposal, learn
from salesdesk.scoring.model import DEFAULT, ScoringModel, check, from_json
from salesdesk.scoring.score import Scores, score_leads


@dataclass(frozen=True, eq=False)
class Preview:
    """What another model would change.  ``moves[(before, after)]``: open and closed leads whose grade changes so.

    ``positions``: those leads, the largest change of score first.
    """

    before: Scores
    after: Scores
    moves: dict[tuple[str, str], int]
    positions: NDArray[np.int64]


class LeadModels:
    """The models in a company file.  The starting model (name '') is always there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[ScoringModel, ...]:
        """The starting model, then the company's own in the order in which they were first kept.

        A model that cannot be read is left out; the file keeps it.
        """
        return (DEFAULT, *self._own())

    @property
    def active(self) -> ScoringModel:
        """The model in use."""
        return self._desk.scoring_model

    def title(self, model: ScoringModel, language: Language) -> str:
        return model.name or text("scoring.default_name", language)

    def save(self, model: ScoringModel) -> None:
        """Keep a model under its name; one of that name is replaced.  Raises SalesDeskError when it is not sound."""
        check(model)
        if not model.name:
            raise SalesDeskError("scoring.error.no_name")
        own = [model if kept.name == model.name else kept for kept in self._own()]
        self._write(own if any(kept.name == model.name for kept in own) else [*own, model], self.active.name)

    def activate(self, name: str) -> None:
        """Use the model of that name ('' : the starting model) from now on."""
        if name not in {model.name for model in self.all()}:
            raise SalesDeskError("scoring.error.unknown_model", name=name)
        self._write(self._own(), name)

    def use(self, model: ScoringModel) -> None:
        """Keep a model and use it from now on, as one step to undo; the starting model is there already."""
        with self._desk.timeline.one_step(Message("setting.change.scoring")):
            if model.name or model != DEFAULT:
                self.save(model)
            self.activate(model.name)

    def delete(self, name: str) -> None:
        """Forget a model that is not in use."""
        if name == self.active.name:
            raise SalesDeskError("scoring.error.last_model")
        self._write([model for model in self._own() if model.name != name], self.active.name)

    def preview(self, model: ScoringModel) -> Preview:
        """Who would change grade.  Nothing is written."""
        check(model)
        sales, today = self._desk.sales, self._desk.today
        return compared(score_leads(sales, self.active, today), score_leads(sales, model, today))

    def learn(self, language: Language) -> Proposal:
        """Weights that the company's history proposes, under a name of their own.  Nothing is written or applied.

        Raises SalesDeskError when the history is too short.
        """
        from salesdesk.domain.formats import Formats

        sales: Sales = self._desk.sales
        day = Formats(language).date(self._desk.today)
        return learn(sales, self.active.renamed(text("scoring.learnt_name", language, day=day)))

    def _own(self) -> list[ScoringModel]:
        held = self._desk.setting("scoring", {})
        listed = held.get("models", []) if isinstance(held, dict) else []
        own = []
        for told in listed if isinstance(listed, list) else []:
            try:
                own.append(from_json(told))
            except SalesDeskError:
                continue
        return own

    def _write(self, own: Sequence[ScoringModel], active: str) -> None:
        self._desk.set_setting("scoring", {"active": active, "models": [model.to_json() for model in own]})
        thresholds = [self.active.thresholds[name] for name in BANT]
        if thresholds != list(self._desk.sales.bant_thresholds):
            self._desk.set_setting("bant_thresholds", thresholds)


def compared(before: Scores, after: Scores) -> Preview:
    """Two models' scores of the same leads."""
    changed = np.flatnonzero(before.grades != after.grades)
    moves: dict[tuple[str, str], int] = {}
    for pair in zip(before.grades[changed].tolist(), after.grades[changed].tolist(), strict=True):
        moves[pair] = moves.get(pair, 0) + 1
    distance = np.abs(after.total[changed] - before.total[changed])
    return Preview(before, after, moves, changed[np.argsort(-distance, kind="stable")])
