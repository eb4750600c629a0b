"""What the commands share: the company they speak of, and the selectors they take."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from salesdesk.desk import Desk
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.names import folded
from salesdesk.domain.period import parse_period
from salesdesk.domain.places import default_company


def company_path(arguments: argparse.Namespace) -> Path:
    return arguments.company or default_company()


@contextmanager
def open_desk(arguments: argparse.Namespace, *, create: bool = False) -> Iterator[Desk]:
    """The desk of the named company file; made when it is missing and ``create``."""
    path = company_path(arguments)
    if not path.exists() and not create:
        raise SalesDeskError("cli.no_company", path=path)
    made = not path.exists()
    desk = Desk.create(path, path.stem) if made else Desk.open(path)
    try:
        yield desk
    finally:
        used = bool(desk.changes())
        desk.close()
        if made and not used:
            path.unlink(missing_ok=True)  # nothing came in: no empty company is left behind


def selected(arguments: argparse.Namespace, desk: Desk) -> Filter:
    """The filter that --period and --where describe.  A dimension may be a column of the sheets."""
    period = parse_period(arguments.period, desk.sales.as_of, desk.sales.fiscal_start)
    members: dict[str, tuple[str, ...]] = {}
    for condition in arguments.where:
        dimension, equals, value = condition.partition("=")
        if not equals:
            raise SalesDeskError("cli.where", words=condition)
        members[dimension] = (*members.get(dimension, ()), _member(desk, dimension, value))
    return Filter(period, members)


def _member(desk: Desk, dimension: str, value: str) -> str:
    """The member so named, case and accents aside.  Raises SalesDeskError when the dimension has others only."""
    known = desk.members(dimension) if desk.sales.knows(dimension) else []
    if not known or not value or value in known:
        return value
    for name in known:
        if folded(name) == folded(value):
            return name
    raise SalesDeskError("cli.member", value=value, dimension=dimension, known=", ".join(known[:12]))


def print_json(value: Any) -> None:  # noqa: ANN401 - JSON has many types
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


def print_table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Columns padded to their widest cell; those in ``right`` are flush right."""
    if not rows:
        return
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        print("  ".join(cells).rstrip())
