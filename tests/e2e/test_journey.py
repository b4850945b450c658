"""The main job, from import to export, by mouse and keys in the window of ``main()``."""

from collections.abc import Iterator
from pathlib import Path

from tests.e2e.ways import (
    TYPE_KEYS,
    WAYS,
    by_characters,
    by_double_click,
    by_drag,
    by_search,
    by_words,
    claim,
    extents,
    relate,
    sentences_of,
    tag,
    words_of,
)

from juseok.core.model import ArticleAnnotations, Kind
from juseok.core.spans import Span
from juseok.services.projects import open_project
from juseok.store.doctor import check
from juseok.store.fold import BATCH
from juseok.store.reader import ArticleQuery

MENTIONS, CLAIMS, RELATIONSHIPS = 20, 4, 5
MADE = frozenset({Kind.MENTION, Kind.ENTITY, Kind.CLAIM, Kind.CLAIM_LINK, Kind.RELATIONSHIP})


def dump(path: Path) -> list[tuple[str, str, str]]:
    """The whole live state of a project file, apart from how imports were staged."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        return [each for each in reader.dump() if each[1] != BATCH]


def made(state: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
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


def undo_all(hands) -> None:
    turn_all(hands, "Ctrl+Z", lambda: hands.session.undo_label)


def redo_all(hands) -> None:
    turn_all(hands, "Ctrl+Shift+Z", lambda: hands.session.redo_label)


def turn_all(hands, keys, what_next) -> None:
    """Press until nothing is left; a press may first lead to the article that it is about."""
    for _ in range(400):
        hands.wait_turned()
        if what_next() is None:
            return
        hands.press(keys)
    raise AssertionError(f"{keys} does not come to an end")


def tag_mentions(hands) -> None:
    for number, (start, end) in enumerate(words_of(hands.workspace, MENTIONS)):
        tag(hands, WAYS[number % len(WAYS)], start, end, TYPE_KEYS[number % len(TYPE_KEYS)])
    assert len(hands.mentions) == MENTIONS
    assert hands.in_text


def make_claims(hands) -> None:
    """One with all roles, one with two contents, one without a source, one by search alone."""
    whole, pieces, nobody, searched = sentences_of(hands.workspace, 4)
    made = claim(hands, by_drag, *whole.content)
    by_double_click(hands, *whole.source)
    hands.press("X")
    by_words(hands, *whole.cue)
    hands.press_each("C", "1", "-")
    made = hands.workspace.claim(made.id)
    assert made.source_state == "given"
    assert extents(made.cue) == [whole.cue]
    assert made.attributes["certainty"].value == "certain"
    assert made.attributes["polarity"].value == "negative"

    made = claim(hands, by_characters, *pieces.content)
    by_drag(hands, *pieces.more)
    hands.press_each("Shift+Z", "2")
    assert extents(hands.workspace.claim(made.id).content) == [pieces.content, pieces.more]

    made = claim(hands, by_drag, *nobody.content)
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


def link_claims(hands) -> None:
    """A claim of the next article refutes one of this."""
    here, (target, *_) = hands.article, hands.workspace.claims
    hands.press("Ctrl+PgDown")
    hands.until(lambda: hands.article != here and hands.session.workspace(hands.article))
    (sentence,) = sentences_of(hands.workspace, 1)
    made = claim(hands, by_drag, *sentence.content)
    hands.press("L")
    hands.choose_in_palette(" ".join(target.content[0].quote.split()[:3]))
    hands.choose_in_palette("반박")
    (link,) = hands.workspace.claim_links
    assert (link.type, link.head, link.tail) == ("refutes", made.id, target.id)
    assert hands.in_text
    hands.press("Ctrl+PgUp")
    hands.wait_shown(here)


def make_relationships(hands) -> None:
    """By letter, by arrow keys and by click."""
    mentions = hands.mentions

    def letters(tail):
        return lambda: hands.press_letters_on(tail)

    person, group, place, product = (mentions[n] for n in (0, 1, 2, 5))
    other, other_group = mentions[10:12]
    relate(hands, person, letters(group), group)
    relate(hands, group, lambda: hands.click(place.spans[0].start + 1), place)
    relate(hands, person, letters(place), place)
    relate(hands, other, lambda: hands.press_each("Right", "Enter"), other_group)
    relate(hands, product, letters(group), group)
    assert len(hands.workspace.relationships) == RELATIONSHIPS


def test_tag_undo_redo_restart_undo_export_and_import_elsewhere(
    tmp_path, pages, command, at_window
):
    path = tmp_path / "뉴스.juseok"
    assert command("import", path, *pages) == 0
    imported = dump(path)

    def work(hands):
        tag_mentions(hands)
        make_claims(hands)
        link_claims(hands)
        make_relationships(hands)
        hands.wait_saved()
        worked = dump(path)
        undo_all(hands)
        assert made(dump(path)) == []
        redo_all(hands)
        assert made(dump(path)) == made(worked)
        hands.quit()

    def undo_once_more(hands):
        counts = len(hands.mentions), len(hands.workspace.claims)
        assert counts == (MENTIONS, CLAIMS)
        hands.wait_turned()
        hands.press("Ctrl+Z")
        hands.until(lambda: len(hands.workspace.relationships) == RELATIONSHIPS - 1)
        hands.wait_saved()
        assert (len(hands.mentions), len(hands.workspace.claims)) == counts

    at_window(work, path)
    at_window(undo_once_more, path)
    assert dump(path) != imported
    assert check(path) == []
    assert prove_spans(path) >= MENTIONS + CLAIMS + RELATIONSHIPS
    elsewhere = tmp_path / "다른 곳.juseok"
    assert command("export", path, "--out", tmp_path / "1.jsonl") == 0
    assert command("import", elsewhere, tmp_path / "1.jsonl") == 0
    assert command("export", elsewhere, "--out", tmp_path / "2.jsonl") == 0
    assert dump(elsewhere) == dump(path)
    assert (tmp_path / "2.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()
    assert check(elsewhere) == []
