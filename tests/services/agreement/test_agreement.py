"""Comparing annotators in a project: who counts, what is counted, and what is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from juseok.core.agreement import Agreement, Group
from juseok.core.ids import article_id, derived_id
from juseok.core.messages import Message
from juseok.core.model import (
    Annotator,
    ArticleState,
    Claim,
    ClaimLink,
    How,
    Kind,
    Layer,
    Mention,
    Ref,
    Relationship,
    Value,
    Viewer,
)
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import Record, to_body
from juseok.core.review_model import (
    Assignment,
    Campaign,
    PassState,
    assignment_id,
    gold_layer_id,
    pass_state_id,
)
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.services.agreement import measuring
from juseok.services.agreement.done import AgreementError, Question
from juseok.services.agreement.measuring import compare, compare_apart, count_part, source_of
from juseok.services.agreement.table import Names, person, said, tables
from juseok.services.edits import KIND_OF
from juseok.services.interchange.exporting import full_viewer
from juseok.services.starter import create_starter
from juseok.services.tagging.articles import article_state_id
from juseok.services.worker import Port
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity
from juseok.store.project import Project

TEXT = "도하윤 대표는 14일 한빛전자가 새 공장을 짓는다고 밝혔다."
LABEL = Message("history.unknown")
PEOPLE = ("가", "나", "다")


class Desk:
    """A project with one article and the layers of three people and gold."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.article = article_id(TEXT, 1)
        layers = [Layer(derived_id("layer", name), "annotator", derived_id("person", name))
                  for name in PEOPLE]  # fmt: skip
        self.layers = dict(zip(PEOPLE, (layer.id for layer in layers), strict=True))
        self.layers["정답"] = gold_layer_id()
        self.do(
            *(Change(layer.annotator, Kind.ANNOTATOR, CREATE,
                     to_body(Annotator(layer.annotator, name)))
              for name, layer in zip(PEOPLE, layers, strict=True)),
            *(Change(layer.id, Kind.LAYER, CREATE, to_body(layer))
              for layer in (*layers, Layer(gold_layer_id(), "gold"))),
        )  # fmt: skip
        self.put(self.article, TEXT, 0)

    def put(self, article: str, text: str, position: int) -> None:
        occurrence = {"article": article, "page": "", "page_start": 0, "page_end": len(text),
                      "title": text[:10], "position": position}  # fmt: skip
        changes = (
            Change(article, Kind.ARTICLE, CREATE, {"length": len(text), "norm_version": 1}),
            Change(derived_id("occurrence", article), Kind.OCCURRENCE, CREATE, occurrence),
        )
        self.project.writer.commit(Action(LABEL, changes), (ArticleContent(article, text, 1),))

    def do(self, *changes: Change) -> None:
        self.project.writer.commit(Action(LABEL, changes))

    def add(self, record: Record) -> str:
        self.do(Change(record.id, KIND_OF[type(record)], CREATE, to_body(record)))
        return record.id

    def mention(self, who: str, words: str, kind: str = "ORG", **more: object) -> str:
        start = TEXT.index(words)
        spans = (make_span(TEXT, start, start + len(words)),)
        made = Mention(self.project.ids(), self.layers[who], self.article, kind, spans)
        return self.add(replace(made, **more))

    def claim(self, who: str, words: str, **more: object) -> str:
        start = TEXT.index(words)
        spans = (make_span(TEXT, start, start + len(words)),)
        return self.add(
            replace(Claim(self.project.ids(), self.layers[who], self.article, spans), **more)
        )

    def state(self, who: str, state: str) -> None:
        record = ArticleState(self.layers[who], self.article, state)
        place = article_state_id(self.layers[who], self.article)
        self.do(Change(place, Kind.ARTICLE_STATE, CREATE, to_body(record)))

    def compared(self, viewer: Viewer | None = None, **how: bool | str) -> Agreement:
        self.project.writer.flush()
        source = source_of(self.project, viewer or full_viewer(self.project))
        return compare(Port(lambda _: None), source, Question(**how))


@pytest.fixture
def desk(tmp_path: Path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "라", tmp_path / "state")
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(tmp_path / "a.juseok", identity=identity, scheme=scheme) as project:
        yield Desk(project)


def test_the_starter_s_two_annotators_agree_as_they_do(tmp_path: Path) -> None:
    identity = Identity("11111111-1111-4111-8111-111111111111", "김하늘", tmp_path / "state")
    create_starter(tmp_path / "s.juseok", identity)
    told: list[object] = []
    with Project.open(tmp_path / "s.juseok", identity=identity, read_only=True) as project:
        source = source_of(project, full_viewer(project))
    found = compare(Port(told.append), source, Question())
    assert (found.articles, found.compared, found.waiting) == (7, 5, 2)
    assert told[-1] == (5, 5)
    (pair,) = found.pairs
    exact = pair.measures["mention_exact"]
    assert exact.value == pytest.approx(0.9414)
    assert exact.low is not None
    assert exact.low < 0.9414 < exact.high
    assert [person.finished for person in found.people] == [6, 5]
    assert sum(line.n for line in found.lines) == exact.n


def test_people_look_as_the_register_of_people_says(desk: Desk) -> None:
    for who in ("가", "나"):
        desk.mention(who, "한빛전자")
    look = {"letter": "K", "color": "#009e73", "pattern": "dot"}
    desk.do(Change(derived_id("person", "나"), Kind.ANNOTATOR, SET, look))
    found = desk.compared()
    told = found.people[1]
    assert (told.letter, told.color, told.pattern) == ("K", "#009e73", "dot")
    assert [group.key for group in found.pairs] == ["A–K"]


def test_what_is_unfinished_waits_and_what_has_no_state_counts(desk: Desk) -> None:
    desk.mention("가", "한빛전자")
    desk.mention("나", "한빛전자")
    assert desk.compared().compared == 1
    desk.state("나", "in_progress")
    assert desk.compared().compared == 0
    assert desk.compared().overall.measures["mention_exact"].value is None
    assert desk.compared(unfinished=True).compared == 1
    desk.state("다", "finished")  # and found nothing
    found = desk.compared()
    assert found.pairs[0].measures["mention_exact"].value == 0


def test_others_are_hidden_from_one_who_works_blind(desk: Desk) -> None:
    desk.mention("가", "한빛전자")
    desk.mention("나", "한빛전자")
    own = desk.layers["다"]
    every = frozenset(desk.layers.values())
    blind = Viewer(derived_id("person", "다"), every, own)
    assert desk.compared(blind, own_first=True).compared == 0
    desk.state("다", "finished")
    assert len(desk.compared(blind, own_first=True).people) == 3
    alone = Viewer(derived_id("person", "다"), frozenset({own}), own)
    assert [each.layer for each in desk.compared(alone).people] == [own]


def test_attributes_that_nobody_touched_are_no_agreement(desk: Desk) -> None:
    for who, how in (("가", How.DEFAULT), ("나", How.HAND)):
        desk.claim(who, "새 공장을 짓는다고", attributes={"polarity": Value("positive", how),
                                                    "certainty": Value("certain")})  # fmt: skip
    lines = {line.attribute: line for line in desk.compared().attributes}
    assert lines["polarity"].share.value is None
    assert lines["polarity"].untouched == 1
    assert lines["certainty"].share.value == 1
    assert lines["certainty"].alpha.value is None  # one value alone shows nothing


def test_attributes_and_fields_are_told_of_pairs_and_of_annotators(desk: Desk) -> None:
    for who, sure in (("가", "certain"), ("나", "certain"), ("다", "probable")):
        place = desk.mention(who, "공장", "FAC")
        desk.claim(who, "새 공장을 짓는다고", attributes={"certainty": Value(sure)},
                   place=(Ref("mention", place),))  # fmt: skip
    found = desk.compared()

    def of(groups: tuple[Group, ...]) -> dict[tuple[str, ...], tuple[float | None, int, int]]:
        names = [person.name for person in found.people]
        return {
            tuple(names[who] for who in group.people): (line.share.value, line.share.n,
                                                        line.share.pairs)
            for group in groups for line in group.attributes if line.attribute == "certainty"
        }  # fmt: skip

    assert {frozenset(who): said for who, said in of(found.pairs).items()} == {
        frozenset("가나"): (1, 1, 0), frozenset("가다"): (0, 1, 0), frozenset("나다"): (0, 1, 0),
    }  # fmt: skip
    assert of(found.by_annotator) == {
        ("가",): (0.5, 1, 2), ("나",): (0.5, 1, 2), ("다",): (0, 1, 2),
    }  # fmt: skip
    for group in (*found.pairs, *found.by_annotator):
        places = {line.field: line.share for line in group.fields}
        assert (places["place"].value, places["place"].n) == (1, 1)
    given = {each.name: each for each in tables(found, Names())}
    assert len(given["attributes_by_pair"].rows) == len(given["fields_by_annotator"].rows) == 3


def test_every_breakdown_has_what_can_be_told_of_it(desk: Desk) -> None:
    """Three people, of whom the third differs in an attribute of each kind and in a link."""
    for who in PEOPLE:
        odd = who == "다"
        given = {"uncertain": Value(value=odd)}
        person = desk.mention(who, "도하윤", "PERSON", attributes=given)
        organisation = desk.mention(who, "한빛전자", attributes={"uncertain": Value(value=True)})
        desk.add(Relationship(desk.project.ids(), desk.layers[who], desk.article, "employed_by",
                              person, organisation, attributes=given))  # fmt: skip
        sure = {"certainty": Value("probable" if odd else "certain")}
        head, tail = (
            desk.claim(who, words, attributes=sure, place=(Ref("mention", organisation),))
            for words in ("새 공장을 짓는다고", "14일 한빛전자가")
        )  # fmt: skip
        kind = "refutes" if odd else "supports"
        desk.add(ClaimLink(desk.project.ids(), desk.layers[who], desk.article, kind, head, tail))
        desk.state(who, "finished")
    found = desk.compared()

    def shares(group: Group) -> dict[str, tuple[float | None, int, int]]:
        return {f"{each.on}.{each.attribute}": (each.share.value, each.share.n, each.share.pairs)
                for each in group.attributes if each.share.n}  # fmt: skip

    third = pytest.approx(1 / 3, abs=1e-4)
    for group in (*found.by_week, *found.by_scheme):
        assert shares(group) == {
            "mention.uncertain": (pytest.approx(2 / 3, abs=1e-4), 2, 6),
            "claim.certainty": (third, 2, 6), "relationship.uncertain": (third, 1, 3),
        }  # fmt: skip
        places = {each.field: each.share for each in group.fields}
        assert (places["place"].value, places["place"].n, places["place"].pairs) == (1, 2, 6)
    assert {group.key: shares(group) for group in found.by_type} == {
        "PERSON": {"mention.uncertain": (third, 1, 3)}, "ORG": {"mention.uncertain": (1, 1, 3)},
    }  # fmt: skip
    (employed,) = found.by_relationship
    assert shares(employed) == {"relationship.uncertain": (third, 1, 3)}
    measure = employed.measures["relationship"]
    assert (employed.key, measure.value, measure.n, measure.pairs) == ("employed_by", 1, 1, 3)
    links = {group.key: group.measures["claim_link"] for group in found.by_link}
    assert {kind: (each.value, each.n) for kind, each in links.items()} == {
        "supports": (0.5, 1), "refutes": (0, 1),
    }  # fmt: skip
    named = {each.name for each in tables(found, Names())}
    assert {"by_relationship", "by_link", "attributes_by_type"} <= named
    assert not {"fields_by_week", "attributes_by_scheme"} & named  # of one week it is all


def test_a_source_is_the_same_where_both_mean_the_same_words(desk: Desk) -> None:
    for who in ("가", "나"):
        source = desk.mention(who, "도하윤", "PERSON")
        given = (Ref("mention", source),)
        desk.claim(who, "새 공장을 짓는다고", source=given, source_state="given")
    fields = {line.field: line for line in desk.compared().fields}
    assert (fields["source"].share.value, fields["source"].share.n) == (1, 1)
    assert (fields["cue"].share.value, fields["cue"].empty) == (None, 1)


def test_a_particle_more_is_told_from_other_bounds(desk: Desk) -> None:
    desk.mention("가", "한빛전자")
    desk.mention("나", "한빛전자가")
    measures = desk.compared().overall.measures
    assert measures["boundary_only"].value == 1
    assert measures["particle_only"].value == 1
    assert measures["mention_exact"].value == 0
    assert measures["mention_overlap"].value == pytest.approx(8 / 9, abs=1e-4)


def test_gold_is_precision_and_recall_and_no_annotator(desk: Desk) -> None:
    desk.mention("가", "한빛전자")
    desk.mention("가", "14일", "DATE")
    desk.mention("정답", "한빛전자")
    found = desk.compared()
    assert found.pairs == ()
    (line,) = found.gold
    assert line.measures["mention_precision"].value == 0.5
    assert line.measures["mention_recall"].value == 1
    assert [person(each) for each in found.people] == ["A 가", Message("agreement.gold_layer")]


def test_confusions_have_what_only_one_has_as_none(desk: Desk) -> None:
    desk.mention("가", "한빛전자", "ORG")
    desk.mention("나", "한빛전자", "PRODUCT")
    desk.mention("나", "14일", "DATE")
    found = desk.compared()
    both = next(each for each in found.confusions if each.pair == (0, 1)).table
    at = found.types.index
    assert both[at("ORG")][at("PRODUCT")] == 1
    assert both[-1][at("DATE")] == 1
    assert sum(map(sum, both)) == 2


def test_claim_links_agree_where_both_ends_answer_each_other(desk: Desk) -> None:
    for who, kind in (("가", "supports"), ("나", "supports"), ("다", "refutes")):
        head = desk.claim(who, "새 공장을 짓는다고")
        tail = desk.claim(who, "도하윤 대표는")
        desk.add(ClaimLink(desk.project.ids(), desk.layers[who], desk.article, kind, head, tail))
    for who in PEOPLE:
        desk.state(who, "finished")
    found = desk.compared()
    by_pair = {group.people: group.measures["claim_link"] for group in found.pairs}
    assert {people: each.value for people, each in by_pair.items()} == {
        (0, 1): 1,
        (0, 2): 0,
        (1, 2): 0,
    }
    assert [by_pair[people].n for people in ((0, 1), (0, 2))] == [1, 2]
    for group in (found.overall, *found.by_week, *found.by_scheme):
        assert group.measures["claim_link"].value == pytest.approx(1 / 3, abs=1e-4)
    assert len(found.by_week) == len(found.by_scheme) == 1


def test_a_mention_that_many_have_is_one_thing_however_often_it_is_compared(desk: Desk) -> None:
    for who in PEOPLE:
        desk.mention(who, "한빛전자")
        desk.claim(who, "새 공장을 짓는다고", attributes={"certainty": Value("certain")})
    found = desk.compared()
    whole = found.overall
    for group, pairs in ((whole, 3), (found.by_annotator[0], 2), (found.by_type[0], 3)):
        each = group.measures["mention_exact"]
        assert (each.value, each.n, each.pairs, each.few) == (1, 1, pairs, True)
    share = next(each.share for each in found.attributes if each.attribute == "certainty")
    assert (share.n, share.pairs, share.few) == (1, 3, True)
    assert "n 1 (compared 3 times), too few" in said(whole.measures["mention_exact"], "en")


def test_relationships_agree_where_both_ends_answer_each_other(desk: Desk) -> None:
    for who, words in (("가", "한빛전자"), ("나", "한빛전자가")):
        head, tail = desk.mention(who, "도하윤", "PERSON"), desk.mention(who, words)
        desk.add(Relationship(desk.project.ids(), desk.layers[who], desk.article, "works_for",
                              head, tail))  # fmt: skip
    measures = desk.compared().overall.measures
    assert (measures["relationship"].value, measures["relationship"].n) == (1, 1)


def test_entities_are_held_against_each_other_by_what_they_join(desk: Desk) -> None:
    for who in ("가", "나"):
        for words in ("도하윤", "대표"):
            joined = who == "가" or words == "도하윤"
            entity = derived_id("entity", who, "" if joined else words)
            desk.mention(who, words, "PERSON", entity=entity)
    b3 = desk.compared().overall.measures["entity_b3"]
    assert (b3.value, b3.n) == (pytest.approx(2 * 0.5 / 1.5, abs=1e-4), 2)


def test_a_campaign_counts_its_own_articles_pass_by_pass(desk: Desk) -> None:
    for who in ("가", "나", "다"):
        desk.mention(who, "한빛전자")
        desk.claim(who, "새 공장을 짓는다고")
        desk.state(who, "in_progress")
    found = campaign(desk, "가", "나")
    assert desk.compared(campaign="봄").compared == 0
    for who in ("가", "나"):
        layer = desk.layers[who]
        place = pass_state_id(found.id, layer, desk.article, "mentions")
        state = PassState(place, layer, desk.article, found.id, "mentions", "finished")
        desk.do(Change(place, Kind.PASS_STATE, CREATE, to_body(state)))
    measures = desk.compared(campaign="봄").overall.measures
    assert (measures["mention_exact"].value, measures["mention_exact"].n) == (1, 1)
    assert measures["claim"].value is None  # nobody has looked for claims
    with pytest.raises(AgreementError):
        desk.compared(campaign="여름")


def test_who_works_blind_is_refused_and_who_leads_is_not(desk: Desk) -> None:
    for who in ("가", "나"):
        desk.mention(who, "한빛전자")
    campaign(desk, "가", "나")
    every = frozenset(desk.layers.values())
    mine = Viewer(derived_id("person", "가"), every, desk.layers["가"])
    with pytest.raises(AgreementError):  # though nobody leads
        desk.compared(mine)
    lead = derived_id("person", "다")
    desk.do(Change(lead, Kind.ANNOTATOR, SET, {"roles": ["lead"]}))
    assert desk.compared(Viewer(lead, every, desk.layers["다"])).compared == 1
    with pytest.raises(AgreementError):
        desk.compared(mine)


def campaign(desk: Desk, *people: str, **asked: tuple[str, ...]) -> Campaign:
    """A blind campaign over the article, for ``people``."""
    made = Campaign(derived_id("campaign", "봄"), "봄", **asked)
    desk.do(
        Change(made.id, Kind.CAMPAIGN, CREATE, to_body(made)),
        *(
            Change(each.id, Kind.ASSIGNMENT, CREATE, to_body(each))
            for each in (
                Assignment(assignment_id(made.id, desk.article, person), made.id, desk.article,
                           person)
                for person in (derived_id("person", who) for who in people)
            )
        ),
    )  # fmt: skip
    return made


def test_a_campaign_counts_no_article_and_no_work_outside_it(desk: Desk) -> None:
    outside = article_id(f"{TEXT} 밖", 1)
    desk.put(outside, f"{TEXT} 밖", 1)
    for who in ("가", "나"):
        desk.mention(who, "한빛전자")
        desk.mention(who, "도하윤", "PERSON", article=outside)
        desk.state(who, "finished")
    for who, state in (("가", "in_progress"), ("나", "finished")):
        record = ArticleState(desk.layers[who], outside, state)
        place = article_state_id(desk.layers[who], outside)
        desk.do(Change(place, Kind.ARTICLE_STATE, CREATE, to_body(record)))
    campaign(desk, "가", "나")
    whole, found = desk.compared(), desk.compared(campaign="봄")
    assert (whole.articles, whole.compared, whole.waiting) == (2, 1, 1)
    assert (found.articles, found.compared, found.waiting) == (1, 1, 0)
    assert [(each.finished, each.open) for each in whole.people] == [(1, 1), (2, 0)]
    assert [(each.finished, each.open) for each in found.people] == [(1, 0), (1, 0)]
    assert [sum(n for _, n in each.weeks) for each in whole.pace] == [1, 2]
    assert [sum(n for _, n in each.weeks) for each in found.pace] == [1, 1]


def test_a_campaign_compares_only_what_it_asks_for(desk: Desk) -> None:
    for who in ("가", "나"):
        desk.mention(who, "한빛전자")
    desk.mention("가", "도하윤", "PERSON")
    desk.mention("가", "14일", "DATE")
    desk.claim("가", "새 공장을 짓는다")
    made = campaign(desk, "가", "나", types=("ORG", "DATE"), zones=("body",))
    for who in ("가", "나"):
        desk.state(who, "finished")
    assert desk.compared().overall.measures["mention_exact"].value == 0.5
    date, said = TEXT.index("14일"), TEXT.index("새 공장")
    zones = [[0, date, "body"], [date, date + 4, "date"], [date + 4, said, "body"]]
    desk.do(Change(derived_id("zoning", desk.article), Kind.ZONING, CREATE,
                   {"article": desk.article, "zones": zones}))  # fmt: skip
    measures = desk.compared(campaign=made.name).overall.measures
    assert (measures["mention_exact"].value, measures["claim"].n) == (1.0, 0)


def test_parts_that_are_counted_apart_make_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "CHUNK", 1)
    identity = Identity("11111111-1111-4111-8111-111111111111", "김하늘", tmp_path / "state")
    create_starter(tmp_path / "s.juseok", identity)
    with Project.open(tmp_path / "s.juseok", identity=identity, read_only=True) as project:
        source = source_of(project, full_viewer(project))
    whole = compare(Port(lambda _: None), source, Question())
    for parts in (2, 3, 7):
        told: list[object] = []
        silent = Port(lambda _: None)
        fed = [count_part(silent, source, Question(), n, parts) for n in range(1, parts)]
        found = compare_apart(Port(told.append, fed), source, Question(), parts)
        lines = [line for piece in told if isinstance(piece, list) for line in piece]
        assert structs.replace(found, lines=tuple(lines)) == whole


def test_a_layer_of_which_nothing_is_finished_is_nowhere(desk: Desk) -> None:
    """Its annotations stand between those of others in the file."""
    late = Layer(derived_id("layer", "마"), "annotator", derived_id("person", "마"))
    desk.do(
        Change(late.annotator, Kind.ANNOTATOR, CREATE, to_body(Annotator(late.annotator, "마"))),
        Change(late.id, Kind.LAYER, CREATE, to_body(late)),
    )
    desk.layers["마"] = late.id
    for who in ("마", "가", "나"):
        desk.mention(who, "한빛전자", "PERSON" if who == "마" else "ORG")
    for who, state in (("가", "finished"), ("나", "finished"), ("마", "in_progress")):
        desk.state(who, state)
    found = desk.compared()
    assert [person.name for person in found.people] == ["가", "나"]
    assert found.overall.measures["mention_exact"].value == 1


def test_entities_are_one_in_the_whole_project(desk: Desk) -> None:
    """Who has one person, and who has one for each article, are not of one mind."""
    articles = [desk.article]
    for number in (1, 2, 3):
        text = f"{TEXT} {number}"
        articles.append(article_id(text, 1))
        desk.put(articles[-1], text, number)
    for article in articles:
        for who in ("가", "나"):
            entity = derived_id("entity", who, "" if who == "가" else article)
            desk.mention(who, "도하윤", "PERSON", entity=entity, article=article)
    b3 = desk.compared().overall.measures["entity_b3"]
    assert (b3.value, b3.n) == (pytest.approx(2 * 0.25 / 1.25, abs=1e-4), 4)
