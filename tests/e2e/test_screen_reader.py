"""A screen reader reads the real window: the article's name, paragraph, caret, what was tagged."""

import json

import pytest
from tests.e2e.display import SCREEN_READER, needs_screen_reader, new_screen

from juseok.services.projects import open_project
from juseok.store.reader import ArticleQuery

pytestmark = [pytest.mark.display, pytest.mark.timeout(120), needs_screen_reader]


@pytest.fixture
def article(path):
    """The first article of the project."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        return reader.article(reader.article_ids(project.viewer(), ArticleQuery())[0])


def test_a_screen_reader_follows_the_work(path, article):
    with new_screen() as screen:
        screen.start_juseok(path, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        screen.focus()
        reader = screen.start(*SCREEN_READER, "juseok")

        def heard():
            line = reader.stdout.readline()
            assert line, "the reader ended"
            return json.loads(line)

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

        screen.keys("ctrl+Home", "shift+Right")
        assert heard() == {"announced": "美"}
        screen.keys("e")
        assert heard() == {"announced": "GPE 언급 ‘美’ 추가"}
