"""A button for an action of the table: its name, and its key at the right."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import draw_line


class ActionButton(QPushButton):
    """Does ``action`` when it is clicked; the focus stays where it is."""

    def __init__(self, action: str, router: ActionRouter, parent: QWidget) -> None:
        super().__init__(parent)
        self._action, self._router = action, router
        self._key = ""
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFont(ui_font(pixels=13))
        self.clicked.connect(self._do)
        self.refresh()

    def refresh(self) -> None:
        """Bring name, key and state up to date."""
        spec = self._router.spec(self._action)
        keys = self._router.keys(spec)
        name, key = self._router.name(spec), keys[0].label() if keys else ""
        if (name, key) != (self._name, self._key):
            self._name, self._key = name, key
            self.setAccessibleName(name)
            set_tip(self, f"{name}\n{tr(spec.help)}" if spec.help else name)
            self.update()
        self.setEnabled(self._router.is_enabled(spec))

    def _do(self) -> None:
        self._router.trigger(self._action)

    def sizeHint(self) -> QSize:
        return QSize(120, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        palette = self.palette()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        room = self.rect().adjusted(10, 0, -8, 0)
        painter.setFont(ui_font(pixels=12))
        width = painter.fontMetrics().horizontalAdvance(self._key)
        painter.setPen(muted)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, flags, self._key)
        painter.setFont(self.font())
        painter.setPen(palette.color(QPalette.ColorRole.Text) if self.isEnabled() else muted)
        draw_line(
            painter, QRect(room.left(), 0, room.width() - width - 6, self.height()), self._name
        )
