"""Agreement of a campaign: ten annotators who all did every article, and differ here and there."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.generator import PUBLISHERS, TYPES, prose

from juseok.core.ids import article_id, derived_id
from juseok.core.messages import Message
from juseok.core.model import (
    Annotator,
    ArticleState,
    Claim,
    Kind,
    Layer,
    Mention,
    Relationship,
    Value,
)
from juseok.core.ops import CREATE_MANY, Action, Change
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.services.tagging.articles import article_state_id
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity
from juseok.store.project import Project

PEOPLE: Final = 10
_MENTIONS: Final = 10
_CLAIMS: Final = 2
_PER_COMMIT: Final = 50
_BUDGET_S: Final = 20.0
_FIXED_S: Final = 2.0
"""What the figures themselves may take, of however many articles."""
_CAMPAIGN: Final = 10_000
_LABEL: Final = Message("history.unknown")
_PROGRAM: Final = """
import os, resource, sys, time
from pathlib import Path
from juseok.services.agreement.measuring import compare_apart, source_of
from juseok.services.agreement.done import Question
from juseok.services.interchange.exporting import full_viewer
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.ui.agreement_work import Second
from juseok.services.heavy import Worker
path, state = map(Path, sys.argv[1:])
identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", state)
with Project.open(path, identity=identity, read_only=True) as project:
    source = source_of(project, full_viewer(project))
begun = time.perf_counter()
second, worker = Second(source, Question(), lambda _: None, lambda: False), Worker()
second.start()
found = worker.run(compare_apart, source, Question(), 2, feed=second.result)
took = time.perf_counter() - begun
second.close()
worker.close()
print(took, found.compared, len(found.pairs),
      resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def figures(folder: Path, identity: Identity, *, articles: int) -> Iterator[Figure]:
    """How long all of it takes as the window has it done, and how much memory a process needs."""
    path = folder / "team.juseok"
    make_team(path, identity, articles)
    told = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path), str(folder / "state")],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    seconds, compared, pairs, peak = map(float, told)
    share = _FIXED_S + (_BUDGET_S - _FIXED_S) * articles / _CAMPAIGN
    yield Figure(f"{compared:,.0f} articles, {PEOPLE} annotators, {pairs:.0f} pairs", seconds, "s",
                 share)  # fmt: skip
    yield Figure("memory at its highest", peak, "MB", 600)


def make_team(path: Path, identity: Identity, articles: int, *, seed: int = 3) -> None:
    """A project in which everybody has finished every article."""
    chance = random.Random(seed)
    people = [Annotator(derived_id("person", str(n)), f"주석자 {n}") for n in range(PEOPLE)]
    layers = [Layer(derived_id("team", each.id), "annotator", each.id) for each in people]
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(path, identity=identity, scheme=scheme) as project:
        objects: list[list[object]] = [[each.id, Kind.ANNOTATOR, to_body(each)] for each in people]
        objects += ([each.id, Kind.LAYER, to_body(each)] for each in layers)
        contents: list[ArticleContent] = []
        for number in range(articles):
            content, made = _article(project, number, layers, chance)
            contents.append(content)
            objects += made
            if len(contents) == _PER_COMMIT or number == articles - 1:
                change = Change(project.ids(), "batch_of_objects", CREATE_MANY,
                                {"objects": objects})  # fmt: skip
                project.writer.commit(Action(_LABEL, (change,), undoable=False), tuple(contents))
                objects, contents = [], []


def _article(
    project: Project, number: int, layers: list[Layer], chance: random.Random
) -> tuple[ArticleContent, list[list[object]]]:
    text = prose(1_200, chance)
    article = article_id(text, 1)
    occurrence = {
        "article": article, "page": "", "page_start": 0, "page_end": len(text),
        "title": text[:20], "publisher": chance.choice(PUBLISHERS), "position": number,
    }  # fmt: skip
    objects: list[list[object]] = [
        [article, Kind.ARTICLE, {"length": len(text), "norm_version": 1}],
        [derived_id("occurrence", article), Kind.OCCURRENCE, occurrence],
    ]
    places = [(start, start + chance.randint(2, 8), chance.choice(TYPES))
              for start in sorted(chance.sample(range(len(text) - 10), _MENTIONS))]  # fmt: skip
    said = [(start, start + 60) for start in range(100, 100 + 300 * _CLAIMS, 300)]
    for layer in layers:
        objects += _annotations(project, article, text, layer, (places, said), chance)
    return ArticleContent(article, text, 1), objects


def _annotations(
    project: Project, article: str, text: str, layer: Layer,
    what: tuple[list[tuple[int, int, str]], list[tuple[int, int]]], chance: random.Random,
) -> Iterator[list[object]]:  # fmt: skip
    places, said = what
    mentions: list[Mention] = []
    for start, end, kind in places:
        luck = chance.random()
        if luck < 0.1:
            continue
        last = end + 1 if luck < 0.2 else end
        given = chance.choice(TYPES) if luck > 0.95 else kind
        spans = (make_span(text, start, last),)
        mentions.append(Mention(project.ids(), layer.id, article, given, spans))
    for each in mentions:
        yield [each.id, Kind.MENTION, to_body(each)]
    for start, end in said:
        spans = (make_span(text, start, end + chance.randint(0, 20)),)
        certainty = Value(chance.choice(("certain", "certain", "likely")))
        claim = Claim(project.ids(), layer.id, article, spans, attributes={"certainty": certainty})
        yield [claim.id, Kind.CLAIM, to_body(claim)]
    if len(mentions) > 1:
        edge = Relationship(project.ids(), layer.id, article, "works_for", mentions[0].id,
                            mentions[1].id)  # fmt: skip
        yield [edge.id, Kind.RELATIONSHIP, to_body(edge)]
    state = ArticleState(layer.id, article, "finished")
    yield [article_state_id(layer.id, article), Kind.ARTICLE_STATE, to_body(state)]
