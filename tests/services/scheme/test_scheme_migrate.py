"""Work under an older scheme: what is outdated, every place shown, and one action that does it."""

from dataclasses import replace

import pytest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.model import Claim, ClaimLink, Entity, Kind, Mention, Relationship, Value
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.bulk.recode import do_rows
from juseok.services.edits import KIND_OF
from juseok.services.entities.index import EntityIndex
from juseok.services.scheme import scheme_edit
from juseok.services.scheme.migrate_table import dump_table, read_table
from juseok.services.scheme.migrating import migrate
from juseok.services.scheme.scheme_migrate import (
    GONE,
    Old,
    entities_that_follow,
    look_to_migrate,
    name_of,
    outdated,
    outdated_elsewhere,
    targets,
)
from juseok.store.identity import own_layer_id

HERE = article_of(0)
ORG, LOST = Old("mention", "ORG"), Old("mention", "NOPE")


def words(quote):
    text = ARTICLES[0][2]
    start = text.index(quote)
    return (make_span(text, start, start + len(quote)),)


def put(project, *records):
    changes = tuple(Change(e.id, KIND_OF[type(e)], CREATE, to_body(e)) for e in records)
    project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))


@pytest.fixture
def project(office):
    project = office.project
    own = project.own_layer
    with project.reader() as reader:
        scheme = reader.scheme()
    value = scheme.attribute("certainty") or next(a for a in scheme.attributes if a.values)
    put(
        project,
        Entity("e1", project.register_layer, "ORG", "한빛전자"),
        Mention("m1", own, HERE, "ORG", words("한빛전자"), entity="e1"),
        Mention("m2", own, HERE, "NOPE", words("김하늘")),
        Mention("m3", own_layer_id(office.you), HERE, "ORG", words("부산")),
        Claim("c1", own, HERE, words("부산에 1조원을 쓴다"),
              attributes={value.id: Value("once"), "lost": Value("x")}),
        Relationship("r1", own, HERE, "was_part_of", "m1", "m2", words("부산")),
    )  # fmt: skip
    with project.reader() as reader:
        scheme = reader.scheme()
    item = replace(scheme.type("ORG"), retired=True)
    project.writer.commit(scheme_edit.change_type(scheme=scheme, item=item))
    project.values = value
    return project


def looked(project, table):
    with project.reader() as reader:
        found = look_to_migrate(
            reader=reader, viewer=project.viewer(), scheme=reader.scheme(), table=table
        )
        return [row for piece in found for row in piece.rows]


def held(project):
    with project.reader() as reader:
        found = reader.annotations(project.viewer(), HERE)
    return {e.id: e for e in (*found.mentions, *found.claims, *found.relationships)}


def test_what_is_retired_or_gone_is_told_of_own_work_alone(project):
    with project.reader() as reader:
        scheme = reader.scheme()
        found = dict(outdated(reader=reader, viewer=project.viewer(), scheme=scheme))
    assert found == {
        ORG: 1, LOST: 1, Old("relationship", "was_part_of"): 1,
        Old("value", "once", project.values.id): 1, Old("value", "x", "lost"): 1,
    }  # fmt: skip
    choices = [target for target, _ in targets(ORG, scheme)]
    assert "ORG" not in choices
    assert "PRODUCT" in choices
    assert targets(Old("value", "x", "lost"), scheme) == []
    assert name_of(LOST, scheme) == "NOPE"


def test_links_of_claims_change_their_type_too(project):
    own = project.own_layer
    put(
        project, Claim("c2", own, HERE, words("내년에 부산 공장을 늘린다")),
        ClaimLink("l1", own, HERE, "answers", "c1", "c2"),
        ClaimLink("l2", own, HERE, "supports", "c2", "c1"),
    )  # fmt: skip
    old = Old("link", "answers")
    with project.reader() as reader:
        scheme = reader.scheme()
        assert dict(outdated(reader=reader, viewer=project.viewer(), scheme=scheme))[old] == 1
    assert "supports" in dict(targets(old, scheme))
    done = migrate(project=project, table={old: "supports"}, dry=True)
    assert (done.places, done.articles) == (1, 1)
    migrate(project=project, table={old: "supports"})
    with project.reader() as reader:
        links = reader.annotations(project.viewer(), HERE).claim_links
    assert {each.id: each.type for each in links} == {"l1": "supports", "l2": "supports"}


def test_a_table_in_a_file_is_read_strictly(project, tmp_path):
    with project.reader() as reader:
        scheme = reader.scheme()
        found = outdated(reader=reader, viewer=project.viewer(), scheme=scheme)
    path, value = tmp_path / "표.toml", project.values
    path.write_text(dump_table(found), "utf-8")
    assert read_table(path, scheme) == {}  # each stays what it is
    text = f'[mentions]\nORG = "PRODUCT"\n[values.{value.id}]\nonce = "{value.values[0].id}"\n'
    path.write_text(text + '[values.lost]\nx = ""\n', "utf-8")
    assert read_table(path, scheme) == {
        ORG: "PRODUCT", Old("value", "once", value.id): value.values[0].id,
        Old("value", "x", "lost"): GONE,
    }  # fmt: skip
    for wrong, code in (
        ("[mentions", "map.toml"), ("[things]\na = 'b'", "map.shape"),
        ("[mentions]\nORG = 3", "map.shape"), ("[values]\na = 'b'", "map.shape"),
        ("[mentions]\nNOPE = 'ORG'", "scheme.migrate.target"),
        ("[mentions]\nORG = ''", "scheme.migrate.target"),
    ):  # fmt: skip
        path.write_text(wrong, "utf-8")
        with pytest.raises(FormatError) as told:
            read_table(path, scheme)
        assert told.value.message.code == code


def test_others_are_named_and_their_layers_stay(project, office):
    def elsewhere():
        with project.reader() as reader:
            return outdated_elsewhere(
                reader=reader, viewer=project.viewer(), scheme=reader.scheme()
            )

    ((person, count),) = elsewhere()
    assert (person.id, count) == (office.you, 1)
    migrate(project=project, table={ORG: "PRODUCT"})
    with project.reader() as reader:
        assert reader.fields("m3").fields["type"] == "ORG"
    office.make()
    leads = Change(office.me, Kind.ANNOTATOR, SET, {"roles": ["annotator"]})
    project.writer.commit(Action(Message("history.unknown"), (leads,)))
    assert elsewhere() == ()  # who annotates blind


def test_nothing_is_outdated_where_all_is_in_use(office):
    with office.project.reader() as reader:
        assert outdated(
            reader=reader, viewer=office.project.viewer(), scheme=reader.scheme()
        ) == ()  # fmt: skip


def test_every_place_is_shown_and_one_undo_takes_all_back(project):
    value = project.values
    table = {
        ORG: "PRODUCT", LOST: "PERSON", Old("value", "once", value.id): value.values[0].id,
        Old("value", "x", "lost"): GONE,
    }  # fmt: skip
    before = held(project)
    rows = looked(project, table)
    assert sorted(row.record.id for row in rows) == ["c1", "c1", "m1", "m2"]
    with project.reader() as reader:
        index = EntityIndex.read(reader, project.viewer())
        done = do_rows(
            project=project, reader=reader, rows=rows, also=entities_that_follow(index, table)
        )
    assert done.places == 4
    after = held(project)
    assert (after["m1"].type, after["m1"].entity, after["m2"].type) == ("PRODUCT", "e1", "PERSON")
    assert after["c1"].attributes[value.id].value == value.values[0].id
    assert after["c1"].attributes["lost"].value is None
    assert after["r1"] == before["r1"]  # the table did not name it
    with project.reader() as reader:
        assert reader.fields("e1").fields["type"] == "PRODUCT"
        assert reader.fields("m3").fields["type"] == "ORG"
    project.writer.undo().result()
    assert held(project) == before
    with project.reader() as reader:
        assert reader.fields("e1").fields["type"] == "ORG"
