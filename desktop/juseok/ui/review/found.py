"""Who is reviewed and what waits, as the file has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from juseok.core.model import Annotator, Viewer
from juseok.core.review_model import Campaign, Comment, Verdict, gold_layer_id
from juseok.core.scheme import Scheme
from juseok.services.campaigns.people import with_looks
from juseok.services.review.keeping import Kept, key_of
from juseok.services.review.lots import lot_of
from juseok.services.review.page import Sight, check_reviewer, reviewable, sight_of
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.reviewing import Waiting

_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Who is reviewed, and what waits; ``campaigns``: their articles by id, and their names.

    ``same``: as before, but for the items.  ``whole``: not only the article at hand was looked at.
    """

    sight: Sight
    people: tuple[Annotator, ...]
    waiting: tuple[Waiting, ...]
    kept: Kept
    scheme: Scheme
    campaigns: tuple[Campaign, ...] = ()
    asked_for: dict[str, frozenset[str]] | None = None
    same: bool = False
    whole: bool = True


def read_found(project: Project, reader: Reader) -> Found:
    """All but what waits; raises ``KnownError`` where there is nothing to see."""
    check_reviewer(reader, project.annotator)
    sight = sight_of(
        reader, annotator=project.annotator, own_layer=project.own_layer,
        register_layer=project.register_layer,
    )  # fmt: skip
    people = tuple(with_looks(reader.annotators()))
    campaigns = tuple(each for each in reader.campaigns.campaigns() if not each.training)
    held = reader.campaigns.assignments()
    asked = {each.id: frozenset(a.article for a in held.get(each.id, ())) for each in campaigns}
    return Found(sight, people, (), Kept(), reader.scheme(), campaigns, asked)


def near_waiting(reader: Reader, sight: Sight, article: str) -> tuple[Waiting, ...]:
    """What waits of one article alone: it can be judged before all others are looked at."""
    found = reader.reviews.waiting(sight.annotators, (article,)) if article else ()
    return tuple(each for each in found if reviewable(each, sight))


def waiting_after(
    reader: Reader, sight: Sight, known: Sequence[Waiting], touched: set[str]
) -> tuple[Waiting, ...]:
    """The articles that wait: of those that nobody touched what is known."""
    if not touched:
        return tuple(known)
    if len(touched) <= _LOOKED_AT:
        read = {each.article: each for each in reader.reviews.waiting(sight.annotators, touched)}
        now = {a: each for a, each in read.items() if reviewable(each, sight)}
        if now.keys() <= {each.article for each in known}:
            return tuple(now.get(each.article, each) for each in known
                         if each.article not in touched or each.article in now)  # fmt: skip
    return all_waiting(reader, sight)


def all_waiting(reader: Reader, sight: Sight) -> tuple[Waiting, ...]:
    return tuple(each for each in reader.reviews.waiting(sight.annotators)
                 if reviewable(each, sight))  # fmt: skip


def seen_alike(one: Found, other: Found) -> bool:
    """Whether items that were compared for one hold for the other, too."""
    return key_of(one.sight, one.scheme) == key_of(other.sight, other.scheme)


def known_of(found: Found) -> tuple[object, ...]:
    articles = tuple(each.article for each in found.waiting)
    return (articles, found.sight, found.people, found.asked_for)


def in_scope(found: Found, *, campaign: str, lot: str) -> tuple[Waiting, ...]:
    """The articles of a campaign, or of a lot (by layer); empty: all, the very tuple that was
    found, so that what was summed up over it holds."""
    if not campaign and not lot:
        return found.waiting
    asked = found.asked_for or {}
    articles = asked.get(campaign) if campaign else None
    return tuple(
        each for each in found.waiting
        if (articles is None or each.article in articles)
        and (not lot or lot_of(each, found.sight) == lot)
    )  # fmt: skip


def gold_viewer(sight: Sight, register: str) -> Viewer:
    """Who works on gold in a review, with the layer of the ``register``."""
    gold = gold_layer_id()
    return Viewer(sight.viewer.annotator, frozenset({gold, register}), gold, sight.seal)


Decided: TypeAlias = tuple[tuple[Verdict, ...], tuple[Comment, ...], frozenset[str]]


def read_decided(article: str, reader: Reader, _: object) -> Decided:
    """Verdicts and comments of an article, and what two people wrote differently in it."""
    found = reader.reviews
    return found.verdicts(article), found.comments(article), found.contested(article)
