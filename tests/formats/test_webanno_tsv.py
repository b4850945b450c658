"""WebAnno TSV 3.3: what is written comes back, and files of other tools are read word by word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.alike import contents
from tests.formats.documents import documents

from juseok.core.model import Article, ArticleAnnotations, Mention, Metadata
from juseok.core.scheme import load_scheme
from juseok.core.spans import make_span
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.cas import tsv
from juseok.formats.cas.graph import writable
from juseok.formats.cas.inward import Source, document_of
from juseok.formats.cas.sources import Entry
from juseok.formats.cas.tsv_reader import TsvReader
from juseok.formats.cas.tsv_writer import TsvWriter
from juseok.formats.document import About, Document
from juseok.formats.registry import recognised

ABOUT = About(scheme=load_scheme("default"), project="뉴스", date="2026-11-22")


def read(path: Path, text: str | bytes) -> tuple[list[Document], Report]:
    (path / "a.tsv").write_bytes(text.encode() if isinstance(text, str) else text)
    report = ReportBuilder()
    return list(TsvReader().read(path, report=report)), report.build()


@given(documents())
def test_everything_comes_back(document: Document) -> None:
    text = "\n".join(TsvWriter().sample(document, about=ABOUT)[2:])
    report = ReportBuilder()
    graph = TsvReader().graph(Entry(text.encode(), "", ""), report)
    found = document_of(graph, Source(), report=report)
    assert [line.message for line in report.lines] == []
    assert contents(found) == contents(document)


@pytest.mark.parametrize("text", ["\ufffe", "가\x01나…\ufffe 다"])
def test_what_stands_on_a_sign_that_no_file_can_hold_comes_back(tmp_path: Path, text: str) -> None:
    at = text.index("\ufffe")
    mention = Mention("m1", "", "a", "ORG", (make_span(text, at, at + 1),))
    article = Article("a", text, (), Metadata(), 1)
    document = Document(article=article, annotations=ArticleAnnotations((mention,)))
    (found,), _ = read(tmp_path, "\n".join(TsvWriter().sample(document, about=ABOUT)[2:]))
    assert found.article.text == text
    assert [each.spans for each in found.annotations.mentions] == [mention.spans]


@settings(max_examples=40)
@given(documents())
def test_a_sentence_that_is_read_line_by_line_is_the_same(document: Document) -> None:
    """A line of blanks ends a sentence as an empty one does, and has its lines looked at each."""
    text = "\n".join(TsvWriter().sample(document, about=ABOUT)[2:])
    found: list[Document] = []
    for ends in ("\n\n", "\n \n"):
        report = ReportBuilder()
        graph = TsvReader().graph(Entry(text.replace("\n\n", ends).encode(), "", ""), report)
        found.append(document_of(graph, Source(), report=report))
        assert report.lines == []
    assert found[0] == found[1]


@given(documents())
def test_lines_are_such_as_inception_itself_takes(document: Document) -> None:
    lines = "\n".join(TsvWriter().sample(document, about=ABOUT)[2:]).split("\n")
    header = lines.index("")
    assert lines[header + 1] == ""
    columns = [column for line in lines[1:header] for column in tsv.declared(line)]
    text = writable(document.article.text)
    units = text.encode("utf-16-le")
    first, seen = False, 0
    for line in lines[header + 2 :]:
        if not line or line.startswith(tsv.TEXT):
            first = True
            continue
        cells = line.split("\t")
        assert len(cells) == 4 + len(columns)
        start, end = map(int, cells[1].split("-"))
        assert units[2 * start : 2 * end].decode("utf-16-le") == cells[2]
        assert cells[2] == cells[2].strip()
        assert not first or start >= seen
        first, seen = False, max(seen, end)
        for column, cell in zip(columns, cells[3:], strict=False):
            for value in tsv.parts(cell, tsv.STACK):
                assert not tsv.with_id(value)[0].endswith("\\")
                assert value or column.sort is None


@given(st.text(st.sampled_from("\\[]|_->;\t\n*가 a"), max_size=12))
def test_reserved_characters_come_back_whatever_stands_beside_them(value: str) -> None:
    cell = tsv.escape(value)
    assert tsv.unescape(cell) == value
    assert "\t" not in cell
    assert "\n" not in cell
    if not value.endswith("\\"):
        assert tsv.parts(f"{cell}|{cell}[7]", tsv.STACK) == [cell, f"{cell}[7]"]
        assert tsv.with_id(f"{cell}[7]") == (cell, "7")
    line = value.replace("\n", "")
    assert tsv.unescape_text(tsv.escape_text(line)) == line


NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
COREF = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"
SAMPLE = f"""#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP={NER}|identifier|value
#T_SP=webanno.custom.Says|ROLE_webanno.custom.Says:Roles_webanno.custom.SaysRolesLink|{NER}|sure
#T_SP=webanno.custom.Mark|
#T_CH={COREF}|referenceRelation|referenceType
#T_RL=webanno.custom.Works|kind|BT_{NER}


#Sentence.id=s1
#Text=😀 한빛전자는
#Text=크다.
1-1\t0-2\t😀\tSW\t_\t_\t_\t_\t_\t*\t_\t_\t_\t_\t
1-2\t3-8\t한빛전자는\tNN\t_\t_\t_\t_\t_\t_\t_\t_\t_\t
1-2.1\t3-7\t한빛전자\t_\t*[1]|*[2]\tORG[1]|두\\|말\\_[2]\t_\t_\t_\t_\t->1-1\t회사[1]\t_\t_\t
1-3\t9-12\t크다.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t

#Text=이 가온 대표는 말했다.
2-1\t13-14\t이\tNN\t*[3]\tPER[3]\t_\t_\t_\t_\t_\t_\tworks\\->for\t1-2.1[1_3]\t
2-2\t15-17\t가온\tNN\t*[3]\tPER[3]\t_\t_\t_\t_\t_\t_\t_\t_\t
2-3\t18-21\t대표는\tNN\t_\t_\t_\t_\t_\t_\t*->1-2\t회사[1]\t_\t_\t
2-4\t22-26\t말했다.\tVV\t_\t_\twho;*\t2-1[3];1-2.1[1]\ttrue\t_\t_\t_\t_\t_\t
"""


@pytest.mark.parametrize("version", ["3.1", "3.3"])
@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "crlf"])
def test_stacks_parts_of_words_slots_chains_and_relations_are_read(
    version: str, form: str, tmp_path: Path
) -> None:
    text = SAMPLE.replace("TSV 3.3", f"TSV {version}")
    data = text.replace("\n", "\r\n").encode() if form == "crlf" else text.encode(form)
    (found,), report = read(tmp_path, data)
    assert recognised(tmp_path) == "webanno-tsv"
    assert report.is_clean
    assert found.article.text == "😀 한빛전자는\n크다.\n이 가온 대표는 말했다."
    told = {str(line.message.params["type"]).rpartition(".")[2] for line in report.notes}
    assert told == {"POS"}
    said = {(each.spans[0].quote, each.type): each for each in found.annotations.mentions}
    assert set(said) == {
        ("한빛전자", "ORG"), ("한빛전자", "두|말_"), ("이 가온", "PER"), ("😀", "Mark"),
        ("대표는", "회사"),
    }  # fmt: skip
    org, per = said["한빛전자", "ORG"], said["이 가온", "PER"]
    (edge,) = found.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("works->for", org.id, per.id)
    (frame,) = found.frames
    assert (frame.type, frame.trigger[0].quote, frame.attributes) == (
        "Says", "말했다.", {"sure": True},
    )  # fmt: skip
    assert frame.roles == (("who", per.id), ("Roles", org.id))
    (group,) = found.groups
    assert group.type == "Coreference"
    assert group.members == (org.id, said["대표는", "회사"].id)
    assert found.places[edge.id] == 19


def test_slots_of_two_features_are_all_read(tmp_path: Path) -> None:
    roles = [f"ROLE_custom.Says:{each}_custom.{each}Link|{NER}" for each in ("Who", "What")]
    (found,), report = read(
        tmp_path,
        f"#FORMAT=WebAnno TSV 3.3\n#T_SP={NER}|value\n#T_SP=custom.Says|{'|'.join(roles)}\n\n\n"
        "#Text=한빛 새벽\n1-1\t0-2\t한빛\tORG\t_\t_\t_\t_\n"
        "1-2\t3-5\t새벽\tORG\t*\t1-1\tb;c\t1-1;1-2\n",
    )
    assert report.is_clean
    one, other = (each.id for each in found.annotations.mentions)
    assert found.frames[0].roles == (("Who", one), ("b", one), ("c", other))


def test_words_that_count_code_points_are_found_and_told(tmp_path: Path) -> None:
    text = (
        f"#FORMAT=WebAnno TSV 3.2\n#T_SP={NER}|value\n\n\n#Text=😀 한빛 \\[전자\\]\n"
        "1-1\t0-1\t😀\t_\n1-2\t2-4\t한빛\tORG\n1-3\t5-9\t[전자]\t_\n\n#Text=끝\n2-1\t12-13\t끝\tX\n"
    )
    (found,), report = read(tmp_path, text)
    assert found.article.text == "😀 한빛 [전자]\n  끝"
    assert [each.spans[0].quote for each in found.annotations.mentions] == ["한빛", "끝"]
    assert [line.message.code for line in report.changed] == ["cas.code_points"]


HEAD = f"#FORMAT=WebAnno TSV 3.3\n#T_SP={NER}|value\n\n\n#Text=한빛전자는 크다.\n"
GOOD = "1-1\t0-5\t한빛전자는\t_\t\n"
BAD = {
    "a cell that is missing": (GOOD + "1-2\t6-9\n", "cas.tsv", 7),
    "a number that is none": (GOOD + "1-x\t6-9\t크다.\tX\t\n", "cas.tsv", 7),
    "words that stand nowhere": (GOOD + "1-2\t6-9\t작다.\tX\t\n", "offsets.lost", 7),
    "a word twice": (GOOD + "1-1\t6-9\t크다.\tX\t\n", "cas.twice", 7),
    "a part without its word": (GOOD + "1-9.1\t8-99\t크\tX\t\n", "offsets.lost", 7),
    "a cell that no column declares": (GOOD + "1-2\t6-9\t크다.\tX\tZ\t\n", "cas.columns", 7),
    "a remark among words": ("#Sentence.id=s\n#who=나\n" + GOOD, "cas.tsv", 7),
    "a part without length": (GOOD + "1-1.1\t4-4\t\tX\t\n", "cas.empty", 7),
    "a part without length or word": (GOOD + "1-1.1\t9-9\t\tX\t\n", "cas.empty", 7),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    lines, code, number = BAD[name]
    found, report = read(tmp_path, HEAD + lines)
    assert [(line.message.code, line.line) for line in report.refused] == [(code, number)]
    assert [each.article.text for each in found] == ["한빛전자는 크다."]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cas.tsv"),
        (b"#FORMAT=WebAnno TSV 3.3\n", "cas.no_text"),
        ("#FORMAT=WebAnno TSV 3.3\n#T_XX=a|b\n", "cas.tsv"),
        (b"a\tb\n", "cas.tsv"),
        (b" # webanno.custom.X | a # webanno.custom.Y | b\n#id=1\n#text=A b\n", "cas.tsv_old"),
        (b"\xff\x00\x81\x80\x00", "text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    data: bytes | str, code: str, tmp_path: Path
) -> None:
    found, report = read(tmp_path, data)
    assert found == []
    assert [line.message.code.startswith(code) for line in report.refused] == [True]


def test_places_that_are_wrong_are_put_right_and_references_to_nothing_refused(
    tmp_path: Path,
) -> None:
    head = HEAD.replace("\n\n\n", f"\n#T_RL=custom.R|kind|BT_{NER}\n\n\n")
    lines = "1-1\t0-5\t한빛전자는\tORG\ta\t9-9\t\n1-2\t7-10\t크다.\tX\t_\t_\t\n"
    (found,), report = read(tmp_path, head + lines)
    assert [each.spans[0].quote for each in found.annotations.mentions] == ["한빛전자는", "크다."]
    assert [(each.message.code, each.line) for each in report.changed] == [("offsets.nearest", 8)]
    assert [(each.message.code, each.line) for each in report.refused] == [("cas.dangling", 7)]


def test_a_folder_has_a_file_for_each_article_and_a_manifest(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, SAMPLE)
    report = TsvWriter().write([document], tmp_path / "out", about=ABOUT)
    assert report.written == 1
    names = sorted(each.suffix for each in (tmp_path / "out").iterdir())
    assert names == [".json", ".tsv"]
    assert TsvWriter().sample(document, about=ABOUT)[2].startswith(tsv.FORMAT)
    (back,) = TsvReader().read(tmp_path / "out", report=ReportBuilder())
    assert contents(back)["mentions"] == contents(document)["mentions"]
    assert [frame.roles for frame in back.frames] != []


def test_a_number_that_two_layers_have_is_of_the_one_that_said_it_last(tmp_path: Path) -> None:
    header = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.A|value\n#T_SP=custom.B|value\n\n\n"
    rows = ("1-1\t0-1\t가\tx[1]\t_\t", "1-2\t2-3\t나\tx[1]\t_\t", "1-3\t4-5\t다\t_\ty[1]\t",
            "1-4\t6-7\t라\tx[1]\t_\t", "1-5\t8-9\t마\tx[1]\t_\t")  # fmt: skip
    (found,), report = read(tmp_path, header + "#Text=가 나 다 라 마\n" + "\n".join(rows) + "\n")
    assert report.is_clean
    assert [(each.type, each.spans[0].quote) for each in found.annotations.mentions] == [
        ("x", "가 나"), ("y", "다"), ("x", "라 마"),
    ]  # fmt: skip


def test_a_stack_may_have_gaps_and_be_longer_than_another(tmp_path: Path) -> None:
    header = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.A|value|sure|note\n\n\n"
    rows = ("1-1\t0-1\t가\tx[1]|y|\\|z[2]\t_|*|true[2]|no[3]\t|\t",
            "1-2\t2-3\t나\tx[1]|\\|z[2]\t*[1]|true[2]\t_\t")  # fmt: skip
    (found,), report = read(tmp_path, header + "#Text=가 나\n" + "\n".join(rows) + "\n")
    assert report.is_clean
    mentions = found.annotations.mentions
    assert [(each.type, each.spans[0].quote) for each in mentions] == [
        ("x", "가 나"), ("|z", "가 나"), ("y", "가"), ("A", "가"),
    ]  # fmt: skip
    values = [{name: each.value for name, each in mention.attributes.items()}
              for mention in mentions]  # fmt: skip
    assert values == [{}, {"sure": True}, {}, {"sure": "no"}]


@given(st.lists(st.text(st.sampled_from("a\\|;[]_*->1\t\n"), max_size=6), min_size=1))
def test_stacks_of_whatever_characters_come_apart_again(values: list[str]) -> None:
    cell = tsv.STACK.join(map(tsv.escape, values))
    assert [tsv.unescape(each) for each in tsv.parts(cell, tsv.STACK)] == values
