"""Where one's own tags do not agree with one another, and what would put them right.

A private check: it reads one annotator's own layer and nothing else, and changes nothing.  What
it plans is done by :func:`juseok.services.bulk.recode.do_rows`, once a person has looked.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Mention, Viewer
from juseok.core.spans import Span, make_span
from juseok.core.validate import means_elsewhere, particle_at_end
from juseok.services.bulk.kwic import Looked, Row, row_of
from juseok.services.bulk.recode import Delete, Edit, Put, Retype
from juseok.services.edits import elide
from juseok.store.articles import ArticleQuery
from juseok.store.reader import Reader
from juseok.store.surfaces import Surface
from juseok.store.texts import HeldText

_ARTICLES: Final = 100
_ABOUT: Final = re.compile(r"약\s*(?=\S)")
_ABOUT_BEFORE: Final = re.compile(r"(?<![가-힣])약\s*$")


@dataclass(frozen=True, slots=True)
class Habit:
    """How one usually tags the same words: the type, an entity of it, and how often."""

    type: str
    entity: str
    count: int
    others: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Habits:
    """What one did so far, by words; values are apart, since their words mean no entity."""

    names: Mapping[str, Habit]
    value_types: frozenset[str] = field(default_factory=frozenset[str])


def type_counts(precedents: Sequence[Surface]) -> list[tuple[str, int]]:
    """How often each type was given, the most frequent first, whatever the entity."""
    counts: Counter[str] = Counter()
    for each in precedents:
        counts[each.type] += each.times
    return counts.most_common()


def habits(precedents: Sequence[Surface], value_types: Collection[str]) -> Habits:
    """Sum up ``precedents`` (most frequent first); of two types as frequent the first counts."""
    counts: dict[str, dict[str, int]] = {}
    entities: dict[tuple[str, str], str] = {}
    for each in precedents:
        if each.type not in value_types:
            of = counts.setdefault(each.text, {})
            of[each.type] = of.get(each.type, 0) + each.times
            if each.entity:
                entities.setdefault((each.text, each.type), each.entity)
    found: dict[str, Habit] = {}
    for quote, of in counts.items():
        (first, count), *others = sorted(of.items(), key=lambda item: -item[1])
        found[quote] = Habit(first, entities.get((quote, first), ""), count, tuple(others))
    return Habits(found, frozenset(value_types))


def look_for_slips(
    *,
    reader: Reader,
    viewer: Viewer,
    value_types: Collection[str],
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Looked]:
    """What in the viewer's own mentions does not agree, each with the edit that would mend it.

    The same words under a type that one gave them less often; a particle inside a name; the same
    place tagged twice alike; and 약 inside an amount where one mostly leaves it out (or the other
    way round), which comes last, since only then it is known.
    """
    known = habits(reader.precedents(viewer), value_types)
    rows = reader.article_rows  # only articles with own mentions are read
    every = reader.article_ids(viewer, ArticleQuery(sort="mentions", descending=True))
    about = _About(known.value_types)
    done = 0
    for at in range(0, len(every), _ARTICLES):
        part = every[at : at + _ARTICLES]
        if cancelled():
            return
        if not any(row.mentions for row in rows(viewer, part)):
            break  # they come by how many mentions they hold
        found: list[Row] = []
        for text in reader.texts_holding(viewer, (), part):
            found += slips(text, known)
            about.take(text)
        done += len(part)
        yield Looked(tuple(found), done, len(every))
    yield Looked(tuple(about.slips()), len(every), len(every))


def slips(text: HeldText, known: Habits) -> Iterator[Row]:
    """What one article's mentions show by themselves, in text order; one row for each."""
    seen: set[tuple[object, str]] = set()
    for mention in text.mentions:
        place = (mention.spans, mention.type)
        if place in seen:
            note = Message("recode.twice")
            yield row_of(text, mention.spans[0], record=mention, edit=Delete(), note=note)
            continue
        seen.add(place)
        if len(mention.spans) == 1 and mention.type not in known.value_types:
            planned = _particle(text, mention, known) or _other_type(mention, known)
            if planned is not None:
                edit, note = planned
                yield row_of(text, mention.spans[0], record=mention, edit=edit, note=note)


def _particle(text: HeldText, mention: Mention, known: Habits) -> tuple[Edit, Message] | None:
    span = mention.spans[0]
    particle = particle_at_end(span.quote, known.names.keys())
    if not particle:
        return None
    short = make_span(text.text, span.start, span.end - len(particle))
    habit = known.names.get(short.quote)
    entity = habit.entity if habit and habit.type == mention.type and habit.entity else None
    note = Message("recode.particle", quote=elide(short.quote), particle=particle)
    return Put((short,), entity), note


def _other_type(mention: Mention, known: Habits) -> tuple[Edit, Message] | None:
    habit = known.names.get(mention.spans[0].quote)
    if habit is None or habit.type == mention.type or not means_elsewhere(mention):
        return None
    own = dict(habit.others).get(mention.type, 0)
    if own >= habit.count:
        return None
    note = Message("recode.habit", before=mention.type, type=habit.type, own=own, count=habit.count)
    return Retype(habit.type, habit.entity), note


class _About:
    """Amounts with 약 inside and outside, by type, until it is known which is the habit."""

    def __init__(self, value_types: Collection[str]) -> None:
        self._value_types = value_types
        self._inside: dict[str, list[Row]] = {}
        self._outside: dict[str, list[Row]] = {}

    def take(self, text: HeldText) -> None:
        for mention in text.mentions:
            if mention.type in self._value_types and len(mention.spans) == 1:
                self._take(text, mention, mention.spans[0])

    def _take(self, text: HeldText, mention: Mention, span: Span) -> None:
        inside = _ABOUT.match(span.quote)
        before = _ABOUT_BEFORE.search(text.text, max(0, span.start - 4), span.start)
        if inside is not None and inside.end() < len(span.quote):
            put = make_span(text.text, span.start + inside.end(), span.end)
            held = self._inside
        elif before is not None:
            put = make_span(text.text, before.start(), span.end)
            held = self._outside
        else:
            return
        row = row_of(text, span, record=mention, edit=Put((put,)))
        held.setdefault(mention.type, []).append(row)

    def slips(self) -> Iterator[Row]:
        """The rarer way of each type, to be made the more frequent; of two alike, 약 goes out."""
        for value_type, inside in self._inside.items():
            outside = self._outside.get(value_type, [])
            if not outside:
                continue
            rarer = inside if len(inside) <= len(outside) else outside
            code = "recode.about_inside" if rarer is inside else "recode.about_outside"
            others = max(len(inside), len(outside))
            note = Message(code, type=value_type, count=len(rarer), others=others)
            yield from (replace(row, note=note) for row in rarer)
