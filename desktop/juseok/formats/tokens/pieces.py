"""Articles out of sentences with offsets inside them: KLUE and NIKL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import Metadata
from juseok.core.text import normalise
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.offsets import Offsets, lost_at
from juseok.formats.patches import with_details
from juseok.formats.tokens.aside_file import AsideFile
from juseok.formats.tokens.aside_reading import Aside, Seen
from juseok.formats.tokens.texts import Joined, Marked, aligned, document_of


class Mark(NamedTuple):
    """A mention in a sentence: half-open, in code points of it."""

    label: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, normalised, with what is marked in it."""

    text: str
    marks: tuple[Mark, ...]


class SentenceProof:
    """Proves offsets against one sentence, and tells what had to be moved."""

    def __init__(self, sentence: str, *, file: str, report: ReportBuilder) -> None:
        normal = normalise(sentence)
        self.text, self._offsets = normal.text, Offsets(sentence, normal)
        self._file, self._report = file, report

    def mark(self, label: str, start: int, end: int, *, quote: str, line: int) -> Mark | None:
        """The mark, if it proves; else the report says that it does not."""
        found = self._offsets.resolve([(start, end)], quote)
        if found is None:
            told = lost_at(f"{start} {end}", quote, label)
            self._report.refuse(told, file=self._file, line=line)
            return None
        if found.how != "exact":
            self._report.change(
                Message(f"offsets.{found.how}", id=quote[:60]), file=self._file, line=line
            )
        span = found.spans[0]
        return Mark(label, span.start, span.end, line)


def article_of(
    id_: str, pieces: Sequence[Piece], aside: AsideFile, *, file: str, line: int,
    report: ReportBuilder, name: str = "", metadata: Metadata | None = None,
) -> Iterator[Document]:  # fmt: skip
    """The article ``id_`` of the side file, if it has these sentences; else they are joined, a
    line each."""
    found = aside.take(id_) if id_ else None
    if found is not None:
        seen = seen_in(found, pieces)
        if seen is not None:
            own = found.document(seen, file=file, report=report)
            details = with_details(own.article.metadata, metadata)
            if details is not own.article.metadata:
                own = replace(own, article=replace(own.article, metadata=details))
            yield own
            return
        report.change(Message("tokens.other_text", id=id_[:8]), file=file, line=line)
    text = Joined()
    marked: list[Marked] = []
    for piece in pieces:
        if text.pieces:
            text.add("\n")
        at, _ = text.add(piece.text)
        for label, start, end, number in piece.marks:
            marked.append(Marked(label, ((at + start, at + end),), number))
    try:
        yield document_of(
            text.text, marked, file=file, name=name, metadata=metadata or Metadata()
        )  # fmt: skip
    except TextError as error:
        report.refuse(error.message, file=file, line=line)


def seen_in(aside: Aside, pieces: Sequence[Piece]) -> list[Seen] | None:
    """What ``pieces`` mark in the text of ``aside``, proved; None where that is another text."""
    places = aligned(aside.text, [piece.text.strip() for piece in pieces])
    if places is None:
        return None
    seen: list[Seen] = []
    for piece, (at, _) in zip(pieces, places, strict=True):
        at -= len(piece.text) - len(piece.text.lstrip())
        for label, start, end, line in piece.marks:
            if aside.text[at + start : at + end] != piece.text[start:end]:
                return None  # blanks around a sentence that the text has not
            seen.append(Seen((label, at + start, at + end), line))
    return seen


def left_over(aside: AsideFile, report: ReportBuilder) -> None:
    """Tell which articles of the side file the file does not have."""
    for left in aside.rest():
        told = Message("tokens.article_gone", id=left.id[:8])
        report.change(told, file=left.file, line=left.line)
