"""Bundles: operations and the texts they need, in one zip (``.juseokb``), written whole or not.

``manifest.json`` says what it is; ``operations.jsonl`` has one operation a line, every field by
name; ``articles/<norm version>-<id>.txt`` is a text and ``pages/<sha256>`` the bytes of a source
page.  The same layout serves a shared folder, where operations lie in files of their own.
"""

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from juseok.core.errors import Cancelled, ProjectError
from juseok.core.ops import HASHED_FIELDS, Op
from juseok.store import files
from juseok.store.content import ArticleContent, Content
from juseok.store.ranges import Ranges

FORMAT: Final = "juseok-bundle"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
OPERATIONS: Final = "operations.jsonl"
ARTICLES: Final = "articles/"
PAGES: Final = "pages/"

_EVERY: Final = 256
_MOMENT: Final = (2020, 1, 1, 0, 0, 0)
"""In every entry, so that the same content gives the same bytes."""

_encode: Final = msgspec.json.Encoder(order="sorted").encode
_FIELDS: Final = (*HASHED_FIELDS, "hash")


@dataclass(frozen=True, slots=True)
class Written:
    """What a bundle holds."""

    operations: int
    contents: int


def line_of(op: Op) -> bytes:
    """``op`` as a line of a bundle, with its end."""
    return _encode({name: getattr(op, name) for name in _FIELDS}) + b"\n"


def name_of(content: Content) -> str:
    """The name of a text or page in a bundle or shared folder."""
    if isinstance(content, ArticleContent):
        return f"{ARTICLES}{content.norm_version}-{content.id}.txt"
    return f"{PAGES}{content.hash}"


def data_of(content: Content) -> bytes:
    return content.text.encode() if isinstance(content, ArticleContent) else content.data


def write_bundle(
    path: Path,
    *,
    project_id: str,
    ops: Iterable[Op],
    contents: Iterable[Content],
    annotator: str = "",
    overwrite: bool = False,
    progress: Callable[[int], None] = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write a bundle to ``path``; ``annotator`` is whom it is for, empty for everybody.

    Raises ``ProjectError`` where a file is there already (but for ``overwrite``); then, as after
    any failure, nothing is left behind.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    ranges = Ranges()
    digest = hashlib.sha256()

    def lines() -> Iterator[bytes]:
        for done, op in enumerate(ops, 1):
            if done % _EVERY == 0:
                if cancelled():
                    raise Cancelled("exchange.cancelled", name=path.name)
                progress(done)
            ranges.add(op.replica, op.seq)
            line = line_of(op)
            digest.update(line)
            yield line

    if not overwrite and os.path.lexists(path):
        raise ProjectError("project.exists", name=path.name)
    try:
        with zipfile.ZipFile(fresh, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
            operations = pieces = 0
            with bundle.open(_entry(OPERATIONS), "w", force_zip64=True) as entry:
                for line in lines():
                    entry.write(line)
                    operations += 1
            for content in contents:
                if cancelled():
                    raise Cancelled("exchange.cancelled", name=path.name)
                bundle.writestr(_entry(name_of(content)), data_of(content))
                pieces += 1
            manifest = {
                "format": FORMAT,
                "version": VERSION,
                "project": project_id,
                "annotator": annotator,
                "operations": operations,
                "contents": pieces,
                "sha256": digest.hexdigest(),
                "ranges": [list(item) for item in ranges.all()],
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
            bundle.writestr(_entry(MANIFEST), text + "\n")
        if overwrite:
            files.sync(fresh)
            os.replace(fresh, path)
        else:
            files.publish(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return Written(operations, pieces)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
