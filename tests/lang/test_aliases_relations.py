"""Proposals of other names and of relationships, on sentences written for it."""

from juseok.core.messages import catalogue
from juseok.lang.aliases import alias_proposals
from juseok.lang.analysis import analyse
from juseok.lang.relations import relation_proposals

TEXT = (
    "한국언어자원협회(KLRA)는 시험을 만들었다. 도현우 해온랩 대표는 “좋다”고 말했다.\n"
    "도 대표는 웃었다. 칼데라컴퓨트는 틴더크리크를 인수했다고 밝혔다. 칼데라는 바빴다."
)


def test_other_names_come_with_their_evidence(kiwi):
    found = alias_proposals(TEXT, analyse(TEXT, kiwi).entities)
    pairs = {(each.name, each.alias): each.reason.code for each in found}
    assert pairs["한국언어자원협회", "KLRA"] == "aliases.bracket"
    assert pairs["도현우", "도"] == "aliases.title"
    assert all(each.reason.code in catalogue("ko") for each in found)


def test_persons_are_never_joined_by_name_alone(kiwi):
    text = "김도윤 사장과 김도운 사장이 만났다. 김도윤 박사는 없었다."
    assert alias_proposals(text, analyse(text, kiwi).entities) == []


def test_relationships_by_clear_patterns(kiwi):
    result = analyse(TEXT, kiwi)
    found = relation_proposals(TEXT, result.sentences, result.entities)
    told = {(each.type, TEXT[slice(*each.head)], TEXT[slice(*each.tail)]) for each in found}
    assert ("alias_of", "KLRA", "한국언어자원협회") in told
    assert ("employed_by", "도현우", "해온랩") in told
    assert all(TEXT[slice(*each.evidence)] for each in found)
