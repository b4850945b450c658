"""Types of an annotation.conf in the scheme; events as contents of events."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.services.interchange.test_documents import SCHEME, create, said

from juseok.core.errors import Cancelled, FormatError
from juseok.core.scheme import Scheme, check_scheme, load_scheme
from juseok.formats.json_tools.label_studio_config import labeling_config
from juseok.services.importing.bringing import Choices, bring_in, propose_map
from juseok.services.interchange.conf_scheme import lacking, with_types
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.label_map import LabelMap, LabelSort
from juseok.services.interchange.reading import import_documents
from juseok.store.project import Project

CONF = """
[spans]
Organization
!Things
----------
\tVehicle|Kfz
\t차종
<KIND>=Vehicle
<KINDS>=<KIND>|차종
[relations]
Owns\tArg1:Organization, Arg2:<KINDS>
Near\tArg1:Things, Arg2:Organization
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:contain
[events]
Said\tSpeaker:Organization, What:Vehicle
[attributes]
Negated\tArg:<EVENT>
Sure\tArg:<ENTITY>, Value:L1|L2
"""


def test_what_the_scheme_lacks_is_proposed_and_can_be_added(tmp_path: Path) -> None:
    scheme = load_scheme("default")
    (tmp_path / "annotation.conf").write_text(CONF, "utf-8")
    found = lacking(tmp_path, scheme)
    assert [each.names["ko"] for each in found] == [
        "Vehicle", "차종", "Owns", "Near", "Negated", "Sure",
    ]  # fmt: skip
    owns = found[2]
    assert owns.head == {"ORG"}
    assert owns.tail == {found[0].id, found[1].id}
    near = found[3]
    assert (near.head, near.tail) == (frozenset(), {"ORG"})  # a group of types says nothing
    after, changes = with_types(scheme, found)
    check_scheme(after, file="")
    assert len(changes) == 2 * len(found)
    assert lacking(tmp_path, after) == ()


def test_they_join_the_scheme_of_a_project_before_the_annotations(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "annotation.conf").write_text(CONF, "utf-8")  # above it, as brat looks for it
    (folder / "a.txt").write_text("한빛전자는 차를 판다.", "utf-8")
    lines = "T1\tOrganization 0 4\t한빛전자\nT2\t차종 6 7\t차\nR1\tOwns Arg1:T1 Arg2:T2\n"
    (folder / "a.ann").write_text(lines, "utf-8")
    table = propose_map(
        sources=[folder], form=None, scheme=load_scheme("default"), add_types=True
    ).table  # fmt: skip
    assert all(table.values())  # or a map written before would leave out what is added
    with create(tmp_path) as project:
        report = bring_in(
            project=project, sources=[folder], choices=Choices(add_types=True),
            progress=lambda done, of: None,
        )  # fmt: skip
        assert report.refused == ()
        (rows,) = said(project, project.own_layer).values()
        assert len(rows) == 3


@pytest.mark.parametrize("fails", [False, True])
def test_types_and_annotations_come_in_together_or_not_at_all(fails: bool, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "annotation.conf").write_text(CONF, "utf-8")
    (folder / "a.txt").write_text("한빛전자는 차를 판다.", "utf-8")
    (folder / "a.ann").write_text("T1\t차종 6 7\t차\n", "utf-8")

    def stopped(done: int, of: int) -> None:
        raise Cancelled("run.cancelled")

    def came(done: int, of: int) -> None: ...

    with create(tmp_path) as project:
        before = scheme_of(project)
        ending = pytest.raises(Cancelled) if fails else nullcontext()
        with ending:
            bring_in(
                project=project, sources=[folder], choices=Choices(add_types=True),
                progress=stopped if fails else came,
            )  # fmt: skip
        assert (scheme_of(project) == before) == fails
        if not fails:
            project.writer.undo().result()
            assert scheme_of(project) == before


def scheme_of(project: Project) -> Scheme:
    project.writer.flush()
    with project.reader() as reader:
        return reader.scheme()


VIEW = """<View>
  <Relations><Relation value="Owns"/><Relation value="Content"/></Relations>
  <Labels name="label" toName="text"><Label value="ORG"/><Label value="차종"/></Labels>
  <RectangleLabels name="box" toName="img"><Label value="Box"/></RectangleLabels>
  <Choices name="Sure" toName="text" perRegion="true"><Choice value="L1"/></Choices>
  <Choices name="Said" toName="text" perRegion="true"><Choice value="두 낱말"/></Choices>
  <Choices name="Whole" toName="text"><Choice value="a"/></Choices>
</View>"""


def test_what_label_studio_s_configuration_defines_joins_the_scheme(tmp_path: Path) -> None:
    scheme = load_scheme("default")
    (tmp_path / "config.xml").write_text(VIEW, "utf-8")
    (tmp_path / "other.xml").write_text("<html>", "utf-8")
    found = lacking(tmp_path / "export.json", scheme)
    assert [each.names["ko"] for each in found] == ["Owns", "차종", "Sure"]
    after, _ = with_types(scheme, found)
    check_scheme(after, file="")
    assert lacking(tmp_path, after) == ()
    (tmp_path / "config.xml").write_text(VIEW[:-9], "utf-8")
    with pytest.raises(FormatError) as caught:
        lacking(tmp_path, scheme)
    assert caught.value.message.code == "xml.in_file"


def test_our_own_configuration_adds_nothing(tmp_path: Path) -> None:
    scheme = load_scheme("default")
    (tmp_path / "config.xml").write_text(labeling_config(scheme), "utf-8")
    assert lacking(tmp_path, scheme) == ()


def test_an_event_that_is_the_content_of_another_lies_within_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("도하윤은 한빛전자가 차를 판다고 밝혔다고 전했다.", "utf-8")
    (folder / "a.ann").write_text(
        "T1\tPERSON 0 3\t도하윤\nT2\tORG 5 9\t한빛전자\nT3\tPart 11 16\t차를 판다\n"
        "T4\tSaid 18 21\t밝혔다\nT5\tSaid 23 26\t전했다\n"
        "E1\tSaid:T5 Speaker:T1 What:E2\nE2\tSaid:T4 Speaker:T2 What:T3\n",
        "utf-8",
    )
    labels = LabelMap(
        {
            (LabelSort.EVENTS, "Said"): "claim",
            (LabelSort.ROLES, "Speaker"): "source",
            (LabelSort.ROLES, "What"): "content",
        }
    )
    with create(tmp_path) as project:
        report = import_documents(project=project, sources=[Foreign(folder, "brat")], labels=labels)
        assert report.refused == ()
        (rows,) = said(project, project.own_layer).values()
    claims = {row[2][0].quote: row for row in rows if row[0] == "c"}
    assert [each.quote for each in claims["전했다"][1]] == ["한빛전자", "차를 판다", "밝혔다"]
    assert claims["밝혔다"][5] == ("claim", claims["전했다"][1])
    assert SCHEME.id == "default"
