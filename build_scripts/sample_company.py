"""Make the sample company: two workbooks of an invented French firm, and empty templates in both languages.

    python3 build_scripts/dev.py sample

Delaunay Équipements does not exist; no person, customer or figure is real.  The same cells and the same bytes come out
of every run.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from build_scripts.sample_book import Book, write_books  # noqa: E402 - found through the line above
from build_scripts.sample_leads import Prospects  # noqa: E402 - as above
from build_scripts.sample_sheets import crm_book, sales_book, template_books  # noqa: E402 - as above
from build_scripts.sample_trade import Trade  # noqa: E402 - as above

FOLDER: Final = ROOT / "resources" / "sample"


def books() -> list[Book]:
    """Every workbook that comes with the program."""
    trade = Trade()
    return [sales_book(trade), crm_book(Prospects(trade)), *template_books()]


def main(write: Callable[[Path, Sequence[Book]], None] = write_books) -> None:
    parser = argparse.ArgumentParser(description="Write the sample company's workbooks and the empty templates.")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().folder
    made = books()
    write(folder, made)
    for book in made:
        print(f"{folder / book.name}: {', '.join(f'{name} {len(rows)}' for name, (_, rows) in book.sheets.items())}")


if __name__ == "__main__":
    main()
