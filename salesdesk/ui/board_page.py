"""What pages of the board's answers have in common."""

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.formats import Formats
from salesdesk.ui.board import Board
from salesdesk.ui.tokens import GAP, PAGE_PADDING

SIDE_COMPACT = 20
WIDEST, TALLEST = 2000, 1200
"""What a page makes use of; beyond it, figures that belong together would stand far apart."""


class BoardPage(QScrollArea):
    """Scrolls down only, unless the window is smaller than the page can be.

    Follows the board while it is in view, and catches up when it comes into view.
    """

    def __init__(self, board: Board, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._formats = board, formats
        self._compact = False
        self.setWidgetResizable(True)
        page = QWidget()
        page.setObjectName("page")
        self.setWidget(page)
        self._outer = QVBoxLayout(page)
        self._outer.setSpacing(GAP)
        self._keep_margins()
        board.first_changed.connect(self._follow)
        board.results_changed.connect(self._follow)

    def set_compact(self, compact: bool) -> None:
        """Smaller paddings for narrow windows."""
        self._compact = compact
        self._keep_margins()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_margins()
        super().resizeEvent(event)

    def _keep_margins(self) -> None:
        """What stands on the page stays together in the middle of a screen that is larger than it needs."""
        upper, side = PAGE_PADDING[0], SIDE_COMPACT if self._compact else PAGE_PADDING[1]
        side = max(side, (self.width() - WIDEST) // 2)
        self._outer.setContentsMargins(side, upper, side, max(upper, self.height() - TALLEST))

    def refresh(self) -> None:
        """Show the board's latest answers, if they are others than those shown."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()
