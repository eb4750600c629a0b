"""Loss reasons as companies write them, gathered into families."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

from salesdesk.domain.resources import resource

FAMILIES: Final = (
    "price",
    "budget",
    "timing",
    "competition",
    "no_decision",
    "no_answer",
    "fit",
    "relationship",
    "other",
    "not_given",
)
"""In the order of ``kpi.loss_rate.family.<key>``."""

_WHOLE: Final = 3
"""Words up to this length must be whole words of the reason; longer ones may begin a word."""


def family(reason: str) -> str:
    """The family of one reason; ``other`` when no word of any family is in it, ``not_given`` when it is blank."""
    plain = _plain(reason)
    if not plain:
        return "not_given"
    for key, (whole, pattern) in _words().items():
        if plain in whole or (key != "not_given" and pattern.search(plain)):
            return key
    return "other"


def families(reasons: Sequence[str]) -> list[str]:
    """The family of each reason."""
    return [family(reason) for reason in reasons]


@cache
def _words() -> dict[str, tuple[frozenset[str], re.Pattern[str]]]:
    """Per family, the words that may be the whole reason, and the pattern of those that may stand inside it."""
    read = tomllib.loads(resource("loss_families.toml").read_text(encoding="utf-8"))
    return {key: (frozenset(words), _pattern(words)) for key, words in read.items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    inside = (re.escape(word) + (r"\b" if len(word) <= _WHOLE else "") for word in words if word[0].isalpha())
    return re.compile(r"\b(?:" + "|".join(inside) + ")")


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip()
