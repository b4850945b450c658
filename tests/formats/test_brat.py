"""brat standoff: what is written comes back line by line, and nothing is taken unproved."""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.documents import documents

from juseok.core.model import ArticleAnnotations, Remark
from juseok.core.resources import read_text
from juseok.core.scheme import load_scheme
from juseok.core.text import decode
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.brat.article import ArticleReader
from juseok.formats.brat.conf import Used, annotation_conf, labels_in, visual_conf
from juseok.formats.brat.lines import BREAKS, fragments_of, parse_line
from juseok.formats.brat.reader import BratReader
from juseok.formats.brat.writer import BratWriter, ann_lines
from juseok.formats.document import About, Document, Feature, Way, features_of, losses
from juseok.formats.registry import recognised
from juseok.services.interchange.foreign import Foreign, told_apart

ABOUT = About(scheme=load_scheme("default"), project="뉴스", date="2026-11-22")


def again(document: Document, lines: list[str] | None = None, raw: str | None = None) -> Document:
    """``document`` written and read back."""
    data = (document.article.text if raw is None else raw).encode()
    report = ReportBuilder()
    reader = ArticleReader(decode(data), data=data, name="a", file="a.txt")
    said = ann_lines(document) if lines is None else lines
    found = reader.document(said, file="a.ann", report=report)
    assert [line.message for line in report.lines] == []
    assert report.read == len(said)
    return found


def comparable(found: ArticleAnnotations) -> ArticleAnnotations:
    """Without what the file does not keep: ids of remarks, the order of mentions."""
    remarks = sorted((replace(each, id="") for each in found.remarks), key=_remark_key)
    mentions = sorted(found.mentions, key=lambda each: each.id)
    claims = sorted(found.claims, key=lambda each: each.id)
    return replace(found, mentions=mentions, claims=claims, remarks=remarks)


def _remark_key(remark: Remark) -> tuple[str, str, str, bool]:
    return remark.target, remark.sort, remark.text, remark.resolved


@given(documents())
def test_everything_comes_back(document: Document) -> None:
    found = again(document)
    assert comparable(found.annotations) == comparable(document.annotations)
    assert found.article == document.article
    assert {each.id: each for each in found.entities} == {e.id: e for e in document.entities}
    assert found.provenance == document.provenance
    assert found.annotator == document.annotator


@given(documents())
def test_what_is_read_is_written_in_the_same_lines(document: Document) -> None:
    lines = ann_lines(document)
    assert ann_lines(again(document)) == lines


@given(documents())
def test_lines_are_such_as_brat_itself_takes(document: Document) -> None:
    """brat ends lines wherever Python does, and refuses fragments that touch."""
    lines = ann_lines(document)
    assert "\n".join(lines).splitlines() == lines
    for line in lines:
        assert parse_line(line) is not None
    for mention in document.annotations.mentions:
        found = fragments_of(mention.spans)
        assert all(not set(each.quote) & set(BREAKS) for each in found)
        assert all(a.end < b.start for a, b in pairwise(found))


@given(documents(), st.sampled_from(["crlf", "utf16", "bom", "nfd"]))
def test_other_ways_to_count_are_found_and_told(document: Document, way: str) -> None:
    document = replace(document, annotations=ArticleAnnotations(document.annotations.mentions))
    text = document.article.text
    raw = {
        "crlf": text.replace("\n", "\r\n"),
        "nfd": unicodedata.normalize("NFD", text) if text.isalpha() else text,
        "bom": "\ufeff" + text,
        "utf16": text,
    }[way]
    lines = [line for line in ann_lines(document) if line[0] == "T"]
    if way == "utf16":
        lines = [_in_utf16(line, text) for line in lines]
    data = raw.encode()
    report = ReportBuilder()
    reader = ArticleReader(decode(data), data=data, name="a", file="a.txt")
    found = reader.document(lines, file="a.ann", report=report)
    assert [line for line in report.lines if line.severity == "refused"] == []
    assert {each.id for each in found.annotations.mentions} == {
        each.id for each in document.annotations.mentions
    }
    for mention in found.annotations.mentions:
        assert all(found.article.text[s.start : s.end] == s.quote for s in mention.spans)


def _in_utf16(line: str, text: str) -> str:
    id_, places, quote = line.split("\t", 2)
    type_, _, rest = places.partition(" ")
    moved = ";".join(
        " ".join(str(len(text[: int(at)].encode("utf-16-le")) // 2) for at in pair.split(" "))
        for pair in rest.split(";")
    )
    return f"{id_}\t{type_} {moved}\t{quote}"


@given(documents())
def test_the_help_says_which_lines_strict_readers_take(document: Document) -> None:
    """Notes of mentions alone, and values of what has a line (edsnlp): no mention is lost."""
    page = read_text("help/en/format-brat.md")
    wanted = re.search(r"grep -P '([^']+)'", page)
    assert wanted is not None
    lines = ann_lines(document)
    kept = [line for line in lines if re.search(wanted[1], line)]
    assert [line for line in kept if line[0] == "T"] == [line for line in lines if line[0] == "T"]
    seen: set[str] = set()
    for line in kept:
        name, said, *_ = line.split("\t")
        if name[0] == "#":
            assert said.split(" ")[0] == "AnnotatorNotes"
            assert said.split(" ")[1] in {each for each in seen if each[0] == "T"}
        elif name[0] == "A":
            assert said.split(" ")[1] in seen
        seen |= {name} if name[0] in {"T", "E"} else set()


def test_real_files_come_back_line_by_line(samples: Path) -> None:
    folder = samples / "brat_news"
    report = ReportBuilder()
    count = 0
    for document in BratReader().read(folder, report=report):
        lines = (folder / f"{document.name}.ann").read_text("utf-8").split("\n")
        lines = lines[:-1] if not lines[-1] else lines
        assert ann_lines(document) == lines
        count += len(lines)
    assert report.read == count > 100
    assert [line for line in report.lines if line.severity != "note"] == []


def test_the_report_names_what_has_no_place_and_how_the_rest_is_written() -> None:
    support = BratWriter().support
    assert set(support) == set(Feature)
    counts = dict.fromkeys(Feature, 2)
    told = losses(counts, support, form="brat")
    named = {str(line.message.params["what"]) for line in (*told.notes, *told.refused)}
    assert len(named) == sum(way is not Way.HELD for way in support.values())
    assert len(told.refused) == sum(way is Way.REPORTED for way in support.values())


@given(documents())
def test_features_are_counted_where_they_are(document: Document) -> None:
    counts = features_of(document)
    assert counts[Feature.CLAIMS] == len(document.annotations.claims)
    assert counts[Feature.CROSS_LINKS] == counts[Feature.REJECTIONS] == 0
    assert all(count > 0 for count in counts.values())


# -- what cannot be read


def read(
    folder: Path, lines: str | bytes, text: str | bytes = "한빛전자는 늘린다.\n누리칩도."
) -> tuple[list[Document], Report]:
    for name, data in (("a.txt", text), ("a.ann", lines)):
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    report = ReportBuilder()
    return list(BratReader().read(folder, report=report)), report.build()


ORG = "T1\tORG 0 4\t한빛전자\n"
BAD = {
    "an offset beyond the text": ("T1\tORG 90 94\t없는말\n", "offsets.lost", 1),
    "words that stand nowhere": ("T1\tORG 0 4\t두빛전자\n", "offsets.lost", 1),
    "a duplicate id": (ORG + "T1\tORG 5 9\t늘린다.\n", "brat.twice", 2),
    "a line that was cut off": (ORG + "T2\tORG 5", "brat.syntax", 2),
    "a relation of a relation": (
        ORG + "T2\tORG 0 4\t한빛전자\nR1\tOwns Arg1:T1 Arg2:T2\nR2\tOf Arg1:R1 Arg2:T2\n",
        "brat.no_end", 4,
    ),
    "a place without words beyond the text": ("T1\tORG 90 94\n", "offsets.outside", 1),
    "an event without its trigger": (ORG + "E1\tReport:T9 A:T1\n", "brat.dangling", 2),
    "a role that points nowhere": (
        ORG + "T2\tReport 6 10\t늘린다.\nE1\tReport:T2 A:T8\n", "brat.dangling", 3,
    ),
    "a relation that points nowhere": (ORG + "R1\tOwns Arg1:T1 Arg2:T7\n", "brat.dangling", 2),
    "an attribute of nothing": (ORG + "A1\tactor T9\n", "brat.dangling", 2),
    "an attribute twice": (ORG + "A1\tactor T1\nA2\tactor T1\n", "brat.twice", 3),
    "events in a circle": (
        "T1\tX 0 4\t한빛전자\nT2\tX 6 10\t늘린다.\nE1\tX:T1 A:E2\nE2\tX:T2 A:E1\n", "brat.cycle", 4,
    ),
    "a claim in two others": (
        "T1\tClaim 0 2\t한빛\nT2\tClaim 2 4\t전자\nT3\tClaim 6 8\t늘린\nE1\tClaim:T1\n"
        "E2\tClaim:T2\nE3\tClaim:T3 Nested-in:E1 Nested-in2:E2\n", "brat.nested", 6,
    ),
    "a note of ours that is no JSON": (ORG + "#1\tJuseok @T1\t{\n", "brat.note", 2),
    "a note of ours with half a pair": (
        ORG + '#1\tJuseok @T1\t{"note":"\\ud800"}\n', "brat.note", 2,
    ),
    "a note of ours with a false span": (
        ORG + '#1\tJuseok @T1\t{"spans":[[0,4,"두빛전자"]]}\n', "brat.note", 2,
    ),
    "a note of ours with a false shape": (ORG + '#1\tJuseok @T1\t{"spans":7}\n', "brat.note", 2),
    "zones beyond the text": (
        ORG + '#1\tJuseok article\t{"zones":[[0,999,"body"]]}\n', "brat.note", 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    lines, code, number = BAD[name]
    found, report = read(tmp_path, lines)
    assert [(line.message.code, line.line) for line in report.refused] == [(code, number)]
    assert report.refused[0].file == str(tmp_path / "a.ann")
    assert len(found) == 1
    assert report.read == len(lines.splitlines())


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("X1\twhatever T1\n", "brat.kept"),
        (ORG + "#1\tLemma T1\ta\n#2\tLemma T1\tb\n", "brat.kept_notes"),
        (ORG + "N1\tReference T1 a:1\tx\nN2\tReference T1 b:2\ty\n", "brat.kept"),
        (ORG + "E1\tORG:T1\nN1\tReference E1 a:1\tof an event\n", "brat.kept"),
        (ORG + "T2\tORG 0 2\t한빛\nR1\tIs Whole:T1 Part:T2\n", "brat.ends"),
        (ORG.replace("0 4", "1 5"), "offsets.nearest"),
        ("T1\tORG 0 4\n", "offsets.unproved"),
        ("T1\tORG 0 4\t\n", "offsets.unproved"),
        ("#1\tJuseok @T9\t{}\n", "brat.orphan"),
        (ORG + "R1\tIs Arg1:T1 Arg2:T1 [T1, T1]\n", "brat.behind"),
    ],
)
def test_what_is_read_with_a_change_is_told(lines: str, code: str, tmp_path: Path) -> None:
    found, report = read(tmp_path, lines)
    assert [line.message.code for line in report.changed] == [code]
    assert report.refused == ()
    if code in ("brat.kept", "brat.kept_notes", "brat.ends"):
        assert ann_lines(found[0]) == lines.splitlines()


def test_brackets_that_nothing_closes_cost_no_more_than_their_line(tmp_path: Path) -> None:
    _, report = read(tmp_path, f"{ORG}R1\tIs Arg1:T1 Arg2:T1{' [' * (1 << 19)}\n")
    assert [line.message.code for line in report.refused] == ["brat.syntax"]


def test_attributes_between_claims_are_kept_and_written_back(tmp_path: Path) -> None:
    claims = "T1\tClaim 0 2\t한빛\nT2\tClaim 3 5\t새벽\nE1\tClaim:T1\nE2\tClaim:T2\n"
    lines = f"{claims}R1\tsupports Arg1:E1 Arg2:E2\nA1\tSure R1 no\n"
    (tmp_path / "a.txt").write_text("한빛 새벽", "utf-8")
    (tmp_path / "a.ann").write_text(lines, "utf-8")
    report = ReportBuilder()
    (found,) = BratReader().read(tmp_path, report=report)
    assert [line.message.code for line in report.lines] == ["brat.kept"]
    assert len(found.annotations.claim_links) == 1
    assert "A1\tSure R1 no" in ann_lines(found)


def test_what_is_said_of_nothing_is_named_by_what_it_points_to(tmp_path: Path) -> None:
    _, report = read(tmp_path, ORG + "A1\tactor T9\n")
    assert [line.message.params for line in report.refused] == [{"target": "T9"}]


def test_parts_of_the_lines_in_files_of_their_own_are_read_as_one(tmp_path: Path) -> None:
    lines = "T2\tFirst find 6 10\t늘린다.\nE1\tFind:T2 Theme:T1\n#1\tAnnotatorNotes E1\tas is  \n"
    (tmp_path / "a.a1").write_text(ORG, "utf-8")
    (tmp_path / "a.a2").write_text(f"{lines}E2\tX:T9\n", "utf-8")
    (tmp_path / "a.txt").write_text("한빛전자는 늘린다.", "utf-8")
    assert recognised(tmp_path) == recognised(tmp_path / "a.a2") == "brat"
    paths = [tmp_path / name for name in ("a.a1", "a.a2", "a.txt")]
    assert told_apart(paths) == ([Foreign(paths[0], "brat")], [])
    report = ReportBuilder()
    (found,) = BratReader().read(tmp_path, report=report)
    (told,) = report.lines
    assert (told.message.code, told.file, told.line) == ("brat.dangling", str(paths[1]), 4)
    assert report.read == 5
    assert ann_lines(found)[0] == ORG.strip()
    assert "#1\tAnnotatorNotes E1\tas is" in [line.rstrip() for line in ann_lines(found)]
    (tmp_path / "a.ann").write_text(ORG, "utf-8")  # which has both, as a rule
    (found,) = BratReader().read(tmp_path, report=report)
    assert found.frames == ()
    assert [line.message.code for line in report.lines[1:]] == ["import.passed_over"] * 2


def test_tabs_where_brat_has_blanks_are_read(tmp_path: Path) -> None:
    lines = "R1\tOwns\tArg1:T1\tArg2:T2\nA1\tSure\tT1\tno\nN1\tReference T1 W:Q1 한빛\n"
    (found,), report = read(tmp_path, ORG + "T2\tORG 0 2\t한빛\n" + lines)
    assert report.changed == report.refused == ()
    assert [each.head for each in found.annotations.relationships] == ["T1"]
    assert found.annotations.mentions[0].attributes["Sure"].value == "no"
    assert [each.name for each in found.entities] == ["한빛"]


def test_ends_of_a_relation_are_taken_by_their_names(tmp_path: Path) -> None:
    (found,), _ = read(tmp_path, ORG + "T2\tORG 0 2\t한빛\nR1\tOwns Arg2:T1 Arg1:T2\n")
    assert [(e.head, e.tail) for e in found.annotations.relationships] == [("T2", "T1")]


def test_a_file_of_another_name_is_no_pair(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")
    report = ReportBuilder()
    assert list(BratReader().read(tmp_path / "a.json", report=report)) == []
    assert [line.message.code for line in report.lines] == ["file.missing"]


def test_a_text_that_is_missing_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(ORG, "utf-8")
    report = ReportBuilder()
    assert list(BratReader().read(tmp_path, report=report)) == []
    assert [line.message.code for line in report.lines] == ["brat.no_text"]
    assert report.read == 1


def test_a_text_without_lines_is_an_article_without_annotations(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("한빛전자", "utf-8")
    found = list(BratReader().read(tmp_path, report=ReportBuilder()))
    assert [each.annotations for each in found] == [ArticleAnnotations()]


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
def test_korean_encodings_and_marks_are_read(encoding: str, tmp_path: Path) -> None:
    text = "한빛전자는 내년에 공장을 늘린다고 밝혔다."
    found, report = read(tmp_path, ORG.encode(encoding), text.encode(encoding))
    assert [each.spans[0].quote for each in found[0].annotations.mentions] == ["한빛전자"]
    assert report.refused == ()


def test_bytes_that_are_no_text_are_refused_by_file(tmp_path: Path) -> None:
    found, report = read(tmp_path, ORG, b"\xff\x00\xfe\x80\x81")
    assert found == []
    assert [line.file for line in report.refused] == [str(tmp_path / "a.txt")]


# -- configuration


def test_the_configuration_names_every_type_and_colours_it() -> None:
    scheme = ABOUT.scheme
    found = list(labels_in(annotation_conf(scheme)))
    sections = {section: {name for s, name, _ in found if s == section} for section, _, _ in found}
    assert {each.id for each in scheme.entity_types} < sections["entities"]
    edges = (*scheme.relationship_types, *scheme.link_types)
    assert {each.id for each in edges if not each.retired} == sections["relations"]
    gone = next(each.id for each in edges if each.retired)
    assert gone in annotation_conf(scheme, Used(edges={gone}))
    assert sections["events"] == {"Claim"}
    assert "certainty" in sections["attributes"]
    assert "ORG | 기관·기업 | Organisation | O" in visual_conf(scheme)


def test_labels_that_are_in_no_scheme_are_in_the_configuration(tmp_path: Path) -> None:
    lines = (
        "T1\tPER 0 4\t한빛전자\nT2\tSay 6 9\t늘린다\nT3\tPER 0 2\t한빛\n"
        "E1\tSay:T2 Who:T1 Who2:T1\nA1\tSure E1 high\nA2\tDenied E1\nR1\tIs Arg1:T1 Arg2:T3\n"
        "*\tSame T1 T3\n"
    )
    (found,), _ = read(tmp_path, lines)
    used = Used()
    used.add(found)
    conf = set(annotation_conf(ABOUT.scheme, used).split("\n"))
    assert conf > {
        "PER",
        "Say\tWho*:<ANY>",
        "Is\tArg1:<ANY>, Arg2:<ANY>",
        "Same\tArg1:<ANY>, Arg2:<ANY>, <REL-TYPE>:symmetric-transitive",
        "Sure\tArg:<ANY>, Value:high",
        "Denied\tArg:<ANY>",
    }


def test_a_folder_has_all_files_and_a_manifest_with_their_hashes(tmp_path: Path) -> None:
    document = _plain()
    report = BratWriter().write([document, document], tmp_path / "out", about=ABOUT)
    names = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert [name.rpartition(".")[2] for name in names].count("ann") == 2
    assert {"annotation.conf", "visual.conf", "manifest.json"} < set(names)
    assert report.written == 2
    back = list(BratReader().read(tmp_path / "out", report=ReportBuilder()))
    assert [each.article.text for each in back] == [document.article.text] * 2


def _plain() -> Document:
    data = "한빛전자는 늘린다.".encode()
    reader = ArticleReader(decode(data), data=data, name="", file="")
    return reader.document([ORG.strip()], file="", report=ReportBuilder())
