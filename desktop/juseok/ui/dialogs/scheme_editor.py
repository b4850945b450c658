"""The scheme editor: what may be tagged, changed while the project goes on.

Every field is given on as soon as it is left, as one action that can be undone, so there is
nothing to confirm and nothing to lose.  The dialog knows a scheme and a way to apply an
action; it knows no store and no window.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from juseok.core.errors import SchemeError
from juseok.core.ops import Action
from juseok.core.scheme import Attribute, ClaimRole, Names, Scheme
from juseok.services.scheme import scheme_edit
from juseok.services.scheme.scheme_edit import Count
from juseok.ui.dialogs import scheme_editor_edits as edits
from juseok.ui.dialogs.scheme_editor_attribute import AttributeForm
from juseok.ui.dialogs.scheme_editor_form import TypeForm
from juseok.ui.dialogs.scheme_editor_list import Item, SchemeList, Section, items_of, standing
from juseok.ui.dialogs.scheme_editor_whole import WholeButton, WholeForm, scheme_name
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen, scrolled
from juseok.ui.widgets.labels import icon_button
from juseok.ui.widgets.plain import set_tip

_LIST_WIDTH: Final = 272
_WHOLE: Final = 2
_NO_KEYS: Final[Mapping[str, str]] = {}


class SchemeEditor(Dialog):
    """Edits ``scheme``; each edit goes through ``apply``.

    ``count`` tells how many annotations use a type, an attribute or a value
    (``attribute=value``), ``to_delete`` the same or an error before one is deleted; ``reserved``
    which keys commands have.
    """

    def __init__(
        self,
        *,
        scheme: Scheme,
        apply: Callable[[Action], None],
        count: Count,
        to_delete: Count | None = None,
        reserved: Mapping[str, str] = _NO_KEYS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._apply = apply
        self._count, self._to_delete = count, to_delete or count
        self._section: Section = "entity"
        self._item_id = ""
        self._whole = False
        self._draft: Item | None = None
        self.setWindowTitle(tr("Annotation scheme"))
        fit_to_screen(self, 976, 704, least=QSize(800, 520))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_list())
        row.addWidget(self._make_page(reserved), 1)
        self._make_shortcuts()
        self._refill()
        self.list.setCurrentIndex(self.list.rows.first())
        self.list.setFocus()

    @property
    def scheme(self) -> Scheme:
        """The scheme as it is now."""
        return self._scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Show what the scheme became elsewhere (by an undo, say)."""
        self._scheme = scheme
        self._refill()
        self._show()

    def _make_list(self) -> QWidget:
        side = QFrame(self)
        side.setObjectName("ListPane")
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        self.whole = WholeButton(side)
        self.whole.clicked.connect(self.show_whole)
        column.addWidget(self.whole)
        self.search = QLineEdit(side)
        self.search.setPlaceholderText(tr("Search types and attributes"))
        self.search.setAccessibleName(tr("Search types and attributes"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._refill())
        column.addWidget(self.search)
        self.list = SchemeList(side)
        self.list.selectionModel().currentChanged.connect(self._choose)
        column.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(4)
        self.add = icon_button("plus", tr("Add (Ctrl+N)"), side)
        self.up = icon_button("arrow-up", tr("Move up (Ctrl+Up)"), side)
        self.down = icon_button("arrow-down", tr("Move down (Ctrl+Down)"), side)
        self.add.clicked.connect(lambda: self.add_item())
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down.clicked.connect(lambda: self.shift(1))
        for button in (self.add, self.up, self.down):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        return side

    def _make_page(self, reserved: Mapping[str, str]) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._make_title(page))
        column.addSpacing(8)
        self.type_form = TypeForm(reserved=reserved, parent=page)
        self.type_form.edited.connect(self._edit)
        self.attribute_form = AttributeForm(page)
        self.attribute_form.edited.connect(self._edit)
        self.whole_form = WholeForm(page)
        self.whole_form.renamed.connect(self._rename_whole)
        self.whole_form.described.connect(self._describe_whole)
        self.forms = QStackedWidget(page)
        for each in (self.type_form, self.attribute_form, self.whole_form):
            each.setContentsMargins(0, 0, 12, 0)
            self.forms.addWidget(scrolled(each, page))
        column.addWidget(self.forms, 1)
        foot = QHBoxLayout()
        self.notice = QLabel(page)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setObjectName("StatusText")
        self.notice.setWordWrap(True)
        foot.addWidget(self.notice, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, page)
        box.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        box.rejected.connect(self.reject)
        foot.addWidget(box)
        column.addLayout(foot)
        return page

    def _make_title(self, page: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = QLabel(page)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(ui_font(pixels=18, strong=True))
        self.usage = QLabel(page)
        self.usage.setTextFormat(Qt.TextFormat.PlainText)
        self.usage.setObjectName("Quiet")
        words.addWidget(self.title)
        words.addWidget(self.usage)
        line.addLayout(words, 1)
        self.retire = QPushButton(page)
        set_tip(self.retire, tr("In the list: Delete"))
        self.retire.clicked.connect(self.toggle_retired)
        self.delete = QPushButton(tr("Delete"), page)
        set_tip(self.delete, tr("In the list: Shift+Delete"))
        self.delete.clicked.connect(self.delete_item)
        self.accept_new = QPushButton(tr("Add to the scheme"), page)
        self.accept_new.clicked.connect(self.accept_draft)
        self.drop_new = QPushButton(tr("Discard"), page)
        self.drop_new.clicked.connect(self.discard_draft)
        for button in (self.retire, self.delete, self.drop_new, self.accept_new):
            button.setAutoDefault(False)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _make_shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+N", self.add_item),
            ("Ctrl+Up", lambda: self.shift(-1)),
            ("Ctrl+Down", lambda: self.shift(1)),
            ("Ctrl+F", self._to_search),
            ("Ctrl+0", self.show_whole),
            ("F2", self._to_name),
            ("F6", self._other_side),
        ):
            QShortcut(QKeySequence(keys), self, run)
        for keys, run in (("Del", self.toggle_retired), ("Shift+Del", self.delete_item)):
            shortcut = QShortcut(QKeySequence(keys), self.list, run)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    # What a person does

    def show_whole(self) -> None:
        """Show the scheme itself: its name and its help."""
        self._whole, self._draft, self._item_id = True, None, ""
        self.search.clear()
        self.list.setCurrentIndex(QModelIndex())
        self._say("")
        self._show()
        self._to_name()

    def select(self, section: Section, item_id: str) -> bool:
        """Show an item; the search is cleared where it hides it.  False when there is none."""
        if not self.list.choose(section, item_id) and self.search.text():
            self.search.clear()
        return self.list.choose(section, item_id)

    def add_item(self) -> None:
        """Begin a new item of the section in view; nothing is added before it is accepted."""
        if self._section == "role":
            self._say(tr("A claim's parts are fixed; a new type can stand in another group."))
            return
        self._draft = edits.blank(self._scheme, self._section)
        self._show()
        self._to_name()

    def accept_draft(self) -> None:
        """Add the new item to the scheme."""
        item = self._draft
        if item is None:
            return
        self.accept_new.setFocus()  # a field that is being written in gives its text on
        item = self._draft or item
        section = self._section
        if self._run(lambda: edits.add(self._scheme, item)):
            self._draft = None
            self._refill()
            self.select(section, item.id)
            self._show()

    def discard_draft(self) -> None:
        self._draft = None
        self._show()
        self.list.setFocus()

    def reject(self) -> None:
        """Escape gives up the new item, then the search, then closes."""
        if self._draft is not None:
            self.discard_draft()
        elif self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            super().reject()

    def toggle_retired(self) -> None:
        """Take the item out of use, or into use again."""
        item = self._item()
        if item is not None and self._draft is None:
            self._edit(replace(item, retired=not item.retired))

    def delete_item(self) -> None:
        """Delete the item where nothing uses it; else say why not."""
        item = self._item()
        if item is None or self._draft is not None:
            return
        row = self.list.currentIndex().row()
        if self._run(lambda: edits.delete(self._scheme, item, self._to_delete)):
            near = self.list.rows.index(min(row, self.list.rows.rowCount() - 1))
            live = near if self.list.rows.flags(near) else self.list.rows.index(row - 1)
            self.list.setCurrentIndex(live)

    def shift(self, by: int) -> None:
        """Move the item up (−1) or down (1) within its section."""
        ids = [each.id for each in items_of(self._scheme, self._section)]
        if self._draft is not None or self._item_id not in ids:
            return
        place = ids.index(self._item_id)
        if 0 <= place + by < len(ids):
            ids.insert(place + by, ids.pop(place))
            self._run(lambda: edits.reorder(self._scheme, self._section, ids))

    # How it follows

    def _item(self) -> Item | None:
        if self._draft is not None:
            return self._draft
        found = items_of(self._scheme, self._section)
        return next((each for each in found if each.id == self._item_id), None)

    def _edit(self, item: Item) -> None:
        """A field changed the item in view."""
        if self._draft is not None:
            self._draft = item
            self._say("")
            self._show()
            return
        self._run(lambda: edits.change(self._scheme, item, self._to_delete))
        self._show()

    def _rename_whole(self, names: Names) -> None:
        self._run(lambda: scheme_edit.rename_scheme(scheme=self._scheme, names=names))
        self._show()

    def _describe_whole(self, texts: Names) -> None:
        self._run(lambda: scheme_edit.describe_scheme(scheme=self._scheme, texts=texts))
        self._show()

    def _run(self, make: Callable[[], Action | None]) -> bool:
        """Make and apply an action; a refusal is said below, and nothing changes."""
        try:
            action = make()
        except SchemeError as error:
            self._say(sentence(error.message), failed=True)
            return False
        self._say("")
        if action is not None:
            self._scheme = scheme_edit.scheme_after(self._scheme, [action])
            self._refill()
            self._apply(action)
        return True

    def _say(self, text: str, *, failed: bool = False) -> None:
        self.notice.setText(text)
        self.notice.setProperty("state", "failed" if failed else "")
        self.notice.style().unpolish(self.notice)
        self.notice.style().polish(self.notice)

    def _refill(self) -> None:
        """Fill the list anew and keep the choice."""
        chosen = self.list.selectionModel()
        chosen.blockSignals(True)
        self.list.rows.show(self._scheme, self.search.text())
        kept = self.list.choose(self._section, self._item_id)
        chosen.blockSignals(False)
        if not kept and self.search.text():
            self.list.setCurrentIndex(self.list.rows.first())

    def _choose(self, index: QModelIndex) -> None:
        row = self.list.rows.row(index)
        if row is None or row.item is None:
            return
        self._section, self._item_id = row.section, row.item.id
        self._whole, self._draft = False, None
        self._say("")
        self._show()

    def _show(self) -> None:
        """Bring the right side in line with the item in view."""
        item, new = self._item(), self._draft is not None
        self._whole = self._whole and item is None
        self.whole.show_scheme(self._scheme, chosen=self._whole)
        self.forms.setVisible(item is not None or self._whole)
        for button in (self.accept_new, self.drop_new):
            button.setVisible(new)
        self.accept_new.setDefault(new)
        fixed = isinstance(item, ClaimRole)
        self.delete.setVisible(item is not None and not new and not fixed)
        self.retire.setVisible(
            item is not None and not new and not (isinstance(item, ClaimRole) and item.required)
        )
        if item is None:
            self.title.setText(scheme_name(self._scheme) if self._whole else "")
            self.usage.setText(tr("The scheme itself") if self._whole else "")
            self.forms.setCurrentIndex(_WHOLE)
            self.whole_form.show_scheme(self._scheme)
            return
        self.title.setText(item.name(language()) if not new else tr("New: {id}", id=item.id))
        used = None if new else self._count(item.id)
        self.usage.setText(standing(self._section, item, used))
        self.retire.setText(tr("Use again") if item.retired else tr("Retire"))
        if isinstance(item, Attribute):
            self.forms.setCurrentIndex(1)
            self.attribute_form.show_item(item, new=new)
        else:
            self.forms.setCurrentIndex(0)
            self.type_form.show_item(item, self._scheme, new=new)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_name(self) -> None:
        forms = (self.type_form, self.attribute_form, self.whole_form)
        edit = forms[self.forms.currentIndex()].names.edits[language()]
        edit.setFocus()
        edit.selectAll()

    def _other_side(self) -> None:
        if self.list.hasFocus() or self.search.hasFocus():
            self._to_name()
        else:
            self.list.setFocus()
