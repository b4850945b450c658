"""A project goes out whole, comes back the same, and only what may be seen leaves it."""

import errno
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.services.seeded import OTHER_LAYER, do

from juseok.core.errors import Cancelled, FormatError
from juseok.core.messages import Message
from juseok.core.model import Kind, Viewer
from juseok.core.ops import CREATE, DELETE, SET, Change
from juseok.core.resources import resource
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.formats.folder import EditedError
from juseok.services.importing.native import import_native
from juseok.services.interchange.exporting import (
    ExportOptions,
    export_project,
    full_viewer,
    preview_export,
)
from juseok.services.tagging.sentencing import mark_heading, split_sentence
from juseok.store.connection import connect
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.reader import ArticleQuery

SCHEME = scheme_changes(load_scheme(resource("schemes/default.toml")))
OTHER_SCHEME = scheme_changes(load_scheme(resource("schemes/nikl15.toml")))
ME = "11111111-1111-4111-8111-111111111111"
Make = Callable[..., Project]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """New empty projects, closed after the test."""
    opened: list[Project] = []

    def new(*, annotator: str = ME, scheme: Any = SCHEME) -> Project:
        identity = Identity(annotator, "김주석", tmp_path / "state")
        path = tmp_path / f"{len(opened)}.juseok"
        opened.append(Project.create(path, identity=identity, scheme=scheme))
        return opened[-1]

    yield new
    for project in opened:
        project.close()


def export(project: Project, path: Path, **options: Any) -> Path:
    export_project(project=project, viewer=full_viewer(project), path=path, **options)
    return path


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def dump(project: Project) -> list[tuple[str, str, str]]:
    project.writer.flush()
    with project.reader() as reader:
        return [row for row in reader.dump() if row[1] != "batch"]


def test_an_import_into_an_empty_project_gives_the_same_state_and_the_same_bytes(
    full: Project, make: Make, tmp_path: Path
) -> None:
    file = export(full, tmp_path / "a.jsonl")
    empty = make()
    report = import_native(project=empty, path=file)
    assert report.is_clean
    assert dump(empty) == dump(full)
    assert export(empty, tmp_path / "b.jsonl").read_bytes() == file.read_bytes()


def test_somebody_else_with_another_scheme_exports_the_same_bytes_too(
    full: Project, make: Make, tmp_path: Path
) -> None:
    file = export(full, tmp_path / "a.jsonl")
    other = make(annotator="99999999-9999-4999-8999-999999999999", scheme=OTHER_SCHEME)
    import_native(project=other, path=file)
    with other.reader() as reader, full.reader() as mine:
        assert reader.scheme() == mine.scheme()
    assert export(other, tmp_path / "b.jsonl").read_bytes() == file.read_bytes()


def test_every_line_fits_the_published_schema(full: Project, tmp_path: Path) -> None:
    schema = json.loads(resource("schemas/native.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    with full.reader() as reader:
        article = reader.article(reader.article_ids(full.viewer(), ArticleQuery())[0])
    heading = mark_heading(article=article, start=0, end=5)
    assert heading is not None
    do(full, *heading.changes)
    lines = records(export(full, tmp_path / "a.jsonl"))
    assert {line["kind"] for line in lines} == set(schema["$defs"]) - {
        "id", "extra", "how", "attributes", "span", "spans", "reference", "zone", "occurrence",
        "header", "object", "article_state", "same_as", "not_same", "rejection", "control",
        "entity_change", "campaign", "assignment", "pass_state", "review_state", "verdict",
        "comment", "guideline", "ruling", "recipe", "label_map", "release",
    } | {"project"}  # fmt: skip
    for line in lines:
        validator.validate(line)


def test_corrected_sentences_come_back(full: Project, make: Make, tmp_path: Path) -> None:
    with full.reader() as reader:
        article = reader.article(reader.article_ids(full.viewer(), ArticleQuery())[0])
    split = split_sentence(article=article, at=article.text.index(" ") + 1)
    assert split is not None
    do(full, *split.changes)
    empty = make()
    assert import_native(project=empty, path=export(full, tmp_path / "a.jsonl")).is_clean
    with empty.reader() as reader:
        assert len(reader.article(article.id).sentencing.splits) == 1


def test_annotations_follow_their_article_and_pages_keep_their_bytes(
    full: Project, tmp_path: Path
) -> None:
    current, seen = "", set[str]()
    for line in records(export(full, tmp_path / "a.jsonl")):
        if line["kind"] == "article":
            current = line["id"]
            seen.add(current)
        elif line["kind"] in {"mention", "claim", "relationship", "claim_link"}:
            assert line["article"] == current
    assert len(seen) == 7


def test_a_chosen_layer_leaves_the_others_and_what_only_they_need_behind(
    full: Project, make: Make, tmp_path: Path
) -> None:
    options = ExportOptions(layers=frozenset({OTHER_LAYER.id}))
    lines = records(export(full, tmp_path / "a.jsonl", options=options))
    layers = {line["layer"] for line in lines if line["kind"] == "mention"}
    assert layers == {OTHER_LAYER.id}
    assert lines[0]["complete"] is False
    named = {line["entity"] for line in lines if line["kind"] == "mention" and "entity" in line}
    assert {line["id"] for line in lines if line["kind"] == "entity"} == named
    assert [line["name"] for line in lines if line["kind"] == "annotator"] == ["이가온"]
    assert import_native(project=make(), path=tmp_path / "a.jsonl").is_clean


def test_chosen_articles_take_only_their_pages_and_whole_links(
    full: Project, tmp_path: Path
) -> None:
    with full.stream() as stream:
        first, second = stream.articles()[:2]
    options = ExportOptions(articles=frozenset({first, second}))
    lines = records(export(full, tmp_path / "a.jsonl", options=options))
    assert [line["id"] for line in lines if line["kind"] == "article"] == [first, second]
    assert sum(line["kind"] == "page" for line in lines) == 2
    claims = {line["id"] for line in lines if line["kind"] == "claim"}
    links = [line for line in lines if line["kind"] == "claim_link"]
    assert links
    assert all({link["head"], link["tail"]} <= claims for link in links)


def test_what_the_viewer_may_not_see_does_not_leave_the_project(
    full: Project, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    export_project(project=full, viewer=full.viewer(), path=path)
    text = path.read_text("utf-8")
    assert OTHER_LAYER.id not in text
    assert "이가온" not in text
    blind = Viewer(ME, frozenset())
    export_project(project=full, viewer=blind, path=tmp_path / "b.jsonl")
    assert {"mention", "entity"}.isdisjoint(line["kind"] for line in records(tmp_path / "b.jsonl"))


def test_a_mention_that_somebody_moved_in_the_file_stops_the_export(
    full: Project, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(full.path)) as db, db:
        db.execute(
            "UPDATE object SET fields = replace(fields, '\"spans\":[[', '\"spans\":[[1')"
            " WHERE obj = (SELECT max(obj) FROM object"
            " WHERE kind = (SELECT n FROM ident WHERE id = 'mention') AND fields NOT LIKE '%\"@%')"
        )
    with pytest.raises(FormatError) as caught:
        export(full, tmp_path / "a.jsonl")
    assert caught.value.message.code == "native.at"
    assert not (tmp_path / "a.jsonl").exists()


def test_nothing_is_overwritten_unless_asked(full: Project, tmp_path: Path) -> None:
    path = export(full, tmp_path / "a.jsonl")
    with pytest.raises(FormatError) as caught:
        export(full, path)
    assert caught.value.message.code == "file.exists"
    export(full, path, overwrite=True)


@pytest.mark.parametrize("form", ["jsonl", "doccano", "xlsx"])
def test_a_file_that_was_changed_since_is_not_overwritten_unless_asked(
    form: str, full: Project, tmp_path: Path
) -> None:
    path = export(full, tmp_path / "a", form=form)
    export(full, path, form=form, overwrite=True)
    changed = path.read_bytes() + b"\n"
    path.write_bytes(changed)
    with pytest.raises(EditedError) as caught:
        export(full, path, form=form, overwrite=True)
    assert caught.value.message == Message("file.edited", file=str(path))
    assert path.read_bytes() == changed
    export(full, path, form=form, overwrite=True, edited=True)
    assert path.read_bytes() != changed


@pytest.mark.parametrize("form", ["jsonl", "doccano"])
def test_an_export_never_takes_the_place_of_a_project(
    form: str, full: Project, tmp_path: Path
) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(full.path)
    before = full.path.read_bytes()
    for target in (full.path, link):
        with pytest.raises(FormatError) as caught:
            export(full, target, form=form, overwrite=True)
        assert caught.value.message == Message("file.database", file=str(target))
    assert full.path.read_bytes() == before


def test_a_name_that_is_too_long_for_the_manifest_beside_is_told(
    full: Project, tmp_path: Path
) -> None:
    with pytest.raises(FormatError) as refused:
        export_project(project=full, viewer=full_viewer(full), path=tmp_path / f"{'가' * 80}.jsonl")
    assert refused.value.message.code == "file.long_name"
    assert refused.value.message.params["file"].endswith("가.jsonl")
    assert not any(tmp_path.glob("가*"))
    assert not any(tmp_path.glob(".juseok-*"))


def test_a_disk_that_is_full_when_the_manifest_comes_is_told(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("juseok.services.interchange.placing.write_bytes", is_full)
    with pytest.raises(FormatError) as refused:
        export_project(project=full, viewer=full_viewer(full), path=tmp_path / "a.jsonl")
    assert refused.value.message.code == "file.full"
    assert not (tmp_path / "a.jsonl").exists()


def test_a_folder_that_is_not_there_is_what_is_missing(full: Project, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        export(full, tmp_path / "nowhere" / "a.jsonl")
    assert caught.value.message.code == "file.no_folder"
    assert caught.value.message.params == {"folder": str(tmp_path / "nowhere")}


def test_an_edit_meanwhile_does_not_mix_two_moments(full: Project, tmp_path: Path) -> None:
    whole = export(full, tmp_path / "a.jsonl")
    with full.stream() as stream:
        entity = next(stream.of_kind(Kind.ENTITY))
    renamed: list[str] = []

    def rename(done: int, of: int) -> None:
        if 0 < done < of:
            renamed.append(f"{len(renamed)}")
            do(full, Change(entity.obj, Kind.ENTITY, SET, {"name": renamed[-1]}))

    file = export(full, tmp_path / "b.jsonl", progress=rename)
    name = next(line["name"] for line in records(file) if line["id" if "id" in line else "kind"]
                == entity.obj)  # fmt: skip
    attempts = len(renamed) // 3
    assert name == renamed[2 * attempts - 1]
    assert len(records(file)) == len(records(whole))


def test_a_project_whose_import_was_killed_is_exported_whole(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = export(full, tmp_path / "due.jsonl").read_bytes()
    full.close()
    with closing(connect(full.path)) as db:
        db.execute("DELETE FROM object WHERE article IS NOT NULL AND entity IS NULL")
        db.execute("INSERT INTO stale SELECT arrival, 0 FROM op")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "a system folder without room"))
    folder = tmp_path / "out"
    folder.mkdir()
    identity = Identity(ME, "김주석", tmp_path / "state")
    with Project.open(full.path, identity=identity, read_only=True) as project:
        assert export(project, folder / "out.jsonl").read_bytes() == due
    assert sorted(path.name for path in folder.iterdir()) == [
        "out.jsonl",
        "out.jsonl.manifest.json",
    ]


def test_a_stopped_export_leaves_no_file_and_a_stopped_import_shows_nothing(
    full: Project, make: Make, tmp_path: Path
) -> None:
    with pytest.raises(Cancelled):
        export(full, tmp_path / "a.jsonl", cancelled=lambda: True)
    assert not list(tmp_path.glob("*.jsonl"))
    file = export(full, tmp_path / "a.jsonl")
    empty = make()
    before = dump(empty)
    steps = iter(range(10_000))
    with pytest.raises(Cancelled):  # with some of it staged
        import_native(project=empty, path=file, cancelled=lambda: next(steps) > 1)
    assert dump(empty) == before
    assert import_native(project=empty, path=file).is_clean
    assert dump(empty) == dump(full)


def test_a_damaged_file_shows_nothing(full: Project, make: Make, tmp_path: Path) -> None:
    file = export(full, tmp_path / "a.jsonl")
    file.write_bytes(file.read_bytes()[:-300])
    empty = make()
    before = dump(empty)
    with pytest.raises(FormatError):
        import_native(project=empty, path=file)
    assert dump(empty) == before


def test_one_undo_takes_an_import_back_and_redo_brings_it_again(
    full: Project, make: Make, tmp_path: Path
) -> None:
    empty = make()
    before = dump(empty)
    import_native(project=empty, path=export(full, tmp_path / "a.jsonl"))
    empty.writer.undo().result()
    assert dump(empty) == before
    empty.writer.redo().result()
    assert dump(empty) == dump(full)


def test_a_project_with_articles_takes_no_import_but_a_merge_and_that_twice(
    full: Project, make: Make, tmp_path: Path
) -> None:
    file = export(full, tmp_path / "a.jsonl")
    with pytest.raises(FormatError) as caught:
        import_native(project=full, path=file)
    assert caught.value.message.code == "native.not_empty"
    before = dump(full)
    report = import_native(project=full, path=file, merge=True)
    assert (report.is_clean, report.written) == (True, 0)
    assert dump(full) == before

    part = make()
    with full.stream() as stream:
        options = ExportOptions(articles=frozenset(stream.articles()[:3]))
    import_native(project=part, path=export(full, tmp_path / "b.jsonl", options=options))
    import_native(project=part, path=file, merge=True)
    assert dump(part) == before


def test_a_merge_leaves_what_differs_here_and_says_so(full: Project, tmp_path: Path) -> None:
    file = export(full, tmp_path / "a.jsonl")
    with full.stream() as stream:
        renamed, gone = list(stream.of_kind(Kind.ENTITY))[:2]
    do(full, Change(renamed.obj, Kind.ENTITY, SET, {"name": "새 이름"}))
    do(full, Change(gone.obj, Kind.ENTITY, DELETE, {}))
    before = dump(full)
    report = import_native(project=full, path=file, merge=True)
    told = {str(line.message.params["object"]) for line in report.refused}
    assert told == {renamed.obj, gone.obj}
    assert dump(full) == before


def test_objects_of_a_newer_program_travel_along(full: Project, make: Make, tmp_path: Path) -> None:
    with full.stream() as stream:
        article = stream.articles()[0]
    do(full, Change("sentence-1", "sentence", CREATE, {"article": article, "at": [1, 2]}),
       Change("sticker-1", "sticker", CREATE, {"kind": "star", "layer": full.own_layer}),
    )  # fmt: skip
    file = export(full, tmp_path / "a.jsonl")
    empty = make()
    import_native(project=empty, path=file)
    assert dump(empty) == dump(full)
    assert export(empty, tmp_path / "b.jsonl").read_bytes() == file.read_bytes()


def test_annotations_whose_article_is_gone_are_counted_not_lost_silently(
    full: Project, tmp_path: Path
) -> None:
    with full.stream() as stream:
        article = stream.articles()[0]
    do(full, Change(article, Kind.ARTICLE, DELETE, {}))
    report = export_project(project=full, viewer=full_viewer(full), path=tmp_path / "a.jsonl")
    assert [line.message.code for line in report.refused] == ["native.without_article"]


def test_progress_ends_at_the_end(full: Project, make: Make, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    file = export(full, tmp_path / "a.jsonl", progress=lambda *step: steps.append(step))
    assert steps[0] == (0, 7)
    assert steps[-1] == (7, 7)
    steps.clear()
    import_native(project=make(), path=file, progress=lambda *step: steps.append(step))
    assert steps[-1] == (len(records(file)) - 2,) * 2


def test_every_kind_that_is_written_is_counted(full: Project, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    report = export_project(project=full, viewer=full_viewer(full), path=path)
    kinds = [json.loads(line)["kind"] for line in path.read_text("utf-8").splitlines()[1:-1]]
    assert report.kinds == {kind: kinds.count(kind) for kind in kinds}
    assert sum(report.kinds.values()) == report.written


def test_a_preview_is_made_of_lines_of_the_export(full: Project, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    everyone = full_viewer(full)
    export_project(project=full, viewer=everyone, path=path)
    written = path.read_text("utf-8").splitlines()
    shown = preview_export(
        project=full, viewer=everyone, shown=everyone.visible_layers, options=ExportOptions()
    )
    assert shown[0] == written[0]
    assert None in shown
    assert {line for line in shown if line is not None} <= set(written)
    assert len(shown) < len(written) / 2


def test_a_preview_holds_nothing_of_layers_that_may_not_be_shown(full: Project) -> None:
    shown = preview_export(
        project=full,
        viewer=full_viewer(full),
        shown=full.viewer().visible_layers,
        options=ExportOptions(),
    )
    assert not any(OTHER_LAYER.id in line for line in shown if line is not None)
