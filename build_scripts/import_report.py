"""How the import understands files: header → field per sheet, what is left aside and why, and what would be asked.

python3 build_scripts/dev.py columns [--lang fr|en] FILE_OR_FOLDER…
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from salesdesk.domain.sales import Sales  # noqa: E402 - found through the line above
from salesdesk.domain.task import Task  # noqa: E402
from salesdesk.domain.texts import Language, say  # noqa: E402
from salesdesk.importing.compare import Knowledge  # noqa: E402
from salesdesk.importing.listing import mapping_listing  # noqa: E402
from salesdesk.importing.plan import ImportPlan, plan_import  # noqa: E402
from salesdesk.importing.reader import read_files  # noqa: E402


def files(given: list[Path]) -> list[list[Path]]:
    """Batches of files: those named together, and each folder below a named one by itself, as it would be dropped."""
    batches = [[path for path in given if not path.is_dir()]]
    for top in (path for path in given if path.is_dir()):
        folders = sorted({path.parent for path in top.rglob("*") if path.is_file()})
        batches += [sorted(path for path in folder.iterdir() if path.is_file()) for folder in folders]
    return [batch for batch in batches if batch]


def report(plan: ImportPlan, language: Language) -> None:
    print(*mapping_listing(plan, language), sep="\n")
    for problem in plan.problems:
        print(f"! {problem.file} {problem.address}: {say(problem.message, language)}")
    for question in plan.questions:
        labels = dict(question.options)
        print(f"? {say(question.message, language)} → {say(labels[question.guess], language)}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py columns")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    arguments = parser.parse_args()
    nothing = Knowledge(Sales(0, {}, {}, datetime.now(UTC).date()), language=arguments.lang)
    columns = mapped = asked = 0
    for batch in files(arguments.paths):
        plan = plan_import(read_files(batch, Task()), nothing)
        report(plan, arguments.lang)
        taken = [column for sheet in plan.sheets if sheet.include for column in sheet.columns]
        columns += len(taken)
        mapped += sum(bool(column.field) for column in taken)
        asked += len(plan.questions)
    print(f"\n{columns} columns, {mapped} with a field, {asked} questions")


if __name__ == "__main__":
    main()
