"""Places in their context: what is shown before something is done to many of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import Claim, ClaimLink, Mention, Relationship
from juseok.core.spans import Span
from juseok.store.texts import HeldText

if TYPE_CHECKING:
    from juseok.services.bulk.recode import Edit

CONTEXT: Final = 48
"""Characters of its line that are shown before and behind a place."""

Record: TypeAlias = Mention | Claim | Relationship | ClaimLink
"""What a place may be about."""

Progress = Callable[[int, int], object]
"""Told how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place in its context; ``left`` and ``right`` are parts of its own line.

    Where it is about an annotation: ``record`` as it was then, ``edit`` what is to be done to it
    and ``note`` that in words.
    """

    article: str
    title: str
    span: Span
    left: str
    right: str
    record: Record | None = None
    edit: "Edit | None" = None
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A piece of a look: rows found since the piece before, and how far it is.

    ``done`` of ``total`` articles; so far ``left_places`` in ``left_articles`` were found where
    nothing may be done.
    """

    rows: tuple[Row, ...]
    done: int
    total: int
    left_places: int = 0
    left_articles: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: ``passed`` rows were not touched, since they had changed meanwhile.

    ``label`` is that of the action; None when there was nothing to do.
    """

    label: Message | None = None
    places: int = 0
    articles: int = 0
    passed: int = 0
    cancelled: bool = False


def row_of(
    text: HeldText,
    span: Span,
    *,
    record: Record | None = None,
    edit: "Edit | None" = None,
    note: Message | None = None,
) -> Row:
    """``span`` with as much of its line on both sides as is shown."""
    whole = text.text
    begin = whole.rfind("\n", 0, span.start) + 1
    stop = whole.find("\n", span.end)
    stop = len(whole) if stop < 0 else stop
    left = whole[max(begin, span.start - CONTEXT) : span.start]
    right = whole[span.end : min(stop, span.end + CONTEXT)]
    return Row(text.article, text.title, span, left, right, record, edit, note)
