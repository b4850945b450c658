"""A person's colour can be seen in both themes."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from juseok.core.model import Annotator
from juseok.services.campaigns.people import COLORS
from juseok.ui.theme import Theme, contrast
from juseok.ui.widgets.badge import Badge


@pytest.fixture(params=["light", "dark"])
def tokens(qapp, request):
    look = Theme(qapp, request.param)
    yield look.tokens
    look.choose("light")
    look.deleteLater()


@pytest.mark.parametrize("color", COLORS)
def test_the_line_stands_out_from_its_ground(qtbot, tokens, color):
    around = QWidget()
    qtbot.addWidget(around)
    badge = Badge(Annotator("a", "가온", color=color, pattern="solid", letter="A"), around)
    image = QImage(badge.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.chrome))
    badge.render(image)
    assert contrast(image.pixelColor(12, 21), QColor(tokens.chrome)) >= 3  # WCAG 2.1, 1.4.11
