"""Where suggestions come from: a table of sources, each a pure function.

Those of :data:`SOURCES` need no analyser and answer at once; what the analyser finds comes later
and is read by :mod:`juseok.services.suggestions.candidates`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import Article, Mention, Relationship
from juseok.core.scheme import Scheme
from juseok.lang.extract.bylines import lead_of, tail_of
from juseok.services.edits import elide
from juseok.services.entities.known_names import Known, Meaning, Reading, reading_of
from juseok.services.suggestions.links import brackets, relationships
from juseok.services.suggestions.suggesting import Proposal, Range
from juseok.store.surfaces import Surface

_HERE: Final = 0.99
_SCORES: Final = {"name": 0.97, "alias": 0.96, "tagged": 0.95}
_UNSURE: Final = 0.05
_NEAR: Final = 100_000
"""How far away in a long text what one has tagged counts as tagged here."""


@dataclass(frozen=True, slots=True)
class Material:
    """What sources may look at: an article, what the project knows, the own mentions.

    ``types``: the ids of the scheme's types; what was tagged as another one is not proposed.
    ``recent``: names of entities that were changed since ``known`` was read; ``replaced`` are
    their ids, and those of entities that have gone.  ``stretch``: the part of the text that is
    looked at; all of it where none is given.  ``scheme``: which relationships it allows; none are
    proposed without it, nor those of ``relationships`` again.
    """

    article: Article
    layer: str
    known: Known = field(default_factory=Known)
    mentions: Sequence[Mention] = ()
    types: frozenset[str] = frozenset()
    recent: Known = field(default_factory=Known)
    replaced: frozenset[str] = frozenset()
    stretch: Range | None = None
    relationships: Sequence[Relationship] = ()
    scheme: Scheme | None = None


Source: TypeAlias = Callable[[Material], Iterable[Proposal]]


def tagged_here(material: Material) -> Iterable[Proposal]:
    """The words that one has tagged in this article, where they stand again."""
    counts = Counter(
        (each.spans[0].quote, each.type, each.entity)
        for each in near(material.mentions, material.stretch, reach=_NEAR)
        if each.layer == material.layer and len(each.spans) == 1 and _is_name(each)
    )
    here = Known.of((), (Surface(*key, n) for key, n in counts.items()))
    for start, end, quote, reading in _found(material, here):
        words = elide(quote)
        yield Proposal(
            ((start, end),),
            _several(words, reading) or Message("suggest.here", quote=words, type=reading.type),
            _HERE - (0 if reading.type else _UNSURE),
            "here",
            reading.type,
            reading.meaning.entity if reading.type else "",
            sure=_is_sure(quote, reading) and _agrees(material, quote, reading),
        )


def _is_name(mention: Mention) -> bool:
    """Whether its words mean the same elsewhere: pronouns and common nouns do not."""
    form = mention.attributes.get("mention_form")
    return form is None or form.value not in ("pronoun", "nominal")


def known_names(material: Material) -> Iterable[Proposal]:
    """Names and other names of the project's entities, and words that were tagged elsewhere."""
    for start, end, quote, reading in _found(material, material.known, material.recent):
        meaning = reading.meaning
        yield Proposal(
            ((start, end),),
            _several(elide(quote), reading) or _reason(elide(quote), reading),
            _SCORES[meaning.way] - (0 if reading.type else _UNSURE),
            "known",
            reading.type,
            meaning.entity if reading.type else "",
            sure=_is_sure(quote, reading),
        )


def _is_sure(quote: str, reading: Reading) -> bool:
    """Names of one letter, such as surnames, are whoever's they are here."""
    return reading.settled and len(quote) > 1


def _agrees(material: Material, quote: str, reading: Reading) -> bool:
    """Whether nothing else is known of ``quote`` than what this article says."""
    others = _meanings(material, quote, (material.known, material.recent))
    return all(each.type == reading.type for each in others)


SOURCES: Final[Mapping[str, Source]] = {
    "here": tagged_here,
    "known": known_names,
    "brackets": brackets,
    "relationships": relationships,
}
"""The sources that need no analyser, by name."""


def propose(material: Material, sources: Iterable[Source] = SOURCES.values()) -> list[Proposal]:
    """What ``sources`` propose for one article, in no order."""
    return [each for source in sources for each in source(material)]


def near(mentions: Sequence[Mention], stretch: Range | None, *, reach: int = 0) -> list[Mention]:
    """Those that touch ``stretch``, or stand within ``reach`` code points of it."""
    if stretch is None:
        return list(mentions)
    low, high = stretch[0] - reach, stretch[1] + reach
    return [each for each in mentions if each.spans[-1].end > low and each.spans[0].start < high]


def bylines(text: str, stretch: Range | None = None) -> list[Range]:
    """Bylines in front of a sentence or behind it: what they name stands in the metadata.

    ``stretch``: the part of ``text`` in which they are looked for; whole lines.
    """
    found: list[Range] = []
    start, end = stretch or (0, len(text))
    for line in text[start:end].split("\n"):
        lead, tail = (lead_of(line), tail_of(line)) if line else (None, None)
        if lead is not None and lead.end:
            found.append((start, start + lead.end))
        if tail is not None:
            found.append((start + tail[0], start + len(line)))
        start += len(line) + 1
    return found


def _found(material: Material, *known: Known) -> Iterable[tuple[int, int, str, Reading]]:
    """Every place of a known wording with what it is taken for, as far as the scheme has that."""
    low, high = material.stretch or (0, len(material.article.text))
    text, readings = material.article.text[low:high], dict[str, Reading | None]()
    for hit in (hit for each in known for hit in each.names.find(text)):
        quote = hit.name.text
        if quote not in readings:
            readings[quote] = reading_of(_meanings(material, quote, known))
        if (reading := readings[quote]) is not None:
            yield low + hit.start, low + hit.end, quote, reading


def _meanings(material: Material, quote: str, known: Iterable[Known]) -> Iterator[Meaning]:
    """What ``quote`` means in all of ``known``, without names that are no longer in force."""
    for each in known:
        for meaning in each.meanings.get(quote, ()):
            old = meaning.entity in material.replaced and each is material.known
            if meaning.type in material.types and not (old and meaning.way != "tagged"):
                yield meaning


def _several(quote: str, reading: Reading) -> Message | None:
    if reading.type:
        return None
    return Message("suggest.several", quote=quote, types=", ".join(reading.types))


def _reason(quote: str, reading: Reading) -> Message:
    meaning = reading.meaning
    if meaning.way == "tagged":
        return Message("suggest.tagged", quote=quote, type=reading.type, count=meaning.count)
    if meaning.way == "alias":
        return Message("suggest.alias", quote=quote, name=elide(meaning.name))
    return Message("suggest.known", quote=quote)
