"""Cards: what each annotator says of the item in hand, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from juseok.ui.articleview.inks import pen
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.review.looks import Look
from juseok.ui.review.words import Line
from juseok.ui.theme import ink, ui_font, wash
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import draw_line

_HEAD: Final = 30
_NAME: Final = 84
_PAD: Final = 12
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


@dataclass(frozen=True, slots=True)
class Version:
    """What one card shows.  ``look`` None: gold.  ``taken``: it is what gold was taken from."""

    look: Look | None
    lines: tuple[Line, ...] = ()
    taken: bool = False
    absent: str = ""
    """Said in place of fields, where there is no version."""


class Cards(QWidget):
    """``chosen(layer)``: a person clicked on a version."""

    chosen = Signal(str)

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cards: list[Card] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 0, 12, 0)
        self._box.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_versions(self, versions: Sequence[Version]) -> None:
        while len(self._cards) < len(versions):
            card = Card(self._context, self)
            card.clicked.connect(self.chosen)
            self._cards.append(card)
            self._box.addWidget(card)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(versions))
            if number < len(versions):
                card.show_version(versions[number])

    @property
    def shown(self) -> list["Card"]:
        """The cards with something on them."""
        return [card for card in self._cards if card.isVisibleTo(self)]


class Card(QWidget):
    """``clicked(layer)``: of the version that a person clicked."""

    clicked = Signal(str)

    def __init__(self, context: PanelContext, parent: QWidget, *, takes: bool = True) -> None:
        """``takes``: a click, or the digit that it shows, takes the version."""
        super().__init__(parent)
        self._context, self._takes = context, takes
        self.version = Version(None)
        self._heights: list[int] = []
        self._plain, self._strong = ui_font(pixels=13), ui_font(pixels=13, strong=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_version(self, version: Version) -> None:
        self.version = version
        self._measure()
        look = version.look
        name = look.called if look is not None else tr("Gold")
        said = "; ".join(f"{line.name}: {line.value}" for line in version.lines)
        self.setAccessibleName(f"{name}: {said or version.absent}")
        able = self._takes and look is not None and bool(version.lines)
        self.setCursor(Qt.CursorShape.PointingHandCursor if able else Qt.CursorShape.ArrowCursor)
        set_tip(self, tr("Take this version") + f" ({look.number})" if able and look else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEAD + sum(self._heights) + (_PAD if self._heights else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def _measure(self) -> None:
        room = max(40, self.width() - _NAME - 2 * _PAD)
        heights: list[int] = []
        for line in self.version.lines:
            metrics = QFontMetrics(self._strong if line.differs else self._plain)
            heights.append(
                max(20, metrics.boundingRect(0, 0, room, 4000, _WRAP, line.value).height() + 3)
            )
        if heights != self._heights:
            self._heights = heights
            self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        look = self.version.look
        if self._takes and look and self.version.lines and self.rect().contains(event.pos()):
            self.clicked.emit(look.layer)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, palette = self._context.theme.tokens, self.palette()
        look, version = self.version.look, self.version
        color = look.color if look is not None else tokens.accent
        strong = ink(color, tokens)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(strong if version.taken or look is None else palette.mid().color())
        painter.setBrush(wash(color, tokens) if look is None else palette.base())
        painter.drawRoundedRect(box, 6, 6)
        self._head(painter, look)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        text = palette.color(QPalette.ColorRole.Text)
        top = _HEAD
        for line, height in zip(version.lines, self._heights, strict=True):
            painter.setFont(ui_font(pixels=12))
            painter.setPen(muted)
            draw_line(painter, QRect(_PAD, top, _NAME - 8, 18), line.name)
            painter.setFont(self._strong if line.differs else self._plain)
            painter.setPen(text)
            left = _PAD + _NAME
            painter.drawText(
                QRect(left, top, self.width() - left - _PAD, height), _WRAP, line.value or "–"
            )
            top += height

    def _head(self, painter: QPainter, look: Look | None) -> None:
        """Letter, pattern and name at the left; the key, or what it is, at the right."""
        tokens, palette = self._context.theme.tokens, self.palette()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        color = ink(look.color if look is not None else tokens.accent, tokens)
        painter.setPen(color)
        painter.setFont(ui_font(pixels=13, strong=True))
        left = _PAD
        if look is not None:
            painter.drawText(QRect(left, 0, 16, _HEAD), Qt.AlignmentFlag.AlignVCenter, look.letter)
            painter.setPen(pen(color.name(), look.pattern, 2.0))
            painter.drawLine(QPointF(left, 23.5), QPointF(left + 24, 23.5))
            left += 32
        painter.setPen(palette.color(QPalette.ColorRole.Text) if look is not None else color)
        name = (look.name or "") if look is not None else tr("Gold")
        takes = self._takes and look is not None and self.version.lines
        right = str(look.number) if takes and look is not None else ""
        if self.version.absent:
            right = self.version.absent
        elif self.version.taken:
            right = f"✓ {right}"
        draw_line(painter, QRect(left, 0, self.width() - left - _PAD - 90, _HEAD), name)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(0, 0, self.width() - _PAD, _HEAD), flags, right)
