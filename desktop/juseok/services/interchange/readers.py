"""Readers of documents, with what some of them need of the store handed in."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, runtime_checkable

from juseok.formats.document import DocumentReader
from juseok.formats.qda.dna import DnaReader
from juseok.formats.qda.qualcoder import QualCoderReader
from juseok.formats.registry import reader_of
from juseok.formats.standoff.reader import StandoffReader, TextOf
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
    if isinstance(reader, StandoffReader):
        return StandoffReader(text_of)
    return reader


def texts_of(reader: Reader) -> TextOf:
    """The texts of a project, by the ids of its articles."""
    return lambda article: reader.finding.texts([article]).get(article)
