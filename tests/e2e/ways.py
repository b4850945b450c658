"""Ways to tag words in the article, by mouse and by key, and words to tag."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.hands import Hands

from juseok.core.model import Claim, Mention, Relationship, ZoneRole
from juseok.core.sentences import split_line
from juseok.core.spans import Spans
from juseok.services.tagging.annotating import ArticleWorkspace

TYPE_KEYS = "QWERTASDFG"
Way = Callable[[Hands, int, int], None]
_WORDS = re.compile(r"(?<=\s)[가-힣]{3,5}(?=\s)")
_RUN = re.compile(r"\S+")


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


def put_caret(hands: Hands, start: int, end: int) -> None:
    """The caret before the words ``[start, end)``, by the search line."""
    hands.find_at(start, end)
    hands.press("Left")
    assert hands.view.selection.caret == start


def by_caret(hands: Hands, start: int, end: int) -> None:
    """Character by character, without the mouse."""
    put_caret(hands, start, end)
    hands.press_each(*["Shift+Right"] * (end - start))


def by_eojeols(hands: Hands, start: int, end: int) -> None:
    """Eojeol by eojeol, without the mouse; back by characters where that is too much."""
    put_caret(hands, start, end)
    while hands.view.selection.end < end:
        hands.press("Ctrl+Shift+Right")
    while hands.view.selection.end > end:
        hands.press("Shift+Left")


WAYS: tuple[Way, ...] = (by_drag, by_double_click, by_characters, by_words, by_search)
WAYS_BY_KEY: tuple[Way, ...] = (by_search, by_caret, by_eojeols)
SNAPPING: tuple[Way, ...] = (by_drag, by_double_click, by_words, by_eojeols)
"""Ways that select roughly: the name in what they take is tagged."""


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
    if way in SNAPPING:
        assert start <= span.start < span.end <= end
    else:
        assert (span.start, span.end) == (start, end)
    return fresh[0]


@dataclass(frozen=True)
class Sentence:
    """A sentence read as a claim: the first word says it, the last reports it."""

    words: list[tuple[int, int]]

    @property
    def source(self) -> tuple[int, int]:
        return self.words[0]

    @property
    def content(self) -> tuple[int, int]:
        return self.words[1][0], self.words[-3][1]

    @property
    def more(self) -> tuple[int, int]:
        """A further piece of content, apart from the first."""
        return self.words[-2]

    @property
    def cue(self) -> tuple[int, int]:
        return self.words[-1]


def sentences_of(workspace: ArticleWorkspace, count: int) -> list[Sentence]:
    """``count`` sentences of the body that are long enough to hold a claim."""
    found: list[Sentence] = []
    for zone in workspace.article.zones:
        if zone.role is not ZoneRole.BODY:
            continue
        for line in re.finditer(r".+", workspace.text[zone.start : zone.end]):
            for start, end in split_line(line.group()):
                at = zone.start + line.start()
                words = [word.span() for word in _RUN.finditer(line.group(), start, end)]
                if len(words) >= 7:
                    found.append(Sentence([(at + a, at + b) for a, b in words]))
    assert len(found) >= count, "the article has too few sentences"
    return found[:count]


def claim(hands: Hands, way: Way, start: int, end: int) -> Claim:
    """Select by ``way``, press the claim key; gives the claim that came of it, now open."""
    before = {claim.id for claim in hands.workspace.claims}
    way(hands, start, end)
    assert hands.view.selection.spans == ((start, end),), way.__name__
    hands.press("Z")
    fresh = [claim for claim in hands.workspace.claims if claim.id not in before]
    assert [extents(claim.content) for claim in fresh] == [[(start, end)]]
    return fresh[0]


def relate(
    hands: Hands,
    head: Mention,
    choose: Callable[[], None],
    tail: Mention,
    *,
    by_key: bool = False,
) -> Relationship:
    """From ``head`` press the relationship key, ``choose`` the other end, take the first type."""
    before = {each.id for each in hands.workspace.relationships}
    if by_key:
        put_caret(hands, head.spans[0].start, head.spans[0].end)
    else:
        hands.click(head.spans[0].start)
    hands.press("B")
    choose()
    hands.until(lambda: hands.window.palette_box.isVisible())
    hands.press("1")
    fresh = [each for each in hands.workspace.relationships if each.id not in before]
    assert len(fresh) == 1
    assert {fresh[0].head, fresh[0].tail} == {head.id, tail.id}
    assert fresh[0].evidence
    assert hands.in_text
    return fresh[0]


def step_to(hands: Hands, head: Mention, tail: Mention) -> None:
    """While an end is chosen: by arrow keys from ``head`` to ``tail``, and Enter."""
    ids = [mention.id for mention in hands.mentions]
    steps = ids.index(tail.id) - ids.index(head.id)
    hands.press_each(*["Right" if steps > 0 else "Left"] * abs(steps), "Enter")


def extents(spans: Spans) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]
