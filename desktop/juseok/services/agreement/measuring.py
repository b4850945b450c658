"""Comparing what annotators did: article by article, in whichever process is asked to.

The layers of a project are read some articles at a time and counted, and only sums are kept, so
that memory does not grow with the project.
"""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from msgspec.structs import replace

from juseok.core.agreement import Agreement
from juseok.core.agreement_count import Counter
from juseok.core.agreement_match import Flags
from juseok.core.agreement_plan import Asked, Plan
from juseok.core.model import Viewer
from juseok.core.scheme import Scheme
from juseok.services.agreement.done import Done, Question, participants, roots
from juseok.services.agreement.links import Links, read_links
from juseok.services.agreement.result import Part, Result, Subject
from juseok.services.agreement.rows import Known, Read, Rows
from juseok.services.campaigns.reading import read_seal
from juseok.services.worker import Port
from juseok.store.comparing import Comparing, Listed
from juseok.store.project import Project

CHUNK: Final = 200
"""Articles that are counted at a time: enough for arithmetic over arrays to pay."""

OTHER: Final = "?"
"""The type of what has a type that the scheme does not know."""

_TOLD: Final = 1_000


@dataclass(frozen=True)
class Source:
    """Where it is read, for whichever process does that, and what holds for all of it."""

    path: Path
    viewer: Viewer
    types: tuple[str, ...]
    attributes: tuple[Asked, ...]
    symmetric: frozenset[str] = field(default_factory=frozenset[str])
    relationships: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    sealed: frozenset[str] = frozenset()
    """Articles that the viewer is still at, blind: nothing is said of them."""


def source_of(project: Project, viewer: Viewer) -> Source:
    """What a comparison needs to know of ``project``."""
    with project.reader() as reader:
        scheme = reader.scheme()
        seal = read_seal(reader, viewer.annotator)
    return Source(
        project.path, viewer, (*(kind.id for kind in scheme.entity_types), OTHER), asked_of(scheme),
        frozenset(
            kind.id for kind in (*scheme.relationship_types, *scheme.link_types) if kind.symmetric
        ),
        tuple(kind.id for kind in scheme.relationship_types),
        tuple(kind.id for kind in scheme.link_types), seal.articles,
    )  # fmt: skip


def asked_of(scheme: Scheme) -> tuple[Asked, ...]:
    """The attributes that are compared: all of mentions, claims and relationships."""
    found: list[Asked] = []
    for attribute in scheme.attributes:
        if attribute.retired or attribute.field:
            continue
        values: tuple[str | bool, ...] = tuple(value.id for value in attribute.values)
        if attribute.sort == "bool":
            values = (True, False)
        kinds = ("mention", "claim", "relationship")
        found += (Asked(attribute.id, on, values) for on in kinds if on in attribute.on)
    return tuple(found)


def compare(port: Port, source: Source, question: Question) -> Agreement:
    """Everything there is to say on agreement; tells ``(done, of)`` articles."""
    with Comparing(source.path, source.viewer) as file:
        return Comparison(file, source, question).run(port)


def count_part(port: Port, source: Source, question: Question, part: int, of: int) -> bytes:
    """Count one of ``of`` parts of the articles, in a process of its own, for
    :func:`compare_apart`; tells ``(done, of)`` articles of its part."""
    with Comparing(source.path, source.viewer) as file:
        return pickle.dumps(Comparison(file, source, question, part, of).count(port), protocol=5)


def compare_apart(port: Port, source: Source, question: Question, of: int = 1) -> Agreement:
    """As :func:`compare`, for another process: the articles are told some at a time, as lists.

    With ``of`` parts it counts the first, and is fed the others.
    """
    with Comparing(source.path, source.viewer) as file:
        comparison = Comparison(file, source, question, 0, of)
        comparison.count(port)
        found = comparison.result(map(pickle.loads, port.fed))
    for first in range(0, len(found.lines), _TOLD):
        port.tell(list(found.lines[first : first + _TOLD]))
    return replace(found, lines=())


@dataclass(frozen=True)
class Counted:
    """What was counted of some of the articles; ``answers``: of linked claims."""

    part: Part
    answers: dict[tuple[int, int, int], int]


class Comparison:
    """One run over a project: who is compared, and the rows of some articles at a time.

    ``part``: which of ``of`` parts of the articles is counted; they have the same people, plan
    and samples, so that what was counted of each is added up.
    """

    def __init__(
        self, file: Comparing, source: Source, question: Question, part: int = 0, of: int = 1
    ) -> None:
        self._file, self._source, self._question = file, source, question
        self._part, self._of = part, of
        self._done = Done.of(file, question, source.sealed)
        self._people, gold = participants(file.layers(), self._done, file.people())
        self._who = {number: place for place, number in enumerate(self._people)}
        self.plan = Plan(
            len(self._people), source.types, source.attributes, gold, source.relationships,
            source.links,
        )  # fmt: skip
        self._chosen = self._several()
        self._rows = Rows(
            Known(self.plan, self._who, file.kinds, roots(file), source.symmetric, self._done.brief)
        )

    def run(self, port: Port) -> Agreement:
        """Count everything."""
        self.count(port)
        return self.result(())

    def count(self, port: Port) -> Counted:
        """Count this part."""
        counter, chosen = Counter(self.plan), self._chosen
        size = -(-len(chosen) // (self._of * CHUNK)) * CHUNK
        begin, end = self._part * size, min((self._part + 1) * size, len(chosen))
        progress = port.progress()
        for first in range(begin, end, CHUNK):
            articles = chosen[first : min(first + CHUNK, end)]
            read = self.read(articles)
            counted = counter.count(read.chunk)
            self._result.add(first, counted, read.chunk.present)
            self._links.take(counted.claims, read.chunk.claims, read.claims)
            progress(first + len(articles) - begin, end - begin)
        return Counted(self._result.part(), self._links.answers)

    def result(self, others: Iterable[Counted]) -> Agreement:
        """What came of all parts together: what was counted here, and by ``others``."""
        for each in others:
            self._result.join(each.part)
            self._links.answers.update(each.answers)
        done = self._done.by_article
        people = {each.number: [self._who[layer] for layer in done[each.number]]
                  for each in self._chosen}  # fmt: skip
        self._result.add_entities()
        self._result.add_links(self._links.cells(people))
        return self._result.agreement()

    @cached_property
    def _result(self) -> Result:
        people, articles = self._file.people(), frozenset(each.number for each in self._every())
        subject = Subject(people, self._people, self._done, articles, self._chosen)
        return Result(self.plan, subject)

    @cached_property
    def _links(self) -> Links:
        return Links(read_links(self._file, self._who), self.plan, self._source.symmetric)

    @property
    def chosen(self) -> list[Listed]:
        """The articles that several people have done."""
        return self._chosen

    def _several(self) -> list[Listed]:
        done = self._done.by_article
        return [each for each in self._every() if len(done.get(each.number, ())) > 1]

    def read(self, articles: Sequence[Listed]) -> Read:
        """What there is in ``articles``."""
        numbers = [each.number for each in articles]
        present, bunches = self._present(articles), self._file.bunches(numbers)
        zones = self._file.zones(numbers) if self._done.brief.zones else {}
        return self._rows.read(articles, present, bunches, self._file.numbers, zones)

    def _every(self) -> list[Listed]:
        wanted, asked = self._question.articles, self._done.asked
        return [
            each for each in self._file.articles()
            if (wanted is None or each.id in wanted) and (asked is None or each.number in asked)
        ]  # fmt: skip

    def _present(self, articles: Sequence[Listed]) -> dict[str, Flags]:
        """Per part, article × person: who has done it."""
        made: dict[int, Flags] = {}
        for done in self._done.by_part.values():
            if id(done) in made:
                continue
            table = made[id(done)] = np.zeros((len(articles), self.plan.people), np.bool_)
            for place, each in enumerate(articles):
                for layer in done.get(each.number, ()):
                    table[place, self._who[layer]] = True
        return {part: made[id(done)] for part, done in self._done.by_part.items()}
