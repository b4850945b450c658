"""A first start finds seven articles that two annotators have finished, or nearly."""

import os
from pathlib import Path

import pytest

from juseok.core.errors import ProjectError
from juseok.core.messages import LANGUAGES, catalogue
from juseok.core.model import ArticleAnnotations, Viewer
from juseok.core.spans import prove
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.starter import SECOND, create_starter, ensure_starter
from juseok.store.articles import ArticleQuery
from juseok.store.doctor import check
from juseok.store.identity import Identity, own_layer_id
from juseok.store.project import Project

ME = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter")
    path = folder / "시작.juseok"
    create_starter(path, Identity(ME, "김주석", folder / "state"))
    return path


@pytest.fixture
def project(starter: Path, tmp_path: Path) -> Project:
    return Project.open(starter, identity=Identity(ME, "김주석", tmp_path / "s"), read_only=True)


def layer_of(project: Project, annotator: str) -> Viewer:
    layer = own_layer_id(annotator)
    return Viewer(annotator, frozenset({layer, project.register_layer}), layer)


def test_the_list_shows_titles_publishers_dates_and_states(project: Project) -> None:
    with project, project.reader() as reader:
        viewer = project.viewer()
        rows = reader.article_rows(viewer, reader.article_ids(viewer, ArticleQuery()))
    assert len(rows) == 7
    assert [row.publisher for row in rows] == [
        "한누리통신", "디지털미래", "새벽일보", "정오경제", "테크마루", "디지털미래", "정오경제",
    ]  # fmt: skip
    assert rows[0].title.startswith("美, AI칩 수출에")
    assert rows[0].published == "2026-03-11T14:22+09:00"
    assert rows[1].published == "3.17 오후 4:05"  # the page does not print a year
    assert {row.state for row in rows} == {"finished", "in_progress"}
    assert all(row.mentions >= 40 and row.claims >= 10 and row.relationships for row in rows)


@pytest.mark.parametrize("annotator", [ME, SECOND])
def test_each_annotator_has_every_article_annotated_in_a_layer_of_their_own(
    project: Project, annotator: str
) -> None:
    with project, project.reader() as reader:
        viewer = layer_of(project, annotator)
        for article in reader.article_ids(viewer, ArticleQuery()):
            text = reader.article(article).text
            found = reader.annotations(viewer, article)
            assert len(found.mentions) >= 40
            assert {item.layer for item in found.mentions} == {own_layer_id(annotator)}
            assert_whole(found, text)
        assert len(reader.entities(viewer)) > 60


def assert_whole(found: ArticleAnnotations, text: str) -> None:
    mentions = {item.id for item in found.mentions}
    for mention in found.mentions:
        prove(text, mention.spans)
    for claim in found.claims:
        prove(text, claim.content)
    for edge in found.relationships:
        assert {edge.head, edge.tail} <= mentions


def test_the_file_is_sound_and_each_signed_their_own(starter: Path, project: Project) -> None:
    with project, project.reader() as reader:
        annotators = {op.annotator for op in reader.all_ops()}
        names = {item.id: item.name for item in reader.annotators()}
    assert annotators == {ME, SECOND}
    assert names == {ME: "김주석", SECOND: "이가온"}
    assert check(starter) == []


def test_an_undo_after_the_first_start_takes_nothing_of_it_back(
    starter: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.juseok"
    copy.write_bytes(starter.read_bytes())
    with Project.open(copy, identity=Identity(ME, "김주석", tmp_path / "s")) as project:
        assert project.writer.undo().result() is None


def test_it_is_made_once_and_never_over_something_else(tmp_path: Path) -> None:
    identity = Identity(ME, "김주석", tmp_path / "state")
    path = ensure_starter(tmp_path / "data", identity, name="시작")
    made = path.stat().st_ino
    assert ensure_starter(tmp_path / "data", identity, name="시작") == path
    assert path.stat().st_ino == made
    assert os.listdir(path.parent) == ["시작.juseok"]
    with pytest.raises(ProjectError) as caught:
        create_starter(path, identity)
    assert caught.value.message.code == "project.exists"
    assert os.listdir(path.parent) == ["시작.juseok"]


def test_it_exports(project: Project, tmp_path: Path) -> None:
    with project:
        report = export_project(
            project=project, viewer=full_viewer(project), path=tmp_path / "a.jsonl"
        )
    assert report.is_clean


def test_its_steps_have_a_name() -> None:
    for language in LANGUAGES:
        assert {"starter.entities", "starter.article", "starter.links"} <= set(catalogue(language))
