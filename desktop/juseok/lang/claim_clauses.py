"""Claims in reported speech: clauses before -고, nouns behind -다는, refusals, plans."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from juseok.lang.claim_reading import (
    Draft,
    Reading,
    content_start,
    cue_of,
    governing,
    medium_of,
    noun_behind,
    source_of,
)
from juseok.lang.clauses import Predicate, Sentence, Span, Token, noun_phrase
from juseok.lang.cues import Cue

_REPORTING: Final = re.compile(r"(?:다|라|자|냐)(?:고|며|면서|는데|지만)$")
_ADNOMINAL: Final = re.compile(r"(?:다|라|자|냐)(?:는|던|ᆫ)$|[단란]$")
_ANY_VERB: Final = Cue("say", (), "statement", "certain", False, (), 0)
_NOT_SAID: Final = frozenset([
    "생각하", "느끼", "착각하", "오해하", "확신하", "자부하", "짐작하", "간주하", "가정하",
    "각오하", "만족하",
])  # fmt: skip
_WHEN: Final = re.compile(
    r"\s(?:이날|전날|뒤늦게|최종|처음|잠정|(?:지난\s)?\d{1,2}일)(?:\([^()]{2,6}\))?$"
)
_FINDING: Final = re.compile(
    r"(?:조사|수사|감사|부검|감식|분석|집계|확인|검사|점검|취재|연구|설문|감정)(?= 결과,? )"
)
_VALUED: Final = frozenset(
    ["알려지", "추산되", "추정되", "집계되", "예상되", "전망되", "파악되", "관측되"]
)


def reported(reading: Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if sentence.inside(token.start) or not at:
            continue
        form = text[token.start : token.end]
        plain = token.tag == "EC" and _REPORTING.search(form or token.form) is not None
        quoting = token.tag == "JKQ" and text[token.start - 1] not in '”"“'
        if not (plain or quoting) or _is_after_quote(sentence, token.start):
            continue
        end = token.end
        while at + 1 < len(tokens) and tokens[at + 1].tag == "JX" and tokens[at + 1].start == end:
            end = tokens[at + 1].end
            break
        said = governing(reading, end, None) or _any_verb(reading, token, end)
        joined = form.endswith(("며", "면서"))
        if said is None and not joined:
            continue
        content_end = token.end - _quoting_length(token.form, token.tag)
        content_end = min(content_end, _thing_end(tokens, at, content_end))
        predicate = said[0] if said is not None else None
        span = (predicate.start, predicate.end) if predicate else (token.start, token.end)
        source = source_of(reading, content_end, end, predicate)
        hearsay = _is_hearsay(text, span, content_end)
        source = None if hearsay else source
        start = content_start(reading, source, content_end)
        if said is not None and cue_of(reading.cues, "say", said[0]) and said[1].act == "argue":
            told = _TOLD.match(text, start, content_end)
            start = told.end() if told is not None else start
        if start >= content_end:
            continue
        cue = said[1] if said is not None else None
        yield Draft(
            ((start, content_end),), span, source, hearsay, cue.act if cue else "statement",
            cue.certainty if cue else "certain", bool(cue and cue.weak), "reported",
            medium=medium_of(reading, source),
        )  # fmt: skip


_TOLD: Final = re.compile(r"[가-힣A-Za-z0-9]{2,12}(?:에게|측에|께)(?:는|도)?\s(?![가-힣]{1,4}다고)")
"""Whom one asks, who is not of what is asked: 피해자들에게 | 신고하라고 당부했다."""


def _is_hearsay(text: str, cue: Span, content_end: int) -> bool:
    """-었다고 한다 tells what everybody says; -겠다고 한다 what somebody wants."""
    told = text[slice(*cue)] in ("한다", "합니다", "해요", "전해진다")
    return told and not text[:content_end].endswith(("겠다", "자", "라", "냐"))


def _any_verb(reading: Reading, token: Token, end: int) -> tuple[Predicate, Cue] | None:
    """A verb that no lexicon has, right behind -다고, -자고 or -냐고, of somebody who can speak:
    첫눈이 내리겠다고 예보했다.  What one feels or takes for granted is not said."""
    if not token.form.endswith("고") or reading.speaker(reading.sentence.start, end) is None:
        return None
    sentence = reading.sentence
    for predicate in sentence.predicates:
        if predicate.start < end:
            continue
        word = predicate.words[-1]
        if predicate.start - end > 1 or predicate.adnominal or word in _NOT_SAID or len(word) < 2:
            return None
        return predicate, _ANY_VERB
    return None


def _is_after_quote(sentence: Sentence, at: int) -> bool:
    return any(end + 1 <= at <= end + 3 for _, end in sentence.quotes)


def _thing_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """Before the copula of -ㄹ 것이라고: what will be ends with 것, other nouns keep theirs."""
    if at > 1 and tokens[at - 1].tag == "VCP" and tokens[at - 2].form == "것":
        return min(tokens[at - 1].start, tokens[at].start)
    if tokens[at - 1].form == "것" and tokens[at].start >= tokens[at - 1].end:
        return min(end, tokens[at].start)
    return end


def _quoting_length(form: str, tag: str) -> int:
    if tag == "JKQ":
        return len(form)
    return next((len(end) for end in ("면서", "는데", "지만", "고", "며") if form.endswith(end)), 0)


def nouns(reading: Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    for at, token in enumerate(sentence.tokens):
        if token.tag != "ETM" or sentence.inside(token.start) or not at:
            continue
        form = text[token.start : token.end]
        if _ADNOMINAL.search(token.form) is None or _is_after_quote(sentence, token.start):
            continue
        noun = noun_behind(reading, token.end)
        if noun is None:
            continue
        span, source, cue = noun
        end = _thing_end(sentence.tokens, at, token.end - 1)
        if form.endswith("단"):
            end = token.end
        owned = source if source is not None and source[1] < end else None
        start = content_start(reading, owned, end)
        if start < end:
            yield Draft(((start, end),), span, source, source is None, cue.act, cue.certainty,
                        cue.weak, "noun")  # fmt: skip


def judged(reading: Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    for predicate in sentence.predicates:
        judge = cue_of(reading.cues, "judge", predicate)
        passive = cue_of(reading.cues, "passive", predicate)
        if (judge is None and passive is None) or predicate.adnominal:
            continue
        particle, behind = _judged_before(reading, predicate.at)
        if particle is None:
            continue
        end = particle.start
        thing = text[:end].endswith("것")
        cue = passive or judge
        assert cue is not None
        if passive is not None:
            if not thing and not _VALUED.intersection(predicate.words):
                continue
            found = _finding(reading, end)
            start = content_start(reading, None, end) if found is None else found[1] + 1
            while start < end and text[start] in " ,":
                start += 1
            source = found
            yield Draft(((start, end),), (predicate.start, predicate.end), source, found is None,
                        cue.act,
                        cue.certainty, cue.weak, "judged")  # fmt: skip
            continue
        source = behind or source_of(reading, end, end, None)
        if source is None and not thing:
            continue
        start = content_start(reading, source, end)
        if (start + 1, end - 1) in sentence.quotes:
            start, end = start + 1, end - 1
        yield Draft(((start, end),), (predicate.start, predicate.end), source, False, cue.act,
                    cue.certainty, cue.weak, "judged")  # fmt: skip


def _finding(reading: Reading, before: int) -> Span | None:
    """경찰 조사 결과 …: what the sentence begins with, where it is what somebody found out."""
    sentence, text = reading.sentence, reading.text
    found = _FINDING.search(text, sentence.start, min(before, sentence.start + 40))
    if found is None or sentence.inside(found.start()):
        return None
    phrase = noun_phrase(sentence, sentence.index(found.end() + 3) - 1, found.end() + 3)
    if phrase is None or text[sentence.start : phrase[0]].strip():
        return None
    return phrase


def _judged_before(reading: Reading, at: int) -> tuple[Token | None, Span | None]:
    """The particle -(으)로 right before the verb at ``at``, or before its subject, which is given
    too: … 것으로 조직위원회는 추산했다."""
    sentence = reading.sentence
    tokens = sentence.tokens
    subject = next((s for s in reading.subjects if s.at == at - 1), None)
    before = sentence.index(subject.start) - 1 if subject is not None else at - 1
    dated = _WHEN.search(sentence.text, tokens[max(0, before - 6)].start, tokens[before].end)
    if dated is not None:  # 적발된 것으로 18일 확인됐다
        before = sentence.index(dated.start() + 1) - 1
    if before < 1 or tokens[before].tag != "JKB" or tokens[before].form not in ("으로", "로"):
        return None, None
    if sentence.inside(tokens[before].start):
        return None, None
    return tokens[before], None if subject is None else (subject.start, subject.end)


_NOTHING_LEFT: Final = re.compile(r"(답|답변|즉답|언급|논평|확인)[을를]\s$")
_DECLINED: Final = re.compile(
    r"(?:(?:즉각|즉시|바로|곧바로|끝내|아직|일절|일체|따로|별도로|구체적으로|더|더는|분명히)\s"
    r"|(?:답|답변|즉답|언급|논평|확인|입|말)[을를]\s)+$"
)
"""What belongs to the verb by which one declines to say: 즉각 | 답하지 않았다, 답을 | 피했다."""


def refused(reading: Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    for predicate in sentence.predicates:
        cue = cue_of(reading.cues, "refuse", predicate)
        if cue is None or predicate.adnominal:
            continue
        source = source_of(reading, predicate.start, predicate.start, None)
        if source is None and not predicate.final:
            continue
        start = content_start(reading, source, predicate.start)
        clause = text[start : predicate.start]
        clause = _DECLINED.sub("", clause)
        asked = re.search(r"(.+?)[을를]\s(?:묻는|물은|질문)", clause)
        plain = re.search(r"(.+?)(?:에는|에 대해서는|에 대해|에도|에|을|를|은|는|도)?\s$", clause)
        found = asked or plain or _NOTHING_LEFT.search(text, start, predicate.start)
        from_start = 0 if found is not None and found.re is _NOTHING_LEFT else start
        span = (from_start + found.start(1), from_start + found.end(1)) if found else (
            predicate.start, predicate.end)  # fmt: skip
        yield Draft((span,), (predicate.start, predicate.end), source, False, cue.act,
                    cue.certainty, cue.weak, "refused")  # fmt: skip


def objects(reading: Reading) -> Iterator[Draft]:
    """…는 …의 합류를 이날 처음 확인했다."""
    sentence, text = reading.sentence, reading.text
    for predicate in sentence.predicates:
        cue = cue_of(reading.cues, "object", predicate)
        if cue is None or not predicate.final:
            continue
        low = max((q[1] for q in sentence.quotes if q[1] < predicate.start), default=sentence.start)
        markers = [
            t for t in sentence.tokens[sentence.index(low) : predicate.at]
            if t.tag == "JKO" and not sentence.inside(t.start)
        ]  # fmt: skip
        if not markers or predicate.start - markers[-1].end > 14:
            continue
        subject = reading.speaker(sentence.start, markers[-1].start)
        if subject is None:
            continue
        source = (subject.start, subject.end)
        end = markers[-1].start
        start = max(content_start(reading, source, end, "object"), _joined_before(reading, end))
        content = text[start:end]
        pronoun = content in ("이", "이를", "그", "사실", "입장", "우려", "")
        if start >= end:
            continue
        yield Draft(((start, end),), (predicate.start, predicate.end), source, False, cue.act,
                    cue.certainty, cue.weak or pronoun or len(content) < 3, "object")  # fmt: skip


def _joined_before(reading: Reading, end: int) -> int:
    """Where another reported clause that 며 joins ends: 늘었다며 | 예방접종을 당부했다."""
    stop = 0
    for token in reading.sentence.tokens[: reading.sentence.index(end)]:
        joins = token.tag == "EC" and token.form.endswith(("다며", "라며", "다면서", "라면서"))
        if joins and not reading.sentence.inside(token.start):
            stop = token.end
    while stop < end and reading.text[stop] in " ,":
        stop += 1
    return stop


def planned(reading: Reading) -> Iterator[Draft]:
    """-기로 했다, -ㄹ 계획이다: plans, which may as well be facts; always weak."""
    sentence, text = reading.sentence, reading.text
    found = re.compile(r"(기로\s(?:했|한)다|[가-힣]\s(?:계획|예정|방침|전망)이다)\.?$").search(
        text, sentence.start, sentence.end
    )
    if found is None or sentence.inside(found.start()):
        return
    subject = reading.speaker(sentence.start, found.start())
    if subject is None:
        return
    source = (subject.start, subject.end)
    end = found.start() + 1
    start = content_start(reading, source, end)
    if start < end:
        cue = (found.start(1) + (0 if found[1].startswith("기로") else 2), found.end(1))
        yield Draft(((start, end),), cue, source, False, "plan", "certain", True, "planned")
