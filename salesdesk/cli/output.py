"""``report`` and ``export``: what leaves the program."""

import argparse
from pathlib import Path
from typing import Final

from salesdesk.cli.session import open_desk, selected
from salesdesk.desk.figures import kpi_by_key
from salesdesk.domain.columns import Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.task import Task
from salesdesk.domain.texts import text

REJECTED: Final = "rejected"
"""What ``--what`` calls the rows that imports refused."""


def run_report(arguments: argparse.Namespace) -> int:
    """Write the PDF summary."""
    output: Path = arguments.output
    if output.suffix.casefold() != ".pdf":
        raise SalesDeskError("error.output", path=output, suffixes=".pdf")
    for key in arguments.kpi:
        kpi_by_key(key)
    with open_desk(arguments) as desk:
        desk.report(output, selected(arguments, desk), arguments.lang, Task(), keys=arguments.kpi,
                    sector=arguments.sector)  # fmt: skip
    print(text("cli.written", arguments.lang, path=output))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write records of the chosen kinds (all by default) with their source addresses, or the rows that were refused."""
    if arguments.what == [REJECTED]:
        with open_desk(arguments) as desk:
            path = desk.save_rejected(arguments.output, arguments.lang)
        print(text("cli.written", arguments.lang, path=path))
        return 0
    known = [kind.value for kind in Kind]
    for name in arguments.what:
        if name not in known:
            raise SalesDeskError("cli.kind", kind=name, known=", ".join([*known, REJECTED]))
    kinds = [Kind(name) for name in arguments.what]
    with open_desk(arguments) as desk:
        for path in desk.export(arguments.output, kinds, arguments.lang):
            print(text("cli.written", arguments.lang, path=path))
    return 0
