"""Whether a table's amounts exclude VAT: proven by a header, a known export or arithmetic, else asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from salesdesk.domain.columns import Kind
from salesdesk.importing.arithmetic import Findings
from salesdesk.importing.matching import KindMatch, Match
from salesdesk.importing.vocabulary import normal

AMOUNTS: Final = (
    "amount_net",
    "line_total_net",
    "line_total_gross",
    "amount_paid",
    "amount",
    "amount_company_currency",
    "amount_gross",
    "unit_price_net",
    "unit_price_gross",
    "document_total_net",
    "document_total_gross",
)
"""Fields that may be the amount, in the order in which they are taken."""
_NET_WORDS: Final = frozenset({"ht", "excl", "excluding", "net", "untaxed"})
_GROSS_WORDS: Final = frozenset({"ttc", "incl", "including"})


@dataclass(frozen=True)
class Vat:
    """``answer``: net or gross.  ``asked``: the header of the amounts, when nothing proves the answer."""

    answer: str
    asked: str = ""


def find_vat(
    match: KindMatch, findings: Findings, headers: Sequence[str], texts: Sequence[Sequence[str]]
) -> Vat | None:
    """None where the question does not arise.  ``texts``: per column a sample of its cells."""
    fields = match.fields
    if match.kind not in {Kind.ORDER_LINE, Kind.OPPORTUNITY}:
        return None
    amounts = [name for name in AMOUNTS if name in fields]
    column = fields[amounts[0]].column if amounts else -1
    said = frozenset(normal(headers[column]).split()) | _said_by_all(texts[column]) if amounts else frozenset()
    if findings.vat or "amount_net" in fields or said & _NET_WORDS:
        return Vat("net")
    if not amounts:
        return None
    if _known_net(fields) or _priced_net(fields, findings, headers):
        return Vat("net")
    gross = amounts[0] in {"line_total_gross", "unit_price_gross", "amount_gross"} or bool(said & _GROSS_WORDS)
    if gross and "vat_rate" in fields:
        return Vat("net")  # order_lines.py takes the VAT out line by line
    return Vat("gross" if gross else "net", headers[column])


def _said_by_all(texts: Sequence[str]) -> frozenset[str]:
    """The words behind the numbers, where all cells say the same: "120 € HT"."""
    words = {normal(text.rstrip()[-4:].lstrip("€0123456789.,")) for text in texts}
    return frozenset(words) if len(words) == 1 else frozenset()


def _known_net(fields: Mapping[str, Match]) -> bool:
    """Whether a known export says that its amounts exclude VAT."""
    match = fields.get("line_total_net")
    return match is not None and match.reason.key == "importing.match.layout"


def _priced_net(fields: Mapping[str, Match], findings: Findings, headers: Sequence[str]) -> bool:
    """Whether amounts equal quantity × a unit price whose header says that it excludes VAT."""
    match = fields.get("unit_price_net")
    if match is None or not {"line_total_net", "quantity"} <= findings.checked:
        return False
    return bool(_NET_WORDS & set(normal(headers[match.column]).split()))
