"""The queue of a review made ahead is the one that a review would make."""

import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.kit import make_project
from tests.ui.review.team import divide, finished

from juseok.core.errors import WorkerError
from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.services.review import preparing
from juseok.services.review.index import compare
from juseok.services.review.keeping import catch_up, load
from juseok.services.review.page import reviewable, sight_of
from juseok.services.review.preparing import Desk, is_worth, prepare
from juseok.services.worker import Port
from juseok.store.identity import Identity


@pytest.fixture
def project(tmp_path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with make_project(tmp_path / "p.juseok", identity) as project:
        divide(project)
        yield project


@pytest.fixture
def desk(project, tmp_path):
    return Desk(
        project.path, tmp_path / "kept" / "p.items", project.annotator, project.own_layer,
        project.register_layer, worth=0,
    )  # fmt: skip


def lacking(project, desk):
    """What a review would still have to compare; what was kept is what it would have made."""
    with project.reader() as reader:
        sight = sight_of(
            reader, annotator=desk.annotator, own_layer=desk.own_layer,
            register_layer=desk.register_layer,
        )  # fmt: skip
        waiting = reader.reviews.waiting(sight.annotators)
        wanted = [each.article for each in waiting if reviewable(each, sight)]
        scheme = reader.scheme()
        kept = catch_up(reader, sight, scheme, load(desk.kept, reader, sight, scheme), wanted)
        known = {article: kept.items[article] for article in wanted if article not in kept.lacking}
        assert known == dict(compare(reader, sight, list(known), scheme=scheme))
        return len(kept.lacking), len(wanted)


def test_a_review_finds_all_of_it_compared(project, desk):
    assert lacking(project, desk) == (2, 2)
    told = []
    assert prepare(Port(told.append), desk) == 2
    assert told[-1] == (2, 2)
    assert lacking(project, desk) == (0, 2)
    assert prepare(Port(told.append), desk) == 0


def test_being_stopped_keeps_what_was_compared(project, desk, monkeypatch):
    monkeypatch.setattr(preparing, "_AT_ONCE", 1)
    monkeypatch.setattr(preparing, "_KEPT_S", 0)

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(Port(stop), desk)
    assert lacking(project, desk) == (1, 2)
    assert prepare(Port(lambda _: None), desk) == 1


@pytest.fixture
def shared(desk, monkeypatch):
    """Another process helps, which begins with the second of two articles."""
    monkeypatch.setattr(preparing, "_AT_ONCE", 1)
    return replace(desk, apart=True)


@pytest.fixture
def hears(monkeypatch):
    """Nothing is compared here before the other process has told of something; what it told."""
    told, there, run, here = [], threading.Event(), preparing.Worker.run, preparing.compare

    def listen(worker, function, *args, heard=lambda _: None, **how):
        def hear(piece):
            heard(piece)
            told.append(piece)
            there.set()

        return run(worker, function, *args, heard=hear, **how)

    def late(*args, **how):
        assert there.wait(60)
        return here(*args, **how)

    monkeypatch.setattr(preparing.Worker, "run", listen)
    monkeypatch.setattr(preparing, "compare", late)
    return told


def test_another_process_finds_what_this_one_does(project, desk, shared, hears, tmp_path):
    assert prepare(Port(lambda _: None), shared) == 2
    assert [begin for begin, _ in hears][:1] == [1]
    assert prepare(Port(lambda _: None), replace(desk, kept=tmp_path / "alone.items")) == 2
    with project.reader() as reader:
        sight = sight_of(
            reader, annotator=desk.annotator, own_layer=desk.own_layer,
            register_layer=desk.register_layer,
        )  # fmt: skip
        alone, together = (load(path, reader, sight, reader.scheme())
                           for path in (tmp_path / "alone.items", desk.kept))  # fmt: skip
    assert together == alone
    assert len(together.items) == 2


def test_what_a_process_that_dies_was_to_compare_is_compared_here(
    project, desk, shared, monkeypatch
):
    def lost(*_, **__):
        raise WorkerError("run.worker_lost")

    monkeypatch.setattr(preparing.Worker, "run", lost)
    assert prepare(Port(lambda _: None), shared) == 2
    assert lacking(project, desk) == (0, 2)


def test_a_bug_in_the_other_process_is_told(project, shared, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(preparing.Worker, "run", broken)
    with pytest.raises(ZeroDivisionError):
        prepare(Port(lambda _: None), shared)


def test_only_the_work_of_others_makes_it_worth_while(project, desk):
    with project.reader() as reader:
        assert is_worth(reader, desk)
    alone = [finished(layer, n, "in_progress") for layer in _others(project) for n in range(3)]
    project.writer.commit(Action(Message("history.unknown"), tuple(alone)))
    with project.reader() as reader:
        assert not is_worth(reader, desk)


@given(st.integers(1, 40), st.integers(1, 9), st.data())
def test_two_that_meet_compare_each_article_once(articles, at_once, data):
    """Whenever the other tells what, and however much of it it does."""
    names = [str(number) for number in range(articles)]
    helper = preparing._Helper(None)
    ends = list(range(articles, 0, -at_once))

    def tell():
        for _ in range(data.draw(st.integers(0, 3))):
            if ends:
                end = ends.pop(0)
                begin = max(0, end - at_once)
                helper._found.put((begin, names[begin:end]))

    def here(some):
        tell()
        return some

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparing, "_AT_ONCE", at_once)
        tell()
        found = list(helper.beside(names, here))
    assert all(count == len(piece) for count, piece in found)
    assert sorted(each for _, piece in found for each in piece) == sorted(names)


def _others(project):
    with project.reader() as reader:
        return [each.id for each in reader.layers()
                if each.role == "annotator" and each.id != project.own_layer]  # fmt: skip
