"""Members: the texts that records name, stored once per list, and how a sheet's own names find theirs."""

import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import NO_CODE, SCHEMAS, Dtype
from salesdesk.domain.sales import Codes
from salesdesk.store.database import storable

_SHARED: Final = frozenset(
    field.list_name for schema in SCHEMAS.values() for field in schema.fields if field.dtype is Dtype.MEMBER
)


def spelling(list_name: str, name: str) -> str:
    """What makes two ways of writing one member: spaces and composed accents.

    Lists of texts (order numbers, ids, notes) take every text as it is written.
    """
    if list_name not in _SHARED or (name.isascii() and name.isalnum()):
        return name
    return " ".join(unicodedata.normalize("NFC", name).split())


@dataclass
class MemberList:
    """One list while a change is being written.  ``names[code]``; ``keys`` holds the codes that have a key.

    ``first_new`` is the first code added since; ``before`` holds what renamed or newly keyed members were.
    """

    list_name: str
    names: list[str]
    keys: dict[int, str]
    first_new: int
    before: dict[int, tuple[str, str]] = field(default_factory=dict)
    _by_name: dict[str, int] = field(default_factory=dict)
    _namesakes: dict[str, list[int]] = field(default_factory=dict)  # the codes of spellings that have several
    _by_key: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: sqlite3.Connection, list_name: str, names: Sequence[str]) -> "MemberList":
        keys = dict(
            connection.execute("SELECT code, key FROM member WHERE list = ? AND key <> '' ORDER BY code", (list_name,))
        )
        members = cls(list_name, list(names), keys, len(names))
        spellings = [spelling(list_name, name) for name in members.names]
        members._by_name = dict(zip(spellings, range(len(spellings)), strict=True))
        if len(members._by_name) < len(spellings):
            members._by_name = {}
            for code, written in enumerate(spellings):
                members._index(code, written)
        members._by_key = {key: code for code, key in keys.items()}
        return members

    @property
    def dirty(self) -> bool:
        return len(self.names) > self.first_new or bool(self.before)

    def match(self, local: LocalMembers, used: NDArray[np.int64]) -> Codes:
        """Local code → code in this list, for the local codes in ``used``; new members are appended.

        The last place of the answer serves -1, unknown.  A key decides before a name does.  A name that several
        members share finds the one without a key.  A key is given to a keyless member only when it alone asks for it.
        """
        table = np.full(len(local.names) + 1, NO_CODE, dtype=np.int32)
        names = _storable([local.names[code] for code in used.tolist()])
        keys = _storable([local.keys[code] for code in used.tolist()])
        spellings = [spelling(self.list_name, name) for name in names]
        if any(keys):
            found = self._match_keyed(names, spellings, keys)
        elif self._namesakes:
            found = [self._find(name, written) for name, written in zip(names, spellings, strict=True)]
        else:
            found = self._match_plain(names, spellings)
        table[used] = found
        return table

    def find(self, name: str) -> int:
        """The code of a name typed by hand, appended when it is new; -1 for an empty one."""
        (name,) = _storable([name])
        return self._find(name, spelling(self.list_name, name))

    def write(self, connection: sqlite3.Connection) -> None:
        codes = range(self.first_new, len(self.names))
        keys = map(self.keys.get, codes, repeat("")) if self.keys else repeat("", len(codes))
        connection.executemany(
            "INSERT INTO member (list, code, name, key) VALUES (?, ?, ?, ?)",
            zip(repeat(self.list_name, len(codes)), codes, islice(self.names, self.first_new, None), keys, strict=True),
        )
        connection.executemany(
            "UPDATE member SET name = ?, key = ? WHERE list = ? AND code = ?",
            [(self.names[c], self.keys.get(c, ""), self.list_name, c) for c in self.before if c < self.first_new],
        )

    def _match_plain(self, names: Sequence[str], spellings: Sequence[str]) -> list[int]:
        """As :meth:`_find` for each name, a few times faster: hundreds of thousands of order numbers come this way."""
        by_name = self._by_name
        for place, code in enumerate(map(by_name.get, spellings)):
            if code is None and spellings[place] and spellings[place] not in by_name:
                by_name[spellings[place]] = len(self.names)
                self.names.append(names[place])
        return [by_name.get(written, NO_CODE) for written in spellings]

    def _match_keyed(self, names: Sequence[str], spellings: Sequence[str], keys: Sequence[str]) -> list[int]:
        asking: dict[str, set[str]] = {}
        for written, key in zip(spellings, keys, strict=True):
            if key:
                asking.setdefault(written, set()).add(key)
        spoken: dict[int, list[str]] = {}
        found = []
        for name, written, key in zip(names, spellings, keys, strict=True):
            code = self._find_keyed(name, written, key, asking) if key else self._find(name, written)
            found.append(code)
            if key and name:
                spoken.setdefault(code, []).append(name)
        for code, said in spoken.items():
            if self.names[code] not in said:
                self._rename(code, said[0])
        return found

    def _find(self, name: str, written: str) -> int:
        if not written:
            return NO_CODE
        code = self._by_name.get(written)
        if written in self._namesakes:
            code = next((c for c in self._namesakes[written] if c not in self.keys), None)
        return self._add(name, written) if code is None else code

    def _find_keyed(self, name: str, written: str, key: str, asking: Mapping[str, set[str]]) -> int:
        code = self._by_key.get(key)
        if code is None:
            code = self._by_name.get(written) if written not in self._namesakes else None
            if code is None or code in self.keys or len(asking[written]) > 1:
                code = self._add(name, written) if written else self._add(key, key)
            else:
                self._remember(code)
            self.keys[code] = key
            self._by_key[key] = code
        return code

    def _add(self, name: str, written: str) -> int:
        code = len(self.names)
        self.names.append(name)
        self._index(code, written)
        return code

    def _rename(self, code: int, name: str) -> None:
        self._remember(code)
        old = spelling(self.list_name, self.names[code])
        if old in self._namesakes:
            self._namesakes[old].remove(code)
        elif self._by_name.get(old) == code:
            del self._by_name[old]
        self.names[code] = name
        self._index(code, spelling(self.list_name, name))

    def _index(self, code: int, written: str) -> None:
        first = self._by_name.setdefault(written, code)
        if first != code:
            self._namesakes.setdefault(written, [first]).append(code)

    def _remember(self, code: int) -> None:
        self.before.setdefault(code, (self.names[code], self.keys.get(code, "")))


def used_codes(n: int, *columns: Codes) -> NDArray[np.int64]:
    """The codes, of ``n``, that any of the columns holds, in order."""
    seen = np.zeros(n + 1, dtype=bool)  # the last place takes -1
    for column in columns:
        seen[column] = True
    return np.flatnonzero(seen[:n])


def same_as(names: Sequence[str], merges: Mapping[str, str]) -> Codes:
    """Code → the code it counts as.  All members named ``name`` count as the first one named ``merges[name]``."""
    codes = np.arange(len(names), dtype=np.int32)
    wanted = set(merges) | set(merges.values())
    at: dict[str, list[int]] = {}
    for code, name in enumerate(names):
        if name in wanted:
            at.setdefault(name, []).append(code)
    for name, other in merges.items():
        if name in at and other in at:
            codes[at[name]] = at[other][0]
    for _ in merges:  # a merged into b, b into c: a counts as c
        further = codes[codes]
        if np.array_equal(further, codes):
            break
        codes = further
    return codes


def _storable(texts: list[str]) -> list[str]:
    """All texts storable; only when one is not are they looked at one by one."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return [storable(text) for text in texts]
    return texts
