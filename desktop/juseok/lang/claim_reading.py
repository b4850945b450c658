"""What all claim rules ask of a sentence: who speaks, what governs, where a clause begins."""

import re
from dataclasses import dataclass
from typing import Final

from juseok.lang.clauses import Predicate, Sentence, Span, Subject, noun_phrase
from juseok.lang.cues import Cue, CueKind, Cues

QUOTING: Final = re.compile(
    r"(?:이?라고[도만는]?|이?라면서도?|이?라며|이?라는|이?라던|이?라지만|이?란|고[도만는]?|면서도?|며|는|던|지만)(?![가-힣]{3})"
)
_FRAME: Final = re.compile(
    r"(?:[가-힣A-Za-z0-9‘’'()\s]{0,30}?(?:브리핑|성명|공시|회견|기자회견|간담회|인터뷰|통화|질의응답|연설|토론회|행사|회의|글|SNS|발표|답변|보고서)(?:\s?[‘'][^’']{1,30}[’'])?"
    r"(?:에서|을 통해|를 통해|에|을 내고|를 내고)?,?\s)|(?:또|또한"
    r"|그러나|하지만|다만|이어|특히|그러면서도?|이에 대해|이와 관련해"
    r"|한편|반면|이 가운데|이 중|그 결과|이에 앞서),?\s"
    r"|(?:이날 |함께 |새로 )?(?:낸|내놓은|발표한|펴낸|공개한|배포한|가진)\s"
    r"[가-힣A-Z]{1,8}(?:\s[가-힣]{1,8})?에서\s"
    r"|(?:취재진|기자들|기자단|취재진들)에게,?\s"
    r"|\([^()]{2,30}=[^()]{2,20}\)\s[^=]{0,30}=\s|(?:일각|일부)에서는\s"
    r"|(?:최근|앞서|당시),?\s|[^,]{0,24}?(?:열고|열어|내고|내어|갖고|만나|가지고|나와|출석해|참석해|나서"
    r"|출연해),?\s|(?:지난\s?)?(?:같은 날|이날|\d{1,2}일)(?:\([^)]*\))?,?\s"
)
_OUTLOOK: Final = re.compile(
    r"[이가도은는]\s(?:[가-힣]{2,5}\s){0,2}(?:나오|나온|나왔|있|제기|많|적|우세|지배|힘|이어|돌|퍼|번|쏟아|잇따|높|커|팽배|확산|무성|엇갈|일|따르|뒤따|뒤를|고개|들리|실리|흘러|번지|불거|적지|만만|앞서|교차|터져|쇄도)"
)
_SILENT: Final = frozenset(
    (
        "유지하",
        "뒤집",
        "깨",
        "받",
        "받아들이",
        "사",
        "듣",
        "얻",
        "따르",
        "존중하",
        "파기하",
        "인정하",
        "의식하",
        "모으",
    )
)
_NEAR: Final = 60
_CIRCLES: Final = (
    "정치권", "증권가", "시장", "안팎", "현장", "금융권", "여권", "야권", "당내", "관가",
    "시민사회", "온라인", "커뮤니티", "누리꾼", "전문가들",
)  # fmt: skip
"""Where something is said, who are those who say it."""


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
class Reading:
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


def cue_of(cues: Cues, kind: CueKind, predicate: Predicate) -> Cue | None:
    for word in predicate.words:
        cue = cues.find(kind, word)
        if cue is not None:
            return cue
    return None


def word_of(cues: Cues, predicate: Predicate) -> tuple[str, Cue | None]:
    """The word by which ``predicate`` is one of saying or of declining to."""
    for word in predicate.words:
        cue = cues.find("say", word) or cues.find("refuse", word)
        if cue is not None:
            return word, cue
    return "", None


def governing(reading: Reading, after: int, before: int | None) -> tuple[Predicate, Cue] | None:
    """The predicate of saying that a quotation or clause ending at ``after`` depends on."""
    limit = before if before is not None else reading.sentence.end
    for predicate in reading.sentence.predicates:
        if predicate.start < after:
            continue
        if predicate.start >= limit or predicate.start - after > _NEAR:
            return None
        word, cue = word_of(reading.cues, predicate)
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
            "힘주",
            "조심스럽",
            "단호하",
            "담담하",
            "짧",
            "분명하",
            "거듭하",
            "울먹이",
            "웃",
        ):
            return None
    return None


def _close(reading: Reading, between: str, predicate: Predicate, after: int) -> bool:
    """Whether nothing stands between that has a content of its own (요구를)."""
    if predicate.words[-1] == "하" and predicate.adnominal and not predicate.final:
        return False
    if predicate.words[-1] == "보" and "다고" not in reading.text[max(0, after - 4) : after]:
        return "라고" in reading.text[max(0, after - 4) : after]
    return re.search(r"[을를]\s", re.split(r"[을를] (?:통해|인용해|인용하며)", between)[-1]) is None


def noun_behind(reading: Reading, after: int) -> tuple[Span, Span | None, Cue] | None:
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
            held = tail.startswith(("을 ", "를 ")) and _voiced(sentence, end)
            if (
                held
                or _OUTLOOK.match(tail)
                or tail.startswith(("이다", "이며", "이었", "다.", "였"))
            ):
                stop = _predicate_end(sentence, end)
                source = (
                    topic_of(reading, match.start())
                    if tail.startswith(("이다", "이며", "다.", "을", "를", "이었", "였"))
                    else in_circles(reading, match.start())
                )
                return (match.start(), stop), source, cue
        if re.match(r"\s", text[match.end() : match.end() + 1]) is None:
            break
    return None


def _voiced(sentence: Sentence, end: int) -> bool:
    """Whether the noun that ends at ``end`` is said (견해를 밝혔다), not kept or undone."""
    for predicate in sentence.predicates:
        if predicate.start >= end:
            return predicate.start - end < 14 and not _SILENT.intersection(predicate.words)
    return False


def _predicate_end(sentence: Sentence, end: int) -> int:
    for predicate in sentence.predicates:
        if predicate.start >= end and predicate.start - end < 12:
            return predicate.end
    found = re.compile(r"(?:이|였|이었)?[가-힣]*").match(sentence.text, end)
    return found.end() if found is not None else end


def topic_of(reading: Reading, before: int) -> Span | None:
    subject = reading.speaker(clause_start(reading, before), before) or reading.speaker(
        reading.sentence.start, before
    )
    return None if subject is None else (subject.start, subject.end)


def in_circles(reading: Reading, before: int) -> Span | None:
    """업계에서는 … 관측이 나온다: those among whom it is said."""
    text, sentence = reading.text, reading.sentence
    found = re.compile(r"(?:에서는|에선|에서도|에서)\s").search(text, sentence.start, before)
    if found is None:
        return None
    stop = found.start() - 3 if text[: found.start()].endswith("들 사이") else found.start()
    at = sentence.index(stop) - 1
    phrase = noun_phrase(sentence, at, stop) if at >= 0 else None
    if phrase is None:
        return None
    words = text[slice(*phrase)]
    field = words.endswith("계") and len(words) > 2 and not words.endswith(("단계", "세계", "관계"))
    return phrase if field or words.endswith(_CIRCLES) or stop < found.start() else None


def source_of(
    reading: Reading, before: int, after: int, predicate: Predicate | None
) -> Span | None:
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
    low = clause_start(reading, before)
    subject = reading.speaker(low, before) or reading.speaker(sentence.start, before)
    if subject is None and (circle := in_circles(reading, before)) is not None:
        return circle
    if subject is None and any(start - 1 == before for start, _ in sentence.quotes):
        outer = [s for s in reading.outer if sentence.start <= s.start and s.end <= before]
        subject = next((s for s in outer if s.topic), outer[0] if outer else None)
    return None if subject is None else (subject.start, subject.end)


def clause_start(reading: Reading, before: int) -> int:
    """Behind the last predicate of saying before ``before``: 말했고, 이 장관은 …"""
    low = reading.sentence.start
    for predicate in reading.sentence.predicates:
        named = reading.sentence.tokens[predicate.last].tag == "ETN"  # 말하기 어렵다
        plain = not (predicate.adnominal or named) and len(predicate.words[-1]) > 1
        if predicate.end <= before and plain and cue_of(reading.cues, "say", predicate):
            low = predicate.end
    return low


def content_start(reading: Reading, source: Span | None, end: int, rule: str = "") -> int:
    """Where the clause begins: behind its frame of speaker, occasion and time."""
    text, sentence = reading.text, reading.sentence
    start = sentence.start
    if source is not None and source[1] < end:
        start = source[1]
        found = re.compile(
            r"(?:\([^()]*\))?(?:\s사이)?"
            r"(?:에서는|에선|에서도|에서|[을를] 인용해|은|는|이|가|도|께서)?,?\s"
        ).match(text, start)
        start = found.end() if found is not None else start
    elif source is not None and text.startswith(("을 인용", "를 인용"), source[1]):
        outlet = reading.speaker(start, end)
        start = outlet.end + 2 if outlet is not None and outlet.topic else start
    start = max(start, clause_start(reading, end)) if rule == "object" else start
    start = max(start, _chain_end(reading, end))
    for quote in sentence.quotes:
        mark = QUOTING.match(text, quote[1] + 1)
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


def _chain_end(reading: Reading, before: int) -> int:
    """Where the reported clause before this one ends, in a chain of them: 늘었다며 | …,
    협조하겠다고 했으나 | …, 지적한 뒤 | …"""
    text, sentence = reading.text, reading.sentence
    stop = 0
    for token in sentence.tokens:
        if token.end >= before:
            break
        joins = token.tag == "EC" and _JOINING.search(token.form) is not None
        if joins and not sentence.inside(token.start):
            stop = token.end
    for predicate in sentence.predicates:
        if predicate.end >= before or _QUOTED_BEFORE.search(
            text, max(sentence.start, predicate.start - 6), predicate.start
        ) is None:  # fmt: skip
            continue
        behind = _AFTERWARDS.match(text, predicate.end) if predicate.adnominal else None
        if (behind is not None or not predicate.adnominal) and not predicate.final:
            stop = max(stop, behind.end() if behind else predicate.end)
    found = _CONNECTED.match(text, stop)
    return found.end() if stop and found is not None else stop


_JOINING: Final = re.compile(r"[다라자냐](?:며|면서|면서도)$")
_QUOTED_BEFORE: Final = re.compile(r"(?:[다라자냐]고|[”\"](?:이?라고|고))[도는만]?\s$")
_AFTERWARDS: Final = re.compile(r"\s(?:뒤|후|다음|데 이어|직후|가운데),?")
_CONNECTED: Final = re.compile(r"(?:고|며|면서|지만|으나|나|는데|도)?,?\s?")


def medium_of(reading: Reading, source: Span | None) -> Span | None:
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
