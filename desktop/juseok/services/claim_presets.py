"""What rules read off a claim: how it is quoted, what kind of source, the reporter's distance.

The words are those that Korean news uses to report speech; a person's own choice is never
overruled (see :mod:`juseok.services.claims`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from juseok.core.model import Claim, Ref, Refs, Relationship
from juseok.core.quotations import quotations
from juseok.core.spans import Span
from juseok.services.claims import Presets
from juseok.services.edits import AttributeInput

_OPENING: Final = '“„"＂'
_CLOSING: Final = '”"＂'
_ENDORSED: Final = re.compile("확인[됐되]|드러났|밝혀졌|나타났|인정했|입증")
_DISTANCED: Final = re.compile("주장|의혹|알려졌|전해졌|라는 것이다|호소|항변|강변")
_DENIED: Final = re.compile("부인|반박|일축")
_PREDICTED: Final = re.compile("전망|예상|예측|내다봤|관측")
_ASSESSED: Final = re.compile("평가|분석|진단|해석")
_ARGUED: Final = re.compile("주장|촉구|요구|강조|지적|비판")
_ANONYMOUS: Final = re.compile("관계자|소식통|익명|측근|업계|일각")
_SPOKESPERSON: Final = re.compile("대변인|공보")
_GROUP: Final = re.compile("들$|전문가|네티즌|누리꾼|시민")
_DOCUMENT: Final = re.compile("보고서|자료|성명|공시|논문|문건|백서|통계")
_MEDIA: Final = re.compile(
    "신문|일보|방송|통신$|타임[스즈]|포스트|저널|뉴스|로이터|블룸버그|매체|언론|외신"
)

_KIND_OF_TYPE: Final[Mapping[str, str]] = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "gov",
    "WORK": "document",
    "LAW": "document",
}
_KIND_OF_STATE: Final[Mapping[str, str | None]] = {"elided": "implicit", "none": "none"}

Named = Callable[[Ref], tuple[str, str]]
"""What a source reference is called and its entity type (``""`` where there is none)."""


def rule_presets(text: str, named: Named) -> Presets:
    """The presets of the default scheme for claims of ``text``."""

    def presets(claim: Claim) -> Mapping[str, AttributeInput]:
        found: dict[str, AttributeInput] = {"quote_type": quote_type(text, claim)}
        kind = source_kind(claim, named)
        if kind is not None:
            found["source_kind"] = kind
        cue = " ".join(span.quote for span in claim.cue)
        if cue:
            found["reporter_stance"] = reporter_stance(cue)
            found["act"] = act(cue)
        return found

    return presets


def quote_type(text: str, claim: Claim) -> str:
    """``direct``: all content stands between double quotation marks; ``mixed``: some of it."""
    quoted = [_is_quoted(text, span) for span in claim.content]
    if all(quoted):
        return "direct"
    inside = any(quotations(text, span.start, span.end) for span in claim.content)
    return "mixed" if any(quoted) or inside else "indirect"


def _is_quoted(text: str, span: Span) -> bool:
    if span.quote[0] in _OPENING and span.quote[-1] in _CLOSING and len(span) > 1:
        return quotations(text, span.start, span.end) == [(span.start + 1, span.end - 1)]
    line = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.end)
    around = quotations(text, line, len(text) if stop < 0 else stop)
    return any(left <= span.start and span.end <= right for left, right in around)


def source_kind(claim: Claim, named: Named) -> str | None:
    """The kind of the source, as far as its words and its type tell."""
    if claim.source_state != "given":
        return _KIND_OF_STATE.get(claim.source_state)
    first, *others = claim.source
    if others:
        return "group"
    name, type_id = named(first)
    for kind, rule in (
        ("spokesperson", _SPOKESPERSON),
        ("anonymous", _ANONYMOUS),
        ("group", _GROUP),
    ):
        if type_id != "PERSON" and rule.search(name):
            return kind
    if type_id in ("", "ORG", "WORK"):
        for kind, rule in (("document", _DOCUMENT), ("media", _MEDIA)):
            if rule.search(name):
                return kind
    return _KIND_OF_TYPE.get(type_id)


def reporter_stance(cue: str) -> str:
    """Whether the reporting words take the content over, keep away from it, or neither."""
    if _ENDORSED.search(cue):
        return "endorse"
    return "distance" if _DISTANCED.search(cue) else "neutral"


def act(cue: str) -> str:
    """What kind of speech the reporting words name; a statement where they do not say."""
    for name, rule in (
        ("deny", _DENIED),
        ("predict", _PREDICTED),
        ("assess", _ASSESSED),
        ("argue", _ARGUED),
    ):
        if rule.search(cue):
            return name
    return "statement"


def affiliation_of(source: Refs, relationships: Iterable[Relationship]) -> Refs:
    """Whom the source belongs to, by the ``employed_by`` relationships of its mentions."""
    heads = {ref.id for ref in source if ref.sort == "mention"}
    return tuple(
        Ref("mention", id=edge.tail)
        for edge in relationships
        if edge.type == "employed_by" and edge.head in heads
    )
