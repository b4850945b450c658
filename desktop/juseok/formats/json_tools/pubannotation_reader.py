"""PubAnnotation's JSON, in: a document, an array or lines of them, a folder, or the ``.tgz`` of a
project.

Each track is a document by itself, and so are the annotations of a document beside its tracks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from juseok.core.errors import FormatError
from juseok.core.model import Metadata
from juseok.formats.base import ReportBuilder, may_be_json
from juseok.formats.document import Document
from juseok.formats.json_tools.page import CONTINUED
from juseok.formats.json_tools.pubannotation import (
    ARTICLE,
    ENTITY,
    FORM,
    NAMES,
    NOTE,
    OWN_PRED,
    SOURCE,
)
from juseok.formats.json_tools.pubannotation_files import EXTENSIONS, FILES, files_in
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import (
    Notes,
    Object,
    details,
    documents_of,
    edges_in,
    label_of,
    objects,
    place_of,
)
from juseok.formats.json_tools.units import Placed, unit_told
from juseok.formats.json_tools.values import Found, first_objects_of, loaded, objects_of

_FRAGMENT: Final = "_FRAGMENT"
_CHAIN: Final = "_lexicallyChainedTo"
_MARKED: Final = ("denotations", "relations", "attributes", "modifications", "blocks")
_SOURCE: Final = ("sourcedb", "sourceid", "divid", "target")
_KNOWN: Final = frozenset({"text", "tracks", "project", *_MARKED, *_SOURCE})
_OF_TRACKS: Final = frozenset({"project", *_MARKED})
_OF_OTHERS: Final = frozenset({"id", "subj", "pred", "obj"})
_OF_PLACES: Final = frozenset({"begin", "end"})
_OF_PLAIN: Final = frozenset({"id", "span", "obj"})
_OF_DENOTATIONS: Final = frozenset({"id", "span", "spans", "obj", "begin", "end"})


class PubAnnotationReader:
    """Reads files, folders and archives of PubAnnotation."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = EXTENSIONS

    def recognises(self, path: Path) -> bool:
        """Objects with a text, and denotations, blocks or tracks; of a folder or an archive, its
        first file."""
        if not path.is_dir() and not may_be_json(path, EXTENSIONS):
            return False
        try:
            for _, _, file in files_in(path, ReportBuilder()):
                found = first_objects_of(file)
                return bool(found) and all(map(_is_one, found))
        except FormatError:
            return False
        return False

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in order of the names of files; see
        :class:`DocumentReader`."""
        is_file = not path.is_dir() and path.name.lower().endswith(FILES)
        utf16 = is_file and unit_told(path, _placed, report)
        for name, stem, file in files_in(path, report):
            notes = Notes(name, report)
            try:
                for found in objects_of(file, name, report):
                    pages = _pages(found, notes, stem=stem, utf16=utf16)
                    yield from documents_of(found, pages, form=FORM, notes=notes)
            except FormatError as error:
                if is_file:
                    raise
                report.refuse(error.message, file=name)  # the others are read all the same
            notes.tell()


def _is_one(value: Object) -> bool:
    marked = any(isinstance(value.get(name), list) for name in ("denotations", "blocks", "tracks"))
    return isinstance(value.get("text"), str) and (
        marked or ("sourcedb" in value and "sourceid" in value)
    )


def _placed(value: dict[str, object]) -> Iterator[Placed]:
    text = value.get("text")
    if isinstance(text, str):
        for each in (value, *objects(value.get("tracks"))):
            given = objects(each.get("denotations"))
            yield text, [place for item in given for place in _places(item)]


def _pages(found: Found, notes: Notes, *, stem: str, utf16: bool) -> Iterator[RawPage]:
    value, line = found.value, found.line
    text = value.get("text")
    if not isinstance(text, str):
        notes.refuse(line, "json.no_text", name="text")
        return
    tracks = objects(value.get("tracks"))
    has_own = any(value.get(name) for name in _MARKED)
    fields = {name: each for name, each in value.items() if name not in _KNOWN}
    metadata, kept = _of_article(value, fields, notes)
    for track in tracks:
        notes.passed(f"tracks.{name}" for name in track.keys() - _OF_TRACKS)
    for track in ([value] if has_own or not tracks else []) + tracks:
        marks, edges, own, blocks = _Track(notes, line).of(track)
        project = label_of(track.get("project"))
        more = (json.dumps({"blocks": blocks}, ensure_ascii=False),) if blocks else ()
        if blocks:
            notes.kept(["blocks"])
        notes.unproved += len(marks) if own is None else 0
        yield RawPage(
            text=text, marks=marks, edges=edges, own=own, file=notes.file, line=line,
            name=stem if found.number == 1 else f"{stem}-{found.number}",
            annotator=project, coder=project if tracks else "",
            metadata=metadata, kept=(*kept, *more), ids=True, utf16=utf16,
        )  # fmt: skip


def _of_article(
    value: Object, fields: dict[str, Any], notes: Notes
) -> tuple[Metadata | None, tuple[str, ...]]:
    """Where a document comes from, as details of the article; nothing for those of our own."""
    if value.get("sourcedb") == SOURCE:
        return details(fields, notes)
    source = {name: value[name] for name in _SOURCE if name in value}
    return details({**fields, **source}, notes)


class _Track:
    """The annotations of a document, or of one of its tracks."""

    def __init__(self, notes: Notes, line: int) -> None:
        self._notes, self._line = notes, line
        self._marks: dict[str, RawMark] = {}
        self._chained: dict[str, list[str]] = {}
        self._attributes: dict[str, dict[str, str | bool]] = {}
        self._twice: list[RawMark] = []
        self._related: set[str] = set()

    def of(
        self, track: Object
    ) -> tuple[Sequence[RawMark], Sequence[RawEdge], object, list[Object]]:
        """Marks, edges, what is our own, and blocks that are not."""
        blocks = objects(track.get("blocks"))
        wholes = {label_of(each.get("id")) for each in blocks if each.get("obj") == ARTICLE}
        for each in blocks:
            if each.get("obj") == ARTICLE:
                self._notes.passed(f"blocks.{name}" for name in each.keys() - _OF_DENOTATIONS)
                self._spanned("blocks", each)
        for number, each in enumerate(_list(track.get("denotations")), start=1):
            if not self._quickly(each):
                self._denotation(each, number)
        for sort in ("relations", "attributes", "modifications"):
            self._notes.passed_in(sort, objects(track.get(sort)), _OF_OTHERS)
        edges = self._relations(edges_in(track.get("relations"), self._notes, self._line))
        self._related = {each.id for each in edges} - {""}
        own: object = None
        for each in objects(track.get("attributes")):
            subj, pred = label_of(each.get("subj")), label_of(each.get("pred"))
            if pred == OWN_PRED and subj in wholes:
                own = self._loaded(each.get("obj"))
            else:
                self._attribute(subj, pred, each.get("obj"))
        for each in objects(track.get("modifications")):
            self._attribute(label_of(each.get("obj")), label_of(each.get("pred")), True)
        marks = [self._with(each) for each in self._marks.values()]
        edges = [
            RawEdge(each.type, each.head, each.tail, each.id, self._attributes[each.id])
            if each.id in self._attributes else each
            for each in edges
        ]  # fmt: skip
        others = [each for each in blocks if own is None or each.get("obj") != ARTICLE]
        return [*marks, *self._twice], edges, own, others

    def _denotation(self, given: object, number: int) -> None:
        places, type_, id_ = (), "", ""
        if isinstance(given, dict) and "obj" in given:
            said = cast("Object", given)
            places, type_ = _places(said), label_of(said["obj"])
            id_ = label_of(said.get("id")) or f"#{number}"
        if not places or not type_:
            self._notes.bad_mark(self._line, number, id_)
            return
        assert isinstance(given, dict)
        if not given.keys() <= _OF_DENOTATIONS:
            self._notes.passed(f"denotations.{name}" for name in given.keys() - _OF_DENOTATIONS)
        self._spanned("denotations", given)
        mark = RawMark(id_, type_, places)
        if id_ in self._marks:
            self._twice.append(mark)  # told where its place is looked at
        else:
            self._marks[id_] = mark

    def _quickly(self, given: Any) -> bool:
        """As :meth:`_denotation`, of one with an id and one place, as nearly all are; whether it
        is one."""
        if type(given) is not dict or given.keys() != _OF_PLAIN:
            return False
        id_, type_, span = given["id"], given["obj"], given["span"]
        if type(id_) is not str or type(type_) is not str or type(span) is not dict:
            return False
        if not id_ or not type_ or id_ in self._marks or span.keys() != _OF_PLACES:
            return False
        begin, end = span["begin"], span["end"]
        if type(begin) is not int or type(end) is not int:
            return False
        self._marks[id_] = RawMark(id_, type_, ((begin, end),))
        return True

    def _spanned(self, sort: str, given: Object) -> None:
        span = given.get("span", given.get("spans"))
        held = objects(span if isinstance(span, list) else [span])
        self._notes.passed_in(f"{sort}.span", held, _OF_PLACES)

    def _relations(self, given: Sequence[Object]) -> list[RawEdge]:
        edges: list[RawEdge] = []
        for each in given:
            pred = label_of(each.get("pred"))
            subj, obj = label_of(each.get("subj")), label_of(each.get("obj"))
            if not (pred and subj and obj):
                self._notes.refuse(self._line, "json.bad_edge")
            elif pred == _CHAIN and self._is_fragment(obj):
                self._chain(subj, obj)
            else:
                edges.append(RawEdge(pred, subj, obj, id=label_of(each.get("id"))))
        return [*edges, *self._chains()]

    def _is_fragment(self, id_: str) -> bool:
        mark = self._marks.get(id_)
        return mark is not None and mark.type == _FRAGMENT

    def _chain(self, whole: str, fragment: str) -> None:
        self._chained.setdefault(whole, []).append(fragment)

    def _chains(self) -> Iterator[RawEdge]:
        """Fragments under the label of what they are chained to, to be put together."""
        tails = {each for held in self._chained.values() for each in held}
        for head in [each for each in self._chained if each not in tails]:
            waiting = list(self._chained[head])
            seen = {head}
            while waiting and head in self._marks:
                fragment = waiting.pop(0)
                if fragment in seen:
                    continue
                seen.add(fragment)
                held = self._marks[fragment]
                self._marks[fragment] = RawMark(
                    fragment, self._marks[head].type, held.places, held.quote
                )
                yield RawEdge(CONTINUED, head, fragment)
                waiting += self._chained.get(fragment, [])

    def _attribute(self, subj: str, pred: str, value: object) -> None:
        is_word = type(value) is str
        if not is_word and isinstance(value, int | float) and not isinstance(value, bool):
            value = json.dumps(value)
        if (
            (subj not in self._marks and subj not in self._related)
            or not pred
            or not (is_word or isinstance(value, str | bool))
        ):
            name = f"{pred} {value}"[:60]
            self._notes.refuse(self._line, "json.dangling", type=name, target=subj[:60])
            return
        held = self._attributes.setdefault(subj, {})
        if pred in held:
            self._notes.refuse(self._line, "json.twice", id=f"{pred} {subj}"[:60])
        else:
            held[pred] = cast("str | bool", value)

    def _with(self, mark: RawMark) -> RawMark:
        held = self._attributes.get(mark.id)
        if held is None:
            return mark
        note, entity = held.get(NOTE), held.get(ENTITY)
        if note is None and type(entity) is str:  # as a rule
            del held[ENTITY]
            return RawMark(mark.id, mark.type, mark.places, mark.quote, held, "", entity)
        if isinstance(note, str):
            del held[NOTE]
        if isinstance(entity, str):
            del held[ENTITY]
        return RawMark(
            mark.id, mark.type, mark.places, mark.quote, held,
            note if isinstance(note, str) else "", entity if isinstance(entity, str) else "",
        )  # fmt: skip

    def _loaded(self, given: object) -> object:
        try:
            return loaded(given) if isinstance(given, str) else given
        except (ValueError, RecursionError) as error:
            self._notes.refuse(self._line, "json.own", reason=str(error)[:120])
            return None


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _places(item: Object) -> tuple[tuple[int, int], ...]:
    """The pieces of a denotation; none where one of them is no place."""
    span = item.get("span", item.get("spans"))
    if span is None and "begin" in item:  # without an object of its own
        span = item
    found: list[tuple[int, int]] = []
    for each in span if isinstance(span, list) else [span]:
        place = place_of(each.get("begin"), each.get("end")) if isinstance(each, dict) else ()
        if not place:
            return ()
        found += place
    return tuple(found)
