"""The index answers with candidates that miss nothing, and is made anew when it is spoilt."""

import itertools
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.store import search_index
from juseok.store.search_index import IndexGone, Lemma, SearchIndex, fold, grams, needed

WORDS = st.text(st.sampled_from("한빛전자 밝ABab１１ﬁ漢落\n“”😀"), max_size=12)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "search" / "뉴스.index"


@pytest.fixture
def index(path):
    with SearchIndex.open(path) as index:
        yield index


@given(text=WORDS, start=st.integers(0, 11), length=st.integers(1, 6))
def test_every_part_of_a_text_is_found_by_its_letters(text, start, length):
    part = text[start : start + length]
    assert set(needed(fold(part))) <= set(grams(fold(text)))


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=40))
def test_what_is_passed_over_folds_to_itself(text):
    assert fold(text) == text.translate(search_index._FOLDS)


def test_every_sign_that_is_passed_over_folds_to_itself():
    signs = "".join(map(chr, range(0xD800)))
    assert fold(signs) == signs.translate(search_index._FOLDS)


def test_a_long_text_has_the_pairs_over_the_seams_of_its_pieces(monkeypatch):
    monkeypatch.setattr(search_index, "_PIECE", 3)
    text = "한빛전자반도체"
    assert set(grams(text)) == set(text) | set(map("".join, itertools.pairwise(text)))


def test_parts_of_words_are_found_however_short(index):
    index.add([("a", "한빛전자가 밝혔다"), ("b", "누리칩이 밝혔다")])
    assert index.holding("전자") == {"a"}
    assert index.holding("빛") == {"a"}
    assert index.holding("밝혔") == {"a", "b"}
    assert index.holding("없는") == set()
    assert index.holding("…") is None


def test_what_is_in_it_already_is_left_as_it_is(index):
    index.add([("a", "한빛전자")])
    index.add([("a", "누리칩"), ("b", "누리칩")])
    assert index.holding("누리") == {"b"}
    assert index.ids() == {"a", "b"}


def test_lemmas_come_later_and_say_where_they_stand(index):
    index.add([("a", "한빛전자가 밝혔다")])
    assert index.without_lemmas(10) == ["a"]
    index.add_lemmas([("a", [Lemma("밝히다", 6, 9)]), ("nowhere", [])])
    assert index.without_lemmas(10) == []
    assert index.with_lemma("밝히다") == {"a"}
    assert index.spots("a", ["밝히다", "말하다"]) == [(6, 9)]
    assert index.lemmas_of("a") == [Lemma("밝히다", 6, 9)]


def test_a_reader_sees_nothing_where_there_is_none(path):
    assert SearchIndex.reading(path) is None


def test_a_reader_is_not_stopped_by_who_writes(path, index):
    index.add([("a", "한빛전자")])
    with SearchIndex.reading(path) as reader:
        index.add([("b", "한빛")])
        assert reader.holding("한빛") == {"a", "b"}


@pytest.mark.parametrize("damage", [b"", b"not a database, but long enough to be one" * 99])
def test_a_damaged_file_is_made_anew(path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    with SearchIndex.open(path) as index:
        index.add([("a", "한빛")])
        assert index.holding("한빛") == {"a"}


def test_damage_inside_is_told_as_such(path):
    with SearchIndex.open(path) as index:
        index.add([(str(n), f"한빛전자 {n} 밝혔다" * 50) for n in range(200)])
        index._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(IndexGone) as gone:
        SearchIndex.open(path).ids()
    assert gone.value.damaged
    search_index.discard(path)
    with SearchIndex.open(path) as index:
        assert index.count() == 0


def test_an_older_version_is_made_anew(path, monkeypatch):
    with SearchIndex.open(path) as index:
        index.add([("a", "한빛")])
    monkeypatch.setattr(search_index, "VERSION", search_index.VERSION + 1)
    assert SearchIndex.reading(path) is None
    with SearchIndex.open(path) as index:
        assert index.count() == 0


def test_a_file_of_another_program_is_no_index(path):
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE doc(x)")
    other.close()
    with SearchIndex.open(path) as index:
        assert index.count() == 0


def test_a_locked_index_is_not_damaged(path, index, monkeypatch):
    monkeypatch.setattr(search_index, "_BUSY_MS", 1)
    with SearchIndex.open(path) as other:
        index._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexGone) as gone:
            other.add([("a", "한빛")])
        index._db.execute("ROLLBACK")
    assert not gone.value.damaged
