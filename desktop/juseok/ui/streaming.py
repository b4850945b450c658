"""Marks for an article view: at once for an ordinary article, from a thread for a long one.

A long article first gets the marks that are in sight.  All of them, and the cutting of the text
into blocks, come from the pool; what is edited meanwhile is shown at once and once more after
that, so that nothing is lost.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from juseok.core.scheme import Scheme
from juseok.core.sentences import LineSplitter
from juseok.services.edits import Annotation
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.document import ArticleDoc
from juseok.ui.articleview.prepared import LONG, Prepared, prepare
from juseok.ui.articleview.view import ArticleView
from juseok.ui.i18n import language
from juseok.ui.marks import all_marks, marks_of
from juseok.ui.session import Session

_MARGIN: Final = 2_000
"""Code points above and below what is in sight that get their marks at once, too."""


class MarkStream:
    """Keeps one view in step with a workspace; ``settled(ids)`` is called when a long article
    has all its marks, with what was edited while they were made."""

    def __init__(
        self, view: ArticleView, session: Session, settled: Callable[[frozenset[str]], object]
    ) -> None:
        self._view = view
        self._session = session
        self._settled = settled
        self._workspace: ArticleWorkspace | None = None
        self._splitter = view.page.splitter
        self._edited: set[str] | None = None

    @property
    def under_way(self) -> bool:
        """Whether marks are still to come."""
        return self._edited is not None

    def show_text(self, doc: ArticleDoc) -> None:
        """Show a text whose annotations are not known yet."""
        self._workspace, self._edited = None, None
        self._view.set_document(doc)

    def show(self, doc: ArticleDoc, workspace: ArticleWorkspace) -> None:
        """Show an article; its text stays where it is if it is shown already."""
        self._workspace, self._edited = workspace, None
        shown = self._view.page.doc.text is doc.text
        if len(doc.text) < LONG:
            self._view.set_document(doc, all_marks(workspace, self._scheme, language()))
            return
        if not shown:
            self._view.set_document(doc)
        low, high = self._view.sight()
        near = workspace.mentions_in(max(0, low - _MARGIN), high + _MARGIN)
        self._view.set_marks(
            mark
            for record in near
            for mark in marks_of(record, workspace, scheme=self._scheme, language=language())
        )
        self._start(workspace)

    def cut(self, splitter: LineSplitter | None) -> None:
        """Sentences with a splitter, paragraphs without."""
        self._splitter = splitter
        if self._workspace is None or len(self._view.page.doc.text) < LONG:
            self._view.set_reading_mode(splitter)
        elif splitter is not self._view.page.splitter or self.under_way:
            self._start(self._workspace)

    def note(self, ids: frozenset[str]) -> None:
        """These records were edited."""
        if self._edited is not None:
            self._edited |= ids

    @property
    def _scheme(self) -> Scheme:
        return self._session.scheme

    def _start(self, workspace: ArticleWorkspace) -> None:
        self._edited = self._edited or set()
        self._session.tasks.run(
            partial(
                _prepare,
                self._view.page.doc,
                self._splitter,
                (*workspace.mentions, *workspace.claims, *workspace.remarks),
                workspace,
                self._scheme,
                language(),
            ),
            self._take,
            slot=f"marks {id(self)}",
            first=True,
        )

    def _take(self, prepared: Prepared) -> None:
        workspace, doc = self._workspace, self._view.page.doc
        if workspace is None or self._edited is None or prepared.doc.text is not doc.text:
            return
        if prepared.doc is not doc:  # zones were corrected
            self._start(workspace)
            return
        edited, self._edited = self._edited, None
        self._view.exchange(prepared)
        self._settled(frozenset(edited))


def _prepare(
    doc: ArticleDoc,
    splitter: LineSplitter | None,
    records: tuple[Annotation, ...],
    workspace: ArticleWorkspace,
    scheme: Scheme,
    words: str,
    reader: object,
    job: object,
) -> Prepared:
    marks = (
        mark
        for record in records
        for mark in marks_of(record, workspace, scheme=scheme, language=words)
    )
    return prepare(doc, marks, splitter)
