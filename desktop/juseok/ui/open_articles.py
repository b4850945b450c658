"""The articles of a session that are in memory: edited at once, and kept as the file has them."""

from collections.abc import Callable, Collection, Iterable, Sequence

from juseok.core.model import Article, ArticleAnnotations, Mention, Viewer
from juseok.core.ops import Action
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.pending_facts import facts_after
from juseok.store.reader import Reader
from juseok.store.recorder import Commit
from juseok.ui.facts import ArticleFacts
from juseok.ui.opening import Opener
from juseok.ui.steady import SteadyReads
from juseok.ui.tasks import Tasks


class OpenArticles:
    """``first(article)``: the text of a long article was read; ``ready(id)``: all of any;
    ``changed(id, records)``: records of an open article are others now.

    ``flying`` are the edits that are not on disk yet, which belong to the session.
    """

    def __init__(
        self,
        tasks: Tasks,
        reads: SteadyReads,
        viewer: Viewer,
        flying: Sequence[Action],
        *,
        first: Callable[[Article], object],
        ready: Callable[[str], object],
        changed: Callable[[str, frozenset[str]], object],
    ) -> None:
        self._reads, self._viewer, self._flying = reads, viewer, flying
        self._ready, self._changed = ready, changed
        self._held: dict[str, ArticleWorkspace] = {}
        self._on_screen: frozenset[str] = frozenset()
        self._opener = Opener(tasks, viewer, first=first, done=self._take)
        self.facts = ArticleFacts(reads, self._held, flying)

    # -- which

    def get(self, article: str) -> ArticleWorkspace | None:
        return self._held.get(article)

    def open(self, article: str, *, ahead: bool = False) -> None:
        """Read an article with its annotations; ``ready`` is called when it is there.

        ``ahead``: nobody waits for it yet.
        """
        if article in self._held:
            self._ready(article)
        else:
            self._opener.open(article, ahead=ahead)

    def _take(self, workspace: ArticleWorkspace, stale: bool) -> None:
        for action in self._flying:
            workspace.apply(action)
        workspace.article = facts_after(workspace.article, self._flying)
        article = workspace.article.id
        self._held[article] = workspace
        self._ready(article)
        if stale:
            self.reread([article])
            self.facts.reread([article])

    def show(self, articles: Iterable[str]) -> None:
        """Which a person sees; others are let go when nothing of theirs is unsaved."""
        self._on_screen = frozenset(articles)
        for article in list(self._held):
            if article not in self._on_screen and not self._held[article].pending:
                del self._held[article]

    def is_shown(self, article: str) -> bool:
        """Whether a person sees it."""
        return article in self._on_screen

    def look_as(self, viewer: Viewer) -> None:
        """Read as ``viewer`` from now on; what was open is let go."""
        self._viewer = viewer
        self._opener.look_as(viewer)
        self._held.clear()

    # -- edits

    def prove(self, action: Action) -> None:
        """Raise ``KnownError`` when a span of ``action`` does not hold in an open article."""
        for workspace in self._held.values():
            workspace.prove(action)

    def apply(self, action: Action) -> list[tuple[str, frozenset[str]]]:
        """Do ``action`` in memory; the articles that have it, with the records that changed."""
        touched = [(article, held.apply(action)) for article, held in self._held.items()]
        return [(article, ids) for article, ids in touched if ids]

    def settle(self, action: Action) -> None:
        """The oldest edit is on disk, or was refused."""
        for workspace in self._held.values():
            if workspace.pending and workspace.pending[0] is action:
                workspace.settle()

    def take_commit(self, commit: Commit) -> None:
        """Something was saved, by whomever: what is being read may lack it."""
        self._opener.take_commit(commit)

    # -- as the file has them

    def reread_all(self) -> None:
        """Read the records of every open article again."""
        self.reread(self._held)

    def reread(self, articles: Iterable[str]) -> None:
        """Read the records of those of ``articles`` that are open again."""
        for article in articles:
            if article in self._held:
                self._reads.run(
                    lambda reader, _, article=article: reader.linked_annotations(
                        self._viewer, article
                    ),
                    lambda found, article=article: self._replace(article, found),
                    slot=f"annotations {article}",
                )

    def _replace(self, article: str, found: ArticleAnnotations) -> None:
        workspace = self._held.get(article)
        ids = workspace.replace(found) if workspace is not None else None
        if ids:
            self._changed(article, ids)

    def mentions_of(
        self, entities: Collection[str], done: Callable[[list[Mention]], object]
    ) -> None:
        """Give ``done`` the own mentions of ``entities`` everywhere, with what is not saved yet."""
        wanted, viewer = tuple(entities), self._viewer

        def read(reader: Reader, _: object) -> list[Mention]:
            return [each for entity in wanted for each in reader.mentions_of(viewer, entity)]

        def deliver(saved: list[Mention]) -> None:
            found = [each for each in saved if each.article not in self._held]
            for workspace in self._held.values():
                found += (each for entity in wanted for each in workspace.mentions_of(entity))
            done([each for each in found if each.layer == viewer.own_layer])

        self._reads.run(read, deliver, slot=f"mentions of {wanted}")
