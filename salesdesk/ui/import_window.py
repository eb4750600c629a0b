"""The import: what was found, how it will be understood, what is wrong; nothing is written before the last button."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salesdesk.desk import Desk
from salesdesk.desk.imports import ImportOutcome
from salesdesk.domain.batch import Merge
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.problem import Problem
from salesdesk.importing.plan import ImportPlan
from salesdesk.ui.components import Label, button
from salesdesk.ui.drop_zone import choose_files, dropped_files
from salesdesk.ui.errors import show_error
from salesdesk.ui.import_footer import ImportFooter
from salesdesk.ui.import_session import ImportSession, Revision
from salesdesk.ui.issues_panel import IssuesPanel
from salesdesk.ui.language import speech
from salesdesk.ui.painted.status_shape import StatusShape
from salesdesk.ui.preview_table import PreviewTable
from salesdesk.ui.sheet_bar import SheetBar
from salesdesk.ui.sheet_list import SheetList
from salesdesk.ui.surface import Surface
from salesdesk.ui.tokens import TOP_BAR_HEIGHT


class ImportWindow(QDialog):
    """Begins to read when shown.  ``imported(outcome)`` when the records are in the company file."""

    imported = Signal(object)

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Import"))
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.setMinimumSize(1080, 640)
        self._current = 0
        self._closing = False
        self.session = ImportSession(desk, paths, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title_bar(desk.name))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting_page())
        self._pages.addWidget(self._plan_page())
        layout.addWidget(self._pages, 1)
        self.footer = ImportFooter()
        self.footer.cancelled.connect(self._cancel)
        self.footer.confirmed.connect(self.session.apply)
        layout.addWidget(self.footer)
        self.session.planned.connect(self._show_plan)
        self.session.busy_changed.connect(self._busy_changed)
        self.session.progressed.connect(self._progressed)
        self.session.failed.connect(self._failed)
        self.session.stopped.connect(self._stopped)
        self.session.imported.connect(self._imported)
        self.finished.connect(self._release)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.footer.confirm.click)
        self.session.read()

    # ------------------------------------------------------------------ building

    def _title_bar(self, name: str) -> Surface:
        bar = Surface("surface", "b")
        bar.setFixedHeight(TOP_BAR_HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 20, 0)
        words = self.tr("Import into “{name}”").format(name=name)
        row.addWidget(Label(words, "page_title", elide=True), 1)
        return bar

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setSpacing(10)
        layout.addStretch(1)
        self._waiting = Label(self.tr("Reading the files…"), "body_strong")
        self._waiting_detail = Label("", "small", "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(360)
        for widget in (self._waiting, self._bar, self._waiting_detail):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return page

    def _plan_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sheets = SheetList()
        self.sheets.chosen.connect(self._choose_sheet)
        self.sheets.toggled.connect(
            lambda sheet, wanted: self.session.revise(sheet, lambda plan, index: plan.include(index, wanted))
        )
        self.sheets.add_asked.connect(self._add_files)
        self.sheets.password_given.connect(self.session.unlock)
        row.addWidget(self.sheets)
        row.addWidget(self._centre(), 1)
        self.issues = IssuesPanel()
        self.issues.answered.connect(self.session.answer)
        self.issues.cell_asked.connect(self._show_cell)
        self.issues.decided.connect(self._decide)
        self.issues.all_decided.connect(self._decide_all)
        self.issues.corrected.connect(self._correct)
        self.issues.rejected_asked.connect(self._ask_where_to_save)
        row.addWidget(self.issues)
        return page

    def _centre(self) -> Surface:
        centre = Surface("bg")
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        self.bar = SheetBar()
        self.bar.revised.connect(self._revise)
        layout.addWidget(self.bar)
        frame = Surface("surface", "ltrb")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.preview = PreviewTable()
        self.preview.mapped.connect(self._map)
        inside.addWidget(self.preview)
        layout.addWidget(frame, 1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for status, words in (
            ("good", self.tr("recognised")),
            ("watch", self.tr("to check")),
            ("none", self.tr("not imported")),
        ):
            foot.addWidget(StatusShape(status, size=9))
            foot.addWidget(Label(words, "small", "text2"))
            foot.addSpacing(8)
        foot.addStretch(1)
        self._remembered = Label("", "small", "text2")
        foot.addWidget(self._remembered)
        self._forget = button(self.tr("Forget"), kind="link", clicked=self._forget_layout)
        foot.addWidget(self._forget)
        layout.addLayout(foot)
        return centre

    # ------------------------------------------------------------------ showing

    @property
    def plan(self) -> ImportPlan | None:
        return self.session.plan

    def _show_plan(self) -> None:
        plan = self.plan
        assert plan is not None
        same = self._pages.currentIndex() == 1 and self.preview.cells.sheet is not None
        if not same or self._current >= len(plan.sheets):
            self._current = next((i for i, sheet in enumerate(plan.sheets) if sheet.include), 0)
            same = False
        self._pages.setCurrentIndex(1)
        self.sheets.show_plan(plan, self._current)
        self.issues.show_plan(plan, self.session.outlook)
        self.footer.show_plan(plan)
        self._show_sheet(same=same)

    def _show_sheet(self, *, same: bool) -> None:
        plan = self.plan
        assert plan is not None
        there = bool(plan.sheets)
        self.bar.setVisible(there)
        self._remembered.setVisible(there and plan.sheets[self._current].remembered)
        self._forget.setVisible(there and plan.sheets[self._current].remembered)
        if not there:
            self.preview.cells.clear()
            return
        self.bar.show_sheet(plan, self._current)
        self.preview.show_sheet(plan, self._current, same=same)
        words = self.tr("Mapping remembered for “{sheet}”").format(sheet=plan.sheets[self._current].sheet)
        self._remembered.setText(words)

    def _choose_sheet(self, sheet: int) -> None:
        if sheet != self._current:
            self._current = sheet
            self._show_sheet(same=False)

    def _show_cell(self, sheet: int, problem: Problem) -> None:
        if sheet != self._current:
            self._current = sheet
            self._show_sheet(same=False)
            plan = self.plan
            assert plan is not None
            self.sheets.show_plan(plan, sheet)
        self.preview.show_cell(problem)
        self.preview.setFocus()

    def _busy_changed(self, what: str) -> None:
        if what == "reading":
            self._pages.setCurrentIndex(0)
            self._waiting.setText(self.tr("Reading the files…"))
            self._waiting_detail.setText("")
            self._bar.setValue(0)
        elif not what and self.plan is not None:
            self._pages.setCurrentIndex(1)
        self._pages.setEnabled(what != "applying")
        self.footer.set_busy(what)

    def _progressed(self, share: float, doing: str, remaining: float | None) -> None:
        words = doing
        if remaining is not None:
            seconds = max(round(remaining), 1)
            words += " · " + self.tr("about %n second(s) left", "", seconds)
        if self.session.busy == "reading":
            self._bar.setValue(round(share * 1000))
            self._waiting_detail.setText(words)
        self.footer.show_progress(share, words)

    # ------------------------------------------------------------------ deciding

    def _revise(self, revision: Revision) -> None:
        self.session.revise(self._current, revision)

    def _map(self, header: str, field: str) -> None:
        self._revise(lambda plan, index: plan.set_field(index, header, field))

    def _decide(self, merge: Merge, accepted: bool) -> None:
        if self.plan is not None:
            self.session.replace_plan(self.plan.decide(merge, accepted))

    def _decide_all(self, accepted: bool) -> None:
        plan = self.plan
        if plan is not None:
            for proposal in plan.proposals:
                plan = plan.decide(proposal.merge, accepted=accepted)
            self.session.replace_plan(plan)

    def _correct(self, sheet: int, values: Mapping[tuple[int, int], str]) -> None:
        self.session.revise(sheet, lambda plan, index: plan.correct(index, values))

    def _ask_where_to_save(self) -> None:
        name = self.tr("Rejected rows") + ".xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the rejected rows"), name, "Excel (*.xlsx)")
        if chosen:
            self.save_rejected(Path(chosen))

    def save_rejected(self, path: Path) -> None:
        """Write the rows that the plan refuses, each with its reason, as a workbook."""
        assert self.plan is not None
        try:
            self.session.desk.save_rejected(path, speech.current, self.plan)
        except SalesDeskError as error:
            self.footer.show_failure(speech.say(error.message))
        else:
            self.footer.show_note(self.tr("Rejected rows saved: {path}").format(path=path))

    def _forget_layout(self) -> None:
        assert self.plan is not None
        self.session.desk.company.forget_layout(self.plan.sheets[self._current].layout)
        self.session.read()

    def _add_files(self) -> None:
        if paths := choose_files(self, self.tr("Add a file"), self.tr("Spreadsheets")):
            self.session.add_files(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.session.add_files(paths)

    # ------------------------------------------------------------------ ending

    def _imported(self, outcome: ImportOutcome) -> None:
        self.imported.emit(outcome)
        if not self.session.read_waiting():
            self.accept()

    def _release(self) -> None:
        """Let go of the cells that were read: they may be large."""
        self.preview.cells.clear()
        self.sheets.model.clear()
        self.session.plan = None

    def _failed(self, error: BaseException) -> None:
        """Nothing was written.  A mendable failure is said at the foot, where the button to try again is."""
        if isinstance(error, SalesDeskError):
            self.footer.show_failure(speech.say(error.message))
        else:
            show_error(error, self)
        if self.plan is None:
            self._waiting.setText(self.tr("The files could not be read"))
        if self._closing:
            self.reject()

    def _stopped(self) -> None:
        if self._closing or self.plan is None:
            self.reject()
        else:
            self.footer.show_failure(self.tr("Stopped. Nothing was changed."))

    def _cancel(self) -> None:
        if self.session.busy in ("reading", "applying"):
            self.session.cancel()
        else:
            self.reject()

    def _enter(self) -> None:
        """Enter presses the button that has the focus, else the one that imports; a text field keeps it."""
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        elif not isinstance(focused, QLineEdit):
            self.footer.confirm.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.busy in ("reading", "applying"):
            self._closing = True
            self.session.cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)
