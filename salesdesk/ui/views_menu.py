"""The menu of saved views: open one, save the page in view, forget one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.desk.views import SavedViews
from salesdesk.ui.components import no_mnemonic
from salesdesk.ui.icons import icon


class ViewsMenu(QMenu):
    """``view_chosen(SavedView)``, or ``save_asked`` to keep the page in view."""

    view_chosen = Signal(object)
    save_asked = Signal()

    def __init__(self, views: SavedViews, parent: QWidget) -> None:
        super().__init__(parent)
        held = views.all()
        for view in held:
            self.addAction(icon("bookmark"), no_mnemonic(view.name), partial(self.view_chosen.emit, view))
        if not held:
            self.addAction(self.tr("No saved view yet")).setEnabled(False)
        self.addSeparator()
        self.addAction(self.tr("Save this view…"), QKeySequence("Ctrl+D"), self.save_asked.emit)
        forget = self.addMenu(self.tr("Forget"))
        forget.setEnabled(bool(held))
        for view in held:
            forget.addAction(no_mnemonic(view.name), partial(views.remove, view.name))
