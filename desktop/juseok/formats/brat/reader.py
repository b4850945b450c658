"""Reading brat standoff: every line of every file is accounted for, every span proved.

A document is a ``.txt`` with its ``.ann``.  Ids of records are those of the file; what is not
understood is kept, line by line, to be written back.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder
from juseok.formats.brat.article import ArticleReader
from juseok.formats.brat.lines import FORM
from juseok.formats.document import Document
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import read_as, walk

ANN: Final = ".ann"
TXT: Final = ".txt"
_CONFIGURATION: Final = frozenset(
    {"annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf", "manifest.json"}
)
_LOOK: Final = 4096


class BratReader:
    """Reads a folder, or one ``.ann`` or ``.txt`` of a pair."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "brat 스탠드오프", "en": "brat standoff"}
    extensions: tuple[str, ...] = (ANN, TXT)

    def recognises(self, path: Path) -> bool:
        """A file that is named ``.ann``, or a folder with one, beside its text."""
        try:
            if path.is_dir():
                for _, folders, files in os.walk(path):
                    folders.sort()
                    if any(name.lower().endswith(ANN) for name in files):
                        return True
                return False
            return path.name.lower().endswith(ANN)
        except OSError:
            return False

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in order of their names; see :class:`DocumentReader`."""
        for text, lines in _pairs(path, report):
            document = _read_pair(text, lines, _name_of(text or lines, path), report)
            if document is not None:
                yield document


def _pairs(
    path: Path, report: ReportBuilder
) -> Iterator[tuple[Path | None, Path | None]]:  # fmt: skip
    """Texts with their lines; one of the two may be missing."""
    if not path.is_dir():
        text, lines = path.with_suffix(TXT), path.with_suffix(ANN)
        if not (lines.exists() or text.exists()):
            missing = text if path.exists() else path
            report.refuse(Message("file.missing", file=file_name(missing)), file=file_name(path))
            return
        yield (text if text.exists() else None), (lines if lines.exists() else None)
        return
    found: dict[str, list[Path | None]] = {}
    look = ReportBuilder()
    for file in walk(path, report=look, extensions=(ANN, TXT)):
        pair = found.setdefault(str(file.with_suffix("")), [None, None])
        pair[file.name.lower().endswith(ANN)] = file
    for line in look.lines:
        if os.path.basename(line.file) not in _CONFIGURATION:
            report.lines.append(line)
    for text, lines in found.values():
        yield text, lines


def _name_of(file: Path | None, root: Path) -> str:
    if file is None:
        return ""
    within = file.relative_to(root) if root.is_dir() else Path(file.name)
    return within.with_suffix("").as_posix()


def _read_pair(
    text: Path | None, lines: Path | None, name: str, report: ReportBuilder
) -> Document | None:
    if text is None:
        assert lines is not None, "one of a pair is there"
        read = read_as(lines, bytes, report=report)
        report.read += 0 if read is None else sum(bool(each) for each in read[1].split(b"\n"))
        report.refuse(Message("brat.no_text", file=f"{name}{TXT}"), file=file_name(lines))
        return None
    file = file_name(text)
    made = read_as(
        text,
        lambda data: ArticleReader(decode(data), data=data, name=name, file=file),
        report=report,
    )
    if made is None:
        return None
    reader = made[2]
    if lines is None:
        report.note(Message("brat.no_lines", file=f"{name}{ANN}"), file=file)
        return reader.document([], file="", report=report)
    said = _lines(lines, report)
    return None if said is None else reader.document(said, file=file_name(lines), report=report)


def _lines(path: Path, report: ReportBuilder) -> list[str] | None:
    """The lines of an ``.ann``; only LF and CRLF end one."""
    read = read_as(path, lambda data: decode(data).text if data.strip() else "", report=report)
    if read is None:
        return None
    found = [line.removesuffix("\r") for line in read[2].split("\n")]
    return found[:-1] if found and not found[-1] else found
