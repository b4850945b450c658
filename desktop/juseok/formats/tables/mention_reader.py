"""Tables of mentions, in: each row says of which article, where, in which words and of which type.

The text of an article stands in a table ``articles`` beside, or in a column of the rows themselves.
Columns are known by their names, in English and Korean; what they say beside is told and left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.model import Metadata, PublishedAt
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.document import Document
from juseok.formats.frames import CLAIM
from juseok.formats.json_tools.assemble import document_of
from juseok.formats.json_tools.page import MENTION
from juseok.formats.json_tools.raw_page import RawMark, RawPage
from juseok.formats.json_tools.reading import Notes
from juseok.formats.raw.items import file_name
from juseok.formats.tables.sources import DELIMITED, WORKBOOK, Row, Source, sources
from juseok.formats.wording import GAP

FORM: Final = "mention-table"
NAMES: Final[Mapping[str, str]] = {
    "ko": "언급 표 (CSV, TSV, XLSX)",
    "en": "Table of mentions (CSV, TSV, XLSX)",
}
MENTIONS: Final = "mentions"
ARTICLES: Final = "articles"
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "article": ("article", "articleid", "doc", "docid", "document", "기사", "기사id", "문서"),
    "title": ("title", "제목"),
    "text": ("text", "본문", "글", "기사본문"),
    "id": ("id",),
    "start": ("start", "begin", "startoffset", "시작"),
    "end": ("end", "stop", "endoffset", "끝"),
    "places": ("places", "자리"),
    "type": ("type", "label", "tag", "entitytype", "유형", "라벨", "태그"),
    "quote": ("quote", "surface", "mention", "words", "언급", "낱말", "표현"),
    "note": ("note", "메모"),
    "publisher": ("publisher", "press", "언론사"),
    "url": ("url", "link"),
    "published": ("publishedraw", "date", "날짜"),
}
_OF: Final = {key: name for name, keys in _COLUMNS.items() for key in keys}
_NOWHERE: Final = ((-1, -1),)
_USED: Final = frozenset(_OF)


class MentionTableReader:
    """Reads a folder with ``mentions`` and ``articles``, a workbook with such sheets, or one table
    whose rows have the text."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (*DELIMITED, WORKBOOK)

    def recognises(self, path: Path) -> bool:
        """A table with columns for a place, a type and an article or its text."""
        if not path.is_dir() and path.suffix.lower() not in self.extensions:
            return False
        try:
            found = _table(sources(path))
            keys = found.columns() if found is not None else ()
        except (OSError, FormatError):
            return False
        names = {_OF.get(key) for key in keys}
        is_placed = {"start", "end"} <= names or "places" in names
        return is_placed and "type" in names and bool({"article", "text", "title"} & names)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in the order of the table of articles; see
        :class:`DocumentReader`.  Mentions are kept in memory, texts are not."""
        try:
            found = sources(path)
            table = _table(found)
            if table is None:
                raise FormatError("tables.no_mentions", file=file_name(path))
            notes = Notes(table.file, report)
            yield from _Reading(found, table, notes).documents()
            notes.tell()
        except OSError as error:
            raise os_error(error, file_name(path)) from error


def _table(found: Mapping[str, Source]) -> Source | None:
    """The table of mentions: the one that is called so, or the only one."""
    if MENTIONS in found:
        return found[MENTIONS]
    return next(iter(found.values())) if len(found) == 1 else None


@dataclass(slots=True)
class _Group:
    """What the rows of one article say; its ``text`` where they have it."""

    text: str = ""
    title: str = ""
    line: int = 0
    marks: list[RawMark] = field(default_factory=list[RawMark])


class _Reading:
    def __init__(self, found: Mapping[str, Source], table: Source, notes: Notes) -> None:
        self._table, self._notes = table, notes
        self._articles = found.get(ARTICLES)
        self._continued = self._rest(found.get("continued"))
        self._groups: dict[str, _Group] = {}

    def documents(self) -> Iterator[Document]:
        for row in self._table.rows(self._notes.report):
            self._notes.report.read += 1
            self._mention(row, _named(row))
        if self._articles is not None:
            yield from self._beside(self._articles)
        for key, group in self._groups.items():
            if group.text:
                yield from self._made(group, Metadata(title=group.title), self._table.file)
            else:
                said = Message("tables.no_text", article=key[:60], count=len(group.marks))
                report = self._notes.report
                report.refuse(said, file=self._table.file, line=group.line)

    def _beside(self, articles: Source) -> Iterator[Document]:
        """Those whose text the table of articles has."""
        for row in articles.rows(self._notes.report):
            self._notes.report.read += 1
            said = _named(row)
            text = said.get("text", "") + self._continued.get((ARTICLES, said.get("id", "")), "")
            keys = [said.get("id", ""), said.get("title", "")]
            key = next((each for each in keys if each in self._groups), "")
            group = self._groups.pop(key, _Group()) if key else _Group()
            group.text, group.line = text or group.text, row.line
            metadata = Metadata(
                title=said.get("title", ""), publisher=said.get("publisher", ""),
                url=said.get("url", ""), published=PublishedAt(said.get("published", "")),
            )  # fmt: skip
            yield from self._made(group, metadata, articles.file)

    def _made(self, group: _Group, metadata: Metadata, file: str) -> Iterator[Document]:
        mentions = {mark.id: {"is": MENTION} for mark in group.marks if mark.type == CLAIM}
        page = RawPage(
            text=group.text, marks=group.marks, file=file, line=group.line, ids=True,
            marked_in="" if file == self._table.file else self._table.file,
            name=metadata.title, metadata=metadata, own={"records": mentions} if mentions else None,
        )  # fmt: skip
        document = document_of(page, form=FORM, report=self._notes.report)
        if document is not None:
            yield document

    def _mention(self, row: Row, said: Mapping[str, str]) -> None:
        """Put what a row says to its article."""
        self._notes.passed(sorted(key for key in row.values if key not in _USED))
        places, type_ = _places(said), said.get("type", "")
        quote = said.get("quote") or None
        if not places and quote:
            places = _NOWHERE  # the words are looked for, and that is told
        if not places or not type_:
            self._notes.refuse(row.line, "tables.no_place")
            return
        text, title = said.get("text", ""), said.get("title", "")
        group = self._groups.setdefault(said.get("article") or text or title, _Group(line=row.line))
        group.text, group.title = group.text or text, group.title or title
        self._notes.unproved += quote is None
        group.marks.append(RawMark(
            said.get("id") or f"{row.line}", type_, places,
            quote.replace(GAP, " ") if quote is not None else None, note=said.get("note", ""),
            line=row.line,
        ))  # fmt: skip

    def _rest(self, found: Source | None) -> dict[tuple[str, str], str]:
        """What did not fit the cells of texts, by table and id."""
        rest: dict[tuple[str, str], str] = {}
        for row in found.rows(self._notes.report) if found is not None else ():
            said = row.values
            if said.get("column") == "text":
                key = (said.get("table", ""), said.get("id", ""))
                rest[key] = rest.get(key, "") + said.get("text", "")
        return rest


def _named(row: Row) -> dict[str, str]:
    """What a row says, by the names of ours; the first of two columns that mean the same."""
    found: dict[str, str] = {}
    for key, value in row.values.items():
        if key in _OF:
            found.setdefault(_OF[key], value)
    return found


def _places(said: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """``places`` as fragments, else ``start`` and ``end``; none where they are no numbers."""
    given = said.get("places") or f"{said.get('start', '')}-{said.get('end', '')}"
    found: list[tuple[int, int]] = []
    for each in given.split(";"):
        start, _, end = each.strip().partition("-")
        try:
            found.append((int(float(start)), int(float(end))))
        except (ValueError, OverflowError):
            return ()
    return tuple(found)
