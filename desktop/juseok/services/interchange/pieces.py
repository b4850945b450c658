"""One export written, whole: a file or folder with its manifest, or a folder of several of them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from juseok.core.messages import Message
from juseok.core.model import NO_SEAL, Seal, Viewer
from juseok.core.recipe import ALL
from juseok.formats.base import Report, ReportLine, joined
from juseok.formats.document import Painter
from juseok.formats.folder import MANIFEST, read_manifest
from juseok.formats.manifest import with_left_out
from juseok.formats.native.writer import NativeWriter
from juseok.formats.registry import FORMATS, NATIVE
from juseok.services.interchange.documents import Documents, Moved
from juseok.services.interchange.native_run import NativeRun
from juseok.services.interchange.options import ExportOptions, Progress
from juseok.services.interchange.placing import beside, describe
from juseok.services.interchange.writing import Origin, about_of, write_documents
from juseok.store.stream import Stream


@dataclass(frozen=True, slots=True)
class Part:
    """What the writing of one export is, for whichever process does it: from project file
    ``source`` to the new file or folder ``target``.  ``painter`` is known by its name, so that
    another process finds it."""

    source: Path
    target: Path
    viewer: Viewer
    options: ExportOptions
    form: str
    origin: Origin = field(default_factory=Origin)
    seal: Seal = NO_SEAL
    painter: Painter | None = None


def write_one(stream: Stream, part: Part, target: Path, progress: Progress) -> Report:
    """Write one file or folder to the new ``target``.

    Raises ``Moved`` where the project was edited meanwhile, and ``FormatError``.
    """
    if part.form == NATIVE:
        run = NativeRun(stream, part.viewer, part.options, progress, None)
        report = run.write(NativeWriter(), target, overwrite=True)
    else:
        report = write_documents(
            stream=stream, viewer=part.viewer, options=part.options.of_documents(),
            form=part.form, path=target, origin=part.origin, progress=progress,
            chosen=part.options.chosen, painter=part.painter,
        )  # fmt: skip
    if not target.is_dir():
        _describe(stream, part, beside(target), report, [target])
    elif read_manifest(target) is None:
        files = [each for each in sorted(target.rglob("*")) if each.is_file()]
        _describe(stream, part, target / MANIFEST, report, files)
    else:
        with_left_out(target / MANIFEST, report + told_of(part))
    return report


def told_of(part: Part) -> Report:
    """What is to be told of an export before any of it is read: that others' work was left out of
    articles, and what its options say."""
    refused: tuple[ReportLine, ...] = ()
    if part.seal.articles:
        refused = (ReportLine(Message("native.sealed", count=len(part.seal.articles))),)
    notes = tuple(ReportLine(each, severity="note") for each in part.options.notes)
    return Report(notes=notes, refused=refused)


def write_pieces(stream: Stream, part: Part, progress: Progress) -> Report:
    """Write every piece into the new folder ``part.target``, and a manifest of all of them."""
    begun = stream.arrival()
    suffix = FORMATS.get(part.form).suffix
    pieces = part.options.pieces
    os.mkdir(part.target)
    reports, files = list[Report](), list[Path]()
    for number, piece in enumerate(pieces):
        target = part.target / f"{piece.name}{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        one = replace(part, options=part.options.of_piece(piece))
        told = _of_several(progress, number, len(pieces))
        reports.append(write_one(stream, one, target, told))
        files.append(target)
        if not target.is_dir():
            files.append(beside(target))
    if stream.arrival() != begun:
        raise Moved
    report = joined(reports)
    _describe(stream, part, part.target / MANIFEST, report, files)
    return report


def _describe(
    stream: Stream, part: Part, path: Path, report: Report, files: Iterable[Path]
) -> None:
    """Write a manifest to the new ``path``, of ``files`` and folders beside it."""
    found = Documents(stream, part.viewer, part.options.of_documents())
    about = about_of(found, part.origin, part.options.chosen)
    if part.form == NATIVE:  # of all layers, or of those that were chosen, each as it is
        layers = part.options.layers
        names = [ALL] if layers is None else sorted(map(found.layer_name, layers))
        about = replace(about, layer=", ".join(names))
    describe(path, form=part.form, about=about, report=report + told_of(part), files=files)


def _of_several(progress: Progress, number: int, of: int) -> Progress:
    """Progress of one of several pieces, as that of all."""

    def tell(done: int, total: int) -> None:
        progress(number * total + done, of * total)

    return tell
