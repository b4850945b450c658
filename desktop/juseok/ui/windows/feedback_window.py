"""My changes by review: what reviewers decided on one's own work, and what is often confused."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.errors import KnownError
from juseok.core.model import Claim, Mention, Relationship
from juseok.core.review_model import REASONS
from juseok.services.history.reading import here
from juseok.services.review.feedback import Change, Confusion, Feedback, read_feedback, reply, told
from juseok.store.reader import Reader
from juseok.ui.campaigning import Campaigning
from juseok.ui.confusing import confusion_words
from juseok.ui.context import PanelContext
from juseok.ui.i18n import mark, sentence, tr
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import WordsDelegate

_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_CONFUSIONS: Final = 5
"""So many are seen at once."""
_REASONS: Final = dict(
    zip(
        REASONS,
        (mark("Wrong boundary"), mark("Wrong type"), mark("Not in the guideline"),
         mark("Something is missing"), mark("A duplicate"), mark("Another reason")),
        strict=True,
    )
)  # fmt: skip


class FeedbackWindow(QWidget):
    """Reads when it opens, and again when something is saved."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("My changes by review – Juseok"))
        self._context, self._session = context, context.session
        self.words = Label(parent=self, name="Title", pixels=18, strong=True, wrap=True)
        self.weeks = Label(parent=self, name="Quiet", wrap=True)
        self.confusions, self.changes = QListWidget(self), QListWidget(self)
        self.answer = QLineEdit(self)
        self.send = QPushButton(tr("Reply"), self)
        self.go = QPushButton(tr("Go there"), self)
        self.write = QPushButton(tr("New version of the guidelines…"), self)
        self._lay_out()
        self.confusions.itemActivated.connect(self._open_section)
        self.changes.currentItemChanged.connect(self._show_choice)
        self.changes.itemActivated.connect(self.go_there)
        self.answer.returnPressed.connect(self.reply)
        self.send.clicked.connect(self.reply)
        self.go.clicked.connect(self.go_there)
        self.write.clicked.connect(self.write_guidelines)
        self._session.saved.connect(self.reload)
        self._session.merged.connect(self.reload)
        self._session.closing.connect(self.close)
        for keys in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self, self.close)
        fit_to_screen(self, 880, 680)
        self.reload()
        self.changes.setFocus()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        self.confusion_words = Label(
            tr("Most often decided otherwise (Enter opens the guidelines there)"), self,
            strong=True,
        )  # fmt: skip
        self.confusions.setAccessibleName(tr("What is often decided otherwise"))
        self.changes.setAccessibleName(tr("What was decided, the latest first"))
        for each in (self.confusions, self.changes):
            each.setFrameShape(QFrame.Shape.NoFrame)
            each.setItemDelegate(WordsDelegate(each))
            each.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answer.setPlaceholderText(tr("A reply to the reviewer, once"))
        self.answer.setAccessibleName(tr("A reply to the reviewer, once"))
        foot = QHBoxLayout()
        foot.addStretch(1)  # buttons keep their size where there is nothing to answer
        foot.addWidget(self.answer, 1000)
        for button in (self.send, self.go, self.write):
            button.setAutoDefault(False)
            foot.addWidget(button)
        for widget in (self.words, self.weeks, self.confusion_words, self.confusions):
            box.addWidget(widget)
        box.addWidget(self.changes, 1)
        box.addLayout(foot)

    def reload(self, _: object = None) -> None:
        """Read what reviewers decided."""
        own, scheme = self._session.project.viewer(), self._session.scheme

        def read(reader: Reader, _: object) -> Feedback:
            return read_feedback(reader, own, scheme)

        self._session.tasks.run(read, self._take, slot="feedback")

    def _take(self, found: Feedback) -> None:
        held = self.change.verdict.id if self.change is not None else ""
        judged, kept = len(found.changes), sum(c.sort == "kept" for c in found.changes)
        self.words.setText(
            tr("{kept} of {judged} judged stayed as you had them.", kept=str(kept),
               judged=str(judged))
            if judged
            else tr("Nothing of your work has been reviewed yet. Finish an article with "
                    "Ctrl+Enter; when a reviewer has decided on it, you see here what changed.")
        )  # fmt: skip
        weeks = [tr("week of {day}: {kept} of {judged}", day=week.monday, kept=str(week.kept),
                    judged=str(week.judged)) for week in found.weeks]  # fmt: skip
        self.weeks.setText(" · ".join(weeks))
        for widget in (self.weeks, self.confusion_words, self.confusions, self.changes,
                       self.answer, self.send, self.go):  # fmt: skip
            widget.setVisible(bool(judged))
        self.confusions.clear()
        for each in found.confusions[:10]:
            item = QListWidgetItem(self._confusion(each), self.confusions)
            item.setData(_ROLE, each)
        rows = min(_CONFUSIONS, self.confusions.count())
        self.confusions.setFixedHeight(rows * WordsDelegate.size.height() + 2)
        self.changes.clear()
        for change in found.changes:
            item = QListWidgetItem(self._line(change), self.changes)
            item.setData(_ROLE, change)
            set_tip(item, item.text())
            if change.verdict.id == held:
                self.changes.setCurrentItem(item)
        if self.changes.currentRow() < 0:
            self.changes.setCurrentRow(0)
        team = Campaigning.of(self._session).team
        self.write.setVisible(team.has_role(self._session.project.annotator, "lead"))
        self._show_choice()

    def _confusion(self, each: Confusion) -> str:
        section = f" → {each.section.title}" if each.section is not None else ""
        return f"{confusion_words(each, self._session.scheme)}{section}"

    def _line(self, change: Change) -> str:
        reason = change.reason
        why = tr(_REASONS[reason]) if reason in _REASONS else reason
        replied = tr("replied: {words}", words=change.reply.text) if change.reply else ""
        first = (sentence(told(change, self._session.scheme)), why, change.verdict.note, replied)
        second = (change.title, here(change.at))
        return "\n".join(" · ".join(filter(None, line)) for line in (first, second))

    @property
    def change(self) -> Change | None:
        """The verdict that is chosen."""
        item = self.changes.currentItem()
        return item.data(_ROLE) if item is not None else None

    def _show_choice(self, *_: object) -> None:
        change = self.change
        self.go.setEnabled(change is not None)
        may = change is not None and change.reply is None
        self.answer.setEnabled(may)
        self.send.setEnabled(may)

    def reply(self) -> None:
        """Send the word back; only one for each verdict."""
        change = self.change
        if change is None:
            return
        project = self._session.project
        try:
            action = reply(
                ids=project.ids, change=change, text=self.answer.text(),
                annotator=project.annotator,
            )  # fmt: skip
        except KnownError as error:
            self._context.say(sentence(error.message))
            return
        if self._session.apply(action):
            self.answer.clear()

    def go_there(self, *_: object) -> None:
        """Show the place in the main window."""
        change = self.change
        if change is None:
            return
        match change.mine or change.gold:
            case Mention(spans=spans) | Claim(content=spans) | Relationship(evidence=spans):
                first = spans[0] if spans else None
            case _:
                first = None
        start, end = (first.start, first.end) if first is not None else (-1, -1)
        self._context.place.go(change.article, start, end)

    def write_guidelines(self) -> None:
        """Begin a new version beside the text, with what is most often decided otherwise in it."""
        from juseok.ui.panels.campaign_guidelines import GuidelinesPanel

        self._context.router.trigger("panel.guidelines")
        window = self._context.place.parent()
        for panel in window.findChildren(GuidelinesPanel) if window is not None else ():
            panel.begin_with_confusions()

    def _open_section(self, item: QListWidgetItem) -> None:
        """Bring the guidelines to the front, at the section on what is confused."""
        from juseok.ui.panels.campaign_guidelines import GuidelinesPanel

        self._context.router.trigger("panel.guidelines")
        confusion: Confusion = item.data(_ROLE)
        window = self._context.place.parent()
        if confusion.section is None or window is None:
            self._context.say(tr("The guidelines have no section on this yet."))
            return
        for panel in window.findChildren(GuidelinesPanel):
            for name in (confusion.section.title, *sorted(confusion.section.names)):
                if panel.show_section(name):
                    return
