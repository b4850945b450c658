"""Moving the edges of a span list: never empty, never over a neighbour, never on a blank."""

from typing import Literal, TypeAlias

from juseok.core.boundaries import next_eojeol, next_grapheme, previous_eojeol, previous_grapheme
from juseok.core.spans import Span, Spans, make_span, merged

Edge: TypeAlias = Literal["start", "end"]
Unit: TypeAlias = Literal["grapheme", "eojeol"]


def moved_edge(
    text: str, spans: Spans, *, edge: Edge, steps: int, unit: Unit, fragment: int | None = None
) -> Spans:
    """``spans`` with one edge moved by ``steps`` graphemes or eojeols (negative: to the left).

    Without ``fragment`` the outer edge moves: the first fragment's start or the last one's
    end.  An edge stops at the text's ends and keeps at least one grapheme of its fragment; a
    fragment that grows into its neighbour joins it.  White space at the edge is skipped.
    """
    index = fragment if fragment is not None else (0 if edge == "start" else len(spans) - 1)
    span = spans[index]
    at = span.start if edge == "start" else span.end
    for _ in range(abs(steps)):
        following = _step(text, span, at, edge=edge, forward=steps > 0, unit=unit)
        if following == at:
            break
        at = following
    start, end = (at, span.end) if edge == "start" else (span.start, at)
    if (start, end) == (span.start, span.end):
        return spans
    return merged(text, (*spans[:index], make_span(text, start, end), *spans[index + 1 :]))


def _step(text: str, span: Span, at: int, *, edge: Edge, forward: bool, unit: Unit) -> int:
    moved = _next(text, at, unit) if forward else _previous(text, at, unit)
    if unit == "eojeol" and (edge == "start") == forward:
        # Inwards, an edge goes to the eojeol's own side of the blank.
        moved = _skip_blank(text, moved, forward=forward)
    while 0 < moved < len(text) and _on_blank(text, moved, edge):
        moved = next_grapheme(text, moved) if forward else previous_grapheme(text, moved)
    if edge == "start":
        ok = 0 <= moved < span.end and not text[moved].isspace()
    else:
        ok = span.start < moved <= len(text) and not text[moved - 1].isspace()
    return moved if ok else at


def _next(text: str, at: int, unit: Unit) -> int:
    if at >= len(text):
        return at
    return next_grapheme(text, at) if unit == "grapheme" else next_eojeol(text, at)


def _previous(text: str, at: int, unit: Unit) -> int:
    if at <= 0:
        return at
    return previous_grapheme(text, at) if unit == "grapheme" else previous_eojeol(text, at)


def _skip_blank(text: str, at: int, *, forward: bool) -> int:
    if forward:
        while at < len(text) and text[at].isspace():
            at += 1
    else:
        while at > 0 and text[at - 1].isspace():
            at -= 1
    return at


def _on_blank(text: str, at: int, edge: Edge) -> bool:
    return text[at].isspace() if edge == "start" else text[at - 1].isspace()


def without(spans: Spans, gone: Span) -> Spans:
    """``spans`` without the fragments that ``gone`` touches."""
    return tuple(span for span in spans if span.end <= gone.start or gone.end <= span.start)
