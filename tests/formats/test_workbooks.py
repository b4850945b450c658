"""Workbooks are read as openpyxl reads them, however their XML is written."""

import random
import re
import warnings
import zipfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from juseok.core.errors import FormatError
from juseok.formats import workbooks
from juseok.formats.plain_rows import MOST
from juseok.formats.workbooks import BROKEN

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SIZE = '<dimension ref="A1"/>'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Rows = list[tuple[int, list[Any]]]


def filled(rows: Rows) -> Rows:
    """Without cells that say nothing."""
    found = [(line, ["" if cell is None else cell for cell in cells]) for line, cells in rows]
    return [(line, cells) for line, cells in found if cells]


def ours(path: Path, title: str = "") -> tuple[Rows, bool]:
    """The rows of a sheet (the first), and whether it is well."""
    rows: Rows = []
    with workbooks.opened(path, path.name) as sheets:
        sheet = sheets[title or next(iter(sheets))]
        try:
            for each in sheet.rows():
                rows.append(each)
        except BROKEN:
            return filled(rows), False
    return filled(rows), True


def theirs(path: Path, title: str = "") -> tuple[Rows, bool]:
    """What openpyxl makes of it."""
    rows: Rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet: Any = book[title] if title else book.worksheets[0]
        sheet.reset_dimensions()
        try:
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                if line > MOST:
                    return filled(rows), False
                rows.append((line, list(cells)))
        except BROKEN:
            return filled(rows), False
        finally:
            book.close()
    return filled(rows), True


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def varied(path: Path, *, is_1904: bool = False) -> dict[str, bytes]:
    """The parts of a workbook with days, a duration, a formula and an error; ten strings that
    nothing shares yet."""
    book = openpyxl.Workbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet.append(["제목", "본문 <&>", "=1+1", None, 7, 2.5, True, "#N/A"])
    sheet.append([datetime(2025, 3, 4, 9, 12), date(1900, 1, 5), time(9, 12), timedelta(hours=30)])
    sheet.append([CellRichText("앞 ", TextBlock(InlineFont(b=True), "굵게"), " 뒤 "), " 사이 "])
    sheet["B9"], sheet["C9"] = 0.25, -1
    sheet["B9"].number_format, sheet["C9"].number_format = "h:mm", "yyyy-mm-dd"
    sheet.merge_cells("A5:C6")
    book.create_sheet("숨은 것").append(["다른 것"])
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)
    parts = parts_of(path)
    items = "".join(f"<si><t>낱말 {number}</t></si>" for number in range(10))
    parts[STRINGS] = f'{DECLARED}<sst xmlns="{MAIN}">{items}</sst>'.encode()
    types = parts["[Content_Types].xml"].decode()
    if "sharedStrings" not in types:
        told = f'<Override PartName="/{STRINGS}" ContentType="{SHARED}"/></Types>'
        parts["[Content_Types].xml"] = types.replace("</Types>", told).encode()
    return parts


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
    st.times(),
    st.timedeltas(timedelta(), timedelta(days=300)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
        lambda text: "x005F" not in text and not text.startswith("=")
    ),
    st.sampled_from(["=1+1", "#REF!", " 앞뒤 ", "줄\n둘", "&lt;", "a\tb", "]]>", "_x000A_"]),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.booleans())
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(
    rows: list[list[Any]], is_streamed: bool
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book = openpyxl.Workbook(write_only=is_streamed)
        sheet: Any = book.create_sheet("하나", 0)
        for row in rows:
            sheet.append(row)
        book.save(path)
        assert ours(path) == theirs(path)


@pytest.mark.parametrize("is_1904", [False, True])
@pytest.mark.parametrize("title", ["", "숨은 것"])
def test_days_runs_errors_and_hidden_sheets_are_read(
    is_1904: bool, title: str, tmp_path: Path
) -> None:
    varied(tmp_path / "a.xlsx", is_1904=is_1904)
    found, is_well = ours(tmp_path / "a.xlsx", title)
    assert (found, is_well) == theirs(tmp_path / "a.xlsx", title)
    assert found
    assert is_well


def sheet_of(
    body: str, *, root: str = f'<worksheet xmlns="{MAIN}">{SIZE}', head: str = DECLARED
) -> str:
    return f"{head}{root}<sheetData>{body}</sheetData></worksheet>"


PLAIN = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>7</v></c></row>'
EXCEL = (
    '<row r="2" spans="1:4" ht="16.5" x14ac:dyDescent="0.3"><c r="A2" s="1"/>'
    '<c r="B2" t="str"><f t="shared" ref="B2:B4" si="0">A1&amp;"x"</f><v>값</v></c>'
    '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D2" t="b"><v>1</v></c></row>'
    '<row r="4" spans="1:4"><c r="B4"><f si="0" t="shared"/><v>3.5</v></c></row>'
)
LIBRE = (
    '<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" '
    'outlineLevel="0" collapsed="false"><c r="A1" s="0" t="s"><v>1</v></c>'
    '<c r="B1" s="0" t="n"><v>45720.25</v></c><c r="C1" s="0" t="b"><f aca="false">TRUE()</f>'
    "<v>1</v></c></row>"
)
INLINE = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>하나 &amp; &#46168; &#x1F600;</t></is></c></row>'
)
SHAPES = {
    "plain": PLAIN,
    "excel": EXCEL,
    "libre": LIBRE,
    "inline": INLINE,
    "inline kept": '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> 가\n</t></is>'
    "</c></row>",
    "no places": '<row><c t="s"><v>0</v></c><c><v>1</v></c></row><row><c><v>2</v></c></row>',
    "some places": '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row><row><c/></row>',
    "places late": '<row spans="1:2" r="3"><c s="0" r="B3"><v>1</v></c></row>',
    "runs": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>하</t></r><r><rPr><b/></rPr><t>나</t></r>'
    '<rPh sb="0" eb="1"><t>소리</t></rPh></is></c></row>',
    "character data": '<row r="1"><c r="A1" t="str"><v><![CDATA[<둘>]]> &lt;</v></c></row>',
    "remarks": "<!-- <row r='9'/> -->" + PLAIN + "<!-- </row> -->" + EXCEL,
    "lines": "\n  " + PLAIN.replace("><", ">\n    <") + "\n",
    "ends of lines": PLAIN + '\r\n<row r="2"><c r="A2" t="str"><v>가\r\n나\r다</v></c></row>',
    "quotes": PLAIN.replace('"', "'"),
    "empty": '<row r="1"/><row r="2"></row><row r="3"><c r="A3"/></row>',
    "blank words": '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="s"/></row>',
    "a point": '<row r="2.0"><c r="A2"><v>1</v></c></row>',
    "small letters": '<row r="2"><c r="b2"><v>1</v></c></row>',
    "far": '<row r="2"><c r="XFD2"><v>1E3</v></c></row>',
    "iso day": '<row r="1"><c r="A1" t="d"><v>2025-03-04T09:12:00</v></c></row>',
    "unknown sort": '<row r="1"><c r="A1" t="what"><v>1</v></c><c r="B1" t=""><v>2</v></c></row>',
    "plain again": EXCEL + "<row/>" + INLINE.replace('1"', '9"'),
}
BROKEN_SHAPES = {
    "no number": '<row r="3"><c r="A3"><v>일곱</v></c></row>',
    "no place": '<row r="3"><c r="7"><v>1</v></c></row>',
    "no row": '<row r="x"><c r="A3"><v>1</v></c></row>',
    "too far": '<row r="3"><c r="AAAA3"><v>1</v></c></row>',
    "too many": '<row r="99999999"><c r="A3"><v>1</v></c></row>',
    "no entity": '<row r="3"><c r="A3" t="str"><v>&nbsp;</v></c></row>',
    "no sign": '<row r="3"><c r="A3" t="str"><v>&#0;</v></c></row>',
    "control sign": '<row r="3"><c r="A3" t="str"><v>\x0b</v></c></row>',
    "half a pair": '<row r="3"><c r="A3" t="str"><v>&#xD800;</v></c></row>',
    "an end within": '<row r="3"><c r="A3" t="str"><v>]]></v></c></row>',
    "an ampersand": '<row r="3"><c r="A3" t="str"><v>a & b</v></c></row>',
    "another end": '<row r="3"><c r="A3" t="str"><v>1</c></v></row>',
    "twice": '<row r="3"><c r="A3" t="str" t="n"><v>1</v></c></row>',
    "no day": '<row r="3"><c r="A3" t="d"><v>gestern</v></c></row>',
}
FRAMES = {
    "plain": {},
    "namespaces": {
        "root": f'<worksheet xmlns="{MAIN}" xmlns:x14ac="x" xmlns:r="http://r"><sheetPr/>'
        '<dimension ref="A1"/><cols><col min="1" max="1" width="9"/></cols>'
    },
    "no declaration": {"head": ""},
    "single quotes": {"head": "<?xml version='1.0' encoding='utf-8'?>\n"},
    "mark": {"head": "\ufeff" + DECLARED},
    "doctype": {"head": DECLARED + "<!DOCTYPE worksheet>"},
    "remark": {"head": DECLARED + "<!-- <sheetData> -->"},
}


def with_sheet(path: Path, xml: str | bytes) -> Path:
    parts = varied(path)
    parts[SHEET] = xml if isinstance(xml, bytes) else xml.encode()
    return packed(path, parts)


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_are_read_in_whichever_shape(shape: str, tmp_path: Path) -> None:
    body = SHAPES[shape]
    below = re.sub(r"( r=.[A-Za-z]*)([0-9])", r"\g<1>1\2", body)
    for text in (body, PLAIN + below, f"<!-- closely -->{body}"):
        path = with_sheet(tmp_path / "a.xlsx", sheet_of(text, **FRAMES["namespaces"]))
        found, is_well = ours(path)
        assert (found, is_well) == theirs(path)
        assert is_well


@pytest.mark.parametrize("frame", FRAMES)
def test_a_sheet_may_begin_in_whichever_way(frame: str, tmp_path: Path) -> None:
    body = PLAIN + EXCEL.replace(' x14ac:dyDescent="0.3"', "")
    path = with_sheet(tmp_path / "a.xlsx", sheet_of(body, **FRAMES[frame]))
    found, is_well = ours(path)
    assert (found, is_well) == theirs(path)
    assert (len(found), is_well) == (3, True)


@pytest.mark.parametrize("shape", BROKEN_SHAPES)
def test_what_is_wrong_ends_a_sheet_behind_what_is_well(shape: str, tmp_path: Path) -> None:
    for before in (PLAIN, f"<!-- closely -->{PLAIN}"):
        path = with_sheet(tmp_path / "a.xlsx", sheet_of(before + BROKEN_SHAPES[shape] + EXCEL))
        found, is_well = ours(path)
        assert (found, is_well) == theirs(path)
        assert (len(found), is_well) == (1, False)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_sheet_in_another_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    xml = sheet_of(INLINE.replace("하나", "é"), head=f'<?xml version="1.0" encoding="{encoding}"?>')
    path = with_sheet(tmp_path / "a.xlsx", xml.encode(encoding))
    found, is_well = ours(path)
    assert (found, is_well) == theirs(path)
    assert found == [(1, ["é & 둘 😀"])]


def test_names_may_have_a_prefix(tmp_path: Path) -> None:
    xml = sheet_of(EXCEL.replace(' x14ac:dyDescent="0.3"', ""))
    xml = xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    xml = xml.replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    path = with_sheet(tmp_path / "a.xlsx", xml)
    found, is_well = ours(path)
    assert (found, is_well) == theirs(path)
    assert (len(found), is_well) == (2, True)


def test_strict_workbooks_have_rows_too(tmp_path: Path) -> None:
    for body in (INLINE, "<!-- closely -->" + INLINE):
        root = f'<worksheet xmlns="{STRICT}">'
        found, is_well = ours(with_sheet(tmp_path / "a.xlsx", sheet_of(body, root=root)))
        assert (found, is_well) == ([(1, ["하나 & 둘 😀"])], True)


def test_rows_and_cells_out_of_order_are_not_left_out(tmp_path: Path) -> None:
    body = (
        '<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row>'
        '<row r="3"><c r="A3"><v>3</v></c></row><row r="0"><c r="A1"><v>4</v></c></row>'
    )
    for text in (body, "<!-- closely -->" + body):
        found, is_well = ours(with_sheet(tmp_path / "a.xlsx", sheet_of(text)))
        assert (found, is_well) == ([(3, [2, 1]), (4, [3]), (5, [4])], True)


def test_shared_strings_have_their_runs_and_escapes(tmp_path: Path) -> None:
    parts = varied(tmp_path / "a.xlsx")
    items = (
        "<si><t>_x005F_x000B_</t></si><si><t/></si>"
        '<si><r><t xml:space="preserve">앞 </t></r><r><rPr><b/></rPr><t>뒤</t></r>'
        '<rPh sb="0" eb="1"><t>소리</t></rPh><phoneticPr fontId="1"/></si>'
    )
    parts[STRINGS] = f'{DECLARED}<sst xmlns="{MAIN}">{items}</sst>'.encode()
    cells = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(3))
    parts[SHEET] = sheet_of(f"<row>{cells}</row>").encode()
    found, _ = ours(packed(tmp_path / "a.xlsx", parts))
    assert found == [(1, ["_x005F_x000B_", "", "앞 뒤"])]
    for wrong in ("3", "-1"):
        parts[SHEET] = sheet_of(PLAIN + f'<row><c t="s"><v>{wrong}</v></c></row>').encode()
        found, is_well = ours(packed(tmp_path / "a.xlsx", parts))
        assert (len(found), is_well) == (1, False)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", [SHEET, STRINGS])
@pytest.mark.parametrize("head", [BOMB, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'])
def test_entities_are_refused(part: str, head: str, tmp_path: Path) -> None:
    parts = varied(tmp_path / "a.xlsx")
    root, _, rest = parts[part].decode().partition("\n") if b"\n" in parts[part][:99] else (
        "", "", parts[part].decode()
    )  # fmt: skip
    parts[part] = f"{root}{head}{rest}".encode()
    with pytest.raises(FormatError) as caught:
        ours(packed(tmp_path / "a.xlsx", parts))
    assert caught.value.message.code == "foreign.damaged"


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"])
def test_a_part_that_is_no_xml_is_refused(part: str, tmp_path: Path) -> None:
    parts = varied(tmp_path / "a.xlsx")
    parts[part] = b"<a"
    with pytest.raises(FormatError):
        ours(packed(tmp_path / "a.xlsx", parts))


def damaged(chance: random.Random) -> bytes:
    """A sheet of plain rows with some bytes of it changed."""
    rows = (
        (at, [f'<c r="{a}{at}" s="1" t="inlineStr"><is><t>{chance.choice(WORDS)}</t></is></c>'
              for a in "ABC"]) for at in range(1, 40)
    )  # fmt: skip
    body = "".join(f'<row r="{at}">{"".join(cells)}</row>' for at, cells in rows)
    data = bytearray(sheet_of(body).encode())
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(DECLARED) + 120, len(data))
        match chance.randrange(3):
            case 0:
                data[at] = chance.choice(b'<>&"/ ;x\x00\xff\r')
            case 1:
                del data[at : at + chance.randrange(1, 9)]
            case _:
                data[at:at] = chance.choice([b"<", b"&amp;", b"<!-- -->", b"</row>", b"\xed\xa0"])
    return bytes(data)


WORDS = ["한빛전자", "누리칩 &amp; 둘", "a &lt; b", "😀", "", "&#54620;"]


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_met_as_openpyxl_meets_it(seed: int, tmp_path: Path) -> None:
    """What comes out of a damaged sheet is what openpyxl gives, but for what it leaves out."""
    path = with_sheet(tmp_path / "a.xlsx", damaged(random.Random(seed)))
    found, is_well = ours(path)
    judged, is_judged_well = theirs(path)
    if found != judged:
        cells, known = (
            [str(cell) for _, row in rows for cell in row if cell] for rows in (found, judged)
        )
        assert Counter(cells) >= Counter(known)
    assert is_well == is_judged_well
