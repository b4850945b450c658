"""Campaigns by key: made, managed, and the passes of an article finished one by one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QDialog

from juseok.core.errors import KnownError
from juseok.core.model import ArticleStateName
from juseok.core.ops import Action
from juseok.core.review_model import AnnotatorSide, ReviewerSide, gold_layer_id
from juseok.services.campaigns import campaigns
from juseok.services.campaigns.state import CampaignState
from juseok.store.reader import ArticleQuery, Reader
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.campaign_articles import AddArticlesDialog
from juseok.ui.dialogs.campaign_dialog import (
    PASS_NAMES,
    CampaignChoice,
    CampaignDialog,
    CampaignOffer,
)
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, mark, sentence, tr
from juseok.ui.palette import Entry
from juseok.ui.searching import Searcher
from juseok.ui.widgets.fitting import window_behind

_Lists = list[tuple[str, list[str]]]
"""Articles to choose from: words of the choice, and their ids."""

_LISTS: Final[tuple[tuple[tuple[ArticleStateName, ...], str], ...]] = (
    ((), mark("All articles")),
    (("new", "in_progress"), mark("Unfinished")),
    (("new",), mark("New")),
    (("finished",), mark("Finished")),
)


class CampaignHandlers(Handlers):
    """What is done here is an action like any other; the lead does most of it."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.campaigning = Campaigning.of(context.session)
        self._dialog: QDialog | None = None
        register = self.router.register
        register("campaign.make", self.make, enabled=self._may_lead)
        register("campaign.manage", self.manage, enabled=self._leads_any)
        register("campaign.finish_pass", self.choose_pass, enabled=self._has_passes)
        self.campaigning.pass_ticked.connect(self._ticked)

    # -- making

    def make(self) -> None:
        """Ask what the campaign is about."""
        self._read_lists(self._ask)

    def _read_lists(self, done: Callable[[_Lists, frozenset[str]], object]) -> None:
        """Give ``done`` what articles there are to choose from, and which of them have gold."""
        viewer = self.session.viewer
        here = [
            (mark("As filtered in the list"), list(self.place.listed)),
            (mark("Selected in the list"), self.place.chosen),
        ]
        searcher = self.session.findChild(Searcher)
        met = searcher.articles if searcher is not None else None

        def read(reader: Reader, _: object) -> tuple[_Lists, frozenset[str]]:
            lists = [
                (words, reader.article_ids(viewer, ArticleQuery(states=states)))
                for states, words in _LISTS
            ]
            lists += here
            if met is not None:
                lists.append((mark("Found by the search"), met(reader)))
            return lists, reader.campaigns.with_gold(gold_layer_id())

        self.session.tasks.run(
            read, lambda found: done(*found), slot="campaign", label=tr("Looking for articles…")
        )

    def _ask(self, lists: _Lists, gold: frozenset[str]) -> None:
        types = [(e.id, e.name(language())) for e in self.session.scheme.entity_types]
        offer = CampaignOffer(_told(lists), self.campaigning.team.people, types, gold)
        self._show(CampaignDialog(offer, self._made, window_behind()))

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.destroyed.connect(self._gone)
        dialog.show()

    def _gone(self) -> None:
        self._dialog = None

    def _made(self, choice: CampaignChoice) -> None:
        team = self.campaigning.team
        no_lead = not any("lead" in each.roles for each in team.people)
        action = campaigns.make_campaign(
            ids=self.session.project.ids,
            campaign=choice.campaign,
            articles=choice.articles,
            people=choice.people,
            training=choice.training,
            lead=team.person(self.campaigning.me) if no_lead else None,
        )
        if self.do(action):
            self.router.trigger("panel.campaign")
            self.context.say(tr("The campaign “{name}” is made.", name=choice.campaign.name))

    # -- managing

    def manage(self) -> None:
        """What the lead can do with each campaign, as a list."""
        entries: list[Entry] = []
        team = self.campaigning.team
        for state in team.states:
            entries += [
                *self._of_article(state), *self._of_people(state),
                self._entry(tr("Add articles…"), state.campaign.name, "plus",
                            partial(self._ask_more, state)),
            ]  # fmt: skip
        for campaign in team.campaigns:  # last: a slip of Enter must not close one
            if not campaign.closed:
                words = tr("Make it open") if campaign.blind else tr("Make it blind")
                entries.append(self._entry(words, campaign.name, "eye-off", partial(
                    self._edit, campaign.id, "blind", not campaign.blind)))  # fmt: skip
            code = tr("Open again") if campaign.closed else tr("Close the campaign")
            entries.append(self._entry(code, campaign.name, "lock", partial(
                self._edit, campaign.id, "closed", not campaign.closed)))  # fmt: skip
        self.context.choose(tr("What is to be done with a campaign?"), _matching(entries))

    def _of_people(self, state: CampaignState) -> list[Entry]:
        names = {each.id: each.name for each in self.campaigning.team.people}
        found: list[Entry] = []
        article = self.place.article
        for who in sorted(state.progress(), key=lambda each: names.get(each, "")):
            name = names.get(who, "")
            if any(not state.is_done(who, e.article) for e in state.queue(who)):
                found.append(self._entry(
                    tr("{name} drops out: others take over", name=name), state.campaign.name,
                    "users", partial(self._drop, state, who)))  # fmt: skip
        found += [
            self._entry(
                tr("Give this article to {name}", name=each.name), state.campaign.name,
                "person", partial(self._give, state, each.id),
            )
            for each in self.campaigning.team.people
            if article and not state.has(each.id, article)
        ]  # fmt: skip
        return found

    def _of_article(self, state: CampaignState) -> list[Entry]:
        """The reviewer's side of the article on screen."""
        article = self.place.article
        if article not in state.articles:
            return []
        words: tuple[tuple[ReviewerSide, str], ...] = (
            ("returned", tr("Return this article to its annotators")),
            ("reviewed", tr("This article is reviewed")),
            ("gold", tr("This article is gold")),
        )
        return [
            self._entry(text, state.campaign.name, "check", partial(self._review, state, side))
            for side, text in words
            if state.reviewer_side(article) != side
        ]

    def _entry(self, words: str, where: str, icon: str, run: Callable[[], object]) -> Entry:
        return Entry(words, where, icon, True, run)

    def _edit(self, campaign: str, field: str, value: object) -> None:
        before = next(e for e in self.campaigning.team.campaigns if e.id == campaign)
        change: dict[str, object] = {field: value}
        self.do(campaigns.edit_campaign(before=before, after=replace(before, **change)))

    def _drop(self, state: CampaignState, annotator: str) -> None:
        self._do(partial(
            campaigns.drop_out, ids=self.session.project.ids, state=state, annotator=annotator,
            people=list(state.progress()),
        ))  # fmt: skip

    def _give(self, state: CampaignState, annotator: str) -> None:
        self._do(partial(
            campaigns.assign, ids=self.session.project.ids, state=state,
            articles=[self.place.article], annotator=annotator,
        ))  # fmt: skip

    def _ask_more(self, state: CampaignState) -> None:
        """Ask which articles come to a campaign."""

        def ask(lists: _Lists, _: frozenset[str]) -> None:
            self._show(AddArticlesDialog(
                state, _told(lists), self.campaigning.team.people,
                partial(self._add_articles, state), window_behind(),
            ))  # fmt: skip

        self._read_lists(ask)

    def _add_articles(
        self, state: CampaignState, articles: tuple[str, ...], people: tuple[str, ...]
    ) -> None:
        self._do(partial(
            campaigns.add_articles, ids=self.session.project.ids, state=state,
            articles=articles, people=people,
        ))  # fmt: skip

    def _review(self, state: CampaignState, side: ReviewerSide) -> None:
        self._do(partial(
            campaigns.set_review, state=state, article=self.place.article, title=self._title(),
            side=side, reviewer=self.campaigning.me,
        ))  # fmt: skip

    # -- passes

    def choose_pass(self) -> None:
        """Finish one pass, or take it up again."""
        state = self.campaigning.mine(self.place.article)
        if state is None:
            return
        entries: list[Entry] = []
        for part, how in state.pass_states(self.campaigning.me, self.place.article).items():
            name = tr(PASS_NAMES[part]) if part in PASS_NAMES else part
            done = how == "finished"
            words = tr("{what}: take up again", what=name) if done else tr(
                "{what}: finished, nothing is left to find", what=name)  # fmt: skip
            side: AnnotatorSide = "in_progress" if done else "finished"
            run = partial(self.set_pass, part, side=side)
            key = str(len(entries) + 1)
            entries.append(Entry(words, "", "undo" if done else "check", True, run, key))
        self.context.choose(tr("Which pass?"), _matching(entries))

    def _ticked(self, part: str, on: bool) -> None:
        self.set_pass(part, side="finished" if on else "in_progress")

    def set_pass(self, part: str, *, side: AnnotatorSide) -> None:
        """Say how far one is with one pass over the article on screen."""
        state = self.campaigning.mine(self.place.article)
        if state is None:
            return
        self._do(partial(
            campaigns.set_passes, state=state, annotator=self.campaigning.me, layer=self.layer,
            article=self.place.article, title=self._title(), parts=(part,), side=side,
        ))  # fmt: skip

    # -- inside

    def _do(self, make: Callable[[], Action | None]) -> bool:
        try:
            return self.do(make())
        except KnownError as error:
            self.context.say(sentence(error.message))
            return False

    def _title(self) -> str:
        workspace = self.workspace
        return workspace.article.metadata.title if workspace is not None else ""

    def _may_lead(self) -> bool:
        return self.campaigning.team.has_role(self.campaigning.me, "lead")

    def _leads_any(self) -> bool:
        return bool(self.campaigning.team.campaigns) and self._may_lead()

    def _has_passes(self) -> bool:
        return self.campaigning.mine(self.place.article) is not None


def _told(lists: _Lists) -> _Lists:
    return [(tr(words), ids) for words, ids in lists]  # marked where they are read


def _matching(entries: list[Entry]) -> Callable[[str], list[Entry]]:
    """Those of ``entries`` whose words hold what is typed."""

    def listing(query: str) -> list[Entry]:
        return [each for each in entries if query.casefold() in each.text.casefold()]

    return listing
