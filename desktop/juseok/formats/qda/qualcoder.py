"""QualCoder (``.qda``): a folder with a SQLite file; codings of texts by coder, with memos.

https://github.com/ccbogel/QualCoder.  Offsets are code points, each proved by the words beside it.
What is coded in pictures, sound and film, cases, journals, categories of codes and memos on codes
have no place, and are counted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.model import Metadata
from juseok.core.rows import Cell, OpenRows, Rows, number_of, text_of
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.document import Document
from juseok.formats.qda.dna import SQLITE, head_of, opened
from juseok.formats.qda.source import Codings, Source, source_of, with_extra
from juseok.formats.raw.items import file_name
from juseok.formats.tables.waiting import Shelves, Spool

DATA: Final = "data.qda"
_OTHERS: Final = (
    "code_image", "code_av", "cases", "case_text", "journal", "code_cat", "ris",
)  # fmt: skip
_TOGETHER: Final = 16
"""Texts whose codings stand together."""
_CODES: Final = ("code_name", "code_cat")
"""Codes, and the categories that they are in."""


class QualCoderReader:
    """Reads a folder ``.qda`` or the file in it; ``open_rows`` is handed in."""

    id: str = "qualcoder"
    names: Mapping[str, str] = {"ko": "QualCoder", "en": "QualCoder"}
    extensions: tuple[str, ...] = (".qda",)

    def __init__(self, open_rows: OpenRows | None = None) -> None:
        self._open_rows = open_rows

    def recognises(self, path: Path) -> bool:
        """A folder with ``data.qda``, or a SQLite file called ``.qda``."""
        file = _data_of(path)
        return file.name.lower().endswith(".qda") and head_of(file).startswith(SQLITE)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """One document for each text and coder; raises ``FormatError``."""
        try:
            with opened(self._open_rows, _data_of(path)) as rows, Spool() as spool:
                if not rows.columns("source") or not rows.columns("code_text"):
                    raise FormatError("qda.not_a", name=path.name, format="QualCoder")
                yield from _Project(rows, spool, file_name(path), report).documents()
        except OSError as error:
            raise os_error(error, path.name) from error


def _data_of(path: Path) -> Path:
    try:
        return path / DATA if path.is_dir() else path
    except OSError:
        return path


class _Coded(NamedTuple):
    id: str
    code: int | None
    words: str
    start: int | None
    end: int | None
    owner: str
    memo: str


class _Project:
    """One file: codings wait in ``spool``, texts come one by one."""

    def __init__(self, rows: Rows, spool: Spool, file: str, report: ReportBuilder) -> None:
        self._rows, self._file, self._report = rows, file, report
        self._codes = {
            number: " ".join(text_of(name).split())
            for key, name in rows.rows("code_name", ("cid", "name"))
            if (number := number_of(key)) is not None
        }
        self._coded, self._notes = Shelves(spool, _TOGETHER), Shelves(spool, _TOGETHER)
        self._count = self._shelve(
            self._coded, "code_text", ("ctid", "cid", "seltext", "pos0", "pos1", "owner", "memo")
        )
        self._shelve(
            self._notes, "annotation", ("anid", "anid", "memo", "pos0", "pos1", "owner", "memo")
        )
        self._attributes: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for name, sort, value, of in rows.rows("attribute", ("name", "attr_type", "value", "id")):
            number = number_of(of)
            if number is not None and text_of(sort) == "file":
                self._attributes[number].append((text_of(name), text_of(value).strip()))

    def documents(self) -> Iterator[Document]:
        seen: set[int] = set()
        columns = ("id", "name", "fulltext", "memo", "owner", "mediapath")
        for key, name, text, memo, owner, media in self._rows.rows("source", columns):
            self._report.read += 1
            number = number_of(key)
            if number is None:
                self._report.refuse(Message("qda.no_id", table="source"), file=self._file)
                continue
            coded, notes = _sorted(self._coded, number), _sorted(self._notes, number)
            self._count -= 0 if number in seen else len(coded)
            seen.add(number)
            called = " ".join(text_of(name).split()) or f"source {number}"
            self._report.read += len(coded) + len(notes)
            if not text_of(text) and text_of(media):
                told = Message("qda.no_words", name=called, count=len(coded))
                self._report.refuse(told, file=self._file)
                continue
            metadata = with_extra(Metadata(title=called), self._attributes.get(number, []))
            source = source_of(
                text_of(text), name=called, file=self._file, metadata=metadata, report=self._report
            )
            if source is None:
                continue
            codings = Codings(source)
            if text_of(memo).strip():
                codings.of(text_of(owner)).remark(f"source {number}", text_of(memo))
            for each in coded:
                self._code(codings, source, each)
            for each in notes:
                self._note(codings, source, each)
            yield from codings.documents()
        if self._count:
            self._report.refuse(Message("qda.orphans", count=self._count), file=self._file)
        for table in _OTHERS:
            self._left_out(table, sum(1 for _ in self._rows.rows(table, ("owner",))))
        important = self._rows.rows("code_text", ("important",))
        self._left_out("code_text.important", sum(bool(number_of(each)) for (each,) in important))
        for table in _CODES:
            memos = (text_of(memo).strip() for (memo,) in self._rows.rows(table, ("memo",)))
            self._left_out(f"{table}.memo", sum(map(bool, memos)))

    def _left_out(self, what: str, count: int) -> None:
        if count:
            told = Message("qda.left_out", what=what, count=count)
            self._report.refuse(told, file=self._file)

    def _code(self, codings: Codings, source: Source, each: _Coded) -> None:
        name = self._codes.get(each.code) if each.code is not None else None
        if not name:
            told = Message("qda.no_code", id=each.id, named=str(each.code))
            self._report.refuse(told, file=self._file)
            return
        spans = source.spans(each.id, each.start, each.end, each.words or None, self._report)
        if spans is not None:
            codings.of(each.owner).mention(each.id, name, spans, each.memo)

    def _note(self, codings: Codings, source: Source, each: _Coded) -> None:
        """A memo on a place of the text; it stays beside the words that it is about."""
        spans = source.spans(each.id, each.start, each.end, None, self._report)
        quote = " ".join(spans[0].quote.split()) if spans else ""
        said = f"“{quote}”: {each.memo}" if quote and each.memo.strip() else each.memo
        codings.of(each.owner).remark(each.id, said)

    def _shelve(self, shelves: Shelves, table: str, columns: tuple[str, ...]) -> int:
        """Put the rows of ``table`` with their texts; how many there are."""
        count = 0
        rows: Iterator[tuple[Cell, ...]] = self._rows.rows(table, (*columns, "fid"))
        for at, (key, code, words, start, end, owner, memo, of) in enumerate(rows, start=1):
            source = number_of(of)
            if source is None:
                self._report.refuse(Message("qda.no_id", table=table), file=self._file)
                continue
            id_ = f"{table} {number_of(key) or at}"
            count += 1
            shelves.add(source, (
                id_, number_of(code), text_of(words), number_of(start), number_of(end),
                text_of(owner), text_of(memo),
            ))  # fmt: skip
        return count


def _sorted(shelves: Shelves, source: int) -> list[_Coded]:
    """What a text is coded with, by where it begins."""
    found = [_Coded(*row) for row in cast("list[tuple[Any, ...]]", shelves.rows(source))]
    return sorted(found, key=lambda each: (each.start or 0, each.id))
