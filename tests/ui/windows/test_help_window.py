"""The help window: pages, links, search, and nothing from outside."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument, QTextTable
from PySide6.QtWidgets import QAbstractButton

import juseok
from juseok.ui.actions import ActionRouter
from juseok.ui.dialogs.about_dialog import AboutDialog, versions
from juseok.ui.handlers.help import HelpHandlers
from juseok.ui.help_document import MEASURE
from juseok.ui.help_pages import PAGES
from juseok.ui.theme import Theme


@pytest.fixture
def theme(qapp):
    theme = Theme(qapp, "light")
    yield theme
    theme.deleteLater()


@pytest.fixture
def router(qapp):
    return ActionRouter()


@pytest.fixture
def handlers(theme, router):
    handlers = HelpHandlers(theme).attach(router)
    yield handlers
    handlers.close()


@pytest.fixture
def help_window(handlers, router):
    assert router.trigger("help.guide")
    return handlers.window


def titles(window):
    return [window.list.item(row).text() for row in range(window.list.count())]


def test_it_opens_on_the_first_page_at_its_top(help_window):
    assert help_window.isVisible()
    assert not help_window.isModal()
    assert help_window.current == "getting-started"
    assert help_window.list.currentItem().text() == "Getting started"
    assert help_window.view.verticalScrollBar().value() == 0
    assert len(titles(help_window)) == len(PAGES)


def test_every_page_can_be_turned_to_and_fits_the_measure(help_window):
    wide = {}
    for page in PAGES:
        help_window.show_page(page)
        document = help_window.view.document()
        assert document.toPlainText().strip()
        if document.idealWidth() > MEASURE + 81:
            wide[page] = document.idealWidth()
        block = document.begin()
        while block.isValid():
            step = block.begin()
            while not step.atEnd():
                look = step.fragment().charFormat()
                if look.isImageFormat():
                    assert 0 < look.toImageFormat().width() <= MEASURE
                step += 1
            block = block.next()
    assert wide == {}


def test_a_second_call_brings_the_same_window_where_it_was(help_window, handlers, router):
    help_window.show_page("claims")
    router.trigger("help.guide")
    assert handlers.window is help_window
    assert help_window.current == "claims"


def test_links_turn_pages_and_alt_left_goes_back(help_window, qtbot):
    help_window.view.anchorClicked.emit(QUrl("importing.md"))
    assert help_window.current == "importing"
    qtbot.keyClick(help_window.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert help_window.current == "getting-started"


@pytest.mark.parametrize("address", ["https://example.com/claims.md", "file:///etc/claims.md"])
def test_nothing_outside_is_followed_or_loaded(help_window, address):
    help_window.view.anchorClicked.emit(QUrl(address))
    assert help_window.current == "getting-started"
    kind = QTextDocument.ResourceType.ImageResource.value
    assert help_window.view.loadResource(kind, QUrl(address)) is None
    assert help_window.view.loadResource(kind, QUrl("../../fonts/NanumGothic.ttf")) is None
    assert help_window.view.loadResource(kind, QUrl("../images/en/window.png")) is not None


def test_a_search_lists_pages_shows_the_place_and_escape_ends_it(help_window, qtbot):
    help_window.search.setText("CP949")
    assert titles(help_window) == ["Importing", "Command line"]
    assert help_window.current == "importing"
    assert help_window.view.extraSelections()[0].cursor.selectedText() == "CP949"
    help_window.search.setText("zzzz")
    assert titles(help_window) == []
    assert help_window.words.text() == "No page has these words."
    qtbot.keyClick(help_window, Qt.Key.Key_Escape)
    assert len(titles(help_window)) == len(PAGES)
    qtbot.keyClick(help_window, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


def test_enter_in_the_search_walks_the_places_round(help_window, qtbot):
    help_window.search.setText("exit")
    count = len(help_window.view.extraSelections())
    starts = []
    for _ in range(count + 1):
        starts.append(help_window.view.textCursor().position())
        qtbot.keyClick(help_window.search, Qt.Key.Key_Return)
    assert starts[0] == starts[-1]
    assert len(set(starts)) == count


def test_keys_that_change_are_told_at_once(help_window, router, qtbot):
    help_window.show_page("claims")
    router.set_overrides({"claim.new": ("Y",)})
    qtbot.waitUntil(lambda: "press \u2009Y\u2009" in help_window.view.toPlainText())


def test_the_page_of_keys_is_made_of_tables(help_window):
    help_window.show_page("keys")
    frames = help_window.view.document().rootFrame().childFrames()
    assert sum(isinstance(frame, QTextTable) for frame in frames) >= 8


def test_a_page_is_styled_in_one_edit(help_window):
    changes = []
    help_window.view.document().contentsChanged.connect(lambda: changes.append(1))
    help_window.show_page("keys")
    assert len(changes) < 10


def test_a_new_theme_redraws_the_page_in_place(help_window, theme):
    help_window.show_page("entities")
    help_window.view.verticalScrollBar().setValue(120)
    theme.choose("dark")
    assert help_window.view.verticalScrollBar().value() == 120
    theme.choose("light")


def test_another_language_makes_another_window(help_window, handlers, router, korean):
    router.trigger("help.guide")
    assert handlers.window.language == "ko"
    assert titles(handlers.window)[0] == "시작하기"


def test_every_control_is_named(help_window):
    named = [help_window.search, help_window.list, help_window.view]
    assert all(widget.accessibleName() for widget in named)
    buttons = help_window.findChildren(QAbstractButton)
    assert all(b.accessibleName() or b.objectName().startswith("qt_") for b in buttons)


def test_about_tells_versions_and_copies_them(qtbot, qapp):
    dialog = AboutDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    assert juseok.__version__ in dialog.versions.text()
    assert {line.split()[0] for line in versions().splitlines()} >= {
        "Juseok",
        "Python",
        "Qt",
        "SQLite",
    }
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == versions()
