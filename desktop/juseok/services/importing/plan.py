"""From files to articles, before anything touches a project: read, decode, normalise, extract.

The plan is a stream, so a preview can show the first pages while the rest are read; nothing
here knows the store.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias

from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.core.model import Metadata, ZoneRole
from juseok.core.text import Normalised, check_article_text, normalise
from juseok.formats.base import ReportBuilder, ReportLine
from juseok.formats.raw.columns import EXTRA, ColumnMap
from juseok.formats.raw.csv_reader import CsvReader
from juseok.formats.raw.documents import DocumentFileReader
from juseok.formats.raw.endings import ending_of
from juseok.formats.raw.items import ImportItem, file_name
from juseok.formats.raw.jsonl_reader import JsonlReader, is_native
from juseok.formats.raw.tables import (
    TablePreview,
    TableReader,
    file_key,
    metadata_by_file,
    preview_table,
)
from juseok.formats.raw.textfile import TextFileReader, walk
from juseok.formats.raw.xlsx_reader import XlsxReader
from juseok.lang.extract import ArticleDraft, Extraction, extract, extract_article
from juseok.lang.extract.dates import DATE, parse_date
from juseok.lang.extract.edit import replace, rezone
from juseok.lang.extract.laid_out import extract_laid_out
from juseok.lang.extract.lines import WRITTEN, look_of
from juseok.lang.extract.tables import PORTALS

_HEAD: Final = 4096
_TEXTS: Final = (
    "title", "kicker", "publisher", "portal", "section", "url", "crawled_at", "language",
)  # fmt: skip
_ROLES: Final = re.compile(r"\s?(?:선임|전문|인턴)?(?:기자|특파원|reporter)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person chose; the defaults guess everything.

    ``encoding`` where files are neither UTF-8 nor CP949; ``columns`` of tables; ``metadata``
    by file (:func:`load_metadata`); ``whole`` takes each text as one article without looking.
    """

    encoding: str | None = None
    columns: ColumnMap | None = None
    metadata: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page to import, with its articles as they would be made; a preview may change them.

    ``encoding`` is that of ``data``, ``file_encoding`` that of the file it came from.
    ``changes`` says what normalising changed; offsets of ``extraction`` are code points of the
    normalised text.  ``origin`` is the SHA-256 of a file whose bytes are not ``data``.
    """

    file: str
    name: str
    line: int | None
    data: bytes
    encoding: str
    extraction: Extraction
    changes: tuple[Message, ...] = ()
    file_encoding: str = ""
    origin: str = ""


Readers: TypeAlias = tuple[TextFileReader, JsonlReader, CsvReader, XlsxReader, DocumentFileReader]


def plan_import(
    paths: Sequence[Path], options: ImportOptions, *, report: ReportBuilder
) -> Iterator[PlannedPage]:
    """The pages of files and folders, in order; what cannot be read goes into ``report``."""
    for item in _items(paths, options, report):
        result = plan_page(item, options)
        if isinstance(result, ReportLine):
            report.lines.append(result)
            continue
        for change in result.changes:
            report.change(change, file=result.file, line=result.line)
        yield result


def preview_columns(path: Path, *, encoding: str | None = None) -> TablePreview:
    """The columns and first rows of a table; raises ``FormatError`` where there are none."""
    return preview_table(_table_reader(path, encoding), path)


def load_metadata(
    path: Path, *, report: ReportBuilder, columns: ColumnMap | None = None
) -> dict[str, dict[str, str]]:
    """Metadata by file name from a CSV or JSON lines table, for :class:`ImportOptions`.

    Raises ``FormatError`` where the table cannot be read or names no files.
    """
    return metadata_by_file(_table_reader(path, None), path, report=report, columns=columns)


def with_table(page: PlannedPage, metadata: Mapping[str, Mapping[str, str]]) -> PlannedPage:
    """``page`` with what a table (:func:`load_metadata`) says of its file; itself if nothing."""
    given = metadata.get(file_key(page.file))
    if not given:
        return page
    extraction = _with_given(page.extraction, given)
    same = extraction == page.extraction
    return page if same else dataclasses.replace(page, extraction=extraction)


def plan_page(item: ImportItem, options: ImportOptions) -> PlannedPage | ReportLine:
    """One page from one raw text; a line of the report where it can be no article."""
    found = normalise(item.text)
    try:
        check_article_text(found.text)
    except TextError as error:
        return ReportLine(error.message, item.file, item.line)
    given = {**options.metadata.get(file_key(item.file), {}), **item.given}
    if options.whole:
        extraction = _whole(found.text)
    elif item.layout is not None:
        extraction = extract_laid_out(found.text, item.layout, is_article=item.is_article)
    elif item.is_article:
        extraction = extract_article(found.text, title=given.get("title", ""))
    else:
        extraction = extract(found.text)
    if item.known:
        extraction = _with_known(extraction, item.known)
    return PlannedPage(
        item.file,
        item.name,
        item.line,
        item.data,
        item.encoding,
        _with_given(extraction, given) if given else extraction,
        _changes(item, found),
        item.file_encoding or item.encoding,
        item.origin,
    )


def _items(
    paths: Sequence[Path], options: ImportOptions, report: ReportBuilder
) -> Iterator[ImportItem]:
    text, jsonl, table, book, documents = readers = _readers(options)
    extensions = tuple(chain.from_iterable(reader.extensions for reader in readers))
    for path in paths:
        for file in walk(path, report=report, extensions=extensions):
            ending = ending_of(file, extensions)
            try:
                if ending in jsonl.extensions:
                    _refuse_native(file)
                    yield from jsonl.read(file, report=report)
                elif ending in table.extensions:
                    yield from table.read(file, report=report)
                elif ending in book.extensions:
                    yield from book.read(file, report=report)
                elif ending in documents.extensions:
                    yield from documents.read(file, report=report)
                else:
                    yield from text.read(file, report=report)
            except (FormatError, TextError) as error:
                report.refuse(error.message, file=file_name(file))


def _readers(options: ImportOptions) -> Readers:
    return (
        TextFileReader(options.encoding),
        JsonlReader(options.columns, options.encoding),
        CsvReader(options.columns, options.encoding),
        XlsxReader(options.columns),
        DocumentFileReader(options.encoding),
    )


def _table_reader(path: Path, encoding: str | None) -> TableReader:
    _, jsonl, table, book, _ = _readers(ImportOptions(encoding))
    known = (*jsonl.extensions, *table.extensions, *book.extensions)
    ending = ending_of(path, known)
    if ending in jsonl.extensions:
        return jsonl
    return book if ending in book.extensions else table


def _refuse_native(path: Path) -> None:
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return  # the reader says why
    if is_native(head):
        raise FormatError("import.native", file=file_name(path))


def _changes(item: ImportItem, found: Normalised) -> tuple[Message, ...]:
    counts = found.counts()
    changes: list[Message] = []
    if item.bom or counts.get("bom"):
        changes.append(Message("import.bom"))
    for code, count in (
        ("import.newlines", counts.get("newline", 0)),
        ("import.jamo", counts.get("jamo", 0)),
        ("import.recomposed", item.recomposed),
    ):
        if count:
            changes.append(Message(code, count=count))
    return tuple(changes)


def _whole(text: str) -> Extraction:
    """The whole page as one article of nothing but body."""
    start = len(text) - len(text.lstrip("\n"))
    end = len(text.rstrip())
    draft = ArticleDraft(text[start:end], start, end, Metadata())
    for line in [0, *(m.end() for m in re.finditer("\n", draft.text))]:
        draft = rezone(draft, line, ZoneRole.BODY)
    return Extraction(text, (dataclasses.replace(draft, doubts=()),))


def _with_known(page: Extraction, known: Mapping[str, str]) -> Extraction:
    """``page`` with what its file says of itself, wherever its text says nothing."""
    told = dict(known)
    publisher = told.get("publisher", "")
    portal = next((name for name, words in PORTALS if publisher.startswith((name, *words))), "")
    if portal:
        told["portal"] = portal
        del told["publisher"]
    if told.get("language", "").startswith("ko"):
        del told["language"]
    if len(page.articles) != 1:
        of_one = ("title", "bylines", "published", "modified", "section")
        told = {name: value for name, value in told.items() if name not in of_one}
    for index, draft in enumerate(page.articles):
        about = draft.metadata
        there = {
            "published": about.published.raw, "modified": about.modified.raw,
            "publisher": about.publisher, "portal": about.portal, "title": about.title,
            "section": about.section, "bylines": about.bylines, "url": about.url,
        }  # fmt: skip
        lacking = {name: value for name, value in told.items() if not there.get(name)}
        page = _with_given(page, lacking, only=index, evidence="file")
    return page


def _with_given(
    page: Extraction,
    given: Mapping[str, str],
    *,
    only: int | None = None,
    evidence: str = "column",
) -> Extraction:
    """``page`` with metadata from columns; a title only where it has one article.

    ``only``: of the article with this number; ``evidence``: what a publisher is known by.
    """
    single = len(page.articles) == 1
    for index, draft in enumerate(page.articles):
        if only not in (None, index):
            continue
        title = given.get("title", "") if single else ""
        if title and draft.metadata.title and title.split() != draft.metadata.title.split():
            # The column has the title; what looked like one is the first line of the text.
            at = next(zone.start for zone in draft.zones if zone.role == ZoneRole.TITLE)
            is_sentence = look_of(draft.metadata.title) in WRITTEN
            draft = rezone(draft, at, ZoneRole.BODY if is_sentence else ZoneRole.SUBTITLE)
        metadata = _told(draft.metadata, given, single=single, evidence=evidence)
        doubts = tuple(m for m in draft.doubts if not _settled(m, metadata))
        changed = dataclasses.replace(draft, metadata=metadata, doubts=doubts)
        page = replace(page, index, changed)
    return page


def _told(metadata: Metadata, given: Mapping[str, str], *, single: bool, evidence: str) -> Metadata:
    values: dict[str, Any] = {name: given[name] for name in _TEXTS if given.get(name)}
    if "publisher" in values:
        values["extra"] = {**metadata.extra, "publisher_evidence": evidence}
    extra = {
        name.removeprefix(EXTRA): value for name, value in given.items() if name.startswith(EXTRA)
    }
    if extra:
        values["extra"] = {**metadata.extra, **values.get("extra", {}), **extra}
    if given.get("subtitle"):
        values["subtitles"] = (given["subtitle"],)
    if given.get("bylines"):
        names = re.split(r"[,;·/|]\s?", given["bylines"])
        values["bylines"] = tuple(_ROLES.sub("", name.strip()) for name in names if name.strip())
    for name in ("published", "modified"):
        if raw := given.get(name):
            found = DATE.search(raw)
            known = parse_date(found[0] if found else raw)
            values[name] = dataclasses.replace(known, raw=raw)
    if not single:
        for name in ("title", "subtitles", "bylines"):
            values.pop(name, None)
    return dataclasses.replace(metadata, **values)


def _settled(doubt: Message, metadata: Metadata) -> bool:
    """Whether the columns answered ``doubt``."""
    match doubt.code:
        case "extract.no_title" | "extract.title_uncertain":
            return bool(metadata.title)
        case "extract.no_date":
            return bool(metadata.published.raw)
        case "extract.date_without_year":
            return metadata.published.iso is not None
        case _:
            return False
