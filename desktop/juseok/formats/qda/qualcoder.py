"""QualCoder (``.qda``): a folder with a SQLite file; codings of texts by coder, with memos.

https://github.com/ccbogel/QualCoder.  Offsets are code points, each proved by the words beside it.
What is coded in pictures, sound and film, cases, journals, categories of codes and memos on codes
have no place, and are counted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.model import Metadata
from juseok.core.rows import Cell, OpenRows, Rows, number_of, text_of
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.qda.dna import SQLITE, head_of, opened
from juseok.formats.qda.source import Codings, Source, source_of, with_extra
from juseok.formats.raw.items import file_name

DATA: Final = "data.qda"
_OTHERS: Final = (
    "code_image", "code_av", "cases", "case_text", "journal", "code_cat", "ris",
)  # fmt: skip
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
        with opened(self._open_rows, _data_of(path)) as rows:
            if not rows.columns("source") or not rows.columns("code_text"):
                raise FormatError("qda.not_a", name=path.name, format="QualCoder")
            yield from _Project(rows, file_name(path), report).documents()


def _data_of(path: Path) -> Path:
    try:
        return path / DATA if path.is_dir() else path
    except OSError:
        return path


@dataclass(frozen=True, slots=True)
class _Coded:
    id: str
    code: int | None
    words: str
    start: int | None
    end: int | None
    owner: str
    memo: str


class _Project:
    """One file: codings are held, texts come one by one."""

    def __init__(self, rows: Rows, file: str, report: ReportBuilder) -> None:
        self._rows, self._file, self._report = rows, file, report
        self._codes = {
            number: " ".join(text_of(name).split())
            for key, name in rows.rows("code_name", ("cid", "name"))
            if (number := number_of(key)) is not None
        }
        self._coded = self._by_source(
            "code_text", ("ctid", "cid", "seltext", "pos0", "pos1", "owner", "memo")
        )
        self._notes = self._by_source(
            "annotation", ("anid", "anid", "memo", "pos0", "pos1", "owner", "memo")
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
            seen.add(number)
            called = " ".join(text_of(name).split()) or f"source {number}"
            coded, notes = self._coded.get(number, []), self._notes.get(number, [])
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
        lost = sum(len(rows) for of, rows in self._coded.items() if of not in seen)
        if lost:
            self._report.refuse(Message("qda.orphans", count=lost), file=self._file)
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

    def _by_source(self, table: str, columns: tuple[str, ...]) -> dict[int, list[_Coded]]:
        found: defaultdict[int, list[_Coded]] = defaultdict(list)
        rows: Iterator[tuple[Cell, ...]] = self._rows.rows(table, (*columns, "fid"))
        for at, (key, code, words, start, end, owner, memo, of) in enumerate(rows, start=1):
            source = number_of(of)
            if source is None:
                self._report.refuse(Message("qda.no_id", table=table), file=self._file)
                continue
            id_ = f"{table} {number_of(key) or at}"
            found[source].append(_Coded(
                id_, number_of(code), text_of(words), number_of(start), number_of(end),
                text_of(owner), text_of(memo),
            ))  # fmt: skip
        for coded in found.values():
            coded.sort(key=lambda each: (each.start or 0, each.id))
        return found
