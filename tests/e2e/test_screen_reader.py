"""A screen reader reads the real window: the article's name, paragraph, caret, what was tagged."""

import json
import queue
import threading

import pytest
from tests.e2e.display import SCREEN_READER, needs_screen_reader, new_screen

from juseok.services.projects import open_project
from juseok.store.reader import ArticleQuery

_WAIT_S = 20.0
_AGAIN_S = 5.0
_TRIES = 3
"""A busy machine may lose a key that comes from outside; what is pressed can be pressed again."""

pytestmark = [pytest.mark.display, pytest.mark.timeout(120), needs_screen_reader]


@pytest.fixture
def article(path):
    """The first article of the project."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        return reader.article(reader.article_ids(project.viewer(), ArticleQuery())[0])


def test_a_screen_reader_follows_the_work(path, article):
    with new_screen() as screen:
        program = screen.start_juseok(path, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        screen.focus()
        reader = screen.start(*SCREEN_READER, "juseok")

        lines_of_reader = queue.SimpleQueue()

        def listen():
            for line in reader.stdout:
                lines_of_reader.put(line)

        threading.Thread(target=listen, daemon=True).start()

        def heard(wait=_WAIT_S):
            return json.loads(lines_of_reader.get(timeout=wait))

        def heard_after(*keys):
            for _ in range(_TRIES):
                screen.keys(*keys)
                try:
                    return heard(_AGAIN_S)
                except queue.Empty:
                    continue
            raise AssertionError(f"nothing was heard after {keys}")

        def look():
            reader.stdin.write("look\n")
            reader.stdin.flush()
            while "name" not in (said := heard()):
                continue
            return said

        lines = article.text.split("\n")
        assert heard() == {"name": article.metadata.title, "text": lines[0], "caret": 0}

        screen.keys("Down", "Down", "Home", "Right", "Right")
        said = look()
        assert said["text"] in lines[1:]
        assert said["caret"] == 2

        assert heard_after("ctrl+Home", "shift+Right") == {"announced": "美"}
        assert heard_after("e") == {"announced": "국가·행정구역 언급 ‘美’ 추가"}

        screen.keys("ctrl+q")
        assert program.wait(_WAIT_S) == 0
