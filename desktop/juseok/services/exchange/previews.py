"""What files would bring, as values and as sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.store.ranges import Range

_MOST_RANGES: Final = 5
COUNTED: Final[Mapping[str, str]] = {
    Kind.MENTION: "tags",
    Kind.CLAIM: "claims",
    Kind.RELATIONSHIP: "relationships",
    Kind.CLAIM_LINK: "links",
    Kind.REMARK: "remarks",
}
"""Kinds of annotations → what they are counted as."""
ONCE: Final[Mapping[str, str]] = {Kind.VERDICT: "verdicts", Kind.COMMENT: "comments"}
"""Likewise; a verdict that is changed is made anew under the same id."""
_TOLD: Final = (*COUNTED.values(), *ONCE.values(), "changes")


@dataclass(frozen=True, slots=True)
class Share:
    """What one person would bring; ``changes`` are operations on what exists already."""

    annotator: str
    name: str
    articles: int = 0
    tags: int = 0
    claims: int = 0
    relationships: int = 0
    links: int = 0
    remarks: int = 0
    verdicts: int = 0
    comments: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What ``files`` would bring.  ``missing``: operations that are in none of them nor in the
    project, although later ones of the same copy are; ``forks``: copies that were written to in two
    places under one name, with the first number that both gave.  A working copy has only a part by
    intent: there nothing is ``missing``."""

    files: tuple[str, ...] = ()
    new: int = 0
    known: int = 0
    shares: tuple[Share, ...] = ()
    new_articles: int = 0
    forks: tuple[tuple[str, int], ...] = ()
    missing: tuple[Range, ...] = ()
    kept: tuple[Message, ...] = ()
    """Who would change roles or the register of entities, which the lead keeps."""

    def sentences(self) -> list[Message]:
        """The preview as a person reads it."""
        if not self.new:
            return [Message("exchange.nothing_new", known=self.known)]
        lines = [_told(share) for share in self.shares]
        if self.new_articles:
            lines.append(Message("exchange.new_articles", count=self.new_articles))
        lines += self.kept
        if self.forks:
            lines.append(Message("exchange.forks", count=len(self.forks)))
        if self.missing:
            lines.append(_told_missing(self.missing))
        return lines or [Message("exchange.restated")]


def _told_missing(missing: Sequence[Range]) -> Message:
    more = len(missing) - _MOST_RANGES
    words = told_ranges(missing[:_MOST_RANGES])
    if more > 0:
        return Message("exchange.missing_more", ranges=words, count=more)
    return Message("exchange.missing", ranges=words)


def told_ranges(ranges: Sequence[Range]) -> str:
    """``118–130, 140``: numbers of operations."""
    return ", ".join(f"{low}–{high}" if high > low else str(low) for _, low, high in ranges)


def _told(share: Share) -> Message:
    parts = [
        Message(f"exchange.{name}", count=count)
        for name in _TOLD
        if (count := getattr(share, name))
    ] or [Message("exchange.other")]
    listed = parts[0]
    for part in parts[1:]:
        listed = Message("exchange.and", one=listed, other=part)
    code = "exchange.person" if share.articles else "exchange.person_alone"
    return Message(code, name=share.name, articles=share.articles, what=listed)
