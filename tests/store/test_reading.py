"""Lists and panels show what is there, to those who may see it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.kit import ARTICLE, Desk

from juseok.core.ids import derived_id
from juseok.core.model import ArticleState, Kind, Viewer
from juseok.core.ops import CREATE, SET, Change, Json
from juseok.core.records import to_body
from juseok.store.articles import ArticleQuery
from juseok.store.backup import backups_of, to_thin_out
from juseok.store.doctor import check, check_connection
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.recorder import Recorder


def listed(desk: Desk, **query: object) -> list[str]:
    """The titles that the list shows."""
    viewer = desk.project.viewer()
    with desk.project.reader() as reader:
        ids = reader.article_ids(viewer, ArticleQuery(**query))
        return [row.title for row in reader.article_rows(viewer, ids)]


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """Three more articles: 나, 가, 다 in the order of their import."""
    for n, (title, publisher) in enumerate([("나", "B일보"), ("가", "A신문"), ("다", "A신문")]):
        text = f"{title} 기사의 본문이다."
        desk.add_article(text, title=title, publisher=publisher, position=n)
    return desk


def test_the_list_sorts_and_filters(shelf: Desk) -> None:
    own = "한빛전자, 내년 증설"  # its occurrence has no position, so it comes last
    assert listed(shelf) == ["나", "가", "다", own]
    assert listed(shelf, descending=True) == [own, "다", "가", "나"]
    assert listed(shelf, sort="title") == ["가", "나", "다", own]
    assert listed(shelf, sort="publisher") == ["가", "다", "나", own]
    assert listed(shelf, sort="publisher", descending=True) == [own, "나", "가", "다"]
    assert listed(shelf, text="a신문") == ["가", "다"]
    assert listed(shelf, text="a신문 다") == ["다"]
    assert listed(shelf, publisher="B일보") == ["나"]


def test_the_list_follows_counts_and_states(shelf: Desk) -> None:
    own = "한빛전자, 내년 증설"
    assert listed(shelf, sort="mentions", descending=True)[0] == "나"
    shelf.mention()
    assert listed(shelf, sort="mentions", descending=True)[0] == own
    state = ArticleState(shelf.project.own_layer, ARTICLE, "finished")
    obj = derived_id("article_state", state.layer, state.article)
    shelf.do(Change(obj, Kind.ARTICLE_STATE, CREATE, to_body(state)))
    assert listed(shelf, states=("finished",)) == [own]
    assert listed(shelf, states=("new",)) == ["나", "가", "다"]
    assert listed(shelf, sort="state", descending=True)[0] == own
    with shelf.project.reader() as reader:
        assert reader.article_state(shelf.project.viewer(), ARTICLE) == state


def test_an_open_list_shows_an_article_that_comes_in(desk: Desk) -> None:
    viewer = desk.project.viewer()
    with desk.project.reader() as reader:
        assert len(reader.article_ids(viewer, ArticleQuery())) == 1
        desk.add_article("새 글이다.", title="새 기사")
        assert len(reader.article_ids(viewer, ArticleQuery())) == 2


def test_no_query_tells_of_a_layer_that_may_not_be_seen(desk: Desk) -> None:
    entity = desk.entity("한빛전자")
    desk.mention(entity=entity)
    claim: dict[str, Json] = {
        "layer": desk.project.own_layer,
        "article": ARTICLE,
        "content": [[0, 4, "한빛전자"]],
    }
    desk.do(Change("c", Kind.CLAIM, CREATE, claim))
    seeing = desk.project.viewer()
    blind = Viewer("other", frozenset({desk.project.register_layer}), "their layer")
    with desk.project.reader() as reader:
        for viewer, count in ((seeing, 1), (blind, 0)):
            annotations = reader.annotations(viewer, ARTICLE)
            assert (len(annotations.mentions), len(annotations.claims)) == (count, count)
            (row,) = reader.article_rows(viewer, [ARTICLE])
            assert (row.mentions, row.claims) == (count, count)
            assert len(reader.mentions_of(viewer, entity)) == count
            assert (reader.claim(viewer, "c") is not None) == bool(count)
            (listed,) = reader.entities(viewer)
            assert (listed.entity.id, listed.mentions_all) == (entity, count)
            assert len(reader.entities(viewer, article=ARTICLE)) == count
        nobody = replace(blind, visible_layers=frozenset())
        assert reader.entities(nobody) == []


def test_entities_are_joined_by_same_as_the_smallest_id_first(desk: Desk) -> None:
    first, second, third = (desk.entity(name) for name in ("한빛", "한빛전자", "다른"))
    body: dict[str, Json] = {"layer": desk.project.register_layer, "a": second, "b": first}
    desk.do(Change(desk.project.ids(), Kind.SAME_AS, CREATE, body))
    with desk.project.reader() as reader:
        rows = {row.entity.id: row.members for row in reader.entities(desk.project.viewer())}
    assert rows == {first: (first, second), second: (first, second), third: (third,)}


# --- backups and the doctor


def test_a_backup_is_a_whole_project_with_a_replica_of_its_own(
    desk: Desk, identity: Identity
) -> None:
    desk.mention()
    due = desk.dump()
    backup = desk.project.back_up()
    desk.mention(7, 10)
    assert list(backups_of(desk.project.path)) == [backup]
    assert check(backup) == []
    with Project.open(backup, identity=identity) as project:
        assert project.replica != desk.project.replica
        assert Desk(project).dump() == due


@given(st.lists(st.integers(0, 400 * 24).map(lambda hours: timedelta(hours=hours)), max_size=60))
def test_thinning_keeps_the_newest_and_one_of_each_period(ages: list[timedelta]) -> None:
    now = datetime(2026, 3, 1, 12)
    made = {now - age for age in ages}
    kept = made - to_thin_out(made, now)
    assert not made or max(made) in kept
    shorter = timedelta(days=2)
    assert {moment for moment in made if now - moment <= timedelta(days=2)} <= kept
    for length, period in (
        (timedelta(days=14), lambda m: m.date()),
        (timedelta(days=70), lambda m: m.isocalendar()[:2]),
        (timedelta(days=10_000), lambda m: (m.year, m.month)),
    ):  # the shorter period rules: the end of a month may go for the week that it began
        due = {m for m in made if now - m <= length}
        assert {period(m) for m in due if now - m > shorter} <= {period(m) for m in kept}
        shorter = length
    assert to_thin_out(kept, now) == set()
    assert len(kept) <= len([m for m in made if now - m <= timedelta(days=2)]) + 14 + 11 + 15


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE op SET body = replace(body, '한빛', '두빛') WHERE arrival = 5", "op_altered"),
        ("DELETE FROM op WHERE arrival = 5", "chain"),
        ("DELETE FROM op WHERE arrival = (SELECT max(arrival) FROM op)", "head"),
        ("UPDATE object SET fields = replace(fields, 'ORG', 'GPE')", "projection"),
        ("DELETE FROM object WHERE entity IS NOT NULL", "projection"),
        ("UPDATE tally SET n = n + 1", "listing"),
        ("DELETE FROM progress", "listing"),
        ("UPDATE article_row SET title = '다른'", "listing"),
        ("UPDATE article_text SET text = replace(text, '김', '이')", "content"),
        ("UPDATE article_text SET text = replace(text, '한빛', '두빛')", "span"),
        ("DELETE FROM article_text", "no_text"),
    ],
)
def test_the_doctor_finds_each_fault(desk: Desk, sql: str, fault: str) -> None:
    entity = desk.entity("한빛전자")
    desk.mention(entity=entity)
    state = ArticleState(desk.project.own_layer, ARTICLE, "finished")
    desk.do(Change("s", Kind.ARTICLE_STATE, CREATE, to_body(state)))
    assert check(desk.project.path) == []

    def work(recorder: Recorder) -> list[str]:
        recorder.db.execute(sql)
        return [message.code for message in check_connection(recorder.db)]

    assert f"doctor.{fault}" in desk.project.writer.call(work).result()


def test_the_doctor_tells_of_a_link_to_nothing(desk: Desk, path: Path) -> None:
    desk.mention(entity="nobody")
    (fault,) = check(path)
    assert (fault.code, fault.params["field"]) == ("doctor.link", "entity")


def test_a_few_entities_are_the_first_of_all_with_every_register(desk: Desk) -> None:
    made = [desk.entity(f"이름{n % 3}") for n in range(8)]
    for entity in made[2:6]:
        desk.mention(entity=entity)
    desk.do(Change(made[5], Kind.ENTITY, SET, {"aliases": ["별칭"], "kb_id": "Q1"}))
    viewer = desk.project.viewer()
    with desk.project.reader() as reader:
        every = reader.entities(viewer)
        assert [reader.entities(viewer, limit=n) for n in range(9)] == [every[:n] for n in range(9)]
        assert {row.entity.id for row in every[:4]} == set(made[2:6])
        (row,) = reader.entities(viewer, text="별칭")
        assert (row.entity.id, row.entity.aliases, row.entity.kb_id) == (made[5], ("별칭",), "Q1")
