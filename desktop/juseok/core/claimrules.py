"""Presets of a claim that follow from its wording; each is computed, and can be corrected.

The quotation marks tell direct from indirect speech, the source's wording and type tell its
kind, the cue tells the act and the reporter's distance.  The word lists are data:
``resources/lexicons/claims.toml``.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from juseok.core.resources import read_text
from juseok.core.spans import Span, Spans

QuoteType = Literal["direct", "indirect", "mixed"]

_STRAIGHT: Final = '"'
_DOUBLE: Final = frozenset('“”"')
_KIND_OF_TYPE: Final = {"PERSON": "person", "ORG": "org", "GPE": "gov", "WORK": "document"}
_MEMBERS: Final = "들"


@dataclass(frozen=True)
class ClaimLexicon:
    """Word lists by attribute and value, as in ``resources/lexicons/claims.toml``."""

    act: Mapping[str, Sequence[str]]
    reporter_stance: Mapping[str, Sequence[str]]
    source_kind: Mapping[str, Sequence[str]]
    gov_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One source of a claim: its words, and its entity type ("" for a bare span)."""

    text: str
    type: str = ""


@cache
def claim_lexicon() -> ClaimLexicon:
    """The word lists that travel with the program."""
    data = tomllib.loads(read_text("lexicons/claims.toml"))
    return ClaimLexicon(
        act=data["act"],
        reporter_stance=data["reporter_stance"],
        source_kind=data["source_kind"],
        gov_endings=tuple(data["gov"]["endings"]),
    )


def claim_presets(
    *,
    text: str,
    content: Spans,
    cue: Spans,
    source_state: str,
    sources: Sequence[SourceFact],
    lexicon: ClaimLexicon,
) -> dict[str, str]:
    """Values for ``quote_type``, ``source_kind``, ``reporter_stance`` and ``act``.

    An attribute on which the wording says nothing is left out; its default stands.
    """
    words = " ".join(span.quote for span in cue)
    found = {
        "quote_type": quote_type(text, content),
        "source_kind": source_kind(source_state, sources, lexicon),
        "reporter_stance": by_cue(words, lexicon.reporter_stance),
        "act": by_cue(words, lexicon.act),
    }
    return {name: value for name, value in found.items() if value}


def quote_type(text: str, content: Spans) -> QuoteType:
    """Direct when every piece stands in double quotation marks, mixed when some of it does."""
    direct = [_is_quoted(text, span) for span in content]
    if direct and all(direct):
        return "direct"
    if any(direct) or any(_DOUBLE & set(span.quote) for span in content):
        return "mixed"
    return "indirect"


def source_kind(state: str, sources: Sequence[SourceFact], lexicon: ClaimLexicon) -> str:
    """The kind of source, or "" when neither its words nor its type tell."""
    if state in ("elided", "none"):
        return "implicit" if state == "elided" else "none"
    if not sources:
        return ""
    if len(sources) > 1:
        return "group"
    source = sources[0]
    words = source.text.strip()
    for kind, pieces in lexicon.source_kind.items():
        if any(piece in words for piece in pieces):
            return kind
    if words.endswith(lexicon.gov_endings):
        return "gov"
    if source.type != "PERSON" and words.endswith(_MEMBERS):
        return "group"
    return _KIND_OF_TYPE.get(source.type, "")


def by_cue(cue: str, table: Mapping[str, Sequence[str]]) -> str:
    """The value whose piece ends last in ``cue`` (the longer on a tie), or ""."""
    best, value = (-1, 0), ""
    for name, pieces in table.items():
        for piece in pieces:
            start = cue.rfind(piece)
            if start >= 0 and (start + len(piece), len(piece)) > best:
                best, value = (start + len(piece), len(piece)), name
    return value


def _is_quoted(text: str, span: Span) -> bool:
    """Whether the piece is one quotation, with its marks or within them, on its line."""
    start, end = span.start, span.end
    inner = span.quote
    if len(inner) > 2 and inner[0] in '“"' and inner[-1] in '”"':
        return not _DOUBLE & set(inner[1:-1])
    if _DOUBLE & set(inner):
        return False
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[line_start:start]
    after = text[end : line_end if line_end >= 0 else len(text)]
    curly = before.rfind("“") > before.rfind("”") and "”" in after
    straight = before.count(_STRAIGHT) % 2 == 1 and _STRAIGHT in after
    return curly or straight
