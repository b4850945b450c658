"""CoNLL-U with CorefUD entities: what conllu writes for us comes back, and its lines are meant."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.side_files import about, assert_reported, assert_same, written_and_read
from tests.formats.test_conll import PLAIN, all_of, article

from juseok.core.model import Entity, Mention
from juseok.core.spans import make_span
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import Document
from juseok.formats.registry import recognised
from juseok.formats.tokens.conllu_reader import ConlluReader, _Reading
from juseok.formats.tokens.conllu_writer import ConlluWriter, lines, worded
from juseok.formats.tokens.corefud import EntityReader, Named, Range, entity_values, fits


@given(st.lists(documents(), max_size=2), st.sampled_from(["morpheme", "eojeol"]))
def test_everything_comes_back(found: list[Document], unit: str) -> None:
    writer = ConlluWriter()
    wanted = [*found, PLAIN]
    again, told, report = written_and_read(writer, ConlluReader(), wanted, {"unit": unit})
    assert report.changed == report.refused == ()
    for one, other in zip(again, wanted, strict=True):
        assert_same(one, other)
    assert_reported(told, writer, wanted)


_BEHIND = st.sampled_from([
    *("\t_" * 7 + f"\t{misc}" for misc in (
        "_", "SpaceAfter=No", "SpacesAfter=\\n", "Entity=(e1-PER-1)", "Entity=(e1-PER-1",
        "Entity=e1)", "Entity=(e1-PER-1)|Odd=1", "ner=B-ORG", "Odd", "",
    )),
    "\t_\tNOUN" + "\t_" * 6, "\t_" * 7, "\t_" * 9, "",
])  # fmt: skip
_BEFORE = st.sampled_from(["1\t", "2\t", "3\t", "1-2\t", "1.1\t", "01\t", "１\t", "#", " "])
_WORDS = st.sampled_from(["한빛", "한 빛", "", "#"])
_ROWS = st.one_of(
    st.tuples(_BEFORE, _WORDS, _BEHIND).map("".join),
    st.sampled_from(["# newdoc id = a", "# newpar", "# text = 한", " ", "# global.Entity = eid"]),
)


def _plain(*behind: str) -> list[str]:
    """A sentence of words with nothing odd in it."""
    return [f"{number}\t한빛{each}" for number, each in enumerate(behind, start=1)]


@example([["# newpar", *_plain("\t_" * 7 + "\tEntity=(e1-PER-1)", "\t_" * 8)], ["1"]], True)
@example([_plain("\t_" * 8, "\t_" * 7 + "\tner=B-ORG"), [" "]], False)
@given(st.lists(st.one_of(st.lists(_BEHIND, max_size=3).map(lambda each: _plain(*each)),
                          st.lists(_ROWS, max_size=4)), max_size=4), st.booleans())  # fmt: skip
def test_a_sentence_read_at_once_is_what_its_rows_say(
    sentences: list[list[str]], has_end: bool
) -> None:
    rows = [row for each in sentences for row in (*each, "")]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "a.conllu"
        path.write_text("\n".join(rows) + "\n" * has_end, "utf-8", newline="\n")
        at_once = all_of(_Reading, path)
        patch.setattr(_Reading, "_at_once", lambda *_: None)
        assert all_of(_Reading, path) == at_once


@given(documents())
def test_a_sentence_is_its_comments_and_a_row_of_ten_columns_for_each_word(
    document: Document,
) -> None:
    found = worded(document, "morpheme", about())
    *sentences, end = "".join(lines(document, found)).split("\n\n")
    text = document.article.text
    assert (len(sentences), end) == (len(found.sentences), "")
    for sentence, words in zip(sentences, found.sentences, strict=True):
        tokens = words.tokens
        forms = [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]
        head = [row for row in sentence.split("\n") if row.startswith("# ")]
        rows = [row.split("\t") for row in sentence.split("\n")[len(head) :]]
        assert {len(row) for row in rows} == {10}
        assert all(each for row in rows for each in row)
        assert [row[:2] for row in rows] == [[str(n), each] for n, each in enumerate(forms, 1)]
        assert {each for row in rows for each in row[5:9]} == {"_"}
        misc = [dict(each.split("=", 1) for each in row[9].split("|") if each != "_")
                for row in rows]  # fmt: skip
        assert [each.get("Entity", "") for each in misc] == entity_values(
            len(forms), words.mentions
        )
        joined = "".join(
            form + ("" if each.get("SpaceAfter") == "No" else " ")
            for form, each in zip(forms, misc, strict=True)
        )
        assert head[-1].removeprefix("# text = ").rstrip() == joined.rstrip()


# -- entities in the column


@st.composite
def named(draw: st.DrawFn) -> tuple[int, list[Named]]:
    count = draw(st.integers(1, 8))
    found: list[Named] = []
    for _ in range(draw(st.integers(0, 5))):
        places = st.lists(st.integers(0, count), min_size=2, max_size=4, unique=True)
        cuts = sorted(draw(places))
        ranges = tuple(
            Range(a, b - 1) for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        )  # fmt: skip
        each = Named(draw(st.sampled_from(["e1", "e2"])), "ORG", ranges)
        if fits(each, found):
            found.append(each)
    return count, found


@given(named())
def test_nested_crossing_and_discontinuous_entities_come_back(
    drawn: tuple[int, list[Named]],
) -> None:
    count, wanted = drawn
    reader = EntityReader(["eid", "etype", "head"])
    for at, value in enumerate(entity_values(count, wanted)):
        assert not value or reader.add(at, value)
    assert reader.end()
    assert sorted((each.eid, each.ranges) for each in reader.found) == sorted(
        (each.eid, each.ranges) for each in wanted
    )


# -- what is in the file


def test_the_lines_are_those_of_corefud() -> None:
    text = "한빛전자 대표는 봤다. 한빛은"
    found = article(text, ("ORG", "한빛전자"))
    id_ = found.article.id
    mentions = (
        replace(found.annotations.mentions[0], entity="x"),
        Mention("m2", "", id_, "ORG", (make_span(text, 13, 15),), "x"),
        Mention("m3", "", id_, "PER-SON", (make_span(text, 0, 2), make_span(text, 5, 7))),
    )
    found = replace(found, annotations=replace(found.annotations, mentions=mentions))
    found = replace(found, entities=(Entity("x", "", "ORG", "한빛전자"),))
    rows = "".join(lines(found, worded(found, "morpheme", about()))).split("\n")
    stem = rows[2].removeprefix("# sent_id = ").removesuffix("-1")
    assert stem.startswith(id_[:12])
    assert rows[:4] == [
        f"# newdoc id = {id_}", "# global.Entity = eid-etype-head",
        f"# sent_id = {stem}-1", "# text = 한빛전자 대표는 봤다.",
    ]  # fmt: skip
    rows = [row.replace(f"{stem}_e", "e") for row in rows]
    assert rows[4] == (
        "1\t한빛\t한빛+었+\tNOUN\tNNG+EP+JX\t_\t_\t_\t_\t"
        "Entity=(e1-ORG-2(e2[1/2]-PER_SON-2)|SpaceAfter=No"
    )
    assert rows[5].endswith("\tEntity=e1)")
    assert rows[6].endswith("\tEntity=(e2[2/2]-PER_SON-2)|SpaceAfter=No")
    assert any(row.endswith("\tEntity=(e1-ORG-1)|SpaceAfter=No") for row in rows)


def test_no_two_documents_of_a_file_have_an_id_in_common() -> None:
    """Udapi takes an id that stands in two documents for one entity."""
    text = "한빛전자 대표는 봤다."
    mine = article(text, ("ORG", "한빛전자"))
    theirs = replace(mine, annotator="나리뷰")
    other = article("한빛전자 대표는 갔다.", ("ORG", "한빛전자"))
    ids = [
        {row.split("Entity=(")[1].split("-")[0] if "Entity=(" in row else row
         for row in "".join(lines(each, worded(each, "eojeol", about()))).split("\n")
         if "Entity=(" in row or row.startswith("# sent_id")}
        for each in (mine, theirs, other)
    ]  # fmt: skip
    assert [len(each) for each in ids] == [2, 2, 2]
    assert len(set[str]().union(*ids)) == 6


# -- what others write


def test_two_blanks_in_a_word_and_a_second_sign_of_equality_are_read(tmp_path: Path) -> None:
    """Where the library, which writes for us, cuts the word in two and the value short."""
    row = "1\t한빛  전자\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-a=b-1)|SpaceAfter=No\n\n"
    (tmp_path / "a.conllu").write_text(row, "utf-8")
    (found,), report = read(tmp_path / "a.conllu")
    assert found.article.text == "한빛  전자"
    assert [each.type for each in found.annotations.mentions] == ["a=b"]
    assert report.refused == ()


FOREIGN = """# newdoc id = news-1
# global.Entity = eid-etype-head-other
# newpar
# sent_id = 1
# text = 도하윤 대표가 갔다.
1\t도하윤\t도하윤\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(e1-person-2-(e2-person-1-)
2-3\t대표가\t_\t_\t_\t_\t_\t_\t_\t_
2\t대표\t대표\tNOUN\tNNG\t_\t4\tnsubj\t_\tEntity=e1)
3\t가\t가\tADP\tJKS\t_\t2\tcase\t_\t_
4\t갔다\t가다\tVERB\tVV\t_\t0\troot\t_\tSpaceAfter=No
4.1\t_\t_\t_\t_\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\tSF\t_\t4\tpunct\t_\t_

# newpar
1\t그는\t그\tPRON\tNP\t_\t2\tnsubj\t_\tEntity=(e1-person-1-)
2\t왔다\t오다\tVERB\tVV\t_\t0\troot\t_\t_

"""


def read(path: Path) -> tuple[list[Document], Report]:
    report = ReportBuilder()
    return list(ConlluReader().read(path, report=report)), report.build()


@pytest.mark.parametrize(("ending", "form"), [("conllu", "conllu"), ("txt", None)])
def test_a_row_that_is_none_makes_a_named_file_no_text(
    ending: str, form: str | None, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_text("1\t도하윤\n" + FOREIGN, "utf-8")
    assert recognised(path) == form
    if form is not None:
        _, report = read(path)
        assert report.refused[0].line == 1


def test_corefud_of_others_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(FOREIGN, "utf-8")
    assert recognised(path) == recognised(tmp_path) == "conllu"
    (found,), report = read(path)
    assert found.article.text == "도하윤 대표가 갔다.\n그는 왔다"
    said = {each.id: each.spans[0].quote for each in found.annotations.mentions}
    assert sorted(said.values()) == ["그는", "도하윤", "도하윤 대표"]
    (group,) = found.groups
    assert [said[each] for each in group.members] == ["도하윤 대표", "그는"]
    assert report.read == len([line for line in FOREIGN.split("\n") if line])
    assert report.refused == ()
    assert [line.message.code for line in report.notes] == ["tokens.syntax"]


def test_what_has_no_place_is_told_and_a_type_holds_for_the_whole_entity(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    row = "{}\t가\t_\t_\t_\t_\t_\t_\t_\t{}\n"
    rows = row.format(1, "Entity=(e1-person-1-new)|NER=사람") + row.format(2, "Entity=(e1)")
    head = "# newdoc\n# global.Entity = eid-etype-head-infstat\n# speaker = 1\n"
    path.write_text(f"{head}{rows}", "utf-8")
    (found,), report = read(path)
    assert [each.type for each in found.annotations.mentions] == ["person", "person"]
    told = [line.message.params["name"] for line in report.changed]
    assert told == ["Entity.infstat", "NER"]
    assert [line.message.code for line in report.notes] == ["tokens.comments"]


def test_the_id_of_an_entity_is_read_by_whatever_name(tmp_path: Path) -> None:
    path = tmp_path / "gum.conllu"
    row = "{}\t가\t_\t_\t_\t_\t_\t_\t_\tEntity=(7-person-new)\n"
    head = "# newdoc\n# global.Entity = GRP-etype-infstat\n"
    path.write_text(head + row.format(1) + row.format(2), "utf-8")
    (found,), report = read(path)
    assert [len(each.members) for each in found.groups] == [2]
    assert [line.message.params["name"] for line in report.changed] == ["Entity.infstat"]


def test_tags_of_taggers_are_read_and_the_first_part_says_the_type(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    said = ["ner=B-ORG", "ner=E-ORG|Entity=(e1[1/2]-place-1)", "ner=O", "Entity=(e1[2/2])"]
    row = "{}\t가{}\t_\t_\t_\t_\t_\t_\t_\t{}\n"
    rows = [row.format(n, n, each) for n, each in enumerate(said, start=1)]
    path.write_text("".join(rows), "utf-8")
    (found,), report = read(path)
    assert {
        (each.type, " ".join(span.quote for span in each.spans))
        for each in found.annotations.mentions
    } == {("ORG", "가1 가2"), ("place", "가2 가4")}
    assert (report.changed, report.refused) == ((), ())


def test_without_the_side_file_the_text_is_put_together(tmp_path: Path) -> None:
    found = article("한빛전자는\n\n 늘린다.  끝.\t또", ("ORG", "한빛전자"))
    ConlluWriter().write([found], tmp_path / "out", about=about())
    (tmp_path / "out" / "juseok.jsonl").unlink()
    (again,), _ = read(tmp_path / "out")
    assert again.article.text == found.article.text
    assert [each.spans for each in again.annotations.mentions] == [
        each.spans for each in found.annotations.mentions
    ]


ROW = "1\t가\t_\t_\t_\t_\t_\t_\t_\t{}\n\n"
BAD = {
    "a row that was cut off": ("1\t가\t_\n", "tokens.row"),
    "words that do not count up": (ROW.format("_").replace("1", "7"), "tokens.row"),
    "an entity that never ends": (ROW.format("Entity=(e1-ORG-1"), "tokens.open"),
    "an entity that never began": (ROW.format("Entity=e1)"), "tokens.entity"),
    "no entity at all": (ROW.format("Entity=e1"), "tokens.entity"),
    "an entity of a word that is nowhere": (
        ROW.format("_").rstrip("\n") + "\n1.1\t_\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-ORG-1)\n",
        "tokens.empty_word",
    ),
    "an entity of a word and its particle at once": (
        "1-2\t가는\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-ORG-1)\n" + ROW.format("_"),
        "tokens.entity",
    ),
    "bytes that are no text": (b"1\t\xff\x00\n", "tokens.encoding"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    data, code = BAD[name]
    path = tmp_path / "bad.conllu"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    _, report = read(path)
    assert [line.message.code for line in report.refused] == [code]
    assert report.refused[0].file == str(path)
