"""How a type looks: its chip, its colour and pattern fields, and a preview on both pages."""

from typing import Final

from PySide6.QtCore import (
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from juseok.core.scheme import PATTERNS, AnyType, EntityType, Pattern, is_color
from juseok.core.scheme_color import Swatch, contrast, swatch
from juseok.ui.i18n import language, mark, tr
from juseok.ui.theme import DARK, LIGHT, Tokens, ui_font
from juseok.ui.widgets.plain import set_tip

COLORS: Final = (
    (mark("Blue"), "#0072b2"),
    (mark("Vermilion"), "#d55e00"),
    (mark("Green"), "#009e73"),
    (mark("Orange"), "#e69f00"),
    (mark("Sky"), "#56b4e9"),
    (mark("Purple"), "#cc79a7"),
    (mark("Yellow"), "#d6c61c"),
    (mark("Grey"), "#8a8a8a"),
    (mark("Leaf"), "#7fb356"),
    (mark("Slate"), "#6f8fb5"),
    (mark("Coral"), "#e58a5a"),
    (mark("Mint"), "#66c2a5"),
    (mark("Sand"), "#b59a55"),
    (mark("Pale sky"), "#8fc7e8"),
    (mark("Pink"), "#e0a3c4"),
    (mark("Olive"), "#9a7d2e"),
    (mark("Light grey"), "#a8a8a8"),
    (mark("Stone"), "#a39170"),
)
"""The Okabe–Ito family, which colour-blind eyes tell apart, and tints of it."""

PATTERN_NAMES: Final[dict[Pattern, str]] = {
    "solid": mark("Solid line"),
    "dash": mark("Dashed line"),
    "dot": mark("Dotted line"),
    "dashdot": mark("Dash and dot"),
    "double": mark("Double line"),
}
_PENS: Final[dict[Pattern, Qt.PenStyle]] = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dashdot": Qt.PenStyle.DashDotLine,
    "double": Qt.PenStyle.SolidLine,
}
_SAMPLE: Final = ("지난봄 ", "한빛전자", "는 새 공장을 열었다.")
_PER_ROW: Final = 9
_DOT: Final = 28


def tokens_now() -> Tokens:
    """The tokens of the theme that is in force."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def swatch_in(color: str, tokens: Tokens) -> Swatch:
    """A type's colours on the theme's page; grey for what is no colour (yet)."""
    shown = color if is_color(color) else "#808080"
    return swatch(shown, "dark" if tokens.dark else "light", tokens.page)


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    *,
    letter: str,
    colors: Swatch,
    pattern: Pattern = "solid",
) -> None:
    """A type's letter on its fill; its line where it has no letter (relationships)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.fill))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(QColor(colors.ink))
    painter.setFont(ui_font(pixels=11, strong=True))
    if letter:
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    else:
        start = QPointF(rect.left() + 5, rect.center().y())
        color = QColor(colors.ink)
        paint_underline(painter, start, rect.width() - 10, pattern=pattern, color=color)
    painter.restore()


def paint_underline(
    painter: QPainter, start: QPointF, width: float, *, pattern: Pattern, color: QColor
) -> None:
    """The line under a mention, in the type's pattern."""
    pen = QPen(color, 1.0 if pattern == "double" else 2.0, _PENS[pattern])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for offset in (-1.5, 1.5) if pattern == "double" else (0.0,):
        y = start.y() + offset
        painter.drawLine(QPointF(start.x(), y), QPointF(start.x() + width, y))


class _Choice(QAbstractButton):
    """A small checkable button that draws itself; arrow keys move among its group."""

    def __init__(self, name: str, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setFixedSize(size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _frame(self, painter: QPainter, *, round_by: float) -> None:
        tokens = tokens_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked() or self.hasFocus():
            color = tokens.accent if self.hasFocus() else tokens.text
            painter.setPen(QPen(QColor(color), 2))
            rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(rect, round_by, round_by)


class _ColorDot(_Choice):
    def __init__(self, name: str, color: str, parent: QWidget) -> None:
        super().__init__(f"{name} {color}", QSize(_DOT, _DOT), parent)
        self.color = color

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._frame(painter, round_by=_DOT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.color))
        painter.drawEllipse(QRectF(self.rect()).adjusted(5, 5, -5, -5))


class _PatternSample(_Choice):
    def __init__(self, pattern: Pattern, parent: QWidget) -> None:
        super().__init__(tr(PATTERN_NAMES[pattern]), QSize(48, _DOT), parent)
        self.pattern: Pattern = pattern

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._frame(painter, round_by=6)
        start = QPointF(9, self.height() / 2)
        color = self.palette().windowText().color()
        width = self.width() - 18
        paint_underline(painter, start, width, pattern=self.pattern, color=color)


class ColorField(QWidget):
    """One of the shipped colours, or any other by its number."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        grid = QGridLayout()
        grid.setSpacing(0)
        self._group = QButtonGroup(self)
        for index, (name, color) in enumerate(COLORS):
            dot = _ColorDot(tr(name), color, self)
            self._group.addButton(dot)
            grid.addWidget(dot, index // _PER_ROW, index % _PER_ROW)
            dot.clicked.connect(lambda _=False, color=color: self.chosen.emit(color))
        row.addLayout(grid)
        self.setFixedHeight(_DOT * -(-len(COLORS) // _PER_ROW))
        self.number = QLineEdit(self)
        self.number.setValidator(QRegularExpressionValidator("#[0-9a-fA-F]{6}", self))
        self.number.setFixedWidth(96)
        self.number.setAccessibleName(tr("Colour number"))
        set_tip(self.number, tr("Any colour, as #rrggbb"))
        self.number.editingFinished.connect(lambda: self.chosen.emit(self.number.text().lower()))
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)

    def show_color(self, color: str) -> None:
        self.number.setText(color)
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(isinstance(button, _ColorDot) and button.color == color)
        self._group.setExclusive(True)


class PatternField(QWidget):
    """The line under a mention."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        for pattern in PATTERNS:
            button = _PatternSample(pattern, self)
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, name=pattern: self.chosen.emit(name))
        row.addStretch(1)

    def show_pattern(self, pattern: Pattern) -> None:
        for button in self._group.buttons():
            if isinstance(button, _PatternSample) and button.pattern == pattern:
                button.setChecked(True)


class LookPreview(QWidget):
    """The type as it will stand on the light page and on the dark one, with the contrasts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: AnyType | None = None
        self.setFixedHeight(88)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Preview"))

    def show_item(self, item: AnyType) -> None:
        self._item = item
        ratios = [
            tr("{theme}: text {body}, chip {chip}", theme=name, body=text, chip=chip)
            for name, (text, chip) in (
                (tr("Light page"), self._ratios(LIGHT)),
                (tr("Dark page"), self._ratios(DARK)),
            )
        ]
        self.setAccessibleDescription("; ".join(ratios))
        self.update()

    def _ratios(self, tokens: Tokens) -> tuple[str, str]:
        colors = swatch_in(self._item.color if self._item else "", tokens)
        on_fill, chip = contrast(tokens.text, colors.fill), contrast(colors.ink, colors.fill)
        return f"{on_fill:.1f}:1", f"{chip:.1f}:1"

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._item is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (self.width() - 8) / 2
        for index, tokens in enumerate((LIGHT, DARK)):
            rect = QRectF(index * (half + 8), 0, half, self.height())
            self._paint_page(painter, rect, tokens)

    def _paint_page(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        assert self._item is not None
        colors = swatch_in(self._item.color, tokens)
        painter.save()
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.page))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setClipRect(rect.adjusted(1, 1, -1, -1))
        baseline = rect.top() + 40
        chip = QRectF(rect.left() + 16, baseline - 18, 26, 22)
        letter, pattern = self._item.letter, self._item.pattern
        paint_chip(painter, chip, letter=letter, colors=colors, pattern=pattern)
        left = chip.right() + 12
        if isinstance(self._item, EntityType):
            self._paint_sentence(painter, QPointF(left, baseline), tokens)
        else:
            painter.setPen(QColor(colors.ink))
            painter.setFont(ui_font(pixels=16, strong=True))
            name = self._item.name(language())
            painter.drawText(QPointF(left, baseline), name)
            width = QFontMetricsF(painter.font()).horizontalAdvance(name)
            start = QPointF(left, baseline + 6)
            edge = QColor(colors.edge)
            paint_underline(painter, start, width, pattern=self._item.pattern, color=edge)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(ui_font(pixels=11))
        text, chip_ratio = self._ratios(tokens)
        told = tr("Contrast: text {body}, chip {chip}", body=text, chip=chip_ratio)
        painter.drawText(QPointF(rect.left() + 16, rect.bottom() - 14), told)
        painter.restore()

    def _paint_sentence(self, painter: QPainter, start: QPointF, tokens: Tokens) -> None:
        assert self._item is not None
        colors = swatch_in(self._item.color, tokens)
        painter.setFont(ui_font(pixels=17))
        metrics = QFontMetricsF(painter.font())
        x = start.x()
        for index, part in enumerate(_SAMPLE):
            width = metrics.horizontalAdvance(part)
            if index == 1:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colors.fill))
                painter.drawRoundedRect(QRectF(x - 1, start.y() - 18, width + 2, 24), 3, 3)
                line = QPointF(x, start.y() + 7)
                edge = QColor(colors.edge)
                paint_underline(painter, line, width, pattern=self._item.pattern, color=edge)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QPointF(x, start.y()), part)
            x += width
