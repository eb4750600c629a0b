"""``info``, ``undo``, ``backup``, ``restore`` and ``check``: the company file itself."""

import argparse

from salesdesk.cli.session import company_path, open_desk, print_json, print_table
from salesdesk.desk.company import restore_backup
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.formats import Formats
from salesdesk.domain.texts import say, text


def run_info(arguments: argparse.Namespace) -> int:
    """What the file holds: records by kind, sources, the day its data reaches."""
    with open_desk(arguments) as desk:
        sales = desk.sales
        records = {kind.value: frame.n for kind, frame in sales.frames.items() if frame.n}
        facts = {
            "name": desk.name,
            "path": str(desk.path),
            "version": sales.version,
            "currency": sales.currency,
            "sector": sales.sector,
            "as_of": sales.as_of.isoformat(),
            "records": records,
            "revenue": desk.revenue(),
            "sources": [
                {
                    "file": s.file,
                    "sheet": s.sheet,
                    "kinds": [str(kind) for kind in s.kinds],
                    "rows": s.rows,
                    "rejected": s.rejected,
                    "imported_at": s.imported_at.isoformat(timespec="seconds"),
                }
                for s in desk.sheets()
            ],
            "changes": len(desk.changes()),
        }
        if arguments.json:
            print_json(facts)
            return 0
        formats = Formats(arguments.lang, sales.currency)
        print(f"{desk.name}  {desk.path}")
        if not desk.empty:
            print(text("cli.as_of", arguments.lang, day=formats.date(sales.as_of)))
        print(text("cli.revenue", arguments.lang, amount=formats.money(desk.revenue(), cents=True)))
        print_table([[kind, formats.integer(n)] for kind, n in records.items()], right=frozenset({1}))
        newest = {sheet.source: sheet for sheet in desk.sheets()}
        print_table([[s.file, s.sheet, formats.integer(s.rows)] for s in newest.values()], right=frozenset({2}))
    return 0


def run_undo(arguments: argparse.Namespace) -> int:
    """Take back the latest change."""
    with open_desk(arguments) as desk:
        change = desk.undo()
        if arguments.json:
            print_json({"undone": change.id, "kind": change.kind.value, "what": say(change.label, arguments.lang)})
        else:
            print(text("cli.undone", arguments.lang, what=say(change.label, arguments.lang)))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Verify the file.  Exit code 1 when something is wrong."""
    with open_desk(arguments) as desk:
        problems = desk.company.check()
        if arguments.json:
            print_json({"ok": not problems, "problems": [say(p.message, arguments.lang) for p in problems]})
        else:
            for problem in problems:
                print(say(problem.message, arguments.lang))
            if not problems:
                print(text("cli.sound", arguments.lang))
    return 1 if problems else 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Write a verified copy."""
    with open_desk(arguments) as desk:
        desk.company.backup(arguments.output)
    print(text("cli.backed_up", arguments.lang, path=arguments.output))
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Bring a backup back; the file it replaces is kept as a backup of its own."""
    path = company_path(arguments)
    if path.exists() and not arguments.yes:
        raise SalesDeskError("cli.restore_over", path=path)
    restore_backup(arguments.backup, path)
    print(text("cli.restored", arguments.lang, path=path))
    return 0
