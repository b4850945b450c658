"""A screen reader under a real X server reads the article, the paragraph and the caret."""

import json
import sys
from pathlib import Path

import pytest
from tests.e2e.display import SCREEN_READER, needs_screen_reader, new_screen

WINDOW = Path(__file__).parent / "atspi_window.py"

pytestmark = [pytest.mark.display, pytest.mark.timeout(120), needs_screen_reader]


def line_of(process):
    line = process.stdout.readline().strip()
    assert line, f"{process.args[0]} ended"
    return line


def ask(process, command):
    process.stdin.write(command + "\n")
    process.stdin.flush()


def test_a_screen_reader_reads_title_paragraph_caret_and_announcements():
    env = {
        "PYTHONPATH": str(WINDOW.parents[3] / "desktop"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    with new_screen() as screen:
        # The reader first, as in life: what a window says while one is being registered is lost.
        reader = screen.start(*SCREEN_READER, "juseok-article-window")
        window = screen.start(sys.executable, WINDOW, env=env)
        assert line_of(window) == "ready"
        first = json.loads(line_of(reader))
        assert first == {"name": "칩과 규제", "text": "첫 문단이다.", "caret": 0}

        ask(window, "caret 12")
        assert line_of(window) == "done"
        ask(reader, "look")
        second = json.loads(line_of(reader))
        assert second["text"] == "둘째 👍 문단에서 규제를 다룬다."
        assert second["caret"] == len("둘째 👍".encode("utf-16-le")) // 2

        ask(window, "say 기관 언급 추가")
        assert json.loads(line_of(reader)) == {"announced": "기관 언급 추가"}
