"""Splits that stay as they are, and articles that are nearly the same."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juseok.core.errors import Cancelled, KnownError
from juseok.services.interchange.near import Near, near_duplicates
from juseok.services.interchange.splits import part_of, read_split, split_articles

STORY = (
    "한빛전자는 4일 서울에서 새 반도체를 공개했다. 도하윤 대표는 내년에 생산을 두 배로 늘린다고 "
    "밝혔다. 누리칩은 말을 아꼈다. 정부는 수출 규제가 변수라고 보았다. 시장은 조용했다. 전문가들은 "
    "값이 오를 것으로 내다보았다. 주가는 이틀째 올랐다. 회사는 다음 달에 공장을 연다고 했다."
)
OTHER = (
    "오늘 남부 지방에는 비가 내리고 낮 기온은 어제보다 낮겠다. 기상청은 밤부터 바람이 강해진다고 "
    "예보했다. 섬과 바다에서는 물결이 높게 일겠다. 주말에는 맑은 날씨가 이어지겠다."
)


@given(
    st.lists(st.text("0123456789abcdef", min_size=4), unique=True, max_size=40),
    st.integers(0, 40),
    st.integers(),
)
@settings(max_examples=50)
def test_an_article_stays_where_it_is_as_others_come(
    articles: list[str], known: int, seed: int
) -> None:
    shares = read_split("8:1:1")
    before = split_articles(articles[:known], shares=shares, seed=seed, first={})
    after = split_articles(articles, shares=shares, seed=seed, first={})
    assert sorted(each for found in after.values() for each in found) == sorted(articles)
    for name, found in before.items():
        assert set(found) <= set(after[name])


def test_shares_are_met_and_another_seed_splits_otherwise() -> None:
    shares = read_split("8:1:1")
    articles = [str(number) for number in range(4000)]
    for seed in (0, 7):
        counts = Counter(part_of(each, shares=shares, seed=seed) for each in articles)
        assert abs(counts["train"] - 3200) < 120
        assert abs(counts["dev"] - counts["test"]) < 120
    first, second = (
        [part_of(each, shares=shares, seed=seed) for each in articles] for seed in (0, 7)
    )
    assert first != second


@pytest.mark.parametrize(
    "written", ["", "8", "1:2:3:4", "a:b", "0:0", "8:-1", "8:1:9999999", "²:1"]
)
def test_what_is_no_split_is_refused(written: str) -> None:
    with pytest.raises(KnownError):
        read_split(written)


def texts_of(held: dict[str, str]):
    return lambda ids: {each: held[each] for each in ids}


def test_articles_that_are_nearly_the_same_stand_behind_the_first(tmp_path: Path) -> None:
    held = {
        "a": STORY,
        "b": OTHER,
        "c": STORY.replace("이틀째", "사흘째") + " 김기자 기자",
        "d": "  " + STORY.replace(". ", ".\n") + "\n",
        "e": "짧다",
        "f": "…",
        "g": "짧다",
    }
    cache = tmp_path / "near" / "x.minhash"
    found = near_duplicates(articles=list(held), texts=texts_of(held), cache=cache)
    assert found == Near({"c": "a", "d": "a"})
    asked: list[str] = []

    def texts(ids):
        asked.extend(ids)
        return {each: held[each] for each in ids}

    held["h"] = OTHER + " 끝"
    found = near_duplicates(articles=list(held), texts=texts, cache=cache)
    assert found == Near({"c": "a", "d": "a", "h": "b"})
    assert asked == ["h"]
    cache.write_bytes(b"\xff damaged")
    assert near_duplicates(articles=list(held), texts=texts, cache=cache) == found


def test_an_article_that_is_like_two_groups_moves_neither() -> None:
    lines = [
        f"{number}번째 소식은 {number * 37}명이 모인 자리에서 나왔다. " for number in range(40)
    ]
    held = {
        "a": "".join(lines[:30]),
        "b": "".join(lines[10:]),
        "c": "".join(lines[6:34]),
    }
    assert near_duplicates(articles=["a", "b"], texts=texts_of(held)) == Near()
    found = near_duplicates(articles=list(held), texts=texts_of(held))
    assert found == Near({"c": "a"}, {"c": ("b",)})


def test_looking_for_them_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        near_duplicates(articles=["a"], texts=texts_of({"a": STORY}), cancelled=lambda: True)
