"""Colleagues' files come back: previewed, merged after a backup, taken out again as a whole."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.colleagues import copy_of, identity_of, leading
from tests.store.kit import TEXT, Desk

from juseok.core.errors import ProjectError
from juseok.core.messages import LANGUAGES, render
from juseok.services.exchange.merging import merge_files, merge_taken, preview, take_in
from juseok.services.exchange.previews import Preview, told_ranges
from juseok.store.backup import backups_of
from juseok.store.bundle import write_bundle
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project

numbers = itertools.count()


def folder(tmp_path: Path) -> Path:
    place = tmp_path / f"private{next(numbers)}"
    place.mkdir()
    return place


def bundle_of(desk: Desk, path: Path, *, low: int = 0, high: int = 1 << 40) -> Path:
    """A bundle of what this replica did, from ``low`` to ``high``."""
    with desk.project.reader() as reader:
        ops = [op for op in reader.all_ops() if op.replica == desk.project.replica]
        write_bundle(
            path,
            project_id=desk.project.project_id,
            ops=[op for op in ops if low <= op.seq <= high],
            contents=reader.contents(),
        )
    return path


def seen(desk: Desk, *files: Path, tmp_path: Path) -> Preview:
    taken = take_in(project=desk.project.path, files=files, folder=folder(tmp_path))
    return preview(project=desk.project.path, taken=taken)


def objects(desk: Desk) -> list[tuple[str, str, str]]:
    return [row for row in desk.dump() if row[1] != "batch"]


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as desk:
        yield desk


@pytest.fixture
def lee(lead: Desk, tmp_path: Path) -> Path:
    """A colleague's file: three tags, one of them deleted, one undone; and a new article."""
    other = copy_of(lead, 1, tmp_path)
    other.mention(7, 10)
    other.delete(other.mention(0, 2))
    other.mention(0, 3)
    other.project.writer.undo().result()
    other.add_article(TEXT + "\n둘째", title="새 기사")
    other.project.close()
    return other.project.path


def test_a_preview_says_who_brings_what(lead: Desk, lee: Path, tmp_path: Path) -> None:
    found = seen(lead, lee, tmp_path=tmp_path)
    (share,) = found.shares
    assert (share.name, share.articles, share.tags) == ("동료1", 1, 1)
    assert (found.new_articles, found.forks, found.missing) == (1, (), ())
    assert found.known > 0
    said = [render(line, "ko") for line in found.sentences()]
    assert said == ["동료1: 기사 1건에 태그 1개, 고친 것 1건", "새 기사 1건"]
    for language in LANGUAGES:
        assert all("(" not in render(line, language) for line in found.sentences())


def test_a_merge_is_backed_up_and_taken_back_in_one_step(
    lead: Desk, lee: Path, tmp_path: Path
) -> None:
    lead.mention()
    before, file = objects(lead), lee.read_bytes()
    found, report = merge_files(project=lead.project, files=[lee], folder=folder(tmp_path))
    assert report.added == found.new
    assert backups_of(lead.project.path)
    merged = objects(lead)
    assert len(merged) > len(before)
    lead.project.writer.undo().result()
    lead.project.writer.flush()
    assert objects(lead) == before
    lead.project.writer.redo().result()
    lead.project.writer.flush()
    assert objects(lead) == merged
    assert check(lead.project.path) == []
    assert lee.read_bytes() == file
    again = seen(lead, lee, tmp_path=tmp_path)
    assert again.new == 0
    assert [line.code for line in again.sentences()] == ["exchange.nothing_new"]


@pytest.mark.parametrize("at_once", [2000, 0])
def test_what_was_merged_and_undone_is_new_again_and_comes_back(
    lead: Desk, lee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("juseok.store.merge.AT_ONCE", at_once)
    first, _ = merge_files(project=lead.project, files=[lee], folder=folder(tmp_path))
    merged = objects(lead)
    lead.project.writer.undo().result()
    mine = lead.mention(2, 3)
    assert lead.project.writer.redo().result() is None
    before = objects(lead)
    for _ in range(2):  # however often
        again, report = merge_files(project=lead.project, files=[lee], folder=folder(tmp_path))
        assert (again.new, again.shares) == (first.new, first.shares)
        assert (again.new_articles, again.missing, again.forks) == (1, (), ())
        assert report.added == first.new
        assert [row for row in objects(lead) if row[0] != mine] == merged
        assert seen(lead, lee, tmp_path=tmp_path).new == 0
        lead.project.writer.undo().result()
        lead.project.writer.flush()
        assert objects(lead) == before
    lead.project.writer.redo().result()
    lead.project.writer.flush()
    assert [row for row in objects(lead) if row[0] != mine] == merged
    assert check(lead.project.path) == []


def test_a_later_file_brings_back_what_was_undone_before_or_names_it(
    lead: Desk, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    early = other.mention(7, 10)
    last = max(op.seq for op in ops_of(other))
    one = bundle_of(other, tmp_path / "one.juseokb")
    late = other.mention(0, 3)
    two = bundle_of(other, tmp_path / "two.juseokb", low=last + 1)
    both = bundle_of(other, tmp_path / "both.juseokb")
    other.project.close()
    merge_files(project=lead.project, files=[one], folder=folder(tmp_path))
    lead.project.writer.undo().result()
    lead.mention(2, 3)
    found = seen(lead, two, tmp_path=tmp_path)
    assert told_ranges(found.missing) == f"1–{last}"
    found, _ = merge_files(project=lead.project, files=[both], folder=folder(tmp_path))
    assert (found.new, found.known, found.missing) == (last + 1, 0, ())
    assert {early, late} <= {row[0] for row in objects(lead)}


def test_of_two_colleagues_merged_and_undone_together_one_comes_back_alone(
    lead: Desk, tmp_path: Path
) -> None:
    files: list[Path] = []
    made: list[str] = []
    for number in (1, 2):
        other = copy_of(lead, number, tmp_path)
        made.append(other.mention(7, 10))
        other.project.close()
        files.append(other.project.path)
    merge_files(project=lead.project, files=files, folder=folder(tmp_path))
    lead.project.writer.undo().result()
    for number, file in enumerate(files, 1):
        found, _ = merge_files(project=lead.project, files=[file], folder=folder(tmp_path))
        assert [share.name for share in found.shares] == [f"동료{number}"]
        live = {row[0] for row in objects(lead)}
        assert [name in live for name in made] == [True, number == 2]
    assert check(lead.project.path) == []


def test_a_file_that_has_the_undoing_too_brings_nothing_back(
    lead: Desk, lee: Path, tmp_path: Path
) -> None:
    merge_files(project=lead.project, files=[lee], folder=folder(tmp_path))
    lead.project.writer.undo().result()
    lead.project.writer.flush()
    before = objects(lead)
    for suffix in ("juseok", "juseokb"):
        path = tmp_path / f"copy.{suffix}"
        if suffix == "juseok":
            lead.project.back_up(path)
        else:
            with lead.project.reader() as reader:
                write_bundle(
                    path,
                    project_id=lead.project.project_id,
                    ops=list(reader.all_ops()),
                    contents=reader.contents(),
                )
        found, report = merge_files(project=lead.project, files=[path], folder=folder(tmp_path))
        assert (found.new, report.added) == (0, 0)
        assert objects(lead) == before


def test_files_and_bundles_in_any_order_give_the_same(
    lead: Desk,
    tmp_path: Path,
) -> None:
    files: list[Path] = []
    for number in (1, 2):
        other = copy_of(lead, number, tmp_path)
        other.mention(7, 10)
        other.set(other.mention(0, 2), note="둘")
        bundle_of(other, tmp_path / f"{number}.juseokb")
        other.project.close()
        files.append(other.project.path)
    files[1] = tmp_path / "2.juseokb"
    start = lead.project.back_up(tmp_path / "start.juseok")
    found: list[object] = []
    for order in itertools.permutations(files):
        place = tmp_path / f"merged{len(found)}.juseok"
        place.write_bytes(start.read_bytes())
        with Project.open(place, identity=identity_of(0, tmp_path)) as project:
            for file in order:
                merge_files(project=project, files=[file], folder=folder(tmp_path))
            found.append(objects(Desk(project)))
        assert check(place) == []
    assert found[0] == found[1]


def test_partial_bundles_name_what_is_missing_until_it_comes(lead: Desk, tmp_path: Path) -> None:
    other = copy_of(lead, 1, tmp_path)
    made = [other.mention(0, end) for end in range(1, 8)]
    last = max(op.seq for op in ops_of(other))
    parts = [
        bundle_of(other, tmp_path / f"{low}.juseokb", low=low, high=high)
        for low, high in ((last - 1, last), (1, last - 4), (last - 3, last - 2))
    ]
    other.project.close()
    found = seen(lead, parts[0], tmp_path=tmp_path)
    assert told_ranges(found.missing) == f"1–{last - 2}"
    merge_files(project=lead.project, files=parts[:2], folder=folder(tmp_path))
    found, _ = merge_files(project=lead.project, files=parts[2:], folder=folder(tmp_path))
    assert found.missing == ()
    with lead.project.reader() as reader:
        live = {obj for obj, kind, _ in reader.dump() if kind == "mention"}
    assert live == set(made)
    assert check(lead.project.path) == []


def test_many_gaps_are_counted() -> None:
    gaps = tuple(("r", low, low + 1) for low in range(1, 30, 4))
    (_, line) = Preview(new=1, new_articles=1, missing=gaps).sentences()
    assert render(line, "ko") == (
        "빠진 연산 1–2, 5–6, 9–10, 13–14, 17–18 외 3곳. 빠진 것은 나중에 합쳐도 됩니다."
    )


def ops_of(desk: Desk) -> list[object]:
    with desk.project.reader() as reader:
        return [op for op in reader.all_ops() if op.replica == desk.project.replica]


def test_another_project_is_refused(lead: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.juseok"
    with Project.create(path, identity=identity_of(0, tmp_path), scheme=()) as project:
        Desk(project).add_article()
    before = lead.dump()
    with pytest.raises(ProjectError, match="another project"):
        seen(lead, path, tmp_path=tmp_path)
    assert lead.dump() == before


def test_a_bad_file_among_good_ones_keeps_all_of_them_out(
    lead: Desk, lee: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.juseok"
    bad.write_bytes(lee.read_bytes()[:-4096])
    before = lead.dump()
    with pytest.raises(ProjectError, match="cut off"):
        merge_files(project=lead.project, files=[lee, bad], folder=folder(tmp_path))
    assert lead.dump() == before


def test_two_files_of_one_replica_are_both_kept_and_named(lead: Desk, tmp_path: Path) -> None:
    """As when a file is copied together with the user's state, and both go on."""
    other = copy_of(lead, 1, tmp_path)
    path, state = other.project.path, tmp_path / "state"
    other.mention(7, 10)
    other.project.close()
    (memory,) = (file for file in state.glob("replicas/*/*.json") if str(path) in file.read_text())
    kept, saved = memory.read_bytes(), path.read_bytes()
    who = Identity(other.project.annotator, "동료1", state)
    twins: list[Path] = []
    for end in (2, 3):
        path.write_bytes(saved)
        memory.write_bytes(kept)
        with Project.open(path, identity=who) as project:
            Desk(project).mention(0, end)
        twins.append(tmp_path / f"twin{end}.juseok")
        twins[-1].write_bytes(path.read_bytes())
    merge_files(project=lead.project, files=twins[:1], folder=folder(tmp_path))
    found, report = merge_files(project=lead.project, files=twins[1:], folder=folder(tmp_path))
    assert [replica for replica, _ in found.forks] == [other.project.replica]
    assert report.forks == found.forks
    assert "exchange.forks" in [line.code for line in found.sentences()]
    with lead.project.reader() as reader:
        assert sum(kind == "mention" for _, kind, _ in reader.dump()) == 3


def test_a_merge_is_told_until_all_of_it_is_shown(
    lead: Desk, lee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juseok.store.merge.AT_ONCE", 0)
    monkeypatch.setattr("juseok.store.project._TELL_S", 0)
    told: list[tuple[int, int]] = []
    taken = take_in(project=lead.project.path, files=[lee], folder=folder(tmp_path))
    merge_taken(
        project=lead.project, taken=taken, progress=lambda done, of: told.append((done, of))
    )
    whole = told[0][1]
    assert {of for _, of in told} == {whole}
    assert told == sorted(told)
    assert told[-1][0] == whole


def test_a_cancelled_merge_leaves_the_project_as_it_was(
    lead: Desk, lee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juseok.store.merge.AT_ONCE", 0)
    before = lead.dump()
    taken = take_in(project=lead.project.path, files=[lee], folder=folder(tmp_path))
    with pytest.raises(ProjectError, match="Cancelled"):
        merge_taken(project=lead.project, taken=taken, cancelled=lambda: True)
    assert lead.dump() == before
