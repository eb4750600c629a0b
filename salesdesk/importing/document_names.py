"""The type of a file's documents by its name, its sheet or its title: programs export quotes and invoices alike."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from salesdesk.importing.look import Look
from salesdesk.importing.vocabulary import normal

_WORDS: Final = {
    "quote": ("devis", "quote", "quotes", "quotation", "quotations", "estimate", "estimates", "proforma"),
    "delivery": ("bl", "livraison", "livraisons", "delivery", "deliveries"),
    "credit_note": ("avoir", "avoirs", "credit"),
    "": ("facture", "factures", "invoice", "invoices", "vente", "ventes", "sales", "commande", "commandes", "order",
         "orders", "ca", "pipeline", "opportunites", "opportunities"),
}  # fmt: skip


def document_by_name(look: Look) -> str:
    """Document type that the nearest name tells: the title's, the sheet's, else the file's; '' for sales or none."""
    for names in (look.table.titles, (look.origin.sheet,), (PurePath(look.origin.file).stem,)):
        found = _types(names)
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _types(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in normal(name).split()}
    return {kind for kind, known in _WORDS.items() if words & set(known)}
