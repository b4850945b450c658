"""Suggestions in the window of ``main()``: three accepted, one rejected, and what stays of it."""

import json

import jsonschema
import pytest

from juseok.core.model import How
from juseok.core.resources import resource

TEXT = (
    "가람전자, 새 공장 짓는다\n\n"
    "한지우 기자 han@press.example\n\n"
    "가람전자는 내년에 새 공장을 짓는다고 밝혔다. 가람전자의 매출은 늘었다.\n\n"
    "업계는 가람전자와 나루칩이 손을 잡을 것으로 본다. 가람전자만 말을 아꼈다. "
    "나루칩도 가람전자를 따라간다.\n"
)


@pytest.fixture
def project(tmp_path, command, own_settings):
    """A project with one article; the analyser is off, so that only what is known counts."""
    with open(tmp_path / "config" / "settings.toml", "a", encoding="utf-8") as settings:
        settings.write("[korean]\nanalyser = false\n")
    path, page = tmp_path / "제안.juseok", tmp_path / "기사.txt"
    page.write_text(TEXT, encoding="utf-8")
    assert command("import", path, page) == 0
    return path


def suggestions(hands):
    return hands.window._context.suggestions


def settled(hands):
    found = suggestions(hands)
    hands.until(lambda: found._on and not found.searching)
    return found


def places(hands, name):
    return [at for at in range(len(hands.text)) if hands.text.startswith(name, at)]


def test_three_accepted_one_rejected_and_after_a_restart_it_stays_away(
    project, at_window, command, tmp_path
):
    def work(hands):
        every = places(hands, "가람전자")
        assert len(every) == 6
        hands.find_at(every[0], every[0] + 4)
        hands.press("W")
        settled(hands)
        hands.until(lambda: [each.start for each in suggestions(hands).items] == every[1:])
        hands.press_each("Tab", "Enter", "Enter", "Enter", "Backspace")
        assert [each.spans[0].start for each in hands.mentions] == every[:4]
        assert [each.how for each in hands.mentions] == [How.HAND, *[How.ACCEPTED] * 3]
        settled(hands)
        assert [each.start for each in suggestions(hands).items] == every[5:]
        hands.wait_saved()
        hands.quit()

    def look(hands):
        every = places(hands, "가람전자")
        hands.until(lambda: suggestions(hands)._on)
        hands.until(lambda: [each.start for each in suggestions(hands).items] == every[5:])
        assert [each.spans[0].start for each in hands.mentions] == every[:4]
        assert not hands.moused
        hands.press("Ctrl+Z")
        hands.wait_turned()
        hands.until(lambda: [each.start for each in suggestions(hands).items] == every[4:])
        hands.press("Ctrl+Y")
        hands.wait_turned()
        hands.until(lambda: [each.start for each in suggestions(hands).items] == every[5:])

    at_window(work, project)
    at_window(look, project)
    out = tmp_path / "모두.jsonl"
    assert command("export", project, "--out", out) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines].count("rejection") == 1
    schema = json.loads(resource("schemas/native.schema.json").read_text("utf-8"))
    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(line)
    copy = tmp_path / "사본.juseok"
    assert command("import", copy, out) == 0
    at_window(lambda hands: hands.until(
        lambda: suggestions(hands)._on and len(suggestions(hands).items) == 1
    ), copy)  # fmt: skip
