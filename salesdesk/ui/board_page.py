"""What pages of the board's answers have in common."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.ui.board import Board
from salesdesk.ui.tokens import GAP, PAGE_PADDING

SIDE_COMPACT = 20


class BoardPage(QScrollArea):
    """Scrolls down only.  Follows the board while it is in view, and catches up when it comes into view."""

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._formats = board, formats
        self._compact = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        self.setWidget(page)
        self._outer = QVBoxLayout(page)
        self._outer.setContentsMargins(PAGE_PADDING[1], PAGE_PADDING[0], PAGE_PADDING[1], PAGE_PADDING[0])
        self._outer.setSpacing(GAP)
        board.first_changed.connect(self._follow)
        board.results_changed.connect(self._follow)

    def set_compact(self, compact: bool) -> None:
        """Smaller paddings for narrow windows."""
        self._compact = compact
        side = SIDE_COMPACT if compact else PAGE_PADDING[1]
        self._outer.setContentsMargins(side, PAGE_PADDING[0], side, PAGE_PADDING[0])

    def refresh(self) -> None:
        """Show the board's latest answers, if they are others than those shown."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()
