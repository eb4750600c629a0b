"""Which character separates the fields of a text file."""

import csv
import re
from collections import Counter
from itertools import islice
from typing import Final

SEPARATORS: Final = ";,\t|"
_SAMPLE_ROWS: Final = 300
_LEAST: Final = 0.03
_NUMBER: Final = r"[-+(]?\s?[€$£]?\s?\d[\d   '.,]*\s?[%€$£)]?|[-+]?\d*[.,]?\d+(?:[eE][-+]?\d+)?"
_MOMENT: Final = (
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?Z?)?|\d{1,2}:\d{2}(?::\d{2})?"
)
_CLEAN: Final = re.compile(rf"\s*(?:{_NUMBER}|{_MOMENT})\s*")
_FORCED: Final = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def forced_separator(text: str) -> tuple[str, int]:
    """The separator that a first line ``sep=;``, as Excel writes and hides it, asks for, and that line's length."""
    match = _FORCED.match(text)
    return (match[1], match.end()) if match else ("", 0)


def choose_separator(sample: str) -> str:
    """The separator whose fields are most regular and cleanest; '' when there is but one column.

    Each candidate splits the sample, quotes respected.  Its score is the share of lines with the commonest number of
    fields, weighed by how many fields look like whole values: numbers, dates, or texts free of other candidates.
    """
    scores = [(_score(sample, separator), -rank, separator) for rank, separator in enumerate(SEPARATORS)]
    best, _, separator = max(scores)
    return separator if best > _LEAST else ""


def _score(sample: str, separator: str) -> float:
    try:
        lines = sample.splitlines(keepends=True)
        if sample.count('"') % 2:  # one is never closed, and would swallow lines
            reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(lines, delimiter=separator)
        rows = [row for row in islice(reader, _SAMPLE_ROWS) if any(field.strip() for field in row)]
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, regular = max(widths.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]))
    consistency = regular / len(rows)
    others = SEPARATORS.replace(separator, "")
    fields = [field for row in rows if len(row) == width for field in row]
    cleanness = sum(_cleanness(field, others) for field in fields) / len(fields)
    return consistency**2 * cleanness * (1 - 1 / (width + 1))


def _cleanness(field: str, others: str) -> float:
    if _CLEAN.fullmatch(field):
        return 1.0
    if '"' in field.strip()[:1]:
        return 0.1
    found = sum(field.count(other) for other in others)
    return 0.95 if not found else 0.6 / found
