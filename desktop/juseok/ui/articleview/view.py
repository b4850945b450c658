"""The widget: events in, pixels out.  What they mean is in interaction, page and painter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from juseok.core.model import SentenceEdits, Zone, ZoneRole
from juseok.core.sentences import LineSplitter
from juseok.ui.articleview import accessible
from juseok.ui.articleview.arcs import ArcIndex, Drawn, arc_at, draw_arcs
from juseok.ui.articleview.document import Arc, ArticleDoc, Mark, Range
from juseok.ui.articleview.hits import marks_at_point, next_record
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection, move
from juseok.ui.articleview.keys import caret_move
from juseok.ui.articleview.page import Page
from juseok.ui.articleview.painter import Scene, paint_page
from juseok.ui.articleview.pointer import Pointer
from juseok.ui.articleview.prepared import Prepared, prepare
from juseok.ui.articleview.scroll import caret_shift
from juseok.ui.articleview.style import ArticleTheme, light_theme
from juseok.ui.widgets.viewport import own_viewport

_EDGE = 20
"""Pixels above and below that do not count as in sight."""


class ArticleView(QAbstractScrollArea):
    """Shows one article with its marks; selects text; tells what was clicked.

    All offsets are code points.  Keys that do not move the caret are left to the parent, so
    that single-key commands work here; input methods are off for the same reason.
    """

    selection_changed = Signal(int, int)
    """Start and end of the fragment that changes; see :attr:`selection` for all of it."""
    caret_moved = Signal(int)
    mark_activated = Signal(str)
    """A record's mark was clicked."""
    mark_hovered = Signal(str)
    """The record under the pointer; empty when there is none."""
    empty_clicked = Signal(int)
    """Text without a mark was clicked, at an offset."""
    menu_requested = Signal(QPointF, str, int)
    """Global position, record under the pointer or empty, offset."""
    zoom_requested = Signal(int)
    """Ctrl+wheel: steps up or down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page(light_theme())
        self.state = Interaction()
        self._scene = Scene()
        self.accessible: object = None
        accessible.install(ArticleView)
        self._arcs = ArcIndex()
        self._drawn: tuple[Drawn, ...] = ()
        self._all_arcs = False
        self._pointer = Pointer(self, self)
        self._syncing = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        viewport = own_viewport(self)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)

    # -- content

    def set_document(self, doc: ArticleDoc, marks: Iterable[Mark] = ()) -> None:
        """Show an article from its beginning, nothing selected."""
        self.show_prepared(prepare(doc, marks, self.page.splitter))

    def show_prepared(self, prepared: Prepared) -> None:
        """As :meth:`set_document`, with what was made in another thread."""
        self.page.install(prepared)
        self.state = Interaction()
        self._arcs = ArcIndex()
        self._scene = Scene(focused=self._scene.focused, zone_names=self._scene.zone_names)
        self._refresh()
        accessible.article_changed(self)

    def exchange(self, prepared: Prepared) -> None:
        """Take blocks and marks made in another thread for the text that is shown."""
        self.page.exchange(prepared)
        self._refresh()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        self.page.set_marks(marks)
        self._refresh()

    def update_marks(self, added: Iterable[Mark] = (), removed: Iterable[str] = ()) -> None:
        """Add or replace some marks and remove others; only their blocks are laid out anew."""
        if self.page.update_marks(added, removed):
            self._refresh()

    def set_zones(self, zones: tuple[Zone, ...], sentencing: SentenceEdits | None = None) -> None:
        """Other zones, and corrected sentences, for the same text."""
        doc = self.page.doc
        self.page.set_zones(replace(doc, zones=zones, sentencing=sentencing or doc.sentencing))
        self._refresh()

    def set_faded(self, spans: Iterable[Range]) -> None:
        """Grey these letters."""
        faded = tuple(spans)
        if faded != self._scene.faded:
            self._set_scene(faded=faded)

    def set_highlights(self, spans: Iterable[Range]) -> None:
        """Show what a search found."""
        self._set_scene(highlights=tuple(sorted(spans)))

    def set_badges(self, badges: Mapping[str, str]) -> None:
        """Letters to press, by record, in place of chips; empty to show chips again."""
        self._set_scene(badges=dict(badges))

    def set_selected(self, records: Iterable[str]) -> None:
        """The records whose marks are framed."""
        self._set_scene(selected=frozenset(records))

    def set_hovered(self, record: str) -> None:
        """The record that stands out as if the pointer were on it."""
        if record != self._scene.hovered:
            self._set_scene(hovered=record)

    def set_arcs(self, arcs: Iterable[Arc]) -> None:
        """The edges between marks; those of selected and hovered marks are drawn."""
        self._arcs = ArcIndex(arcs)
        self.viewport().update()

    def set_show_all_arcs(self, on: bool) -> None:
        """Draw every edge in sight, up to a cap."""
        self._all_arcs = on
        self.viewport().update()

    def _shown_arcs(self) -> Sequence[Arc]:
        return self._arcs.arcs if self._all_arcs else self._strong_arcs()

    def _strong_arcs(self) -> Sequence[Arc]:
        return self._arcs.of({*self._scene.selected, self._scene.hovered})

    # -- look

    def set_theme(self, theme: ArticleTheme) -> None:
        self.page.set_theme(theme)
        self._refresh()

    def set_font_size(self, pixels: float) -> None:
        self._settings(size=max(9.0, min(48.0, pixels)))

    def set_line_spacing(self, factor: float) -> None:
        self._settings(spacing=max(1.3, min(3.0, factor)))

    def set_measure(self, characters: int) -> None:
        """Hangul characters on a full line."""
        self._settings(measure=max(16, min(80, characters)))

    def set_reading_mode(self, splitter: LineSplitter | None) -> None:
        """One sentence a line with a splitter; paragraphs with None."""
        if splitter is not self.page.splitter:
            self.page.set_reading(splitter)
            self._refresh()

    def set_quiet_roles(self, roles: frozenset[ZoneRole]) -> None:
        """Grey the lines of these roles, besides those that are no part of an article."""
        self._settings(quiet=roles)

    def set_hidden_roles(self, roles: frozenset[ZoneRole]) -> None:
        self.page.set_hidden(roles)
        self._refresh()

    def set_show_zones(self, on: bool, names: Mapping[ZoneRole, str] | None = None) -> None:
        """Coloured bars with the names of roles, for checking an import."""
        self.page.set_show_zones(on)
        self._set_scene(zone_names=dict(names or {}))
        self._refresh()

    def _settings(self, **values: Any) -> None:
        self.page.set_settings(replace(self.page.fonts.settings, **values))
        self.verticalScrollBar().setSingleStep(self.page.fonts.body.pitch)
        self._refresh()

    # -- selection

    @property
    def selection(self) -> Selection:
        return self.state.selection

    @property
    def caret(self) -> int:
        return self.state.selection.caret

    def select(self, start: int, end: int) -> None:
        """Select ``[start, end)`` and show it."""
        self.set_state(Interaction(Selection(start, end)))

    def clear_selection(self) -> None:
        self.set_state(Interaction(Selection(self.caret, self.caret)), reveal=False)

    def selected_text(self) -> str:
        """The selected text; fragments apart by a line break."""
        return self.selection.text_of(self.page.doc.text)

    def set_state(self, state: Interaction, *, reveal: bool = True) -> None:
        """Take over an interaction state, tell of what changed in it."""
        old, new = self.state.selection, state.selection
        self.state = state
        if old == new:
            return
        self._set_scene(selection=new.spans, caret=new.caret)
        if reveal:
            self._show_caret()
        if old.caret != new.caret:
            accessible.caret_moved(self, self.page.blocks.at(old.caret))
            self.caret_moved.emit(new.caret)
        if (old.start, old.end, old.kept) != (new.start, new.end, new.kept):
            self.selection_changed.emit(new.start, new.end)

    def copy(self) -> None:
        if self.selection.spans:
            QGuiApplication.clipboard().setText(self.selected_text())

    def announce(self, text: str) -> None:
        """Have a screen reader say what was done (a mention was added)."""
        accessible.announce(self, text)

    def sight(self) -> Range:
        """The part of the text that is on screen, about."""
        page = self.page
        return page.offset_at(0.0, 0.0), page.offset_at(page.width, page.height)

    # -- marks

    def mark_at(self, point: QPointF) -> str:
        """The record of the smallest mark at a point of the viewport, or empty."""
        found = marks_at_point(self.page, point.x(), point.y())
        return found[0].record if found else ""

    def marks_at(self, offset: int) -> tuple[Mark, ...]:
        """The marks that cover an offset, smallest first."""
        return self.page.marks.at(offset)

    def is_selected(self, record: str) -> bool:
        return record in self._scene.selected

    def click(self, marks: tuple[Mark, ...], offset: int) -> None:
        """A click at marks (smallest first): again at the same place takes the next of them."""
        if not self._activate(marks):
            self.set_selected(())
            self.empty_clicked.emit(offset)

    def _activate(self, marks: tuple[Mark, ...]) -> str:
        record = next_record(marks, self._scene.selected)
        if record:
            self.set_selected({record})
            self.mark_activated.emit(record)
        return record

    def ask_menu(self) -> None:
        """Ask for the menu of what is at the caret: the record in hand, else the smallest."""
        self._show_caret()
        at = self.viewport().mapToGlobal(self.page.caret_rect(self.caret).bottomLeft())
        here = [mark.record for mark in self.marks_at(self.caret)]
        record = next(filter(self.is_selected, here), here[0] if here else "")
        self.menu_requested.emit(at, record, self.caret)

    def arc_at(self, point: QPointF, *, lines: bool) -> str:
        """The edge that is drawn at a point, by its name or, with ``lines``, by its line."""
        return arc_at(self._drawn, point, lines=lines)

    def click_arc(self, arc: str) -> None:
        """A click on an edge: it stands out, and its record is told."""
        self.set_selected({arc})
        self.mark_activated.emit(arc)

    def hover(self, mark: Mark | None, *, handle: bool = False) -> None:
        """The pointer is over a mark or none; ``handle``: over what a click takes (a chip, a bar,
        an edge)."""
        hand, beam = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(hand if handle else beam)
        record = mark.record if mark else ""
        if record != self._scene.hovered:
            self._set_scene(hovered=record)
            self.mark_hovered.emit(record)

    # -- scrolling

    def reveal(self, start: int, end: int | None = None) -> None:
        """Bring ``[start, end)`` into sight, a third from the top, unless it is there."""
        rect = self.page.caret_rect(start)
        last = self.page.caret_rect(end if end is not None else start)
        if rect.top() < _EDGE or last.bottom() > self.page.height - _EDGE:
            self.page.restore((start, self.page.height // 3))
            self._refresh()

    def follow(self, place: tuple[int, float]) -> None:
        """Have the line of an offset with its baseline at a y, as another view of the text has."""
        if place != self.page.reading_place():
            self.page.restore(place)
            self._refresh()

    def scroll_by(self, delta: float) -> None:
        """Scroll by pixels; what stays in sight is moved, not drawn again, where that is exact."""
        shift = self.page.scroll.shift_by(round(delta), self.page.height)
        self._sync_bar()
        whole = shift is not None and shift.is_integer() and self.devicePixelRatioF().is_integer()
        if shift is not None and whole and not self._shown_arcs():
            self.viewport().scroll(0, int(shift))
        else:
            self.viewport().update()

    def _show_caret(self) -> None:
        rect, height = self.page.caret_rect(self.caret), self.page.height
        shift = caret_shift(rect.top(), rect.bottom(), height)
        if shift is None:
            self.page.restore((self.caret, height // 3))
            self._refresh()
        elif shift:
            self.scroll_by(shift)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._syncing:
            return
        bar = self.verticalScrollBar()
        if bar.isSliderDown():
            self.page.scroll.jump(bar.value(), self.page.height)
            self.viewport().update()
        else:
            self.scroll_by(-dy)

    def _sync_bar(self) -> None:
        """Show the place in the scroll bar; while its handle is held, leave it alone."""
        bar, scroll = self.verticalScrollBar(), self.page.scroll
        if bar.isSliderDown():
            return
        self._syncing = True
        bar.setRange(0, max(0, int(scroll.total - self.page.height)))
        bar.setPageStep(int(self.page.height))
        bar.setValue(round(scroll.value))
        self._syncing = False

    def _refresh(self) -> None:
        self._sync_bar()
        self.viewport().update()

    def _set_scene(self, **values: object) -> None:
        self._scene = replace(self._scene, **values)
        self.viewport().update()

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        total = self.page.scroll.total
        placed = self.page.visible()
        paint_page(painter, self.page, self._scene, placed, QRectF(event.rect()))
        arcs, strong = self._shown_arcs(), {arc.id for arc in self._strong_arcs()}
        self._drawn = draw_arcs(painter, self.page, placed, arcs, strong=strong) if arcs else ()
        painter.end()
        if total != self.page.scroll.total:
            self._sync_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        size: QSize = self.viewport().size()
        self.page.set_size(size.width(), size.height())
        self._refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
            return
        point = QPointF(event.pos())
        offset = self.page.offset_at(point.x(), point.y())
        self.menu_requested.emit(QPointF(event.globalPos()), self.mark_at(point), offset)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = caret_move(event)
        if found is not None:
            step, extend = found
            text = self.page.doc.text
            self.set_state(move(self.state, text, self.page, step, extend=extend))
            if extend:
                self.announce(self.selected_text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            whole = Selection(0, len(self.page.doc.text), by=SelectedBy.LINE)
            self.set_state(Interaction(whole), reveal=False)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._set_scene(focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set_scene(focused=False)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = marks_at_point(self.page, event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), found[0].label if found else "", self)
            return True
        if event.type() is QEvent.Type.Leave:
            self._pointer.leave()
        return super().viewportEvent(event)
