"""Zones, sentences and metadata of the open articles, kept in step with what is done to them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from juseok.core.model import Article, Kind
from juseok.core.ops import Action
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.pending_facts import facts_after
from juseok.store.reader import Reader
from juseok.store.recorder import Commit
from juseok.ui.steady import SteadyReads

_FACTS: Final = frozenset({Kind.ZONING, Kind.OCCURRENCE, Kind.SENTENCING, Kind.CONTROL})


class ArticleFacts(QObject):
    """``changed(article)``: zones, sentences or metadata of an open article are others now,
    or its help is.

    ``workspaces`` and ``flying`` are those of the session: zones change at once, with the edit;
    what the file says after a commit, an undo or a redo is read behind.
    """

    changed = Signal(str)

    def __init__(
        self,
        reads: SteadyReads,
        workspaces: Mapping[str, ArticleWorkspace],
        flying: Sequence[Action],
    ) -> None:
        super().__init__()
        self._reads = reads
        self._workspaces = workspaces
        self._flying = flying

    def apply(self, action: Action) -> None:
        """Give open articles the zones of ``action`` before the disk has them."""
        if any(change.kind in _FACTS for change in action.changes):
            for article, workspace in self._workspaces.items():
                self._take(article, facts_after(workspace.article, [action]))

    def take_commit(self, commit: Commit) -> None:
        """Read again what a commit changed."""
        told = {each.article for each in commit.changed if each.kind in _FACTS}
        self.reread(self._workspaces if commit.more else told)

    def reread_all(self) -> None:
        """Read what the file says of every open article."""
        self.reread(self._workspaces)

    def reread(self, articles: Iterable[str | None]) -> None:
        """Read what the file says of those of ``articles`` that are open."""
        for article in articles:
            if article is not None and article in self._workspaces:
                self._reads.run(
                    partial(_read, article), partial(self._took, article), slot=f"facts {article}"
                )

    def _took(self, article: str, found: Article) -> None:
        self._take(article, facts_after(found, self._flying))

    def _take(self, article: str, found: Article) -> None:
        workspace = self._workspaces.get(article)
        if workspace is not None and found != workspace.article:
            workspace.article = found
            self.changed.emit(article)


def _read(article: str, reader: Reader, _: object) -> Article:
    return reader.article(article)
