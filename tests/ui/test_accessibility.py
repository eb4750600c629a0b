"""Names, roles, order, visible focus and contrast; the session by keyboard alone stands in test_sessions."""

from itertools import pairwise, product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from salesdesk.ui.drill import DrillRequest
from salesdesk.ui.job import jobs_running
from salesdesk.ui.kpi_page import KpiPage
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.tokens import DARK, LIGHT, STATUSES, Tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GROUNDS = ("bg", "surface", "surface2", "rail", "hover")
LONG = 30_000


def luminance(colour: str) -> float:
    parts = QColor(colour)
    shares = (parts.redF(), parts.greenF(), parts.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_text_has_contrast_on_every_ground(tokens: Tokens) -> None:
    roles = ("text", "text2", "text3", "accent", *(f"{status}.text" for status in STATUSES))
    pairs = [(role, ground) for role, ground in product(roles, GROUNDS) if (role, ground) != ("text3", "hover")]
    pairs += [(f"{status}.text", f"{status}.soft") for status in STATUSES]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("text", "accent_soft"), ("text2", "accent_soft")]
    pairs += [("accent", "accent_soft")]
    pale = {(r, g): contrast(tokens.colour(r), tokens.colour(g)) for r, g in pairs}
    assert {pair: round(found, 2) for pair, found in pale.items() if found < 4.5} == {}
    fills = {s: contrast(tokens.colour(f"{s}.fill"), tokens.surface) for s in STATUSES}
    assert {status: round(found, 2) for status, found in fills.items() if found < 3} == {}


def settle(qtbot: QtBot) -> None:
    qtbot.wait(30)
    qtbot.waitUntil(lambda: not jobs_running(), timeout=LONG)
    qtbot.wait(30)


def nameless(root: QWidget) -> list[str]:
    """What Tab reaches below a widget and a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QAbstractScrollArea):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            owner = widget.parentWidget()
            found.append(f"{type(widget).__name__} in {type(owner).__name__ if owner else '-'}")
    return found


def test_that_all_that_keys_reach_has_a_name_on_every_screen(sample_window: MainWindow, qtbot: QtBot) -> None:
    window = sample_window
    space = window.workspace
    assert space is not None
    found = []
    for key in space.rail.keys:
        space.open_page(key)
        settle(qtbot)
        found += [f"{key}: {line}" for line in nameless(window)]
    space.open_page("conversion_rate")
    with qtbot.waitSignal(space.rows.source_shown, timeout=LONG):
        space.open_rows(DrillRequest("conversion_rate"))
    found += [f"rows: {line}" for line in nameless(space.rows)]
    space.rows.close_panel()
    page = space.pages["conversion_rate"]
    assert isinstance(page, KpiPage)
    settings, about = window.offers.open_settings(), window.offers.open_about()
    dialogs = (settings, about, space.set_target("conversion_rate"), page.open_method(), window.offers.open_palette())
    for dialog in dialogs:
        assert dialog is not None
        for number in range(len(settings.sections) if settings is not None and dialog is settings else 1):
            if settings is not None and dialog is settings:
                settings.show_section(settings.sections[number])
            found += [f"{type(dialog).__name__}: {line}" for line in nameless(dialog)]
        dialog.close()
    assert not found, "\n".join(["", *dict.fromkeys(found)])


def tabbed(window: MainWindow, most: int = 150) -> list[QWidget]:
    """Where Tab goes, from the company's name once around."""
    window.top_bar.company.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    while len(found) < most:
        here = QApplication.focusWidget()
        if here is None or here in found:
            break
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return found


def test_that_tab_goes_from_the_top_bar_over_rail_and_filters_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    space = window.workspace
    assert space is not None
    space.open_page("conversion_rate")
    settle(qtbot)
    window.activateWindow()
    order = tabbed(window)
    areas = (window.top_bar, space.rail, space.filters, space.pages["conversion_rate"])
    places = [[i for i, widget in enumerate(order) if area.isAncestorOf(widget)] for area in areas]
    assert all(places), [len(place) for place in places]
    for before, after in pairwise(places):
        assert max(before) < min(after)


def test_that_arrows_go_along_the_rail_and_open_its_pages(window: MainWindow) -> None:
    space = window.workspace
    assert space is not None
    space.rail.items["overview"].setFocus()
    seen = []
    for _ in space.rail.keys:
        seen.append(space.page)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Down)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Space)
    assert seen == space.rail.keys


def picture(window: MainWindow, widget: QWidget) -> QImage:
    """A widget with a little of what surrounds it."""
    QApplication.processEvents()
    place = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft())).adjusted(-3, -3, 3, 3)
    return window.grab(place).toImage()


@pytest.mark.parametrize("page", ["overview", "conversion_rate"])
def test_that_the_focus_can_be_seen_wherever_it_is(window: MainWindow, qtbot: QtBot, page: str) -> None:
    space = window.workspace
    assert space is not None
    space.open_page(page)
    settle(qtbot)
    window.activateWindow()
    order = tabbed(window)
    assert len(order) >= 15
    unseen = []
    for widget in order:
        if not isValid(widget):
            continue  # a drawing that came late has its legend anew
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        seen = picture(window, widget)
        widget.clearFocus()
        if seen == picture(window, widget):
            unseen.append(f"{type(widget).__name__} {widget.accessibleName()}")
    assert not unseen, "\n".join(["", *unseen])
