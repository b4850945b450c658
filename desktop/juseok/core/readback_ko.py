"""Korean grammar of the read-back sentence.

What follows a content depends on how it ends: a closed sentence takes 고 (늘린다고), a formal
one or a quotation 라고, a noun takes 을/를, and words that already report stay (늘릴 것으로).
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
_FORMAL: Final = re.compile(r"(?:니다|니까|요|죠|까)$")
_PROPOSING: Final = re.compile(r"(?:하|가|보|말|두|내|되|나서|만들|막|늘리|줄이|키우|나누|지키)자$")
_ORDERING: Final = re.compile(r"(?:하|말|해|달|지|어|아|여|켜|려|워)라$")
_DEMANDING: Final = re.compile(r"(?:야 한다|달라|말라|하라|하자|말자|[어아해여]라)(?:고)?$")
_ADVERBIAL: Final = re.compile(r"(?:것으로|도록|기로|려고|는지|을지|[ㄹ할될릴갈올]지)$")
_FIGURE: Final = re.compile(r"[가-힣](?:은|는|이|가) (?:\S+ )*\S*\d\S*(?: \S+)?$")
_NOUN_ACTS: Final = frozenset({"no_comment", "plan"})


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
                return f"{self.text}{particle(self.text, '(이)라')}고"

    @property
    def noun(self) -> str:
        """As a noun phrase: 늘린다는 것, “늘린다”라는 말."""
        match self.ending:
            case _Ending.CLOSED:
                return f"{self.text}는 것"
            case _Ending.NOUN:
                return self.text
            case _Ending.QUOTED:
                return f"{self.text}{particle(self.text, '(이)라')}는 말"
            case _:
                return self.before("것")

    def before(self, noun: str) -> str:
        """In front of a noun such as 계획: 늘린다는 계획, 생산 확대 계획."""
        match self.ending:
            case _Ending.CLOSED:
                return f"{self.text}는 {noun}"
            case _Ending.NOUN:
                return f"{self.text} {noun}"
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
    yield Piece(f"{particle(name, '(이)가')} ", "source")


def _predicate(facts: Facts) -> Iterator[Piece]:
    content = _read_content(facts)
    passive = facts.source_state == "none"
    act = facts.value("act") or "statement"
    if act == "argue" and _DEMANDING.search(content.text.rstrip(_TRAILING)):
        act = "demand"
    yield from _attached(facts, content, act=act, passive=passive)
    stance = facts.value("stance")
    if stance not in ("", "neutral"):
        yield Piece(facts.voice.word_for("stance", "stance", stance) + " ", "stance")
    certainty = facts.value("certainty")
    if certainty:
        yield Piece(facts.voice.word_for("certainty", "certainty", certainty) + " ", "certainty")
    yield Piece(_verb(facts, act=act, passive=passive), "act")


def _attached(facts: Facts, content: _Content, *, act: str, passive: bool) -> Iterator[Piece]:
    """The content with what joins it to the verb."""
    if act in _NOUN_ACTS or (act == "deny" and facts.denied):
        yield from _as_noun(facts, content, act=act, passive=passive)
    elif facts.denied:
        yield Piece(content.noun, "content")
        yield Piece(f"{particle(content.noun, '은(는)')} ")
        wanted = "argue" if act == "demand" else act
        table = f"not.{wanted}" if facts.voice.has(f"not.{wanted}") else "not.statement"
        yield Piece(facts.voice.word(table) + " ", "polarity")
    elif content.ending is _Ending.NOUN and act != "deny":
        yield Piece(content.text, "content")
        yield Piece(particle(content.text, "이(가)" if passive else "을(를)") + " ")
    else:
        yield Piece(content.said + " ", "content")


def _as_noun(facts: Facts, content: _Content, *, act: str, passive: bool) -> Iterator[Piece]:
    """A plan, a refusal to answer, or the denial of the content: the content as a noun."""
    if act == "plan":
        yield Piece(content.before("").rstrip(), "content")
        joined = (
            facts.voice.word("not.plan") if facts.denied else f"계획{'이' if passive else '을'}"
        )
        yield Piece(f" {joined} ", "polarity")
    elif act == "no_comment":
        direct = content.ending is _Ending.QUOTED
        yield Piece(content.text if direct else content.noun, "content")
        yield Piece(f"{particle(content.text, '(이)라')}며 " if direct else "에 대해 ")
    else:
        yield Piece(content.noun, "content")
        yield Piece(particle(content.noun, "이(가)" if passive else "을(를)") + " ", "polarity")


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
        return _Content(_REPORTING.sub("", stem), _Ending.CLOSED)
    if stem.endswith("다는 것"):
        return _Content(stem.removesuffix("는 것"), _Ending.CLOSED)
    if _ADVERBIAL.search(stem):
        return _Content(stem, _Ending.ADVERBIAL)
    if _FORMAL.search(stem) or _FIGURE.search(stem):
        return _Content(stem, _Ending.FORMAL)
    if stem.endswith(("다", "냐")) or _PROPOSING.search(stem) or _ORDERING.search(stem):
        return _Content(stem, _Ending.CLOSED)
    return _Content(stem or text, _Ending.NOUN)
