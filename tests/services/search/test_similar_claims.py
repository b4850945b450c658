"""Claims are alike by what they speak of, and only those that may be seen are compared."""

import pytest
from tests.services.search.test_searching import _bench

from juseok.services.search.similar_claims import numbers_in, similar_claims
from juseok.store.search_index import Lemma


@pytest.fixture
def bench(tmp_path):
    yield from _bench(tmp_path, catch=False)


def alike(bench, claim, **how):
    found = similar_claims(reader=bench.reader, viewer=bench.viewer, claim=claim, **how)
    return [(each.claim.id, each.shared) for each in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("약 12억 달러", "1,200,000,000달러"),
        ("1조6천500억원", "1조 6500억 원"),
        ("3.5%", "3.5퍼센트"),
        ("5천만원", "50,000,000원"),
    ],
)
def test_numbers_are_compared_by_what_they_mean(one, other):
    assert numbers_in(one)
    assert list(numbers_in(one)) == list(numbers_in(other))


def test_other_units_are_other_numbers():
    assert list(numbers_in("3%")) != list(numbers_in("3명"))


def test_a_shared_entity_makes_claims_alike_under_any_of_its_names(bench):
    entity = bench.entity("한빛전자", "나루소프트")
    bench.mention(0, "한빛전자", entity=entity)
    claim = bench.claim(0, "한빛전자는 15일")
    other = bench.claim(1, "나루소프트가 3분기 실적을 냈다")
    bench.claim(2, "서울에서 회의가 열렸다")
    assert alike(bench, claim) == []  # the mention stands in the title, the claim does not
    title = bench.claim(0, "한빛전자, 내년 새 공장")
    found = dict(alike(bench, title))
    assert found[other.id][0] == "한빛전자"


def test_shared_numbers_and_lemmas_count(bench):
    claim = bench.claim(0, "한빛전자가 부산에 1조원을 쓴다")
    other = bench.claim(0, "부산에 1조원을 쓴다")
    ((found, shared),) = alike(bench, claim)
    assert found == other.id
    assert "1조원" in shared
    assert "부산" in shared
    bench.catch_up()
    start = other.content[0].end - 2
    bench.index.add_lemmas([(other.article, [Lemma("쓰다", start, start + 2)])])
    ((_, shared),) = alike(bench, claim, index=bench.index)
    assert "쓰다" in shared


def test_claims_of_other_layers_are_not_compared(bench):
    layer = bench.other_layer()
    claim = bench.claim(0, "한빛전자가 부산에 1조원을 쓴다")
    bench.claim(0, "부산에 1조원을 쓴다", layer=layer)
    assert alike(bench, claim) == []
