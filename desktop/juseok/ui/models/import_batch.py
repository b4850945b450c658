"""The articles of an import before it is done: pages, corrections, and what undo takes back.

No Qt and no files.  Pages keep their numbers for ever; a page that is read anew (with other
columns, in another encoding) gets a new one.  They are held packed: of twenty thousand, one is
looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from juseok.core.messages import Message
from juseok.lang.extract import ArticleDraft
from juseok.services.importing.kept import Corrections
from juseok.services.importing.packed import PackedPage
from juseok.services.importing.plan import PlannedPage

NO_ARTICLE: Final = -1
_NONE_FOUND: Final = 1000.0

Key = tuple[float, int, int]
"""Doubt (negative), page number, article number: the order of the list."""


class Edit(NamedTuple):
    """One page before and after; ``weights`` are the doubts its articles are ordered by.

    A tuple, for a correction of all pages makes twenty thousand in one turn of the window.
    """

    number: int
    old: PackedPage
    new: PackedPage
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
    """Pages by number, in the order they are to be imported (``sources``).

    ``articles``: how many there are.
    """

    pages: dict[int, PackedPage] = field(default_factory=dict[int, PackedPage])
    sources: dict[int, int] = field(default_factory=dict[int, int])
    weights: dict[int, tuple[float, ...]] = field(default_factory=dict[int, tuple[float, ...]])
    undone: list[Step] = field(default_factory=list[Step])
    done: list[Step] = field(default_factory=list[Step])
    next_number: int = 0
    articles: int = 0
    _barren: set[int] = field(default_factory=set[int])
    """Pages that no article was found on."""
    _open: tuple[PackedPage, PlannedPage] | None = None

    # -- reading

    def add(self, pages: Iterable[PackedPage], source: int = 0) -> list[int]:
        """Take pages that were read from the source numbered ``source``; gives their numbers."""
        numbers: list[int] = []
        for page in pages:
            number = self.next_number
            self.next_number += 1
            self.pages[number] = page
            self.sources[number] = source
            self.weights[number] = tuple(article.doubt for article in page.articles)
            self.articles += len(page.articles)
            if not page.articles:
                self._barren.add(number)
            numbers.append(number)
        return numbers

    def corrections(self, source: int) -> Corrections:
        """What was corrected on the pages of ``source``, for when it is read anew."""
        first: dict[int, PackedPage] = {}
        for step in self.done:
            for edit in step.edits:
                first.setdefault(edit.number, edit.old)
        return Corrections(
            {
                now.name: (first[number], now)
                for number, now in self.pages.items()
                if self.sources[number] == source and first.get(number, now) is not now
            }
        )

    def drop_source(self, source: int) -> None:
        """Forget what was read from ``source``; it is read anew."""
        for number in [n for n, which in self.sources.items() if which == source]:
            self._drop(number)

    def drop_files(self, files: Set[str]) -> Corrections:
        """Forget the pages of ``files``, which are read anew; gives what was corrected on them."""
        gone = [number for number, page in self.pages.items() if page.file in files]
        found: dict[str, tuple[PackedPage, PackedPage]] = {}
        for source in {self.sources[number] for number in gone}:
            pairs = self.corrections(source).pages
            found |= {name: pair for name, pair in pairs.items() if pair[1].file in files}
        for number in gone:
            self._drop(number)
        return Corrections(found)

    def _drop(self, number: int) -> None:
        self.articles -= len(self.pages[number].articles)
        self._barren.discard(number)
        del self.pages[number], self.sources[number], self.weights[number]

    def in_order(self) -> Iterator[PackedPage]:
        """The pages in the order of their sources, as they are imported."""
        for number in sorted(self.pages, key=lambda n: (self.sources[n], n)):
            yield self.pages[number]

    def ordered(self) -> Iterator[PlannedPage]:
        """The same, unpacked one by one."""
        return (page.page() for page in self.in_order())

    def page(self, number: int) -> PlannedPage | None:
        """The page of that number, unpacked; the same object until it is changed."""
        packed = self.pages.get(number)
        if packed is None:
            return None
        if self._open is None or self._open[0] is not packed:
            self._open = (packed, packed.page())
        return self._open[1]

    def keys(
        self,
        *,
        doubtful: bool = False,
        wanted: str = "",
        numbers: Iterable[int] | None = None,
    ) -> list[Key]:
        """The rows of the list, the most doubtful first; ``wanted``: words in title or file.

        ``numbers``: of these pages only.
        """
        words = wanted.casefold().split()
        found: list[Key] = []
        for number in self.pages if numbers is None else numbers:
            page = self.pages.get(number)
            if page is None:
                continue
            if not page.articles:
                if number in self._barren and not words:
                    found.append((-_NONE_FOUND, number, NO_ARTICLE))
                continue
            for index, weight in enumerate(self.weights[number]):
                if doubtful and not weight:
                    continue
                if words and not all(word in page.articles[index].sought for word in words):
                    continue
                found.append((-weight, number, index))
        found.sort()
        return found

    def key(self, number: int, index: int) -> Key:
        """Where the row of an article stands; that of a page without any is ``NO_ARTICLE``'s."""
        weights = self.weights.get(number, ())
        return (-weights[index] if 0 <= index < len(weights) else -_NONE_FOUND, number, index)

    def draft(self, number: int, index: int) -> ArticleDraft | None:
        page = self.page(number)
        if page is None or not 0 <= index < len(page.extraction.articles):
            return None
        return page.extraction.articles[index]

    # -- correcting

    def edit_many(
        self, pages: Mapping[int, PackedPage], label: str, place: tuple[int, int]
    ) -> Step | None:
        """Put pages in the place of what they were, as one step; None where there are none."""
        held, weights = self.pages, self.weights
        edits = tuple(
            Edit(number, old, new, (weights[number], self._weights(number, new)))
            for number, new in pages.items()
            if (old := held.get(number)) is not None and old is not new
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
        self._put(edit.turned() for edit in step.edits)
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
        pages, weights, more = self.pages, self.weights, 0
        for number, _, new, (_, after) in edits:
            old = pages.get(number)
            if old is not None:
                more += len(new.articles) - len(old.articles)
                pages[number], weights[number] = new, after
        self.articles += more

    def _weights(self, number: int, new: PackedPage) -> tuple[float, ...]:
        """Articles keep the doubt they were listed by; what is split off stands beside it."""
        old_page, old = self.pages[number], self.weights[number]
        if len(new.articles) == len(old) == 1:
            return old
        found: list[float] = []
        for article in new.articles:
            at = [i for i, each in enumerate(old_page.articles) if each.start <= article.start]
            found.append(old[at[-1]] if at else (old[0] if old else article.doubt))
        return tuple(found)


def doubts_in_words(doubts: Sequence[Message], say: Callable[[Message], str]) -> str:
    return " ".join(say(doubt) for doubt in doubts)
