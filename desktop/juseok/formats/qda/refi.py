"""REFI-QDA 1.0 and 1.5 (``.qdpx``, ``.qde``, ``.qdc``): codings of several programs, by coder.

https://www.qdasoftware.org: an XML project, in a zip with its sources.  By the standard
offsets count code points and the last position is inside the selection, but programs differ, so
each file's own way is found out: where its selections begin, by which words they are named, and
where words end.
"""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from juseok.core.errors import FormatError, KnownError, TextError
from juseok.core.messages import Message
from juseok.core.model import Metadata, PublishedAt
from juseok.core.text import decode
from juseok.formats.archives import Archive, opened
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.document import Document
from juseok.formats.qda.refi_units import Placed, is_inclusive, moved_to, way_of, words_of
from juseok.formats.qda.source import Codings, Source, source_of, with_extra
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import read_bytes
from juseok.formats.xml import children, local, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE: Final = b"urn:QDA-XML:"
_HEAD: Final = 4096
_PROJECT: Final = "project.qde"
_TEXTS: Final = ("TextSource", "Representation", "Transcript", "TextDescription")
_OTHERS: Final = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection",
                  "TranscriptSelection", "Case", "Set", "Graph", "Link")  # fmt: skip
_MAX_XML: Final = 256 * 1024 * 1024
_INTERNAL: Final = re.compile(r"(?:internal|relative):/{2,3}", re.IGNORECASE)


class RefiReader:
    """Reads a project, packed or not.  A codebook has no texts: only its codes can be had."""

    id: str = "refi-qda"
    names: Mapping[str, str] = {"ko": "REFI-QDA", "en": "REFI-QDA"}
    extensions: tuple[str, ...] = (".qdpx", ".qde", ".qdc")

    def recognises(self, path: Path) -> bool:
        """A zip or an XML file that is called so, the latter with the standard's namespace."""
        name = path.name.lower()
        try:
            if not path.is_file() or not name.endswith(self.extensions):
                return False
            with open(path, "rb") as file:
                head = file.read(_HEAD)
        except OSError:
            return False
        return head.startswith(b"PK\x03\x04") or _SPACE in head

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """One document for each text and coder; raises ``FormatError`` where it is no project."""
        with _project(path) as (root, files):
            if local(root) == "CodeBook":
                count = len(_codes(root))
                report.note(Message("qda.codebook", count=count), file=file_name(path))
                return
            yield from _Project(root, files, file_name(path), report).documents()

    def codes(self, path: Path) -> tuple[str, ...]:
        """The codes of a project or codebook, for a table of labels; raises ``FormatError``."""
        with _project(path) as (root, _):
            return tuple(dict.fromkeys(_codes(root).values()))


@dataclass(frozen=True, slots=True)
class _Files:
    """Where the texts of a project are: in its zip, or beside an unpacked one."""

    archive: Archive | None
    folder: Path

    def read(self, name: str) -> bytes | None:
        """The source called ``name``; None where there is none.  Nothing outside is read."""
        plain = name.replace("\\", "/")
        if not plain or ".." in plain.split("/") or plain.startswith("/") or plain[1:2] == ":":
            return None
        for folder in ("Sources/", "sources/", ""):
            if self.archive is not None:
                found = self.archive.find(f"{folder}{plain}")
                if found is not None:
                    return self.archive.read(found)
                continue
            path = self.folder / folder / plain
            if path.is_file() and path.resolve().is_relative_to(self.folder.resolve()):
                return read_bytes(path)
        return None


@contextmanager
def _project(path: Path) -> Generator[tuple["Element", _Files]]:
    """The root of the project and its files; every fault is a ``FormatError``."""
    try:
        with open(path, "rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
        if not packed:
            yield _root(read_bytes(path, _MAX_XML), path), _Files(None, path.parent)
            return
        with opened(path) as archive:
            named = archive.find(_PROJECT) or next(
                (each for each in archive.names if each.lower().endswith((".qde", ".qdc"))), None
            )
            if named is None:
                raise FormatError("qda.not_a", name=path.name, format="REFI-QDA")
            yield _root(archive.read(named), path), _Files(archive, path.parent)
    except TextError as error:
        raise FormatError("qda.broken", name=path.name, reason=error.message) from error
    except OSError as error:
        raise os_error(error, path.name) from error


def _root(data: bytes, path: Path) -> "Element":
    root = parse_xml(data)
    if local(root) not in ("Project", "CodeBook"):
        raise FormatError("qda.not_a", name=path.name, format="REFI-QDA")
    return root


def _codes(root: "Element") -> dict[str, str]:
    """Id → name of every code, also of those within others; with the names of what it is in where
    another code is called the same."""
    found: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [
        (codes, ()) for book in (root, *children(root, "CodeBook"))
        for codes in children(book, "Codes")
    ]  # fmt: skip
    while waiting:
        element, path = waiting.pop(0)
        if local(element) == "Code":  # else what some programs put round the codes within a code
            path = (*path, " ".join(element.get("name", "").split()))
            found[_guid(element)] = path
        waiting[:0] = [(each, path) for each in element]
    shared = Counter(path[-1] for path in found.values())
    return {
        id_: " > ".join(filter(None, path)) if shared[path[-1]] > 1 and path[-1] else path[-1]
        for id_, path in found.items()
    }


def _guid(element: "Element", name: str = "guid") -> str:
    """An id; programs write the same in letters of either case."""
    return element.get(name, "").lower()


@dataclass(frozen=True, slots=True)
class _Selection:
    """``codes`` are pairs of a code and who gave it."""

    id: str
    start: int
    end: int
    name: str
    codes: tuple[tuple[str, str], ...]
    note: str
    coder: str


@dataclass(slots=True)
class _Text:
    """A text with what is selected in it."""

    name: str
    raw: str
    metadata: Metadata
    selections: list[_Selection] = field(default_factory=list[_Selection])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def _placed(text: _Text) -> Placed:
    return text.raw, [(each.start, each.end, each.name) for each in text.selections]


class _Project:
    def __init__(self, root: "Element", files: _Files, file: str, report: ReportBuilder) -> None:
        self._root, self._files, self._file, self._report = root, files, file, report
        self._codes = _codes(root)
        self._users = {
            _guid(each): each.get("name") or each.get("id") or ""
            for users in children(root, "Users")
            for each in children(users, "User")
        }
        self._variables = {
            _guid(each): each.get("name", "")
            for variables in children(root, "Variables")
            for each in children(variables, "Variable")
        }
        self._notes = {
            _guid(each): each for part in children(root, "Notes")
            for each in children(part, "Note")
        }  # fmt: skip

    def documents(self) -> Iterator[Document]:
        texts = self._counted(list(self._texts()))
        inclusive = is_inclusive([_placed(each) for each in texts])
        if inclusive:
            self._report.change(Message("qda.inclusive"), file=self._file)
        for text in texts:
            source = source_of(
                text.raw, name=text.name, file=self._file, metadata=text.metadata,
                report=self._report,
            )  # fmt: skip
            if source is None:
                continue
            codings = Codings(source)
            for coder, words in text.notes:
                codings.of(coder).remark(f"{text.name} {len(words)}", words)
            for each in text.selections:
                self._select(codings, source, each, inclusive=inclusive)
            yield from codings.documents()
        tags = Counter(local(each) for each in self._root.iter())
        lost = {name: count for name, count in tags.items() if name in _OTHERS}
        codes = (each for each in self._root.iter() if local(each) == "Code")
        lost["Code.Description"] = sum(bool(self._description(each)) for each in codes)
        for name, count in lost.items():
            if count:
                told = Message("qda.left_out", what=name, count=count)
                self._report.refuse(told, file=self._file)

    def _counted(self, texts: list[_Text]) -> list[_Text]:
        """``texts`` with their selections in code points, as the file counts."""
        placed = [_placed(each) for each in texts]
        way = way_of(placed)
        if not any(way):
            return texts
        for is_so, code in zip(way, ("qda.short_ends", "json.utf16"), strict=True):
            if is_so:
                self._report.change(Message(code), file=self._file)
        found: list[_Text] = []
        for text, (raw, places) in zip(texts, placed, strict=True):
            raw, places = moved_to(raw, places, way)
            moved = [
                replace(each, start=start, end=end)
                for each, (start, end, _) in zip(text.selections, places, strict=True)
            ]
            found.append(replace(text, raw=raw, selections=moved))
        return found

    def _select(
        self, codings: Codings, source: Source, each: _Selection, *, inclusive: bool
    ) -> None:
        end = each.end + inclusive
        words = words_of(source.raw, each.start, end, each.name)
        spans = source.spans(each.id, each.start, end, words, self._report)
        if spans is None:
            return
        if not each.codes:
            quote = " ".join(spans[0].quote.split())
            codings.of(each.coder).remark(each.id, f"“{quote}”: {each.note}" if each.note else "")
        for at, (code, coder) in enumerate(each.codes, start=1):
            name = self._codes.get(code)
            if not name:
                told = Message("qda.no_code", id=each.id, named=code)
                self._report.refuse(told, file=self._file)
                continue
            codings.of(coder).mention(f"{each.id} {at}", name, spans, each.note)

    # -- what the XML says

    def _texts(self) -> Iterator[_Text]:
        for sources in children(self._root, "Sources"):
            for source in sources:
                for each in _inside(source):
                    yield from self._text(each, source)

    def _text(self, element: "Element", source: "Element") -> Iterator[_Text]:
        self._report.read += 1
        selected = list(children(element, "PlainTextSelection"))
        self._report.read += len(selected)
        name = " ".join((source.get("name") or element.get("name") or "").split())
        raw = self._raw(element)
        if raw is None:
            if local(element) == "TextSource" or selected:
                told = Message("qda.no_words", name=name, count=len(selected))
                self._report.refuse(told, file=self._file)
            return
        text = _Text(name, raw, self._metadata(source, name))
        for each in selected:
            found = self._selection(each)
            if found is not None:
                text.selections.append(found)
        who = self._user(source)
        text.notes += [(who, words) for words in (self._description(source),) if words]
        for ref in children(source, "NoteRef"):
            text.notes.append(self._note(ref))
        for coding in children(source, "Coding"):
            names = ", ".join(self._codes.get(code, code) for code in _refs(coding))
            text.notes.append((self._user(coding) or who, names))
        yield text

    def _raw(self, element: "Element") -> str | None:
        for each in children(element, "PlainTextContent"):
            return "".join(each.itertext())
        path = unquote(_INTERNAL.sub("", element.get("plainTextPath", "")))
        try:
            data = self._files.read(path)
            return None if data is None else decode(data).text if data else ""
        except (KnownError, OSError):
            return None

    def _selection(self, element: "Element") -> _Selection | None:
        id_ = element.get("guid", "")
        places = element.get("startPosition", ""), element.get("endPosition", "")
        if not all(each.isdecimal() and len(each) < 12 for each in places):
            told = Message("qda.no_place", id=id_, place=" ".join(places)[:40])
            self._report.refuse(told, file=self._file)
            return None
        who = self._user(element)
        codes = [
            (code, self._user(coding) or who)
            for coding in children(element, "Coding")
            for code in _refs(coding)
        ]
        notes = [self._description(element)]
        notes += [self._note(ref)[1] for ref in children(element, "NoteRef")]
        notes += [
            self._note(ref)[1]
            for coding in children(element, "Coding")
            for ref in children(coding, "NoteRef")
        ]
        note = "\n".join(each for each in notes if each)
        start, end = int(places[0]), int(places[1])
        return _Selection(id_, start, end, element.get("name", ""), tuple(codes), note, who)

    def _user(self, element: "Element") -> str:
        return self._users.get(_guid(element, "creatingUser"), "")

    def _description(self, element: "Element") -> str:
        return "\n".join("".join(each.itertext()).strip()
                         for each in children(element, "Description")).strip()  # fmt: skip

    def _note(self, ref: "Element") -> tuple[str, str]:
        note = self._notes.get(_guid(ref, "targetGUID"))
        if note is None:
            return "", ""
        words = (self._raw(note) or self._description(note)).strip()
        name = note.get("name", "").strip()
        return self._user(note), f"{name}: {words}" if name and words else words or name

    def _metadata(self, source: "Element", name: str) -> Metadata:
        """The name, when it was made, and the values of the source's variables."""
        said: list[tuple[str, str]] = []
        for value in children(source, "VariableValue"):
            refs = [_guid(each, "targetGUID") for each in children(value, "VariableRef")]
            words = [
                "".join(each.itertext()).strip() for each in value if local(each) != "VariableRef"
            ]
            said += [(self._variables.get(ref, ""), " ".join(words).strip()) for ref in refs]
        return with_extra(Metadata(title=name, published=PublishedAt()), said)


def _inside(source: "Element") -> Iterator["Element"]:
    """The texts of a source: itself, what stands for it in letters, and transcripts."""
    if local(source) in _TEXTS:
        yield source
    for child in source:
        if local(child) in _TEXTS:
            yield child
        elif local(child) in _OTHERS:
            yield from (each for each in child if local(each) in _TEXTS)


def _refs(coding: "Element") -> list[str]:
    return [_guid(each, "targetGUID") for each in children(coding, "CodeRef")]
