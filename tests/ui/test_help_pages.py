"""The help says what the program does, in both languages, and nothing that is not so."""

import re

import click
import pytest

from juseok.cli import Exit, juseok
from juseok.core.resources import resource
from juseok.ui.action_table import ACTIONS, type_actions
from juseok.ui.actions import ActionRouter
from juseok.ui.help_pages import (
    KEY,
    KEYS_HERE,
    LANGUAGES,
    PAGES,
    load_pages,
    matches,
    source,
    unescaped,
)
from juseok.ui.keymap import Chord

EACH = [(language, page) for language in LANGUAGES for page in PAGES]
TYPES = type_actions(
    tuple(
        (name, name, key)
        for key, name in zip(
            "QWERTASDFG",
            ["PERSON", "ORG", "GPE", "LOC", "TITLE", "PRODUCT", "TECH", "LAW", "EVENT", "WORK"],
            strict=True,
        )
    )
)


@pytest.fixture
def router(qapp):
    router = ActionRouter()
    router.set_families(TYPES)
    return router


def page(router, name, language="en"):
    return next(each for each in load_pages(language, router) if each.id == name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_listed_and_every_listed_page_is_there(language):
    found = {path.stem for path in resource(f"help/{language}").glob("*.md")}
    assert found == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_headings_tables_and_pictures(name):
    def shape(language):
        text = source(language, name)
        return (
            re.findall(r"^#+(?= )", text, re.MULTILINE),
            len(re.findall(r"^\|", text, re.MULTILINE)),
            [image.split("/")[-1] for image in re.findall(r"!\[[^\]]*\]\(([^)]*)\)", text)],
            sorted(match.group(2) for match in KEY.finditer(text)),
        )

    assert shape("ko") == shape("en")


@pytest.mark.parametrize(("language", "name"), EACH)
def test_every_picture_and_every_link_leads_somewhere_here(language, name):
    folder = resource(f"help/{language}")
    for image, words, target in re.findall(
        r"(!?)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)", source(language, name)
    ):
        assert words
        if image or not target.startswith("key:"):
            assert (folder / target).resolve().is_file(), target
            assert f"/images/{'en' if language == 'ko' else 'ko'}/" not in target


@pytest.mark.parametrize(("language", "name"), EACH)
def test_a_key_in_a_page_is_the_default_one_of_its_action(language, name):
    actions = {spec.id: spec for spec in (*ACTIONS, *TYPES)}
    for match in KEY.finditer(source(language, name)):
        spec = actions[match.group(2)]
        labels = {Chord.parse(key).label() for key in spec.keys}
        assert {unescaped(match.group(1))} & (labels | set(spec.keys)), match.group(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_is_explained_on_the_page_of_keys(router, language):
    text = page(router, "keys", language).text
    plain = text.replace("\\", "")
    assert KEYS_HERE not in text
    assert [s.id for s in router.all_specs() if f"**{router.name(s)}**" not in plain] == []


def test_a_page_tells_the_keys_a_person_has_chosen(qapp):
    router = ActionRouter({"claim.new": ("H",), "claim.cue": ()})
    claims = page(router, "claims").plain
    assert "press \u2009H\u2009" in claims
    assert "press (no key)" in claims
    assert "\u2009H\u2009" in page(router, "keys").text


def test_with_a_project_open_only_what_can_be_done_is_listed(router):
    router.register("tag.type", lambda _: None)
    router.register("claim.new", lambda: None)
    keys = page(router, "keys").text
    assert "**New claim from the selection**" in keys
    assert "**Accept the suggestion**" not in keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_of_the_shell_is_described(language):
    text = source(language, "command-line")
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    commands = {name: each for name, each in juseok.commands.items() if not each.hidden}
    assert set(sections) == set(commands)
    for name, command in commands.items():
        for option in options(command):
            assert re.search(rf"(?<![-\w]){option}(?![-\w])", sections[name]), (name, option)
    for option in (*options(juseok), "--help"):
        assert f"`{option}`" in text


def options(command: click.Command) -> list[str]:
    return [max(each.opts, key=len) for each in command.params if isinstance(each, click.Option)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_option_is_described_that_is_not_there(language):
    known = {
        option for command in (juseok, *juseok.commands.values()) for option in options(command)
    }
    told = set(re.findall(r"(?<![-\w])--[a-z]+(?:-[a-z]+)*", source(language, "command-line")))
    assert told <= known | {"--help"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exit_code_is_described(language):
    rows = re.findall(r"^\| (\d+) \|", source(language, "command-line"), re.MULTILINE)
    assert {int(row) for row in rows} == {code.value for code in Exit}


def test_a_search_wants_every_word_and_prefers_titles(router):
    pages = load_pages("en", router)
    found = {each.id: matches(each, "claim source") for each in pages}
    assert max(found, key=found.get) == "claims"
    assert matches(page(router, "claims"), "claim nowhere-to-be-found") == 0
    assert matches(page(router, "claims"), "  ") == 0
