"""What a company file would hold after an import, built without the store."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from salesdesk.domain.batch import ImportBatch, LocalMembers
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Column, Dtype, Kind
from salesdesk.domain.sales import Frame, Members, Sales
from salesdesk.importing.compare import Knowledge

EMPTY = Knowledge(Sales(0, {}, {}, date(2026, 1, 1)))


class Company:
    """Applies import batches: new added, changed replaced, gone removed; members by key, else by name."""

    def __init__(self) -> None:
        self.rows: dict[Kind, list[dict[str, object]]] = defaultdict(list)
        self.columns: dict[Kind, dict[str, Column]] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        self.by_key: dict[str, dict[str, int]] = defaultdict(dict)
        self.by_name: dict[str, dict[str, int]] = defaultdict(dict)
        self.layouts: dict[str, Mapping[str, str]] = {}
        self.sheets: dict[str, frozenset[int]] = {}
        self.next_sheet = 1

    def _member(self, list_name: str, name: str, key: str) -> int:
        code = self.by_key[list_name].get(key) if key else self.by_name[list_name].get(name)
        if code is None:
            code = len(self.names[list_name])
            self.names[list_name].append(name or key)
        if key:
            self.by_key[list_name][key] = code
        if name:
            self.by_name[list_name][name] = code
            self.names[list_name][code] = name
        return code

    def _table(self, list_name: str, members: LocalMembers) -> Column:
        pairs = zip(members.names, members.keys, strict=True)
        return np.array([*(self._member(list_name, name, key) for name, key in pairs), NO_CODE], dtype=np.int32)

    def apply(self, batch: ImportBatch) -> "Company":
        for sheet in batch.sheets:
            self.layouts[sheet.layout] = sheet.mapping
            number, self.next_sheet = self.next_sheet, self.next_sheet + 1
            self.sheets[sheet.source] = self.sheets.get(sheet.source, frozenset()) | {number}
            for records, diff in zip(sheet.records, sheet.diffs, strict=True):
                schema = SCHEMAS[records.kind].by_name
                tables = {name: self._table(name, members) for name, members in records.lists.items()}
                own: dict[str, Column] = {
                    "identity": records.identity,
                    "content": records.content,
                    "row": records.row,
                    "sheet": np.full(records.n, number, dtype=np.int64),
                }
                for name, column in records.columns.items():
                    coded = schema[name].dtype in (Dtype.TEXT, Dtype.MEMBER)
                    own[name] = tables[schema[name].list_name][column] if coded else column
                self._write(records.kind, own, diff.new, diff.changed, np.concatenate([diff.changed_old, diff.gone]))
        return self

    def _write(self, kind: Kind, own: dict[str, Column], new: Column, changed: Column, dropped: Column) -> None:
        old = self.columns.get(kind, {})
        n = len(old["identity"]) if old else 0
        keep = np.setdiff1d(np.arange(n), dropped)
        added = np.concatenate([changed, new])
        result: dict[str, Column] = {}
        for name in {**old, **own}:
            field = SCHEMAS[kind].by_name.get(name)
            blank = 0 if field is None else field.dtype.unknown
            kind_of = np.int64 if field is None else field.dtype.numpy
            before = old[name] if name in old else np.full(n, blank, dtype=kind_of)
            after = own[name] if name in own else np.full(len(own["identity"]), blank, dtype=kind_of)
            result[name] = np.concatenate([before[keep], after[added]])
        self.columns[kind] = result

    @property
    def sales(self) -> Sales:
        frames = {kind: Frame(kind, len(columns["identity"]), columns) for kind, columns in self.columns.items()}
        return Sales(1, frames, {name: Members(tuple(names)) for name, names in self.names.items()}, date(2026, 1, 1))

    @property
    def knowledge(self) -> Knowledge:
        return replace(EMPTY, sales=self.sales, layouts=self.layouts, source_sheets=self.sheets)
