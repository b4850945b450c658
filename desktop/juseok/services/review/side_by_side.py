"""Layers of one article side by side, each today or as it was, and what differs between them.

Who may see what is decided here for every reader, window and shell alike: a side whose layer the
viewer may not see is refused, not shown empty.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from juseok.core.adjudicate import Same
from juseok.core.errors import KnownError
from juseok.core.layer_diff import Row, diff, differing
from juseok.core.model import Annotator, Article, ArticleAnnotations, Layer, Viewer
from juseok.core.review_model import gold_layer_id
from juseok.core.scheme import Scheme
from juseok.services.campaigns.people import with_looks
from juseok.services.campaigns.reading import Team, read_team, sight_on
from juseok.services.entities.index import EntityIndex
from juseok.services.history.past import article_at
from juseok.services.review.page import far_claims, symmetric_types
from juseok.services.worker import Port
from juseok.store.articles import ArticleQuery, TableCache
from juseok.store.fold import Order
from juseok.store.past import GoneMemory
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.recorder import Author
from juseok.store.timeline import Question

MOST: Final = 3
"""Sides that are compared at once."""
_TOLD: Final = 20
"""Articles that differ are told so many at a time."""
_GOLD: Final = frozenset({"gold", "정답"})
_BEGINNING: Final[Order] = (0, "", "")


@dataclass(frozen=True, slots=True)
class Side:
    """A layer, and when: today; behind the ``action`` of that id; or as the last action before
    ``at`` (UTC, ISO 8601) left it."""

    layer: str
    action: str = ""
    at: str = ""

    @property
    def past(self) -> bool:
        """Whether it is not today's state that is meant."""
        return bool(self.action or self.at)


@dataclass(frozen=True, slots=True)
class Voice:
    """A layer that can be a side.  ``person``: None for gold and machines; ``count``: how many
    annotations it has in the article, ``state`` how far its owner is with it."""

    layer: Layer
    person: Annotator | None = None
    count: int = 0
    state: str = "new"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article.  ``annotations``: what each of ``sides`` says."""

    article: Article
    sides: tuple[Side, ...]
    annotations: tuple[ArticleAnnotations, ...]
    rows: tuple[Row, ...]
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and the people and campaigns that say what that person may see.

    ``own``: the own layer and the register; ``full``: every layer.
    """

    own: Viewer
    full: Viewer
    team: Team = field(default_factory=Team)

    @property
    def entities(self) -> Viewer:
        """Whose entities are known: of who works blind, the own and the register's."""
        return self.own if self.team.is_blind(self.own.annotator) else self.full

    def on(self, article: str) -> Viewer:
        """What may be seen of one article.

        Whoever annotates it in a blind campaign sees the own layer alone before finishing it,
        as reviewer or lead, too; and nothing else for as long as the campaign says so.
        """
        me = self.own.annotator
        if self.team.is_blind(me):
            return sight_on(self.team, viewer=self.own, article=article)
        return self.own if self.team.is_sealed(me, article) else self.full


@dataclass(frozen=True)
class Source:
    """Where it is read, for whichever process does that."""

    path: Path
    own: Viewer

    def reader(self) -> Reader:
        """A connection of the calling thread; close it, or use ``with``."""
        return Reader(self.path, Author(self.own.annotator, ""), TableCache())


def source_of(project: Project) -> Source:
    """What another process needs to know of ``project``."""
    return Source(project.path, project.viewer())


def read_sight(reader: Reader, own: Viewer) -> Sight:
    """What the annotator of ``own`` (own layer and register) may see."""
    layers = frozenset(layer.id for layer in reader.layers())
    return Sight(own, replace(own, visible_layers=layers | own.visible_layers), read_team(reader))


def voices(reader: Reader, viewer: Viewer, article: str) -> tuple[Voice, ...]:
    """The layers that ``viewer`` sees: annotators by name, machines, gold last."""
    people = {each.id: each for each in with_looks(reader.annotators())}
    shown = [each for each in reader.layers()
             if each.id in viewer.visible_layers and each.role != "register"]  # fmt: skip
    (here,) = reader.reviews.waiting([each.id for each in shown], (article,)) or (None,)
    counts, states = (here.layers, here.states) if here is not None else ({}, {})
    found = [
        Voice(each, people.get(each.annotator), counts.get(each.id, 0), states.get(each.id, "new"))
        for each in shown
    ]
    ranks = {"annotator": 0, "machine": 1, "gold": 2}
    return tuple(
        sorted(found, key=lambda v: (ranks[v.layer.role], v.person.name if v.person else "",
                                     v.layer.name, v.layer.id))
    )  # fmt: skip


def first_choice(held: Sequence[Voice], *, since: str) -> tuple[Side, ...]:
    """Two sides to begin with: the first annotators with something in the article, else gold or
    whoever there is; where one layer is all there is, that as it was at ``since``, and today."""
    ranked = sorted(held, key=lambda each: (not each.count, each.layer.role == "gold"))
    layers = [each.layer.id for each in ranked[:2]]
    if len(layers) == 1:
        return (Side(layers[0], at=since), Side(layers[0]))
    order = [each.layer.id for each in held]
    return tuple(Side(layer) for layer in sorted(layers, key=order.index))


def compare(
    *,
    reader: Reader,
    sight: Sight,
    article: str,
    sides: Sequence[Side],
    scheme: Scheme,
    same: Same,
    memory: GoneMemory,
) -> Comparison:
    """Read the sides of ``article``, and say what differs.

    Raises ``KnownError`` for a layer that may not be seen, and for an action that is not there.
    """
    viewer = sight.on(article)
    said = _read(reader, viewer, article, sides, memory)
    return Comparison(
        reader.article(article),
        tuple(sides),
        said,
        _rows(reader, viewer, said, scheme, same),
        voices(reader, viewer, article),
    )


def moment_of(
    reader: Reader, viewer: Viewer, article: str, side: Side, memory: GoneMemory
) -> Order:
    """The place in the log that ``side`` means in ``article``.

    Raises ``KnownError`` for an action that is not there.
    """
    if side.action:
        found = reader.timeline.moment(side.action)
        if found is None:
            raise KnownError("compare.no_step")
        return found
    asked = Question(article=article, until=side.at)
    entries = reader.timeline.backwards(viewer, asked, memory=memory)
    entry = next((each for each in entries if each is not None), None)
    found = reader.timeline.moment(entry.action) if entry is not None else None
    return found or _BEGINNING


def articles_of(reader: Reader, sight: Sight, sides: Sequence[Side]) -> list[str]:
    """The articles in which one of ``sides`` may say something, in the order of the list."""
    if any(side.past for side in sides):
        return reader.article_ids(sight.own, ArticleQuery())
    return [each.article for each in reader.reviews.waiting({side.layer for side in sides})]


def differing_articles(
    reader: Reader,
    sight: Sight,
    sides: Sequence[Side],
    *,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> Iterator[tuple[str, int, int]]:
    """Articles in which the sides differ: id, rows that do, and all rows.

    What may not be seen in an article keeps it out, as if it did not differ.
    """
    scheme, memory = reader.scheme(), GoneMemory()
    same = EntityIndex.read(reader, sight.entities).representative
    wanted = articles_of(reader, sight, sides)
    layers = {side.layer for side in sides}
    for number, article in enumerate(wanted, start=1):
        viewer = sight.on(article)
        if layers <= viewer.visible_layers:
            said = _read(reader, viewer, article, sides, memory)
            rows = _rows(reader, viewer, said, scheme, same)
            if count := differing(rows):
                yield article, count, len(rows)
        progress(number, len(wanted))


def differing_apart(port: Port, source: Source, sides: Sequence[Side]) -> int:
    """As :func:`differing_articles`, for another process: told some at a time, as lists, and
    ``(done, of)`` between them; gives how many differ."""
    found: list[tuple[str, int, int]] = []
    total = 0
    told = port.progress()

    def progress(done: int, of: int) -> None:
        if len(found) >= _TOLD or (found and done == of):
            port.tell(list(found))
            found.clear()
        told(done, of)

    with source.reader() as reader:
        sight = read_sight(reader, source.own)
        for each in differing_articles(reader, sight, sides, progress=progress):
            found.append(each)
            total += 1
    return total


def find_layer(reader: Reader, viewer: Viewer, name: str) -> Layer:
    """The layer of that annotator (by name, letter or id), ``gold``, or the layer of that id.

    Raises ``KnownError`` where none or several are meant, or it may not be seen.
    """
    people = {each.id: each for each in with_looks(reader.annotators())}
    found: list[Layer] = []
    layers = reader.layers()
    has_gold = any(layer.id == gold_layer_id() for layer in layers)
    for layer in layers:
        person = people.get(layer.annotator)
        names = {layer.id, layer.name}
        if person is not None:
            names |= {person.id, person.name, person.letter}
        if layer.id == gold_layer_id():
            names |= _GOLD
        if name and name in names and layer.role != "register":
            found.append(layer)
    if not found and name in _GOLD and not has_gold:
        raise KnownError("compare.no_gold")
    if len(found) != 1:
        names = {each.name for each in people.values()} | ({"gold"} if has_gold else set[str]())
        known = ", ".join(sorted(names))
        code = "compare.no_layer" if not found else "compare.layers"
        raise KnownError(code, name=name, known=known)
    if found[0].id not in viewer.visible_layers:
        raise KnownError("compare.not_seen")
    return found[0]


def _read(
    reader: Reader, viewer: Viewer, article: str, sides: Sequence[Side], memory: GoneMemory
) -> tuple[ArticleAnnotations, ...]:
    if not {side.layer for side in sides} <= viewer.visible_layers:
        raise KnownError("compare.not_seen")
    said: list[ArticleAnnotations] = []
    for side in sides:
        only = replace(viewer, visible_layers=frozenset({side.layer}))
        if side.past:
            moment = moment_of(reader, viewer, article, side, memory)
            said.append(article_at(reader, only, article, moment, memory=memory).annotations)
        else:
            said.append(reader.annotations(only, article))
    return tuple(said)


def _rows(
    reader: Reader,
    viewer: Viewer,
    said: Sequence[ArticleAnnotations],
    scheme: Scheme,
    same: Same,
) -> tuple[Row, ...]:
    return diff(
        said, same=same, symmetric=symmetric_types(scheme), far=far_claims(reader, viewer, said)
    )
