"""From the annotations of some articles to the columns of :mod:`juseok.core.agreement_plan`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

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
from juseok.core.agreement_particle import by_particle
from juseok.core.agreement_plan import BY_TYPE, CLAIM_FIELDS, Asked, Plan
from juseok.core.agreement_typed import Typed, TypedWork

Block: TypeAlias = npt.NDArray[np.float64]
"""Article × pair × column, where the numbers of a column lie together, and of these those of a
pair: so they are counted, and added up."""


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
    ``used``: the columns in which anything can stand, in order; in most nothing does.
    ``claims``: which claims answer each other.  ``linked``: mentions of the same span to which
    both gave an entity.  ``typed``: what was counted of each type.
    """

    block: Block
    used: Ints
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
            work.block, work.used(), units, work.confused(mentions), mentions, claims, linked,
            work.typed.done(),
        )  # fmt: skip


class _Work:
    """One chunk while it is counted."""

    def __init__(self, plan: Plan, chunk: Chunk, pair_of: Ints, first: Ints, second: Ints) -> None:
        self.plan, self.chunk = plan, chunk
        self.pair_of, self.first, self.second = pair_of, first, second
        self.articles = len(chunk.length)
        self._columns = np.zeros((len(plan.columns), len(plan.pairs), self.articles))
        self.block: Block = self._columns.transpose()
        self.kinds = np.unique(chunk.mentions.type)
        self._used: set[int] = set()
        self.typed = TypedWork(plan, self.articles)
        self.particle = np.zeros(0, np.bool_)

    def used(self) -> Ints:
        """The columns in which anything can stand; of types, those of types that are there."""
        first = self.plan.untyped + len(BY_TYPE) * self.kinds
        typed = (first[:, None] + np.arange(len(BY_TYPE))).ravel()
        return np.concatenate([np.array(sorted(self._used), np.int64), typed])

    # --- what is put where

    def _column(self, name: str) -> Floats:
        """Pair × article of a column."""
        place = self.plan.columns[name]
        self._used.add(place)
        return self._columns[place]

    def _both(self, part: str) -> Flags:
        """Pair × article: whether both have done it."""
        present = np.ascontiguousarray(self.chunk.present[part].T)
        return present[self.first] & present[self.second]

    def _cells(self, marks: Marks, found: Matches) -> Ints:
        pair = self.pair_of[marks.who[found.left], marks.who[found.right]]
        return pair * self.articles + marks.article[found.left]

    def _put(self, name: str, cells: Ints, weights: Floats | Ints | None = None) -> None:
        if not len(cells):  # as of most attributes
            return
        column = self._column(name)
        column += np.bincount(cells, weights, minlength=column.size).reshape(column.shape)

    def _each(self, prefix: str, both: Flags, counts: Floats) -> None:
        """``counts`` (person × article) of the first and the second of each pair."""
        self._column(f"{prefix}_a")[...] = counts[self.first] * both
        self._column(f"{prefix}_b")[...] = counts[self.second] * both

    def _per_person(self, marks: Marks | Edges, weights: Ints | None = None) -> Floats:
        """Person × article."""
        cells = marks.who * self.articles + marks.article
        size = self.articles * self.plan.people
        found = np.bincount(cells, weights, minlength=size).astype(np.float64)
        return found.reshape(self.plan.people, self.articles)

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
        self.particle[bound] = by_particle(marks, self.chunk.quotes, found.only(bound))
        self._put("m_part", cells[self.particle])
        self._put("m_chars", cells[typed], found.shared[typed])
        self._each("m_chars", both, self._per_person(marks, marks.size))
        self._attributes("mention", found.only(typed), cells[typed], marks.type[found.left[typed]])

    def types(self, found: Matches) -> None:
        """The same for each type; a pair of two types is no match of either."""
        marks, both = self.chunk.mentions, self._both("mentions")
        kinds, people = len(self.plan.types), self.plan.people
        cells = (marks.type * people + marks.who) * self.articles + marks.article
        shape = kinds, people, self.articles
        each = np.bincount(cells, minlength=kinds * people * self.articles).reshape(shape)
        sizes = np.bincount(cells, marks.size, minlength=each.size).reshape(shape)
        for names, counts in ((("a", "b"), each), (("chars_a", "chars_b"), sizes)):
            for name, people_of in zip(names, (self.first, self.second), strict=True):
                table = self._of_types(name)
                for kind in self.kinds:
                    np.multiply(counts[kind, people_of], both, out=table[kind])
        typed = found.same_type
        cells = self._typed_cells(found)
        for name, kept in (
            ("exact", typed & found.same_span), ("type", typed),
            ("bound", typed & ~found.same_span), ("part", self.particle),
        ):  # fmt: skip
            self._put_types(name, cells[kept])
        self._put_types("chars", cells[typed], found.shared[typed])

    def _typed_cells(self, found: Matches) -> Ints:
        """Type × pair × article, by the type of the first of both."""
        marks = self.chunk.mentions
        size = len(self.plan.pairs) * self.articles
        return marks.type[found.left] * size + self._cells(marks, found)

    def _of_types(self, part: str) -> Floats:
        """Type × pair × article of what is counted by type."""
        return self._columns[self.plan.untyped + BY_TYPE.index(part) :: len(BY_TYPE)]

    def _put_types(self, part: str, cells: Ints, weights: Ints | None = None) -> None:
        table = self._of_types(part)
        if not len(cells) or not table.size:
            return
        counts = np.bincount(cells, weights, minlength=table.size).reshape(table.shape)
        for kind in self.kinds:
            table[kind] += counts[kind]

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
        self._put_types("e_n", self._typed_cells(linked.only(linked.same_type)))
        kinds = np.where(linked.same_type, self.chunk.mentions.type[linked.left], -1)
        pair, article = np.divmod(cells, self.articles)
        return Linked(article, pair, left, right, kinds)

    def confused(self, found: Matches) -> Ints:
        """Pair × type × type over matched mentions, and what one has alone as none (the last)."""
        marks, kinds, pairs = self.chunk.mentions, len(self.plan.types), len(self.plan.pairs)
        table = np.zeros((pairs, kinds + 1, kinds + 1), np.int64)
        pair = self.pair_of[marks.who[found.left], marks.who[found.right]]
        np.add.at(table, (pair, marks.type[found.left], marks.type[found.right]), 1)
        given, taken = (self._of_types(part).sum(axis=2).T for part in ("a", "b"))
        table[:, :kinds, kinds] = given - table[:, :kinds, :kinds].sum(axis=2)
        table[:, kinds, :kinds] = taken - table[:, :kinds, :kinds].sum(axis=1)
        return table

    def characters(self) -> Floats:
        """What Krippendorff's α over characters is made of; the innermost mention speaks."""
        chunk, people, kinds = self.chunk, self.plan.people, len(self.plan.types) + 1
        length, where, said = segments(chunk.length, chunk.mentions, people=people)
        present, both = chunk.present["mentions"], self._both("mentions")
        persons = np.arange(people)[:, None]
        given = np.bincount(
            ((persons * kinds + said) * self.articles + where).ravel(), np.tile(length, people),
            minlength=people * kinds * self.articles,
        ).reshape(people, kinds, self.articles)  # fmt: skip
        given *= present.T[:, None, :]
        first = self.plan.columns["x_n.0"]
        self._used.update(range(first, first + kinds))
        values, diff = self._columns[first : first + kinds], self._column("x_diff")
        by_type, cells = self._of_types("diff"), said * self.articles + where
        for pair, (one, other) in enumerate(self.plan.pairs):
            here = both[pair]
            if not here.any():
                continue
            agreed = np.bincount(
                cells[one], length * (said[one] == said[other]), kinds * self.articles
            ).reshape(kinds, self.articles)
            diff[pair] = (chunk.length - agreed.sum(axis=0)) * here
            every = given[one] + given[other]
            by_type[:, pair] = (every - 2 * agreed)[1:] * here
            values[:, pair] = every * here
        people_here = self._annotators(present).sum(axis=1)
        units = np.zeros((self.articles, kinds + 2))
        several = people_here > 1
        units[several, -1] = chunk.length[several]
        among = diff[self._no_gold()].sum(axis=0)
        units[several, 0] = 2 * among[several] / (people_here[several] - 1)
        kept = given if self.plan.gold is None else np.delete(given, self.plan.gold, axis=0)
        units[several, 1:-1] = kept.sum(axis=0).T[several]
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
            if values.max(initial=-1) < 0:  # as of most attributes
                self._put_attribute(on, f"t_apart.{asked.key}", cells, kinds)
            else:
                self._attribute(asked, values[found.left], values[found.right], cells, kinds)

    def _put_attribute(
        self, on: str, name: str, cells: Ints, kinds: Ints | None, weights: Ints | None = None
    ) -> None:
        self._put(name, cells, weights)
        if kinds is not None:
            self.typed.add(on, name, cells, kinds, weights)

    def _attribute(
        self, asked: Asked, left: Ints, right: Ints, cells: Ints, kinds: Ints | None
    ) -> None:
        """Only what both chose is compared; what one left alone is counted apart.

        ``kinds``: of what has types the number of each one's.
        """

        def put(part: str, kept: Flags) -> None:
            of = None if kinds is None else kinds[kept]
            self._put_attribute(asked.on, f"t_{part}.{asked.key}", cells[kept], of)

        chosen = (left >= 0) & (right >= 0)
        put("n", chosen)
        put("same", chosen & (left == right))
        put("apart", ~chosen)
        left, right, cells = left[chosen], right[chosen], cells[chosen]
        kinds = None if kinds is None else kinds[chosen]
        for number in np.unique(np.concatenate([left, right])) if asked.values else ():
            times = (left == number).astype(np.int64) + (right == number)
            name = f"t_v.{asked.key}.{number}"
            self._put_attribute(asked.on, name, cells, kinds, times)

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
            cells = pair * self.articles + edges.article
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
