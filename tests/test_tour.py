"""The tour does the main job by itself, and touches nothing of the person's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PICTURES = (
    "about", "agreement", "beside", "bring", "campaign", "campaign-new", "certain", "check-tags",
    "claim", "claim-accepted", "claim-suggested", "compare", "confusion", "dark", "details",
    "documents", "export", "feedback", "finish", "guidelines", "help", "history", "import",
    "learned", "notes", "pairs", "palette", "people", "precedent", "questions", "reading", "recode",
    "relationship-letters", "relationship-suggested", "relationship-types", "relationships",
    "releases", "review", "review-reason", "rights", "scheme", "search", "search-kept", "send",
    "sentences", "settings", "share", "shortcuts", "similar", "snap-alias", "snap-morpheme",
    "snap-name", "snap-selected", "suggestions", "tag-all", "tag-everywhere", "tagged", "undone",
    "window", "zones",
)  # fmt: skip
LIMIT = 250_000
"""Bytes of a picture; they travel with the program."""


@pytest.mark.drill  # three quarters of a minute; the journeys on a screen go the same ways
@pytest.mark.timeout(330)
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
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    files = {Path(name).name for name in json.loads(result.stdout)["files"]}
    assert files == {f"{name}.png" for name in PICTURES} | {
        "starter.jsonl",
        "starter.jsonl.manifest.json",
    }
    assert len({(out / f"{name}.png").read_bytes() for name in PICTURES}) == len(PICTURES)
    assert all((out / f"{name}.png").stat().st_size <= LIMIT for name in PICTURES)
    records = [json.loads(line) for line in (out / "starter.jsonl").read_text("utf-8").splitlines()]
    assert sum(record["kind"] == "article" for record in records) >= 6
    claims = [record for record in records if record["kind"] == "claim"]
    assert any("두 회사의 뿌리" in json.dumps(claim, ensure_ascii=False) for claim in claims)
    assert not config.exists()
