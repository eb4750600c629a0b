"""What the window's tests share."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from salesdesk.desk import Desk

TODAY = date(2026, 3, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty company."""
    made = Desk.create(tmp_path / "company.salesdesk", "Delaunay Équipements", today=TODAY)
    yield made
    made.close()


@pytest.fixture
def sales_csv(tmp_path: Path) -> Path:
    """Five sales in French form: one amount has a letter O for a zero."""
    path = tmp_path / "ventes.csv"
    lines = [
        "N° facture;Date;Client;Commercial;Montant HT;Coût d'achat",
        "FA-1;05/01/2026;Clinique Saint-Aubin;C. Moreau;12480,00;7610,40",
        "FA-2;15/01/2026;Brasserie Kervran;J. Le Goff;8940,50;5412,00",
        "FA-3;16/01/2026;Plasturgie Moreau;C. Moreau;31200,00;19032,00",
        "FA-4;17/01/2026;Fonderie Bazin;C. Moreau;12.5O0,00;8060,00",
        "FA-5;18/01/2026;Clinique Saint-Aubin;J. Le Goff;6315,00;4104,75",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
