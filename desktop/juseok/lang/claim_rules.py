"""The rules by which one sentence of a body gives up its claims."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from juseok.lang.claim_clauses import judged, nouns, objects, planned, refused, reported
from juseok.lang.claim_reading import (
    QUOTING,
    Draft,
    Reading,
    governing,
    medium_of,
    noun_behind,
    source_of,
)
from juseok.lang.clauses import Predicate, Sentence, Span, is_source, noun_phrase, subjects
from juseok.lang.cues import Cue, Cues
from juseok.lang.labels import Label, label_at

_FINISHED: Final = re.compile(r"(?:[다요까죠자라네군지음함][.?!…]*|[.?!])$")
_ACCORDING: Final = re.compile(
    r"(?:에|을|를|에게)?\s?(따르면|의하면|따르자면)"
    r"|[을를]\s(보면|살펴보면|보더라도|들여다보면|종합하면)"
)
_DOCUMENT: Final = re.compile(
    r"(?:조사|통계|자료|보고서|집계|결과|분석|연구|설문|현황|지표|백서|전망|동향|명세|성적표|지수|장부|조서|일지|연감|추계|공시|판결문|공소장|기록|논문)['’」』]?$"
)
_ADNOMINAL: Final = frozenset(("는", "라는", "이라는", "던", "라던", "이라던", "란", "이란"))


def drafts_of(sentence: Sentence, ends: set[int], cues: Cues) -> Iterator[Draft]:
    """The claims of ``sentence``; ``ends``: where names of those who can speak end."""
    label = label_at(sentence.text, sentence.start, sentence.end)
    if label is not None and label.words is not None and _speaks(sentence.text, label, ends):
        yield Draft((label.words,), None, label.label, False, "statement", "certain", False,
                    "label")  # fmt: skip
        return
    outer = tuple(subjects(sentence, sentence.start, sentence.end))
    speaking = tuple(s for s in outer if is_source(sentence.text, (s.start, s.end), ends))
    reading = Reading(sentence, speaking, outer, cues, ends)
    drafts: list[Draft] = []
    for rule in (_quoted, reported, nouns, judged, refused, objects, planned):
        for draft in rule(reading):
            if not any(_same(draft, other) for other in drafts):
                drafts.append(draft)
    according = _according(reading)
    if according is not None:
        body = sentence.text[sentence.start : sentence.end].rstrip(" .")
        drafts = _attributed(drafts, according, sentence.start + len(body), sentence.text)
    yield from sorted(drafts, key=lambda draft: draft.content[0])


def _speaks(text: str, label: Label, ends: set[int]) -> bool:
    """Whether a label is one: by its signs, or a speaker before what is a sentence."""
    if label.sure:
        return True
    words = label.words or (0, 0)
    return is_source(text, label.label, ends) and _FINISHED.search(text[slice(*words)]) is not None


def _same(one: Draft, other: Draft) -> bool:
    """Whether two rules found one claim: the same cue, or one content within the other."""
    if one.cue is not None and one.cue == other.cue:
        return one.rule != "quoted" or other.rule != "quoted"
    (a, b), (c, d) = one.content[0], other.content[0]
    if (one.cue and c <= one.cue[0] < d) or (other.cue and a <= other.cue[0] < b):
        return False  # one reports the other
    return a < d and c < b


def _quoted(reading: Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    quotes = sentence.quotes
    for at, (start, end) in enumerate(quotes):
        before, behind = text[sentence.start : start - 1], text[end + 1 : sentence.end]
        if not before.strip(" -–—―") and not behind.strip(" ."):
            yield Draft(((start, end),), None, None, False, "statement", "certain", False,
                        "quoted", alone=True)  # fmt: skip
            continue
        mark = QUOTING.match(text, end + 1)
        content = text[start:end]
        if mark is None:
            if _FINISHED.search(content) is None or text[end + 1 : end + 2] not in (" ", ","):
                continue
        elif not _is_speech(text, content, mark):
            continue
        yield _of_quote(reading, at, mark)


def _is_speech(text: str, content: str, mark: re.Match[str]) -> bool:
    """Whether a quotation with a quoting particle is more than a term: "연산 밀도"라는 잣대."""
    form = mark[0]
    if form in ("라는", "이라는", "란", "이란", "라던", "이라던", "는", "던", "지만"):
        if _FINISHED.search(content) is None and " " not in content:
            return False
        return form not in ("는",) or _FINISHED.search(content) is not None
    return True


def _of_quote(reading: Reading, at: int, mark: re.Match[str] | None) -> Draft:
    sentence, text = reading.sentence, reading.text
    start, end = sentence.quotes[at]
    after = mark.end() if mark is not None else end + 1
    later = sentence.quotes[at + 1][0] if at + 1 < len(sentence.quotes) else None
    said = governing(reading, after, later)
    joined = mark is not None and mark[0].endswith(("며", "면서", "면서도"))
    if said is None and joined and later is not None:
        next_mark = QUOTING.match(text, sentence.quotes[at + 1][1] + 1)
        if next_mark is not None:
            said = governing(reading, next_mark.end(), None) or _chained(reading, at + 1)
    noun = _said_by_some(reading, after, mark) if said is None else None
    noun = noun or (noun_behind(reading, after) if said is None else None)
    nobody = False
    source: Span | None = None
    if said is not None:
        predicate, cue = said
        span: Span | None = (predicate.start, predicate.end)
        source = source_of(reading, start - 1, after, predicate)
        act, certainty, weak = cue.act, cue.certainty, cue.weak
    elif noun is not None:
        span, source, cue = noun
        act, certainty, weak = cue.act, cue.certainty, cue.weak
        nobody = source is None
    else:
        span = mark.span() if mark is not None else None
        source = source_of(reading, start - 1, after, None)
        act, certainty, weak = "statement", "certain", False
    return Draft(((start, end),), span, source, nobody, act, certainty, weak, "quoted",
                 medium=medium_of(reading, source))  # fmt: skip


def _said_by_some(
    reading: Reading, after: int, mark: re.Match[str] | None
) -> tuple[Span, Span | None, Cue] | None:
    """ "…"는 주민도 있었다: those who are said to be there say it."""
    if mark is None or not mark[0].endswith("는"):
        return None
    found = _SOME.match(reading.text, after)
    if found is None or not is_source(reading.text, found.span(1), reading.ends):
        return None
    return found.span(), found.span(1), _SOME_SAY


_SOME: Final = re.compile(
    r"\s((?:[가-힣]{2,6}\s)?[가-힣]{2,8}?)(?:들)?"
    r"(?:도|이|가)\s(?:있|적지 않|많|나오|나왔|여럿)[가-힣]*"
)
_SOME_SAY: Final = Cue("say", (), "statement", "certain", False, (), 0)


def _chained(reading: Reading, at: int) -> tuple[Predicate, Cue] | None:
    """The verb behind the last of several quotations that 며 joins."""
    sentence = reading.sentence
    for start, end in sentence.quotes[at:]:
        mark = QUOTING.match(reading.text, end + 1)
        if mark is None:
            return None
        said = governing(reading, mark.end(), None)
        if said is not None:
            return said
        del start
    return None


def _according(reading: Reading) -> tuple[Span, Span, int] | None:
    """``(source, cue, where the content begins)`` of 에 따르면."""
    sentence, text = reading.sentence, reading.text
    found = _ACCORDING.search(text, sentence.start, sentence.end)
    if found is None or sentence.inside(found.start()):
        return None
    at = sentence.index(found.start()) - 1
    if at < 0:
        return None
    phrase = noun_phrase(sentence, at, found.start())
    if phrase is None:
        return None
    if found[2] is not None and _DOCUMENT.search(text, phrase[0], phrase[1]) is None:
        return None
    start = found.end()
    while start < sentence.end and text[start] in " ,":
        start += 1
    return phrase, found.span(1 if found[1] is not None else 2), start


def _inside_noun(draft: Draft, text: str) -> bool:
    """Whether a quotation only says which one: "…"는 메시지를 보낸."""
    return draft.cue is not None and text[slice(*draft.cue)] in _ADNOMINAL


def _attributed(
    drafts: Sequence[Draft], according: tuple[Span, Span, int], end: int, text: str
) -> list[Draft]:
    """What 에 따르면 governs: the sentence behind it, or the unsourced claims that stand there."""
    source, cue, start = according
    kept = [d for d in drafts if d.rule == "quoted" or d.content[0][1] <= source[0]]
    inner = next((d for d in drafts if d not in kept), None)
    kept = [
        d if d.source is not None or d.content[0][0] < start
        else Draft(d.content, d.cue, source, False, d.act, d.certainty, d.weak, d.rule)
        for d in kept
    ]  # fmt: skip
    if any(d.content[0][0] >= start and not _inside_noun(d, text) for d in kept):
        return kept
    main = inner is not None and (inner.cue is None or end - inner.cue[1] < 3)
    last = inner.content[0][1] if inner is not None and main else end
    if start >= last:
        return kept
    return [*kept, Draft(((start, last),), cue, source, False, "statement", "certain", False,
                         "according")]  # fmt: skip
