"""Learning from finished work: whose, of which articles, and what is said about it."""

from datetime import date

import pytest
from tests.services.shelf import Shelf, page

from juseok.core.model import Viewer, Zone, ZoneRole
from juseok.lang.sequence import Found, Lesson, names_in
from juseok.lang.sequence_file import Report, read_model
from juseok.services.suggestions.learning import (
    LEAST,
    LearningError,
    by_rule,
    learn,
    lesson,
    lessons,
    model_path,
    said,
    version_of,
)
from juseok.services.worker import Port

VIEWER = Viewer("me", frozenset({"mine", "theirs"}), "mine")
DAY = date(2026, 11, 22)


def test_only_ones_own_layer_is_learned_from():
    shelf = Shelf([page(1, layer="mine"), page(2, layer="theirs")])
    first, second = lessons(shelf, VIEWER)
    assert [each.type for each in first.tagged] == ["ORG", "PERSON"]
    assert second.tagged == ()


def test_articles_that_are_not_finished_and_controls_are_left_out():
    shelf = Shelf([page(1), page(2, control=True), page(3)])
    assert [each.article for each in lessons(shelf, VIEWER)] == ["article1", "article3"]
    assert shelf.asked == ("finished",)


def test_metadata_and_navigation_are_not_read():
    article, mentions = page(1)
    text = article.text
    cut = text.index("\n")
    bare = type(article)(article.id, text, (Zone(0, cut, ZoneRole.BYLINE),
                         Zone(cut + 1, len(text), ZoneRole.BODY)), article.metadata, 1)  # fmt: skip
    made = lesson(bare, mentions)
    assert [start for start, _ in made.lines] == [cut + 1]
    assert all(each.start > cut for each in made.tagged)


def test_what_is_learned_from_has_a_hash_that_changes_with_a_tag():
    one = lesson(*page(1))
    same = lesson(*page(1))
    assert version_of([one]) == version_of([same])
    assert version_of([one]) != version_of([Lesson(one.article, one.lines, one.tagged[:-1])])


def test_too_few_articles_say_how_many_are_missing(tmp_path):
    port = Port(lambda _: None, [lesson(*page(1))])
    with pytest.raises(LearningError) as caught:
        learn(port, tmp_path / "m", DAY, 20)
    assert caught.value.message.params == {"missing": LEAST - 1, "least": LEAST}


def test_a_model_is_trained_tried_on_what_was_held_back_and_kept(tmp_path):
    told = []
    given = [lesson(*page(number)) for number in range(LEAST)]
    path = model_path(tmp_path, "project", "me")
    report = learn(Port(told.append, given), path, DAY, 20)
    assert (report.trained, report.held, report.made) == (LEAST - 4, 4, "2026-11-22")
    assert told[-1] == (LEAST, LEAST)
    assert set(report.types) == {"ORG", "PERSON"}
    read = read_model(path)
    assert read is not None
    assert read[1] == report
    again = learn(Port(told.append, given), tmp_path / "again", DAY, 20)
    assert again == report


def test_the_rules_find_the_names_of_other_articles_and_values():
    other = lesson(*page(1))
    given = Lesson("x", ((10, "누리칩이 12%를 샀다"),), ())
    found = by_rule(given, [()], names_in([other]))
    assert found == [Found(10, 13, "ORG"), Found(15, 18, "PERCENT")]


@pytest.mark.parametrize(("f1", "code"), [(0.87, "learning.better"), (0.79, "learning.worse")])
def test_the_report_says_whether_the_model_is_used(f1, code):
    message = said(Report("v", "2026-11-22", 180, 20, 200, f1, 0.79, {}))
    assert message.code == code
    assert message.params["f1"] == f"{f1:.2f}"[1:]
    assert message.params["rules"] == ".79"
