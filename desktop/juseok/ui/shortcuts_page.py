"""The shortcut page: every action with its keys, made from the one table; keys can be changed."""

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from juseok.ui.action_spec import CONTEXT_NAMES, ActionSpec
from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import tr
from juseok.ui.keymap import Chord, chord_of
from juseok.ui.matching import rank
from juseok.ui.settings import Settings
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

_Index = QModelIndex | QPersistentModelIndex
_BARE: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class ShortcutModel(QAbstractTableModel):
    """Actions × (name, where, keys), filtered by name."""

    def __init__(self, router: ActionRouter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._router = router
        self._specs: list[ActionSpec] = []
        self._query = ""
        router.changed.connect(self.reload)
        self.reload()

    def set_query(self, query: str) -> None:
        self._query = query
        self.reload()

    def reload(self) -> None:
        specs = self._router.specs()
        names = [f"{self._router.name(s)} {self._keys(s)}" for s in specs]
        self.beginResetModel()
        self._specs = [specs[i] for i in rank(self._query, names, limit=len(specs))]
        self.endResetModel()

    def spec(self, row: int) -> ActionSpec:
        return self._specs[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._specs)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec = self._specs[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(spec.help) if spec.help else None  # marked in the table
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match index.column():
            case 0:
                return self._router.name(spec)
            case 1:
                return tr(CONTEXT_NAMES[spec.context])  # marked in the table
            case _:
                return self._keys(spec)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return (tr("Action"), tr("Where"), tr("Keys"))[section] if 0 <= section < 3 else None

    def _keys(self, spec: ActionSpec) -> str:
        return "   ".join(chord.label() for chord in self._router.keys(spec))


class KeyField(QLineEdit):
    """Takes the next chord instead of text.  ``pressed(chord)``; Esc leaves it alone."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(tr("Press the new key"))
        self.setPlaceholderText(tr("Press the new key"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _BARE:
                return True
            chord = chord_of(event)
            if chord is not None:
                self.setText(chord.label())
                self.pressed.emit(chord)
            return True
        return super().event(event)


class ShortcutsDialog(Dialog):
    """Look up keys and give actions others; a key that is taken is not given twice."""

    def __init__(
        self, router: ActionRouter, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self._router = router
        self._settings = settings
        self._model = ShortcutModel(router, self)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(tr("Find an action or a key"))
        self._field.setAccessibleName(tr("Find an action or a key"))
        self._field.textChanged.connect(self._model.set_query)
        self.table = QTableView(self)
        self.table.setAccessibleName(tr("Actions and keys"))
        self.table.setModel(self._model)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 176)
        self.table.setColumnWidth(2, 160)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show())
        self._model.modelReset.connect(self._show)
        self._name = Label(parent=self, strong=True)
        self._words = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.key = KeyField(self)
        self.key.pressed.connect(self._try)
        self._none = QPushButton(tr("No key"), self)
        self._none.clicked.connect(lambda: self._set(()))
        self._default = QPushButton(tr("Default key"), self)
        self._default.clicked.connect(lambda: self._set(None))
        for button in (self._none, self._default):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self.key)
        row.addWidget(self._none)
        row.addWidget(self._default)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        box.addWidget(self._field)
        box.addWidget(self.table, 1)
        box.addLayout(row)
        box.addWidget(self._words)
        fit_to_screen(self, 720, 600)
        self._show()

    @property
    def words(self) -> str:
        """What stands under the key: why it was not taken, or nothing."""
        return self._words.text()

    def choose(self, action: str) -> None:
        """Select the row of ``action``."""
        for row in range(self._model.rowCount()):
            if self._model.spec(row).id == action:
                self.table.selectRow(row)

    def _spec(self) -> ActionSpec | None:
        index = self.table.currentIndex()
        return self._model.spec(index.row()) if index.isValid() else None

    def _show(self) -> None:
        spec = self._spec()
        self._name.setText(self._router.name(spec) if spec else tr("Choose an action above."))
        for widget in (self.key, self._none, self._default):
            widget.setEnabled(spec is not None)
        self.key.clear()
        self._words.clear()

    def _try(self, chord: Chord) -> None:
        spec = self._spec()
        if spec is None:
            return
        taken = self._router.conflicts(chord, spec)
        if taken:
            names = ", ".join(self._router.name(other) for other in taken)
            self._words.setText(
                tr("{key} belongs to “{names}”; give that another key first.",
                   key=chord.label(), names=names)
            )  # fmt: skip
            return
        self._set((str(chord),))

    def _set(self, keys: tuple[str, ...] | None) -> None:
        spec = self._spec()
        if spec is not None:
            self._settings.set_keys(spec.id, keys)
            self.choose(spec.id)
