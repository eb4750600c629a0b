"""Which encoding a text file is in."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from salesdesk.domain.problem import Severity

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WESTERN: Final = ("cp1252", "mac_roman", "cp850", "cp437", "cp1250")
"""Pages that files of French and English firms come in, likeliest first; the user can choose any other."""

_SAMPLE: Final = 200_000
_SURE: Final = 0.25
_LOWER: Final = frozenset("éèêëàâäîïôöùûüçœæñáíóúãõßåøÿ")
_UPPER: Final = frozenset("ÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŒÆÑÁÍÓÚÅØ")
_COMMON: Final = frozenset("éèêàâîôûùçëï")
_AFTER_NUMBER: Final = frozenset("€°%²³£\u00a0‰±·½")
_AROUND_WORDS: Final = frozenset("’‘“”«»–—…•\u00a0°©®™µ§")


@dataclass(frozen=True)
class Encoding:
    """``codec`` reads the file after ``skip`` bytes.  ``doubt``: how to tell the user, None when there is none."""

    codec: str
    skip: int = 0
    doubt: Severity | None = None


def detect_encoding(data: bytes) -> Encoding:
    """Byte order mark, NULs of UTF-16, strict UTF-8, and then the page whose text reads best."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return Encoding(codec, len(bom))
    if utf16 := _utf16(data[:4096]):
        return Encoding(utf16)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _mixed(data, error) or _page(data)
    return Encoding("utf-8")


def _utf16(head: bytes) -> str:
    """Texts in Latin letters have a NUL in every second byte."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 2 < len(head) / 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _mixed(data: bytes, first: UnicodeDecodeError) -> Encoding | None:
    """UTF-8 with a few foreign bytes in it, from files that were pasted together."""
    good = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data))
    high = len(re.findall(rb"[\x80-\xff]+", data[first.start :]))
    bad = len(data[first.start :].decode("utf-8", "backslashreplace").split("\\x")) - 1 if high < 100_000 else high
    return Encoding(MIXED, 0, Severity.WARNING) if good > 10 * bad else None


MIXED: Final = "utf-8-or-cp1252"


def decode(data: bytes, codec: str) -> str:
    """The text; bytes that the codec does not know become U+FFFD, in a mixed file they are read as cp1252."""
    if codec == MIXED:
        return data.decode("utf-8", _CP1252_HANDLER)
    return data.decode(codec, "replace")


_CP1252_HANDLER: Final = "salesdesk-cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_CP1252_HANDLER, _as_cp1252)


def _page(data: bytes) -> Encoding:
    sample = _high_lines(data)
    scores = sorted(((_score(sample.decode(page, "replace")), -rank, page) for rank, page in enumerate(WESTERN)))
    best, _, page = scores[-1]
    second = scores[-2][0]
    if best < 0:
        page = _other_page(sample) or page
        return Encoding(page, 0, Severity.WARNING)
    sure = page == WESTERN[0] and best - second >= _SURE  # the other pages are rare enough to be checked by the user
    return Encoding(page, 0, Severity.NOTE if sure else Severity.WARNING)


def _high_lines(data: bytes) -> bytes:
    """Lines with a byte above ASCII, up to the sample's size."""
    lines, size = [], 0
    for match in re.finditer(rb"[^\r\n]*[\x80-\xff][^\r\n]*", data):
        lines.append(match[0][:2000])
        size += len(lines[-1])
        if size > _SAMPLE:
            break
    return b"\n".join(lines)


def _score(text: str) -> float:
    """How much the characters above ASCII look like words of Western Europe: 1 at best, negative for rubbish."""
    points, n = 0.0, 0
    padded = f" {text} "
    for match in re.finditer(r"[^\x00-\x7f]", text):
        n += 1
        char, before, after = match[0], padded[match.start()], padded[match.start() + 2]
        points += _plausible(char, before, after)
    return points / n if n else 0.0


def _plausible(char: str, before: str, after: str) -> float:
    """Points for one character between its neighbours."""
    if char in _LOWER:
        return _plausible_lower(char, before, after)
    if char in _UPPER:
        capital = not before.isalpha() and after.islower()
        return 0.8 if capital or before.isupper() or after.isupper() else -0.8 if before.islower() else 0.1
    points = -0.2 if char.isalpha() and (before + after).isalpha() else -1.0
    if char in _AFTER_NUMBER and (before.isdigit() or before in " (\u00a0;,\t" or after.isdigit()):
        points = 0.6
    elif char in _AROUND_WORDS:
        points = 0.8 if char == "’" and before.isalpha() and after.isalpha() else 0.4
    elif "\u0080" <= char <= "\u009f" or char == "\ufffd":
        points = -3.0
    return points


def _plausible_lower(char: str, before: str, after: str) -> float:
    if char == "à" and after.isalpha():  # "à" ends words
        return 0.2
    if before.islower() or after.islower() or (before.isupper() and not after.isupper()):
        return 1.0 if char in _COMMON else 0.7
    return 0.2 if not (before + after).strip() else -0.5


def _other_page(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else ""
