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
_NAMED: Final = re.compile(r"\([^()*]+|\)")
"""A name that begins, and the end of the last that did."""
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
    begun: int = 0
    named: list[tuple[str, Begun]] = field(default_factory=list[tuple[str, Begun]])
    waiting: dict[str, list[Begun]] = field(default_factory=dict[str, list[Begun]])

    def close(self) -> Iterator[int]:
        """End the sentence; the lines of what is left open in it."""
        yield from (line for _, (_, line) in self.named)
        yield from (line for here in self.waiting.values() for _, line in here)
        self.begun = 0
        self.named.clear()
        self.waiting.clear()

    def add(self, columns: list[str], line: int) -> int:
        """Take a word in; how many ends it has of what has not begun."""
        if self.text.pieces:
            self.text.add(" " if self.begun else "\n")
        self.begun = self.begun or line
        start, end = self.text.add(columns[_WORD])
        lost = 0
        for label in _NAMED.findall(columns[_NAME]):
            if label != ")":
                self.named.append((label[1:], (start, line)))
            elif self.named:
                label, (at, number) = self.named.pop()
                self._mark(label, (at, end), number)
            else:
                lost += 1
        for begins, id_, ends in _CHAIN.findall(columns[-1]):
            here = self.waiting.setdefault(id_, [])
            if begins:
                here.append((start, line))
            if not ends:
                continue
            if not here:
                lost += 1
                continue
            at, number = here.pop()
            name = self.known.get((at, end)) or self._mark(COREFERENCE, (at, end), number)
            self.chains.setdefault(id_, []).append(name)
        return lost

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

    def refuse(code: str, at: int, **params: str) -> None:
        report.refuse(Message(code, **params), file=file, line=at)

    def closed() -> Iterator[Document]:
        if part is not None:
            for line in part.close():
                refuse("tokens.open", line)
            try:
                yield part.document(file)
            except TextError as error:
                report.refuse(error.message, file=file, line=part.line)

    for number, line in numbered_lines(path, report):
        columns = line.split()
        if not columns:
            for at in part.close() if part is not None else ():
                refuse("tokens.open", at)
            continue
        report.read += 1
        begins = _BEGIN.fullmatch(line)
        if begins is not None or line.startswith("#end document"):
            yield from closed()
            part = None
            if begins is not None:
                name = begins[1] if not begins[2] else f"{begins[1]}/{begins[2]}"
                part = _Part(name, number)
        elif part is None or len(columns) < _LEAST:
            refuse("tokens.row", number, line=line[:60])
        else:
            words += 1
            for _ in range(part.add(columns, number)):
                refuse("tokens.unbegun", number)
    yield from closed()
    if words:
        report.note(Message("tokens.syntax", count=words), file=file)
