"""Reading side files: each article with what the format's own lines say of it now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import msgspec

from juseok.core.errors import AnnotationError, TextError
from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    How,
    Kind,
    Mention,
    Metadata,
    Ref,
    Relationship,
    Remark,
)
from juseok.core.records import check_fields
from juseok.core.spans import Span, proves
from juseok.core.text import NORM_VERSION, check_article_text, is_blank, normalise
from juseok.formats import patches
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.brat.notes import patched_entity
from juseok.formats.document import ROLES, Document, Provenance, role
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.aside import ARTICLE, EdgePlace, Place, plain_mention

_PROVENANCES: Final = ("gold", "unanimous", "single")
_PLAIN: Final = frozenset({"entity", "note", "spans"})
"""What most mentions have beside their place."""
_KINDS: Final[Mapping[type, Kind]] = {
    Mention: Kind.MENTION,
    Claim: Kind.CLAIM,
    Relationship: Kind.RELATIONSHIP,
    ClaimLink: Kind.CLAIM_LINK,
}
_WORDS: Final[Mapping[type, str]] = {
    Mention: "spans", Claim: "content", Relationship: "head", ClaimLink: "head",
}  # fmt: skip
"""What a record of each kind cannot be without."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as the lines of a format show it; ``line`` of the file, from 1; 0: not known.

    ``in_passing``: the lines show it as the end of a relationship, and need not show every one.
    """

    place: Place
    line: int = 0
    in_passing: bool = False


@dataclass(frozen=True, slots=True)
class SeenEdge:
    """A relationship as the lines of a format show it."""

    place: EdgePlace
    line: int = 0


class AsideError(ValueError):
    """A line of a side file that does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Aside:
    """One line of a side file, proved to be of the text in it."""

    id: str
    name: str
    text: str
    body: Mapping[str, Any]
    file: str = ""
    line: int = 0

    def document(
        self,
        seen: Iterable[Seen],
        *,
        file: str,
        report: ReportBuilder,
        edges: Sequence[SeenEdge] = (),
    ) -> Document:
        """The document whose mentions are ``seen`` in the format's own lines of ``file``, and
        whose relationships are ``edges``, with all that this line says more."""
        return _Reading(self, file, report).document(list(seen), edges)


class AsideFile:
    """The lines of a side file in turn; articles that are asked for out of turn are found, too."""

    def __init__(self, path: Path, report: ReportBuilder) -> None:
        """``path`` need not exist: then it knows no article."""
        self._path, self._report = path, report
        self._lines = self._read()
        self._waiting: dict[str, list[Aside]] = {}

    def take(self, article: str) -> Aside | None:
        """The line of ``article``, once; None where there is none."""
        if waiting := self._waiting.get(article):
            return waiting.pop(0)
        for each in self._lines:
            if each.id == article:
                return each
            self._waiting.setdefault(each.id, []).append(each)
        return None

    def rest(self) -> Iterator[Aside]:
        """The lines that nobody took, in order."""
        waiting, self._waiting = self._waiting, {}
        found = [each for some in waiting.values() for each in some]
        yield from sorted(found, key=lambda each: each.line)
        yield from self._lines

    def _read(self) -> Iterator[Aside]:
        name = file_name(self._path)
        try:
            with open(self._path, "rb") as file:
                yield from self._parsed(file, name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise os_error(error, name) from error

    def _parsed(self, file: BinaryIO, name: str) -> Iterator[Aside]:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            self._report.read += 1
            try:
                yield load_aside(line, file=name, line=number)
            except AsideError as error:
                told = Message("tokens.aside_line", reason=str(error)[:120])
                self._report.refuse(told, file=name, line=number)


def load_aside(data: bytes, *, file: str = "", line: int = 0) -> Aside:
    """Raises :class:`AsideError` where ``data`` is no line of a side file, or its text not the one
    that its id is of."""
    try:
        found: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise AsideError(str(error)) from error
    match found:
        case {"id": str(id_), "text": str(text)}:
            body = cast("Mapping[str, Any]", found)
        case _:
            raise AsideError("no id, or no text")
    try:
        check_article_text(text)
    except TextError as error:
        raise AsideError(error.message.code) from error
    if article_id(text, NORM_VERSION) != id_ or normalise(text).text != text:
        raise AsideError("another text")
    name = body.get("name", "")
    return Aside(id_, name if isinstance(name, str) else "", text, body, file, line)


@dataclass(slots=True)
class _Reading:
    aside: Aside
    file: str
    report: ReportBuilder
    provenance: dict[str, Provenance] = field(default_factory=dict[str, Provenance])
    places: dict[str, int] = field(default_factory=dict[str, int])
    ids: set[str] = field(default_factory=set[str])
    at: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    """Stretch that the format's own lines mark → the mention that it is."""

    def document(self, seen: Sequence[Seen], seen_edges: Sequence[SeenEdge]) -> Document:
        whole = self.aside.body.get(ARTICLE, {})
        patch = cast("patches.Patch", whole) if isinstance(whole, dict) else {}
        how = patches.how_of(patch)
        mentions = self._mentions(seen, how)
        known = {each.id for each in mentions}
        claims = [
            self._claim(each, known)
            for each in self._records("claims", Claim("", "", self.aside.id, ()))
        ]
        edges = self._edges(seen_edges)
        links = self._records("claim_links", ClaimLink("", "", self.aside.id, "", "", ""))
        ids = known | {each.id for each in claims}
        annotations = ArticleAnnotations(
            mentions=tuple(mentions),
            claims=tuple(claims),
            relationships=tuple(each for each in edges if self._joins(each, known)),
            claim_links=tuple(each for each in links if self._joins(each, ids)),
            remarks=tuple(self._remarks(ids | {each.id for each in (*edges, *links)})),
        )
        self._sources(patch, annotations)
        return Document(
            article=self._article(patch),
            annotations=annotations,
            entities=tuple(self._entities()),
            annotator=str(patch.get("annotator", "")),
            name=self.aside.name,
            file=self.file,
            provenance=self.provenance,
            places=self.places,
        )

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        rows = self.aside.body.get(name, [])
        for row in cast("list[object]", rows) if isinstance(rows, list) else [rows]:
            if isinstance(row, dict):
                yield dict(cast("dict[str, Any]", row))
            else:
                self._refuse(f"{name}: {row!r}")

    def _edges(self, seen: Sequence[SeenEdge]) -> list[Relationship]:
        """The relationships that the format's own lines have no place for, those of them that are
        still there, and what is new there."""
        waiting: dict[EdgePlace, list[SeenEdge]] = {}
        for each in seen:
            waiting.setdefault(each.place, []).append(each)
        rows: list[dict[str, Any]] = []
        for row in self._rows("relationships"):
            place = _edge_place(row.pop("at", None))
            if place is not None:
                if not waiting.get(place):
                    label, start, end, _, _ = place
                    self._gone((label, start, end))
                    continue
                line = waiting[place].pop(0).line
                self.places[str(row.get("id", ""))] = line
            rows.append(row)
        found: list[Relationship] = self._made(
            rows, "relationships", Relationship("", "", self.aside.id, "", "", "")
        )
        for each in (one for some in waiting.values() for one in some):
            label, *ends = each.place
            subject, object_ = self.at.get((ends[0], ends[1])), self.at.get((ends[2], ends[3]))
            if subject and object_:
                id_ = self._new_id("R")
                article, how = self.aside.id, How.IMPORTED
                new = Relationship(id_, "", article, label, subject, object_, how=how)
                found.append(new)
                self.places[id_] = each.line
        return found

    def _new_id(self, letter: str) -> str:
        number = 1
        while f"{letter}{number}" in self.ids:
            number += 1
        self.ids.add(f"{letter}{number}")
        return f"{letter}{number}"

    def _mentions(self, seen: Sequence[Seen], how: How) -> list[Mention]:
        waiting: dict[Place, list[Seen]] = {}
        for each in seen:
            waiting.setdefault(each.place, []).append(each)
        found: list[Mention] = []
        for row in self._rows("mentions"):
            place, id_ = _place(row.pop("at", None)), row.pop("id", None)
            if not isinstance(id_, str) or not id_:
                self._refuse("mention without id")
                continue
            plain = Mention(id_, "", self.aside.id, "", ())
            if place is not None:
                if not waiting.get(place):
                    self._gone(place)
                    continue
                self.places[id_] = waiting[place].pop(0).line
                self.at.setdefault((place[1], place[2]), id_)
                plain = plain_mention(id_, place, self.aside.text, how, self.aside.id)
            made = self._patched(plain, row)
            if made is not None:
                found.append(made)
        for each in found:
            if len(each.spans) == 1:
                self.at.setdefault((each.spans[0].start, each.spans[0].end), each.id)
        text, article = self.aside.text, self.aside.id
        for each in (one for some in waiting.values() for one in some):
            if each.in_passing and each.place[1:] in self.at:
                continue
            new = plain_mention(self._new_id("M"), each.place, text, How.IMPORTED, article)
            found.append(new)
            self.places[new.id] = each.line
            self.at.setdefault((each.place[1], each.place[2]), new.id)
        return sorted(found, key=lambda each: (each.spans[0].start, -each.spans[-1].end))

    def _patched(self, plain: Any, patch: dict[str, Any]) -> Any:
        """``plain`` with ``patch``; None where that is no record, or its id was taken."""
        if plain.id in self.ids:
            self._refuse(f"{plain.id} twice")
            return None
        self.ids.add(plain.id)
        is_shown = isinstance(plain, Mention) and bool(plain.spans)
        if not patch and is_shown:
            return plain
        if is_shown and patch.keys() <= _PLAIN and (quick := self._quickly(plain, patch)):
            return quick
        try:
            check_fields(_KINDS[type(plain)], patch)
            made = patches.patched(plain, patch, text=self.aside.text)
        except AnnotationError as error:
            self._refuse(error.message.code)
        except patches.PatchError as error:
            self._refuse(str(error))
        else:
            if getattr(made, _WORDS[type(plain)]):
                return made
            self._refuse(f"{plain.id}: nothing in it")
        return None

    def _quickly(self, plain: Mention, patch: Mapping[str, Any]) -> Mention | None:
        """What most mentions are, several times faster; None: somebody has to look closer."""
        entity, note = patch.get("entity", ""), patch.get("note", "")
        spans = patch.get("spans")
        if not isinstance(entity, str) or not isinstance(note, str):
            return None
        found = plain.spans
        if spans is not None:
            if not proves(self.aside.text, spans) or any(is_blank(each[2]) for each in spans):
                return None
            found = tuple(Span(*each) for each in spans)
        return Mention(
            plain.id, "", plain.article, plain.type, found, entity, how=plain.how, note=note
        )

    def _records(self, name: str, plain: Any) -> list[Any]:
        return self._made(self._rows(name), name, plain)

    def _made(self, rows: Iterable[dict[str, Any]], name: str, plain: Any) -> list[Any]:
        found: list[Any] = []
        for row in rows:
            id_ = row.pop("id", None)
            if not isinstance(id_, str) or not id_:
                self._refuse(f"{name}: no id")
                continue
            made = self._patched(replace(plain, id=id_), row)
            if made is not None:
                found.append(made)
        return found

    def _claim(self, claim: Claim, known: set[str]) -> Claim:
        """``claim`` without references to mentions that are gone."""
        kept: dict[str, tuple[Ref, ...]] = {}
        for name in ROLES:
            refs = role(claim, name)
            left = tuple(ref for ref in refs if ref.sort != "mention" or ref.id in known)
            if left != refs:
                kept[name] = left
                self._change(Message("tokens.role_gone", id=claim.id, role=name))
        return replace(claim, **cast("Any", kept)) if kept else claim

    def _joins(self, edge: Relationship | ClaimLink, known: set[str]) -> bool:
        lost = next((each for each in (edge.head, edge.tail) if each not in known), None)
        if lost is not None:
            self.report.refuse(
                Message("tokens.dangling", id=edge.id, target=lost),
                file=self.aside.file, line=self.aside.line or None,
            )  # fmt: skip
        return lost is None

    def _remarks(self, known: set[str]) -> Iterator[Remark]:
        for row in self._rows("remarks"):
            match row:
                case {
                    "id": str(id_),
                    "target": str(target),
                    "sort": "note" | "question" as sort,
                    "text": str(said),
                }:
                    of = target or self.aside.id
                    if target and target not in known:
                        self._change(Message("tokens.remark_gone", target=target))
                        continue
                    done = row.get("resolved") is True
                    yield Remark(id_, "", self.aside.id, of, sort, said, done)
                case _:
                    self._refuse("remarks")

    def _entities(self) -> Iterator[Any]:
        for row in self._rows("entities"):
            try:
                yield patched_entity(None, row)
            except patches.PatchError as error:
                self._refuse(str(error))

    def _article(self, patch: patches.Patch) -> Article:
        text, id_ = self.aside.text, self.aside.id
        try:
            return Article(
                id_, text, patches.zones_of(patch, text), patches.metadata_of(patch), NORM_VERSION,
                sentencing=patches.sentencing_of(patch, text),
            )  # fmt: skip
        except patches.PatchError as error:
            self._refuse(str(error))
            return Article(id_, text, (), Metadata(), NORM_VERSION)

    def _sources(self, patch: patches.Patch, found: ArticleAnnotations) -> None:
        given = self.aside.body.get("provenance", {})
        said = cast("Mapping[str, object]", given) if isinstance(given, dict) else {}
        usual = patch.get("provenance")
        for each in (*found.mentions, *found.claims, *found.relationships, *found.claim_links):
            source = said.get(each.id, usual)
            if source in _PROVENANCES:
                self.provenance[each.id] = source

    def _gone(self, place: Place) -> None:
        label, start, end = place
        quote = self.aside.text[start:end][:60]
        self._change(Message("tokens.gone", label=label, quote=quote))

    def _change(self, message: Message) -> None:
        self.report.change(message, file=self.aside.file, line=self.aside.line or None)

    def _refuse(self, reason: str) -> None:
        told = Message("tokens.aside_line", reason=reason[:120])
        self.report.refuse(told, file=self.aside.file, line=self.aside.line or None)


def _edge_place(data: object) -> EdgePlace | None:
    match data:
        case [str(label), int(a), int(b), int(c), int(d)]:
            return label, a, b, c, d
        case _:
            return None


def _place(data: object) -> Place | None:
    match data:
        case [str(label), int(start), int(end)]:
            return label, start, end
        case _:
            return None
