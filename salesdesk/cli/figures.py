"""``kpi`` and ``rows``: figures and the records behind them."""

import argparse
import csv
import sys

from salesdesk.cli.contract import result_json, rows_json
from salesdesk.cli.session import open_desk, print_json, print_table, selected
from salesdesk.desk.figures import kpi_by_key
from salesdesk.desk.rows import RowsTable
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import text
from salesdesk.kpi.catalogue import KPIS
from salesdesk.kpi.definition import KpiResult, Measure, Part, Unit
from salesdesk.kpi.verdict import without_effect
from salesdesk.kpi.written import full, interval
from salesdesk.report.words import period_words


def run_kpi(arguments: argparse.Namespace) -> int:
    """Print KPIs, all seven when none is named."""
    keys = arguments.keys or [kpi.key for kpi in KPIS]
    for key in keys:
        _check_basis(key, arguments.basis if arguments.keys else "")
    with open_desk(arguments) as desk:
        where = selected(arguments, desk)
        results = [
            desk.result(key, where, basis=arguments.basis if arguments.keys else "", dimension=arguments.by,
                        sector=arguments.sector)
            for key in keys
        ]  # fmt: skip
        if arguments.json:
            told = [(desk.told(result), desk.switches(result.kpi.key)) for result in results]
            print_json([result_json(result, arguments.lang, switches) for result, switches in told])
        else:
            _print_results(results, Formats(arguments.lang, desk.sales.currency), grouped=bool(arguments.by))
    return 0


def run_rows(arguments: argparse.Namespace) -> int:
    """Print the records behind a figure with file, sheet and row."""
    _check_basis(arguments.key, arguments.basis)
    part = Part.LEFT_OUT if arguments.left_out else Part(arguments.part)
    with open_desk(arguments) as desk:
        tables = desk.rows(
            arguments.key,
            selected(arguments, desk),
            basis=arguments.basis,
            dimension=arguments.by,
            group=arguments.group,
            part=part,
        )
        if arguments.json:
            print_json([row for table in tables for row in rows_json(table)])
        else:
            for table in tables:
                _write_rows(table, tabs=not arguments.csv)
    return 0


def _check_basis(key: str, basis: str) -> None:
    kpi = kpi_by_key(key)
    if basis and basis not in kpi.bases:
        raise SalesDeskError("cli.basis", basis=basis, known=", ".join(kpi.bases))


def _write_rows(table: RowsTable, *, tabs: bool) -> None:
    writer = csv.writer(sys.stdout, delimiter="\t" if tabs else ",", lineterminator="\n")
    names = [field.name for field in table.fields]
    writer.writerow(["file", "sheet", "row", *names])
    for index in range(len(table)):
        address = table.address(index)
        values = [table.value(index, name) for name in names]
        writer.writerow([address.file, address.sheet, address.row, *("" if v is None else _inert(v) for v in values)])


def _inert(value: object) -> object:
    """Text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _print_results(results: list[KpiResult], formats: Formats, *, grouped: bool) -> None:
    language = formats.language
    first = results[0]
    print(text("cli.period", language, period=period_words(first.filter.period, first.as_of, formats)))
    table = []
    for result in results:
        measure = result.total
        table.append(
            [
                text(f"kpi.{result.kpi.key}.title", language),
                full(result.kpi.unit, formats, measure.value),
                result.basis,
                _fraction(measure, result, formats),
                _interval(measure, result.kpi.unit, formats),
            ]
        )
        if grouped:
            table.extend(
                [f"  {g.key or text('report.unknown', language)}", full(result.kpi.unit, formats, g.measure.value), "",
                 _fraction(g.measure, result, formats), _interval(g.measure, result.kpi.unit, formats)]
                for g in result.groups
            )  # fmt: skip
    print_table(table, right=frozenset({1}))
    for result in results:
        if said := without_effect(result, language):
            print(f"{text(f'kpi.{result.kpi.key}.title', language)}: {said}")
        for item in result.left_out:
            print(f"{text(f'kpi.{result.kpi.key}.title', language)}: ", end="")
            print(text(f"kpi.left_out.{item.reason}", language, n=item.records))


def _fraction(measure: Measure, result: KpiResult, formats: Formats) -> str:
    if measure.numerator is None or result.kpi.unit in (Unit.DAYS, Unit.COUNT):
        return f"n = {formats.integer(measure.based_on)}"
    return f"{formats.integer(measure.numerator)} / {formats.integer(measure.denominator)}"


def _interval(measure: Measure, unit: Unit, formats: Formats) -> str:
    return "" if measure.interval is None else interval(unit, formats, measure.interval)
