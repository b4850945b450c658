"""The tour does the main job by itself, and touches nothing of the person's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(180)
def test_the_tour_leaves_pictures_and_an_export_and_nothing_else(tmp_path: Path) -> None:
    out, config = tmp_path / "out", tmp_path / "config"
    result = subprocess.run(
        [sys.executable, "-m", "juseok", "tour", "--json", "--out", out],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "JUSEOK_CONFIG": str(config),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert result.returncode == 0, result.stderr
    files = {Path(name).name for name in json.loads(result.stdout)["files"]}
    assert {"window.png", "tagged.png", "dark.png", "palette.png", "starter.jsonl"} <= files
    assert (out / "window.png").read_bytes() != (out / "dark.png").read_bytes()
    assert (out / "window.png").read_bytes() != (out / "tagged.png").read_bytes()
    records = [json.loads(line) for line in (out / "starter.jsonl").read_text("utf-8").splitlines()]
    assert sum(record["kind"] == "article" for record in records) >= 6
    assert not config.exists()
