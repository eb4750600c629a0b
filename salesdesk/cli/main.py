"""``salesdesk COMMAND``: parse the words, call the desk, print, return an exit code.

0 done, 1 refused or failed (a sentence on standard error), 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from salesdesk import __version__
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import LANGUAGES, Language, say, system_language, text

COMMANDS = ("import", "kpi", "rows", "report", "export", "leads", "undo", "backup", "restore", "check", "info",
            "erase-person")  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.  Returns the exit code."""
    arguments = build_parser().parse_args(argv)
    language: Language = arguments.lang
    try:
        run: Callable[[argparse.Namespace], int] = _command(arguments.command)
        return run(arguments)
    except SalesDeskError as error:
        print(say(error.message, language), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(text("error.cancelled", language), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command; imported when needed, so that --help stays fast."""
    from salesdesk.cli import company, figures, importing, leads, output, overview, privacy

    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "import": importing.run_import,
        "kpi": figures.run_kpi,
        "overview": overview.run_overview,
        "rows": figures.run_rows,
        "leads": leads.run_leads,
        "report": output.run_report,
        "export": output.run_export,
        "info": company.run_info,
        "undo": company.run_undo,
        "backup": company.run_backup,
        "restore": company.run_restore,
        "check": company.run_check,
        "erase-person": privacy.run_erase_person,
    }
    return commands[name]


def build_parser() -> argparse.ArgumentParser:
    """Every command and option, as documented in the README."""
    parser = argparse.ArgumentParser(
        prog="salesdesk",
        description="Seven sales indicators from your spreadsheets. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"salesdesk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--company", type=Path, metavar="F", help="company file (default: the one the window opens)")
    common.add_argument("--lang", choices=LANGUAGES, default=system_language(), help="language of the texts")
    selectors = argparse.ArgumentParser(add_help=False)
    selectors.add_argument("--period", default="12m", metavar="P", help="2017, 2017-Q4, 2017-10, A..B, 12m or all")
    selectors.add_argument("--basis", default="", help="one of the KPI's bases")
    selectors.add_argument("--by", default="", metavar="DIMENSION", help="group by this dimension")
    selectors.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help="keep only these records")
    selectors.add_argument("--sector", default="", help="sector whose benchmarks apply")

    sub = commands.add_parser("import", parents=[common], help="bring spreadsheets in")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    sub.add_argument("--as", dest="kind", default="", metavar="KIND", help="kind of record the sheets hold")
    sub.add_argument("--sheet", default="", metavar="NAME", help="only this sheet")
    sub.add_argument("--map", action="append", default=[], metavar="HEADER=field", help="which column is which field")
    sub.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="")
    sub.add_argument("--decimal", choices=(",", "."), default="", metavar="{, or .}", help="what precedes decimals")
    sub.add_argument("--password-file", type=Path, metavar="P", help="file that holds the workbooks' password")
    sub.add_argument(
        "--mode",
        choices=("sync", "add"),
        default="",
        help="sync: a newer version of a known file also removes what it lacks; add: nothing is removed",
    )
    sub.add_argument("--yes", action="store_true", help="answer open questions with the best guess, and say so")
    sub.add_argument("--dry-run", action="store_true", help="say what would be imported, write nothing")
    sub.add_argument("--json", action="store_true")

    sub = commands.add_parser("kpi", parents=[common, selectors], help="compute KPIs")
    sub.add_argument("keys", nargs="*", metavar="KEY")
    sub.add_argument("--json", action="store_true")

    sub = commands.add_parser("overview", parents=[common], help="actions in euros, pace, forecast, reviews due")
    sub.add_argument("--period", default="12m", metavar="P")
    sub.add_argument("--where", action="append", default=[], metavar="DIM=VALUE")
    sub.add_argument("--json", action="store_true")

    sub = commands.add_parser("rows", parents=[common, selectors], help="the records behind a figure")
    sub.add_argument("key", metavar="KEY")
    sub.add_argument("--group", metavar="NAME", help="only this member of --by")
    sub.add_argument("--part", choices=("numerator", "denominator"), default="denominator")
    sub.add_argument("--left-out", action="store_true", help="the records that could not be used")
    sub.add_argument("--csv", action="store_true")
    sub.add_argument("--json", action="store_true")

    sub = commands.add_parser("leads", parents=[common], help="leads, their scores, and what the scores are worth")
    sub.add_argument("action", nargs="?", choices=("list", "score", "backtest", "learn"), default="list")
    sub.add_argument("--find", default="", metavar="WORDS", help="list, score: only leads that contain the words")
    sub.add_argument("--grade", choices=("hot", "warm", "cold"), default="", help="list, score: only this grade")
    sub.add_argument("--rep", default="", metavar="NAME", help="list, score: only this rep's leads")
    sub.add_argument("--overdue", action="store_true", help="list, score: only leads whose next action is late")
    sub.add_argument("--progress", choices=("open", "closed"), default="", help="list, score: in hand, or won or lost")
    sub.add_argument("--apply", action="store_true", help="learn: use the proposed weights from now on")
    sub.add_argument("--json", action="store_true")

    _add_output_commands(commands, common)
    return parser


def _add_output_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """The commands that write files or look at the company file as a whole."""
    sub = commands.add_parser("report", parents=[common], help="write the PDF summary")
    sub.add_argument("--period", default="12m")
    sub.add_argument("--where", action="append", default=[], metavar="DIM=VALUE")
    sub.add_argument("--sector", default="")
    sub.add_argument("--kpi", action="append", default=[], metavar="KEY", help="only these KPIs' pages")
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")

    sub = commands.add_parser("export", parents=[common], help="write records to a workbook or CSV files")
    sub.add_argument(
        "--what",
        action="append",
        default=[],
        metavar="KIND",
        help="only these kinds; rejected: the rows that imports refused",
    )
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx|FILE.csv|DIR")

    for name, words in (("info", "what the company file holds"), ("undo", "take back the latest change"),
                        ("check", "verify the company file")):  # fmt: skip
        sub = commands.add_parser(name, parents=[common], help=words)
        sub.add_argument("--json", action="store_true")
    sub = commands.add_parser("backup", parents=[common], help="write a copy of the company file")
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    sub = commands.add_parser("restore", parents=[common], help="bring a backup back as a company file")
    sub.add_argument("backup", type=Path, metavar="FILE")
    sub.add_argument(
        "--yes", action="store_true", help="replace the company file that is there; it is kept as a backup"
    )
    sub = commands.add_parser("erase-person", parents=[common], help="forget a person for good, backups included")
    sub.add_argument("person", metavar="EMAIL|NAME", help="e-mail or full name, as in the data")
    sub.add_argument(
        "--dry-run", action="store_true", help="print what is held about the person as JSON, erase nothing"
    )
    sub.add_argument("--opt-out", action="store_true", help="leave the person out of future imports")
    sub.add_argument("--yes", action="store_true", help="do it")
    sub.add_argument("--json", action="store_true")
