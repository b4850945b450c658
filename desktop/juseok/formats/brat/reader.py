"""Reading brat standoff: every line of every file is accounted for, every span proved.

A document is a ``.txt`` with its ``.ann``, or with ``.a1`` and ``.a2`` as the BioNLP shared tasks
part them (what was given, and what is to be found).  Ids of records are those of the file; what is
not understood is kept, line by line, to be written back.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder, ReportLine
from juseok.formats.brat.article import ArticleReader
from juseok.formats.brat.lines import FORM
from juseok.formats.document import Document
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import read_as, walk

ANN: Final = ".ann"
TXT: Final = ".txt"
PARTS: Final = (".a1", ".a2")
LINES: Final = (ANN, *PARTS)
_CONFIGURATION: Final = frozenset(
    {"annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf", "manifest.json"}
)
_LOOK: Final = 4096


class BratReader:
    """Reads a folder, or one file of a pair."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "brat 스탠드오프", "en": "brat standoff"}
    extensions: tuple[str, ...] = (*LINES, TXT)

    def recognises(self, path: Path) -> bool:
        """A file that is named ``.ann`` (or ``.a1``, ``.a2``), or a folder with one."""
        try:
            if path.is_dir():
                for _, folders, files in os.walk(path):
                    folders.sort()
                    if any(name.lower().endswith(LINES) for name in files):
                        return True
                return False
            return path.name.lower().endswith(LINES)
        except OSError:
            return False

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in order of their names; see :class:`DocumentReader`."""
        for text, lines in _pairs(path, report):
            first = text or (lines[0] if lines else None)
            document = _read_pair(text, lines, _name_of(first, path), report)
            if document is not None:
                yield document


def _pairs(
    path: Path, report: ReportBuilder
) -> Iterator[tuple[Path | None, list[Path]]]:  # fmt: skip
    """Texts with the files of their lines; one of the two may be missing."""
    if not path.is_dir():
        text = path.with_suffix(TXT)
        beside = [each for end in LINES if (each := path.with_suffix(end)).exists()]
        if not (beside or text.exists()):
            missing = text if path.exists() else path
            report.refuse(Message("file.missing", file=file_name(missing)), file=file_name(path))
            return
        yield (text if text.exists() else None), _chosen(beside, report)
        return
    found: dict[str, tuple[list[Path], list[Path]]] = {}
    look = ReportBuilder()
    for file in walk(path, report=look, extensions=(*LINES, TXT)):
        pair = found.setdefault(str(file.with_suffix("")), ([], []))
        pair[file.name.lower().endswith(LINES)].append(file)
    for line in look.lines:
        if os.path.basename(line.file) not in _CONFIGURATION:
            report.lines.append(line)
    for texts, beside in found.values():
        yield (texts[-1] if texts else None), _chosen(beside, report)


def _chosen(beside: list[Path], report: ReportBuilder) -> list[Path]:
    """Of the files of lines that one text has: ``.ann`` alone, or else its parts in order."""
    whole = [each for each in beside if each.suffix.lower() == ANN][-1:]
    for each in beside if whole else ():
        if each not in whole:
            report.note(Message("import.passed_over"), file=file_name(each))
    return whole or sorted(beside)


def _name_of(file: Path | None, root: Path) -> str:
    if file is None:
        return ""
    within = file.relative_to(root) if root.is_dir() else Path(file.name)
    return within.with_suffix("").as_posix()


def _read_pair(
    text: Path | None, lines: list[Path], name: str, report: ReportBuilder
) -> Document | None:
    if text is None:
        for each in lines:
            read = read_as(each, bytes, report=report)
            report.read += 0 if read is None else sum(map(bool, read[1].split(b"\n")))
            report.refuse(Message("brat.no_text", file=f"{name}{TXT}"), file=file_name(each))
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
    if not lines:
        report.note(Message("brat.no_lines", file=f"{name}{ANN}"), file=file)
        return reader.document([], file="", report=report)
    parts = [_lines(each, report) for each in lines]
    if any(part is None for part in parts):
        return None
    first, *rest = (part or [] for part in parts)
    if not rest:
        return reader.document(first, file=file_name(lines[0]), report=report)
    look = ReportBuilder()
    said = [*first, *(line for part in rest for line in part)]
    found = reader.document(said, file=file_name(lines[0]), report=look)
    report.read += look.read
    report.lines += (_told(each, lines, len(first)) for each in look.lines)
    return replace(found, places={i: n for i, n in found.places.items() if n <= len(first)})


def _told(line: ReportLine, files: list[Path], count: int) -> ReportLine:
    """``line`` with its file, of two that were read as one; the first has ``count`` lines."""
    if line.line is None or line.line <= count:
        return line
    return replace(line, file=file_name(files[1]), line=line.line - count)


def _lines(path: Path, report: ReportBuilder) -> list[str] | None:
    """The lines of an ``.ann``; only LF and CRLF end one."""
    read = read_as(path, lambda data: decode(data).text if data.strip() else "", report=report)
    if read is None:
        return None
    found = [line.removesuffix("\r") for line in read[2].split("\n")]
    return found[:-1] if found and not found[-1] else found
