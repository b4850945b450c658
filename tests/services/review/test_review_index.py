"""What is kept of a review equals what comparing everything anew gives, whatever was done."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ui.kit import article_of, make_project
from tests.ui.review.team import THEIRS, divide, finished, tagged

from juseok.core.adjudicate_model import ItemState, Standing
from juseok.core.messages import Message
from juseok.core.model import Kind, SameAs
from juseok.core.ops import CREATE, DELETE, SET, Action, Change
from juseok.services.edits import create
from juseok.services.entities.index import EntityIndex
from juseok.services.review import reviewing
from juseok.services.review.gold import Rule, gold_by_rule
from juseok.services.review.index import (
    Count,
    Entry,
    Filter,
    Source,
    compare,
    compare_apart,
    count,
    entries_of,
    takes,
)
from juseok.services.review.keeping import Kept, catch_up, load, save
from juseok.services.review.page import read_page, reviewable, sight_of
from juseok.services.starter import create_starter
from juseok.services.worker import Port
from juseok.store.identity import Identity
from juseok.store.project import Project

LABEL = Message("history.unknown")
WORDS = ("공장", "15일", "부산", "대표")


@pytest.fixture
def project(tmp_path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with make_project(tmp_path / "p.juseok", identity) as project:
        divide(project)
        project.writer.commit(reviewing.make_gold())
        yield project


class Desk:
    """A review of a project, as whoever keeps the queue reads it."""

    def __init__(self, project):
        self.project = project
        self.made = 0

    def read(self, act):
        with self.project.reader() as reader:
            sight = sight_of(
                reader, annotator=self.project.annotator, own_layer=self.project.own_layer,
                register_layer=self.project.register_layer,
            )  # fmt: skip
            return act(reader, sight)

    def wanted(self, reader, sight):
        waiting = reader.reviews.waiting(sight.annotators)
        return [each.article for each in waiting if reviewable(each, sight)]

    def compared(self, reader, sight, articles):
        same = EntityIndex.read(reader, sight.viewer).representative
        return dict(compare(reader, sight, articles, scheme=reader.scheme(), same=same))

    def everything(self):
        """All items, record by record."""

        def act(reader, sight):
            scheme, same = reader.scheme(), EntityIndex.read(reader, sight.viewer).representative
            return {article: entries_of(read_page(reader, sight, article, scheme=scheme, same=same))
                    for article in self.wanted(reader, sight)}  # fmt: skip

        return self.read(act)

    def follow(self, known):
        """What is known after a look at what came since."""

        def act(reader, sight):
            kept = catch_up(reader, sight, reader.scheme(), known, self.wanted(reader, sight))
            fresh = self.compared(reader, sight, kept.lacking)
            return replace(kept, items={**kept.items, **fresh}, lacking=frozenset())

        return self.read(act)

    def do(self, what, number):
        self.made += 1
        name, writer = f"new{self.made}", self.project.writer
        article = number % 2
        match what:
            case "tag":
                words = WORDS[number % len(WORDS)]
                changes = [create(tagged(name, THEIRS, words, article=0))]
            case "retype":
                changes = [Change("b2", Kind.MENTION, SET, {"type": f"T{number}"})]
            case "remove":
                changes = [Change(f"b{number % 4 + 1}", Kind.MENTION, DELETE, {})]
            case "reopen":
                changes = [finished(THEIRS, article, "in_progress")]
            case "finish":
                changes = [finished(THEIRS, number % 3)]
            case "join":
                edge = SameAs(name, "한빛", f"other{number}", self.project.register_layer)
                body = {"a": edge.a, "b": edge.b, "layer": edge.layer}
                changes = [Change(name, Kind.SAME_AS, CREATE, body)]
            case "gold":
                gold_by_rule(project=self.project, rule=Rule("unanimous"))
                return
            case "judge":
                changes = self.read(lambda reader, sight: self.judged(reader, sight, article))
            case _:
                (writer.undo if what == "undo" else writer.redo)().result()
                return
        if changes:
            writer.commit(Action(LABEL, tuple(changes)))

    def judged(self, reader, sight, article):
        page = read_page(reader, sight, article_of(article), scheme=reader.scheme())
        if not page.judged:
            return []
        action = reviewing.decide(
            page=page, judged=page.judged[0], decision="none", annotator=self.project.annotator
        )
        return list(action.changes)


steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["tag", "retype", "remove", "reopen", "finish", "join", "gold", "judge", "undo",
             "undo", "redo"]
        ),
        st.integers(0, 5),
    ),
    max_size=6,
)  # fmt: skip


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25, database=None)
@given(st.lists(steps, min_size=1, max_size=3))
def test_following_gives_what_comparing_everything_gives(tmp_path_factory, rounds):
    folder = tmp_path_factory.mktemp("law")
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", folder / "state")
    with make_project(folder / "p.juseok", identity) as project:
        divide(project)
        project.writer.commit(reviewing.make_gold())
        desk = Desk(project)
        known = desk.follow(None)
        for script in rounds:
            for what, number in script:
                desk.do(what, number)
            known = desk.follow(known)
            assert known.items == desk.everything()


def test_another_process_compares_the_same(project):
    desk = Desk(project)
    told: list = []

    def act(reader, sight):
        compare_apart(Port(told.append), Source(project.path, sight), desk.wanted(reader, sight))

    desk.read(act)
    assert dict(pair for piece in told for pair in piece) == desk.everything()


def test_what_is_kept_is_read_again_and_not_where_it_is_of_another_log(project, tmp_path):
    desk, path = Desk(project), tmp_path / "kept" / "items"
    known = desk.follow(None)
    desk.read(lambda reader, sight: save(path, reader, sight, reader.scheme(), known))
    assert desk.read(lambda reader, sight: load(path, reader, sight, reader.scheme())) == known
    other = replace(known, watermark=known.watermark - 1)
    desk.read(lambda reader, sight: save(path, reader, sight, reader.scheme(), other))
    text = path.read_bytes().replace(b"\x02", b"\x01", 1)  # another format
    path.write_bytes(text)
    assert desk.read(lambda reader, sight: load(path, reader, sight, reader.scheme())) is None
    path.unlink()
    assert desk.read(lambda reader, sight: load(path, reader, sight, reader.scheme())) is None


def test_only_what_was_touched_is_compared_anew(project):
    desk = Desk(project)
    known = desk.follow(None)
    project.writer.commit(Action(LABEL, (create(tagged("x", THEIRS, "공장")),)))
    lacking = desk.read(lambda reader, sight: catch_up(
        reader, sight, reader.scheme(), known, desk.wanted(reader, sight)
    )).lacking  # fmt: skip
    assert lacking == {article_of(0)}


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        (Filter(), 4),
        (Filter(agreed=True), 5),
        (Filter(layer=THEIRS), 4),
        (Filter(type="MON"), 1),
        (Filter(words="부산"), 1),
        (Filter(state=ItemState.AGREED), 1),
        (Filter(type="claim"), 0),
        (Filter(sample=0), 0),
    ],
)
def test_a_filter_counts_what_it_shows(project, by, shown):
    items = Desk(project).everything().values()
    assert count((entry for entries in items for entry in entries), by) == Count(shown, shown)


@pytest.mark.parametrize(
    "by", [Filter(agreed=agreed, judged=judged, state=state) for agreed in (False, True)
           for judged in (False, True) for state in (None, *ItemState)]
)  # fmt: skip
def test_what_is_counted_in_short_is_what_is_shown(by):
    every = [Entry(0, state, standing, "", (), "", 0, 0, 0)
             for state in range(len(ItemState)) for standing in range(len(Standing))]  # fmt: skip
    shown = [each for each in every if by.shows(each)]
    assert count(every, by) == Count(len(shown), sum(each.waits for each in shown))


def test_what_a_rule_would_take_is_known_before(project):
    entries = [entry for rows in Desk(project).everything().values() for entry in rows]
    assert sum(takes(entry, 0, unanimous=True) for entry in entries) == 1
    done = gold_by_rule(project=project, rule=Rule("majority"), dry=True)
    assert sum(takes(entry, 0) for entry in entries) == done.accepted


@pytest.mark.parametrize("strategy", ["unanimous", "majority", "threshold"])
def test_what_is_said_to_be_taken_is_taken(tmp_path, strategy):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    create_starter(tmp_path / "s.juseok", identity)
    with Project.open(tmp_path / "s.juseok", identity=identity) as project:
        entries = [entry for rows in Desk(project).everything().values() for entry in rows]
        needed = {"threshold": 1}.get(strategy, 0)
        said = sum(takes(e, needed, unanimous=strategy == "unanimous") for e in entries)
        rule = Rule(strategy, max(1, needed))
        assert said == gold_by_rule(project=project, rule=rule, dry=True).accepted > 300


def test_nothing_kept_is_nothing_known():
    assert Kept().items == {}
