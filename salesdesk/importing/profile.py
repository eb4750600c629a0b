"""What a column's values look like, whatever its header says: the evidence that matching weighs."""

from dataclasses import dataclass

import numpy as np

from salesdesk.domain.raw import Cell, RawColumn
from salesdesk.importing.dates import looks_like_date
from salesdesk.importing.numerals import is_blank, looks_like_letter_o, numeral
from salesdesk.importing.values import used_texts
from salesdesk.importing.vocabulary import values

_SAMPLE = 400
_SOME_NUMBERS = 0.3
"""Among so many numbers, "12O" is one more, mistyped."""


@dataclass(frozen=True)
class Profile:
    """Shares (0..1) are of the filled cells.  ``texts``: a sample of distinct texts.

    ``distinct``: number of distinct values; ``low`` and ``high``: range of the numbers (NaN without any).
    ``percent``: the numbers are shown or written as percentages.
    """

    n: int
    filled: int
    numbers: float
    dates: float
    whole: float
    distinct: int
    low: float
    high: float
    texts: tuple[str, ...]
    percent: bool = False

    @property
    def empty(self) -> bool:
        return not self.filled

    @property
    def repeats(self) -> float:
        """Rows per distinct value."""
        return self.filled / self.distinct if self.distinct else 0.0

    def words_of(self, group: str) -> float:
        """Share of the sampled texts that a vocabulary knows."""
        from salesdesk.importing.vocabulary import normal

        known = values(group)
        return sum(normal(text) in known for text in self.texts) / len(self.texts) if self.texts else 0.0


def profile(column: RawColumn, *, percent: bool = False) -> Profile:
    """Look at a column: every cell's kind, and a sample of its distinct texts."""
    import pandas as pd

    counts = np.bincount(column.kinds, minlength=len(Cell))
    used = used_texts(column)
    sample = [
        column.texts[int(code)] for code in used[np.linspace(0, len(used) - 1, min(len(used), _SAMPLE)).astype(int)]
    ]
    sample = [text for text in sample if not is_blank(text)]
    texts = int(counts[Cell.TEXT])
    filled = int(counts[1:].sum()) if sample or not texts else int(counts[1:].sum()) - texts
    read = [numeral(text) for text in sample]
    as_number = sum(number is not None for number in read) / len(sample) if sample else 0.0
    if as_number >= _SOME_NUMBERS:
        as_number += sum(bool(looks_like_letter_o(text)) for text in sample) / len(sample)
    as_date = sum(looks_like_date(text) for text in sample) / len(sample) if sample else 0.0
    numbers = column.numbers[column.kinds == Cell.NUMBER]
    distinct_numbers = pd.unique(numbers)
    typed = [float(f"{m}e{p}") for m, p in (number.read(".") for number in read if number is not None) if p < 20]
    seen = np.concatenate([distinct_numbers, np.array(typed, dtype=np.float64)])
    days = column.numbers[column.kinds == Cell.DATE]
    total = max(filled, 1)
    return Profile(
        n=len(column),
        filled=filled,
        numbers=(len(numbers) + texts * as_number) / total,
        dates=(len(days) + texts * as_date) / total,
        whole=float((seen == np.floor(seen)).mean()) if len(seen) else 0.0,
        distinct=len(used) + len(distinct_numbers) + len(pd.unique(days)),
        low=float(seen.min()) if len(seen) else float("nan"),
        high=float(seen.max()) if len(seen) else float("nan"),
        texts=tuple(sample),
        percent=percent or any(number.percent for number in read if number is not None),
    )
