"""Everything a snapshot is made from, as the company file holds it at one version."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.columns import NO_CODE, SCHEMAS, Column, Dtype, Kind
from salesdesk.domain.rates import Rates
from salesdesk.domain.sales import NO_STAGES, Codes, Frame, Members, Sales, StagesSeen, data_as_of
from salesdesk.domain.working_time import WorkingTime
from salesdesk.store import members, records, sightings, snapshot
from salesdesk.store.packing import Texts

SALES_SETTINGS = (
    "currency",
    "fiscal_start",
    "sector",
    "bant_thresholds",
    "source_costs",
    "switches",
    "rates",
    "working_time",
    "benchmarks",
)
"""Settings that the snapshot carries: changing one makes a new version."""


@dataclass(frozen=True)
class Base:
    """One version: frames as imported, and what is laid over them.

    ``edits``: kind → field → (identities, values as stored).  ``merges``: list → name → the name it counts as.
    ``stages``: those that opportunities were seen in, in the codes as imported.
    """

    version: int
    frames: Mapping[Kind, Frame]
    lists: Mapping[str, Texts]
    edits: Mapping[Kind, Mapping[str, tuple[NDArray[np.int64], Column]]]
    merges: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Any]
    stages: StagesSeen = NO_STAGES
    _seen: dict[Kind, Frame] = field(default_factory=dict, repr=False, compare=False)
    _sales: dict[date, Sales] = field(default_factory=dict, repr=False, compare=False)
    _merged: dict[str, Codes] = field(default_factory=dict, repr=False, compare=False)

    def frame(self, kind: Kind) -> Frame:
        """Records as they were imported."""
        found = self.frames.get(kind)
        return found if found is not None else Frame(kind, 0, {})

    def names(self, list_name: str) -> list[str]:
        texts = self.lists.get(list_name)
        return texts.all() if texts is not None else []

    def seen(self, kind: Kind) -> Frame:
        """Records as the snapshot shows them: hand edits laid over, merged members counted as one."""
        found = self._seen.get(kind)
        if found is None:
            found = self._seen[kind] = self._overlaid(self.frame(kind))
        return found

    def sales(self, today: date) -> Sales:
        """The snapshot.  ``today`` bounds the day that the data reaches."""
        found = self._sales.get(today)
        if found is None:
            frames = {kind: self.seen(kind) for kind in self.frames}
            found = self._sales[today] = Sales(
                version=self.version,
                frames=frames,
                lists={name: Members(texts, self._same_as(name)) for name, texts in self.lists.items()},
                as_of=data_as_of(frames, today),
                currency=str(self.settings.get("currency", "EUR")),
                fiscal_start=int(self.settings.get("fiscal_start", 1)),
                sector=str(self.settings.get("sector", "")),
                bant_thresholds=tuple(self.settings.get("bant_thresholds", Sales.bant_thresholds)),
                source_costs=dict(self.settings.get("source_costs", {})),
                stages_seen=self._stages(),
                switches=dict(self.settings.get("switches", {})),
                rates=Rates.read(self.settings.get("rates")),
                working_time=WorkingTime.read(self.settings.get("working_time")),
                benchmarks=dict(self.settings.get("benchmarks", {})),
            )
        return found

    def successor(
        self,
        connection: sqlite3.Connection,
        frames: Mapping[Kind, Frame],
        lists: Mapping[str, Texts],
        touched: Iterable[Kind],
    ) -> "Base":
        """The version after a small change.  Frames of all kinds but the ``touched`` ones stay as they were made.

        Call when the change is written, within its transaction.
        """
        made = Base(
            version=read_version(connection),
            frames=frames,
            lists=lists,
            edits=read_edits(connection),
            merges=read_merges(connection),
            settings=read_settings(connection),
            stages=self.stages if Kind.OPPORTUNITY not in touched else read_stages(connection, frames),
        )
        made._seen.update({kind: frame for kind, frame in self._seen.items() if kind not in touched})
        return made

    def _stages(self) -> StagesSeen:
        same_as = self._same_as("stage")
        return self.stages if same_as is None else replace(self.stages, stage=same_as[self.stages.stage])

    def _same_as(self, list_name: str) -> Codes | None:
        if list_name not in self.merges or list_name not in self.lists:
            return None
        found = self._merged.get(list_name)
        if found is None:
            found = self._merged[list_name] = members.same_as(self.names(list_name), self.merges[list_name])
        return found

    def _overlaid(self, frame: Frame) -> Frame:
        kind = frame.kind
        typed = self._typed(frame)
        merged = {
            f.name: same_as
            for f in SCHEMAS[kind].fields
            if f.dtype in (Dtype.MEMBER, Dtype.TEXT) and (same_as := self._same_as(f.list_name)) is not None
        }
        if not typed and not merged:
            return frame

        def column(name: str) -> Column:
            made = frame[name]
            if name in typed:
                made = made.copy()
                places, values = typed[name]
                made[places] = values
            if name in merged:
                made = np.append(merged[name], np.int32(NO_CODE))[made]  # the last place serves unknown (-1)
            return made

        names = dict.fromkeys((*frame.columns, *typed))
        overlaid = Frame(kind, frame.n, snapshot.LazyColumns({name: partial(column, name) for name in names}))
        if any(f.name in typed for f in SCHEMAS[kind].fields if f.dtype in (Dtype.DAY, Dtype.MOMENT)):
            order = snapshot.order_by_date(overlaid)
            if order is not None:
                moved = {name: partial(_moved, overlaid, name, order) for name in names}
                return Frame(kind, frame.n, snapshot.LazyColumns(moved))
        return overlaid

    def _typed(self, frame: Frame) -> dict[str, tuple[NDArray[np.int64], Column]]:
        """Positions and values of what was typed over the frame, by field."""
        found = {}
        for name, (identities, values) in self.edits.get(frame.kind, {}).items():
            order = np.argsort(identities)
            at = np.searchsorted(identities, frame["identity"], sorter=order).clip(max=len(identities) - 1)
            hit = identities[order[at]] == frame["identity"]
            if hit.any():
                found[name] = (np.flatnonzero(hit), values[order[at[hit]]])
        return found


def read(connection: sqlite3.Connection) -> Base:
    """The file's present version.  Ask within a transaction, so that all of it is of one version."""
    frames = snapshot.read_frames(connection)
    return Base(
        version=read_version(connection),
        frames=frames,
        lists=snapshot.read_texts(connection),
        edits=read_edits(connection),
        merges=read_merges(connection),
        settings=read_settings(connection),
        stages=read_stages(connection, frames),
    )


def read_stages(connection: sqlite3.Connection, frames: Mapping[Kind, Frame]) -> StagesSeen:
    """Stages that opportunities were seen in by successive imports."""
    pipeline = frames.get(Kind.OPPORTUNITY)
    return NO_STAGES if pipeline is None else sightings.read(connection, pipeline)


def read_settings(connection: sqlite3.Connection) -> dict[str, Any]:
    return {key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM setting")}


def read_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT version FROM company").fetchone()[0])


def read_merges(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    merges: dict[str, dict[str, str]] = {}
    for list_name, name, same_as in connection.execute("SELECT list, name, same_as FROM merge ORDER BY list, name"):
        merges.setdefault(list_name, {})[name] = same_as
    return merges


def read_edits(connection: sqlite3.Connection) -> dict[Kind, dict[str, tuple[NDArray[np.int64], Column]]]:
    listed: dict[Kind, dict[str, list[tuple[int, int | float | None]]]] = {}
    for kind, identity, name, value in connection.execute("SELECT kind, identity, field, value FROM edit"):
        listed.setdefault(Kind(kind), {}).setdefault(name, []).append((identity, value))
    edits: dict[Kind, dict[str, tuple[NDArray[np.int64], Column]]] = {}
    for kind, by_field in listed.items():
        edits[kind] = {}
        for name, pairs in by_field.items():
            blank = records.unknown(kind, name, 1)
            values = [blank[0].item() if value is None else value for _, value in pairs]
            identities = np.array([identity for identity, _ in pairs], dtype=np.int64)
            edits[kind][name] = (identities, np.array(values, dtype=blank.dtype))
    return edits


def _moved(frame: Frame, name: str, order: NDArray[np.int64]) -> Column:
    moved: Column = frame[name][order]
    return moved
