"""What the rules find in an article, for suggestions: asked once, heard piece by piece."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from juseok.core.errors import AnalyserGone
from juseok.core.model import Article
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.articleview.document import Range
from juseok.ui.session import Session

if TYPE_CHECKING:  # loaded in a thread, when something is looked for
    from juseok.services.entities.known_names import Known
    from juseok.services.suggestions.suggesting import Proposal

_Question: TypeAlias = tuple[str, str, int, int]
"""An article, the version of the names, and the stretch that is looked at."""


class RuleFindings(QObject):
    """The findings on one stretch of one article; the answer to an older question is dropped.

    ``heard()``: there are more.  ``ended()``: no more will come.  ``wanted()``: the analyser is
    back, or was switched on, and owes an answer.
    """

    heard = Signal()
    ended = Signal()
    wanted = Signal()

    def __init__(
        self, session: Session, analyser: WindowAnalyser | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self.analyser = session, analyser
        self.proposals: Sequence[Proposal] = ()
        self.asking = False
        """Whether more may come."""
        self._asked: _Question | None = None
        self._refused = False

    def start(self) -> None:
        """Follow the analyser from now on."""
        if self.analyser is not None:
            self.analyser.changed.connect(self.take_analyser)

    def stop(self) -> None:
        """Hear no answer that is under way."""
        self.asking, self._asked = False, None

    def clear(self) -> None:
        """Another article comes."""
        self.stop()
        self._refused = False
        self.proposals = ()

    def ask(self, article: Article, stretch: Range, known: "Known") -> None:
        """Have the analyser look at ``stretch`` of ``article``, once for what is known."""
        if self.analyser is None:
            return
        from juseok.services.suggestions.candidates import JOB  # is loaded: a thread has looked
        from juseok.services.suggestions.sources import bylines

        low, high = stretch
        asked = (article.id, known.names.version, low, high)
        if self._asked == asked:
            return
        self._asked, self.proposals = asked, ()
        payload = {
            "text": article.text[low:high],
            "at": low,
            "published": article.metadata.published.iso,
            "skip": bylines(article.text[low:high]),
        }
        self.asking = True
        self.analyser.ask(
            JOB,
            payload,
            partial(self._end, asked),
            heard=partial(self._hear, asked),
            failed=partial(self._fail, asked),
            names=known.names,
            slot=f"suggestions {id(self)}",
        )

    def _hear(self, asked: _Question, items: Sequence[Any]) -> None:
        """Some of what the rules found."""
        if asked != self._asked or not items:
            return
        from juseok.services.suggestions.candidates import proposals

        types = frozenset(each.id for each in self._session.scheme.entity_types)
        self.proposals = [*self.proposals, *proposals(items, types)]
        self.heard.emit()

    def _end(self, asked: _Question, _: object) -> None:
        if asked == self._asked:
            self.asking = False
            self.ended.emit()

    def _fail(self, asked: _Question, error: BaseException) -> None:
        """What the project knows is suggested all the same."""
        self._end(asked, None)
        if not isinstance(error, AnalyserGone):
            self._session.error.emit(error)
        elif asked == self._asked:
            self._refused = True

    def take_analyser(self) -> None:
        """The analyser came, went or was switched: it may owe an answer on this article."""
        if self._refused and self.analyser is not None and self.analyser.ready:
            self._refused, self._asked = False, None
            self.wanted.emit()
