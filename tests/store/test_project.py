"""What a person does is there after it was said to be saved, and can be taken back."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from tests.store.kit import ARTICLE, LABEL, TEXT, Desk

from juseok.core.errors import ProjectError, SpanError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

Reopen = Callable[[], Desk]


def test_a_mention_is_read_as_it_was_made(desk: Desk, reopen: Reopen) -> None:
    entity = desk.entity("한빛전자")
    made = desk.mention(0, 4, entity=entity)
    (mention,) = reopen().mentions()
    assert (mention.id, mention.entity, mention.spans[0].quote) == (made, entity, "한빛전자")


def test_the_article_is_read_with_its_metadata(desk: Desk) -> None:
    with desk.project.reader() as reader:
        article = reader.article(ARTICLE)
        assert (article.text, article.metadata.publisher) == (TEXT, "가온신문")
        assert reader.article_ids(desk.project.viewer(), ArticleQuery(text="증설")) == [ARTICLE]
        assert reader.article_ids(desk.project.viewer(), ArticleQuery(text="가온 없음")) == []


def test_counts_follow_what_is_there(desk: Desk) -> None:
    first = desk.mention(0, 4)
    desk.mention(7, 10)
    desk.delete(first)
    with desk.project.reader() as reader:
        (row,) = reader.article_rows(desk.project.viewer(), [ARTICLE])
    assert (row.mentions, row.state, row.length) == (1, "new", len(TEXT))


def test_a_span_that_does_not_prove_is_refused_and_nothing_is_written(desk: Desk) -> None:
    before = desk.dump()
    body = {"layer": desk.project.own_layer, "article": ARTICLE, "type": "ORG"}
    bad = Change("m", Kind.MENTION, CREATE, {**body, "spans": [[0, 4, "다른글자"]]})
    with pytest.raises(SpanError):
        desk.do(bad)
    assert desk.dump() == before
    desk.mention()
    assert len(desk.mentions()) == 1


def test_undo_and_redo_survive_a_restart(desk: Desk, reopen: Reopen) -> None:
    before = desk.dump()
    made = desk.mention()
    after = desk.dump()
    desk = reopen()
    undone = desk.project.writer.undo().result()
    assert undone is not None
    assert [item.obj for item in undone.changed] == [made]
    assert desk.dump() == before
    desk = reopen()
    assert desk.project.writer.redo().result() is not None
    assert desk.dump() == after
    assert desk.project.writer.redo().result() is None


def test_the_next_undo_says_what_it_takes_back_and_where(desk: Desk) -> None:
    made = desk.mention()
    label = Message("undo.mention.add", type="ORG", quote="한빛전자")
    change = Change(made, Kind.MENTION, "set", {"note": "확인"})
    desk.project.writer.commit(Action(label, (change,)))
    with desk.project.reader() as reader:
        target = reader.undo_target()
    assert target is not None
    assert (target.label, target.article) == (label, ARTICLE)


def test_edits_are_written_in_the_order_they_were_made(desk: Desk) -> None:
    made = desk.mention()
    futures: list[Future[object]] = [
        desk.project.writer.submit(
            Action(LABEL, (Change(made, Kind.MENTION, "set", {"note": str(n)}),))
        )
        for n in range(20)
    ]
    for future in futures:
        future.result()
    assert desk.mentions()[0].note == "19"


def test_an_existing_file_is_never_overwritten(tmp_path: Path, identity: Identity) -> None:
    path = tmp_path / "메모.juseok"
    path.write_text("남의 글")
    with pytest.raises(ProjectError) as raised:
        Project.create(path, identity=identity, scheme=())
    assert raised.value.message.code == "project.exists"
    assert path.read_text() == "남의 글"
    assert list(tmp_path.iterdir()) == [path]
