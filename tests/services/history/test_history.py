"""Times as people write them, pages, and whose history may be seen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.colleagues import copy_of, leading
from tests.store.kit import ARTICLE, Desk

from juseok.core.errors import KnownError
from juseok.core.model import Annotator, Kind
from juseok.core.ops import CREATE, Change
from juseok.core.records import to_body
from juseok.core.review_model import Assignment, Campaign, assignment_id
from juseok.services.history.reading import Asked, moment_from, read_page, viewer_of
from juseok.store.past import GoneMemory


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as desk:
        yield desk


def test_times_are_read_as_people_write_them() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert moment_from("7d", zone=noon) == "2026-11-15T12:00:00.000Z"
    assert moment_from("2026-11-22T15:30+09:00") == "2026-11-22T06:30:00.000Z"
    assert moment_from("어제", zone=noon) == moment_from("yesterday", zone=noon)
    for wrong in ("", "soon", "99999999999d", "2026-13-01"):
        with pytest.raises(KnownError):
            moment_from(wrong)


def test_words_are_looked_for_in_both_languages_page_by_page(lead: Desk) -> None:
    for _ in range(5):
        lead.mention()
    viewer = viewer_of(lead.project)
    with lead.project.reader() as reader:
        memory = GoneMemory()
        first = read_page(reader, viewer, Asked(), memory=memory, limit=4)
        rest = read_page(reader, viewer, Asked(), memory=memory, before=first.before)
        assert len(first.entries) == 4
        assert rest.before is None
        assert first.entries[-1].order > rest.entries[0].order
        for words in ("프로젝트 만들기", "CREATE PROJECT"):
            assert len(read_page(reader, viewer, Asked(words=words), memory=memory).entries) <= 1
        assert read_page(reader, viewer, Asked(words="없는말"), memory=memory).entries == ()


def test_somebody_who_annotates_blind_sees_the_history_of_their_own_work(
    lead: Desk, tmp_path: Path
) -> None:
    theirs = lead.mention()
    boss = Annotator(lead.project.ids(), "팀장", roles=("lead",))
    campaign = Campaign(lead.project.ids(), "1차")
    other = copy_of(lead, 1, tmp_path)
    try:
        me = other.project.annotator
        given = Assignment(assignment_id(campaign.id, ARTICLE, me), campaign.id, ARTICLE, me)
        assert len(viewer_of(other.project).visible_layers) > 2
        other.do(
            Change(boss.id, Kind.ANNOTATOR, CREATE, to_body(boss)),
            Change(campaign.id, Kind.CAMPAIGN, CREATE, to_body(campaign)),
            Change(given.id, Kind.ASSIGNMENT, CREATE, to_body(given)),
        )
        mine = other.mention(7, 10)
        viewer = viewer_of(other.project, ARTICLE)
        assert viewer == other.project.viewer()
        with other.project.reader() as reader:
            page = read_page(reader, viewer, Asked(), memory=GoneMemory())
        assert mine in {each.obj for each in page.entries}
        assert theirs not in {each.obj for each in page.entries}
    finally:
        other.project.close()
