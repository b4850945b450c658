"""Working copies and bundles for one person: their part, nobody else's layer, and the way back."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.services.exchange.test_exchange import folder, objects
from tests.store.colleagues import identity_of, leading
from tests.store.kit import ARTICLE, LABEL, TEXT, Desk

from juseok.core.errors import Cancelled, KnownError, ProjectError
from juseok.core.model import Annotator, Kind, Layer, Mention
from juseok.core.ops import CREATE, CREATE_MANY, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import (
    Assignment,
    Campaign,
    Guideline,
    Verdict,
    assignment_id,
    gold_layer_id,
)
from juseok.core.spans import make_span
from juseok.services.exchange import sending
from juseok.services.exchange.merging import merge_files
from juseok.services.exchange.sending import Order, find_annotator, send
from juseok.store.doctor import check
from juseok.store.identity import own_layer_id
from juseok.store.project import Project

PARK, LEE = "park-id", "lee-id"
OTHER_TEXT = TEXT + "\n남의 기사"


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    """Two articles made in one bulk action; Park does the first, Lee both; Lee has tagged."""
    with leading(tmp_path) as desk:
        other = desk.add_article(OTHER_TEXT, title="남의 기사 제목")
        changes: list[Change] = []
        for who, name in ((PARK, "박기자"), (LEE, "이기자")):
            layer = own_layer_id(who)
            changes += [
                Change(who, Kind.ANNOTATOR, CREATE, to_body(Annotator(who, name))),
                Change(layer, Kind.LAYER, CREATE, to_body(Layer(layer, "annotator", who))),
            ]
        changes.append(Change("c", Kind.CAMPAIGN, CREATE, to_body(Campaign("c", "첫 회"))))
        changes.append(Change("g", Kind.GUIDELINE, CREATE, to_body(Guideline("g", "# 지침"))))
        for who, article in ((PARK, ARTICLE), (LEE, ARTICLE), (LEE, other)):
            id_ = assignment_id("c", article, who)
            changes.append(
                Change(id_, Kind.ASSIGNMENT, CREATE, to_body(Assignment(id_, "c", article, who)))
            )
        desk.do(*changes)
        members = [
            ["bulk-park", "mention", mention_body(PARK)],
            ["bulk-lee", "mention", mention_body(LEE)],
            ["bulk-gold", "mention", {**mention_body(LEE), "layer": gold_layer_id()}],
        ]
        desk.do(Change(desk.project.ids(), "mention", CREATE_MANY, {"objects": members}))
        desk.do(Change("lee", Kind.MENTION, CREATE, mention_body(LEE)))
        desk.do(Change("lee", Kind.MENTION, SET, {"note": "비밀"}))
        yield desk


def mention_body(who: str) -> dict[str, object]:
    mention = Mention("", own_layer_id(who), ARTICLE, "ORG", (make_span(TEXT, 0, 4),))
    return dict(to_body(mention))


def test_a_working_copy_holds_ones_own_part_and_nothing_of_others(
    lead: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "박기자.juseok"
    sent = send(project=lead.project, order=Order(PARK, path))
    assert sent.articles == 1
    assert check(path) == []
    data = path.read_bytes()
    assert "비밀".encode() not in data
    assert "남의 기사".encode() not in data
    with Project.open(path, identity=identity_of(7, tmp_path)) as project:
        assert project.annotator == PARK
        assert project.is_working_copy
        assert not lead.project.is_working_copy
        assert project.project_id == lead.project.project_id
        with project.reader() as reader:
            kinds = {obj: kind for obj, kind, _ in reader.dump()}
        assert {obj for obj, kind in kinds.items() if kind == "mention"} == {"bulk-park"}
        assert {"c", "g", assignment_id("c", ARTICLE, PARK)} <= kinds.keys()
        assert assignment_id("c", ARTICLE, LEE) not in kinds


@pytest.mark.parametrize("suffix", [".juseok", ".juseokb"])
def test_what_is_done_in_a_working_copy_comes_back_into_the_project(
    lead: Desk, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "박기자.juseok"
    send(project=lead.project, order=Order(PARK, path))
    with Project.open(path, identity=identity_of(7, tmp_path)) as project:
        made = Desk(project).mention(7, 10)
        Desk(project).set("bulk-park", note="고침")
        back = path
        if suffix == ".juseokb":
            back = tmp_path / "돌아온.juseokb"
            send(project=project, order=Order("", back))
    before = objects(lead)
    found, _ = merge_files(project=lead.project, files=[back], folder=folder(tmp_path))
    assert found.missing == found.forks == ()
    (share,) = [share for share in found.shares if share.annotator == PARK]
    assert (share.name, share.tags, share.changes) == ("박기자", 1, 1)
    gone = {row[0]: row for row in before}
    now = {row[0]: row for row in objects(lead)}
    assert now.keys() - gone.keys() == {made}
    assert [obj for obj in gone if now[obj] != gone[obj]] == ["bulk-park"]
    assert check(lead.project.path) == []


def test_an_undone_bulk_action_is_undone_in_a_copy_too(lead: Desk, tmp_path: Path) -> None:
    objects_ = [[f"o{n}", "mention", mention_body(who)] for n, who in enumerate((PARK, LEE))]
    lead.do(Change(lead.project.ids(), "mention", CREATE_MANY, {"objects": objects_}))
    path = tmp_path / "박기자.juseok"
    send(project=lead.project, order=Order(PARK, path))
    lead.project.writer.undo().result()
    merge_files(project=lead.project, files=[path], folder=folder(tmp_path))
    assert "o0" not in {row[0] for row in lead.dump()}


def test_nobody_is_assigned_means_all_articles(lead: Desk, tmp_path: Path) -> None:
    for id_ in (assignment_id("c", ARTICLE, PARK), assignment_id("c", ARTICLE, LEE)):
        lead.project.writer.commit(Action(LABEL, (Change(id_, Kind.ASSIGNMENT, "delete", {}),)))
    with lead.project.reader() as reader:
        (last,) = [obj for obj, kind, _ in reader.dump() if kind == "assignment"]
    lead.do(Change(last, Kind.ASSIGNMENT, "delete", {}))
    sent = send(project=lead.project, order=Order(PARK, tmp_path / "b.juseokb"))
    assert sent.articles == 2


def test_a_file_that_exists_is_left_alone(lead: Desk, tmp_path: Path) -> None:
    for name in ("a.juseok", "a.juseokb"):
        path = tmp_path / name
        path.write_text("mine")
        with pytest.raises(ProjectError, match="already"):
            send(project=lead.project, order=Order(PARK, path))
        assert path.read_text() == "mine"
        send(project=lead.project, order=Order(PARK, path, overwrite=True))
        assert path.read_bytes()[:2] in (b"PK", b"SQ")


def test_a_cancelled_sending_leaves_no_file(lead: Desk, tmp_path: Path) -> None:
    for name in ("a.juseok", "a.juseokb"):
        with pytest.raises(Cancelled):
            send(project=lead.project, order=Order(PARK, tmp_path / name, cancelled=lambda: True))
        assert not [file for file in tmp_path.iterdir() if name in file.name]


def test_people_are_found_by_name_or_id(lead: Desk) -> None:
    assert find_annotator(lead.project, "박기자").id == PARK
    assert find_annotator(lead.project, LEE).name == "이기자"
    with pytest.raises(KnownError, match="no annotator"):
        find_annotator(lead.project, "없는 사람")


def test_who_reviews_gets_all_of_it_and_what_is_decided_comes_back(
    lead: Desk, tmp_path: Path
) -> None:
    lead.do(Change(PARK, Kind.ANNOTATOR, SET, {"roles": ["reviewer"]}))
    path = tmp_path / "검토자.juseok"
    assert send(project=lead.project, order=Order(PARK, path)).articles == 2
    with Project.open(path, identity=identity_of(7, tmp_path)) as project:
        assert project.annotator == PARK
        assert objects(Desk(project)) == objects(lead)
        verdict = Verdict("v", gold_layer_id(), ARTICLE, "mention:0-4", "accept")
        Desk(project).do(Change("v", Kind.VERDICT, CREATE, to_body(verdict)))
        Desk(project).do(Change("v", Kind.VERDICT, CREATE, to_body(verdict)))
    found, _ = merge_files(project=lead.project, files=[path], folder=folder(tmp_path))
    (share,) = found.shares
    assert (share.name, share.verdicts, share.articles) == ("박기자", 1, 1)


def test_what_a_copy_restates_is_no_news_and_a_part_misses_nothing(
    lead: Desk, tmp_path: Path
) -> None:
    park, lee = tmp_path / "박기자.juseok", tmp_path / "이기자.juseok"
    for who, path in ((PARK, park), (LEE, lee)):
        send(project=lead.project, order=Order(who, path))
    found, _ = merge_files(project=lead.project, files=[park], folder=folder(tmp_path))
    assert found.new > 0
    assert [line.code for line in found.sentences()] == ["exchange.restated"]
    with Project.open(park, identity=identity_of(7, tmp_path)) as project:
        found, _ = merge_files(project=project, files=[lee], folder=folder(tmp_path))
    assert found.missing == ()
    assert found.new_articles == 1


@pytest.mark.parametrize("who", ["", PARK])
def test_what_is_sent_never_takes_the_place_of_the_project(who: str, lead: Desk) -> None:
    path = lead.project.path
    before = path.read_bytes()
    with pytest.raises(KnownError) as caught:
        send(project=lead.project, order=Order(who, path, overwrite=True))
    assert caught.value.message.code == "foreign.same"
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["b.juseokb", "b.juseok"])
def test_a_full_disk_is_one_sentence(
    name: str, lead: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for each in ("write_bundle", "write_working_copy"):
        monkeypatch.setattr(sending, each, fill)
    with pytest.raises(ProjectError) as caught:
        send(project=lead.project, order=Order(PARK, tmp_path / name))
    assert (caught.value.message.code, caught.value.message.params["name"]) == (
        "project.full", name,
    )  # fmt: skip
