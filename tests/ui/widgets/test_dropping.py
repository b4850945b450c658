"""The page that waits for files, and choices as long as a title."""

from PySide6.QtWidgets import QLabel

from juseok.ui.widgets.choices import ElidedRadioButton
from juseok.ui.widgets.dropping import DropPage


def test_its_words_are_read_whole_however_narrow_it_is(qtbot):
    page = DropPage("하나, " * 60 + "\n둘째 생각")
    qtbot.addWidget(page)
    page.resize(420, 600)
    page.show()
    for label in page.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
        assert page.rect().contains(label.geometry())


def test_its_buttons_tell_what_is_asked_for(qtbot):
    page = DropPage("무엇이든")
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.buttons.files_asked):
        page.buttons.files.click()
    with qtbot.waitSignal(page.buttons.folder_asked):
        page.buttons.folder.click()


def test_a_long_choice_fits_its_window_and_tells_all_of_it(qtbot):
    title = "가람메모리 & 누리실리콘, " * 20
    button = ElidedRadioButton(title)
    qtbot.addWidget(button)
    button.resize(300, 24)
    button.show()
    assert button.minimumSizeHint().width() < 300
    assert button.text().endswith("…")
    assert "&&" in button.text()
    assert button.accessibleName() == title
    assert "누리실리콘" in button.toolTip()
    button.resize(button.fontMetrics().horizontalAdvance(title) + 80, 24)
    assert button.text() == title.replace("&", "&&")
    assert not button.toolTip()
