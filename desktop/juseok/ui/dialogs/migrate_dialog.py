"""What becomes of types and values that the scheme no longer has in use: a table to fill in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from juseok.services.scheme.scheme_migrate import GONE, Old
from juseok.ui.i18n import tr
from juseok.ui.widgets.asking import ask_below
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class OldRow:
    """``name``: what it is called; ``about``: what sort of thing; ``targets``: (id, name)."""

    old: Old
    name: str
    about: str
    count: int
    targets: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Work:
    """Whose work it is that is brought over: one's own, or gold; ``about`` says what is asked."""

    name: str
    about: str
    rows: Sequence[OldRow]
    gold: bool = False


class MigrateDialog(Dialog):
    """Calls ``look`` with whose work it is and the table when it is filled in; nothing is changed
    by it."""

    def __init__(
        self,
        works: Sequence[Work],
        look: Callable[[Work, dict[Old, str]], object],
        parent: QWidget | None = None,
        *,
        others: Sequence[str] = (),
    ) -> None:
        """``works``: one at least; ``others``: what is to be told of other people's work, which
        stays as it is."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Work under an older scheme"))
        self._look, self._works = look, works
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(12)
        self.whose = QComboBox(inside)
        self.whose.setAccessibleName(tr("Whose work"))
        self.whose.addItems([each.name for each in works])
        self.whose.setVisible(len(works) > 1)
        column.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignLeft)
        self._pages = QStackedWidget(inside)
        self._tables = [self._make_page(each) for each in works]
        column.addWidget(self._pages)
        for told in others:
            column.addWidget(Label(told, inside, name="Quiet", wrap=True))
        column.addStretch(1)
        self.ok = ask_below(self, inside, tr("Show the places…"))
        self.whose.currentIndexChanged.connect(self._turn)
        self._turn(0)
        most = max(len(each.rows) for each in works) + len(others) + (len(works) > 1)
        fit_to_screen(self, 600, min(640, 180 + 56 * most))

    @property
    def fields(self) -> dict[Old, QComboBox]:
        """What becomes of each, in the work that is chosen."""
        return self._tables[self.whose.currentIndex()]

    def _make_page(self, work: Work) -> dict[Old, QComboBox]:
        inside = QWidget(self._pages)
        fields: dict[Old, QComboBox] = {}
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Label(work.about, inside, name="Quiet", wrap=True), 0, 0, 1, 3)
        for at, row in enumerate(work.rows, start=1):
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(Label(row.name, inside))
            both.addWidget(Label(row.about, inside, name="Quiet", pixels=12))
            grid.addLayout(both, at, 0)
            count = Label(tr("{count} ×", count=f"{row.count:,}"), inside, name="Quiet")
            grid.addWidget(count, at, 1, Qt.AlignmentFlag.AlignRight)
            fields[row.old] = field = QComboBox(inside)
            field.setAccessibleName(tr("What becomes of {name}", name=row.name))
            field.addItem(tr("stays as it is"), None)
            if row.old.sort == "value":
                field.addItem(tr("is taken away"), GONE)
            for target, name in row.targets:
                field.addItem(f"→ {name}", target)
            field.currentIndexChanged.connect(self._follow)
            grid.addWidget(field, at, 2)
        grid.setRowStretch(len(work.rows) + 1, 1)
        self._pages.addWidget(inside)
        return fields

    def table(self) -> dict[Old, str]:
        """What is filled in; what stays as it is is not there."""
        chosen = {old: field.currentData() for old, field in self.fields.items()}
        return {old: str(target) for old, target in chosen.items() if target is not None}

    def accept(self) -> None:
        if self.ok.isEnabled():
            self._look(self._works[self.whose.currentIndex()], self.table())
            super().accept()

    def _turn(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self._follow()

    def _follow(self) -> None:
        self.ok.setEnabled(bool(self.table()))
