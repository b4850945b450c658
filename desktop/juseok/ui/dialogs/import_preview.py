"""The preview of one article of an import: zones in colour, and keys that put them right."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from juseok.core.model import Zone, ZoneRole
from juseok.services.importing.plan import PlannedPage
from juseok.ui.articleview.document import ArticleDoc
from juseok.ui.articleview.view import ArticleView
from juseok.ui.i18n import mark, tr
from juseok.ui.keymap import Chord, chord_of
from juseok.ui.panels.article_pane import article_theme
from juseok.ui.panels.zone_keys import ROLE_BY_KEY, zone_names
from juseok.ui.panels.zone_legend import ZoneLegend
from juseok.ui.theme import Theme
from juseok.ui.widgets.labels import ElidedLabel
from juseok.ui.widgets.plain import set_tip

_COMMANDS: Final = (
    ("Enter", "split", mark("Article begins here")),
    ("J", "join", mark("Join with the next")),
    ("Delete", "leave", mark("Leave the article out")),
)
_STEPS: Final = {"PgDown": 1, "PgUp": -1}


class ImportPreview(QWidget):
    """Shows an article of a page, or the whole page; offsets in signals are the page's.

    ``zoned(start, end, role, everywhere)``; ``asked(command, offset)`` with split, join and
    leave; ``stepped(by)``: the next or previous article.
    """

    zoned = Signal(int, int, object, bool)
    asked = Signal(str, int)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: PlannedPage | None = None
        self._index = -1
        self._base = 0
        self.reason = ElidedLabel(self, name="Reason", pixels=12)
        self.whole = QCheckBox(tr("Whole page"), self)
        set_tip(self.whole, tr("Shows also what is left over of the page around the articles."))
        self.whole.toggled.connect(lambda _: self._show())
        self.view = ArticleView(self)
        self.view.setAccessibleName(tr("Preview of the article"))
        self.view.set_font_size(15)
        self.view.set_measure(44)
        self.view.set_show_zones(True, zone_names())
        self.view.caret_moved.connect(lambda _: self._show_role())
        self.view.installEventFilter(self)
        self.legend = ZoneLegend(self)
        self.legend.chosen.connect(self._choose)
        self._lay_out()
        self.setFocusProxy(self.view)
        theme.changed.connect(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 12, 6)
        top.setSpacing(12)
        top.addWidget(self.reason, 1)
        top.addWidget(self.whole)
        below = QFrame(self)
        below.setObjectName("FindBar")
        row = QHBoxLayout(below)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.legend, 1)
        commands = QVBoxLayout()
        commands.setSpacing(2)
        for key, command, words in _COMMANDS:
            commands.addWidget(self._button(key, command, tr(words)))  # marked in the table
        row.addLayout(commands)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.view, 1)
        box.addWidget(below)

    def _button(self, key: str, command: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(f"{words}  {Chord.parse(key).label()}")
        button.setObjectName("Command")
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedHeight(24)
        button.clicked.connect(lambda: self._ask(command))
        return button

    # -- what is shown

    def show_article(self, page: PlannedPage | None, index: int) -> None:
        """Show article ``index`` of ``page``; nothing where there is no page."""
        self._page, self._index = page, index
        self._show()

    def refresh(self, page: PlannedPage, index: int) -> None:
        """The same place with other zones; the caret and what is in sight stay."""
        at = self.offset
        self._page, self._index = page, index
        doc, base = self._document()
        if doc.text == self.view.page.doc.text:
            self._base = base
            self.view.set_zones(doc.zones)
            self._show_role()
            return
        self._show()
        here = at - self._base
        if 0 <= here <= len(doc.text):
            self.view.select(here, here)
            self.view.reveal(here)

    @property
    def offset(self) -> int:
        """The caret, in the page."""
        return self._base + self.view.caret

    def restyle(self) -> None:
        self.view.set_theme(article_theme(self._theme.tokens, {}))

    def _show(self) -> None:
        doc, self._base = self._document()
        self.view.set_document(doc)
        self.view.set_show_zones(True, zone_names())
        page = self._page
        if page is not None and self.whole.isChecked() and self._index >= 0:
            start = page.extraction.articles[self._index].page_start
            self.view.select(start, start)
            self.view.reveal(start)
        self._show_role()

    def _document(self) -> tuple[ArticleDoc, int]:
        page = self._page
        if page is None:
            return ArticleDoc(), 0
        extraction = page.extraction
        drafts = extraction.articles
        if self.whole.isChecked() or not 0 <= self._index < len(drafts):
            zones: list[Zone] = [*extraction.leftovers]
            for draft in drafts:
                zones += draft.page_zones
            return ArticleDoc(extraction.text, tuple(sorted(zones)), page.name), 0
        draft = drafts[self._index]
        return ArticleDoc(draft.text, draft.zones, draft.metadata.title), draft.page_start

    def _show_role(self) -> None:
        at = self.view.caret
        zones = self.view.page.doc.zones
        role = next((zone.role for zone in zones if zone.start <= at <= zone.end), None)
        self.legend.show_current(role)

    # -- what a person does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)
        chord = chord_of(event)
        if chord is None or not self._means(chord):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        self._press(chord)
        return True

    def _means(self, chord: Chord) -> bool:
        if chord.ctrl and not (chord.shift or chord.alt or chord.meta):
            return chord.key in _STEPS
        commands = {key for key, _, _ in _COMMANDS}
        return chord.plain and (
            chord.key in ROLE_BY_KEY or (chord.key in commands and not chord.shift)
        )

    def _press(self, chord: Chord) -> None:
        if chord.ctrl:
            self.stepped.emit(_STEPS[chord.key])
        elif (role := ROLE_BY_KEY.get(chord.key)) is not None:
            self._choose(role, chord.shift)
        else:
            self._ask(next(name for key, name, _ in _COMMANDS if key == chord.key))

    def _choose(self, role: ZoneRole, everywhere: bool) -> None:
        if self._page is not None:
            chosen = self.view.selection
            start, end = (
                (chosen.start, chosen.end) if chosen.spans else (chosen.caret, chosen.caret)
            )
            self.zoned.emit(self._base + start, self._base + end, role, everywhere)

    def _ask(self, command: str) -> None:
        if self._page is not None:
            self.asked.emit(command, self.offset)
