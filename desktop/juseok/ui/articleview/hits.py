"""Which marks are under a point of the viewport."""

from collections.abc import Container, Iterable

from PySide6.QtCore import QRectF

from juseok.ui.articleview.document import Mark
from juseok.ui.articleview.page import Page, Placed
from juseok.ui.articleview.shapes import BAR_X, LANE_WIDTH


def marks_at_point(page: Page, x: float, y: float) -> tuple[Mark, ...]:
    """Marks whose chip, box or margin bar is at a point, smallest first; a chip wins."""
    placed = _block_at(page, y)
    if placed is None:
        return ()
    inner_x, inner_y = x - page.left, y - placed.text_y
    chip = _chip(placed, inner_x, inner_y)
    found = {
        mark_id
        for mark_id, boxes in placed.laid.shapes.boxes.items()
        if any(box.adjusted(0, -3, 0, 5).contains(inner_x, inner_y) for box in boxes)
    }
    marks = [mark for mark_id in found if (mark := page.marks.get(mark_id))]
    marks.sort(key=lambda mark: (mark.length, mark.start, mark.id))
    bars = _bars(placed, inner_x, inner_y)
    ordered = ([chip] if chip else []) + marks + bars
    return tuple(dict.fromkeys(ordered))


def chip_at_point(page: Page, x: float, y: float) -> Mark | None:
    """The mark whose chip is at a point: chips are handles to drag a mention by."""
    placed = _block_at(page, y)
    return _chip(placed, x - page.left, y - placed.text_y) if placed else None


def next_record(marks: Iterable[Mark], selected: Container[str]) -> str:
    """The record of ``marks`` after the one that is ``selected``, around; empty without marks."""
    records = list(dict.fromkeys(mark.record for mark in marks))
    if not records:
        return ""
    current = next((place for place, each in enumerate(records) if each in selected), -1)
    return records[(current + 1) % len(records)]


def _block_at(page: Page, y: float) -> Placed | None:
    for placed in page.visible():
        if placed.y <= y < placed.y + placed.laid.height:
            return placed
    return None


def _chip(placed: Placed, x: float, y: float) -> Mark | None:
    for chip in reversed(placed.laid.shapes.chips):
        if QRectF(chip.at.x() - 1, chip.at.y() - 9, chip.width + 3, 11).contains(x, y):
            return chip.mark
    return None


def _bars(placed: Placed, x: float, y: float) -> list[Mark]:
    return [
        bar.mark
        for bar in placed.laid.shapes.bars
        if bar.top - 12 <= y <= bar.bottom
        and -3 <= x - BAR_X + LANE_WIDTH * bar.lane <= LANE_WIDTH - 3
    ]
