"""Everything a project holds comes in one order, whoever asks and whatever the file's numbers."""

from pathlib import Path

import msgspec
import pytest
from tests.store.kit import ARTICLE, TEXT, Desk

from juseok.core.errors import ProjectError
from juseok.core.ids import sha256_hex
from juseok.core.model import Kind
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.store.content import PageContent
from juseok.store.stream import PlainMention, Stored


def test_objects_come_by_kind_and_article_with_all_their_registers(desk: Desk) -> None:
    entity = desk.entity("한빛전자")
    mentions = {desk.mention(entity=entity), desk.mention(7, 9)}
    with desk.project.stream() as stream, desk.project.reader() as reader:
        assert [item.obj for item in stream.of_kind(Kind.ENTITY)] == [entity]
        assert {"entity", "article", "layer", "annotator"} <= stream.kinds_outside()
        inside = stream.in_article(ARTICLE)
        assert {item.obj for item in inside if item.kind == Kind.MENTION} == mentions
        for item in inside:
            state = reader.fields(item.obj)
            assert state is not None
            assert item.fields == state.fields
        assert stream.used_layers() == {desk.project.own_layer, desk.project.register_layer}


def test_plain_mentions_come_short_and_hold_the_same(desk: Desk) -> None:
    desk.mention(entity=desk.entity("한빛전자"))
    told = Change(desk.mention(7, 9), Kind.MENTION, SET, {"@mention_form": ["name", "hand"]})
    desk.do(told)
    with desk.project.stream() as stream:
        whole, short = stream.in_article(ARTICLE), stream.around(ARTICLE)
        assert [item.obj for item in short] == [item.obj for item in whole]
        plain = [item for item in short if isinstance(item, PlainMention)]
        assert len(plain) == 1
        assert [item for item in short if isinstance(item, Stored)] == [
            item for item in whole if item.obj != plain[0].obj
        ]
        found = stream.find(plain[0].obj)
        assert found is not None
        registers = msgspec.to_builtins(plain[0].fields)
        places = {"layer": plain[0].layer, "article": ARTICLE, "entity": plain[0].entity}
        assert registers | places == found.fields | {
            "spans": [tuple(span) for span in found.fields["spans"]]
        }


def test_an_article_comes_with_its_text(desk: Desk) -> None:
    with desk.project.stream() as stream:
        assert stream.articles() == [ARTICLE]
        assert stream.article(ARTICLE) == (
            Stored(ARTICLE, Kind.ARTICLE, {"length": len(TEXT), "norm_version": 1}),
            TEXT,
        )
        with pytest.raises(ProjectError):
            stream.article("none")


def test_many_articles_come_as_each_by_itself(desk: Desk) -> None:
    desk.mention(entity=desk.entity("한빛전자"))
    others = [desk.add_article(f"기사 {number}", position=number) for number in range(12)]
    with desk.project.stream() as stream:
        ids = [others[3], ARTICLE, *others[:3], *others[4:]]
        found = list(stream.each(ids))
        assert [each.own.obj for each in found] == ids
        for article, (own, text, around) in zip(ids, found, strict=True):
            assert (own, text) == stream.article(article)
            assert around == stream.around(article)
        with pytest.raises(ProjectError):
            list(stream.each([ARTICLE, "none"]))


def test_articles_come_by_their_place_and_then_by_id(desk: Desk) -> None:
    later = [desk.add_article(f"기사 {number}", position=5) for number in range(4)]
    first = desk.add_article("첫 기사", position=1)
    with desk.project.stream() as stream:
        assert stream.articles() == [first, *sorted(later), ARTICLE]


def test_pages_come_with_their_bytes(desk: Desk) -> None:
    data = "원문".encode("cp949")
    page = Change("p", Kind.PAGE, CREATE, {"sha256": sha256_hex(data), "name": "a.txt"})
    desk.project.writer.commit(
        Action(desk.do(page).label, (page,)), (PageContent(sha256_hex(data), data),)
    )
    with desk.project.stream() as stream:
        (found,) = stream.of_kind(Kind.PAGE)
        assert stream.page_data(found) == data
        with pytest.raises(ProjectError):
            stream.page_data(Stored("q", "page", {"sha256": "00" * 32}))


def test_a_project_with_a_scheme_and_people_alone_is_empty(desk: Desk) -> None:
    with desk.project.stream() as stream:
        assert not stream.is_empty()
    desk.project.writer.undo().result()
    with desk.project.stream() as stream:
        assert stream.is_empty()
        assert set(stream.known([ARTICLE, "never"])) == {ARTICLE}
        assert stream.find(ARTICLE) is None


def test_the_end_of_the_log_moves_with_every_edit(desk: Desk) -> None:
    with desk.project.stream() as stream:
        before = stream.arrival()
        desk.mention()
        assert stream.arrival() > before
        assert stream.settled()


def test_a_snapshot_stays_as_it_was(desk: Desk, tmp_path: Path) -> None:
    kept = desk.mention()
    with desk.project.snapshot(tmp_path) as stream:
        desk.delete(kept)
        assert stream.find(kept) is not None
    with desk.project.stream() as stream:
        assert stream.find(kept) is None


def test_annotations_of_an_article_that_is_gone_are_counted(desk: Desk) -> None:
    desk.mention()
    with desk.project.stream() as stream:
        assert stream.without_article() == 0
    desk.delete(ARTICLE)
    with desk.project.stream() as stream:
        assert stream.without_article() == 2  # the mention, and where the article was found
