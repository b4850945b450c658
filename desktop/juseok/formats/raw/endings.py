"""How a file is read: by the ending of its name, and where that says nothing, by its content."""

import json
import re
import zipfile
from codecs import BOM_UTF8
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

_HEAD: Final = 1 << 16
_ZIP: Final = b"PK\x03\x04"
_PARTS: Final = {
    "xl/workbook.xml": ".xlsx",
    "word/document.xml": ".docx",
    "Contents/content.hpf": ".hwpx",
}
"""Parts that every such file has (ECMA-376, OWPML)."""
_PAGE: Final = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html\b",
                          re.IGNORECASE | re.DOTALL)  # fmt: skip
_MAIL: Final = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_JSON: Final = re.compile(rb'\{\s*"|\[\s*\{')
"""No more than a sign: articles begin with a bracket, too (``[서울=가온통신]``)."""


def ending_of(path: Path, known: Iterable[str]) -> str:
    """The ending of ``path`` where it is one of ``known`` (``.docx``), else the one that it should
    have by its content; empty where that tells none, or may not be looked at."""
    name = path.name.lower()
    named = next((each for each in known if name.endswith(each)), "")
    if named:
        return named
    try:
        if not path.is_file():  # a pipe would wait
            return ""
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    return _in_zip(path) if head.startswith(_ZIP) else _at_head(head)


def ending_by(data: bytes) -> str:
    """The ending that a file of ``data`` should have; empty where its content tells none."""
    return _in_zip(BytesIO(data)) if data.startswith(_ZIP) else _at_head(data[:_HEAD])


def _in_zip(source: Path | BytesIO) -> str:
    try:
        with zipfile.ZipFile(source) as zipped:
            names = frozenset(zipped.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    return next((ending for part, ending in _PARTS.items() if part in names), "")


def _at_head(head: bytes) -> str:
    begun = head.removeprefix(BOM_UTF8).lstrip()
    if begun.startswith(b"%PDF-"):
        return ".pdf"
    if _PAGE.match(begun):
        return ".html"
    if _MAIL.search(begun.split(b"\r\n\r\n", 1)[0].split(b"\n\n", 1)[0]):
        return ".mhtml"
    if not _JSON.match(begun):
        return ""
    try:
        json.loads(begun.split(b"\n", 1)[0])
    except ValueError:
        return ".json"
    return ".jsonl" if begun.startswith(b"{") else ".json"
