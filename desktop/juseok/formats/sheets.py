"""The rows of a sheet and the strings of a workbook (XLSX) as streams.

openpyxl, which knows what a number or a day is, makes objects of all that stands in a cell before
it gives the value: many times the work.  Rows that say a line before that of the last one come
right behind it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any, Final, NoReturn
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate, XMLParserType

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601

from juseok.formats.plain_rows import Cell, PlainRows, column_of, next_line, put

_CHUNK: Final = 1 << 14
_SPACES: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # "Strict Open XML"
)
_NEVER: Final = 1 << 60
_DIGITS: Final = "0123456789"


def _named(name: str) -> frozenset[str]:
    return frozenset(f"{space}}}{name}" for space in _SPACES)


_ROW, _DATA, _SIZE = _named("row"), _named("sheetData"), _named("dimension")
_VALUE, _WORDS, _SOUND, _ITEM = _named("v"), _named("t"), _named("rPh"), _named("si")


class Values:
    """What cells of ``book``, as openpyxl has it, stand for: numbers, days by their style, and
    ``strings`` that they share."""

    def __init__(self, book: Any, strings: Sequence[str]) -> None:
        self._strings = strings
        self._epoch: datetime = book.epoch
        self._days: set[int] = book._date_formats  # noqa: SLF001, nothing else tells them
        self._spans: set[int] = book._timedelta_formats  # noqa: SLF001, nor these

    def of(self, given: Mapping[str, str], value: str) -> Cell:
        """What a cell with ``given`` attributes says by ``value``.  Raises ``ValueError``."""
        match given.get("t", "n"):
            case "s":
                at = int(value)
                if not 0 <= at < len(self._strings):
                    raise ValueError(f"no {at}. string")
                return self._strings[at]
            case "n":
                is_whole = not ("." in value or "E" in value or "e" in value)
                number = int(value) if is_whole else float(value)
                style = int(given.get("s") or 0)
                return number if style not in self._days else self._day(number, style)
            case "b":
                return bool(int(value))
            case "d":
                return from_ISO8601(value)
            case _:
                return value

    def _day(self, number: float, style: int) -> Cell:
        try:
            return from_excel(number, self._epoch, timedelta=style in self._spans)
        except (OverflowError, ValueError):  # beyond what a calendar has
            return "#VALUE!"


def strings_of(source: IO[bytes]) -> list[str]:
    """The shared strings in a part of a workbook; raises ``SyntaxError`` and ``ValueError``."""
    handler = _Strings()
    for _ in _fed(_parser(handler.begin, handler.end, handler.said), _pieces(source)):
        pass
    return handler.found


def look(source: IO[bytes]) -> None:
    """Raises ``SyntaxError`` or ``ValueError`` where what stands before the rows is no XML."""
    seen: list[str] = []

    def begin(name: str, given: Mapping[str, str]) -> None:
        del given
        if name in _DATA or name in _SIZE:
            seen.append(name)

    for _ in _fed(_parser(begin, None, []), _pieces(source)):
        if seen:
            return


def rows_of(source: IO[bytes], values: Values) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a sheet that have cells, with their lines from 1.

    Raises ``SyntaxError`` and ``ValueError``, both behind the rows that are well.
    """
    handler = _Sheet(values)
    parser = _parser(handler.begin, handler.end, handler.said)
    plain = PlainRows(source, values.of)
    for _ in _fed(parser, [plain.head()]):
        yield from handler.taken()
    if handler.is_before_rows:
        yield from plain.rows()
        handler.line = plain.line
    for _ in _fed(parser, plain.rest()):
        yield from handler.taken()


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while data := source.read(_CHUNK):
        yield data
    yield b""


def _parser(
    begin: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None, said: list[str]
) -> XMLParserType:
    """One that tells of tags; ``said`` gets what stands between them."""
    parser = ParserCreate(None, "}")

    def refuse(*_: object) -> NoReturn:
        raise ValueError("Entity in a workbook")

    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = said.append
    return parser


def _fed(parser: XMLParserType, pieces: Iterable[bytes]) -> Iterator[None]:
    """Have ``parser`` tell of ``pieces``, one by one; an empty one is the end.

    Raises what the last has wrong once the caller has taken what came of it.
    """
    for data in pieces:
        try:
            parser.Parse(data, not data)
        except ExpatError as error:
            yield
            raise SyntaxError(ErrorString(error.code)) from error
        except ValueError:
            yield
            raise
        yield


class _Strings:
    """Gathers shared strings: their runs, without how they look and sound."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.said: list[str] = []
        self._texts: list[str] = []
        self._quiet = 0

    def begin(self, name: str, given: dict[str, str]) -> None:
        del given
        if name in _WORDS:
            self.said.clear()
        elif name in _SOUND:
            self._quiet += 1

    def end(self, name: str) -> None:
        if name in _WORDS:
            if not self._quiet:
                self._texts.append("".join(self.said))
        elif name in _SOUND:
            self._quiet -= 1
        elif name in _ITEM:
            self.found.append("".join(self._texts))
            self._texts.clear()
        self.said.clear()


class _Sheet:
    """Gathers rows; whatever lies directly in one is a cell."""

    def __init__(self, values: Values) -> None:
        self.said: list[str] = []
        self.line = 0
        self.is_before_rows = False
        self._values = values
        self._found: list[tuple[int, list[Cell]]] = []
        self._depth, self._cell = 0, _NEVER
        self._row: list[Cell] = []
        self._column = 0
        self._given: dict[str, str] = {}
        self._value: str | None = None
        self._texts: list[str] = []
        self._quiet = 0

    def taken(self) -> list[tuple[int, list[Cell]]]:
        """The rows that have ended since it was asked last."""
        found, self._found = self._found, []
        return found

    def begin(self, name: str, given: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        if depth > self._cell:
            if name in _WORDS or name in _VALUE:
                self.said.clear()
            elif name in _SOUND:
                self._quiet += 1
        elif depth == self._cell:
            self._given = given
        elif name in _ROW:
            self.line = next_line(self.line, _line(given.get("r")))
            self._cell = depth + 1
            self._row, self._column = [], 0
        else:
            self.is_before_rows = depth == 2 and name in _DATA

    def end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if depth > self._cell:
            if name in _WORDS:
                if not self._quiet:
                    self._texts.append("".join(self.said))
            elif name in _VALUE:
                if self._value is None and depth == self._cell + 1:
                    self._value = "".join(self.said)
            elif name in _SOUND:
                self._quiet -= 1
        elif depth == self._cell:
            self._end_cell()
        else:
            self.said.clear()
            if depth == self._cell - 1:
                self._cell = _NEVER
                if self._row:
                    self._found.append((self.line, self._row))

    def _end_cell(self) -> None:
        given = self._given
        if given.get("t") == "inlineStr":
            value = "".join(self._texts) or None
        else:
            value = self._values.of(given, self._value) if self._value else None
        self._value = None
        self._texts.clear()
        place = given.get("r")
        self._column = _column(place) if place else self._column + 1
        put(self._row, self._column, value)


def _line(written: str | None) -> int | None:
    """The line that a row says it is in; some write it with a point.  Raises ``ValueError``."""
    if written is None:
        return None
    try:
        return int(written)
    except ValueError:
        number = float(written)
        if not number.is_integer():
            raise
        return int(number)


def _column(place: str) -> int:
    """The column of ``B7``, from 1; raises ``ValueError``."""
    letters = place.rstrip(_DIGITS)
    is_usual = letters != place and len(letters) <= 3 and letters.isalpha() and letters.isascii()
    return column_of(letters.upper()) if is_usual else coordinate_to_tuple(place)[1]
