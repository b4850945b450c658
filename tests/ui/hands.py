"""What a test does in the window's first article, over and over."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of

from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection

TEXT = ARTICLES[0][2]


def article_view(window):
    return window.bench.article.view


def select(window, words, *, nth=0, by=SelectedBy.CHARACTER):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    article_view(window).set_state(Interaction(Selection(start, start + len(words), by=by)))


def tag(window, words, key, *, nth=0):
    """Select the ``nth`` place of ``words`` and press the key of a type."""
    select(window, words, nth=nth)
    press(article_view(window), key)


def workspace(window):
    return window.session.workspace(article_of(0))


def mention(window, words, *, nth=0):
    found = [m for m in workspace(window).mentions if m.spans[0].quote == words]
    return found[nth]


def put_caret(window, words, *, nth=0):
    """Put the caret into a mention, nothing in hand."""
    window._context.place.take("")
    start = mention(window, words, nth=nth).spans[0].start
    article_view(window).select(start, start)


def settled(window, qtbot):
    """Everything is on disk and told."""
    session = window.session
    qtbot.waitUntil(lambda: session.save_state.pending == 0 and not session._flying)


def write(widget, words):
    """Type ``words`` as an input method gives them to a field."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)
