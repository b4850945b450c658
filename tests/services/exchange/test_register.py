"""The register of entities stays its lead's, whatever a colleague's file writes into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.store.colleagues import copy_of, identity_of, leading
from tests.store.kit import Desk, many

from juseok.core.messages import LANGUAGES, render
from juseok.core.model import Annotator, Kind, Viewer
from juseok.core.ops import CREATE, CREATE_MANY, DELETE, SET, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign
from juseok.services.entities.proposals import read_proposals
from juseok.services.exchange.merging import merge_files
from juseok.services.exchange.previews import Preview
from juseok.store.bundle import write_bundle
from juseok.store.doctor import check


@dataclass
class House:
    """A lead's project with a campaign, and a colleague's copy of it."""

    lead: Desk
    kim: Desk
    known: str
    folder: Path
    count: int = 0

    def bring(self, *, bundled: bool = False) -> Preview:
        self.count += 1
        place = self.folder / f"private{self.count}"
        place.mkdir()
        path = self.folder / f"박기자{self.count}.juseok{'b' if bundled else ''}"
        if bundled:
            with self.kim.project.reader() as reader:
                write_bundle(
                    path, project_id=self.kim.project.project_id, ops=list(reader.all_ops()),
                    contents=reader.contents(),
                )  # fmt: skip
        else:
            self.kim.project.back_up(path)
        found, _ = merge_files(project=self.lead.project, files=[path], folder=place)
        self.lead.project.writer.flush()
        return found

    def register(self) -> list[tuple[str, str]]:
        """Id and name of what lies in the register."""
        layer = self.lead.project.register_layer
        with self.lead.project.reader() as reader:
            rows = reader.entities(Viewer("", frozenset({layer})))
        return sorted((row.entity.id, row.entity.name) for row in rows)

    def proposals(self) -> list[tuple[str, str]]:
        project = self.lead.project
        with project.reader() as reader:
            found = read_proposals(
                reader, annotator=project.annotator, register_layer=project.register_layer
            )
        return sorted((each.sort, each.after.name) for each in found)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with leading(tmp_path) as lead:
        me = Annotator(lead.project.annotator, "동료0", roles=("lead",))
        known = lead.entity("한빛전자")
        lead.do(
            Change(me.id, Kind.ANNOTATOR, SET, {"roles": ["lead"]}),
            Change("c1", Kind.CAMPAIGN, CREATE, to_body(Campaign("c1", "1차"))),
        )
        house = House(lead, copy_of(lead, 1, tmp_path), known, tmp_path)
        yield house
        house.kim.project.close()


@pytest.mark.parametrize("bundled", [False, True])
def test_an_entity_put_into_the_register_comes_in_as_a_proposal(
    house: House, bundled: bool
) -> None:
    made = house.kim.entity("가온물산")
    mention = house.kim.mention(entity=made)
    before = house.register()
    found = house.bring(bundled=bundled)
    assert house.register() == before
    assert house.proposals() == [("new", "가온물산")]
    with house.lead.project.reader() as reader:
        (held,) = reader.mentions_of(everybody(house), made)
    assert held.id == mention
    assert [line.code for line in found.kept] == ["exchange.register"]
    assert "동료1" in render(found.sentences()[-1], "ko")
    assert all("(" not in render(found.kept[0], language) for language in LANGUAGES)
    assert house.bring(bundled=bundled).new == 0
    assert check(house.lead.project.path) == []
    house.lead.project.writer.undo().result()
    house.lead.project.writer.flush()
    assert (house.register(), house.proposals()) == (before, [])
    house.bring(bundled=bundled)  # what was undone comes again
    assert (house.register(), house.proposals()) == (before, [("new", "가온물산")])


def everybody(house: House) -> Viewer:
    with house.lead.project.reader() as reader:
        return Viewer("", frozenset(each.id for each in reader.layers()))


def test_a_change_of_the_register_is_proposed_and_nothing_is_taken_out(house: House) -> None:
    other = house.lead.entity("한빛그룹")
    house.kim.project.close()
    (house.folder / "동료1.juseok").unlink()
    house.kim = copy_of(house.lead, 1, house.folder)
    house.kim.do(
        Change(house.known, Kind.ENTITY, SET, {"name": "한빛", "aliases": ["HB"]}),
        Change(other, Kind.ENTITY, DELETE, {}),
    )
    register = house.kim.project.register_layer
    edge = {"layer": register, "a": min(house.known, other), "b": max(house.known, other)}
    house.kim.do(Change("edge", Kind.SAME_AS, CREATE, edge))
    before = house.register()
    assert len(house.bring().kept) == 1
    assert house.register() == before
    assert [sort for sort, _ in house.proposals()] == ["change", "merge"]
    assert house.proposals()[0] == ("change", "한빛")


def test_of_a_bulk_action_the_rest_comes_in(house: House) -> None:
    entity = {"layer": house.kim.project.register_layer, "type": "ORG", "name": "다솔"}
    bulk = many(house.kim, 3)
    listed = [*bulk.body["objects"], [house.kim.project.ids(), "entity", entity]]
    house.kim.do(Change(bulk.obj, "mention", CREATE_MANY, {"objects": listed}))
    before = house.register()
    assert len(house.bring().kept) == 1
    assert (house.register(), house.proposals()) == (before, [("new", "다솔")])
    with house.lead.project.reader() as reader:
        held = [row for row in reader.dump() if row[1] == Kind.MENTION]
    assert len(held) == 3


def test_what_the_lead_or_anybody_without_a_campaign_writes_is_the_register_s(house: House) -> None:
    kim, house.kim = house.kim, copy_of(house.lead, 0, house.folder)
    made = house.kim.entity("라온")
    assert house.bring().kept == ()
    assert made in dict(house.register())
    house.kim.project.close()
    house.kim = kim
    house.lead.do(Change("c1", Kind.CAMPAIGN, SET, {"closed": True}))
    kim.entity("마루")
    assert house.bring().kept == ()
    assert "마루" in dict(house.register()).values()


def appoint(desk: Desk, person: str, *roles: str) -> None:
    desk.do(Change(person, Kind.ANNOTATOR, SET, {"roles": list(roles)}))


@pytest.fixture
def appointed(house: House) -> House:
    """The copy is with the lead, at another machine, and knows the colleague."""
    house.kim.project.close()
    house.kim = house.lead
    handed(house, 0)
    kim = Annotator(identity_of(1, house.folder).annotator, "동료1")
    house.kim.do(Change(kim.id, Kind.ANNOTATOR, CREATE, to_body(kim)))
    return house


def handed(house: House, number: int) -> Desk:
    """The copy goes on with another colleague; 0 is the lead."""
    house.count += 1
    place = house.folder / f"copy{house.count}"
    place.mkdir()
    last, house.kim = house.kim, copy_of(house.kim, number, place)
    if last is not house.lead:
        last.project.close()
    return house.kim


def test_whom_the_lead_appointed_in_the_file_leads_from_then_on(appointed: House) -> None:
    house = appointed
    kim = identity_of(1, house.folder).annotator
    before = handed(house, 1).entity("전")
    appoint(handed(house, 0), kim, "lead")
    after = handed(house, 1).entity("후")
    found = house.bring()
    assert [line.code for line in found.kept] == ["exchange.register", "exchange.appointed"]
    assert all("동료" in render(line, "ko") for line in found.kept)
    names = dict(house.register())
    assert (before in names, after in names) == (False, True)
    assert house.proposals() == [("new", "전")]
    house.lead.project.writer.undo().result()
    house.bring()  # what was undone comes again, and is judged alike
    assert after in dict(house.register())


def test_who_becomes_lead_without_the_lead_proposes_and_is_told_why(appointed: House) -> None:
    kim = handed(appointed, 1)
    appoint(kim, kim.project.annotator, "lead")
    kim.entity("가온물산")
    found = appointed.bring()
    assert [line.code for line in found.kept] == ["exchange.own_role", "exchange.register"]
    assert appointed.proposals() == [("new", "가온물산")]


def test_who_was_appointed_and_then_was_not_proposes(appointed: House) -> None:
    kim = identity_of(1, appointed.folder).annotator
    appoint(appointed.kim, kim, "lead")
    appoint(appointed.kim, kim, "annotator")
    handed(appointed, 1).entity("가온물산")
    appointed.bring()
    assert appointed.proposals() == [("new", "가온물산")]


def roles_of(house: House) -> dict[str, tuple[str, ...]]:
    with house.lead.project.reader() as reader:
        return {each.name: each.roles for each in reader.annotators()}


def test_a_role_that_no_lead_gave_is_told_and_does_not_count(appointed: House) -> None:
    house, three = appointed, identity_of(3, appointed.folder).annotator
    kim = handed(house, 1)
    me, lead = kim.project.annotator, house.lead.project.annotator
    before = roles_of(house)
    appoint(kim, me, "annotator", "reviewer")
    appoint(kim, lead, "annotator")
    kim.do(
        Change(three, Kind.ANNOTATOR, CREATE, to_body(Annotator(three, "동료3", roles=("lead",))))
    )
    found = house.bring()
    assert [line.code for line in found.kept] == [
        "exchange.role", "exchange.own_role", "exchange.role"
    ]  # fmt: skip
    own, of_three = (render(line, "ko") for line in found.kept[1:])
    assert own == (
        "동료1: 책임자가 아닌데 자기 역할을 ‘주석자 겸 검토자’로 바꾸었습니다."
        " 역할은 책임자가 정하므로 ‘주석자’로 남습니다."
    )
    assert "동료3의 역할을 ‘책임자’로" in of_three
    assert roles_of(house) == {**before, "동료1": ("annotator",), "동료3": ("annotator",)}
    kim.do(Change(lead, Kind.ANNOTATOR, DELETE, {}))
    kim.project.writer.undo().result()
    kim.project.writer.redo().result()
    house.bring(bundled=True)
    assert roles_of(house)["동료0"] == ("lead",)
    assert check(house.lead.project.path) == []


def test_people_go_by_the_names_that_the_project_has_now(appointed: House) -> None:
    kim = handed(appointed, 1)
    me = kim.project.annotator
    appointed.bring()
    appointed.lead.do(Change(me, Kind.ANNOTATOR, SET, {"name": "김하나"}))
    kim.mention()
    appoint(kim, me, "reviewer")
    told = [render(line, "ko") for line in appointed.bring().sentences()]
    assert [line.partition(":")[0] for line in told] == ["김하나", "김하나"]


def test_a_role_that_the_lead_gave_elsewhere_counts(appointed: House) -> None:
    kim = identity_of(1, appointed.folder).annotator
    appoint(handed(appointed, 0), kim, "reviewer")
    assert appointed.bring().kept == ()
    assert roles_of(appointed)["동료1"] == ("reviewer",)
