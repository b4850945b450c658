"""Threads that read for one project end with it, whenever they were asked for."""

import threading

import pytest

from juseok.ui.pools import Pools


@pytest.fixture
def pools(qapp):
    pools = Pools(lambda: pytest.fail("no job is run here"))
    yield pools
    pools.end()
    pools.wait()


def _reading() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if each.name.startswith("juseok-read")}


def test_pools_end_together(pools) -> None:
    before = _reading()
    pools.reading()
    pools.working()
    made = _reading() - before
    assert len(made) == 2
    pools.end()
    pools.wait()
    assert not made & _reading()


def test_a_pool_asked_for_behind_the_end_does_nothing(pools) -> None:
    pools.end()
    before = _reading()
    pool = pools.reading()
    pool.run(lambda *_: pytest.fail("it was over"), lambda _: None)
    pool.wait()
    assert not _reading() - before
