"""Which imports two processes share: folders of a file for each article."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from juseok.formats.base import ReportBuilder, ReportLine
from juseok.formats.document import Document, DocumentReader
from juseok.formats.parted import PartedReader, Passed
from juseok.formats.registry import reader_of
from juseok.services.abreast import abreast, serve
from juseok.services.interchange.sharing import in_pieces, is_shared
from juseok.services.worker import Port


class Taken(NamedTuple):
    """What came of some files.

    ``documents``: each with how many of ``lines`` were told before it.  ``read``: how many records
    were looked at.
    """

    documents: list[tuple[Document, int]]
    lines: list[ReportLine]
    read: int
    passed: Passed


def documents_in(
    reader: DocumentReader, path: Path, *, report: ReportBuilder
) -> Iterator[Document]:  # fmt: skip
    """What ``reader`` finds in ``path``, and tells of it, as it does alone; by two processes where
    there is much.  Runs apart already.

    Raises ``FormatError``.
    """
    if isinstance(reader, PartedReader):
        files = reader.files(path)
        if is_shared(files):
            return _shared(reader, files, path, report)
    return reader.read(path, report=report)


def take_files(port: Port, form: str, root: Path) -> None:
    """Read what ``port`` is fed: lists of files of ``root``."""
    reader = reader_of(form)
    assert isinstance(reader, PartedReader), form
    serve(port, lambda files: _taken(reader, files, root))


def _shared(
    reader: PartedReader, files: Sequence[Path], root: Path, report: ReportBuilder
) -> Iterator[Document]:
    pieces, passed = in_pieces(files), Passed()

    def make(piece: Sequence[Path]) -> Taken:
        return _taken(reader, piece, root)

    with abreast(pieces, make, take_files, reader.id, root) as results:
        for piece, result in zip(pieces, results, strict=True):
            found = make(piece) if result is None else result  # where it raises, it does so here
            report.read += found.read
            told = 0
            for document, before in found.documents:
                report.lines += found.lines[told:before]
                told = before
                yield document
            report.lines += found.lines[told:]
            passed += found.passed
    reader.tell(passed, report)


def _taken(reader: PartedReader, files: Sequence[Path], root: Path) -> Taken:
    report, passed = ReportBuilder(), Counter[tuple[str, str]]()
    found = reader.documents(files, root, report=report, passed=passed)
    documents = [(each, len(report.lines)) for each in found]
    return Taken(documents, report.lines, report.read, passed)
