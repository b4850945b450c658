"""I16: in a blind campaign no query of an annotator's work tells what a colleague tagged.

Whatever is read, listed, counted, searched, suggested, told as precedent, offered to tag all, or
exported is the same, byte for byte, with and without what the colleague did.
"""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.ui.kit import ARTICLES, article_of, make_project

from juseok.core.errors import KnownError
from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Annotator, Claim, Entity, Kind, Layer, Mention, Remark, SameAs
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign, gold_layer_id
from juseok.core.spans import make_span
from juseok.services.bulk.tag_all import Wanted, look
from juseok.services.campaigns import campaigns
from juseok.services.campaigns.reading import read_team, sight_on
from juseok.services.entities.known_names import read_known
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.review.page import read_page, sight_of
from juseok.services.review.side_by_side import (
    Side,
    compare,
    differing_articles,
    read_sight,
    voices,
)
from juseok.services.search.query import SearchError, parse
from juseok.services.search.searching import search
from juseok.services.tagging.articles import article_state_id
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity, own_layer_id
from juseok.store.past import GoneMemory

LEAD = derived_id("annotator", "책임자")
OTHER = derived_id("annotator", "이가온")
THEIRS = own_layer_id(OTHER)
WORDS = ("한빛전자", "부산", "김하늘", "1조원")
QUERIES = ("type:ORG", "type:PER", "entity:한빛전자x", "annotator:이가온 type:LOC", "부산 type:LOC")
LABEL = Message("history.unknown")


def commit(project, *changes):
    project.writer.commit(Action(LABEL, changes, undoable=False))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blind")
    me = Identity("11111111-1111-4111-8111-111111111111", "박기자", folder / "state")
    with make_project(folder / "뉴스.juseok", me) as project:
        lead = Annotator(LEAD, "책임자", roles=("lead",))
        commit(
            project,
            *(
                Change(p.id, Kind.ANNOTATOR, CREATE, to_body(p))
                for p in (Annotator(OTHER, "이가온"), lead)
            ),
            *(
                Change(each.id, Kind.LAYER, CREATE, to_body(each))
                for each in (Layer(THEIRS, "annotator", OTHER), Layer(gold_layer_id(), "gold"))
            ),
        )
        project.writer.commit(
            campaigns.make_campaign(
                ids=project.ids, campaign=Campaign("", "1차"),
                articles=[article_of(n) for n in range(3)], people=[project.annotator, OTHER],
            )
        )  # fmt: skip
        mine = mention("mine", project.own_layer, "한빛전자", "ORG", "")
        commit(project, Change(mine.id, Kind.MENTION, CREATE, to_body(mine)))
        yield project


def words(quote):
    start = ARTICLES[0][2].index(quote)
    return (make_span(ARTICLES[0][2], start, start + len(quote)),)


def mention(name, layer, quote, kind, entity):
    return Mention(name, layer, article_of(0), kind, words(quote), entity=entity)


def everything(project, path):
    """What every reader tells the annotator at the window."""
    viewer = project.viewer()
    with project.reader() as reader:
        scheme = reader.scheme()
        ids = reader.article_ids(viewer, ArticleQuery())
        wanted = Wanted(mention("", viewer.own_layer, "김하늘", "PER", ""), ("김하늘",))
        sight = sight_of(
            reader, annotator=project.annotator, own_layer=project.own_layer,
            register_layer=project.register_layer,
        )  # fmt: skip
        team = read_team(reader)
        seen = [
            ids,
            reader.article_ids(viewer, ArticleQuery(sort="mentions", descending=True)),
            reader.article_rows(viewer, ids),
            [reader.linked_annotations(viewer, each) for each in ids],
            [reader.annotations(sight_on(team, viewer=viewer, article=each), each) for each in ids],
            reader.entities(viewer), reader.same_as(viewer), reader.not_same(viewer),
            reader.surfaces(viewer), [reader.precedents(viewer, each) for each in WORDS],
            [reader.mentions_of(viewer, each) for each in ("e0", "e1")],
            reader.claims(viewer, ["c0", "c1"]), reader.claims_naming(viewer, ["e0", "e1"]),
            reader.find_claims(viewer, "부산", limit=9), reader.links_of(viewer, ["c0", "c1"]),
            reader.texts_holding(viewer, WORDS, ids),
            sorted(read_known(reader, viewer).meanings.items()),
            [found(reader, viewer, scheme, each) for each in QUERIES],
            list(look(reader=reader, viewer=viewer, wanted=wanted)),
            read_page(reader, sight, article_of(0), scheme=scheme).layers,
            [side_by_side(reader, viewer, scheme, article_of(n)) for n in range(3)],
        ]  # fmt: skip
    path.unlink(missing_ok=True)
    export_project(project=project, viewer=full_viewer(project), path=path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = [each for each in lines if THEIRS in json.dumps(each) and "spans" in each]
    return repr(seen), kept


def side_by_side(reader, viewer, scheme, article):
    """What a comparison shows of the own work then and now, and whom it offers."""
    sight, memory = read_sight(reader, viewer), GoneMemory()
    sides = (Side(viewer.own_layer, at="2001-01-01T00:00:00.000Z"), Side(viewer.own_layer))
    how = {"reader": reader, "sight": sight, "article": article, "scheme": scheme}
    shown = compare(**how, sides=sides, same=str, memory=memory)
    for theirs in (THEIRS, gold_layer_id()):
        with pytest.raises(KnownError):
            compare(**how, sides=(Side(theirs), sides[1]), same=str, memory=memory)
    return (
        shown, voices(reader, sight.on(article), article),
        list(differing_articles(reader, sight, sides)),
    )  # fmt: skip


def found(reader, viewer, scheme, query):
    """What a search finds; where it refuses, why."""
    how = {"reader": reader, "index": None, "viewer": viewer, "scheme": scheme}
    try:
        return list(search(query=parse(query), **how))
    except SearchError as error:
        return error.message


theirs = st.tuples(
    st.sampled_from([THEIRS, gold_layer_id()]),
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(["ORG", "PER", "LOC"]), st.booleans()),
        min_size=1, max_size=4,
    ),
    st.booleans(), st.booleans(),
)  # fmt: skip


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),
)
@given(theirs)
def test_nothing_of_a_colleague_is_told(project, tmp_path_factory, made):
    layer, tags, claims, done = made
    path = tmp_path_factory.getbasetemp() / "blind.jsonl"
    before = everything(project, path)
    new = project.ids
    records = [
        Entity(f"e{new()}", layer, kind, quote + "x") if linked
        else Remark(new(), layer, article_of(0), article_of(0), "question", quote)
        for quote, kind, linked in tags
    ]  # fmt: skip
    records += [mention(new(), layer, quote, kind, "e0") for quote, kind, _ in tags]
    records += [Claim(new(), layer, article_of(0), words("부산"))] if claims else []
    names = {
        Entity: Kind.ENTITY, Remark: Kind.REMARK, Mention: Kind.MENTION, Claim: Kind.CLAIM,
    }  # fmt: skip
    changes = [Change(each.id, names[type(each)], CREATE, to_body(each)) for each in records]
    edge = SameAs(new(), "e0", "e1", layer)
    changes.append(Change(edge.id, Kind.SAME_AS, CREATE, to_body_of(edge)))
    if done:
        state = {"layer": THEIRS, "article": article_of(0), "state": "finished"}
        changes.append(
            Change(article_state_id(THEIRS, article_of(0)), Kind.ARTICLE_STATE, CREATE, state)
        )
    commit(project, *changes)
    assert everything(project, path) == before == (before[0], [])


def to_body_of(edge):
    return {"layer": edge.layer, "a": edge.a, "b": edge.b}


def test_who_reviews_is_not_blind(project):
    assert full_viewer(project) == project.viewer()
    commit(
        project,
        Change(project.annotator, Kind.ANNOTATOR, SET, {"roles": ["annotator", "reviewer"]}),
    )
    assert THEIRS in full_viewer(project).visible_layers
    commit(project, Change(project.annotator, Kind.ANNOTATOR, SET, {"roles": ["annotator"]}))
    assert full_viewer(project) == project.viewer()
