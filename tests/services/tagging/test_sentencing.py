"""Sentences corrected by hand: each correction is one action, and taken back by its opposite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.model import Article, Kind, Metadata, SentenceEdits
from juseok.core.sentences import sentences
from juseok.services.tagging.pending_facts import facts_after
from juseok.services.tagging.sentencing import join_sentence, mark_heading, split_sentence

TEXT = "소제목 하나 값이 올랐다. 곧 내렸다.\n다음 줄이다."


def _article(edits=None):
    return Article("a", TEXT, (), Metadata(), 1, edits or SentenceEdits())


def _words(article):
    return [TEXT[start:end] for start, end in sentences(TEXT, edits=article.sentencing)]


def _after(article, action):
    assert action is not None
    assert [change.kind for change in action.changes] == [Kind.SENTENCING]
    return facts_after(article, [action])


def test_a_sentence_is_split_and_joined_again():
    split = _after(_article(), split_sentence(article=_article(), at=6))
    assert _words(split) == ["소제목 하나", "값이 올랐다.", "곧 내렸다.", "다음 줄이다."]
    joined = _after(split, join_sentence(article=split, at=2))
    assert joined.sentencing == SentenceEdits()


def test_sentences_are_joined_and_split_again():
    joined = _after(_article(), join_sentence(article=_article(), at=3))
    assert _words(joined) == ["소제목 하나 값이 올랐다. 곧 내렸다.", "다음 줄이다."]
    assert _after(joined, split_sentence(article=joined, at=15)).sentencing == SentenceEdits()


def test_at_its_beginning_a_sentence_joins_the_one_before():
    assert join_sentence(article=_article(), at=15) == join_sentence(article=_article(), at=3)


def test_a_heading_is_marked_and_unmarked():
    marked = _after(_article(), mark_heading(article=_article(), start=0, end=7))
    assert marked.sentencing.headings == ((0, 6),)
    assert _words(marked)[:2] == ["소제목 하나", "값이 올랐다."]
    assert _after(marked, mark_heading(article=marked, start=3, end=3)).sentencing.headings == ()


def test_a_heading_is_joined_to_what_follows():
    marked = _after(_article(), mark_heading(article=_article(), start=0, end=7))
    assert _after(marked, join_sentence(article=marked, at=1)).sentencing == SentenceEdits()


@pytest.mark.parametrize("at", [0, 15, len(TEXT), 21, 22])
def test_there_is_nothing_to_split(at):
    assert split_sentence(article=_article(), at=at) is None


def test_a_line_is_never_joined_to_the_next():
    assert join_sentence(article=_article(), at=16) is None
    assert join_sentence(article=_article(), at=24) is None


@given(st.lists(st.tuples(st.sampled_from("sjh"), st.integers(0, len(TEXT)))))
def test_whatever_is_done_covers_the_text(steps):
    article = _article()
    for what, at in steps:
        if what == "s":
            action = split_sentence(article=article, at=at)
        elif what == "j":
            action = join_sentence(article=article, at=at)
        else:
            action = mark_heading(article=article, start=at, end=at)
        if action is not None:
            article = facts_after(article, [action])
        assert "".join("".join(_words(article)).split()) == "".join(TEXT.split())
