"""Which imports two processes share: folders of a file for each article."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from juseok.formats.base import ReportBuilder, ReportLine
from juseok.formats.document import Document, DocumentReader
from juseok.formats.parted import PartedReader, Passed
from juseok.formats.registry import reader_of
from juseok.services.abreast import abreast, serve
from juseok.services.interchange.sharing import in_pieces, is_shared
from juseok.services.worker import Port

_pack: Final = msgspec.msgpack.Encoder().encode
_unpack: Final = msgspec.msgpack.Decoder(list[Document]).decode


class Taken(NamedTuple):
    """What came of some files.

    ``before``: of each document how many of ``lines`` were told before it.  ``read``: how many
    records were looked at.
    """

    documents: list[Document]
    before: list[int]
    lines: list[ReportLine]
    read: int
    passed: Passed


class Packed(NamedTuple):
    """``taken``, but for its documents, on their way from another process."""

    documents: bytes
    taken: Taken


def documents_in(
    reader: DocumentReader, path: Path, *, report: ReportBuilder
) -> Iterator[Document]:  # fmt: skip
    """What ``reader`` finds in ``path``, and tells of it, as it does alone; by two processes where
    there is much.  Runs apart already.

    Raises ``FormatError``.
    """
    if isinstance(reader, PartedReader):
        files = reader.files(path, report=report)
        if is_shared(files):
            return _shared(reader, files, path, report)
        return reader.read_files(files, path, report=report)
    return reader.read(path, report=report)


def take_files(port: Port, form: str, root: Path) -> None:
    """Read what ``port`` is fed: lists of files of ``root``."""
    reader = reader_of(form)
    assert isinstance(reader, PartedReader), form
    serve(port, lambda files: packed(_taken(reader, files, root)))


def packed(taken: Taken) -> Taken | Packed:
    """``taken`` for another process, in a third of the time that a pickle takes.  Values that are
    not of its types (a line with a record, half a character) leave it as it is."""
    try:
        return Packed(_pack(taken.documents), taken._replace(documents=[]))
    except (TypeError, UnicodeEncodeError, OverflowError):
        return taken


def unpacked(found: Taken | Packed) -> Taken | None:
    """Inverse of :func:`packed`; None where a field holds what it is not said to hold."""
    if isinstance(found, Taken):
        return found
    try:
        return found.taken._replace(documents=_unpack(found.documents))
    except msgspec.ValidationError:
        return None


def _shared(
    reader: PartedReader, files: Sequence[Path], root: Path, report: ReportBuilder
) -> Iterator[Document]:
    pieces, passed = in_pieces(files), Passed()

    def make(piece: Sequence[Path]) -> Taken:
        return _taken(reader, piece, root)

    with abreast(pieces, make, take_files, reader.id, root) as results:
        for piece, result in zip(pieces, results, strict=True):
            found = None if result is None else unpacked(result)
            if found is None:
                found = make(piece)  # where it raises, it does so here
            yield from handed(found, report)
            passed += found.passed
    reader.tell(passed, report)


def handed(found: Taken, report: ReportBuilder) -> Iterator[Document]:
    """The documents of ``found``, each after what was told before it."""
    report.read += found.read
    told = 0
    for document, before in zip(found.documents, found.before, strict=True):
        report.lines += found.lines[told:before]
        told = before
        yield document
    report.lines += found.lines[told:]


def _taken(reader: PartedReader, files: Sequence[Path], root: Path) -> Taken:
    report, passed = ReportBuilder(), Counter[tuple[str, str]]()
    documents: list[Document] = []
    before: list[int] = []
    for each in reader.documents(files, root, report=report, passed=passed):
        documents.append(each)
        before.append(len(report.lines))
    return Taken(documents, before, report.lines, report.read, passed)
