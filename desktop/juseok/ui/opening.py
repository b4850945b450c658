"""Reading an article for the window: a long one in two steps, its text before its records.

What a commit changes while an article is being read may be missing from what was read; the
workspace is then told to be stale, and whoever takes it reads its annotations once more.
"""

from collections.abc import Callable
from functools import partial

from juseok.core.model import Article, Kind, Viewer
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.store.reader import Reader
from juseok.store.recorder import Commit
from juseok.ui.articleview.prepared import LONG
from juseok.ui.tasks import Job, Tasks

_Read = tuple[Article, ArticleWorkspace | None]


class Opener:
    """``first(article)``: the text of a long article; ``done(workspace, stale)``: all of any.

    Both are called on the GUI thread; records are read and ordered in the pool.
    """

    def __init__(
        self,
        tasks: Tasks,
        viewer: Viewer,
        *,
        first: Callable[[Article], object],
        done: Callable[[ArticleWorkspace, bool], object],
    ) -> None:
        self._tasks = tasks
        self._viewer = viewer
        self._first = first
        self._done = done
        self._reading: dict[str, Job[_Read]] = {}
        self._ahead: set[str] = set()
        self._stale: set[str] = set()

    def open(self, article: str, *, ahead: bool = False) -> None:
        """Read ``article``, unless that is under way; an error goes the way of all jobs.

        ``ahead``: after what a person waits for.
        """
        if article not in self._reading:
            if ahead:
                self._ahead.add(article)
            self._run(partial(self._read, article), partial(self._take_text, article), article)
        elif not ahead and article in self._ahead:
            self._ahead.discard(article)
            self._tasks.hurry(self._reading[article])

    def look_as(self, viewer: Viewer) -> None:
        """Read with another ``viewer`` from now on; what is being read is stale."""
        self._viewer = viewer
        self._stale |= self._reading.keys()

    def take_commit(self, commit: Commit) -> None:
        """Something was saved while articles are being read."""
        changed = {each.article for each in commit.changed}
        # A link between claims belongs to two articles, and is told of one.
        linked = any(each.kind == Kind.CLAIM_LINK for each in commit.changed)
        reading = self._reading.keys()
        self._stale |= reading if commit.more or linked else reading & changed

    def _run(
        self,
        run: Callable[[Reader, object], _Read],
        done: Callable[[_Read], object],
        article: str,
    ) -> None:
        def failed(error: BaseException) -> None:
            self._forget(article)
            self._tasks.failed.emit(error)

        first = article not in self._ahead
        self._reading[article] = self._tasks.run(run, done, failed=failed, first=first)

    def _read(self, article: str, reader: Reader, _: object) -> _Read:
        found = reader.article(article)
        if len(found.text) >= LONG:
            return found, None
        return found, self._workspace(found, reader)

    def _workspace(self, article: Article, reader: Reader) -> ArticleWorkspace:
        annotations = reader.linked_annotations(self._viewer, article.id)
        return ArticleWorkspace(article=article, annotations=annotations)

    def _take_text(self, article: str, found: _Read) -> None:
        about, workspace = found
        if workspace is not None:
            self._take(article, workspace)
            return
        self._first(about)
        self._run(
            lambda reader, _: (about, self._workspace(about, reader)),
            lambda read: self._take(article, read[1]),
            article,
        )

    def _take(self, article: str, workspace: ArticleWorkspace | None) -> None:
        assert workspace is not None
        self._done(workspace, self._forget(article))

    def _forget(self, article: str) -> bool:
        """The reading is over; whether something was saved meanwhile."""
        stale = article in self._stale
        self._stale.discard(article)
        self._ahead.discard(article)
        self._reading.pop(article, None)
        return stale
