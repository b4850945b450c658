"""Suggestions: where they come from, which are shown, what becomes of them."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.desk import ARTICLE, LAYER, REGISTER, TEXT, Desk

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import (
    Article,
    Entity,
    How,
    Layer,
    Mention,
    Metadata,
    Ref,
    Rejection,
    Value,
    Viewer,
    Zone,
    ZoneRole,
)
from juseok.core.spans import make_span
from juseok.lang.suggest_job import portions
from juseok.services.entities.known_names import Known, read_known, settled
from juseok.services.suggestions.candidates import proposals
from juseok.services.suggestions.decisions import accept_claim, accept_mentions, reject, same_name
from juseok.services.suggestions.sources import Material, bylines, propose
from juseok.services.suggestions.suggesting import (
    ClaimFields,
    Proposal,
    arrange,
    rejection_id,
    suggestion_id,
    without,
)
from juseok.store.surfaces import Surface

OTHER = "22222222-2222-4222-8222-222222222222"
TYPES = frozenset({"ORG", "PERSON", "GPE", "PRODUCT", "DATE", "MONEY"})


def about(text=TEXT, zones=()):
    return Article(ARTICLE, text, zones, Metadata(), 1)


def proposal(start, end, *, score=0.9, type="ORG", **more):
    return Proposal(
        ((start, end),), Message("suggest.known", quote=""), score, "test", type, **more
    )


def mention_at(start, end, *, layer=LAYER, text=TEXT, type="ORG", entity=""):
    name = derived_id("m", layer, str(start), str(end))
    return Mention(name, layer, ARTICLE, type, (make_span(text, start, end),), entity)


def suggested(known, text=TEXT, *, mentions=(), zones=(), rejections=()):
    article = about(text, zones)
    found = propose(Material(article, LAYER, known, mentions, TYPES))
    return arrange(
        article=article,
        layer=LAYER,
        proposals=found,
        mentions=mentions,
        rejections=rejections,
        apart=bylines(text),
    )


def words(found):
    return [(each.type, each.quote) for each in found]


HANBIT = Entity("e1", REGISTER, "ORG", "한빛전자", ("한빛",))


# -- what is known


def test_names_and_other_names_are_found_as_whole_words():
    found = suggested(Known.of([HANBIT]), "한빛전자는 한빛나라가 한빛의 것이라 했다.")
    assert words(found) == [("ORG", "한빛전자"), ("ORG", "한빛")]
    assert [each.reason.code for each in found] == ["suggest.known", "suggest.alias"]
    assert {each.entity for each in found} == {"e1"}


def test_the_usual_type_is_proposed_and_an_open_question_is_left_open():
    tagged = [Surface("상무부", "ORG", "", 41), Surface("상무부", "GPE", "", 3)]
    (one,) = suggested(Known.of((), tagged), "상무부가 밝혔다.")
    assert (one.type, one.reason.params["count"]) == ("ORG", 41)
    even = [Surface("상무부", "ORG", "", 2), Surface("상무부", "GPE", "", 2)]
    (one,) = suggested(Known.of((), even), "상무부가 밝혔다.")
    assert (one.type, one.entity) == ("", "")
    assert one.reason.code == "suggest.several"


def test_a_type_that_the_scheme_does_not_have_is_not_proposed():
    assert suggested(Known.of([Entity("e", REGISTER, "GONE", "한빛전자")])) == ()


def test_what_is_tagged_here_counts_before_what_is_known():
    own = mention_at(0, 4, type="PRODUCT", entity="e9")
    found = suggested(Known.of([HANBIT]), mentions=[own])
    assert {(each.type, each.entity) for each in found} == {("PRODUCT", "e9")}
    assert {each.reason.code for each in found} == {"suggest.here"}


def test_a_colleagues_tags_here_suggest_nothing():
    assert suggested(Known(), mentions=[mention_at(0, 4, layer="other")]) == ()


class Reader:
    """A project with own annotations, a colleague's, gold and a register; without campaigns."""

    campaigns = SimpleNamespace(
        campaigns=tuple,
        **{each: lambda *_: {} for each in ("assignments", "pass_states", "progress")},
    )

    def __init__(self, annotations):
        self.annotations = annotations
        self.asked = []

    def layers(self):
        return [
            Layer(LAYER, "annotator", "me"),
            Layer("colleague", "annotator", "other"),
            Layer("machine", "machine"),
            Layer(REGISTER, "register"),
            Layer("gold", "gold"),
        ]

    def is_blind(self, viewer):
        return False

    def entities(self, viewer):
        self.asked.append(viewer)
        return []

    def surfaces(self, viewer):
        self.asked.append(viewer)
        return [one for layer, one in self.annotations if layer in viewer.visible_layers]


def test_a_colleagues_unfinished_work_is_not_asked_even_where_it_may_be_seen():
    sees_all = Viewer("me", frozenset({LAYER, "colleague", "machine", REGISTER, "gold"}), LAYER)
    texts = {LAYER: "가람", "colleague": "나루", "machine": "다온", "gold": "라온"}
    reader = Reader([(layer, Surface(text, "ORG", "", 1)) for layer, text in texts.items()])
    known = read_known(reader, sees_all)
    assert set(known.meanings) == {"가람", "라온"}
    assert {layer for viewer in reader.asked for layer in viewer.visible_layers} == {
        LAYER, REGISTER, "gold",
    }  # fmt: skip
    assert settled(sees_all, reader.layers()).own_layer == LAYER


# -- which are shown


def test_nothing_in_bylines_or_outside_the_article():
    text = "한빛전자 소식\n한빛전자 기자\n한빛전자가 늘린다.\n한빛전자 구독하기\n"
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    roles = (ZoneRole.TITLE, ZoneRole.BYLINE, ZoneRole.BODY, ZoneRole.NAV)
    zones = tuple(Zone(lines[n], lines[n + 1], role) for n, role in enumerate(roles))
    found = suggested(Known.of([HANBIT]), text, zones=zones)
    assert [each.start for each in found] == [lines[0], lines[2]]


def test_bylines_inside_a_line_are_left_to_the_metadata():
    text = "(서울=한빛통신) 도하윤 기자 = 한빛전자가 늘린다."
    known = Known.of([Entity("p", REGISTER, "PERSON", "도하윤"), HANBIT])
    assert words(suggested(known, text)) == [("ORG", "한빛전자")]


def test_of_two_that_overlap_the_better_then_the_longer_is_shown():
    text = "한빛전자 서울 공장"
    both = [proposal(0, 4, score=0.8), proposal(0, 7, score=0.9), proposal(5, 7, score=0.99)]
    (one, two) = arrange(article=about(text), layer=LAYER, proposals=both)
    assert (one.quote, two.quote) == ("한빛전자", "서울")
    same = [proposal(0, 4), proposal(0, 7)]
    (one,) = arrange(article=about(text), layer=LAYER, proposals=same)
    assert one.quote == "한빛전자 서울"


def test_a_rejected_place_stays_empty_whatever_type_is_proposed():
    first = suggested(Known.of([HANBIT]))[0]
    away = reject(article=ARTICLE, layer=LAYER, suggestion=first).changes[0]
    assert away.obj == rejection_id(first.id)
    gone = Rejection(away.obj, LAYER, ARTICLE, first.id, "mention", first.spans)
    product = Entity("e2", REGISTER, "PRODUCT", "한빛전자", ("한빛",))
    found = suggested(Known.of([product]), rejections=[gone])
    assert first.start not in [each.start for each in found]
    other = Rejection(away.obj, "other", ARTICLE, first.id, "mention", first.spans)
    found = suggested(Known.of([product]), rejections=[other])
    assert first.start in [each.start for each in found]


def test_a_piece_of_what_was_rejected_stays_away_and_a_longer_name_does_not():
    text = "한빛전자 서울 공장"
    gone = Rejection("r", LAYER, ARTICLE, "s", "mention", (make_span(text, 0, 4),))

    def shown(*proposals):
        found = arrange(article=about(text), layer=LAYER, proposals=proposals, rejections=[gone])
        return [each.quote for each in found]

    assert shown(proposal(0, 2)) == []
    assert shown(proposal(0, 7)) == ["한빛전자 서울"]


_spans = st.tuples(st.integers(0, 60), st.integers(1, 12))


@given(
    proposed=st.lists(st.tuples(_spans, st.floats(0, 1)), max_size=20),
    own=st.lists(_spans, max_size=6),
    others=st.lists(_spans, max_size=6),
    rejected=st.lists(_spans, max_size=6),
)
def test_one_for_a_place_and_none_over_own_tags(proposed, own, others, rejected):
    text = TEXT[:73].replace("\n", "가").replace(" ", "나")
    article = about(text)

    def ranges(spans):
        return [(start, min(start + length, len(text))) for start, length in spans]

    proposals = [proposal(*ranges([place])[0], score=score, type="") for place, score in proposed]
    mine = [mention_at(start, end, text=text) for start, end in ranges(own)]
    theirs = [mention_at(start, end, text=text, layer="other") for start, end in ranges(others)]
    gone = [
        Rejection(f"r{n}", LAYER, ARTICLE, suggestion_id(LAYER, ARTICLE, "mention", [each]),
                  "mention", (make_span(text, *each),))
        for n, each in enumerate(ranges(rejected))
    ]  # fmt: skip
    asked = {"article": article, "layer": LAYER, "proposals": proposals}
    found = arrange(**asked, mentions=[*mine, *theirs], rejections=gone)
    covered = [at for each in found for at in range(each.start, each.end)]
    assert len(covered) == len(set(covered))
    assert not set(covered) & {at for m in mine for at in range(m.spans[0].start, m.spans[0].end)}
    assert all(each.quote == text[each.start : each.end] for each in found)
    assert not {each.id for each in found} & {each.suggestion for each in gone}
    assert found == tuple(sorted(found, key=lambda each: each.start))
    # blind: a colleague's tags change nothing
    assert found == arrange(**asked, mentions=mine, rejections=gone)
    assert list(found) == without(found, theirs[:0], ())


def test_ids_are_the_same_wherever_they_are_made():
    ids = {suggestion_id(LAYER, ARTICLE, "mention", [(3, 7)]) for _ in range(2)}
    assert len(ids) == 1
    assert ids.isdisjoint({
        suggestion_id("other", ARTICLE, "mention", [(3, 7)]),
        suggestion_id(LAYER, ARTICLE, "claim", [(3, 7)]),
        suggestion_id(LAYER, ARTICLE, "mention", [(3, 8)]),
    })  # fmt: skip


# -- deciding


@pytest.fixture
def desk():
    return Desk()


def accepted(desk, suggestions, **more):
    return accept_mentions(
        ids=desk.ids,
        article=ARTICLE,
        layer=LAYER,
        suggestions=suggestions,
        register_layer=REGISTER,
        index=desk.index,
        **more,
    )


def test_accepting_makes_a_mention_of_the_suggested_entity(desk):
    desk.index.put(HANBIT)
    first = suggested(Known.of([HANBIT]))[0]
    desk.do(accepted(desk, [first]))
    (made,) = desk.workspace.mentions
    assert (made.type, made.entity, made.how) == ("ORG", "e1", How.ACCEPTED)
    assert made.spans == first.spans


def test_another_type_takes_another_entity(desk):
    desk.index.put(HANBIT)
    first = suggested(Known.of([HANBIT]))[0]
    desk.do(accepted(desk, [first], type="PRODUCT"))
    (made,) = desk.workspace.mentions
    assert desk.index.entity(made.entity).type == "PRODUCT"


def test_all_of_a_name_are_one_action_with_one_entity(desk):
    known = Known.of((), [Surface("한빛전자", "ORG", "", 3), Surface("누리칩", "ORG", "", 1)])
    found = suggested(known)
    every = same_name(found, found[0])
    assert {each.quote for each in every} == {"한빛전자"}
    action = accepted(desk, every)
    assert action.label.params["count"] == len(every) == 3
    desk.do(action)
    assert len({each.entity for each in desk.workspace.mentions}) == 1
    assert len(desk.index) == 1


def test_without_a_type_nothing_is_made(desk):
    even = [Surface("누리칩", "ORG", "", 1), Surface("누리칩", "PRODUCT", "", 1)]
    assert accepted(desk, suggested(Known.of((), even))) is None


def test_values_have_no_entity(desk):
    (one,) = arrange(article=about(), layer=LAYER, proposals=[proposal(20, 22, type="DATE")])
    desk.do(accepted(desk, [one], values={"DATE"}))
    assert desk.workspace.mentions[0].entity == ""
    assert len(desk.index) == 0


def test_a_claim_opens_filled(desk):
    text = desk.text
    content = (text.index("내년에"), text.index("”고"))
    source = (text.index("도하윤"), text.index("도하윤") + 3)
    cue = (text.index("밝혔다"), text.index("밝혔다") + 3)
    desk.do(accepted(desk, arrange(article=about(), layer=LAYER, proposals=[
        proposal(*source, type="PERSON")
    ])))  # fmt: skip
    fields = ClaimFields((cue,), (source,), attributes={"act": "plan", "unheard": "of"})
    (one,) = arrange(
        article=about(),
        layer=LAYER,
        proposals=[proposal(*content, type="", sort="claim", claim=fields)],
        mentions=desk.workspace.mentions,
    )
    desk.do(
        accept_claim(
            ids=desk.ids, text=text, article=ARTICLE, layer=LAYER, suggestion=one,
            mentions=desk.workspace.mentions, attributes={"act"},
        )
    )  # fmt: skip
    (made,) = desk.workspace.claims
    assert made.how == How.ACCEPTED
    assert made.cue[0].quote == "밝혔다"
    assert made.source == (Ref("mention", id=desk.workspace.mentions[0].id),)
    assert {name: value.value for name, value in made.attributes.items()} == {"act": "plan"}
    again = arrange(
        article=about(), layer=LAYER, claims=desk.workspace.claims,
        proposals=[proposal(*content, type="", sort="claim", claim=fields)],
    )  # fmt: skip
    assert again == ()


def test_a_rejection_is_an_object_of_the_article(desk):
    first = suggested(Known.of([HANBIT]))[0]
    desk.do(reject(article=ARTICLE, layer=LAYER, suggestion=first))
    (kept,) = desk.workspace.rejections
    assert (kept.suggestion, kept.layer, kept.spans) == (first.id, LAYER, first.spans)
    assert desk.workspace.annotations.rejections == (kept,)


# -- what the rules found


def test_what_the_rules_found_becomes_proposals_with_their_reasons():
    reason = Message("candidates.value").to_json()
    told = [
        ["mention", 0, 4, "ORG", 0.85, reason, None],
        ["mention", 5, 7, "STRANGE", 0.7, reason, {"date": "2026-05-04"}],
        ["claim", [[8, 12]], [[13, 15]], [[0, 4]], False, [], [], {"act": "plan"}, 0.9, True,
         reason],
    ]  # fmt: skip
    org, value, claim = proposals(told, TYPES)
    assert (org.spans, org.type, org.attributes) == (((0, 4),), "ORG", None)
    assert value.type == ""
    assert value.attributes["value"].value == '{"date": "2026-05-04"}'
    assert (claim.sort, claim.claim.source, claim.claim.weak) == ("claim", ((0, 4),), True)
    assert claim.reason.code == "suggest.weak"


def test_a_long_article_is_read_in_portions_of_whole_lines():
    text = "\n".join(["가" * 900] * 12 + ["나" * 7_000, "다"])
    parts = list(portions(text))
    assert "".join(words for _, words in parts) == text
    assert all(text.startswith(words, at) for at, words in parts)
    assert all(words.endswith("\n") for _, words in parts[:-1])
    assert len(parts) > 3


def test_a_line_that_is_too_long_by_itself_is_cut_behind_a_sentence():
    text = "가나다 라마. " * 2_000
    parts = list(portions(text))
    assert "".join(words for _, words in parts) == text
    assert all(words.endswith(". ") for _, words in parts)
    assert max(len(words) for _, words in parts) <= 4_000
    assert "".join(words for _, words in portions("나" * 20_000)) == "나" * 20_000


def test_pronouns_and_common_nouns_are_not_suggested_elsewhere():
    own = mention_at(0, 4)
    noun = replace(own, attributes={"mention_form": Value("nominal")})
    assert suggested(Known(), mentions=[own]) != ()
    assert suggested(Known(), mentions=[noun]) == ()
