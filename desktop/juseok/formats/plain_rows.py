"""Rows of a sheet in the plain form in which programs write them, taken as they stand: a parser's
events for them cost five times as much.

What is not quite so is left, with all that follows, to whoever reads it closely (``sheets``).
"""

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import lru_cache
from typing import IO, Any, Final, TypeAlias

Cell: TypeAlias = Any
"""A text, a number, a bool, a day or a time; None where there is nothing."""
CellOf: TypeAlias = Callable[[Mapping[str, str], str], Cell]
"""What a cell says, by its attributes and its value; raises ``ValueError``."""
MOST: Final = 1 << 20
"""Rows of a sheet; Excel has no more."""
_PIECE: Final = 1 << 14
"""Bytes that are read at once."""
_HEAD: Final = 1 << 18
_LONGEST: Final = 8 << 20
_DATA, _END = b"<sheetData>", b"</row>"
_UTF8: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?"""
    rb"""(?: standalone=["'](?:yes|no)["'])? ?\?>\s*)?<(?![?!])"""
)
_UNUSUAL: Final = bytes({*range(0x20)} - {9, 10})
"""Signs that XML forbids or changes; further ones take three bytes."""
_FORBIDDEN: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_GIVEN: Final = r'(?: [A-Za-z][\w.:-]*="[^"<>&]*")*+'
_FORMULA: Final = rf"<f{_GIVEN}(?:/>|>(?:[^<>&]++|&(?:amp|lt|gt|quot|apos);)*+</f>)"
_WRITTEN: Final = (
    r'<c(?: r="([A-Z]{1,3})[0-9]+")?+'
    rf"({_GIVEN}) ?+(?:/>|>(?:{_FORMULA})?+(?:<v>([^<>]*+)</v>|"
    r'<is><t(?: xml:space="preserve")?+>([^<>]*+)</t></is>)?+</c>)'
)
_CELL: Final = re.compile(_WRITTEN)
_ROW: Final = re.compile(
    rf'<row(?: r="([0-9]{{1,15}})")?+({_GIVEN}) ?+'
    rf"(?:/>|>((?:{re.sub(r'[(](?![?])', '(?:', _WRITTEN)})*+)</row>)"
)
_ATTRIBUTE: Final = re.compile(r' ([\w.:-]+)="([^"]*)"')
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|[a-z]+;)?")
_NAMED: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class PlainRows:
    """The rows of the sheet ``source`` as long as they are plain; ``line``: of the last one."""

    def __init__(self, source: IO[bytes], cell_of: CellOf) -> None:
        self.line = 0
        self._source, self._cell_of = source, cell_of
        self._left = b""
        self._is_plain = False

    def head(self) -> bytes:
        """What stands before the rows, with the tag that they begin with; some of it, where that
        is far."""
        data = b""
        while _DATA not in data and len(data) < _HEAD and (more := self._source.read(_PIECE)):
            data += more
        before, tag, self._left = data.partition(_DATA)
        self._is_plain = bool(tag) and _UTF8.match(before) is not None and b"<!D" not in before
        return before + tag

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Those that have cells, with their lines from 1; raises ``ValueError``."""
        while self._is_plain and self._goes_on():
            end = self._left.rfind(_END) + len(_END)
            if end >= len(_END):
                whole, self._left = self._left[:end], self._left[end:]
                text = _text_of(whole)
                at = 0 if text is None else (yield from self._taken(text))
                if text is None or at < len(text):
                    self._left = (whole if text is None else text[at:].encode()) + self._left
                    return
            more = self._source.read(_PIECE)
            self._left += more
            self._is_plain = bool(more)

    def rest(self) -> Iterator[bytes]:
        """What nobody has taken; nothing at all comes last."""
        while self._left:
            data, self._left = self._left[:_PIECE], self._left[_PIECE:]
            yield data
        while data := self._source.read(_PIECE):
            yield data
        yield b""

    def _goes_on(self) -> bool:
        begun = self._left[:4]
        return begun == b"<row"[: len(begun)] and len(self._left) < _LONGEST

    def _taken(self, text: str) -> Generator[tuple[int, list[Cell]], None, int]:
        """The rows in ``text``; says where the first begins that is not plain."""
        at = 0
        while at < len(text):
            match = _ROW.match(text, at)
            row = None if match is None or ' r="' in match[2] else self._row(match)
            if match is None or row is None:
                break
            self.line = next_line(self.line, int(match[1]) if match[1] else None)
            if row:
                yield self.line, row
            at = match.end()
        return at

    def _row(self, match: re.Match[str]) -> list[Cell] | None:
        """The cells of a row; None where one of them is not plain."""
        row: list[Cell] = []
        if not match[3]:
            return row
        cell_of, column = self._cell_of, 0
        for letters, written, value, words in _CELL.findall(match.string, *match.span(3)):
            given = _given(written)
            if given is None:
                return None
            is_here = given.get("t") == "inlineStr"
            said = words if is_here else value
            if "&" in said:
                try:
                    said = _REFERENCE.sub(_sign, said)
                except LookupError:
                    return None
            column = column_of(letters) if letters else column + 1
            put(row, column, (said if is_here else cell_of(given, said)) if said else None)
        return row


def next_line(last: int, said: int | None) -> int:
    """The line of a row behind the line ``last`` that says that it is in ``said``.

    Raises ``ValueError`` where that is more than a sheet has.
    """
    line = last + 1 if said is None else max(said, last + 1)
    if line > MOST:
        raise ValueError(f"> {MOST:,} rows")
    return line


def put(row: list[Cell], column: int, cell: Cell) -> None:
    """Let ``cell`` stand in ``column`` (from 1) of ``row``."""
    missing = column - len(row) - 1
    if missing < 0:
        row[column - 1] = cell
        return
    if missing:
        row += [None] * missing
    row.append(cell)


@lru_cache(maxsize=1 << 15)
def column_of(letters: str) -> int:
    """The column called ``letters`` (``A`` to ``ZZZ``), from 1."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number


def _text_of(whole: bytes) -> str | None:
    """``whole`` as text; None where a parser would change or refuse it."""
    if len(whole.translate(None, _UNUSUAL)) < len(whole) or any(
        map(whole.__contains__, _FORBIDDEN)
    ):
        return None
    try:
        return whole.decode()
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=1 << 10)
def _given(written: str) -> Mapping[str, str] | None:
    """Attributes of a cell by name; None where one is there twice, or not where it is usual."""
    found = _ATTRIBUTE.findall(written)
    given = dict(found)
    return given if len(given) == len(found) and "r" not in given else None


def _sign(match: re.Match[str]) -> str:
    return _signs(match[0])


@lru_cache(maxsize=1 << 14)
def _signs(reference: str) -> str:
    """What ``&amp;`` or ``&#44032;`` stands for; raises ``LookupError`` where it is none."""
    if reference[1:2] != "#":
        return _NAMED[reference]
    is_hex = reference[2] == "x"
    number = int(reference[3:-1], 16) if is_hex else int(reference[2:-1])
    is_one = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    if not is_one and not 0x10000 <= number < 0x110000:
        raise LookupError(reference)
    return chr(number)
