"""Reading campaigns: which one is going on, who is in it, and what one person may see of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from juseok.core.brief import Brief
from juseok.core.model import Annotator, Seal, Viewer
from juseok.core.review_model import (
    Assignment,
    Campaign,
    Numbered,
    ReviewState,
    gold_layer_id,
    oversees,
)
from juseok.services.campaigns.state import CampaignState, Roster
from juseok.services.campaigns.training import Gate, may_go_on, shut_gate
from juseok.store.campaigning import Said, Stands
from juseok.store.reader import Reader

OPEN_REVIEWS = frozenset({"reviewed", "gold"})


@dataclass(frozen=True, slots=True)
class Team:
    """The people of a project, and its campaigns.  ``states``: those that are not closed."""

    people: tuple[Annotator, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    states: tuple[CampaignState, ...] = ()
    rulings: tuple[Numbered, ...] = ()
    layers: dict[str, str] = field(default_factory=dict[str, str])

    def person(self, annotator: str) -> Annotator | None:
        return next((each for each in self.people if each.id == annotator), None)

    def has_role(self, annotator: str, *roles: str) -> bool:
        """Whether ``annotator`` has one of ``roles``; everybody has all where there is no lead."""
        if not any("lead" in each.roles for each in self.people):
            return True
        person = self.person(annotator)
        return person is not None and any(role in person.roles for role in roles)

    def states_of(self, annotator: str) -> tuple[CampaignState, ...]:
        """The campaigns in which ``annotator`` has something to do, the oldest first."""
        return tuple(state for state in self.states if state.queue(annotator))

    def state_on(self, annotator: str, article: str) -> CampaignState | None:
        """The campaign in which ``annotator`` does ``article``."""
        for state in self.states_of(annotator):
            if state.has(annotator, article):
                return state
        return None

    def brief(self, annotator: str, article: str) -> Brief:
        """What is asked for of ``annotator`` in ``article``."""
        state = self.state_on(annotator, article)
        return Brief.of([state.campaign] if state is not None else [])

    def after(self, stands: Stands) -> "Team":
        """The same with what ``stands`` says of some articles."""
        return replace(self, states=tuple(state.after(stands) for state in self.states))

    def is_blind(self, annotator: str) -> bool:
        """Whether ``annotator`` may see nobody else's work as a whole: not as reviewer or lead,
        not by export, agreement or review."""
        person = self.person(annotator)
        if person is not None and oversees(person.roles):
            return False
        return any(state.campaign.blind for state in self.states_of(annotator))

    def is_sealed(self, annotator: str, article: str) -> bool:
        """Whether ``annotator`` sees the own layer alone in ``article``, whatever else may be
        seen by that person."""
        return any(state.is_sealed(annotator, article) for state in self.states)

    def keeps_register(self, annotator: str) -> bool:
        """Whether what ``annotator`` says of entities goes into the register at once."""
        return not self.states or self.has_role(annotator, "lead")


def read_team(reader: Reader) -> Team:
    """Everything that is known of people and campaigns; reads no annotation."""
    people = tuple(reader.annotators())
    layers = {e.annotator: e.id for e in reader.layers() if e.role == "annotator"}
    campaigns = reader.campaigns.campaigns()
    states: tuple[CampaignState, ...] = ()
    if any(not each.closed for each in campaigns):
        held = reader.campaigns
        assigned, said, reviews = held.assignments(), held.pass_states(), held.review_states()
        states = _states(campaigns, assigned, said, reviews, layers, held.progress())
    return Team(people, campaigns, states, reader.campaigns.rulings(), layers)


def read_briefs(reader: Reader) -> dict[str, Brief]:
    """Article → what the open campaigns ask for in it; empty where they ask for everything."""
    running = [each for each in reader.campaigns.campaigns() if not each.closed]
    if all(Brief.of([each]).is_whole for each in running):
        return {}
    asked: dict[str, list[Campaign]] = {}
    held = reader.campaigns.assignments()
    for campaign in running:
        for article in {each.article for each in held.get(campaign.id, ())}:
            asked.setdefault(article, []).append(campaign)
    made = {ids: Brief.of(ids) for ids in {tuple(each) for each in asked.values()}}
    return {article: made[tuple(each)] for article, each in asked.items()}


def own_states(reader: Reader, viewer: Viewer) -> tuple[CampaignState, ...]:
    """The campaigns in which the annotator of ``viewer`` has something to do, with that person's
    part of them alone: however many others there are, no more is read."""
    me, held = viewer.annotator, reader.campaigns
    assigned = held.assignments(me)
    if not assigned:
        return ()
    own = next((e.id for e in reader.layers() if (e.annotator, e.role) == (me, "annotator")), "")
    states = _states(
        held.campaigns(), assigned, held.pass_states(own), {}, {me: own}, held.progress(own)
    )
    return tuple(state for state in states if state.queue(me))


def read_seal(reader: Reader, annotator: str) -> Seal:
    """What is kept from ``annotator``, article by article, before that person finishes them.

    It holds for everybody, and matters to those who oversee the others' work.
    """
    states = own_states(reader, Viewer(annotator, frozenset(), ""))
    sealed = frozenset(
        each.article
        for state in states
        for each in state.queue(annotator)
        if state.is_sealed(annotator, each.article)
    )
    own = (
        each.id for each in reader.layers()
        if each.role == "register" or (each.annotator == annotator and each.role == "annotator")
    )  # fmt: skip
    return Seal(sealed, frozenset(own))


def _states(
    campaigns: Iterable[Campaign],
    assigned: Mapping[str, tuple[Assignment, ...]],
    said: Mapping[str, Said],
    reviews: Mapping[str, dict[str, ReviewState]],
    layers: Mapping[str, str],
    progress: Mapping[tuple[str, str], str],
) -> tuple[CampaignState, ...]:
    return tuple(
        CampaignState(
            each, Roster(assigned.get(each.id, ())), said.get(each.id, {}),
            reviews.get(each.id, {}), layers, progress,
        )
        for each in campaigns
        if not each.closed
    )  # fmt: skip


def next_in_queue(reader: Reader, viewer: Viewer, here: str) -> str | None:
    """The next article of the queues of ``viewer``; empty when nothing else is left of them, None
    when that person is in no campaign.  Behind a gate that is shut nothing is left."""
    if not reader.campaigns.campaigns():
        return None
    states = own_states(reader, viewer)
    if not states or viewer.own_layer == gold_layer_id():
        return None
    found = (
        state.next_for(viewer.annotator, here)
        for state in states
        if may_go_on(reader, viewer, state)
    )
    return next((each.article for each in found if each is not None), "")


def gate_before(reader: Reader, viewer: Viewer) -> Gate | None:
    """The first gate that is shut before articles which ``viewer`` still has to do."""
    if viewer.own_layer == gold_layer_id() or not reader.campaigns.campaigns():
        return None
    states = own_states(reader, viewer)
    found = (
        shut_gate(reader, viewer, state)
        for state in states
        if state.next_for(viewer.annotator, "") is not None
    )
    return next((each for each in found if each is not None), None)


def sight_on(team: Team, *, viewer: Viewer, article: str) -> Viewer:
    """What the annotator of ``viewer`` may see of one article.

    Before that person has finished it, and in a blind campaign before it is reviewed: ``viewer``
    alone, which holds the own layer and the register.  Then the layers of the others who have
    finished it; gold once it is reviewed, or for training.
    """
    me = viewer.annotator
    state = team.state_on(me, article)
    if state is None or state.side(me, article) != "finished":
        return viewer
    training = state.is_training(me, article)
    reviewed = state.reviewer_side(article) in OPEN_REVIEWS
    more: set[str] = set()
    if reviewed or training:
        more.add(gold_layer_id())
    if reviewed or not state.campaign.blind:
        more |= {state.layers[who] for who in state.finished_by(article) if who in state.layers}
    return replace(viewer, visible_layers=viewer.visible_layers | more)
