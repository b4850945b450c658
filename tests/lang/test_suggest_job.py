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
