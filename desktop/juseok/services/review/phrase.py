"""One decision for every item with the same words, in all articles that wait: one action."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from juseok.core.adjudicate import Same
from juseok.core.adjudicate_model import ItemSort, Judged, Standing
from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.ops import Action, Change
from juseok.core.scheme import Scheme
from juseok.services.edits import elide
from juseok.services.review.copying import Copier
from juseok.services.review.page import ReviewPage, Sight, read_page
from juseok.services.review.reviewing import rejection, taken
from juseok.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Found:
    """Items with the same words, page by page; none of them is judged."""

    words: str
    places: tuple[tuple[ReviewPage, tuple[Judged, ...]], ...] = ()

    @property
    def count(self) -> int:
        return sum(len(items) for _, items in self.places)

    def types(self) -> list[tuple[str, int]]:
        """The types that annotators gave, with at how many of the places; most come first."""
        counts: Counter[str] = Counter()
        for _, items in self.places:
            for judged in items:
                counts.update(types_of(judged))
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def types_of(judged: Judged) -> frozenset[str]:
    """The types that annotators gave the mentions of an item."""
    records = (record for rows in judged.item.members.values() for record in rows)
    return frozenset(record.type for record in records if isinstance(record, Mention))


def same_words(judged: Judged, words: str) -> bool:
    """Whether an item is a mention that somebody put on exactly ``words``, and open."""
    if judged.item.sort is not ItemSort.MENTION or judged.standing is not Standing.OPEN:
        return False
    records = [record for rows in judged.item.members.values() for record in rows]
    return any(
        isinstance(each, Mention) and " ".join(s.quote for s in each.spans) == words
        for each in records
    )


def find_phrase(
    *,
    reader: Reader,
    sight: Sight,
    articles: Sequence[str],
    words: str,
    scheme: Scheme,
    same: Same = str,
    cancelled: Callable[[], bool] = lambda: False,
) -> Found:
    """Every open mention item on ``words`` in ``articles``; only texts that hold them are read."""
    places: list[tuple[ReviewPage, tuple[Judged, ...]]] = []
    for article in reader.reviews.texts_with(words, articles):
        if cancelled():
            break
        page = read_page(reader, sight, article, scheme=scheme, same=same)
        items = tuple(each for each in page.judged if same_words(each, words))
        if items:
            places.append((page, items))
    return Found(words, tuple(places))


def accept_phrase(*, found: Found, type: str, annotator: str) -> Action | None:
    """Take the version of ``type`` wherever there is one; the other places wait on."""

    def changes(page: ReviewPage, items: Iterable[Judged]) -> tuple[list[Change], int]:
        copier = Copier(page)
        made: list[Change] = []
        count = 0
        for judged in items:
            layers = [
                layer
                for layer, rows in sorted(judged.item.members.items())
                if any(isinstance(each, Mention) and each.type == type for each in rows)
            ]
            # Who put it on exactly these words comes first.
            layers.sort(key=lambda layer: not _exact(judged, layer, found.words))
            if layers:
                try:
                    made += taken(page, copier, judged, layers[0], "accept", annotator)
                except KnownError:
                    continue
                count += 1
        return made, count

    return _action(found, changes)


def reject_phrase(*, found: Found, reason: str, annotator: str) -> Action | None:
    """Nothing of it goes into gold, at any of the places."""

    def changes(page: ReviewPage, items: Iterable[Judged]) -> tuple[list[Change], int]:
        made = [rejection(page, each, reason=reason, annotator=annotator) for each in items]
        return made, len(made)

    return _action(found, changes)


def _exact(judged: Judged, layer: str, words: str) -> bool:
    rows = judged.item.members[layer]
    return any(isinstance(each, Mention) and each.spans[0].quote == words for each in rows)


def _action(
    found: Found, changes: Callable[[ReviewPage, Iterable[Judged]], tuple[list[Change], int]]
) -> Action | None:
    everything: list[Change] = []
    total = 0
    for page, items in found.places:
        made, count = changes(page, items)
        everything += made
        total += count
    if not total:
        return None
    label = Message("undo.review.phrase", count=total, quote=elide(found.words))
    return Action(label, tuple(everything))
