"""doccano's JSON lines: sequence labelling, with or without relations.

https://doccano.github.io/doccano/; ``label`` or ``labels`` are triples, ``entities`` and
``relations`` the objects of projects with relations, ``annotations`` those of versions before 1.0.
It shows texts in a browser, and counts as JavaScript does: UTF-16 units.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final, NamedTuple, cast

import msgspec

from juseok.core.errors import FormatError, TextError
from juseok.core.text import Utf16Map
from juseok.formats import archives
from juseok.formats.base import Report, ReportBuilder, may_be_json, os_error
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.json_tools.page import OWN, Holds, Names, page_of
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import (
    Notes,
    Object,
    are_several,
    details,
    documents_in,
    edges_in,
    kept_fields,
    label_of,
    objects,
    place_of,
)
from juseok.formats.json_tools.units import Placed, unit_told
from juseok.formats.json_tools.values import Found, first_objects, first_objects_of
from juseok.formats.json_tools.writing import BUFFER, json_bytes, supporting
from juseok.formats.parted import PartedWriter
from juseok.formats.raw.items import file_name
from juseok.formats.tally import Counted, Tally, counted

FORM: Final = "doccano"
UNIT: Final = "offsets"
UTF16: Final = "utf-16"
CODE_POINTS: Final = "code-points"
_LABELS: Final = ("label", "labels")
_KNOWN: Final = frozenset(
    {"text", "data", "entities", "relations", "annotations", "id", OWN, *_LABELS}
)
_USERS: Final = ("user_name", "user")
_OF_MARK: Final = frozenset({"start_offset", "end_offset", "label"})
_OF_MARKS: Final = frozenset({"id", "start_offset", "end_offset", "label", "label_name", *_USERS})
_BY: Final = re.compile(rb'"user"\s*:\s*(\d+)')
_LOOK: Final = 20
_LINES: Final = (".jsonl", ".json")
_ZIP: Final = ".zip"
_BY_MACOS: Final = "__MACOSX/"
_HELD: Final = frozenset({Feature.LINES, Feature.OVERLAP, Feature.RELATIONSHIPS})


class DoccanoReader:
    """Reads every shape of doccano's export for texts with labelled spans."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "doccano JSONL", "en": "doccano JSONL"}
    extensions: tuple[str, ...] = (*_LINES, _ZIP)

    def recognises(self, path: Path) -> bool:
        """Objects with a text and a list of labels as doccano has them; or a folder or an archive
        of such files: one for each person, as projects give it that are not done together."""
        if path.is_dir():
            files = _files(path)
            return bool(files) and all(map(self.recognises, files[:_LOOK]))
        if path.suffix.lower() == _ZIP:
            return _is_packed(path)
        return may_be_json(path, _LINES) and _is_doccano(first_objects(path))

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in its order; see :class:`DocumentReader`."""
        with _held(path) as files:
            for file, name in files:
                utf16 = unit_told(file, _placed, report, name=name)
                several = file.is_file() and are_several(file, _BY)
                stem = PurePath(name).stem
                who = stem if len(files) > 1 else ""
                pages = partial(_pages, stem=stem, utf16=utf16, several=several, whose=who)
                yield from documents_in(file, form=FORM, report=report, pages=pages, name=name)


class Numbered(NamedTuple):
    """What came of one document: the head of its object and its last field, between which stand
    ``marks`` (start, end, label) and ``edges`` (type, and which mark leads to which), numbered
    through the file; None: the head is all of it."""

    head: bytes
    marks: list[tuple[int, int, str]] | None
    edges: list[tuple[str, int, int]]
    tail: bytes
    counted: Counted


class DoccanoWriter(PartedWriter[Numbered]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = DoccanoReader.names
    extensions: tuple[str, ...] = (".jsonl",)
    is_folder: bool = False
    support: Support = supporting(_HELD)

    def maker(self, about: About) -> Callable[[Document], Numbered]:
        return partial(_numbered, options=about.options)

    def put(self, made: Iterable[Numbered], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``."""
        del about
        tally, last = Tally(self.support, form=self.id), 0
        with open(path, "xb", buffering=BUFFER) as file:
            for each in made:
                file.write(_line(each, last))
                file.write(b"\n")
                last += len(each.marks or ()) + len(each.edges)
                tally.count(each.counted)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The object of ``document``, over lines."""
        line = _line(_numbered(document, about.options), 0)
        return msgspec.json.format(line, indent=2).decode().split("\n")


def _numbered(document: Document, options: Mapping[str, str]) -> Numbered:
    """What is written of ``document``; raises ``SpanError`` where a span does not prove."""
    text = document.article.text
    page = page_of(document, Holds())
    unit = Utf16Map(text)
    is_utf16 = options.get("offsets", "utf16") == "utf16"
    marks: list[tuple[int, int, str]] = []
    for mark in page.marks:
        (span,) = mark.spans
        start, end = span.start, span.end
        if is_utf16:
            start, end = unit.to_utf16(start), unit.to_utf16(end)
        marks.append((start, end, mark.type))
    own = dict(page.own)
    if unit.units != len(text):
        own[UNIT] = UTF16 if is_utf16 else CODE_POINTS
    found: dict[str, Any] = {**kept_fields(document.kept.get(FORM)), "text": text}
    if options.get("shape") == "labels":
        names = Names()
        ids = {m.id: names.of(_label_name(*e)) for m, e in zip(page.marks, marks, strict=True)}
        if page.edges:
            own["relations"] = [[each.type, ids[each.head], ids[each.tail]] for each in page.edges]
        head = json_bytes({**found, "label": marks, OWN: own})
        return Numbered(head, None, [], b"", counted(document))
    places = {mark.id: number for number, mark in enumerate(page.marks, start=1)}
    edges = [(each.type, places[each.head], places[each.tail]) for each in page.edges]
    return Numbered(json_bytes(found), marks, edges, json_bytes({OWN: own}), counted(document))


def _line(made: Numbered, last: int) -> bytes:
    """The object of a document, without the end of its line; ``last``: the number before the first
    that is given in it, for doccano wants entities and relations to have one of their own."""
    if made.marks is None:
        return made.head
    entities = [
        {"id": number, "label": label, "start_offset": start, "end_offset": end}
        for number, (start, end, label) in enumerate(made.marks, start=last + 1)
    ]
    relations = [
        {"id": number, "from_id": last + head, "to_id": last + tail, "type": type_}
        for number, (type_, head, tail) in enumerate(made.edges, start=last + len(entities) + 1)
    ]
    between = json_bytes({"entities": entities, "relations": relations})
    return b",".join((made.head[:-1], between[1:-1], made.tail[1:]))


def _label_name(start: object, end: object, label: str) -> str:
    """What a label without an id is called: doccano sorts them, and has nothing else of them."""
    return f"{start}-{end} {label}"


@contextmanager
def _held(path: Path) -> Generator[list[tuple[Path, str]]]:
    """The files of an export with what they are called; those of an archive as long as they are
    read.  Raises ``FormatError`` for an archive that is damaged or would unpack to an absurd
    size."""
    if path.suffix.lower() != _ZIP:
        files = _files(path) if path.is_dir() else [path]
        yield [(each, file_name(each)) for each in files]
        return
    with TemporaryDirectory() as folder:
        try:
            with archives.opened(path) as archive:
                found: list[tuple[Path, str]] = []
                for number, name in enumerate(_packed(archive.names)):
                    file = Path(folder) / f"{number}.jsonl"
                    file.write_bytes(archive.read(name))
                    found.append((file, f"{file_name(path)}/{name}"))
        except TextError as error:
            raise FormatError(error.message.code, **error.message.params) from error
        except OSError as error:
            raise os_error(error, file_name(path)) from error
        yield found


def _is_packed(path: Path) -> bool:
    """Whether an archive has files of doccano and nothing else."""
    try:
        with archives.opened(path) as archive:
            names = _packed(archive.names)
            if not names:
                return False
            with archive.zipped.open(names[0]) as first:
                return _is_doccano(first_objects_of(cast("BinaryIO", first)))
    except (TextError, OSError, *archives.BROKEN):
        return False


def _packed(names: Sequence[str]) -> list[str]:
    """Of the entries of an archive those that were exported; none where there are others."""
    seen = [each for each in names if not each.startswith(_BY_MACOS)]
    return sorted(seen) if all(each.lower().endswith(_LINES) for each in seen) else []


def _files(folder: Path) -> list[Path]:
    """The files of a folder that has nothing else in it; none where it has."""
    seen = [each for each in sorted(folder.iterdir()) if not each.name.startswith(".")]
    return seen if all(each.suffix.lower() == ".jsonl" for each in seen) else []


def _is_doccano(objects: Sequence[Object]) -> bool:
    found = [each for each in objects if isinstance(each.get("text", each.get("data")), str)]
    return bool(found) and all(map(_is_possible, found)) and any(map(_is_likely, found))


def _is_possible(value: Object) -> bool:
    """Whether nothing in ``value`` is of another tool."""
    given = [value[name] for name in _LABELS if name in value]
    if any(not isinstance(each, list) for each in given):
        return False
    items = [item for each in given for item in each]
    if items and not any(isinstance(item, list) for item in items):
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
        yield text, [place for mark in _marks(value) for place in mark.places]


def _pages(
    found: Found, notes: Notes, *, stem: str, utf16: bool, several: bool, whose: str
) -> Iterator[RawPage]:
    """One article; of versions before 1.0, where several people annotated, one for each of them."""
    works = objects(found.value.get("annotations"))
    people = dict.fromkeys(_user(each) for each in works) if several else ()
    for who in people or ("",):
        value = found.value
        if who:
            value = {**value, "annotations": [each for each in works if _user(each) == who]}
        one = replace(found, value=value)
        yield from _page(one, notes, stem=stem, utf16=utf16, who=who or whose)


def _user(work: Object) -> str:
    return next((label_of(work[name]) for name in _USERS if work.get(name) is not None), "")


def _page(
    found: Found, notes: Notes, *, stem: str, utf16: bool, who: str
) -> Iterator[RawPage]:  # fmt: skip
    value, line = found.value, found.line
    text = value.get("text", value.get("data"))
    if not isinstance(text, str):
        notes.refuse(line, "json.no_text", name="text")
        return
    marks: list[RawMark] = []
    for number, mark in enumerate(_marks(value), start=1):
        if mark.type and mark.places:
            marks.append(mark)
        else:
            notes.refuse(line, "json.bad_mark", number=number, name=mark.type[:60])
    for name in ("entities", "annotations"):
        notes.passed_in("entities", objects(value.get(name)), _OF_MARKS)
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
        name=f"{stem}-{found.number}", metadata=metadata, kept=kept, annotator=who, coder=who,
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


def _marks(value: Object) -> Iterator[RawMark]:
    """Every mark of an object; without a type or a place where it has not the shape of one."""
    given = value.get("entities")
    if not isinstance(given, list):
        given = value.get("annotations")
    if not isinstance(given, list):
        given = next((value[name] for name in _LABELS if isinstance(value.get(name), list)), [])
    names = Names()
    for number, each in enumerate(given, start=1):
        if isinstance(each, dict) and each.keys() >= _OF_MARK:
            id_ = str(each["id"]) if "id" in each else f"#{number}"
            named = label_of(each["label_name"]) if "label_name" in each else ""
            place = place_of(each["start_offset"], each["end_offset"])
            yield RawMark(id_, named or label_of(each["label"]), place)
        elif isinstance(each, list) and len(each) == 3:
            start, end, label = each[0], each[1], label_of(each[2])
            yield RawMark(names.of(_label_name(start, end, label)), label, place_of(start, end))
        else:
            yield RawMark(f"#{number}", "", ())
