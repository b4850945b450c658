"""Files of other tools among files of texts."""

import json
from pathlib import Path

from juseok.services.interchange.foreign import told_apart, unfolded

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
