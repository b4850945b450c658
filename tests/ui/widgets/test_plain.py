"""Text of articles is shown as it is, also where Qt guesses at markup."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument

import juseok.ui
from juseok.ui.widgets.plain import as_tip, label_of, plain_tip

UI = Path(juseok.ui.__file__).parent


@pytest.mark.parametrize("words", ["가격<br>표", "<b>한빛</b> & 다온", "a < b", "그냥 말\n둘째 줄"])
def test_a_tool_tip_shows_exactly_its_words(words):
    shown = QTextDocument()
    tip = plain_tip(words)
    if GuiQt.mightBeRichText(tip):
        shown.setHtml(tip)
    else:
        shown.setPlainText(tip)
    assert shown.toPlainText() == words


def test_only_the_tool_tip_of_a_model_is_guarded():
    assert as_tip(Qt.ItemDataRole.AccessibleTextRole, "<br>") == "<br>"
    assert as_tip(Qt.ItemDataRole.ToolTipRole, "<br>") != "<br>"


def test_an_ampersand_on_a_button_is_an_ampersand():
    assert label_of("R&D") == "R&&D"


def test_no_widget_is_given_a_tool_tip_past_the_guard():
    past = [
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        if path.name != "plain.py" and ".setToolTip(" in path.read_text(encoding="utf-8")
    ]
    assert past == []
