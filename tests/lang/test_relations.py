"""Proposals of relationships, on sentences written for it."""

from juseok.lang.analysis import analyse
from juseok.lang.relations import relation_proposals

TEXT = (
    "한국언어자원협회(KLRA)는 시험을 만들었다. 도현우 해온랩 대표는 “좋다”고 말했다.\n"
    "도 대표는 웃었다. 칼데라컴퓨트는 틴더크리크를 인수했다고 밝혔다. 칼데라는 바빴다."
)


def test_relationships_by_clear_patterns(kiwi):
    result = analyse(TEXT, kiwi)
    found = relation_proposals(TEXT, result.sentences, result.entities)
    told = {(each.type, TEXT[slice(*each.head)], TEXT[slice(*each.tail)]) for each in found}
    assert ("alias_of", "KLRA", "한국언어자원협회") in told
    assert ("employed_by", "도현우", "해온랩") in told
    assert all(TEXT[slice(*each.evidence)] for each in found)
