"""Output files come into being whole, and never over another file unasked."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.base import (
    Registry,
    Report,
    ReportBuilder,
    ReportLine,
    atomic_write,
    joined,
    os_error,
)


class Named(NamedTuple):
    id: str
    names: Mapping[str, str]
    extensions: tuple[str, ...]


def write(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(data)


def test_a_finished_file_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "나가는 글.jsonl"
    write(target, b"one")
    assert target.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"old")
    with pytest.raises(FormatError) as caught:
        write(target, b"new")
    assert caught.value.message.code == "file.exists"
    write(target, b"new", overwrite=True)
    assert target.read_bytes() == b"new"


def test_a_file_that_came_to_be_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def race() -> None:
        with atomic_write(target) as file:
            file.write(b"ours")
            target.write_bytes(b"theirs")

    with pytest.raises(FormatError) as caught:
        race()
    assert caught.value.message.code == "file.exists"
    assert target.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"old")

    def fail() -> None:
        with atomic_write(target, overwrite=True) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    def fill() -> None:
        with atomic_write(tmp_path / "out"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(FormatError) as caught:
        fill()
    assert caught.value.message.code == "file.full"
    assert list(tmp_path.iterdir()) == []


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_what_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        write(tmp_path / "nowhere" / "out", b"new")
    assert caught.value.message.code == "file.no_folder"
    assert caught.value.message.params["folder"] == str(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "file.permission"),
        (errno.ENOENT, "file.missing"),
        (errno.EISDIR, "file.folder"),
        (errno.EIO, "file.failed"),
    ],
)
def test_what_the_system_refuses_has_a_code(number: int, code: str) -> None:
    assert os_error(OSError(number, "why"), "기사.txt").message.code == code


def test_a_report_keeps_what_happened_apart() -> None:
    builder = ReportBuilder(read=2)
    builder.refuse(Message("text.empty"), file="a.txt", line=3)
    builder.note(Message("text.empty"))
    report = builder.build() + ReportBuilder(read=1).build()
    assert report.read == 3
    assert report.refused == (ReportLine(Message("text.empty"), "a.txt", 3, "refused"),)
    assert not report.is_clean
    assert len(report.notes) == 1


def test_an_unknown_format_names_the_known_ones() -> None:
    registry = Registry((Named("one", {"en": "One"}, (".one",)),))
    assert registry.get("one").id == "one"
    with pytest.raises(FormatError) as caught:
        registry.get("two")
    assert caught.value.message.params["known"] == "one"


def test_what_parts_of_a_run_count_of_the_same_is_told_once() -> None:
    def part(count: int, what: str) -> Report:
        left = Message("format.left_out", what=Message(what), count=count)
        return Report(
            written=count,
            refused=(ReportLine(left),),
            notes=(ReportLine(Message("documents.twice")),),
        )

    whole = joined([part(2, "feature.zones"), part(3, "feature.zones"), part(1, "feature.notes")])
    assert (whole.written, len(whole.notes)) == (6, 1)
    assert [line.message.params["count"] for line in whole.refused] == [5, 1]
