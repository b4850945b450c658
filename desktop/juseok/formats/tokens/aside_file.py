"""Side files: their lines in turn, each proved to be of the text in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from juseok.core.errors import TextError
from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.text import NORM_VERSION, check_article_text, normalise
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.aside_reading import Aside


class AsideError(ValueError):
    """A line of a side file that does not hold what it should."""


class AsideFile:
    """The lines of a side file in turn; articles that are asked for out of turn are found, too."""

    def __init__(self, path: Path, report: ReportBuilder) -> None:
        """``path`` need not exist: then it knows no article."""
        self._path, self._report = path, report
        self._lines = self._read()
        self._waiting: dict[str, list[Aside]] = {}

    def take(self, article: str) -> Aside | None:
        """The line of ``article``, once; None where there is none."""
        if waiting := self._waiting.get(article):
            return waiting.pop(0)
        for each in self._lines:
            if each.id == article:
                return each
            self._waiting.setdefault(each.id, []).append(each)
        return None

    def rest(self) -> Iterator[Aside]:
        """The lines that nobody took, in order."""
        waiting, self._waiting = self._waiting, {}
        found = [each for some in waiting.values() for each in some]
        yield from sorted(found, key=lambda each: each.line)
        yield from self._lines

    def _read(self) -> Iterator[Aside]:
        name = file_name(self._path)
        try:
            with open(self._path, "rb") as file:
                yield from self._parsed(file, name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise os_error(error, name) from error

    def _parsed(self, file: BinaryIO, name: str) -> Iterator[Aside]:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            self._report.read += 1
            try:
                yield load_aside(line, file=name, line=number)
            except AsideError as error:
                told = Message("tokens.aside_line", reason=str(error)[:120])
                self._report.refuse(told, file=name, line=number)


def load_aside(data: bytes, *, file: str = "", line: int = 0) -> Aside:
    """Raises :class:`AsideError` where ``data`` is no line of a side file, or its text not the one
    that its id is of."""
    try:
        found: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise AsideError(str(error)) from error
    match found:
        case {"id": str(id_), "text": str(text)}:
            body = cast("Mapping[str, Any]", found)
        case _:
            raise AsideError("no id, or no text")
    try:
        check_article_text(text)
    except TextError as error:
        raise AsideError(error.message.code) from error
    if article_id(text, NORM_VERSION) != id_ or normalise(text).text != text:
        raise AsideError("another text")
    name = body.get("name", "")
    return Aside(id_, name if isinstance(name, str) else "", text, body, file, line)
