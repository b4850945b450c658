"""Lines of Prodigy in the shape that nearly all have, decoded at once: several times faster than
objects that are looked at field by field.  What has another shape is not decoded at all."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from juseok.formats.json_tools.raw_page import RawMark


class PlainToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    text: str
    start: int
    end: int
    id: int | str | None = None
    ws: bool = False
    disabled: bool = False


class PlainSpan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    start: int
    end: int
    label: str
    token_start: int | None = None
    token_end: int | None = None
    id: int | str | None = None
    text: str | None = None
    type: str | None = None
    source: str | None = None
    input_hash: int | None = None


class PlainLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line; fields that it lacks are ``UNSET``."""

    text: str
    tokens: list[PlainToken]
    spans: list[PlainSpan]
    relations: Any = msgspec.UNSET
    answer: Any = msgspec.UNSET
    meta: Any = msgspec.UNSET
    juseok: Any = msgspec.UNSET
    _annotator_id: Any = msgspec.UNSET
    _input_hash: Any = msgspec.UNSET
    _task_hash: Any = msgspec.UNSET
    _view_id: Any = msgspec.UNSET
    _timestamp: Any = msgspec.UNSET
    _session_id: Any = msgspec.UNSET
    _is_binary: Any = msgspec.UNSET

    def rest(self) -> dict[str, Any]:
        """All but tokens and spans."""
        given = ((name, getattr(self, name)) for name in _REST)
        return {name: each for name, each in given if each is not msgspec.UNSET}

    def marks(self) -> list[RawMark]:
        """The spans with the words they have: their own, or those of their tokens."""
        found: list[RawMark] = []
        for number, span in enumerate(self.spans, start=1):
            quote = _words(self.tokens, span) if span.text is None else span.text
            name = f"#{number}" if span.id is None else str(span.id)
            found.append(RawMark(name, span.label or "SPAN", ((span.start, span.end),), quote))
        return found


_REST: Final = [each for each in PlainLine.__struct_fields__ if each not in ("tokens", "spans")]
PLAIN: Final = msgspec.json.Decoder(PlainLine)


def _words(tokens: Sequence[PlainToken], span: PlainSpan) -> str | None:
    """The words of the tokens of ``span``, where those stand at its place.

    Some tools write the token after the last as ``token_end``.
    """
    first, last = span.token_start, span.token_end
    if first is None or last is None or not 0 <= first <= last < len(tokens):
        return None
    if tokens[last].end != span.end:
        last -= 1
    if last < first or tokens[first].start != span.start or tokens[last].end != span.end:
        return None
    words = [each.text + " " if each.ws else each.text for each in tokens[first:last]]
    return "".join(words) + tokens[last].text if words else tokens[last].text
