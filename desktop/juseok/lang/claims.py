"""Claim candidates: who said what in which words, by the cues of the lexicon.

What is quoted is the content as it stands between the marks; what is reported is the clause
before -고 without its frame.  The speaker is the subject outside of the content, or of the
sentence before (``elided``).  Measured in ``tests/quality``.
"""

import re
from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from juseok.core.claimrules import SourceFact, claim_lexicon, claim_presets
from juseok.core.messages import Message
from juseok.core.morphs import Line
from juseok.core.quotations import quotations
from juseok.core.spans import make_span
from juseok.lang.broken_quotes import Broken, broken_quotes
from juseok.lang.candidates import Candidate, candidates, run
from juseok.lang.claim_reading import Draft
from juseok.lang.claim_rules import drafts_of
from juseok.lang.clauses import (
    Sentence,
    Span,
    Token,
    is_source,
    noun_phrase,
    subjects,
    tokens_of,
)
from juseok.lang.cues import Cues, bundled_cues
from juseok.lang.headlines import headline_drafts, is_headline, repeated
from juseok.lang.labels import label_at

Spans: TypeAlias = tuple[Span, ...]

_OWNED: Final = re.compile(
    r"의 (?:말|설명|이야기|얘기|전언|하소연|주장)"
    r"(?:이다|이었다|이에요|입니다|[은도]\s[^“\"]{2,20}다\.)"
)
_SPEAKERS: Final = frozenset(("PERSON", "ORG", "GPE", None))
_QUESTION: Final = re.compile(r"[-―–—](?!\s?[“\"])|(?:Q|문)\s?[.:)]")
"""How a question of an interview begins; whom it is about does not answer it."""
_NO_SENTENCE: Final = 2_000
"""What is longer is no sentence that a rule could read, and costs more than it tells."""
_STRONG, _ELIDED, _NOBODY, _WEAK = 0.95, 0.85, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class ClaimCandidate:
    """All spans are code points of the text, half-open.

    ``elided``: the sentence does not name the speaker; ``source`` then stands in another one.
    ``weak``: the cue is often something else.  ``repeats``: for a headline, the content of the
    claim of the body that it repeats.
    """

    sentence: Span
    content: Spans
    cue: Spans
    source: Spans
    elided: bool
    affiliation: Spans
    medium: Spans
    attributes: dict[str, str]
    score: float
    weak: bool
    reason: Message
    repeats: Spans = field(default=())


def claim_candidates(
    text: str,
    sentences: Sequence[Span],
    lines: Sequence[tuple[int, Line]],
    *,
    entities: Sequence[Candidate] | None = None,
    cues: Cues | None = None,
) -> list[ClaimCandidate]:
    """The claims of ``text`` in order.

    ``lines``: where each line begins, with its morphemes.  ``entities``: its candidates for
    mentions, which tell who can speak; found anew where they are not given.
    """
    return run(claim_steps(text, sentences, lines, entities=entities, cues=cues))


def claim_steps(
    text: str,
    sentences: Sequence[Span],
    lines: Sequence[tuple[int, Line]],
    *,
    entities: Sequence[Candidate] | None = None,
    cues: Cues | None = None,
) -> Generator[None, None, list[ClaimCandidate]]:
    """:func:`claim_candidates` in steps of some 10 ms: one for each sentence."""
    known = candidates(text, lines) if entities is None else entities
    ends = {each.end for each in known if each.type in _SPEAKERS}
    tokens = tokens_of(lines)
    lexicon = cues or bundled_cues()
    found: list[ClaimCandidate] = []
    speaker: Span | None = None
    pieces = _sentences(text, sentences, tokens)
    whole = {index: joined for joined in _over_lines(text, pieces) for index in joined.indices}
    for at, sentence in enumerate(pieces):
        first = at == 0 or text[sentence.start : sentence.end].startswith(("▲", "[사진]"))
        yield
        joined = whole.get(at)
        if joined is not None:
            if at == joined.indices[-1]:
                drafts = list(drafts_of(joined.sentence, ends, lexicon))
                for draft in drafts:
                    source = draft.source or _elided(draft, speaker, None, ends)
                    home = joined.home(draft.content[0])
                    draft = replace(draft, content=joined.cut(draft.content))
                    found.append(_candidate(text, home, draft, source, known))
                speaker = _speaker(joined.sentence, drafts, ends) or speaker
            continue
        label = label_at(text, sentence.start, sentence.end)
        label = None if first and label is not None and not label.sure else label
        if label is not None and label.words is None:
            speaker = label.label
            continue
        if _QUESTION.match(text, sentence.start):
            continue
        if sentence.end - sentence.start > _NO_SENTENCE:
            continue
        bite = label is not None and label.sure
        if not bite and is_headline(text, (sentence.start, sentence.end), first=first):
            drafts = list(headline_drafts(sentence, ends, lexicon))
        else:
            drafts = list(drafts_of(sentence, ends, lexicon))
        later = pieces[at + 1] if at + 1 < len(pieces) else None
        for draft in drafts:
            source = draft.source or _elided(draft, speaker, later, ends)
            found.append(_candidate(text, sentence, draft, source, known))
        speaker = _speaker(sentence, drafts, ends) or speaker
    return _with_headlines(text, found, pieces, known)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Sentences that one quotation over lines joins, read as one."""

    indices: range
    sentence: Sentence
    parts: tuple[Sentence, ...]
    broken: Broken

    def home(self, content: Span) -> Sentence:
        """The sentence a claim is of: the last one, unless its content stands in another."""
        if content == (self.broken.start, self.broken.end):
            return self.parts[-1]
        return next((p for p in self.parts if p.start <= content[0] and content[1] <= p.end),
                    self.parts[-1])  # fmt: skip

    def cut(self, content: Spans) -> Spans:
        """``content`` with the quotation as its pieces, one for each line."""
        whole = (self.broken.start, self.broken.end)
        pieces = [self.broken.pieces if span == whole else (span,) for span in content]
        return tuple(piece for each in pieces for piece in each)


def _over_lines(text: str, pieces: Sequence[Sentence]) -> Iterator[_Joined]:
    for broken in broken_quotes(text):
        first = bisect_left(pieces, broken.start + 1, key=lambda each: each.start) - 1
        last = bisect_left(pieces, broken.end + 1, key=lambda each: each.start) - 1
        if not 0 <= first < last or pieces[last].end - pieces[first].start > _NO_SENTENCE:
            continue
        start, end = pieces[first].start, pieces[last].end
        quotes = [*quotations(text, start, broken.start - 1), (broken.start, broken.end),
                  *quotations(text, broken.end + 1, end)]  # fmt: skip
        parts = tuple(pieces[first : last + 1])
        tokens = [token for part in parts for token in part.tokens]
        yield _Joined(range(first, last + 1), Sentence(text, (start, end), tokens, quotes), parts,
                      broken)  # fmt: skip


def _sentences(text: str, spans: Sequence[Span], all_tokens: Sequence[Token]) -> list[Sentence]:
    pieces: list[Sentence] = []
    at = 0
    for start, end in spans:
        while at < len(all_tokens) and all_tokens[at].start < start:
            at += 1
        last = at
        while last < len(all_tokens) and all_tokens[last].start < end:
            last += 1
        pieces.append(Sentence(text, (start, end), all_tokens[at:last]))
        at = last
    return pieces


def _elided(
    draft: Draft, speaker: Span | None, later: Sentence | None, ends: set[int]
) -> Span | None:
    """Who said it when the sentence does not name anybody: who spoke before, or, for a quotation
    that stands alone, who is named in a bare '… said' behind it."""
    if draft.nobody:
        return None
    if draft.alone and later is not None and not later.quotes:
        owner = _OWNED.search(later.text, later.start, later.end)
        if owner is not None and later.end - later.start < 40:
            phrase = noun_phrase(later, later.index(owner.start()) - 1, owner.start())
            if phrase is not None and is_source(later.text, phrase, ends):
                return phrase
        said = [p for p in later.predicates if p.final and p.words[-1] in ("말하", "덧붙이", "하")]
        if said and later.end - later.start < 40:
            here = [s for s in subjects(later, later.start, later.end)
                    if is_source(later.text, (s.start, s.end), ends)]  # fmt: skip
            if here and said[0].at <= here[-1].at + 3:
                return here[-1].start, here[-1].end
    return speaker


def _speaker(sentence: Sentence, drafts: Sequence[Draft], ends: set[int]) -> Span | None:
    """Who a following sentence without a subject would be of."""
    for draft in reversed(drafts):
        if draft.source is not None:
            return draft.source
    if drafts and not drafts[0].nobody:
        return None
    owner = _OWNED.search(sentence.text, sentence.start, sentence.end)
    if owner is not None and not sentence.inside(owner.start()):  # 조 씨의 말이다. "…"
        at = sentence.index(owner.start()) - 1
        phrase = noun_phrase(sentence, at, owner.start()) if at >= 0 else None
        if phrase is not None and is_source(sentence.text, phrase, ends):
            return phrase
    here = [
        (s.start, s.end)
        for s in subjects(sentence, sentence.start, sentence.end)
        if is_source(sentence.text, (s.start, s.end), ends)
    ]
    return here[-1] if here else _met(sentence, ends)


def _met(sentence: Sentence, ends: set[int]) -> Span | None:
    """Whoever was met speaks next: 지난 3일 허은솔(41) 대표를 만났다."""
    for predicate in sentence.predicates:
        if predicate.words[-1] not in ("만나", "인터뷰하") or not predicate.final:
            continue
        for at in range(predicate.at - 1, max(0, predicate.at - 12), -1):
            token = sentence.tokens[at]
            if token.tag == "JKO":
                phrase = noun_phrase(sentence, at - 1, token.start)
                if phrase is not None and is_source(sentence.text, phrase, ends):
                    return phrase
    return None


def _candidate(
    text: str, sentence: Sentence, draft: Draft, source: Span | None, known: Sequence[Candidate]
) -> ClaimCandidate:
    elided = draft.source is None and not draft.nobody
    sources = () if source is None else (source,)
    inside = _inside(known, source)
    person = next((e for e in inside if e.type == "PERSON"), None)
    firms = [e for e in inside if e.type in ("ORG", "GPE") and person is not None]
    score = _WEAK if draft.weak else _NOBODY if draft.nobody else _ELIDED if elided else _STRONG
    return ClaimCandidate(
        sentence=(sentence.start, sentence.end),
        content=draft.content,
        cue=() if draft.cue is None else (draft.cue,),
        source=sources,
        elided=elided,
        affiliation=tuple((e.start, e.end) for e in firms[:1]),
        medium=() if draft.medium is None else (draft.medium,),
        attributes=_attributes(text, draft, source, elided, inside),
        score=score,
        weak=draft.weak,
        reason=_reason(text, draft, source, elided),
    )


def _inside(known: Sequence[Candidate], source: Span | None) -> list[Candidate]:
    """The names in the words for the speaker; ``known`` is in order."""
    if source is None:
        return []
    at = bisect_left(known, source[0], key=lambda each: each.start)
    inside: list[Candidate] = []
    while at < len(known) and known[at].start < source[1]:
        if known[at].end <= source[1]:
            inside.append(known[at])
        at += 1
    return inside


def _reason(text: str, draft: Draft, source: Span | None, elided: bool) -> Message:
    cue = "" if draft.cue is None else text[slice(*draft.cue)]
    if draft.weak:
        return Message("claims.weak", cue=cue)
    if draft.cue is None:
        return Message("claims.quotation")
    if elided and source is not None:
        return Message("claims.elided", cue=cue, source=text[slice(*source)])
    return Message("claims.nobody" if draft.nobody else "claims.cue", cue=cue)


def _attributes(
    text: str, draft: Draft, source: Span | None, elided: bool, inside: Sequence[Candidate]
) -> dict[str, str]:
    words = "" if source is None else text[slice(*source)]
    kind = next((e.type for e in reversed(inside) if e.end == (source or (0, 0))[1]), None)
    if any(e.type == "PERSON" for e in inside):
        kind = "PERSON"
    cue = () if draft.cue is None else (make_span(text, *draft.cue),)
    presets = claim_presets(
        text=text,
        content=tuple(make_span(text, *span) for span in draft.content),
        cue=cue,
        source_state="none" if draft.nobody else "here" if source else "elided",
        sources=(SourceFact(words, kind or ""),) if source and not draft.nobody else (),
        lexicon=claim_lexicon(),
    )
    if draft.rule == "label" or len(draft.content) > 1:
        presets["quote_type"] = "direct"  # a sound bite without marks; a quotation over lines
    act = presets.get("act") or draft.act
    if elided and source is None:
        presets["source_kind"] = "implicit"
    content = " ".join(text[slice(*span)] for span in draft.content)
    certainty = draft.certainty
    if certainty == "certain" and content.rstrip(".").endswith(("것", "것이다", "듯하다", "예정")):
        certainty = "probable"
    if certainty in ("certain", "probable") and _MAYBE.intersection(_words(content)):
        certainty = "possible"
    if act in ("statement", "") and content.rstrip(". ").endswith(("겠다", "겠습니다", "겠어요")):
        act = "promise"
    return {**presets, "act": act or "statement", "certainty": certainty, "polarity": "positive"}


_MAYBE: Final = frozenset(("가능성", "가능성을", "가능성이", "가능성도"))


def _words(content: str) -> list[str]:
    return content.split()[-6:]


def _with_headlines(
    text: str, found: list[ClaimCandidate], pieces: Sequence[Sentence], known: Sequence[Candidate]
) -> list[ClaimCandidate]:
    """Each claim of a headline with the claim of the body that it repeats."""
    heads = {
        (p.start, p.end) for at, p in enumerate(pieces)
        if is_headline(text, (p.start, p.end), first=at == 0)
    }  # fmt: skip
    body = [each for each in found if each.sentence not in heads]
    linked: list[ClaimCandidate] = []
    for each in found:
        if each.sentence in heads:
            same = repeated(text, each.content, [(b.content, b.source) for b in body])
            if same is not None:
                content, source = same
                reason = Message("claims.headline", quote=text[slice(*content[0])][:30])
                here = each.source if not each.elided and each.source else source
                each = replace(each, repeats=content, reason=reason, source=here,
                               elided=each.elided and bool(source))  # fmt: skip
            elif each.elided:
                each = replace(each, elided=False, source=())
        linked.append(each)
    return linked
