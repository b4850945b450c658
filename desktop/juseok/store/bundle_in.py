"""Reading a bundle: every entry looked at before any is unpacked, every byte counted.

Names are only compared, never used as paths; the operations go into a project file of our own in
the caller's folder, where they are looked through like those of any other file.
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import IO, Final

import msgspec

from juseok.core.errors import Cancelled, ProjectError
from juseok.core.ops import Op
from juseok.store import bundle, files, schema
from juseok.store.backup import connect_draft
from juseok.store.carried import append_carried, carried
from juseok.store.content import ArticleContent, Content, PageContent, insert_contents
from juseok.store.foreign import MAX_BYTES, open_private, take_copy
from juseok.store.incoming import UNREADABLE, Asked, Incoming, about, damaged
from juseok.store.log import Log
from juseok.store.merge import Taken, prove_op
from juseok.store.meta import write_meta
from juseok.store.names import Names

MAX_ENTRIES: Final = 400_000
MAX_UNPACKED: Final = 8 << 30
MAX_RATIO: Final = 200
_SMALL: Final = 1 << 20
"""An entry may be packed as tightly as it likes up to this size."""
MAX_ENTRY: Final = 64 << 20
"""Of a text or page, and of one line of operations."""

_ZIP: Final = b"PK"
_BLOCK: Final = 1 << 16
_TOGETHER: Final = 500
_NAMES: Final = re.compile(
    r"manifest\.json|operations\.jsonl|articles/\d{1,3}-[0-9a-zA-Z-]{1,80}\.txt|pages/[0-9a-f]{64}"
)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError,
                  *UNREADABLE)  # fmt: skip


class Manifest(msgspec.Struct, frozen=True):
    """``manifest.json``; what else a newer program put there is passed over."""

    format: str
    version: int
    project: str
    operations: int
    contents: int
    sha256: str
    annotator: str = ""


_Row = msgspec.defstruct(
    "_Row", [(name, int if name in ("v", "seq", "lamport") else str) for name in
             (*bundle.HASHED_FIELDS, "hash")], frozen=True,
)  # fmt: skip
_decode_row: Final = msgspec.json.Decoder(_Row).decode


def op_from(line: bytes) -> Op:
    """The operation in a line of a bundle; raises ``msgspec.MsgspecError``, ``ValueError``."""
    row = _decode_row(line)
    return Op(**{name: getattr(row, name) for name in (*bundle.HASHED_FIELDS, "hash")})


def open_bundle(
    path: Path,
    folder: Path,
    *,
    own: Path | None = None,
    cancelled: Asked = lambda: False,
    max_bytes: int = MAX_BYTES,
) -> Incoming:
    """The bundle at ``path`` as a private project file in the empty ``folder``, for reading.

    Raises ``ProjectError`` with what is wrong with it, and ``Cancelled``; it stays as it is.
    """
    copy = take_copy(path, folder, own=own, cancelled=cancelled, max_bytes=max_bytes)
    pool = folder / f"{copy.name}.pool"
    try:
        with copy.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:  # a torn bundle begins as a whole one
                raise ProjectError("foreign.not_a_bundle", name=path.name)
            with zipfile.ZipFile(file) as zipped:
                manifest = _looked_at(zipped, path.name)
                fill(pool, manifest.project, _ops(zipped, manifest, path.name), _contents(zipped),
                     name=path.name, cancelled=cancelled)  # fmt: skip
    except ProjectError as error:
        raise about(error, path.name) from error
    except _BROKEN as error:
        raise damaged(path.name, error) from error
    finally:
        copy.unlink(missing_ok=True)
    incoming = open_private(pool, cancelled=cancelled, proved=True)
    incoming.name = path.name
    return incoming


def fill(
    pool: Path,
    project_id: str,
    ops: Iterator[Op],
    contents: Iterator[Content],
    *,
    name: str,
    cancelled: Asked = lambda: False,
) -> None:
    """Make a private project file out of operations and contents, without a projection."""
    with closing(connect_draft(pool)) as db:
        schema.create(db)
        with files.atomic(db):
            write_meta(db, project_id, version=schema.VERSION)
            names = Names(db)
            log, taken = Log(db, names), Taken()
            while rows := list(map(carried, map(prove_op, islice(ops, _TOGETHER)))):
                if cancelled():
                    raise Cancelled("exchange.cancelled", name=name)
                taken.add(append_carried(db, names, log, rows))
            taken.advance_heads(log)
            for content in contents:
                if cancelled():
                    raise Cancelled("exchange.cancelled", name=name)
                insert_contents(db, names, [content])


def _looked_at(zipped: zipfile.ZipFile, name: str) -> Manifest:
    """Refuse what no bundle of ours holds, before anything is unpacked."""
    entries = zipped.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ProjectError("foreign.huge", name=name)
    seen: set[str] = set()
    for entry in entries:
        mode = entry.external_attr >> 16
        odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.flag_bits & 1
        if odd or entry.filename in seen or not _NAMES.fullmatch(entry.filename):
            raise ProjectError("foreign.entry", name=name, entry=entry.filename[:80])
        seen.add(entry.filename)
        packed = max(1, entry.compress_size)
        if entry.file_size > _SMALL and entry.file_size / packed > MAX_RATIO:
            raise ProjectError("foreign.bomb", name=name)
        if entry.filename != bundle.OPERATIONS and entry.file_size > MAX_ENTRY:
            raise ProjectError("foreign.huge", name=name)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ProjectError("foreign.huge", name=name)
    if bundle.MANIFEST not in seen or bundle.OPERATIONS not in seen:
        raise ProjectError("foreign.not_a_bundle", name=name)
    manifest = msgspec.json.decode(_read(zipped, bundle.MANIFEST), type=Manifest)
    if manifest.format != bundle.FORMAT:
        raise ProjectError("foreign.not_a_bundle", name=name)
    if manifest.version > bundle.VERSION:
        raise ProjectError("project.newer", name=name)
    if len(seen) - 2 != manifest.contents:
        raise ProjectError("foreign.altered", name=name, what=bundle.MANIFEST)
    return manifest


def _read(zipped: zipfile.ZipFile, name: str) -> bytes:
    """One entry, no longer than it says it is."""
    size = zipped.getinfo(name).file_size
    with zipped.open(name) as entry:
        data = entry.read(size + 1)
    if len(data) != size:
        raise ValueError(name)
    return data


def _ops(zipped: zipfile.ZipFile, manifest: Manifest, name: str) -> Iterator[Op]:
    digest = hashlib.sha256()
    count = 0
    size = zipped.getinfo(bundle.OPERATIONS).file_size
    with zipped.open(bundle.OPERATIONS) as entry:
        for line in _lines(entry, size):
            digest.update(line)
            count += 1
            yield op_from(line)
    if count != manifest.operations or digest.hexdigest() != manifest.sha256:
        raise ProjectError("foreign.altered", name=name, what=bundle.OPERATIONS)


def _lines(entry: IO[bytes], size: int) -> Iterator[bytes]:
    """Lines with their ends, of at most ``size`` bytes in all."""
    rest = b""
    left = size
    while block := entry.read(_BLOCK):
        left -= len(block)
        if left < 0:
            raise ValueError("longer than it says")
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            yield line + b"\n"
        if len(rest) > MAX_ENTRY:
            raise ValueError("a line too long")
    if rest:
        raise ValueError("a line without an end")


def _contents(zipped: zipfile.ZipFile) -> Iterator[Content]:
    for name in zipped.namelist():
        if name.startswith((bundle.ARTICLES, bundle.PAGES)):
            yield content_from(name, _read(zipped, name))


def content_from(name: str, data: bytes) -> Content:
    """A text or page by its name in a bundle or shared folder."""
    if name.startswith(bundle.PAGES):
        return PageContent(name.removeprefix(bundle.PAGES), data)
    norm, _, rest = name.removeprefix(bundle.ARTICLES).partition("-")
    return ArticleContent(rest.removesuffix(".txt"), data.decode(), int(norm))


__all__ = ["MAX_ENTRIES", "MAX_RATIO", "content_from", "fill", "op_from", "open_bundle"]
