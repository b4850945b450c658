"""Keys and clicks that it takes to tag an article, by hand and with each kind of help.

The starter project is replayed, or ``JUSEOK_ACTIONS`` (a project, or a native export of one, in
the folder ``JUSEOK_SAMPLES``); what is known then are its other articles and those of the starter
project.  An article is tagged anew, as its annotator did, in the real window by somebody who
makes no needless move.  Mentions in several pieces, and those over others, are left out.
``JUSEOK_ACTIONS_TOLD=1`` tells every decision on standard error.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.benchmarks.annotator import BESIDE, Annotator, Claimed, CountingHands, Ends, Wanted
from tests.benchmarks.figures import Figure

from juseok.app import Desk, make_application
from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Article, Claim, Entity, Kind, Mention, Relationship
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.services.importing.native import import_native
from juseok.services.projects import current_identity, open_project
from juseok.services.starter import create_starter
from juseok.services.user import config_dir
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.reader import ArticleQuery
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.settings import Settings

_PATIENCE_S = 60
_REPLAYED = 3


@dataclass(frozen=True, slots=True)
class Done:
    """An article with what one annotator made in it."""

    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...] = ()
    relationships: tuple[Relationship, ...] = ()

    @property
    def joined(self) -> set[Ends]:
        """Where the ends of the relationships begin."""
        starts = {each.id: each.spans[0].start for each in self.mentions}
        ends = [sorted((starts[each.head], starts[each.tail])) for each in self.relationships]
        return {(first, second) for first, second in ends}

    @property
    def wanted(self) -> list[Wanted]:
        """One piece, and over no other: the longest of those that overlap."""
        found: list[Wanted] = []
        places = [Wanted(m.spans[0].start, m.spans[0].end, m.type)
                  for m in self.mentions if len(m.spans) == 1]  # fmt: skip
        for each in sorted(places, key=lambda one: (one.start, -one.end)):
            if not found or each.start >= found[-1].end:
                found.append(each)
        return found


@dataclass(frozen=True, slots=True)
class Help:
    """What the person has: ``before``: the other articles are annotated already."""

    what: str
    snap: bool = True
    all_alike: bool = True
    suggested: bool = False
    before: bool = False


HELPS = (
    Help("(a) by hand", snap=False, all_alike=False),
    Help("(b) snapping and tag-all"),
    Help("(c) suggestions, first article", suggested=True),
    Help("(d) suggestions, {others} articles before", suggested=True, before=True),
)


def figures(folder: Path, identity: Identity) -> Iterator[Figure]:
    """Actions per mention and seconds per article, over the articles that are replayed."""
    given = os.environ.get("JUSEOK_ACTIONS", "")
    samples = Path(os.environ.get("JUSEOK_SAMPLES", ""))
    starter = folder / "gold.juseok"
    create_starter(starter, identity)
    path = samples / given if given else starter
    if path.suffix == ".jsonl":
        path = _brought(path, folder / "given.juseok", identity)
    done, entities = read_done(path)
    replayed, more = done[-_REPLAYED:], list[Done]()
    if given:
        more, others = read_done(starter)
        entities = others | entities
    mine = current_identity()  # whose window it is: nobody else's annotations would help
    app = make_application(["juseok"])
    by_hand = 0.0
    for number, help_ in enumerate(HELPS):
        count = 0
        done_for: Counter[str] = Counter()
        taken = 0.0
        for target in replayed:
            before = [each for each in (*done, *more) if each is not target] if help_.before else []
            place = folder / f"actions-{number}-{count}.juseok"
            _make(place, mine, target, before, entities)
            begun = time.perf_counter()
            done_for += _replay(app, place, target, help_)
            taken += time.perf_counter() - begun
            count += len(target.wanted)
        beside = {sort: done_for.pop(sort, 0) for sort in BESIDE}
        per = done_for.total() * 100 / count
        what = help_.what.format(others=len(done) + len(more) - 1)
        budget = None
        if number == 0:
            by_hand = per
        elif help_.before:
            budget = min(130, by_hand / 2)
        yield Figure(f"{what}: actions for 100 mentions", per, "", budget)
        if number:
            for sort, times in beside.items():
                if times:
                    yield Figure(f"      beside these, {sort}", times * 100 / count, "")
            for purpose, times in sorted(done_for.items()):
                yield Figure(f"      of these {purpose}", times * 100 / count, "")
        yield Figure(f"{what}: window's time an article", taken / len(replayed), "s")


def read_done(path: Path) -> tuple[list[Done], dict[str, Entity]]:
    """The annotated articles of a project, each as the layer with the most mentions has it."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        viewer = project.viewer()
        everybody = type(viewer)(viewer.annotator, frozenset(x.id for x in reader.layers()), "")
        found: list[Done] = []
        for article in reader.article_ids(everybody, ArticleQuery()):
            layers: dict[str, list[Mention]] = {}
            annotations = reader.annotations(everybody, article)
            for each in annotations.mentions:
                layers.setdefault(each.layer, []).append(each)
            if layers:
                most = max(layers, key=lambda one: len(layers[one]))
                claims = tuple(each for each in annotations.claims if each.layer == most)
                edges = tuple(each for each in annotations.relationships if each.layer == most)
                about = reader.article(article)
                found.append(Done(about, tuple(layers[most]), claims, edges))
        return found, {row.entity.id: row.entity for row in reader.entities(everybody)}


def _brought(export: Path, path: Path, identity: Identity) -> Path:
    """A project that holds what ``export`` holds."""
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(path, identity=identity, scheme=scheme) as project:
        import_native(project=project, path=export)
    return path


def _make(
    path: Path, identity: Identity, target: Done, others: Sequence[Done],
    entities: dict[str, Entity],
) -> None:  # fmt: skip
    """A project in which ``target`` comes first, untagged, and ``others`` are done."""
    with Project.create(
        path, identity=identity, scheme=scheme_changes(load_scheme("default"))
    ) as project:
        for position, each in enumerate((target, *others)):
            article, mentions = each.article, each.mentions if each is not target else ()
            known = {m.entity for m in mentions if m.entity in entities}
            occurrence = {"article": article.id, "page": "p", "position": position,
                          "title": article.metadata.title}  # fmt: skip
            zones = [[zone.start, zone.end, zone.role.value] for zone in article.zones]
            changes = [
                Change(article.id, Kind.ARTICLE, CREATE,
                       {"length": len(article.text), "norm_version": article.norm_version}),
                Change(derived_id("occurrence", article.id), Kind.OCCURRENCE, CREATE, occurrence),
                Change(derived_id("zoning", article.id), Kind.ZONING, CREATE,
                       {"article": article.id, "zones": zones}),
                *(Change(name, Kind.ENTITY, CREATE, to_body(entities[name])
                         | {"layer": project.register_layer}) for name in sorted(known)),
                *(Change(m.id, Kind.MENTION, CREATE, to_body(m) | {"layer": project.own_layer})
                  for m in mentions),
            ]  # fmt: skip
            content = ArticleContent(article.id, article.text, article.norm_version)
            action = Action(Message("history.unknown"), tuple(changes), undoable=False)
            project.writer.commit(action, (content,))
        project.writer.flush()


def _replay(app: QApplication, path: Path, target: Done, help_: Help) -> Counter[str]:
    """Tag ``target`` in the window; gives how many actions that took, by purpose."""
    settings = Settings(config_dir() / "settings.toml")
    settings.set("korean.snap", help_.snap)
    settings.set("korean.suggestions", help_.suggested)
    analyser = WindowAnalyser()
    desk = Desk(app, settings, analyser=analyser)
    try:
        desk.window.resize(1366, 768)
        desk.show(path, starter=False)
        hands = CountingHands(desk, _until)
        hands.wait_open()
        hands.window.router.complete()
        _until(lambda: analyser.ready)
        hands.wait_shown(target.article.id)
        claims = [Claimed(each.content[0].start, each.content[-1].end) for each in target.claims]
        annotator = Annotator(hands, target.wanted, claims, target.joined,
                              all_alike=help_.all_alike, suggested=help_.suggested)  # fmt: skip
        annotator.work()
        hands.wait_saved()
        return hands.counts
    finally:
        desk.window.close()
        desk.close()


def _until(done) -> None:
    app = QApplication.instance()
    assert app is not None
    begun = time.monotonic()
    while not done():
        app.processEvents()
        if time.monotonic() - begun > _PATIENCE_S:
            raise TimeoutError
        time.sleep(0.0005)
