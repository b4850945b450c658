"""The relationship in hand: ends, type, attributes, evidence, note; each edit is one action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Mention, Relationship
from juseok.core.scheme import Attribute, Scheme
from juseok.services.edits import elide, quote_of
from juseok.ui.i18n import language, tr
from juseok.ui.models.relationship_list import Choice, RelationshipLine
from juseok.ui.panels.relationships_types import TypeBox
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.plain import set_tip

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class RelationshipEdits:
    """What the form asks for; each callable makes and applies one action."""

    jump: Callable[[int], object]
    retype: Callable[[str, str], object]
    flip: Callable[[Relationship], object]
    delete: Callable[[Relationship], object]
    attribute: Callable[[Relationship, str, str | bool | None], object]
    use_selection: Callable[[Relationship], object]
    drop_evidence: Callable[[Relationship, int], object]
    default_evidence: Callable[[Relationship], object]
    note: Callable[[Relationship, str], object]


class RelationshipForm(QWidget):
    """Fields of one relationship."""

    def __init__(self, edits: RelationshipEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The relationship in hand"))
        self._edits = edits
        self._edge: Relationship | None = None
        self.head = _JumpButton(tr("From"), self)
        self.tail = _JumpButton(tr("To"), self)
        self.flip = icon_button("arrow-left-right", tr("Turn the relationship round"), self)
        self.type = TypeBox(self)
        self.note = QLineEdit(self)
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText(tr("Note"))
        self._fields = QWidget(self)
        self._attributes = QVBoxLayout(self._fields)
        self._attributes.setContentsMargins(0, 0, 0, 0)
        self._attributes.setSpacing(4)
        self._spans = QWidget(self)
        self._evidence = QVBoxLayout(self._spans)
        self._evidence.setContentsMargins(0, 0, 0, 0)
        self._evidence.setSpacing(0)
        self.use = QPushButton(tr("Add the selection"), self)
        self.sentence = QPushButton(tr("The sentence"), self)
        set_tip(self.sentence, tr("The sentence that holds both ends, or one for each."))
        self.delete = icon_button("trash", tr("Delete the relationship"), self)
        self._arrange()
        self.flip.clicked.connect(lambda: self._with(self._edits.flip))
        self.delete.clicked.connect(lambda: self._with(self._edits.delete))
        self.use.clicked.connect(lambda: self._with(self._edits.use_selection))
        self.sentence.clicked.connect(lambda: self._with(self._edits.default_evidence))
        self.type.activated.connect(lambda _: self._retyped())
        self.note.editingFinished.connect(self._noted)

    def _arrange(self) -> None:
        ends = QHBoxLayout()
        ends.setSpacing(4)
        ends.addWidget(self.head, 1)
        ends.addWidget(self.flip)
        ends.addWidget(self.tail, 1)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.use)
        tools.addWidget(self.sentence)
        tools.addStretch(1)
        evidence = QVBoxLayout()
        evidence.setSpacing(4)
        evidence.addWidget(self._spans)
        evidence.addLayout(tools)
        last = QHBoxLayout()
        last.setSpacing(4)
        last.addWidget(self.note, 1)
        last.addWidget(self.delete)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        types = QVBoxLayout()
        types.setSpacing(4)
        types.addWidget(self.type)
        types.addWidget(self._fields)
        rows = (
            (tr("Ends"), ends),
            (tr("Type"), types),
            (tr("Evidence"), evidence),
            (tr("Note"), last),
        )
        for words, field in rows:
            form.addRow(Label(words, self, name="Quiet", pixels=12), field)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.addLayout(form)

    @property
    def edge(self) -> Relationship | None:
        return self._edge

    def show_line(
        self,
        line: RelationshipLine,
        *,
        scheme: Scheme,
        choices: Sequence[Choice],
        editable: bool,
    ) -> None:
        """Fill the fields; a note that is being written in the same relationship stays."""
        same = self._edge is not None and self._edge.id == line.edge.id
        self._edge = edge = line.edge
        self.head.say(line.head, scheme)
        self.tail.say(line.tail, scheme)
        for button, mention in ((self.head, line.head), (self.tail, line.tail)):
            button.go = partial(self._edits.jump, mention.spans[0].start) if mention else None
        kind = scheme.relationship_type(edge.type)
        self.type.offer(choices, edge.type, kind.name(language()) if kind else edge.type)
        self._fill_attributes(edge, scheme.attributes_on("relationship", edge.type))
        self._fill_evidence(edge)
        if not (same and self.note.hasFocus() and self.note.isModified()):
            self.note.setText(edge.note)
        for field in (self.flip, self.type, self._fields, self.note, self.delete, self.sentence):
            field.setEnabled(editable)

    def set_selection(self, on: bool) -> None:
        """Whether there are selected words that could become evidence."""
        self.use.setEnabled(on and self.type.isEnabled())

    def _fill_attributes(self, edge: Relationship, attributes: Sequence[Attribute]) -> None:
        _clear(self._attributes)
        for attribute in attributes:
            given = edge.attributes.get(attribute.id)
            value = given.value if given is not None else None
            self._attributes.addWidget(self._field(attribute, value))
        self._fields.setVisible(bool(attributes))

    def _field(self, attribute: Attribute, value: str | bool | None) -> QWidget:
        name = attribute.name(language())
        tell = partial(self._attribute_set, attribute.id)
        if attribute.sort == "bool":
            tick = QCheckBox(name, self._fields)
            tick.setChecked(value is True)
            tick.clicked.connect(lambda on: tell(on))
            return tick
        if attribute.sort == "text":
            edit = QLineEdit(str(value or ""), self._fields)
            edit.setAccessibleName(name)
            edit.setPlaceholderText(name)
            edit.editingFinished.connect(lambda: tell(edit.text().strip() or None))
            return edit
        box = QComboBox(self._fields)
        box.setAccessibleName(name)
        box.view().setAccessibleName(name)
        box.addItem(f"{name}: –", None)
        for each in attribute.values:
            if not each.retired or each.id == value:
                box.addItem(f"{name}: {each.name(language())}", each.id)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(lambda _: tell(box.currentData()))
        return box

    def _fill_evidence(self, edge: Relationship) -> None:
        _clear(self._evidence)
        for number, span in enumerate(edge.evidence):
            row = QWidget(self._spans)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(0)
            words = _JumpButton(tr("Evidence"), row)
            words.say_text(elide(span.quote, _EXCERPT))
            set_tip(words, span.quote)
            words.go = partial(self._edits.jump, span.start)
            drop = icon_button("x", tr("Take these words away"), row)
            drop.setIconSize(QSize(12, 12))
            drop.clicked.connect(partial(self._evidence_dropped, number))
            line.addWidget(words, 1)
            line.addWidget(drop)
            self._evidence.addWidget(row)
        if not edge.evidence:
            self._evidence.addWidget(
                Label(tr("No evidence chosen."), self._spans, name="Quiet", pixels=12)
            )

    # -- told

    def _with(self, run: Callable[[Relationship], object]) -> None:
        if self._edge is not None:
            run(self._edge)

    def _retyped(self) -> None:
        if self._edge is not None:
            self._edits.retype(self._edge.id, str(self.type.currentData()))

    def _attribute_set(self, attribute: str, value: str | bool | None) -> None:
        edge = self._edge
        if edge is None:
            return
        given = edge.attributes.get(attribute)
        if (given.value if given is not None else None) != value:
            self._edits.attribute(edge, attribute, value)

    def _evidence_dropped(self, number: int, _: bool = False) -> None:
        self._with(lambda edge: self._edits.drop_evidence(edge, number))

    def _noted(self) -> None:
        edge, note = self._edge, self.note.text().strip()
        if edge is not None and self.note.isModified():
            self.note.setModified(False)
            if note != edge.note:
                self._edits.note(edge, note)


class _JumpButton(QPushButton):
    """Words of the article; a click goes there.  Elided where there is no room."""

    def __init__(self, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = role
        self._words = ""
        self.go: Callable[[], object] | None = None
        self.setObjectName("Jump")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.go() if self.go is not None else None)

    def say(self, mention: Mention | None, scheme: Scheme) -> None:
        """Show a mention; its type is in the tooltip."""
        kind = scheme.entity_type(mention.type) if mention is not None else None
        self.say_text(quote_of(mention.spans) if mention is not None else "—")
        name = kind.name(language()) if kind else ""
        set_tip(self, f"{self._words} – {name}" if name else self._words)
        self.setEnabled(mention is not None)

    def say_text(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(f"{self._role}: {words}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = max(16, self.width() - 24)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


def _clear(box: QVBoxLayout) -> None:
    while box.count():
        item = box.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
