"""Steps of what is new: one canonical text each, whatever their objects are made of."""

import pytest

from juseok.core.bodies import MentionBody, mention_body
from juseok.core.canon import Fraction, canonical, canonical_whole
from juseok.core.model import How, Mention, Value
from juseok.core.ops import Body, Json
from juseok.core.spans import Span
from juseok.services.staging import Step, Steps

SPANS = (Span(0, 2, "가온"), Span(3, 4, "\n"))
BARE = Mention("m", "층", "기사", "ORG", SPANS[:1])
FULL = Mention(
    "m", "층", "기사", "ORG", SPANS, "개체", {}, How.IMPORTED, "쪽\n지 “끝”", "어디서"
)  # fmt: skip


def plain(mention: Mention) -> MentionBody:
    return MentionBody(
        article=mention.article, derived_from=mention.derived_from, entity=mention.entity,
        how=mention.how, layer=mention.layer, note=mention.note, spans=mention.spans,
        type=mention.type,
    )  # fmt: skip


@pytest.mark.parametrize("mention", [BARE, FULL])
def test_a_plain_mention_is_written_as_its_registers(mention: Mention) -> None:
    assert canonical_whole(plain(mention)).decode() == canonical(mention_body(mention))


@pytest.mark.parametrize("size", [1, Fraction(1.5)])
def test_a_step_is_the_canonical_text_of_its_objects(size: Json) -> None:
    told: list[Step] = []
    steps = Steps("묶음", told.append)
    attributed: Body = mention_body(Mention("n", "", "", "ORG", SPANS, "", {"form": Value("이름")}))
    steps.add("c", "control", {"size": size})
    steps.add_all([("m", "mention", plain(FULL)), ("n", "mention", attributed)])
    steps.end()
    objects: Json = [
        ["c", "control", {"size": size}], ["m", "mention", mention_body(FULL)],
        ["n", "mention", attributed],
    ]  # fmt: skip
    assert [each.body.decode() for each in told] == [
        canonical({"batch": "묶음", "objects": objects})
    ]
    assert [each.count for each in told] == [3]
