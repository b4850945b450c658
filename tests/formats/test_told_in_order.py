"""What a report tells has the same order in every run, whatever the hashes of words are."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "한빛전자는 공장을 늘린다고 밝혔다."
NEW = dict.fromkeys(("zeta", "alpha", "kappa", "omega", "beta", "theta"), 1)
BAD = [[0, 4, "없는 말"]]
ROLES = ("source", "affiliation", "medium", "time", "place", "object")
READ = """
import sys
from pathlib import Path
from juseok.formats.base import ReportBuilder
from juseok.formats.registry import reader_of
report = ReportBuilder()
for document in reader_of(sys.argv[1]).read(Path(sys.argv[2]), report=report):
    pass
for line in report.lines:
    print(line.severity, line.message)
"""


def told(form: str, path: Path, seed: int) -> list[str]:
    environ = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(
        [sys.executable, "-c", READ, form, str(path)], env=environ, capture_output=True,
        check=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout.splitlines()


def claim(**more: object) -> dict[str, object]:
    """A record of doccano with a claim, and what Juseok wrote beside it."""
    own = {"records": {"0-4 Claim": {**NEW, **more}}, "metadata": NEW, "entities": {"e": NEW}}
    return {"text": TEXT, "label": [[0, 4, "Claim"]], "juseok": own}


XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"
 xmlns:c="http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore">
<cas:NULL xmi:id="0"/>
<c:CoreferenceChain xmi:id="2" first="3" {more}/>
<c:CoreferenceLink xmi:id="3" sofa="1" begin="0" end="4"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{text}"/>
<cas:View sofa="1" members="2 3"/>
</xmi:XMI>"""


@pytest.mark.parametrize(
    ("form", "name", "text"),
    [
        ("doccano", "a.jsonl", json.dumps(claim())),
        (
            "doccano", "a.jsonl",
            json.dumps(claim(cue=BAD, **{each: [["span", BAD[0]]] for each in ROLES})),
        ),
        (
            "uima-xmi", "a.xmi",
            XMI.format(text=TEXT, more=" ".join(f'{name}="x"' for name in NEW)),
        ),
    ],
)  # fmt: skip
def test_reports_tell_in_one_order(form: str, name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    first, *others = (told(form, path, seed) for seed in (0, 1, 2))
    assert len(first) > 1
    assert others == [first, first]
