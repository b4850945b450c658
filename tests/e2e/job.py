"""The whole job in one article and the next, by mouse and keys or by keys alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.e2e.hands import Hands
from tests.e2e.ways import (
    TYPE_KEYS,
    WAYS,
    WAYS_BY_KEY,
    by_caret,
    by_characters,
    by_double_click,
    by_drag,
    by_eojeols,
    by_search,
    by_words,
    claim,
    extents,
    relate,
    sentences_of,
    step_to,
    tag,
    words_of,
)

from juseok.core.model import ArticleAnnotations, Kind, Mention
from juseok.core.spans import Span
from juseok.services.projects import open_project
from juseok.store.fold import BATCH
from juseok.store.reader import ArticleQuery

MENTIONS, CLAIMS, RELATIONSHIPS = 20, 4, 5
"""In the article that is worked in; a fifth claim stands in the next."""

MADE = frozenset({Kind.MENTION, Kind.ENTITY, Kind.CLAIM, Kind.CLAIM_LINK, Kind.RELATIONSHIP})
State = list[tuple[str, str, str]]


def dump(path: Path) -> State:
    """The whole live state of a project file, apart from how imports were staged."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        return [each for each in reader.dump() if each[1] != BATCH]


def made(state: State) -> State:
    """What a person made of it."""
    return [each for each in state if each[1] in MADE]


def prove_spans(path: Path) -> int:
    """Hold every quote against the text it was taken from; gives how many there are."""
    proved = 0
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        for article in reader.article_ids(project.viewer(), ArticleQuery()):
            text = reader.article(article).text
            found = reader.annotations(project.viewer(), article)
            for span in spans_in(found):
                assert text[span.start : span.end] == span.quote
                proved += 1
    return proved


def spans_in(found: ArticleAnnotations) -> Iterator[Span]:
    for mention in found.mentions:
        yield from mention.spans
    for each in found.claims:
        yield from (*each.content, *each.cue)
        yield from (ref.span for ref in each.source if ref.span is not None)
    for relationship in found.relationships:
        yield from relationship.evidence


def undo_all(hands: Hands) -> None:
    turn_all(hands, "Ctrl+Z", lambda: hands.session.undo_label)


def redo_all(hands: Hands) -> None:
    turn_all(hands, "Ctrl+Shift+Z", lambda: hands.session.redo_label)


def turn_all(hands: Hands, keys: str, what_next: Callable[[], object]) -> None:
    """Press until nothing is left; a press may first lead to the article that it is about."""
    led_to: list[str] = []

    def lead(article: str, _: object) -> None:
        led_to.append(article)

    hands.session.go_first.connect(lead)
    try:
        for _ in range(400):
            hands.wait_turned()
            if led_to:
                hands.wait_shown(led_to.pop())
            if what_next() is None:
                return
            hands.press(keys)
    finally:
        hands.session.go_first.disconnect(lead)
    raise AssertionError(f"{keys} does not come to an end")


def work(hands: Hands, *, by_key: bool) -> None:
    """Twenty mentions, five claims, five relationships; the last claim in the next article."""
    tag_mentions(hands, by_key=by_key)
    make_claims(hands, by_key=by_key)
    link_claims(hands, by_key=by_key)
    make_relationships(hands, by_key=by_key)
    hands.wait_saved()


def tag_mentions(hands: Hands, *, by_key: bool) -> None:
    ways = WAYS_BY_KEY if by_key else WAYS
    for number, (start, end) in enumerate(words_of(hands.workspace, MENTIONS)):
        tag(hands, ways[number % len(ways)], start, end, TYPE_KEYS[number % len(TYPE_KEYS)])
    assert len(hands.mentions) == MENTIONS
    assert hands.in_text


def make_claims(hands: Hands, *, by_key: bool) -> None:
    """One with all roles, one with two contents, one without a source, one by search alone."""
    drag, double_click = (by_search, by_eojeols) if by_key else (by_drag, by_double_click)
    words, characters = (by_eojeols, by_caret) if by_key else (by_words, by_characters)
    whole, pieces, nobody, searched = sentences_of(hands.workspace, CLAIMS)
    made = claim(hands, drag, *whole.content)
    double_click(hands, *whole.source)
    hands.press("X")
    words(hands, *whole.cue)
    hands.press_each("C", "1", "-")
    made = hands.workspace.claim(made.id)
    assert made.source_state == "given"
    assert extents(made.cue) == [whole.cue]
    assert made.attributes["certainty"].value == "certain"
    assert made.attributes["polarity"].value == "negative"

    made = claim(hands, characters, *pieces.content)
    drag(hands, *pieces.more)
    hands.press_each("Shift+Z", "2")
    assert extents(hands.workspace.claim(made.id).content) == [pieces.content, pieces.more]

    made = claim(hands, drag, *nobody.content)
    hands.press_each("X", "X")
    assert hands.workspace.claim(made.id).source_state == "none"

    made = claim(hands, by_search, *searched.content)
    by_search(hands, *searched.source)
    hands.press("X")
    by_search(hands, *searched.cue)
    hands.press("C")
    made = hands.workspace.claim(made.id)
    assert (made.source_state, extents(made.cue)) == ("given", [searched.cue])
    assert hands.in_text
    assert len(hands.workspace.claims) == CLAIMS


def link_claims(hands: Hands, *, by_key: bool) -> None:
    """A claim of the next article refutes one of this."""
    here, (target, *_) = hands.article, hands.workspace.claims
    hands.press("Ctrl+PgDown")
    hands.until(lambda: hands.article != here and hands.session.workspace(hands.article))
    (sentence,) = sentences_of(hands.workspace, 1)
    made = claim(hands, by_search if by_key else by_drag, *sentence.content)
    hands.press("L")
    hands.choose_in_palette(" ".join(target.content[0].quote.split()[:3]))
    hands.choose_in_palette("반박")
    (link,) = hands.workspace.claim_links
    assert (link.type, link.head, link.tail) == ("refutes", made.id, target.id)
    assert hands.in_text
    hands.press("Ctrl+PgUp")
    hands.wait_shown(here)


def make_relationships(hands: Hands, *, by_key: bool) -> None:
    """By letter, by arrow keys and, with a mouse, by click."""
    mentions = hands.mentions

    def join(head: int, tail: int, how: str) -> None:
        one, other = mentions[head], mentions[tail]
        relate(hands, one, lambda: choose(one, other, how), other, by_key=by_key)

    def choose(head: Mention, tail: Mention, how: str) -> None:
        if how == "arrows" or (by_key and tail.id not in hands.view._scene.badges):
            step_to(hands, head, tail)
        elif how == "click" and not by_key:
            hands.click(tail.spans[0].start + 1)
        elif by_key:
            hands.press_each(*hands.view._scene.badges[tail.id])
        else:
            hands.press_letters_on(tail)

    join(0, 1, "letters")
    join(1, 2, "click")
    join(0, 2, "letters")
    join(10, 11, "arrows")
    join(5, 1, "letters")
    assert len(hands.workspace.relationships) == RELATIONSHIPS
