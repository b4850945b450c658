"""What the texts tell of who may be whom: brackets, titles, and who stands in which article.

Read from one's own mentions, article by article; nothing of a colleague's work is looked at.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from juseok.core.model import Mention, Viewer
from juseok.core.spans import Span, make_span
from juseok.lang.name_words import name_words
from juseok.lang.people import is_korean_name
from juseok.lang.snap_signs import alias_behind
from juseok.services.entities.index import EntityIndex, name_key
from juseok.store.reader import Reader
from juseok.store.texts import HeldText

_ARTICLES: Final = 40
_CLOSING: Final = {"(": ")", "[": "]", "（": "）"}
_PARTICLES: Final = re.compile(r"(?:은|는|이|가|도|를|을|의|과|와|에게|께서)?[,.]?$")
_BESIDE: Final = 24

Told: TypeAlias = Literal["bracket", "title", "affiliation"]


class Hint(NamedTuple):
    """Two groups of entities that a text joins (``other`` empty: a name, at ``other_at``)."""

    sort: Told
    one: str
    other: str
    article: str
    one_at: Span
    other_at: Span
    words: str = ""


@dataclass(slots=True)
class Facts:
    """``articles``: by group, the places of its articles in ``order``; ``uses``: its mentions."""

    order: list[str] = field(default_factory=list[str])
    articles: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    uses: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    hints: list[Hint] = field(default_factory=list[Hint])

    def together(self, one: str, other: str) -> str:
        """An article that has both; empty where none has."""
        both = self.articles.get(one, set()) & self.articles.get(other, set())
        return self.order[min(both)] if both else ""

    def any_of(self, one: str) -> str:
        """The first article of a group; empty where it has none."""
        found = self.articles.get(one)
        return self.order[min(found)] if found else ""


def read_facts(
    reader: Reader,
    viewer: Viewer,
    index: EntityIndex,
    cancelled: Callable[[], bool] = lambda: False,
) -> Facts:
    """Go through the viewer's own mentions.  In a thread that may read."""
    facts = Facts()
    layers = frozenset({viewer.own_layer})
    held = reader.finding.with_mentions(viewer, layers=layers, entities=(), types=())
    facts.order = sorted(held)
    look = _Look(index, facts)
    for at in range(0, len(facts.order), _ARTICLES):
        if cancelled():
            break
        for text in reader.texts_holding(viewer, (), facts.order[at : at + _ARTICLES]):
            look.at(text)
    look.end()
    return facts


class _Named(NamedTuple):
    """A mention in one piece, and the group of its entity."""

    mention: Mention
    group: str

    @property
    def span(self) -> Span:
        return self.mention.spans[0]


class _Look:
    """Takes in one article after another."""

    def __init__(self, index: EntityIndex, facts: Facts) -> None:
        self._index, self._facts = index, facts
        self._numbers = {article: n for n, article in enumerate(facts.order)}
        self._titles: defaultdict[str, dict[str, Hint]] = defaultdict(dict)
        self._signs: defaultdict[tuple[str, str], dict[str, tuple[str, Span]]] = defaultdict(dict)
        self._doubles = _doubles(index)

    def at(self, text: HeldText) -> None:
        named: list[_Named] = []
        for mention in text.mentions:
            if not mention.entity or self._index.entity(mention.entity) is None:
                continue
            group = self._index.representative(mention.entity)
            self._facts.articles[group].add(self._numbers[text.article])
            self._facts.uses[group] += 1
            if len(mention.spans) == 1:
                named.append(_Named(mention, group))
        self._facts.hints += self._brackets(text, named)
        people = [each for each in named if each.mention.type == "PERSON"]
        self._take_titles(text, people)
        self._take_signs(text, people)

    def end(self) -> None:
        """A family name that is that of two people says nothing of either."""
        for full in self._titles.values():
            if len(full) == 1:
                self._facts.hints += full.values()
        for (_, words), groups in self._signs.items():
            (one, (article, at)), *others = groups.items()
            for other, (_, other_at) in others:
                hint = Hint("affiliation", one, other, article, at, other_at, words)
                self._facts.hints.append(hint)

    def _brackets(self, text: HeldText, named: Sequence[_Named]) -> Iterator[Hint]:
        taken = {each.span.start: each for each in named}
        for one, other in pairwise(named):
            opening = text.text[one.span.end : other.span.start]
            closing = text.text[other.span.end : other.span.end + 1]
            if opening in _CLOSING and closing == _CLOSING[opening] and one.group != other.group:
                yield Hint(
                    "bracket", one.group, other.group, text.article, one.span, other.span
                )  # fmt: skip
        for one in named:
            if text.text[one.span.end : one.span.end + 1] not in _CLOSING:
                continue
            found = alias_behind(text.text, one.span.start, one.span.end)
            if found is None or any(each in taken for each in range(*found)):
                continue
            span = make_span(text.text, *found)
            if name_key(span.quote) not in self._names(one.group):
                yield Hint("bracket", one.group, "", text.article, one.span, span)

    def _names(self, group: str) -> set[str]:
        members = self._index.group(group)
        return {name_key(name) for each in members for name in (each.name, *each.aliases)}

    def _take_titles(self, text: HeldText, people: Sequence[_Named]) -> None:
        """A family name with a title, beside one person here who has it: 왕민제, 왕 박사."""
        full: defaultdict[str, dict[str, _Named]] = defaultdict(dict)
        for each in people:
            if is_korean_name(each.span.quote):
                full[_surname(each.span.quote)].setdefault(each.group, each)
        for short in people:
            surname = _before_title(text.text, short.span)
            held = full.get(surname, {}) if surname else {}
            if len(held) == 1 and short.group not in held:
                ((group, whole),) = held.items()
                self._titles[short.group].setdefault(
                    group,
                    Hint("title", group, short.group, text.article, whole.span, short.span),
                )

    def _take_signs(self, text: HeldText, people: Sequence[_Named]) -> None:
        """Where two persons have one name: what is said of each, organisation and title."""
        for each in people:
            key = name_key(each.span.quote)
            if key in self._doubles and (words := _office(text.text, each.span)):
                self._signs[key, words].setdefault(each.group, (text.article, each.span))


def _doubles(index: EntityIndex) -> frozenset[str]:
    """The names that several persons have."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for each in index:
        if each.type == "PERSON":
            for name in (each.name, *each.aliases):
                groups[name_key(name)].add(index.representative(each.id))
    return frozenset(name for name, held in groups.items() if len(held) > 1)


def _surname(name: str) -> str:
    double = name[:2] in name_words().double and len(name) > len("왕민")
    return name[:2] if double else name[:1]


def _before_title(text: str, span: Span) -> str:
    """The family name of a mention like 왕 (박사) or 왕 박사; empty where it is no such."""
    words = name_words()
    name, *behind = span.quote.split()
    if name not in words.surnames and name not in words.double:
        return ""
    if not behind:
        behind = text[span.end : span.end + _BESIDE].split()[:1]
        if text[span.end : span.end + 1] != " ":
            return ""
    return name if len(behind) == 1 and _is_title(behind[0]) else ""


def _is_title(word: str) -> bool:
    titles = name_words().titles
    return word in titles or _PARTICLES.sub("", word) in titles


def _office(text: str, span: Span) -> str:
    """Organisation and title beside a name (한빛전자 김하늘 대표), else empty."""
    line = text.rfind("\n", 0, span.start) + 1
    before = text[max(line, span.start - _BESIDE) : span.start]
    behind = text[span.end : span.end + 2 * _BESIDE].split("\n")[0]
    if not behind.startswith(" "):
        return ""
    following = behind.split()[:2]
    if following and _is_title(following[0]) and before.endswith(" "):
        firm = before.split()[-1:]
        title = following[0]
    elif len(following) > 1 and _is_title(following[1]):
        firm, title = following[:1], following[1]
    else:
        return ""
    if not firm or len(firm[0]) < len("한빛") or not firm[0][-1].isalnum():
        return ""
    return f"{firm[0]} {_PARTICLES.sub('', title) if title not in name_words().titles else title}"


def hints_of(facts: Facts) -> Mapping[tuple[str, str, str], Hint]:
    """One hint for each two groups (or group and name), the first that was found."""
    found: dict[tuple[str, str, str], Hint] = {}
    for each in facts.hints:
        low, high = sorted((each.one, each.other)) if each.other else (each.one, "")
        name = "" if each.other else name_key(each.other_at.quote)
        found.setdefault((low, high, name), each)
    return found
