"""Tokens as Prodigy wants them: text, place, number, and whether a blank follows.

Spans may begin and end at tokens only, and Korean particles stand at the end of names without a
blank; so every edge of a span is an edge of a token, too.
"""

import re
from collections.abc import Iterable
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
    at = 0
    for match in _WORDS.finditer(text):
        start, last = match.span()
        if found and match[0] == " " and start not in blanks:
            found[-1]["ws"] = True
            continue
        while at < len(cuts) and cuts[at] <= start:
            at += 1
        while start < last:
            is_cut = at < len(cuts) and cuts[at] < last
            end = cuts[at] if is_cut else last
            found.append(
                {"text": text[start:end], "start": start, "end": end, "id": len(found),
                 "ws": False}
            )  # fmt: skip
            start, at = end, at + is_cut
    return found


def token_places(tokens: list[Token]) -> tuple[dict[int, int], dict[int, int]]:
    """Offset of a beginning → token, and offset of an end → token."""
    return (
        {token["start"]: number for number, token in enumerate(tokens)},
        {token["end"]: number for number, token in enumerate(tokens)},
    )
