"""Files as the known exports write them: their headers, forms of dates and numbers, encoding, and their traps."""

import csv
import datetime as dt
import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from salesdesk.domain.columns import Kind
from tests.importing.suites import layout_rows as rows
from tests.importing.suites.layout_cells import cell
from tests.importing.suites.layout_rows import OUTCOMES, Row, Truth, Value

_TABLE: Final = Path(__file__).parents[3] / "resources" / "import" / "crm_export_layouts.toml"
_ROWS: Final = 60

_DATES: Final = {
    "YYYY-MM-DD HH:mm": "%Y-%m-%d %H:%M",
    "YYYY-MM-DD HH:mm:ss": "%Y-%m-%d %H:%M:%S",
    "YYYY-MM-DD HH:mm:ss (UTC)": "%Y-%m-%d %H:%M:%S",
    "YYYY-MM-DD HH:mm:ss Z": "%Y-%m-%d %H:%M:%S +0100",
    "YYYY-MM-DD": "%Y-%m-%d",
    "ISO 8601": "%Y-%m-%dT%H:%M:%S",
    "ISO 8601 UTC": "%Y-%m-%dT%H:%M:%S.000Z",
    "DD/MM/YYYY": "%d/%m/%Y",
    "YYYYMMDD": "%Y%m%d",
    "locale of the user": "%m/%d/%Y",
    "user locale": "%m/%d/%Y",
    "user setting": "%d.%m.%Y",
}
_SEPARATORS: Final = {"tab": "\t", "; or ,": ";", "user setting": ";", "tab or |": "|"}
_ENCODINGS: Final = {
    "utf-8 BOM": "utf-8-sig",
    "cp1252": "cp1252",
    "iso-8859-1 / cp1252": "cp1252",
    "iso-8859-1 or utf-8": "cp1252",
    "utf-8 / iso-8859-15": "iso-8859-15",
}


@dataclass(frozen=True)
class Layout:
    key: str
    kind: Kind
    lang: str
    separator: str
    encoding: str
    decimal: str
    date: str
    headers: tuple[str, ...]
    fields: tuple[str, ...]


def known_layouts() -> list[Layout]:
    return [
        Layout(
            entry["key"],
            Kind(entry["entity"]),
            "fr" if entry["lang"] == "fr" else "en",
            _SEPARATORS.get(entry["separator"], entry["separator"]),
            _ENCODINGS.get(entry["encoding"], entry["encoding"].split()[0]),
            "," if entry["decimal"] == "," else ".",
            _DATES.get(entry["date_format"], "%Y-%m-%d"),
            tuple(entry["headers"]),
            tuple(entry["fields"]),
        )
        for entry in tomllib.loads(_TABLE.read_text(encoding="utf-8"))["layout"]
    ]


def write(layout: Layout, folder: Path, seed: int) -> tuple[Path, Truth]:
    """One file of invented rows in this layout."""
    rng = random.Random(f"{layout.key} {seed}")
    found, truth = _records(layout, rng)
    name = {"ebp_documents_lines_fr": "Factures EBP"}.get(layout.key, layout.key)
    if layout.encoding == "xlsx" or layout.encoding.startswith("xlsx/"):
        path = folder / f"{name}.xlsx"
        _write_workbook(path, layout, found)
    else:
        path = folder / f"{name}.csv"
        with path.open("w", encoding=layout.encoding, newline="") as file:
            writer = csv.writer(file, delimiter=layout.separator or ",")
            writer.writerow(layout.headers)
            writer.writerows([_shown(value, layout) for value in row] for row in found)
    return path, truth


def _write_workbook(path: Path, layout: Layout, found: Sequence[Sequence[Value]]) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(list(layout.headers))
    for row in found:
        sheet.append(list(row))
    workbook.save(path)


def _shown(value: Value, layout: Layout) -> str:
    match value:
        case None:
            return ""
        case bool():
            return ("Oui" if value else "Non") if layout.lang == "fr" else str(value).lower()
        case dt.datetime():
            return value.strftime(layout.date)
        case float():
            text = f"{value:.2f}" if value % 1 else f"{value:.0f}"
            return text.replace(".", layout.decimal)
        case _:
            return str(value)


def _records(layout: Layout, rng: random.Random) -> tuple[list[list[Value]], Truth]:
    match layout.kind:
        case Kind.ORDER_LINE:
            return _order_lines(layout, rng)
        case Kind.OPPORTUNITY:
            made, truth = rows.deals(rng, _ROWS, layout.lang, _outcome(layout))
        case Kind.LEAD:
            made, truth = rows.leads(rng, _ROWS), Truth()
        case Kind.CUSTOMER:
            made, truth = rows.customers(rng, _ROWS), Truth()
        case Kind.PRODUCT:
            made, truth = rows.products(rng, _ROWS), Truth()
        case _:
            made, truth = rows.stage_changes(rng, _ROWS), Truth()
    return [_cells(layout, row, rng) for row in made], truth


def _cells(layout: Layout, row: Row, rng: random.Random) -> list[Value]:
    pairs = zip(layout.headers, layout.fields, strict=True)
    return [cell(header, field, row, rng) for header, field in pairs]


def _outcome(layout: Layout) -> Callable[[Row, str], None]:
    """How this export tells that a deal is open, won or lost."""
    words, fields = OUTCOMES[layout.lang], set(layout.fields)

    def tell(row: Row, status: str) -> None:
        row["is_won"] = status == "won"
        row["is_lost"] = status == "lost"
        row["is_closed"] = status != "open"
        row["status"] = words[status].removeprefix("Closed ")
        row["archived"] = False
        if "closed_by_archive" in _TRAPS.get(layout.key, ()):
            row["archived"] = status != "lost"  # Odoo's column is called Active
        if "three_states" in _TRAPS.get(layout.key, ()):
            row["is_won"] = None if status == "open" else status == "won"
            row["archived"] = status != "open"
        staged = "archived" in fields and layout.key.startswith("odoo")
        if status == "won" and staged:
            row["stage"] = "Won"
        if not fields & {"status", "is_won", "is_lost"} and not staged and status != "open":
            row["stage"] = words[status]
        if status == "open" and "close_date" in fields and "expected_close_date" in fields:
            row["planned"] = row["close_date"]

    return tell


_TRAPS: Final = {"odoo_crm_lead_en": ("closed_by_archive",), "axonaut_opportunities_api": ("three_states",)}


def _order_lines(layout: Layout, rng: random.Random) -> tuple[list[list[Value]], Truth]:
    if layout.key == "fr_invoices_simple":
        made, truth = rows.documents(rng, _ROWS)
        whole = [[_whole(lines)] for lines in made]
        amounts = [float(str(lines[0]["document_total_net"])) for lines in made]
        names = [str(lines[0]["customer_name"]) for lines in made]
        truth = Truth(amounts, names, dates=[_day(lines[0]) for lines in made])
        return [_cells(layout, line, rng) for (line,) in whole], truth
    made, truth = rows.documents(rng, _ROWS // 2, signed=layout.key != "sage50_documents_fr")
    if layout.key == "sage50_documents_fr":
        return _header_and_lines(layout, made, rng), _turned(made, truth)
    if layout.key == "fec":
        return _entries(layout, made), truth
    cells = [[_cells(layout, line, rng) for line in lines] for lines in made]
    if layout.key == "shopify_orders_en":
        for lines in cells:
            for line in lines[1:]:
                _blank(line, layout, lambda header: not header.startswith(("Lineitem", "Name", "Email", "Vendor")))
    return [line for lines in cells for line in lines], truth


def _day(row: Row) -> dt.date:
    date = row["date"]
    assert isinstance(date, dt.datetime)
    return date.date()


def _whole(lines: Sequence[Row]) -> Row:
    net = float(str(lines[0]["document_total_net"]))
    return {
        **lines[0],
        "line_total_net": net,
        "vat_amount": rows.cents(net * 0.2),
        "line_total_gross": rows.cents(net * 1.2),
    }


def _turned(made: Sequence[Sequence[Row]], truth: Truth) -> Truth:
    """Credit notes count negative, however they are written."""
    lines = [line for document in made for line in document]
    signs = [-1 if line["document_type"] == "Avoir" else 1 for line in lines]
    return Truth([a * s for a, s in zip(truth.amounts, signs, strict=True)], truth.customers, dates=truth.dates)


_LINE_FIELDS: Final = frozenset(
    [
        *("product_id", "quantity", "unit_price_net", "unit_price_gross", "vat_rate", "line_type", "description"),
        *("warehouse", "discount_pct", "discount_amount", "unit_cost", "unit", "other_costs", "line_number"),
    ]
)
_LINE_HEADERS: Final = frozenset(
    ["Référence fournisseur", "Code représentant ligne", "Taux commission", "Code affaire ligne", "Catégorie de TVA"]
)


def _header_and_lines(layout: Layout, made: Sequence[Sequence[Row]], rng: random.Random) -> list[list[Value]]:
    """Sage 50: the document's own row first, then its lines, which repeat nothing of it."""
    pairs = list(zip(layout.headers, layout.fields, strict=True))
    of_line = [field in _LINE_FIELDS or header in _LINE_HEADERS for header, field in pairs]
    written: list[list[Value]] = []
    for lines in made:
        head = _cells(layout, lines[0], rng)
        written.append([None if own else cell for cell, own in zip(head, of_line, strict=True)])
        for line in lines:
            cells = _cells(layout, line, rng)
            written.append([cell if own else None for cell, own in zip(cells, of_line, strict=True)])
    return written


def _blank(line: list[Value], layout: Layout, emptied: Callable[[str], bool]) -> None:
    for i, header in enumerate(layout.headers):
        if emptied(header):
            line[i] = None


def _entries(layout: Layout, made: Sequence[Sequence[Row]]) -> list[list[Value]]:
    """FEC: per invoice the customer's account, one entry per line on an account of sales, and the VAT."""
    written: list[list[Value]] = []
    for number, lines in enumerate(made, start=1):
        first = lines[0]
        net = float(str(first["document_total_net"]))
        vat = rows.cents(net * 0.2)
        entries: list[tuple[str, str, Value, Value, float]] = [
            ("41100000", "Clients", first["customer_id"], first["customer_name"], rows.cents(net + vat))
        ]
        entries += [("70700000", "Ventes", None, None, -float(str(line["line_total_net"]))) for line in lines]
        entries.append(("44571000", "TVA collectée", None, None, -vat))
        for account, label, code, name, amount in entries:
            entry: dict[str, Value] = {
                "JournalCode": "VE",
                "JournalLib": "Ventes",
                "EcritureNum": f"VE{number:06d}",
                "EcritureDate": first["date"],
                "CompteNum": account,
                "CompteLib": label,
                "CompAuxNum": code,
                "CompAuxLib": name,
                "PieceRef": first["document_number"],
                "PieceDate": first["date"],
                "EcritureLib": f"Facture {first['customer_name']}",
                "Debit": max(amount, 0.0),
                "Credit": max(-amount, 0.0),
                "ValidDate": first["date"],
            }
            written.append([entry.get(header) for header in layout.headers])
    return written
