"""Work of two processes: its results in order, whoever made them, and that the other one ends."""

import os

import pytest
from tests.services import heavy_jobs as jobs

from juseok.core.processes import RemoteFault
from juseok.services import abreast as module
from juseok.services.abreast import abreast


@pytest.fixture
def children(monkeypatch):
    """The processes that were started."""
    found = []

    def start(name):
        found.append(begun(name))
        return found[-1]

    begun = module.start_beside
    monkeypatch.setattr(module, "start_beside", start)
    return found


def results_of(pieces, function):
    with abreast(pieces, jobs.halved, function) as results:
        return list(results)


def test_results_come_in_the_order_of_their_pieces_and_some_from_elsewhere(children):
    pieces = [0, 2, 4, 5, *range(6, 100, 2)]
    found = results_of(pieces, jobs.halves)
    assert [each and each[0] for each in found] == [
        None if number % 2 else number // 2 for number in pieces
    ]
    assert {each[1] for each in found if each} == {os.getpid(), children[0].pid}
    assert children[0].poll() is not None


def test_what_one_had_that_died_is_left_to_whoever_waits(children):
    found = results_of(range(0, 100, 2), jobs.one_half)
    lost = [at for at, each in enumerate(found) if each is None]
    assert 1 in lost
    assert len(lost) <= 2
    assert children[0].poll() is not None


def test_a_bug_there_is_a_bug_here_and_ends_it(children):
    with pytest.raises(RemoteFault, match="ZeroDivisionError"):
        results_of(range(0, 100, 2), jobs.no_half)
    assert children[0].poll() is not None


def test_one_that_cannot_begin_leaves_all_it_is_handed(children):
    found = results_of(range(0, 20, 2), jobs.known)
    assert {each and each[1] for each in found} <= {None, os.getpid()}
    assert None in found


def test_without_another_process_all_is_made_here(monkeypatch):
    def refused(name):
        raise OSError

    monkeypatch.setattr(module, "start_beside", refused)
    assert [each[0] for each in results_of(range(0, 8, 2), jobs.halves)] == [0, 1, 2, 3]
