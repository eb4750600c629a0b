"""Rows of a table for the clipboard: as text with tabs and as an HTML table.  Nothing in them can become a formula."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(words: str) -> str:
    """A cell as a spreadsheet takes it for words."""
    return f"'{words}" if words.startswith(DANGEROUS) else words


def as_mime(rows: Sequence[Sequence[str]]) -> QMimeData:
    """``rows[0]`` holds the titles."""
    head, *body = ["".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) for tag, row in _tagged(rows)]
    data = QMimeData()
    data.setText("\r\n".join("\t".join(harmless(_one_line(cell)) for cell in row) for row in rows))
    data.setHtml(f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in body)}</table>")
    return data


def _tagged(rows: Sequence[Sequence[str]]) -> list[tuple[str, Sequence[str]]]:
    return [("td" if number else "th", row) for number, row in enumerate(rows)]


def _one_line(cell: str) -> str:
    return cell.replace("\t", " ").replace("\r", " ").replace("\n", " ")
