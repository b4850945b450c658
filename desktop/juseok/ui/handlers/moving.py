"""Moving by key: sentences, mentions, the mentions of one entity, claims."""

from collections.abc import Sequence
from functools import partial

from juseok.core.model import Mention
from juseok.core.sentences import sentence_at
from juseok.core.spans import Spans
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr


class MovingHandlers(Handlers):
    """Keys of the text that move the caret from one thing to the next."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        for name, step in (("next", 1), ("previous", -1)):
            self._add(f"sentence.{name}", partial(self.sentence, step))
            self._add(f"mention.{name}", partial(self.step_mention, step))
            self._add(f"claim.{name}", partial(self.step_claim, step))
        self._add("mention.walk", partial(self.walk, 1))
        self._add("mention.walk_back", partial(self.walk, -1))
        self._add("annotation.cycle", self.cycle)
        self._add("annotation.inspect", self.inspect)

    def _add(self, action: str, run: "partial[None] | object") -> None:
        assert callable(run)
        self.router.register(action, run, enabled=self.has_article)

    def sentence(self, step: int) -> None:
        """Put the caret at the start of the next or the previous sentence."""
        workspace = self.workspace
        if workspace is None:
            return
        text, caret = workspace.text, self.place.picked.caret
        find = partial(sentence_at, text, edits=workspace.article.sentencing)
        start, end = find(min(caret, max(0, len(text) - 1)))
        before = start if caret > start else find(max(0, start - 1))[0]
        target = end if step > 0 else before
        while 0 < target < len(text) and text[target].isspace():
            target += step
        self.place.pick(min(target, len(text)), min(target, len(text)))

    def step_mention(self, step: int) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        held = self.in_hand()
        at = held.spans[0].start if isinstance(held, Mention) else self.place.picked.caret
        find = workspace.next_mention if step > 0 else workspace.previous_mention
        found = find(at)
        if found is None:
            self.context.say(tr("No further mention."))
        else:
            self._show(found.id, found.spans)

    def step_claim(self, step: int) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        claims = workspace.claims
        at = self.place.picked.caret
        ids = [claim.id for claim in claims]
        if self.place.claim in ids:
            number = ids.index(self.place.claim) + step
        else:
            after = [n for n, claim in enumerate(claims) if claim.content[0].start >= at]
            number = (
                (after[0] if after else len(claims))
                if step > 0
                else (after[0] - 1 if after else len(claims) - 1)
            )
        if not 0 <= number < len(claims):
            self.context.say(tr("No further claim."))
            return
        self._show(ids[number], claims[number].content)
        self.place.open_claim(ids[number])

    def walk(self, step: int) -> None:
        """The next mention of the same entity in this article, round and round."""
        workspace, mention = self.workspace, self.mention()
        if workspace is None or mention is None:
            self.context.say(tr("Put the caret on a mention first."))
            return
        found = workspace.mentions_of(mention.entity) if mention.entity else (mention,)
        ids = [each.id for each in found]
        following = found[(ids.index(mention.id) + step) % len(found)]
        self._show(following.id, following.spans)

    def cycle(self) -> None:
        """Take the next of the annotations that overlap under the caret."""
        workspace = self.workspace
        if workspace is None:
            return
        at = self.place.picked.caret
        here: Sequence[str] = [each.id for each in workspace.mentions_at(at)]
        here = [*here, *(claim.id for claim in workspace.claims_at(at))]
        if not here:
            return
        known = self.place.record
        self.place.take(here[(here.index(known) + 1) % len(here)] if known in here else here[0])

    def inspect(self) -> None:
        """Show what is under the caret in the inspector."""
        found = self.annotation()
        if found is None:
            return
        self.place.take(found.id)
        name = type(found).__name__.lower()
        if name == "claim":
            self.place.open_claim(found.id)
        panels = {"mention": "entities", "claim": "claims", "relationship": "relationships"}
        self.place.show_panel(panels.get(name, "notes"))

    def _show(self, record: str, spans: Spans) -> None:
        start = spans[0].start
        self.place.pick(start, start)
        self.place.take(record)
