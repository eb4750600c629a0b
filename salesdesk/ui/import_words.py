"""What an import did, in the words of the button that started it."""

from PySide6.QtCore import QObject

from salesdesk.desk.imports import ImportOutcome
from salesdesk.ui.language import speech
from salesdesk.ui.record_words import with_count


class ImportTold(QObject):
    """Title, detail and status of the message.  Counts are of the rows' own records; derived ones are said apart."""

    def __init__(self, outcome: ImportOutcome) -> None:
        super().__init__()
        new = outcome.new - outcome.derived_new
        changed = outcome.changed - outcome.derived_changed
        gone = outcome.gone - outcome.derived_gone
        derived = outcome.derived_new + outcome.derived_changed
        said = _said(
            (new, self.tr("%n row(s) added", "", new)),
            (changed, self.tr("%n row(s) changed", "", changed)),
            (gone, self.tr("%n record(s) removed", "", gone)),
        )
        self.title = said or self.tr("Nothing changed")
        self.detail = _said(
            (
                derived,
                self.tr("with them %n record(s) of customers, products, reps or stages", "", derived),
            ),
            (outcome.rejected, self.tr("%n row(s) rejected, to be corrected", "", outcome.rejected)),
        )
        self.status = "watch" if gone else "good"


def _said(*counts: tuple[int, str]) -> str:
    formats = speech.formats()
    return ", ".join(with_count(words, count, formats) for count, words in counts if count)
