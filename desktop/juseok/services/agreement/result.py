"""From counted chunks to the result: sums for every group, and what people see of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import structs

from juseok.core.agreement import (
    Agreement,
    ArticleLine,
    Confusion,
    Curve,
    Group,
    Measure,
    Pace,
    Person,
    letters_of,
)
from juseok.core.agreement_count import Counted
from juseok.core.agreement_figures import (
    MEASURES,
    Figure,
    gold_figures,
    main_figures,
    nominal_alpha,
    type_figures,
)
from juseok.core.agreement_linked import Linked, b_cubed_by_article
from juseok.core.agreement_match import Flags, Floats, Ints
from juseok.core.agreement_plan import LINKS, Plan
from juseok.core.agreement_sums import Sums, draw, samples_for
from juseok.core.agreement_things import Things
from juseok.core.agreement_typed import Typed, TypedWork
from juseok.core.model import Annotator
from juseok.services.agreement.labels import Labelled, Subject, week
from juseok.services.agreement.lines import Lines, Together
from juseok.services.agreement.links import Cell
from juseok.services.agreement.typed import ByType, MentionTypes
from juseok.services.campaigns.people import with_looks

CURVE_POINTS: Final = 20
"""A learning curve has at most so many points, each of the same number of articles."""

LINKED: Final = 100
"""Articles whose claim links are added up at a time."""

_WHOLE: Final = "all"


@dataclass(frozen=True)
class Part:
    """The sums of some of the articles; an article is in one part alone."""

    sums: tuple[Sums, ...]
    confused: Ints
    per_article: Floats
    per_person: Floats
    here: Flags
    linked: list[Linked]
    things: tuple[Floats, Floats]


class Result:
    """Takes in one chunk after the other; says at the end what came of all."""

    def __init__(self, plan: Plan, subject: Subject) -> None:
        self._plan, self._subject = plan, subject
        articles, people = len(subject.chosen), plan.people
        cells = len(plan.pairs) * len(plan.columns)
        weights = draw(articles, samples_for(cells)) if articles else np.zeros((0, 0), np.float32)
        self._samples, self._weights = len(weights), weights
        self._sums = Sums(weights, len(plan.pairs), plan.untyped)
        self._types = MentionTypes(plan, weights, self._between())
        self._units = Sums(weights, 1, len(plan.types) + 3)
        self._weeks = Labelled(*subject.weeks(), plan, weights, later=True)
        self._schemes = Labelled(*subject.schemes(), plan, weights, later=False)
        self._typed = ByType(plan, weights)
        self._confused = np.zeros((len(plan.pairs), len(plan.types) + 1, len(plan.types) + 1),
                                  np.int64)  # fmt: skip
        self._per_article = np.zeros((articles, 2))
        self._per_person = np.zeros((articles, people, 2))
        self._here = np.zeros((articles, people), np.bool_)
        self._linked: list[Linked] = []
        groups = 1 + people + len(self._weeks.labels) + len(self._schemes.labels)
        self._things = Things(plan, groups)

    def add(self, first: int, counted: Counted, present: Mapping[str, Flags]) -> None:
        """The chunk whose first article has this number among the chosen."""
        block, used = counted.block, counted.used
        untyped = self._plan.untyped
        self._sums.add(first, block[:, :, :untyped], used[used < untyped])
        for sums in (self._types, self._weeks, self._schemes):
            sums.add(first, block, used)
        groups = self._whole(len(block))
        self._things.add(block, {0: groups.pop(0)}, used=used)
        groups |= self._by_label(first, len(block))
        self._things.add(block, groups, only=(*MEASURES, *self._things.lines), used=used)
        self._typed.add(first, counted.typed)
        self._units.add(first, counted.units[:, None, :])
        self._confused += counted.confused
        linked = counted.linked
        self._linked.append(replace(linked, article=linked.article + first))
        here = slice(first, first + len(block))
        self._here[here] = present["mentions"]
        columns = self._plan.columns
        exact = block[:, :, columns["m_exact"]]
        total = block[:, :, columns["m_a"]] + block[:, :, columns["m_b"]]
        for place, counts in enumerate((exact, total)):
            own = counts @ self._rows.T
            self._per_article[here, place] += own[:, 0]
            self._per_person[here, :, place] += own[:, 1:]

    def part(self) -> Part:
        """What was taken in so far, for another to join."""
        sums = (self._sums, self._types.sums, self._types.linked, self._units, self._weeks.sums,
                self._schemes.sums, self._typed.sums)  # fmt: skip
        return Part(
            sums, self._confused, self._per_article, self._per_person, self._here, self._linked,
            (self._things.counted, self._typed.things),
        )  # fmt: skip

    def join(self, other: Part) -> None:
        """Take in what another did of other articles, by the same plan and subject."""
        mine = self.part()
        for own, theirs in zip(mine.sums, other.sums, strict=True):
            own.join(theirs)
        mine.confused[...] += other.confused
        mine.per_article[...] += other.per_article
        mine.per_person[...] += other.per_person
        mine.here[...] |= other.here
        for own, theirs in zip(mine.things, other.things, strict=True):
            own[...] += theirs
        self._linked += other.linked

    def add_entities(self) -> None:
        """B³, at the end: it is over all articles."""
        pairs, articles = len(self._plan.pairs), len(self._subject.chosen)
        table = b_cubed_by_article(self._linked, articles=articles, pairs=pairs)
        columns = self._plan.places(("e_p", "e_r"))
        for first in range(0, articles, LINKED):
            some = table[first : first + LINKED]
            if some.any():
                for sums in (self._sums, self._weeks, self._schemes):
                    sums.add_to(columns, first, some)
        for number in range(len(self._plan.types)):
            of_type = [each.of_type(number) for each in self._linked]
            if not any(len(each.article) for each in of_type):
                continue
            table = b_cubed_by_article(of_type, articles=articles, pairs=pairs)
            for first in range(0, articles, LINKED):
                self._types.add_linked(number, first, table[first : first + LINKED])

    def add_links(self, cells: Iterable[Cell]) -> None:
        """What was counted on claim links, at the end: they may join two articles."""
        places = {each.number: place for place, each in enumerate(self._subject.chosen)}
        by_article: dict[int, list[Cell]] = defaultdict(list)
        for cell in cells:
            by_article[places[cell.article]].append(cell)
        columns = [self._plan.columns[name] for name in LINKS]
        own = Sums(self._weights, len(self._plan.pairs), len(columns))
        for first in sorted({place // LINKED * LINKED for place in by_article}):
            count = min(LINKED, len(places) - first)
            found = [(place - first, cell) for place in range(first, first + count)
                     for cell in by_article.get(place, ())]  # fmt: skip
            table = np.zeros((count, len(self._plan.pairs), len(columns)))
            for place, cell in found:
                table[place, cell.pair, LINKS.index(cell.column)] += 1
            self._typed.add(first, self._linked_by_type(count, found))
            own.add(first, table)
            for labelled in (self._weeks, self._schemes):
                labelled.add_to(columns, first, table)
            block = np.zeros((*table.shape[:2], len(self._plan.columns)))
            block[:, :, columns] = table
            groups = self._whole(len(table)) | self._by_label(first, len(table))
            self._things.add(block, groups, only=("claim_link",), used=np.array(columns))
        self._sums.total[:, columns] += own.total
        self._sums.drawn[:, :, columns] += own.drawn

    def _linked_by_type(self, articles: int, found: Iterable[tuple[int, Cell]]) -> Typed:
        work, kinds = TypedWork(self._plan, articles), list(self._plan.links)
        by_column: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, cell in found:
            kind = kinds.index(cell.type) if cell.type in kinds else len(kinds)
            by_column[cell.column].append((cell.pair * articles + place, kind))
        for name, each in by_column.items():
            work.add("claim_link", name, *np.array(each, np.int64).T)
        return work.done()

    def _whole(self, articles: int) -> dict[int, Flags]:
        """The groups of :attr:`_things` that are not of a label: all pairs, then each person's."""
        return {group: np.tile(row > 0, (articles, 1)) for group, row in enumerate(self._rows)}

    @cached_property
    def _rows(self) -> Floats:
        """All together, then each person × pair: 1 for each pair that is theirs."""
        rows = np.zeros((1 + self._plan.people, len(self._plan.pairs)))
        for number in self._between():
            rows[[0, *(1 + person for person in self._plan.pairs[number])], number] = 1
        return rows

    def _by_label(self, first: int, articles: int) -> dict[int, Flags]:
        """The others: weeks, then versions of the scheme."""
        found = (*self._weeks.groups(first, articles), *self._schemes.groups(first, articles))
        return {1 + self._plan.people + number: flags for number, flags in enumerate(found)}

    def _between(self) -> list[int]:
        """The pairs of annotators, without gold."""
        gold = self._plan.gold
        return [number for number, pair in enumerate(self._plan.pairs) if gold not in pair]

    # --- what is said

    def agreement(self) -> Agreement:
        """All of it."""
        plan, subject = self._plan, self._subject
        people = self._people()
        between = self._between()
        overall = self._overall(between)
        later = 1 + plan.people + len(self._weeks.labels)
        return Agreement(
            articles=len(subject.articles),
            compared=len(subject.chosen),
            waiting=len(subject.articles) - len(subject.chosen),
            people=people,
            types=plan.types,
            overall=structs.replace(overall, fields=(), attributes=()),
            pairs=tuple(self._pair(number) for number in between),
            by_annotator=tuple(self._annotator(place) for place, each in enumerate(people)
                               if not each.gold),
            by_type=tuple(self._by_type()),
            by_relationship=tuple(self._typed.groups("relationship")),
            by_link=tuple(self._typed.groups("claim_link")),
            by_week=tuple(self._labelled(self._weeks, 1 + plan.people)),
            by_scheme=tuple(self._labelled(self._schemes, later)),
            gold=tuple(self._gold()),
            fields=overall.fields,
            attributes=overall.attributes,
            confusions=tuple(self._confusions(between)),
            lines=tuple(self._lines()),
            curves=tuple(self._curves(people)),
            pace=tuple(self._pace()),
            samples=self._samples,
        )  # fmt: skip

    def _people(self) -> tuple[Person, ...]:
        looks = {each.id: each for each in with_looks(self._subject.names.values())}
        found: list[Person] = []
        for (number, kept), sign in zip(self._subject.people.items(), self._letters, strict=True):
            who = looks.get(kept.annotator) or Annotator("", kept.name)
            done, scope = self._subject.done, self._subject.articles
            finished = sum(number in done.by_article.get(article, ()) for article in scope)
            still = sum(layer == number and article in scope for layer, article in done.open)
            found.append(
                Person(
                    kept.id, who.name, sign, kept.role == "gold", who.color, finished,
                    still, who.pattern,
                )
            )  # fmt: skip
        return tuple(found)

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        """The letter of each person who is compared; groups are told apart by them."""
        looks = {each.id: each.letter for each in with_looks(self._subject.names.values())}
        return letters_of([looks.get(e.annotator, "") for e in self._subject.people.values()])

    def _of_things(self, group: int) -> Callable[[dict[str, Measure], str], dict[str, Measure]]:
        """What says the figures of a group of :attr:`_things` with the different things as n."""
        return lambda measures, prefix: self._things.said(measures, group, prefix)

    def _group(
        self, key: str, together: Together, people: tuple[int, ...] = (),
        *, counted: int | None = None,
    ) -> Group:  # fmt: skip
        found = together.measures(lambda sums: main_figures(sums, self._plan))
        said = None if counted is None else self._of_things(counted)
        if said is not None:
            found = said(found, "")
        lines = Lines(self._plan, together, said)
        return Group(
            key, found, together.articles, people, tuple(lines.fields()), tuple(lines.attributes())
        )

    def _overall(self, between: Sequence[int]) -> Group:
        """All pairs together; α over characters is that of all who did an article at once."""
        group = self._group(_WHOLE, Together(self._sums, between), counted=0)

        def units(sums: Floats) -> dict[str, Figure]:
            n = sums[..., -1]
            return {"alpha": Figure(nominal_alpha(sums[..., 0], sums[..., 1:-1]), n, n)}

        alpha = Together(self._units, [0]).measures(units)["alpha"]
        few = group.measures["alpha"].few
        measures = {
            **group.measures,
            "alpha": Measure(alpha.value, alpha.n, few, alpha.low, alpha.high),
        }
        return Group(
            _WHOLE, measures, len(self._subject.chosen), (), group.fields, group.attributes
        )

    def _pair(self, number: int) -> Group:
        one, other = self._plan.pairs[number]
        key = f"{self._letters[one]}–{self._letters[other]}"
        return self._group(key, Together(self._sums, [number]), (one, other))

    def _annotator(self, person: int) -> Group:
        rows = [number for number in self._between() if person in self._plan.pairs[number]]
        together = Together(self._sums, rows)
        return self._group(self._letters[person], together, (person,), counted=1 + person)

    def _by_type(self) -> list[Group]:
        found: list[Group] = []
        together = self._types.together(self._sums)
        for number, kind in enumerate(self._plan.types):
            measures = together.measures(
                lambda sums, number=number: type_figures(sums, self._plan, number)
            )
            measures = self._things.said(measures, 0, f"type.{number}.")
            if measures["mention_exact"].n:  # characters there always are
                lines = self._typed.attributes(number)
                found.append(Group(kind, measures, together.articles, attributes=lines))
        return found

    def _labelled(self, labelled: Labelled, base: int) -> list[Group]:
        found: list[Group] = []
        for number, label in enumerate(labelled.labels):
            together = Together(labelled.sums, [number])
            if together.articles:
                found.append(self._group(label, together, counted=base + number))
        return found

    def _gold(self) -> list[Group]:
        gold = self._plan.gold
        found: list[Group] = []
        for number, pair in enumerate(self._plan.pairs):
            if gold not in pair:
                continue
            person = pair[0] if pair[1] == gold else pair[1]
            together = Together(self._sums, [number])
            measures = together.measures(
                lambda sums, first=pair[0] == gold: gold_figures(sums, self._plan, gold_first=first)
            )
            found.append(Group(self._letters[person], measures, together.articles, (person,)))
        return found

    def _confusions(self, between: Sequence[int]) -> list[Confusion]:
        tables = self._confused[list(between)].sum(axis=0)
        both = tables + tables.T - np.diag(tables.diagonal())
        found = [Confusion((), _rows(both))]
        found += [Confusion(self._plan.pairs[n], _rows(self._confused[n])) for n in between]
        return found

    def _lines(self) -> list[ArticleLine]:
        found: list[ArticleLine] = []
        for place, each in enumerate(self._subject.chosen):
            exact, total = self._per_article[place]
            here = tuple(int(n) for n in np.flatnonzero(self._here[place]))
            f1 = round(float(2 * exact / total), 4) if total else None
            found.append(ArticleLine(each.id, each.title, f1, int(total - exact), here))
        return found

    def _curves(self, people: Sequence[Person]) -> list[Curve]:
        """Runs of articles in the order in which each person finished them."""
        found: list[Curve] = []
        for person, each in enumerate(people):
            if each.gold:
                continue
            mine = np.flatnonzero(self._here[:, person] & (self._per_person[:, person, 1] > 0))
            order = mine[np.argsort(self._subject.moments[mine, person], kind="stable")]
            size = max(1, -(-len(order) // CURVE_POINTS))
            points: list[tuple[int, float | None, int]] = []
            for first in range(0, len(order), size):
                run = order[first : first + size]
                exact, total = self._per_person[run, person].sum(axis=0)
                value = round(float(2 * exact / total), 4) if total else None
                points.append((first + len(run), value, int(total - exact)))
            found.append(Curve(person, tuple(points)))
        return found

    def _pace(self) -> list[Pace]:
        places = {
            number: place
            for place, (number, layer) in enumerate(self._subject.people.items())
            if layer.role != "gold"
        }
        weeks: dict[int, Counter[str]] = {place: Counter() for place in places.values()}
        done, scope = self._subject.done, self._subject.articles
        for (layer, article), stand in done.stands.items():
            here = article in scope and layer in done.by_article.get(article, ())
            if here and layer in places and stand.state == "finished" and stand.at:
                weeks[places[layer]][week(stand.at)] += 1
        return [Pace(place, tuple(sorted(found.items()))) for place, found in weeks.items()]


def _rows(table: Ints) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, row)) for row in table)
