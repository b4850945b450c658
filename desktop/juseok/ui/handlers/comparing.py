"""Comparing by key: layers of an article side by side, and what differs between them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from juseok.services.review.side_by_side import MOST, Side
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.review.reviewing import Reviewing

if TYPE_CHECKING:
    from juseok.ui.windows.compare_window import CompareWindow


class ComparingHandlers(Handlers):
    """One window at a time; asked for again, it shows what is in hand then."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.window: CompareWindow | None = None
        self._reviewing = Reviewing.of(context.session, context.place)
        self.router.register("compare.article", self.show, enabled=self.has_article)
        for name, run in (
            ("next", lambda w: w.step(1)),
            ("previous", lambda w: w.step(-1)),
            ("jump", lambda w: w.jump()),
            ("next_article", lambda w: w.step_article(1)),
            ("previous_article", lambda w: w.step_article(-1)),
            ("equal", lambda w: w.turn_equal()),
            ("articles", lambda w: w.turn_articles()),
            ("look_through", lambda w: w.look_through()),
            ("swap", lambda w: w.comparing.swap()),
            ("go", lambda w: w.go()),
        ):
            self._register(f"compare.{name}", run)
        self._register("compare.in_step", lambda w: w.turn_in_step(), lambda w: w.in_step.on)
        self._register(
            "compare.third", lambda w: w.comparing.turn_third(),
            lambda w: w.comparing.found is not None and len(w.comparing.found.sides) == MOST,
        )  # fmt: skip
        self.place.compare_asked.connect(self.open)
        self._reviewing.moved.connect(self._follow_review)

    def _register(
        self,
        action: str,
        run: "Callable[[CompareWindow], object]",
        checked: "Callable[[CompareWindow], bool] | None" = None,
    ) -> None:
        """Let ``run`` carry out ``action`` on the window, while there is one."""

        def do() -> None:
            if self.window is not None:
                run(self.window)

        def holds() -> bool:
            return checked is not None and self.window is not None and checked(self.window)

        self.router.register(
            action, do, enabled=self._is_open, checked=holds if checked is not None else None
        )

    def _is_open(self) -> bool:
        return self.window is not None

    def show(self) -> None:
        """Compare the article that is read; in a review, what stands at the item in hand."""
        review = self._reviewing
        judged = review.current if review.on else None
        if judged is not None and review.page.article == self.place.article:
            looks = sorted(review.looks.values(), key=lambda each: each.number)
            layers = [each.layer for each in looks][:MOST]
            record = next((r.id for rows in judged.item.members.values() for r in rows), "")
            sides = tuple(Side(layer) for layer in layers) if len(layers) > 1 else ()
            self.open(self.place.article, sides, record)
            return
        held = self.annotation()
        self.open(self.place.article, (), held.id if held is not None else "")

    def open(self, article: str, sides: tuple[Side, ...] = (), record: str = "") -> None:
        """Show the window on an article; without ``sides``, those it has, or who worked there."""
        from juseok.ui.windows.compare_window import CompareWindow  # not needed for a first paint

        if self.window is None:
            self.window = CompareWindow(self.context)
            self.window.destroyed.connect(self._gone)
        window = self.window
        window.comparing.anonymous = self._reviewing.anonymous
        window.show_article(article, sides, record)
        window.show()
        window.raise_()
        window.activateWindow()

    def _follow_review(self) -> None:
        """An anonymous review is anonymous here, too."""
        if self.window is not None:
            self.window.comparing.set_anonymous(self._reviewing.anonymous)

    def _gone(self) -> None:
        self.window = None
