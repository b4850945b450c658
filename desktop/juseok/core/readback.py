"""A claim's record read back as one sentence, so that a wrong field sounds wrong.

The sentence comes in pieces, each with the field it speaks for, so that a window can lead
from a word to its field.  What is common to both languages is gathered here into
:class:`Facts`; ``readback_ko`` and ``readback_en`` have the grammar, the message catalogue
has the words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from juseok.core import readback_en, readback_ko
from juseok.core.model import Claim, Ref, Refs
from juseok.core.readback_facts import Facts, Piece, Voice
from juseok.core.scheme import Scheme
from juseok.core.spans import Spans

EXCERPT: Final = 80
"""Longest content, in code points, that is read out whole."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The sentence, as text and as pieces."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def read_back(
    claim: Claim,
    *,
    scheme: Scheme,
    resolve: Callable[[Ref], str],
    language: str,
    excerpt: int = EXCERPT,
) -> ReadBack:
    """``claim`` as a sentence in ``language`` (``"ko"`` or ``"en"``).

    ``resolve`` gives the words of a reference: a mention's quote or an entity's name.  An
    attribute that the claim lacks is read with the scheme's default.
    """
    voice = Voice(language, scheme)
    facts = Facts(
        voice=voice,
        content=_content(claim.content, voice, excerpt),
        source_state=claim.source_state,
        sources=_words(claim.source, resolve),
        affiliation=_words(claim.affiliation, resolve),
        medium=_words(claim.medium, resolve),
        time=_words(claim.time, resolve),
        place=_words(claim.place, resolve),
        object=_words(claim.object, resolve),
        nested=bool(claim.nested_in),
        values={
            item.id: _value(claim, item.id, item.default) for item in scheme.attributes_on("claim")
        },
    )
    compose = readback_ko.compose if language == "ko" else readback_en.compose
    return ReadBack(tuple(piece for piece in compose(facts) if piece.text))


def _value(claim: Claim, attribute: str, default: str) -> str:
    held = claim.attributes.get(attribute)
    if held is None or held.value is None:
        return default
    return str(held.value)


def _words(refs: Refs, resolve: Callable[[Ref], str]) -> tuple[str, ...]:
    return tuple(
        " ".join((ref.span.quote if ref.span is not None else resolve(ref)).split()) for ref in refs
    )


def _content(spans: Spans, voice: Voice, excerpt: int) -> str:
    """The content on one line, its pieces joined, the middle of a long one left out."""
    text = " … ".join(" ".join(span.quote.split()) for span in spans) or "…"
    if len(text) <= excerpt:
        return text
    head, tail = excerpt * 2 // 3, excerpt // 3
    return voice.word("excerpt", head=text[:head].rstrip(), tail=text[-tail:].lstrip())
