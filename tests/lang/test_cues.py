"""The lexicon of cues: what travels with the program holds, and a slip costs its group only."""

import pytest

from juseok.core.messages import catalogue
from juseok.lang.analysis import analyse
from juseok.lang.cues import bundled_cues, parse_cues

GOOD = '[[cue]]\nkind = "say"\nwords = ["밝히"]\nact = "statement"\ncertainty = "certain"\n'


def test_the_bundled_lexicon_has_no_problems_and_examples():
    cues = bundled_cues()
    assert cues.problems == ()
    assert all(cue.examples and cue.act and cue.certainty for cue in cues.groups)


@pytest.mark.parametrize("cue", [c for c in bundled_cues().groups if c.kind != "headline"],
                         ids=lambda cue: f"{cue.kind}-{cue.line}")  # fmt: skip
def test_its_examples_are_claims(kiwi, cue):
    for example in cue.examples:
        assert analyse(example, kiwi).claims, example


@pytest.mark.parametrize(
    ("bad", "line", "code"),
    [
        ('[[cue]]\nkind = "say"\nwords = ["말하"\n', 10, "cues.syntax"),
        ('[[cue]]\nkind = "shout"\nwords = ["외치"]\n', 8, "cues.kind"),
        ('[[cue]]\nkind = "say"\nwords = []\n', 9, "cues.value"),
        ('[[cue]]\nkind = "say"\nwords = ["말하"]\nloud = true\n', 10, "cues.field"),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_rest_works(bad, line, code):
    cues = parse_cues(f"{GOOD}\n{bad}\n{GOOD.replace('밝히', '말하')}")
    assert [cue.words for cue in cues.groups] == [("밝히",), ("말하",)]
    (problem,) = cues.problems
    assert (problem.message.code, problem.line) == (code, line)
    assert code in catalogue("ko")
