"""Names that nearly match: proposed as one member, decided by the user, remembered and reversible."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from salesdesk.domain.batch import LocalMembers, Merge
from salesdesk.domain.texts import Message
from salesdesk.importing.vocabulary import normal

DIMENSIONS: Final = ("customer", "product", "rep")
_LEGAL: Final = frozenset(
    [
        "sarl",
        "sas",
        "sasu",
        "sa",
        "eurl",
        "sci",
        "snc",
        "scop",
        "ei",
        "eirl",
        "ltd",
        "limited",
        "llc",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kg",
        "bv",
        "nv",
        "srl",
        "spa",
        "plc",
        "ste",
        "societe",
        "ets",
        "etablissements",
        "groupe",
        "group",
    ]
)
_CIVIL: Final = frozenset(["m", "mr", "mme", "mlle", "mrs", "ms", "monsieur", "madame", "mademoiselle", "dr"])
_JOINING: Final = frozenset(["et", "and"])  # what & stands for, which has no letters
_ABBREVIATED: Final = {"st": "saint"}
_SMALL: Final = 3_000
"""Spellings are compared one by one only in lists up to this many names."""
_LIKE: Final = 80.0
"""Names less alike than this, in hundredths, do not differ by one letter."""
_SHORT: Final = 4
"""One letter in a shorter word makes another word: a size, a colour, a first name."""
_ESTABLISHED: Final = 2
"""Words in so many names are words of their own."""


@dataclass(frozen=True)
class Proposal:
    """``merge`` with a score 0..1 and a reason.  ``certain``: only case, accents, spaces or punctuation differ."""

    merge: Merge
    score: float
    reason: Message
    certain: bool


@dataclass
class _Name:
    text: str
    keys: set[str]
    known: bool = False
    listed: bool = False
    uses: int = 0

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Which spelling stays: one already known, one from a list of members, the most used."""
        return (self.known, self.listed, self.uses, self.text)


def propose(
    found: Mapping[str, Iterable[tuple[LocalMembers, Sequence[int], bool]]],
    known: Mapping[str, Collection[str]],
    decided: Collection[Merge],
) -> list[Proposal]:
    """Near duplicates per dimension.

    ``found``: dimension → (members, uses of each, whether from a list of members) of every sheet.  ``known``: names
    that the company file holds.  ``decided``: merges already made, which are not proposed again.
    """
    done = {(merge.dimension, merge.name) for merge in decided}
    proposals: list[Proposal] = []
    for dimension in DIMENSIONS:
        names = _gather(found.get(dimension, ()), known.get(dimension, ()))
        own = _alike(dimension, names) if len(names) > 1 else []
        proposals += [p for p in own if (dimension, p.merge.name) not in done]
    return proposals


def _gather(sheets: Iterable[tuple[LocalMembers, Sequence[int], bool]], known: Collection[str]) -> dict[str, _Name]:
    names = {text: _Name(text, set(), known=True) for text in known}
    for members, uses, listed in sheets:
        for text, key, count in zip(members.names, members.keys, uses, strict=True):
            if not count or not text or text.isdigit():
                continue  # a member known by its number alone has no spelling
            name = names.setdefault(text, _Name(text, set()))
            name.uses += int(count)
            name.listed |= listed
            if key:
                name.keys.add(key)
    return names


def _alike(dimension: str, names: Mapping[str, _Name]) -> list[Proposal]:
    proposals: list[Proposal] = []
    gone: set[str] = set()

    def join(group: list[_Name], score: float, reason: str, certain: bool) -> None:
        group = sorted((name for name in group if name.text not in gone), key=lambda name: name.rank, reverse=True)
        for name in group[1:]:
            if _apart(name, group[0]) or (name.known and group[0].known):
                continue
            gone.add(name.text)
            merge = Merge(dimension, name.text, group[0].text)
            proposals.append(Proposal(merge, score, Message(f"importing.same.{reason}"), certain))

    for form, score, reason, certain in (
        (_letters, 1.0, "letters", True),
        (_sorted_words, 0.95, "order", False),
        (_without_form, 0.9, "legal", False),
    ):
        for group in _grouped([name for name in names.values() if name.text not in gone], form):
            join(group, score, reason, certain)
    if dimension == "rep":
        for pair in _initialled([name for name in names.values() if name.text not in gone]):
            join(pair, 0.85, "initial", False)
    if len(names) <= _SMALL:
        _spelled(names, gone, join)
    return proposals


def _grouped(names: Iterable[_Name], form: Callable[[str], str]) -> list[list[_Name]]:
    """Names of one form, where several have it; a name without the form stands alone."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if key := form(name.text):
            groups[key].append(name)
    return [group for group in groups.values() if len(group) > 1]


def _spelled(names: Mapping[str, _Name], gone: set[str], join: Callable[[list[_Name], float, str, bool], None]) -> None:
    """Typing mistakes: names of at least six letters that differ in one misspelled word and in no digit."""
    import numpy as np
    from rapidfuzz import fuzz, process

    left = [name for name in names.values() if name.text not in gone and len(_letters(name.text)) >= 6]
    forms = [normal(name.text) for name in left]
    if len(left) < 2:
        return
    met = Counter(word for name in names for word in set(normal(name).split()))
    scores = process.cdist(forms, forms, scorer=fuzz.ratio, score_cutoff=_LIKE, dtype=np.uint8)
    for one, two in zip(*np.nonzero(np.triu(scores, 1)), strict=True):
        if _misspelled(forms[one], forms[two], met):
            join([left[one], left[two]], float(scores[one, two]) / 100, "spelling", False)


def _initialled(names: Sequence[_Name]) -> Iterator[list[_Name]]:
    """A rep told by initial and surname, with the only one whose full name that can be."""
    words = {name.text: normal(name.text).split() for name in names}
    for short in names:
        initials = [word for word in words[short.text] if len(word) == 1]
        surname = [word for word in words[short.text] if len(word) > 1]
        if len(initials) != 1 or len(surname) != 1:
            continue
        full = [
            name
            for name in names
            if len(words[name.text]) == 2
            and surname[0] in words[name.text]
            and any(len(word) > 1 and word != surname[0] and word[0] == initials[0] for word in words[name.text])
        ]
        if len(full) == 1:
            yield [short, full[0]]


def _apart(one: _Name, two: _Name) -> bool:
    """Two names whose keys differ are two members, however alike."""
    return bool(one.keys and two.keys and not one.keys & two.keys)


def _letters(name: str) -> str:
    return normal(name).replace(" ", "")


def _sorted_words(name: str) -> str:
    words = [word for word in normal(name).split() if word not in _CIVIL]
    return " ".join(sorted(words)) if len(words) > 1 else ""


def _without_form(name: str) -> str:
    words = [_ABBREVIATED.get(word, word) for word in normal(name).split() if word not in _LEGAL]
    return "".join(word for word in words if word not in _JOINING)


def _misspelled(one: str, two: str, met: Mapping[str, int]) -> bool:
    """Whether two names differ in one word alone, by a slip of the hand.

    Another word makes another name: Renaud is not Ménard, Angers is not Nantes, and a word that other names have as
    well is no slip.  ``met``: number of names that each word is in.
    """
    first, second = one.split(), two.split()
    if len(first) != len(second):
        return _slip("".join(first), "".join(second))
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(pairs) != 1:
        return False
    ((a, b),) = pairs
    return _slip(a, b) and min(met[a], met[b]) < _ESTABLISHED


def _slip(one: str, two: str) -> bool:
    """Whether two words are one with a letter wrong, missing, doubled or out of place, but for the first one."""
    from rapidfuzz.distance import OSA

    if min(len(one), len(two)) < _SHORT or one[0] != two[0] or _digits(one) != _digits(two):
        return False
    return OSA.distance(one, two, score_cutoff=1) <= 1


def _digits(form: str) -> str:
    return "".join(re.findall(r"\d+", form))
