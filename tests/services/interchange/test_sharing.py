"""Exports that two processes share: what one would have written, byte for byte."""

import pickle
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from tests.services.seeded import do

from juseok.core.errors import Cancelled, FormatError
from juseok.core.model import Kind
from juseok.core.ops import SET, Change
from juseok.core.recipe import ALL, BEST
from juseok.formats.base import Report
from juseok.formats.parted import PartedWriter
from juseok.formats.registry import NATIVE, options_of, writer_of
from juseok.services.interchange import sharing
from juseok.services.interchange.documents import Documents
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.options import DocumentOptions, ExportOptions
from juseok.services.interchange.writing import Origin, about_of
from juseok.store.project import Project

ME = "11111111-1111-4111-8111-111111111111"
PARTED = (
    "brat", "webanno-tsv", "conll", "conllu", "klue-ner", "klue-re", "nikl", "standoff", "doccano",
    "label-studio", "prodigy", "pubannotation", "web-annotation", "uima-xmi", "uima-json", "html",
    "csv", "tsv", "xlsx",
)  # fmt: skip


def parted(form: str) -> PartedWriter[Any]:
    found: Any = writer_of(form)
    assert isinstance(found, PartedWriter)
    return cast("PartedWriter[Any]", found)


def export(project: Project, path: Path, form: str, **how: Any) -> Report:
    return export_project(project=project, viewer=full_viewer(project), path=path, form=form, **how)


def files(folder: Path) -> dict[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("brat", ExportOptions(layer=BEST)),
        (NATIVE, ExportOptions()),
    ],
)
def test_two_processes_write_what_one_writes_and_tell_the_same(
    full: Project,
    shared: list[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    options: ExportOptions,
) -> None:
    steps: list[tuple[int, int]] = []

    def written(way: str) -> tuple[Report, dict[str, bytes]]:
        (tmp_path / way).mkdir()
        report = export(
            full, tmp_path / way / "out", form, options=options,
            progress=lambda done, of: steps.append((done, of)),
        )  # fmt: skip
        return report, files(tmp_path / way)

    two = written("two")
    assert len(shared) == 1
    assert (steps[0], steps[-1]) == ((0, 7), (7, 7))
    monkeypatch.setattr(sharing, "WORTH", 1_000)
    assert written("one") == two
    assert len(shared) == 1


def test_what_is_made_of_a_document_is_the_same_in_any_process_and_order(
    full: Project, tmp_path: Path
) -> None:
    with full.stream() as stream:
        documents = Documents(stream, full_viewer(full), DocumentOptions(layer=ALL))
        found = [each for of in documents.by_article() for each in of]
        for form in PARTED:
            about, writer = about_of(documents, Origin(), options_of(form, {})), parted(form)
            if not writer.shared(about):
                about = about_of(documents, Origin(), options_of(form, {"unit": "eojeol"}))
            folder = tmp_path / form
            folder.mkdir()
            told = writer.write(found, folder / "one", about=about)
            other = pickle.loads(pickle.dumps(about))
            made = [parted(form).maker(other)(each) for each in reversed(found)]
            again = writer.put(pickle.loads(pickle.dumps(made))[::-1], folder / "two", about=about)
            assert told == again
            one, two = folder / "one", folder / "two"
            if one.is_dir():
                assert files(one) == files(two)
            else:
                assert one.read_bytes() == two.read_bytes()


def test_a_mention_that_does_not_prove_stops_it_at_the_same_line(
    full: Project, shared: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(full.path)) as db, db:
        db.execute(
            "UPDATE object SET fields = replace(fields, '\"spans\":[[', '\"spans\":[[1')"
            " WHERE kind = (SELECT n FROM ident WHERE id = 'mention') AND fields NOT LIKE '%\"@%'"
        )
    said: list[Any] = []
    for worth in (2, 1_000):
        monkeypatch.setattr(sharing, "WORTH", worth)
        with pytest.raises(FormatError) as caught:
            export(full, tmp_path / "a.jsonl", NATIVE)
        said.append((caught.value.message.code, caught.value.message.params["line"]))
    assert said[0] == said[1]
    assert said[0][0] == "native.at"


def test_an_edit_meanwhile_begins_it_anew_and_a_stopped_one_leaves_nothing(
    full: Project, shared: list[Any], tmp_path: Path
) -> None:
    with full.stream() as stream:
        entity = next(stream.of_kind(Kind.ENTITY))
    (tmp_path / "out").mkdir()

    def rename(done: int, of: int) -> None:
        if len(shared) == 1 and done == of - 1:
            do(full, Change(entity.obj, Kind.ENTITY, SET, {"name": "새 이름"}))

    options = ExportOptions(layer=full.own_layer)
    export(full, tmp_path / "out" / "a", "brat", options=options, progress=rename)
    assert len(shared) == 2
    assert any("새 이름".encode() in each for each in files(tmp_path / "out").values())
    shutil.rmtree(tmp_path / "out" / "a")
    steps = iter(range(100))
    with pytest.raises(Cancelled):
        export(full, tmp_path / "out" / "a", "brat", cancelled=lambda: next(steps) > 2)
    assert not list((tmp_path / "out").iterdir())
    assert all(each.poll() is not None for each in shared)
