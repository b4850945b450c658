"""One article under review, in memory: the versions of everybody, gold, and what was decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from juseok.core.adjudicate import Same, items_of
from juseok.core.adjudicate_model import Annotation, Item, ItemSort, Judged
from juseok.core.adjudicate_verdicts import in_order, judged_of
from juseok.core.brief import EVERYTHING, Brief
from juseok.core.errors import KnownError
from juseok.core.model import NO_SEAL, ArticleAnnotations, Claim, Seal, Viewer
from juseok.core.review_model import Comment, Verdict, gold_layer_id
from juseok.core.scheme import Scheme
from juseok.services.campaigns.reading import read_briefs, read_seal
from juseok.store.reader import Reader
from juseok.store.reviewing import Waiting

DONE: Final = ("finished", "skipped")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reviewer may see: layer → annotator, and whether gold is there already."""

    viewer: Viewer
    annotators: Mapping[str, str]
    has_gold: bool
    own: str
    """The reviewer's own layer, if that person annotates too."""
    briefs: Mapping[str, Brief] = field(default_factory=dict[str, Brief])
    """Article → what campaigns ask for in it; the rest is not judged.  Others: everything."""
    seal: Seal = NO_SEAL
    """What the reviewer, who annotates too, may not see yet."""

    def is_shut(self, article: str, states: Mapping[str, str]) -> bool:
        """Whether the reviewer is at work on an article (``states``: of it, by layer), and is to
        see nobody else's."""
        return article in self.seal.articles or states.get(self.own) == "in_progress"


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """``layers``: whoever is done with the article; ``unfinished``: layers that are not.

    ``judged`` is in the order of the queue.  ``has_gold``: the gold layer exists.
    """

    article: str
    layers: Mapping[str, ArticleAnnotations]
    items: tuple[Item, ...]
    gold: ArticleAnnotations = field(default_factory=ArticleAnnotations)
    verdicts: tuple[Verdict, ...] = ()
    comments: tuple[Comment, ...] = ()
    judged: tuple[Judged, ...] = ()
    unfinished: frozenset[str] = frozenset()
    has_gold: bool = True
    contested: frozenset[str] = frozenset()
    """Verdicts and records of gold that two reviewers wrote differently, apart."""

    def after(
        self,
        *,
        gold: ArticleAnnotations | None = None,
        verdicts: tuple[Verdict, ...] | None = None,
        contested: frozenset[str] | None = None,
    ) -> "ReviewPage":
        """The page with another gold or other verdicts; what the layers say stays."""
        held = self.gold if gold is None else gold
        said = self.verdicts if verdicts is None else verdicts
        quarrels = self.contested if contested is None else contested
        return replace(
            self, gold=held, verdicts=said, contested=quarrels,
            judged=in_order(judged_of(self.items, held, said, quarrels, self.judged)),
        )  # fmt: skip

    def find(self, key: str) -> Judged | None:
        return next((each for each in self.judged if each.key == key), None)

    def holding(self, record: str) -> Judged | None:
        """The item that a record of anybody, gold included, is in."""
        for each in self.judged:
            if each.item.sort is ItemSort.ENTITY:
                continue
            rows = (*each.item.members.values(), each.gold)
            if any(held.id == record for records in rows for held in records):
                return each
        return None

    def record(self, record: str) -> Annotation | None:
        """A record of anybody by its id."""
        held = self.holding(record)
        if held is None:
            return None
        rows = (*held.item.members.values(), held.gold)
        return next(each for records in rows for each in records if each.id == record)


def sight_of(reader: Reader, *, annotator: str, own_layer: str, register_layer: str) -> Sight:
    """What ``annotator`` sees as a reviewer: every annotator's layer, gold and the register.

    Who works blind in a campaign sees the own layer alone.
    """
    blind = reader.is_blind(Viewer(annotator, frozenset(), own_layer))
    layers = [each for each in reader.layers() if not blind or each.id == own_layer]
    names = {each.id: each.annotator for each in layers if each.role == "annotator"}
    gold = gold_layer_id()
    visible = frozenset({*names, register_layer} if blind else {*names, gold, register_layer})
    seal = read_seal(reader, annotator)
    return Sight(
        Viewer(annotator, visible, gold, seal), names, any(each.id == gold for each in layers),
        own_layer, read_briefs(reader), seal,
    )  # fmt: skip


def check_reviewer(reader: Reader, annotator: str) -> None:
    """Refuse whoever only annotates in a blind campaign; raises ``KnownError``."""
    if reader.campaigns.is_blind(annotator):
        raise KnownError("review.role")


def read_page(
    reader: Reader, sight: Sight, article: str, *, scheme: Scheme, same: Same = str
) -> ReviewPage:
    """Read and compare one article.

    Only layers that are done with it are read: a reviewer who annotates it, too, and has not
    finished, sees nobody else's; where it is asked for blind no gold and no verdict, either.
    """
    (waiting,) = reader.reviews.waiting(sight.annotators, (article,)) or (None,)
    states = waiting.states if waiting is not None else {}
    held = set(waiting.layers) if waiting is not None else set[str]()
    done = {layer for layer in held if states.get(layer) in DONE}
    if sight.is_shut(article, states):
        done = set()
    layers: dict[str, ArticleAnnotations] = {}
    if done:
        found = reader.annotations(_only(sight.viewer, frozenset(done)), article)
        brief = sight.briefs.get(article, EVERYTHING)
        if not brief.is_whole:
            found = brief.kept(found, reader.article(article).zones)
        layers = by_layer(found, done)
    if article in sight.seal.articles:
        return ReviewPage(article, {}, (), unfinished=frozenset(held), has_gold=sight.has_gold)
    gold = reader.annotations(_only(sight.viewer, frozenset({gold_layer_id()})), article)
    items = items_of(
        layers,
        same=same,
        symmetric=symmetric_types(scheme),
        far=far_claims(reader, sight.viewer, layers.values()),
    )
    page = ReviewPage(
        article,
        layers,
        items,
        comments=reader.reviews.comments(article),
        unfinished=frozenset(held - done),
        has_gold=sight.has_gold,
    )
    return page.after(
        gold=gold, verdicts=reader.reviews.verdicts(article),
        contested=reader.reviews.contested(article),
    )  # fmt: skip


def reviewable(waiting: Waiting, sight: Sight) -> bool:
    """Whether somebody is done with an article, and the reviewer is not at work on it."""
    if sight.is_shut(waiting.article, waiting.states):
        return False
    return any(waiting.states.get(layer) in DONE for layer in waiting.layers)


def by_layer(found: ArticleAnnotations, layers: Collection[str]) -> dict[str, ArticleAnnotations]:
    """What was read of several layers, layer by layer; those with nothing are there, too."""
    return {
        layer: ArticleAnnotations(
            mentions=tuple(each for each in found.mentions if each.layer == layer),
            claims=tuple(each for each in found.claims if each.layer == layer),
            claim_links=tuple(each for each in found.claim_links if each.layer == layer),
            relationships=tuple(each for each in found.relationships if each.layer == layer),
        )
        for layer in sorted(layers)
    }


def symmetric_types(scheme: Scheme) -> frozenset[str]:
    """The types of edges that have no direction."""
    types = (*scheme.relationship_types, *scheme.link_types)
    return frozenset(each.id for each in types if each.symmetric)


def _only(viewer: Viewer, layers: frozenset[str]) -> Viewer:
    return replace(viewer, visible_layers=layers & viewer.visible_layers)


def far_claims(
    reader: Reader, viewer: Viewer, layers: Iterable[ArticleAnnotations]
) -> dict[str, str]:
    """Claims of other articles that links lead to, by where they begin: the same claim of two
    people hardly ever begins elsewhere."""
    held = tuple(layers)
    here = {claim.id for each in held for claim in each.claims}
    ends = {end for each in held for link in each.claim_links
            for end in (link.head, link.tail)} - here  # fmt: skip
    found = reader.claims(viewer, sorted(ends)) if ends else ()
    return {claim.id: begins(claim) for claim in found}


def begins(claim: Claim) -> str:
    return f"{claim.article}:{claim.content[0].start if claim.content else 0}"
