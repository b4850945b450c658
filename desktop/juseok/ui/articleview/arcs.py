"""Edges between marks, drawn over the text: of what is selected or pointed at, or all.

On one line an edge is an arch in the space above; between lines it is a curve from the upper
mark's foot to the lower one's head; towards what is out of sight, a stub to the view's edge.
Names stand between the lines (see ``arc_labels``); nothing moves for them.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPolygonF

from juseok.ui.articleview.arc_labels import (
    Band,
    Name,
    band_above,
    bands_of,
    ends_of,
    keep_clear,
    place_name,
)
from juseok.ui.articleview.document import Arc
from juseok.ui.articleview.inks import color, pen
from juseok.ui.articleview.page import Page, Placed
from juseok.ui.articleview.style import mix

CAP = 100
"""No more edges than this are drawn at once."""
LABELLED = 16
"""With more edges than this only those that are selected or pointed at have names."""
_FLAT, _STEEP = 8.0, 30.0
"""How high an arch's handles stand at least and at most, in pixels."""
_SAMPLES = 16
_NEAR = 8.0
"""How broad a line is to the mouse, in pixels."""


@dataclass(frozen=True, slots=True)
class _Route:
    """Where an edge runs; ``tip`` is where its arrow points, and which way (1 down)."""

    path: QPainterPath
    tip: tuple[QPointF, float] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edge as it was drawn last: its line, and the plate with its name if it has one."""

    arc: Arc
    path: QPainterPath
    plate: QRectF | None = None


def arc_at(drawn: Iterable[Drawn], point: QPointF, *, lines: bool) -> str:
    """The edge under a point: by its name; with ``lines``, by its line, too.  Empty for none."""
    held = [each for each in drawn if each.arc.id]
    for each in reversed(held):
        if each.plate is not None and each.plate.contains(point):
            return each.arc.id
    stroker = QPainterPathStroker()
    stroker.setWidth(_NEAR)
    for each in reversed(held) if lines else ():
        if stroker.createStroke(each.path).contains(point):
            return each.arc.id
    return ""


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


def draw_arcs(
    painter: QPainter,
    page: Page,
    placed: Sequence[Placed],
    arcs: Sequence[Arc],
    *,
    strong: Container[str] = (),
) -> tuple[Drawn, ...]:
    """Draw up to :data:`CAP` edges with at least one end in sight; gives those that were drawn.

    ``strong`` holds the ids of edges that are selected or pointed at: they always have a name.
    """
    boxes = _boxes(page, placed)
    bands = bands_of(page, placed)
    shown = [arc for arc in arcs if arc.head in boxes or arc.tail in boxes][:CAP]
    routes = [_route(page, arc, boxes, bands) for arc in shown]
    for arc, route in zip(shown, routes, strict=True):
        ink = _ink(page, arc)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(ink, "solid", 1.6))
        painter.drawPath(route.path)
        if route.tip is not None:
            _arrow(painter, route.tip, ink)
            keep_clear(bands, route.tip[0])
    named = [
        (arc, route)
        for arc, route in zip(shown, routes, strict=True)
        if arc.label and (arc.id in strong or len(shown) <= LABELLED)
    ]
    named.sort(key=lambda each: each[0].id not in strong)
    painter.setFont(page.fonts.label)
    room = (bands, ends_of(page, placed))
    plates = {
        arc: _draw_name(painter, page, room, arc=arc, route=route, insists=arc.id in strong)
        for arc, route in named
    }
    return tuple(
        Drawn(arc, route.path, plates.get(arc)) for arc, route in zip(shown, routes, strict=True)
    )


def _ink(page: Page, arc: Arc) -> str:
    theme = page.theme
    return theme.style(arc.style).ink if arc.style in theme.styles else theme.accent


def _draw_name(
    painter: QPainter,
    page: Page,
    room: tuple[Sequence[Band], Sequence[Band]],
    *,
    arc: Arc,
    route: _Route,
    insists: bool,
) -> QRectF | None:
    """The name of an edge on a small plate, where there is room between or behind lines; gives
    the plate."""
    metrics = QFontMetricsF(page.fonts.label)
    points = [route.path.pointAtPercent(n / _SAMPLES) for n in range(_SAMPLES + 1)]
    width, height = metrics.horizontalAdvance(arc.label) + 8, float(round(metrics.height()))
    box = place_name(Name(width, height, points, insists), room[0], page.width, room[1])
    if box is None:
        return None
    ink = _ink(page, arc)
    painter.setPen(pen(mix(ink, page.theme.paper, 0.5)))
    painter.setBrush(color(page.theme.paper))
    painter.drawRoundedRect(box.adjusted(0, 0.5, 0, -0.5), 3, 3)
    painter.setPen(color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, arc.label)
    return box


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


def _route(page: Page, arc: Arc, boxes: dict[str, QRectF], bands: Sequence[Band]) -> _Route:
    head, tail = boxes.get(arc.head), boxes.get(arc.tail)
    if head is not None and tail is not None:
        if abs(head.top() - tail.top()) < 3:
            return _arch(head, tail, bands)
        return _curve(head, tail)
    seen, other = (head, arc.tail) if head is not None else (tail, arc.head)
    assert seen is not None
    hidden = page.marks.get(other)
    shown = page.marks.get(arc.head if head is not None else arc.tail)
    down = hidden is None or shown is None or hidden.start >= shown.start
    return _stub(seen, page.height if down else 0.0, arrow=head is not None)


def _arch(head: QRectF, tail: QRectF, bands: Sequence[Band]) -> _Route:
    """An arch that stays between the lines: it stands three quarters as high as its handles."""
    start = QPointF(head.center().x(), head.top() - 1)
    end = QPointF(tail.center().x(), tail.top() - 2)
    band = band_above(bands, head.top())
    room = (start.y() - band.top - 1) / 0.75 if band is not None else _STEEP
    rise = max(_FLAT, min(14 + abs(end.x() - start.x()) / 16, room, _STEEP))
    path = QPainterPath(start)
    path.cubicTo(start.x(), start.y() - rise, end.x(), end.y() - rise, end.x(), end.y())
    return _Route(path, (end, 1.0))


def _curve(head: QRectF, tail: QRectF) -> _Route:
    down = tail.top() > head.top()
    start = QPointF(head.center().x(), head.bottom() + 2 if down else head.top() - 1)
    end = QPointF(tail.center().x(), tail.top() - 2 if down else tail.bottom() + 3)
    pull = max(14.0, abs(end.y() - start.y()) * 0.5) * (1 if down else -1)
    path = QPainterPath(start)
    path.cubicTo(start.x(), start.y() + pull, end.x(), end.y() - pull, end.x(), end.y())
    return _Route(path, (end, 1.0 if down else -1.0))


def _stub(seen: QRectF, edge: float, *, arrow: bool) -> _Route:
    down = edge > 0
    start = QPointF(seen.center().x(), seen.bottom() + 2 if down else seen.top() - 1)
    far = min(edge, start.y() + 46) if down else max(edge, start.y() - 46)
    end = QPointF(start.x(), far)
    path = QPainterPath(start)
    path.lineTo(end)
    return _Route(path, (end, 1.0 if down else -1.0) if arrow else None)


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
