"""Gold by a rule, over a whole project: what annotators agree on goes in, people do the rest.

Running it again only adds: what a person has judged, or put into gold, stays as it is.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from juseok.core.adjudicate_model import Standing
from juseok.core.messages import Message
from juseok.core.ops import Body
from juseok.services.entities.index import EntityIndex
from juseok.services.review.page import ReviewPage, Sight, read_page, reviewable, sight_of
from juseok.services.review.reviewing import (
    Choice,
    accept_all,
    by_votes,
    majority,
    make_gold,
    unanimous,
)
from juseok.services.staging import Staging
from juseok.services.worker import Port
from juseok.store.project import Project
from juseok.store.reader import Reader

Strategy: TypeAlias = Literal["unanimous", "majority", "threshold"]
STRATEGIES: Final[tuple[Strategy, ...]] = get_args(Strategy)
Progress: TypeAlias = Callable[[int, int], object]

_AT_ONCE: Final = 50


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


class Taking(NamedTuple):
    """What a rule takes of one article: new objects, for how many items, and what it leaves."""

    made: list[tuple[str, str, Body]]
    accepted: int
    left: int


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
    merging = Merging(project, dry=dry)
    with project.reader() as reader:
        sight = sight_of(
            reader,
            annotator=project.annotator,
            own_layer=project.own_layer,
            register_layer=project.register_layer,
        )
        for taking in _takings(reader, sight, rule, progress):
            if cancelled():
                return merging.leave()
            merging.take([taking])
    return merging.finish()


def take_apart(port: Port, path: Path, sight: Sight, rule: Rule) -> None:
    """As :func:`gold_by_rule` takes it, in a process of its own: tells lists of takings, and how
    far it is as ``(done, of)``."""
    kept: list[Taking] = []
    with Reader.alone(path, sight.viewer.annotator) as reader:
        for taking in _takings(reader, sight, rule, port.progress()):
            kept.append(taking)
            if len(kept) == _AT_ONCE:
                port.tell(kept)
                kept = []
    port.tell(kept)


class Merging:
    """Gold by a rule while it is written; whoever compares the articles hands in what to take."""

    def __init__(self, project: Project, *, dry: bool = False) -> None:
        self._project, self._dry = project, dry
        self._staging = Staging(project, Message("undo.review.premerge_part"))
        self._articles = self._accepted = self._left = 0

    def take(self, takings: Sequence[Taking]) -> None:
        """Stage what is to go into gold; nothing of it shows yet."""
        for taking in takings:
            for obj, kind, body in taking.made if not self._dry else ():
                self._staging.add(obj, kind, body)
            self._articles += 1
            self._accepted += taking.accepted
            self._left += taking.left

    def leave(self) -> Merged:
        """Give it up."""
        self._staging.leave()
        return Merged(self._articles, cancelled=True)

    def finish(self) -> Merged:
        """Have all of it in gold, as one action."""
        if self._accepted and not self._dry:
            with self._project.reader() as reader:
                has_gold = any(each.role == "gold" for each in reader.layers())
            if not has_gold:
                self._project.writer.commit(make_gold())
            self._staging.finish(merged_label(self._accepted))
        return Merged(self._articles, self._accepted, self._left)


def merged_label(count: int) -> Message:
    """What undo calls it."""
    return Message("undo.review.premerge", count=count)


def _takings(reader: Reader, sight: Sight, rule: Rule, progress: Progress) -> Iterator[Taking]:
    scheme = reader.scheme()
    same = EntityIndex.read(reader, sight.viewer).representative
    waiting = [each for each in reader.reviews.waiting(sight.annotators, rule.articles)
               if reviewable(each, sight)]  # fmt: skip
    for number, each in enumerate(waiting):
        progress(number, len(waiting))
        page = read_page(reader, sight, each.article, scheme=scheme, same=same)
        choices = choices_by(page, rule.strategy, needed=rule.needed)
        action = accept_all(
            page=page, choices=choices, annotator=sight.viewer.annotator, code="premerge"
        )
        made = [(c.obj, str(c.kind), c.body) for c in action.changes] if action is not None else []
        taken = int(str(action.label.params["count"])) if action is not None else 0
        yield Taking(made, taken, sum(judged.waits for judged in page.judged) - taken)
    progress(len(waiting), len(waiting))
