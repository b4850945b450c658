"""What the analyser's process and its client say to each other: one line of JSON at a time.

Numbers of requests are never used twice, not even for another process, so that a late answer fits
nothing.  Offsets are code points.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import msgspec

from juseok.core.morphs import Name, Names

VERSION: Final = 1
KEPT: Final = 4
"""So many sets of names the process remembers, those that were taught or grown from last."""

_TAUGHT: Final = 2_000


class Teach(msgspec.Struct, tag="teach"):
    """More names of the set ``version``, which has grown from ``base``; ``last``: it is whole."""

    version: str
    base: str | None
    names: list[Name]
    last: bool


class Ask(msgspec.Struct, tag="ask"):
    """Do ``job`` with ``payload`` and the names of a set that was taught; the lowest goes first."""

    id: int
    job: str
    payload: Any
    names: str | None
    urgency: int


class Drop(msgspec.Struct, tag="drop"):
    """Nobody waits for this any more."""

    id: int


class Hello(msgspec.Struct, tag="hello"):
    """The first line: the process is there, and speaks this version."""

    version: int


class Ready(msgspec.Struct, tag="ready"):
    """The analyser is loaded."""


class Unable(msgspec.Struct, tag="unable"):
    """The analyser cannot be loaded; the process ends.  ``message`` as ``Message.to_json``."""

    message: list[Any]


class Beat(msgspec.Struct, tag="beat"):
    """Still at work."""


class Begun(msgspec.Struct, tag="begun"):
    """From here on a death may be this question's fault."""

    id: int


class Part(msgspec.Struct, tag="part"):
    """Items of an answer, in order."""

    id: int
    value: Any


class Done(msgspec.Struct, tag="done"):
    """An answer, or the end of one that came in parts."""

    id: int
    value: Any


class Refused(msgspec.Struct, tag="refused"):
    """A ``KnownError``: the name of its class, and ``Message.to_json``."""

    id: int
    family: str
    message: list[Any]


class Fault(msgspec.Struct, tag="fault"):
    """A bug, with its traceback."""

    id: int
    trace: str


class HeardPart(msgspec.Struct, tag="part"):
    """A part whose value is still to be read."""

    id: int
    value: msgspec.Raw


class HeardDone(msgspec.Struct, tag="done"):
    """An answer that is still to be read."""

    id: int
    value: msgspec.Raw


Request: TypeAlias = Teach | Ask | Drop
Answer: TypeAlias = Hello | Ready | Unable | Beat | Begun | Part | Done | Refused | Fault
Heard: TypeAlias = Hello | Ready | Unable | Beat | Begun | HeardPart | HeardDone | Refused | Fault

_encoder: Final = msgspec.json.Encoder()
_requests: Final = msgspec.json.Decoder(Request)
_answers: Final = msgspec.json.Decoder(Heard)


def line_of(frame: Request | Answer) -> bytes:
    """``frame`` as a line; JSON has no newline of its own."""
    return _encoder.encode(frame) + b"\n"


def request_of(line: bytes) -> Request:
    """Raises ``ValueError`` for anything that is no whole request."""
    return _requests.decode(_whole(line))


def answer_of(line: bytes) -> Heard:
    """Raises ``ValueError`` for anything that is no whole answer."""
    return _answers.decode(_whole(line))


def teaching(names: Names) -> Iterator[bytes]:
    """The lines that teach a set of names whose base is known, none of them long."""
    base, own = names.base, names.own
    for at in range(0, max(1, len(own)), _TAUGHT):
        some = list(own[at : at + _TAUGHT])
        last = at + _TAUGHT >= len(own)
        yield line_of(Teach(names.version, base.version if base else None, some, last))


def _whole(line: bytes) -> bytes:
    if not line.endswith(b"\n"):
        raise ValueError("a line without its end")
    return line
