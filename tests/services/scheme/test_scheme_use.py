"""What of a scheme is in use: over all layers, but nothing of others is told to who works blind."""

import pytest
from tests.ui.review.team import THEIRS, divide, tagged

from juseok.core.errors import SchemeError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign
from juseok.services.campaigns.campaigns import make_campaign
from juseok.services.scheme.scheme_use import read_use


@pytest.fixture
def project(office):
    divide(office.project)
    return office.project


def use(project):
    with project.reader() as reader:
        return read_use(reader, project.viewer())


def test_what_anybody_uses_is_in_use(project):
    found = use(project)
    assert found.whole
    assert found.count("PRD") == found.to_delete("PRD") == 1
    assert found.to_delete("LAW") == 0


def test_who_works_blind_is_told_of_own_work_and_deletes_nothing(project):
    campaign = Campaign("", "1차", blind=True)
    theirs = tagged("b9", THEIRS, "나루소프트", "EVT", article=1)
    project.writer.commit(
        make_campaign(ids=project.ids, campaign=campaign, articles=[theirs.article],
                      people=[project.annotator])
    )  # fmt: skip
    before = use(project)
    assert not before.whole
    assert before.count("PRD") == 0
    assert before.count("ORG") > 0
    with pytest.raises(SchemeError) as refused:
        before.to_delete("PRD")
    assert refused.value.message.code == "scheme.edit.blind"
    more = Change(theirs.id, Kind.MENTION, CREATE, to_body(theirs))
    lead = Change(project.annotator, Kind.ANNOTATOR, SET, {"roles": ["annotator", "lead"]})
    project.writer.commit(Action(Message("history.unknown"), (more,), undoable=False))
    assert use(project) == before
    project.writer.commit(Action(Message("history.unknown"), (lead,), undoable=False))
    assert use(project).count("EVT") == 1
