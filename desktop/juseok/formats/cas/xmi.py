"""Reading CAS XMI and type systems: OMG XMI 2.0 as UIMA writes it.

A stream of events tells of a bad structure with its line, and goes on with the rest; a DOCTYPE is
refused, since nothing that a CAS says needs one and entities can blow a file up.
"""

import re
from io import BytesIO
from typing import Final
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from juseok.core.decoding import decode
from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.formats.cas import layers
from juseok.formats.cas.structures import Loaded, Refuse, Structure, TypeSystem

_XMI: Final = "http://www.omg.org/XMI"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"'][^>]*\?>")
_READ_BY_EXPAT: Final = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})


def load_types(data: bytes) -> TypeSystem:
    """The type system in a file; raises ``FormatError``."""
    handler = _Types()
    _parse(data, handler)
    return handler.found


def load_xmi(data: bytes, types: TypeSystem, refuse: Refuse) -> Loaded:
    """The structures of a file; raises ``FormatError`` where it is no XMI."""
    handler = _Structures(types, refuse)
    _parse(data, handler)
    if not handler.is_xmi:
        raise FormatError("cas.xml", reason="xmi:XMI")
    handler.found.has_types = bool(types.features)
    return handler.found


def _parse(data: bytes, handler: ContentHandler) -> None:
    from xml.sax import SAXException, SAXParseException

    from defusedxml import DefusedXmlException
    from defusedxml.sax import parse

    try:
        parse(BytesIO(_known_encoding(data)), handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FormatError("cas.doctype") from error
    except SAXParseException as error:
        line = error.getLineNumber()
        raise FormatError("cas.xml", reason=f"{line}: {error.getMessage()}") from error
    except (SAXException, ValueError, LookupError, RecursionError) as error:
        raise FormatError("cas.xml", reason=str(error)[:120]) from error


def _known_encoding(data: bytes) -> bytes:
    """``data`` in an encoding that the parser knows: Korean ones it does not."""
    declared = _DECLARED.match(data[:200])
    if declared is None or declared[1].decode("ascii").lower() in _READ_BY_EXPAT:
        return data
    try:
        text = decode(data, chosen=declared[1].decode("ascii")).text
    except (TextError, LookupError) as error:
        raise FormatError("cas.xml", reason=declared[1].decode("ascii")) from error
    return (_HEAD + text[declared.end() :]).encode()


class _Types(ContentHandler):
    """Gathers types, with the range of each of their features."""

    def __init__(self) -> None:
        super().__init__()
        self.found = TypeSystem()
        self._path: list[str] = []
        self._text: list[str] = []
        self._type = self._feature = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._path.append(name.rpartition(":")[2])
        self._text = []

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElement(self, name: str) -> None:
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


class _Structures(ContentHandler):
    """Gathers feature structures: elements with an ``xmi:id``."""

    def __init__(self, types: TypeSystem, refuse: Refuse) -> None:
        super().__init__()
        self._refuse = refuse
        self.found = Loaded()
        self.is_xmi = False
        self._types = types
        self._spaces: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._depth = 0
        self._child: list[str] | None = None
        self._id = "xmi:id"

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._depth += 1
        if self._depth == 2:
            if self._tags.get(name) == layers.TOKEN:  # most of a file
                self._token(attrs)
            else:
                self._structure(name, attrs)
        elif self._depth == 1:
            self._root(name, attrs)
        else:
            self._child = []

    def _root(self, name: str, attrs: AttributesImpl) -> None:
        for key in attrs.getNames():
            if key.startswith("xmlns:"):
                self._spaces[key.removeprefix("xmlns:")] = attrs.getValue(key)
        prefix = name.partition(":")[0]
        self.is_xmi = self._spaces.get(prefix) == _XMI
        self._id = f"{prefix}:id"

    def _structure(self, name: str, attrs: AttributesImpl) -> None:
        type_ = self._tags.get(name) or self._type(name)
        if type_ == layers.TOKEN:
            self._token(attrs)
            return
        given = dict(attrs.items())
        id_ = given.pop(self._id, "")
        if type_ in ("uima.cas.NULL", "uima.cas.View"):
            return
        locator = getattr(self, "_locator", None)
        line = None if locator is None else locator.getLineNumber()
        if not id_.isdecimal():
            self._refuse(Message("cas.no_id", type=type_), line)
            return
        made = Structure(int(id_), type_, line=line)
        for feature, value in given.items():
            is_sofa = feature == "sofa" and value.isdecimal()
            if is_sofa or self._types.is_reference(type_, feature, value):
                made.refs[feature] = [int(each) for each in value.split()]
            else:
                made.values[feature] = value
        self.found.structures.append(made)

    def _token(self, attrs: AttributesImpl) -> None:
        begin, end = attrs.get("begin", ""), attrs.get("end", "")
        if begin.isdecimal() and end.isdecimal():
            self.found.tokens.append((int(begin), int(end)))

    def _type(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        path = self._spaces.get(prefix, "").removeprefix("http:///").removesuffix(".ecore")
        space = path.replace("/", ".")
        type_ = local if space in ("", "uima.noNamespace") else f"{space}.{local}"
        self._tags[name] = type_
        return type_

    def characters(self, content: str) -> None:
        if self._child is not None:
            self._child.append(content)

    def endElement(self, name: str) -> None:
        self._depth -= 1
        if self._child is not None and self.found.structures:
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
