"""One block of text → lines with exact places.

Wraps a ``QTextLayout``; formats are set before layout only (setting them afterwards
invalidates its lines, and reading a line then crashes).  Offsets taken and given are code
points from the block's start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextLayout, QTextLine, QTextOption

from juseok.core.text import Utf16Map
from juseok.ui.articleview.fonts import LineFont

_SHORTEST = 0.6
"""A line is cut inside an eojeol rather than be shorter than this part of the column."""
LANE = 3
"""Pixels between underlines; the first one has its room in every line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A shown line: its places from the block's top, its UTF-16 range, where its ink ends."""

    top: float
    bottom: float
    box_top: float
    box_bottom: float
    baseline: float
    start: int
    end: int
    right: float
    qt: QTextLine


class BlockLayout:
    """The lines of one block.

    ``lanes``: how many underlines lie below one another in a range; what does not find room
    between two lines makes a line higher.
    """

    __slots__ = ("_layout", "_map", "font", "height", "length", "lines")

    def __init__(
        self,
        text: str,
        *,
        font: LineFont,
        width: float,
        lanes: Callable[[int, int], int] | None = None,
        formats: list[QTextLayout.FormatRange] | None = None,
    ) -> None:
        self.font = font
        self.length = len(text)
        self._map = Utf16Map(text)
        self._layout = QTextLayout(text, font.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        if formats:
            self._layout.setFormats(formats)
        self.lines = self._break(text, width, lanes)
        self.height = self.lines[-1].bottom

    def _break(
        self, text: str, width: float, lanes: Callable[[int, int], int] | None
    ) -> list[Line]:
        lines: list[Line] = []
        font, top = self.font, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            self._keep_eojeol(line, text, width)
            # A fallback font may be taller: lines stand by their baselines, not their tops.
            line.setPosition(QPointF(0, top + font.baseline - line.ascent()))
            start = line.textStart()
            end = start + line.textLength()
            wanted = lanes(self._map.to_cp(start), self._map.to_cp(end)) if lanes else 0
            bottom = top + font.pitch + LANE * max(0, wanted - 1)
            lines.append(
                Line(
                    top=top,
                    bottom=bottom,
                    box_top=top + font.box_top,
                    box_bottom=top + font.box_bottom,
                    baseline=top + font.baseline,
                    start=start,
                    end=end,
                    right=line.naturalTextWidth(),
                    qt=line,
                )
            )
            top = bottom
        self._layout.endLayout()
        return lines

    def _keep_eojeol(self, line: QTextLine, text: str, width: float) -> None:
        """Wrap at a blank, as Korean readers expect, where the line does not get too short."""
        first = self._map.to_cp(line.textStart())
        stop = self._map.to_cp(line.textStart() + line.textLength())
        if stop >= len(text) or text[stop - 1].isspace() or text[stop].isspace():
            return
        blank = text.rfind(" ", first, stop)
        if blank <= first:
            return
        natural = _x(line, self._map.to_utf16(blank))
        if natural >= width * _SHORTEST:
            line.setLineWidth(natural + 0.5)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        self._layout.draw(painter, at)

    def line_of(self, offset: int) -> int:
        """The line that holds ``offset``; at a soft break the following one."""
        unit = self._map.to_utf16(offset)
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.lines[middle].start <= unit:
                low = middle
            else:
                high = middle - 1
        return low

    def line_range(self, number: int) -> tuple[int, int]:
        line = self.lines[number]
        return self._map.to_cp(line.start), self._map.to_cp(line.end)

    def x_of(self, offset: int, number: int | None = None) -> float:
        """Where a caret at ``offset`` stands, on its line or on the one given."""
        line = self.lines[self.line_of(offset) if number is None else number]
        return _x(line.qt, self._map.to_utf16(offset))

    def caret_rect(self, offset: int) -> QRectF:
        line = self.lines[self.line_of(offset)]
        return QRectF(self.x_of(offset), line.box_top, 1.0, line.box_bottom - line.box_top)

    def line_at(self, y: float) -> int:
        for number, line in enumerate(self.lines):
            if y < line.bottom:
                return number
        return len(self.lines) - 1

    def offset_on_line(self, number: int, x: float, *, on_character: bool = False) -> int:
        """The offset nearest to ``x``; ``on_character``: of the character under ``x``."""
        line = self.lines[number]
        sort = QTextLine.CursorPosition
        where = sort.CursorOnCharacter if on_character else sort.CursorBetweenCharacters
        unit = line.qt.xToCursor(x, where)
        last = number == len(self.lines) - 1
        if not last and unit >= line.end:
            unit = self._layout.previousCursorPosition(line.end)
        return self._map.to_cp(unit)

    def step(self, offset: int, direction: int) -> int:
        """The offset one seen character on or back within the block; the same at its edge."""
        unit = self._map.to_utf16(offset)
        if direction > 0:
            return self._map.to_cp(self._layout.nextCursorPosition(unit))
        return self._map.to_cp(self._layout.previousCursorPosition(unit))

    def boxes(self, start: int, end: int) -> list[tuple[int, QRectF]]:
        """The text boxes of ``[start, end)``: (line number, rectangle), one a line."""
        left, right = self._map.to_utf16(start), self._map.to_utf16(end)
        found: list[tuple[int, QRectF]] = []
        for number in range(self.line_of(start), len(self.lines)):
            line = self.lines[number]
            if line.start >= right:
                break
            first, last = max(left, line.start), min(right, line.end)
            if first >= last:
                continue
            a, b = _x(line.qt, first), _x(line.qt, last)
            if last == line.end:
                b = min(b, line.right) if line.right > a else b
            low, high = min(a, b), max(a, b)
            height = line.box_bottom - line.box_top
            found.append((number, QRectF(low, line.box_top, high - low, height)))
        return found


def _x(line: QTextLine, unit: int) -> float:
    found: Any = line.cursorToX(unit)  # the binding gives (x, unit); its stub does not say so
    return found[0] if isinstance(found, tuple) else found
