"""The records of a plan against the company file, and against each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import Diff, LocalMembers, Merge, RecordBatch
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Kind
from salesdesk.domain.sales import Sales
from salesdesk.domain.texts import Language, Message
from salesdesk.importing.diff import diff
from salesdesk.importing.proposals import DIMENSIONS
from salesdesk.importing.sheetplan import Question, SheetPlan

Identities: TypeAlias = NDArray[np.int64]

_LISTS: Final = {Kind.CUSTOMER: "customer", Kind.PRODUCT: "product", Kind.REP: "rep"}


@dataclass(frozen=True)
class Knowledge:
    """What the company file already holds.

    ``layouts``: header signature → header → import field.  ``source_sheets``: source → ids of its sheet versions.
    ``hashes``: SHA-256 of the files that the newest version of each source came from.
    ``corrections``: header and hash of a row's raw cells → what the cell there was read as before, '' as it stands.
    """

    sales: Sales
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source_sheets: Mapping[str, frozenset[int]] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    language: Language = "fr"
    hashes: frozenset[str] = frozenset()
    corrections: Mapping[tuple[str, int], str] = field(default_factory=dict)


def listed_members(sheets: Sequence[SheetPlan]) -> Mapping[Kind, Identities]:
    """Identities of members that a list of their own describes in this import: it knows better than side remarks."""
    found: dict[Kind, list[Identities]] = defaultdict(list)
    for sheet in sheets:
        if sheet.include and sheet.kind in _LISTS and sheet.records:
            found[sheet.kind].append(sheet.records[0].identity)
    return {kind: np.concatenate(parts) for kind, parts in found.items()}


def against_file(sheet: SheetPlan, knowledge: Knowledge, listed: Mapping[Kind, Identities], index: int) -> SheetPlan:
    own = knowledge.source_sheets.get(sheet.origin.source, frozenset())
    mode = sheet.choices.mode or ("sync" if own else "add")
    diffs: list[Diff] = []
    for place, batch in enumerate(sheet.records):
        found = diff(batch, knowledge.sales[batch.kind], own, sync=mode == "sync")
        diffs.append(found if place == 0 else _side_remarks(batch, found, knowledge, own, listed))
    questions = tuple(q for q in sheet.questions if q.key != "mode")
    main = diffs[0]
    if not sheet.choices.mode and len(main.gone) > len(main.unchanged) + len(main.changed):
        # Most of what the source held is missing: rather another period under the same file name than a newer version.
        options = tuple((value, Message(f"importing.option.{value}")) for value in ("add", "sync"))
        message = Message("importing.question.mode", {"n": len(main.gone)})
        questions = (*questions, Question("mode", message, options, "add", index))
        diffs = [replace(d, gone=d.gone[:0]) for d in diffs]
    return replace(sheet, diffs=tuple(diffs), questions=questions)


def _side_remarks(
    batch: RecordBatch, found: Diff, knowledge: Knowledge, own: frozenset[int], listed: Mapping[Kind, Identities]
) -> Diff:
    """Members described on the side never overwrite what another source, or a list in this import, says of them."""
    frame = knowledge.sales[batch.kind]
    sheets = np.asarray(frame["sheet"])
    foreign = ~np.isin(sheets[found.changed_old], list(own)) if len(found.changed) else np.zeros(0, dtype=bool)
    better = np.isin(batch.identity, listed.get(batch.kind, np.zeros(0, dtype=np.int64)))
    yielding = np.zeros(batch.n, dtype=bool)
    yielding[found.changed[foreign]] = True
    yielding |= better
    return _less(found, yielding)


def against_each_other(sheets: list[SheetPlan], knowledge: Knowledge) -> list[SheetPlan]:
    """A record that several sheets of one import hold is written once: by the newest file, then the later sheet.

    What one sheet lost is not gone while another sheet of the import holds it.
    """
    result = list(sheets)
    written: dict[Kind, list[Identities]] = defaultdict(list)
    order = sorted(range(len(sheets)), key=lambda i: (sheets[i].origin.modified, i), reverse=True)
    for index in order:
        if not sheets[index].include:
            continue
        pairs = zip(sheets[index].records, sheets[index].diffs, strict=True)
        diffs = tuple(_less(found, _held(batch.identity, written[batch.kind])) for batch, found in pairs)
        result[index] = replace(sheets[index], diffs=diffs)
        for batch in sheets[index].records:
            written[batch.kind].append(batch.identity)
    for index in order:
        if any(len(found.gone) for found in result[index].diffs):
            pairs = zip(result[index].records, result[index].diffs, strict=True)
            diffs = tuple(_still_there(batch.kind, found, written[batch.kind], knowledge) for batch, found in pairs)
            result[index] = replace(result[index], diffs=diffs)
    return result


def _held(identity: Identities, others: Sequence[Identities]) -> NDArray[np.bool_]:
    held = np.zeros(len(identity), dtype=bool)
    for other in others:
        held |= np.isin(identity, other)
    return held


def _less(found: Diff, again: NDArray[np.bool_]) -> Diff:
    """The diff without the batch positions that another sheet writes: for this one they do not change."""
    if not again.any():
        return found
    new, changed = ~again[found.new], ~again[found.changed]
    kept = np.union1d(found.unchanged, np.flatnonzero(again))
    return Diff(found.new[new], found.changed[changed], found.changed_old[changed], kept, found.gone)


def _still_there(kind: Kind, found: Diff, written: Sequence[Identities], knowledge: Knowledge) -> Diff:
    identities = np.asarray(knowledge.sales[kind]["identity"])[found.gone]
    return replace(found, gone=found.gone[~_held(identities, written)])


def members_found(sheets: Sequence[SheetPlan]) -> dict[str, list[tuple[LocalMembers, Sequence[int], bool]]]:
    """Members of every included sheet by dimension, with how often each is used."""
    found: dict[str, list[tuple[LocalMembers, Sequence[int], bool]]] = defaultdict(list)
    for sheet in sheets:
        if not sheet.include:
            continue
        for batch in sheet.records[:1]:
            for dimension in DIMENSIONS:
                column = batch.columns.get(dimension)
                if column is None or dimension not in SCHEMAS[batch.kind].by_name:
                    continue
                members = batch.lists[dimension]
                uses = np.bincount(column[column != NO_CODE], minlength=len(members.names))
                found[dimension].append((members, uses.tolist(), _LISTS.get(batch.kind) == dimension))
    return found


def known_names(knowledge: Knowledge) -> dict[str, Sequence[str]]:
    return {dimension: knowledge.sales.names(dimension) for dimension in DIMENSIONS}
