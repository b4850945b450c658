"""One side of a comparison: whose work and as of when, the article with it, and its version."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from juseok.core.layer_diff import Row
from juseok.core.model import Annotator, ClaimLink, Relationship, ZoneRole
from juseok.core.scheme import Scheme
from juseok.core.sentences import split_line
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.document import Range
from juseok.ui.articleview.style import TypeStyle, type_style
from juseok.ui.articleview.view import ArticleView
from juseok.ui.compare.looks import side_style, style_name
from juseok.ui.compare.side_view import EDGES, SideView, underline
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, tr
from juseok.ui.marks import arcs_of, own_place, place_of
from juseok.ui.panels.article_pane import HIDDEN, article_theme
from juseok.ui.review.cards import Card, Version
from juseok.ui.review.looks import Look
from juseok.ui.widgets.badge import Badge
from juseok.ui.widgets.fitting import scrolled

_CARD: Final = 116
"""Pixels that a version takes at most; more of it scrolls."""
_SMALL: Final = 15
"""The letters where three columns share a window that is not wide."""


class Column(QFrame):
    """``layer_chosen(number, layer)``; ``moment_asked(number)``; ``record_chosen(record)``: a mark
    was clicked."""

    layer_chosen = Signal(int, str)
    moment_asked = Signal(int)
    record_chosen = Signal(str)

    def __init__(self, context: PanelContext, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._number = context, number
        self._look: Look | None = None
        self._scheme = context.session.scheme
        self._workspace: ArticleWorkspace | None = None
        self._drawn: tuple[object, ...] = ()
        self._evidence: list[str] = []
        """The marks of what the edges in hand rest on."""
        self.badge = Badge(Annotator("", ""), self)
        self.layer = QComboBox(self)
        self.layer.setAccessibleName(tr("Whose work stands in column {n}", n=str(number + 1)))
        self.layer.activated.connect(self._chosen)
        self.moment = QPushButton(self)
        self.moment.setAutoDefault(False)
        self.moment.clicked.connect(self._ask_moment)
        self.view = ArticleView(self)
        self.view.mark_activated.connect(self.record_chosen)
        self.card = Card(context, self, takes=False)
        self.below = scrolled(self.card, self)
        self._lay_out()
        context.theme.changed.connect(self.restyle)
        context.settings.changed.connect(self._setting_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(8)
        head.addWidget(self.badge)
        head.addWidget(self.layer, 1)
        head.addWidget(self.moment)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(self.below)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        box.addLayout(foot)

    # -- whose work

    def offer(self, looks: Mapping[str, Look], counts: Mapping[str, int], layer: str) -> None:
        """The layers that can stand here, with how much each has; ``layer`` does."""
        self._look = looks.get(layer)
        self.layer.clear()
        for each, look in looks.items():
            name = look.called if look.called == look.letter else f"{look.letter}  {look.called}"
            self.layer.addItem(f"{name}  ({counts.get(each, 0):,})", each)
        self.layer.setCurrentIndex(self.layer.findData(layer))
        if self._look is not None:
            look = self._look
            self.badge.show_person(
                Annotator("", look.called, look.color, pattern=look.pattern, letter=look.letter)
            )

    def tell_moment(self, words: str) -> None:
        """As of when."""
        self.moment.setText(words)
        self.moment.setAccessibleName(tr("As of when in this column: {when}", when=words))

    def _chosen(self, _: int) -> None:
        self.layer_chosen.emit(self._number, self.layer.currentData())

    def _ask_moment(self) -> None:
        self.moment_asked.emit(self._number)

    # -- the article

    def show_side(self, view: SideView, scheme: Scheme) -> None:
        """The article as this side has it, with what differs underlined.

        Where the text is the one that is shown, what is read stays where it is.
        """
        self._scheme = scheme
        self.restyle()
        if self._workspace is not None and self._workspace.article == view.workspace.article:
            self.view.exchange(view.prepared)
        else:
            self.view.show_prepared(view.prepared)
        self._workspace = view.workspace
        self.view.set_arcs(arcs_of(view.workspace.relationships, scheme, language()))
        self.view.setAccessibleName(
            tr("Article as {name} has it", name=self._look.called if self._look else "")
        )

    def show_row(self, row: Row | None) -> None:
        """Let a row stand out, and bring it into sight."""
        records = row.members.get(self._number, ()) if row is not None else ()
        edges = [each for each in records if isinstance(each, Relationship | ClaimLink)]
        links = (each for each in edges if isinstance(each, ClaimLink))  # others have an arc
        ends = (end for each in links for end in (each.head, each.tail))
        self.view.set_selected([*(record.id for record in records), *ends])
        self._show_evidence(edges)
        spans = self._places(row)
        whole = row is not None and row.sort in EDGES  # all between two ends would be too much
        self.view.set_highlights(() if records or whole else spans)
        if spans:
            self.view.reveal(spans[0][0], spans[0][0] if whole else spans[0][1])

    def _show_evidence(self, edges: Sequence[Relationship | ClaimLink]) -> None:
        look, held = self._look, set(self._evidence)
        marks = [
            underline(each.id, spans, self._number, look)
            for each in edges
            if look is not None and (spans := own_place(each))
        ]
        self._evidence = [mark.id for mark in marks]
        self.view.update_marks(marks, held - set(self._evidence))

    @property
    def wanted(self) -> int:
        """The height that the version would like, as far as it may have it."""
        return min(self.card.sizeHint().height(), _CARD)

    def give(self, height: int) -> None:
        """Room for the version: as much on every side, so that the text is as high, too."""
        self.below.setFixedHeight(height)

    def _places(self, row: Row | None) -> Sequence[Range]:
        """Where this side has a row; where the others have it, if this one has not."""
        if row is None or self._workspace is None:
            return ()
        for record in row.members.get(self._number, ()):
            if found := place_of(self._workspace, record.id):
                return found
        return ((row.start, row.end),) if row.end else ()

    def place(self, row: Row | None) -> Range | None:
        """Where a row begins here, to go there; None where it has no place."""
        found = self._places(row)
        return found[0] if found else None

    # -- look

    def restyle(self) -> None:
        """Colours of the theme, of the scheme's types, and of whose work it is."""
        tokens = self._context.theme.tokens
        key = (tokens.dark, tokens, self._scheme, self._look)
        if key == self._drawn:
            return
        self._drawn = key
        types = (*self._scheme.entity_types, *self._scheme.relationship_types)
        styles: dict[str, TypeStyle] = {
            each.id: type_style(
                each.color, dark=tokens.dark, letter=each.letter,
                pattern="dashdot" if each.pattern == "wave" else each.pattern,
            )
            for each in types
        }  # fmt: skip
        if self._look is not None:
            styles[style_name(self._number)] = side_style(self._look, dark=tokens.dark)
        self.view.set_theme(article_theme(tokens, styles))

    def _setting_changed(self, key: str) -> None:
        if key.startswith("reading."):
            self.fit()

    def fit(self, columns: int = 0) -> None:
        """Text as it is set for reading; smaller where ``columns`` leave little room."""
        settings, view = self._context.settings, self.view
        size = settings.number("reading.font_size")
        if columns > 2 and self.window().width() < 1700:
            size = min(size, _SMALL)
        view.set_font_size(size)
        view.set_line_spacing(settings.number("reading.line_spacing"))
        view.set_reading_mode(split_line if settings.flag("reading.sentence_lines") else None)
        hidden = HIDDEN if settings.flag("reading.hide_zones") else frozenset[ZoneRole]()
        view.set_hidden_roles(hidden)
        view.set_show_all_arcs(settings.flag("reading.show_arcs"))


def absent_version(look: Look | None) -> Version:
    """What a card says where its side has nothing."""
    return Version(look, absent=tr("nothing here"))
