"""W3C Web Annotation, in: collections, pages, arrays or single annotations as JSON-LD.

Exports of Hypothesis and of Recogito, which nearly are, too.  Read in the compact form that the
recommendation gives, with or without prefixes; a context is never fetched.  The text stands in the
target or its source, or is a file beside: what the source of a target is called, or what the file
of annotations is called with ``.txt``.  Several targets of one are the pieces of a span.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote

from juseok.core.errors import FormatError
from juseok.core.model import Metadata
from juseok.formats.base import ReportBuilder, may_be_json, os_error
from juseok.formats.document import Document
from juseok.formats.json_tools.assemble import document_of
from juseok.formats.json_tools.page import OWN
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import Notes, Object, objects
from juseok.formats.json_tools.values import objects_of, opened
from juseok.formats.linked import prefixes
from juseok.formats.linked.others import as_annotations, is_another, with_answers
from juseok.formats.linked.prefixes import named, plain_id
from juseok.formats.linked.targets import DEEPEST, Texts, listed
from juseok.formats.linked.terms import strangers, strangers_around
from juseok.formats.linked.web_annotation import FORM, NAMES, SUFFIX, entity_key
from juseok.formats.linked.web_annotation_plain import PlainAnnotation, as_plain, plain_mark
from juseok.formats.parted import PartedReader, Passed
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import walk

_LOOK: Final = 1 << 16
_TOLD: Final = re.compile(rb"w3\.org/ns/(?:anno\.jsonld|oa)\b")


class WebAnnotationReader(PartedReader):
    """Reads a folder of ``.jsonld`` files, or one file, ``.json`` too."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (SUFFIX, ".json")

    def recognises(self, path: Path) -> bool:
        """JSON whose beginning names the context of Web Annotation; of a folder, its first file
        that is called JSON-LD."""
        try:
            if path.is_dir():
                first = next(walk(path, report=ReportBuilder(), extensions=(SUFFIX,)), None)
                return first is not None and _is_one(first)
            return may_be_json(path, self.extensions) and _is_one(path)
        except OSError:
            return False

    def files(self, path: Path, *, report: ReportBuilder) -> list[Path]:
        look = ReportBuilder()  # texts and contexts that lie beside are nothing to be told
        files = [*walk(path, report=look, extensions=(SUFFIX,))]
        report.lines += [each for each in look.lines if each.severity == "refused"]
        return files

    def documents(
        self, files: Iterable[Path], root: Path, *, report: ReportBuilder, passed: Passed
    ) -> Iterator[Document]:
        del passed
        for file in files:
            notes = Notes(file_name(file), report)
            try:
                yield from _documents(file, notes)
            except OSError as error:
                raise os_error(error, notes.file) from error
            except FormatError as error:
                if file == root:
                    raise
                report.refuse(error.message, file=notes.file)  # the others are read all the same
            notes.tell()


def _is_one(path: Path) -> bool:
    with open(path, "rb") as file:
        head = file.read(_LOOK)
    return _TOLD.search(head) is not None or is_another(head)


def _documents(path: Path, notes: Notes) -> Iterator[Document]:
    loose: list[Object] = []
    line = 1
    with opened(path) as file:
        is_plain = prefixes.has_none(file)
        for found in objects_of(file, notes.file, notes.report):
            try:
                value = (
                    found.value
                    if is_plain
                    else cast("dict[str, Any]", prefixes.without(found.value))
                )
                value = as_annotations(value)
            except RecursionError:
                notes.refuse(found.line, "import.bad_json_deep")
                continue
            if "Annotation" in _types(value):
                line, loose = (found.line if not loose else line), [*loose, value]
            else:
                yield from _Sheet(path, notes, found.line, value).documents()
    if loose:
        yield from _Sheet(path, notes, line, {"items": loose}).documents()


@dataclass(slots=True)
class _Group:
    """What annotations say of one source."""

    marks: list[RawMark] = field(default_factory=list[RawMark])
    edges: list[RawEdge] = field(default_factory=list[RawEdge])


class _Sheet:
    """The annotations of one collection, by the source that they are of."""

    def __init__(self, path: Path, notes: Notes, line: int, value: Object) -> None:
        self._path, self._notes, self._line, self._value = path, notes, line, value
        self._groups: dict[tuple[str, str], _Group] = {}
        """By the source, and who made them, where several people did."""
        self._of: dict[str, tuple[str, str]] = {}
        self._several = False
        self._number = 0
        self._texts = Texts(path, notes)
        self._around: list[str] = []
        self._linking: set[str] = set()

    def documents(self) -> Iterator[Document]:
        items = with_answers(self._items(self._value))
        self._notes.passed(self._around)
        plain = [*map(as_plain, items)]
        makers = [_maker(item) for item, made in zip(items, plain, strict=True) if made is None]
        people = {_name(self._value.get("creator")), *makers} - {""}
        self._several = len(people) > 1 and OWN not in self._value
        links: list[Object] = []
        for item, made in zip(items, plain, strict=True):
            if made is not None and self._mark_plain(made):
                continue
            self._notes.passed(strangers(item))
            if self._is_link(item):
                links.append(item)
            else:
                self._mark(item)
        self._linking = {plain_id(item.get("id")) for item in links} - {""}
        for item in links:
            self._link(item)
        own = self._value.get(OWN)
        if own is not None and not self._groups:
            self._groups["", ""] = _Group()  # an article without annotations
        if not items and own is None:
            self._notes.refuse(self._line, "anno.none")
        for (source, who), group in self._groups.items():
            text = self._texts.text(source)
            if text is None:
                count = len(group.marks) + len(group.edges)
                name = unquote(source)[:80]
                self._notes.refuse(self._line, "anno.no_text", source=name, count=count)
                continue
            title = self._value.get("label") if own is None else None  # ours says all in its place
            page = RawPage(
                text=text, marks=group.marks, edges=group.edges, own=own, file=self._notes.file,
                line=self._line, name=self._path.stem if own is None else "", ids=True,
                annotator=who or ("".join(people) if own is None and not self._several else ""),
                coder=who,
                metadata=Metadata(title=title) if isinstance(title, str) else None,
            )  # fmt: skip
            document = document_of(page, form=FORM, report=self._notes.report)
            if document is not None:
                yield document

    def _items(self, value: Object, depth: int = 0) -> list[Object]:
        """The annotations of a collection, its first page, a page or a graph."""
        found: list[Object] = []
        if depth > DEEPEST:
            self._notes.refuse(self._line, "import.bad_json_deep")
            return found
        self._around += strangers_around(value)
        for name in ("items", "first", "next", "@graph", "annotations"):
            given = value.get(name)
            if isinstance(given, str):
                self._notes.refuse(self._line, "anno.elsewhere", iri=given[:80])
            for each in [given] if isinstance(given, dict) else objects(given):
                is_one = "Annotation" in _types(each)
                found += [each] if is_one else self._items(cast("Object", each), depth + 1)
        return found

    def _mark_plain(self, plain: PlainAnnotation) -> bool:
        """As :meth:`_mark`, several times faster; False: look closer."""
        source = plain.target.source
        mark = plain_mark(plain, self._texts.text(source))
        if mark is None:
            return False
        self._number += 1
        self._add(mark, (source, ""))
        return True

    def _mark(self, item: Object) -> None:
        self._number += 1
        id_ = plain_id(item.get("id")) or f"A{self._number}"
        pieces: list[tuple[tuple[int, int], str | None]] = []
        source = ""
        for target in listed(item.get("target")):
            of, selector = self._texts.take(target)
            found = self._texts.place(of, selector)
            is_other, source = bool(pieces) and of != source, of
            if found is None or is_other:  # a span lies in one text
                self._notes.refuse(self._line, "anno.no_place", id=id_[:60])
                return
            pieces.append(found)
        if not pieces:
            self._notes.refuse(self._line, "anno.no_place", id=id_[:60])
            return
        pieces.sort(key=lambda piece: piece[0])
        places = tuple(place for place, _ in pieces)
        quotes = [words for _, words in pieces if words is not None]
        said = _Said(item)
        if len(said.tags) > 1:
            self._notes.change(self._line, "anno.tags", id=id_[:60], tag=said.tags[0][:60])
        self._notes.passed([*said.unread, *("body.linking" for _ in said.links)])
        if len(quotes) < len(places):
            self._notes.unproved += 1
        mark = RawMark(
            id_, said.type, places, " ".join(quotes) if len(quotes) == len(places) else None,
            {}, "\n".join(said.comments), entity_key(said.entity) if said.entity else "",
        )  # fmt: skip
        key = source, _maker(item) if self._several else ""
        self._add(mark, key)

    def _add(self, mark: RawMark, key: tuple[str, str]) -> None:
        if key not in self._groups:
            self._groups[key] = _Group()
        self._groups[key].marks.append(mark)
        self._of[mark.id] = key

    def _is_link(self, item: Object) -> bool:
        """Whether an annotation joins others: all that it is about are annotations."""
        targets = listed(item.get("target"))
        is_linking = "linking" in _texts(item, "motivation")
        if isinstance(item.get("target"), dict):
            return False
        return bool(targets) and all(
            plain_id(each) != each or is_linking
            if isinstance(each, str)
            else is_linking and isinstance(each, dict) and each.keys() <= {"id", "type"}
            for each in targets
        )

    def _link(self, item: Object) -> None:
        self._number += 1
        said = _Said(item)
        heads = [plain_id(named(each)) for each in listed(item.get("target"))]
        if not said.links and len(heads) == 2:  # from the first to the second, as Recogito says it
            *heads, last = heads
            said.links.append(last)
        self._notes.passed(said.unread)
        note = "\n".join(filter(None, (*said.tags[1:], *said.comments, said.entity)))
        key = self._of.get(heads[0])
        if heads[0] in self._linking:
            self._notes.refuse(
                self._line, "json.no_end", type=said.type[:60], target=heads[0][:60]
            )  # fmt: skip
            return
        if key is None or not said.links:
            self._notes.refuse(self._line, "anno.no_place", id=plain_id(item.get("id"))[:60])
            return
        for head in heads:
            for tail in said.links:
                edge = RawEdge(said.type, head, plain_id(tail), plain_id(item.get("id")), note=note)
                self._groups[key].edges.append(edge)


class _Said:
    """What the bodies of an annotation say of its target."""

    def __init__(self, item: Object) -> None:
        self.tags: list[str] = []
        self.comments: list[str] = []
        self.links: list[str] = []
        self.entity = ""
        self.unread: list[str] = []
        """Bodies that have no place here, by what they are."""
        self._motivations = _texts(item, "motivation")
        for body in (*listed(item.get("body")), *listed(item.get("bodyValue"))):
            self._body(body)
        usual = self._motivations[0] if self._motivations else "Annotation"
        self.type = self.tags[0] if self.tags else usual

    def _body(self, body: object) -> None:
        if isinstance(body, str):
            if "bodyValue" in self._motivations or not _is_iri(body):
                self._worded(body, "")
            elif "linking" in self._motivations:
                self.links.append(body)
            else:
                self._identified(body)
            return
        if not isinstance(body, dict):
            self.unread.append("body")
            return
        value = cast("Object", body)
        purpose = next(iter(_texts(value, "purpose")), "")
        source = value.get("source") or value.get("id")
        if isinstance(value.get("value"), str):
            self._worded(str(value["value"]), purpose)
        elif isinstance(source, str):
            if purpose == "linking" or (not purpose and "linking" in self._motivations):
                self.links.append(source)
            elif purpose in ("tagging", "classifying"):
                self.tags.append(re.split(r"[/#:]", source.rstrip("/"))[-1] or source)
            else:
                self._identified(source)
        elif not objects(value.get("items")):
            self.unread.append(f"body.{next(iter(_types(value)), 'value')}"[:60])
        for each in objects(value.get("items")):  # choices, and what belongs together
            self._body(each)

    def _identified(self, iri: str) -> None:
        """A mention names one entity; further ones are told."""
        if self.entity:
            self.unread.append("body.source")
        self.entity = self.entity or iri

    def _worded(self, words: str, purpose: str) -> None:
        is_tag = purpose in ("tagging", "classifying") or (
            not purpose and {"tagging", "classifying"} & {*self._motivations}
        )
        (self.tags if is_tag and words.strip() else self.comments).append(words)


def _texts(value: Object, name: str) -> list[str]:
    return [each for each in listed(value.get(name)) if isinstance(each, str)]


def _types(value: Mapping[str, Any]) -> Sequence[str]:
    given = value.get("type")
    if isinstance(given, str):
        return (given,)
    return [each for each in listed(given) if isinstance(each, str)]


def _maker(item: Object) -> str:
    """Who made an annotation, or at least the first of its bodies that says it."""
    bodies = (_name(each.get("creator")) for each in objects(listed(item.get("body"))))
    return _name(item.get("creator")) or next(filter(None, bodies), "")


def _name(creator: object) -> str:
    if isinstance(creator, dict):
        name = creator.get("name") or creator.get("nickname") or creator.get("id")
        return name if isinstance(name, str) else ""
    return creator if isinstance(creator, str) else ""


def _is_iri(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|#\S+", text) is not None
