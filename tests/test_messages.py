"""The two catalogues of sentences agree with each other and with the code that speaks them."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from tests.core.test_readback_words import OWN

import juseok
from juseok.core import messages
from juseok.core.errors import KnownError
from juseok.core.messages import LANGUAGES, Message, catalogue, render
from juseok.core.plurals import agreed

_PLACEHOLDER = re.compile(r"\{([a-z_0-9]+)\}")
_FIXED_PARTICLE = re.compile(
    r"\{[a-z_0-9]+\}[’”'\")\]]*(?:은|는|이|가|을|를|과|와|으로|로|이?라고?|이?여야|이어야)(?![가-힣])"
)


@cache
def _sources() -> tuple[tuple[str, tuple[ast.AST, ...]], ...]:
    """Of every file of the program, by name, what a sentence may be said by: calls and strings."""
    files = sorted(Path(juseok.__file__).parent.rglob("*.py"))
    return tuple((path.name, tuple(_said_by(path.read_text("utf-8")))) for path in files)


def _said_by(source: str) -> Iterator[ast.AST]:
    """One walk for all tests, and not by ``ast.walk``: there are half a million nodes."""
    todo: list[object] = [ast.parse(source)]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += cast("list[object]", node)
        elif isinstance(node, ast.AST):
            if isinstance(node, ast.Call | ast.JoinedStr | ast.Constant):
                yield node
            todo += [getattr(node, name) for name in node._fields if name not in _NO_WORDS]


_NO_WORDS = frozenset({"ctx", "op", "ops", "id", "attr", "name", "kind"})
"""Fields of nodes without anything below them."""


def _literals(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every string of the code, and the constant start of every f-string with a ``*``."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
            yield "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _message_codes(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """First arguments of ``Message("…")`` and of the raising of ``…Error("…", …)``."""
    for node in nodes:
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        known = name == "Message" or name in _known_errors()
        first = node.args[0]
        if known and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


@cache
def _known_errors() -> frozenset[str]:
    from juseok.core import errors

    return frozenset(
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.KnownError)
    )


def _sentences(language: str) -> list[str]:
    """All codes but those that a claim's read-back has for the grammar of this language alone.

    ``tests/core/test_readback_words.py`` holds each language's own set whole.
    """
    own = {f"readback.{name}" for name in OWN[language]}
    return sorted(code for code in catalogue(language) if code not in own)


def test_both_languages_have_the_same_codes() -> None:
    assert _sentences("ko") == _sentences("en")


def _parameters(template: str) -> set[str]:
    """Names in ``template``; the name of a thing in either language is one parameter."""
    return {
        "name in language" if name in LANGUAGES else name for name in _PLACEHOLDER.findall(template)
    }


def test_both_languages_use_the_same_parameters() -> None:
    english, korean = catalogue("en"), catalogue("ko")
    assert {
        code: (english[code], korean[code])
        for code in english.keys() & korean.keys()
        if _parameters(english[code]) != _parameters(korean[code])
    } == {}


def test_every_code_in_the_program_has_its_sentence() -> None:
    said = {(code, name) for name, nodes in _sources() for code in _message_codes(nodes)}
    assert sorted((code, name) for code, name in said if code not in catalogue("en")) == []


def test_every_mark_of_a_number_is_one() -> None:
    """A mark that is not understood would be read by a person as it stands."""
    for code, template in catalogue("en").items():
        said = agreed(template, dict.fromkeys(_PLACEHOLDER.findall(template), 1))
        assert not re.search(r"\([^()]*\|[^()]*\)|\(s\)", said), code


def test_every_sentence_is_said_somewhere() -> None:
    literals = {text for _, nodes in _sources() for text in _literals(nodes)}
    patterns = [
        re.compile(".+".join(map(re.escape, text.split("*"))))
        for text in literals
        if re.fullmatch(r"[a-z_*]+(\.[a-z_*]+)+", text) and "*" in text
    ]
    unused = [
        code
        for code in catalogue("en")
        if code not in literals and not any(pattern.fullmatch(code) for pattern in patterns)
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_by_itself_is_the_one_of_the_whole_catalogue(language: str) -> None:
    whole = catalogue(language)
    assert {code: messages.template_of(code, language) for code in whole} == whole
    assert messages.template_of("project.of_tomorrow", language) is None
    assert messages.template_of("tomorrow", language) is None


def test_particles_follow_the_words_that_are_filled_in() -> None:
    fixed = {code: text for code, text in catalogue("ko").items() if _FIXED_PARTICLE.search(text)}
    assert fixed == {}


@pytest.mark.parametrize(
    ("quote", "found", "said"),
    [
        ("틀림", "아마존", "‘틀림’이어야 하는데 본문에는 ‘아마존’으로"),
        ("누리", "서울", "‘누리’여야 하는데 본문에는 ‘서울’로"),
    ],
)
def test_a_quote_that_does_not_fit_is_told_with_the_right_particles(
    quote: str, found: str, said: str
) -> None:
    message = Message("span.quote", start=0, end=2, quote=quote, found=found)
    assert said in render(message, "ko")


def test_an_error_reads_no_catalogue_before_it_is_told() -> None:
    messages._source.cache_clear()
    messages._tables.cache_clear()
    error = KnownError("project.missing", name="뉴스.juseok")
    assert messages._source.cache_info().currsize == 0
    assert str(error) == render(error.message, "en")
    assert "뉴스.juseok" in str(error)
