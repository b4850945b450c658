"""Whole articles in a review: reviewed by key, and lots of one annotator accepted or returned."""

from functools import partial

from juseok.core.model import ArticleState
from juseok.core.proportion import Share
from juseok.services.campaigns.reading import Team, read_team
from juseok.services.review.done import finish_review
from juseok.services.review.gold import Rule
from juseok.services.review.lots import Lot, lots, return_lot
from juseok.services.review.page import Sight, sight_of
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.palette import Entry
from juseok.ui.review.by_rule import ByRule
from juseok.ui.review.reviewing import Reviewing

_FEW = 30
"""Of fewer judged items a rate says little."""


class LotHandlers(Handlers):
    """Each lot is chosen from a list, an article is reviewed by key; nothing stops the work."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.reviewing = Reviewing.of(context.session, context.place)
        self.by_rule = ByRule(context.session, self.reviewing)
        self.router.register("review.lots", self.list_lots)
        self.router.register("review.done", self.finish, enabled=lambda: self.reviewing.on)

    def finish(self) -> None:
        """The article is reviewed; go on to the next."""
        workspace, viewer = self.workspace, self.session.viewer
        if workspace is None:
            return
        article, title = self.place.article, workspace.article.metadata.title
        left = sum(each.waits for each in self.reviewing.page.judged)

        def done(found: tuple[Team, ArticleState]) -> None:
            team, state = found
            me = self.session.project.annotator
            self.do(finish_review(team=team, state=state, title=title, reviewer=me))
            if left:
                self.context.say(tr("Reviewed; {count} item(s) still wait(s|).", count=f"{left:,}"))
            self.reviewing.step_article(1)

        self.session.tasks.run(
            lambda reader, _: (read_team(reader), reader.article_state(viewer, article)), done
        )

    def list_lots(self) -> None:
        """Read what only one annotator did, and how much of it was judged."""
        project, sample = self.session.project, self.reviewing.filter.sample

        def read(reader: Reader, _: object) -> tuple[list[Lot], dict[str, str]]:
            sight: Sight = sight_of(
                reader, annotator=project.annotator, own_layer=project.own_layer,
                register_layer=project.register_layer,
            )  # fmt: skip
            people = {each.id: each.name for each in reader.annotators()}
            names = {layer: people.get(who, "") for layer, who in sight.annotators.items()}
            waiting = reader.reviews.waiting(sight.annotators)
            return lots(reader, sight, waiting, sample=sample), names

        self.session.tasks.run(read, lambda found: self._offer(*found), slot="lots")

    def _offer(self, found: list[Lot], names: dict[str, str]) -> None:
        if not found:
            self.context.say(tr("No article was done by one annotator alone."))
            return

        def listing(query: str) -> list[Entry]:
            return [
                Entry(
                    tr("{name}: {count} article(s)", name=names.get(lot.layer) or "–",
                       count=f"{len(lot.articles):,}"),
                    rate_words(lot.wrong), "person", True, partial(self._ask, lot),
                )
                for lot in found if query in names.get(lot.layer, "")
            ]  # fmt: skip

        self.context.choose(tr("Lots of one annotator"), listing)

    def _ask(self, lot: Lot) -> None:
        """What becomes of the lot."""

        def listing(_: str) -> list[Entry]:
            return [
                Entry(tr("Accept the rest of the lot"), "", "check", True,
                      partial(self.accept, lot), "1"),
                Entry(tr("Return the lot to its annotator"), "", "undo", True,
                      partial(self.give_back, lot), "2"),
            ]  # fmt: skip

        self.context.choose(rate_words(lot.wrong), listing)

    def accept(self, lot: Lot) -> None:
        """Take what nobody has judged of the lot into gold; judged items stay as they are."""
        rule = Rule("threshold", 1, lot.articles)
        self.by_rule.run(rule, tr("Accepting the lot"), lambda _: None)

    def give_back(self, lot: Lot) -> None:
        """Say that its annotator is to look again."""
        me = self.session.project.annotator
        self.session.tasks.run(
            lambda reader, _: read_team(reader),
            lambda team: self.do(return_lot(lot=lot, team=team, reviewer=me)),
            slot="lot",
        )


def rate_words(wrong: Share) -> str:
    """The share of wrong items with its interval; what is not known is said, and never 0 %."""
    if wrong.value is None or wrong.low is None or wrong.high is None:
        return tr("nothing judged yet")
    words = tr(
        "{count} of {n} wrong: {rate} % ({low}–{high} %)", count=wrong.count, n=wrong.n,
        rate=_percent(wrong.value), low=_percent(wrong.low), high=_percent(wrong.high),
    )  # fmt: skip
    return words if wrong.n >= _FEW else f"{words} · {tr('too few')}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"
