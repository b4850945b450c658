"""Files of other tools among files of texts."""

import json
from pathlib import Path

import pytest

from juseok.formats.base import ReportBuilder
from juseok.formats.folder import MANIFEST
from juseok.services.interchange import foreign as looking
from juseok.services.interchange.foreign import Foreign, gathered, told_apart, unfolded

TASK = {"id": 1, "data": {"text": "한빛전자는 늘린다."}, "completions": [{"result": []}]}


def test_exports_in_a_folder_are_not_taken_for_texts(tmp_path: Path) -> None:
    for name in ("0.json", "1.json"):
        (tmp_path / name).write_text(json.dumps(TASK), "utf-8")
    (tmp_path / "news.txt").write_text("누리칩도 늘린다고 했다.", "utf-8")
    foreign, others = told_apart([tmp_path])
    assert [(each.path.name, each.form) for each in foreign] == [
        ("0.json", "label-studio"), ("1.json", "label-studio"),
    ]  # fmt: skip
    assert others == [tmp_path / "news.txt"]


def test_a_folder_of_texts_stays_one(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("누리칩도 늘린다고 했다.", "utf-8")
    (tmp_path / "news.json").write_text('{"title": "가", "body": "나"}', "utf-8")
    assert unfolded([tmp_path, tmp_path / "none"]) == [tmp_path, tmp_path / "none"]


def made(folder: Path, *names: str) -> list[Path]:
    """What an export of ours holds: its files, its manifest, and what the shell makes of ``*``."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("새벽\tB-ORG\n은\tO\n", "utf-8")
    manifest = {"made_by": "juseok", "files": dict.fromkeys(names, "")}
    (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    return sorted(folder.iterdir())


def test_all_that_an_export_holds_is_the_export(tmp_path: Path) -> None:
    export, other = tmp_path / "out", tmp_path / "other.txt"
    everything = made(export, "a.txt", "a.ann", "dev/b.txt", "dev/b.ann")
    assert gathered([other, *everything]) == [other, export]
    assert gathered([export]) == [export]


def test_a_part_of_an_export_stays_a_part(tmp_path: Path) -> None:
    export = tmp_path / "out"
    made(export, "a.txt", "a.ann", "b.txt", "b.ann")
    part = [export / "a.txt", export / "a.ann"]
    assert gathered([*part, export / MANIFEST]) == part


def test_a_manifest_beside_its_file_is_no_text(tmp_path: Path) -> None:
    export, beside = tmp_path / "out.jsonl", tmp_path / "out.jsonl.manifest.json"
    export.write_text("{}", "utf-8")
    beside.write_text(json.dumps({"made_by": "juseok"}), "utf-8")
    assert gathered([export, beside]) == [export]
    assert gathered([beside]) == [beside]
    beside.write_text(json.dumps({"text": "누리칩도 늘린다고 했다."}), "utf-8")
    assert gathered([export, beside]) == [export, beside]


def test_what_stands_beside_annotations_is_no_text(tmp_path: Path) -> None:
    made(tmp_path, "a.conll", "juseok.jsonl", "labeling_config.xml", "TypeSystem.xml")
    given = [each for each in sorted(tmp_path.iterdir()) if each.name != "juseok.jsonl"]
    assert told_apart(given) == ([Foreign(tmp_path / "a.conll", "conll")], [])


def test_what_describes_a_data_set_of_the_hub_is_no_text(tmp_path: Path) -> None:
    rows = tmp_path / "train.jsonl"
    rows.write_text(json.dumps({"tokens": ["한빛"], "ner_tags": ["B-ORG"]}), "utf-8")
    for name in ("dataset_info.json", "dataset_infos.json", "state.json"):
        (tmp_path / name).write_text('{"features": {}}', "utf-8")
    assert told_apart([tmp_path]) == ([Foreign(rows, "spans")], [])


def test_of_very_many_files_of_one_sort_some_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def look(path: Path) -> str | None:
        looked.append(path)
        return "conll" if path.name.startswith("b") else None

    monkeypatch.setattr(looking, "recognised", look)
    texts = [tmp_path / f"a{number}.txt" for number in range(1000)]
    rows = [tmp_path / f"b{number}.conll" for number in range(1000)]
    foreign, others = told_apart([*texts, *rows])
    assert ([each.path for each in foreign], others) == (rows, texts)
    assert len(looked) < 100
    looked.clear()
    mixed = [*texts, *(tmp_path / f"b{number}.txt" for number in range(1000))]
    assert [each.path for each in told_apart(mixed)[0]] == mixed[1000:]
    assert set(looked) == set(mixed)


def test_a_folder_of_several_formats_is_taken_apart(tmp_path: Path) -> None:
    folder = tmp_path / "섞인 폴더"
    brat = folder / "브랫"
    brat.mkdir(parents=True)
    (brat / "a.txt").write_text("한빛전자는 늘린다.", "utf-8")
    (brat / "a.ann").write_text("T1\tORG 0 4\t한빛전자\n", "utf-8")
    tasks, news, hidden = folder / "tasks.json", folder / "news.txt", folder / ".DS_Store"
    tasks.write_text(json.dumps(TASK), "utf-8")
    news.write_text("누리칩도 늘린다고 했다.", "utf-8")
    hidden.write_bytes(b"\0")
    (folder / "LICENSE").write_text("누구나 쓸 수 있다.", "utf-8")
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    foreign, others = told_apart([folder])
    assert foreign == [Foreign(tasks, "label-studio"), Foreign(brat, "brat")]
    assert others == [news]
    tasks.unlink()
    assert told_apart([folder]) == ([Foreign(folder, "brat")], [])


def test_several_formats_are_seen_below_a_folder_that_is_none_itself(tmp_path: Path) -> None:
    rows, tasks = tmp_path / "import" / "rows", tmp_path / "import" / "tasks"
    for folder in (rows, tasks):
        folder.mkdir(parents=True)
    (rows / "a.conll").write_text("새벽\tB-ORG\n은\tO\n", "utf-8")
    (tasks / "0.json").write_text(json.dumps(TASK), "utf-8")
    foreign, others = told_apart([tmp_path])
    assert (foreign, others) == (
        [Foreign(rows, "conll"), Foreign(tasks / "0.json", "label-studio")], [],
    )  # fmt: skip


def test_what_is_called_like_a_file_beside_comes_in_where_it_stands_by_itself(
    tmp_path: Path,
) -> None:
    tasks, rows = tmp_path / "tasks" / "context.json", tmp_path / "rows" / "a.conll"
    for path, said in ((tasks, json.dumps(TASK)), (rows, "새벽\tB-ORG\n은\tO\n")):
        path.parent.mkdir()
        path.write_text(said, "utf-8")
    news = tmp_path / "news" / "context.json"
    news.parent.mkdir()
    news.write_text('{"title": "가", "body": "누리칩도 늘린다고 했다."}', "utf-8")
    assert told_apart([tasks]) == ([Foreign(tasks, "label-studio")], [])
    foreign, others = told_apart([rows, news, tmp_path / "TypeSystem.xml"])
    assert (foreign, others) == ([Foreign(rows, "conll")], [news])


def test_files_that_nothing_reads_are_named_and_of_many_counted(tmp_path: Path) -> None:
    rows, tasks = tmp_path / "a.conll", tmp_path / "tasks.json"
    rows.write_text("새벽\tB-ORG\n은\tO\n", "utf-8")
    tasks.write_text(json.dumps(TASK), "utf-8")
    (tmp_path / "annotation.conf").write_text("[entities]\n", "utf-8")
    (tmp_path / "그림.png").write_bytes(b"\x89PNG")
    assert told(tmp_path) == [("import.passed_over", "그림.png")]
    for number in range(30):
        (tmp_path / f"{number:02}.bin").write_bytes(b"\0")
    *named, more = told(tmp_path)
    assert [each for _, each in named] == [f"{number:02}.bin" for number in range(20)]
    assert more == ("import.passed_over_more", tmp_path.name)
    rows.unlink()
    (tmp_path / "inner").mkdir()
    tasks.rename(tmp_path / "inner" / "tasks.json")
    rows.write_text("한빛전자는 늘린다.", "utf-8")
    assert [code for code, _ in told(tmp_path)][-2:] == [
        "import.passed_over", "import.passed_over_more",
    ]  # fmt: skip
    assert len(told(tmp_path)) == 21


def told(folder: Path) -> list[tuple[str, str]]:
    """What is said of the files in ``folder`` that are passed over."""
    report = ReportBuilder()
    told_apart([folder], report)
    return [(line.message.code, Path(line.file).name) for line in report.lines]
