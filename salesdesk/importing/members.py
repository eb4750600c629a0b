"""Members as a sheet names them: by name, by a key beside it, or both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import LocalMembers
from salesdesk.domain.columns import NO_CODE
from salesdesk.importing.values import Words


@dataclass(frozen=True)
class Named:
    """A column of members: codes into ``members``, -1 unknown."""

    codes: NDArray[np.int32]
    members: LocalMembers


def named(names: Words | None, keys: Words | None) -> Named | None:
    """One member per distinct key; rows without a key are told by their name.

    A key that comes with several names takes the most frequent one; without any, the member has a key and no name.  Two
    keys of one name are two members: the later shows its key behind the name.
    """
    if keys is None:
        return Named(names.codes, LocalMembers(names.texts, ("",) * len(names.texts))) if names is not None else None
    if names is None:
        return Named(keys.codes, LocalMembers(("",) * len(keys.texts), keys.texts))
    return _paired(names, keys)


def _paired(names: Words, keys: Words) -> Named:
    import pandas as pd

    width = len(names.texts) + 1
    pairs = (keys.codes.astype(np.int64) + 1) * width + names.codes + 1
    where, distinct = pd.factorize(pairs)
    counts = np.bincount(where, minlength=len(distinct))
    best: dict[int, tuple[int, int]] = {}
    for pair, count in zip(distinct.tolist(), counts.tolist(), strict=True):
        key, name = divmod(pair, width)
        if key and name and count > best.get(key, (0, 0))[0]:
            best[key] = (count, name)
    members: list[tuple[str, str]] = []
    place_of_key: dict[int, int] = {}
    place_of_name: dict[str, int] = {}
    for place, text in enumerate(keys.texts, start=1):
        shown = names.texts[best[place][1] - 1] if place in best else ""
        place_of_key[place] = len(members)
        if shown in place_of_name:
            shown = f"{shown} ({text})"
        if shown:
            place_of_name[shown] = len(members)
        members.append((shown, text))
    codes = np.full(len(distinct), NO_CODE, dtype=np.int32)
    for index, pair in enumerate(distinct.tolist()):
        key, name = divmod(pair, width)
        if key:
            codes[index] = place_of_key[key]
        elif name:
            text = names.texts[name - 1]
            if text not in place_of_name:
                place_of_name[text] = len(members)
                members.append((text, ""))
            codes[index] = place_of_name[text]
    local = LocalMembers(tuple(name for name, _ in members), tuple(key for _, key in members))
    return Named(codes[where], local)


class Lists:
    """The member lists of one record batch; fields that share a list are joined into it."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[tuple[str, str], int]] = {}

    def add(self, list_name: str, column: Named) -> NDArray[np.int32]:
        """The column's codes in the batch's list."""
        pairs = zip(column.members.names, column.members.keys, strict=True)
        if list_name not in self._lists:
            self._lists[list_name] = {pair: code for code, pair in enumerate(pairs)}
            return column.codes
        known = self._lists[list_name]
        by_name = {name: code for (name, _), code in known.items() if name}
        table = [
            by_name[name] if not key and name in by_name else known.setdefault((name, key), len(known))
            for name, key in pairs
        ]
        return np.array([*table, NO_CODE], dtype=np.int32)[column.codes]

    def members(self) -> dict[str, LocalMembers]:
        return {
            name: LocalMembers(tuple(text for text, _ in known), tuple(key for _, key in known))
            for name, known in self._lists.items()
        }
