"""Tag all in the whole project: look first, every place in its context; then tag as one action.

Only articles that are in progress for the viewer are tagged.  In those that nobody opened yet and
in finished ones the places are counted and left to be suggested.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from juseok.core.cover import Cover
from juseok.core.model import Entity, How, Kind, Mention, Viewer
from juseok.core.names import occurrences
from juseok.core.records import to_body
from juseok.core.spans import Span
from juseok.lang.hanja import bundled_hanja
from juseok.services.bulk.kwic import Done, Looked, Progress, Row, row_of
from juseok.services.bulk.tag_all_here import free_places
from juseok.services.edits import label, quote_of
from juseok.services.staging import Staging
from juseok.store.articles import ArticleQuery
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.texts import HeldText

_ARTICLES: Final = 100
"""Articles looked through at once: a small part of a second, after which it can be stopped."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tagged everywhere: any of ``names``, as ``mention`` is tagged."""

    mention: Mention
    names: tuple[str, ...]

    @property
    def quote(self) -> str:
        return quote_of(self.mention.spans)


def wanted_of(mention: Mention, group: Collection[Entity] = ()) -> Wanted | None:
    """``mention`` by its words, the names of its entities and the hanja that stand for them;
    None for one in pieces."""
    if len(mention.spans) != 1:
        return None
    names = [mention.spans[0].quote]
    for entity in group:
        names += (entity.name, *entity.aliases)
    plain, shorts = bundled_hanja().forms(name for name in names if name.strip())
    return Wanted(mention, (*plain, *shorts))


def look(
    *,
    reader: Reader,
    viewer: Viewer,
    wanted: Wanted,
    first: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Looked]:
    """Every free place in the project, piece by piece: articles in progress before the others.

    ``first`` is the article that is read, whose places come first.  Cancelled, it ends early.
    """
    open_now = _open_now(reader, viewer, wanted)
    if first in open_now:
        open_now = [first, *(each for each in open_now if each != first)]
    held = frozenset(open_now)
    others = [each for each in reader.article_ids(viewer, ArticleQuery()) if each not in held]
    named = partial(_names_it, *bundled_hanja().forms(wanted.names))
    total, done, left_places, left_articles = len(open_now) + len(others), 0, 0, 0
    for part, is_open in (*_parts(open_now, True), *_parts(others, False)):
        if cancelled():
            return
        rows: list[Row] = []
        for text in reader.texts_holding(viewer, wanted.names, part, accept=named):
            spans = _free(text, wanted)
            if is_open:
                rows += (row_of(text, span) for span in spans)
            elif spans:
                left_places, left_articles = left_places + len(spans), left_articles + 1
        done += len(part)
        yield Looked(tuple(rows), done, total, left_places, left_articles)


def tag_rows(
    *,
    project: Project,
    wanted: Wanted,
    rows: Sequence[Row],
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done:
    """Tag ``rows`` as one action; cancelled, or where it dies, nothing of it is there.

    Places that were tagged since the look, and articles that were finished since, are passed by.
    Raises ``ProjectError`` where the project cannot be written.
    """
    project.writer.flush()  # what was tagged a moment ago counts
    staging = Staging(project, label("tag_everywhere.part"))
    by_article: dict[str, list[Span]] = {}
    for each in rows:
        by_article.setdefault(each.article, []).append(each.span)
    viewer, done, places, articles = project.viewer(), 0, 0, 0
    with project.reader() as reader:
        still_open = frozenset(_open_now(reader, viewer, wanted))
        for part, _ in _parts([each for each in by_article if each in still_open], True):
            if cancelled():
                staging.leave()
                return Done(cancelled=True)
            for text in reader.texts_holding(viewer, wanted.names, part):
                free = frozenset(_free(text, wanted))
                spans = [span for span in by_article[text.article] if span in free]
                for span in spans:
                    made = _made(project, wanted, text.article, span)
                    staging.add(made.id, Kind.MENTION, to_body(made))
                places, articles = places + len(spans), articles + bool(spans)
            done += sum(len(by_article[article]) for article in part)
            progress(done, len(rows))
    if cancelled():
        staging.leave()
        return Done(cancelled=True)
    mention = wanted.mention
    name = label(
        "tag_everywhere.all", mention.spans, type=mention.type, count=places, articles=articles
    )
    commit = staging.finish(name)
    return Done(commit and name, places, articles, len(rows) - places)


def _open_now(reader: Reader, viewer: Viewer, wanted: Wanted) -> list[str]:
    """The articles in progress.  That of the mention is one of them from its first mention on, also
    before the file says so."""
    found = reader.article_ids(viewer, ArticleQuery(states=("in_progress",)))
    own = wanted.mention.article
    if own not in found and reader.article_state(viewer, own).state == "new":
        found.insert(0, own)
    return found


def _names_it(names: tuple[str, ...], shorts: tuple[str, ...], text: str) -> bool:
    """Whether ``text`` names it anywhere: most that hold the letters do not."""
    places = bundled_hanja().places
    return any(True for name in names for _ in occurrences(text, name)) or any(
        True for short in shorts for _ in places(text, short, 0, len(text))
    )


def _free(text: HeldText, wanted: Wanted) -> tuple[Span, ...]:
    taken = Cover(span for mention in text.mentions for span in mention.spans)
    return free_places(text=text.text, names=wanted.names, taken=taken, zones=text.zones)


def _made(project: Project, wanted: Wanted, article: str, span: Span) -> Mention:
    like = wanted.mention
    return Mention(
        project.ids(), project.own_layer, article, like.type, (span,), like.entity, how=How.BULK
    )


def _parts(articles: Sequence[str], is_open: bool) -> Iterator[tuple[Sequence[str], bool]]:
    for at in range(0, len(articles), _ARTICLES):
        yield articles[at : at + _ARTICLES], is_open
