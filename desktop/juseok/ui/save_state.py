"""How far the edits of a project are on their way to the disk."""

from dataclasses import dataclass, replace
from typing import Self

from juseok.core.messages import Message
from juseok.store.writer import WriterState


@dataclass(frozen=True, slots=True)
class SaveState:
    """``pending``: edits not on disk yet; ``failed``: why; ``label``: what was saved last."""

    pending: int = 0
    failed: Message | None = None
    saved_at: float | None = None
    label: Message | None = None

    def after(self, told: WriterState) -> Self:
        """What the writer ``told``, with the label of what was saved before."""
        return replace(self, pending=told.pending, failed=told.failed, saved_at=told.saved_at)
