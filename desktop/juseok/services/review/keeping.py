"""The items of a review in short, kept beside the user's state from one review to the next.

What is kept is made anew only where the log has gone on.
"""

import contextlib
import os
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from juseok.core.ids import sha256_hex
from juseok.core.scheme import Scheme
from juseok.services.entities.index import EntityIndex
from juseok.services.review.index import Entries
from juseok.services.review.page import Sight, symmetric_types
from juseok.store.project import Project
from juseok.store.reader import Reader

_FORMAT: Final = 2
_TOGETHER: Final = 250
"""So many articles are written at a time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known, and up to which place in the log; ``lacking``: articles to compare anew."""

    watermark: int = 0
    items: Mapping[str, Entries] = field(default_factory=dict[str, Entries])
    lacking: frozenset[str] = frozenset()


class _File(msgspec.Struct):
    """``pieces``: items of some articles each, as :func:`packed` has them.  To decode or encode all
    of ten thousand in one go would hold up every other thread for a tenth of a second."""

    format: int
    key: str
    watermark: int
    hash: str
    pieces: list[msgspec.Raw]


_decode_piece: Final = msgspec.msgpack.Decoder(dict[str, Entries]).decode


def kept_path(folder: Path, project: Project) -> Path:
    """Where what is known of ``project`` is kept, below the user's own ``folder``."""
    place = sha256_hex(f"{project.project_id}\n{project.path}".encode())[:16]
    return folder / "review" / f"{project.path.stem[:40]}-{place}.items"


def catch_up(
    reader: Reader, sight: Sight, scheme: Scheme, known: Kept | None, wanted: Collection[str]
) -> Kept:
    """What of ``known`` still holds, and which of ``wanted`` articles are to be compared anew."""
    if known is None:
        until = reader.reviews.whole_until()
        return Kept(until, {}, frozenset(wanted))
    touched = reader.reviews.touched(known.watermark)
    there = set(wanted)
    changed = touched.articles | (known.lacking & there)
    if touched.entities:
        index = EntityIndex.read(reader, sight.viewer)
        joined = {each for entity in touched.entities for each in index.members(entity)}
        changed |= reader.reviews.naming(joined | touched.entities)
    items = {article: entries for article, entries in known.items.items() if article in there}
    lacking = {article for article in there if article not in items or article in changed}
    return Kept(touched.until, items, frozenset(lacking))


def load(path: Path, reader: Reader, sight: Sight, scheme: Scheme) -> Kept | None:
    """What was kept; None where there is nothing, or it is not of this log."""
    try:
        file = msgspec.msgpack.decode(path.read_bytes(), type=_File)
        if (file.format, file.key) != (_FORMAT, key_of(sight, scheme)):
            return None
        if reader.reviews.hash_at(file.watermark) != file.hash:
            return None
        items: dict[str, Entries] = {}
        for piece in file.pieces:
            items |= _decode_piece(piece)
    except (OSError, msgspec.MsgspecError):
        return None
    return Kept(file.watermark, items)


def save(path: Path, reader: Reader, sight: Sight, scheme: Scheme, kept: Kept) -> None:
    """Keep what is known for the next time; where that cannot be, it is counted again then."""
    write(path, reader, key_of(sight, scheme), kept.watermark, pieces_of(kept))


def pieces_of(kept: Kept) -> list[bytes]:
    """What of ``kept`` still holds, packed."""
    items = [(a, entries) for a, entries in kept.items.items() if a not in kept.lacking]
    return [packed(items[at : at + _TOGETHER]) for at in range(0, len(items), _TOGETHER)]


def packed(items: Iterable[tuple[str, Entries]]) -> bytes:
    """The items of some articles as they are written."""
    return msgspec.msgpack.encode(dict(items))


def write(path: Path, reader: Reader, key: str, watermark: int, pieces: Sequence[bytes]) -> None:
    """As :func:`save`; ``pieces``: what is known, packed; ``key``: see :func:`key_of`."""
    at = reader.reviews.hash_at(watermark)
    file = _File(_FORMAT, key, watermark, at, [*map(msgspec.Raw, pieces)])
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(msgspec.msgpack.encode(file))
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def key_of(sight: Sight, scheme: Scheme) -> str:
    """What all items depend on besides the log: who looks, and which edges have no direction."""
    alone = "" if len(sight.viewer.visible_layers) > 2 else sight.own
    briefs = [(article, brief.parts) for article, brief in sorted(sight.briefs.items())]
    return sha256_hex(repr((sight.own, alone, sorted(symmetric_types(scheme)), briefs)).encode())
