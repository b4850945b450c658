"""Ways to tag words in the article, by mouse and by key, and words to tag."""

import re
from collections.abc import Callable

from tests.e2e.hands import Hands

from juseok.core.model import Mention, ZoneRole
from juseok.services.annotating import ArticleWorkspace

Way = Callable[[Hands, int, int], None]
_WORDS = re.compile(r"(?<=\s)[가-힣]{3,5}(?=\s)")


def by_drag(hands: Hands, start: int, end: int) -> None:
    hands.drag(start, end)


def by_double_click(hands: Hands, start: int, end: int) -> None:
    hands.double_click((start + end) // 2)


def by_characters(hands: Hands, start: int, end: int) -> None:
    hands.click(start)
    hands.press_each(*["Shift+Right"] * (end - start))


def by_words(hands: Hands, start: int, end: int) -> None:
    hands.click(end)
    hands.press("Ctrl+Shift+Left")


def by_search(hands: Hands, start: int, end: int) -> None:
    hands.find_at(start, end)


WAYS: tuple[Way, ...] = (by_drag, by_double_click, by_characters, by_words, by_search)


def words_of(workspace: ArticleWorkspace, count: int) -> list[tuple[int, int]]:
    """``count`` different words of the body, far from one another; ``[start, end)``."""
    found: dict[str, tuple[int, int]] = {}
    for zone in workspace.article.zones:
        if zone.role is ZoneRole.BODY:
            for word in _WORDS.finditer(workspace.text, zone.start, zone.end):
                found.setdefault(word.group(), word.span())
    spans = sorted(found.values())
    assert len(spans) >= count, "the article has too few words"
    step = len(spans) / count
    return [spans[int(number * step)] for number in range(count)]


def tag(hands: Hands, way: Way, start: int, end: int, key: str) -> Mention:
    """Select by ``way``, press the key of a type; gives the mention that came of it."""
    before = {mention.id for mention in hands.mentions}
    way(hands, start, end)
    assert hands.view.selection.spans == ((start, end),), way.__name__
    hands.press(key)
    fresh = [mention for mention in hands.mentions if mention.id not in before]
    assert len(fresh) == 1, f"{way.__name__} with {key}: {fresh}"
    (span,) = fresh[0].spans
    assert hands.text[span.start : span.end] == span.quote
    assert (span.start == start and span.end <= end) or way is by_double_click
    if way not in (by_drag, by_double_click):
        assert span.end == end
    return fresh[0]
