"""Tables of mentions, in: each row says of which article, where, in which words and of which type.

The text of an article stands in a table ``articles`` beside, or in a column of the rows themselves.
Columns are known by their names, in English and Korean.  Tables of ours come back whole (``own``);
what the columns of others say beside is told and left out.  Tables of claims: ``claim_reader``.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

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
from juseok.formats.patches import Patch
from juseok.formats.raw.endings import ending_of
from juseok.formats.raw.items import file_name
from juseok.formats.standoff.reader import TextOf
from juseok.formats.tables.claim_reader import ARTICLES, ClaimRows, claim_table
from juseok.formats.tables.own import Beside, Group, OwnTables, Values, is_ours, parsed
from juseok.formats.tables.sources import DELIMITED, WORKBOOK, Row, Source, key_of, sources
from juseok.formats.tables.waiting import Spool, Waiting
from juseok.formats.wording import GAP

FORM: Final = "mention-table"
NAMES: Final[Mapping[str, str]] = {
    "ko": "언급 표 (CSV, TSV, XLSX)",
    "en": "Table of mentions (CSV, TSV, XLSX)",
}
MENTIONS: Final = "mentions"
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "article": ("article", "articleid", "doc", "docid", "document", "기사", "기사id", "문서"),
    "title": ("title", "제목"),
    "text": ("text", "본문", "글", "기사본문", "sentence", "문장"),
    "id": ("id",),
    "start": ("start", "begin", "startoffset", "시작"),
    "end": ("end", "stop", "endoffset", "끝"),
    "places": ("places", "자리"),
    "type": ("type", "label", "tag", "entitytype", "유형", "라벨", "태그"),
    "quote": (
        "quote",
        "surface",
        "mention",
        "words",
        "entity",
        "언급",
        "낱말",
        "표현",
        "개체",
        "개체명",
    ),
    "note": ("note", "메모"),
    "publisher": ("publisher", "press", "언론사"),
    "url": ("url", "link"),
    "published": ("publishedraw", "date", "날짜"),
}
_OF: Final = {key: name for name, keys in _COLUMNS.items() for key in keys}
_COUNT: Final = "words"
"""Of an article without places this is rather how many there are."""
_Waiting: TypeAlias = tuple[
    str, str, tuple[tuple[int, int], ...], str | None, dict[str, Any], str, str, int, Patch
]
_NOWHERE: Final = ((-1, -1),)
_NAMES: Final = frozenset(_COLUMNS)
_ABOUT: Final = ("title", "publisher", "url", "published")
_OF_ARTICLES: Final = frozenset({"id", "article", "text", *_ABOUT})
"""What a row of a table of articles can say."""


class MentionTableReader:
    """Reads a folder with ``mentions`` and ``articles``, a workbook with such sheets, or one table
    whose rows have the text."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (*DELIMITED, WORKBOOK)

    def __init__(self, text_of: TextOf | None = None) -> None:
        self._text_of = text_of

    def recognises(self, path: Path) -> bool:
        """A table with columns for a place, a type and an article or its text, or for what is said,
        who says it and where."""
        if not path.is_dir() and ending_of(path, self.extensions) not in self.extensions:
            return False
        try:
            found = sources(path)
            table = _table(found)
            if any(map(is_ours, found.values())) or (table is not None and _are_mentions(table)):
                return True
            return claim_table(found) is not None
        except (OSError, FormatError):
            return False

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in the order of the table of articles; see
        :class:`DocumentReader`.  Annotations wait for their article on disk."""
        try:
            found = sources(path)
            table = _table(found)
            others = [each.name for each in found.values() if is_ours(each)]
            if others and (table is None or not _are_mentions(table)):
                if ARTICLES not in found:  # claims, links or notes by themselves
                    raise FormatError("tables.alone", file=file_name(path))
                table = Source(MENTIONS, file_name(path), lambda _: iter(()), dict[str, str])
            claims = None
            if table is None or not (others or _are_mentions(table)):
                claims = claim_table(found)
            of = claims or table
            if of is None:
                raise FormatError("tables.no_mentions", file=file_name(path))
            notes = Notes(of.file, report)
            with Spool() as spool:
                if claims is None:
                    yield from _Reading(found, of, notes, spool).documents()
                else:
                    beside = found.get(ARTICLES)
                    yield from ClaimRows(claims, beside, notes, self._text_of, spool).documents()
            notes.tell()
        except OSError as error:
            raise os_error(error, file_name(path)) from error


def _table(found: Mapping[str, Source]) -> Source | None:
    """The table of mentions: the one that is called so, the only one, or the first with such
    columns."""
    if MENTIONS in found or len(found) == 1:
        return found.get(MENTIONS) or next(iter(found.values()))
    return next((each for each in found.values() if _are_mentions(each)), None)


def _are_mentions(table: Source) -> bool:
    """Whether a table has columns for a place, a type and an article; words are a place where the
    text is beside them."""
    keys = table.columns()
    names = {_OF.get(key) for key in keys}
    are_words = "text" in names and any(_OF.get(key) == "quote" for key in {*keys} - {_COUNT})
    is_placed = {"start", "end"} <= names or "places" in names or are_words
    return is_placed and "type" in names and bool({"article", "text", "title"} & names)


class _Reading:
    def __init__(
        self, found: Mapping[str, Source], table: Source, notes: Notes, spool: Spool
    ) -> None:  # fmt: skip
        self._table, self._notes = table, notes
        self._articles = found.get(ARTICLES)
        self._continued = self._rest(found.get("continued"))
        self._written = table.columns()
        self._groups: dict[str, Group] = {}
        self._marks = Waiting(spool)
        self._own = OwnTables(found, notes, self._whole, spool)

    def documents(self) -> Iterator[Document]:
        for row in self._table.rows(self._notes.report):
            self._notes.report.read += 1
            row = Row(row.line, self._whole(MENTIONS, row))
            said, left = _named(row)
            self._pass(left, self._written)
            self._mention(row, said)
        if self._articles is not None:
            yield from self._beside(self._articles)
        for key, group in self._groups.items():
            if group.text:
                self._fill(group, key)
                yield from self._made(group, self._table.file)
            else:
                self._without_text(key, self._marks.count(key), group.line)
        for article, count in self._own.left():
            self._without_text(article, count, None)

    def _without_text(self, article: str, count: int, line: int | None) -> None:
        said = Message("tables.no_text", article=article[:60], count=count)
        self._notes.report.refuse(said, file=self._table.file, line=line)

    def _beside(self, articles: Source) -> Iterator[Document]:
        """Those whose text the table of articles has."""
        written = articles.columns()
        for row in articles.rows(self._notes.report):
            self._notes.report.read += 1
            row = Row(row.line, self._whole(ARTICLES, row))
            said, left = _named(row, _OF_ARTICLES)
            self._pass(left, written)
            keys = [said.get("id", ""), said.get("article", ""), said.get("title", "")]
            key = next((each for each in keys if each in self._groups), "")
            group = self._groups.pop(key, Group()) if key else Group()
            self._fill(group, key)
            group.text, group.line = said.get("text", "") or group.text, row.line
            group.about |= {name: said[name] for name in _ABOUT if name in said}
            beside = Beside()
            if self._own.told:
                beside = self._own.beside(said.get("id", ""), group, row.values)
            yield from self._made(group, articles.file, beside)

    def _made(self, group: Group, file: str, beside: Beside | None = None) -> Iterator[Document]:
        found, about = beside or Beside(), group.about
        metadata = Metadata(
            title=about.get("title", ""), publisher=about.get("publisher", ""),
            url=about.get("url", ""), published=PublishedAt(about.get("published", "")),
        )  # fmt: skip
        own = found.own or ({"records": dict(group.records)} if group.records else None)
        page = RawPage(
            text=group.text, marks=[*group.marks, *found.marks], edges=found.edges, file=file,
            line=group.line, ids=True,
            marked_in="" if file == self._table.file else self._table.file,
            name=metadata.title, metadata=metadata, own=own,
        )  # fmt: skip
        document = document_of(page, form=FORM, report=self._notes.report)
        if document is not None:
            yield self._linked(document, found) if self._own.elsewhere else document

    def _linked(self, document: Document, beside: Beside) -> Document:
        """``document`` with links to claims of other articles."""
        annotations, article = document.annotations, document.article.id
        links = tuple(replace(link, article=article) for link, _ in beside.links)
        told = {link.id: source for link, source in beside.links if source}
        return replace(
            document, elsewhere=self._own.elsewhere,
            annotations=replace(annotations, claim_links=(*annotations.claim_links, *links)),
            provenance={**document.provenance, **told},
        )  # fmt: skip

    def _mention(self, row: Row, said: Mapping[str, str]) -> None:
        """Put what a row says to its article."""
        places, type_ = _places(said), said.get("type", "")
        quote = said.get("quote") or None
        if not places and quote:
            places = _NOWHERE  # the words are looked for, and that is told
        if not places or not type_:
            self._notes.refuse(row.line, "tables.no_place")
            return
        text = said.get("text", "")
        if quote is None and said.get("article") and _is_length(text, places):
            text, quote = "", text  # of a mention, and not of the article
        key = self._grouped(row.line, text, said)
        self._notes.unproved += quote is None
        name, entity = said.get("id") or f"{row.line}", ""
        values: Values = {}
        patch: Patch = {"is": MENTION} if type_ == CLAIM else {}
        if self._own.told:
            patch, values, entity = self._own.mention(row.values)
        words = quote.replace(GAP, " ") if quote is not None else None
        self._marks.add(key, (
            name, type_, places, words, dict(values), said.get("note", ""), entity, row.line, patch,
        ))  # fmt: skip

    def _grouped(self, line: int, text: str, said: Mapping[str, str]) -> str:
        """The key of the article that a row is of, which has what it says of it: its text, where
        rows of one article have texts of their own, as sentences have."""
        key = said.get("article") or text or said.get("title", "")
        group = self._groups.get(key)
        if group is not None and text and group.text not in ("", text) and self._articles is None:
            key = text
            group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(line=line)
        group.text = group.text or text
        other = [name for name in _ABOUT if name in said
                 and group.about.setdefault(name, said[name]) != said[name]]  # fmt: skip
        self._pass([key for key in self._written if other and _OF.get(key) in other], self._written)
        return key

    def _pass(self, keys: Sequence[str], written: Mapping[str, str]) -> None:
        """Tell of columns that have no place, as they are ``written``; ours have one."""
        if keys and not self._own.told:
            self._notes.passed(sorted(written.get(key, key) for key in keys))

    def _fill(self, group: Group, key: str) -> None:
        """Give ``group`` the marks of ``key``, with what else their rows say."""
        for each in self._marks.pop(key):
            name, type_, places, words, values, note, entity, line, patch = cast("_Waiting", each)
            if patch:
                group.records[name] = patch
            group.marks.append(RawMark(
                name, type_, places, words, attributes=values, note=note, entity=entity, line=line,
            ))  # fmt: skip

    def _rest(self, found: Source | None) -> dict[tuple[str, str], dict[str, str]]:
        """What did not fit cells: by table and id, then by column."""
        rest: dict[tuple[str, str], dict[str, str]] = {}
        for row in found.rows(self._notes.report) if found is not None else ():
            said = row.values
            cells = rest.setdefault((said.get("table", ""), said.get("id", "")), {})
            column = key_of(said.get("column", ""))
            cells[column] = cells.get(column, "") + said.get("text", "")
        return rest

    def _whole(self, table: str, row: Row) -> Mapping[str, str]:
        """What a row says, with what goes on elsewhere of its cells."""
        rest = self._continued.get((table, row.values.get("id", "")))
        if rest is None:
            return row.values
        return {**row.values, **{key: row.values.get(key, "") + more for key, more in rest.items()}}


def _named(row: Row, names: Container[str] = _NAMES) -> tuple[dict[str, str], list[str]]:
    """What a row says, by those of our ``names``, and the columns that are left: of two that mean
    the same, the second."""
    found: dict[str, str] = {}
    left: list[str] = []
    for key, value in row.values.items():
        name = _OF.get(key)
        if name is None or name not in names or name in found:
            left.append(key)
        else:
            found[name] = value
    return found, left


def _is_length(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether ``text`` is as long as what is at ``places``, and does not begin the article."""
    return sum(end - start for start, end in places) == len(text) and places[0][0] > 0


def _places(said: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """``places`` as fragments, else ``start`` and ``end``; none where they are no numbers."""
    return parsed(said.get("places") or f"{said.get('start', '')}-{said.get('end', '')}")
