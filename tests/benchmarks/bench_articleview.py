"""Medians of what the article view does, beside their budgets.

Run as a script: ``QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_articleview.py``.
The text is synthetic: eojeol and sentences of the lengths that news has.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QApplication
from tests.ui.articleview.kit import type_styles

from juseok.ui.articleview.document import ArticleDoc, Mark, MarkSort
from juseok.ui.articleview.style import light_theme
from juseok.ui.articleview.view import ArticleView
from juseok.ui.theme import register_fonts

SYLLABLES = "가나다라마바사아자차카타파하고도로서은을의이에는한국기정보사업시장경제회의"
TYPES = [("PERSON", "#0072b2", "인"), ("ORG", "#d55e00", "기"), ("GPE", "#009e73", "국")]


def make_text(length: int, *, lines: bool = True, seed: int = 7) -> str:
    chance = random.Random(seed)
    parts: list[str] = []
    size = 0
    while size < length:
        words = [
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 6)))
            for _ in range(chance.randint(6, 16))
        ]
        end = "\n" if lines and chance.random() < 0.3 else " "
        sentence = " ".join(words) + "다." + end
        parts.append(sentence)
        size += len(sentence)
    return "".join(parts)[:length]


def make_marks(text: str, count: int, *, seed: int = 11) -> list[Mark]:
    chance = random.Random(seed)
    marks: list[Mark] = []
    starts = sorted(chance.randrange(len(text) - 80) for _ in range(count))
    for number, start in enumerate(starts):
        key, _, letter = chance.choice(TYPES)
        span = (start, start + chance.randint(2, 9))
        marks.append(Mark(f"m{number}", MarkSort.MENTION, (span,), key, letter, key))
        if number % 30 == 0:
            span = (start, start + chance.randint(20, 70))
            marks.append(Mark(f"c{number}", MarkSort.CLAIM, (span,), letter=str(number)))
    return marks


def median(times: int, act: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile in ms."""
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95)]


def paint(view: ArticleView) -> None:
    view.viewport().repaint()


def bench(name: str, text: str, count: int, budget: float) -> None:
    marks = make_marks(text, count)
    view = ArticleView()
    view.resize(1000, 900)
    view.set_theme(light_theme(type_styles(TYPES, dark=False)))
    view.show()
    QApplication.processEvents()

    def opened() -> None:
        view.set_document(ArticleDoc(text))
        paint(view)

    def opened_with_marks() -> None:
        view.set_document(ArticleDoc(text), marks)
        paint(view)

    state = {"n": 0}

    def scrolled() -> None:
        view.scroll_by(60)
        QApplication.processEvents()  # draws the strip that came into sight

    def jumped() -> None:
        state["n"] += 1
        view.verticalScrollBar().setValue(state["n"] * 7919 % view.verticalScrollBar().maximum())
        paint(view)

    def tagged() -> None:
        state["n"] += 1
        offset = view.page.offset_at(300, 300)
        mark = Mark(f"new{state['n']}", MarkSort.MENTION, ((offset, offset + 4),), "ORG", "기")
        view.update_marks(added=[mark])
        paint(view)

    def dragged() -> None:
        state["n"] += 1
        view.select(view.page.offset_at(200, 200), view.page.offset_at(300, 400 + state["n"] % 50))
        paint(view)

    def hovered() -> None:
        state["n"] += 1
        view.mark_at(QPointF(200 + state["n"] % 400, 300))

    print(f"\n{name}: {len(text):,} characters, {count:,} mentions")
    rows: list[tuple[str, int, Callable[[], None], float]] = [
        ("open, first paint", 5, opened, budget),
        ("open with all marks, first paint", 5, opened_with_marks, budget),
        ("scroll 60 px, painted", 60, scrolled, 8),
        ("repaint", 60, lambda: paint(view), 8),
        ("tag and repaint", 40, tagged, 16),
        ("drag step and repaint", 40, dragged, 16),
        ("hit test", 200, hovered, 1),
    ]
    if view.verticalScrollBar().maximum() > 2000 or count > 1000:
        rows.append(("jump anywhere and repaint", 40, jumped, 16))
    for label, times, act, limit in rows:
        middle, high = median(times, act)
        flag = "" if middle <= limit else "  OVER"
        print(f"  {label:<34}{middle:8.2f} ms   p95 {high:8.2f}   budget {limit:g}{flag}")
    view.close()


def main() -> None:
    app = QApplication.instance() or QApplication(sys.argv)
    register_fonts()
    bench("normal", make_text(2_000), 60, 50)
    bench("large", make_text(100_000), 3_000, 100)
    bench("huge", make_text(1_000_000), 30_000, 100)
    bench("one line", make_text(1_000_000, lines=False), 30_000, 100)
    QTimer.singleShot(0, app.quit)
    app.exec()


if __name__ == "__main__":
    main()
