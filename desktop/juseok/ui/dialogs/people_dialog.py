"""Annotators: their names, how each looks, and what each may do; each edit counts at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Annotator
from juseok.services.campaigns.people import COLORS, PATTERNS, with_looks
from juseok.ui.i18n import mark, tr
from juseok.ui.widgets.badge import Badge
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen, scrolled
from juseok.ui.widgets.labels import Label

ROLE_CHOICES: Final = (
    (("annotator",), mark("Annotator")),
    (("annotator", "reviewer"), mark("Annotator and reviewer")),
    (("reviewer",), mark("Reviewer")),
    (("annotator", "reviewer", "lead"), mark("Lead")),
)
COLOR_NAMES: Final = dict(
    zip(
        COLORS,
        (mark("Blue"), mark("Vermilion"), mark("Green"), mark("Pink"), mark("Orange"),
         mark("Sky blue"), mark("Grey")),
        strict=True,
    )
)  # fmt: skip
PATTERN_NAMES: Final = dict(
    zip(
        PATTERNS,
        (mark("Solid line"), mark("Dashes"), mark("Dots"), mark("Dash and dot")),
        strict=True,
    )
)

Edit = Callable[[Annotator, Annotator], object]


class PersonRow:
    """The fields of one person; ``edit(before, after)`` is called with every change."""

    def __init__(self, person: Annotator, looks: Annotator, edit: Edit, parent: QWidget) -> None:
        self.person, self._edit = person, edit
        self.badge = Badge(looks, parent)
        self.name = QLineEdit(person.name, parent)
        self.letter = QLineEdit(looks.letter, parent)
        self.letter.setMaxLength(1)
        self.letter.setFixedWidth(40)
        self.letter.setAccessibleName(tr("Letter of {name}", name=person.name))
        self.name.setAccessibleName(tr("Name"))
        self.color, self.pattern, self.roles = (QComboBox(parent) for _ in range(3))
        for value, words in COLOR_NAMES.items():
            self.color.addItem(_swatch(value), tr(words), value)  # marked in the table
        for value, words in PATTERN_NAMES.items():
            self.pattern.addItem(tr(words), value)  # marked in the table
        for value, words in ROLE_CHOICES:
            self.roles.addItem(tr(words), value)  # marked in the table
        for box, words, value in (
            (self.color, tr("Colour of {name}", name=person.name), looks.color),
            (self.pattern, tr("Pattern of {name}", name=person.name), looks.pattern),
        ):
            box.setAccessibleName(words)
            box.setCurrentIndex(max(0, box.findData(value)))
        self.roles.setAccessibleName(tr("Role of {name}", name=person.name))
        at = [set(value) for value, _ in ROLE_CHOICES]
        roles = set(person.roles)
        self.roles.setCurrentIndex(at.index(roles) if roles in at else 3 * ("lead" in roles))
        for field in (self.name, self.letter):
            field.editingFinished.connect(self._changed)
        for box in (self.color, self.pattern, self.roles):
            box.activated.connect(self._changed)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return self.badge, self.name, self.letter, self.color, self.pattern, self.roles

    def _changed(self, _: object = None) -> None:
        after = replace(
            self.person,
            name=self.name.text().strip(),
            letter=self.letter.text().strip().upper(),
            color=str(self.color.currentData()),
            pattern=str(self.pattern.currentData()),
            roles=tuple(self.roles.currentData()),
        )
        if after != self.person:
            self._edit(self.person, after)


class PeopleDialog(Dialog):
    """``add(name)`` and ``edit(before, after)`` are asked for; :meth:`show_people` follows."""

    def __init__(
        self, *, add: Callable[[str], object], edit: Edit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Annotators"))
        self._add, self._edit = add, edit
        self.rows: list[PersonRow] = []
        self._inside: QWidget | None = None
        self.new = QLineEdit(self)
        self.new.setPlaceholderText(tr("Name of a colleague"))
        self.new.setAccessibleName(tr("Name of a colleague"))
        plus = QPushButton(tr("Add"), self)
        plus.setAutoDefault(False)
        self.new.returnPressed.connect(self._added)
        plus.clicked.connect(self._added)
        below = QHBoxLayout()
        below.addWidget(self.new, 1)
        below.addWidget(plus)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(24, 20, 24, 16)
        self._box.setSpacing(12)
        self._box.addLayout(below)
        fit_to_screen(self, 860, 380)

    def show_people(self, people: Sequence[Annotator]) -> None:
        """Show ``people`` as they are now; the field in focus stays that."""
        held = self._in_focus()
        if self._inside is not None:
            self._box.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        heads = ("", tr("Name"), tr("Letter"), tr("Colour"), tr("Pattern"), tr("Role"))
        for column, words in enumerate(heads):
            grid.addWidget(Label(words, inside, name="Quiet", pixels=12), 0, column)
        grid.setColumnStretch(1, 1)
        known = {each.id: each for each in people}
        self.rows = [
            PersonRow(known[each.id], each, self._edit, inside) for each in with_looks(people)
        ]
        for at, row in enumerate(self.rows):
            for column, field in enumerate(row.fields):
                grid.addWidget(field, at + 1, column)
        grid.setRowStretch(len(self.rows) + 1, 1)
        self._inside = scrolled(inside, self)
        self._box.insertWidget(0, self._inside, 1)
        for row in self.rows:
            if held is not None and row.person.id == held[0]:
                row.fields[held[1]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_focus(self) -> tuple[str, int] | None:
        """The person and the number of the field that has the focus."""
        for row in self.rows:
            for number, field in enumerate(row.fields):
                if field.hasFocus():
                    return row.person.id, number
        return None

    def _added(self) -> None:
        name = self.new.text().strip()
        if name:
            self.new.clear()
            self._add(name)


def _swatch(color: str) -> QIcon:
    """A disc of the colour, beside its name."""
    pixmap = QPixmap(QSize(14, 14))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(1, 1, 12, 12)
    painter.end()
    return QIcon(pixmap)
