"""Bytes to text, never by guessing away what does not fit.

Order: byte order mark → UTF-16/32 told by their NUL bytes → strict UTF-8 → the declared
charset → strict CP949 → ask.  Nothing is ever decoded with ``errors="ignore"``.  Labels such
as ``euc-kr`` mean CP949, as browsers read them (WHATWG Encoding Standard, "euc-kr").
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from juseok.core.errors import TextError

_SAMPLE: Final = 8192
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALIASES: Final = {
    **dict.fromkeys(
        ("cp949", "euckr", "ksc5601", "ksc56011987", "ksc56011989", "isoir149", "korean",
         "uhc", "ms949", "windows949", "xwindows949", "949", "csksc56011987", "cseuckr"),
        "cp949",
    ),
    **dict.fromkeys(("utf8", "unicode11utf8", "utf8sig"), "utf-8"),
    "utf16": "utf-16-le", "utf16le": "utf-16-le", "utf16be": "utf-16-be", "ucs2": "utf-16-le",
    "utf32": "utf-32-le", "utf32le": "utf-32-le", "utf32be": "utf-32-be",
    "johab": "johab", "cp1361": "johab", "iso2022kr": "iso2022_kr",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs",
    "shiftjis": "cp932", "sjis": "cp932", "cp932": "cp932", "eucjp": "euc_jp",
    **dict.fromkeys(("ascii", "usascii", "latin1", "iso88591", "cp1252", "windows1252"), "cp1252"),
}  # fmt: skip
ENCODINGS: Final = ("utf-8", "cp949", "utf-16-le", "utf-16-be")
"""What Korean texts come in: a person who is asked chooses among these first."""

OTHER_ENCODINGS: Final = ("johab", "iso2022_kr", "gb18030", "cp932")
"""What may also be chosen, but is never proposed: nearly any bytes can be read in some of them."""

_SIGNATURES: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX, HWPX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "HWP, DOC, XLS"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_SURROGATE: Final = rb"\xed[\xa0-\xbf][\x80-\xbf]"
# Compiled when a file is first read: a window starts faster without them.
_CONTROL: Final = "[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]"
_CONTROL_BYTES: Final = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
"""The same characters in UTF-8, where no other has a byte of theirs."""

_READABLE: Final = "[\t\n\r -~가-힣]"
_PLAUSIBLE: Final = (
    "[\t\n\r -~\u00a0-\u00ff\u1100-\u11ff\u2010-\u203d\u2190-\u21ff\u2200-\u22ff\u2460-\u25ff"
    "\u3000-\u30ff\u3131-\u318e\u3200-\u33ff\u4e00-\u9fff가-힣\uf900-\ufaff\uff01-\uffe6]"
)
_LEADS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = "\u3164ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FILLED: Final = f"\u3164([{_LEADS}])([{_VOWELS}])([{_FINALS}])"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text without its byte order mark, and how it was decoded.

    ``recomposed`` counts syllables that CP949 bytes spelt as KS X 1001 filler sequences.
    """

    text: str
    encoding: str
    bom: bool = False
    recomposed: int = 0


def decode(data: bytes, *, declared: str | None = None, chosen: str | None = None) -> Decoded:
    """``data`` as text; strict throughout.

    ``declared`` is a charset that the file names and is tried after UTF-8; ``chosen`` is what
    a person picked when asked, and is used alone.  Raises :class:`TextError`:
    ``text.binary`` or ``text.binary_unknown``, ``text.surrogate_bytes`` (UTF-8 but for half of a
    UTF-16 pair; ``line``, and ``position`` in it), ``text.truncated`` (a character is cut off at
    the end), ``text.encoding`` (ask a person; ``position`` is the first byte that is not UTF-8) or
    ``text.not_encoding`` (``chosen`` does not fit).  Places are for people: they count from 1, in
    bytes where nothing could be read.
    """
    _refuse_known_binary(data)
    if chosen is not None:
        return _decode_chosen(data, chosen)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    wide = _wide_encoding(data)
    if wide is not None:
        return Decoded(data.decode(wide), wide)
    try:
        return Decoded(_not_binary(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        not_utf8 = error
    _refuse_surrogates(data, not_utf8.start)
    for encoding in dict.fromkeys((_codec(declared), "cp949")):
        if encoding is None:
            continue
        try:
            return _decoded(data, encoding)
        except UnicodeDecodeError:
            continue
    raise _undecodable(data, not_utf8)


def offered(data: bytes) -> tuple[str, ...]:
    """The encodings to propose for ``data``, which fits no other.

    Any bytes are Windows-1252, so that Korean would come in as signs: it is offered only where
    each byte beyond ASCII stands alone, as accented letters do.
    """
    return ENCODINGS if re.search(rb"[\x80-\xff]{2}", data) else (*ENCODINGS, "cp1252")


def _decoded(data: bytes, encoding: str) -> Decoded:
    text, recomposed = _not_binary(data.decode(encoding)), 0
    if encoding == "cp949" and "\u3164" in text:
        text, recomposed = re.subn(_FILLED, _syllable, text)
    return Decoded(text, encoding, recomposed=recomposed)


def _decode_chosen(data: bytes, chosen: str) -> Decoded:
    encoding = _codec(chosen)
    if encoding is None:
        raise TextError("text.unknown_encoding", encoding=chosen)
    mark = next((mark for mark, name in _BOMS if name == encoding and data.startswith(mark)), b"")
    try:
        found = _decoded(data[len(mark) :], encoding)
    except UnicodeDecodeError as error:
        position = error.start + len(mark) + 1
        raise TextError("text.not_encoding", encoding=encoding, position=position) from error
    return Decoded(found.text, encoding, bool(mark), found.recomposed)


def _decode_marked(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding), encoding, bom=True)
    except UnicodeDecodeError as error:
        code = "text.truncated" if error.end >= len(body) else "text.not_encoding"
        raise TextError(code, encoding=encoding, position=error.start + 1) from error


def _codec(label: str | None) -> str | None:
    return _ALIASES.get(re.sub(r"[^a-z0-9]", "", label.lower())) if label else None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: its sample reads as text, in one byte order only."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample:
        return None
    best: tuple[float, str] | None = None
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if len(data) % width:
            continue
        try:
            text = sample.decode(encoding)
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readable = len(re.findall(_READABLE, text)) / len(text)
        if (
            readable >= 0.5
            and len(re.findall(_PLAUSIBLE, text)) / len(text) >= 0.95
            and (best is None or readable > best[0])
        ):
            best = readable, encoding
    return best[1] if best else None


def _refuse_known_binary(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise TextError("text.binary", format=name)


def _not_binary(text: str) -> str:
    sample = text[:_SAMPLE]
    encoded = sample.encode("utf-8", "surrogatepass")
    found = len(encoded) - len(encoded.translate(None, _CONTROL_BYTES))
    if found * 20 > len(sample) + 20:
        raise TextError("text.binary_unknown")
    return text


def _undecodable(data: bytes, not_utf8: UnicodeDecodeError) -> TextError:
    sample = data[:_SAMPLE]
    if b"\x00" in sample or re.search(_CONTROL, sample.decode("latin-1")):
        return TextError("text.binary_unknown")
    if not_utf8.reason == "unexpected end of data" and not data[: not_utf8.start].isascii():
        return TextError("text.truncated", encoding="utf-8", position=not_utf8.start + 1)
    try:
        data[:-1].decode("cp949")
    except UnicodeDecodeError:
        return TextError("text.encoding", position=not_utf8.start + 1)
    if data[:-1].isascii():
        return TextError("text.encoding", position=not_utf8.start + 1)
    return TextError("text.truncated", encoding="cp949", position=len(data))


def _refuse_surrogates(data: bytes, at: int) -> None:
    """Name half a UTF-16 pair at ``at`` in what is UTF-8 but for such halves."""
    if re.match(_SURROGATE, data[at : at + 3]) is None:
        return
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return
    half = data[at : at + 3].decode("utf-8", "surrogatepass")
    start = data.rfind(b"\n", 0, at) + 1
    raise TextError(
        "text.surrogate_bytes",
        line=data.count(b"\n", 0, at) + 1,
        position=len(data[start:at].decode("utf-8")) + 1,
        character=f"U+{ord(half):04X}",
    )


def _syllable(match: re.Match[str]) -> str:
    lead, vowel, final = _LEADS.index(match[1]), _VOWELS.index(match[2]), _FINALS.index(match[3])
    return chr(0xAC00 + (lead * len(_VOWELS) + vowel) * len(_FINALS) + final)
