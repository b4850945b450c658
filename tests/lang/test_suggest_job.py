"""What the rules suggest for an article, with the real analyser."""

from juseok.core.morphs import Name
from juseok.lang.jobs import Here
from juseok.lang.kiwi import Kiwi
from juseok.lang.lexicon import Names

TEXT = "도하윤 대표는 4일 “내년에 공장을 늘린다”고 밝혔다.\n한빛전자는 1조원을 쓴다.\n"


def told(kiwi: Kiwi, names=None, skip=()):
    payload = {"text": TEXT, "published": None, "skip": list(skip)}
    return Here(kiwi).call("suggest", payload, names=names).result()


def words(items):
    return {TEXT[one[1] : one[2]]: one[3] for one in items if one[0] == "mention"}


def test_names_values_and_then_claims(kiwi):
    items = told(kiwi)
    found = words(items)
    assert found["도하윤"] == "PERSON"
    assert found["1조원"] == "MONEY"
    sorts = [one[0] for one in items]
    assert sorts == sorted(sorts, reverse=True)
    claim = next(one for one in items if one[0] == "claim")
    assert [TEXT[start:end] for start, end in claim[1]] == ["내년에 공장을 늘린다"]
    assert [TEXT[start:end] for start, end in claim[2]] == ["밝혔다"]


def test_what_the_project_knows_is_not_told_again(kiwi):
    assert "한빛전자" not in words(told(kiwi, Names.of([Name("한빛전자", "ORG")])))


def test_nothing_where_nothing_is_to_be_looked_for(kiwi):
    assert "도하윤" not in words(told(kiwi, skip=[(0, 6)]))


def titles(kiwi, text, names=None):
    payload = {"text": text, "published": None, "skip": []}
    items = Here(kiwi).call("suggest", payload, names=names).result()
    return [text[one[1] : one[2]] for one in items if one[0] == "title"]


def test_titles_beside_persons_are_told_apart(kiwi):
    assert titles(kiwi, TEXT) == ["대표"]
    assert titles(kiwi, "도하윤 한빛전자 대표와 문세린(58) 원장이 만났다.") == ["대표", "원장"]
    assert titles(kiwi, "에릭 홀브룩 최고재무책임자(CFO)는 말했다.") == ["최고재무책임자", "CFO"]
    assert titles(kiwi, "대변인 민소율은 답하지 않았다.") == ["대변인"]
    assert titles(kiwi, "민소율 씨는 원장이 아니다. 대표는 없다.") == []
    known = Names.of([Name("마르케스", "PERSON")])
    assert titles(kiwi, "마르케스 국장은 답하지 않았다.", known) == ["국장"]


def test_a_date_that_is_known_does_not_cut_a_longer_one(kiwi):
    text = "공장은 지난 3월 문을 열었다."
    payload = {"text": text, "published": None, "skip": []}
    names = Names.of([Name("3월", "DATE")])
    items = Here(kiwi).call("suggest", payload, names=names).result()
    assert [text[one[1] : one[2]] for one in items if one[0] == "mention"] == ["지난 3월"]


def test_a_known_name_does_not_cut_the_name_of_a_product(kiwi):
    text = "해온랩이 해온 5를 공개했다. 업계는 ‘해온 5’의 값을 본다."
    payload = {"text": text, "published": None, "skip": []}
    names = Names.of([Name("해온", "ORG"), Name("해온랩", "ORG")])
    items = Here(kiwi).call("suggest", payload, names=names).result()
    found = [(text[one[1] : one[2]], one[3]) for one in items if one[0] == "mention"]
    assert found.count(("해온 5", "PRODUCT")) == 2
