"""From the annotations of some articles to the columns of :mod:`juseok.core.agreement_plan`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from juseok.core.agreement_edges import Edges, edge_keys, once
from juseok.core.agreement_linked import Linked
from juseok.core.agreement_match import (
    Flags,
    Floats,
    Ints,
    Marks,
    Matches,
    match_claims,
    match_mentions,
    segments,
)
from juseok.core.agreement_plan import BY_TYPE, CLAIM_FIELDS, Asked, Plan
from juseok.core.agreement_typed import Typed, TypedWork
from juseok.core.names import is_particle

Block: TypeAlias = npt.NDArray[np.float64]
"""Article × pair × column."""

_NO_PARTICLES: Final = ("들", "등", "씨", "측")
"""What stands behind a name like a particle, and changes what is named or how."""


@dataclass(frozen=True)
class Chunk:
    """Some articles as all people have annotated them.

    ``length``: code points by article.  ``present``: per pass, article × person: who has done it.
    ``entity`` of a mention is -1 where none was given.  ``quotes``: the words of mentions.
    ``fields``: claim × field, 0 where there is nothing.  ``values``: per kind, annotation ×
    attribute: the number of a value, -1 where nobody chose one.
    """

    length: Ints
    present: Mapping[str, Flags]
    mentions: Marks
    entity: Ints
    quotes: Sequence[str]
    claims: Marks
    fields: Ints
    edges: Edges
    values: Mapping[str, Ints]


@dataclass(frozen=True)
class Counted:
    """What came of a chunk: the columns, α's share of all people together, and the confusions.

    ``units``: article × (disagreements, how often each value was given, code points), as
    Krippendorff weighs them.  ``confused``: pair × type of the first × type of the second; the
    last is none.
    ``claims``: which claims answer each other.  ``linked``: mentions of the same span to which
    both gave an entity.  ``typed``: what was counted of each type.
    """

    block: Block
    units: Floats
    confused: Ints
    mentions: Matches
    claims: Matches
    linked: Linked
    typed: Typed


class Counter:
    """Counts chunk after chunk by one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._pair_of = np.array(plan.pair_of, np.int64).reshape(plan.people, plan.people)
        self._first = np.array([one for one, _ in plan.pairs], np.int64)
        self._second = np.array([other for _, other in plan.pairs], np.int64)

    def count(self, chunk: Chunk) -> Counted:
        """The columns of one chunk."""
        work = _Work(self.plan, chunk, self._pair_of, self._first, self._second)
        mentions = match_mentions(chunk.mentions)
        claims = match_claims(chunk.claims)
        work.mentions(mentions)
        work.types(mentions)
        linked = work.entities(mentions)
        units = work.characters()
        work.claims(claims)
        work.relationships(mentions)
        return Counted(
            work.block, units, work.confused(mentions), mentions, claims, linked, work.typed.done()
        )  # fmt: skip


class _Work:
    """One chunk while it is counted."""

    def __init__(self, plan: Plan, chunk: Chunk, pair_of: Ints, first: Ints, second: Ints) -> None:
        self.plan, self.chunk = plan, chunk
        self.pair_of, self.first, self.second = pair_of, first, second
        self.articles = len(chunk.length)
        self.block: Block = np.zeros((self.articles, len(plan.pairs), len(plan.columns)))
        self.typed = TypedWork(plan, self.articles)
        self.particle = np.zeros(0, np.bool_)

    # --- what is put where

    def _both(self, part: str) -> Flags:
        """Article × pair: whether both have done it."""
        present = self.chunk.present[part]
        return present[:, self.first] & present[:, self.second]

    def _cells(self, marks: Marks, found: Matches) -> Ints:
        pair = self.pair_of[marks.who[found.left], marks.who[found.right]]
        return marks.article[found.left] * len(self.plan.pairs) + pair

    def _put(self, name: str, cells: Ints, weights: Floats | Ints | None = None) -> None:
        if not len(cells):  # as of most attributes
            return
        size = self.articles * len(self.plan.pairs)
        found = np.bincount(cells, weights, minlength=size)
        shaped = found.reshape(self.articles, len(self.plan.pairs))
        self.block[:, :, self.plan.columns[name]] += shaped

    def _each(self, prefix: str, both: Flags, counts: Floats) -> None:
        """``counts`` (article × person) of the first and the second of each pair."""
        columns = self.plan.columns
        self.block[:, :, columns[f"{prefix}_a"]] = counts[:, self.first] * both
        self.block[:, :, columns[f"{prefix}_b"]] = counts[:, self.second] * both

    def _per_person(self, marks: Marks | Edges, weights: Ints | None = None) -> Floats:
        cells = marks.article * self.plan.people + marks.who
        size = self.articles * self.plan.people
        found = np.bincount(cells, weights, minlength=size).astype(np.float64)
        return found.reshape(self.articles, self.plan.people)

    # --- mentions

    def mentions(self, found: Matches) -> None:
        """Exact, by span, by type with some overlap, by characters, and where bounds differ."""
        marks, both = self.chunk.mentions, self._both("mentions")
        self._each("m", both, self._per_person(marks))
        cells = self._cells(marks, found)
        typed = found.same_type
        self._put("m_exact", cells[found.same_span & typed])
        self._put("m_span", cells[found.same_span])
        self._put("m_type", cells[typed])
        self._put("m_match", cells)
        bound = typed & ~found.same_span
        self._put("m_bound", cells[bound])
        self.particle = np.zeros(len(found), np.bool_)
        self.particle[bound] = self._by_particle(found.only(bound))
        self._put("m_part", cells[self.particle])
        self._put("m_chars", cells[typed], found.shared[typed])
        sizes = self._per_person(marks, marks.size)
        columns = self.plan.columns
        self.block[:, :, columns["m_chars_a"]] = sizes[:, self.first] * both
        self.block[:, :, columns["m_chars_b"]] = sizes[:, self.second] * both
        self._attributes("mention", found.only(typed), cells[typed], marks.type[found.left[typed]])

    def _by_particle(self, found: Matches) -> Flags:
        """Where all that differs is a particle at the end."""
        marks, quotes = self.chunk.mentions, self.chunk.quotes
        same = np.zeros(len(found), np.bool_)
        starts = marks.start[found.left] == marks.start[found.right]
        for place in np.flatnonzero(starts):
            left, right = int(found.left[place]), int(found.right[place])
            if left not in marks.parts and right not in marks.parts:
                same[place] = differs_by_particle(quotes[left], quotes[right])
        return same

    def types(self, found: Matches) -> None:
        """The same for each type; a pair of two types is no match of either."""
        marks, both = self.chunk.mentions, self._both("mentions")
        kinds, people = len(self.plan.types), self.plan.people
        cells = (marks.article * people + marks.who) * kinds + marks.type
        size = self.articles * people * kinds
        each = np.bincount(cells, minlength=size).reshape(self.articles, people, kinds)
        sizes = np.bincount(cells, marks.size, minlength=size).reshape(each.shape)
        for names, counts in ((("a", "b"), each), (("chars_a", "chars_b"), sizes)):
            for name, people_of in zip(names, (self.first, self.second), strict=True):
                self._of_types(name)[...] = counts[:, people_of] * both[:, :, None]
        typed = found.same_type
        for name, kept in (
            ("exact", typed & found.same_span), ("type", typed),
            ("bound", typed & ~found.same_span), ("part", self.particle),
        ):  # fmt: skip
            self._put_types(name, found.only(kept))
        self._put_types("chars", found.only(typed), found.shared[typed])

    def _of_types(self, part: str) -> Block:
        """Article × pair × type of what is counted by type."""
        base = self.plan.columns["y_a.0"] if self.plan.types else 0
        end = base + len(BY_TYPE) * len(self.plan.types)
        return self.block[:, :, base + BY_TYPE.index(part) : end : len(BY_TYPE)]

    def _put_types(self, part: str, found: Matches, weights: Ints | None = None) -> None:
        """What was found, by the type of the first of both."""
        marks, table = self.chunk.mentions, self._of_types(part)
        if not len(found) or not table.size:
            return
        cells = self._cells(marks, found) * len(self.plan.types) + marks.type[found.left]
        table += np.bincount(cells, weights, minlength=table.size).reshape(table.shape)

    def entities(self, found: Matches) -> Linked:
        """The mentions of the same span to which both gave an entity: what B³ is counted over,
        when all articles are there.  Where only one gave an entity is counted apart.
        """
        entity, same = self.chunk.entity, found.only(found.same_span)
        left, right = entity[same.left], entity[same.right]
        cells = self._cells(self.chunk.mentions, same)
        self._put("e_one", cells[(left >= 0) != (right >= 0)])
        both = (left >= 0) & (right >= 0)
        cells, left, right = cells[both], left[both], right[both]
        self._put("e_n", cells)
        linked = same.only(both)
        self._put_types("e_n", linked.only(linked.same_type))
        kinds = np.where(linked.same_type, self.chunk.mentions.type[linked.left], -1)
        pairs = len(self.plan.pairs)
        return Linked(cells // pairs, cells % pairs, left, right, kinds)

    def confused(self, found: Matches) -> Ints:
        """Pair × type × type over matched mentions, and what one has alone as none (the last)."""
        marks, kinds, pairs = self.chunk.mentions, len(self.plan.types), len(self.plan.pairs)
        table = np.zeros((pairs, kinds + 1, kinds + 1), np.int64)
        pair = self.pair_of[marks.who[found.left], marks.who[found.right]]
        np.add.at(table, (pair, marks.type[found.left], marks.type[found.right]), 1)
        columns = self.plan.columns
        totals = self.block.sum(axis=0)
        for kind in range(kinds):
            table[:, kind, kinds] = totals[:, columns[f"y_a.{kind}"]] - table[:, kind, :kinds].sum(
                1
            )
            table[:, kinds, kind] = totals[:, columns[f"y_b.{kind}"]] - table[:, :kinds, kind].sum(
                1
            )
        return table

    def characters(self) -> Floats:
        """What Krippendorff's α over characters is made of; the innermost mention speaks."""
        chunk, people, kinds = self.chunk, self.plan.people, len(self.plan.types) + 1
        length, where, said = segments(chunk.length, chunk.mentions, people=people)
        present, both = chunk.present["mentions"], self._both("mentions")
        spread = (where * people)[None, :] + np.arange(people)[:, None]
        given = np.bincount(
            (spread * kinds + said).ravel(), np.tile(length, people),
            minlength=self.articles * people * kinds,
        ).reshape(self.articles, people, kinds)  # fmt: skip
        given *= present[:, :, None]
        base, diff = self.plan.columns["x_n.0"], self.plan.columns["x_diff"]
        by_type = self._of_types("diff")
        for pair, (one, other) in enumerate(self.plan.pairs):
            here = both[:, pair]
            if not here.any():
                continue
            same = said[one] == said[other]
            agreed = np.bincount(
                where * kinds + said[one], length * same, self.articles * kinds
            ).reshape(self.articles, kinds)
            self.block[:, pair, diff] = (chunk.length - agreed.sum(axis=1)) * here
            apart = given[:, one] + given[:, other] - 2 * agreed
            by_type[:, pair] = apart[:, 1:] * here[:, None]
            self.block[:, pair, base : base + kinds] = (given[:, one] + given[:, other]) * here[
                :, None
            ]
        people_here = self._annotators(present).sum(axis=1)
        units = np.zeros((self.articles, kinds + 2))
        several = people_here > 1
        units[several, -1] = chunk.length[several]
        among = self.block[:, self._no_gold(), diff].sum(axis=1)
        units[several, 0] = 2 * among[several] / (people_here[several] - 1)
        kept = given if self.plan.gold is None else np.delete(given, self.plan.gold, axis=1)
        units[several, 1:-1] = kept.sum(axis=1)[several]
        return units

    def _annotators(self, present: Flags) -> Flags:
        return present if self.plan.gold is None else np.delete(present, self.plan.gold, axis=1)

    def _no_gold(self) -> list[int]:
        gold = self.plan.gold
        return [number for number, pair in enumerate(self.plan.pairs) if gold not in pair]

    # --- claims

    def claims(self, found: Matches) -> None:
        """Claims that answer each other, and of these field by field."""
        marks = self.chunk.claims
        self._each("c", self._both("claims"), self._per_person(marks))
        cells = self._cells(marks, found)
        self._put("c_match", cells)
        self._put("c_same", cells[found.same_span])
        for place, name in enumerate(CLAIM_FIELDS):
            left = self.chunk.fields[found.left, place]
            right = self.chunk.fields[found.right, place]
            given = (left > 0) | (right > 0)
            self._put(f"f_same.{name}", cells[given & (left == right)])
            self._put(f"f_n.{name}", cells[given])
            self._put(f"f_none.{name}", cells[~given])
        self._attributes("claim", found, cells)

    def _attributes(
        self, on: str, found: Matches, cells: Ints, kinds: Ints | None = None
    ) -> None:  # fmt: skip
        for place, asked in enumerate(self.plan.attributes_on(on)):
            values = self.chunk.values[on][:, place]
            self._attribute(asked, values[found.left], values[found.right], cells, kinds)

    def _attribute(
        self, asked: Asked, left: Ints, right: Ints, cells: Ints, kinds: Ints | None
    ) -> None:
        """Only what both chose is compared; what one left alone is counted apart.

        ``kinds``: of what has types the number of each one's.
        """

        def put(name: str, kept: Flags, weights: Ints | None = None) -> None:
            self._put(name, cells[kept], weights)
            if kinds is not None:
                self.typed.add(asked.on, name, cells[kept], kinds[kept], weights)

        chosen = (left >= 0) & (right >= 0)
        put(f"t_n.{asked.key}", chosen)
        put(f"t_same.{asked.key}", chosen & (left == right))
        put(f"t_apart.{asked.key}", ~chosen)
        for number in range(len(asked.values) if chosen.any() else 0):
            times = (left == number).astype(np.int64) + (right == number)
            put(f"t_v.{asked.key}.{number}", chosen, times[chosen])

    # --- relationships

    def relationships(self, found: Matches) -> None:
        """Relationships of two people whose ends answer each other."""
        people, marks = self.plan.people, self.chunk.mentions
        answer = np.full((len(marks) + 1, people), -1, np.int64)
        answer[found.left, marks.who[found.right]] = found.right
        answer[found.right, marks.who[found.left]] = found.left
        size = len(marks) + 1
        kinds = int(self.chunk.edges.type.max(initial=0)) + 1
        edges, own, kept = once(self.chunk.edges, marks, size=size, kinds=kinds)
        order = np.argsort(own)
        present = self.chunk.present["relationships"]
        for other in range(people):
            head, tail = answer[edges.head, other], answer[edges.tail, other]
            there = (edges.who != other) & present[edges.article, other]
            there &= present[edges.article, edges.who]
            ends = there & (head >= 0) & (tail >= 0)
            pair = self.pair_of[edges.who, other]
            cells = edges.article * len(self.plan.pairs) + pair
            first = edges.who < other

            def put(name: str, kept: Flags, cells: Ints = cells) -> None:
                self._put(name, cells[kept])
                self.typed.add("relationship", name, cells[kept], edges.type[kept])

            put("r_a", ends & first)
            put("r_b", ends & ~first)
            put("r_off_a", there & ~ends & first)
            put("r_off_b", there & ~ends & ~first)
            keys = edge_keys(head, tail, edges, size, kinds)
            at = np.minimum(np.searchsorted(own, keys, sorter=order), max(len(own) - 1, 0))
            twin = order[at] if len(own) else at
            same = ends & first & (own[twin] == keys) if len(own) else ends
            put("r_same", same)
            places = np.flatnonzero(same)
            for place, asked in enumerate(self.plan.attributes_on("relationship")):
                values = self.chunk.values["relationship"][kept, place]
                self._attribute(
                    asked, values[places], values[twin[places]], cells[places], edges.type[places]
                )


@lru_cache(maxsize=20_000)
def differs_by_particle(one: str, other: str) -> bool:
    """Whether the longer of two quotes that begin at one place has a particle more at its end."""
    name, long = sorted((one, other), key=len)
    tail = long[len(name) :]
    return (
        bool(name and tail)
        and long.startswith(name)
        and not tail.startswith(_NO_PARTICLES)
        and is_particle(name, tail)
    )
