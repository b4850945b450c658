"""Learning from tags: labels, what is known of names, and that what was tagged is found again."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.morphs import Morph, Name
from juseok.lang.jobs import Here
from juseok.lang.lexicon import Names
from juseok.lang.sequence import (
    Found,
    Lesson,
    Model,
    Score,
    Tagger,
    added,
    compare,
    labels,
    names_in,
    overall,
    split,
    train,
)
from juseok.lang.sequence_features import features, shape, units
from juseok.lang.sequence_file import Report, read_model, write_model

PEOPLE = ("도하윤", "김새벽", "박나루", "이가온", "최다온", "정누리")
FIRMS = ("한빛전자", "누리칩", "가온소프트", "새벽통신", "다온중공업", "나루에너지")
REPORT = Report("v1", "2026-11-22", 18, 2, 20, 0.9, 0.5, {"ORG": (0.9, 0.5)})


def lessons(count: int) -> list[Lesson]:
    chance = random.Random(3)
    made = []
    for number in range(count):
        person, firm = chance.choice(PEOPLE), chance.choice(FIRMS)
        line = f"{firm}의 {person} 대표는 {number}번째 제품을 공개했다고 밝혔다."
        tagged = (Found(0, len(firm), "ORG"), Found(len(firm) + 2, len(firm) + 5, "PERSON"))
        made.append(Lesson(f"article{number:02}", ((0, line),), tagged))
    return made


@pytest.fixture(scope="module")
def model(kiwi) -> Model:
    return train(lessons(30), lambda lines, names: kiwi.lines(lines, names=names))


def test_what_was_learned_names_what_no_article_named(model, kiwi):
    tagger = Tagger(model)
    line = "한마루전자의 오하늘 대표는 3번째 제품을 공개했다고 밝혔다."
    (morphs,) = kiwi.lines([line], names=tagger.names)
    found = tagger.find(line, morphs)
    assert "오하늘" in [line[each.start : each.end] for each in found if each.type == "PERSON"]
    assert all(0 <= each.score <= 1 for each in found)
    assert tagger.find("", ()) == []


def test_a_model_comes_back_from_its_file_and_a_damaged_one_does_not(model, tmp_path):
    path = tmp_path / "models" / "one.model"
    assert read_model(path) is None
    write_model(path, model, REPORT)
    assert read_model(path) == (model, REPORT)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert read_model(path) is None
    path.write_bytes(bytes(data[:200]))
    assert read_model(path) is None


def test_the_job_tells_places_in_the_article(model, kiwi, tmp_path):
    path = tmp_path / "one.model"
    write_model(path, model, REPORT)
    line = "누리칩의 김새벽 대표는 3번째 제품을 공개했다고 밝혔다."
    here = Here(kiwi)

    def ask(version: str):
        payload = [str(path), version, [[100, line]]]
        return here.call("learned", payload, answer=list[Found]).result()

    assert {(each.start, each.end, each.type) for each in ask("v1")} == {
        (100, 103, "ORG"), (105, 108, "PERSON"),
    }  # fmt: skip
    assert ask("of another training") == []


def test_a_tag_that_cuts_a_morpheme_has_no_label():
    morphs = [Morph("한빛", "NNP", 0, 2), Morph("전자", "NNG", 2, 4), Morph("는", "JX", 4, 5)]
    assert labels(morphs, [Found(0, 4, "ORG")]) == ["B-ORG", "I-ORG", "O"]
    assert labels(morphs, [Found(0, 3, "ORG")]) == ["O", "O", "O"]
    assert labels(morphs, [Found(0, 2, "GPE"), Found(0, 4, "ORG")]) == ["B-ORG", "I-ORG", "O"]


def test_morphemes_that_share_a_syllable_are_one_unit():
    morphs = (Morph("보", "VV", 0, 1), Morph("었", "EP", 0, 1), Morph("다", "EF", 1, 2),
              Morph("이", "VCP", 2, 2))  # fmt: skip
    assert [morph.form for morph in units(morphs)] == ["보", "다"]


def test_features_say_the_known_name_the_particle_and_the_neighbours():
    text = "中 한빛이 갔다"
    morphs = [Morph("中", "SH", 0, 1), Morph("한빛", "NNP", 2, 4), Morph("이", "JKS", 4, 5)]
    hits = Names.of([Name("한빛", "ORG")]).find(text)
    seen = features(text, morphs, hits)
    assert {"g=B-ORG", "j=이", "-f=中", "+f=이", "-blank"} <= set(seen[1])
    assert "x=H" in seen[0]
    assert "BOS" in seen[0]
    assert "EOS" in seen[2]
    assert [shape(each) for each in ("AI칩", "12", "中", "…")] == ["KA", "9", "H", "…"]


def test_a_name_is_known_in_training_only_where_another_article_has_it():
    one = Lesson("a", ((0, "한빛 누리"),), (Found(0, 2, "ORG"), Found(3, 5, "ORG")))
    two = Lesson("b", ((7, "한빛"),), (Found(7, 9, "ORG"),))
    assert [name.text for name in names_in([one, two], least=2).all] == ["한빛"]
    assert {name.text for name in names_in([one, two]).all} == {"한빛", "누리"}


def test_a_name_of_several_types_has_none():
    each = [Lesson(str(n), ((0, "한빛"),), (Found(0, 2, kind),)) for n, kind in enumerate("AB")]
    assert names_in(each).all == (Name("한빛", None),)


@given(st.sets(st.text("0123456789abcdef", min_size=4, max_size=8), max_size=60))
def test_the_same_articles_are_always_split_the_same_way(articles):
    training, held = split(articles)
    assert (training, held) == split(sorted(articles, reverse=True))
    assert set(training) | set(held) == articles
    assert len(training) + len(held) == len(articles)
    if len(articles) >= 20:
        assert 4 <= len(held) <= max(4, len(articles) // 10)


def test_only_the_same_place_and_type_counts():
    there = [Found(0, 2, "ORG"), Found(3, 5, "ORG"), Found(6, 8, "GPE")]
    found = [Found(0, 2, "ORG", 0.4), Found(3, 5, "GPE"), Found(6, 9, "GPE")]
    scores = compare(found, there)
    assert scores == {"GPE": Score(0, 2, 1), "ORG": Score(1, 1, 2)}
    assert overall(added([scores, scores])) == Score(2, 6, 6)
    assert Score().f1 == 0
    assert overall(scores).f1 == pytest.approx(1 / 3)
