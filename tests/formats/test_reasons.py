"""What libraries say of damaged files is said in the reader's language."""

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from lxml import etree
from tests.formats.made import pdf

from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message, catalogue, render
from juseok.formats import workbooks
from juseok.formats.raw.pdf import parse_pdf
from juseok.formats.reasons import reason_of
from juseok.formats.xml import parse_xml

LATIN = re.compile(r"[A-Za-z]{3,}")
XML = ["", "<a>", "<a></b>", "<a b=1/>", "<a>&x;</a>", "<a/><b/>", '<a b="1" b="2"/>', "<x:a/>",
       "<a><![CDATA[", "말", "<a 1/>", '<?xml version="1.0" encoding="foo"?><a/>']  # fmt: skip
JSON = ["[1,", '{"a" 1}', "[1 2]", '"abc', "[1]x", "{a:1}", '["\x01"]', '["\\x"]', ""]


def failure(does: Callable[[], Any]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011 (whatever a library raises)
        does()
    return caught.value


@pytest.mark.parametrize(
    ("parse", "sources"), [(fromstring, XML), (etree.fromstring, XML), (json.loads, JSON)]
)
def test_usual_complaints_are_said_in_korean(parse: Any, sources: list[str]) -> None:
    for source in sources:
        given = source if parse is json.loads else source.encode()
        error = failure(lambda: parse(given))  # noqa: B023 (called at once)
        if "Unregistered" in str(error):  # it has no words for it itself
            continue
        told = reason_of(error)
        assert LATIN.search(render(told, "ko")) is None, error
        assert LATIN.search(render(told, "en")), error


def test_a_place_is_told_from_one() -> None:
    broken = "<a>\n  </b>"
    for parse in (fromstring, etree.fromstring):
        told = reason_of(failure(lambda: parse(broken)))  # noqa: B023 (called at once)
        assert (told.code, told.params["line"]) == ("reason.at", 2)
        assert told.params["reason"] == Message("reason.tags")
    with pytest.raises(TextError) as caught:
        parse_xml(b"<a>\n</b>")
    assert render(caught.value.message, "ko") == (
        "XML이 깨져 있습니다(2번째 줄 3번째 글자: 여는 태그와 닫는 태그가 맞지 않음)."
    )


def packed(**parts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def test_what_is_wrong_with_an_archive_is_said_in_korean() -> None:
    whole = packed(a="말 " * 500)

    def read(data: bytes, name: str = "a") -> Callable[[], bytes]:
        return lambda: zipfile.ZipFile(BytesIO(data)).read(name)

    for error, code in (
        (failure(read(whole[:20])), "archive.no_zip"),
        (failure(read(whole[:34] + b"\xff\xff\xff" + whole[37:])), "reason.contents"),
        (failure(read(whole, "b")), "reason.part"),
        (EOFError(), "reason.end"),
        (RuntimeError("File 'a' is encrypted, password required for extraction"), "reason.locked"),
        (NotImplementedError("That compression method is not supported"), "reason.method"),
    ):
        assert reason_of(error).code == code, error


def refusal(data: bytes) -> Message | None:
    """Why a PDF cannot be read; None where it can."""
    try:
        parse_pdf(data)
    except TextError as error:
        return error.message
    return None


def test_what_is_wrong_with_a_pdf_is_said_in_korean(caplog: pytest.LogCaptureFixture) -> None:
    whole = pdf([["한빛전자는 공장을 늘린다."] * 9])
    told: list[str] = []
    for at in range(20, len(whole), 83):
        for broken in (whole[:at], whole[:at] + b"????" + whole[at + 4 :]):
            message = refusal(broken)
            if message is not None and message.code == "archive.broken":
                told.append(render(message, "ko"))
    caplog.clear()
    assert told
    assert [each for each in told if LATIN.search(each)] == []


def test_what_is_wrong_with_a_workbook_is_said_in_korean(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    path = tmp_path / "a.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for name, code in (
        ("xl/workbook.xml", "reason.part"), ("[Content_Types].xml", "reason.part"),
        ("", "reason.structure"),
    ):  # fmt: skip
        with zipfile.ZipFile(path, "w") as file:
            for each, data in parts.items():
                if name and each != name:
                    file.writestr(each, data)
                elif not name:
                    file.writestr(each, b"<a/>" if each == "[Content_Types].xml" else data)
        with pytest.raises(FormatError) as caught, workbooks.opened(path, "a.xlsx"):
            pass
        reason = caught.value.message.params["reason"]
        assert isinstance(reason, Message)
        assert reason.code == code


def test_what_nobody_knows_stays_as_the_library_says_it() -> None:
    told = reason_of(ValueError("something new"))
    assert render(told, "ko") == "something new"
    assert render(reason_of(ValueError()), "ko") == "ValueError"


def test_every_reason_has_its_words() -> None:
    codes = set(re.findall(r'"((?:reason|archive)\.\w+)"', Path(reasons_file()).read_text("utf-8")))
    assert codes <= catalogue("ko").keys() & catalogue("en").keys()


def reasons_file() -> str:
    return reason_of.__code__.co_filename
