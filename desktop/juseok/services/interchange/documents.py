"""A project's articles as documents: one layer of each, or the best there is.

Reads from a :class:`~juseok.store.stream.Stream`, in whichever process; keeps to the layers that
the viewer may see.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar, cast

from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Entity,
    Kind,
    Refs,
    Viewer,
)
from juseok.core.recipe import ALL, BEST
from juseok.core.records import from_fields
from juseok.core.scheme import Scheme
from juseok.core.scheme_log import scheme_from_objects
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import ROLES, Document, Kept, role
from juseok.services.interchange.best_layer import Best, best_of
from juseok.services.interchange.going import passed_over
from juseok.services.interchange.layers import (
    Layers,
    article_of,
    kept_of,
    parted,
    rights_of,
)
from juseok.services.interchange.narrowing import narrowed
from juseok.services.interchange.options import DocumentOptions
from juseok.store.entities import Groups
from juseok.store.recorder import SCHEME_KINDS
from juseok.store.stream import PlainMention, Stored, Stream, Whole

_WITH_LAYER: Final = ("annotator", "gold", "machine")

RecordT = TypeVar("RecordT")


class Moved(Exception):
    """The project was edited while it was read."""


@dataclass(slots=True)
class Left:
    """What was left out: ``undecided`` places of the best layer, on which annotators do not agree,
    and articles that were ``passed`` over, by what they lack: ``states`` or ``rights``."""

    undecided: int = 0
    passed: Counter[str] = field(default_factory=Counter[str])


class Documents:
    """The documents of a project file, article by article."""

    def __init__(self, stream: Stream, viewer: Viewer, options: DocumentOptions) -> None:
        self._stream = stream
        self._viewer = viewer
        self._options = options
        self._roles, self._names = self._people()
        self._groups = Groups()
        self._entities: dict[str, Entity] = {}
        self._speakers: dict[str, str] = {}
        self._wholes: dict[str, Entity] = {}
        self._symmetric: frozenset[str] = frozenset(
            each.id
            for each in (*self.scheme().relationship_types, *self.scheme().link_types)
            if each.symmetric
        )
        self._left = Left()

    def articles(self) -> list[str]:
        """Ids of the chosen articles, in the order of the import."""
        wanted = self._options.articles
        return [each for each in self._stream.articles() if wanted is None or each in wanted]

    def scheme(self) -> Scheme:
        rows = [each for kind in SCHEME_KINDS for each in self._stream.of_kind(kind)]
        return scheme_from_objects([(each.obj, each.kind, each.fields) for each in rows])

    def layer_name(self, layer: str | None = None) -> str:
        """What a layer is called in a manifest; None: the chosen one."""
        layer = self._options.layer if layer is None else layer
        return self._names.get(layer) or self._roles.get(layer) or layer

    def left(self) -> Report:
        """What was left out of the documents that were read, and of the articles."""
        undecided, passed = self._left.undecided, self._left.passed
        lines = [Message("documents.undecided", count=undecided)] if undecided else []
        return Report(refused=tuple(ReportLine(each) for each in lines), notes=passed_over(passed))

    def by_article(self) -> Iterator[list[Document]]:
        """All of them, of one moment; raises :class:`Moved` where it is not one."""
        with self.one_moment():
            self.prepare()
            yield from self.of(self.articles())

    @contextmanager
    def one_moment(self) -> Generator[None, None, None]:
        """Raises :class:`Moved` where the project is edited meanwhile, by whoever reads it."""
        begun = self._stream.arrival()
        if not self._stream.settled():
            raise Moved
        yield
        if self._stream.arrival() != begun:
            raise Moved

    def prepare(self) -> None:
        """Read what :meth:`of` needs beside articles."""
        self._read_entities()

    def of(self, articles: Sequence[str]) -> Iterator[list[Document]]:
        """The documents of each of some articles."""
        for whole in self._stream.each(articles):
            yield list(self._of(whole))

    def take_left(self) -> "Left":
        """What was left out since this was last asked; it is counted no more."""
        left, self._left = self._left, Left()
        return left

    def count_left(self, left: "Left") -> None:
        """Count what was left out where somebody else read some of the articles."""
        self._left.undecided += left.undecided
        self._left.passed.update(left.passed)

    def _of(self, whole: Whole) -> Iterator[Document]:
        """The documents of one article: of each layer that is wanted; none where it is not."""
        wanted = self._options.narrowed
        own, text, around = whole
        mentions, objects = parted(around)
        made = article_of(own, text, objects)
        if wanted.rights and rights_of(made.metadata) not in wanted.rights:
            self._left.passed["rights"] += 1
            return
        here = self._layers(mentions, objects)
        if wanted.states and not here.reaches(wanted.states, self._options.layer):
            self._left.passed["states"] += 1
            return
        for number, chosen in enumerate(self._chosen(here)):
            annotations = self._joined(chosen.annotations)
            kept: dict[str, Kept] = {}
            if chosen.layer and not self._options.anonymous:
                kept = kept_of(objects, chosen.layer)
            document = Document(
                article=made,
                annotations=annotations,
                annotator=self._names.get(chosen.layer, ""),
                provenance=chosen.provenance,
                again=number > 0,
                kept=kept,
            )
            document = narrowed(document, wanted)
            yield replace(document, entities=self._named(document.annotations))

    # -- layers

    def _layers(self, mentions: Iterable[PlainMention], objects: Iterable[Stored]) -> Layers:
        """What may be seen of an article, layer by layer."""
        visible = self._viewer.visible_layers
        here = Layers()
        for each in mentions:
            if each.layer in visible and self._roles.get(each.layer) in _WITH_LAYER:
                here.mentions[each.layer].append(each)
        for row in objects:
            layer = row.fields.get("layer")
            if not isinstance(layer, str) or layer not in visible:
                continue
            if row.kind == Kind.ARTICLE_STATE:
                here.states[layer] = str(row.fields.get("state", ""))
            elif self._roles.get(layer) in _WITH_LAYER:
                here.rows[layer].append(row)
        return here

    def _chosen(self, here: Layers) -> Iterator[Best]:
        layer, states = self._options.layer, self._options.narrowed.states
        if layer == BEST:
            yield self._best(here)
        elif layer == ALL:
            for each in sorted(here.used() | here.finished()):
                if self._roles.get(each) == "machine":
                    continue
                if not states or here.reaches(states, each):
                    yield Best(here.annotations(each), each)
        else:
            yield Best(here.annotations(layer), layer)

    def _best(self, here: Layers) -> Best:
        said = {
            layer: here.annotations(layer)
            for layer in here.used()
            if self._roles.get(layer) != "machine"
        }
        gold = next((layer for layer in said if self._roles[layer] == "gold"), "")
        best = best_of(
            said, gold=gold, finished=here.finished(), same=self._groups.find,
            symmetric=self._symmetric,
        )  # fmt: skip
        self._left.undecided += best.undecided
        return best

    def _people(self) -> tuple[dict[str, str], dict[str, str]]:
        """Layer → its role, and layer → whose it is."""
        people = {each.obj: each.fields for each in self._stream.of_kind(Kind.ANNOTATOR)}
        roles: dict[str, str] = {}
        names: dict[str, str] = {}
        for layer in self._stream.of_kind(Kind.LAYER):
            roles[layer.obj] = str(layer.fields.get("role", ""))
            person = people.get(str(layer.fields.get("annotator", "")), {})
            names[layer.obj] = str(person.get("name") or layer.fields.get("name") or "")
        if self._options.anonymous:
            names |= {layer: pseudonym(layer) for layer in names if roles[layer] == "annotator"}
        return roles, names

    # -- entities

    def _read_entities(self) -> None:
        self._speakers.clear()
        self._wholes.clear()
        visible = self._viewer.visible_layers
        for each in self._stream.of_kind(Kind.ENTITY):
            if each.fields.get("layer") in visible:
                self._entities[each.obj] = cast(
                    "Entity", from_fields(each.kind, each.obj, each.fields)
                )
        for edge in self._stream.of_kind(Kind.SAME_AS):
            if edge.fields.get("layer", "") in visible:
                self._groups.join(str(edge.fields.get("a")), str(edge.fields.get("b")))

    def _speaker(self, entity: str) -> str:
        """Who stands for all that are the same as ``entity``; empty where it is not known."""
        found = self._speakers.get(entity)
        if found is None:  # asked for every mention
            members = self._groups.members(entity)
            found = next((each for each in members if each in self._entities), "")
            self._speakers[entity] = found
        return found

    def _joined(self, found: ArticleAnnotations) -> ArticleAnnotations:
        """``found`` with one entity for those that are the same, and none that is not there."""

        def of(refs: Refs) -> Refs:
            made = (
                replace(ref, id=self._speaker(ref.id)) if ref.sort == "entity" else ref
                for ref in refs
            )
            return tuple(ref for ref in made if ref.sort == "span" or ref.id)

        return replace(
            found,
            mentions=tuple(
                each if speaker == each.entity else replace(each, entity=speaker)
                for each in found.mentions
                for speaker in (self._speaker(each.entity) if each.entity else "",)
            ),
            claims=tuple(
                replace(each, **cast("Any", {name: of(role(each, name)) for name in ROLES}))
                for each in found.claims
            ),
        )

    def _named(self, found: ArticleAnnotations) -> tuple[Entity, ...]:
        ids = dict.fromkeys(each.entity for each in found.mentions if each.entity)
        for claim in found.claims:
            refs = (ref for name in ROLES for ref in role(claim, name))
            ids |= dict.fromkeys(ref.id for ref in refs if ref.sort == "entity")
        return tuple(self._whole(each) for each in ids)

    def _whole(self, entity: str) -> Entity:
        """An entity with the names of all that are the same."""
        whole = self._wholes.get(entity)
        if whole is None:
            whole = self._wholes[entity] = self._put_together(entity)
        return whole

    def _put_together(self, entity: str) -> Entity:
        found = self._entities[entity]
        others = [self._entities[each] for each in self._groups.members(entity)
                  if each != entity and each in self._entities]  # fmt: skip
        if not others:
            return found
        names = [*found.aliases, *(name for each in others for name in (each.name, *each.aliases))]
        aliases = tuple(name for name in dict.fromkeys(names) if name != found.name)
        return replace(found, aliases=aliases)


def pseudonym(layer: str) -> str:
    """What a person is called in an anonymous export: the same today and tomorrow."""
    return f"A-{sha256_hex(layer.encode())[:6]}"
