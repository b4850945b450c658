"""Dictionary forms, and the places of the words they were read off."""

import pytest

from juseok.lang.jobs import Here
from juseok.lang.lemmas import predicates


def told(kiwi, text):
    found = Here(kiwi).call("juseok.lang.lemmas:lemmas", [text]).result()[0]
    return [(lemma, text[start:end]) for lemma, start, end in found]


@pytest.mark.parametrize(
    ("text", "lemma", "word"),
    [
        ("한빛전자는 새 공장을 밝혔다.", "밝히다", "밝혔다"),
        ("그가 밝힌 계획이다.", "밝히다", "밝힌"),
        ("새 기준을 발표했다.", "발표하다", "발표했다"),
        ("공장이 완공됐다.", "완공되다", "완공됐다"),
        ("첫 줄\n둘째 줄에서 물건을 팔았다", "팔다", "팔았다"),
    ],
)
def test_a_form_has_its_lemma_and_its_place(kiwi, text, lemma, word):
    assert (lemma, word) in told(kiwi, text)


def test_what_is_no_verb_has_none(kiwi):
    assert told(kiwi, "서울 3분기 실적") == []
    assert predicates(()) == []
