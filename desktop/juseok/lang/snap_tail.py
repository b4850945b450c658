"""Where the particles begin that stand at the end of a name, by the morphemes of its line."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from juseok.core.josa import final_consonant
from juseok.core.morphs import Line, Morph
from juseok.core.names import SHORT_PARTICLES, is_particle, occurrences
from juseok.lang.snap_particles import particle_start
from juseok.lang.snap_words import (
    ABOUT,
    ATTACHED,
    BARE,
    CALLED,
    FULL_ONLY_AFTER_FINAL,
    INDIRECT,
    LAST,
    NEVER_A_NAME,
    NOT_BEHIND_ENDINGS,
    NOUN,
    NUMBER,
    RA,
    SURNAMES,
    SWALLOWED,
    TITLES,
    VERBAL,
)


def tail_start(
    line: str,
    morphs: Line,
    start: int,
    end: int,
    *,
    look: Callable[[str], Line] | None = None,
    text: str = "",
) -> int:
    """Where the particles, copula and endings begin that end ``line[start:end]``; else ``end``.

    What would leave nothing is left, as are the endings of verbs.
    """
    inside = [each for each in morphs if each.end > start and each.start < end]
    behind = [each for each in morphs if each.start >= end][:1]
    if not inside or inside[-1].end > end or _goes_on(inside, behind, end):
        return end
    cut = _Tail(line, inside, start, end).start()
    if cut <= start:
        return end
    if cut == end and _cannot_be(inside):
        return _by_particles(line, start, end, look)
    if cut == end:
        return _swallowed(line, inside, morphs, (start, end), look, text)
    return _reconsidered(line, inside, morphs, (start, cut, end), look, text)


def _goes_on(inside: Sequence[Morph], behind: Sequence[Morph], end: int) -> bool:
    """Whether a particle stands right behind the selection, which was left out on purpose."""
    return bool(behind) and behind[0].start == end and _is_glue(behind[0]) and inside != []


def _is_glue(morph: Morph) -> bool:
    return morph.tag[0] in "JE" or morph.tag in VERBAL or morph.tag == "VCP"


class _Tail:
    """Goes from the end to the start, one morpheme after the other, as long as it is a tail."""

    def __init__(self, line: str, inside: Sequence[Morph], start: int, end: int) -> None:
        self._line = line
        self._left = list(inside)
        self._start = start
        self._cut = end
        self._outer: Morph | None = None

    def start(self) -> int:
        while self._left and (self._particle() or self._endings() or self._about()):
            pass
        return self._cut

    def _particle(self) -> bool:
        last = self._left[-1]
        if last.tag[0] == "E" and last.form.startswith(("라", "이라")) and len(self._left) > 1:
            noun = self._left[-2]  # a copula that the analyser left out: 독도|라며
            return noun.tag in NOUN and noun.end == last.start and self._take(1, last.start)
        if last.tag[0] != "J" or not self._may_stand(last):
            return False
        return self._take(1, last.start)

    def _may_stand(self, particle: Morph) -> bool:
        if self._outer is None:
            return True
        return particle.form not in LAST and particle.form != self._outer.form and not (
            particle.form == "로" and self._outer.form.startswith("로")
        )  # fmt: skip

    def _endings(self) -> bool:
        """The copula or 하다, 되다 with their endings, behind a noun."""
        count = 0
        while count < len(self._left) and self._left[-1 - count].tag[0] == "E":
            count += 1
        if count == 0 or count == len(self._left) or self._left[-1].tag == "ETN":
            return False
        base, ending = self._left[-1 - count], self._left[-count]
        noun = self._left[-2 - count] if count + 1 < len(self._left) else None
        if base.tag == "VCP":
            return self._copula(count, base, ending, noun)
        if base.tag in VERBAL and noun is not None and noun.tag in NOUN:
            return self._take(count + 1, base.start)
        return False

    def _copula(self, count: int, base: Morph, ending: Morph, noun: Morph | None) -> bool:
        if noun is None or noun.tag[0] == "V" or noun.tag == "MAG":
            return False
        if noun.tag[0] == "E":
            return base.end == base.start and self._take(count + 1, ending.start)
        if ending.form == "자" and self._outer is not None:
            return False  # nothing stands behind it: 화이자|까지
        if ending.form in ("는", "ᆫ다", "는다"):  # the copula has 인 and 이다 for them
            if self._line[ending.start : ending.end] == "는":
                self._take(count, ending.start)
            return False
        behind = self._outer.form if self._outer is not None else ""
        if behind in NOT_BEHIND_ENDINGS and not self._left[-1].form.endswith(INDIRECT):
            return False  # 화이자|로
        if ending.tag == "EF" and self._outer is not None and self._outer.form == "라고":
            # 다 is followed by 고; before 라고 it belongs to the name: 마쓰다|라고
            return False
        at = base.start if base.end > base.start else ending.start
        if self._line[base.start : base.start + 1] == "이" and base.end > base.start:
            bare = final_consonant(self._line[self._start : at]) == 0
            if bare and (not noun.known or ending.form.startswith(FULL_ONLY_AFTER_FINAL)):
                self._take(count, base.end)  # 란하이|다, 란하이|든
                return False
        elif base.end == base.start:
            at = self._short_copula(at, ending, noun)
        return self._take(count + 1, at)

    def _short_copula(self, at: int, ending: Morph, noun: Morph) -> int:
        """``at``, or one syllable before, where that is a piece of the particle."""
        words = self._line[noun.start : at]
        if noun.known or len(words) < 3:
            return at
        if ending.form == "고" and words.endswith("하"):
            return at - 1
        if ending.form in RA and words.endswith("라") and not final_consonant(words[:-1]):
            return at - 1
        return at

    def _about(self) -> bool:
        """측 behind a name; 이상, 가량, 안팎 … behind a number."""
        last = self._left[-1]
        before = self._line[self._start : last.start].rstrip()
        if not before:
            return False
        attached = len(self._left) > 1 and self._left[-2].end == last.start
        if attached and last.tag == "NNB" and last.form in ATTACHED:
            return self._left[-2].tag not in ("SN", "NR") and self._take(1, last.start)
        if attached and last.form == "로" and self._left[-2].tag in ("SW", "SL"):
            return self._take(1, last.start)  # 2.5%|로, read as a noun
        if last.form == "측" and last.tag in ("NNB", "NNG", "XSN"):
            return self._take(1, last.start)
        if last.form in ABOUT and NUMBER.search(before[-9:]) and any(map(str.isdigit, before)):
            return self._take(1, last.start)
        return False

    def _take(self, count: int, at: int) -> bool:
        if at <= self._start or not self._line[self._start : at].strip():
            return False
        self._outer = self._left[-count]
        del self._left[-count:]
        while self._line[at - 1].isspace():
            at -= 1
        self._cut = at
        return not (self._left and self._left[-1].end < at)


def _cannot_be(inside: Sequence[Morph]) -> bool:
    """Whether a verb or an adverb stands where none can: a name was torn to pieces."""
    return any(
        one.end == two.start
        and (
            (one.tag[0] == "J" and two.tag[0] == "V" and two.tag != "VCP")
            or (one.tag[0] == "N" and two.tag == "MAG" and two.end == inside[-1].end)
        )
        for one, two in pairwise(inside)
    )


def _by_particles(line: str, start: int, end: int, look: Callable[[str], Line] | None) -> int:
    """Where the particle begins behind what is a noun of the dictionary, else by rule."""
    first = end
    while first > start and "가" <= line[first - 1] <= "힣":
        first -= 1
    word = line[first:end]
    for particle in (*SWALLOWED, *SHORT_PARTICLES):
        stem = word.removesuffix(particle)
        if 1 < len(stem) < len(word) and is_particle(stem, particle) and _is_noun(stem, look):
            return end - len(particle)
    return particle_start(line, start, end)


def _swallowed(
    line: str,
    inside: Sequence[Morph],
    morphs: Line,
    extent: tuple[int, int],
    look: Callable[[str], Line] | None,
    text: str,
) -> int:
    """Where the particle begins that the analyser took for a piece of a name it had to guess."""
    start, end = extent
    last = inside[-1]
    if last.known or last.tag not in ("NNP", "NNG") or last.end != end:
        return end
    word = line[max(start, last.start) : end]
    if _is_person(word, end, morphs):
        return end
    for particle in (*SWALLOWED, *SHORT_PARTICLES):
        stem = word.removesuffix(particle)
        if not 1 < len(stem) < len(word) or not is_particle(stem, particle):
            continue
        sure = len(particle) > 1 or particle in NEVER_A_NAME
        if particle in "도만와과" and len(stem) > 3:
            sure = True
        if sure or _stands_elsewhere(text, stem, besides=particle) or _is_noun(stem, look):
            return end - len(particle)
    return end


def _reconsidered(
    line: str,
    inside: Sequence[Morph],
    morphs: Line,
    extent: tuple[int, int, int],
    look: Callable[[str], Line] | None,
    text: str,
) -> int:
    """``cut``, or elsewhere where what it leaves is no name but for the piece it took."""
    start, cut, end = extent
    noun = next((each for each in reversed(inside) if each.start < cut), inside[0])
    tail = line[cut:end]
    stem = line[max(start, noun.start) : cut]
    if _may_lack_i(line, noun, cut, tail) and not _stands_elsewhere(text, stem, besides=tail):
        return cut - 1
    inner = _inner(line, morphs, noun, extent, look, text)
    if inner < cut:
        return inner
    if noun.known or len(tail) > 2:
        return cut
    whole = line[max(start, noun.start) : end]
    if tail in SHORT_PARTICLES and (
        _is_person(whole, end, morphs) or _particles_follow(text, whole, besides=noun.start)
    ):
        return end
    return cut


def _inner(
    line: str,
    morphs: Line,
    noun: Morph,
    extent: tuple[int, int, int],
    look: Callable[[str], Line] | None,
    text: str,
) -> int:
    """Where the particle begins of which the analyser left a piece at a name it had to guess.

    만|의 and 라|는 before 이름, 회사 … are particles; else, as in 로|는, only where the text or the
    dictionary has the shorter name.
    """
    start, cut, end = extent
    stem, piece, tail = line[max(start, noun.start) : cut - 1], line[cut - 1], line[cut:end]
    if noun.known or noun.end != cut or len(stem) < 2 or piece not in "로라만에와과":
        return cut
    if not is_particle(stem, piece + tail):
        return cut
    if _particles_follow(text, stem + piece, besides=noun.start):
        return cut
    behind = next((each for each in morphs if each.start >= end), None)
    sure = piece + tail in ("만의", "와의", "과의") or (
        piece + tail == "라는" and behind is not None and behind.form in CALLED
    )
    if sure or _stands_elsewhere(text, stem, besides=piece) or _is_noun(stem, look):
        return cut - 1
    return cut


def _may_lack_i(line: str, noun: Morph, cut: int, tail: str) -> bool:
    """Whether 가람이|랑 is 가람|이랑: two syllables or more, the last with a final consonant."""
    word = line[noun.start : cut]
    return (
        tail in BARE
        and (noun.tag == "NNP" or not noun.known)
        and len(word) > 2
        and word.endswith("이")
        and final_consonant(word[:-1]) > 0
    )


def _is_person(word: str, end: int, morphs: Line) -> bool:
    """Whether ``word`` is built like a person's name and a title stands behind it."""
    behind = next((each for each in morphs if each.start > end), None)
    return (
        len(word) == 3
        and word[0] in SURNAMES
        and word[-1] not in "는를의에"
        and behind is not None
        and behind.start == end + 1
        and behind.form in TITLES
    )


def _stands_elsewhere(text: str, name: str, *, besides: str) -> bool:
    """Whether ``text`` has ``name`` as a name that does not go on with ``besides``."""
    return any(not text.startswith(besides, at + len(name)) for at in occurrences(text, name))


def _particles_follow(text: str, name: str, *, besides: int) -> bool:
    """Whether ``name`` stands in ``text`` with a particle behind it, but at ``besides``."""
    return any(
        at != besides and text[at + len(name) : at + len(name) + 1].isalpha()
        for at in occurrences(text, name)
    )


def _is_noun(word: str, look: Callable[[str], Line] | None) -> bool:
    """Whether ``word`` is one noun that the dictionary has."""
    if look is None:
        return False
    found = look(f"{word}에서는")
    return bool(found) and found[0].form == word and found[0].known and found[0].tag[0] == "N"
