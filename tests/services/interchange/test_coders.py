"""Files that several people coded: each coder's annotations become a layer of that person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.formats.qda_files import CODES, USERS, dna, qde, qdpx, qualcoder

from juseok.core.model import ArticleAnnotations, Viewer
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.services.importing.bringing import Choices, bring_in, propose_map
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.label_map import LabelMap, LabelSort
from juseok.services.interchange.reading import import_documents, look_at
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

SCHEME = load_scheme("default")
ME = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    identity = Identity(ME, "이가온", tmp_path / "state")
    path = tmp_path / "news.juseok"
    with Project.create(path, identity=identity, scheme=scheme_changes(SCHEME)) as project:
        yield project


def layers(project: Project) -> dict[str, ArticleAnnotations]:
    """Name → what the layer of the person of that name has in the one article."""
    project.writer.flush()
    with project.reader() as reader:
        (article,) = reader.article_ids(project.viewer(), ArticleQuery())
        people = {each.id: each.name for each in reader.annotators()}
        return {
            people[each.annotator]: reader.annotations(
                Viewer(ME, frozenset({each.id}), each.id), article
            )
            for each in reader.layers()
            if each.role == "annotator"
        }


def test_statements_of_two_coders_are_claims_in_two_layers(
    project: Project, tmp_path: Path
) -> None:
    path = dna(tmp_path / "a.dna")
    look = look_at(sources=[Foreign(path, "dna")], scheme=SCHEME)
    assert look.annotators == {"이가온", "박나래"}
    assert look.proposed.get(LabelSort.EVENTS, "DNA Statement") == "claim"
    assert look.proposed.get(LabelSort.MENTIONS, "person") == "PERSON"
    assert look.proposed.get(LabelSort.MENTIONS, "organization") == "ORG"
    labels = LabelMap({(LabelSort.EVENTS, "Annotation"): "claim"})
    for again in (False, True):
        report = import_documents(project=project, sources=[Foreign(path, "dna")], labels=labels)
        found = layers(project)
        assert {name: len(each.claims) for name, each in found.items()} == {
            "이가온": 2, "박나래": 1
        }  # fmt: skip
        assert bool(report.kinds) != again
    (claim,) = found["박나래"].claims
    assert (claim.content[0].quote, claim.source_state) == ("늦었지만 옳다", "given")
    assert "concept: 탄소세 도입" in claim.note
    with project.reader() as reader:
        names = [
            reader.fields(ref.id).fields["name"] for ref in (*claim.source, *claim.affiliation)
        ]
        types = [
            reader.fields(ref.id).fields["type"] for ref in (*claim.source, *claim.affiliation)
        ]
    assert (names, types) == (["김하늘", "환경연합"], ["PERSON", "ORG"])
    undone = project.writer.undo().result()
    project.writer.flush()
    assert undone is not None
    with project.reader() as reader:
        assert not reader.article_ids(project.viewer(), ArticleQuery())


def test_one_annotator_can_be_named_for_all(project: Project, tmp_path: Path) -> None:
    path = qualcoder(tmp_path / "연구.qda")
    labels = LabelMap({(LabelSort.MENTIONS, "인물"): "PERSON"})
    report = import_documents(
        project=project, sources=[Foreign(path, "qualcoder")], labels=labels, annotator="최한별"
    )
    found = layers(project)
    assert {name: len(each.mentions) for name, each in found.items()} == {"이가온": 0, "최한별": 2}
    assert len(found["최한별"].remarks) == 2
    told = [line.message.code for line in report.refused]
    assert told == ["qda.no_code", "qda.no_words", "qda.left_out", "map.unmapped"]


def test_a_codebook_becomes_a_table_of_labels(project: Project, tmp_path: Path) -> None:
    path = qdpx(tmp_path / "a.qdpx", qde("", codes=CODES, users=USERS))
    found = propose_map(sources=[path], form=None, scheme=SCHEME)
    assert found.get(LabelSort.MENTIONS, "ORG") == "ORG"
    assert (LabelSort.MENTIONS, "기관") in found.table
    report = bring_in(
        project=project, sources=[path], choices=Choices(), progress=lambda done, of: None
    )
    assert (report.written, report.refused) == (0, ())


def test_a_code_of_whole_statements_can_become_claims(project: Project, tmp_path: Path) -> None:
    labels = LabelMap({(LabelSort.MENTIONS, "비판"): "claim"})
    path = qualcoder(tmp_path / "연구.qda")
    report = import_documents(
        project=project, sources=[Foreign(path, "qualcoder")], labels=labels, annotator="이가온"
    )
    (claim,) = layers(project)["이가온"].claims
    assert (claim.content[0].quote, claim.note) == ("늦었지만 옳다", "비판")
    assert "map.unmapped" not in [line.message.code for line in report.refused]
