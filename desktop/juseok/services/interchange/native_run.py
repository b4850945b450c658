"""The objects of a project that go into a native export, in its order, with what they need."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar, cast

from juseok.core.errors import Cancelled
from juseok.core.messages import Message
from juseok.core.model import Kind, Seal, Viewer
from juseok.formats.base import Report, ReportLine
from juseok.formats.native.fields import MentionLine
from juseok.formats.native.items import (
    KIND_ORDER,
    NativeArticle,
    NativeItem,
    NativeLines,
    NativeMentions,
    NativeObject,
    NativePage,
    kind_of,
)
from juseok.formats.native.writer import NativeWriter
from juseok.services.abreast import abreast, serve
from juseok.services.interchange.documents import Moved
from juseok.services.interchange.going import Going, articles_of_layers, passed_over
from juseok.services.interchange.options import ExportOptions, Progress
from juseok.services.interchange.order import arranged, entities_of, is_plain, plain_line
from juseok.services.interchange.sharing import in_pieces, is_shared
from juseok.services.worker import Port
from juseok.store.stream import PlainMention, Stored, Stream, Whole

ItemT = TypeVar("ItemT", bound=NativeItem | NativeLines)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What of the objects outside articles goes with chosen articles; None: everything."""

    entities: frozenset[str]
    pages: frozenset[str]
    claims: frozenset[str]


@dataclass(slots=True)
class NativeRun:
    stream: Stream
    viewer: Viewer
    options: ExportOptions
    progress: Progress | None
    cancelled: Callable[[], bool] | None
    layers: frozenset[str] = frozenset()
    complete: bool = False
    chosen: _Chosen | None = None
    going: Going = field(default_factory=Going)
    left_out: list[ReportLine] = field(default_factory=list[ReportLine])
    kinds: Counter[str] = field(default_factory=Counter[str])

    def is_complete(self) -> bool:
        """Whether the options leave nothing of the project out."""
        used = self.stream.used_layers() & self.viewer.visible_layers
        wanted = used if self.options.layers is None else used & self.options.layers
        self.layers = frozenset(wanted | (used & self._registers()))
        if self.stream.seal.articles or self.options.articles is not None or self.options.narrowed:
            return False
        return not self.stream.used_layers() - self.layers

    def prepare(self) -> None:
        """Settle which layers, articles and objects outside articles go into the file."""
        self.complete = self.is_complete()
        self.going = articles_of_layers(self.stream, self.viewer, self.options)
        if not self.complete:
            self.chosen = self._choose()
        elif lost := self.stream.without_article():
            self.left_out.append(ReportLine(Message("native.without_article", count=lost)))

    def write(self, writer: NativeWriter, path: Path, *, overwrite: bool) -> Report:
        """Write the file; two processes make the lines of many articles.

        Raises ``Moved`` where the project was edited meanwhile, and ``FormatError``.
        """
        self.prepare()
        with ExitStack() as stack:
            articles = self.going.articles
            found: Iterable[NativeItem | NativeLines] = self.items()
            if is_shared(articles):
                found = self._all(stack.enter_context(self._shared(articles)))
            made = _counted(found, self.kinds)
            report = writer.write(made, path, overwrite=overwrite, complete=self.complete)
        notes = passed_over(self.going.passed)
        return report + Report(notes=notes, refused=tuple(self.left_out), kinds=dict(self.kinds))

    def items(self) -> Iterator[NativeItem]:
        """Everything that goes into the file, in its order."""
        return self._all(self._singly(self.going.articles))

    def _all(self, within: Iterable[ItemT]) -> Iterator[NativeItem | ItemT]:
        """What lies in articles, and what lies in none around it."""
        begun = self.stream.arrival()
        if not self.stream.settled():
            raise Moved
        kinds = self.stream.kinds_outside() - {str(Kind.ARTICLE)}
        first = [str(kind) for kind in KIND_ORDER]
        for kind in first:
            yield from self._outside(kind)
        yield from within
        for kind in sorted(kinds - set(first)):
            yield from self._outside(kind)
        if self.stream.arrival() != begun:
            raise Moved
        of = len(self.going.articles)
        self._pause(of, of)

    def _singly(self, articles: Sequence[str]) -> Iterator[NativeItem]:
        for done, whole in enumerate(self.stream.each(articles)):
            self._pause(done, len(articles))
            yield from self._of_article(whole)

    @contextmanager
    def _shared(
        self, articles: Sequence[str]
    ) -> Generator[Iterator[NativeItem | NativeLines], None, None]:
        """As :meth:`_singly`, some of it made by another process."""
        share = NativeShare(
            self.stream.path, self.stream.seal, self.viewer, self.options, self.layers,
            self.complete, self.chosen,
        )  # fmt: skip
        pieces = in_pieces(articles)
        with abreast(pieces, self.lines_of, make_lines, share) as results:
            yield self._in_turn(pieces, results)

    def _in_turn(
        self, pieces: Sequence[Sequence[str]], results: Iterator[NativeLines | None]
    ) -> Iterator[NativeItem | NativeLines]:
        done, of = 0, sum(map(len, pieces))
        for piece, lines in zip(pieces, results, strict=True):
            self._pause(done, of)
            if lines is not None:
                yield lines
            else:
                for whole in self.stream.each(piece):
                    yield from self._of_article(whole)
            done += len(piece)

    def lines_of(self, articles: Sequence[str]) -> NativeLines:
        """The lines of some articles with all that lies in them."""
        kinds: Counter[str] = Counter()
        items = (each for whole in self.stream.each(articles) for each in self._of_article(whole))
        return NativeLines(NativeWriter().lines(_counted(items, kinds)), dict(kinds))

    def _pause(self, done: int, of: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("run.cancelled")
        if self.progress is not None:
            self.progress(done, of)

    def _outside(self, kind: str) -> Iterator[NativeItem]:
        """The objects of ``kind`` that lie in no article and may go into the file."""
        people = self._people() if kind == Kind.ANNOTATOR else None
        for item in self.stream.of_kind(kind):
            if people is not None and item.obj not in people:
                continue
            if self._may_go(item):
                plain = NativeObject(*item)
                yield NativePage(plain, self.stream.page_data(item)) if kind == Kind.PAGE else plain

    def _registers(self) -> set[str]:
        """The layers of entities, which go along with whatever is chosen."""
        layers = self.stream.of_kind(Kind.LAYER)
        return {layer.obj for layer in layers if layer.fields.get("role") == "register"}

    def _people(self) -> frozenset[str]:
        """The annotators of the layers that go into the file."""
        return frozenset(
            str(layer.fields.get("annotator", ""))
            for layer in self.stream.of_kind(Kind.LAYER)
            if layer.obj in self.layers
        )

    def _may_go(self, item: Stored) -> bool:
        if item.kind == Kind.LAYER:
            return item.obj in self.layers
        layer = item.fields.get("layer")
        if isinstance(layer, str) and layer not in self.layers:
            return False
        if self.chosen is None:
            return True
        fields = item.fields
        match item.kind:
            case Kind.ENTITY:
                return item.obj in self.chosen.entities
            case Kind.SAME_AS:
                return {fields.get("a"), fields.get("b")} <= self.chosen.entities
            case Kind.NOT_SAME:
                return {fields.get("a"), fields.get("b") or fields.get("a")} <= self.chosen.entities
            case Kind.ENTITY_CHANGE:
                return fields.get("target") in self.chosen.entities
            case Kind.PAGE:
                return item.obj in self.chosen.pages
            case Kind.CLAIM_LINK:
                return {fields.get("head"), fields.get("tail")} <= self.chosen.claims
            case _:
                return True

    def _of_article(self, whole: Whole) -> Iterator[NativeItem]:
        own, text, around = whole
        found = arranged(around)
        occurrences = tuple(NativeObject(*item) for item in found.occurrences)
        zoning = NativeObject(*found.zonings[0]) if found.zonings else None
        yield NativeArticle(NativeObject(*own), text, occurrences, zoning)
        for are_plain, items in groupby((*found.rest, *found.zonings[1:]), key=is_plain):
            if are_plain:
                yield from self._mentions(cast("Iterable[PlainMention]", items), text)
                continue
            for item in cast("Iterable[Stored]", items):
                if self.complete or self._may_go(item):
                    yield NativeObject(*item)

    def _mentions(self, mentions: Iterable[PlainMention], text: str) -> Iterator[NativeItem]:
        lines: list[MentionLine] = []
        for mention in mentions:
            if not self.complete and mention.layer not in self.layers:
                continue
            line = plain_line(mention, text)
            if line is not None:
                lines.append(line)
                continue
            yield NativeMentions(lines)
            lines = []
            yield self._whole(mention.obj)
        if lines:
            yield NativeMentions(lines)

    def _whole(self, obj: str) -> NativeObject:
        """A mention that does not prove: the writer says why."""
        found = self.stream.find(obj)
        if found is None:
            raise Moved
        return NativeObject(*found)

    def _choose(self) -> _Chosen:
        """What the chosen articles and layers need of entities, pages and claims."""
        entities: set[str] = set()
        pages: set[str] = set()
        claims: set[str] = set()
        for article in self.going.articles:
            for item in self.stream.in_article(article):
                if item.kind == Kind.OCCURRENCE:
                    pages.add(str(item.fields.get("page", "")))
                elif item.fields.get("layer") in self.layers:
                    entities.update(entities_of(item))
                    if item.kind == Kind.CLAIM:
                        claims.add(item.obj)
        return _Chosen(frozenset(entities), frozenset(pages), frozenset(claims))


@dataclass(frozen=True, slots=True)
class NativeShare:
    """What makes the lines of articles in another process, once it is settled what goes out."""

    source: Path
    seal: Seal
    viewer: Viewer
    options: ExportOptions
    layers: frozenset[str]
    complete: bool
    chosen: _Chosen | None


def make_lines(port: Port, share: NativeShare) -> None:
    """Make what ``port`` is fed: lists of articles."""
    with Stream(share.source, share.seal) as stream:
        run = NativeRun(
            stream, share.viewer, share.options, None, None, layers=share.layers,
            complete=share.complete, chosen=share.chosen,
        )  # fmt: skip
        serve(port, run.lines_of)


def _counted(items: Iterable[ItemT], kinds: Counter[str]) -> Iterator[ItemT]:
    """``items``, counted in ``kinds``."""
    for item in items:
        if isinstance(item, NativeMentions):
            kinds[Kind.MENTION.value] += len(item.lines)
        elif isinstance(item, NativeLines):
            kinds.update(item.kinds)
        else:
            kinds[kind_of(item)] += 1
        yield item
