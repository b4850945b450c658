"""Suggestions as the window has them: computed behind it, shown as ghosts, one of them in hand.

A newer question drops the answer of an older one; what is tagged meanwhile is taken out at once.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.model import Article
from juseok.services.suggestions.stretch import WHOLE, holds, stretch_around
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.articleview.document import Range
from juseok.ui.ghosts import Ghosts
from juseok.ui.i18n import tr
from juseok.ui.place import Place
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.suggestion_names import KnownNames
from juseok.ui.suggestion_rules import RuleFindings
from juseok.ui.tasks import Tasks

if TYPE_CHECKING:  # loaded in a thread, when something is looked for
    from juseok.services.entities.known_names import Known
    from juseok.services.suggestions.look import Answer
    from juseok.services.suggestions.suggesting import Proposal, Suggestion

SETTING: Final = "korean.suggestions"
_PAUSE_MS: Final = 30
_LONG_PAUSE_MS: Final = 400
_SCROLL_MS: Final = 120


class Suggestions(QObject):
    """The suggestions for the article of a place; of a long one, for the part around what is seen.

    ``changed()``: there are others, or whether they are being looked for.
    ``type_given(type)``: a person pressed the key of a type on the one in hand; any of those
    that share a key stands for all of them.
    """

    changed = Signal()
    type_given = Signal(str)

    def __init__(
        self,
        session: Session,
        place: Place,
        settings: Settings,
        analyser: WindowAnalyser | None = None,
    ) -> None:
        super().__init__(place)
        self._session, self._place, self._settings = session, place, settings
        self._tasks: Tasks | None = None
        self._on = False
        self._names = KnownNames(
            session, pool=lambda: self._pool, ready=self.look, failed=self._failed
        )
        self._rules = RuleFindings(session, analyser, self)
        self._article = ""
        self._items: tuple[Suggestion, ...] = ()
        self._by_id: dict[str, Suggestion] = {}
        self._ghosts = Ghosts(session, place, self)
        self._stretch: Range = (0, 0)
        self._walk: tuple[int, Callable[[Suggestion | None], object]] | None = None
        self._walked = 0
        self._found: dict[str, Sequence[Proposal]] = {}
        self._model_words = ""
        self._round = 0
        self._under_way = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.look)
        self._scrolling = QTimer(self)
        self._scrolling.setSingleShot(True)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._follow_sight)

    def start(self) -> None:
        """Look for suggestions from now on: the window is there, with a text in it."""
        if self._on:
            return
        self._on = True
        session = self._session
        self._place.article_changed.connect(self._article_changed)
        session.annotations_changed.connect(self._annotations_changed)
        session.entities_changed.connect(self._entities_changed)
        session.scheme_changed.connect(self._later)
        self._place.brief_changed.connect(self._later)
        session.facts.changed.connect(self._facts_changed)
        self._settings.changed.connect(self._setting_changed)
        self._place.record_changed.connect(self._show_claim)
        self._place.sight_changed.connect(self._scrolling.start)
        self._rules.heard.connect(self._later)
        self._rules.wanted.connect(self._later)
        self._rules.ended.connect(self._rules_ended)
        self._rules.start()
        self._article_changed(self._place.article)

    # -- what there is

    @property
    def items(self) -> "tuple[Suggestion, ...]":
        """In text order."""
        return self._items

    @property
    def searching(self) -> bool:
        """Whether more may come."""
        return self._under_way or self._rules.asking or self._pause.isActive()

    @property
    def off(self) -> str:
        """Why there are none, in words; empty when they are looked for."""
        if not self._settings.flag(SETTING):
            return tr("Suggestions are switched off in the settings.")
        workspace = self._workspace
        if workspace is not None and workspace.article.control:
            return tr("This article is annotated without suggestions.")
        if self._session.reviewing:
            return tr("No suggestions are made in a review.")
        if self._session.read_only is not None:
            return tr("The project cannot be changed.")
        return ""

    @property
    def current(self) -> "Suggestion | None":
        """The one in hand."""
        return self._by_id.get(self._place.record)

    def get(self, suggestion: str) -> "Suggestion | None":
        return self._by_id.get(suggestion)

    def walk(self, by: int, then: "Callable[[Suggestion | None], object]") -> None:
        """Give ``then`` the one after (``by`` 1) or before (-1) that in hand or the caret.

        Round the end of the text; None when there is none.  In a long text the next may have to
        be looked for first, and ``then`` is called later, unless a person goes elsewhere.
        """
        found = self._beyond(by)
        if found is not None or self._whole:
            ends = self._items[::by][:1]
            then(found or (ends[0] if ends else None))
        elif not self.off:
            self._walk, self._walked = (by, then), 0
            self._walk_on()

    def _beyond(self, by: int) -> "Suggestion | None":
        items, held = self._items[::by], self.current
        if held is not None:
            return next(iter(items[items.index(held) + 1 :]), None)
        caret = self._place.picked.caret
        if by > 0:
            return next((each for each in items if each.start >= caret), None)
        return next((each for each in items if each.start < caret), None)

    def _walk_on(self) -> None:
        """Look at the next stretch, or say that there is none in the whole text."""
        workspace = self._workspace
        if self._walk is None or workspace is None:
            return
        by, then = self._walk
        length, (low, high) = len(workspace.text), self._stretch
        self._walked += high - low
        if self._walked > length + WHOLE:
            self._walk = None
            then(None)
            return
        at = high % length if by > 0 else (low or length) - 1
        self._stretch = stretch_around(workspace.text, at)
        self.look()

    def _end_walk(self) -> None:
        """Give who walks the first that the new stretch has; go on where it has none."""
        if self._walk is None or (not self._items and self.searching):
            return
        if not self._items:
            self._walk_on()
            return
        (by, then), self._walk = self._walk, None
        then(self._items[0 if by > 0 else -1])

    # -- what others find

    @property
    def model_words(self) -> str:
        """How the learned model is, in a sentence."""
        return self._model_words

    def tell_model(self, words: str) -> None:
        """Have ``words`` said of the learned model."""
        if words != self._model_words:
            self._model_words = words
            self.changed.emit()

    def offer(self, source: str, article: str, proposals: "Sequence[Proposal]") -> None:
        """Take in what ``source`` found in ``article``, in place of what it found before."""
        if article == self._article and proposals != self._found.get(source, ()):
            self._found[source] = tuple(proposals)
            self.look()

    # -- looking

    def look(self) -> None:
        """Look for suggestions anew, behind the window."""
        self._pause.stop()
        workspace = self._workspace
        if not self._on or workspace is None or self.off:
            self._round += 1
            self._under_way = False
            self._walk = None
            self._rules.stop()
            self._show(())
            return
        if self._stretch[1] == 0:
            self._stretch = self._around_sight(workspace)
        self._round += 1
        self._under_way = True
        if self._names.known is None:
            self._names.read()
            return
        types = self._session.scheme.entity_types
        work = partial(
            _look,
            workspace.article,
            self._names.known,
            viewer=self._session.viewer,
            types=frozenset(each.id for each in types if not each.retired),
            mentions=workspace.mentions,
            claims=workspace.claims,
            rejections=workspace.rejections,
            recent=dict(self._names.recent),
            more=self._extra(),
            stretch=self._stretch,
            relationships=workspace.relationships,
            scheme=self._session.scheme,
            brief=self._place.brief,
        )
        self._pool.run(work, partial(self._take, self._round), slot="look", failed=self._failed)

    @property
    def _pool(self) -> Tasks:
        """A thread of its own: what the project knows takes long to read, and articles open."""
        if self._tasks is None:
            self._tasks = self._session.pools.reading()
        return self._tasks

    def _extra(self) -> "list[Proposal]":
        return [*self._rules.proposals, *(one for found in self._found.values() for one in found)]

    def _take(self, number: int, found: "Answer") -> None:
        if number != self._round:
            return
        self._under_way = False
        workspace = self._workspace
        if workspace is not None:
            self._rules.ask(workspace.article, self._stretch, found.known)
        self._show(found.items)
        self._end_walk()

    def _rules_ended(self) -> None:
        self.changed.emit()
        self._end_walk()

    def _failed(self, error: BaseException) -> None:
        self._under_way = False
        self._session.error.emit(error)
        self.changed.emit()

    def _later(self) -> None:
        workspace = self._workspace
        long = workspace is not None and len(workspace.text) > WHOLE
        self._pause.start(_LONG_PAUSE_MS if long else _PAUSE_MS)

    @property
    def _workspace(self) -> ArticleWorkspace | None:
        return self._session.workspace(self._place.article)

    # -- keeping up

    def _article_changed(self, article: str) -> None:
        if article != self._article:
            self._article = article
            self._found.clear()
            self._rules.clear()
            self._stretch, self._walk = (0, 0), None
            self._show(())
            self._names.leave_article()
        self.look()

    def _annotations_changed(self, article: str, ids: frozenset[str]) -> None:
        workspace = self._workspace
        if article != self._place.article or workspace is None:
            return
        self._names.note_edit()
        if self._items:
            from juseok.services.suggestions.suggesting import (
                without,  # is loaded: there are suggestions
            )

            mentions = [each for one in ids if (each := workspace.mention(one)) is not None]
            claims = [each for one in ids if (each := workspace.claim(one)) is not None]
            refused = {each.suggestion for each in workspace.rejections}
            joined = [each for one in ids if (each := workspace.relationship(one)) is not None]
            kept = without(self._items, mentions, claims, joined)
            self._keep(tuple(each for each in kept if each.id not in refused))
        self._later()

    def _entities_changed(self, ids: frozenset[str]) -> None:
        self._names.take_entities(ids)
        self._later()

    def _facts_changed(self, article: str) -> None:
        if article == self._place.article:
            self.look()

    def _setting_changed(self, key: str) -> None:
        if key == SETTING:
            self.look()

    # -- what is seen of a long text

    @property
    def _whole(self) -> bool:
        workspace = self._workspace
        return workspace is None or self._stretch == (0, len(workspace.text))

    def _around_sight(self, workspace: ArticleWorkspace) -> Range:
        if len(workspace.text) <= WHOLE:
            return 0, len(workspace.text)
        low, high = self._place.in_sight()
        return stretch_around(workspace.text, (low + high) // 2)

    def _follow_sight(self) -> None:
        """Look at what has been scrolled to, but for what a walk scrolls on its way."""
        if self._walk is not None:
            self._scrolling.start()
            return
        workspace = self._workspace
        if workspace is None or not self._on or self._whole or not self._stretch[1]:
            return
        if not holds(self._stretch, self._place.in_sight(), length=len(workspace.text)):
            self._walk = None
            self._stretch = self._around_sight(workspace)
            self.look()

    # -- showing

    def _show(self, items: "Sequence[Suggestion]") -> None:
        """Have ``items``, and draw what is new of them."""
        if not items and not self._items:
            self.changed.emit()
            return
        held = self._place.record
        was_held = held in self._by_id
        self._items = tuple(items)
        self._by_id = {each.id: each for each in self._items}
        self._ghosts.show(self._by_id)
        if was_held and held not in self._by_id:
            self._place.take("")
        self.changed.emit()

    def _keep(self, items: "tuple[Suggestion, ...]") -> None:
        """Have but ``items`` of those there are."""
        if len(items) == len(self._items):
            return
        kept = {each.id for each in items}
        gone = [name for name in self._by_id if name not in kept]
        for name in gone:
            del self._by_id[name]
        self._items = items
        self._ghosts.drop(gone)
        if self._place.record in gone:
            self._place.take("")
        self.changed.emit()

    def _show_claim(self, record: str) -> None:
        self._ghosts.show_claim(self._by_id.get(record))


def _look(article: Article, known: "Known", _: object, __: object, **given: Any) -> "Answer":
    """In a thread of the pool, which loads what it needs."""
    from juseok.services.suggestions.look import Ask, look

    return look(Ask(article, **given), known)
