"""A shared folder: everybody writes own files once and reads the others'; all come to the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.services.exchange.test_exchange import folder, objects
from tests.store.colleagues import copy_of, identity_of, leading
from tests.store.kit import TEXT, Desk

from juseok.core.errors import ProjectError
from juseok.core.ops import op_hash
from juseok.services.exchange.merging import merge_files
from juseok.services.exchange.sharing import Sharing, Synced, keep_sharing, state_file, sync
from juseok.store.bundle import line_of
from juseok.store.bundle_in import op_from
from juseok.store.doctor import check
from juseok.store.identity import ReplicaMemory
from juseok.store.log import fields_of
from juseok.store.project import Project
from juseok.store.shared import conflicted_beside


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as desk:
        yield desk


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = tmp_path / "공유"
    found.mkdir()
    return found


def share(desk: Desk, place: Path, tmp_path: Path) -> Synced:
    state = tmp_path / "state"
    file = state_file(state, desk.project.path, desk.project.project_id)
    if not file.exists():
        keep_sharing(file, Sharing(str(place)))
    return sync(project=desk.project, state=state, place=folder(tmp_path))


def snapshot(place: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in place.rglob("*") if file.is_file()}


def test_two_copies_come_to_the_same_and_write_each_file_once(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    try:
        lead.mention()
        other.mention(7, 10)
        other.add_article(TEXT + "\n더", title="더")
        assert share(lead, place, tmp_path).written > 0
        first = snapshot(place)
        assert share(other, place, tmp_path).read == 1
        assert share(lead, place, tmp_path).read > 0
        assert objects(lead) == objects(other)
        now = snapshot(place)
        assert {name: now[name] for name in first} == first
        assert not share(other, place, tmp_path).written + share(lead, place, tmp_path).read
        lead.set(lead.mention(0, 2), note="나중")
        share(lead, place, tmp_path)
        share(other, place, tmp_path)
        assert objects(lead) == objects(other)
        for desk in (lead, other):
            assert check(desk.project.path) == []
    finally:
        other.project.close()


def test_what_comes_by_the_folder_leaves_undo_to_ones_own_edits(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    other.mention(7, 10)
    share(other, place, tmp_path)
    other.project.close()
    mine = lead.mention()
    share(lead, place, tmp_path)
    lead.project.writer.undo().result()
    left = {row[0] for row in lead.dump() if row[1] == "mention"}
    assert len(left) == 1
    assert mine not in left


def test_what_an_older_file_put_in_place_has_lost_is_read_again(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    saved = lead.project.back_up(tmp_path / "before.juseok").read_bytes()
    theirs = other.mention(7, 10)
    share(other, place, tmp_path)
    other.project.close()
    mine = lead.mention()
    share(lead, place, tmp_path)
    whole = objects(lead)
    path = lead.project.path
    lead.project.close()
    path.write_bytes(saved)
    with Project.open(path, identity=identity_of(0, tmp_path)) as project:
        again = Desk(project)
        assert share(again, place, tmp_path).read > 0
        assert {mine, theirs} <= {row[0] for row in objects(again)}
        assert objects(again) == whole
        assert share(again, place, tmp_path).read == 0
    assert check(path) == []


def test_what_was_merged_and_undone_comes_back_by_the_folder_once(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    theirs = other.mention(7, 10)
    other.project.writer.flush()
    merge_files(project=lead.project, files=[other.project.path], folder=folder(tmp_path))
    lead.project.writer.undo().result()
    lead.mention()
    share(other, place, tmp_path)
    other.project.close()
    before = objects(lead)
    assert theirs not in {row[0] for row in before}
    assert share(lead, place, tmp_path).read > 0
    assert theirs in {row[0] for row in objects(lead)}
    lead.project.writer.undo().result()
    lead.project.writer.flush()
    assert objects(lead) == before
    assert share(lead, place, tmp_path).read == 0
    assert objects(lead) == before
    assert check(lead.project.path) == []


def test_what_somebody_else_undid_stays_undone_by_the_folder(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other, third = copy_of(lead, 1, tmp_path), copy_of(lead, 2, tmp_path)
    theirs = other.mention(7, 10)
    other.project.writer.flush()
    merge_files(project=lead.project, files=[other.project.path], folder=folder(tmp_path))
    lead.project.writer.undo().result()
    share(lead, place, tmp_path)
    share(third, place, tmp_path)
    share(other, place, tmp_path)
    share(third, place, tmp_path)
    assert theirs not in {row[0] for row in objects(third)}
    for desk in (other, third):
        desk.project.close()


def test_what_is_not_there_in_full_waits(lead: Desk, place: Path, tmp_path: Path) -> None:
    other = copy_of(lead, 1, tmp_path)
    other.add_article(TEXT + "\n더", title="더")
    share(other, place, tmp_path)
    other.project.close()
    texts = {file: file.read_bytes() for file in place.rglob("articles/*")}
    for file in texts:
        file.unlink()
    before = lead.dump()
    late = share(lead, place, tmp_path)
    assert (late.read, [problem.code for problem in late.problems]) == (
        0,
        ["exchange.sync.waiting"],
    )
    assert lead.dump() == before
    for file, data in texts.items():
        file.write_bytes(data)
    done = share(lead, place, tmp_path)
    assert done.read > 0
    assert done.problems == ()


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\n", b"[]\n", b'{"v":1}\n'])
def test_a_damaged_file_keeps_nothing_else_out(
    lead: Desk, place: Path, tmp_path: Path, data: bytes
) -> None:
    other = copy_of(lead, 1, tmp_path)
    other.mention(7, 10)
    share(other, place, tmp_path)
    writer = other.project.replica
    other.project.close()
    third = copy_of(lead, 2, tmp_path)
    third.mention(0, 3)
    share(third, place, tmp_path)
    third.project.close()
    (file,) = (place / lead.project.project_id / writer).glob(f"{writer}.*.jsonl")
    file.write_bytes(data)
    done = share(lead, place, tmp_path)
    assert done.read > 0
    assert [problem.code for problem in done.problems] == ["foreign.damaged"]
    assert check(lead.project.path) == []


def test_links_and_strange_names_in_the_folder_are_passed_over(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    root = place / lead.project.project_id
    writer = root / "0"
    writer.mkdir(parents=True)
    (root / "desktop.ini").write_text("x")
    (root / ("a" * 36)).symlink_to(tmp_path)
    other = root / "00000000-0000-4000-8000-000000000000"
    other.mkdir()
    (other / "00000000-0000-4000-8000-000000000000.1-2.jsonl").symlink_to("/etc/passwd")
    (other / "notes.txt").write_text("x")
    done = share(lead, place, tmp_path)
    assert done.read == 0
    assert [problem.code for problem in done.problems] == ["foreign.damaged"]


def test_a_copy_that_a_tool_took_for_another_version_is_read_too(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    other.mention(7, 10)
    share(other, place, tmp_path)
    writer = other.project.replica
    other.project.close()
    (file,) = (place / lead.project.project_id / writer).glob(f"{writer}.*.jsonl")
    file.rename(file.with_name(f"{file.stem} (동료의 충돌된 복사본).jsonl"))
    assert share(lead, place, tmp_path).read > 0


def test_a_bad_copy_of_a_file_is_told_and_the_rest_of_its_writer_is_taken(
    lead: Desk, place: Path, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    made = {other.mention(7, 10)}
    share(other, place, tmp_path)
    made.add(other.mention(0, 3))
    share(other, place, tmp_path)
    writer = other.project.replica
    other.project.close()
    file = min((place / lead.project.project_id / writer).glob(f"{writer}.*.jsonl"))
    copy = file.with_name(f"{file.stem} (동료의 충돌된 복사본).jsonl")
    copy.write_bytes(file.read_bytes()[:-40])
    done = share(lead, place, tmp_path)
    assert done.read > 0
    assert made <= {row[0] for row in objects(lead)}
    for again in (done, share(lead, place, tmp_path)):
        (told,) = again.problems
        assert (told.code, told.params["name"]) == ("foreign.damaged", copy.name)
    assert check(lead.project.path) == []


@pytest.mark.parametrize("known", [False, True])
def test_a_file_with_another_operation_of_a_known_id_is_told_and_keeps_nothing_else_out(
    lead: Desk, place: Path, tmp_path: Path, known: bool
) -> None:
    other = copy_of(lead, 1, tmp_path)
    other.mention(7, 10)
    share(other, place, tmp_path)
    if known:
        share(lead, place, tmp_path)
    late = other.mention(0, 3)
    share(other, place, tmp_path)
    other.project.close()
    root = place / lead.project.project_id / other.project.replica
    file = min(root.glob("*.jsonl"))
    *_, last = map(op_from, file.read_bytes().splitlines())
    forged = replace(last, seq=900)
    forged = replace(forged, hash=op_hash(fields_of(forged)))
    (root / f"{last.replica}.900-900.jsonl").write_bytes(line_of(forged))
    done = share(lead, place, tmp_path)
    assert [told.code for told in done.problems] == ["project.op_twice"]
    assert late in {row[0] for row in objects(lead)}
    assert check(lead.project.path) == []


@pytest.fixture
def twins(lead: Desk, tmp_path: Path) -> Iterator[list[Desk]]:
    """Two copies of one replica, as when a file is copied together with the user's state."""
    other = copy_of(lead, 1, tmp_path)
    path = other.project.path
    other.mention(7, 10)
    other.project.close()
    found: list[Desk] = []
    for number in (1, 2):
        place = tmp_path / f"twin{number}.juseok"
        place.write_bytes(path.read_bytes())
        project = Project.open(place, identity=identity_of(1, tmp_path))
        memory = ReplicaMemory(identity_of(1, tmp_path), project.project_id, place)
        with project.reader() as reader:
            last = [op for op in reader.all_ops() if op.replica == other.project.replica][-1]
        project.close()
        memory.keep(other.project.replica, (last.seq, last.hash))
        found.append(Desk(Project.open(place, identity=identity_of(1, tmp_path))))
        assert found[-1].project.replica == other.project.replica
    yield found
    for desk in found:
        desk.project.close()


def test_both_branches_of_a_fork_are_written_by_its_copies_and_read(
    lead: Desk, twins: list[Desk], place: Path, tmp_path: Path
) -> None:
    made = {twin.mention(0, 2 + number) for number, twin in enumerate(twins)}
    for _ in range(2):
        for desk in (*twins, lead):
            share(desk, place, tmp_path)
    for desk in (*twins, lead):
        assert made <= {row[0] for row in objects(desk)}
        assert objects(desk) == objects(lead)
    assert [share(desk, place, tmp_path).written for desk in (*twins, lead)] == [0, 0, 0]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_second_branch_of_a_fork_is_written_by_whoever_has_it(
    lead: Desk, twins: list[Desk], place: Path, tmp_path: Path, elsewhere: bool
) -> None:
    made: set[str] = set()
    reader = copy_of(lead, 3, tmp_path)
    for number, twin in enumerate(twins):
        made.add(twin.mention(0, 2 + number))
        twin.project.writer.flush()
        files = [twin.project.path]
        merge_files(project=lead.project, files=files, folder=folder(tmp_path))
        share(twins[0] if elsewhere and not number else lead, place, tmp_path)
    share(reader, place, tmp_path)
    assert made <= {row[0] for row in objects(reader)}
    reader.project.close()
    assert share(lead, place, tmp_path).written == 0


def test_a_folder_that_is_gone_is_told(lead: Desk, place: Path, tmp_path: Path) -> None:
    share(lead, place, tmp_path)
    for file in sorted(place.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    place.rmdir()
    with pytest.raises(ProjectError, match="folder"):
        share(lead, place, tmp_path)


def test_conflicted_copies_beside_a_project_are_found(lead: Desk) -> None:
    path = lead.project.path
    names = [
        f"{path.stem} (김하늘의 충돌된 복사본 2026-11-22).juseok",
        f"{path.stem} (Kim's conflicted copy 2026-11-22).juseok",
        f"{path.stem}-DESKTOP-7AB2.juseok",
        f"{path.stem}.sync-conflict-20261122-101010-ABC.juseok",
    ]
    for name in (*names, f"{path.stem} 2.juseok", "다른 것-DESKTOP-1.juseok"):
        path.with_name(name).write_text("")
    assert {found.name for found in conflicted_beside(path)} == set(names)
