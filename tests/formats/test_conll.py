"""CoNLL-2003: whatever the unit and the tags, what is written comes back; nothing is dropped."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nervaluate
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.side_files import about, assert_reported, assert_same, written_and_read

from juseok.core.errors import FormatError
from juseok.core.ids import article_id
from juseok.core.model import Article, ArticleAnnotations, Mention, Metadata
from juseok.core.spans import make_span
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import Document
from juseok.formats.registry import recognised
from juseok.formats.tokens.conll_reader import ConllReader, _Reading
from juseok.formats.tokens.conll_writer import ConllWriter, lay, lines
from juseok.formats.tokens.lines import numbered_lines, numbered_runs
from juseok.formats.tokens.tags import Stretch, stretches, tagged

UNITS = ("char", "eojeol", "morpheme")
SCHEMES = ("bio", "bioes", "iob1")
TEXT = "한빛전자는 내년에 공장을 늘린다. 누리칩도 봤다.\n끝."


def article(text: str, *mentions: tuple[str, str]) -> Document:
    """An article of ``text`` with a mention for each label and its words."""
    id_ = article_id(text, 1)
    found = [
        Mention(f"m{n}", "", id_, label, (make_span(text, at, at + len(words)),))
        for n, (label, words) in enumerate(mentions)
        for at in [text.index(words)]
    ]
    return Document(
        article=Article(id_, text, (), Metadata(), 1),
        annotations=ArticleAnnotations(tuple(found)),
    )


PLAIN = article(TEXT, ("ORG", "한빛전자"), ("DATE", "내년"), ("ORG", "누리칩"), ("X", "봤"))


@given(st.lists(documents(), max_size=2), st.sampled_from(UNITS), st.sampled_from(SCHEMES))
def test_everything_comes_back(found: list[Document], unit: str, scheme: str) -> None:
    writer = ConllWriter()
    again, told, report = written_and_read(
        writer, ConllReader(), [*found, PLAIN], {"unit": unit, "scheme": scheme}
    )
    assert report.changed == report.refused == ()
    for one, other in zip(again, [*found, PLAIN], strict=True):
        assert_same(one, other)
    assert_reported(told, writer, [*found, PLAIN])


_ROWS = st.sampled_from([
    "한 O", "한 -X- B-EJ O", "빛 B-ORG", "빛\tB-ORG", "#\tO", "-DOCSTART- -X- O O", "한 NNP x\tO",
    "한 X", "한  O", " 한 O", "한 -X- _ B-ORG ", "한\u3000자 O", f"한 {'x' * 120} O",
    "# a", "한", " ",
])  # fmt: skip


@example([["-DOCSTART- -X- O O"], ["한 O", "빛 B-ORG"]], False)
@example([["한 O", "한 X"]], True)
@example([["한 O", "한 NNP x\tO"]], True)
@given(st.lists(st.lists(_ROWS, max_size=3), max_size=4), st.booleans())
def test_a_sentence_read_at_once_is_what_its_rows_say(
    sentences: list[list[str]], has_end: bool
) -> None:
    rows = [row for each in sentences for row in (*each, "")]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "a.conll"
        path.write_text("\n".join(rows) + "\n" * has_end, "utf-8", newline="\n")
        at_once = all_of(_Reading, path)
        patch.setattr(_Reading, "_at_once", lambda *_: None)
        assert all_of(_Reading, path) == at_once


def all_of(reading: Any, path: Path) -> tuple[list[Document], Report]:
    """The documents of a file, but for ids, and what is told."""
    report = ReportBuilder()
    found: list[Document] = list(reading(path, report).documents())
    return [replace(each, article=replace(each.article, id="")) for each in found], report.build()


# -- tags


@st.composite
def marks(draw: st.DrawFn) -> tuple[int, list[Stretch]]:
    """Stretches in order, some of which touch."""
    count = draw(st.integers(0, 12))
    cuts = sorted(draw(st.lists(st.integers(0, count), unique=True)))
    label = st.sampled_from(["ORG", "PER-SON"])
    found = [Stretch(low, high - 1, draw(label)) for low, high in pairwise(cuts)]
    return count, [each for each in found if draw(st.booleans())]


@given(marks(), st.sampled_from(SCHEMES))
def test_tags_are_valid_and_mark_the_same_stretches(
    marked: tuple[int, list[Stretch]], scheme: str
) -> None:
    count, wanted = marked
    tags = tagged(count, wanted, scheme)
    assert stretches(tags) == wanted
    assert not list(faults(tags, scheme))
    if scheme == "bio":
        found = nervaluate.collect_named_entities(tags)
        assert [(e["start"], e["end"], e["label"]) for e in found] == [
            tuple(each) for each in wanted
        ]


def faults(tags: list[str], scheme: str) -> list[str]:
    """Where ``tags`` break the rule of ``scheme``, read strictly."""
    found: list[str] = []
    for before, here in pairwise(("O", *tags, "O")):
        (was, _, of), (sort, _, label) = before.partition("-"), here.partition("-")
        goes_on = was in ("B", "I") and of == label
        if scheme == "bio":
            is_fault = sort not in "BIO" or (sort == "I" and not goes_on)
        elif scheme == "iob1":
            is_fault = sort not in "BIO" or (sort == "B" and not (was in "BI" and of == label))
        else:
            is_open = was in ("B", "I")
            is_fault = sort not in "BIOES" or is_open != (sort in ("I", "E") and goes_on)
        if is_fault:
            found.append(f"{before} {here}")
    return found


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ("I-A I-A O I-B", [(0, 1, "A"), (3, 3, "B")]),
        ("I-A B-A I-B", [(0, 0, "A"), (1, 1, "A"), (2, 2, "B")]),
        ("B-A L-A U-B U-B", [(0, 1, "A"), (2, 2, "B"), (3, 3, "B")]),
        ("S-A E-A B-A", [(0, 0, "A"), (1, 1, "A"), (2, 2, "A")]),
    ],
)
def test_tags_of_other_tools_are_read(tags: str, wanted: list[tuple[int, int, str]]) -> None:
    assert stretches(tags.split()) == wanted


# -- what is in the file


def test_the_lines_are_those_of_conll() -> None:
    laid = lay(PLAIN, "char", about())
    found = "".join(lines(PLAIN, laid, "bio")).split("\n")
    assert found[:2] == [f"-DOCSTART- {PLAIN.article.id} -X- O", ""]
    assert found[2:8] == [
        "한 -X- B-EJ B-ORG", "빛 -X- I-EJ I-ORG", "전 -X- I-EJ I-ORG", "자 -X- I-EJ I-ORG",
        "는 -X- I-EJ O", "내 -X- B-EJ B-DATE",
    ]  # fmt: skip
    assert (laid.widened, laid.aside) == (0, 0)


def test_what_does_not_fit_is_told_and_stands_in_the_side_file(tmp_path: Path) -> None:
    both = article(TEXT, ("ORG", "한빛전자"), ("ORG", "한빛"), ("DATE", "내년"), ("T", "끝"))
    told = ConllWriter().write([both], tmp_path / "out", about=about(unit="eojeol"))
    notes = {line.message.code: line.message.params["count"] for line in told.notes}
    assert notes["tokens.widened"] == 3
    assert notes["tokens.aside"] == 1
    rows = (tmp_path / "out" / "articles.conll").read_text("utf-8")
    assert "한빛전자는 -X- B-EJ B-ORG\n내년에 -X- B-EJ B-DATE\n" in rows
    (back,) = ConllReader().read(tmp_path / "out", report=ReportBuilder())
    assert_same(back, both)


def test_morphemes_that_share_a_syllable_are_one_token() -> None:
    rows = list(lines(PLAIN, lay(PLAIN, "morpheme", about()), "bioes"))
    assert "한빛 NNG+EP+JX B-EJ B-ORG\n" in rows
    assert all(len(re.split(r"\s", row.rstrip("\n"))) == 4 for row in rows[1:] if row != "\n")


def test_morphemes_need_an_analyser(tmp_path: Path) -> None:
    nobody = replace(about(unit="morpheme"), analyser=None)
    with pytest.raises(FormatError):
        ConllWriter().write([PLAIN], tmp_path / "out", about=nobody)
    assert "한빛전자는 -X- B-EJ B-ORG" in ConllWriter().sample(PLAIN, about=nobody)


# -- files that were edited, or that others made


def read(path: Path) -> tuple[list[Document], Report]:
    report = ReportBuilder()
    return list(ConllReader().read(path, report=report)), report.build()


def mentions(document: Document) -> list[tuple[str, str]]:
    return [(each.type, each.spans[0].quote) for each in document.annotations.mentions]


def test_tags_may_be_edited_and_the_rest_still_comes_back(tmp_path: Path) -> None:
    ConllWriter().write([PLAIN], tmp_path / "out", about=about(unit="eojeol"))
    file = tmp_path / "out" / "articles.conll"
    rows = (
        file.read_text("utf-8")
        .replace("B-DATE", "O")
        .replace("공장을 -X- B-EJ O", "공장을 -X- B-EJ B-FAC")
    )
    file.write_text(rows, "utf-8")
    (found,), report = read(tmp_path / "out")
    assert mentions(found) == [
        ("ORG", "한빛전자"), ("FAC", "공장을"), ("ORG", "누리칩"), ("X", "봤"),
    ]  # fmt: skip
    assert [line.message.code for line in report.changed] == ["tokens.gone"]
    file.write_text(rows.replace("공장을", "사옥을"), "utf-8")
    (found,), report = read(tmp_path / "out")
    assert found.article.text == TEXT.replace("공장을", "사옥을").replace(". 누", ".\n누")
    assert [line.message.code for line in report.changed] == ["tokens.other_text"]


@pytest.mark.parametrize("unit", UNITS)
def test_without_the_side_file_the_text_is_put_together(unit: str, tmp_path: Path) -> None:
    ConllWriter().write([PLAIN], tmp_path / "out", about=about(unit=unit))
    (tmp_path / "out" / "juseok.jsonl").unlink()
    (found,), report = read(tmp_path / "out")
    assert found.article.text.replace("\n", " ") == TEXT.replace("\n", " ")
    assert report.changed == report.refused == ()


FOREIGN = {
    "four columns": (
        "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\nPeter NNP B-NP B-PER\n"
        "-DOCSTART- -X- -X- O\n\n끝 NN O O\n",
        ["EU rejects\nPeter", "끝"], [("ORG", "EU"), ("PER", "Peter")],
    ),
    "two columns, sentence by sentence": (
        "경찰\tB-OG\n또\tO\n\n철수\tB-PS\n", ["경찰 또", "철수"], [("OG", "경찰"), ("PS", "철수")],
    ),
    "characters with their blanks": (
        "한\tB-OG\n국\tI-OG\n \tO\n은\tO\n", ["한국 은"], [("OG", "한국")],
    ),
    "blanks, CRLF and a comment": (
        "# made by hand\r\n서울 S-LC\r\n은 O\r\n", ["서울 은"], [("LC", "서울")],
    ),
    "a sign that begins comments": ("# O\n서울 B-LC\n", ["# 서울"], [("LC", "서울")]),
}  # fmt: skip


@pytest.mark.parametrize(("ending", "form"), [("conll", "conll"), ("txt", None)])
def test_a_row_that_is_none_makes_a_named_file_no_text(
    ending: str, form: str | None, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_text("새벽 B-OG\n은 O\n왔다 O\nX\n", "utf-8")
    assert recognised(path) == form
    if form is not None:
        _, report = read(path)
        assert [line.line for line in report.refused] == [4]


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_files_of_other_tools_are_read(name: str, encoding: str, tmp_path: Path) -> None:
    lines, texts, wanted = FOREIGN[name]
    path = tmp_path / "train.bio"
    path.write_bytes(lines.encode(encoding))
    assert recognised(path) == "conll"
    found, report = read(path)
    assert [each.article.text for each in found] == texts
    assert [each for one in found for each in mentions(one)] == wanted
    assert report.refused == ()
    assert report.read == sum(bool(line.strip()) for line in lines.split("\n"))


SETS = {
    "KMOU": (
        "## 1\n## 한빛은 지난 3월에 컸다.\n## <한빛:ORG>은 <지난 3월:DAT>에 컸다.\n"
        "한빛\t한빛\tNNP\tB-ORG\n은\t은\tJX\tO\n_\t_\t_\tO\n지난\t지나+ㄴ\tVV+ETM\tB-DAT\n"
        "_\t_\t_\tI-DAT\n3\t3\tSN\tI-DAT\n월\t월\tNNB\tI-DAT\n에\t에\tJKB\tO\n",
        ["한빛은 지난 3월에 컸다."], [("ORG", "한빛"), ("DAT", "지난 3월")], [],
    ),
    "2016": (
        "; 누리가 3년을 쉬었다.\n$<누리:PS>가 <3년:DT>을 쉬었다.\n"
        "1\t누리\tNNP\tB_PS\n1\t가\tJKS\tO\n2\t3\tSN\tB_DT\n2\t년\tNNB\tI\n2\t을\tJKO\tO\n\n"
        "; 또 쉬었다.\n$<또:X> 쉰다.\n1\t또\tMAG\tO\n틀린 줄\n",
        ["누리가 3년을 쉬었다.", "또 쉰다."], [("PS", "누리"), ("DT", "3년"), ("X", "또")],
        ["tokens.row", "tokens.marked", "tokens.marked_rows"],
    ),
    "2018": (
        "1\t한빛\tORG_B\n2\t전자가\tORG_I\n3\t컸다\t-\n\n1\t또\t-\n2\t누리,\tPER_B\n",
        ["한빛 전자가 컸다", "또 누리,"], [("ORG", "한빛 전자가"), ("PER", "누리,")], [],
    ),
    "GermEval": (
        "#\thttp://example.org [2009]\n1\t한빛\tB-ORG\tB-LOC\n2\t전자\tI-ORG\tO\n3\t컸다\tO\tO\n",
        ["한빛 전자 컸다"], [("ORG", "한빛 전자"), ("LOC", "한빛")], [],
    ),
    "CoNLL-2012": (
        "#begin document (nw/a); part 000\n"
        "nw/a 0 0 한빛 NN * - - - - (ORG* (A0* (7\nnw/a 0 1 전자 NN * - - - - *) *) 7)|(3)\n\n"
        "nw/a 0 0 이곳 NP * - - - - * (7)\nnw/a 0 1 더 MA * - - - - (X* (9\n\n"
        "#end document\n짧다\n",
        ["한빛 전자\n이곳 더"], [("ORG", "한빛 전자"), ("coref", "전자"), ("coref", "이곳")],
        ["tokens.open", "tokens.row"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_sets_with_a_shape_of_their_own_are_read(name: str, tmp_path: Path) -> None:
    lines, texts, wanted, codes = SETS[name]
    path = tmp_path / "ner.dev"
    path.write_bytes(lines.encode())
    assert recognised(path) == "conll"
    found, report = read(path)
    assert [each.article.text for each in found] == texts
    assert [each for one in found for each in mentions(one)] == wanted
    told = {line.message.code for line in (*report.changed, *report.refused)}
    assert told == set(codes)
    assert report.read == sum(bool(line.strip()) for line in lines.split("\n"))
    if name == "CoNLL-2012":
        assert [group.members for group in found[0].groups] == [("T1", "T3")]
        assert found[0].name == "nw/a/000"


def test_names_in_brackets_that_are_not_whole_are_told_by_their_lines(tmp_path: Path) -> None:
    row = "nw/a 0 0 {} NN * - - - - {} * {}\n".format
    path = tmp_path / "a_conll"
    path.write_text(
        "#begin document (nw/a); part 000\n"
        + row("한빛", "(ORG(LOC*", "(1") + row("전자", "*))", "2)") + row("가", "*)", "-")
        + row("또", "(X*", "-"), "utf-8",
    )  # fmt: skip
    (found,), report = read(path)
    assert mentions(found) == [("LOC", "한빛 전자"), ("ORG", "한빛 전자")]
    assert [(line.message.code, line.line) for line in report.refused] == [
        ("tokens.unbegun", 3), ("tokens.unbegun", 4), ("tokens.open", 5), ("tokens.open", 2),
    ]  # fmt: skip


BAD = {
    "a line without a tag": ("서울\tB-LC\n은\n", ["tokens.row"]),
    "a tag that is none": ("서울\tB-LC\n은\t주격\n", ["tokens.row"]),
    "bytes that are no text": (b"\xff\x00\xfe\x80\x81", ["tokens.encoding"]),
    "a character that no text has": ("서울\tB-LC\n\x00\tO\n", ["text.nul"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    data, codes = BAD[name]
    path = tmp_path / "bad.bio"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    _, report = read(path)
    assert [line.message.code for line in report.refused] == codes
    assert all(line.file == str(path) for line in report.refused)


SIDE = {
    "no JSON": b"{",
    "nested too deeply": b"[" * 100_000,
    "no object": b"7",
    "another text": b'{"id":"x","text":"y"}',
    "not a number": b'{"id":NaN}',
}


@pytest.mark.parametrize("name", SIDE)
def test_a_bad_side_file_leaves_what_the_tags_say(name: str, tmp_path: Path) -> None:
    ConllWriter().write([PLAIN], tmp_path / "out", about=about())
    (tmp_path / "out" / "juseok.jsonl").write_bytes(SIDE[name] + b"\n")
    (found,), report = read(tmp_path / "out")
    assert mentions(found) == mentions(PLAIN)
    assert [line.message.code for line in report.refused] == ["tokens.aside_line"]


@pytest.mark.parametrize(
    "rows",
    [
        '"mentions":[7]',
        '"mentions":[{"at":["ORG",0,4],"id":"a"},{"id":"b","type":"ORG","spans":[[0,1,"없"]]}]',
        '"mentions":[{"id":"b","type":"ORG","spans":[]}]',
        '"mentions":{"a":1}',
        '"claims":[{"id":"c","content":[[0,90,"x"]]}]',
        '"claims":[{"id":"c","note":"no words"}]',
        '"relationships":[{"id":"r","type":"t","head":"p","tail":"q"}]',
        '"remarks":[{"id":1}]',
        '"entities":[{"id":"e","name":7}]',
        '"article":{"zones":[[0,999,"body"]]}',
    ],
)
def test_bad_records_of_a_side_file_are_left_out_one_by_one(rows: str, tmp_path: Path) -> None:
    ConllWriter().write([PLAIN], tmp_path / "out", about=about())
    line = f'{{"id":"{PLAIN.article.id}","text":{_quoted(TEXT)},{rows}}}\n'
    (tmp_path / "out" / "juseok.jsonl").write_text(line, "utf-8")
    (found,), report = read(tmp_path / "out")
    assert mentions(found) == mentions(PLAIN)
    assert len(report.refused) == 1
    assert report.refused[0].line == 1


@pytest.mark.parametrize(
    "row",
    [
        '{"id":"m0","at":["ORG",0,4],"@x":7}',
        '{"id":"m0","at":["ORG",0,4],"spans":[[0,1,"없"]]}',
        '{"id":"m0","at":["ORG",0,4],"how":"nobody knows"}',
        '{"id":"m0","at":["ORG",0,4],"type":""}',
        '{"id":"m0","at":["DATE",6,8]},{"id":"m0","at":["ORG",0,4]}',
    ],
)
def test_a_bad_record_of_what_the_tags_show_leaves_what_they_show(
    row: str, tmp_path: Path
) -> None:  # fmt: skip
    ConllWriter().write([PLAIN], tmp_path / "out", about=about())
    line = f'{{"id":"{PLAIN.article.id}","text":{_quoted(TEXT)},"mentions":[{row}]}}\n'
    (tmp_path / "out" / "juseok.jsonl").write_text(line, "utf-8")
    (found,), report = read(tmp_path / "out")
    assert mentions(found) == mentions(PLAIN)
    assert len({each.id for each in found.annotations.mentions}) == len(mentions(PLAIN))
    assert [line.message.code for line in report.refused] == ["tokens.aside_line"]


def _quoted(text: str) -> str:
    return '"' + text.replace("\n", "\\n") + '"'


def test_a_line_without_end_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.bio"
    path.write_text("서울\tB-LC\n" + "가" * 2_500_000 + "\tO\n은\tO\n끝\tO", "utf-8")
    (found,), report = read(path)
    assert found.article.text == "서울 은 끝"
    assert [(line.message.code, line.line) for line in report.refused] == [("tokens.long_line", 2)]


@given(st.text(st.sampled_from("ab\r\n\x85 "), max_size=40))
def test_lines_are_the_same_by_one_and_by_the_run(text: str) -> None:
    *wanted, last = text.split("\n")
    wanted = [line.removesuffix("\r") for line in (*wanted, *([last] if last else []))]
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.bio")
        path.write_bytes(text.encode())
        assert list(numbered_lines(path, ReportBuilder())) == list(enumerate(wanted, start=1))
        runs = list(numbered_runs(path, ReportBuilder()))
    assert [line for _, run in runs for line in run] == wanted
    assert [number for number, _ in runs] == [
        1 + sum(len(run) for _, run in runs[:at]) for at in range(len(runs))
    ]
    assert all("" not in run[:-1] for _, run in runs)
