"""The scheme itself in the scheme editor: the way to it, and its own name and help."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from juseok.core.scheme import Scheme
from juseok.ui.dialogs.scheme_editor_fields import HelpField, NamesField, form, heading, label
from juseok.ui.i18n import language, tr
from juseok.ui.icons import icon
from juseok.ui.theme import GRID
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import label_of, set_tip

_HELP_HEIGHT: Final = 14 * GRID


class WholeForm(QWidget):
    """``renamed(names)``, ``described(texts)``: a field was left with something else in it."""

    renamed = Signal(dict)
    described = Signal(dict)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names = NamesField(self)
        self.names.edited.connect(self.renamed)
        self.help = HelpField(self)
        self.help.edited.connect(self.described)
        for edit in self.help.edits.values():
            edit.setFixedHeight(_HELP_HEIGHT)
        rows = form()
        rows.addRow(label(tr("Name")), self.names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(rows)
        column.addWidget(heading(tr("Help")))
        told = tr("What holds for all types: what is tagged, and where a span begins and ends.")
        column.addWidget(Label(told, self, name="Quiet", pixels=12, wrap=True))
        column.addWidget(self.help)
        column.addStretch(1)

    def show_scheme(self, scheme: Scheme) -> None:
        self.names.show_texts(scheme.names)
        self.help.show_texts(scheme.help)


class WholeButton(QPushButton):
    """The scheme's name over the list; a click shows the scheme itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Jump")
        self.setIcon(icon("layers"))
        self.setCheckable(True)
        self.setAutoDefault(False)
        set_tip(self, tr("Name and help of the scheme (Ctrl+0)"))

    def show_scheme(self, scheme: Scheme, *, chosen: bool) -> None:
        name = scheme_name(scheme)
        self.setText(label_of(name))
        self.setAccessibleName(tr("The scheme itself: {name}", name=name))
        self.setChecked(chosen)


def scheme_name(scheme: Scheme) -> str:
    """What the scheme is called in the window's language."""
    return scheme.names.get(language(), "") or scheme.id
