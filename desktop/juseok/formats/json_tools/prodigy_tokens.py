"""Tokens as Prodigy wants them: text, place, number, and whether a blank follows.

Spans may begin and end at tokens only, and Korean particles stand at the end of names without a
blank; so every edge of a span is an edge of a token, too.
"""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, Final, TypeAlias

from juseok.core.spans import Span

Token: TypeAlias = dict[str, Any]

_WORDS: Final = re.compile(r"\w+|[^\w\s]|\s+")


def tokens_of(text: str, spans: Iterable[Span]) -> list[Token]:
    """The tokens of ``text``, in which each of ``spans`` is some whole ones.

    Together they are the text: of ``text`` each, and a blank where ``ws`` says so.
    """
    cuts = sorted({edge for span in spans for edge in (span.start, span.end)})
    blanks = {span.start for span in spans} | {span.end - 1 for span in spans}
    found: list[Token] = []
    coming = chain(cuts, (len(text),))
    cut = next(coming)
    last = 0
    for word in _WORDS.findall(text):  # together they are the text
        start, last = last, last + len(word)
        if word == " " and found and start not in blanks:
            found[-1]["ws"] = True
            continue
        while cut <= start:
            cut = next(coming)
        while cut < last:
            found.append(_token(text[start:cut], start, len(found)))
            start, cut = cut, next(coming)
        found.append(_token(text[start:last], start, len(found)))
    return found


def _token(text: str, start: int, number: int) -> Token:
    return {"text": text, "start": start, "end": start + len(text), "id": number, "ws": False}


def token_places(tokens: list[Token]) -> tuple[dict[int, int], dict[int, int]]:
    """Offset of a beginning → token, and offset of an end → token."""
    return (
        {token["start"]: number for number, token in enumerate(tokens)},
        {token["end"]: number for number, token in enumerate(tokens)},
    )
