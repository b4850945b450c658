"""How far a campaign is: the annotator's side and the reviewer's side of each article, apart."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import Final, TypeAlias, TypeVar

from juseok.core.review_model import (
    AnnotatorSide,
    Assignment,
    Campaign,
    ReviewerSide,
    ReviewState,
)
from juseok.store.campaigning import Stands

DONE: Final = frozenset({"finished"})
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


Passes: TypeAlias = Mapping[tuple[str, str], Mapping[str, AnnotatorSide]]
"""Layer and article → pass → how far."""


@dataclass(frozen=True)
class Roster:
    """Who is assigned what; what is looked up often is sorted out once."""

    assignments: tuple[Assignment, ...] = ()

    @cached_property
    def active(self) -> tuple[Assignment, ...]:
        """Assignments of people who did not drop out."""
        return tuple(each for each in self.assignments if not each.dropped)

    @cached_property
    def articles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.article for each in self.assignments))

    @cached_property
    def queues(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Annotator → what that person is to do, in order; training comes first."""
        found: dict[str, list[Assignment]] = {}
        for each in self.active:
            found.setdefault(each.annotator, []).append(each)
        return {
            who: tuple(sorted(held, key=lambda e: (not e.training, e.position, e.article)))
            for who, held in found.items()
        }

    @cached_property
    def people(self) -> Mapping[str, tuple[str, ...]]:
        """Article → who does it."""
        found: dict[str, list[str]] = {}
        for each in self.active:
            found.setdefault(each.article, []).append(each.annotator)
        return {article: tuple(who) for article, who in found.items()}

    @cached_property
    def held(self) -> frozenset[str]:
        """The articles of the campaign, dropped ones too."""
        return frozenset(self.articles)


@dataclass(frozen=True)
class CampaignState:
    """One campaign with what is known of it.  ``layers``: annotator → that person's layer."""

    campaign: Campaign
    roster: Roster = field(default_factory=Roster)
    said: Passes = field(default_factory=dict[tuple[str, str], dict[str, AnnotatorSide]])
    reviews: Mapping[str, ReviewState] = field(default_factory=dict[str, ReviewState])
    layers: Mapping[str, str] = field(default_factory=dict[str, str])
    articles_at: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Layer and article → how far the article is, whatever the passes say."""

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        return self.roster.assignments

    @property
    def active(self) -> tuple[Assignment, ...]:
        """Assignments of people who did not drop out."""
        return self.roster.active

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of the campaign, in the order they were assigned."""
        return self.roster.articles

    def queue(self, annotator: str) -> tuple[Assignment, ...]:
        """What ``annotator`` is to do, in order; training comes first."""
        return self.roster.queues.get(annotator, ())

    def has(self, annotator: str, article: str) -> bool:
        """Whether ``annotator`` does ``article``."""
        return annotator in self.roster.people.get(article, ())

    def is_sealed(self, annotator: str, article: str) -> bool:
        """Whether ``annotator`` sees the own layer alone in ``article``, as reviewer or lead, too:
        it is asked for blind, and that person has not finished it."""
        blind = self.campaign.blind and self.has(annotator, article)
        return blind and self.side(annotator, article) != "finished"

    def is_training(self, annotator: str, article: str) -> bool:
        """Whether ``article`` is one of the training articles of ``annotator``."""
        return any(each.article == article for each in self.training(annotator))

    def training(self, annotator: str) -> tuple[Assignment, ...]:
        """The training articles of ``annotator``, which stand first in the queue."""
        return tuple(takewhile(lambda each: each.training, self.queue(annotator)))

    def after(self, stands: Stands) -> "CampaignState":
        """The same with what ``stands`` says of some articles."""
        touched = stands.articles & self.roster.held
        if not touched:
            return self
        places = [(layer, article) for article in touched for layer in self.layers.values()]
        said = _replaced(self.said, places, stands.said.get(self.campaign.id, {}))
        articles_at = _replaced(self.articles_at, places, stands.progress)
        reviews = _replaced(self.reviews, touched, stands.reviews.get(self.campaign.id, {}))
        found = replace(self, said=said, articles_at=articles_at, reviews=reviews)
        counts = {who: Counter(held) for who, held in self.progress().items()}
        for article in touched:
            for who in self.roster.people.get(article, ()):
                counts[who][self.side(who, article)] -= 1
                counts[who][found.side(who, article)] += 1
        found.__dict__["_counts"] = counts  # what is cached when it is first asked for
        return found

    def pass_states(self, annotator: str, article: str) -> dict[str, AnnotatorSide]:
        """How far ``annotator`` is with each pass over ``article``: nobody looked is "new"."""
        layer = self.layers.get(annotator, "")
        said = self.said.get((layer, article), {})
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
        """The reviewer's side, which has no say in the annotator's.

        What was returned waits again once everybody who does it has finished it again.
        """
        state = self.reviews.get(article)
        side: ReviewerSide = state.state if state is not None else "waiting"
        people = self.roster.people.get(article, ())
        if side == "returned" and people and self.finished_by(article).issuperset(people):
            return "waiting"
        return side

    def next_for(self, annotator: str, after: str = "") -> Assignment | None:
        """The next that is not finished: what was returned first, else behind ``after``, else
        from the beginning of the queue."""
        queue = self.queue(annotator)
        for each in queue:
            if each.article != after and self.side(annotator, each.article) == "returned":
                return each
        at = next((n for n, each in enumerate(queue) if each.article == after), -1)
        ahead = (*queue[at + 1 :], *queue[: max(at, 0)])
        return next((e for e in ahead if not self.is_done(annotator, e.article)), None)

    def progress(self) -> Mapping[str, Counter[AnnotatorSide]]:
        """Annotator → how many of that person's articles stand how."""
        return self._counts

    def finished_by(self, article: str) -> frozenset[str]:
        """Who has finished ``article``."""
        people = self.roster.people.get(article, ())
        return frozenset(who for who in people if self.side(who, article) == "finished")

    @cached_property
    def _counts(self) -> Mapping[str, Counter[AnnotatorSide]]:
        found: dict[str, Counter[AnnotatorSide]] = {}
        for who, queue in self.roster.queues.items():
            layer = self.layers.get(who, "")
            begun = [
                each.article
                for each in queue
                if (layer, each.article) in self.said or (layer, each.article) in self.articles_at
            ]
            counts = found[who] = Counter(self.side(who, article) for article in begun)
            counts["new"] += len(queue) - len(begun)
        return found


def _replaced(
    held: Mapping[_Key, _Value], gone: Iterable[_Key], new: Mapping[_Key, _Value]
) -> dict[_Key, _Value]:
    found = dict(held)
    for key in gone:
        found.pop(key, None)
    found.update(new)
    return found
