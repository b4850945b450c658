"""What is staged is made ready while more comes in, and shows as if folded at the end."""

import sqlite3
from collections.abc import Callable

import pytest
from tests.store.kit import ARTICLE, LABEL, MANY, Desk, many

from juseok.core.ops import CREATE, CREATE_MANY, DELETE, SET, Action, Change, Json
from juseok.store.ahead import Ahead
from juseok.store.doctor import check
from juseok.store.fold import BATCH
from juseok.store.project import Project

SPANS: Json = [[0, 4, "한빛전자"]]


def of_all_sorts(desk: Desk, batch: str) -> Change:
    """One object of each sort that something is counted or listed of, and odd ones."""
    new = desk.project.ids
    entity, claims = new(), [new(), new()]
    here: dict[str, Json] = {"layer": desk.project.own_layer, "article": ARTICLE}
    first, second = new(), new()
    objects: list[Json] = [
        [entity, "entity", {"layer": desk.project.register_layer, "type": "ORG", "name": "한빛"}],
        *([each, "mention", {**here, "type": "ORG", "spans": SPANS, "entity": entity}]
          for each in (first, second)),
        *([each, "claim", {**here, "content": SPANS}] for each in claims),
        [new(), "claim_link", {**here, "type": "same", "head": claims[0], "tail": claims[1]}],
        [new(), "relationship", {**here, "type": "owns", "head": first, "tail": second}],
        [new(), "article_state", {**here, "state": "done"}],
        [new(), "occurrence", {"article": ARTICLE, "page": "p", "title": "제목", "position": -1}],
        [new(), "mention", {**here, "type": "ORG", "spans": SPANS, "~after": 3}],
    ]  # fmt: skip
    return Change(new(), "mention", CREATE_MANY, {"objects": objects, "batch": batch})


def waiting(project: Project) -> int:
    """How many rows of the log have theirs made ahead."""

    def count(db: sqlite3.Connection) -> int:
        try:
            return int(db.execute("SELECT count(*) FROM temp.ahead_of").fetchone()[0])
        except sqlite3.OperationalError:  # no such table
            return 0

    return project.writer.call(lambda recorder: count(recorder.db)).result()


def nothing(desk: Desk, staged: Change) -> None:
    """Nothing happens meanwhile."""


def edited(desk: Desk, staged: Change) -> None:
    objects = staged.body["objects"]
    assert isinstance(objects, list)
    first, second = [str(each[0]) for each in objects[:2] if isinstance(each, list)]
    desk.do(Change(first, "mention", SET, {"note": "옆에서"}))
    desk.do(Change(second, "mention", DELETE, {}))


def staged_twice(desk: Desk, staged: Change) -> None:
    desk.do(Change(desk.project.ids(), "mention", CREATE_MANY, staged.body))


def another_batch(desk: Desk, staged: Change) -> None:
    desk.do(many(desk, 3, batch=desk.project.ids()))


@pytest.mark.parametrize("meanwhile", [nothing, edited, staged_twice, another_batch])
def test_what_was_made_ahead_shows_as_the_log_has_it(
    desk: Desk, meanwhile: Callable[[Desk, Change], None]
) -> None:
    before = desk.dump()
    batch = desk.project.ids()
    staged = many(desk, batch=batch)
    desk.do(staged)
    desk.do(of_all_sorts(desk, batch))
    assert waiting(desk.project) == 2
    assert desk.dump() == before
    meanwhile(desk, staged)
    assert desk.do(Change(batch, BATCH, CREATE, {})).more
    assert waiting(desk.project) <= 1  # that of another batch
    live = desk.dump()
    assert len(live) > MANY
    assert check(desk.project.path) == []
    desk.project.writer.undo().result()
    assert check(desk.project.path) == []
    desk.project.writer.redo().result()
    assert desk.dump() == live


def test_objects_that_the_file_knew_are_folded_and_each_counted_once(desk: Desk) -> None:
    known = of_all_sorts(desk, "")
    gone = desk.mention()
    desk.do(known)
    desk.delete(gone)
    here: dict[str, Json] = {"layer": desk.project.own_layer, "article": ARTICLE}
    again: Json = [gone, "mention", {**here, "type": "ORG", "spans": SPANS}]
    batch = desk.project.ids()
    new, old = many(desk, batch=batch).body["objects"], known.body["objects"]
    assert isinstance(new, list)
    assert isinstance(old, list)
    mixed: list[Json] = [*new[:100], *old, *new[100:], again]
    before = desk.dump()
    body: dict[str, Json] = {"objects": mixed, "batch": batch}
    desk.do(Change(desk.project.ids(), "mention", CREATE_MANY, body))
    assert waiting(desk.project) == 1
    assert desk.dump() == before
    desk.do(Change(batch, BATCH, CREATE, {}))
    assert check(desk.project.path) == []
    assert len(desk.mentions()) == MANY + 3
    desk.project.writer.undo().result()
    assert check(desk.project.path) == []
    assert desk.dump() == before


def test_an_undo_before_it_has_shown_leaves_nothing_of_it(desk: Desk) -> None:
    before = desk.dump()
    batch = desk.project.ids()
    desk.do(many(desk, batch=batch))
    writer = desk.project.writer
    live = writer.submit(Action(LABEL, (Change(batch, BATCH, CREATE, {}),)))
    writer.undo().result()  # edits come before the steps of a bulk action
    assert live.result().more
    writer.flush()
    assert desk.dump() == before
    assert waiting(desk.project) == 0


def test_without_room_for_temporary_files_it_is_folded_at_its_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Ahead] = []

    def full(ahead: Ahead) -> None:
        tries.append(ahead)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Ahead, "_ready", full)
    batch = desk.project.ids()
    for _ in range(2):
        desk.do(many(desk, batch=batch))
    assert len(tries) == 1
    desk.do(Change(batch, BATCH, CREATE, {}))
    assert len(desk.mentions()) == 2 * MANY
    assert check(desk.project.path) == []
