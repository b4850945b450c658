"""The rules by which one sentence of a body gives up its claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.lang.clauses import Predicate, Sentence, Span, Subject, is_source, noun_phrase, subjects
from juseok.lang.cues import Cue, Cues

_QUOTING: Final = re.compile(
    r"(?:이?라고[도만는]?|이?라면서도?|이?라며|이?라는|이?라던|이?라지만|이?란|고[도만는]?|면서도?|며|는|던|지만)(?![가-힣]{3})"
)
_REPORTING: Final = re.compile(r"(?:다|라|자|냐)(?:고|며|면서|는데|지만)$")
_ADNOMINAL: Final = re.compile(r"(?:다|라|자|냐)(?:는|던|ᆫ)$|단$")
_FINISHED: Final = re.compile(r"(?:[다요까죠자라네군지음함][.?!…]*|[.?!])$")
_FRAME: Final = re.compile(
    r"(?:[가-힣A-Za-z0-9‘’'()\s]{0,30}?(?:브리핑|성명|공시|회견|기자회견|간담회|인터뷰|통화|질의응답|연설|토론회|행사|회의|글|SNS|발표|답변|보고서)(?:\s?[‘'][^’']{1,30}[’'])?"
    r"(?:에서|을 통해|를 통해|에|을 내고|를 내고)?,?\s)|(?:또|또한"
    r"|그러나|하지만|다만|이어|특히|그러면서|이에 대해|이와 관련해),?\s"
    r"|(?:최근|앞서|당시),?\s|[^,]{0,24}?(?:열고|내고|갖고|만나|가지고|나와"
    r"|출연해),?\s|(?:지난\s?)?(?:같은 날|이날|\d{1,2}일)(?:\([^)]*\))?,?\s"
)
_TAIL_NOUN: Final = re.compile(
    r"이?(?:다|며|었|였|라고|고|지만|라는)|[이가도은는을를]|에서|만|$|\."
)
_OUTLOOK: Final = re.compile(
    r"[이가도은는]\s(?:나오|나온|나왔|있|제기|많|적|우세|지배|힘|이어|돌|퍼|번|쏟아|잇따|높|커|팽배|확산|무성|엇갈|일)"
)
_ACCORDING: Final = re.compile(r"(?:에|을|를|에게)?\s?(따르면|의하면|따르자면)")
_VALUED: Final = frozenset(
    ["알려지", "추산되", "추정되", "집계되", "예상되", "전망되", "파악되", "관측되"]
)
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making. ``nobody``: the text names no source; ``alone``: the quotation is
    the whole sentence."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    nobody: bool
    act: str
    certainty: str
    weak: bool
    rule: str
    alone: bool = False
    medium: Span | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all rules ask of one sentence."""

    sentence: Sentence
    subjects: tuple[Subject, ...]
    outer: tuple[Subject, ...]
    cues: Cues
    ends: set[int]

    @property
    def text(self) -> str:
        return self.sentence.text

    def speaker(self, low: int, high: int) -> Subject | None:
        """Who can speak and is a subject within ``[low, high)``: a topic first."""
        here = [s for s in self.subjects if low <= s.start and s.end <= high]
        return next((s for s in here if s.topic), here[0] if here else None)


def drafts_of(sentence: Sentence, ends: set[int], cues: Cues) -> Iterator[Draft]:
    """The claims of ``sentence``; ``ends``: where names of those who can speak end."""
    outer = tuple(subjects(sentence, sentence.start, sentence.end))
    speaking = tuple(s for s in outer if is_source(sentence.text, (s.start, s.end), ends))
    reading = _Reading(sentence, speaking, outer, cues, ends)
    drafts: list[Draft] = []
    for rule in (_quoted, _reported, _nouns, _judged, _refused, _objects, _planned):
        for draft in rule(reading):
            if not any(_same(draft, other) for other in drafts):
                drafts.append(draft)
    according = _according(reading)
    if according is not None:
        body = sentence.text[sentence.start : sentence.end].rstrip(" .")
        drafts = _attributed(drafts, according, sentence.start + len(body))
    yield from sorted(drafts, key=lambda draft: draft.content[0])


def _same(one: Draft, other: Draft) -> bool:
    """Whether two rules found one claim: the same cue, or one content within the other."""
    if one.cue is not None and one.cue == other.cue:
        return one.rule != "quoted" or other.rule != "quoted"
    (a, b), (c, d) = one.content[0], other.content[0]
    if (one.cue and c <= one.cue[0] < d) or (other.cue and a <= other.cue[0] < b):
        return False  # one reports the other
    return a < d and c < b


def _cue_of(cues: Cues, kind: str, predicate: Predicate) -> Cue | None:
    for word in predicate.words:
        cue = cues.find(kind, word)  # pyright: ignore[reportArgumentType]
        if cue is not None:
            return cue
    return None


def _word_of(cues: Cues, predicate: Predicate) -> tuple[str, Cue | None]:
    """The word by which ``predicate`` is one of saying or of declining to."""
    for word in predicate.words:
        cue = cues.find("say", word) or cues.find("refuse", word)
        if cue is not None:
            return word, cue
    return "", None


def _quoted(reading: _Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    quotes = sentence.quotes
    for at, (start, end) in enumerate(quotes):
        if not text[sentence.start : start - 1].strip() and not text[end + 1 : sentence.end].strip(
            " ."
        ):
            yield Draft(((start, end),), None, None, False, "statement", "certain", False,
                        "quoted", alone=True)  # fmt: skip
            continue
        mark = _QUOTING.match(text, end + 1)
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


def _of_quote(reading: _Reading, at: int, mark: re.Match[str] | None) -> Draft:
    sentence, text = reading.sentence, reading.text
    start, end = sentence.quotes[at]
    after = mark.end() if mark is not None else end + 1
    later = sentence.quotes[at + 1][0] if at + 1 < len(sentence.quotes) else None
    said = _governing(reading, after, later)
    joined = mark is not None and mark[0].endswith(("며", "면서", "면서도"))
    if said is None and joined and later is not None:
        next_mark = _QUOTING.match(text, sentence.quotes[at + 1][1] + 1)
        if next_mark is not None:
            said = _governing(reading, next_mark.end(), None) or _chained(reading, at + 1)
    noun = _noun_behind(reading, after) if said is None else None
    nobody = False
    source: Span | None = None
    if said is not None:
        predicate, cue = said
        span: Span | None = (predicate.start, predicate.end)
        source = _source(reading, start - 1, after, predicate)
        act, certainty, weak = cue.act, cue.certainty, cue.weak
    elif noun is not None:
        span, source, cue = noun
        act, certainty, weak = cue.act, cue.certainty, cue.weak
        nobody = source is None
    else:
        span = mark.span() if mark is not None else None
        source = _source(reading, start - 1, after, None)
        act, certainty, weak = "statement", "certain", False
    return Draft(((start, end),), span, source, nobody, act, certainty, weak, "quoted",
                 medium=_medium(reading, source))  # fmt: skip


def _chained(reading: _Reading, at: int) -> tuple[Predicate, Cue] | None:
    """The verb behind the last of several quotations that 며 joins."""
    sentence = reading.sentence
    for start, end in sentence.quotes[at:]:
        mark = _QUOTING.match(reading.text, end + 1)
        if mark is None:
            return None
        said = _governing(reading, mark.end(), None)
        if said is not None:
            return said
        del start
    return None


def _governing(reading: _Reading, after: int, before: int | None) -> tuple[Predicate, Cue] | None:
    """The predicate of saying that a quotation or clause ending at ``after`` depends on."""
    limit = before if before is not None else reading.sentence.end
    for predicate in reading.sentence.predicates:
        if predicate.start < after:
            continue
        if predicate.start >= limit or predicate.start - after > _NEAR:
            return None
        word, cue = _word_of(reading.cues, predicate)
        between = reading.text[after : predicate.start]
        if cue is not None and (" " in word or _close(reading, between, predicate, after)):
            return predicate, cue
        if predicate.words[-1] not in (
            "대하",
            "관하",
            "통하",
            "자르",
            "잇",
            "있",
            "위하",
            "향하",
            "인용하",
        ):
            return None
    return None


def _close(reading: _Reading, between: str, predicate: Predicate, after: int) -> bool:
    """Whether nothing stands between that has a content of its own (요구를)."""
    if predicate.words[-1] == "하" and predicate.adnominal and not predicate.final:
        return False
    if predicate.words[-1] == "보" and "다고" not in reading.text[max(0, after - 4) : after]:
        return "라고" in reading.text[max(0, after - 4) : after]
    return re.search(r"[을를]\s", between.split("을 통해")[-1]) is None


def _noun_behind(reading: _Reading, after: int) -> tuple[Span, Span | None, Cue] | None:
    """…는 것이 공사의 진단이다, …는 지적도 적지 않다: the noun that reports, and whose it is."""
    text, sentence = reading.text, reading.sentence
    thing = re.compile(r"\s?(?:것이|게|것은|건|것도)\s").match(text, after)
    if thing is not None:
        for noun, cue in reading.cues.words("noun").items():
            found = re.compile(rf"([^,“\"]{{0,30}}?)의\s?({noun}(?:이다|이었다|였다|다))\.?").match(
                text, thing.end()
            )
            if found is not None:
                at = sentence.index(found.end(1)) - 1
                phrase = noun_phrase(sentence, at, found.end(1)) if at >= 0 else None
                if phrase is not None:
                    return found.span(2), phrase, cue
        return None
    word = re.compile(r"\s?(?:[가-힣]+\s)?([가-힣]+)").match(text, after)
    if word is None:
        return None
    for match in re.compile(r"[가-힣]+").finditer(text, after, min(sentence.end, after + 14)):
        for length in (4, 3, 2, 1):
            noun = match[0][:length]
            cue = reading.cues.find("noun", noun)
            if cue is None or (noun in ("게", "것", "말", "평") and len(match[0]) > 3):
                continue
            end = match.start() + length
            tail = text[end : min(sentence.end, end + 14)]
            if _OUTLOOK.match(tail) or tail.startswith(
                ("이다", "이며", "이었", "다.", "을 ", "를 ", "였")
            ):
                stop = _predicate_end(sentence, end)
                source = (
                    _topic(reading, match.start())
                    if tail.startswith(("이다", "이며", "다.", "을", "를", "이었", "였"))
                    else _in_circles(reading, match.start())
                )
                return (match.start(), stop), source, cue
        if re.match(r"\s", text[match.end() : match.end() + 1]) is None:
            break
    return None


def _predicate_end(sentence: Sentence, end: int) -> int:
    for predicate in sentence.predicates:
        if predicate.start >= end and predicate.start - end < 12:
            return predicate.end
    found = re.compile(r"(?:이|였|이었)?[가-힣]*").match(sentence.text, end)
    return found.end() if found is not None else end


def _topic(reading: _Reading, before: int) -> Span | None:
    subject = reading.speaker(reading.sentence.start, before)
    return None if subject is None else (subject.start, subject.end)


def _in_circles(reading: _Reading, before: int) -> Span | None:
    """업계에서는 … 관측이 나온다: those among whom it is said."""
    text, sentence = reading.text, reading.sentence
    found = re.compile(r"(?:에서는|에선|에서도|에서)\s").search(text, sentence.start, before)
    if found is None:
        return None
    at = sentence.index(found.start()) - 1
    phrase = noun_phrase(sentence, at, found.start()) if at >= 0 else None
    if phrase is None or not text[slice(*phrase)].endswith(
        ("업계", "학계", "재계", "정치권", "증권가", "시장", "안팎")
    ):
        return None
    return phrase


def _source(reading: _Reading, before: int, after: int, predicate: Predicate | None) -> Span | None:
    """The speaker: between content and verb, whoever is cited, or the first subject."""
    text, sentence = reading.text, reading.sentence
    if predicate is not None:
        behind = reading.speaker(after, predicate.start)
        if behind is not None:
            return behind.start, behind.end
    cited = re.compile(r"[을를]\s인용").search(text, sentence.start, sentence.end)
    if cited is not None:
        at = sentence.index(cited.start()) - 1
        phrase = noun_phrase(sentence, at, cited.start()) if at >= 0 else None
        if phrase is not None:
            return phrase
    low = _clause_start(reading, before)
    subject = reading.speaker(low, before) or reading.speaker(sentence.start, before)
    if subject is None and any(start - 1 == before for start, _ in sentence.quotes):
        outer = [s for s in reading.outer if sentence.start <= s.start and s.end <= before]
        subject = next((s for s in outer if s.topic), outer[0] if outer else None)
    return None if subject is None else (subject.start, subject.end)


def _clause_start(reading: _Reading, before: int) -> int:
    """Behind the last predicate of saying before ``before``: 말했고, 이 장관은 …"""
    low = reading.sentence.start
    for predicate in reading.sentence.predicates:
        plain = not predicate.adnominal and len(predicate.words[-1]) > 1
        if predicate.end <= before and plain and _cue_of(reading.cues, "say", predicate):
            low = predicate.end
    return low


def _medium(reading: _Reading, source: Span | None) -> Span | None:
    text, sentence = reading.text, reading.sentence
    low = source[1] if source is not None else sentence.start
    if source is not None and text[source[1] : source[1] + 4] in ("을 인용", "를 인용"):
        outlet = reading.speaker(sentence.start, source[0])
        return None if outlet is None else (outlet.start, outlet.end)
    found = re.compile(
        r"(\S{0,12}(?:브리핑|성명|공시|기자회견|회견|간담회|인터뷰|통화|질의응답"
        r"|연설|토론회|보고서|SNS|페이스북|엑스))(?:에서|을 통해|를 통해|\(엑스\)에)"
    ).search(text, low, min(sentence.end, low + 60))
    if found is None or sentence.inside(found.start()):
        return None
    return found.span(1)


def _reported(reading: _Reading) -> Iterator[Draft]:
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
        said = _governing(reading, end, None)
        joined = form.endswith(("며", "면서"))
        if said is None and not joined:
            continue
        content_end = token.end - _quoting_length(token.form, tokens[at - 1].tag, token.tag)
        if tokens[at - 1].tag == "VCP":
            content_end = min(content_end, tokens[at - 1].start)
        predicate = said[0] if said is not None else None
        span = (predicate.start, predicate.end) if predicate else (token.start, token.end)
        source = _source(reading, content_end, end, predicate)
        start = _content_start(reading, source, content_end)
        if start >= content_end:
            continue
        cue = said[1] if said is not None else None
        yield Draft(
            ((start, content_end),), span, source, False, cue.act if cue else "statement",
            cue.certainty if cue else "certain", bool(cue and cue.weak), "reported",
            medium=_medium(reading, source),
        )  # fmt: skip


def _is_after_quote(sentence: Sentence, at: int) -> bool:
    return any(end + 1 <= at <= end + 3 for _, end in sentence.quotes)


def _quoting_length(form: str, before: str, tag: str) -> int:
    if tag == "JKQ" or before == "VCP":
        return len(form)
    return next((len(end) for end in ("면서", "는데", "지만", "고", "며") if form.endswith(end)), 0)


def _content_start(reading: _Reading, source: Span | None, end: int, rule: str = "") -> int:
    """Where the clause begins: behind its frame of speaker, occasion and time."""
    text, sentence = reading.text, reading.sentence
    start = sentence.start
    if source is not None and source[1] < end:
        start = source[1]
        found = re.compile(
            r"(?:\([^()]*\))?(?:에서는|에선|에서도|에서|[을를] 인용해|은|는|이|가|도|께서)?,?\s"
        ).match(text, start)
        start = found.end() if found is not None else start
    start = max(start, _clause_start(reading, end)) if rule == "object" else start
    for quote in sentence.quotes:
        mark = _QUOTING.match(text, quote[1] + 1)
        if mark is not None and mark.end() < end:
            start = max(start, mark.end())
    for _ in range(3):
        while start < end and text[start] in " ,":
            start += 1
        frame = _FRAME.match(text, start, end)
        if frame is None:
            break
        start = frame.end()
    return start


def _nouns(reading: _Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    for at, token in enumerate(sentence.tokens):
        if token.tag != "ETM" or sentence.inside(token.start) or not at:
            continue
        form = text[token.start : token.end]
        if _ADNOMINAL.search(token.form) is None or _is_after_quote(sentence, token.start):
            continue
        noun = _noun_behind(reading, token.end)
        if noun is None:
            continue
        span, source, cue = noun
        before = sentence.tokens[at - 1]
        end = token.end - 1 if before.tag != "VCP" else min(before.start, token.start)
        if form.endswith("단"):
            end = token.end
        owned = source if source is not None and source[1] < end else None
        start = _content_start(reading, owned, end)
        if start < end:
            yield Draft(((start, end),), span, source, source is None, cue.act, cue.certainty,
                        cue.weak, "noun")  # fmt: skip


def _judged(reading: _Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    for predicate in sentence.predicates:
        judge = _cue_of(reading.cues, "judge", predicate)
        passive = _cue_of(reading.cues, "passive", predicate)
        if (judge is None and passive is None) or predicate.adnominal:
            continue
        tokens = sentence.tokens
        if predicate.at < 2 or tokens[predicate.at - 1].tag != "JKB":
            continue
        particle = tokens[predicate.at - 1]
        if particle.form not in ("으로", "로") or sentence.inside(particle.start):
            continue
        end = particle.start
        thing = text[:end].endswith("것")
        cue = passive or judge
        assert cue is not None
        if passive is not None:
            if not thing and not _VALUED.intersection(predicate.words):
                continue
            start = _content_start(reading, None, end)
            yield Draft(((start, end),), (predicate.start, predicate.end), None, True, cue.act,
                        cue.certainty, cue.weak, "judged")  # fmt: skip
            continue
        source = _source(reading, end, end, None)
        if source is None and not thing:
            continue
        start = _content_start(reading, source, end)
        yield Draft(((start, end),), (predicate.start, predicate.end), source, False, cue.act,
                    cue.certainty, cue.weak, "judged")  # fmt: skip


def _refused(reading: _Reading) -> Iterator[Draft]:
    sentence, text = reading.sentence, reading.text
    for predicate in sentence.predicates:
        cue = _cue_of(reading.cues, "refuse", predicate)
        if cue is None or predicate.adnominal:
            continue
        source = _source(reading, predicate.start, predicate.start, None)
        if source is None and not predicate.final:
            continue
        start = _content_start(reading, source, predicate.start)
        clause = text[start : predicate.start]
        asked = re.search(r"(.+?)[을를]\s(?:묻는|물은|질문)", clause)
        plain = re.search(r"(.+?)(?:에는|에 대해서는|에 대해|에도|에|을|를|은|는|도)?\s$", clause)
        found = asked or plain
        span = (start + found.start(1), start + found.end(1)) if found else (
            predicate.start, predicate.end)  # fmt: skip
        yield Draft((span,), (predicate.start, predicate.end), source, False, cue.act,
                    cue.certainty, cue.weak, "refused")  # fmt: skip


def _objects(reading: _Reading) -> Iterator[Draft]:
    """…는 …의 합류를 이날 처음 확인했다."""
    sentence, text = reading.sentence, reading.text
    for predicate in sentence.predicates:
        cue = _cue_of(reading.cues, "object", predicate)
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
        start = _content_start(reading, source, end, "object")
        content = text[start:end]
        pronoun = content in ("이", "이를", "그", "사실", "입장", "우려", "")
        if start >= end:
            continue
        yield Draft(((start, end),), (predicate.start, predicate.end), source, False, cue.act,
                    cue.certainty, cue.weak or pronoun or len(content) < 3, "object")  # fmt: skip


def _planned(reading: _Reading) -> Iterator[Draft]:
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
    start = _content_start(reading, source, end)
    if start < end:
        cue = (found.start(1) + (0 if found[1].startswith("기로") else 2), found.end(1))
        yield Draft(((start, end),), cue, source, False, "plan", "certain", True, "planned")


def _according(reading: _Reading) -> tuple[Span, Span, int] | None:
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
    start = found.end()
    while start < sentence.end and text[start] in " ,":
        start += 1
    return phrase, found.span(1), start


def _attributed(
    drafts: Sequence[Draft], according: tuple[Span, Span, int], end: int
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
    if any(d.content[0][0] >= start for d in kept):
        return kept
    last = inner.content[0][1] if inner is not None else end
    if start >= last:
        return kept
    return [*kept, Draft(((start, last),), cue, source, False, "statement", "certain", False,
                         "according")]  # fmt: skip
