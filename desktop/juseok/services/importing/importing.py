"""Planned pages into a project: staged in small steps, live by one step at the end.

Until that last step nothing shows, so a cancelled or crashed import leaves the project as it
was; undoing an import takes back that one step.
"""

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from juseok.core.ids import article_id, derived_id, sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Kind, Metadata, PublishedAt, Zone, ZoneRole
from juseok.core.ops import Json
from juseok.core.text import NORM_VERSION, is_blank
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.raw.items import file_name
from juseok.lang.extract import ArticleDraft
from juseok.services.importing.plan import PlannedPage
from juseok.services.staging import Staging
from juseok.store.articles import ArticleQuery
from juseok.store.content import ArticleContent, PageContent
from juseok.store.project import Project
from juseok.store.reader import Reader

_SEPARATORS: Final = {os.sep, os.altsep}
_METADATA_TEXTS: Final = (
    "title", "kicker", "publisher", "portal", "dateline_place", "section", "copyright", "url",
    "crawled_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is."""

    pages: int
    articles: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    ``files`` were read with ``pages`` texts in them (a table has one a row); ``encodings`` counts
    files.  ``articles`` are new ones, ``again`` known texts found on another page, ``unchanged``
    those that were imported from the same page before; ``lines`` names what was changed or
    refused, and where.  After a cancelled import nothing is there.
    """

    pages: int = 0
    articles: int = 0
    again: int = 0
    unchanged: int = 0
    encodings: Mapping[str, int] = field(default_factory=dict[str, int])
    lines: Report = field(default_factory=Report)
    cancelled: bool = False
    files: int = 0


def import_planned(
    *,
    project: Project,
    planned: Iterable[PlannedPage],
    report: ReportBuilder,
    roots: Sequence[Path] = (),
    progress: Callable[[ImportProgress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Write ``planned`` into ``project``; ``report`` is the one its plan was made with.

    ``roots`` are the files and folders that a person named: a page is stored under its way
    from there, for what lies above says more of this machine than of the page.
    ``progress`` is called after every page and ``cancelled`` asked before each.  Raises
    ``ProjectError`` where the project cannot be written (the disk is full): then nothing of
    the import shows either.
    """
    with _arriving(project, report, roots) as run:
        for page in planned:
            if cancelled():
                return run.stop()
            run.add(page)
            progress(run.progress)
        return run.finish()


def import_told(
    *,
    project: Project,
    read: Callable[[Callable[[Iterable[PlannedPage]], None]], ReportBuilder],
    roots: Sequence[Path] = (),
    progress: Callable[[ImportProgress], None] = lambda _: None,
) -> ImportReport:
    """As :func:`import_planned`, of pages that ``read`` hands to what it is given, some at a time,
    before it gives the report of reading them.  Whatever ends it, nothing shows."""
    report = ReportBuilder()
    with _arriving(project, report, roots) as run:

        def take(pages: Iterable[PlannedPage]) -> None:
            for page in pages:
                run.add(page)
                progress(run.progress)

        told = read(take)
        report.read += told.read
        report.lines[:0] = told.lines
        return run.finish()


@contextmanager
def _arriving(
    project: Project, report: ReportBuilder, roots: Sequence[Path]
) -> Generator["_Run", None, None]:
    """One import under way, which is given up where anything else than its end comes."""
    with project.reader() as reader:
        run = _Run(project, reader, report, roots)
        try:
            yield run
        except BaseException:
            run.stop()
            raise


class _Run:
    """One import under way: makes objects of pages, and has them staged."""

    def __init__(
        self, project: Project, reader: Reader, report: ReportBuilder, roots: Sequence[Path]
    ) -> None:
        self._project = project
        self._roots = Roots(file_name(root) for root in roots)
        self._reader = reader
        self._report = report
        self._staging = Staging(project, Message("undo.importing.part"))
        self._articles = set(reader.article_ids(project.viewer(), ArticleQuery()))
        self._fresh = not self._articles
        self._seen: set[str] = set()
        self._position = len(self._articles)
        self._pages = self._new = self._again = self._unchanged = 0
        self._files: dict[str, str] = {}

    @property
    def progress(self) -> ImportProgress:
        return ImportProgress(self._pages, self._new + self._again + self._unchanged)

    def add(self, page: PlannedPage) -> None:
        digest = sha256_hex(page.data)
        page_id = derived_id("page", digest)
        self._pages += 1
        self._files[page.file] = page.file_encoding or page.encoding
        is_known = self._is_known(page_id)
        if not is_known:
            name = self._roots.stored(page.name)
            self._staging.keep(PageContent(digest, page.data))
            self._staging.add(page_id, Kind.PAGE, _page_body(page, digest, name))
        for draft in page.extraction.articles:
            self._add_article(draft, page, page_id, known_page=is_known)

    def stop(self) -> ImportReport:
        """The import as if it had not been; what was staged never shows."""
        self._staging.leave()
        return ImportReport(lines=self._report.build(), cancelled=True)

    def finish(self) -> ImportReport:
        label = Message("undo.importing.all", articles=self._new + self._again)
        if self._new or self._again:
            self._staging.finish(label)
            self._project.writer.flush()
        else:
            self._staging.leave()
        return ImportReport(
            self._pages,
            self._new,
            self._again,
            self._unchanged,
            dict(Counter(self._files.values())),
            self._report.build(),
            files=len(self._files),
        )

    def _add_article(
        self, draft: ArticleDraft, page: PlannedPage, page_id: str, *, known_page: bool
    ) -> None:
        article = article_id(draft.text, NORM_VERSION)
        occurrence = derived_id("occurrence", article, page_id, str(draft.page_start))
        if known_page and self._is_known(occurrence):
            self._unchanged += 1
            self._report.note(Message("import.unchanged"), file=page.file, line=page.line)
            return
        self._seen.add(occurrence)
        if article in self._articles:
            self._again += 1
            self._report.note(Message("import.known_article"), file=page.file, line=page.line)
        else:
            self._new += 1
            self._articles.add(article)
            self._add_text(draft, article)
        self._position += 1
        body = occurrence_body(
            draft.metadata,
            article=article,
            page=page_id,
            place=(draft.page_start, draft.page_end),
            position=self._position,
        )
        self._staging.add(occurrence, Kind.OCCURRENCE, body)

    def _add_text(self, draft: ArticleDraft, article: str) -> None:
        body: dict[str, Json] = {"length": len(draft.text), "norm_version": NORM_VERSION}
        self._staging.keep(ArticleContent(article, draft.text, NORM_VERSION))
        self._staging.add(article, Kind.ARTICLE, body)
        zoning = derived_id("zoning", article)
        self._staging.add(zoning, Kind.ZONING, zoning_body(article, draft.zones))

    def _is_known(self, obj: str) -> bool:
        """Whether ``obj`` lives in the project or came earlier in this import.

        Looked up as rarely as may be: a look waits whenever the writer commits.
        """
        if obj in self._seen:
            return True
        self._seen.add(obj)
        if self._fresh:
            return False
        state = self._reader.fields(obj)
        return state is not None and state.live


def occurrence_body(
    metadata: Metadata, *, article: str, page: str, place: tuple[int, int], position: int
) -> dict[str, Json]:
    """The registers of an occurrence; what is not known is left out."""
    body: dict[str, Json] = {
        "article": article,
        "page": page,
        "page_start": place[0],
        "page_end": place[1],
        "position": position,
    }
    for name in _METADATA_TEXTS:
        if value := getattr(metadata, name):
            body[name] = value
    for name, items in (
        ("subtitles", metadata.subtitles),
        ("bylines", metadata.bylines),
        ("credits", metadata.credits),
    ):
        if items:
            body[name] = list(items)
    if metadata.language != "ko":
        body["language"] = metadata.language
    if metadata.extra:
        body["extra"] = dict(metadata.extra)
    return body | _moment("published", metadata.published) | _moment("modified", metadata.modified)


def zoning_body(article: str, zones: Sequence[Zone]) -> dict[str, Json]:
    """The registers of a zoning."""
    return {
        "article": article,
        "zones": [[zone.start, zone.end, zone.role.value] for zone in zones],
    }


def line_zones(text: str) -> tuple[Zone, ...]:
    """Every line that is not blank, as body: another tool says nothing of zones."""
    zones: list[Zone] = []
    start = 0
    for line in text.split("\n"):
        if line and not is_blank(line):
            zones.append(Zone(start, start + len(line), ZoneRole.BODY))
        start += len(line) + 1
    return tuple(zones)


class Roots:
    """The files and folders that a person named, to store pages under their way from there.

    >>> Roots(["/home/kim/crawl"]).stored("/home/kim/crawl/05/a.txt")
    'crawl/05/a.txt'
    >>> Roots(["/home/kim/list.csv"]).stored("/home/kim/list.csv#3")
    'list.csv#3'
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._places: dict[str, int] = {}
        for place, name in enumerate(names):
            self._places.setdefault(os.path.join(name, ""), place)

    def stored(self, name: str) -> str:
        """``name`` of a page without the folders above the first root that holds it.

        The folders of ``name`` are looked up, for ten thousands of files may have been named.
        """
        path = PurePath(name)
        if os.path.isabs(name):
            above = (name[:end] for end, sign in enumerate(name, 1) if sign in _SEPARATORS)
            inside = min((each for each in above if each in self._places),
                         key=self._places.__getitem__, default="")  # fmt: skip
            if inside:
                root = os.path.basename(inside[:-1])
                return PurePath(root, name[len(inside) :]).as_posix()
        return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def _moment(name: str, moment: PublishedAt) -> dict[str, Json]:
    if not moment.raw and moment.iso is None:
        return {}
    body: dict[str, Json] = {f"{name}_raw": moment.raw, f"{name}_precision": moment.precision}
    return body | ({f"{name}_iso": moment.iso} if moment.iso else {})


def _page_body(page: PlannedPage, digest: str, name: str) -> dict[str, Json]:
    changes: list[Json] = [str(message.code) for message in page.changes]
    body: dict[str, Json] = {
        "name": name,
        "encoding": page.encoding,
        "sha256": digest,
        "size": len(page.data),
        "norm_version": NORM_VERSION,
    }
    report: dict[str, Json] = {"changes": changes} if changes else {}
    if page.origin:  # what is kept of a document is what one sees of it
        report |= {"file_sha256": page.origin, "file_encoding": page.file_encoding}
    return body | ({"report": report} if report else {})
