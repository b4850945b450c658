"""Korean grammar of the read-back sentence.

What follows a content depends on how it ends: a closed sentence takes 고 (늘린다고), a formal
one or a quotation 라고, a noun takes 을/를, and words that already report stay (늘릴 것으로).
A record that denies, or is less than certain, says so in the clause that the content is put into:
늘린다는 것은 사실이 아닐 공산이 크다고, 늘리는 일은 없을 수도 있다고, 늘린다며 그럴 수도 있다고.
Particles agree with the name, not with the remark in brackets after it: 서이든(실명)이.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from juseok.core.josa import choose_particles
from juseok.core.readback_facts import Facts, Piece

_TRAILING: Final = " .,!?…·\"'”’"
_BRACKETS: Final = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
_REPORTING: Final = re.compile(r"(?<=[다라자냐])(?:고|며|면서|는)$")
_FORMAL: Final = re.compile(r"(?:(?<!아)니다|니까|요|죠|까)$")
_PROPOSING: Final = re.compile(r"(?:하|가|보|말|두|내|되|나서|만들|막|늘리|줄이|키우|나누|지키)자$")
_ORDERING: Final = re.compile(r"(?:하|말|해|달|지|어|아|여|켜|려|워)라$")
_DEMANDING: Final = re.compile(r"(?:야 한다|달라|말라|하라|하자|말자|[어아해여]라)(?:고)?$")
_ADVERBIAL: Final = re.compile(r"(?:것으로|도록|기로|려고|는지|을지|[ㄹ할될릴갈올]지)$")
_FIGURE: Final = re.compile(r"[가-힣](?:은|는|이|가) (?:\S+ )*\S*\d\S*(?: \S+)?$")
_COPULA: Final = re.compile(r"(?<=이|거|제|례|계|니)다$")
_PLANNED: Final = re.compile(r"(?:계획|방침|예정)$")
_FORMS: Final = {"probable": "may", "possible": "may", "withheld": "whether"}
"""The form that the words before a certainty take: 사실이 아닐 공산, 사실이 아닌지는."""
_PLAIN_ACTS: Final = frozenset({"deny", "no_comment", "question"})
"""Acts that say nothing of a judgement themselves: withholding it is an adverb."""
_TO_COME: Final = frozenset({"predict", "promise"})
_FINAL_N: Final = 4
_FINAL_L: Final = 8


class _Ending(Enum):
    QUOTED = "quoted"
    CLOSED = "closed"
    FORMAL = "formal"
    ADVERBIAL = "adverbial"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class _Content:
    """A content with the grammar of its end."""

    text: str
    ending: _Ending

    @property
    def said(self) -> str:
        """Followed by a verb of saying; nouns are left to their verb."""
        match self.ending:
            case _Ending.CLOSED:
                return f"{self.text}고"
            case _Ending.ADVERBIAL:
                return self.text
            case _:
                return f"{self.clause}고"

    @property
    def clause(self) -> str:
        """Ready for 며 or 면서도: 늘린다(며), “늘린다”라(며), 늘어날 것이라(며)."""
        match self.ending:
            case _Ending.CLOSED:
                return self.text
            case _Ending.ADVERBIAL if self.text.endswith("것으로"):
                return f"{self.text.removesuffix('으로')}이라"
            case _Ending.ADVERBIAL if not self.text.endswith("지"):
                return f"{self.text} 한다"
            case _:
                return f"{self.text}{particle(self.text, '(이)라')}"

    @property
    def happening(self) -> str:
        """As something that comes about: 늘리는 일, 오를 일, 생산 확대."""
        if self.ending is _Ending.NOUN:
            return self.text
        if self.ending is _Ending.CLOSED and (verb := _adnominal(self.text)):
            return f"{verb} 일"
        if self.ending is _Ending.ADVERBIAL:
            if self.text.endswith("것으로"):
                return f"{self.text.removesuffix('것으로')}일"
            if self.text.endswith("기로"):
                return f"{_dropped_l(self.text.removesuffix('기로'))}는 일"
        return self.before("일")

    @property
    def noun(self) -> str:
        """As a noun phrase: 늘린다는 것, “늘린다”라는 것."""
        match self.ending:
            case _Ending.CLOSED:
                return f"{self.text}는 것"
            case _Ending.NOUN:
                return self.text
            case _:
                return self.before("것")

    def before(self, noun: str) -> str:
        """In front of a noun such as 계획: 늘린다는 계획, 생산 확대 계획."""
        match self.ending:
            case _Ending.CLOSED:
                return f"{self.text}는 {noun}"
            case _Ending.NOUN:
                return f"{self.text} {noun}"
            case _Ending.ADVERBIAL if self.text.endswith("기로"):
                return f"{self.text} 한 {noun}"
            case _Ending.ADVERBIAL if self.text.endswith("것으로"):
                return f"{self.text.removesuffix('으로')}이라는 {noun}"
            case _Ending.ADVERBIAL if self.text.endswith("지"):
                return f"{self.text} 하는 {noun}"
            case _Ending.ADVERBIAL:
                return f"{self.text} 한다는 {noun}"
            case _:
                return f"{self.text}{particle(self.text, '(이)라')}는 {noun}"


def compose(facts: Facts) -> Iterator[Piece]:
    """The pieces of the Korean sentence of ``facts``."""
    voice = facts.voice
    if facts.nested:
        yield Piece(voice.word("nested"), "nested_in")
    if facts.time:
        yield Piece(f"{_joined(facts.time)} ", "time")
    if facts.place:
        yield Piece(f"{_joined(facts.place)}에서 ", "place")
    yield from _source(facts)
    if facts.object:
        yield Piece(f"{_joined(facts.object)}에 대해 ", "object")
    if facts.medium:
        yield Piece(f"{_joined(facts.medium)}에서 ", "medium")
    yield from _predicate(facts)
    reporter = facts.value("reporter_stance")
    if reporter not in ("", "neutral"):
        remark = voice.word_for("reporter", "reporter_stance", reporter)
        yield Piece(f"({remark})", "reporter_stance")
    yield Piece(".")


def particle(word: str, pair: str) -> str:
    """The form of ``pair`` (as ``(이)가``) after ``word``, remarks in brackets left out."""
    bare = word
    while (shorter := _BRACKETS.sub("", bare)) not in ("", bare):
        bare = shorter
    tail = bare.rstrip(_TRAILING)[-1:] or "것"
    return choose_particles(tail + pair)[1:]


def _joined(words: tuple[str, ...]) -> str:
    """‘A’, ‘A와 B’, ‘A, B, C’."""
    if len(words) == 2:
        return f"{words[0]}{particle(words[0], '(과)와')} {words[1]}"
    return ", ".join(words)


def _source(facts: Facts) -> Iterator[Piece]:
    voice = facts.voice
    kind = f"({facts.kind})" if facts.kind else ""
    if facts.affiliation:
        yield Piece(f"{_joined(facts.affiliation)} 소속 ", "affiliation")
    if facts.source_state == "none":
        yield Piece(voice.word("none"), "source")
        yield Piece(f"{kind} ", "source_kind")
        return
    if facts.source_state == "elided":
        name = voice.word("elided")
    elif facts.sources:
        name = _joined(facts.sources)
    else:
        name = voice.word("open")
        kind = kind or f"({voice.word('undecided')})"
    yield Piece(name, "source")
    yield Piece(kind, "source_kind")
    yield Piece(f"{particle(name, '은(는)' if facts.denied else '(이)가')} ", "source")


def _predicate(facts: Facts) -> Iterator[Piece]:
    content = _read_content(facts)
    passive = facts.source_state == "none"
    act = facts.value("act") or "statement"
    demands = _DEMANDING.search(content.text.rstrip(_TRAILING))
    if act == "argue" and demands and not facts.denied:
        act = "demand"
    form = _FORMS.get(facts.value("certainty"), "said")
    if form == "said" or (form == "whether" and act in _PLAIN_ACTS):
        yield from _attached(facts, content, act=act, passive=passive)
        yield from _stance(facts)
        yield from _certainty(facts, act)
    else:
        yield from _hedged(facts, content, act=act, form=form, passive=passive)
        yield from _stance(facts)
    yield Piece(_verb(facts, act=act, passive=passive), "act")


def _stance(facts: Facts) -> Iterator[Piece]:
    stance = facts.value("stance")
    if stance not in ("", "neutral"):
        yield Piece(facts.voice.word_for("stance", "stance", stance) + " ", "stance")


def _certainty(facts: Facts, act: str) -> Iterator[Piece]:
    """How surely, as an adverb."""
    voice, value = facts.voice, facts.value("certainty")
    if value:
        own = f"adverb.{act}.{value}"
        word = (
            voice.word(own) if voice.has(own) else voice.word_for("certainty", "certainty", value)
        )
        yield Piece(word + " ", "certainty")


def _likely(facts: Facts, act: str, form: str) -> str:
    """What follows 사실일 or 사실인지는: 공산이 크다고, 판단을 미룬다고."""
    value = facts.value("certainty")
    own = f"{form}.{act}.{value}"
    return facts.voice.word(own if facts.voice.has(own) else f"{form}.{value}") + " "


def _attached(facts: Facts, content: _Content, *, act: str, passive: bool) -> Iterator[Piece]:
    """The content with what joins it to the adverb and the verb."""
    if act == "no_comment":
        yield from _unanswered(facts, content)
    elif act == "deny" and facts.denied:
        yield Piece(content.noun, "content")
        yield Piece(particle(content.noun, "이(가)" if passive else "을(를)") + " ", "polarity")
    elif facts.denied:
        yield from _denied(facts, content, act=act, form="said")
    elif act == "plan":
        planned = _plan(content)
        yield Piece(planned, "content")
        yield Piece(particle(planned, "이(가)" if passive else "을(를)") + " ", "polarity")
    elif act == "deny" and not passive:
        yield Piece(f"{content.clause}며 ", "content")
    elif content.ending is _Ending.NOUN and act != "deny":
        yield Piece(content.text, "content")
        yield Piece(particle(content.text, "이(가)" if passive else "을(를)") + " ")
    else:
        yield Piece(content.said + " ", "content")


def _hedged(
    facts: Facts, content: _Content, *, act: str, form: str, passive: bool
) -> Iterator[Piece]:
    """The content within what is probable or possible, or what judgement is withheld on."""
    told = "" if act == "deny" and not facts.denied else act
    likely = Piece(_likely(facts, told, form), "certainty")
    so = Piece(facts.voice.word("so") + " " + likely.text, "certainty")
    named = content.ending is _Ending.NOUN or passive
    whether = content.ending is _Ending.ADVERBIAL and content.text.endswith("지")
    if facts.denied:
        yield from _denied(facts, content, act=act, form=form)
        yield likely
    elif act == "plan" or (named and act != "no_comment"):
        noun = _named(content, act)
        yield Piece(noun, "content")
        yield Piece(particle(noun, "이(가)") + " ")
        yield Piece(_form(facts, "is", act, form) + " ", "polarity")
        yield likely
    elif form == "may" and content.text.endswith("것으로"):
        future = content.text.removesuffix("것으로").rstrip()
        coming = _final(future[-1:]) == _FINAL_L
        yield Piece(future if coming else content.text.removesuffix("으로") + "일", "content")
        yield Piece(" ")
        yield likely
    elif whether or (act == "no_comment" and content.ending is not _Ending.QUOTED):
        yield Piece(content.text if whether else content.noun, "content")
        yield Piece("에 대해 ")
        yield so
    elif form == "may":
        yield Piece(content.clause + "며 ", "content")
        yield so
    else:
        yield Piece(content.clause + "면서도 ", "content")
        yield likely


def _named(content: _Content, act: str) -> str:
    """The content as the noun that an act is about: a plan, what comes about, what is so."""
    if act == "plan":
        return _plan(content)
    return content.happening if act in _TO_COME else content.noun


def _denied(facts: Facts, content: _Content, *, act: str, form: str) -> Iterator[Piece]:
    """The content, and that it is not so: 늘린다는 것은 사실이 아니라고."""
    topic = "이(가)" if form == "whether" or act == "plan" else "은(는)"
    noun = _named(content, act)
    yield Piece(noun, "content")
    yield Piece(particle(noun, topic) + " ")
    yield Piece(_form(facts, "not", act, form) + " ", "polarity")


def _form(facts: Facts, table: str, act: str, form: str) -> str:
    """The catalogue's word for an act, or that for a plain statement."""
    name = f"{table}.{act}.{form}"
    return facts.voice.word(name if facts.voice.has(name) else f"{table}.statement.{form}")


def _unanswered(facts: Facts, content: _Content) -> Iterator[Piece]:
    """What an answer was declined to; a quoted content is the refusal itself."""
    if facts.denied:
        yield Piece(content.noun, "content")
        yield Piece(particle(content.noun, "은(는)") + " ")
        yield Piece(facts.voice.word("not.no_comment.said") + " ", "polarity")
    elif content.ending is _Ending.QUOTED:
        yield Piece(f"{content.clause}며 ", "content")
    else:
        yield Piece(content.noun, "content")
        yield Piece("에 대해 ")


def _plan(content: _Content) -> str:
    """The content as a plan: 늘린다는 계획; one that names itself a plan stays."""
    named = content.ending is _Ending.NOUN and _PLANNED.search(content.text)
    return content.text if named else content.before("계획")


def _final(syllable: str) -> int:
    """The number of a Hangul syllable's final consonant, 0 for none."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else 0


def _dropped_l(stem: str) -> str:
    """A verb stem before 는: 만들 gives 만드."""
    return stem[:-1] + chr(ord(stem[-1]) - _FINAL_L) if _final(stem[-1:]) == _FINAL_L else stem


def _adnominal(closed: str) -> str:
    """A closed verb in front of a noun: 늘린다 gives 늘리는, 먹는다 먹는; "" where unsure."""
    stem = closed.removesuffix("다")
    if stem.endswith("겠"):
        return _dropped_l(stem.removesuffix("겠")) + "는"
    if closed.endswith("것이라"):
        return closed.removesuffix("것이라").rstrip()
    if stem.endswith("는") and _final(stem[-2:-1]):
        return stem
    if stem == closed or _final(stem[-1:]) != _FINAL_N:
        return ""
    return stem[:-1] + chr(ord(stem[-1]) - _FINAL_N) + "는"


def _verb(facts: Facts, *, act: str, passive: bool) -> str:
    voice = facts.voice
    if passive:
        return voice.word_for("passive", "act", act)
    kind = facts.value("source_kind")
    if act == "statement" and kind in ("document", "media"):
        return voice.word(f"verb.{kind}")
    return voice.word_for("verb", "act", act)


def _read_content(facts: Facts) -> _Content:
    text = facts.bare_content
    if facts.value("quote_type") == "direct":
        return _Content(f"“{text}”", _Ending.QUOTED)
    stem = text.rstrip(_TRAILING)
    if stem.count("“") > stem.count("”"):
        stem += "”"
    if _REPORTING.search(stem):
        return _Content(_closed(_REPORTING.sub("", stem)), _Ending.CLOSED)
    if stem.endswith("다는 것"):
        return _Content(_closed(stem.removesuffix("는 것")), _Ending.CLOSED)
    if _ADVERBIAL.search(stem):
        return _Content(stem, _Ending.ADVERBIAL)
    if _FORMAL.search(stem) or _FIGURE.search(stem):
        return _Content(stem, _Ending.FORMAL)
    if stem.endswith(("다", "냐")) or _PROPOSING.search(stem) or _ORDERING.search(stem):
        return _Content(_closed(stem), _Ending.CLOSED)
    return _Content(stem or text, _Ending.NOUN)


def _closed(sentence: str) -> str:
    """A sentence as it stands before 고: 사실이 아니다 gives 사실이 아니라."""
    return _COPULA.sub("라", sentence)
