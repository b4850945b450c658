"""Korean sets of names that have each sentence above its morphemes: plain, and with its names in
angle brackets.

``; 한빛은 …`` and ``$<한빛:OG>은 …``, then ``1<TAB>한빛<TAB>NNP<TAB>B_OG`` (the shared task of
2016), or ``## 1``, ``## 한빛은 …``, ``## <한빛:ORG>은 …``, then ``한빛<TAB>한빛<TAB>NNP<TAB>B-ORG``
(KMOU).  Morphemes are not always pieces of the sentence, so the sentence counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.lines import head_of, numbered_lines
from juseok.formats.tokens.texts import Joined, Marked, document_of

_NAME: Final = re.compile(r"<([^<>]+):([^<>:\s]+)>")
_HASHES: Final = "## "
_SIGNS: Final = (";", "$")
_BEGIN: Final = ("B-", "B_")


@dataclass(slots=True)
class _Block:
    """A sentence: what stands above it, and the tags of its morphemes; ``line``: of the last
    above."""

    line: int = 0
    heads: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])


def is_marked(path: Path) -> bool:
    """Whether the first sentence of ``path`` stands there plain, then with names, then by
    morphemes."""
    first = next(_blocks(enumerate(head_of(path), start=1), ReportBuilder(), ""), None)
    if first is None or len(first.heads) < 2 or not first.tags:
        return False
    *_, plain, marked = first.heads
    return _unmarked(marked)[0].split() == plain.split()


def documents_in(path: Path, report: ReportBuilder) -> Iterator[Document]:
    """Each sentence as an article; every line is accounted for."""
    name = file_name(path)
    sentences = words = 0
    for block in _blocks(numbered_lines(path, report), report, name):
        if not block.heads:
            continue
        text, names = _unmarked(block.heads[-1])
        if len(block.heads) > 1 and block.heads[-2].split() != text.split():
            told = Message("tokens.marked", text=block.heads[-2][:60])
            report.change(told, file=name, line=block.line)
        begun = [tag[2:] for tag in block.tags if tag.startswith(_BEGIN)]
        if sorted(begun) != sorted(label for label, _ in names):
            told = Message("tokens.marked_rows", text=text[:60])
            report.change(told, file=name, line=block.line)
        marks = [Marked(label, (place,), block.line) for label, place in names]
        try:
            yield document_of(text, marks, file=name)
        except TextError as error:
            report.refuse(error.message, file=name, line=block.line)
            continue
        sentences, words = sentences + 1, words + len(block.tags)
    for code, count in (("tokens.syntax", words), ("tokens.sentences", sentences)):
        if count:
            report.note(Message(code, count=count), file=name)


def _blocks(
    lines: Iterable[tuple[int, str]], report: ReportBuilder, name: str
) -> Iterator[_Block]:  # fmt: skip
    here = _Block()
    for number, line in lines:
        if not line.strip():
            if here.heads or here.tags:
                yield here
            here = _Block()
            continue
        report.read += 1
        head = _head(line)
        if head is not None:
            here.heads.append(head)
            here.line = number
        elif "\t" in line and here.heads:
            here.tags.append(line.rpartition("\t")[2].strip())
        else:
            report.refuse(Message("tokens.row", line=line[:60]), file=name, line=number)
    if here.heads or here.tags:
        yield here


def _head(line: str) -> str | None:
    """What ``line`` says above a sentence; None for a morpheme, which has tabs."""
    if "\t" in line:
        return None
    if line.startswith(_HASHES):
        return line.removeprefix(_HASHES).strip()
    return line[1:].strip() if line.startswith(_SIGNS) else None


def _unmarked(marked: str) -> tuple[str, list[tuple[str, tuple[int, int]]]]:
    """The sentence without its brackets, and label and place of each name."""
    text = Joined()
    names: list[tuple[str, tuple[int, int]]] = []
    done = 0
    for found in _NAME.finditer(marked):
        text.add(marked[done : found.start()])
        names.append((found[2], text.add(found[1])))
        done = found.end()
    text.add(marked[done:])
    return text.text, names
