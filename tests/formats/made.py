"""Documents made for tests: PDF with Korean letters, HWPX as Hancom writes it, Word files."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip file with ``entries``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def pdf(
    pages: Sequence[Sequence[str]], *, title: str = "", password: str = "", words: bool = False
) -> bytes:
    """A PDF with one text line for each line; letters are told by a ToUnicode map.

    ``words``: each word and each blank is painted by itself from the corner, as Qt does.
    """
    import pypdf
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        NumberObject,
    )

    signs = sorted({sign for page in pages for line in page for sign in line})
    code = {sign: number for number, sign in enumerate(signs, start=1)}
    rows = "\n".join(
        f"<{code[sign]:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign in signs
    )
    cmap = DecodedStreamObject()
    cmap.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(signs)} beginbfchar\n{rows}\nendbfchar endcmap end end".encode()
    )
    writer = pypdf.PdfWriter()

    def name(**values: Any) -> DictionaryObject:
        return DictionaryObject(
            {NameObject(f"/{k}"): NameObject(f"/{v}") if isinstance(v, str) else v
             for k, v in values.items()}
        )  # fmt: skip

    below = name(Type="Font", Subtype="CIDFontType2", BaseFont="Made", DW=NumberObject(1000))
    font = name(
        Type="Font", Subtype="Type0", BaseFont="Made", Encoding="Identity-H",
        DescendantFonts=ArrayObject([writer._add_object(below)]),
        ToUnicode=writer._add_object(cmap),
    )  # fmt: skip
    resources = name(Font=name(F1=writer._add_object(font)))
    for page in pages:
        shown = "".join(
            f"1 0 0 1 50 {780 - 20 * row} Tm <{''.join(f'{code[sign]:04X}' for sign in line)}> Tj\n"
            for row, line in enumerate(page)
        )
        if words:
            shown = "ET\n".join(_word_by_word(page, code))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf\n{shown}ET".encode())
        made = writer.add_blank_page(600, 800)
        made[NameObject("/Resources")] = resources
        made[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "홍길동"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _word_by_word(page: Sequence[str], code: Mapping[str, int]) -> Iterator[str]:
    for row, line in enumerate(page):
        x = 50
        for word in re.findall(r"\S+|\s", line):
            signs = "".join(f"{code[sign]:04X}" for sign in word)
            yield f"BT /F1 10 Tf 1 0 0 1 0 0 Tm {x} {780 - 20 * row} Td <{signs}> Tj\n"
            x += 10 * len(word)


_HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
_SPACES = (
    f'xmlns:hp="{_HP}" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" '
    'xmlns:opf="http://www.idpf.org/2007/opf/"'
)


def hwpx(
    sections: Sequence[str], *, title: str = "", entries: Mapping[str, str | bytes] = {}
) -> bytes:
    """An HWPX; a section is the inside of ``<hs:sec>``."""
    items = "".join(
        f'<opf:item id="section{n}" href="Contents/section{n}.xml" media-type="application/xml"/>'
        for n in range(len(sections))
    )
    spine = "".join(f'<opf:itemref idref="section{n}"/>' for n in range(len(sections)))
    files: dict[str, str | bytes] = {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": (
            f"<opf:package {_SPACES}><opf:metadata><opf:title>{title}</opf:title>"
            '<opf:meta name="creator" content="text">홍길동</opf:meta></opf:metadata>'
            f"<opf:manifest>{items}</opf:manifest><opf:spine>{spine}</opf:spine></opf:package>"
        ),
        "Contents/header.xml": (
            f'<hh:head {_SPACES}><hh:styles><hh:style id="0" name="바탕글" engName="Normal"/>'
            '<hh:style id="2" name="제목" engName="Title"/></hh:styles></hh:head>'
        ),
    }
    for number, section in enumerate(sections):
        files[f"Contents/section{number}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><hs:sec {_SPACES}>'
            f"{section}</hs:sec>"
        )
    return zipped({**files, **entries})


def para(*runs: str, style: int = 0) -> str:
    """A paragraph of HWPX; a run is text or, where it begins with ``<``, an element."""
    inside = "".join(
        f"<hp:run>{run if run.startswith('<') else f'<hp:t>{run}</hp:t>'}</hp:run>" for run in runs
    )
    return f'<hp:p styleIDRef="{style}">{inside}</hp:p>'


def docx(build: Any) -> bytes:
    """A Word file that ``build`` fills."""
    import docx as library

    document = library.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
