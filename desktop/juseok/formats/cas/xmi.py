"""Reading CAS XMI and type systems: OMG XMI 2.0 as UIMA writes it.

A stream of events tells of a bad structure with its line, and goes on with the rest.  Expat is
asked directly: the layer that ``xml.sax`` lays over it takes twice its time.  What defusedxml
forbids is forbidden here in the same way: a DOCTYPE is refused where it begins, since nothing that
a CAS says needs one and entities can blow a file up.
"""

import re
from itertools import chain
from typing import Final, NoReturn, Protocol
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from juseok.core.decoding import decode
from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.formats.cas import layers
from juseok.formats.cas.structures import Loaded, Refuse, Structure, TypeSystem
from juseok.formats.cas.tokens import Short, shortened
from juseok.formats.reasons import reason_of

_XMI: Final = "http://www.omg.org/XMI"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"'][^>]*\?>")
_READ_BY_EXPAT: Final = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})
_UNSAID: Final = ("uima.cas.NULL", "uima.cas.View")
_CHUNK: Final = 1 << 16
"""Bytes that expat gets at once: it goes through all of them even where a file is refused."""


class _Handler(Protocol):
    """Told of elements and of characters by ``parser``."""

    parser: XMLParserType

    def begin(self, name: str, given: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def characters(self, said: str) -> None: ...


def load_types(data: bytes) -> TypeSystem:
    """The type system in a file; raises ``FormatError``."""
    handler = _Types()
    _parse(_known_encoding(data), handler)
    return handler.found


def load_xmi(data: bytes, types: TypeSystem, refuse: Refuse) -> Loaded:
    """The structures of a file; raises ``FormatError`` where it is no XMI."""
    data = _known_encoding(data)
    short = shortened(data)
    found = None if short is None else _load_short(short, types, refuse)
    if found is None:
        handler = _Structures(types, refuse)
        _parse(data, handler)
        if not handler.is_xmi:
            raise FormatError("cas.xml", reason=Message("reason.field", name="xmi:XMI"))
        found = handler.found
    found.has_types = bool(types.features)
    return found


def _load_short(short: Short, types: TypeSystem, refuse: Refuse) -> Loaded | None:
    """The structures of ``short`` where all is well; None: the whole file has to be asked."""
    told: list[tuple[Message, int | None]] = []

    def keep(message: Message, line: int | None) -> None:
        told.append((message, line))

    handler = _Structures(types, keep, short.tag)
    try:
        _parse(short.data, handler)
    except FormatError:
        return None
    if not handler.is_xmi or not handler.are_words:
        return None
    for message, line in told:
        refuse(message, line)
    handler.found.tokens = chain(handler.found.tokens, short.tokens())
    return handler.found


def _parse(data: bytes, handler: _Handler) -> None:
    parser = ParserCreate()
    _defuse(parser)
    parser.buffer_text = True
    parser.StartElementHandler = handler.begin
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.characters
    handler.parser = parser
    try:
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK])
        parser.Parse(b"", True)
    except (ExpatError, ValueError, LookupError, RecursionError) as error:
        raise FormatError("cas.xml", reason=reason_of(error)) from error
    finally:
        del handler.parser  # which holds the handler


def _defuse(parser: XMLParserType) -> None:
    def refuse(*_: object) -> NoReturn:
        raise FormatError("cas.doctype")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse


def _known_encoding(data: bytes) -> bytes:
    """``data`` in an encoding that the parser knows: Korean ones it does not."""
    declared = _DECLARED.match(data[:200])
    if declared is None or declared[1].decode("ascii").lower() in _READ_BY_EXPAT:
        return data
    try:
        text = decode(data, chosen=declared[1].decode("ascii")).text
    except (TextError, LookupError) as error:
        raise FormatError("cas.xml", reason=Message("reason.encoding")) from error
    except ValueError as error:
        raise FormatError("cas.xml", reason=reason_of(error)) from error
    return (_HEAD + text[declared.end() :]).encode()


class _Types:
    """Gathers types, with the range of each of their features."""

    parser: XMLParserType

    def __init__(self) -> None:
        self.found = TypeSystem()
        self._path: list[str] = []
        self._text: list[str] = []
        self._type = self._feature = ""

    def begin(self, name: str, given: dict[str, str]) -> None:
        self._path.append(name.rpartition(":")[2])
        self._text = []

    def characters(self, said: str) -> None:
        self._text.append(said)

    def end(self, name: str) -> None:
        said = "".join(self._text).strip()
        match self._path[-2:]:
            case ["typeDescription", "name"]:
                self._type = said
            case ["typeDescription", "supertypeName"]:
                self.found.bases[self._type] = said
            case ["featureDescription", "name"]:
                self._feature = said
            case ["featureDescription", "rangeTypeName"]:
                self.found.features.setdefault(self._type, {})[self._feature] = said
            case _:
                pass
        self._path.pop()


class _Structures:
    """Gathers feature structures: elements with an ``xmi:id``."""

    parser: XMLParserType

    def __init__(self, types: TypeSystem, refuse: Refuse, tag: str = "") -> None:
        """``tag``: what words are called, in a file without most of them."""
        self._refuse = refuse
        self._tag = tag
        self._is_astray = False
        self._tokens: list[tuple[int, int]] = []
        self.found = Loaded(tokens=self._tokens)
        self.is_xmi = False
        self._types = types
        self._spaces: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._depth = 0
        self._child: list[str] | None = None
        self._id = "xmi:id"

    @property
    def are_words(self) -> bool:
        """Whether what was left out with the tag are words, and stood as any other structure."""
        return self._tags.get(self._tag) == layers.TOKEN and not self._is_astray

    def begin(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            type_ = self._tags.get(name) or self._type(name)
            if type_ == layers.TOKEN:  # most of a file
                begin, end = given.get("begin", ""), given.get("end", "")
                if begin.isdecimal() and end.isdecimal():
                    self._tokens.append((int(begin), int(end)))
            elif type_ not in _UNSAID:
                self._structure(type_, given)
        elif self._depth == 1:
            self._root(name, given)
        else:
            self._child = []
            self._is_astray |= name == self._tag

    def _root(self, name: str, given: dict[str, str]) -> None:
        for key, value in given.items():
            if key.startswith("xmlns:"):
                self._spaces[key.removeprefix("xmlns:")] = value
        prefix = name.partition(":")[0]
        self.is_xmi = self._spaces.get(prefix) == _XMI
        self._id = f"{prefix}:id"

    def _structure(self, type_: str, values: dict[str, str]) -> None:
        id_, line = values.pop(self._id, ""), self.parser.CurrentLineNumber
        if not id_.isdecimal():
            self._refuse(Message("cas.no_id", type=type_), line)
            return
        made = Structure(int(id_), type_, values, self._types.refs_out_of(type_, values), line)
        self.found.structures.append(made)

    def _type(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        path = self._spaces.get(prefix, "").removeprefix("http:///").removesuffix(".ecore")
        space = path.replace("/", ".")
        type_ = local if space in ("", "uima.noNamespace") else f"{space}.{local}"
        self._tags[name] = type_
        return type_

    def characters(self, said: str) -> None:
        if self._child is not None:
            self._child.append(said)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._child is not None:
            if self.found.structures:
                self._add(name, "".join(self._child))
            self._child = None

    def _add(self, feature: str, said: str) -> None:
        """An element of an array that is written one by one."""
        of = self.found.structures[-1]
        if self._types.is_reference(of.type, feature, said):
            of.refs.setdefault(feature, []).append(int(said))
        elif feature in of.values:
            of.values[feature] += f", {said}"
        else:
            of.values[feature] = said
