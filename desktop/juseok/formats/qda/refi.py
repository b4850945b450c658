"""REFI-QDA 1.0 and 1.5 (``.qdpx``, ``.qde``, ``.qdc``): codings of several programs, by coder.

https://www.qdasoftware.org: an XML project, in a zip with its sources.  By the standard
offsets count code points and the last position is inside the selection, but programs differ, so
each file's own way is found out: where its selections begin, by which words they are named, and
where words end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast
from urllib.parse import unquote

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Metadata, PublishedAt
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.qda.refi_file import ProjectFile, opened
from juseok.formats.qda.refi_units import Placed, is_inclusive, moved_to, way_of, words_of
from juseok.formats.qda.source import Codings, Source, source_of, with_extra
from juseok.formats.raw.items import file_name
from juseok.formats.tables.waiting import Spool
from juseok.formats.xml import children, descendants, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE: Final = b"urn:QDA-XML:"
_HEAD: Final = 4096
_TEXTS: Final = ("TextSource", "Representation", "Transcript", "TextDescription")
_OTHERS: Final = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection",
                  "TranscriptSelection", "Case", "Set", "Graph", "Link")  # fmt: skip
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
        with opened(path) as file, Spool() as spool:
            if local(file.frame) == "CodeBook":
                count = len(_codes(file.frame))
                report.note(Message("qda.codebook", count=count), file=file_name(path))
                return
            yield from _Project(file, spool, file_name(path), report).documents()

    def codes(self, path: Path) -> tuple[str, ...]:
        """The codes of a project or codebook, for a table of labels; raises ``FormatError``."""
        with opened(path) as file:
            return tuple(dict.fromkeys(_codes(file.frame).values()))


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


class _Selection(NamedTuple):
    """``codes`` are pairs of a code and who gave it."""

    id: str
    start: int
    end: int
    name: str
    codes: tuple[tuple[str, str], ...]
    note: str
    coder: str


class _Text(NamedTuple):
    """A text with what is selected in it; ``said``: values of its variables."""

    name: str
    raw: str
    said: list[tuple[str, str]]
    selections: list[_Selection]
    notes: list[tuple[str, str]]

    @property
    def placed(self) -> Placed:
        return self.raw, [(each.start, each.end, each.name) for each in self.selections]

    def moved(self, way: tuple[bool, bool]) -> "_Text":
        """With its selections in code points, of a file that counts in this way."""
        if not any(way):
            return self
        raw, places = moved_to(*self.placed, way)
        moved = [
            each._replace(start=start, end=end)
            for each, (start, end, _) in zip(self.selections, places, strict=True)
        ]
        return self._replace(raw=raw, selections=moved)


class _Project:
    """One project; its texts wait in ``spool``, since all are asked how the file counts."""

    def __init__(
        self, project: ProjectFile, spool: Spool, file: str, report: ReportBuilder
    ) -> None:
        root = project.frame
        self._project, self._spool, self._file, self._report = project, spool, file, report
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
        places = [self._put(each) for each in self._texts()]
        way = way_of(each.placed for each in self._held(places))
        for is_so, code in zip(way, ("qda.short_ends", "json.utf16"), strict=True):
            if is_so:
                self._report.change(Message(code), file=self._file)
        inclusive = is_inclusive(each.moved(way).placed for each in self._held(places))
        if inclusive:
            self._report.change(Message("qda.inclusive"), file=self._file)
        for text in self._held(places):
            yield from self._documents(text.moved(way), inclusive=inclusive)
        lost: Counter[str] = Counter()
        for tag, count in self._project.tags.items():
            name = tag.rpartition("}")[2]
            lost[name] += count if name in _OTHERS else 0
        codes = descendants(self._project.frame, "Code")
        lost["Code.Description"] = sum(bool(self._description(each)) for each in codes)
        for name, count in lost.items():
            if count:
                told = Message("qda.left_out", what=name, count=count)
                self._report.refuse(told, file=self._file)

    def _documents(self, text: _Text, *, inclusive: bool) -> list[Document]:
        source = source_of(
            text.raw, name=text.name, file=self._file, report=self._report,
            metadata=with_extra(Metadata(title=text.name, published=PublishedAt()), text.said),
        )  # fmt: skip
        if source is None:
            return []
        codings = Codings(source)
        for coder, words in text.notes:
            codings.of(coder).remark(f"{text.name} {len(words)}", words)
        for each in text.selections:
            self._select(codings, source, each, inclusive=inclusive)
        return codings.documents()

    def _put(self, text: _Text) -> tuple[int, int]:
        selections = [tuple(each) for each in text.selections]
        return self._spool.put([tuple(text._replace(selections=cast("Any", selections)))])

    def _held(self, places: list[tuple[int, int]]) -> Iterator[_Text]:
        for place in places:
            ((name, raw, said, selections, notes),) = cast("Any", self._spool.rows(*place))
            yield _Text(name, raw, said, [_Selection(*each) for each in selections], notes)

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
        for source in self._project.sources():
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
        text = _Text(name, raw, self._said(source), [], [])
        for each in selected:
            found = self._selection(each)
            if found is not None:
                text.selections.append(found)
        who = self._user(source)
        text.notes.extend((who, words) for words in (self._description(source),) if words)
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
            data = self._project.read(path)
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

    def _said(self, source: "Element") -> list[tuple[str, str]]:
        """The values of the source's variables."""
        said: list[tuple[str, str]] = []
        for value in children(source, "VariableValue"):
            refs = [_guid(each, "targetGUID") for each in children(value, "VariableRef")]
            words = [
                "".join(each.itertext()).strip() for each in value if local(each) != "VariableRef"
            ]
            said += [(self._variables.get(ref, ""), " ".join(words).strip()) for ref in refs]
        return said


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
