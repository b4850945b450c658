"""Helpers of these tests that speak in offsets."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from juseok.core.scheme import PATTERNS
from juseok.ui.articleview.document import Mark, MarkSort
from juseok.ui.articleview.style import TypeStyle, type_style
from juseok.ui.articleview.view import ArticleView

TEXT = (
    "한빛반도체, 새 가속기 공개\n"
    "서윤아 대표는 “올해 안에 양산을 시작하겠다”고 밝혔다. 업계는 이 소식을 반겼다.\n"
    "\n"
    "미국 상무부는 다음 달 새 규정을 내놓는다. 👩‍💻 개발자들은 🇰🇷🇯🇵 두 나라를 오간다."
)
LONG = "\n".join(
    f"{n}째 문단이다. " + "칩과 규제를 둘러싼 말이 길게 이어진다. " * (n % 5) for n in range(400)
)
TITLE_END = TEXT.index("\n")
TYPES = (("PERSON", "#0072b2", "인"), ("ORG", "#d55e00", "기"), ("GPE", "#009e73", "국"))


def type_styles(types: Iterable[tuple[str, str, str]], *, dark: bool) -> dict[str, TypeStyle]:
    """Styles by type id from (id, colour, letter); patterns are dealt out in turn."""
    return {
        key: type_style(color, dark=dark, letter=letter, pattern=PATTERNS[i % len(PATTERNS)])
        for i, (key, color, letter) in enumerate(types)
    }


def mention(mark_id: str, *spans: tuple[int, int], style: str = "ORG") -> Mark:
    return Mark(mark_id, MarkSort.MENTION, spans, style, "기", "기관")


def span_of(part: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def point_at(view: ArticleView, offset: int) -> QPoint:
    """A pixel just right of the caret at ``offset``."""
    rect = view.page.caret_rect(offset)
    return QPointF(rect.left() + 1, rect.center().y()).toPoint()


def mouse(
    view: ArticleView,
    sort: QMouseEvent.Type,
    point: QPoint,
    *,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    when: int = 0,
) -> None:
    """Send one event of the left button to the viewport, at a time of our own."""
    held = Qt.MouseButton.NoButton
    if sort is not QMouseEvent.Type.MouseButtonRelease:
        held = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.LeftButton
    if sort is QMouseEvent.Type.MouseMove:
        button = Qt.MouseButton.NoButton
    at = QPointF(point)
    event = QMouseEvent(sort, at, QPointF(view.viewport().mapToGlobal(point)), button, held, keys)
    event.setTimestamp(when)
    QApplication.sendEvent(view.viewport(), event)


def drag(view: ArticleView, start: int, end: int, **how: Qt.KeyboardModifier) -> None:
    """Select by mouse from one offset to another."""
    types = QMouseEvent.Type
    mouse(view, types.MouseButtonPress, point_at(view, start), **how)
    mouse(view, types.MouseMove, point_at(view, end), **how)
    mouse(view, types.MouseButtonRelease, point_at(view, end), **how)


def click(view: ArticleView, point: QPoint, *, times: int = 1, when: int = 1000) -> None:
    """One to three clicks at a point."""
    types = QMouseEvent.Type
    for number in range(times):
        mouse(view, types.MouseButtonPress, point, when=when + 10 * number)
        mouse(view, types.MouseButtonRelease, point, when=when + 10 * number + 5)


def press(view: ArticleView, key: Qt.Key, *keys: Qt.KeyboardModifier) -> QKeyEvent:
    """Send a key to the view; gives the event, to see whether it was accepted."""
    held = Qt.KeyboardModifier.NoModifier
    for one in keys:
        held |= one
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, held)
    QApplication.sendEvent(view, event)
    return event


def hover_at(view: ArticleView, point: QPointF) -> None:
    """Move the pointer without a button."""
    none = Qt.MouseButton.NoButton
    at = QPointF(view.viewport().mapToGlobal(point))
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, point, at, none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)
