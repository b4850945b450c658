"""A second article in the right column: what it is, another in its place, and the way back.

It is there to be read and to have its claims linked to; what tags does so in the middle.  A key
that would tag says so, and exchanging the two articles is one key away.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from juseok.ui.action_spec import Context
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.keymap import chord_of
from juseok.ui.panels.article_pane import ArticlePane
from juseok.ui.place import Place
from juseok.ui.theme import ui_font
from juseok.ui.widgets.labels import ElidedLabel, Label, icon_button

_BUTTONS = (
    ("second.choose", "files"),
    ("second.swap", "arrow-left-right"),
    ("view.second", "x"),
)
_LEFT_ALONE = frozenset({"Tab", "Shift+Tab"})


class SecondPane(QWidget):
    """The article of ``context.place``, beside that of ``main``."""

    def __init__(self, context: PanelContext, main: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._main = main
        self.setAccessibleName(tr("Second article"))
        self.pane = ArticlePane(context, self, keys=False)
        self.title = ElidedLabel(self, name="Title")
        self.title.setFont(ui_font(strong=True))
        self.about = ElidedLabel(self, name="Quiet", pixels=12)
        self.buttons = {action: self._button(action, name) for action, name in _BUTTONS}
        self.setFocusProxy(self.pane)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._make_head())
        box.addWidget(self.pane, 1)
        self.pane.view.installEventFilter(self)
        self.pane.shown.connect(self._show)
        context.session.facts.changed.connect(self._show)

    def _make_head(self) -> QWidget:
        head = QFrame(self)
        head.setObjectName("SecondHead")
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.title, 1)
        for button in self.buttons.values():
            line.addWidget(button)
        use = Label(
            tr("To compare and to link claims; tagging is done in the middle."),
            head, name="Quiet", pixels=12, wrap=True,
        )  # fmt: skip
        box = QVBoxLayout(head)
        box.setContentsMargins(16, 6, 8, 8)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self.about)
        box.addWidget(use)
        return head

    def _button(self, action: str, name: str) -> QToolButton:
        router = self._context.router
        spec = router.spec(action)
        words = tr("Close the second article") if action == "view.second" else router.name(spec)
        keys = router.keys(spec)
        tip = f"{words} ({keys[0].label()})" if keys else words
        button = icon_button(name, tip, self)
        button.setAccessibleName(words)
        button.clicked.connect(partial(router.trigger, action))
        return button

    def _show(self, article: str) -> None:
        workspace = self._context.session.workspace(article)
        if article != self.pane.showing or workspace is None:
            return
        about = workspace.article.metadata
        self.title.say(about.title or tr("Untitled"))
        day = (about.published.iso or "")[:10] or about.published.raw
        self.about.say(" · ".join(filter(None, (about.publisher, day))))

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        chord = chord_of(event)
        if chord is None or not chord.plain or str(chord) in _LEFT_ALONE:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._main.focus_text()
            return True
        spec = self._context.router.find(chord, (Context.TEXT, Context.CLAIM))
        if spec is None:
            return False
        if spec.id == "edit.find":
            self.pane.find()
        else:
            self._say_where()
        return True

    def _say_where(self) -> None:
        self._context.say(
            tr("Keys act on the article in the middle. {key} exchanges the two.",
               key=self._context.router.key_words("second.swap"))
        )  # fmt: skip
