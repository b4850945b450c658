"""doccano's JSON lines: sequence labelling, with or without relations.

https://doccano.github.io/doccano/; ``label`` or ``labels`` are triples, ``entities`` and
``relations`` the objects of projects with relations, ``annotations`` those of versions before 1.0.
It shows texts in a browser, and counts as JavaScript does: UTF-16 units.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from juseok.core.text import Utf16Map
from juseok.formats.base import ReportBuilder
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.json_tools.page import OWN, Holds, Names, Page, page_of
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import (
    Notes,
    Object,
    details,
    documents_in,
    edges_in,
    kept_fields,
    label_of,
    objects,
    place_of,
)
from juseok.formats.json_tools.units import Placed, unit_told
from juseok.formats.json_tools.values import Found, first_objects
from juseok.formats.json_tools.writing import LinesWriter, supporting

FORM: Final = "doccano"
UNIT: Final = "offsets"
UTF16: Final = "utf-16"
CODE_POINTS: Final = "code-points"
_LABELS: Final = ("label", "labels")
_KNOWN: Final = frozenset(
    {"text", "data", "entities", "relations", "annotations", "id", OWN, *_LABELS}
)
_OF_MARKS: Final = frozenset({"id", "start_offset", "end_offset", "label", "user"})
_HELD: Final = frozenset({Feature.LINES, Feature.OVERLAP, Feature.RELATIONSHIPS})


class DoccanoReader:
    """Reads every shape of doccano's export for texts with labelled spans."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "doccano JSONL", "en": "doccano JSONL"}
    extensions: tuple[str, ...] = (".jsonl", ".json")

    def recognises(self, path: Path) -> bool:
        """Objects with a text and a list of labels as doccano has them."""
        if not path.name.lower().endswith(self.extensions):
            return False
        found = [
            each for each in first_objects(path)
            if isinstance(each.get("text", each.get("data")), str)
        ]  # fmt: skip
        return bool(found) and all(map(_is_possible, found)) and any(map(_is_likely, found))

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in its order; see :class:`DocumentReader`."""
        utf16 = unit_told(path, _placed, report)
        stem = path.stem
        return documents_in(
            path, form=FORM, report=report, pages=partial(_pages, stem=stem, utf16=utf16)
        )


class DoccanoWriter(LinesWriter):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = DoccanoReader.names
    support: Support = supporting(_HELD)

    def lines(self, about: About) -> Callable[[Document], dict[str, Any]]:
        return _Writing(about.options).line


class _Writing:
    """Numbers entities and relations through a file, as doccano wants them."""

    def __init__(self, options: Mapping[str, str]) -> None:
        self._last = 0
        self._is_labels = options.get("shape") == "labels"
        self._is_utf16 = options.get("offsets", "utf16") == "utf16"

    def line(self, document: Document) -> dict[str, Any]:
        """One article; raises ``SpanError`` where a span does not prove."""
        text = document.article.text
        page = page_of(document, Holds())
        unit = Utf16Map(text)
        marks: list[tuple[int, int, str]] = []
        for mark in page.marks:
            (span,) = mark.spans
            start, end = span.start, span.end
            if self._is_utf16:
                start, end = unit.to_utf16(start), unit.to_utf16(end)
            marks.append((start, end, mark.type))
        own = dict(page.own)
        if unit.units != len(text):
            own[UNIT] = UTF16 if self._is_utf16 else CODE_POINTS
        kept = kept_fields(document.kept.get(FORM))
        if self._is_labels:
            names = Names()
            ids = {m.id: names.of(_label_name(*e)) for m, e in zip(page.marks, marks, strict=True)}
            if page.edges:
                own["relations"] = [
                    [each.type, ids[each.head], ids[each.tail]] for each in page.edges
                ]
            found: dict[str, Any] = {**kept, "text": text, "label": marks}
        else:
            found = {**kept, "text": text, **self._numbered(page, marks)}
        return {**found, OWN: own}

    def _numbered(self, page: Page, marks: list[tuple[int, int, str]]) -> dict[str, Any]:
        """Entities and relations, each with a number of its own in the file."""
        numbers: dict[str, int] = {}
        entities: list[dict[str, Any]] = []
        for mark, (start, end, label) in zip(page.marks, marks, strict=True):
            self._last += 1
            numbers[mark.id] = self._last
            entities.append(
                {"id": self._last, "label": label, "start_offset": start, "end_offset": end}
            )
        relations: list[dict[str, Any]] = []
        for edge in page.edges:
            self._last += 1
            relations.append({
                "id": self._last, "from_id": numbers[edge.head], "to_id": numbers[edge.tail],
                "type": edge.type,
            })  # fmt: skip
        return {"entities": entities, "relations": relations}


def _label_name(start: object, end: object, label: str) -> str:
    """What a label without an id is called: doccano sorts them, and has nothing else of them."""
    return f"{start}-{end} {label}"


def _is_possible(value: Object) -> bool:
    """Whether nothing in ``value`` is of another tool."""
    given = [value[name] for name in _LABELS if name in value]
    if any(not isinstance(each, list) for each in given):
        return False
    if any(not isinstance(item, list) for each in given for item in each):
        return False
    return "spans" not in value and "denotations" not in value


def _is_likely(value: Object) -> bool:
    if any(isinstance(value.get(name), list) for name in _LABELS):
        return True
    if isinstance(value.get("entities"), list):
        found = objects(value["entities"])
        return all("start_offset" in each for each in found) and "relations" in value
    return any("start_offset" in each for each in objects(value.get("annotations")))


def _placed(value: dict[str, object]) -> Iterable[Placed]:
    text, own = value.get("text"), value.get(OWN)
    if isinstance(text, str) and not (isinstance(own, dict) and own):
        yield text, [place for mark, _ in _marks(value) for place in mark.places]


def _pages(found: Found, notes: Notes, *, stem: str, utf16: bool) -> Iterator[RawPage]:
    value, line = found.value, found.line
    text = value.get("text", value.get("data"))
    if not isinstance(text, str):
        notes.refuse(line, "json.no_text", name="text")
        return
    marks: list[RawMark] = []
    for number, (mark, is_whole) in enumerate(_marks(value), start=1):
        if not is_whole or not mark.type or not mark.places:
            notes.refuse(line, "json.bad_mark", number=number, name=mark.type[:60])
        else:
            marks.append(mark)
    for each in (*objects(value.get("entities")), *objects(value.get("annotations"))):
        notes.passed(f"entities.{name}" for name in each.keys() - _OF_MARKS)
    edges: list[RawEdge] = []
    for each in edges_in(value.get("relations"), notes, line):
        type_ = label_of(each.get("type"))
        if not type_:
            notes.refuse(line, "json.bad_edge")
            continue
        ends = str(each.get("from_id")), str(each.get("to_id"))
        edges.append(RawEdge(type_, *ends, id=str(each["id"]) if "id" in each else ""))
        notes.passed(f"relations.{n}" for n in each.keys() - {"id", "from_id", "to_id", "type"})
    own = value.get(OWN)
    is_own = isinstance(own, dict) and bool(own)
    if isinstance(own, dict):
        edges += _own_edges(own)
    notes.unproved += 0 if is_own else len(marks)
    meta = value.get("meta")
    fields = {name: each for name, each in value.items() if name not in _KNOWN}
    if isinstance(meta, dict):
        fields = {**{name: each for name, each in fields.items() if name != "meta"}, **meta}
    if not is_own and "id" in value:
        fields = {"id": value["id"], **fields}
    metadata, kept = details(fields, notes)
    yield RawPage(
        text=text, marks=marks, edges=edges, own=own, file=notes.file, line=line,
        name=f"{stem}-{found.number}", metadata=metadata, kept=kept,
        utf16=own.get(UNIT) == UTF16 if isinstance(own, dict) and is_own else utf16,
    )  # fmt: skip


def _own_edges(own: Object) -> Iterator[RawEdge]:
    """Relations that a project without any has no other place for."""
    given = own.get("relations")
    for each in given if isinstance(given, list) else []:
        match each:
            case [str(type_), str(head), str(tail)]:
                yield RawEdge(type_, head, tail)
            case _:
                yield RawEdge(OWN, "", "")  # told as one that leads nowhere


def _marks(value: Object) -> Iterator[tuple[RawMark, bool]]:
    """Every mark of an object, and whether it has the shape of one."""
    given = value.get("entities")
    if not isinstance(given, list):
        given = value.get("annotations")
    if not isinstance(given, list):
        given = next((value[name] for name in _LABELS if isinstance(value.get(name), list)), [])
    names = Names()
    for number, each in enumerate(given, start=1):
        match each:
            case {"start_offset": start, "end_offset": end, "label": label}:
                id_ = str(each["id"]) if "id" in each else f"#{number}"
                yield RawMark(id_, label_of(label), place_of(start, end)), True
            case [start, end, label]:
                name = names.of(_label_name(start, end, label_of(label)))
                yield RawMark(name, label_of(label), place_of(start, end)), True
            case _:
                yield RawMark(f"#{number}", "", ()), False
