"""XML of other programs: no document types, no entities, no network, no endless depth."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.reasons import reason_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DEPTH: Final = 500
"""No document of a person is nested deeper; what is makes a walk of it run out of stack."""


def parse_xml(data: bytes) -> "Element":
    """The root of ``data``.

    Raises ``TextError``: ``xml.broken``, ``xml.entities`` or ``xml.deep``.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(data), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > MAX_DEPTH:
                raise TextError("xml.deep")
    except DefusedXmlException as error:
        raise TextError("xml.entities") from error
    except (ParseError, ValueError, LookupError) as error:
        raise TextError("xml.broken", reason=reason_of(error)) from error
    if root is None:
        raise TextError("xml.broken", reason=Message("reason.end"))
    return root


def local(element: "Element") -> str:
    """The name of ``element`` without its namespace, which changes from version to version."""
    return element.tag.rpartition("}")[2]


def children(element: "Element", name: str) -> Iterator["Element"]:
    """The children of ``element`` called ``name``, in whichever namespace."""
    return (child for child in element if local(child) == name)


def descendants(element: "Element", name: str) -> Iterator["Element"]:
    """Whatever lies in ``element`` and is called ``name``."""
    return (child for child in element.iter() if local(child) == name)
