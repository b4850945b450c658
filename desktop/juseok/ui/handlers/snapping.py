"""Snapping by key: a morpheme more or less, the name in the bracket, snapping off and on."""

from functools import partial

from juseok.core.model import Mention
from juseok.core.spans import make_span, merged
from juseok.services.entities.alias_behind import accept_alias, alias_span
from juseok.services.tagging.mentions import put_on
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.snapping import SETTING


class SnappingHandlers(Handlers):
    """What follows a mention that was made from a rough selection."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        register = self.router.register
        register("tag.snap", self.turn, checked=partial(context.settings.flag, SETTING))
        register("edge.morpheme_right", partial(self.step, 1), enabled=self._has_mention)
        register("edge.morpheme_left", partial(self.step, -1), enabled=self._has_mention)
        register("mention.alias", self.take_alias, enabled=self._has_mention)

    def turn(self) -> None:
        """Switch snapping off or on, and say which."""
        on = not self.context.settings.flag(SETTING)
        self.context.settings.set(SETTING, on)
        self.context.say(
            tr("Selections snap to names.") if on else tr("Selections are taken as drawn.")
        )

    def step(self, by: int) -> None:
        """Let the mention end one morpheme later or earlier, within its eojeol."""
        mention, workspace = self.mention(), self.workspace
        if mention is None or workspace is None:
            return
        text, last = workspace.text, mention.spans[-1]
        ends = self.context.snapper.steps(text, last.start, last.end)
        following = [end for end in ends if (end > last.end if by > 0 else end < last.end)]
        if not following:
            self.context.say(tr("No further morpheme in this word."))
            return
        end = following[0] if by > 0 else following[-1]
        spans = merged(text, (*mention.spans[:-1], make_span(text, last.start, end)))
        self.do(
            put_on(
                text=text,
                mention=mention,
                spans=spans,
                index=self.session.index,
                sole=self.is_sole(mention, workspace),
            )
        )
        self.place.take(mention.id)

    def take_alias(self) -> None:
        """Take the name in the bracket for another name of the entity, and tag it."""
        self.session.when_ready(self._take_alias)

    def _take_alias(self) -> None:
        mention, workspace, index = self.mention(), self.workspace, self.session.index
        if mention is None or workspace is None or index is None:
            return
        span = alias_span(workspace.text, mention)
        entity = index.entity(mention.entity) if mention.entity else None
        if span is None or entity is None:
            self.context.say(tr("No other name stands in a bracket behind this mention."))
            return
        action = accept_alias(
            ids=self.session.project.ids,
            mention=mention,
            entity=entity,
            span=span,
            mentions=workspace.mentions,
        )
        if not self.do(action):
            self.context.say(tr("“{name}” is another name of it already.", name=span.quote))
        self.place.take(mention.id)

    def _has_mention(self) -> bool:
        return isinstance(self.mention(), Mention)
