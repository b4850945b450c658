"""What an export did: how much of each kind, what was left out, and where the file is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Kind
from juseok.formats.base import Report
from juseok.ui.i18n import mark, sentence, tr
from juseok.ui.widgets.labels import Label

KIND_NAMES: Final[Mapping[str, str]] = {
    Kind.ARTICLE: mark("Articles"),
    Kind.MENTION: mark("Mentions"),
    Kind.CLAIM: mark("Claims"),
    Kind.RELATIONSHIP: mark("Relationships"),
    Kind.CLAIM_LINK: mark("Links between claims"),
    Kind.REMARK: mark("Notes and questions"),
    Kind.OCCURRENCE: mark("Details of articles"),
    Kind.ZONING: mark("Zones of articles"),
    Kind.ARTICLE_STATE: mark("States of articles"),
    Kind.ENTITY: mark("Entities"),
    Kind.SAME_AS: mark("Entities joined"),
    Kind.NOT_SAME: mark("Entities kept apart"),
    Kind.ENTITY_CHANGE: mark("Proposed changes of entities"),
    Kind.ANNOTATOR: mark("Annotators"),
    Kind.LAYER: mark("Layers"),
    Kind.PAGE: mark("Source pages"),
    Kind.SCHEME: mark("Schemes"),
    Kind.TYPE: mark("Types"),
    Kind.ATTRIBUTE: mark("Attributes"),
    Kind.VERDICT: mark("Verdicts"),
    Kind.COMMENT: mark("Comments on items"),
    Kind.REJECTION: mark("Rejected suggestions"),
    Kind.SENTENCING: mark("Corrected sentences"),
    Kind.CONTROL: mark("Articles without suggestions"),
    Kind.CAMPAIGN: mark("Campaigns"),
    Kind.ASSIGNMENT: mark("Assignments"),
    Kind.PASS_STATE: mark("Passes"),
    Kind.REVIEW_STATE: mark("States of review"),
    Kind.GUIDELINE: mark("Versions of the guidelines"),
    Kind.RULING: mark("Rulings"),
    Kind.RECIPE: mark("Saved exports"),
    Kind.LABEL_MAP: mark("Label maps"),
    Kind.RELEASE: mark("Releases"),
}
"""Kinds as a person reads them, in the order of the report."""


class ReportView(QScrollArea):
    """The report of one run; ``of_articles``: what was written is articles, and no records."""

    def __init__(
        self, report: Report, path: Path, parent: QWidget | None = None, *,
        of_articles: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Report"))
        self._path = path
        page = QWidget(self)
        page.setObjectName("PlainPage")
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(8)
        count = f"{report.written:,}"
        headline = (
            tr("{count} article(s) (was|were) written.", count=count)
            if of_articles
            else tr("{count} record(s) (was|were) written.", count=count)
        )
        self.words = [headline]
        box.addWidget(Label(headline, page, name="Title", pixels=15, strong=True, wrap=True))
        self.path = Label(str(path), page, name="Quiet", wrap=True)
        self.path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box.addWidget(self.path)
        box.addWidget(self._buttons(page))
        box.addSpacing(8)
        box.addLayout(self._counts(report, page))
        box.addSpacing(8)
        for line in (*report.refused, *report.changed, *report.notes):
            words = sentence(line.message)
            self.words.append(words)
            box.addWidget(Label(words, page, wrap=True))
        if report.is_clean:
            box.addWidget(
                Label(tr("Nothing that you chose was left out."), page, name="Quiet", wrap=True)
            )
        box.addStretch(1)
        self.setWidget(page)

    def _buttons(self, page: QWidget) -> QWidget:
        holder = QWidget(page)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 0)
        self.open_folder = QPushButton(tr("Open the folder"), holder)
        self.open_folder.setAutoDefault(False)
        self.open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
        )
        line.addWidget(self.open_folder)
        line.addStretch(1)
        return holder

    def _counts(self, report: Report, page: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        known = [kind for kind in KIND_NAMES if report.kinds.get(kind)]
        for kind in (*known, *sorted(set(report.kinds) - set(KIND_NAMES))):
            name = tr(KIND_NAMES[kind]) if kind in KIND_NAMES else kind  # marked above
            number = f"{report.kinds[kind]:,}"
            self.words.append(f"{name} {number}")
            row = grid.rowCount()
            grid.addWidget(Label(name, page), row, 0)
            count = Label(number, page)
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(count, row, 1)
        return grid
