"""What was decided before makes suggestions sure, wanted or tiresome."""

from tests.services.desk import ARTICLE, LAYER, REGISTER, Desk

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Article, Entity, How, Mention, Metadata, Rejection
from juseok.core.spans import make_span
from juseok.services.entities.known_names import Known
from juseok.services.suggestions.candidates import proposals
from juseok.services.suggestions.decisions import accept_mentions
from juseok.services.suggestions.precedent import Precedent
from juseok.services.suggestions.sources import Material, propose
from juseok.services.suggestions.suggesting import Proposal, arrange
from juseok.store.surfaces import Surface

TEXT = "한빛전자 노조가 한빛전자에 맞섰다. 김하늘 대표는 지난 3월 5억원을 냈다."
TYPES = frozenset({"ORG", "PERSON", "TITLE", "DATE", "MONEY", "PRODUCT"})
ABOUT = Article(ARTICLE, TEXT, (), Metadata(), 1)
TAGGED = Surface("한빛전자", "ORG", "", 3)


def mention_of(words, type_id="ORG", *, nth=0, text=TEXT):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    name = derived_id("m", words, str(nth))
    return Mention(name, LAYER, ARTICLE, type_id, (make_span(text, start, start + len(words)),))


def rejection_of(words, nth=0):
    spans = mention_of(words, nth=nth).spans
    return Rejection(derived_id("r", words, str(nth)), LAYER, ARTICLE, "x", spans=spans)


def told(sort, words, *rest, code="candidates.value"):
    start = TEXT.index(words)
    return [sort, start, start + len(words), *rest, Message(code).to_json()]


def weighed(known, *, mentions=(), rejections=(), more=()):
    precedent = Precedent.of(
        article=ABOUT, layer=LAYER, uses=known.uses, mentions=mentions, rejections=rejections
    )
    found = [*propose(Material(ABOUT, LAYER, known, mentions, TYPES)), *more]
    return arrange(article=ABOUT, layer=LAYER, proposals=precedent.weigh(found), mentions=mentions)


def sure(found):
    return [each.quote for each in found if each.sure]


def test_what_was_always_tagged_as_one_type_is_sure():
    assert sure(weighed(Known.of((), [TAGGED]))) == ["한빛전자"] * 2


def test_names_that_nobody_tagged_yet_are_not_sure():
    assert sure(weighed(Known.of([Entity("e", REGISTER, "ORG", "한빛전자")]))) == []


def test_one_other_use_makes_it_unsure():
    known = Known.of((), [TAGGED._replace(times=40), Surface("한빛전자", "PRODUCT", "", 1)])
    assert [each.type for each in weighed(known)] == ["ORG", "ORG"]
    assert sure(weighed(known)) == []


def test_what_this_article_says_against_the_others_is_not_sure():
    here = [mention_of("한빛전자", "PRODUCT")]
    found = weighed(Known.of((), [TAGGED]), mentions=here)
    assert [(each.type, each.sure) for each in found] == [("PRODUCT", False)]


def test_single_letters_are_never_sure():
    found = weighed(Known.of((), [Surface("맞", "ORG", "", 9), Surface("김", "PERSON", "", 9)]))
    assert sure(found) == []


def test_a_rejection_here_makes_the_name_unsure_and_a_second_keeps_it_away():
    known = Known.of((), [TAGGED])
    once = [rejection_of("한빛전자")]
    assert [each.sure for each in weighed(known, rejections=once)] == [False, False]
    twice = [*once, rejection_of("한빛전자", 1)]
    assert weighed(known, rejections=twice) == ()


def test_values_are_sure_where_the_project_tags_their_type_all_the_time():
    item = told("mention", "5억원", "MONEY", 0.97)
    (value,) = proposals([[*item, {"amount": 5}]], TYPES)
    assert sure(weighed(Known(), more=[value])) == []
    usual = Known.of((), [Surface("3억원", "MONEY", "", 10)])
    assert sure(weighed(usual, more=[value])) == ["5억원"]


def test_titles_beside_persons_are_suggested_where_titles_are_tagged():
    given = proposals([told("title", "대표", code="candidates.beside_person")], TYPES)
    assert weighed(Known(), more=given) == ()
    (one,) = weighed(Known.of((), [Surface("의원", "TITLE", "", 5)]), more=given)
    assert (one.type, one.quote, one.sure) == ("TITLE", "대표", False)
    here = [mention_of("노조", "TITLE"), mention_of("5억원", "TITLE")]
    assert [each.quote for each in weighed(Known(), mentions=here, more=given)] == ["대표"]
    assert proposals([told("title", "대표")], TYPES - {"TITLE"}) == []


def test_a_longer_name_goes_before_the_known_one_in_it():
    item = told("mention", "한빛전자 노조", "ORG", 0.85, code="candidates.organisation")
    given = proposals([[*item, None]], TYPES)
    found = weighed(Known.of((), [TAGGED]), more=given)
    assert [each.quote for each in found] == ["한빛전자 노조", "한빛전자"]
    across = Known.of((), [TAGGED, Surface("노조가 한빛전자", "ORG", "", 1)])
    assert "한빛전자 노조" not in [each.quote for each in weighed(across, more=given)]


def test_a_known_date_does_not_cut_a_longer_one():
    given = proposals([[*told("mention", "지난 3월", "DATE", 0.97), None]], TYPES)
    found = weighed(Known.of((), [Surface("3월", "DATE", "", 4)]), more=given)
    assert [each.quote for each in found] == ["지난 3월"]


def test_several_new_names_accepted_together_get_an_entity_each():
    given = [
        Proposal(((TEXT.index(words), TEXT.index(words) + len(words)),),
                 Message("suggest.known", quote=words), 0.9, "test", kind)
        for words, kind in (("한빛전자", "ORG"), ("김하늘", "PERSON"))
    ]  # fmt: skip
    again = TEXT.index("한빛전자", 3)
    given.append(Proposal(((again, again + 4),), given[0].reason, 0.9, "test", "ORG"))
    found = arrange(article=ABOUT, layer=LAYER, proposals=given)
    desk = Desk(TEXT)
    action = accept_mentions(
        ids=desk.ids, article=ARTICLE, layer=LAYER, suggestions=found, register_layer=REGISTER
    )
    assert action is not None
    assert action.label.code == "undo.suggestion.accept_sure"
    desk.do(action)
    first, second, third = sorted(desk.workspace.mentions, key=lambda one: one.spans)
    assert first.entity == second.entity != third.entity
    assert {each.how for each in desk.workspace.mentions} == {How.ACCEPTED}
