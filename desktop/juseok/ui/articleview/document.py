"""What the article view is given: plain frozen values, no store, no Qt.

All offsets are code points of the article's text, half-open.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from juseok.core.model import SentenceEdits, Zone

Range: TypeAlias = tuple[int, int]
"""``[start, end)`` in code points."""


class MarkSort(StrEnum):
    """How a mark is drawn."""

    MENTION = "mention"
    """A soft fill with a chip letter."""
    SUGGESTION = "suggestion"
    """A dashed grey frame with a chip letter."""
    CLAIM = "claim"
    """A side bar in the margin and corner brackets around the content."""
    CUE = "cue"
    """A dotted underline: the words that report."""
    SOURCE = "source"
    """A dashed underline: who says it."""
    EVIDENCE = "evidence"
    """A thin solid underline: what a relationship rests on."""
    LAYER = "layer"
    """An underline in the look of an annotator, with that person's letter: their version."""
    QUESTION = "question"
    """A wavy underline: a question is parked here."""


FILLED = frozenset({MarkSort.MENTION, MarkSort.SUGGESTION})
UNDERLINED = frozenset(
    {MarkSort.CUE, MarkSort.SOURCE, MarkSort.EVIDENCE, MarkSort.LAYER, MarkSort.QUESTION}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to draw over the text.

    ``spans``: one or more fragments in text order, without overlap.  ``style`` is a key of the
    theme's type styles; ``letter`` the chip's short text; ``label`` the full name for screen
    readers.  ``owner`` is the record that a click on the mark means when that is not the mark
    itself (a claim's cue belongs to the claim).
    """

    id: str
    sort: MarkSort
    spans: tuple[Range, ...]
    style: str = ""
    letter: str = ""
    label: str = ""
    owner: str = ""

    @property
    def record(self) -> str:
        return self.owner or self.id

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.spans)

    def covers(self, offset: int) -> bool:
        """Whether a fragment holds ``offset``, its end included (a caret may stand there)."""
        return any(start <= offset <= end for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge from the mark ``head`` to the mark ``tail``, drawn over the text on demand."""

    id: str
    head: str
    tail: str
    label: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDoc:
    """The text to show, with its zones (sorted, not overlapping) and its title for readers.

    ``sentencing``: where its sentences were corrected.
    """

    text: str = ""
    zones: tuple[Zone, ...] = ()
    title: str = ""
    sentencing: SentenceEdits = field(default_factory=SentenceEdits)
