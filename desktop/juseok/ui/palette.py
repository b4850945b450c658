"""The command palette: every action by name, with its keys; articles too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import korean, language, tr
from juseok.ui.icons import icon
from juseok.ui.matching import rank
from juseok.ui.theme import ui_font
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.rows import draw_ground, draw_line

_ROW: Final = 32
_WIDTH: Final = 600
_ROWS: Final = 11
_BEFORE, _AFTER = 36, 28
"""Room for the icon before the words of a row, and beside the remark after them."""
_TALL: Final = 1 << 16
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_PAUSE_MS: Final = 150
ENTRY_ROLE: Final = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it says, a quiet remark at the right, and what choosing it does.

    ``digit``: a digit key that chooses it at once.
    """

    text: str
    hint: str
    icon: str
    enabled: bool
    choose: Callable[[], object]
    digit: str = ""
    other: str = ""
    """The same in the other language, to be found by."""
    whole: bool = False
    """Whether it is to be read in full, on as many lines as it takes."""


Source = Callable[[str, Callable[[Sequence[Entry]], None]], None]
"""Given a query and where to deliver: finds entries beyond the actions (articles)."""


class PaletteModel(QAbstractListModel):
    """The entries that match, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.hint}" if entry.hint else entry.text
        return entry if role == ENTRY_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._entries[index.row()].enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _EntryDelegate(QStyledItemDelegate):
    """Icon, name, and the keys at the right in quiet ink."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        width = option.rect.width()
        return QSize(width, _height(entry, width) if entry.whole else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(ENTRY_ROLE)
        palette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(4, 1, -4, -1)
        draw_ground(painter, option, box)
        if entry.digit:
            plate = QRect(box.left() + 8, box.center().y() - 9, 20, 19)
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate, 4, 4)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.setFont(ui_font(pixels=12))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, entry.digit)
        elif entry.icon:
            icon(entry.icon, QPalette.ColorRole.PlaceholderText).paint(
                painter, QRect(box.left() + 10, box.center().y() - 7, 16, 16)
            )
        small = ui_font(pixels=12)
        painter.setFont(small)
        hint_width = painter.fontMetrics().horizontalAdvance(entry.hint)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            box.adjusted(0, 0, -12, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            entry.hint,
        )
        painter.setFont(ui_font(pixels=14))
        role = QPalette.ColorRole.Text if entry.enabled else QPalette.ColorRole.PlaceholderText
        read = QPalette.ColorGroup.Active if entry.whole else palette.currentColorGroup()
        painter.setPen(palette.color(read, role))  # what is there to be read is never faint
        room = box.adjusted(_BEFORE, 0, -hint_width - _AFTER, 0)
        if entry.whole:
            painter.drawText(room, _WRAPPED, entry.text)
        else:
            draw_line(painter, room, entry.text)
        painter.restore()


def _height(entry: Entry, width: int) -> int:
    """Pixels that the whole of an entry takes in a row so wide."""
    hint = QFontMetrics(ui_font(pixels=12)).horizontalAdvance(entry.hint)
    room = QRect(0, 0, max(width - 8 - _BEFORE - hint - _AFTER, 1), _TALL)
    words = QFontMetrics(ui_font(pixels=14)).boundingRect(room, _WRAPPED, entry.text)
    return max(_ROW, words.height() + 12)


class CommandPalette(QFrame):
    """A frame over the window; Esc or a choice closes it and gives the focus back.

    ``closed``: it went away.
    """

    closed = Signal()

    def __init__(self, router: ActionRouter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Palette")
        self.setAccessibleName(tr("Command palette"))
        self._router = router
        self._over = parent
        self._source: Source | None = None
        self._listing: Callable[[str], Sequence[Entry]] | None = None
        self._with_actions = True
        self._closed: Callable[[], object] | None = None
        self._query = 0
        self._awaited = False
        """Whether Enter came before there was anything to choose: a fast typist's does."""
        self._back: QWidget | None = None
        self._field = QLineEdit(self)
        self._field.setAccessibleName(tr("Search for a command or an article"))
        self._model = PaletteModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName(tr("Matches"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_EntryDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 5)
        box.setSpacing(0)
        box.addWidget(self._field)
        box.addWidget(self._list)
        self._nothing = Label(tr("Nothing goes by that name."), self, name="Quiet", pixels=13)
        self._nothing.setContentsMargins(14, 6, 14, 6)
        self._nothing.hide()
        self._pause = QTimer(self)  # what a thread still looks for is no empty result
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._nothing.show)
        box.addWidget(self._nothing)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._choose)
        self.hide()

    def set_source(self, source: Source | None) -> None:
        """Where entries beyond the actions come from."""
        self._source = source

    def open(self, *, with_actions: bool = True) -> None:
        """Show it over the parent and take the focus; again: close it."""
        if self.isVisible():
            self.dismiss()
            return
        self._with_actions = with_actions
        self._listing = None
        self._ask(
            tr("Search for a command or an article") if with_actions else tr("Go to an article")
        )

    def choose(
        self,
        words: str,
        listing: Callable[[str], Sequence[Entry]],
        *,
        closed: Callable[[], object] | None = None,
    ) -> None:
        """Let one of what ``listing`` gives for a query be chosen; ``words`` say what for.

        ``closed`` is called when it goes away, before what was chosen is done.
        """
        self._with_actions = False
        self._listing = listing
        self._closed = closed
        self._ask(words)

    def deliver(self, query: str, entries: Sequence[Entry]) -> None:
        """Entries that :meth:`choose`'s listing could not give at once, for ``query``."""
        if self.isVisible() and self._listing is not None and query == self._field.text().strip():
            self._show(entries)

    def _ask(self, words: str) -> None:
        self._back = self.window().focusWidget()
        self._field.setPlaceholderText(words)
        self._field.blockSignals(True)
        self._field.clear()
        self._field.blockSignals(False)
        self._search("")
        self.show()
        self.place()  # how much of it its frames take is known once it is shown
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Sit in the upper middle of the parent."""
        around = self._over.rect()
        width = min(_WIDTH, around.width() - 48)
        edges = self._column.contentsMargins() + self.contentsMargins()
        frame = 2 * self._list.frameWidth()
        inside = width - edges.left() - edges.right() - frame
        rows = min(max(self._needed(inside), _ROW), _ROWS * _ROW)
        field = self._field.sizeHint().expandedTo(self._field.minimumSizeHint()).height()
        chrome = edges.top() + edges.bottom() + field + frame
        height = min(chrome + rows, around.height() - 96)
        self.setGeometry((around.width() - width) // 2, 56, width, height)

    def _needed(self, width: int) -> int:
        """Pixels that all rows take; of many, more than there is."""
        count = self._model.rowCount()
        if count > _ROWS:
            return count * _ROW
        entries = map(self._entry, range(count))
        return sum(_height(each, width) if each.whole else _ROW for each in entries)

    def dismiss(self) -> None:
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self._tell_closed()

    def _tell_closed(self) -> None:
        self._awaited = False
        closed, self._closed = self._closed, None
        if closed is not None:
            closed()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
            self._tell_closed()
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_or_await()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._move(10 if key == Qt.Key.Key_PageDown else -10)
        else:
            return self._choose_digit(event.text())
        return True

    def _choose_or_await(self) -> None:
        """Choose the entry at hand, or the first that a thread still brings for these words."""
        self._awaited = self._model.rowCount() == 0
        self._choose(self._list.currentIndex())

    def _choose_digit(self, text: str) -> bool:
        """Choose the entry that has the digit ``text``; whether there is one."""
        for row in range(self._model.rowCount() if text else 0):
            if self._entry(row).digit == text:
                self._choose(self._model.index(row))
                return True
        return False

    def _move(self, by: int) -> None:
        rows = self._model.rowCount()
        if not rows:
            return
        row = min(max(self._list.currentIndex().row() + by, 0), rows - 1)
        step = 1 if by > 0 else -1
        while 0 <= row < rows and not self._entry(row).enabled:
            row += step
        if 0 <= row < rows:
            self._list.setCurrentIndex(self._model.index(row))

    def _entry(self, row: int) -> Entry:
        return self._model.index(row).data(ENTRY_ROLE)

    def _actions(self) -> list[Entry]:
        return [
            Entry(
                text=self._router.text(spec),
                hint="  ".join(chord.label() for chord in self._router.keys(spec)),
                icon=spec.icon or "chevron-right",
                enabled=self._router.is_enabled(spec),
                choose=lambda action=spec.id: self._router.trigger(action),
                other=spec.text if language() == "ko" else korean(spec.text),
            )
            for spec in self._router.specs()
            if spec.id != "app.palette"
        ]

    def _search(self, text: str) -> None:
        self._awaited = False
        self._query += 1
        query = self._query
        if self._listing is not None:
            self._show(self._listing(text.strip()))
            return
        found: list[Entry] = []
        if self._with_actions:
            actions = self._actions()
            found = [actions[index] for index in _matching(text, actions)]
            found.sort(key=lambda entry: not entry.enabled)
        self._show(found)
        if self._source is not None and (text.strip() or not self._with_actions):
            self._source(
                text.strip(),
                lambda more: self._show([*found, *more]) if query == self._query else None,
            )

    def _show(self, entries: Sequence[Entry]) -> None:
        self._list.setUniformItemSizes(not any(each.whole for each in entries))
        self._model.show(entries)
        self._list.setVisible(bool(entries))
        if entries:
            self._pause.stop()
            self._nothing.hide()
        elif not self._pause.isActive():
            self._pause.start()
        first = next((i for i, entry in enumerate(entries) if entry.enabled), None)
        if first is not None:
            self._list.setCurrentIndex(self._model.index(first))
        self.place()
        if self._awaited and first is not None:
            self._choose_or_await()

    def _choose(self, index: _Index) -> None:
        if not index.isValid():
            return
        entry: Entry = index.data(ENTRY_ROLE)
        if entry.enabled:
            self.dismiss()
            entry.choose()


def _matching(query: str, entries: Sequence[Entry]) -> list[int]:
    """Indexes of what ``query`` finds: by the name shown, then by that in the other language."""
    every = len(entries)
    found = rank(query, [entry.text for entry in entries], limit=every)
    if not query.strip():
        return found
    others = rank(query, [entry.other for entry in entries], limit=every)
    return list(dict.fromkeys([*found, *others]))
