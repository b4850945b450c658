"""The real window is killed at work; what it said is saved is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from juseok.services.projects import open_project
from juseok.store.doctor import check
from juseok.store.reader import ArticleQuery

HERE = Path(__file__).parent


def work_and_kill(path: Path, rounds: int, after: int) -> set[str]:
    """Let a window tag until it has said ``after`` times that all is saved, then kill it."""
    worker = subprocess.Popen(
        [sys.executable, HERE / "tagging_window.py", path, str(rounds)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), *sys.path])},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = [worker.stdout.readline() for _ in range(after)]
    finally:
        worker.kill()
        rest, _ = worker.communicate()
    assert all(line.startswith("SAVED ") for line in said), said
    complete = [*said, *(line for line in rest.splitlines(keepends=True) if line.endswith("\n"))]
    return set(complete[-1].split()[1:])


def mentions(path: Path) -> set[str]:
    with open_project(path=path) as project, project.reader() as reader:
        viewer = project.viewer()
        return {
            mention.id
            for article in reader.article_ids(viewer, ArticleQuery())
            for mention in reader.annotations(viewer, article).mentions
        }


@pytest.mark.timeout(120)
def test_what_the_window_said_is_saved_survives_its_death(path, at_window):
    saved: set[str] = set()
    for rounds, after in enumerate((1, 7, 16)):
        saved |= work_and_kill(path, rounds, after)
        assert saved <= mentions(path)
        assert check(path) == []
    assert len(saved) >= 24

    def look(hands):
        assert saved <= {mention.id for mention in hands.mentions}

    at_window(look, path)
