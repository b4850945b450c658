import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QCursor, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from juseok.core.resources import resource
from juseok.ui import icons, theme
from juseok.ui.action_table import ACTIONS
from juseok.ui.icons import icon

BOTH = pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
OKABE_ITO = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"]


@BOTH
@pytest.mark.parametrize("ground", ["page", "chrome", "raised", "hover", "selected"])
def test_words_are_readable_on_every_ground(tokens, ground):
    back = QColor(getattr(tokens, ground))
    assert theme.contrast(QColor(tokens.text), back) >= 7
    assert theme.contrast(QColor(tokens.muted), back) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["page", "chrome", "raised"])
def test_what_is_under_the_mouse_stands_out_from_every_ground(tokens, ground):
    assert theme.contrast(QColor(tokens.hover), QColor(getattr(tokens, ground))) >= 1.08


@BOTH
def test_the_accent_is_readable_both_ways(tokens):
    assert theme.contrast(QColor(tokens.accent), QColor(tokens.page)) >= 4.5
    assert theme.contrast(QColor(tokens.on_accent), QColor(tokens.accent)) >= 4.5
    assert theme.contrast(QColor(tokens.danger), QColor(tokens.chrome)) >= 4.5


@BOTH
@pytest.mark.parametrize("color", OKABE_ITO)
def test_type_colours_keep_their_contrast(tokens, color):
    ink, wash = theme.ink(color, tokens), theme.wash(color, tokens)
    for ground in (tokens.page, tokens.chrome, tokens.hover, tokens.selected, wash):
        assert theme.contrast(ink, QColor(ground)) >= 4.5
    assert theme.contrast(QColor(tokens.text), wash) >= 4.5


def test_every_token_of_the_stylesheet_is_known():
    for tokens in (theme.LIGHT, theme.DARK):
        assert "@" not in theme.stylesheet(tokens)


def test_a_choice_changes_the_palette_and_tells(qapp, qtbot):
    made = theme.Theme(qapp, "light")
    with qtbot.waitSignal(made.changed):
        made.choose("dark")
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(theme.DARK.page)
    made.choose("light")


def test_the_bundled_fonts_draw_hangul_and_hanja(qapp):
    assert {"Pretendard", "NanumGothic"} <= set(QFontDatabase.families())
    metrics = QFontMetrics(theme.ui_font())
    assert metrics.horizontalAdvance("가") > 0
    assert QFontMetrics(theme.ui_font(strong=True)).horizontalAdvance("가나다") > 0


@pytest.mark.parametrize("name", sorted({spec.icon for spec in ACTIONS if spec.icon}))
def test_every_icon_of_the_table_is_bundled(qapp, name):
    assert resource(f"icons/{name}.svg").is_file()


def test_an_icon_takes_the_colour_of_the_text(qapp):
    made = theme.Theme(qapp, "light")
    picture = icon("search").pixmap(QSize(32, 32)).toImage()
    colors = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert QColor(theme.LIGHT.text).name() in colors
    made.deleteLater()


def test_an_icon_is_drawn_once_for_a_size_and_a_colour(qapp, monkeypatch):
    made = theme.Theme(qapp, "light")
    drawn = []
    monkeypatch.setattr(icons, "_draw", lambda *given: drawn.append(given[1:3]))
    icons._drawn.cache_clear()
    for choice in ("light", "light", "dark"):
        made.choose(choice)
        icon("search").pixmap(QSize(31, 31))
    icons._drawn.cache_clear()
    assert drawn == [("search", theme.LIGHT.text), ("search", theme.DARK.text)]
    made.deleteLater()


INPUTS = (QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("kind", INPUTS)
def test_every_input_has_the_page_as_its_ground_and_a_ring_where_the_focus_is(
    qapp, qtbot, choice, kind
):
    QCursor.setPos(qapp.primaryScreen().geometry().bottomRight())  # over none of them
    made = theme.Theme(qapp, choice)
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    field, other = kind(window), QPushButton(window)
    for each in (field, other):
        box.addWidget(each)
    other.setFocus()
    window.resize(200, 80)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(other.hasFocus)

    def edge_and_ground():
        picture = field.grab().toImage()
        middle = picture.height() // 2
        return [picture.pixelColor(x, middle).name() for x in (0, 1, picture.width() // 2)]

    tokens = made.tokens
    assert edge_and_ground() == [tokens.edge, tokens.page, tokens.page]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert edge_and_ground() == [tokens.accent, tokens.accent, tokens.page]
    made.choose("light")
    made.deleteLater()


def test_what_the_stylesheet_draws_is_bundled():
    for tokens in (theme.LIGHT, theme.DARK):
        drawn = re.findall(r'url\("([^"]+)"\)', theme.stylesheet(tokens))
        assert len(drawn) > 3
        assert all(Path(each).is_file() for each in drawn)
