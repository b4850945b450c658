"""How far a campaign is: the annotator's side and the reviewer's side of each article, apart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from juseok.core.review_model import (
    AnnotatorSide,
    Assignment,
    Campaign,
    PassState,
    ReviewerSide,
    ReviewState,
)

DONE: Final = frozenset({"finished"})


@dataclass(frozen=True)
class CampaignState:
    """One campaign with what is known of it.  ``layers``: annotator → that person's layer."""

    campaign: Campaign
    assignments: tuple[Assignment, ...] = ()
    passes: tuple[PassState, ...] = ()
    reviews: Mapping[str, ReviewState] = field(default_factory=dict[str, ReviewState])
    layers: Mapping[str, str] = field(default_factory=dict[str, str])
    articles_at: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Layer and article → how far the article is, whatever the passes say."""

    @property
    def active(self) -> tuple[Assignment, ...]:
        """Assignments of people who did not drop out."""
        return tuple(each for each in self.assignments if not each.dropped)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of the campaign, in the order they were assigned."""
        return tuple(dict.fromkeys(each.article for each in self.assignments))

    def queue(self, annotator: str) -> tuple[Assignment, ...]:
        """What ``annotator`` is to do, in order; training comes first."""
        mine = (each for each in self.active if each.annotator == annotator)
        return tuple(sorted(mine, key=lambda e: (not e.training, e.position, e.article)))

    def pass_states(self, annotator: str, article: str) -> dict[str, AnnotatorSide]:
        """How far ``annotator`` is with each pass over ``article``: nobody looked is "new"."""
        layer = self.layers.get(annotator, "")
        said = self._said.get((layer, article), {})
        return {part: said.get(part, "new") for part in self.campaign.passes}

    def side(self, annotator: str, article: str) -> AnnotatorSide:
        """The annotator's side: finished when every pass is, returned when one was."""
        states = set(self.pass_states(annotator, article).values())
        if "returned" in states:
            return "returned"
        if states <= DONE:
            return "finished"
        if states == {"new"} and self._article_at(annotator, article) == "new":
            return "new"
        return "in_progress"

    def is_done(self, annotator: str, article: str) -> bool:
        """Whether nothing is left to do: finished, or laid aside with a reason."""
        side = self.side(annotator, article)
        skipped = self._article_at(annotator, article) == "skipped" and side != "returned"
        return side == "finished" or skipped

    def _article_at(self, annotator: str, article: str) -> str:
        return self.articles_at.get((self.layers.get(annotator, ""), article), "new")

    def reviewer_side(self, article: str) -> ReviewerSide:
        """The reviewer's side, which has no say in the annotator's."""
        state = self.reviews.get(article)
        return state.state if state is not None else "waiting"

    def next_for(self, annotator: str, after: str = "") -> Assignment | None:
        """The next that is not finished: what was returned first, else behind ``after``, else
        from the beginning of the queue."""
        queue = self.queue(annotator)
        open_ones = [e for e in queue if not self.is_done(annotator, e.article)]
        others = [e for e in open_ones if e.article != after]
        back = [e for e in others if self.side(annotator, e.article) == "returned"]
        if back:
            return back[0]
        order = [each.article for each in queue]
        at = order.index(after) if after in order else -1
        behind = [e for e in others if order.index(e.article) > at]
        return next(iter([*behind, *others]), None)

    def progress(self) -> dict[str, Counter[AnnotatorSide]]:
        """Annotator → how many of that person's articles stand how."""
        found: dict[str, Counter[AnnotatorSide]] = {}
        for each in self.active:
            counts = found.setdefault(each.annotator, Counter())
            counts[self.side(each.annotator, each.article)] += 1
        return found

    def finished_by(self, article: str) -> frozenset[str]:
        """Who has finished ``article``."""
        return frozenset(
            each.annotator
            for each in self.active
            if each.article == article and self.side(each.annotator, article) == "finished"
        )

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], Mapping[str, AnnotatorSide]]:
        """Layer and article → pass → how far."""
        found: dict[tuple[str, str], dict[str, AnnotatorSide]] = {}
        for each in self.passes:
            found.setdefault((each.layer, each.article), {})[each.part] = each.state
        return found
