"""Comparing what annotators did: article by article, in whichever process is asked to.

The layers of a project are read some articles at a time and counted, and only sums are kept, so
that memory does not grow with the project.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from juseok.core.agreement import Agreement
from juseok.core.agreement_count import Counter
from juseok.core.agreement_match import Flags
from juseok.core.agreement_plan import Asked, Plan
from juseok.core.model import Viewer
from juseok.core.scheme import Scheme
from juseok.services.agreement_done import Done, Question, participants, roots
from juseok.services.agreement_result import Result, Subject
from juseok.services.agreement_rows import Known, Rows
from juseok.services.worker import Port
from juseok.store.comparing import Comparing, Listed
from juseok.store.project import Project

CHUNK: Final = 100
"""Articles that are counted at a time: enough for arithmetic over arrays to pay."""

OTHER: Final = "?"
"""The type of what has a type that the scheme does not know."""

PARTS: Final = ("mentions", "claims", "relationships")


@dataclass(frozen=True)
class Source:
    """Where it is read, for whichever process does that, and what holds for all of it."""

    path: Path
    viewer: Viewer
    types: tuple[str, ...]
    attributes: tuple[Asked, ...]
    symmetric: frozenset[str] = field(default_factory=frozenset[str])


def source_of(project: Project, viewer: Viewer) -> Source:
    """What a comparison needs to know of ``project``."""
    with project.reader() as reader:
        scheme = reader.scheme()
    return Source(
        project.path, viewer, (*(kind.id for kind in scheme.entity_types), OTHER), asked_of(scheme),
        frozenset(kind.id for kind in scheme.relationship_types if kind.symmetric),
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
        return _Comparison(file, source, question).run(port)


class _Comparison:
    """One run over a project."""

    def __init__(self, file: Comparing, source: Source, question: Question) -> None:
        self._file, self._source, self._question = file, source, question
        self._done = Done.of(file, question)
        people, gold = participants(file.layers(), self._done, file.people())
        self._who = {number: place for place, number in enumerate(people)}
        self._plan = Plan(len(people), source.types, source.attributes, gold)
        self._people = people

    def run(self, port: Port) -> Agreement:
        file = self._file
        wanted = self._question.articles
        every = [each for each in file.articles() if wanted is None or each.id in wanted]
        chosen = [each for each in every if len(self._done.by_article.get(each.number, ())) > 1]
        known = Known(self._plan, self._who, file.kinds, roots(file), self._source.symmetric)
        rows, counter = Rows(known), Counter(self._plan)
        subject = Subject(file.people(), self._people, self._done, len(every), chosen)
        result = Result(self._plan, subject)
        progress = port.progress()
        for first in range(0, len(chosen), CHUNK):
            articles = chosen[first : first + CHUNK]
            present = self._present(articles)
            given = list(file.rows([each.number for each in articles]))
            chunk, _, _claims = rows.chunk(articles, present, given, file.numbers)
            result.add(first, counter.count(chunk), present)
            progress(first + len(articles), len(chosen))
        return result.agreement()

    def _present(self, articles: Sequence[Listed]) -> dict[str, Flags]:
        """Per part, article × person: who has done it."""
        table = np.zeros((len(articles), self._plan.people), np.bool_)
        for place, each in enumerate(articles):
            for layer in self._done.by_article.get(each.number, ()):
                table[place, self._who[layer]] = True
        return dict.fromkeys(PARTS, table)
