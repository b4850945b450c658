"""Gold by a rule, over a whole project: what annotators agree on goes in, people do the rest.

Running it again only adds: what a person has judged, or put into gold, stays as it is.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from juseok.core.adjudicate_model import Standing
from juseok.services.entity_index import EntityIndex
from juseok.services.review_page import ReviewPage, Sight, read_page, reviewable, sight_of
from juseok.services.reviewing import (
    Choice,
    accept_all,
    by_votes,
    majority,
    make_gold,
    unanimous,
)
from juseok.store.project import Project

Strategy: TypeAlias = Literal["unanimous", "majority", "threshold"]
STRATEGIES: Final[tuple[Strategy, ...]] = get_args(Strategy)


@dataclass(frozen=True, slots=True)
class Merged:
    """``articles``: compared; ``accepted``: items that went into gold; ``left``: that wait."""

    articles: int = 0
    accepted: int = 0
    left: int = 0


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
    strategy: Strategy,
    needed: int = 2,
    articles: Collection[str] = (),
    progress: Callable[[int, int], object] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merged:
    """Take what ``strategy`` allows into gold, one action an article; raises ``ProjectError``.

    ``articles``: only these.  Stopped between two articles, what was taken so far stays.
    """
    with project.reader() as reader:
        sight = sight_of(
            reader,
            annotator=project.annotator,
            own_layer=project.own_layer,
            register_layer=project.register_layer,
        )
        scheme = reader.scheme()
        same = EntityIndex.read(reader, sight.viewer).representative
        waiting = [each for each in reader.reviews.waiting(sight.annotators, articles)
                   if reviewable(each, sight)]  # fmt: skip
        compared, accepted, left = 0, 0, 0
        for number, each in enumerate(waiting):
            if cancelled():
                break
            progress(number, len(waiting))
            page = read_page(reader, sight, each.article, scheme=scheme, same=same)
            taken = _take(project, sight, page, choices_by(page, strategy, needed=needed))
            compared += 1
            accepted += taken
            left += sum(judged.waits for judged in page.judged) - taken
    progress(len(waiting), len(waiting))
    return Merged(compared, accepted, left)


def _take(project: Project, sight: Sight, page: ReviewPage, choices: list[Choice]) -> int:
    action = accept_all(
        page=page, choices=choices, annotator=sight.viewer.annotator, ids=project.ids,
        code="premerge",
    )  # fmt: skip
    if action is None:
        return 0
    if not page.has_gold:
        project.writer.commit(make_gold())
    project.writer.commit(action)
    return int(str(action.label.params["count"]))
