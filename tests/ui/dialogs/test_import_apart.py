"""What an import does in other processes: the same as here, stopped at once, and safe to lose."""

import os
import signal
from pathlib import Path

import pytest
from tests.lang.pages import B1, B2, DAILY, listing
from tests.ui.dialogs.kit import rows, settled

from juseok.core.model import ZoneRole
from juseok.formats.base import ReportBuilder
from juseok.services.heavy import Crew
from juseok.services.importing import apart as import_apart
from juseok.services.importing.apart import in_role
from juseok.services.importing.packed import pack, pieces, unpack
from juseok.services.importing.plan import ImportOptions, plan_import
from juseok.services.worker import Port
from juseok.store.articles import ArticleQuery

MANY = 450
"""More than one parcel, so that more than one process reads."""

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no kill")


def fill(folder, count=MANY):
    for number in range(count):
        text = f"{number}번째 기사의 긴 제목이다\n{number} {B1}\n공통 꼬리말\n{number} {B2}\n"
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def pages(inbox):
    fill(inbox, 5)
    (inbox / "x.txt").write_text(listing(3), encoding="utf-8")
    (inbox / "y.txt").write_bytes(b"")
    return list(plan_import([inbox], ImportOptions(), report=ReportBuilder()))


def test_pages_come_in_the_order_of_their_files_as_they_are_planned_here(bring, inbox):
    fill(inbox)
    (inbox / "0007.txt").write_bytes(b"")
    (inbox / "0300.txt").write_text(listing(3), encoding="utf-8")
    report = ReportBuilder()
    here = list(plan_import([inbox], ImportOptions(), report=report))
    dialog = bring(inbox)
    assert [page.name for page in dialog.batch.ordered()] == [page.name for page in here]
    for step in reversed(dialog.batch.done):
        assert step is dialog.batch.undo()
    assert list(dialog.batch.ordered()) == here
    assert dialog.reading.report.lines == report.lines
    assert dialog.reading.report.read == report.read
    assert len(dialog.work.pids) >= 1


def test_a_page_survives_its_packing_and_is_summed_up(pages):
    for page in pages:
        packed = pack(page)
        assert packed.page() == page
        for summary, draft in zip(packed.articles, page.extraction.articles, strict=True):
            assert summary.title == draft.metadata.title
            assert summary.doubts == draft.doubts
            assert summary.doubt == draft.doubt


def test_pieces_hold_every_page_once_and_are_bounded():
    pages = [(number, bytes(50_000)) for number in range(10)]
    cut = list(pieces(iter(pages)))
    assert [page for piece in cut for page in piece] == pages
    assert max(len(piece) for piece in cut) == 3


def test_a_change_tells_only_the_pages_that_it_makes_different(pages):
    fed = [[(number, pack(page).data) for number, page in enumerate(pages)]]
    told = []
    port = Port(told.extend, fed)
    import_apart.change(port, lambda page: in_role(page, lines=(f"2 {B2}",), role=ZoneRole.CAPTION))
    ((number, changed),) = told
    assert number == 2
    assert f"2 {B2}" in unpack(changed.data).extraction.articles[0].lines_of(ZoneRole.CAPTION)


def test_reading_is_stopped_at_once_and_what_came_stays(dialog, qtbot, inbox):
    fill(inbox)
    with qtbot.waitSignal(dialog.work.pages_read):
        dialog.bring([inbox])
    dialog.give_up()
    settled(dialog, qtbot)
    assert 0 < dialog.batch.articles <= MANY
    assert "Stopped" in dialog.words.accessibleName()
    dialog.bring([inbox])
    settled(dialog, qtbot)
    assert dialog.batch.articles == MANY


def test_files_that_are_brought_again_after_a_stop_stand_there_once(dialog, qtbot, inbox):
    fill(inbox)
    (inbox / "표.csv").write_text(f"본문\n{B1}\n{B2}\n", encoding="utf-8")
    with qtbot.waitSignal(dialog.work.pages_read):
        dialog.bring([inbox])
    dialog.give_up()
    settled(dialog, qtbot)
    for _ in range(2):
        dialog.bring([inbox])
        settled(dialog, qtbot)
        names = [page.name for page in dialog.batch.in_order()]
        assert len(names) == len(set(names)) == MANY + 2
        assert dialog.reading.report.read == MANY + 2


def test_what_was_corrected_stays_when_a_file_is_brought_again(dialog, qtbot, inbox):
    for name in ("a.txt", "b.txt"):
        (inbox / name).write_text(f"{name}\n{B1}\n{B2}", encoding="utf-8")
    (inbox / "c.txt").write_bytes(bytes(range(256)) * 8)
    dialog.bring([inbox])
    settled(dialog, qtbot)
    title = dialog.bench.form.title
    title.setText("고친 제목")
    dialog.bench.form.commit()
    shown = next(page.file for page in dialog.batch.in_order()
                 if page.page().extraction.articles[0].metadata.title == "고친 제목")  # fmt: skip
    for path in (inbox / Path(shown).name, inbox / "c.txt"):
        dialog.bring([path])
        settled(dialog, qtbot)
    titles = [page.page().extraction.articles[0].metadata.title for page in dialog.batch.in_order()]
    assert len(titles) == 2
    assert "고친 제목" in titles
    assert len(dialog.reading.report.build().refused) == 1


@pytest.mark.parametrize(("step", "left"), [("run", 0), ("run_each", 3)])
def test_a_stop_that_comes_as_a_step_ends_holds_for_those_behind_it(
    dialog, qtbot, inbox, monkeypatch, step, left
):
    settled(dialog, qtbot)
    real, late = getattr(Crew, step), iter([dialog.give_up])

    def stopped_late(crew, *args, **how):
        result = real(crew, *args, **how)
        next(late, list)()
        return result

    monkeypatch.setattr(Crew, step, stopped_late)
    fill(inbox, 3)
    dialog.bring([inbox])
    settled(dialog, qtbot)
    assert dialog.batch.articles == left
    assert left == 0 or "Stopped" in dialog.words.accessibleName()


@needs_kill
def test_a_process_that_is_killed_while_it_reads_is_one_sentence_and_nothing_half_read(
    bring, qtbot, session, inbox, tmp_path
):  # fmt: skip
    (tmp_path / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(tmp_path / "a.txt")
    before = rows(dialog)
    fill(inbox)

    def kill(*_):
        dialog.work.pages_read.disconnect(kill)
        for pid in dialog.work.pids:
            os.kill(pid, signal.SIGKILL)

    dialog.work.pages_read.connect(kill)
    with qtbot.waitSignal(dialog.work.failed):
        dialog.bring([inbox])
    settled(dialog, qtbot)
    assert "ended from outside" in dialog.words.accessibleName()
    assert rows(dialog) == before
    assert dialog.batch.articles == 1
    dialog.bring([inbox])
    settled(dialog, qtbot)
    assert dialog.batch.articles == MANY + 1
    with session.project.reader() as reader:
        assert len(reader.article_ids(session.viewer, ArticleQuery())) == 3


@needs_kill
def test_a_process_that_is_killed_at_rest_is_not_missed(bring, qtbot, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(inbox)
    (pid, *_) = dialog.work.pids
    os.kill(pid, signal.SIGKILL)
    (inbox / "b.txt").write_text(f"다른 기사의 긴 제목이다\n{B1}\n", encoding="utf-8")
    dialog.bring([inbox / "b.txt"])
    settled(dialog, qtbot)
    assert dialog.batch.articles == 2
