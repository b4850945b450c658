"""What reviewers decided on one's own work: theirs against gold, and what is often confused."""

from pathlib import Path

import pytest
from tests.services.agreement.test_agreement import TEXT, Desk

from juseok.core.errors import KnownError
from juseok.core.ids import derived_id
from juseok.core.messages import render
from juseok.core.model import Kind, Value, Viewer
from juseok.core.ops import CREATE, Change
from juseok.core.records import to_body
from juseok.core.review_model import (
    Assignment,
    Campaign,
    Guideline,
    Verdict,
    gold_layer_id,
    verdict_id,
)
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.services.review.feedback import Feedback, read_feedback, reply, team_confusions, told
from juseok.store.identity import Identity
from juseok.store.project import Project

ME = derived_id("person", "가")


@pytest.fixture
def desk(tmp_path: Path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "라", tmp_path / "state")
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(tmp_path / "a.juseok", identity=identity, scheme=scheme) as project:
        yield Desk(project)


def judge(desk: Desk, item: str, decision: str, *targets: str, **more: str) -> None:
    gold = gold_layer_id()
    seen = tuple((target, "v") for target in targets)
    verdict = Verdict(verdict_id(gold, desk.article, item), gold, desk.article, item, decision,
                      seen, **more)  # fmt: skip
    desk.do(Change(verdict.id, Kind.VERDICT, CREATE, to_body(verdict)))


def feedback(desk: Desk) -> Feedback:
    desk.project.writer.flush()
    own = desk.layers["가"]
    with desk.project.reader() as reader:
        return read_feedback(reader, Viewer(ME, frozenset({own}), own), load_scheme("default"))


def test_without_verdicts_there_is_nothing(desk: Desk) -> None:
    desk.mention("가", "한빛전자")
    assert feedback(desk) == Feedback()


def test_theirs_stands_against_gold_with_what_it_was(desk: Desk) -> None:
    guideline = Guideline(desk.project.ids(), "# 지침\n\n## 인물 {#PER}\n\n직함은 뺀다.\n")
    desk.do(Change(guideline.id, Kind.GUIDELINE, CREATE, to_body(guideline)))
    kept = desk.mention("가", "한빛전자")
    judge(desk, "1", "accept", kept, made=desk.mention("정답", "한빛전자"))
    type_ = desk.mention("가", "도하윤", "ORG")
    judge(desk, "2", "accept", type_, made=desk.mention("정답", "도하윤", "PER"), reason="type")
    particle = desk.mention("가", "14일", "DAT")
    judge(desk, "3", "fix", particle, made=desk.mention("정답", "14", "DAT"))
    judge(desk, "4", "reject", desk.mention("가", "대표"), reason="guideline")
    judge(desk, "5", "accept", desk.mention("나", "공장"), made=desk.mention("정답", "공장"))
    judge(desk, "6", "defer", desk.mention("가", "새"))
    found = feedback(desk)
    sorts = {each.verdict.item: each.sort for each in found.changes}
    assert sorts == {"1": "kept", "2": "type", "3": "boundary", "4": "rejected", "5": "missed"}
    assert all(
        each.words in TEXT and str(told(each, load_scheme("default"))) for each in found.changes
    )
    first = next(each for each in found.confusions if each.sort == "type")
    assert (first.mine, first.gold, first.count) == ("ORG", "PER", 1)
    assert first.section is not None
    assert first.section.title == "인물"
    (week,) = found.weeks
    assert (week.judged, week.kept) == (5, 1)


def test_who_had_no_part_in_a_review_overlooked_nothing(desk: Desk) -> None:
    desk.mention("가", "한빛전자")
    for words in ("한빛전자", "공장"):
        judge(desk, words, "accept", desk.mention("나", words), made=desk.mention("정답", words))
    assert feedback(desk).changes == ()
    desk.state("가", "finished")  # after the review: what is there was not overlooked
    assert [(each.words, each.sort) for each in feedback(desk).changes] == [("공장", "missed")]


def test_what_was_said_otherwise_of_a_claim_is_told_by_its_names(desk: Desk) -> None:
    made = [desk.claim(who, "공장", attributes={"certainty": Value(value)})
            for who, value in (("가", "probable"), ("정답", "certain"))]  # fmt: skip
    judge(desk, "1", "accept", made[0], made=made[1])
    (change,) = feedback(desk).changes
    said = told(change, load_scheme("default"))
    assert render(said, "ko") == "‘공장’: 확실성 개연 → 단정"
    (confusion,) = feedback(desk).confusions
    assert confusion.value is not None
    assert render(confusion.value, "en") == "Certainty Probable → Certain"


def test_a_verdict_is_answered_once(desk: Desk) -> None:
    judge(desk, "1", "reject", desk.mention("가", "대표"), reason="guideline")
    (change,) = feedback(desk).changes
    action = reply(ids=desk.project.ids, change=change, text="직함도 넣기로 했습니다", annotator=ME)
    assert action is not None
    desk.do(*action.changes)
    (change,) = feedback(desk).changes
    assert change.reply is not None
    assert change.reply.text == "직함도 넣기로 했습니다"
    with pytest.raises(KnownError, match="reply already"):
        reply(ids=desk.project.ids, change=change, text="또", annotator=ME)


def test_a_lead_sees_what_anybody_confused_and_who_works_blind_does_not(desk: Desk) -> None:
    for who in ("가", "나"):
        tagged = desk.mention(who, "도하윤", "ORG")
        made = desk.mention("정답", "도하윤", "PER")
        judge(desk, who, "accept", tagged, made=made, reason="type")
    desk.project.writer.flush()
    with desk.project.reader() as reader:
        found = team_confusions(reader, desk.project.viewer(), load_scheme("default"))
    types = next(each for each in found if each.sort == "type")
    assert (types.mine, types.gold, types.count) == ("ORG", "PER", 2)
    campaign = Campaign(derived_id("campaign", "봄"), "봄")
    task = Assignment(derived_id("x", "1"), campaign.id, desk.article, desk.project.annotator)
    desk.do(
        Change(campaign.id, Kind.CAMPAIGN, CREATE, to_body(campaign)),
        Change(task.id, Kind.ASSIGNMENT, CREATE, to_body(task)),
    )
    desk.project.writer.flush()
    with desk.project.reader() as reader:
        assert team_confusions(reader, desk.project.viewer(), load_scheme("default")) == ()
