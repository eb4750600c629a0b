"""Texts of an .xlsx: the shared ones of the workbook, and codes for those of a sheet."""

import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from itertools import starmap
from typing import Final

import numpy as np
from numpy.typing import NDArray

from salesdesk.importing.xlsx_tags import UnusualXml

_NAMED: Final = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_ENTITY: Final = re.compile("&(?:(lt|gt|quot|apos|amp)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_UNKNOWN: Final = re.compile("&(?!(?:lt|gt|quot|apos|amp|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""Excel's own way to write a character that XML cannot hold."""
_XML_SPACE: Final = b" \t\n"
_PLAIN: Final = rb'<t( xml:space="preserve")?>([^<]*)</t>'
_ITEM: Final = re.compile(rb"<si>(?:" + _PLAIN + rb"|((?:(?!</si>).)*))</si>", re.DOTALL)
_DECORATION: Final = re.compile(
    rb"<rPr>.*?</rPr>|<rPr/>|<phoneticPr[^>]*/>|<phoneticPr[^>]*></phoneticPr>|<rPh .*?</rPh>", re.DOTALL
)
_RUNS: Final = re.compile(rb"(?:<r>" + _PLAIN + rb"</r>|" + _PLAIN + rb"|<t/>)*")
_RUN: Final = re.compile(_PLAIN)
_ROOT: Final = re.compile(rb"<sst[^>]*>")


def decoded(texts: Sequence[bytes]) -> list[str]:
    """What the XML means.  Raises UnusualXml for what only a full parser may decide."""
    if not texts:
        return []
    content = b"\0".join(texts)
    if b"\r" in content or content.count(b"\0") != len(texts) - 1:
        raise UnusualXml
    try:
        whole = content.decode()
    except UnicodeDecodeError as error:
        raise UnusualXml from error
    if "&" in whole:
        if _UNKNOWN.search(whole):
            raise UnusualXml
        whole = _ENTITY.sub(_character, whole)
    if "_x" in whole:
        whole = _ESCAPE.sub(_escaped, whole)
    return whole.split("\0")


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    if code <= ord(" ") or code > sys.maxunicode:  # whether such a space counts is for a full parser to say
        raise UnusualXml
    return _checked(code)


def _escaped(match: re.Match[str]) -> str:
    return _checked(int(match[1], 16))


def _checked(code: int) -> str:
    if code == 0 or 0xD800 <= code < 0xE000:
        raise UnusualXml
    return chr(code)


def shared_strings(archive: zipfile.ZipFile, name: str) -> list[str]:
    """All of them, in order.  Raises UnusualXml where they are written in an uncommon way."""
    if name not in archive.NameToInfo:
        return []
    content = archive.read(name)
    root, end = _ROOT.search(content), content.rfind(b"</sst>")
    if not root or end < root.end():
        raise UnusualXml
    items = _ITEM.findall(content, root.end(), end)
    size = len(b"<si></si>") * len(items)
    texts = []
    for kept, text, rich in items:
        if rich:
            size += len(rich)
            texts.append(_rich(rich))
        else:
            size += len(b"<t></t>") + len(kept) + len(text)
            texts.append(text if kept else text.strip(_XML_SPACE))
    if size != end - root.end():  # something stands between the items
        raise UnusualXml
    return decoded(texts)


def _rich(item: bytes) -> bytes:
    runs = _DECORATION.sub(b"", item)
    if not _RUNS.fullmatch(runs):
        raise UnusualXml
    return b"".join(starmap(_meant, _RUN.findall(runs)))


def _meant(kept: bytes, text: bytes) -> bytes:
    return text if kept else text.strip(_XML_SPACE)


class TextCodes:
    """Numbers the texts of a sheet from 0 on, each distinct text once; a blank one is -1."""

    def __init__(self, shared: Callable[[], Sequence[str]]) -> None:
        self._shared = shared
        self._texts: list[str] = []
        self._index: dict[str, int] = {}
        self._plain: dict[bytes, int] = {}
        self._kept: dict[bytes, int] = {}
        self._of_shared: dict[bytes, int] = {}

    def _code(self, text: str) -> int:
        code = self._index.get(text)
        if code is None:
            blank = not text or text.isspace()
            code = self._index[text] = -1 if blank else len(self._texts)
            if not blank:
                self._texts.append(text)
        return code

    def of_kept(self, texts: list[bytes]) -> Iterable[int]:
        """Codes of texts whose spaces count."""
        return self._learnt(self._kept, texts, decoded)

    def of_plain(self, texts: list[bytes]) -> Iterable[int]:
        """Codes of texts whose spaces around do not count."""
        return self._learnt(self._plain, texts, lambda new: decoded([text.strip(_XML_SPACE) for text in new]))

    def of_shared(self, numbers: list[bytes]) -> Iterable[int]:
        """Codes of the workbook's shared texts, given by number."""
        return self._learnt(self._of_shared, numbers, self._looked_up)

    def _looked_up(self, numbers: list[bytes]) -> list[str]:
        shared = self._shared()
        if not all(map(bytes.isdigit, numbers)) or max(map(int, numbers)) >= len(shared):
            raise UnusualXml
        return [shared[int(number)] for number in numbers]

    def _learnt(
        self, known: dict[bytes, int], texts: list[bytes], meaning: Callable[[list[bytes]], list[str]]
    ) -> Iterable[int]:
        new = [text for text in texts if text not in known]
        if new:
            known.update(zip(new, map(self._code, meaning(new)), strict=True))
        return map(known.__getitem__, texts)

    def of_column(self, codes: NDArray[np.int32]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """The same cells in codes of their own, numbered as the texts appear, with these texts."""
        if len(self._texts) <= 2 * len(codes):
            first = np.full(len(self._texts), -1, np.int64)
            first[codes[::-1]] = np.arange(len(codes))[::-1]
            present = np.flatnonzero(first >= 0)
            present = present[np.argsort(first[present])]
            own = np.empty(len(self._texts), np.int32)
            own[present] = np.arange(len(present), dtype=np.int32)
            return own[codes], tuple(map(self._texts.__getitem__, present.tolist()))
        distinct, firsts, inverse = np.unique(codes, return_index=True, return_inverse=True)
        order = np.argsort(firsts)
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return rank[inverse], tuple(map(self._texts.__getitem__, distinct[order].tolist()))
