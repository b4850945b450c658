"""Spans: half-open [start, end) in Unicode code points of an article's text.

A span always carries the text it covers; ``text[start:end] == quote`` is proved on every
write, import and export, and a span that does not prove is refused, never moved silently.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, cast

import msgspec

from juseok.core.errors import SpanError


class Span(msgspec.Struct, frozen=True, order=True, gc=False, array_like=True):
    """``[start, end)`` in code points, with the text it covers.

    A struct, since an import makes one for each mention: several times faster than a data class.
    ``core.canon`` writes it as :meth:`to_json` gives it.
    """

    start: int
    end: int
    quote: str

    def __len__(self) -> int:
        return self.end - self.start

    def to_json(self) -> list[int | str]:
        return [self.start, self.end, self.quote]


Spans: TypeAlias = tuple[Span, ...]
"""The fragments of one annotation, in text order, without overlap; one register of the log."""


def make_span(text: str, start: int, end: int) -> Span:
    """The span of ``text`` from ``start`` to ``end``; raises :class:`SpanError` if it has none."""
    if not 0 <= start < end <= len(text):
        raise SpanError("span.bounds", start=start, end=end, length=len(text))
    return Span(start, end, text[start:end])


def prove(text: str, spans: Iterable[Span]) -> None:
    """Check each span against ``text`` and the list's order; raises :class:`SpanError`."""
    last = 0
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise SpanError("span.bounds", start=span.start, end=span.end, length=len(text))
        found = text[span.start : span.end]
        if found != span.quote:
            raise SpanError(
                "span.quote", start=span.start, end=span.end, quote=span.quote, found=found
            )
        if span.start < last:
            raise SpanError("span.order", start=span.start, end=span.end)
        last = span.end


def proves(text: str, data: Any) -> bool:
    """Whether ``data`` is ``[[start, end, quote], …]`` that :func:`prove` lets through.

    Several times faster, without a reason: where it says no, ``spans_from_json`` and ``prove``
    decide and say why.
    """
    if type(data) is not list:
        return False
    last, length = 0, len(text)
    for item in data:
        if type(item) is not list or len(item) != 3:
            return False
        start, end, quote = item
        if type(start) is not int or type(end) is not int or type(quote) is not str:
            return False
        if not last <= start < end <= length or text[start:end] != quote:
            return False
        last = end
    return True


def spans_from_json(data: object) -> Spans:
    """``[[start, end, quote], …]`` as spans; raises :class:`SpanError` on any other shape."""
    if not isinstance(data, list | tuple):
        raise SpanError("span.shape", found=repr(data)[:80])
    spans: list[Span] = []
    for item in cast("Sequence[object]", data):
        if isinstance(item, list | tuple) and len(cast("Sequence[object]", item)) == 3:
            start, end, quote = cast("Sequence[object]", item)
            # Several times faster than a match; True is an int, and no place in a text.
            if type(start) is int and type(end) is int and isinstance(quote, str):
                spans.append(Span(start, end, quote))
                continue
        raise SpanError("span.shape", found=repr(item)[:80])
    return tuple(spans)


def spans_to_json(spans: Iterable[Span]) -> list[list[int | str]]:
    return [span.to_json() for span in spans]


def merged(text: str, spans: Iterable[Span]) -> Spans:
    """``spans`` in text order with overlapping and touching ones joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = make_span(text, out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def overlaps(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def bounds(spans: Sequence[Span]) -> tuple[int, int]:
    """Start of the first and end of the last fragment; ``spans`` is not empty."""
    return spans[0].start, spans[-1].end
