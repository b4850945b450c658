"""Windows that would be larger than their screen give way to it."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from juseok.ui.widgets.fitting import fit_to_screen, room_for, scrolled


@pytest.fixture
def dialog(qtbot):
    made = QDialog()
    qtbot.addWidget(made)
    return made


def test_what_fits_has_the_size_it_would_like(dialog):
    fit_to_screen(dialog, 320, 200)
    assert dialog.size() == QSize(320, 200)


def test_what_does_not_fit_has_what_the_screen_has_less_a_margin(dialog):
    screen = dialog.screen().availableGeometry().size()
    fit_to_screen(dialog, 5000, 4000, least=QSize(4000, 3000))
    assert dialog.size() == room_for(dialog)
    assert dialog.width() < screen.width()
    assert dialog.height() <= screen.height() - 40
    assert dialog.minimumSize() == room_for(dialog)


def test_the_smaller_side_gives_way_alone(dialog):
    fit_to_screen(dialog, 320, 4000, least=QSize(200, 100))
    assert dialog.size() == QSize(320, room_for(dialog).height())
    assert dialog.minimumSize() == QSize(200, 100)


def test_without_a_display_the_window_behind_says_how_large(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    inside = QWidget(window)
    dialog = QDialog(inside)
    fit_to_screen(dialog, 1180, 780)
    room = dialog.screen().availableGeometry().size().expandedTo(QSize(1366, 768))
    assert dialog.width() == min(1180, room.width() - 16)
    assert dialog.height() == min(780, room.height() - 56)


def test_what_scrolls_takes_the_width_and_asks_for_no_height(qtbot, dialog):
    words = QLabel("\n".join(map(str, range(100))))
    area = scrolled(words, dialog)
    QVBoxLayout(dialog).addWidget(area)
    fit_to_screen(dialog, 320, 200)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert isinstance(area, QScrollArea)
    assert dialog.height() == 200
    assert area.verticalScrollBar().maximum() > 0
