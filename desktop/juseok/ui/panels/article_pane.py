"""One article on screen: the view, its find bar, and the wires to place and session."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from juseok.core.model import READING_ROLES, Article, Relationship, ZoneRole
from juseok.core.sentences import split_line
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.store.recorder import Commit
from juseok.ui.articleview.document import Arc, ArticleDoc, Mark
from juseok.ui.articleview.style import ArticleTheme, TypeStyle, dark_theme, light_theme, type_style
from juseok.ui.articleview.view import ArticleView
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.marks import arcs_of, left_out, mark_ids, marks_in_hand, marks_of
from juseok.ui.panels.find_bar import FindBar
from juseok.ui.panels.nothing_open import NothingOpen
from juseok.ui.panels.zone_keys import zone_names
from juseok.ui.place import Picked
from juseok.ui.streaming import MarkStream
from juseok.ui.theme import Tokens

HIDDEN: Final = frozenset(ZoneRole) - READING_ROLES


class ArticlePane(QWidget):
    """Shows the article of a place and keeps both in step.

    ``shown(article)``: another article is on screen.
    """

    shown = Signal(str)

    def __init__(
        self, context: PanelContext, parent: QWidget | None = None, *, keys: bool = True
    ) -> None:
        """With ``keys``, single keys in the text are actions."""
        super().__init__(parent)
        self._context = context
        self._place = context.place
        self._wanted: tuple[str, int, int] | None = None
        self._in_hand: list[str] = []
        self._keys = keys
        self._ghosts: dict[str, Mark] = {}
        self._relationships: tuple[Relationship, ...] | None = None
        self._link: tuple[str, str] | None = None
        self.view = ArticleView(self)
        self.view.setAccessibleName(tr("Article"))
        self._stream = MarkStream(self.view, context.session, self._settled)
        self._find = FindBar(self)
        self.nothing = NothingOpen(context.router, self)
        text = QWidget(self)
        box = QVBoxLayout(text)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self._find)
        self._below = box
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(text)
        self.setFocusProxy(self.view)
        self._connect()
        if keys:
            context.dispatcher.watch(self.view)
            context.session.saved.connect(self._announce)
        self.restyle()
        self.apply_settings()

    def _connect(self) -> None:
        session, place = self._context.session, self._place
        view = self.view
        view.selection_changed.connect(lambda *_: self._tell_picked())
        view.caret_moved.connect(lambda _: self._tell_picked())
        view.mark_activated.connect(place.take)
        view.mark_hovered.connect(place.point)
        place.pointed.connect(view.set_hovered)
        view.empty_clicked.connect(lambda _: place.take(""))
        view.zoom_requested.connect(self.zoom)
        view.menu_requested.connect(self._open_menu)
        self._find.found.connect(view.set_highlights)
        self._find.went.connect(view.select)
        self._find.left.connect(view.setFocus)
        self._context.router.keys_changed.connect(self._tell_find_key)
        self._tell_find_key()
        place.go_asked.connect(self.go)
        place.pick_asked.connect(self._pick)
        place.clear_asked.connect(view.clear_selection)
        place.focus_text_asked.connect(view.setFocus)
        place.badges_asked.connect(view.set_badges)
        place.strip_asked.connect(self._below.addWidget)
        place.zones_asked.connect(lambda on: view.set_show_zones(on, zone_names()))
        place.ghosts_asked.connect(self._show_ghosts)
        place.link_asked.connect(self._show_link)
        place.layers_restyled.connect(self.restyle)
        place.brief_changed.connect(self._follow_brief)
        place.select_asked.connect(view.set_selected)
        place.tell_sight(view.sight)
        view.verticalScrollBar().valueChanged.connect(lambda _: place.sight_changed.emit())
        place.record_changed.connect(self._take_in_hand)
        session.text_ready.connect(self._text_ready)
        session.workspace_ready.connect(self._ready)
        session.annotations_changed.connect(self._changed)
        session.facts.changed.connect(self._facts_changed)
        session.viewer_changed.connect(self._open_anew)
        session.scheme_changed.connect(self.restyle)
        self._context.theme.changed.connect(self.restyle)
        self._context.settings.changed.connect(self._setting_changed)

    # -- going somewhere

    @property
    def showing(self) -> str:
        """Id of the article on screen; empty before the first."""
        return self._place.article

    def go(self, article: str, start: int = -1, end: int = -1) -> None:
        """Show ``article``, and ``[start, end)`` in it."""
        if article == self._place.article and self._workspace() is not None:
            self._wanted, self._place.bound_for = None, ""
            self._show_span(start, end)
            return
        self._wanted, self._place.bound_for = (article, start, end), article
        self._context.session.open_article(article)

    def _open_anew(self) -> None:
        """Another layer is worked on: what is shown is read again."""
        article, caret = self._place.article, self._place.picked.caret
        if article:
            self._place.set_article("")
            self.go(article, caret, caret)

    def _text_ready(self, about: Article) -> None:
        """Show the text of a long article; until its annotations are known none is open."""
        if self._wanted is None or self._wanted[0] != about.id:
            return
        _, start, end = self._wanted
        self._place.set_article("")
        self._place.bound_for = about.id
        self._stream.show_text(_doc_of(about))
        self._find.set_text(about.text)
        self._stack.setCurrentIndex(1)
        self._show_span(start, end)

    def _ready(self, article: str) -> None:
        workspace = self._context.session.workspace(article)
        if self._wanted is None or self._wanted[0] != article or workspace is None:
            return
        _, start, end = self._wanted
        self._wanted = None
        about = workspace.article
        early = not self._place.article and self.view.page.doc.text is about.text
        doc = _doc_of(about)
        self._relationships, self._link = None, None
        self._stream.show(doc, workspace)
        if article == self._place.article:
            self.view.update_marks(self._ghosts.values())
        else:
            self._ghosts.clear()
        self._show_arcs(workspace)
        self.view.setAccessibleName(about.metadata.title or tr("Article"))
        self._find.set_text(about.text)
        self._stack.setCurrentIndex(1)
        self._place.set_article(article)
        self._tell_picked()
        if not early:
            self._show_span(start, end)
        self.shown.emit(article)

    def _show_span(self, start: int, end: int) -> None:
        if start >= 0:
            self.view.select(start, max(start, end))
            self.view.reveal(start, max(start, end))

    def _pick(self, start: int, end: int) -> None:
        self.view.select(start, end)
        self.view.reveal(start, end)

    # -- keeping up

    def _workspace(self) -> ArticleWorkspace | None:
        return self._context.session.workspace(self._place.article)

    def _changed(self, article: str, ids: frozenset[str]) -> None:
        workspace = self._workspace()
        if article != self._place.article or workspace is None:
            return
        scheme = self._context.session.scheme
        records = [found for obj in ids if (found := workspace.get(obj)) is not None]
        added = [
            mark
            for record in records
            for mark in marks_of(record, workspace, scheme=scheme, language=language())
        ]
        kept = {mark.id for mark in added}
        removed = [name for obj in ids for name in mark_ids(obj) if name not in kept]
        self.view.update_marks(added, removed)
        self._stream.note(ids)
        self._show_arcs(workspace)
        held = self._place.record
        if held and held not in self._ghosts and workspace.get(held) is None:
            self._place.take("")
        if self._place.claim and workspace.claim(self._place.claim) is None:
            self._place.open_claim("")
        if self._place.record:
            self._take_in_hand(self._place.record)

    def _settled(self, edited: frozenset[str]) -> None:
        """All marks of a long article are there, but for those of edits since."""
        self._in_hand = []
        self.view.update_marks(self._ghosts.values())
        self._changed(self._place.article, edited)

    def _show_ghosts(self, added: Sequence[Mark], removed: Sequence[str]) -> None:
        """Draw suggestions, and take others away."""
        for name in removed:
            self._ghosts.pop(name, None)
        self._ghosts.update((mark.id, mark) for mark in added)
        self.view.update_marks(added, removed)

    def _show_arcs(self, workspace: ArticleWorkspace) -> None:
        """Give the view the relationships, if they are others than it has."""
        if workspace.relationships is not self._relationships:
            self._relationships = workspace.relationships
            arcs = arcs_of(self._relationships, self._context.session.scheme, language())
            self.view.set_arcs([*arcs, Arc("", *self._link)] if self._link else arcs)

    def _facts_changed(self, article: str) -> None:
        """Zones, sentences or metadata were corrected."""
        workspace = self._workspace()
        if article == self._place.article and workspace is not None:
            about = workspace.article
            self.view.set_zones(about.zones, about.sentencing)
            self.view.setAccessibleName(workspace.article.metadata.title or tr("Article"))

    def _take_in_hand(self, record: str) -> None:
        workspace = self._workspace()
        marks = marks_in_hand(workspace, record) if workspace is not None else []
        kept = {mark.id for mark in marks}
        gone = [name for name in self._in_hand if name not in kept]
        self._in_hand = [mark.id for mark in marks]
        self.view.update_marks(marks, gone)
        self.view.set_selected({record} if record else ())
        self.view.set_faded(left_out(workspace, record) if workspace is not None else ())

    def _draw_arcs_anew(self) -> None:
        self._relationships = None
        workspace = self._workspace()
        if workspace is not None:
            self._show_arcs(workspace)

    def _show_link(self, head: str, tail: str) -> None:
        """Draw the relationship that is being made."""
        self._link = (head, tail) if head and tail else None
        self._draw_arcs_anew()
        held = self._place.record
        self.view.set_selected([head, tail] if head else [held] if held else ())

    def _tell_picked(self) -> None:
        selection = self.view.selection
        self._place.set_picked(Picked(selection.spans, selection.caret, selection.by))

    def _announce(self, commit: Commit) -> None:
        """Have a screen reader say what was done to the article."""
        if commit.article == self._place.article:
            self.view.announce(sentence(self._context.session.named(commit.label)))

    def _open_menu(self, at: QPointF, record: str, offset: int) -> None:
        from juseok.ui.context_menu import open_menu  # not needed for a first paint

        if self._place.article:
            open_menu(self._context, self.view, at, record, offset, keys=self._keys)

    # -- finding

    def find(self) -> None:
        self._find.open(self.view.page.doc.text, self.view.selected_text())

    def _tell_find_key(self) -> None:
        router = self._context.router
        keys = router.keys(router.spec("edit.find_words"))
        self._find.tell_key(keys[0].label() if keys else "")

    def turn_whole_words(self) -> None:
        """Find only names as such, or any letters."""
        self._find.words.toggle()

    def finds_whole_words(self) -> bool:
        return self._find.words.isChecked()

    def find_step(self, by: int) -> None:
        self._find.step(by)

    # -- look

    def restyle(self) -> None:
        """Colours of the theme, colours and names of the scheme's types."""
        session = self._context.session
        types = (*session.scheme.entity_types, *session.scheme.relationship_types)
        tokens = self._context.theme.tokens
        styles = {
            each.id: type_style(
                each.color,
                dark=tokens.dark,
                letter=each.letter,
                pattern="dashdot" if each.pattern == "wave" else each.pattern,
            )
            for each in types
        }
        self.view.set_theme(article_theme(tokens, styles | self._place.layer_styles(tokens.dark)))
        self._draw_arcs_anew()

    def _setting_changed(self, key: str) -> None:
        if key.startswith("reading."):
            self.apply_settings()

    def _follow_brief(self) -> None:
        """Grey the zones that the campaign does not ask for."""
        brief = self._place.brief
        asked = brief.zones if brief is not None else ()
        self.view.set_quiet_roles(frozenset(ZoneRole) - set(asked) if asked else frozenset())

    def apply_settings(self) -> None:
        settings = self._context.settings
        view = self.view
        view.set_font_size(settings.number("reading.font_size"))
        view.set_line_spacing(settings.number("reading.line_spacing"))
        self._stream.cut(split_line if settings.flag("reading.sentence_lines") else None)
        hidden = HIDDEN if settings.flag("reading.hide_zones") else frozenset[ZoneRole]()
        view.set_hidden_roles(hidden)
        view.set_show_all_arcs(settings.flag("reading.show_arcs"))

    def zoom(self, steps: int) -> None:
        """Larger or smaller text; 0 is the size it came with."""
        settings = self._context.settings
        size = settings.number("reading.font_size")
        settings.set("reading.font_size", round(size) + steps if steps else 17)


def _doc_of(about: Article) -> ArticleDoc:
    return ArticleDoc(about.text, about.zones, about.metadata.title, about.sentencing)


def article_theme(tokens: Tokens, styles: dict[str, TypeStyle]) -> ArticleTheme:
    """The view's colours, with page, ink and accent as in the rest of the window."""
    base = dark_theme(styles) if tokens.dark else light_theme(styles)
    return replace(
        base, paper=tokens.page, text=tokens.text, muted=tokens.muted, accent=tokens.accent,
        line=tokens.line,
    )  # fmt: skip
