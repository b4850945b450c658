"""Blind, everywhere: what a colleague and a reviewer did comes in, and no way to look tells of it.

Each way that the window or the shell has to look at annotations is walked before and after the
files of a colleague and of the lead are merged: it has to tell the same.
"""

import json
from dataclasses import replace

import pytest
from tests.ui.kit import ARTICLES, article_of, make_project

from juseok.cli import run
from juseok.core.errors import KnownError
from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import (
    Annotator,
    Claim,
    ClaimLink,
    Entity,
    EntityChange,
    Kind,
    Layer,
    Mention,
    Relationship,
    Remark,
    SameAs,
)
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import SPECS, to_body
from juseok.core.review_model import Campaign, Comment, Verdict, gold_layer_id, pass_state_id
from juseok.core.spans import make_span
from juseok.services.agreement.done import Question as Compared
from juseok.services.agreement.measuring import compare, source_of
from juseok.services.bulk.consistency import look_for_slips
from juseok.services.bulk.recode import Delete, look_at_entity
from juseok.services.bulk.tag_all import Wanted, look
from juseok.services.campaigns import campaigns
from juseok.services.campaigns.reading import next_in_queue, read_seal, read_team, sight_on
from juseok.services.entities.alias_queue import pairs_to_decide
from juseok.services.entities.known_names import read_known
from juseok.services.exchange.merging import merge_files
from juseok.services.exchange.sending import Order, send
from juseok.services.history.past import article_at, read_restoring
from juseok.services.history.reading import Asked, read_page, viewer_of
from juseok.services.interchange.exporting import chosen_articles, export_project, full_viewer
from juseok.services.interchange.options import ExportOptions, Narrowed
from juseok.services.interchange.release_records import (
    Comparing,
    held_by,
    records_in,
    records_outside,
)
from juseok.services.interchange.releases import NOW, compare_releases, make_release
from juseok.services.projects import current_identity
from juseok.services.review.comments import read_open
from juseok.services.review.feedback import read_feedback
from juseok.services.review.page import check_reviewer, reviewable, sight_of
from juseok.services.review.page import read_page as read_review
from juseok.services.review.side_by_side import Side, read_sight, voices
from juseok.services.review.side_by_side import compare as side_by_side
from juseok.services.scheme.scheme_use import read_use
from juseok.services.search.query import parse
from juseok.services.search.searching import search
from juseok.services.search.similar_claims import similar_claims
from juseok.services.suggestions.learning import lessons
from juseok.services.suggestions.look import Ask
from juseok.services.suggestions.look import look as suggest
from juseok.services.tagging.articles import article_state_id
from juseok.services.worker import Port
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity, own_layer_id
from juseok.store.past import GoneMemory
from juseok.store.project import Project
from juseok.store.timeline import Question

OTHER = Annotator(derived_id("annotator", "이가온"), "이가온")
LEAD = Annotator(derived_id("annotator", "책임자"), "책임자", roles=("lead", "reviewer"))
QUERIES = (
    "부산", "type:LOC", "type:PERSON", "annotator:이가온", "annotator:이가온 type:LOC",
    "annotator:gold", "entity:부산광역시", "certainty:certain", "부산 type:ORG",
)  # fmt: skip
KINDS = {spec.record: kind for kind, spec in SPECS.items()}
HERE = article_of(0)
TEXT = ARTICLES[0][2]


def words(quote):
    start = TEXT.index(quote)
    return (make_span(TEXT, start, start + len(quote)),)


def put(project, *records):
    made = tuple(
        Change(e.id, Kind.SAME_AS, CREATE, {"layer": e.layer, "a": e.a, "b": e.b})
        if isinstance(e, SameAs) else Change(e.id, KINDS[type(e)], CREATE, to_body(e))
        for e in records
    )  # fmt: skip
    project.writer.commit(Action(Message("history.unknown"), made))


def finish(project, campaign, layer):
    states = [
        Change(pass_state_id(campaign, layer, HERE, part), Kind.PASS_STATE, CREATE,
               {"layer": layer, "article": HERE, "campaign": campaign, "part": part,
                "state": "finished"})
        for part in ("mentions", "claims", "relationships")
    ]  # fmt: skip
    body = {"layer": layer, "article": HERE, "state": "finished", "reason": ""}
    states.append(Change(article_state_id(layer, HERE), Kind.ARTICLE_STATE, CREATE, body))
    project.writer.commit(Action(Message("history.unknown"), tuple(states)))


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("JUSEOK_LANG", "en")
    with make_project(tmp_path / "뉴스.juseok", current_identity()) as project:
        put(project, OTHER, LEAD, *(
            Layer(own_layer_id(each.id), "annotator", each.id) for each in (OTHER, LEAD)
        ), Layer(gold_layer_id(), "gold"))  # fmt: skip
        project.writer.commit(
            campaigns.make_campaign(
                ids=project.ids, campaign=Campaign("", "1차"),
                articles=[article_of(n) for n in range(3)], people=[project.annotator, OTHER.id],
            )
        )  # fmt: skip
        own = project.own_layer
        put(
            project,
            Entity("han", project.register_layer, "ORG", "한빛전자"),
            Mention("m1", own, HERE, "ORG", words("한빛전자"), entity="han"),
            Claim("c1", own, HERE, words("부산에 1조원을 쓴다")),
        )
        yield project


def brought_in(project, tmp_path, *, blind=True):
    """The files of a colleague who has finished, and of the lead who has judged, are merged."""
    files = []
    with project.reader() as reader:
        (campaign,) = reader.campaigns.campaigns()
    for who, layer in ((OTHER, own_layer_id(OTHER.id)), (LEAD, gold_layer_id())):
        path = tmp_path / f"{who.name}.juseok"
        project.back_up(path)
        state = tmp_path / f"state {who.name}"
        with Project.open(path, identity=Identity(who.id, who.name, state)) as copy:
            new = copy.ids
            city = Entity(new(), layer, "LOC", "부산광역시", ("부산",))
            one = Mention(new(), layer, HERE, "LOC", words("부산"), entity=city.id)
            two = Mention(new(), layer, HERE, "PERSON", words("김하늘"))
            claim = Claim(new(), layer, HERE, words("내년에 부산 공장을 늘린다"))
            put(
                copy, EntityChange(new(), layer, "han", name="한빛그룹"), city, one, two, claim,
                SameAs(new(), city.id, "han", layer),
                Relationship(new(), layer, HERE, "located_in", two.id, one.id, words("부산")),
                ClaimLink(new(), layer, HERE, "same", claim.id, "c1"),
                Remark(new(), layer, HERE, one.id, "question", "도시인가?"),
                Comment(new(), HERE, one.id, "부산은 도시다", who.id),
            )  # fmt: skip
            if who is LEAD:
                put(copy, Verdict(new(), layer, HERE, "x", "reject", (("m1", "v"),),
                                  reason="type", annotator=who.id))  # fmt: skip
            finish(copy, campaign.id, layer)
        files.append(path)
    folder = tmp_path / "private"
    folder.mkdir()
    merge_files(project=project, files=files, folder=folder)
    with project.reader() as reader:  # it is there, and would be told to who may see it
        gold = gold_layer_id()
        assert len(reader.annotations(full_but_blind(project, gold), HERE).mentions) == 2
        assert reader.campaigns.is_blind(project.annotator) is blind


def full_but_blind(project, layer):
    viewer = project.viewer()
    return type(viewer)(viewer.annotator, frozenset({layer}), layer)


def everything(project, moment, capsys):
    """Every way to look, by name."""
    viewer, memory = project.viewer(), GoneMemory()
    told = {}
    with project.reader() as reader:
        scheme, team = reader.scheme(), read_team(reader)
        ids = reader.article_ids(viewer, ArticleQuery())
        mine = reader.annotations(viewer, HERE)
        sight = read_sight(reader, viewer)
        told["list"] = [
            reader.article_rows(viewer, ids),
            reader.article_ids(viewer, ArticleQuery(sort="mentions", descending=True)),
            reader.article_ids(viewer, ArticleQuery(mine=True)),
        ]
        told["text"] = [reader.linked_annotations(viewer, each) for each in ids]
        told["sight"] = [sight_on(team, viewer=viewer, article=each) for each in ids]
        told["export"] = full_viewer(project)
        told["entities"] = [
            reader.entities(viewer), reader.entities(viewer, article=HERE),
            reader.same_as(viewer), reader.not_same(viewer), reader.mentions_of(viewer, "han"),
        ]  # fmt: skip
        told["pairs"] = pairs_to_decide(reader=reader, viewer=viewer)
        told["precedent"] = [reader.surfaces(viewer), reader.precedents(viewer, "부산")]
        known = read_known(reader, viewer)
        told["known"] = sorted(known.meanings.items())
        told["suggestions"] = suggest(
            Ask(reader.article(HERE), viewer, frozenset(e.id for e in scheme.entity_types),
                mine.mentions, mine.claims, scheme=scheme),
            known,
        ).items  # fmt: skip
        told["learned from"] = lessons(reader, viewer)
        told["slips"] = list(look_for_slips(reader=reader, viewer=viewer, value_types=()))
        place = Mention("", viewer.own_layer, HERE, "LOC", words("부산"))
        wanted = Wanted(place, ("부산",))
        told["tag all"] = list(look(reader=reader, viewer=viewer, wanted=wanted))
        told["recode"] = list(
            look_at_entity(reader=reader, viewer=viewer, entities=["han"], edit=Delete())
        )
        told["claims"] = [
            reader.find_claims(viewer, "부산", limit=9), reader.links_of(viewer, ["c1"]),
            reader.claims_naming(viewer, ["han"]),
            similar_claims(reader=reader, viewer=viewer, claim=mine.claims[0]),
        ]  # fmt: skip
        for query in QUERIES:
            told[f"search {query}"] = refused(
                lambda query=query: list(
                    search(reader=reader, index=None, viewer=viewer, scheme=scheme,
                           query=parse(query))
                )
            )  # fmt: skip
        told["in use"] = read_use(reader, viewer)
        told["questions"] = reader.campaigns.questions(full_viewer(project))
        told["comments"] = read_open(reader, project.annotator)
        told["feedback"] = read_feedback(reader, viewer, scheme)
        told["review"] = refused(lambda: check_reviewer(reader, project.annotator))
        seen = sight_of(
            reader, annotator=project.annotator, own_layer=project.own_layer,
            register_layer=project.register_layer,
        )  # fmt: skip
        told["review page"] = read_review(reader, seen, HERE, scheme=scheme).layers
        told["agreement"] = refused(
            lambda: compare(Port(lambda _: None), source_of(project, full_viewer(project)),
                            Compared())
        )  # fmt: skip
        told["next"] = next_in_queue(reader, viewer, HERE)
        told["past"] = [
            article_at(reader, viewer_of(project, HERE), HERE, when, memory=memory).annotations
            for when in (moment, reader.timeline.last())
        ]
        for asked in (Question(article=HERE), Question(annotator=OTHER.id), Question()):
            page = read_page(reader, viewer_of(project, HERE), Asked(asked), memory=memory)
            told[f"history {asked}"] = [e for e in page.entries if "merge" not in str(e.label)]
        told["beside"] = [each.layer.id for each in voices(reader, sight.on(HERE), HERE)]
        told["two"] = refused(
            lambda: side_by_side(
                reader=reader, sight=sight, article=HERE, scheme=scheme, same=str, memory=memory,
                sides=[Side(project.own_layer), Side(own_layer_id(OTHER.id))],
            )
        )  # fmt: skip
        full = full_viewer(project)
        since = Comparing(full, "v0", NOW)
        told["release"] = [
            held_by(reader=reader, viewer=full, name=NOW, shown=full.visible_layers, memory=memory),
            compare_releases(reader=reader, viewer=full, first="v0", second=NOW),
            records_in(reader=reader, asked=since, article=HERE, memory=memory),
            records_outside(reader=reader, asked=since, most=99),
        ]  # fmt: skip
    finished = ExportOptions(narrowed=Narrowed(states=frozenset({"finished"})))
    told["going"] = chosen_articles(project=project, viewer=full, options=finished)
    told["bundle"] = refused(
        lambda: send(project=project, order=Order(OTHER.id, project.path.with_name("그.juseokb")))
    )
    capsys.readouterr()
    path, out = str(project.path), project.path.with_name("out.jsonl")
    for line in (
        ["log", path, "--article", HERE], ["log", path, "--annotator", "이가온"],
        ["diff", path, "--left", project.own_layer, "--right", "이가온", "--article", HERE],
        ["diff", path, "--left", "gold", "--right", "이가온", "--article", HERE],
        ["agreement", path, "--json"],
        ["bundle", path, "--annotator", "이가온", "--out", str(out.with_suffix(".juseokb"))],
    ):  # fmt: skip
        told[f"shell {line[0]} {line[-1]} {line[3:5]}"] = (run(line), *capsys.readouterr())
    run(["export", path, "--out", str(out), "--overwrite"])
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    told["exported"] = [e for e in lines if e["kind"] in ("mention", "claim", "entity", "remark")]
    return told


def refused(call):
    try:
        return call()
    except KnownError as error:
        return error.message


def test_no_way_to_look_tells_what_a_colleague_or_the_lead_did(project, tmp_path, capsys):
    with project.reader() as reader, project.stream() as stream:
        frozen = make_release(reader=reader, stream=stream, name="v0", date="2026-11-22")
    project.writer.commit(frozen)
    with project.reader() as reader:
        moment = reader.timeline.last()
    before = everything(project, moment, capsys)
    brought_in(project, tmp_path)
    after = everything(project, moment, capsys)
    assert {name for name in after if repr(after[name]) != repr(before[name])} == set()
    roles = Change(project.annotator, Kind.ANNOTATOR, SET, {"roles": ["annotator", "reviewer"]})
    project.writer.commit(Action(Message("history.unknown"), (roles,)))
    open_ = everything(project, moment, capsys)
    told = {name for name in open_ if repr(open_[name]) != repr(before[name])}
    assert {"export", "review", "agreement", "in use", "bundle", "release"} <= told


def overseen(project, tmp_path):
    """Whoever sits at the window leads the campaign as well; all files are merged."""
    roles = Change(project.annotator, Kind.ANNOTATOR, SET, {"roles": ["reviewer", "lead"]})
    project.writer.commit(Action(Message("history.unknown"), (roles,)))
    brought_in(project, tmp_path, blind=False)


def test_a_lead_who_annotates_sees_no_more_of_an_article_before_finishing_it(project, tmp_path):
    overseen(project, tmp_path)
    with project.reader() as reader:
        (campaign,) = reader.campaigns.campaigns()
        seal = read_seal(reader, project.annotator)
    assert HERE in seal.articles
    theirs = own_layer_id(OTHER.id)
    assert at_one(project, tmp_path) == (set(), set(), False, False, 0)
    finish(project, campaign.id, project.own_layer)
    seen = {theirs, project.own_layer}
    assert at_one(project, tmp_path) == (seen, {OTHER.id, LEAD.id}, True, True, 1)


def at_one(project, tmp_path):
    """Of the article: layers under review, whose actions the history tells, whether a past state
    and the export hold the colleague's, and in how many articles people are compared."""
    theirs = own_layer_id(OTHER.id)
    with project.reader() as reader:
        sight = sight_of(
            reader, annotator=project.annotator, own_layer=project.own_layer,
            register_layer=project.register_layer,
        )  # fmt: skip
        page = read_review(reader, sight, HERE, scheme=reader.scheme())
        waits = [each.article for each in reader.reviews.waiting(sight.annotators)
                 if reviewable(each, sight)]  # fmt: skip
        assert bool(page.layers) == bool(page.gold.mentions) == bool(page.verdicts)
        assert waits == ([HERE] if page.layers else [])
        who = set()
        for asked in (Question(article=HERE), Question()):
            found = read_page(reader, viewer_of(project, asked.article), Asked(asked),
                              memory=GoneMemory())  # fmt: skip
            who |= {e.annotator for e in found.entries if e.article == HERE}
        past = article_at(reader, viewer_of(project, HERE), HERE, reader.timeline.last(),
                          memory=GoneMemory()).annotations  # fmt: skip
    out = tmp_path / "그.jsonl"
    report = export_project(project=project, viewer=full_viewer(project), path=out, overwrite=True)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    told = any(theirs in json.dumps(e) for e in lines if e["kind"] in ("mention", "claim"))
    left = [line.message.code for line in report.refused]
    assert "native.sealed" in left  # of the two other articles in any case
    agreement = compare(
        Port(lambda _: None), source_of(project, full_viewer(project)), Compared(unfinished=True)
    )
    return (
        set(page.layers), who - {project.annotator},
        any(each.layer == theirs for each in past.mentions), told, agreement.compared,
    )  # fmt: skip


def test_in_the_gold_layer_no_way_to_look_tells_of_an_article_before_it_is_finished(
    project, tmp_path
):
    overseen(project, tmp_path)
    with project.reader() as reader:
        (campaign,) = reader.campaigns.campaigns()
    assert in_gold(project) == dict.fromkeys(in_gold(project), 0)
    finish(project, campaign.id, project.own_layer)
    assert not [name for name, n in in_gold(project).items() if not n]


def in_gold(project):
    """How much each way to look tells of gold, to who works on gold as the window does it."""
    with project.reader() as reader:
        seal = read_seal(reader, project.annotator)
        gold = gold_layer_id()
        layers = frozenset({gold, project.register_layer})
        viewer = type(project.viewer())(project.annotator, layers, gold, seal)
        past = replace(viewer_of(project, HERE), own_layer=gold, seal=seal)
        past = replace(past, visible_layers=past.visible_layers | {gold})
        scheme, last, memory = reader.scheme(), reader.timeline.last(), GoneMemory()
        held = [each for each in reader.all_ops() if each.kind == Kind.CLAIM]
        claims = [each.obj for each in held if gold in each.body]
        cities = [each for each in reader.entities(viewer) if each.entity.name == "부산광역시"]
        (row,) = reader.article_rows(viewer, [HERE])
        found = search(
            reader=reader, index=None, viewer=viewer, scheme=scheme, query=parse("type:LOC")
        )  # fmt: skip
        return {
            "text": len(reader.linked_annotations(viewer, HERE).mentions),
            "list": row.mentions + row.claims + row.relationships,
            "entities": sum(each.mentions_all for each in cities),
            "entities here": len(reader.entities(viewer, article=HERE)),
            "mentions": sum(len(reader.mentions_of(viewer, e.entity.id)) for e in cities),
            "claims": len(reader.claims(viewer, claims)) + len(reader.links_of(viewer, claims)),
            "claims found": len(reader.find_claims(viewer, "부산", limit=9)),
            "naming": len(reader.surfaces(viewer)) + len(reader.precedents(viewer, "부산")),
            "suggestions": len([e for e in read_known(reader, project.viewer()).meanings
                                if "하늘" in e]),
            "search": sum(len(page.found) for page in found),
            "past": len([
                each for each in article_at(reader, past, HERE, last, memory=memory)
                .annotations.mentions if each.layer == gold
            ]),
            "brought back": len(
                read_restoring(reader, past, HERE, last, memory=memory).then
            ),
            "sorted": sum(
                each.mentions for each in reader.article_rows(viewer, reader.article_ids(
                    viewer, ArticleQuery(sort="mentions", descending=True))[:1])
            ),
        }  # fmt: skip


def test_blind_is_blind_where_nobody_leads(project):
    nobody = Change(LEAD.id, Kind.ANNOTATOR, SET, {"roles": ["annotator"]})
    project.writer.commit(Action(Message("history.unknown"), (nobody,)))
    with project.reader() as reader:
        assert reader.campaigns.is_blind(project.annotator)
        assert read_team(reader).is_blind(project.annotator)
    with pytest.raises(KnownError):
        compare(Port(lambda _: None), source_of(project, full_viewer(project)), Compared())
