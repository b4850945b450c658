"""CoNLL-2012 (OntoNotes): ``#begin document (name); part 000``, columns in blanks, names and
coreference in brackets.

https://conll.cemantix.org/2012/data.html: the word is the fourth column, its name the eleventh
(``(ORG*``, ``*``, ``*)``), and the last the chains that begin and end there (``(12|(3``, ``12)``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document, Group
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.lines import head_of, numbered_lines
from juseok.formats.tokens.texts import Joined, Marked, document_of

COREFERENCE: Final = "coref"
"""What a mention in a chain is called that no other column names."""
_BEGIN: Final = re.compile(r"#begin document \(?(.*?)\)?(?:; part (\d+))?\s*")
_WORD, _NAME, _LEAST = 3, 10, 12
_OPENED: Final = re.compile(r"\(([^()*]+)")
_CHAIN: Final = re.compile(r"(\(?)(\w+)(\)?)")

Place: TypeAlias = tuple[int, int]
Begun: TypeAlias = tuple[int, int]
"""Where something begins: offset and line."""


@dataclass(slots=True)
class _Part:
    """A part of a document as it is put together."""

    name: str
    line: int
    text: Joined = field(default_factory=Joined)
    marks: list[Marked] = field(default_factory=list[Marked])
    known: dict[Place, str] = field(default_factory=dict[Place, str])
    chains: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    words: int = 0
    in_sentence: bool = False
    label: str = ""
    named: Begun = (0, 0)
    waiting: dict[str, list[Begun]] = field(default_factory=dict[str, list[Begun]])

    def close(self) -> bool:
        """End the sentence; False where something in it is open."""
        is_whole = not self.label and not any(self.waiting.values())
        self.label, self.in_sentence = "", False
        self.waiting.clear()
        return is_whole

    def add(self, columns: list[str], line: int) -> None:
        """Take a word in."""
        if self.text.pieces:
            self.text.add(" " if self.in_sentence else "\n")
        self.in_sentence = True
        start, end = self.text.add(columns[_WORD])
        self.words += 1
        if found := _OPENED.search(columns[_NAME]):
            self.label, self.named = found[1], (start, line)
        if ")" in columns[_NAME] and self.label:
            self._mark(self.label, (self.named[0], end), self.named[1])
            self.label = ""
        for begins, id_, ends in _CHAIN.findall(columns[-1]):
            here = self.waiting.setdefault(id_, [])
            if begins:
                here.append((start, line))
            if ends and here:
                at, number = here.pop()
                name = self.known.get((at, end)) or self._mark(COREFERENCE, (at, end), number)
                self.chains.setdefault(id_, []).append(name)

    def _mark(self, label: str, place: Place, line: int) -> str:
        id_ = self.known[place] = f"T{len(self.marks) + 1}"
        self.marks.append(Marked(label, (place,), line, id=id_))
        return id_

    def document(self, file: str) -> Document:
        """Raises ``TextError`` where there is no text."""
        groups = [Group(COREFERENCE, tuple(ids)) for ids in self.chains.values() if len(ids) > 1]
        return document_of(
            self.text.text, self.marks, file=file, name=self.name, groups=tuple(groups)
        )  # fmt: skip


def is_conll12(path: Path) -> bool:
    """Whether ``path`` begins as a document does."""
    first = next((line for line in head_of(path) if line.strip()), "")
    return _BEGIN.fullmatch(first) is not None


def parts_in(path: Path, report: ReportBuilder) -> Iterator[Document]:
    """Each part of each document as an article; every line is accounted for."""
    file = file_name(path)
    part: _Part | None = None
    words = 0
    for number, line in numbered_lines(path, report):
        columns = line.split()
        if not columns:
            _closed(part, file, number, report)
            continue
        report.read += 1
        begins = _BEGIN.fullmatch(line)
        if begins is not None or line.startswith("#end document"):
            yield from _made(part, file, number, report)
            part = None
            if begins is not None:
                name = begins[1] if not begins[2] else f"{begins[1]}/{begins[2]}"
                part = _Part(name, number)
        elif part is None or len(columns) < _LEAST:
            report.refuse(Message("tokens.row", line=line[:60]), file=file, line=number)
        else:
            part.add(columns, number)
            words += 1
    yield from _made(part, file, 0, report)
    if words:
        report.note(Message("tokens.syntax", count=words), file=file)


def _closed(part: _Part | None, file: str, line: int, report: ReportBuilder) -> None:
    if part is not None and not part.close():
        report.refuse(Message("tokens.open"), file=file, line=line or None)


def _made(part: _Part | None, file: str, line: int, report: ReportBuilder) -> Iterator[Document]:
    if part is None:
        return
    _closed(part, file, line, report)
    try:
        yield part.document(file)
    except TextError as error:
        report.refuse(error.message, file=file, line=part.line)
