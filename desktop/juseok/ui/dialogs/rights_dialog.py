"""What articles say of their rights: of one, of those selected, or of all that the list shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from juseok.services.edits import elide
from juseok.ui.i18n import tr
from juseok.ui.widgets.asking import ask_below
from juseok.ui.widgets.choices import ElidedRadioButton
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

_SIZE: Final = (520, 400)
_SHOWN: Final = 4


class RightsDialog(Dialog):
    """``saved(articles, rights)``: let these articles say this; empty: what they say themselves."""

    saved = Signal(object, str)

    def __init__(
        self,
        scopes: Sequence[tuple[str, Sequence[str]]],
        said: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """``scopes``: words and the articles that they mean; ``said``: what each says now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Rights of articles"))
        self._scopes, self._said = scopes, said
        inside = QWidget(self)
        box = QVBoxLayout(inside)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(tr("Rights of articles"), inside, name="Title", pixels=18, strong=True))
        box.addWidget(
            Label(
                tr("By what an article says of its rights, exports take it or leave it out."),
                inside, name="Quiet", wrap=True,
            )
        )  # fmt: skip
        box.addSpacing(4)
        self.scopes: list[ElidedRadioButton] = []
        for words, _ in scopes:
            button = ElidedRadioButton(words, inside)
            button.toggled.connect(self._tell)
            self.scopes.append(button)
            box.addWidget(button)
        self.now = Label(parent=inside, name="Quiet", pixels=12, wrap=True)
        box.addWidget(self.now)
        box.addSpacing(4)
        box.addWidget(Label(tr("They say"), inside, strong=True))
        self.rights = QComboBox(inside)
        self.rights.setEditable(True)
        self.rights.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.rights.setAccessibleName(tr("They say"))
        self.rights.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.rights.addItems(sorted({each for each in said.values() if each}))
        line = self.rights.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("For example: CC BY 4.0, or not to be handed on"))
        box.addWidget(self.rights)
        box.addWidget(
            Label(
                tr("Left empty, they say what was imported: a licence, else the copyright line."),
                inside, name="Quiet", pixels=12, wrap=True,
            )
        )  # fmt: skip
        box.addStretch(1)
        ask_below(self, inside, tr("Save"))
        fit_to_screen(self, *_SIZE)
        self.scopes[0].setChecked(True)
        self.rights.setFocus()

    @property
    def articles(self) -> Sequence[str]:
        """Those that are meant now."""
        at = next((n for n, each in enumerate(self.scopes) if each.isChecked()), 0)
        return self._scopes[at][1]

    def accept(self) -> None:
        self.saved.emit(self.articles, self.rights.currentText())
        super().accept()

    def _tell(self, on: bool) -> None:
        if not on:
            return
        counts = Counter(self._said.get(each, "") for each in self.articles)
        told = [
            f"{elide(rights) or tr('nothing')} ({count:,})"
            for rights, count in counts.most_common(_SHOWN)
        ]
        more = ", …" if len(counts) > _SHOWN else ""
        self.now.setText(tr("Now: {rights}", rights=", ".join(told) + more))
        first = counts.most_common(1)[0][0] if len(counts) == 1 else ""
        self.rights.setCurrentText(first)
