"""Revenue per rep: what each made beside what was to be expected, where each is strong, how beginners grow."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from salesdesk.charts.marks import Marks
from salesdesk.charts.pages.extra import Extra
from salesdesk.charts.style import Style
from salesdesk.domain.formats import DASH, Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.definition import KpiResult, Part, Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_REPS: Final = 9
_MOST_MEMBERS: Final = 8
_FAR = 0.15
"""Gaps to what was expected that are too small to name, and those that call for a look."""


def context_status(rep: Mapping[str, Any]) -> Status | None:
    """How a rep stands at equal context; None where the gap is unknown, or no larger than chance may make it."""
    if rep["index"] is None or not rep["differs"]:
        return None
    gap = rep["index"] / 100 - 1
    return Status.GOOD if gap > 0 else Status.ALERT if gap < -_FAR else Status.WATCH


def _expected(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """Each rep's revenue beside what the others make in the same context."""
    from salesdesk.charts import dumbbell

    reps: Sequence[Mapping[str, Any]] = result.details["context"]
    pairs = [
        dumbbell.Pair(
            key=str(rep["key"]),
            label=str(rep["key"]),
            actual=float(rep["actual"]),
            expected=rep["expected"],
            status=context_status(rep),
            note=text("chart.sales", formats.language, n=int(rep["sales"])),
        )
        for rep in reps[:_MOST_REPS]
    ]
    return dumbbell.draw(figure, pairs, style, formats, dimension="rep")


def _strengths(figure: "Figure", result: KpiResult, style: Style, formats: Formats) -> Marks:
    """What each rep sells against the rest of the team: 100 is as much of the revenue as with the others."""
    from salesdesk.charts import heat_map

    dimension, table = _mix(result)
    members, reps = table["members"][:_MOST_MEMBERS], table["reps"][:_MOST_REPS]
    rows, columns = range(len(members)), range(len(reps))
    index = np.array([[table["index"][i][j] for i in columns] for j in rows], dtype=np.float64)

    def tone(j: int, i: int) -> Status | None:
        return (Status.GOOD if index[j, i] > 100 else Status.ALERT) if table["differs"][i][j] else None

    def told(j: int, i: int) -> str:
        own, team = (formats.percent(table[name][i][j]) for name in ("share", "team_share"))
        return text("chart.mix", formats.language, share=own, team=team)

    drawn = heat_map.HeatMap(
        rows=members,
        columns=reps,
        short_columns=short_names(reps),
        values=index,
        based_on=np.array([[table["orders"][i][j] for i in columns] for j in rows], dtype=np.int64),
        row_dimension=dimension,
        row_keys=members,
        column_dimension="rep",
        column_keys=reps,
        part=Part.NUMERATOR,
        words=[[formats.integer(index[j, i]) if np.isfinite(index[j, i]) else DASH for i in columns] for j in rows],
        tones=[[tone(j, i) for i in columns] for j in rows],
        told=[[told(j, i) for i in columns] for j in rows],
    )
    return heat_map.draw(figure, drawn, style, formats)


def short_names(names: Sequence[str]) -> list[str]:
    """Last names where they tell people apart, else initials before them."""
    last = [name.partition(" ")[2] or name for name in names]
    if len(set(last)) == len(last):
        return last
    return [f"{name[:1]}. {rest}" if rest != name else name for name, rest in zip(names, last, strict=True)]


def _mix(result: KpiResult) -> tuple[str, Mapping[str, Any]]:
    tables = {name: found["mix"] for name, found in result.details["strengths"].items() if "mix" in found}
    dimension = "range" if "range" in tables else next(iter(tables))
    return dimension, tables[dimension]


def _has_mix(result: KpiResult) -> bool:
    return any("mix" in found for found in result.details["strengths"].values())


EXTRAS: Final = (
    Extra("expected", 1, 476, "context", _expected, lambda result: len(result.details["context"]) > 1),
    Extra("strengths", 1, 476, "strengths", _strengths, _has_mix),
)
