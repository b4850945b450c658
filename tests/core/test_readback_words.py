"""Each language has every word that its read-back is built of, and no word that nothing asks for.

The two grammars differ, so their words do: Korean joins a content by its ending, English by a
clause in front of it.  What is theirs alone is listed here, act by act; what they share is compared
in ``tests/test_messages.py``.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.core.test_readback import SCHEME
from tests.core.test_readback import _claim as claim_of

from juseok.core.messages import catalogue
from juseok.core.model import Claim
from juseok.core.readback import read_back
from juseok.core.readback_facts import Voice

_HEDGES = ("possible", "probable")
_ENGLISH_DENIED = ("argue", "plan", "predict", "promise", "question", "statement")
OWN = {
    "ko": {
        "so",
        *(f"adverb.{act}.certain" for act in ("no_comment", "question")),
        *(
            f"is.{act}.{form}"
            for act in ("argue", "plan", "predict", "promise", "statement")
            for form in ("may", "whether")
        ),
        *(f"may.{act}{hedge}" for act in ("", "deny.", "no_comment.", "question.")
          for hedge in _HEDGES),
        *(
            f"not.{act}.{form}"
            for act in ("argue", "assess", "plan", "predict", "promise", "statement")
            for form in ("said", "may", "whether")
        ),
        *(f"not.{act}.said" for act in ("no_comment", "question")),
        "whether.withheld",
        *("verb.demand", "passive.demand"),  # told by the content's ending
    },
    "en": {
        *(f"not.{act}" for act in (*_ENGLISH_DENIED, "assess", "confirm", "no_comment")),
        *(f"{hedge}_not.{act}" for act in (*_ENGLISH_DENIED, "deny") for hedge in _HEDGES),
    },
}  # fmt: skip
"""By language, the words of its own grammar."""

SPARE = {"ko": {"certainty.possible", "certainty.probable"}, "en": set[str]()}
"""Adverbs that every certainty has, though this grammar tells these two in the clause."""


def own_words(language: str) -> set[str]:
    other = next(each for each in OWN if each != language)
    codes = {code for code in catalogue(language) if code.startswith("readback.")}
    shared = codes & set(catalogue(other)) - {f"readback.{each}" for each in OWN[language]}
    return {code.removeprefix("readback.") for code in codes - shared}


@pytest.mark.parametrize("language", OWN)
def test_every_word_of_a_grammar_is_there(language: str) -> None:
    assert own_words(language) == OWN[language]


def claims() -> Iterator[Claim]:
    """Claims of every combination that a grammar looks at."""
    values = {
        item.id: [value.id for value in item.values] for item in SCHEME.attributes_on("claim")
    }
    contents = ("늘린다", "생산 확대", "“늘린다”", "늘어날 것으로", "늘릴지", "늘려야 한다")
    everything = itertools.product(
        values["act"], values["certainty"], values["polarity"], contents, ("given", "none")
    )
    for act, certainty, polarity, content, state in everything:
        source = "도하윤" if state == "given" else ""
        yield claim_of(
            content, source, state=state, act=act, certainty=certainty, polarity=polarity
        )
    for name in ("source_kind", "stance", "reporter_stance", "quote_type"):
        for value in values[name]:
            yield claim_of("늘린다", **{name: value})
    for state in ("open", "elided"):
        yield claim_of("늘린다", "", state=state)
    yield replace(claim_of("가" * 200 + " 늘린다"), nested_in="c2")


@pytest.mark.parametrize("language", OWN)
def test_every_word_is_asked_for_by_its_grammar(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    word = Voice.word

    def hear(self: Voice, name: str, **params: str) -> str:
        asked.add(f"readback.{name}")
        return word(self, name, **params)

    monkeypatch.setattr(Voice, "word", hear)
    for claim in claims():
        read_back(claim, scheme=SCHEME, resolve=lambda ref: ref.id, language=language)
    asked |= {f"readback.{name}" for name in SPARE[language]}
    assert asked == {code for code in catalogue(language) if code.startswith("readback.")}
