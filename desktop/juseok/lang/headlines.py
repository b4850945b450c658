"""Headlines: telegrams in which a quotation stands beside its speaker without a verb."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from juseok.lang.claim_reading import Draft
from juseok.lang.clauses import Sentence, Span, is_source
from juseok.lang.cues import Cues
from juseok.lang.name_words import name_words

_END: Final = re.compile(r"[다요까죠음함]?[.?!][”’\"')\]]*$|[다요]\.?[”\"]?$")
_CUT: Final = re.compile(r"…|\.\.\.|[,:|\]]|(?<![\u3400-\u9fff])·|·(?![\u3400-\u9fff])|[\"”’']\s")
_REPORTED: Final = re.compile(r"[”\"](?:이?라고|고|이?라며|며|이?라면서|면서)(?:\s|$)")
_SPOKEN: Final = re.compile(
    r"\S .*(?:[다요까라자네죠지음함임듯뿐걸니나야해돼줘것먼저]|없어|있어|부터)[.!?…]*$|\S \S+ \S"
)
"""Several words that end like a sentence or like a telegram's: no mere term."""
_NOT_SPEAKER: Final = re.compile(r"(?:은|는|을|를|로|서|고|며|지만|다|한|된|할|될|위해|대한)$")
_NEXT: Final = re.compile(r"[^\s\"“”…,]{1,12} ?[\"“]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[가-힣A-Za-z]{2,}")


def is_headline(text: str, span: Span, *, first: bool = False) -> bool:
    """Whether the line is a title: alone on its line, and not ended like a sentence."""
    start, end = span
    alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
    if not alone or "\n" in text[start:end]:
        return False
    body = text[start:end]
    if not first and _REPORTED.search(body):
        return False
    if body.startswith(("“", '"', "[사진")) and not first and body.endswith(("”", '"')):
        return False
    return _END.search(body) is None or (first and not body.endswith("."))


def headline_drafts(sentence: Sentence, ends: set[int], cues: Cues) -> Iterator[Draft]:
    """A claim for each quotation of a headline."""
    text = sentence.text
    for start, end in sentence.quotes:
        after = text[end + 1 : sentence.end]
        word = re.match(r"\s?([가-힣]{2,4})", after)
        cue = cues.find("headline", word[1]) if word is not None else None
        if cue is None and word is not None:
            cue = cues.find("headline", word[1][:2])
        rest = after.strip()
        beside = rest.startswith(("…", "...", '"', "“")) or _NEXT.match(rest)
        content = text[start:end]
        spoken = _SPOKEN.search(content) is not None
        if cue is None and rest and not beside and not spoken:
            continue
        span: Span | None = None
        if cue is not None and word is not None:
            length = len(word[1]) if word[1] in cue.words else 2
            span = (end + 1 + word.start(1), end + 1 + word.start(1) + length)
        source = _before(sentence, start - 1, ends, spoken=spoken)
        weak = source is None and cue is None and len(content) < 12 and not spoken
        yield Draft(
            content=((start, end),), cue=span, source=source, nobody=False,
            act=cue.act if cue else "statement", certainty="certain", weak=weak,
            rule="headline", alone=source is None,
        )  # fmt: skip


def _before(sentence: Sentence, end: int, ends: set[int], *, spoken: bool) -> Span | None:
    """The last words before the quotation that are one phrase and can speak; else, where the
    quotation follows …, the first words of the headline."""
    text = sentence.text
    before = text[sentence.start : end].rstrip()
    if not before:
        return _behind(sentence, end, ends)
    stop = sentence.start + len(before)
    if before.endswith(("…", "...")):
        lead = re.match(r"[가-힣A-Za-z0-9\u3400-\u9fff]+", text[sentence.start : stop])
        span = (sentence.start, sentence.start + lead.end()) if lead else None
        if span is None or text[slice(*span)] in name_words().places:
            return None  # 서울 전셋값 상승…: where it is, not who says it
        return span if is_source(text, span, ends) else None
    start = sentence.start
    for cut in _CUT.finditer(text, sentence.start, stop):
        start = cut.end()
    while start < stop and text[start] == " ":
        start += 1
    words = text[start:stop].split(" ")
    at = stop
    best: Span | None = None
    for word in reversed(words):
        begin = at - len(word)
        if best is not None and re.search(r"(?:에|을|를|로|서|은|는|이|가|고|며|지|해)$", word):
            break
        best = (begin, stop)
        at = begin - 1
    if best is None or not text[slice(*best)].strip():
        return None
    if text[best[1] - 1] in "은는" and best[1] - best[0] > 2 and text[best[1]] == " ":
        topic = best[0], best[1] - 1  # 현장은 "또 바뀔 것"
        return topic if spoken or is_source(text, topic, ends) else None
    known = is_source(text, best, ends) or (spoken and _beside(text, best, start))
    return best if known else None


def _beside(text: str, span: Span, start: int) -> bool:
    """Whether some few nouns are all that stands between a cut and what is said."""
    words = text[slice(*span)].split(" ")
    return (
        span[0] == start
        and len(words) < 4
        and text[span[1]] == " "
        and all(re.fullmatch(r"[가-힣A-Za-z0-9·]{2,12}", word) for word in words)
        and _NOT_SPEAKER.search(words[-1]) is None
    )


def _behind(sentence: Sentence, start: int, ends: set[int]) -> Span | None:
    """ "…"…하늘전자, 신형 TV 공개: the first words behind a quotation that opens the headline."""
    close = next((q[1] for q in sentence.quotes if q[0] - 1 == start), None)
    if close is None:
        return None
    found = re.compile(r".(?:(?:…|\.\.\.)\s?|\s)([^\s,…]+(?: [^\s,…]+)?)[,…]").match(
        sentence.text, close, sentence.end
    )
    if found is None:
        return None
    start, end = found.span(1)
    first = start + len(found[1].split(" ")[0])
    return next(((start, stop) for stop in (end, first)
                 if is_source(sentence.text, (start, stop), ends)), None)  # fmt: skip


def repeated(
    text: str, content: Sequence[Span], body: Sequence[tuple[tuple[Span, ...], tuple[Span, ...]]]
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """The claim of the body that shares most words and numbers with ``content``."""
    wanted = _marks(text, content)
    if not wanted:
        return None
    best, score = None, 0.0
    for spans, source in body:
        shared = len(wanted & _marks(text, spans)) / len(wanted)
        if shared > score:
            best, score = (spans, source), shared
    return best if score >= 0.5 else None


def _marks(text: str, spans: Sequence[Span]) -> set[str]:
    words = " ".join(text[slice(*span)] for span in spans)
    stems = {word[:2] for word in _WORD.findall(words)}
    return stems | set(_NUMBER.findall(words))
