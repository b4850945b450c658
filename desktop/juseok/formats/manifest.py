"""The manifest of an export: what it is of, what is in it with its hash, and what was left out."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.formats.base import Report
from juseok.formats.document import About, Feature, Support, Way
from juseok.formats.folder import MADE_BY, manifest_in

VERSION: Final = 1
BESIDE: Final = ".manifest.json"
"""What the name of a file gets behind it, for the name of its manifest."""
_WAYS: Final = {
    "format.mapped": "mapped",
    "format.mapped_out": "mapped",
    "format.left_out": "reported",
}
_PASSED: Final = ("documents.rights", "documents.states")
"""Articles that were not asked for."""


class Manifest:
    """Gathers files while an export is written."""

    def __init__(self, form: str, about: About) -> None:
        self._form = form
        self._about = about
        self._files: dict[str, str] = {}

    def add(self, name: str, data: bytes) -> None:
        """A file of the export was written."""
        self._files[name] = sha256_hex(data)

    def add_digest(self, name: str, digest: str) -> None:
        """A file of the export was written whose SHA-256 is ``digest``."""
        self._files[name] = digest

    def data(
        self, kinds: Mapping[str, int], features: Mapping[Feature, int], support: Support
    ) -> bytes:
        """The manifest as JSON, the same bytes for the same export."""
        ways = {
            way.value: {f.value: n for f, n in sorted(features.items()) if support[f] is way}
            for way in (Way.MAPPED, Way.REPORTED)
        }
        return _manifest(self._form, self._about, kinds=kinds, ways=ways, files=self._files)


def manifest_of(form: str, about: About, *, report: Report, files: Mapping[str, str]) -> bytes:
    """The manifest of an export, as JSON, by what its ``report`` says; ``files``: name → hash."""
    ways: dict[str, dict[str, int]] = {"mapped": {}, "reported": {}}
    for line in (*report.notes, *report.refused):
        params = line.message.params
        what, count = params.get("what"), params.get("count")
        way = _WAYS.get(line.message.code)
        if way is not None and isinstance(what, Message) and isinstance(count, int):
            ways[way][what.code.removeprefix("feature.")] = count
    left = _left_out(report)
    return _manifest(form, about, kinds=report.kinds, ways=ways, files=files, left=left)


def with_left_out(path: Path, report: Report) -> None:
    """Have the manifest ``path``, which a writer made, say what ``report`` says was left out."""
    left = _left_out(report)
    if left:
        found = json.loads(path.read_text("utf-8"))
        path.write_bytes(_bytes({**found, "left_out": dict(sorted(left.items()))}))


def _left_out(report: Report) -> Counter[str]:
    """What no feature of the format is, and did not go: places, articles; by code."""
    left: Counter[str] = Counter()
    for line in (*report.notes, *report.refused):
        message, count = line.message, line.message.params.get("count")
        if message.code not in _WAYS and (line.severity == "refused" or message.code in _PASSED):
            left[message.code] += count if isinstance(count, int) else 1
    return left


def made_by_us(path: Path) -> bool:
    """Whether ``path`` is the manifest of an export of ours."""
    return manifest_in(path) is not None


def _manifest(
    form: str,
    about: About,
    *,
    kinds: Mapping[str, int],
    ways: Mapping[str, Mapping[str, int]],
    files: Mapping[str, str],
    left: Mapping[str, int] | None = None,
) -> bytes:
    found: dict[str, Any] = {
        "made_by": MADE_BY,
        "version": VERSION,
        "program": about.program,
        "format": form,
        "date": about.date,
        "project": {"name": about.project, "id": about.project_id},
        **({"release": about.release} if about.release else {}),
        "scheme": {"id": about.scheme.id, "version": about.scheme.version},
        "layer": about.layer,
        **({"options": dict(sorted(about.options.items()))} if about.options else {}),
        **({"asked": dict(sorted(about.asked.items()))} if about.asked else {}),
        "counts": dict(sorted(kinds.items())),
        **{name: dict(sorted(ways[name].items())) for name in ("mapped", "reported")},
        "files": dict(sorted(files.items())),
    }
    if left:
        found["left_out"] = dict(sorted(left.items()))
    return _bytes(found)


def _bytes(found: Mapping[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()
