"""Gold by a rule, over a whole project: what annotators agree on goes in, people do the rest.

Running it again only adds: what a person has judged, or put into gold, stays as it is.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from juseok.core.adjudicate_model import Standing
from juseok.core.messages import Message
from juseok.services.entity_index import EntityIndex
from juseok.services.review_page import ReviewPage, read_page, reviewable, sight_of
from juseok.services.reviewing import (
    Choice,
    accept_all,
    by_votes,
    majority,
    make_gold,
    unanimous,
)
from juseok.services.staging import Staging
from juseok.store.project import Project
from juseok.store.reader import Reader

Strategy: TypeAlias = Literal["unanimous", "majority", "threshold"]
STRATEGIES: Final[tuple[Strategy, ...]] = get_args(Strategy)
Progress: TypeAlias = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes into gold without a person: ``strategy``, and for ``threshold`` how many must say
    the same.  ``articles``: only these; empty for all."""

    strategy: Strategy
    needed: int = 2
    articles: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """``articles``: compared; ``accepted``: items that went (or would go) into gold; ``left``:
    that wait.  ``cancelled``: nothing was done."""

    articles: int = 0
    accepted: int = 0
    left: int = 0
    cancelled: bool = False


def choices_by(page: ReviewPage, strategy: Strategy, *, needed: int = 2) -> list[Choice]:
    """What ``strategy`` takes of an article that nobody has judged or put into gold.

    ``needed``: for ``threshold``, how many must say the same.
    """
    match strategy:
        case "unanimous":
            found = unanimous(page)
        case "majority":
            found = majority(page)
        case "threshold":
            found = by_votes(page, needed)
    return [
        (judged, layer)
        for judged, layer in found
        if judged.standing is Standing.OPEN and not judged.gold
    ]


def gold_by_rule(
    *,
    project: Project,
    rule: Rule,
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
    dry: bool = False,
) -> Merged:
    """Take what ``rule`` allows into gold, as one action that one undo takes back.

    Cancelled, or where it dies, nothing of it is there.  ``dry`` only counts.  Raises
    ``ProjectError`` where the project cannot be written.
    """
    project.writer.flush()  # what was judged a moment ago counts
    staging = Staging(project, Message("undo.review.premerge_part"))
    compared, accepted, left = 0, 0, 0
    with project.reader() as reader:
        for page in _pages(project, reader, rule, progress):
            if cancelled():
                staging.leave()
                return Merged(compared, cancelled=True)
            action = accept_all(
                page=page, choices=choices_by(page, rule.strategy, needed=rule.needed),
                annotator=project.annotator, code="premerge",
            )  # fmt: skip
            taken = int(str(action.label.params["count"])) if action is not None else 0
            for change in action.changes if action is not None and not dry else ():
                staging.add(change.obj, change.kind, change.body)
            compared += 1
            accepted += taken
            left += sum(judged.waits for judged in page.judged) - taken
        has_gold = any(each.role == "gold" for each in reader.layers())
    if accepted and not dry:
        if not has_gold:
            project.writer.commit(make_gold())
        staging.finish(Message("undo.review.premerge", count=accepted))
    return Merged(compared, accepted, left)


def _pages(
    project: Project, reader: Reader, rule: Rule, progress: Progress
) -> Iterator[ReviewPage]:
    sight = sight_of(
        reader,
        annotator=project.annotator,
        own_layer=project.own_layer,
        register_layer=project.register_layer,
    )
    scheme = reader.scheme()
    same = EntityIndex.read(reader, sight.viewer).representative
    waiting = [each for each in reader.reviews.waiting(sight.annotators, rule.articles)
               if reviewable(each, sight)]  # fmt: skip
    for number, each in enumerate(waiting):
        progress(number, len(waiting))
        yield read_page(reader, sight, each.article, scheme=scheme, same=same)
    progress(len(waiting), len(waiting))
