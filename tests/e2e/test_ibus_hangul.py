"""With ibus-hangul in Hangul mode, keys pressed from outside do the job, and fields compose."""

import json
import subprocess
from collections.abc import Callable

import pytest
from tests.e2e.display import (
    SCREEN_READER,
    Screen,
    missing,
    needs_screen_reader,
    new_screen,
    seen,
    wait_for,
)
from tests.e2e.job import CLAIMS, MENTIONS, RELATIONSHIPS, dump, made, prove_spans

from juseok.core.model import ArticleAnnotations
from juseok.services.projects import open_project
from juseok.store.reader import ArticleQuery

ENGINE = "hangul"
SWITCH = "shift+space"
NOTE, HANGUK, KEEP = "semicolon", "gksrnr", "ctrl+Return"
EOJEOL = "ctrl+shift+Right"
ARTICLE, FIELD = "document frame", "text"  # roles, as a screen reader is told
PAUSE = 3.0  # seconds until what did not come is tried again
LONG = 150.0  # seconds for some hundred edits, one after the other

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        bool(missing("Xvfb", "dbus-daemon", "xdotool", "ibus-daemon", "ibus")),
        reason="needs Xvfb, dbus-daemon, xdotool and ibus with its Hangul engine",
    ),
    needs_screen_reader,
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


def start_listening(screen: Screen) -> Callable[[], str]:
    """Have a screen reader follow the keyboard; gives a question: the role of what has it.

    Qt asks whether a key is for the input method when it takes the key from the X server, before
    the keys ahead of it have moved the focus: keys for a field must wait until it has the keyboard.
    """
    reader = screen.start(*SCREEN_READER, "juseok")
    screen.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"

    def where() -> str:
        reader.stdin.write("where\n")
        reader.stdin.flush()
        while "where" not in (said := json.loads(reader.stdout.readline())):
            continue  # what it hears on the way
        return said["where"]

    return where


def write_note(screen: Screen, where: Callable[[], str], *keys: str) -> None:
    """Open the field of a note, type into it, keep it, and be back in the article."""
    wait_for("article in focus", lambda: where() == ARTICLE)
    screen.keys(NOTE)
    wait_for("field in focus", lambda: where() == FIELD)
    screen.keys(*keys, KEEP)
    wait_for("article in focus again", lambda: where() == ARTICLE)


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
    where = start_listening(screen)
    screen.start_juseok(path)
    screen.focus()

    def first_tag():
        screen.keys("ctrl+Home", "shift+Right", "e")
        return tags(path) == [("GPE", "美")]

    wait_for("first tag", first_tag)

    write_note(screen, where, SWITCH, *HANGUK)
    wait_for("note that was composed", lambda: notes(path) == ["한국"])

    for key in "qwer":
        screen.keys("ctrl+Right", "Right", "shift+Right", "shift+Right", key)
    found = [
        ("GPE", "美"), ("PERSON", "AI"), ("ORG", "수출"), ("GPE", "'연"), ("LOC", "밀도"),
    ]  # fmt: skip
    wait_for("tags by keys in Hangul mode", lambda: tags(path) == found)

    write_note(screen, where, *"dmsgod")
    wait_for("Hangul without a switch", lambda: sorted(notes(path)) == ["은행", "한국"])


def count(path, kind: str) -> int:
    return sum(each[1] == kind for each in dump(path))


def import_folder(screen, path, folder) -> None:
    screen.keys("ctrl+i")
    screen.front("기사 가져오기")
    screen.keys("Tab", "space")
    screen.front("폴더 고르기")
    screen.type_text(str(folder))
    screen.keys("Return")
    screen.front("기사 가져오기")

    def imported():
        if count(path, "article") == 0:
            screen.keys("ctrl+Return")  # does nothing while it is being read
        return count(path, "article") >= 5

    def left():
        screen.keys("Escape")
        return not screen.window_of("기사 가져오기")

    def shown():
        screen.keys("ctrl+Home", "shift+Right", "e")
        return count(path, "mention") == 1

    wait_for("import", imported, LONG)
    wait_for("end of the dialog", left)
    screen.focus()
    wait_for("article", shown)
    screen.keys("Delete")
    wait_for("untagged article", lambda: count(path, "mention") == 0)


def press_until(screen, key: str, what: str, done) -> None:
    def look():
        screen.keys(key)
        return done()

    wait_for(what, look, LONG)


def tag_mentions(screen, path) -> None:
    screen.keys("ctrl+Home")
    for key in ("we" * 5 + "weqrtasdfg")[:MENTIONS]:
        screen.keys("ctrl+Right", EOJEOL, key, "Right")
    wait_for("mentions", lambda: count(path, "mention") == MENTIONS)


def make_claims(screen, path) -> None:
    """One with all roles, one with two contents, one elided, one without a source."""
    screen.keys("Down", "Home", EOJEOL, EOJEOL, EOJEOL, "z", "Right")
    screen.keys(EOJEOL, "x", "Right", EOJEOL, "c", "2", "minus", "Right")
    screen.keys("Down", "Home", EOJEOL, EOJEOL, "z", "Right", "ctrl+Right", EOJEOL, "shift+z")
    screen.keys("Down", "Home", EOJEOL, EOJEOL, "z", "x")
    screen.keys("Down", "Home", EOJEOL, EOJEOL, "z", "x", "x")
    wait_for("claims", lambda: count(path, "claim") == CLAIMS)

    def whole():  # the last key of a claim is saved after its first
        found = saved(path).claims
        return sorted(len(claim.content) for claim in found) == [1, 1, 1, 2] and {
            claim.source_state for claim in found
        } >= {"given", "elided", "none"}

    wait_for("claims with their contents and sources", whole)


def link_claims(screen, path) -> None:
    screen.keys("ctrl+Next")
    press_until(screen, "ctrl+Home", "next article", lambda: True)
    screen.keys("ctrl+Right", EOJEOL, EOJEOL, EOJEOL, "z")
    wait_for("claim of the next article", lambda: count(path, "claim") == CLAIMS + 1)
    screen.keys("l")
    press_until(screen, "Return", "link", lambda: count(path, "claim_link") == 1)
    screen.keys("ctrl+Prior")


def make_relationships(screen, path) -> None:
    """Of an organisation and the place behind it, again and again."""
    for number in range(RELATIONSHIPS):

        def related(wanted=number + 1):
            screen.keys("Escape", "ctrl+Home", *["n"] * (2 * wanted - 1), "b", "Right", "Return")
            screen.keys("1")
            return seen(lambda: count(path, "relationship") == wanted, PAUSE)

        wait_for("relationship", related)  # the article may only be on its way at first


@pytest.mark.drill  # keys from outside wait for nobody: a busy machine may lose one
def test_the_whole_job_in_hangul_mode_by_keys_from_outside(tmp_path, folder, screen, command):
    path, elsewhere = tmp_path / "뉴스.juseok", tmp_path / "다른 곳.juseok"
    pages, exported = tmp_path / "pages", tmp_path / "뉴스.jsonl"
    folder.rename(pages)
    assert command("new", path) == 0
    where = start_listening(screen)
    program = screen.start_juseok(path)
    screen.focus()
    import_folder(screen, path, pages)
    write_note(screen, where, SWITCH, *HANGUK)
    wait_for("note that was composed", lambda: notes(path) == ["한국"])

    tag_mentions(screen, path)
    make_claims(screen, path)
    link_claims(screen, path)
    make_relationships(screen, path)
    worked = made(dump(path))
    press_until(screen, "ctrl+z", "empty project", lambda: made(dump(path)) == [])
    press_until(screen, "ctrl+shift+z", "work again", lambda: made(dump(path)) == worked)

    screen.keys("ctrl+q")
    assert program.wait(30) == 0
    screen.start_juseok(path)
    screen.focus()

    def taken_back():
        screen.keys("ctrl+z")
        return seen(lambda: count(path, "relationship") == RELATIONSHIPS - 1, PAUSE)

    wait_for("undo after the restart", taken_back)

    def asked():
        screen.keys("ctrl+e")
        return seen(lambda: screen.window_of("내보내기"), PAUSE)

    wait_for("export dialog", asked)
    screen.front("내보내기")
    screen.keys("Return")
    wait_for("export", exported.exists)
    assert prove_spans(path) >= MENTIONS + CLAIMS
    assert command("import", elsewhere, exported) == 0
    assert dump(elsewhere) == dump(path)
