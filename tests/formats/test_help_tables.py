"""The help says of each format what its writer does with each feature; run as a program, it writes
the tables anew."""

import re
from pathlib import Path

import pytest

from juseok.core.messages import LANGUAGES, Message, render
from juseok.core.resources import resource
from juseok.formats.document import Feature, Way
from juseok.formats.registry import FORMATS, writer_of

_TABLE = re.compile(r"(?<=<!-- features -->\n)(?:\|.*\n)*")
_HEADS = {"ko": "| 무엇 | 어떻게 |", "en": "| what | how |"}
_WORDS = {
    "ko": {Way.HELD: "그대로 담음", Way.REPORTED: "빼고 수를 알림"},
    "en": {Way.HELD: "held as it is", Way.REPORTED: "left out and counted"},
}
WRITTEN = [each.id for each in FORMATS.formats if each.writer is not None]


def page(form: str, language: str) -> Path:
    return Path(str(resource(f"help/{language}/{FORMATS.get(form).page}.md")))


def table(form: str, language: str) -> str:
    family = FORMATS.get(form).family or form
    rows = [_HEADS[language], "|---|---|"]
    for feature, way in writer_of(form).support.items():
        how = _WORDS[language].get(way) or render(Message(f"format.{family}.{feature}"), language)
        rows.append(f"| {render(Message(f'feature.{feature}'), language)} | {how} |")
    return "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", WRITTEN)
def test_the_help_tells_what_becomes_of_each_feature(form: str, language: str) -> None:
    found = _TABLE.findall(page(form, language).read_text("utf-8"))
    assert found == [table(form, language)]


@pytest.mark.parametrize("form", WRITTEN)
def test_every_feature_is_declared(form: str) -> None:
    assert set(writer_of(form).support) == set(Feature)


if __name__ == "__main__":
    for form in WRITTEN:
        for language in LANGUAGES:
            path = page(form, language)
            text = path.read_text("utf-8")
            path.write_text(_TABLE.sub(table(form, language), text), "utf-8")
