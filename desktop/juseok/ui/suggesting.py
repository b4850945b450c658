"""Suggestions as the window has them: computed behind it, shown as ghosts, one of them in hand.

What the project knows is read once and kept up with what is done here.  A newer question drops
the answer of an older one; what is tagged meanwhile is taken out at once.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.errors import AnalyserGone
from juseok.core.model import Article, Entity
from juseok.services.annotating import ArticleWorkspace
from juseok.store.reader import Reader
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.articleview.document import Mark, MarkSort
from juseok.ui.i18n import language, tr
from juseok.ui.place import Place
from juseok.ui.session import Session
from juseok.ui.settings import Settings

if TYPE_CHECKING:  # loaded in a thread, when something is looked for
    from juseok.services.known_names import Known
    from juseok.services.suggesting import Proposal, Suggestion
    from juseok.services.suggestion_look import Answer

SETTING: Final = "korean.suggestions"
_PAUSE_MS: Final = 30
_LONG_PAUSE_MS: Final = 400
_LONG: Final = 100_000
_QUICK_S: Final = 0.5
"""What takes longer to read is not read again for each article."""
_PORTION: Final = 400
"""Ghosts that are put into the text at once."""


class Suggestions(QObject):
    """The suggestions for the article of a place.

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
        self._analyser = analyser
        self._asked: tuple[str, str] | None = None
        self._analysing = False
        self._claim = ""
        self._session, self._place, self._settings = session, place, settings
        self._on = False
        self._known: Known | None = None
        self._recent: dict[str, Entity | None] = {}
        self._edited = False
        self._took = 0.0
        self._article = ""
        self._items: tuple[Suggestion, ...] = ()
        self._by_id: dict[str, Suggestion] = {}
        self._shown: dict[str, Suggestion] = {}
        self._found: dict[str, Sequence[Proposal]] = {}
        self._model_words = ""
        self._round = 0
        self._under_way = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.look)
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw_some)
        self._to_draw: list[Suggestion] = []

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
        session.facts.changed.connect(self._facts_changed)
        self._settings.changed.connect(self._setting_changed)
        self._place.record_changed.connect(self._show_claim)
        self._article_changed(self._place.article)

    # -- what there is

    @property
    def items(self) -> "tuple[Suggestion, ...]":
        """In text order."""
        return self._items

    @property
    def searching(self) -> bool:
        """Whether more may come."""
        return self._under_way or self._analysing or self._pause.isActive()

    @property
    def off(self) -> str:
        """Why there are none, in words; empty when they are looked for."""
        if not self._settings.flag(SETTING):
            return tr("Suggestions are switched off in the settings.")
        workspace = self._workspace
        if workspace is not None and workspace.article.control:
            return tr("This article is annotated without suggestions.")
        if self._session.read_only is not None:
            return tr("The project cannot be changed.")
        return ""

    @property
    def current(self) -> "Suggestion | None":
        """The one in hand."""
        return self._by_id.get(self._place.record)

    def get(self, suggestion: str) -> "Suggestion | None":
        return self._by_id.get(suggestion)

    def beyond(self, by: int) -> "Suggestion | None":
        """The one after (``by`` 1) or before (-1) that in hand or the caret, round the end."""
        items, held = self._items, self.current
        if not items:
            return None
        if held is not None:
            return items[(items.index(held) + by) % len(items)]
        caret = self._place.picked.caret
        if by > 0:
            return next((each for each in items if each.start >= caret), items[0])
        return next((each for each in reversed(items) if each.start < caret), items[-1])

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
            self._under_way = self._analysing = False
            self._asked = None
            self._show(())
            return
        self._round += 1
        self._under_way = True
        if self._known is None:
            self._recent.clear()
        types = self._session.scheme.entity_types
        work = partial(
            _look,
            workspace.article,
            self._known,
            viewer=self._session.viewer,
            types=frozenset(each.id for each in types if not each.retired),
            mentions=workspace.mentions,
            claims=workspace.claims,
            rejections=workspace.rejections,
            recent=dict(self._recent),
            more=self._extra(),
        )
        self._session.tasks.run(
            work,
            partial(self._take, self._round),
            slot=f"suggestions {id(self)}",
            failed=self._failed,
        )

    def _extra(self) -> "list[Proposal]":
        return [one for found in self._found.values() for one in found]

    def _take(self, number: int, found: "Answer") -> None:
        if number != self._round:
            return
        if found.took:
            self._known, self._took = found.known, found.took
        self._under_way = False
        self._ask(found.known)
        self._show(found.items)

    def _ask(self, known: "Known") -> None:
        """Have the analyser look at the article, once for what is known."""
        workspace = self._workspace
        if self._analyser is None or workspace is None:
            return
        from juseok.services.suggestion_candidates import JOB  # is loaded: a thread has looked
        from juseok.services.suggestion_sources import bylines

        article, version = workspace.article, known.names.version
        if self._asked == (article.id, version):
            return
        self._asked, self._found["rules"] = (article.id, version), []
        payload = {
            "text": article.text,
            "published": article.metadata.published.iso,
            "skip": bylines(article.text),
        }
        self._analysing = True
        self._analyser.ask(
            JOB,
            payload,
            partial(self._analysed, self._asked),
            heard=partial(self._hear, self._asked),
            failed=partial(self._unanswered, self._asked),
            names=known.names,
            slot=f"suggestions {id(self)}",
        )

    def _hear(self, asked: tuple[str, str], items: Sequence[Any]) -> None:
        """Some of what the rules found."""
        if asked != self._asked or not items:
            return
        from juseok.services.suggestion_candidates import proposals

        types = frozenset(each.id for each in self._session.scheme.entity_types)
        self._found["rules"] = [*self._found.get("rules", ()), *proposals(items, types)]
        self._later()

    def _analysed(self, asked: tuple[str, str], _: object) -> None:
        if asked == self._asked:
            self._analysing = False
            self.changed.emit()

    def _unanswered(self, asked: tuple[str, str], error: BaseException) -> None:
        """What the project knows is suggested all the same."""
        self._analysed(asked, None)
        if not isinstance(error, AnalyserGone):
            self._session.error.emit(error)

    def _failed(self, error: BaseException) -> None:
        self._under_way = False
        self._session.error.emit(error)
        self.changed.emit()

    def _later(self) -> None:
        workspace = self._workspace
        long = workspace is not None and len(workspace.text) > _LONG
        self._pause.start(_LONG_PAUSE_MS if long else _PAUSE_MS)

    @property
    def _workspace(self) -> ArticleWorkspace | None:
        return self._session.workspace(self._place.article)

    # -- keeping up

    def _article_changed(self, article: str) -> None:
        if article != self._article:
            self._article = article
            self._found.clear()
            self._asked, self._analysing = None, False
            self._show(())
            if self._edited and self._took < _QUICK_S:
                self._known, self._edited = None, False  # count what was tagged since
        self.look()

    def _annotations_changed(self, article: str, ids: frozenset[str]) -> None:
        workspace = self._workspace
        if article != self._place.article or workspace is None:
            return
        self._edited = True
        if self._items:
            from juseok.services.suggesting import without  # is loaded: there are suggestions

            mentions = [each for one in ids if (each := workspace.mention(one)) is not None]
            claims = [each for one in ids if (each := workspace.claim(one)) is not None]
            refused = {each.suggestion for each in workspace.rejections}
            kept = without(self._items, mentions, claims)
            self._show([each for each in kept if each.id not in refused])
        self._later()

    def _entities_changed(self, ids: frozenset[str]) -> None:
        index = self._session.index
        if not ids or index is None:
            self._known = None  # an undo, or a merge: what had been known may be wrong
        elif self._known is not None or self._under_way:
            self._recent.update((each, index.entity(each)) for each in ids)
        self._later()

    def _facts_changed(self, article: str) -> None:
        if article == self._place.article:
            self.look()

    def _setting_changed(self, key: str) -> None:
        if key == SETTING:
            self.look()

    # -- showing

    def _show(self, items: "Sequence[Suggestion]") -> None:
        """Have ``items``, and draw what is new of them in portions, what is in sight first."""
        self._items = tuple(items)
        self._by_id = {each.id: each for each in self._items}
        gone = [name for name, each in self._shown.items() if self._by_id.get(name) != each]
        for name in gone:
            del self._shown[name]
        held = self._place.record
        low, high = self._place.in_sight()
        fresh = [each for each in self._items if each.id not in self._shown]
        fresh.sort(key=lambda each: not (low <= each.start < high))
        self._to_draw = fresh
        first, self._to_draw = self._to_draw[:_PORTION], self._to_draw[_PORTION:]
        self._draw(first, gone)
        if self._to_draw:
            self._drawing.start()
        if held in gone and held not in self._by_id:
            self._place.take("")
        self.changed.emit()

    def _draw_some(self) -> None:
        some, self._to_draw = self._to_draw[:_PORTION], self._to_draw[_PORTION:]
        self._draw(some, ())
        if self._to_draw:
            self._drawing.start()

    def _draw(self, items: "Sequence[Suggestion]", gone: Sequence[str]) -> None:
        if not items and not gone:
            return
        self._shown.update((each.id, each) for each in items)
        kept = {each.id for each in items}
        self._place.show_ghosts(
            [self._mark(each) for each in items], [name for name in gone if name not in kept]
        )

    def _show_claim(self, record: str) -> None:
        """The content of the claim in hand; at rest only its cue is framed."""
        one = self._by_id.get(record)
        before, self._claim = self._claim, ""
        marks: list[Mark] = []
        if one is not None and one.sort == "claim":
            self._claim = f"{one.id}#content"
            spans = tuple((span.start, span.end) for span in one.spans)
            marks = [Mark(self._claim, MarkSort.CLAIM, spans, label=tr("Claim"), owner=one.id)]
        if before or marks:
            self._place.show_ghosts(marks, [before] if before and before != self._claim else [])

    def _mark(self, one: "Suggestion") -> Mark:
        kind = self._session.scheme.entity_type(one.type) if one.type else None
        letter = (kind.letter or kind.key) if kind is not None else ""
        name = kind.name(language()) if kind is not None else tr("no type yet")
        if one.sort == "claim":
            letter, name = "”", tr("Claim")
        spans = tuple((span.start, span.end) for span in one.spans)
        if one.proposal.claim is not None:
            spans = one.proposal.claim.cue or spans
        return Mark(
            one.id,
            MarkSort.SUGGESTION,
            spans,
            style=one.type,
            letter=letter or "?",
            label=tr("Suggestion, {type}: {quote}", type=name, quote=one.quote),
        )


def _look(
    article: Article, known: "Known | None", reader: Reader, _: object, **given: Any
) -> "Answer":
    """In a thread of the pool, which loads what it needs."""
    from juseok.services.suggestion_look import Ask, look

    return look(reader, Ask(article, **given), known)
