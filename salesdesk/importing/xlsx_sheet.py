"""A sheet of an .xlsx, unpacked and handed over block by block to :mod:`xlsx_columns`."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from salesdesk.importing.xlsx_columns import SheetColumns
from salesdesk.importing.xlsx_parts import XlsxParts, refuse_entities
from salesdesk.importing.xlsx_scan import SheetScan
from salesdesk.importing.xlsx_tags import Tags, UnusualXml, find_tags

_CHUNK: Final = 1 << 22
_LONGEST_HEAD: Final = 1 << 20
_LONGEST_ROW: Final = 16 << 20
_DATA: Final = re.compile(rb"<sheetData\s*(/?)>")
_UTF_8: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb"(?:<\?xml[^>]*?encoding=[\"'](?i:utf-8|us-ascii)[\"'][^>]*>|<\?xml(?![^>]*encoding)[^>]*>|<worksheet)"
)
_ROW_END: Final = b"</row>"
_END: Final = b"</sheetData>"
_Item = TypeVar("_Item")


def read_columns(
    archive: zipfile.ZipFile,
    member: str,
    parts: XlsxParts,
    strings: Callable[[], Sequence[str]],
    report: Callable[[int], None],
) -> SheetScan:
    """A sheet with its table.  ``report`` is told the bytes read.

    Raises UnusualXml, and BadZipFile when the sheet is damaged.  Unpacking, finding tags and reading values go on side
    by side.
    """

    def chunks() -> Iterator[bytes]:
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                yield chunk

    def tags() -> Iterator[tuple[Tags, int]]:
        for block in whole_rows(_ahead(chunks(), threads)):
            yield find_tags(block), len(block)

    collected = SheetColumns(strings, parts.number_formats, parts.currency_styles)
    with ThreadPoolExecutor(2) as threads:
        for found, size in _ahead(tags(), threads):
            collected.add(found)
            report(size)
    return collected.finish()


def _ahead(items: Iterator[_Item], threads: ThreadPoolExecutor) -> Iterator[_Item]:
    """The items, each made while the one before is used."""
    coming = threads.submit(next, items, None)
    while (item := coming.result()) is not None:
        coming = threads.submit(next, items, None)
        yield item


def whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The inside of ``<sheetData>`` in blocks of whole rows.  All chunks are read, also those after it."""
    rest, inside, over = b"", False, False
    for chunk in chunks:
        if over:
            continue
        content = rest + chunk
        if not inside:
            rest = content
            found = _DATA.search(content)
            if not found:
                _refuse(len(content) > _LONGEST_HEAD)
                continue
            _refuse(not _UTF_8.match(content))
            refuse_entities(content[: found.start()])
            content, inside, over = content[found.end() :], True, bool(found[1])
        end = content.find(_END)
        cut = end if end >= 0 else content.rfind(_ROW_END) + len(_ROW_END)
        if end < 0 and cut < len(_ROW_END):
            cut = 0
        if cut and not over:
            yield content[:cut]
        over = over or end >= 0
        rest = content[cut:]
        _refuse(len(rest) > _LONGEST_ROW and not over)
    _refuse(not over)


def _refuse(unusual: bool) -> None:
    if unusual:
        raise UnusualXml
