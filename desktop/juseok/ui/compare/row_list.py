"""The differences as rows: a sign, the words, and what differs."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from juseok.core.layer_diff import Row, RowState
from juseok.ui.compare.words import SIGNS
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import as_tip
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_SIGN: Final = 28
_SHARE: Final = 0.42


class RowListModel(QAbstractListModel):
    """Rows with what is said about each; the words are made when a row is seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._about: dict[str, str] = {}
        self._say: Callable[[Row], str] = str

    def show(self, rows: Sequence[Row], say: Callable[[Row], str]) -> None:
        """Show ``rows``; ``say(row)`` gives the words about one."""
        self.beginResetModel()
        self._rows, self._say, self._about = rows, say, {}
        self.endResetModel()

    def about(self, row: Row) -> str:
        found = self._about.get(row.key)
        if found is None:
            found = self._about[row.key] = self._say(row)
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, f"{SIGNS[row.state]} {row.words}: {self.about(row)}")
        return None


class RowListDelegate(RowDelegate):
    """One line; what is the same stands back."""

    size = QSize(240, 28)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        row, model = index.data(ROW_ROLE), index.model()
        if not isinstance(row, Row) or not isinstance(model, RowListModel):
            return
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        text: QColor = muted if row.state is RowState.SAME else palette.color(
            QPalette.ColorRole.Text
        )  # fmt: skip
        painter.setFont(ui_font(pixels=13, strong=True))
        painter.setPen(text)
        sign = QRect(box.left() + 8, box.top(), _SIGN, box.height())
        painter.drawText(sign, Qt.AlignmentFlag.AlignVCenter, SIGNS[row.state])
        room = box.adjusted(_SIGN, 0, -12, 0)
        width = int(room.width() * _SHARE)
        painter.setFont(ui_font(pixels=13, strong=row.state is not RowState.SAME))
        draw_line(painter, QRect(room.left(), room.top(), width - 16, room.height()), row.words)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        rest = QRect(room.left() + width, room.top(), room.width() - width, room.height())
        draw_line(painter, rest, model.about(row))
