"""Notes and questions by key, and how many questions are open."""

from PySide6.QtCore import QObject

from juseok.core.model import Remark
from juseok.services.tagging import remarks
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.models.remark_list import about, open_questions

_LONGEST = 60
"""Characters of words that a question is about."""


class RemarkHandlers(Handlers):
    """The keys ; and ? of the text."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        register = self.router.register
        register("note.add", self.add_note, enabled=self.has_article)
        register("note.question", self.park_question, enabled=self.has_article)
        self._counter = _QuestionCounter(context)

    def target(self) -> str:
        """What a remark made now is on: the annotation here, else the article."""
        found = self.annotation()
        return found.id if found is not None else self.place.article

    def add_note(self) -> None:
        """Write a note in the panel."""
        target = self.target()
        self.router.trigger("panel.notes")
        self.place.ask_note(target)

    def park_question(self) -> None:
        """Mark what is here as doubtful and go on; again: write the question down.

        Selected words at which nothing is tagged begin the question: the answer is about them.
        """
        workspace, words = self.workspace, self._words()
        if workspace is None:
            return
        target = self.place.article if words else self.target()
        known = next(
            (each for each in filter(self._is_open, workspace.remarks_on(target))
             if target != self.place.article or remarks.words_asked(each.text) == words), None
        )  # fmt: skip
        if known is not None:
            self.router.trigger("panel.notes")
            self.place.ask_edit(known.id)
            return
        action = remarks.park_question(
            ids=self.session.project.ids,
            layer=self.layer,
            article=self.place.article,
            target=target,
            text=f"{remarks.quoted(words)} " if words else "",  # and the question behind
        )
        if self.do(action):
            self.place.take(target if workspace.get(target) is not None else "")
            self.context.say(
                tr(
                    "A question is parked: {about}. The key again to write it down.",
                    about=words or about(workspace, self.session.scheme, target),
                )
            )

    def _words(self) -> str:
        """Selected words on one line that are none of one's own mentions."""
        if self.in_hand() is not None or self.selected_mention() is not None:
            return ""
        spans = self.picked_spans(snap=False)
        words = spans[0].quote if len(spans) == 1 else ""
        return "" if len(words) > _LONGEST or any(sign in words for sign in "\n“”") else words

    def _is_open(self, remark: Remark) -> bool:
        return remark.sort == "question" and not remark.resolved and remark.layer == self.layer


class _QuestionCounter(QObject):
    """Keeps the number of open questions on the tab of the notes."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context.place)
        self._session, self._place = context.session, context.place
        self._place.article_changed.connect(self.count)
        self._session.annotations_changed.connect(self._changed)

    def count(self) -> None:
        workspace = self._session.workspace(self._place.article)
        layer = self._session.layer
        self._place.tell_count("notes", open_questions(workspace, layer) if workspace else 0)

    def _changed(self, article: str, _: object) -> None:
        if article == self._place.article:
            self.count()
