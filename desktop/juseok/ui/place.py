"""Where the person is: which article, what is selected in it, which record is in hand.

Panels and handlers talk through this instead of through the window: one says "go there" or
"this claim is open now", whoever shows it listens.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from juseok.ui.articleview.document import Mark, Range
from juseok.ui.articleview.interaction import SelectedBy
from juseok.ui.articleview.style import TypeStyle

if TYPE_CHECKING:
    from juseok.core.brief import Brief


@dataclass(frozen=True, slots=True)
class Picked:
    """What is selected in the article: fragments (code points), the caret, and how."""

    spans: tuple[Range, ...] = ()
    caret: int = 0
    by: SelectedBy = SelectedBy.PROGRAM


LayerStyles = Callable[[bool], dict[str, TypeStyle]]


class Place(QObject):
    """``article_changed``, ``picked_changed``, ``record_changed``, ``claim_changed``: as named.

    ``go_asked(article, start, end)``: show that place (start −1: only the article).
    ``pick_asked(start, end)``: select that text.  ``focus_text_asked``: back to the article.
    ``files_dropped(paths)``: files or folders were dropped on the window.
    ``pointed(record)``: the mouse is on it, in the text or in a panel.
    ``zones_asked(on)``: show the zones of the text in colour, with their names.
    ``select_asked(records)``: let these records stand out.
    ``brief_changed``: the campaign asks for something else in the article on screen.
    ``layers_restyled``: the annotators whose versions are shown look otherwise.
    ``precedent_told(words)``: how the words at the caret were tagged before; empty: never.
    ``panel_asked(id)``: bring a tab of the inspector to the front.
    ``compare_asked(article, sides, record)``: compare sides of an article side by side.
    ``entity_asked(what, entity)``: let ``what`` (as in ``entity.<what>``) be done in the panel.
    """

    article_changed = Signal(str)
    picked_changed = Signal()
    record_changed = Signal(str)
    claim_changed = Signal(str)
    go_asked = Signal(str, int, int)
    pick_asked = Signal(int, int)
    clear_asked = Signal()
    focus_text_asked = Signal()
    panel_asked = Signal(str)
    badges_asked = Signal(object)
    ghosts_asked = Signal(object, object)
    pointed = Signal(str)
    files_dropped = Signal(object)
    link_asked = Signal(str, str)
    sight_changed = Signal()
    note_asked = Signal(str)
    edit_asked = Signal(str)
    count_told = Signal(str, int)
    strip_asked = Signal(object)
    zones_asked = Signal(bool)
    precedent_told = Signal(str)
    entity_asked = Signal(str, str)
    layers_restyled = Signal()
    select_asked = Signal(object)
    comment_asked = Signal()
    compare_asked = Signal(str, object, str)
    brief_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.article = ""
        self.bound_for = ""
        """The article that was asked for last, while it is being read."""
        self.picked = Picked()
        self.record = ""
        self.claim = ""
        self.entity = ""
        """The entity that the panel shows."""
        self.entity_chosen = False
        """Whether a person chose that entity after the record in hand."""
        self.listed: Sequence[str] = ()
        """The articles of the list, filtered and ordered as it shows them."""
        self.pointed_at = ""
        self.beside: Place | None = None
        """The place of a second article beside this one, while there is one."""
        self.brief: Brief | None = None
        """What the campaign asks for in the article; None: everything."""
        self._chosen: Callable[[], list[str]] = list
        self._sight: Callable[[], Range] | None = None
        self.layer_styles: LayerStyles = lambda _: {}
        """How the annotators' underlines look, by the ``style`` of their marks; dark or light."""

    # -- told by what shows the article

    def set_article(self, article: str) -> None:
        self.bound_for = ""
        if article == self.article:
            return
        self.article = article
        self.picked = Picked()
        self.take("")
        self.open_claim("")
        self.article_changed.emit(article)

    def set_picked(self, picked: Picked) -> None:
        if picked != self.picked:
            self.picked = picked
            self.picked_changed.emit()

    def tell_sight(self, sight: Callable[[], Range]) -> None:
        """``sight`` says which part of the text is on screen."""
        self._sight = sight

    def set_brief(self, brief: "Brief | None") -> None:
        """What the campaign asks for in the article on screen; None: everything."""
        if brief != self.brief:
            self.brief = brief
            self.brief_changed.emit()

    def tell_chosen(self, chosen: Callable[[], list[str]]) -> None:
        """``chosen`` says which articles are selected in the list."""
        self._chosen = chosen

    # -- asked by anybody

    @property
    def chosen(self) -> list[str]:
        """The articles that are selected in the list, in its order."""
        return self._chosen()

    def show_layers(self, styles: LayerStyles) -> None:
        """Let the versions of annotators look like that."""
        self.layer_styles = styles
        self.layers_restyled.emit()

    def in_sight(self) -> Range:
        """The part of the text that is on screen; empty when there is none."""
        return self._sight() if self._sight is not None else (0, 0)

    def take(self, record: str) -> None:
        """Have the annotation (or entity) ``record`` in hand; empty: none."""
        if record != self.record:
            self.record = record
            self.entity_chosen = False
            self.record_changed.emit(record)

    def point(self, record: str) -> None:
        """The mouse is on ``record`` (empty: on none); who shows it lets it stand out."""
        if record != self.pointed_at:
            self.pointed_at = record
            self.pointed.emit(record)

    def open_claim(self, claim: str) -> None:
        """Open a claim in the inspector (keys for certainty count now); empty: close it."""
        if claim != self.claim:
            self.claim = claim
            self.claim_changed.emit(claim)

    def go(self, article: str, start: int = -1, end: int = -1) -> None:
        """Show an article, and a place in it."""
        self.go_asked.emit(article, start, end)

    def pick(self, start: int, end: int) -> None:
        """Select text in the article that is shown, and bring it into sight."""
        self.pick_asked.emit(start, end)

    def clear(self) -> None:
        """Drop the selection; the caret stays."""
        self.clear_asked.emit()

    def focus_text(self) -> None:
        self.focus_text_asked.emit()

    def show_panel(self, panel: str) -> None:
        self.panel_asked.emit(panel)

    def show_badges(self, badges: Mapping[str, str]) -> None:
        """Show letters on records in place of chips, to choose one by key; empty: end it."""
        self.badges_asked.emit(badges)

    def show_ghosts(self, added: Sequence[Mark], removed: Sequence[str]) -> None:
        """Draw suggestions over the text, and take others (by id) away."""
        self.ghosts_asked.emit(added, removed)

    def select(self, records: Iterable[str]) -> None:
        """Let ``records`` stand out, until another record is in hand."""
        self.select_asked.emit(frozenset(records))

    def ask_comment(self) -> None:
        """Let a comment be written on what is in hand."""
        self.comment_asked.emit()

    def ask_compare(self, article: str, sides: object = (), record: str = "") -> None:
        """Compare ``sides`` of an article (none: whoever worked in it) side by side."""
        self.compare_asked.emit(article, sides, record)

    def ask_note(self, target: str) -> None:
        """Let a note on ``target`` (an object, or the article) be written in the panel."""
        self.note_asked.emit(target)

    def show_entity(self, entity: str, *, chosen: bool) -> None:
        """The panel shows ``entity``; ``chosen``: since a person wanted it."""
        self.entity, self.entity_chosen = entity, chosen

    def ask_entity(self, what: str, entity: str) -> None:
        """Let ``what`` be done with ``entity`` in the panel."""
        self.entity_asked.emit(what, entity)

    def ask_edit(self, remark: str) -> None:
        """Let the words of ``remark`` be written in the panel."""
        self.edit_asked.emit(remark)

    def tell_count(self, panel: str, count: int) -> None:
        """Show how much waits behind a tab of the inspector; 0 shows nothing."""
        self.count_told.emit(panel, count)

    def show_strip(self, strip: QWidget) -> None:
        """Put a widget under the text, which hides and shows itself from then on."""
        self.strip_asked.emit(strip)

    def show_link(self, head: str, tail: str) -> None:
        """Draw a relationship that is being made, between two mentions; empty ids: end it."""
        self.link_asked.emit(head, tail)
