"""Files that cannot be opened, or not for writing: one sentence in the window of ``main()``."""

import os
import socket
import subprocess
import sys

import pytest
from tests.e2e.ways import by_drag, words_of

from juseok.services.projects import open_project

HOLD = """
import sys
from pathlib import Path
from juseok.services.projects import open_project
with open_project(path=Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def say(at_window, path, *words):
    """Open ``path`` in a window and wait for a notice that holds all ``words``."""
    before = path.read_bytes()

    def look(hands):
        notice = hands.window.notice
        hands.until(lambda: all(word in notice.text for word in (path.name, *words)))
        assert notice.isVisible()
        assert hands.window.bench is None
        hands.press("Ctrl+Q")

    at_window(look, path, wait=False)
    assert path.read_bytes() == before


def test_a_file_that_another_process_holds_is_refused_by_the_holders_name(path, at_window):
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert held.stdout.readline() == "held\n"
        say(at_window, path, "다른 창에서 열려", socket.gethostname(), str(held.pid))
    finally:
        held.communicate()


def test_a_file_that_cannot_be_written_is_read_with_the_reason_on_screen(path, at_window):
    path.chmod(0o444)

    def read(hands):
        assert "파일이 쓰기 금지되어 있습니다" in hands.window.notice.text
        assert hands.window.header._state.text() == "읽기 전용"
        by_drag(hands, *words_of(hands.workspace, 1)[0])
        hands.press("Q")
        assert hands.mentions == ()
        assert "읽기 전용" in hands.window.notice.text

    before = path.read_bytes()
    at_window(read, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        pytest.param(lambda data: data[: len(data) // 2], "잘려 있습니다", id="truncated"),
        pytest.param(lambda _: "기사입니다.\n".encode(), "Juseok 프로젝트가 아니거나", id="text"),
        pytest.param(lambda _: b"", "Juseok 프로젝트가 아니거나", id="empty"),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence_and_left_as_it_is(path, at_window, damage, words):
    path.write_bytes(damage(path.read_bytes()))
    say(at_window, path, words)


def test_a_newer_file_is_told_in_a_sentence_and_left_as_it_is(path, at_window):
    data = bytearray(path.read_bytes())
    data[60:64] = (999).to_bytes(4, "big")  # user_version in the header of SQLite files
    path.write_bytes(data)
    say(at_window, path, "더 새로운 Juseok")


def test_after_a_refusal_another_project_can_be_opened_in_the_same_window(
    tmp_path, path, at_window
):
    broken = tmp_path / "깨진.juseok"
    broken.write_text("기사입니다.")

    def open_another(hands):
        hands.until(lambda: broken.name in hands.window.notice.text)
        hands.give_path(path)
        hands.press("Ctrl+O")
        hands.wait_open()
        assert hands.bench.list.model.rowCount() > 0

    at_window(open_another, broken, wait=False)
    with open_project(path=path) as project:
        assert project.read_only is None
