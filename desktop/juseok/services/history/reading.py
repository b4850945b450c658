"""Who did what when: read from the log page by page, and put into words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from juseok.core.errors import KnownError, SchemeError
from juseok.core.messages import LANGUAGES, render
from juseok.core.model import Kind, Viewer
from juseok.core.scheme import Scheme, with_type_names
from juseok.services.campaigns.reading import read_seal, read_team, sight_on
from juseok.services.interchange.exporting import full_viewer
from juseok.store.articles import ArticleQuery
from juseok.store.fold import Order
from juseok.store.history import decode_label
from juseok.store.past import GoneMemory
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.timeline import Entry, Question

PAGE: Final = 200
"""How many actions a list asks for at a time."""

KINDS: Final = (
    Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK, Kind.ENTITY, Kind.REMARK,
    Kind.ARTICLE_STATE, Kind.ZONING, Kind.SENTENCING, Kind.TYPE, Kind.ATTRIBUTE, Kind.CAMPAIGN,
    Kind.ASSIGNMENT, Kind.VERDICT, Kind.COMMENT, Kind.GUIDELINE, Kind.RULING,
)  # fmt: skip
"""What a history can be narrowed to."""

_LOOKED_AT: Final = 50_000
"""Actions that are looked through for one page: words that are rare must not hold up a reader."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a history is of.  ``words``: what the label holds, in either language."""

    question: Question = field(default_factory=Question)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some actions, the latest first.  ``before``: from where the next page goes on; None at the
    end of what there is."""

    entries: tuple[Entry, ...]
    before: Order | None = None


def stream(
    reader: Reader,
    viewer: Viewer,
    asked: Asked,
    *,
    memory: GoneMemory,
    before: Order | None = None,
) -> Iterator[Entry | None]:
    """The actions that are asked for, the latest first; None for each that was passed over.

    What others did in articles that the viewer is still at, blind, is passed over.
    """
    words = tuple(asked.words.strip().casefold().split())
    yield from reader.timeline.backwards(
        viewer,
        asked.question,
        memory=memory,
        before=before,
        seal=read_seal(reader, viewer.annotator),
        accept=_holding(words, scheme_of(reader)) if words else bool,
    )


def read_page(
    reader: Reader,
    viewer: Viewer,
    asked: Asked,
    *,
    memory: GoneMemory,
    before: Order | None = None,
    limit: int = PAGE,
    cancelled: Callable[[], bool] = lambda: False,
) -> Page:
    """The next ``limit`` actions from behind ``before``, or fewer where many were passed over.

    A page without entries may have a next one: whoever shows it asks on.
    """
    found: list[Entry] = []
    last = before
    for looked, entry in enumerate(
        stream(reader, viewer, asked, memory=memory, before=before), start=1
    ):
        if entry is not None:
            found.append(entry)
            last = entry.order
        if len(found) == limit or cancelled():
            return Page(tuple(found), last)
        if looked >= _LOOKED_AT and found:
            return Page(tuple(found), last)
    return Page(tuple(found))


def viewer_of(project: Project, article: str = "") -> Viewer:
    """Whose work the person at this machine may see the history of.

    All of it, but for one who annotates blind: that one's own, and of an ``article`` that is done
    what the campaign lets be seen.  One who oversees the others sees all but of an ``article``
    that is asked for blind, and not done.
    """
    with project.reader() as reader:
        team, seal = read_team(reader), read_seal(reader, project.annotator)
    own = project.viewer()
    if not team.is_blind(project.annotator):
        seen = own if team.is_sealed(own.annotator, article) else full_viewer(project)
        return replace(seen, seal=seal)
    return sight_on(team, viewer=own, article=article) if article else own


def find_article(reader: Reader, viewer: Viewer, name: str) -> str:
    """The article of that id (or the start of it, of eight letters or more) or title.

    Raises ``KnownError`` where none or several have it.
    """
    if reader.has_article(name):
        return name
    ids = reader.article_ids(viewer, ArticleQuery())
    found = [each for each in ids if len(name) >= 8 and each.startswith(name)]
    if not found:
        found = [row.id for row in reader.article_rows(viewer, ids) if row.title == name]
    if len(found) != 1:
        raise KnownError("history.no_article" if not found else "history.articles", name=name)
    return found[0]


def moment_from(text: str, *, zone: datetime | None = None) -> str:
    """A time that a person wrote, as it stands in the log: UTC, ISO 8601.

    ``2026-11-22`` is the beginning of that day here; ``2026-11-22 15:30`` a time here, unless
    it tells its zone; ``today``, ``yesterday`` and ``7d`` count from now.  Raises ``KnownError``.
    """
    now = zone or datetime.now().astimezone()
    days = {"today": 0, "오늘": 0, "yesterday": 1, "어제": 1}
    plain = text.strip().lower()
    try:
        if plain in days:
            moment = _midnight(now.date() - timedelta(days=days[plain]))
        elif plain[-1:] == "d" and plain[:-1].isdigit():
            moment = now - timedelta(days=int(plain[:-1]))
        else:
            moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.astimezone()
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise KnownError("history.no_time", text=text) from error
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"


def here(at: str) -> str:
    """A time of the log as a person reads it: date and minute, by the clock of this machine."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return at


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()


def scheme_of(reader: Reader) -> Scheme:
    """The scheme by which labels name types; one without types in a project that has none."""
    try:
        return reader.scheme()
    except SchemeError:
        return Scheme(id="")


def _holding(words: tuple[str, ...], scheme: Scheme) -> Callable[[str], bool]:
    """Whether a label, as the log has it, holds all ``words`` in one of the languages."""

    @lru_cache(maxsize=4_096)
    def holds(label: str) -> bool:
        message = with_type_names(decode_label(label)[0], scheme)
        said = [render(message, language).casefold() for language in LANGUAGES]
        return any(all(word in each for word in words) for each in said)

    return holds
