"""What this is: version, what it runs on, and whose work travels with it."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

import juseok
from juseok.store.connection import sqlite_version
from juseok.ui.i18n import tr
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.labels import Label


def versions() -> str:
    """One line a part, for a report; no paths and no names."""
    return "\n".join(
        (
            f"Juseok {juseok.__version__}",
            f"Python {platform.python_version()}",
            f"Qt {qVersion()}",
            f"SQLite {sqlite_version()}",
            f"{platform.system()} {platform.machine()}",
        )
    )


class AboutDialog(Dialog):
    """Name, version, licences; a button copies the versions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Juseok"))
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 28, 32, 20)
        box.setSpacing(4)
        box.addWidget(Label("Juseok · 주석", self, name="Title", pixels=24, strong=True))
        box.addWidget(
            Label(tr("A workbench for annotating Korean news by hand."), self, name="Quiet")
        )
        box.addSpacing(16)
        self.versions = Label(versions(), self)
        self.versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.versions.setAccessibleName(tr("Versions"))
        box.addWidget(self.versions)
        box.addSpacing(16)
        for words in (
            tr("MIT licence."),
            tr("Fonts: Pretendard and NanumGothic, SIL Open Font License 1.1."),
            tr("Icons: Lucide, ISC licence."),
            tr("Qt and PySide6: LGPL 3. SQLite: public domain."),
            tr("Everything stays on this machine; Juseok uses no network."),
        ):
            box.addWidget(Label(words, self, name="Quiet", pixels=12, wrap=True))
        box.addSpacing(16)
        self.copy = QPushButton(tr("Copy the versions"), self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
        leave = QPushButton(tr("Close"), self)
        leave.setDefault(True)
        leave.clicked.connect(self.close)
        leave.setFocus(Qt.FocusReason.OtherFocusReason)
        line = QHBoxLayout()
        line.addWidget(self.copy)
        line.addStretch(1)
        line.addWidget(leave)
        box.addLayout(line)
        self.setMinimumWidth(440)
