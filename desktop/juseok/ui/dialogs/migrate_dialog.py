"""What becomes of types and values that the scheme no longer has in use: a table to fill in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from juseok.services.scheme.scheme_migrate import GONE, Old
from juseok.ui.i18n import tr
from juseok.ui.widgets.asking import ask_below
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


class MigrateDialog(QDialog):
    """Calls ``look`` with the table when it is filled in; nothing is changed by it."""

    def __init__(
        self,
        rows: Sequence[OldRow],
        look: Callable[[dict[Old, str]], object],
        parent: QWidget | None = None,
        *,
        others: Sequence[str] = (),
    ) -> None:
        """``others``: what is to be told of other people's work, which stays as it is."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Work under an older scheme"))
        self._look = look
        self.fields: dict[Old, QComboBox] = {}
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 20, 24, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        about = tr("What is retired or gone in the scheme, and what becomes of it in your work.")
        grid.addWidget(Label(about, inside, name="Quiet", wrap=True), 0, 0, 1, 3)
        for at, row in enumerate(rows, start=1):
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(Label(row.name, inside))
            both.addWidget(Label(row.about, inside, name="Quiet", pixels=12))
            grid.addLayout(both, at, 0)
            count = Label(tr("{count} ×", count=f"{row.count:,}"), inside, name="Quiet")
            grid.addWidget(count, at, 1, Qt.AlignmentFlag.AlignRight)
            self.fields[row.old] = field = QComboBox(inside)
            field.setAccessibleName(tr("What becomes of {name}", name=row.name))
            field.addItem(tr("stays as it is"), None)
            if row.old.sort == "value":
                field.addItem(tr("is taken away"), GONE)
            for target, name in row.targets:
                field.addItem(f"→ {name}", target)
            field.currentIndexChanged.connect(self._follow)
            grid.addWidget(field, at, 2)
        for at, told in enumerate(others, start=len(rows) + 1):
            grid.addWidget(Label(told, inside, name="Quiet", wrap=True), at, 0, 1, 3)
        grid.setRowStretch(len(rows) + len(others) + 1, 1)
        self.ok = ask_below(self, inside, tr("Show the places…"))
        self._follow()
        fit_to_screen(self, 600, min(640, 180 + 56 * (len(rows) + len(others))))

    def table(self) -> dict[Old, str]:
        """What is filled in; what stays as it is is not there."""
        chosen = {old: field.currentData() for old, field in self.fields.items()}
        return {old: str(target) for old, target in chosen.items() if target is not None}

    def accept(self) -> None:
        if self.ok.isEnabled():
            self._look(self.table())
            super().accept()

    def _follow(self) -> None:
        self.ok.setEnabled(bool(self.table()))
