"""Edges between marks, drawn over the text: of what is selected or pointed at, or all.

On one line an edge is an arch in the space above; between lines it is a curve from the upper
mark's foot to the lower one's head; towards what is out of sight, a stub to the view's edge.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPolygonF

from juseok.ui.articleview.document import Arc
from juseok.ui.articleview.inks import color, pen
from juseok.ui.articleview.page import Page, Placed
from juseok.ui.articleview.style import mix

CAP = 100
"""No more edges than this are drawn at once."""
LABELLED = 16
"""With more edges than this, their labels would hide the text."""


class ArcIndex:
    """The edges of an article, by the marks at their ends."""

    def __init__(self, arcs: Iterable[Arc] = ()) -> None:
        self.arcs = tuple(arcs)
        self._by_mark: dict[str, list[Arc]] = {}
        for arc in self.arcs:
            for end in dict.fromkeys((arc.head, arc.tail)):
                self._by_mark.setdefault(end, []).append(arc)

    def of(self, marks: Iterable[str]) -> list[Arc]:
        """The edges that touch any of ``marks``, or are themselves named."""
        wanted = set(marks)
        found = {arc.id: arc for mark in wanted for arc in self._by_mark.get(mark, ())}
        found |= {arc.id: arc for arc in self.arcs if arc.id in wanted}
        return list(found.values())


def draw_arcs(painter: QPainter, page: Page, placed: Sequence[Placed], arcs: Sequence[Arc]) -> int:
    """Draw up to :data:`CAP` edges with at least one end in sight; gives how many were drawn."""
    boxes = _boxes(page, placed)
    shown = [arc for arc in arcs if arc.head in boxes or arc.tail in boxes][:CAP]
    painter.setFont(page.fonts.note)
    labels: list[tuple[QPointF, str, str]] = []
    for arc in shown:
        ink = (
            page.theme.style(arc.style).ink if arc.style in page.theme.styles else page.theme.accent
        )
        head, tail = boxes.get(arc.head), boxes.get(arc.tail)
        path, tip, middle = _route(page, arc, head, tail)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(ink, "solid", 1.6))
        painter.drawPath(path)
        if tip is not None:
            _arrow(painter, tip, ink)
        labels.append((middle, arc.label, ink))
    if len(shown) <= LABELLED:
        _labels(painter, page, labels)
    return len(shown)


def _boxes(page: Page, placed: Sequence[Placed]) -> dict[str, QRectF]:
    """The first visible box of each mark."""
    found: dict[str, QRectF] = {}
    for at in placed:
        for mark_id, boxes in at.laid.shapes.boxes.items():
            if mark_id not in found and boxes:
                box = boxes[0].translated(page.left, at.text_y)
                if box.bottom() > 0 and box.top() < page.height:
                    found[mark_id] = box
    return found


def _route(
    page: Page, arc: Arc, head: QRectF | None, tail: QRectF | None
) -> tuple[QPainterPath, tuple[QPointF, float] | None, QPointF]:
    """The path from head to tail, the arrow's tip with its direction, the label's place."""
    if head is not None and tail is not None:
        if abs(head.top() - tail.top()) < 3:
            return _arch(head, tail)
        return _curve(head, tail)
    seen, other = (head, arc.tail) if head is not None else (tail, arc.head)
    assert seen is not None
    hidden = page.marks.get(other)
    shown = page.marks.get(arc.head if head is not None else arc.tail)
    down = hidden is None or shown is None or hidden.start >= shown.start
    return _stub(seen, page.height if down else 0.0, arrow=head is not None)


def _arch(head: QRectF, tail: QRectF) -> tuple[QPainterPath, tuple[QPointF, float], QPointF]:
    start = QPointF(head.center().x(), head.top() - 1)
    end = QPointF(tail.center().x(), tail.top() - 2)
    rise = 14 + min(16.0, abs(end.x() - start.x()) / 16)
    path = QPainterPath(start)
    path.cubicTo(start.x(), start.y() - rise, end.x(), end.y() - rise, end.x(), end.y())
    middle = QPointF((start.x() + end.x()) / 2, start.y() - rise * 0.75)
    return path, (end, 1.0), middle


def _curve(head: QRectF, tail: QRectF) -> tuple[QPainterPath, tuple[QPointF, float], QPointF]:
    down = tail.top() > head.top()
    start = QPointF(head.center().x(), head.bottom() + 2 if down else head.top() - 1)
    end = QPointF(tail.center().x(), tail.top() - 2 if down else tail.bottom() + 3)
    pull = max(14.0, abs(end.y() - start.y()) * 0.5) * (1 if down else -1)
    path = QPainterPath(start)
    path.cubicTo(start.x(), start.y() + pull, end.x(), end.y() - pull, end.x(), end.y())
    return path, (end, 1.0 if down else -1.0), path.pointAtPercent(0.5)


def _stub(
    seen: QRectF, edge: float, *, arrow: bool
) -> tuple[QPainterPath, tuple[QPointF, float] | None, QPointF]:
    down = edge > 0
    start = QPointF(seen.center().x(), seen.bottom() + 2 if down else seen.top() - 1)
    far = min(edge, start.y() + 46) if down else max(edge, start.y() - 46)
    end = QPointF(start.x(), far)
    path = QPainterPath(start)
    path.lineTo(end)
    middle = QPointF(start.x(), (start.y() + far) / 2)
    return path, (end, 1.0 if down else -1.0) if arrow else None, middle


def _arrow(painter: QPainter, tip: tuple[QPointF, float], ink: str) -> None:
    at, way = tip
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(ink))
    back = at.y() - 6 * way
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(at.x(), at.y() + way),
                QPointF(at.x() - 3.6, back),
                QPointF(at.x() + 3.6, back),
            ]
        )
    )


def free_plate(box: QRectF, taken: list[QRectF], right: float) -> QRectF:
    """Where a plate lies on no other: at its place, beside it, else below.

    Beside keeps it in the space between two lines, where it hides no text.
    """
    near = [other for other in taken if box.intersects(other)]
    if near:
        after = max(other.right() for other in near) + 3 - box.left()
        before = min(other.left() for other in near) - 3 - box.right()
        for shift in sorted((after, before), key=abs):
            moved = box.translated(shift, 0)
            inside = moved.left() >= 2 and moved.right() <= right - 2
            if inside and not any(moved.intersects(other) for other in taken):
                return moved
    while any(box.intersects(other) for other in taken):
        box = box.translated(0, box.height() + 1)
    return box


def _labels(painter: QPainter, page: Page, labels: list[tuple[QPointF, str, str]]) -> None:
    """Names on small plates; one that would lie on another moves aside, or else down."""
    metrics = QFontMetricsF(page.fonts.note)
    taken: list[QRectF] = []
    for at, text, ink in labels:
        if not text:
            continue
        width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 3
        x = min(max(at.x() - width / 2, 2.0), page.width - width - 2)
        box = free_plate(QRectF(x, at.y() - height / 2, width, height), taken, page.width)
        taken.append(box)
        painter.setPen(pen(mix(ink, page.theme.paper, 0.5)))
        painter.setBrush(color(page.theme.paper))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
