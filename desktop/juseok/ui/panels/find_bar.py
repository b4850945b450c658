"""Find in the article: a quiet line under the text; Enter and Shift+Enter go round."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from juseok.core.names import is_name_boundary
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.plain import set_tip

_LIMIT: Final = 2000


class FindBar(QFrame):
    """``found(spans)``: all places; ``went(start, end)``: one of them; ``left()``: closed."""

    found = Signal(object)
    went = Signal(int, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FindBar")
        self._text = ""
        self._hits: list[tuple[int, int]] = []
        self._at = -1
        self._field = QLineEdit(self)
        self._field.setAccessibleName(tr("Find in the article"))
        self._field.setPlaceholderText(tr("Find in the article"))
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._count = Label(parent=self, name="Quiet", pixels=12)
        previous = icon_button("chevron-up", tr("Find previous"), self)
        following = icon_button("chevron-down", tr("Find next"), self)
        self.words = QPushButton(tr("Whole words"), self)
        self.words.setCheckable(True)
        self.words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tell_key("")
        self.words.toggled.connect(self._search)
        close = icon_button("x", tr("Close the search"), self)
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        row.addWidget(self.words)
        row.addWidget(previous)
        row.addWidget(following)
        row.addWidget(close)
        self.hide()

    def open(self, text: str, selected: str) -> None:
        """Search in ``text``; what is selected is the first thing to look for."""
        self._text = text
        if selected and "\n" not in selected:
            self._field.setText(selected)
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._search()

    def tell_key(self, key: str) -> None:
        """``key`` switches whole words; empty where none does."""
        words = tr("Names as such; particles may follow.")
        set_tip(self.words, f"{words} ({key})" if key else words)

    def set_text(self, text: str) -> None:
        """Another article is shown."""
        self._text = text
        if self.isVisible():
            self._search()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) place, round and round."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._tell()

    def leave(self) -> None:
        self.hide()
        self.found.emit([])
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        else:
            return False
        return True

    def _search(self, _: object = None) -> None:
        wanted = self._field.text()
        whole = self.words.isChecked()
        self._hits = occurrences(self._text, wanted, limit=_LIMIT, whole_words=whole)
        self._at = 0 if self._hits else -1
        self.found.emit(self._hits)
        self._tell()

    def _tell(self) -> None:
        if self._hits:
            self._count.setText(f"{self._at + 1:,} / {len(self._hits):,}")
            self.went.emit(*self._hits[self._at])
        else:
            self._count.setText(tr("Not found") if self._field.text() else "")


def occurrences(
    text: str, wanted: str, *, limit: int, whole_words: bool = False
) -> list[tuple[int, int]]:
    """Where ``wanted`` stands in ``text`` without regard to case, not overlapping.

    ``whole_words``: only where it stands as a name, with or without particles behind.
    Folding is by simple lower case and only where it keeps the length, so offsets hold.
    """
    if not wanted:
        return []
    lower = text.lower()
    folded, needle = (lower, wanted.lower()) if len(lower) == len(text) else (text, wanted)
    found: list[tuple[int, int]] = []
    at = folded.find(needle)
    while at >= 0 and len(found) < limit:
        if whole_words and not is_name_boundary(text, at, at + len(needle)):
            at = folded.find(needle, at + 1)
            continue
        found.append((at, at + len(needle)))
        at = folded.find(needle, at + len(needle))
    return found
