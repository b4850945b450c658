"""Relationships: what the scheme allows, and where the evidence is."""

import pytest
from tests.services.desk import Desk

from juseok.core.errors import AnnotationError
from juseok.core.messages import render
from juseok.core.model import Mention, Relationship
from juseok.services.tagging.relationships import (
    add_relationship,
    delete_relationship,
    flip,
    retype_relationship,
    set_evidence,
)


def _add(desk: Desk, type: str, head: Mention, tail: Mention) -> None:
    add_relationship(
        ids=desk.ids,
        text=desk.text,
        head=head,
        tail=tail,
        type=type,
        scheme=desk.scheme,
        existing=desk.workspace.relationships,
    )


def _now(desk: Desk, edge: Relationship) -> Relationship:
    found = desk.workspace.relationship(edge.id)
    assert found is not None
    return found


def test_the_evidence_is_the_sentence_of_both_ends(desk: Desk) -> None:
    edge = desk.relationship(
        "title_of", desk.mention("대표", type="TITLE"), desk.mention("도하윤", type="PERSON")
    )
    assert [span.quote for span in edge.evidence] == [
        "도하윤 대표는 “내년에 두 배로 늘린다”고 밝혔다."
    ]


def test_ends_in_two_sentences_have_two_sentences_as_evidence(desk: Desk) -> None:
    edge = desk.relationship(
        "partners_with", desk.mention("한빛전자", nth=1), desk.mention("누리칩")
    )
    assert [span.quote[:5] for span in edge.evidence] == ["한빛전자는", "경쟁사인 "]


def test_a_pair_that_the_scheme_does_not_join_is_refused_with_the_reason(desk: Desk) -> None:
    person, place = desk.mention("도하윤", type="PERSON"), desk.mention("서울", type="LOC")
    with pytest.raises(AnnotationError) as refused:
        _add(desk, "title_of", person, place)
    assert refused.value.message.code == "annotate.relationship.refused"
    assert "직함" in render(refused.value.message, "ko")


def test_a_mention_cannot_be_both_ends_and_nothing_is_said_twice(desk: Desk) -> None:
    first, second = desk.mention("한빛전자"), desk.mention("누리칩")
    desk.relationship("partners_with", first, second)
    codes: list[str] = []
    for type_id, head, tail in (
        ("partners_with", first, first),
        ("partners_with", first, second),
        ("partners_with", second, first),
        ("loves", first, second),
    ):
        with pytest.raises(AnnotationError) as refused:
            _add(desk, type_id, head, tail)
        codes.append(refused.value.message.code.rpartition(".")[2])
    assert codes == ["self", "twice", "twice", "no_type"]


def test_flip_turns_round_only_where_the_scheme_agrees(desk: Desk) -> None:
    first, second = desk.mention("한빛전자"), desk.mention("누리칩")
    edge = desk.relationship("invests_in", first, second)
    desk.do(flip(relationship=edge, head=first, tail=second, scheme=desk.scheme))
    assert (_now(desk, edge).head, _now(desk, edge).tail) == (second.id, first.id)
    title = desk.mention("대표", type="TITLE")
    person = desk.mention("도하윤", type="PERSON")
    with pytest.raises(AnnotationError):
        flip(
            relationship=desk.relationship("title_of", title, person),
            head=title,
            tail=person,
            scheme=desk.scheme,
        )


def test_type_and_evidence_change_and_delete_removes(desk: Desk) -> None:
    first, second = desk.mention("한빛전자"), desk.mention("누리칩")
    edge = desk.relationship("invests_in", first, second)
    desk.do(
        retype_relationship(
            relationship=edge, type="acquires", head=first, tail=second, scheme=desk.scheme
        )
    )
    assert _now(desk, edge).type == "acquires"
    evidence = desk.spans("누리칩과의 협력도 시사했다")
    desk.do(set_evidence(relationship=_now(desk, edge), evidence=evidence))
    assert _now(desk, edge).evidence == evidence
    desk.do(delete_relationship(relationship=edge, annotations=desk.workspace.annotations))
    assert desk.workspace.relationships == ()
