"""Planned pages as a window holds thousands of them: packed, with what a list shows beside.

A packed page is one run of bytes, which costs nothing to take over from another process or to
hand to one; it is unpacked when a person looks at it, and when it is imported.
"""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from juseok.core.messages import Message
from juseok.lang.extract import ArticleDraft
from juseok.services.importing.plan import PlannedPage

T = TypeVar("T")

_PIECE: Final = 128 * 1024
_BEGINS: Final = 60


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of one article.  ``begins``: its first line where it has no title;
    ``sought``: what a filter looks in, case-folded; ``start``: where on its page it begins."""

    title: str
    begins: str
    publisher: str
    iso: str | None
    raw: str
    doubts: tuple[Message, ...]
    doubt: float
    sought: str
    start: int


@dataclass(frozen=True, slots=True, eq=False)
class PackedPage:
    """A :class:`PlannedPage` as bytes; ``articles`` sum its own up, in their order.

    Two of them are the same page only if they are the same object.
    """

    data: bytes
    file: str
    name: str
    articles: tuple[Summary, ...]

    def page(self) -> PlannedPage:
        return unpack(self.data)


def unpack(data: bytes) -> PlannedPage:
    """The page that :func:`pack` made into ``data``."""
    return pickle.loads(data)


def pack(page: PlannedPage) -> PackedPage:
    """``page`` as bytes."""
    articles = tuple(_summary(draft, page) for draft in page.extraction.articles)
    return PackedPage(pickle.dumps(page, protocol=5), page.file, page.name, articles)


def _summary(draft: ArticleDraft, page: PlannedPage) -> Summary:
    about = draft.metadata
    begins = ""
    if not about.title:
        lines = (line.strip() for line in draft.text.split("\n"))
        begins = next((line[:_BEGINS] for line in lines if line), "")
    return Summary(
        about.title,
        begins,
        about.publisher,
        about.published.iso,
        about.published.raw,
        draft.doubts,
        float(draft.doubt),
        f"{about.title} {about.publisher} {page.name}".casefold(),
        draft.page_start,
    )


def pieces(pages: Iterable[tuple[T, bytes]]) -> Iterator[list[tuple[T, bytes]]]:
    """Packed pages with whatever stands beside them, some hundred kilobytes at a time."""
    piece: list[tuple[T, bytes]] = []
    size = 0
    for item in pages:
        piece.append(item)
        size += len(item[1])
        if size >= _PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
