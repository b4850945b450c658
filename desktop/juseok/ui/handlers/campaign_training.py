"""Training articles in the window: told at once how one went, and every place listed on asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from juseok.core.brief import Brief
from juseok.core.model import Mention
from juseok.services.campaigns.state import CampaignState
from juseok.services.campaigns.training import Feedback, feedback, score
from juseok.services.edits import elide, quote_of
from juseok.store.reader import Reader
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, tr
from juseok.ui.palette import Entry


@dataclass(frozen=True, slots=True)
class Went:
    """How training went so far: the score, what is asked for, and article by article."""

    score: float | None
    gate: float
    articles: Sequence[tuple[str, Feedback]]


class TrainingHandlers(Handlers):
    """Of finished training articles only: gold is no secret there any more."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.campaigning = Campaigning.of(context.session)
        self.router.register("campaign.training", self.show, enabled=self._has_any)
        self._told: set[str] | None = None
        if self.campaigning.team.people:  # known before anybody could finish one here
            self._told = set(self._done())
        self.campaigning.changed.connect(self._look)

    def _done(self) -> dict[str, CampaignState]:
        """Training articles that one has finished, and their campaigns."""
        me = self.campaigning.me
        return {
            each.article: state
            for state in self.campaigning.team.states_of(me)
            for each in state.training(me)
            if state.side(me, each.article) == "finished"
        }

    def _look(self) -> None:
        """Tell how a training article went, as soon as it is finished."""
        done = self._done()
        before, self._told = self._told, set(done)
        viewer = self.session.project.viewer()
        for article in set(done) - (before if before is not None else set(done)):
            brief = Brief.of([done[article].campaign])
            self.session.tasks.run(
                lambda reader, _, article=article, brief=brief: feedback(
                    reader, viewer, article, brief
                ),
                self._tell,
            )

    def _tell(self, found: Feedback) -> None:
        missed = ", ".join(elide(quote_of(each.spans)) for each in found.missed[:3])
        words = tr(
            "Training: F1 {f1}; {right} right, {extra} that gold does not have, {missed} missed.",
            f1=_figure(found.f1), right=len(found.right), extra=len(found.extra),
            missed=len(found.missed),
        )  # fmt: skip
        self.context.say(f"{words} {missed}".strip())

    def show(self) -> None:
        """List what differs from gold; what is chosen leads to its place."""
        viewer, done = self.session.project.viewer(), self._done()
        state = next(iter(done.values()))

        def read(reader: Reader, _: object) -> Went:
            brief = Brief.of([state.campaign])
            articles = [(each, feedback(reader, viewer, each, brief)) for each in done]
            return Went(score(reader, viewer, state), state.campaign.gate, articles)

        self.session.tasks.run(read, self._offer, slot="training")

    def _offer(self, went: Went) -> None:
        entries: list[Entry] = []
        for article, found in went.articles:
            for icon, remark, mentions in (
                ("plus", tr("missed"), found.missed),
                ("minus", tr("gold does not have it"), found.extra),
            ):
                entries += [self._entry(article, each, icon, remark) for each in mentions]
        nothing = Entry(tr("Everything is as in gold."), "", "check", False, lambda: None)

        def listing(query: str) -> list[Entry]:
            return [each for each in entries or [nothing] if query in each.text]

        f1, gate = _figure(went.score), _figure(went.gate)
        title = tr("Training: F1 {f1}", f1=f1)
        if went.gate:
            title = tr("Training: F1 {f1}, {gate} to go on", f1=f1, gate=gate)
        self.context.choose(title, listing)

    def _entry(self, article: str, mention: Mention, icon: str, remark: str) -> Entry:
        kind = self.session.scheme.entity_type(mention.type)
        name = kind.name(language()) if kind is not None else mention.type
        start, end = mention.spans[0].start, mention.spans[-1].end
        run = partial(self.place.go, article, start, end)
        return Entry(f"{quote_of(mention.spans)} · {name}", remark, icon, True, run)

    def _has_any(self) -> bool:
        return bool(self._done())


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
