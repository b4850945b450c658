"""Data sets that Juseok wrote for the Hub, in: JSONL and Parquet, told by their columns.

Records keep the ids of their rows.  Values of attributes are texts there, so ``true`` and ``false``
come back as ticks and an empty one as none; sentences that are not those of the rules come back as
corrections.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.formats.base import ReportBuilder, may_be_json, os_error
from juseok.formats.datasets.offered import HUGGING_FACE
from juseok.formats.datasets.parquet import are_columns, objects_of
from juseok.formats.datasets.rows_in import RowPage, page_of
from juseok.formats.document import Document
from juseok.formats.json_tools.reading import Notes, documents_of
from juseok.formats.json_tools.values import Found, first_objects, objects_in
from juseok.formats.raw.items import file_name

FORM: Final = "huggingface"
_COLUMNS: Final = frozenset({"text", "mentions", "entities", "relationships", "claims",
                             "claim_links"})  # fmt: skip
"""What no other data set has all of."""
_FOLDERS: Final = ("data", "")
_LINES: Final = (".jsonl", ".json")
_PARQUET: Final = ".parquet"
_LOOK: Final = 3
"""Files of a folder that are looked at."""


class _Link(msgspec.Struct, gc=False):
    head: str = ""
    tail: str = ""


class _Claim(msgspec.Struct, gc=False):
    id: str = ""


class _Ends(msgspec.Struct):
    """What a row says of links, which is decoded by itself several times faster."""

    claims: list[_Claim] = []
    claim_links: list[_Link] = []


_DECODER: Final = msgspec.json.Decoder(_Ends)


class HuggingFaceReader:
    """Reads a folder that was written for the Hub, or a file of its rows."""

    id: str = FORM
    names: Mapping[str, str] = HUGGING_FACE
    extensions: tuple[str, ...] = (*_LINES, _PARQUET)

    def recognises(self, path: Path) -> bool:
        """Rows with the columns that only ours have, in a file, in a folder, or in its ``data``."""
        if path.is_dir():
            files = _files(path)
            return bool(files) and all(map(self.recognises, files[:_LOOK]))
        if path.name.lower().endswith(_PARQUET):
            return are_columns(path, _COLUMNS)
        if not may_be_json(path, _LINES):
            return False
        found = first_objects(path)
        return bool(found) and all(each.keys() >= _COLUMNS for each in found)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path``, file by file; see :class:`DocumentReader`.

        Raises ``FormatError`` for Parquet where what reads it is not installed.
        """
        try:
            files = _files(path) if path.is_dir() else [path]
        except OSError as error:
            raise os_error(error, path) from error
        elsewhere = _joined(files)
        for file in files:
            notes = Notes(file_name(file), report)
            for found in _objects(file, report):
                row = page_of(found.value, notes, line=found.line, stem=file.stem,
                              number=found.number)  # fmt: skip
                if row is None:
                    continue
                for document in documents_of(found, [row.page], form=FORM, notes=notes):
                    yield _linked(document, row, elsewhere) if elsewhere else document
            notes.tell()


def _files(folder: Path) -> list[Path]:
    """The files of rows of a data set: in its folder ``data``, or in itself."""
    for name in _FOLDERS:
        inner = folder / name
        if inner.is_dir():
            found = sorted(each for each in inner.iterdir()
                           if each.suffix.lower() in (".jsonl", _PARQUET)
                           and not each.name.startswith("."))  # fmt: skip
            if found:
                return found
    return []


def _objects(file: Path, report: ReportBuilder) -> Iterator[Found]:
    if file.suffix.lower() == _PARQUET:
        return objects_of(file, report)
    return objects_in(file, report)


def _joined(files: Iterable[Path]) -> frozenset[str]:
    """The claims that links between two articles join, by a quick look at all rows."""
    whose: dict[str, tuple[int, int]] = {}
    pairs: list[tuple[str, str]] = []
    told = ReportBuilder()  # whoever reads the rows says it again
    for at, file in enumerate(files):
        is_parquet = file.suffix.lower() == _PARQUET
        columns = _Ends.__struct_fields__
        rows = (
            objects_of(file, told, columns)
            if is_parquet
            else objects_in(file, told, plain=_DECODER)
        )
        for number, found in enumerate(rows):
            ends = found.plain or _ends(found.value)
            here = {each.id for each in ends.claims}
            whose |= dict.fromkeys(here, (at, number))
            pairs += [(each.head, each.tail) for each in ends.claim_links
                      if not here >= {each.head, each.tail}]  # fmt: skip
    return frozenset(
        end for pair in pairs
        if whose.keys() >= {*pair} and whose[pair[0]] != whose[pair[1]] for end in pair
    )  # fmt: skip


def _ends(row: dict[str, Any]) -> _Ends:
    try:
        return msgspec.convert({name: row.get(name) or [] for name in _Ends.__struct_fields__},
                               _Ends)  # fmt: skip
    except msgspec.ValidationError:
        return _Ends()


def _linked(document: Document, row: RowPage, elsewhere: frozenset[str]) -> Document:
    """``document`` with links to claims of other articles."""
    annotations, article = document.annotations, document.article.id
    links = tuple(replace(link, article=article) for link, _ in row.links)
    told = {link.id: source for link, source in row.links if source}
    return replace(
        document, elsewhere=elsewhere,
        annotations=replace(annotations, claim_links=(*annotations.claim_links, *links)),
        provenance={**document.provenance, **told},
    )  # fmt: skip
