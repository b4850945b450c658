"""What a person brings: files and folders, sorted into text files, tables and exports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from juseok.formats.base import ReportBuilder
from juseok.formats.raw.csv_reader import CsvReader
from juseok.formats.raw.documents import DOCUMENT_EXTENSIONS
from juseok.formats.raw.endings import ending_of
from juseok.formats.raw.items import file_name
from juseok.formats.raw.jsonl_reader import JsonlReader, is_native
from juseok.formats.raw.textfile import TEXT_EXTENSIONS, walk
from juseok.formats.raw.xlsx_reader import XlsxReader

SourceKind = Literal["text", "table"]

_TABLES: Final = (*JsonlReader.extensions, *CsvReader.extensions, *XlsxReader.extensions)
_HEAD: Final = 4096
RAW_EXTENSIONS: Final = (*TEXT_EXTENSIONS, *DOCUMENT_EXTENSIONS, *_TABLES)
"""Endings of the files whose texts come in."""


@dataclass(frozen=True, slots=True)
class Source:
    """Files that are read in one go: a run of texts and documents, or one table."""

    kind: SourceKind
    files: tuple[str, ...]
    """Paths as texts: ten thousands of them are handed from process to process."""

    @property
    def first(self) -> Path:
        return Path(self.files[0])


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths hold; ``exports`` are Juseok's own files."""

    sources: tuple[Source, ...]
    exports: tuple[Path, ...]

    @property
    def files(self) -> int:
        return sum(len(source.files) for source in self.sources)


def find_sources(paths: Iterable[Path], report: ReportBuilder) -> Found:
    """Walk files and folders in order; what is passed over goes into ``report``."""
    sources: list[Source] = []
    exports: list[Path] = []
    run: list[str] = []

    def flush() -> None:
        if run:
            sources.append(Source("text", tuple(run)))
            run.clear()

    for given in paths:
        for path in walk(given, report=report, extensions=RAW_EXTENSIONS):
            if ending_of(path, RAW_EXTENSIONS) not in _TABLES:
                run.append(str(path))
                continue
            if is_export(path):
                exports.append(path)
                continue
            flush()
            sources.append(Source("table", (str(path),)))
    flush()
    return Found(tuple(sources), tuple(exports))


def is_export(path: Path) -> bool:
    """Whether a file is one that Juseok wrote; one that cannot be read is not."""
    try:
        with open(path, "rb") as file:
            return is_native(file.read(_HEAD))
    except OSError:
        return False


def asked_encoding(files: Sequence[str], report: ReportBuilder) -> list[str]:
    """The files of ``report`` that are neither UTF-8 nor CP949 and need a person's word."""
    codes = ("text.encoding", "import.encoding", "text.not_encoding")
    names = {line.file for line in report.lines if line.message.code in codes}
    return [file for file in files if file_name(Path(file)) in names] if names else []
