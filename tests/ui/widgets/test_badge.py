"""A person's colour can be seen in both themes."""

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QWidget

from juseok.core.model import Annotator
from juseok.services.campaigns.people import COLORS
from juseok.ui.theme import DARK, LIGHT, contrast
from juseok.ui.widgets.badge import Badge


@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_line_stands_out_from_its_ground(qtbot, tokens, color):
    around = QWidget()
    qtbot.addWidget(around)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(tokens.chrome))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.text))
    around.setPalette(palette)
    badge = Badge(Annotator("a", "가온", color=color, pattern="solid", letter="A"), around)
    image = QImage(badge.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.chrome))
    badge.render(image)
    assert contrast(image.pixelColor(12, 21), QColor(tokens.chrome)) >= 3  # WCAG 2.1, 1.4.11
