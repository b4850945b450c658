"""What the article list asks of the file: ids in order, and the rows of those on screen."""

from collections.abc import Callable, Sequence

from juseok.core.model import Viewer
from juseok.store.reader import ArticleQuery, ArticleRow, Reader
from juseok.ui.models.article_list import PAGE
from juseok.ui.tasks import Tasks


class ArticleReads:
    """An :class:`~juseok.ui.models.article_list.ArticleSource` over the readers of a project."""

    def __init__(self, tasks: Tasks, viewer: Viewer) -> None:
        self._tasks = tasks
        self.viewer = viewer

    def find_articles(
        self, query: ArticleQuery, done: Callable[[list[str], list[ArticleRow]], object]
    ) -> None:
        """Ids of ``query`` and the first rows; only the newest query of the list answers."""

        def read(reader: Reader, _: object) -> tuple[list[str], list[ArticleRow]]:
            ids = reader.article_ids(self.viewer, query)
            return ids, reader.article_rows(self.viewer, ids[:PAGE])

        self._tasks.run(read, lambda found: done(*found), slot="article list")

    def article_rows(self, ids: Sequence[str], done: Callable[[list[ArticleRow]], object]) -> None:
        """The rows of ``ids``, each query answered in its turn."""
        wanted = list(ids)
        self._tasks.run(lambda reader, _: reader.article_rows(self.viewer, wanted), done)
