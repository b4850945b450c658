"""The guidelines beside the text: read by everybody, written by the lead, with the rulings below.

Markdown without HTML and without pictures; nothing is ever fetched, and a link leads to a section.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from juseok.core.review_model import Guideline
from juseok.services.campaigns.guidelines import (
    current,
    plain_markdown,
    section_of,
    sections,
    with_remarks,
    with_rulings,
    write_guideline,
)
from juseok.services.review.feedback import Confusion, team_confusions
from juseok.store.reader import Reader
from juseok.ui.campaigning import Campaigning
from juseok.ui.confusing import confusion_words
from juseok.ui.context import PanelContext
from juseok.ui.help_document import style_document
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.labels import Label

_FEATURES: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


_CONFUSIONS: Final = 10
"""How many of what is often confused are put into a new version."""
_RULING: Final = "ruling-"
"""What a link to a ruling begins with; its number follows."""


class _Page(QTextBrowser):
    """Shows what it is given and fetches nothing."""

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002 (Qt's name)
        return None


class GuidelinesPanel(QWidget):
    """Follows the type of the annotation in hand to its section."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Guidelines"))
        self._context, self._session = context, context.session
        self._campaigning = Campaigning.of(context.session)
        self.guideline: Guideline | None = None
        self._text = ""
        self.page = _Page(self)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(tr("Guidelines"))
        self.page.anchorClicked.connect(self._follow_link)
        self.source = QPlainTextEdit(self)
        self.source.setAccessibleName(tr("Guidelines in Markdown"))
        self.source.setPlaceholderText(
            tr("# Guidelines\n\n## Organisation {#ORG}\n\nWhat counts as one, and what does not.")
        )
        self.source.hide()
        self.about = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.edit = QPushButton(tr("Edit"), self)
        self.save = QPushButton(tr("Save as a new version"), self)
        self.cancel = QPushButton(tr("Cancel"), self)
        self.edit.clicked.connect(lambda: self._set_editing(True))
        self.cancel.clicked.connect(lambda: self._set_editing(False))
        self.save.clicked.connect(self._save)
        self.confused = QPushButton(tr("Add what is often confused"), self)
        self.confused.clicked.connect(self._add_confusions)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 0, 12, 12)
        for button in (self.edit, self.cancel, self.save):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.about.setContentsMargins(16, 10, 16, 0)
        box.addWidget(self.about)
        box.addWidget(self.page, 1)
        box.addWidget(self.source, 1)
        above = QHBoxLayout()
        above.setContentsMargins(12, 8, 12, 8)
        above.addWidget(self.confused)
        above.addStretch(1)
        box.addLayout(above)
        box.addLayout(buttons)
        self._campaigning.changed.connect(self.reload)
        context.theme.changed.connect(self._show)
        context.place.record_changed.connect(self._follow_record)
        self._set_editing(False)
        self.reload()

    def reload(self) -> None:
        """Read the version that holds."""

        def read(reader: Reader, _: object) -> Guideline | None:
            chosen = next((e.campaign.guideline for e in self._campaigning.team.states), "")
            return current(reader.campaigns.guidelines(), chosen)

        self._session.tasks.run(read, self._take, slot="guidelines")

    def show_section(self, name: str) -> bool:
        """Scroll to the section of ``name``, or to ``ruling-`` and its number; whether there is
        one."""
        if name.startswith(_RULING):
            return self._show_ruling(name.removeprefix(_RULING))
        found = section_of(self._text, name)
        if found is None:
            return False
        at = sections(self._text).index(found)
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                if at == 0:
                    self._scroll_to(block)
                    return True
                at -= 1
            block = block.next()
        return False

    def _show_ruling(self, number: str) -> bool:
        block = self.page.document().lastBlock()
        while block.isValid() and not block.text().startswith(f"{number}. "):
            block = block.previous()
        if block.isValid():
            self._scroll_to(block)
        return block.isValid()

    def _scroll_to(self, block: QTextBlock) -> None:
        self.page.setTextCursor(QTextCursor(block))
        bar = self.page.verticalScrollBar()
        bar.setValue(bar.value() + self.page.cursorRect().top() - 8)

    def _take(self, guideline: Guideline | None) -> None:
        self.guideline = guideline
        self._show()
        self._follow_record(self._context.place.record)

    def _show(self) -> None:
        text = self.guideline.text if self.guideline is not None else ""
        rulings = self._campaigning.team.rulings
        former = tr("formerly {number}", number="{number}")
        self._text = with_rulings(text, rulings, tr("Rulings"), former)
        document = self.page.document()
        document.setMarkdown(plain_markdown(self._text), _FEATURES)
        style_document(document, self._context.theme.tokens, margin=16)
        may = self._campaigning.team.has_role(self._campaigning.me, "lead")
        self.edit.setVisible(may and self.source.isHidden())
        scheme = self._session.scheme
        if not text and not rulings:
            self.about.setText(
                tr("No guidelines yet. A section named {#ORG} is shown with that type.")
                if may else tr("No guidelines yet.")
            )  # fmt: skip
        elif self.guideline is not None and self.guideline.scheme != scheme.version:
            self.about.setText(tr("Written for another version of the scheme."))
        else:
            self.about.setText("")
        self.about.setVisible(bool(self.about.text()))

    def _set_editing(self, on: bool) -> None:
        self.source.setVisible(on)
        self.page.setVisible(not on)
        self.save.setVisible(on)
        self.confused.setVisible(on)
        self.cancel.setVisible(on)
        self.edit.setVisible(not on)
        if on:
            self.source.setPlainText(self.guideline.text if self.guideline is not None else "")
            self.source.setFocus()

    def begin_with_confusions(self) -> None:
        """Begin a new version, with what reviewers most often decided otherwise in it."""
        if self.source.isHidden():
            self._set_editing(True)
        self._add_confusions()

    def _add_confusions(self) -> None:
        own, scheme = self._session.project.viewer(), self._session.scheme

        def read(reader: Reader, _: object) -> tuple[Confusion, ...]:
            return team_confusions(reader, own, scheme)

        self._session.tasks.run(read, self._write_confusions, slot="confusions")

    def _write_confusions(self, found: Sequence[Confusion]) -> None:
        if not found:
            self._context.say(tr("No reviewer has decided anything otherwise yet."))
            return
        scheme = self._session.scheme
        remarks = [
            (each.section.title if each.section is not None else "", confusion_words(each, scheme))
            for each in found[:_CONFUSIONS]
        ]
        text = with_remarks(self.source.toPlainText(), remarks, tr("Often confused"))
        everything = QTextCursor(self.source.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.insertText(text)  # so that Ctrl+Z in the field takes it out again
        self.source.setFocus()

    def _save(self) -> None:
        action = write_guideline(
            ids=self._session.project.ids, text=self.source.toPlainText(),
            scheme=self._session.scheme.version, before=self.guideline,
        )  # fmt: skip
        self._session.apply(action)
        self._set_editing(False)

    def _follow_record(self, record: str) -> None:
        workspace = self._session.workspace(self._context.place.article)
        held = workspace.get(record) if workspace is not None and record else None
        type_id = getattr(held, "type", "")
        if not type_id or not self.isVisible():
            return
        kind = self._session.scheme.entity_type(type_id)
        if not self.show_section(type_id) and kind is not None:
            self.show_section(kind.name(language()))

    def _follow_link(self, url: QUrl) -> None:
        """A link within the guidelines leads to its section; no other leads anywhere."""
        if not url.scheme() and url.fragment():
            self.show_section(url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))
        else:
            self._context.say(tr("Links to other places are not opened: {link}",
                                 link=url.toString()))  # fmt: skip
