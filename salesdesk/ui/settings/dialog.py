"""The settings of the open company: sections at left, their fields at right."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salesdesk.domain.texts import Message
from salesdesk.ui.board import Board
from salesdesk.ui.components import button, line
from salesdesk.ui.fonts import font
from salesdesk.ui.icons import icon
from salesdesk.ui.language import speech
from salesdesk.ui.scoring_dialog import ScoringDialog
from salesdesk.ui.settings.company_section import CompanySection
from salesdesk.ui.settings.definitions_section import DefinitionsSection
from salesdesk.ui.settings.leads_section import LeadsSection
from salesdesk.ui.settings.section import Section
from salesdesk.ui.settings.targets_section import TargetsSection

SIZE = (860, 640)
NAVIGATION = 208


class SettingsDialog(QDialog):
    """``settings_changed`` when something was written, here or in a dialog that was opened from here."""

    settings_changed = Signal()

    def __init__(
        self, board: Board, set_target: Callable[[str, QWidget], QDialog | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._set_target = board.desk, set_target
        desk = board.desk
        self.setWindowTitle(self.tr("Settings"))
        self.resize(*SIZE)
        formats = speech.formats(desk.sales.currency)
        self.company = CompanySection(desk, formats)
        self.targets = TargetsSection(board, formats)
        self.targets.target_asked.connect(self._change_target)
        board.results_changed.connect(self.targets.refresh)
        self.definitions = DefinitionsSection(desk)
        self.leads = LeadsSection(desk)
        self.leads.scoring_asked.connect(self._change_scoring)
        self.sections: tuple[Section, ...] = (self.company, self.targets, self.definitions, self.leads)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._navigation())
        middle.addWidget(line(vertical=True))
        self.stack = QStackedWidget()
        for section in self.sections:
            self.stack.addWidget(_scrolled(section))
        middle.addWidget(self.stack, 1)
        outer.addLayout(middle, 1)
        outer.addWidget(line())
        outer.addLayout(self._foot())
        self.navigation.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.navigation.setCurrentRow(0)

    def show_section(self, section: Section) -> None:
        """Bring a section into view."""
        self.navigation.setCurrentRow(self.sections.index(section))

    def accept(self) -> None:
        changed = {key: value for section in self.sections for key, value in section.changed().items()}
        with self._desk.timeline.one_step(Message("setting.change.settings")):
            for key, value in changed.items():
                self._desk.set_setting(key, value)
        super().accept()
        if changed:
            self.settings_changed.emit()

    def _navigation(self) -> QListWidget:
        self.navigation = QListWidget()
        self.navigation.setObjectName("navigation")
        self.navigation.setFixedWidth(NAVIGATION)
        self.navigation.setAccessibleName(self.tr("Sections"))
        self.navigation.setFont(font("body_medium"))
        self.navigation.setIconSize(QSize(16, 16))
        for section in self.sections:
            item = QListWidgetItem(icon(section.icon_name), section.title)
            item.setSizeHint(QSize(NAVIGATION - 20, 36))
            self.navigation.addItem(item)
        return self.navigation

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), clicked=self.reject))
        self.save = button(self.tr("Save"), kind="primary", clicked=self.accept)
        self.save.setDefault(True)
        row.addWidget(self.save)
        return row

    def _change_target(self, key: str) -> None:
        dialog = self._set_target(key, self)
        if dialog is not None:
            dialog.accepted.connect(self.targets.refresh)

    def _change_scoring(self) -> None:
        dialog = ScoringDialog(self._desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.settings_changed)
        dialog.open()


def _scrolled(section: Section) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(section)
    return area
