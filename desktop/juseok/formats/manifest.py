"""The manifest of an export: what it is of, what is in it with its hash, and what was left out."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from juseok.core.ids import sha256_hex
from juseok.formats.document import About, Feature, Support, Way
from juseok.formats.folder import MADE_BY

VERSION: Final = 1


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
        about = self._about
        ways = {
            way.value: {f.value: n for f, n in sorted(features.items()) if support[f] is way}
            for way in Way
        }
        found: dict[str, Any] = {
            "made_by": MADE_BY,
            "version": VERSION,
            "program": about.program,
            "format": self._form,
            "date": about.date,
            "project": {"name": about.project, "id": about.project_id},
            "scheme": {"id": about.scheme.id, "version": about.scheme.version},
            "layer": about.layer,
            **({"options": dict(sorted(about.options.items()))} if about.options else {}),
            "counts": dict(sorted(kinds.items())),
            **{name: ways[name] for name in ("mapped", "reported")},
            "files": dict(sorted(self._files.items())),
        }
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
