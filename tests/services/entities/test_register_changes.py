"""The register is the lead's: what others change of it comes back as proposals, one by one."""

import pytest

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Entity, Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.services.campaigns.reading import read_team
from juseok.services.entities.entities import (
    add_alias,
    delete_group,
    merge_entities,
    rename_entity,
    retype_entity,
)
from juseok.services.entities.index import EntityIndex
from juseok.services.entities.proposals import accept, as_proposals, read_proposals, refuse
from juseok.services.exchange.merging import merge_files
from juseok.services.exchange.sending import Order, send
from juseok.store.identity import Identity
from juseok.store.project import Project

MAKER = "10000000-0000-4000-8000-000000000001"


def index_of(project):
    with project.reader() as reader:
        return EntityIndex.read(reader, project.viewer())


def register(project):
    """The entity as the register has it, whoever looks."""
    with project.reader() as reader:
        return reader.fields(MAKER).fields


@pytest.fixture
def lead(office):
    """A campaign over the articles, led by whoever is at the window; an entity in the register."""
    project = office.project
    made = Entity(MAKER, project.register_layer, "ORG", "한빛전자")
    change = Change(made.id, Kind.ENTITY, CREATE, to_body(made))
    project.writer.commit(Action(Message("history.unknown"), (change,)))
    office.make()
    return office


@pytest.fixture
def copy(lead, tmp_path):
    """The working copy of the colleague, opened as that person."""
    path = tmp_path / "이가온.juseok"
    send(project=lead.project, order=Order(lead.you, path))
    with Project.open(
        path, identity=Identity(lead.you, "이가온", tmp_path / "state you")
    ) as project:
        with project.reader() as reader:
            assert not read_team(reader).keeps_register(lead.you)
        yield project


def propose(project, action):
    changed = as_proposals(
        action, index=index_of(project), register_layer=project.register_layer,
        own_layer=project.own_layer,
    )  # fmt: skip
    project.writer.commit(changed)


def entity(project):
    return index_of(project).entity(MAKER)


def waiting(lead):
    with lead.project.reader() as reader:
        return read_proposals(reader, annotator=lead.me, register_layer=lead.project.register_layer)


def brought_back(lead, copy, tmp_path):
    copy.writer.flush()
    folder = tmp_path / f"taken{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    merge_files(project=lead.project, files=[copy.path], folder=folder)


def test_a_change_in_a_working_copy_is_seen_there_and_proposed_to_the_lead(lead, copy, tmp_path):
    before = register(copy)
    propose(copy, rename_entity(entity=entity(copy), name="한빛전자㈜"))
    propose(copy, retype_entity(entity=entity(copy), type="PRODUCT"))
    propose(copy, add_alias(entity=entity(copy), alias="HB"))
    seen = entity(copy)
    assert (seen.name, seen.type, seen.aliases) == ("한빛전자㈜", "PRODUCT", ("한빛전자", "HB"))
    assert register(copy) == before
    brought_back(lead, copy, tmp_path)
    assert entity(lead.project).name == "한빛전자"
    assert register(lead.project) == before
    (proposal,) = waiting(lead)
    assert (proposal.sort, proposal.by, proposal.in_bulk) == ("change", (lead.you,), False)
    assert proposal.after == Entity(
        MAKER, lead.project.register_layer, "PRODUCT", "한빛전자㈜", ("한빛전자", "HB")
    )
    project = lead.project
    lead.do(accept(ids=project.ids, chosen=[proposal], register_layer=project.register_layer))
    assert entity(project) == proposal.after
    assert waiting(lead) == []
    project.writer.undo().result()
    assert register(project) == before
    assert len(waiting(lead)) == 1


def test_what_is_refused_is_seen_no_more_and_can_be_proposed_again(lead, copy, tmp_path):
    propose(copy, rename_entity(entity=entity(copy), name="한빛"))
    brought_back(lead, copy, tmp_path)
    (proposal,) = waiting(lead)
    lead.do(refuse(proposal=proposal))
    assert waiting(lead) == []
    assert register(lead.project)["name"] == "한빛전자"
    send(project=lead.project, order=Order(lead.you, copy.path.with_name("다시.juseok")))
    again = Identity(lead.you, "이가온", tmp_path / "state again")
    with Project.open(copy.path.with_name("다시.juseok"), identity=again) as later:
        assert entity(later).name == "한빛전자"
        propose(later, rename_entity(entity=entity(later), name="한빛전자㈜"))
        assert entity(later).name == "한빛전자㈜"
        brought_back(lead, later, tmp_path)
    assert [each.after.name for each in waiting(lead)] == ["한빛전자㈜"]


def test_only_the_lead_takes_something_out_of_the_register(lead, copy):
    own = Entity("20000000-0000-4000-8000-000000000002", copy.own_layer, "ORG", "나루")
    change = Change(own.id, Kind.ENTITY, CREATE, to_body(own))
    copy.writer.commit(Action(Message("history.unknown"), (change,)))
    with pytest.raises(KnownError) as refused:
        propose(copy, delete_group(entity=entity(copy), uses=0, index=index_of(copy)))
    assert refused.value.message.code == "register.lead"
    index = index_of(copy)
    propose(copy, rename_entity(entity=own, name="나루소프트"))
    assert index_of(copy).entity(own.id).name == "나루소프트"  # one's own is changed itself
    propose(
        copy,
        merge_entities(ids=copy.ids, register_layer=copy.own_layer, one=index.entity(MAKER),
                       other=index.entity(own.id), index=index),
    )  # fmt: skip
    assert index_of(copy).representative(own.id) == MAKER
    with pytest.raises(KnownError):  # with it would go what it is the same as
        propose(copy, delete_group(entity=entity(copy), uses=0, index=index_of(copy)))
