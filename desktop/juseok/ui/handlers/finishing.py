"""How far one is with an article: finish it, skip it with a reason, take it up again."""

from collections.abc import Callable
from functools import partial
from typing import Final

from juseok.core.model import ArticleState
from juseok.core.ops import Action
from juseok.core.review_model import AnnotatorSide
from juseok.services.campaigns.campaigns import set_passes
from juseok.services.tagging import articles
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import mark, tr
from juseok.ui.matching import rank
from juseok.ui.palette import Entry
from juseok.ui.panels.finish import FinishStrip

REASONS: Final = (
    mark("Not news"),
    mark("The same as another article"),
    mark("In another language"),
    mark("The text is broken"),
    mark("Outside the subject"),
)
_DIGITS: Final = "123456789"


class FinishingHandlers(Handlers):
    """Finishing lists what may be missing first, and stops nobody."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._strip: FinishStrip | None = None
        register = self.router.register
        register("article.finish", self.finish, enabled=self.has_article)
        register("article.skip", self.ask_skip, enabled=self.has_article)
        register("article.reopen", self.reopen, enabled=self.has_article)

    def finish(self) -> None:
        """Show what may be missing; with nothing to show, or again: finish and go on."""
        strip = self._strip
        if strip is None:
            strip = self._strip = FinishStrip(self.context)
            strip.clean.connect(self._finish)
            strip.finish_asked.connect(lambda: self._finish(self.place.article))
            self.place.show_strip(strip)
        if strip.is_open():
            self._finish(self.place.article)
        else:
            strip.open()

    def ask_skip(self) -> None:
        """Skip the article; the reason is typed, or one of the usual ones."""
        reasons = [tr(reason) for reason in REASONS]  # marked there

        def listing(query: str) -> list[Entry]:
            found = [reasons[number] for number in rank(query, reasons, limit=len(reasons))]
            words = dict.fromkeys([query, *found] if query else found)
            digits = iter(_DIGITS if not query else "")
            return [
                Entry(each, "", "minus", True, partial(self.skip, each), next(digits, ""))
                for each in words
            ]

        self.context.choose(tr("Why skip this article? Choose or type"), listing)

    def skip(self, reason: str) -> None:
        """Lay the article aside for ``reason``, and go on."""
        self._set_state(partial(articles.skip_article, reason=reason), and_go=True)

    def reopen(self) -> None:
        """Take a finished or skipped article up again."""
        self._set_state(articles.reopen_article, and_go=False)

    def _finish(self, article: str) -> None:
        if article != self.place.article:
            return
        if self._strip is not None and not self._strip.isHidden():
            self._strip.leave()
        self._set_state(articles.finish_article, and_go=True)

    def _set_state(self, make: Callable[..., Action | None], *, and_go: bool) -> None:
        """Apply what ``make`` gives for how far one is now; then go to the next open article."""
        workspace, article = self.workspace, self.place.article
        if workspace is None:
            return
        title = workspace.article.metadata.title

        def done(state: ArticleState | None) -> None:
            action = make(state=state, layer=self.layer, article=article, title=title)
            changed = self.do(self._with_passes(make, action, article, title))
            if and_go:
                self.router.trigger("article.next_open")
            elif not changed:
                self.context.say(tr("The article is in progress already."))

        self.with_state(done)

    def _with_passes(
        self, make: Callable[..., Action | None], action: Action | None, article: str, title: str
    ) -> Action | None:
        """In a campaign, finishing or taking up an article is that of its passes, in one action."""
        campaigning = Campaigning.of(self.session)
        state = campaigning.mine(article)
        sides: dict[object, AnnotatorSide] = {
            articles.finish_article: "finished",
            articles.reopen_article: "in_progress",
        }
        if state is None or make not in sides or self.layer != self.session.project.own_layer:
            return action
        also = set_passes(
            state=state, annotator=campaigning.me, layer=self.layer, article=article, title=title,
            side=sides[make],
        )  # fmt: skip
        return also or action
