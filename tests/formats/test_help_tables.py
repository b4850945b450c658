"""The help says of each format what its writer does with each feature, and of all of them in one
table; run as a program, it writes the tables anew."""

import re
from pathlib import Path

import pytest

from juseok.core.messages import LANGUAGES, Message, render
from juseok.core.resources import resource
from juseok.formats.document import Feature, Way
from juseok.formats.registry import FORMATS, NATIVE, writer_of

_TABLE = re.compile(r"(?<=<!-- features -->\n)(?:\|.*\n)*")
_HEADS = {"ko": "| 무엇 | 어떻게 |", "en": "| what | how |"}
_WORDS = {
    "ko": {Way.HELD: "그대로 담음", Way.REPORTED: "빼고 수를 알림"},
    "en": {Way.HELD: "held as it is", Way.REPORTED: "left out and counted"},
}
_ROUND = re.compile(r"(?<=<!-- round trip (\d) -->\n)(?:\|.*\n)*")
_GROUPS = (
    ("jsonl", "brat", "uima-xmi", "uima-json", "webanno-tsv", "web-annotation"),
    ("doccano", "label-studio", "prodigy", "pubannotation", "standoff"),
    ("conll", "conllu", "klue-ner", "klue-re", "nikl"),
    ("csv", "tsv", "xlsx", "huggingface", "spacy"),
    ("graphml", "gexf", "turtle", "claim-review", "html", "pdf", "png"),
)
_SHORT = {
    "jsonl": "Juseok", "brat": "brat", "uima-xmi": "XMI", "uima-json": "CAS JSON",
    "webanno-tsv": "WebAnno", "web-annotation": "W3C", "doccano": "doccano",
    "label-studio": "Label Studio", "prodigy": "Prodigy", "pubannotation": "PubAnn.",
    "standoff": "standoff", "conll": "CoNLL", "conllu": "CoNLL-U", "klue-ner": "KLUE-NER",
    "klue-re": "KLUE-RE", "nikl": "NIKL", "csv": "CSV", "tsv": "TSV", "xlsx": "XLSX",
    "huggingface": "HF", "spacy": "spaCy", "graphml": "GraphML", "gexf": "GEXF",
    "turtle": "Turtle", "claim-review": "ClaimRev.", "html": "HTML", "pdf": "PDF", "png": "PNG",
}  # fmt: skip
_SAID = {
    "ko": {Way.HELD: "담음", Way.MAPPED: "바꿈", Way.REPORTED: "뺌"},
    "en": {Way.HELD: "held", Way.MAPPED: "mapped", Way.REPORTED: "left out"},
}
_ROUND_WORDS = {
    "ko": ("무엇", "다시 가져오기", "됨", "안 됨"),
    "en": ("what", "comes in again", "yes", "no"),
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


def round_trip(number: int, language: str) -> str:
    """What becomes of each feature in the formats of one group, side by side."""
    forms = _GROUPS[number]
    what, again, yes, no = _ROUND_WORDS[language]
    rows = [(what, *(f"[{_SHORT[form]}]({FORMATS.get(form).page}.md)" for form in forms))]
    rows.append(("---",) * len(rows[0]))
    rows.append((again, *(yes if FORMATS.get(form).reads else no for form in forms)))
    for feature in Feature:
        ways = (Way.HELD if form == NATIVE else writer_of(form).support[feature] for form in forms)
        name = render(Message(f"feature.{feature}"), language)
        rows.append((name, *(_SAID[language][way] for way in ways)))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def compared(language: str) -> Path:
    return Path(str(resource(f"help/{language}/formats.md")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_round_trip_of_all_formats_stands_in_one_place(language: str) -> None:
    text = compared(language).read_text("utf-8")
    found = [(int(each[1]), each[0]) for each in _ROUND.finditer(text)]
    assert found == [(number, round_trip(number, language)) for number in range(len(_GROUPS))]


def test_no_format_is_left_out_of_it() -> None:
    told = [form for group in _GROUPS for form in group]
    assert sorted(told) == sorted([NATIVE, *WRITTEN])


@pytest.mark.parametrize("form", WRITTEN)
def test_every_feature_is_declared(form: str) -> None:
    assert set(writer_of(form).support) == set(Feature)


if __name__ == "__main__":
    for form in WRITTEN:
        for language in LANGUAGES:
            path = page(form, language)
            text = path.read_text("utf-8")
            path.write_text(_TABLE.sub(table(form, language), text), "utf-8")
    for language in LANGUAGES:
        path = compared(language)
        text = path.read_text("utf-8")
        text = _ROUND.sub(lambda e, said=language: round_trip(int(e[1]), said), text)
        path.write_text(text, "utf-8")
