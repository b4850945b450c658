"""The open claim: read back as a sentence, and its fields as the scheme orders them."""

from collections.abc import Callable
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from juseok.core.model import Claim
from juseok.core.scheme import Attribute, ClaimRole
from juseok.services.edits import AttributeInput, quote_of
from juseok.services.tagging.claims import CERTAINTY, POLARITY, ROLES, Role, modality
from juseok.ui.claim_linking import Linking
from juseok.ui.i18n import language, tr
from juseok.ui.icons import icon
from juseok.ui.panels.claim_fields import AttributeField, NoteField
from juseok.ui.panels.claim_links import ClaimLinks
from juseok.ui.panels.claim_roles import RoleField, RoleItem
from juseok.ui.theme import ui_font
from juseok.ui.widgets.certainty import CertaintyControl, Step
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.pieces import Part, PiecesLabel
from juseok.ui.widgets.plain import set_tip

_LABEL: Final = 64
_SPANS: Final = ("content", "cue")
_MODAL: Final = (CERTAINTY, POLARITY)


class ClaimForm(QWidget):
    """Fields of one claim; each edit is one action.

    ``reached(widget)``: a field that a person was led to.
    """

    reached = Signal(object)

    def __init__(self, claiming: Linking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The open claim"))
        self._claiming = claiming
        self._claim: Claim | None = None
        self._version = ""
        self.roles: dict[str, RoleField] = {}
        self.attributes: dict[str, AttributeField] = {}
        self._fields: dict[str, QWidget] = {}
        self._body: QWidget | None = None
        self.sentence = PiecesLabel(self)
        self.sentence.clicked.connect(self.lead_to)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 16, 16)
        self._box.setSpacing(12)
        self._box.addWidget(self.sentence)
        self._open = False
        self.offer()

    @property
    def claim(self) -> Claim | None:
        return self._claim

    # -- made from the scheme

    def offer(self) -> None:
        """Make the fields anew where the scheme has changed."""
        scheme = self._claiming.session.scheme
        version = f"{scheme.version} {language()}"
        if version == self._version:
            return
        self._version = version
        if self._body is not None:
            self._body.deleteLater()
        self.roles, self.attributes, self._fields = {}, {}, {}
        self._body = QWidget(self)
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(self._grid("always"))
        self.certainty = self._make_certainty()
        box.addWidget(self.certainty)
        box.addSpacing(4)
        box.addLayout(self._grid("computed"))
        self.links = ClaimLinks(self._claiming, _LABEL, self._body)
        box.addWidget(self.links)
        box.addWidget(self._make_more())
        self._folded = QWidget(self._body)
        self._folded.setLayout(self._grid("folded"))
        self._folded.setVisible(self._open)
        box.addWidget(self._folded)
        box.addLayout(self._buttons())
        self._box.addWidget(self._body)
        if self._claim is not None:
            self.show_claim(self._claim)

    def _grid(self, shown: str) -> QGridLayout:
        scheme = self._claiming.session.scheme
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        for role in scheme.roles:
            if role.shown == shown and not role.retired and role.id in (*ROLES, *_SPANS):
                self._add(grid, role.id, role.name(language()), self._make_role(role))
        for item in scheme.attributes_on("claim"):
            if item.shown == shown and not item.field and item.id not in _MODAL:
                self._add(grid, item.id, item.name(language()), self._make_attribute(item))
        if shown == "folded":
            self._nested = RoleField(tr("Nested in"), self, words=tr("Choose the outer claim…"))
            self._nested.wanted.connect(self._choose_outer)
            self._nested.removed.connect(lambda _: self._with_claim(self._unnest))
            self._nested.jumped.connect(lambda _: self._with_claim(self._show_outer))
            self._add(grid, "nested_in", tr("Nested in"), self._nested)
            self._note = NoteField(self)
            self._note.written.connect(
                lambda text: self._with_claim(lambda claim: self._claiming.set_note(claim, text))
            )
            self._note.left.connect(self._claiming.place.focus_text)
            self._add(grid, "note", tr("Note"), self._note)
        return grid

    def _add(self, grid: QGridLayout, name: str, words: str, field: QWidget) -> None:
        row = grid.rowCount()
        label = Label(words, self, name="Quiet", pixels=12, wrap=True)
        label.setFixedWidth(_LABEL)
        label.setMinimumHeight(28)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, row, 1)
        self._watch(name, field)

    def _watch(self, name: str, field: QWidget) -> None:
        """Words of the sentence stand out while the mouse or the focus is on their field."""
        self._fields[name] = field
        for widget in (field, *field.findChildren(QWidget)):
            widget.setProperty("claim_field", name)
            widget.installEventFilter(self)

    def _make_role(self, role: ClaimRole) -> RoleField:
        field = RoleField(role.name(language()), self)
        set_tip(field, role.help.get(language(), ""))
        field.wanted.connect(partial(self._use_selection, role.id))
        field.removed.connect(partial(self._remove, role.id))
        field.jumped.connect(partial(self._jump, role.id))
        if role.id == "source":
            self._elided = self._state_button(tr("elided"), "elided")
            self._absent = self._state_button(tr("none"), "none")
            for button in (self._elided, self._absent):
                field.add_button(button)
        self.roles[role.id] = field
        return field

    def _state_button(self, words: str, state: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(True)
        button.setObjectName("Toggle")
        button.setFont(ui_font(pixels=12))
        button.setAccessibleName(tr("Source: {words}", words=words))
        button.clicked.connect(lambda on: self._set_state(state if on else "open"))
        return button

    def _make_attribute(self, item: Attribute) -> AttributeField:
        field = AttributeField(item, self)
        set_tip(field, item.help.get(language(), ""))
        field.chosen.connect(partial(self._chosen, item.id))
        self.attributes[item.id] = field
        return field

    def _make_certainty(self) -> CertaintyControl:
        control = CertaintyControl(self)
        scheme = self._claiming.session.scheme
        held = [scheme.attribute(name) for name in _MODAL]
        steps, signs = (
            [Step(v.id, v.name(language()), v.key) for v in each.values if not v.retired]
            if each is not None
            else []
            for each in held
        )
        control.offer(steps, signs)
        control.chosen.connect(
            lambda sure, sign: self._with_claim(
                lambda claim: self._claiming.set_modality(claim, sure, sign)
            )
        )
        control.setVisible(bool(steps and signs))
        self._watch(CERTAINTY, control)
        self._fields[POLARITY] = control
        return control

    def _make_more(self) -> QToolButton:
        self._more = QToolButton(self)
        self._more.setCheckable(True)
        self._more.setChecked(self._open)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setObjectName("More")
        self._more.setFont(ui_font(pixels=12))
        self._more.toggled.connect(self._unfold)
        self._name_more()
        return self._more

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(4)
        router = self._claiming.router
        for name, words, action in (
            ("split", tr("Each piece of content a claim of its own"), "claim.split"),
            ("merge", tr("Merge with the claim before"), "claim.merge"),
        ):
            button = icon_button(name, words, self)
            button.clicked.connect(partial(router.trigger, action))
            row.addWidget(button)
        delete = icon_button("trash", tr("Delete the claim"), self)
        delete.clicked.connect(lambda: self._with_claim(self._claiming.delete))
        row.addWidget(delete)
        row.addStretch(1)
        return row

    # -- shown

    def show_claim(self, claim: Claim) -> None:
        """Fill the fields."""
        same = self._claim is not None and self._claim.id == claim.id
        self._claim = claim
        claiming = self._claiming
        pieces = claiming.read_back(claim).pieces
        self.sentence.show_parts([Part(piece.text, piece.field) for piece in pieces])
        stand = modality(claim)
        self.certainty.set_stand(stand.certainty, stand.polarity)
        tokens = claiming.context.theme.tokens
        for name, field in self.roles.items():
            field.show_items(self._items(claim, name), tokens, empty=self._nothing(claim, name))
        for name, field in self.attributes.items():
            shown = field.attribute.shown in ("always", "computed")
            field.show_value(claim.attributes.get(name), mark_rule=shown)
        if "source" in self.roles:
            self._elided.setChecked(claim.source_state == "elided")
            self._absent.setChecked(claim.source_state == "none")
        outer = claiming.mine(claim.nested_in)
        held = [RoleItem(quote_of(outer.content), tr("Claim"))] if outer is not None else []
        self._nested.show_items(held, tokens)
        self._note.show_note(claim.note, same=same)
        self.links.show_claim(claim)
        for name in (*self.roles, "nested_in"):
            self._watch(name, self._fields[name])

    def _items(self, claim: Claim, name: str) -> list[RoleItem]:
        if name in _SPANS:
            return [RoleItem(" ".join(span.quote.split())) for span in getattr(claim, name)]
        scheme, items = self._claiming.session.scheme, list[RoleItem]()
        for ref in getattr(claim, name):
            words, type_id = self._claiming.named(ref)
            kind = scheme.entity_type(type_id)
            about = kind.name(language()) if kind else type_id
            items.append(RoleItem(words, about, kind.color if kind else ""))
        return items

    def _nothing(self, claim: Claim, name: str) -> str:
        if name != "source":
            return "–"
        words = {"elided": tr("as in the sentence before"), "none": tr("nobody is named")}
        return words.get(claim.source_state, tr("not decided yet"))

    # -- edits

    def _with_claim(self, run: Callable[[Claim], object]) -> None:
        if self._claim is not None:
            run(self._claim)

    def _use_selection(self, name: str) -> None:
        """Add the selected words, or the mention at the caret, to a role."""
        claim, claiming = self._claim, self._claiming
        if claim is None:
            return
        spans = claiming.picked_spans(snap=False)
        mention = None if spans or name in _SPANS else claiming.mention()
        if not spans and mention is None:
            claiming.context.say(tr("Select the words in the text first."))
        elif name == "content":
            claiming.add_content(claim, spans)
        elif name == "cue":
            claiming.add_cue(claim, spans)
        else:
            found = [claiming.ref_of(span) for span in spans]
            if mention is not None:
                found.append(claiming.ref_of_mention(mention))
            held = getattr(claim, name)
            refs = (*held, *(ref for ref in found if ref not in held))
            claiming.set_role(claim, cast("Role", name), refs)

    def _remove(self, name: str, number: int) -> None:
        claim, claiming = self._claim, self._claiming
        if claim is None:
            return
        held = getattr(claim, name)
        rest = (*held[:number], *held[number + 1 :])
        if name == "content":
            claiming.remove_content(claim, held[number])
        elif name == "cue":
            claiming.set_cue(claim, rest)
        else:
            claiming.set_role(claim, cast("Role", name), rest)

    def _jump(self, name: str, number: int) -> None:
        claim, claiming = self._claim, self._claiming
        if claim is None:
            return
        held = getattr(claim, name)[number]
        spans = (held,) if name in _SPANS else claiming.spans_of(held)
        if spans:
            claiming.place.pick(spans[0].start, spans[0].end)

    def _set_state(self, state: str) -> None:
        claim = self._claim
        if claim is not None and not self._claiming.set_source_state(claim, state):
            self.show_claim(claim)

    def _chosen(self, name: str, value: AttributeInput) -> None:
        self._with_claim(lambda claim: self._claiming.set_attribute(claim, name, value))

    def _choose_outer(self) -> None:
        self._with_claim(self._claiming.choose_outer)

    def _unnest(self, claim: Claim) -> None:
        self._claiming.nest(claim, None)

    def _show_outer(self, claim: Claim) -> None:
        self._claiming.place.open_claim(claim.nested_in)

    # -- from sentence to field and back

    def lead_to(self, name: str) -> None:
        """Put the focus on the field of a word of the sentence, unfolding it if need be."""
        field = self._fields.get(name)
        if field is None:
            return
        if self._folded.isAncestorOf(field):
            self._more.setChecked(True)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reached.emit(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.sentence.stress(str(watched.property("claim_field") or ""))
        elif kind in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.sentence.stress("")
        return False

    def _unfold(self, on: bool) -> None:
        self._open = on
        self._folded.setVisible(on)
        self._name_more()

    def _name_more(self) -> None:
        self._more.setText(tr("Less") if self._open else tr("More"))
        self._more.setIcon(icon("chevron-up" if self._open else "chevron-down"))
