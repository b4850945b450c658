"""The first documents of files from other tools, as they were read: text and what is marked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from juseok.core.scheme import Scheme
from juseok.formats.document import Document
from juseok.formats.frames import is_part
from juseok.services.interchange.label_map import LabelMap, LabelSort
from juseok.ui.dialogs.scheme_editor_look import tokens_now
from juseok.ui.i18n import tr
from juseok.ui.theme import ink, wash
from juseok.ui.widgets.labels import Label, icon_button

_MOST: Final = 20_000
"""Characters of a document that are shown."""
_MARKS: Final = 2_000


class FirstLook(QWidget):
    """One document at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: tuple[Document, ...] = ()
        self._labels = LabelMap()
        self._scheme: Scheme | None = None
        self.at = 0
        self.title = Label(parent=self, strong=True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The first documents"))
        self.before = icon_button("chevron-up", tr("Document before"), self)
        self.after = icon_button("chevron-down", tr("Next document"), self)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.title.setMinimumHeight(self.before.sizeHint().height())  # of one document, too
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.text, 1)

    def show_documents(self, documents: Sequence[Document], scheme: Scheme) -> None:
        self._documents, self._scheme, self.at = tuple(documents), scheme, 0
        self._show()

    def colour(self, labels: LabelMap) -> None:
        """Marks in the colours of what their labels become; grey, where they are left out."""
        self._labels = labels
        self._mark()

    def step(self, by: int) -> None:
        if self._documents:
            self.at = (self.at + by) % len(self._documents)
            self._show()

    def _show(self) -> None:
        several = len(self._documents) > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        if not self._documents:
            self.title.setText("")
            self.text.clear()
            return
        document = self._documents[self.at]
        name = document.article.metadata.title or document.name or document.file
        place = f" ({self.at + 1}/{len(self._documents)})" if several else ""
        self.title.setText(f"{name}{place}")
        self.text.setPlainText(document.article.text[:_MOST])
        self._mark()

    def _mark(self) -> None:
        if not self._documents or self._scheme is None:
            return
        document, tokens = self._documents[self.at], tokens_now()
        colours = {each.id: each.color for each in self._scheme.entity_types}
        text = document.article.text[:_MOST]
        wide = any(ord(char) > 0xFFFF for char in text)

        def place(offset: int) -> int:
            return len(text[:offset].encode("utf-16-le")) // 2 if wide else offset

        found: list[QTextEdit.ExtraSelection] = []
        for mention in document.annotations.mentions[:_MARKS]:
            becomes = self._labels.get(LabelSort.MENTIONS, mention.type)
            color = colours.get(becomes)
            form = QTextCharFormat()
            form.setFontUnderline(True)
            if is_part(mention) or color is None:
                form.setUnderlineColor(QColor(tokens.muted))
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            else:
                form.setBackground(wash(color, tokens))
                form.setUnderlineColor(ink(color, tokens))
            for span in mention.spans:
                if span.end > len(text):
                    continue
                cursor = QTextCursor(self.text.document())
                cursor.setPosition(place(span.start))
                cursor.setPosition(place(span.end), QTextCursor.MoveMode.KeepAnchor)
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, form
                found.append(selection)
        self.text.setExtraSelections(found)
