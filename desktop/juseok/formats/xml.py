"""XML of other programs: no document types, no entities, no network, no endless depth."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NoReturn

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.reasons import reason_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DEPTH: Final = 500
"""No document of a person is nested deeper; what is makes a walk of it run out of stack."""
_PIECE: Final = 1 << 16


def parse_xml(data: bytes) -> "Element":
    """The root of ``data``.

    Raises ``TextError``: ``xml.broken``, ``xml.entities`` or ``xml.deep``.
    """
    root: Element | None = None
    for _, element in events_of(data[at : at + _PIECE] for at in range(0, len(data), _PIECE)):
        root = element if root is None else root
    if root is None:
        raise TextError("xml.broken", reason=Message("reason.end"))
    return root


def events_of(pieces: Iterable[bytes]) -> Iterator[tuple[str, "Element"]]:
    """``start`` and ``end`` of each element of a file that comes in ``pieces``, none of them empty;
    whoever has no use for an element any more clears it.  Raises as :func:`parse_xml` does."""
    from xml.etree.ElementTree import ParseError, XMLPullParser

    prologue = _Prologue()
    parser: Any = XMLPullParser(("start", "end"))
    depth = 0
    try:
        for piece in chain(pieces, (b"",)):
            if piece:
                prologue.look(piece)
                parser.feed(piece)
            else:
                parser.close()
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > MAX_DEPTH:
                    raise TextError("xml.deep")
                yield event, element
    except (ParseError, ValueError, LookupError) as error:
        raise TextError("xml.broken", reason=reason_of(error)) from error


class _Prologue:
    """What stands before the first element, where alone a document type may be; the parser that
    makes elements cannot be told to refuse one."""

    def __init__(self) -> None:
        from xml.parsers.expat import ParserCreate

        self._parser = ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._end
        self._is_over = False

    def look(self, piece: bytes) -> None:
        """Raises ``TextError`` (``xml.entities``) where a document type begins."""
        from xml.parsers.expat import ExpatError

        try:
            if not self._is_over:
                self._parser.Parse(piece)
        except ExpatError:
            self._is_over = True  # the other parser tells what is wrong

    def _refuse(self, *_: object) -> NoReturn:
        raise TextError("xml.entities")

    def _end(self, *_: object) -> None:
        self._is_over = True


def local(element: "Element") -> str:
    """The name of ``element`` without its namespace, which changes from version to version."""
    return element.tag.rpartition("}")[2]


def children(element: "Element", name: str) -> Iterator["Element"]:
    """The children of ``element`` called ``name``, in whichever namespace."""
    return (child for child in element if local(child) == name)


def descendants(element: "Element", name: str) -> Iterator["Element"]:
    """Whatever lies in ``element`` and is called ``name``."""
    return (child for child in element.iter() if local(child) == name)
