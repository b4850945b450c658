"""Training articles: gold is there, and whoever finishes one is told at once how it went.

The score is the F1 of mentions with the same span and type; where a campaign has a gate, it is
taken over all training articles that are finished, and later articles wait for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from juseok.core.brief import EVERYTHING, Brief
from juseok.core.model import Mention, Viewer
from juseok.core.review_model import gold_layer_id
from juseok.services.campaigns.state import CampaignState
from juseok.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was right, what gold does not have, and what it has besides; in text order."""

    right: tuple[Mention, ...] = ()
    extra: tuple[Mention, ...] = ()
    missed: tuple[Mention, ...] = ()

    @property
    def f1(self) -> float | None:
        """None where neither has anything: then nothing was compared."""
        both = 2 * len(self.right) + len(self.extra) + len(self.missed)
        return 2 * len(self.right) / both if both else None


def compare(own: Iterable[Mention], gold: Iterable[Mention]) -> Feedback:
    """One's mentions against gold, exactly: the same spans and the same type."""
    mine = {_key(each): each for each in own}
    wanted = {_key(each): each for each in gold}
    return Feedback(
        tuple(each for key, each in mine.items() if key in wanted),
        tuple(each for key, each in mine.items() if key not in wanted),
        tuple(each for key, each in wanted.items() if key not in mine),
    )


def feedback(reader: Reader, viewer: Viewer, article: str, brief: Brief = EVERYTHING) -> Feedback:
    """How ``viewer`` did on a training article; who asks has seen that it is finished.

    ``brief``: what is asked for; of the rest nothing is said.
    """
    gold = Viewer(viewer.annotator, frozenset({gold_layer_id()}), gold_layer_id())
    own = Viewer(viewer.annotator, frozenset({viewer.own_layer}), viewer.own_layer)
    zones = reader.article(article).zones
    mine, wanted = (
        brief.kept(reader.annotations(each, article), zones).mentions for each in (own, gold)
    )
    return compare(mine, wanted)


def score(reader: Reader, viewer: Viewer, state: CampaignState) -> float | None:
    """F1 over the finished training articles of ``viewer``; None where there is nothing yet."""
    me = viewer.annotator
    done = [
        feedback(reader, viewer, each.article, Brief.of([state.campaign]))
        for each in state.training(me)
        if state.side(me, each.article) == "finished"
    ]
    right = sum(len(each.right) for each in done)
    wrong = sum(len(each.extra) + len(each.missed) for each in done)
    return 2 * right / (2 * right + wrong) if right + wrong else None


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate that is shut: the F1 that was reached (None: nothing was compared), and the one from
    which it opens."""

    reached: float | None
    needed: float


def may_go_on(reader: Reader, viewer: Viewer, state: CampaignState) -> bool:
    """Whether the gate of a campaign is open: training is not over, or was good enough."""
    return shut_gate(reader, viewer, state) is None


def shut_gate(reader: Reader, viewer: Viewer, state: CampaignState) -> Gate | None:
    """The gate that keeps somebody from the articles of a campaign; None where nothing does."""
    gate = state.campaign.gate
    training = state.training(viewer.annotator)
    if not gate or not training:
        return None
    if any(not state.is_done(viewer.annotator, each.article) for each in training):
        return None
    reached = score(reader, viewer, state)
    return None if reached is not None and reached >= gate else Gate(reached, gate)


def _key(mention: Mention) -> tuple[str, tuple[tuple[int, int], ...]]:
    return mention.type, tuple((span.start, span.end) for span in mention.spans)
