"""An article of a side file with what the format's own lines say of it now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, cast

from juseok.core.errors import AnnotationError
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
from juseok.core.spans import make_span
from juseok.core.text import NORM_VERSION
from juseok.formats import patches
from juseok.formats.base import ReportBuilder
from juseok.formats.brat.notes import patched_entity
from juseok.formats.document import ROLES, Document, Provenance, role
from juseok.formats.strangers import tell_strangers
from juseok.formats.tokens.aside import ARTICLE, EdgePlace, Place, plain_mention
from juseok.formats.tokens.aside_quick import TOLD, Quick

_PROVENANCES: Final = ("gold", "unanimous", "single")
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


class Seen(NamedTuple):
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
    quick: Quick = field(init=False)

    def __post_init__(self) -> None:
        self.quick = Quick(self.aside.text, self.aside.id)

    def document(self, seen: Sequence[Seen], seen_edges: Sequence[SeenEdge]) -> Document:
        tell_strangers(
            self.aside.body, self.report, file=self.aside.file, line=self.aside.line or None
        )
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
        """The objects at ``name``, each to be changed by whoever takes it."""
        return map(dict, self._given(name))

    def _given(self, name: str) -> Iterator[dict[str, Any]]:
        """As :meth:`_rows`, not to be changed."""
        rows: Any = self.aside.body.get(name, [])
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict):
                yield row
            else:
                self._refuse(f"{name}: {row!r}")

    def _edges(self, seen: Sequence[SeenEdge]) -> list[Relationship]:
        """The relationships that the format's own lines have no place for, those of them that are
        still there, and what is new there."""
        waiting: dict[EdgePlace, list[SeenEdge]] = {}
        for each in seen:
            waiting.setdefault(each.place, []).append(each)
        found: list[Relationship] = []
        plain = Relationship("", "", self.aside.id, "", "", "")
        for row in self._rows("relationships"):
            place = _edge_place(row.pop("at", None))
            if place is not None and not waiting.get(place):
                label, start, end, _, _ = place
                self._gone((label, start, end))
                continue
            made: list[Relationship] = self._made([row], "relationships", plain)
            found += made
            if place is not None and made:
                self.places[made[0].id] = waiting[place].pop(0).line
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
        for row in self._given("mentions"):
            place, id_ = _place(row.get("at")), row.get("id")
            if not isinstance(id_, str) or not id_:
                self._refuse("mention without id")
                continue
            is_new = id_ not in self.ids
            if place is None:
                label, spans, way = "", (), How.HAND
            else:
                held = waiting.get(place)
                if not held:
                    self._gone(place)
                    continue
                if is_new:  # else it gets an id of its own
                    self.places[id_] = held.pop(0).line
                label, start, end = place
                self.at.setdefault((start, end), id_)
                spans, way = (make_span(self.aside.text, start, end),), how
            made = self.quick.mention(id_, label, spans, way, row) if is_new else None
            if made is None:
                plain = Mention(id_, "", self.aside.id, label, spans, how=way)
                patch = {name: each for name, each in row.items() if name not in TOLD}
                made = self._patched(plain, patch)
                if made is None and place is not None and is_new:
                    made = plain  # the format's own lines show it all the same
            else:
                self.ids.add(id_)
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
        given: Any = plain
        try:
            check_fields(_KINDS[type(plain)], patch)
            made = patches.patched(given, patch, text=self.aside.text)
        except AnnotationError as error:
            self._refuse(error.message.code)
        except patches.PatchError as error:
            self._refuse(str(error))
        else:
            if getattr(made, _WORDS[type(plain)]):
                return made
            self._refuse(f"{plain.id}: nothing in it")
        return None

    def _records(self, name: str, plain: Any) -> list[Any]:
        return self._made(self._rows(name), name, plain)

    def _made(self, rows: Iterable[dict[str, Any]], name: str, plain: Any) -> list[Any]:
        found: list[Any] = []
        for row in rows:
            id_ = row.pop("id", None)
            if not isinstance(id_, str) or not id_:
                self._refuse(f"{name}: no id")
                continue
            made = None
            if id_ not in self.ids and not isinstance(plain, ClaimLink):
                quick = self.quick.claim if isinstance(plain, Claim) else self.quick.edge
                made = quick(id_, row)
            if made is None:
                made = self._patched(replace(plain, id=id_), row)
            else:
                self.ids.add(id_)
            if made is not None:
                found.append(made)
        return found

    def _claim(self, claim: Claim, known: set[str]) -> Claim:
        """``claim`` without references to mentions that are gone."""
        kept: dict[str, tuple[Ref, ...]] = {}
        for name in ROLES:
            refs = role(claim, name)
            if not refs:
                continue
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
        for row in self._given("entities"):
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
        if not said and usual not in _PROVENANCES:  # as a rule
            return
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
    if type(data) is list and len(cast("list[object]", data)) == 3:
        label, start, end = cast("list[object]", data)
        if type(label) is str and type(start) is int and type(end) is int:  # as a rule
            return label, start, end
    match data:
        case [str(label), int(start), int(end)]:
            return label, start, end
        case _:
            return None
