"""A screen reader reads the real window: the article's name, paragraph, caret, what was tagged."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.e2e.display import SYSTEM_PYTHON, missing, new_screen

from juseok.services.projects import open_project
from juseok.store.reader import ArticleQuery

HERE = Path(__file__).parent
_ASK = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        bool(missing("Xvfb", "dbus-daemon", "xdotool", SYSTEM_PYTHON))
        or subprocess.run(_ASK, capture_output=True, check=False).returncode != 0,
        reason="needs Xvfb, dbus-daemon, xdotool and the system Python's Atspi",
    ),
]


@pytest.fixture
def article(path):
    """The first article of the project."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        return reader.article(reader.article_ids(project.viewer(), ArticleQuery())[0])


def test_a_screen_reader_follows_the_work(path, article):
    with new_screen() as screen:
        screen.start_juseok(path, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        screen.focus()
        reader = screen.start(SYSTEM_PYTHON, HERE / "screen_reader.py")

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
