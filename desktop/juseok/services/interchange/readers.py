"""Readers of documents, with what some of them need of the store handed in."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document, DocumentReader
from juseok.formats.qda.dna import DnaReader
from juseok.formats.qda.qualcoder import QualCoderReader
from juseok.formats.raw.items import file_name
from juseok.formats.registry import reader_of
from juseok.formats.standoff.reader import StandoffReader, TextOf
from juseok.formats.tables.mention_reader import MentionTableReader
from juseok.services.interchange.shared_reading import documents_in
from juseok.store.foreign_rows import open_rows
from juseok.store.reader import Reader


@runtime_checkable
class HasCodes(Protocol):
    """A reader that knows codes which nothing is coded with, as codebooks have them."""

    def codes(self, path: Path) -> Iterable[str]: ...


def reader_for(form: str, text_of: TextOf | None = None) -> DocumentReader:
    """The reader of a format; ``text_of``: who has the texts, for formats without them.

    Raises ``FormatError`` for a format that is not known or not read.
    """
    reader = reader_of(form)
    if isinstance(reader, DnaReader | QualCoderReader):
        return type(reader)(open_rows)
    if isinstance(reader, StandoffReader | MentionTableReader):
        return type(reader)(text_of)
    return reader


def documents_of(
    reader: DocumentReader, path: Path, *, report: ReportBuilder
) -> Iterator[Document]:  # fmt: skip
    """What ``reader`` finds in ``path``; where that is nothing, not even codes, and it does not
    say why, the file is refused as having none (``import.no_document``).

    For a process of its own: another one may help.
    """
    told, is_empty = len(report.lines), True
    for document in documents_in(reader, path, report=report):
        is_empty = False
        yield document
    if not is_empty or any(line.severity == "refused" for line in report.lines[told:]):
        return
    if not (isinstance(reader, HasCodes) and any(reader.codes(path))):
        report.refuse(Message("import.no_document"), file=file_name(path))


def texts_of(reader: Reader) -> TextOf:
    """The texts of a project, by the ids of its articles."""
    return lambda article: reader.finding.texts([article]).get(article)
