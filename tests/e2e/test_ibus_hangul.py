"""With ibus-hangul in Hangul mode, keys pressed from outside tag, and fields compose."""

import subprocess

import pytest
from tests.e2e.display import missing, new_screen, wait_for

from juseok.core.model import ArticleAnnotations
from juseok.services.projects import open_project
from juseok.store.reader import ArticleQuery

ENGINE = "hangul"
SWITCH = "shift+space"
NOTE, HANGUK, KEEP = "semicolon", "gksrnr", "ctrl+Return"

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        bool(missing("Xvfb", "dbus-daemon", "xdotool", "ibus-daemon", "ibus")),
        reason="needs Xvfb, dbus-daemon, xdotool and ibus with its Hangul engine",
    ),
]


@pytest.fixture
def screen():
    """A screen with ibus on it, its Hangul engine chosen (still in Latin mode)."""
    with new_screen() as screen:
        screen.env |= {
            "QT_IM_MODULE": "ibus",
            "XMODIFIERS": "@im=ibus",
            "GSETTINGS_BACKEND": "memory",
        }
        screen.start(
            "ibus-daemon", "--panel=disable", "--emoji-extension=disable",
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for("ibus", lambda: screen.ask("ibus", "list-engine"))
        if ENGINE not in screen.ask("ibus", "list-engine"):
            pytest.skip("needs ibus-hangul")

        def choose():
            screen.ask("ibus", "engine", ENGINE)
            return ENGINE in screen.ask("ibus", "engine")

        wait_for("Hangul engine", choose)
        yield screen


def saved(path) -> ArticleAnnotations:
    """What is on disk of the first article."""
    with open_project(path=path, read_only=True) as project, project.reader() as reader:
        first = reader.article_ids(project.viewer(), ArticleQuery())[0]
        return reader.annotations(project.viewer(), first)


def tags(path) -> list[tuple[str, str]]:
    return [(m.type, m.spans[0].quote) for m in saved(path).mentions]


def notes(path) -> list[str]:
    return [remark.text for remark in saved(path).remarks]


def test_keys_in_hangul_mode_tag_and_a_field_takes_composed_hangul(path, screen):
    screen.start_juseok(path)
    screen.focus()

    def first_tag():
        screen.keys("ctrl+Home", "shift+Right", "e")
        return tags(path) == [("GPE", "美")]

    wait_for("first tag", first_tag)

    screen.keys(NOTE, SWITCH, *HANGUK, KEEP)
    wait_for("note that was composed", lambda: notes(path) == ["한국"])

    for key in "qwer":
        screen.keys("ctrl+Right", "Right", "shift+Right", "shift+Right", key)
    found = [
        ("GPE", "美"), ("PERSON", "AI"), ("ORG", "수출"), ("GPE", "'연"), ("LOC", "밀도"),
    ]  # fmt: skip
    wait_for("tags by keys in Hangul mode", lambda: tags(path) == found)

    screen.keys(NOTE, *"dmsgod", KEEP)
    wait_for("Hangul without a switch", lambda: sorted(notes(path)) == ["은행", "한국"])
