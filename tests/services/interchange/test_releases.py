"""Releases: frozen, named, and what differs between two of them."""

import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.services.interchange.test_documents import create
from tests.services.seeded import do, fill

from juseok.core.errors import KnownError
from juseok.core.model import Kind
from juseok.core.ops import SET, UNDO, Change
from juseok.formats.folder import MANIFEST
from juseok.services.interchange.exporting import common_viewer, export_project, full_viewer
from juseok.services.interchange.frozen import as_released
from juseok.services.interchange.release_records import (
    Comparing,
    held_by,
    records_in,
    records_outside,
)
from juseok.services.interchange.releases import (
    NOW,
    Difference,
    compare_releases,
    make_release,
)
from juseok.store.articles import ArticleQuery
from juseok.store.past import GoneMemory
from juseok.store.project import Project


def freeze(project: Project, name: str) -> None:
    project.writer.flush()
    with project.reader() as reader, project.stream() as stream:
        action = make_release(reader=reader, stream=stream, name=name, date="2026-11-22")
    project.writer.commit(action)


def compare(project: Project, first: str, second: str) -> Difference:
    with project.reader() as reader:
        return compare_releases(
            reader=reader, viewer=full_viewer(project), first=first, second=second
        )


def test_what_was_added_changed_and_removed_since_a_release(tmp_path: Path) -> None:
    with create(tmp_path) as project:
        freeze(project, "v0")
        fill(project)
        freeze(project, "v1")
        with project.reader() as reader:
            article = reader.article_ids(project.viewer(), ArticleQuery())[0]
            first, second = reader.annotations(project.viewer(), article).mentions[:2]
            counts = dict(reader.releases()[1].counts)
        do(project, Change(first.id, Kind.MENTION, SET, {"note": "x"}))
        do(project, Change(second.id, Kind.MENTION, "delete", {}))
        freeze(project, "v2")
        assert compare(project, "v1", "V2").articles == {
            (article, "mention", "changed"): 1,
            (article, "mention", "removed"): 1,
        }
        assert compare(project, "v2", "v1").kinds == {
            ("mention", "changed"): 1,
            ("mention", "added"): 1,
        }
        whole = compare(project, "v0", "v1").kinds
        assert {kind: n for (kind, sort), n in whole.items() if kind in counts} == {
            kind: int(n) for kind, n in counts.items()
        }
        assert {sort for _, sort in whole} == {"added"}
        with project.reader() as reader:
            target = reader.undo_target()
        assert target is not None
        do(project, Change(target.action, "action", UNDO, {}))  # of the release itself
        with pytest.raises(KnownError):
            compare(project, "v1", "v2")
        assert compare(project, "v1", "now").kinds[("mention", "removed")] == 1
        assert compare(project, "now", "now") == Difference({}, {})


def test_every_difference_that_is_counted_can_be_looked_at(tmp_path: Path) -> None:
    with create(tmp_path) as project:
        freeze(project, "v0")
        fill(project)
        freeze(project, "v1")
        with project.reader() as reader:
            gone = reader.article_ids(project.viewer(), ArticleQuery())[0]
            first, second = reader.annotations(project.viewer(), gone).mentions[:2]
        do(project, Change(first.id, Kind.MENTION, SET, {"note": "x"}))
        do(project, Change(second.id, Kind.MENTION, "delete", {}))
        for sides in (("v0", "v1"), ("v1", "now"), ("now", "v0")):
            assert looked_at(project, *sides) == compare(project, *sides).articles
        with project.reader() as reader:
            viewer, memory = full_viewer(project), GoneMemory()
            of = {"reader": reader, "viewer": viewer, "memory": memory}
            then = held_by(name="v1", shown=viewer.visible_layers, **of)
            now = held_by(name=NOW, shown=viewer.visible_layers, **of)
            assert then.counts["mention"] == now.counts["mention"] + 1
            assert held_by(name="v0", shown=viewer.visible_layers, **of).lines == ()
            records = [json.loads(each) for each in now.lines if each is not None]
            assert records[0]["id"] == gone
            seen = held_by(name=NOW, shown=frozenset(), **of).lines
            assert "mention" not in [json.loads(each)["kind"] for each in seen if each]


def looked_at(project: Project, first: str, second: str) -> dict[tuple[str, str, str], int]:
    """Article, kind and sort → how many, of all that is told one by one."""
    asked, memory = Comparing(full_viewer(project), first, second), GoneMemory()
    with project.reader() as reader:
        found = {"": records_outside(reader=reader, asked=asked, most=10_000)}
        for each in reader.article_ids(project.viewer(), ArticleQuery()):
            found[each] = records_in(reader=reader, asked=asked, article=each, memory=memory)
    return dict(
        Counter((where, each.now.kind, each.sort) for where, held in found.items() for each in held)
    )


def test_a_release_goes_out_again_as_it_was_frozen(tmp_path: Path) -> None:
    def export(name: str, form: str, release: str = "") -> dict[str, bytes]:
        with ExitStack() as stack:
            source, viewer = project, full_viewer(project)
            if release:
                source = stack.enter_context(as_released(project=project, release=release))
                viewer = common_viewer(project, source)
            path = tmp_path / name
            report = export_project(
                project=source, viewer=viewer, path=path, form=form, release=release, guard=project
            )
            assert report.written
        files = [path] if path.is_file() else sorted(path.iterdir())
        return {each.name: each.read_bytes() for each in files if each.name != MANIFEST}

    with create(tmp_path) as project:
        fill(project)
        freeze(project, "v1")
        project.writer.flush()
        whole = export("a.jsonl", "jsonl")["a.jsonl"].splitlines()
        before = export("a", "brat")
        with project.reader() as reader:
            article = reader.article_ids(project.viewer(), ArticleQuery())[0]
            first, second = reader.annotations(project.viewer(), article).mentions[:2]
        do(project, Change(first.id, Kind.MENTION, SET, {"type": "ORG", "note": "x"}))
        do(project, Change(second.id, Kind.MENTION, "delete", {}))
        assert export("b", "brat") != before
        assert export("c", "brat", "v1") == before
        lines = export("c.jsonl", "jsonl", "v1")["c.jsonl"].splitlines()
        assert lines[1:-1] == [line for line in whole[1:-1] if b'"kind":"release"' not in line]
        told = json.loads((tmp_path / "c" / MANIFEST).read_bytes())
        assert (told["release"], told["project"]["name"]) == ("v1", project.path.stem)
        with pytest.raises(KnownError):
            export("d", "brat", "v9")
    assert not (tmp_path / "d").exists()


def test_a_name_is_given_once(tmp_path: Path) -> None:
    with create(tmp_path) as project:
        freeze(project, "v1")
        for name in ("v1", " V1 ", "now", "", "x" * 81):
            with pytest.raises(KnownError):
                freeze(project, name)


def test_releases_of_one_day_stand_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    with create(tmp_path) as project:
        for name in ("v2", "v1", "final"):
            freeze(project, name)
        with project.reader() as reader:
            assert [each.name for each in reader.releases()] == ["v2", "v1", "final"]
