"""Pairs of names to decide on: the one in hand with a place of both, and what comes next."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QListView, QVBoxLayout, QWidget

from juseok.core.scheme import EntityType
from juseok.services.bulk.kwic import Row
from juseok.services.entities.alias_queue import Side
from juseok.ui.action_spec import Context
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.models.pair_list import PairListModel
from juseok.ui.pairs import Pairs
from juseok.ui.panels.pairs_row import PairRowDelegate
from juseok.ui.single_keys import SingleKeys
from juseok.ui.theme import Tokens, ink, ui_font, wash
from juseok.ui.widgets.action_button import ActionButton
from juseok.ui.widgets.context_line import ContextLine
from juseok.ui.widgets.labels import ElidedLabel, EmptyLabel, Label, icon_button
from juseok.ui.widgets.rows import row_list

_CHIP: Final = 20
_DECISIONS: Final = ("pair.merge", "pair.apart", "pair.alias", "pair.skip")


class PairPanel(QWidget):
    """The focus stays in the list, where the keys for pairs count."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pairs = Pairs.of(context.session)
        self._following = False
        self.setAccessibleName(tr("Names that may be one"))
        self.model = PairListModel(self)
        self.view = self._make_view()
        self._back = icon_button("x", tr("Leave the pairs"), self)
        self._back.clicked.connect(self._leave)
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._reason = Label(parent=self, name="Quiet", wrap=True)
        show, tokens = self._show_place, lambda: context.theme.tokens
        self.one, self.other = SideCard(show, tokens, self), SideCard(show, tokens, self)
        self.buttons = [ActionButton(each, context.router, self) for each in _DECISIONS]
        self._card = QFrame(self)
        self._empty = EmptyLabel(self)
        self._arrange()
        self._pairs.changed.connect(self.reload)
        self._pairs.moved.connect(self._follow)
        context.session.scheme_changed.connect(self._follow)
        context.theme.changed.connect(self.update)
        context.router.changed.connect(self._tell_keys)
        self.reload()

    def _make_view(self) -> QListView:
        view = row_list(
            self.model, PairRowDelegate(self), name=tr("Names that may be one"), parent=self
        )
        view.selectionModel().currentChanged.connect(self._chosen)
        SingleKeys(self._context.router, Context.PAIRS, self).watch(view)
        return view

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 8, 4)
        top.addWidget(self._count, 1)
        top.addWidget(self._back)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(16, 4, 16, 12)
        card.setSpacing(10)
        card.addWidget(self.one)
        card.addWidget(self.other)
        card.addWidget(self._reason)
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, button in enumerate(self.buttons):
            grid.addWidget(button, number // 2, number % 2)
        card.addLayout(grid)
        rule = QFrame(self)
        rule.setObjectName("Rule")
        rule.setFixedHeight(1)
        self._rule = rule
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self._card)
        box.addWidget(rule)
        box.addWidget(self.view, 1)
        box.addWidget(self._empty, 1)
        self.setFocusProxy(self.view)

    # -- what is shown

    def reload(self) -> None:
        """Show what there is now."""
        items = self._pairs.items
        self._following = True
        self.model.show(items)
        self._following = False
        for part in (self._card, self._rule, self.view):
            part.setVisible(bool(items))
        self._empty.setVisible(not items)
        self._empty.setText(self._why_none())
        self._follow()

    def _why_none(self) -> str:
        if self._pairs.searching:
            return tr("Names that may be one are being looked for.")
        return tr(
            "No two names look like one.\n\nNames in brackets, other spellings, initials, and a "
            "family name before a title are shown here two at a time."
        )

    def _follow(self) -> None:
        pair, pairs = self._pairs.current, self._pairs
        self._following = True
        self.view.setCurrentIndex(self.model.index(pairs.row) if pair else QModelIndex())
        self._following = False
        if pair is None:
            self._count.setText(tr("Names that may be one"))
            return
        at, count = f"{pairs.row + 1:,}", f"{len(pairs.items):,}"
        self._count.setText(tr("Pair {at} of {count}", at=at, count=count))
        kind = self._context.session.scheme.entity_type(pair.type)
        self.one.show_side(pair.one, kind)
        self.other.show_side(pair.other, kind)
        self._reason.setText(sentence(pair.reason))
        self._tell_keys()

    def _tell_keys(self) -> None:
        for button in self.buttons:
            button.refresh()

    # -- hands

    def _chosen(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self._pairs.hold(index.row())

    def _leave(self) -> None:
        self._context.router.trigger("pair.leave")

    def _show_place(self, row: Row) -> None:
        self._context.place.go(row.article, row.span.start, row.span.start)


class SideCard(QWidget):
    """One of the two: type, name, how often it is tagged, and a place of it."""

    def __init__(
        self,
        show: Callable[[Row], object],
        tokens: Callable[[], Tokens],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._row: Row | None = None
        self._chip = _TypeChip(tokens, self)
        self._name = ElidedLabel(self, pixels=15)
        self._name.setFont(ui_font(pixels=15, strong=True))
        self._uses = Label(parent=self, name="Quiet", pixels=12)
        self.line = ContextLine(self)
        self._where = ElidedLabel(self, name="Quiet", pixels=12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addWidget(self._name, 1)
        head.addWidget(self._uses)
        below = QVBoxLayout()
        below.setContentsMargins(_CHIP + 8, 0, 0, 0)
        below.setSpacing(2)
        below.addWidget(self.line)
        below.addWidget(self._where)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(head)
        box.addLayout(below)
        self.line.clicked.connect(self._clicked)

    def show_side(self, side: Side, kind: EntityType | None) -> None:
        """Show ``side``; ``kind`` is the type of both."""
        entity, row = side.entity, side.row
        self._chip.show_type(kind if entity is not None else None)
        self._name.say(side.name)
        if entity is None:
            self._uses.setText(tr("a name only"))
        else:
            self._uses.setText(tr("Mentions: {count}", count=f"{side.uses:,}"))
        self._row = row
        self.line.setVisible(row is not None)
        if row is not None:
            self.line.show_words(row.left, row.span.quote, row.right)
            self._where.say(row.title or tr("Untitled"))
        else:
            self._where.say(tr("No mention of it yet."))

    def _clicked(self) -> None:
        if self._row is not None:
            self._show(self._row)


class _TypeChip(QWidget):
    """The letter of a type on its ground, as in the list of entities."""

    def __init__(self, tokens: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._kind: EntityType | None = None
        self.setFixedSize(QSize(_CHIP, _CHIP))

    def show_type(self, kind: EntityType | None) -> None:
        self._kind = kind
        self.setAccessibleName(kind.name(language()) if kind is not None else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind, tokens = self._kind, self._tokens()
        painter.setFont(ui_font(pixels=12, strong=True))
        if kind is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "=")
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash(kind.color, tokens))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setPen(ink(kind.color, tokens))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, kind.letter or kind.key)
