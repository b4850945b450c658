"""Projects of DNA, QualCoder and REFI-QDA: texts, codings and coders, each place proved."""

import sqlite3
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.formats.made import zipped
from tests.formats.qda_files import (
    CODES,
    DNA_2,
    TEXT,
    USERS,
    database,
    dna,
    points,
    qde,
    qdpx,
    qualcoder,
    selection,
    units,
)

from juseok.core.errors import FormatError, TextError
from juseok.core.text import normalise
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.qda import refi_file
from juseok.formats.registry import FORMATS, recognised
from juseok.formats.tables import waiting
from juseok.formats.xml import events_of
from juseok.services.interchange.readers import reader_for


def read(form: str, path: Path) -> tuple[list[Document], list[str]]:
    """The documents of a file, and the codes of its report."""
    report = ReportBuilder()
    found = list(reader_for(form).read(path, report=report))
    for document in found:
        for each in document.annotations.mentions:
            assert all(document.article.text[s.start : s.end] == s.quote for s in each.spans)
    return found, [line.message.code for line in report.lines]


def quotes(document: Document) -> list[tuple[str, str]]:
    return [(each.type, each.spans[0].quote) for each in document.annotations.mentions]


def test_statements_of_dna_are_frames_of_their_coders(tmp_path: Path) -> None:
    path = dna(tmp_path / "탄소.dna", REGEXES=[("세금", 1)])
    assert recognised(path) == "dna"
    (one, two), codes = read("dna", path)
    assert codes == ["qda.unproved", "qda.left_out"]
    assert (one.coder, two.coder) == ("이가온", "박나래")
    assert one.article == two.article
    about = one.article.metadata
    assert (about.title, about.publisher, about.bylines) == ("탄소세", "한빛일보", ("최기자",))
    assert (about.section, about.extra) == ("정책", {"type": "news"})
    assert about.published.iso == "2025-03-04T09:12+09:00"
    first, note = one.frames
    assert (first.type, first.trigger[0].quote) == ("DNA Statement", "정부는 탄소세를 도입한다.")
    assert first.note == "organization: 정부\nconcept: 탄소세 도입\nagreement: yes"
    assert first.attributes == {"concept": "탄소세 도입", "agreement": "yes"}
    assert (note.type, note.note) == ("Annotation", "note: 다시 볼 것")
    (second,) = two.frames
    assert [role for role, _ in second.roles] == ["Source", "Affiliation"]
    person, group = two.entities
    assert (person.type, person.name) == ("person", "김하늘")
    assert (group.name, group.aliases, group.note) == ("환경연합", ("환련", "KFEM"), "Type: NGO")


def test_files_of_dna_2_have_texts_for_values_links_and_dates_in_milliseconds(
    tmp_path: Path,
) -> None:
    raw = TEXT.replace("\n", "\r\n")
    spans = [units(TEXT, words) for words in ("정부는 탄소세를 도입한다.", "늦었지만 옳다")]
    path = database(tmp_path / "옛.dna", DNA_2, {
        "CODERS": [(1, "이가온")],
        "DOCUMENTS": [(1, "둘", raw, 1, "", "", "", "", "", 1741014000000), (2, "셋", "빈 글", 1)],
        "STATEMENTTYPES": [(1, "DNA Statement")],
        "VARIABLES": [(1, "person", "short text", 1), (2, "agreement", "boolean", 1)],
        "STATEMENTS": [(1, 1, 1, *spans[0], 1), (2, 1, 1, *spans[1], 1), (3, 1, 9, 0, 3, 1)],
        "STATEMENTLINKS": [(1, 1, 2), (2, 2, 99)],
        "DATASHORTTEXT": [(1, 1, 1, 1, "김하늘"), (2, 8, 9, 1, "없다")],
        "DATABOOLEAN": [(1, 1, 2, 1, 0)],
        "ATTRIBUTES": [(1, 1, "김하늘", 0, "", "하늘", "", None)],
    })  # fmt: skip
    (one, two), codes = read("dna", path)
    assert [frame.trigger[0].quote for frame in one.frames] == [
        "정부는 탄소세를 도입한다.", "늦었지만 옳다"
    ]  # fmt: skip
    assert one.frames[0].note == "person: 김하늘\nagreement: no"
    (link,) = one.annotations.relationships
    assert (link.type, link.head, link.tail) == ("Statement-link", "1", "2")
    assert one.article.metadata.published.iso == "2025-03-04"
    assert (two.article.text, two.coder, two.frames) == ("빈 글", "", ())
    assert codes == ["qda.odd_rows", "qda.orphans", "qda.unproved", "qda.left_out"]


def test_variables_behind_roles_are_found(tmp_path: Path) -> None:
    schema = DNA_2 + "CREATE TABLE ROLEVARIABLELINKS(ID INTEGER, RoleId INTEGER, VariableId INT);"
    schema += "DROP TABLE DATASHORTTEXT; CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY,"
    schema += "StatementId INTEGER, RoleVariableLinkId INTEGER, Entity INTEGER);"
    path = database(tmp_path / "a.dna", schema, {
        "DOCUMENTS": [(1, "하나", TEXT)], "VARIABLES": [(4, "person")],
        "STATEMENTTYPES": [(1, "DNA Statement")], "STATEMENTS": [(1, 1, 1, 0, 5, 1)],
        "ATTRIBUTES": [(7, 4, "김하늘")], "ROLEVARIABLELINKS": [(2, 1, 4)],
        "DATASHORTTEXT": [(1, 1, 2, 7)],
    })  # fmt: skip
    (one,), _ = read("dna", path)
    assert one.frames[0].note == "person: 김하늘"


def test_codings_of_qualcoder_are_mentions_with_memos(tmp_path: Path) -> None:
    path = qualcoder(tmp_path / "연구.qda")
    assert recognised(path) == recognised(path / "data.qda") == "qualcoder"
    (one, two), codes = read("qualcoder", path)
    assert (one.coder, quotes(one)) == ("이가온", [("ORG", "환경연합"), ("비판", "늦었지만 옳다")])
    assert one.annotations.mentions[0].note == "첫 단체"
    assert [each.text for each in one.annotations.remarks] == ["받은 글"]
    assert (two.coder, quotes(two)) == ("박나래", [("인물", "김하늘")])
    assert [each.text for each in two.annotations.remarks] == ["“탄소세”: 정의는?"]
    assert one.article.metadata.title == "탄소세.txt"
    assert one.article.metadata.extra == {"매체": "한빛일보"}
    assert codes == ["qda.no_code", "offsets.nearest", "qda.no_words", "qda.left_out"]


def test_memos_on_codes_and_categories_of_qualcoder_are_told(tmp_path: Path) -> None:
    path = qualcoder(
        tmp_path / "a.qda", code_name=[(1, "ORG", "기관만"), (2, "인물", " ", 1), (3, "비판")],
        code_cat=[(1, "행위자", "이가온")], cases=[],
    )  # fmt: skip
    report = ReportBuilder()
    assert len(list(reader_for("qualcoder").read(path, report=report))) == 2
    told = [line.message.params for line in report.lines if line.message.code == "qda.left_out"]
    assert told == [{"what": "code_cat", "count": 1}, {"what": "code_name.memo", "count": 1}]


@pytest.mark.parametrize("inclusive", [False, True])
@pytest.mark.parametrize("named", [False, True])
def test_selections_of_refi_qda_are_read_by_the_file_s_own_way_to_count(
    tmp_path: Path, inclusive: bool, named: bool
) -> None:
    words = ("환경연합", "김하늘", "늦었지만 옳다", "정부는 탄소세를 도입한다.")
    places = {each: (points(TEXT, each)[0], points(TEXT, each)[1] - inclusive) for each in words}
    codes = dict(zip(words, ("c2", "c3", "c1", "c1"), strict=True))
    body = "".join(
        selection(f"s{at}", places[each], (codes[each], "u2" if at == 1 else "u1"),
                  name=each if named else "")
        for at, each in enumerate(words)
    )  # fmt: skip
    text = (
        f'<TextSource guid="t" name="탄소세" plainTextPath="internal://t1.txt">{body}</TextSource>'
    )
    path = qdpx(tmp_path / "a.qdpx", qde(text, codes=CODES, users=USERS), t1=TEXT)
    assert recognised(path) == "refi-qda"
    (one, two), told = read("refi-qda", path)
    assert quotes(one) == [
        ("기관", "정부는 탄소세를 도입한다."), ("ORG", "환경연합"), ("기관", "늦었지만 옳다")
    ]  # fmt: skip
    assert (one.coder, two.coder, quotes(two)) == ("이가온", "박나래", [("인물", "김하늘")])
    assert told == (["qda.inclusive"] if inclusive else [])


def test_names_of_selections_prove_offsets_in_other_units(tmp_path: Path) -> None:
    text = "😀 가.\r\n한빛전자가 밝혔다.\r\n도하은행도 밝혔다."
    body = selection("s1", units(text, "한빛전자"), ("c2", "u1"), name="한빛전자")
    body += selection("s2", points(text, "도하은행"), ("c2", "u1"), name="도하은행")
    source = f'<TextSource guid="t" name="a" plainTextPath="internal://t1.txt">{body}</TextSource>'
    path = qdpx(tmp_path / "a.qdpx", qde(source, codes=CODES, users=USERS), t1=text)
    (one,), told = read("refi-qda", path)
    assert quotes(one) == [("ORG", "한빛전자"), ("ORG", "도하은행")]
    assert told == ["offsets.utf16"]
    assert one.article.text == normalise(text).text


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("utf16", [False, True])
def test_places_without_words_are_counted_as_the_whole_file_counts(
    tmp_path: Path, short: bool, utf16: bool
) -> None:
    text = "가다.\r\n😀 나다.\r\n한빛전자가 밝혔다.\r\n도하은행도 밝혔다."
    counted = text.replace("\r\n", "\n") if short else text
    where = units if utf16 else points
    words = ("한빛전자", "도하은행", "밝혔다.")
    body = "".join(selection(f"s{w}", where(counted, w), ("C2", "U1")) for w in words)
    source = f'<TextSource guid="t" name="a" plainTextPath="internal://t1.txt">{body}</TextSource>'
    path = qdpx(tmp_path / "a.qdpx", qde(source, codes=CODES, users=USERS), t1=text)
    (one,), told = read("refi-qda", path)
    assert sorted(quotes(one)) == sorted(("ORG", each) for each in words)
    assert told == [*["qda.short_ends"] * short, *["json.utf16"] * utf16]


def test_codes_of_one_name_are_told_apart_by_what_they_are_in(tmp_path: Path) -> None:
    codes = "".join(
        f'<Code guid="{at}" name="{name}"><Sub><Code guid="{at}x" name="찬성"/></Sub></Code>'
        for at, name in enumerate(("여당", "야당"))
    )
    path = tmp_path / "a.qdc"
    book = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{codes}</Codes></CodeBook>'
    path.write_text(book, "utf-8")
    assert reader_for("refi-qda").codes(path) == ("여당", "여당 > 찬성", "야당", "야당 > 찬성")


def test_what_is_said_of_codes_and_which_codings_matter_is_told(tmp_path: Path) -> None:
    codes = CODES.replace("/>", "><Description>기관만</Description></Code>", 1)
    path = tmp_path / "a.qde"
    body = f'<TextSource guid="t" name="a"><PlainTextContent>{TEXT}</PlainTextContent></TextSource>'
    path.write_text(qde(body, codes=codes), encoding="utf-8")
    report = ReportBuilder()
    list(reader_for("refi-qda").read(path, report=report))
    assert [line.message.params for line in report.lines] == [
        {"what": "Code.Description", "count": 1}
    ]
    place = points(TEXT, "환경연합")
    path = qualcoder(
        tmp_path / "b.qda", cases=[],
        code_text=[(1, 1, 1, "환경연합", *place, "이가온", "", "", None, 1)],
    )  # fmt: skip
    report = ReportBuilder()
    list(reader_for("qualcoder").read(path, report=report))
    told = [line.message.params for line in report.lines if line.message.code == "qda.left_out"]
    assert told == [{"what": "code_text.important", "count": 1}]


def test_notes_variables_and_whole_sources_of_refi_qda_are_kept(tmp_path: Path) -> None:
    more = '<Description>설명</Description><NoteRef targetGUID="n1"/>'
    body = (
        '<TextSource guid="t" name="a" creatingUser="u1">'
        f"<PlainTextContent>{TEXT}</PlainTextContent><Description>받은 글</Description>"
        + selection("s1", points(TEXT, "환경연합"), ("c2", "u1"), more=more)
        + '<Coding guid="x" creatingUser="u2"><CodeRef targetGUID="c3"/></Coding>'
        "<VariableValue><VariableRef targetGUID='v1'/><TextValue>한빛일보</TextValue>"
        "</VariableValue></TextSource>"
        '<PictureSource guid="p" name="그림"><PictureSelection guid="q"/></PictureSource>'
    )
    notes = '<Note guid="n1" name="메모"><PlainTextContent>볼 것</PlainTextContent></Note>'
    xml = qde(body, codes=CODES, users=USERS, notes=notes).replace(
        "<Notes>", "<Variables><Variable guid='v1' name='매체'/></Variables><Notes>"
    )
    path = tmp_path / "a.qde"
    path.write_text(xml, encoding="utf-8-sig")
    assert recognised(path) == "refi-qda"
    (one, two), told = read("refi-qda", path)
    assert one.annotations.mentions[0].note == "설명\n메모: 볼 것"
    assert [each.text for each in one.annotations.remarks] == ["받은 글"]
    assert (two.coder, [each.text for each in two.annotations.remarks]) == ("박나래", ["인물"])
    assert one.article.metadata.extra == {"매체": "한빛일보"}
    assert told == ["qda.left_out"]


def test_a_codebook_gives_its_codes_and_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    path.write_text(
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{CODES}</Codes></CodeBook>', "utf-8"
    )
    assert recognised(path) == "refi-qda"
    assert read("refi-qda", path) == ([], ["qda.codebook"])
    assert reader_for("refi-qda").codes(path) == ("기관", "ORG", "인물")


def hostile(folder: Path) -> dict[str, tuple[str, Callable[[Path], object]]]:
    """File name → its format and what makes it."""
    view = "CREATE VIEW source AS SELECT 1 id; CREATE TABLE code_text (cid integer);"
    deep = "<Code>" * 600 + "</Code>" * 600
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><Project xmlns="urn:QDA-XML:project:1.0">&b;</Project>'
    head = b"SQLite format 3\x00"
    return {
        "text.dna": ("dna", lambda path: path.write_text("no database")),
        "other.dna": ("dna", lambda path: database(path, "CREATE TABLE a (b);", {})),
        "cut.dna": (
            "dna",
            lambda path: path.write_bytes(dna(folder / "x.dna").read_bytes()[:5000]),
        ),
        "head.dna": ("dna", lambda path: path.write_bytes(head + bytes(200))),
        "missing.dna": ("dna", lambda path: None),
        "view.qda": ("qualcoder", lambda path: database(path, view, {})),
        "empty.qdpx": ("refi-qda", lambda path: path.write_bytes(b"")),
        "cut.qdpx": ("refi-qda", lambda path: path.write_bytes(zipped({"project.qde": "a"})[:40])),
        "none.qdpx": ("refi-qda", lambda path: path.write_bytes(zipped({"a.txt": "b"}))),
        "out.qdpx": ("refi-qda", lambda path: path.write_bytes(zipped({"../a.qde": "b"}))),
        "bomb.qde": ("refi-qda", lambda path: path.write_text(bomb)),
        "deep.qde": ("refi-qda", lambda path: path.write_text(qde("", codes=deep))),
        "other.qde": ("refi-qda", lambda path: path.write_text("<a/>")),
    }


def test_what_is_no_project_or_damaged_is_refused_whole(tmp_path: Path) -> None:
    for name, (form, make) in hostile(tmp_path).items():
        path = tmp_path / name
        make(path)
        with pytest.raises(FormatError):
            read(form, path)


def test_rows_of_any_sort_are_told_and_stop_nothing(tmp_path: Path) -> None:
    path = dna(tmp_path / "odd.dna", STATEMENTS=[
        (1, 1, 1, -4, 3, 1), (2, 1, 1, 9, 9, 1), (3, 1, 1, 0, 10**6, 1), (4, 1, b"\xff", 0, 3, 1),
        (5, None, 1, 0, 2, None), (6, 1, 1, "나", 3.5, 2),
    ])  # fmt: skip
    with sqlite3.connect(path) as db:
        db.execute("UPDATE DOCUMENTS SET Date = 9e300, Author = X'ff'")
        db.execute("CREATE TRIGGER t AFTER INSERT ON CODERS BEGIN SELECT 1; END")
    db.close()
    (one,), codes = read("dna", path)
    assert [(each.type, each.trigger[0].quote) for each in one.frames] == [("Statement", "😀")]
    assert one.coder == ""
    assert codes.count("qda.no_place") == 3
    assert codes.count("offsets.outside") == 1
    assert "qda.no_id" in codes


def test_an_open_database_and_missing_sources_are_told(tmp_path: Path) -> None:
    path = dna(tmp_path / "a.dna")
    (tmp_path / "a.dna-journal").write_bytes(b"x")
    with pytest.raises(FormatError) as refused:
        read("dna", path)
    assert refused.value.message.code == "rows.in_use"
    source = '<TextSource guid="t" name="a" plainTextPath="internal://../../b.txt"/>'
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c").mkdir()
    packed = qdpx(tmp_path / "c" / "a.qdpx", qde(source))
    plain = tmp_path / "c" / "a.qde"
    plain.write_text(qde(source), encoding="utf-8")
    assert read("refi-qda", packed) == read("refi-qda", plain) == ([], ["qda.no_words"])


def test_no_other_format_takes_these_files(tmp_path: Path) -> None:
    files = {
        "dna": dna(tmp_path / "a.dna"),
        "qualcoder": qualcoder(tmp_path / "b.qda"),
        "refi-qda": qdpx(tmp_path / "c.qdpx", qde("")),
    }
    for form, path in files.items():
        for offered in FORMATS.formats:
            if offered.reader is not None:
                assert offered.reader().recognises(path) == (offered.id == form)


def test_sources_of_refi_qda_are_let_go_one_by_one(tmp_path: Path) -> None:
    sources = "".join(f'<TextSource guid="t{at}"><Description>가</Description></TextSource>'
                      for at in range(5))  # fmt: skip
    path = qdpx(tmp_path / "a.qdpx", qde(sources, codes=CODES, notes='<Note guid="n"/>'))
    with refi_file.opened(path) as file:
        parts = [each.tag.rpartition("}")[2] for each in file.frame]
        assert parts == ["Users", "CodeBook", "Notes"]
        assert file.tags["{urn:QDA-XML:project:1.0}TextSource"] == 5
        seen = [(source.get("guid"), weakref.ref(source)) for source in file.sources()]
        assert [name for name, _ in seen] == [f"t{at}" for at in range(5)]
        assert [ref() for _, ref in seen] == [None] * 5


@pytest.mark.parametrize("form", ["dna", "qualcoder"])
def test_statements_and_codings_wait_on_disk(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dna(tmp_path / "a.dna") if form == "dna" else qualcoder(tmp_path / "a.qda")
    found = read(form, path)
    written: list[int] = []
    put = waiting.Spool.put

    def counted(spool: waiting.Spool, rows: list[waiting.Plain]) -> tuple[int, int]:
        written.append(len(rows))
        return put(spool, rows)

    monkeypatch.setattr(waiting, "_LONGEST", 2)
    monkeypatch.setattr(waiting, "_IN_MEMORY", 1)
    monkeypatch.setattr(waiting.Spool, "put", counted)
    assert read(form, path) == found
    assert (sum(written) > 4, max(written)) == (True, 2)


def test_a_document_type_is_refused_wherever_its_pieces_end() -> None:
    data = b'<?xml version="1.0"?><!-- a --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for at in range(1, len(data)):
        with pytest.raises(TextError) as refused:
            list(events_of([data[:at], data[at:]]))
        assert refused.value.message.code == "xml.entities"
    for at in range(1, 9):
        found = list(events_of([b"<a><b/></a>"[:at], b"<a><b/></a>"[at:]]))
        assert [(event, each.tag) for event, each in found] == [
            ("start", "a"), ("start", "b"), ("end", "b"), ("end", "a"),
        ]  # fmt: skip
