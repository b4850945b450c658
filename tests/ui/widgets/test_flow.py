"""Chips in lines: what they are in may be made narrow again."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from juseok.ui.widgets.chip import Chip
from juseok.ui.widgets.flow import FlowLayout


def test_a_chip_with_many_words_holds_no_panel_wide(qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    flow = FlowLayout(around)
    long, short = Chip("합작의 배경으로 두 회사의 뿌리를 꼽는다 " * 4), Chip("꼽는다")
    for chip in (long, short):
        flow.addWidget(chip)
    wide = long.sizeHint().width()
    assert flow.minimumSize().width() < 100 < wide
    flow.setGeometry(QRect(0, 0, wide + 200, 60))
    assert (long.width(), short.y()) == (wide, 0)
    flow.setGeometry(QRect(0, 0, 200, 60))
    assert long.width() == 200
    assert short.y() > long.y()
