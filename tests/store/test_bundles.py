"""Bundles: the same content gives the same bytes, and no other zip is taken for one."""

import json
import random
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store.colleagues import leading
from tests.store.kit import Desk
from tests.store.test_mutations import MUTATIONS

from juseok.core.errors import ProjectError
from juseok.store import bundle_in
from juseok.store.bundle import write_bundle
from juseok.store.bundle_in import open_bundle
from juseok.store.incoming import Incoming, prove

Entries = dict[str, bytes]


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as desk:
        desk.mention()
        desk.mention(7, 10)
        yield desk


@pytest.fixture
def file(lead: Desk, tmp_path: Path) -> Path:
    return bundled(lead, tmp_path / "묶음.juseokb")


def bundled(desk: Desk, path: Path) -> Path:
    with desk.project.reader() as reader:
        write_bundle(
            path,
            project_id=desk.project.project_id,
            ops=reader.all_ops(),
            contents=reader.contents(),
        )
    return path


def entries(path: Path) -> Entries:
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def write(path: Path, content: Entries) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in content.items():
            zipped.writestr(name, data)
    return path


def take(path: Path, tmp_path: Path) -> Incoming:
    place = tmp_path / "private"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    incoming = open_bundle(path, place)
    try:
        prove(incoming, None)
    except BaseException:
        incoming.close()
        raise
    return incoming


def refusal(path: Path, tmp_path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(ProjectError) as raised:
        take(path, tmp_path).close()
    assert path.read_bytes() == before
    assert not list(tmp_path.parent.glob("evil*"))
    return raised.value.message.code


def test_a_bundle_gives_back_what_went_in(lead: Desk, file: Path, tmp_path: Path) -> None:
    with lead.project.reader() as reader:
        ops, contents = list(reader.all_ops()), list(reader.contents())
    with take(file, tmp_path) as incoming:
        assert list(incoming.ops()) == ops
        assert list(incoming.contents()) == contents
        assert incoming.project_id == lead.project.project_id
        assert incoming.name == file.name


def test_the_same_content_gives_the_same_bytes(lead: Desk, file: Path, tmp_path: Path) -> None:
    assert bundled(lead, tmp_path / "again.juseokb").read_bytes() == file.read_bytes()


def change_line(content: Entries) -> None:
    content["operations.jsonl"] = content["operations.jsonl"].replace("한빛".encode(), b"x", 1)


def drop_line(content: Entries) -> None:
    lines = content["operations.jsonl"].splitlines(keepends=True)
    content["operations.jsonl"] = b"".join(lines[:-1])


def change_text(content: Entries) -> None:
    (name,) = (name for name in content if name.startswith("articles/"))
    content[name] += b"."


def drop_text(content: Entries) -> None:
    (name,) = (name for name in content if name.startswith("articles/"))
    del content[name]
    set_manifest(contents=0)(content)


def set_manifest(**values: object) -> Callable[[Entries], None]:
    def change(content: Entries) -> None:
        manifest = json.loads(content["manifest.json"]) | values
        content["manifest.json"] = json.dumps(manifest).encode()

    return change


def add(name: str, data: bytes = b"x") -> Callable[[Entries], None]:
    return lambda content: content.update({name: data})


ODD: dict[str, tuple[Callable[[Entries], object], str]] = {
    "an altered operation": (change_line, "foreign.altered"),
    "an operation left out": (drop_line, "foreign.altered"),
    "an altered text": (change_text, "foreign.altered"),
    "a text left out": (drop_text, "foreign.no_text"),
    "a path upwards": (add("../evil.txt"), "foreign.entry"),
    "an absolute path": (add("/tmp/evil.txt"), "foreign.entry"),
    "a path of Windows": (add("articles\\..\\evil.txt"), "foreign.entry"),
    "a path in a name": (add("articles/1-../../evil.txt"), "foreign.entry"),
    "a zip in it": (add("pages/more.zip"), "foreign.entry"),
    "one text more": (add("articles/1-abc.txt"), "foreign.altered"),
    "a folder": (add("articles/", b""), "foreign.entry"),
    "another format": (set_manifest(format="x"), "foreign.not_a_bundle"),
    "a newer version": (set_manifest(version=99), "project.newer"),
    "a wrong number": (set_manifest(operations=1), "foreign.altered"),
    "a manifest of wrong types": (set_manifest(contents="x"), "foreign.damaged"),
    "no manifest": (lambda content: content.pop("manifest.json"), "foreign.not_a_bundle"),
    "no operations": (lambda content: content.pop("operations.jsonl"), "foreign.not_a_bundle"),
    "a bomb": (add("pages/" + "0" * 64, bytes(20 << 20)), "foreign.bomb"),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_no_bundle_of_ours_holds_is_refused(file: Path, tmp_path: Path, odd: str) -> None:
    change, code = ODD[odd]
    content = entries(file)
    change(content)
    assert refusal(write(tmp_path / "odd.juseokb", content), tmp_path) == code


def test_a_link_in_a_bundle_is_refused(file: Path, tmp_path: Path) -> None:
    content = entries(file)
    path = write(tmp_path / "link.juseokb", content)
    with zipfile.ZipFile(path, "a") as zipped:
        entry = zipfile.ZipInfo("pages/" + "0" * 64)
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(entry, "/etc/passwd")
    assert refusal(path, tmp_path) == "foreign.entry"


def test_an_entry_that_says_it_is_short_is_not_read_beyond(file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    size = len(entries(file)["operations.jsonl"])
    at = data.rfind(size.to_bytes(4, "little"))
    data[at : at + 4] = (size // 2).to_bytes(4, "little")
    path = tmp_path / "short.juseokb"
    path.write_bytes(data)
    assert refusal(path, tmp_path) == "foreign.damaged"


def test_too_many_entries_are_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle_in, "MAX_ENTRIES", 2)
    assert refusal(file, tmp_path) == "foreign.huge"


@pytest.mark.parametrize("data", ["그냥 글".encode(), b""])
def test_a_file_that_is_no_zip_is_no_bundle(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "text.juseokb"
    path.write_bytes(data)
    assert refusal(path, tmp_path) == "foreign.not_a_bundle"


def test_a_bundle_that_was_cut_off_is_damaged(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.juseokb"
    path.write_bytes(file.read_bytes()[:-100])
    assert refusal(path, tmp_path) == "foreign.damaged"


def drill(lead: Desk, tmp_path: Path, *, files: int, seed: int) -> int:
    sound = bundled(lead, tmp_path / "sound.juseokb")
    original, path = sound.read_bytes(), tmp_path / "changed.juseokb"
    with lead.project.reader() as reader:
        due = [(op.op_id, op.hash) for op in reader.all_ops()]
    taken = 0
    rnd = random.Random(seed)
    mutations = [each for each in MUTATIONS if each.__name__ != "swap"]
    for number in range(files):
        data = bytearray(original)
        mutations[number % len(mutations)](data, rnd)
        path.write_bytes(data)
        try:
            incoming = take(path, tmp_path)
        except ProjectError:
            continue
        taken += 1
        with incoming:
            assert [(op.op_id, op.hash) for op in incoming.ops()] == due
    return taken


def test_a_changed_bundle_is_refused_or_taken_in_intact(lead: Desk, tmp_path: Path) -> None:
    assert drill(lead, tmp_path, files=150, seed=5) < 150


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_two_thousand_changed_bundles_are_refused_or_taken_in_intact(
    lead: Desk, tmp_path: Path
) -> None:
    assert drill(lead, tmp_path, files=2000, seed=6) < 2000
