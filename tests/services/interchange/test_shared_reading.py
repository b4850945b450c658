"""Imports that two processes share: what one would have read, in its order."""

import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from juseok.core.messages import Message
from juseok.core.model import Article, ArticleAnnotations, Mention, Metadata, Value
from juseok.core.recipe import ALL
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import Span
from juseok.formats.base import Line, Report, ReportBuilder, ReportLine
from juseok.formats.document import Document
from juseok.formats.registry import reader_of
from juseok.services.interchange import sharing
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.options import ExportOptions
from juseok.services.interchange.reading import import_documents
from juseok.services.interchange.shared_reading import (
    Packed,
    Taken,
    documents_in,
    packed,
    unpacked,
)
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

FORMS = {
    "uima-xmi": ".xmi", "uima-json": ".json", "webanno-tsv": ".tsv", "web-annotation": ".jsonld",
}  # fmt: skip


def written(project: Project, path: Path, form: str, shared: list[Any]) -> Path:
    """An export of all layers, with a file that is cut off and one that is there twice."""
    export_project(
        project=project, viewer=full_viewer(project), path=path, form=form,
        options=ExportOptions(layer=ALL),
    )  # fmt: skip
    suffix = FORMS[form]
    first = next(each for each in sorted(path.glob(f"*{suffix}")) if each.name != "manifest.json")
    whole = first.read_bytes()
    (path / f"broken{suffix}").write_bytes(whole[: len(whole) // 2])
    (path / f"twice{suffix}").write_bytes(whole)
    shared.clear()
    return path


def read(form: str, path: Path) -> tuple[list[Document], Sequence[ReportLine], int]:
    """Documents and what is told, with a line of whoever takes them after each."""
    report, documents = ReportBuilder(), list[Document]()
    for each in documents_in(reader_of(form), path, report=report):
        report.note(Message("documents.twice"), file=each.file)
        documents.append(each)
    return documents, report.lines, report.read


@pytest.mark.parametrize("form", sorted(FORMS))
def test_two_processes_read_what_one_reads_and_tell_the_same_in_its_order(
    full: Project, shared: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    path = written(full, tmp_path / "out", form, shared)
    two = read(form, path)
    assert len(shared) == 1
    assert shared[0].poll() is not None  # it went with the last file
    monkeypatch.setattr(sharing, "WORTH", 1_000)
    assert read(form, path) == two
    assert len(shared) == 1
    assert len(two[0]) > 7
    assert any(line.severity != "note" for line in two[1])


@pytest.mark.parametrize("form", ["uima-xmi", "web-annotation"])
def test_an_import_is_the_same_whoever_read_its_files(
    full: Project, shared: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    path = written(full, tmp_path / "out", form, shared)

    def brought(name: str) -> tuple[Report, list[object]]:
        scheme = scheme_changes(load_scheme("default"))
        identity = Identity("1" * 32, "이가온", tmp_path / "state")
        with Project.create(tmp_path / name, identity=identity, scheme=scheme) as project:
            report = import_documents(project=project, sources=[Foreign(path, form)])
            viewer = full_viewer(project)
            with project.reader() as reader:
                return report, [
                    sorted((each.type, each.spans, each.note) for each in found.mentions)
                    for article in sorted(reader.article_ids(viewer, ArticleQuery()))
                    for found in [reader.annotations(viewer, article)]
                ]

    two = brought("two.juseok")
    assert len(shared) == 1
    monkeypatch.setattr(sharing, "WORTH", 1_000)
    assert brought("one.juseok") == two


def test_a_process_that_dies_loses_no_file(
    full: Project, shared: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(full, tmp_path / "out", "uima-json", shared)
    found: list[Document] = []
    for each in documents_in(reader_of("uima-json"), path, report=ReportBuilder()):
        if not found:
            shared[0].kill()
        found.append(each)
    monkeypatch.setattr(sharing, "WORTH", 1_000)
    assert found == read("uima-json", path)[0]


def test_who_stops_reading_ends_the_other_process(
    full: Project, shared: list[Any], tmp_path: Path
) -> None:
    path = written(full, tmp_path / "out", "uima-json", shared)
    documents: Any = documents_in(reader_of("uima-json"), path, report=ReportBuilder())
    next(documents)
    documents.close()
    assert shared[0].poll() is not None


def taken(document: Document) -> Taken:
    return Taken([document], [0], [], 1, Counter())


def mentioned(value: Any) -> Document:
    """A document with one mention that has ``value`` as an attribute."""
    mention = Mention("m", "", "a", "ORG", (Span(0, 2, "서울"),), attributes={"sure": Value(value)})
    annotations = ArticleAnnotations(mentions=(mention,))
    return Document(
        article=Article("a", "서울", (), Metadata(), 1), annotations=annotations, places={"m": 3},
        elsewhere=frozenset({"c"}),
    )  # fmt: skip


def test_documents_are_the_same_after_their_way_from_another_process() -> None:
    found = taken(mentioned("yes"))
    sent = packed(found)
    assert isinstance(sent, Packed)
    assert unpacked(pickle.loads(pickle.dumps(sent))) == found


@pytest.mark.parametrize(
    "odd",
    [
        replace(mentioned("yes"), places={"m": Line(3, 2)}),
        replace(mentioned("yes"), name="\ud800"),
        mentioned(1 << 70),
    ],
)
def test_what_is_not_of_its_types_goes_as_it_is(odd: Document) -> None:
    found = taken(odd)
    came = unpacked(pickle.loads(pickle.dumps(packed(found))))
    assert came == found
    assert came.documents[0].places["m"] == odd.places["m"]
    assert type(came.documents[0].places["m"]) is type(odd.places["m"])


def test_a_document_that_cannot_be_unpacked_is_read_anew() -> None:
    assert unpacked(packed(taken(mentioned(0.5)))) is None
