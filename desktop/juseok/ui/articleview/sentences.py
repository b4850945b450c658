"""A simple rule for sentence ends, used until a better splitter is injected.

Cuts one line after a final ending and its stop (``다.`` ``까?`` ``요.`` …), with closing quotes
and brackets taken along, but not inside a “ ” quotation: a quotation of three sentences with
its reporting verb is one sentence to read.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from juseok.ui.articleview.document import Range

SentenceSplitter: TypeAlias = Callable[[str], list[Range]]
"""Takes one line, gives its sentences in order; offsets within the line."""

_TOKEN = re.compile(
    r"(?P<open>[“‘])|(?P<close>[”’])"
    r"|(?P<stop>(?:(?<=[다까요죠오음함임됨])[.?!]|[?!…。])+[)\]」』]*)(?=\s|[“‘\"]|$)"
)
_LONGEST_QUOTE = 600
"""A quotation that is still open after so many characters was never closed."""


def split_sentences(line: str) -> list[Range]:
    """The sentences of ``line``, together covering it, blanks with the sentence before."""
    cuts: list[int] = []
    opened = -1
    for token in _TOKEN.finditer(line):
        if opened >= 0 and token.start() - opened > _LONGEST_QUOTE:
            opened = -1
        if token["open"]:
            opened = token.start() if opened < 0 else opened
        elif token["close"]:
            opened = -1
        elif opened < 0:
            cuts.append(_after_blanks(line, token.end()))
    return covering([(0, cut) for cut in cuts], len(line))


def covering(sentences: list[Range], length: int) -> list[Range]:
    """Pieces that cover ``[0, length)`` and end where ``sentences`` end; none is empty."""
    ends = sorted({end for _, end in sentences if 0 < end < length} | {length})
    return list(zip([0, *ends[:-1]], ends, strict=True)) if length else []


def _after_blanks(line: str, offset: int) -> int:
    while offset < len(line) and line[offset].isspace():
        offset += 1
    return offset
