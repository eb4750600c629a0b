"""The plan as a table of words, for the command line."""

from collections.abc import Iterator

from salesdesk.domain.texts import Language, Message, say
from salesdesk.importing.import_fields import label_key
from salesdesk.importing.plan import ImportPlan
from salesdesk.importing.sheetplan import SheetPlan


def field_label(name: str, language: Language) -> str:
    """What an import field is called."""
    return say(Message(label_key(name)), language)


def mapping_rows(sheet: SheetPlan, language: Language) -> list[tuple[str, str, str, str, str]]:
    """Letter, header, field, confidence and reason of each column."""
    return [
        (
            column.letter,
            column.header,
            field_label(column.field, language) if column.field else "",
            f"{column.confidence:.0%}" if column.field else "",
            " ".join(say(told, language) for told in (column.reason, column.seen) if told is not None),
        )
        for column in sheet.columns
    ]


def mapping_listing(plan: ImportPlan, language: Language) -> Iterator[str]:
    """One line per sheet and column, aligned."""
    for sheet in plan.sheets:
        kind = say(Message(f"importing.kind.{sheet.kind}"), language) if sheet.kind else ""
        aside = say(sheet.reason_excluded, language) if sheet.reason_excluded else ""
        yield " · ".join(part for part in (sheet.file, sheet.sheet, kind, aside) if part)
        if not sheet.include:
            continue
        rows = mapping_rows(sheet, language)
        widths = [max(len(row[i]) for row in rows) for i in range(4)]
        for row in rows:
            yield "  " + "  ".join(words.ljust(width) for words, width in zip(row, (*widths, 0), strict=True)).rstrip()
