"""Relationships and other names, suggested from what is tagged."""

import pytest
from tests.services.desk import ARTICLE, LAYER, Desk

from juseok.core.errors import AnnotationError
from juseok.core.model import Article, How, Metadata
from juseok.services.entities.known_names import Known
from juseok.services.suggestions.decisions import accept_link, reject
from juseok.services.suggestions.look import Ask, look
from juseok.services.suggestions.suggesting import Suggestion, without

TEXT = (
    "한국씨앗협회(KSA)는 한빛전자 도하윤 대표를 불렀다.\n"
    "한빛전자는 누리칩을 인수했다고 밝혔다. 가람시는 조용했다.\n"
)


@pytest.fixture
def desk() -> Desk:
    return Desk(TEXT)


class _Sees:
    own_layer = LAYER


def suggested(desk: Desk, known: Known | None = None, **more) -> list[Suggestion]:
    held = desk.workspace.annotations
    ask = Ask(
        Article(ARTICLE, desk.text, (), Metadata(), 1), _Sees(), frozenset({"ORG", "PERSON"}),
        mentions=held.mentions, rejections=held.rejections, relationships=held.relationships,
        scheme=desk.scheme, **more,
    )  # fmt: skip
    found = look(ask, known or Known()).items
    return [each for each in found if each.sort in ("alias", "relationship")]


def told(found: list[Suggestion]) -> set[tuple[str, ...]]:
    return {(each.type, *(span.quote for span in each.spans)) for each in found}


def accept(desk: Desk, one: Suggestion) -> None:
    desk.do(
        accept_link(
            ids=desk.ids, annotations=desk.workspace.annotations, article=desk.workspace.article,
            suggestion=one, scheme=desk.scheme,
            entity=desk.index.entity(one.entity) if one.entity else None,
        )
    )  # fmt: skip


def test_relationships_stand_between_what_is_tagged(desk: Desk) -> None:
    desk.mention("한빛전자", nth=0)
    assert suggested(desk) == []
    desk.mention("도하윤", type="PERSON")
    assert told(suggested(desk)) == {("employed_by", "한빛전자", "도하윤")}
    desk.mention("한빛전자", nth=1), desk.mention("누리칩")
    assert told(suggested(desk)) == {
        ("employed_by", "한빛전자", "도하윤"),
        ("acquires", "한빛전자", "누리칩"),
    }


def test_a_title_that_is_tagged_goes_with_its_person(desk: Desk) -> None:
    desk.mention("도하윤", type="PERSON"), desk.mention("대표", type="TITLE")
    (one,) = suggested(desk)
    assert (one.type, one.proposal.relation.turned) == ("title_of", True)


def test_only_what_the_scheme_allows(desk: Desk) -> None:
    desk.mention("한빛전자", nth=1), desk.mention("누리칩", type="PRODUCT")
    assert suggested(desk) == []


def test_accepting_keeps_type_sentence_and_how(desk: Desk) -> None:
    head, tail = desk.mention("한빛전자", nth=1), desk.mention("누리칩")
    (one,) = suggested(desk)
    assert one.proposal.relation.evidence == "한빛전자는 누리칩을 인수했다고 밝혔다."
    accept(desk, one)
    (made,) = desk.workspace.relationships
    assert (made.type, made.head, made.tail) == ("acquires", head.id, tail.id)
    assert (made.how, made.evidence[0].quote) == (How.ACCEPTED, one.proposal.relation.evidence)
    assert suggested(desk) == []
    assert without([one], (), (), [made]) == []
    assert without([one], [head], (), ()) == [one]
    with pytest.raises(AnnotationError):
        accept(desk, one)


def test_what_was_rejected_does_not_return_also_when_an_end_moves(desk: Desk) -> None:
    desk.mention("한빛전자", nth=1), desk.mention("누리칩")
    (one,) = suggested(desk)
    desk.do(reject(article=ARTICLE, layer=LAYER, suggestion=one))
    assert suggested(desk) == []
    away = Desk(TEXT)
    away.mention("빛전자", nth=1), away.mention("누리칩")
    assert len(suggested(away)) == 1
    away.do(reject(article=ARTICLE, layer=LAYER, suggestion=one))
    assert suggested(away) == []


def test_a_name_in_a_bracket_becomes_another_name_and_a_mention(desk: Desk) -> None:
    mention = desk.mention("한국씨앗협회")
    (one,) = suggested(desk)
    assert (one.sort, one.quote, one.entity) == ("alias", "KSA", mention.entity)
    accept(desk, one)
    assert desk.entity(mention.entity).aliases == ("KSA",)
    made = next(each for each in desk.workspace.mentions if each.spans[0].quote == "KSA")
    assert (made.entity, made.how) == (mention.entity, How.ACCEPTED)
    assert told(suggested(desk)) == {("alias_of", "한국씨앗협회", "KSA")}


def test_a_name_that_is_known_is_left_to_the_names(desk: Desk) -> None:
    mention = desk.mention("한국씨앗협회")
    entity = desk.entity(mention.entity)
    known = Known.of([type(entity)(entity.id, entity.layer, "ORG", entity.name, ("KSA",))])
    assert suggested(desk, known) == []


def test_a_rejected_other_name_may_still_be_a_name(desk: Desk) -> None:
    desk.mention("한국씨앗협회")
    (one,) = suggested(desk)
    desk.do(reject(article=ARTICLE, layer=LAYER, suggestion=one))
    assert suggested(desk) == []
