"""The search under way: what is looked for, what was found so far, and which of it is at hand."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from juseok.core.errors import KnownError
from juseok.services.search.query import Query, parse
from juseok.services.search.searching import Found, Page, meeting, search
from juseok.store.reader import Reader
from juseok.store.search_index import IndexGone, SearchIndex
from juseok.ui.analyser import NOW
from juseok.ui.context import PanelContext
from juseok.ui.search_keeper import LEMMAS, SearchKeeper
from juseok.ui.tasks import Job

_PAUSE_MS: Final = 150
_LEMMA_S: Final = 0.3
_TOLD: Final = list[list[tuple[str, int, int]]]


class Searcher(QObject):
    """``begun()``: a new search; ``found(list)``: more places; ``changed()``: how far it is.

    ``wanted(text)``: show this search in the field.  ``moved(row)``: that place is at hand.
    """

    begun = Signal()
    found = Signal(object)
    changed = Signal()
    wanted = Signal(str)
    moved = Signal(int)
    _paged = Signal(int, object)

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context.session)
        self._context = context
        self._session = context.session
        self.keeper = SearchKeeper.of(context)
        self.written = ""
        self.rows: list[Found] = []
        self.row = -1
        self.page: Page | None = None
        """The last page that came."""
        self.busy = False
        self.asked: tuple[Query, Mapping[str, Sequence[str]]] | None = None
        """The search that was made last, with the lemmas of its words; None: there is none."""
        self.error: KnownError | None = None
        self._number = 0
        self._job: Job[Any] | None = None
        self._go_when_found = False
        self._record: tuple[str, str] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.run)
        self._paged.connect(self._take, Qt.ConnectionType.QueuedConnection)
        context.session.closing.connect(self._pause.stop)
        context.place.article_changed.connect(self._arrived)

    @classmethod
    def of(cls, context: PanelContext) -> "Searcher":
        """That of the open project; made when it is first asked for."""
        found = context.session.findChild(cls)
        return found if found is not None else cls(context)

    # -- looking

    def write(self, written: str) -> None:
        """Look for ``written`` after a pause in the typing."""
        if written.strip() == self.written.strip():
            return
        self.written = written
        self._pause.start()

    def run(self) -> None:
        """Look for what is written, at once."""
        self._pause.stop()
        self._number += 1
        if self._job is not None:
            self._job.cancel()
        self.rows, self.row, self.page, self.error, self.asked = [], -1, None, None, None
        query = self._read()
        self.busy = query is not None and not query.empty
        self.begun.emit()
        self.changed.emit()
        if query is not None and self.busy:
            self._with_lemmas(query, self._number)

    def _read(self) -> Query | None:
        try:
            return parse(self.written)
        except KnownError as error:
            self.error = error
            return None

    def _with_lemmas(self, query: Query, number: int) -> None:
        """Have the words' lemmas told, where somebody can tell at once, and search."""
        words = [term.text for term in query.terms if not term.exact]
        analyser = self._context.analyser
        if not words or not query.lemmas or analyser is None or not analyser.ready:
            self._search(query, {}, number)
            return

        def told(lemmas: Sequence[Sequence[tuple[str, int, int]]]) -> None:
            self._search(query, _whole(words, lemmas), number)

        analyser.ask(
            LEMMAS, words, told, failed=lambda _: self._search(query, {}, number),
            answer=_TOLD, urgency=NOW, deadline=_LEMMA_S, slot="search words",
        )  # fmt: skip

    def _search(
        self, query: Query, lemmas: Mapping[str, Sequence[str]], number: int, *, index: bool = True
    ) -> None:
        if number != self._number:
            return
        self.asked = query, lemmas
        session, path, tell = self._session, self.keeper.path, self._paged.emit
        viewer, scheme = session.viewer, session.scheme

        def work(reader: Reader, job: Job[None]) -> None:
            held = SearchIndex.reading(path) if index else None
            try:
                pages: Iterator[Page] = search(
                    reader=reader, index=held, viewer=viewer, query=query, scheme=scheme,
                    lemmas=lemmas, cancelled=job.cancelled.is_set,
                )  # fmt: skip
                for page in pages:
                    tell(number, page)
            finally:
                if held is not None:
                    held.close()

        def failed(error: BaseException) -> None:
            if isinstance(error, IndexGone) and index:
                self.keeper.renew(error)
                self.rows, self.page = [], None
                self.begun.emit()
                self._search(query, lemmas, number, index=False)
            else:
                self._failed(error)

        self._job = session.tasks.run(work, lambda _: self._end(number), failed=failed)

    def _take(self, number: int, page: Page) -> None:
        if number != self._number:
            return
        self.page = page
        self.rows += page.found
        if page.found:
            self.found.emit(page.found)
        self.changed.emit()
        if self._go_when_found and self.rows:
            self._go_when_found = False
            self.go(0)

    def _end(self, number: int) -> None:
        if number == self._number:
            self.busy, self._go_when_found = False, False
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.busy = False
        if isinstance(error, KnownError):
            self.error = error
            self.changed.emit()
        else:
            self._session.error.emit(error)

    @property
    def articles(self) -> Callable[[Reader], list[str]] | None:
        """Reads every article that meets the search that was made last; None: there is none."""
        if self.asked is None:
            return None
        query, lemmas = self.asked
        viewer, scheme, path = self._session.viewer, self._session.scheme, self.keeper.path

        def read(reader: Reader) -> list[str]:
            with contextlib.ExitStack() as ends:
                held: SearchIndex | None = None
                with contextlib.suppress(IndexGone):  # slower without it, but the same
                    held = SearchIndex.reading(path)
                if held is not None:
                    ends.callback(held.close)
                steps = meeting(
                    reader=reader, index=held, viewer=viewer, query=query, scheme=scheme,
                    lemmas=lemmas,
                )  # fmt: skip
                return [each.article for step in steps for each in step.articles]

        return read

    # -- going there

    def go_first(self) -> None:
        """Go to the place at hand, else to the first, be it still to be found."""
        if self._pause.isActive():
            self.run()
        if self.rows:
            self.go(max(self.row, 0))
        else:
            self._go_when_found = self.busy

    def hold(self, row: int) -> None:
        """Have a place at hand without going there."""
        self.row = row

    def step(self, by: int) -> bool:
        """Go to the next place (1) or the one before (-1); False: there are none."""
        if not self.rows:
            return False
        self.go((self.row + by) % len(self.rows) if self.row >= 0 else 0 if by > 0 else -1)
        return True

    def go(self, row: int) -> None:
        """Show a place in its article, and have what is annotated there in hand."""
        self.row = row % len(self.rows)
        found = self.rows[self.row]
        self.moved.emit(self.row)
        place = self._context.place
        self._record = (found.article, found.record) if found.record else None
        place.go(found.article, found.start, found.end)
        if place.article == found.article:
            self._arrived(found.article)
        place.focus_text()

    def _arrived(self, article: str) -> None:
        wanted, self._record = self._record, None
        workspace = self._session.workspace(article)
        if wanted is not None and wanted[0] == article and workspace is not None:
            if workspace.get(wanted[1]) is not None:
                self._context.place.take(wanted[1])
        elif wanted is not None and wanted[0] != article:
            self._record = wanted if article == "" else None


def _whole(
    words: Sequence[str], lemmas: Sequence[Sequence[tuple[str, int, int]]]
) -> dict[str, list[str]]:
    """The lemmas of those words that are one verb or adjective from end to end."""
    return {
        word: [lemma for lemma, start, end in found if (start, end) == (0, len(word))]
        for word, found in zip(words, lemmas, strict=True)
    }
