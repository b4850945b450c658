"""The articles of an import before it is done: pages, corrections, and what undo takes back.

No Qt and no files.  Pages keep their numbers for ever; a page that is read anew (with other
columns, in another encoding) gets a new one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from juseok.core.messages import Message
from juseok.lang.extract import ArticleDraft
from juseok.services.import_plan import PlannedPage

NO_ARTICLE: Final = -1
_NONE_FOUND: Final = 1000.0

Key = tuple[float, int, int]
"""Doubt (negative), page number, article number: the order of the list."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One page before and after; ``weights`` are the doubts its articles are ordered by."""

    number: int
    old: PlannedPage
    new: PlannedPage
    weights: tuple[tuple[float, ...], tuple[float, ...]]

    def turned(self) -> "Edit":
        return Edit(self.number, self.new, self.old, (self.weights[1], self.weights[0]))


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable correction; ``place`` is the page and article it was made at."""

    label: str
    edits: tuple[Edit, ...]
    place: tuple[int, int]


@dataclass(slots=True)
class ImportBatch:
    """Pages by number, in the order they are to be imported (``sources``)."""

    pages: dict[int, PlannedPage] = field(default_factory=dict[int, PlannedPage])
    sources: dict[int, int] = field(default_factory=dict[int, int])
    weights: dict[int, tuple[float, ...]] = field(default_factory=dict[int, tuple[float, ...]])
    undone: list[Step] = field(default_factory=list[Step])
    done: list[Step] = field(default_factory=list[Step])
    next_number: int = 0

    # -- reading

    def add(self, pages: Iterable[PlannedPage], source: int = 0) -> list[int]:
        """Take pages that were read from the source numbered ``source``; gives their numbers."""
        numbers: list[int] = []
        for page in pages:
            number = self.next_number
            self.next_number += 1
            self.pages[number] = page
            self.sources[number] = source
            self.weights[number] = tuple(float(d.doubt) for d in page.extraction.articles)
            numbers.append(number)
        return numbers

    def drop_source(self, source: int) -> None:
        """Forget what was read from ``source``; it is read anew."""
        for number in [n for n, which in self.sources.items() if which == source]:
            del self.pages[number], self.sources[number], self.weights[number]

    def ordered(self) -> Iterator[PlannedPage]:
        """The pages in the order of their sources, as they are imported."""
        for number in sorted(self.pages, key=lambda n: (self.sources[n], n)):
            yield self.pages[number]

    @property
    def articles(self) -> int:
        return sum(len(page.extraction.articles) for page in self.pages.values())

    def keys(self, *, doubtful: bool = False, wanted: str = "") -> list[Key]:
        """The rows of the list, the most doubtful first; ``wanted``: words in title or file."""
        words = wanted.casefold().split()
        found: list[Key] = []
        for number, page in self.pages.items():
            if not page.extraction.articles and not self._was_edited(number):
                if not words:
                    found.append((-_NONE_FOUND, number, NO_ARTICLE))
                continue
            for index, weight in enumerate(self.weights[number]):
                if doubtful and not weight:
                    continue
                if words and not _says(page, index, words):
                    continue
                found.append((-weight, number, index))
        found.sort()
        return found

    def draft(self, number: int, index: int) -> ArticleDraft | None:
        page = self.pages.get(number)
        if page is None or not 0 <= index < len(page.extraction.articles):
            return None
        return page.extraction.articles[index]

    def _was_edited(self, number: int) -> bool:
        return any(edit.number == number for step in self.done for edit in step.edits)

    # -- correcting

    def edit(self, number: int, index: int, new: PlannedPage, label: str) -> Step | None:
        """Put ``new`` in the place of a page; None where it is the same."""
        return self.edit_many({number: new}, label, (number, index))

    def edit_many(
        self, pages: Mapping[int, PlannedPage], label: str, place: tuple[int, int]
    ) -> Step | None:
        """Put several pages in the place of what they were, as one step."""
        edits = tuple(
            Edit(number, old, new, (self.weights[number], self._weights(number, new)))
            for number, new in pages.items()
            if (old := self.pages.get(number)) is not None and old is not new
        )
        if not edits:
            return None
        step = Step(label, edits, place)
        self._put(step.edits)
        self.done.append(step)
        self.undone.clear()
        return step

    def undo(self) -> Step | None:
        """Take the last correction back; None when there is none."""
        if not self.done:
            return None
        step = self.done.pop()
        self._put([edit.turned() for edit in step.edits])
        self.undone.append(step)
        return step

    def redo(self) -> Step | None:
        if not self.undone:
            return None
        step = self.undone.pop()
        self._put(step.edits)
        self.done.append(step)
        return step

    def _put(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            if edit.number in self.pages:
                self.pages[edit.number] = edit.new
                self.weights[edit.number] = edit.weights[1]

    def _weights(self, number: int, new: PlannedPage) -> tuple[float, ...]:
        """Articles keep the doubt they were listed by; what is split off stands beside it."""
        old_page, old = self.pages[number], self.weights[number]
        drafts = old_page.extraction.articles
        found: list[float] = []
        for draft in new.extraction.articles:
            at = [i for i, each in enumerate(drafts) if each.page_start <= draft.page_start]
            found.append(old[at[-1]] if at else (old[0] if old else draft.doubt))
        return tuple(found)


def changed_everywhere(
    pages: Mapping[int, PlannedPage],
    change: Callable[[PlannedPage], PlannedPage],
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[int, PlannedPage]:
    """The pages that ``change`` makes different, by number; for a thread of its own."""
    found: dict[int, PlannedPage] = {}
    for number, page in pages.items():
        if cancelled():
            break
        new = change(page)
        if new is not page:
            found[number] = new
    return found


def doubts_in_words(doubts: Sequence[Message], say: Callable[[Message], str]) -> str:
    return " ".join(say(doubt) for doubt in doubts)


def _says(page: PlannedPage, index: int, words: Sequence[str]) -> bool:
    about = page.extraction.articles[index].metadata
    text = f"{about.title} {about.publisher} {page.name}".casefold()
    return all(word in text for word in words)
