"""Where the members kept along a dimension are chosen: search, tick, counts."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListView, QWidget

from salesdesk.domain.formats import NBSP, Formats
from salesdesk.ui.components import button
from salesdesk.ui.fonts import font
from salesdesk.ui.popover import Popover

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class MembersModel(QAbstractListModel):
    """Names with a tick and the number of records that carry them; '' stands for records without a name."""

    def __init__(self, counts: Mapping[str, int], kept: tuple[str, ...], formats: Formats, unknown: str) -> None:
        super().__init__()
        self._counts = {**counts, "": -1}
        self._all = list(self._counts)
        self._shown = list(self._all)
        self.kept = set(kept)
        self._formats = formats
        self._unknown = unknown

    def search(self, words: str) -> None:
        wanted = words.casefold().strip()
        self.beginResetModel()
        self._shown = [name for name in self._all if wanted in (name or self._unknown).casefold()]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        name = self._shown[index.row()]
        if role == Role.DisplayRole:
            count = self._counts[name]
            return f"{name or self._unknown}{f'{NBSP * 2}·{NBSP}{self._formats.integer(count)}' if count >= 0 else ''}"
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if name in self.kept else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: ARG002
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:  # noqa: ARG002
        if role != Role.CheckStateRole:
            return False
        self.toggle(index)
        return True

    def toggle(self, index: Index) -> None:
        self.kept ^= {self._shown[index.row()]}
        self.dataChanged.emit(index, index)

    def clear(self) -> None:
        self.beginResetModel()
        self.kept.clear()
        self.endResetModel()


class MembersPanel(Popover):
    """``members_chosen(tuple of names)`` when the user is done; an empty tuple keeps everything."""

    members_chosen = Signal(object)

    def __init__(self, counts: Mapping[str, int], kept: tuple[str, ...], formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = set(kept)
        self.model = MembersModel(counts, kept, formats, self.tr("(not given)"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search"))
        self.search.textChanged.connect(self.model.search)
        self.body.addWidget(self.search)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setFont(font())
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMinimumSize(260, min(max(len(counts) + 1, 4), 11) * 25)
        self.list.clicked.connect(self._clicked)
        self.body.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Keep all"), kind="flat", clicked=self.model.clear))
        row.addStretch(1)
        row.addWidget(button(self.tr("Apply"), kind="small", clicked=self.close))
        self.body.addLayout(row)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._tell()

    def _clicked(self, index: QModelIndex) -> None:
        """A click beside the box ticks too; Qt handles the box itself."""
        box = self.list.visualRect(index).left() + 24
        if self.list.mapFromGlobal(self.cursor().pos()).x() > box:
            self.model.toggle(index)

    def _tell(self) -> None:
        if self.model.kept != self._before:
            self._before = set(self.model.kept)
            self.members_chosen.emit(tuple(sorted(self.model.kept)))
