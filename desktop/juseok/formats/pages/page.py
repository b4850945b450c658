"""What a page shows of an article; nothing here knows how a page is written."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from juseok.core.messages import Message, render
from juseok.core.model import (
    Attributes,
    Claim,
    Mention,
    Metadata,
    Ref,
    Refs,
    Zone,
    ZoneRole,
)
from juseok.core.scheme import Scheme, Typed
from juseok.core.spans import prove
from juseok.formats.document import ROLES, About, Document, Feature, Support, Way, role
from juseok.formats.pages.model import Field, Item, Legend, Line, Listing, Mark, Page, Run
from juseok.formats.wording import words_of

FAMILY: Final = "pages"
_REPORTED: Final = frozenset(
    {Feature.CROSS_LINKS, Feature.HOW, Feature.PROVENANCE, Feature.DERIVED, Feature.REJECTIONS,
     Feature.SENTENCES}
)  # fmt: skip
_HELD: Final = frozenset({Feature.DISCONTINUOUS, Feature.LINES, Feature.OVERLAP})
SUPPORT: Final[Support] = {
    each: Way.REPORTED if each in _REPORTED else Way.HELD if each in _HELD else Way.MAPPED
    for each in Feature
}
LANGUAGE: Final = "language"
_GREY: Final = "#808080"


def page_of(document: Document, about: About) -> Page:
    """Raises ``SpanError`` where a span does not prove."""
    return _Maker(document, about).page()


def pale(color: str, by: float) -> str:
    """``color`` moved towards white, so that black letters stand on it."""
    value = (color if len(color) == 7 else _GREY).lstrip("#")
    parts = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return "#" + "".join(f"{round(part + (255 - part) * by):02x}" for part in parts)


class _Maker:
    def __init__(self, document: Document, about: About) -> None:
        self._document = document
        self._about = about
        self._scheme: Scheme = about.scheme
        self._language = about.options.get(LANGUAGE, "ko")
        self._text = document.article.text
        self._entities = {each.id: each for each in document.entities}
        self._mentions = {each.id: each for each in document.annotations.mentions}
        self._numbers = {
            each.id: number for number, each in enumerate(document.annotations.claims, start=1)
        }

    def page(self) -> Page:
        article = self._document.article
        meta = article.metadata
        titled = not any(zone.role is ZoneRole.TITLE for zone in article.zones)
        lists = (
            self._listing("claims", map(self._claim, self._document.annotations.claims)),
            self._listing("links", self._links()),
            self._listing("relationships", self._relationships()),
            self._listing("entities", self._entity_items()),
            self._listing("remarks", self._remarks()),
        )
        return Page(
            self._language,
            meta.title or self._document.name or self._say("untitled"),
            titled and bool(meta.title),
            tuple(_details(meta)),
            tuple(self._lines()),
            tuple(self._legend()),
            tuple(each for each in lists if each.items),
            self._origin(),
        )

    # -- the text

    def _lines(self) -> Iterator[Line]:
        """The text in lines, with the labels of what begins and ends in them."""
        lines = list(self._cut_lines())
        begun: set[int] = set()
        for line in lines:
            for at, run in enumerate(line):
                if new := [each for each in run.claims if each not in begun]:
                    begun.update(new)
                    line[at] = replace(run, begun=tuple(new))
        ended: set[str] = set()
        for line in reversed(lines):
            for at, run in reversed(list(enumerate(line))):
                if last := [each for each in reversed(run.marks) if each.id not in ended]:
                    ended.update(each.id for each in last)
                    line[at] = replace(run, ended=tuple(last))
        _join_fragments(lines)
        zones = sorted(self._document.article.zones)
        starts = [zone.start for zone in zones]
        start = 0
        for line in lines:
            end = start + sum(len(run.text) for run in line)
            yield Line(tuple(line), _role_at(zones, starts, start, end))
            start = end + 1

    def _cut_lines(self) -> Iterator[list[Run]]:
        runs: list[Run] = []
        for run in self._runs():
            first, *others = run.text.split("\n")
            if first:
                runs.append(run if not others else replace(run, text=first))
            for piece in others:
                yield runs
                runs = [replace(run, text=piece)] if piece else []
        yield runs

    def _runs(self) -> Iterator[Run]:
        """The text cut wherever something begins or ends."""
        opening: dict[int, list[_Part]] = {}
        cuts = {0, len(self._text)}
        for part in self._parts():
            opening.setdefault(part.start, []).append(part)
            cuts |= {part.start, part.end}
        active: list[_Part] = []
        for start, end in pairwise(sorted(cuts)):
            active = [part for part in active if part.end > start]
            active += opening.get(start, ())
            active.sort(key=_outer_first)
            yield Run(
                self._text[start:end],
                tuple(part.mark for part in active if part.mark is not None),
                tuple(dict.fromkeys(part.claim for part in active if part.claim)),
                cue=any(part.cue for part in active),
            )

    def _parts(self) -> "Iterator[_Part]":
        found = self._document.annotations
        for mention in found.mentions:
            prove(self._text, mention.spans)
            mark = self._mark(mention)
            for span in mention.spans:
                yield _Part(span.start, span.end, mark=mark)
        for claim in found.claims:
            prove(self._text, claim.content)
            prove(self._text, claim.cue)
            for span in claim.content:
                yield _Part(span.start, span.end, claim=self._numbers[claim.id])
            for span in claim.cue:
                yield _Part(span.start, span.end, cue=True)

    def _mark(self, mention: Mention) -> Mark:
        type_ = self._scheme.entity_type(mention.type)
        name = self._type_name(mention.type)
        entity = self._entities.get(mention.entity)
        title = " · ".join(filter(None, (name, entity.name if entity is not None else "")))
        letter = (type_.letter if type_ is not None else "") or mention.type[:1]
        color = type_.color if type_ is not None else _GREY
        return Mark(mention.id, mention.type, color, letter, title)

    def _legend(self) -> Iterator[Legend]:
        counts = Counter(each.type for each in self._document.annotations.mentions)
        known = [each.id for each in self._scheme.entity_types if each.id in counts]
        for type_ in (*known, *sorted(counts.keys() - set(known))):
            found = self._scheme.entity_type(type_)
            color, letter = (found.color, found.letter) if found is not None else (_GREY, "")
            name = self._type_name(type_)
            yield Legend(type_, name, color, letter or type_[:1], counts[type_])

    # -- the lists

    def _listing(self, what: str, items: Iterable[Item]) -> Listing:
        return Listing(self._say(what), tuple(items))

    def _claim(self, claim: Claim) -> Item:
        fields: list[Field] = []
        source = self._refs(claim.source) or self._state(claim)
        for name in ROLES:
            value = source if name == "source" else self._refs(role(claim, name))
            fields += [Field(self._type_name(name), value)] if value else []
        if claim.cue:
            fields.append(Field(self._type_name("cue"), words_of(claim.cue)))
        if claim.nested_in in self._numbers:
            fields.append(Field(self._say("nested"), f"{self._numbers[claim.nested_in]}"))
        fields += self._values(claim.attributes)
        fields += self._note(claim.note)
        return Item(words_of(claim.content), self._numbers[claim.id], tuple(fields))

    def _state(self, claim: Claim) -> str:
        """Why a claim has no source, as the scheme says it."""
        field = next((each for each in self._scheme.attributes if each.field == "source_state"),
                     None)  # fmt: skip
        if claim.source_state not in ("elided", "none") or field is None:
            return ""
        value = field.value(claim.source_state)
        return value.name(self._language) if value is not None else claim.source_state

    def _links(self) -> Iterator[Item]:
        for link in self._document.annotations.claim_links:
            head, tail = self._numbers.get(link.head), self._numbers.get(link.tail)
            if head and tail:
                words = f"{head} → {tail}  {self._type_name(link.type)}"
                yield Item(words, fields=tuple(self._note(link.note)))

    def _relationships(self) -> Iterator[Item]:
        for each in self._document.annotations.relationships:
            prove(self._text, each.evidence)
            fields: list[Field] = []
            if each.evidence:
                fields.append(Field(self._say("evidence"), words_of(each.evidence)))
            fields += [*self._values(each.attributes), *self._note(each.note)]
            ends = (self._words(each.head), self._type_name(each.type), self._words(each.tail))
            yield Item(" — ".join(ends), fields=tuple(fields))

    def _entity_items(self) -> Iterator[Item]:
        counts = Counter(each.entity for each in self._mentions.values())
        type_, mentions = self._say("type"), self._say("mentions")
        for each in self._document.entities:
            fields = [Field(type_, self._type_name(each.type))]
            if each.aliases:
                fields.append(Field(self._say("aliases"), ", ".join(each.aliases)))
            fields.append(Field(mentions, str(counts[each.id])))
            fields += [*self._values(each.attributes), *self._note(each.note)]
            yield Item(each.name, fields=tuple(fields))

    def _remarks(self) -> Iterator[Item]:
        """Notes and questions apart, and the notes and values of mentions, each said once."""
        said: dict[Field, dict[str, None]] = {}
        for mention in self._mentions.values():
            for field in (*self._values(mention.attributes), *self._note(mention.note)):
                said.setdefault(field, {})[words_of(mention.spans)] = None
        for field, words in said.items():
            yield Item(", ".join(words), fields=(field,))
        for remark in self._document.annotations.remarks:
            fields = (Field(self._say(remark.sort), remark.text),)
            yield Item(self._target(remark.target), fields=fields)

    def _target(self, obj: str) -> str:
        if obj in self._numbers:
            return f"{self._say('claim')} {self._numbers[obj]}"
        return self._words(obj) if obj in self._mentions else self._say("article")

    def _values(self, attributes: Attributes) -> Iterator[Field]:
        for name, each in attributes.items():
            found = self._scheme.attribute(name)
            value = each.value
            if value is None:
                continue
            words = self._say("yes" if value else "no") if isinstance(value, bool) else value
            if found is not None and isinstance(value, str):
                known = found.value(value)
                words = known.name(self._language) if known is not None else value
            yield Field(found.name(self._language) if found is not None else name, words)

    def _note(self, note: str) -> list[Field]:
        return [Field(self._say("note"), note)] if note else []

    def _refs(self, refs: Refs) -> str:
        return ", ".join(filter(None, map(self._ref, refs)))

    def _ref(self, ref: Ref) -> str:
        if ref.span is not None:
            prove(self._text, (ref.span,))
            return ref.span.quote
        if ref.sort == "entity":
            found = self._entities.get(ref.id)
            return found.name if found is not None else ""
        return self._words(ref.id)

    def _words(self, mention: str) -> str:
        found = self._mentions.get(mention)
        return words_of(found.spans) if found is not None else ""

    def _type_name(self, type_: str) -> str:
        found: Typed | None = self._scheme.type(type_)
        return found.name(self._language) if found is not None else type_

    def _say(self, what: str) -> str:
        return render(Message(f"page.{what}"), self._language)

    def _origin(self) -> str:
        about = self._about
        scheme = f"{about.scheme.id} {about.scheme.version[:12]}"
        parts = (about.project, about.layer, about.date, scheme, "Juseok")
        return " · ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class _Part:
    """One fragment of something in the text."""

    start: int
    end: int
    mark: Mark | None = None
    claim: int = 0
    cue: bool = False


def _join_fragments(lines: Sequence[list[Run]]) -> None:
    """Say of each run what of it goes on in another place, and what comes from one."""
    places = [(line, at) for line in lines for at in range(len(line))]
    runs = [line[at] for line, at in places]
    nothing = Run("")
    for (line, at), before, run, behind in zip(
        places, [nothing, *runs], runs, [*runs[1:], nothing], strict=False
    ):
        on = {each.id for each in (*behind.marks, *run.ended)}
        broken = tuple(each for each in reversed(run.marks) if each.id not in on)
        known = {*before.claims, *run.begun}
        resumed = tuple(each for each in run.claims if each not in known)
        if broken or resumed:
            line[at] = replace(run, broken=broken, resumed=resumed)


def _outer_first(part: _Part) -> tuple[int, int, str]:
    return part.start, -part.end, part.mark.id if part.mark is not None else ""


def _role_at(zones: Sequence[Zone], starts: Sequence[int], start: int, end: int) -> ZoneRole | None:
    """The role of most of a line: of the last zone that begins before its end."""
    if start == end:
        return None
    at = bisect_right(starts, end - 1) - 1
    return zones[at].role if at >= 0 and zones[at].end > start else None


def _details(meta: Metadata) -> Iterator[str]:
    published = meta.published.raw or meta.published.iso or ""
    known = (meta.publisher, published, ", ".join(meta.bylines), meta.section, meta.url)
    yield from filter(None, known)
