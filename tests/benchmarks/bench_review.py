"""A review of ten annotators: the queue, an article compared, how soon the next item is there."""

import random
import statistics
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.benchmarks.bench_window import _until, _Window
from tests.benchmarks.figures import Figure, timed
from tests.benchmarks.generator import TYPES, Size, _articles, _commit, _register

from juseok.app import make_application
from juseok.core.ids import derived_id
from juseok.core.model import Annotator, ArticleState, Kind, Layer, Mention
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.services.review.gold import Rule, gold_by_rule
from juseok.services.review.index import Filter, compare, count
from juseok.services.review.keeping import Kept, catch_up, load, save
from juseok.services.review.page import read_page, reviewable, sight_of
from juseok.services.review.preparing import Desk, prepare
from juseok.services.tagging.articles import article_state_id
from juseok.services.worker import Port
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.ui.review.reviewing import Reviewing

ANNOTATORS = 10
_MENTIONS = 10
_AT_ONCE = 200


def make_team(path: Path, identity: Identity, articles: int) -> None:
    """A project whose ``articles`` ten annotators have finished, mostly of one mind."""
    chance = random.Random(11)
    size = Size(articles, mentions=0)
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(path, identity=identity, scheme=scheme) as project:
        names = _register(project, size, chance)
        people = [(derived_id("annotator", str(n)), f"주석자{n}") for n in range(1, ANNOTATORS)]
        layers = [project.own_layer, *(derived_id("layer", who) for who, _ in people)]
        made: list[list[object]] = [
            [who, Kind.ANNOTATOR, to_body(Annotator(who, name))] for who, name in people
        ]
        made += [
            [layer, Kind.LAYER, to_body(Layer(layer, "annotator", who))]
            for layer, (who, _) in zip(layers[1:], people, strict=True)
        ]
        _commit(project, made, ())
        objects: list[list[object]] = []
        contents = []
        for number, (content, found) in enumerate(_articles(project, size, names, chance), 1):
            contents.append(content)
            objects += found
            places = sorted(chance.sample(range(0, len(content.text) - 12, 12), _MENTIONS))
            for layer in layers:
                state = ArticleState(layer, content.id, "finished")
                objects.append(
                    [article_state_id(layer, content.id), Kind.ARTICLE_STATE, to_body(state)]
                )
                for start in places:
                    if chance.random() < 0.03:
                        continue
                    end = start + 4 + (chance.random() < 0.05)
                    kind = TYPES[start % 3] if chance.random() < 0.95 else chance.choice(TYPES)
                    span = make_span(content.text, start, end)
                    mention = Mention(project.ids(), layer, content.id, kind, (span,))
                    objects.append([mention.id, Kind.MENTION, to_body(mention)])
            if number % _AT_ONCE == 0 or number == articles:
                _commit(project, objects, tuple(contents))
                objects, contents = [], []


def figures(folder: Path, identity: Identity, articles: int) -> Iterator[Figure]:
    path = folder / "review.juseok"
    begun = time.perf_counter()
    make_team(path, identity, articles)
    yield Figure("the project is made", time.perf_counter() - begun, "s")
    with Project.open(path, identity=identity) as project, project.reader() as reader:
        sight, waiting = _waiting(project, reader)
        chosen = [each.article for each in waiting]
        scheme = reader.scheme()
        kept = folder / "review.items"
        desk = Desk(path, folder / "ahead.items", project.annotator, project.own_layer,
                    project.register_layer, worth=0, apart=True)  # fmt: skip
        begun = time.perf_counter()
        prepare(Port(lambda _: None), desk)
        yield Figure("queue made ahead, behind the window", time.perf_counter() - begun, "s")
        yield timed("queue that was made ahead looked over, behind the window",
                    lambda: prepare(Port(lambda _: None), desk), times=3)  # fmt: skip
        begun = time.perf_counter()
        items = dict(compare(reader, sight, chosen, scheme=scheme))
        yield Figure("articles compared for the queue, once", articles
                     / (time.perf_counter() - begun), "/s")  # fmt: skip
        until = reader.reviews.whole_until()
        save(kept, reader, sight, scheme, Kept(until, items))
        yield timed("queue built and counted", partial(_queue, project, reader, kept), times=3,
                    budget=2_000)  # fmt: skip
        ids = iter([each.article for each in waiting])
        yield timed("an article read and compared, in a thread",
                    lambda: read_page(reader, sight, next(ids), scheme=scheme),
                    times=min(20, articles))  # fmt: skip
    make_application(["juseok"])
    with _Window(path, identity, folder) as window:
        bench = window.window.bench
        assert bench is not None
        review = Reviewing.of(window.session, bench.place)
        yield Figure("review begun while the window still starts → first item painted",
                     _begin(window, review), "ms", 2_000)  # fmt: skip
        _until(lambda: review.items.whole)
        review.end()
        _until(lambda: window.session.tasks.idle)
        yield Figure("review begun → first item painted", _begin(window, review), "ms", 300)
        yield _middle("J → painted", [_step(window, review) for _ in range(15)])
        yield _middle("a version taken → the next item painted",
                      [_take(window, review) for _ in range(15)])  # fmt: skip
        yield _middle("next article → its first item painted",
                      [_next_article(window, review) for _ in range(15)])  # fmt: skip
    with Project.open(path, identity=identity) as project:
        begun = time.perf_counter()
        some = min(articles, 200)
        gold_by_rule(project=project, rule=Rule("majority", articles=tuple(chosen[:some])))
        yield Figure("gold by majority", some / (time.perf_counter() - begun), "articles/s", 50,
                     least=True)  # fmt: skip


def _queue(project: Project, reader: Reader, path: Path) -> int:
    """What begins a review of a project whose articles were compared before."""
    sight, waiting = _waiting(project, reader)
    scheme = reader.scheme()
    known = load(path, reader, sight, scheme)
    kept = catch_up(reader, sight, scheme, known, [each.article for each in waiting])
    assert not kept.lacking
    return sum(count(entries, Filter()).shown for entries in kept.items.values())


def _waiting(project: Project, reader: Reader):
    sight = sight_of(
        reader, annotator=project.annotator, own_layer=project.own_layer,
        register_layer=project.register_layer,
    )  # fmt: skip
    found = reader.reviews.waiting(sight.annotators)
    return sight, [each for each in found if reviewable(each, sight)]


def _begin(window: _Window, review: Reviewing) -> float:
    """How long after a review was begun its first item is painted, in ms."""
    begun = time.perf_counter()
    window.window.router.trigger("review.begin")
    _until(lambda: bool(review.rows))
    window.window.repaint()
    return (time.perf_counter() - begun) * 1000


def _middle(what: str, taken: list[float]) -> Figure:
    """The median of ``taken``, in ms, beside the longest."""
    return Figure(what, statistics.median(taken), "ms", 50, max(taken))


def _step(window: _Window, review: Reviewing) -> float:
    """How long after J the next item of the article is painted, in ms."""
    while review.row >= len(review.rows) - 1:
        _next_article(window, review)
    return _press(window, review, Qt.Key.Key_J)


def _take(window: _Window, review: Reviewing) -> float:
    """How long after a version was taken the next item that waits is painted, in ms."""
    while sum(each.waits for each in review.rows) < 2:
        _next_article(window, review)
    assert review.current is not None
    numbers = (review.looks[layer].number for layer in review.current.item.members)
    return _press(window, review, Qt.Key(Qt.Key.Key_0 + next(n for n in numbers if 0 < n <= 9)))


def _press(window: _Window, review: Reviewing, key: Qt.Key) -> float:
    held, before = window.window.focusWidget(), review.current
    assert held is not None
    begun = time.perf_counter()
    QTest.keyClick(held, key)
    window.window.repaint()
    taken = (time.perf_counter() - begun) * 1000
    assert review.current != before
    return taken


def _next_article(window: _Window, review: Reviewing) -> float:
    """How long after a key the first item of the next article is painted, in ms; a person has
    judged what there was meanwhile."""
    QApplication.processEvents()
    _until(lambda: window.session.tasks.idle)
    before, begun = review.page.article, time.perf_counter()
    window.window.router.trigger("review.next_article")
    _until(lambda: review.page.article != before)
    window.window.repaint()
    return (time.perf_counter() - begun) * 1000
