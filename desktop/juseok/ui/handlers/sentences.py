"""Sentences by key: split at the caret, joined with the next, said to be a heading."""

from juseok.core.ops import Action
from juseok.services.tagging.sentencing import join_sentence, mark_heading, split_sentence
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr


class SentenceHandlers(Handlers):
    """Corrections of what the rules take for a sentence; the text stays as it is."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        register = self.router.register
        register("sentence.split", self.split, enabled=self.has_article)
        register("sentence.join", self.join, enabled=self.has_article)
        register("sentence.heading", self.mark, enabled=self.has_article)

    def split(self) -> None:
        """Let a sentence begin at the caret."""
        workspace = self.workspace
        if workspace is not None:
            action = split_sentence(article=workspace.article, at=self.place.picked.caret)
            self._done(action, tr("A sentence begins here already, or nothing stands on one side."))

    def join(self) -> None:
        """Join the sentence at the caret with the one behind it."""
        workspace = self.workspace
        if workspace is not None:
            action = join_sentence(article=workspace.article, at=self.place.picked.caret)
            self._done(action, tr("There is no further sentence on this line."))

    def mark(self) -> None:
        """Make what is selected, or the sentence at the caret, a heading; or none again."""
        workspace, picked = self.workspace, self.place.picked
        if workspace is None:
            return
        start, end = picked.spans[0] if picked.spans else (picked.caret, picked.caret)
        action = mark_heading(article=workspace.article, start=start, end=end)
        self._done(action, tr("Put the caret into a sentence first."))

    def _done(self, action: Action | None, otherwise: str) -> None:
        done = self.do(action)
        self.context.say(sentence(action.label) if done and action is not None else otherwise)
