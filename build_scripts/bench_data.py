"""Made-up records for measurements: order lines, a fifth as many opportunities, a twentieth as many leads."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from build_scripts.sample_book import Book, Cell, to_xlsx

TODAY: Final = date(2026, 3, 24)
_FIRST: Final = date(2023, 1, 1)
_REPS, _RANGES, _CHANNELS, _REGIONS = 40, 12, 8, 13
_SOURCES: Final = ("Site web", "Salon", "LinkedIn", "Recommandation", "Partenaire", "Emailing")
LINE_HEADERS: Final = (
    "N° facture", "Date facture", "Client", "Commercial", "Région", "Gamme", "Quantité", "Montant HT", "Coût total",
)  # fmt: skip
_OPPORTUNITY_HEADERS: Final = (
    "N° opportunité", "N° lead", "Client", "Commercial", "Origine", "Montant HT", "Étape", "Statut",
    "Date de premier contact", "Date de clôture",
)  # fmt: skip
_LEAD_HEADERS: Final = (
    "N° lead",
    "Société",
    "Commercial",
    "Source",
    "Statut",
    "Date de réception",
    "Date de qualification",
)


def csv_files(folder: Path, lines: int) -> list[Path]:
    """Three CSV files, written once per size."""
    paths = [folder / f"{name}-{lines}.csv" for name in ("factures", "opportunites", "leads")]
    makers = (_lines(lines), _opportunities(lines // 5), _leads(lines // 20))
    for path, (headers, columns) in zip(paths, makers, strict=True):
        if not path.exists():
            rows = zip(*columns, strict=True)
            _write(path, [";".join(headers), *(";".join(row) for row in rows)])
    return paths


def workbook(folder: Path, lines: int) -> Path:
    """The order lines as xlsx, with numbers and dates as such."""
    path = folder / f"factures-{lines}.xlsx"
    if not path.exists():
        headers, columns = _lines(lines)
        rows: list[list[Cell]] = [
            [no, date.fromisoformat(day), *words, float(quantity), float(amount), float(cost)]
            for no, day, *words, quantity, amount, cost in zip(*columns, strict=True)
        ]
        path.write_bytes(to_xlsx(Book(path.name, "", {"Factures": (headers, rows)})))
    return path


def _write(path: Path, rows: Iterable[str]) -> None:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _days(random: np.random.Generator, n: int, first: date = _FIRST) -> NDArray[np.int64]:
    return random.integers(0, (TODAY - first).days, n)


def _iso(days: NDArray[np.int64]) -> list[str]:
    words = [(_FIRST + timedelta(days=i)).isoformat() for i in range(2000)]
    return [words[i] for i in days.tolist()]


def _named(prefix: str, codes: NDArray[np.int64]) -> list[str]:
    words = [f"{prefix} {i:05}" for i in range(int(codes.max(initial=0)) + 1)]
    return [words[i] for i in codes.tolist()]


def _lines(n: int) -> tuple[Sequence[str], list[list[str]]]:
    random = np.random.default_rng(n)
    customers = max(n // 30, 50)
    invoice = np.sort(random.integers(0, max(n // 3, 1), n))
    amount = np.round(random.lognormal(5.5, 1.1, n), 2)
    columns = [
        _named("F", invoice),
        _iso(np.sort(_days(random, n))),
        _named("Client", (invoice * 7919) % customers),
        _named("Commercial", (invoice * 31) % _REPS),
        _named("Région", (invoice * 17) % _REGIONS),
        _named("Gamme", random.integers(0, _RANGES, n)),
        random.integers(1, 9, n).astype(str).tolist(),
        amount.astype(str).tolist(),
        np.round(amount * random.uniform(0.4, 0.9, n), 2).astype(str).tolist(),
    ]
    return LINE_HEADERS, columns


def _opportunities(n: int) -> tuple[Sequence[str], list[list[str]]]:
    random = np.random.default_rng(n + 1)
    start = _days(random, n)
    status = random.integers(0, 3, n)
    end = np.minimum(start + random.integers(5, 300, n), (TODAY - _FIRST).days)
    closed = _iso(end)
    columns = [
        _named("O", np.arange(n)),
        [f"L {i:05}" if i < n // 4 else "" for i in range(n)],
        _named("Client", random.integers(0, max(n // 6, 50), n)),
        _named("Commercial", random.integers(0, _REPS, n)),
        _named("Canal", random.integers(0, _CHANNELS, n)),
        np.round(random.lognormal(9, 1, n), 2).astype(str).tolist(),
        [("Proposition", "Gagnée", "Perdue")[s] for s in status.tolist()],
        [("En cours", "Gagnée", "Perdue")[s] for s in status.tolist()],
        _iso(start),
        [day if s else "" for day, s in zip(closed, status.tolist(), strict=True)],
    ]
    return _OPPORTUNITY_HEADERS, columns


def _leads(n: int) -> tuple[Sequence[str], list[list[str]]]:
    random = np.random.default_rng(n + 2)
    day = _days(random, n)
    qualified = random.random(n) < 0.25
    later = _iso(np.minimum(day + 3, (TODAY - _FIRST).days))
    columns = [
        _named("L", np.arange(n)),
        _named("Société", random.integers(0, max(n // 2, 10), n)),
        _named("Commercial", random.integers(0, _REPS, n)),
        [_SOURCES[i] for i in random.integers(0, len(_SOURCES), n).tolist()],
        ["Qualifié" if q else "Nouveau" for q in qualified.tolist()],
        _iso(day),
        [words if q else "" for words, q in zip(later, qualified.tolist(), strict=True)],
    ]
    return _LEAD_HEADERS, columns
