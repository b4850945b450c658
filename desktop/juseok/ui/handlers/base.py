"""What every set of handlers shares: the article that is read, and what is under the caret."""

from collections.abc import Callable, Sequence

from juseok.core.model import ArticleState, Claim, Mention, Relationship
from juseok.core.ops import Action
from juseok.core.spans import Spans, make_span
from juseok.services.edits import Annotation
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.document import Range
from juseok.ui.articleview.interaction import SelectedBy
from juseok.ui.context import PanelContext
from juseok.ui.snapping import SNAPS


class Handlers:
    """Looks things up in ``context``; subclasses register what they can do."""

    def __init__(self, context: PanelContext) -> None:
        self.context = context
        self.session = context.session
        self.place = context.place
        self.router = context.router

    @property
    def workspace(self) -> ArticleWorkspace | None:
        return self.session.workspace(self.place.article)

    @property
    def layer(self) -> str:
        return self.session.layer

    @property
    def register_layer(self) -> str:
        return self.session.register_layer

    def has_article(self) -> bool:
        return self.workspace is not None

    def in_hand(self) -> Annotation | None:
        """The annotation in hand, if it belongs to the article."""
        workspace = self.workspace
        return workspace.get(self.place.record) if workspace and self.place.record else None

    def mention(self) -> Mention | None:
        """The own mention that a key means: the one in hand, else the smallest at the caret.

        A person who went on to another mention with the caret means that one.
        """
        found = self.in_hand()
        if isinstance(found, Mention):
            mine = found if found.layer == self.layer else None
            left = self.place.picked.by is not SelectedBy.PROGRAM and not self._is_at_caret(found)
            return (self._at_caret() or mine) if left else mine
        return self._at_caret()

    def _at_caret(self) -> Mention | None:
        """The smallest own mention at the caret; None while words are selected."""
        workspace = self.workspace
        if workspace is None or self.place.picked.spans:
            return None
        here = (*workspace.mentions_at(self.place.picked.caret),
                *workspace.mentions_at(self.place.picked.caret - 1))  # fmt: skip
        return next((each for each in here if each.layer == self.layer), None)

    def _is_at_caret(self, mention: Mention) -> bool:
        caret = self.place.picked.caret
        return any(span.start <= caret <= span.end for span in mention.spans)

    def selected_mention(self) -> Mention | None:
        """The own mention that the selected words are, or lie in: the smallest of those."""
        workspace = self.workspace
        if workspace is None or not self.place.picked.spans:
            return None
        found = [trimmed(workspace.text, *each) for each in self.place.picked.spans]
        picked = [(start, end) for start, end in found if start < end]
        if not picked:
            return None
        around = workspace.mentions_in(picked[0][0], picked[-1][1])
        own = [m for m in around if m.layer == self.layer and _holds(m, picked)]
        return min(own, key=lambda each: sum(len(span.quote) for span in each.spans), default=None)

    def annotation(self) -> Mention | Claim | Relationship | None:
        """The own annotation that a key means: in hand, else a mention or claim at the caret."""
        found = self.in_hand()
        if isinstance(found, Mention | Claim | Relationship):
            return found if found.layer == self.layer else None
        mention = self.mention()
        workspace = self.workspace
        if mention is not None or workspace is None:
            return mention
        claims = workspace.claims_at(self.place.picked.caret)
        return next((claim for claim in claims if claim.layer == self.layer), None)

    def picked_spans(self, *, snap: bool) -> Spans:
        """The selected words as proved spans, without white space at their edges.

        ``snap``: as a name.  It ends with its paragraph, and signs and particles round it are
        left out; but for what was chosen character by character, which is taken as it is.
        """
        workspace = self.workspace
        if workspace is None:
            return ()
        text = workspace.text
        picked = self.place.picked
        found: list[tuple[int, int]] = []
        for start, end in picked.spans:
            start, end = trimmed(text, start, end)
            if snap:
                line = text.find("\n", start, end)
                end = line if line >= 0 else end
                if picked.by in SNAPS and start < end and self.context.snapper.on:
                    start, end = self.context.snapper.snap(text, start, end)
            if start < end:
                found.append((start, end))
        return tuple(make_span(text, start, end) for start, end in found)

    def with_state(self, use: Callable[[ArticleState | None], object]) -> None:
        """Call ``use`` with how far one is with the article; None when nobody has begun it."""
        self.session.read_state(self.place.article, use)

    def is_sole(self, mention: Mention, workspace: ArticleWorkspace) -> bool:
        """Whether nothing but ``mention`` names its entity, which was made for it just now."""
        return (
            bool(mention.entity)
            and len(workspace.mentions_of(mention.entity)) == 1
            and self.session.made_for(mention.entity, self.place.article)
        )

    def do(self, action: Action | None) -> bool:
        return self.session.apply(action)


def _holds(mention: Mention, ranges: Sequence[Range]) -> bool:
    """Whether every one of ``ranges`` lies in a fragment of ``mention``."""
    return all(
        any(span.start <= start and end <= span.end for span in mention.spans)
        for start, end in ranges
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without white space at its edges; empty at ``start`` if it is all blank."""
    words = text[start:end]
    if not words.strip():
        return start, start
    lead = len(words) - len(words.lstrip())
    return start + lead, start + len(words.rstrip())
