"""The articles in which two sides differ: looked for on demand, then one after the other."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from juseok.ui.compare.article_scan import Found
from juseok.ui.i18n import tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import as_tip
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line, row_list

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_COUNT: Final = 120


class ArticlesModel(QAbstractListModel):
    """Articles in the order of the list, with how many places differ in each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._titles: dict[str, str] = {}

    @property
    def ids(self) -> list[str]:
        return [each[0] for each in self._found]

    def clear(self) -> None:
        self.beginResetModel()
        self._found, self._titles = [], {}
        self.endResetModel()

    def add(self, found: Sequence[Found], titles: Mapping[str, str]) -> None:
        first = len(self._found)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        self._found += found
        self._titles.update(titles)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        article, count, of = self._found[index.row()]
        title = self._titles.get(article) or tr("Untitled")
        words = tr("{count} of {total} differ", count=f"{count:,}", total=f"{of:,}")
        if role == ROW_ROLE:
            return article, title, words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, f"{title}: {words}")
        return None


class _Delegate(RowDelegate):
    size = QSize(240, 28)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        _, title, words = index.data(ROW_ROLE)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(ui_font(pixels=13))
        room = box.adjusted(10, 0, -12 - _COUNT, 0)
        draw_line(painter, room, title)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(ui_font(pixels=12))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -12, 0), flags, words)


class ArticlesPage(QFrame):
    """``chosen(article)``: go there.  ``start_asked``, ``stop_asked``."""

    chosen = Signal(str)
    start_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = ArticlesModel(self)
        self.view = row_list(self.model, _Delegate(), name=tr("Articles that differ"), parent=self)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.activated.connect(self._activated)
        self.words = Label(parent=self, name="Quiet", pixels=12)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._pressed)
        self._running = self._whole = False
        line = QHBoxLayout()
        line.setContentsMargins(16, 6, 12, 4)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        box.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.forget()

    # -- how far it is

    def forget(self) -> None:
        """Other sides are compared: what was found is of no use."""
        self.model.clear()
        self._running = self._whole = False
        self._tell(tr("Not looked for yet with these sides."))

    def begin(self) -> None:
        """It is being looked for."""
        self.model.clear()
        self._running = True
        self._tell(tr("Looking…"))

    def show_moved(self, done: int, of: int) -> None:
        """So many articles of so many are looked at."""
        if self._running:
            self._tell(self._count() + " · " + tr("{done} of {total} looked at",
                                                  done=f"{done:,}", total=f"{of:,}"))  # fmt: skip

    def show_ended(self, whole: bool) -> None:
        """Nothing is looked for any more."""
        self._running, self._whole = False, whole
        self._tell(self._count() + ("" if whole else " · " + tr("stopped")))

    def _count(self) -> str:
        return tr("{count} article(s) differ", count=f"{self.model.rowCount():,}")

    def _tell(self, words: str) -> None:
        self.words.setText(words)
        self.button.setText(tr("Stop") if self._running else tr("Look through all articles"))

    def _pressed(self) -> None:
        if self._running:
            self.stop_asked.emit()
        else:
            self.start_asked.emit()

    def _activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ROW_ROLE)[0])

    def hold(self, article: str) -> None:
        """Have an article in hand, where it is listed."""
        ids = self.model.ids
        if article in ids:
            self.view.setCurrentIndex(self.model.index(ids.index(article)))
