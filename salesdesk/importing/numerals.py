"""Numbers as people type them, read exactly: each distinct text is taken apart once, the decimal mark decided later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_SPACES: Final = " \u00a0\u202f\u2009\u2007'’"
_CURRENCY: Final = {
    "€": "EUR", "$": "USD", "£": "GBP", "EUROS": "EUR", "EURO": "EUR", "US$": "USD", "$US": "USD", "CA$": "CAD",
    "$CA": "CAD",
}  # fmt: skip
_CODE: Final = r"€|US\$|CA\$|\$US|\$CA|\$|£|EUROS?|EUR|USD|GBP|CHF|CAD|MAD|TND|XOF|XAF"
_NUMBER: Final = re.compile(
    rf"""^(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<before>{_CODE})?\s*(?P<sign2>[-+−])?\s*
    (?P<body>\d[\d.,{_SPACES}]*|[.,]\d+)
    \s*(?P<scale>k|M|Md|bn|m)?\s*(?P<after>{_CODE})?\s*(?P<percent>%)?\s*(?:H\.?T\.?|T\.?T\.?C\.?)?
    \s*(?P<trail>[-−])?\s*(?P<close>\))?$""",
    re.VERBOSE | re.IGNORECASE,
)
_SCIENTIFIC: Final = re.compile(r"^([-+]?)(\d+)(?:[.,](\d+))?[eE]([-+]?\d{1,2})$")
_GROUPED: Final = re.compile(rf"^\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d*)?$")
_SCALES: Final = {"k": 3, "m": 6, "md": 9, "bn": 9}
_ZERO_DAY: Final = re.compile(
    r"0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[ T][0:.]+Z?)?|1900-01-00|0[01]/01/1900|30/12/1899|00:00(?::00)?"
)
_BLANKS: Final = frozenset(
    {"", "-", "--", "–", "—", "n/a", "na", "n.a.", "nan", "null", "none", "(null)", "nc", "n.c.", "."}
)


_SHAPE: Final = str.maketrans("23456789", "11111111")
_PLAIN: Final = re.compile(r"-?[01]{1,9}(?:[.,][01]{1,6})?")
"""Shapes of numbers that a float holds exactly enough to be multiplied by a million."""


@dataclass(frozen=True)
class Numeral:
    """A number taken apart: digits with their points and commas, which only the decimal mark tells apart.

    ``mark``: the decimal mark that the text itself proves, '' when it has none, '?' when a lone point or comma before
    three digits may be either.
    """

    negative: bool
    body: str
    mark: str
    scale: int = 0
    percent: bool = False
    currency: str = ""

    def read(self, mark: str) -> tuple[int, int]:
        """Mantissa and power of ten, with ``mark`` as the decimal mark where the text does not prove its own."""
        decimal = self.mark if self.mark in {".", ","} else mark
        whole, _, fraction = self.body.replace("," if decimal == "." else ".", "").partition(decimal)
        mantissa = int((whole + fraction) or "0")
        return (-mantissa if self.negative else mantissa), self.scale - len(fraction) - (2 if self.percent else 0)


def currency_code(name: str) -> str:
    """The ISO code of a currency as cells name it: a sign, a word or the code itself."""
    word = name.strip().upper()
    return _CURRENCY.get(word, word)


def is_no_day(text: str) -> bool:
    """Whether a text in a date column stands for no day: blank, or the zeros that databases write."""
    return is_blank(text) or bool(_ZERO_DAY.fullmatch(text.strip()))


def is_blank(text: str) -> bool:
    """Whether a text in a number or date column says that nothing is known."""
    return text.strip(" \u00a0\u202f\t").casefold() in _BLANKS


def numeral(text: str) -> Numeral | None:
    """The text as a number taken apart, or None when it is none."""
    text = text.strip()
    if text.isdecimal() and text.isascii():
        return Numeral(negative=False, body=text, mark="")
    match = _NUMBER.match(text)
    if match is None:
        return _scientific(text)
    if bool(match["open"]) != bool(match["close"]):
        return None
    body = match["body"].strip()
    if any(space in body for space in _SPACES):
        if not _GROUPED.match(body):
            return None
        body = re.sub(f"[{_SPACES}]", "", body)
        proof = _proof(body, grouped=True)
    else:
        proof = _proof(body, grouped=False)
    if proof is None:
        return None
    signs = [bool(match["open"]), (match["sign"] or "+") != "+", (match["sign2"] or "+") != "+", bool(match["trail"])]
    currency = match["before"] or match["after"] or ""
    return Numeral(
        negative=sum(signs) % 2 == 1,
        body=body,
        mark=proof,
        scale=_SCALES.get((match["scale"] or "").casefold(), 0),
        percent=bool(match["percent"]),
        currency=currency_code(currency),
    )


def shapes(texts: Sequence[str]) -> list[str]:
    """The texts with their digits from 2 on made 1.

    A column of a million different numbers has few shapes, and texts of one shape are taken apart alike: only their
    digits differ, among which none but a leading zero decides anything.
    """
    made = "\0".join(texts).translate(_SHAPE).split("\0")
    return made if len(made) == len(texts) else [text.translate(_SHAPE) for text in texts]


def plain_values(texts: Sequence[str], mark: str) -> tuple[list[int], list[float]]:
    """Positions and values of the texts that are nothing but a sign, digits and at most one point or comma.

    ``mark`` is the decimal mark where a text does not prove its own.  The values are the floats next to what is
    written; they have at most nine digits before the decimal mark and six behind it.
    """
    shaped = shapes(texts)
    ways = {shape: _way(shape, mark) for shape in set(shaped)}
    positions: list[int] = []
    values: list[float] = []
    for position, (text, shape) in enumerate(zip(texts, shaped, strict=True)):
        way = ways[shape]
        if way is not None:
            positions.append(position)
            values.append(float(text.replace(*way) if way[0] else text))
    return positions, values


def _way(shape: str, mark: str) -> tuple[str, str] | None:
    """What to replace in a text of this shape to make it a float; None for shapes that need a closer look."""
    if not _PLAIN.fullmatch(shape):
        return None
    found = numeral(shape)
    if found is None:
        return None
    written = "," if "," in shape else "." if "." in shape else ""
    decimal = found.mark if found.mark in {".", ","} else mark
    if not written or written == decimal == ".":
        return "", ""
    return written, "." if written == decimal else ""


def _scientific(text: str) -> Numeral | None:
    match = _SCIENTIFIC.match(text)
    if match is None:
        return None
    sign, whole, fraction, power = match.groups(default="")
    return Numeral(sign == "-", f"{whole}.{fraction}" if fraction else whole, "." if fraction else "", int(power))


def _proof(body: str, *, grouped: bool) -> str | None:
    """The decimal mark that points and commas prove; None when they can stand in no number."""
    points, commas = body.count("."), body.count(",")
    if not points and not commas:
        return ""
    if points and commas:
        mark = "." if body.rindex(".") > body.rindex(",") else ","
        other = "," if mark == "." else "."
        head, _, _ = body.partition(mark)
        return mark if body.count(mark) == 1 and other not in body.split(mark)[1] and _threes(head, other) else None
    mark = "." if points else ","
    if points + commas > 1:
        return ("," if mark == "." else ".") if _threes(body, mark) else None
    head, _, tail = body.partition(mark)
    if grouped or len(tail) != 3 or len(head) > 3 or head.startswith("0") or not head:
        return mark
    return "?"


def _threes(body: str, mark: str) -> bool:
    first, *rest = body.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def looks_like_letter_o(text: str) -> str:
    """The number meant when letters O, l or I stand for 0 and 1 among digits; '' when that is not what is wrong."""
    if sum(c.isdigit() for c in text) < 2:
        return ""
    meant = text.translate(str.maketrans("OoIl", "0011"))
    return meant if meant != text and numeral(meant) is not None else ""
