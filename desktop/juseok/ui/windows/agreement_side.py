"""The left side of the agreement window: of what, the pages, and what is written to files."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from juseok.services.agreement.done import Question
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label

_WIDTH: Final = 220
_NAME: Final = int(Qt.ItemDataRole.UserRole)


class AgreementSide(QFrame):
    """``changed()``: something else is asked for.  ``turned(page)``: another page."""

    changed = Signal()
    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ListPane")
        self.setFixedWidth(_WIDTH)
        self.campaign = QComboBox(self)
        self.list = QListWidget(self)
        self.summary = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.unfinished = QCheckBox(tr("Also what is still in progress"), self)
        self.again = QPushButton(tr("Count again"), self)
        self.save_report = QPushButton(tr("Report…"), self)
        self.save_tables = QPushButton(tr("Tables…"), self)
        self.save_picture = QPushButton(tr("Picture…"), self)
        self._saves = (self.save_report, self.save_tables, self.save_picture)
        self.campaign.setAccessibleName(tr("Campaign"))
        self.campaign.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.campaign.setMinimumContentsLength(8)
        self.list.setAccessibleName(tr("Pages"))
        self.list.setObjectName("HelpList")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 12)
        column.setSpacing(8)
        column.addWidget(self.campaign)
        column.addWidget(self.list, 1)
        for part in (self.summary, self.unfinished, self.again, *self._saves):
            column.addWidget(part)
        self.campaign.currentIndexChanged.connect(self.changed)
        self.unfinished.toggled.connect(self.changed)
        self.list.currentItemChanged.connect(self._turn)
        self.show_campaigns(())
        self.show_pages((), "")

    def question(self) -> Question:
        """What is to be counted."""
        return Question(
            campaign=str(self.campaign.currentData() or ""), unfinished=self.unfinished.isChecked()
        )

    def show_campaigns(self, campaigns: Sequence[tuple[str, str]]) -> None:
        """Which campaigns can be asked about, by id and name; where there are none, no choice."""
        self.campaign.blockSignals(True)
        self.campaign.clear()
        self.campaign.addItem(tr("All of the project"), "")
        for campaign, name in campaigns:
            self.campaign.addItem(name, campaign)
        self.campaign.blockSignals(False)
        self.campaign.setVisible(bool(campaigns))

    def show_pages(self, named: Sequence[tuple[str, str]], current: str) -> None:
        """The pages, by name and words; without any there is nothing to save."""
        self.list.blockSignals(True)
        self.list.clear()
        for name, words in named:
            item = QListWidgetItem(words, self.list)
            item.setData(_NAME, name)
        self.list.blockSignals(False)
        self.choose(current)
        for button in self._saves:
            button.setEnabled(bool(named))

    def choose(self, name: str) -> None:
        """Mark a page as the one that is open."""
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def name(self) -> str:
        """The page that is open; empty where there is none."""
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def _turn(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.turned.emit(str(item.data(_NAME)))
