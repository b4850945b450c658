"""Articles that are nearly the same text: a wire story in two papers, a corrected version.

By MinHash over the characters of a text, five at a time, which needs no words and so no analyser.
What is computed of a text is kept beside the user's state, by the article's id, which is a hash of
that text.
"""

import contextlib
import os
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.core.errors import Cancelled
from juseok.services.user import state_dir
from juseok.store.project import Project

ALIKE: Final = 0.7
"""The share of pieces that two texts have in common (Jaccard) from which they are nearly the same.
Five characters at a time: a sentence more or less in ten leaves some 0.8, another story 0.1."""
_PIECE: Final = 5
_SIZE: Final = 128
_SCHEME: Final = "affine32"
_KEPT: Final = f"minhash {_SCHEME} {_SIZE} {_PIECE} crc32 1"
_STEP: Final = 64

Texts = Callable[[Sequence[str]], Mapping[str, str]]
"""Ids of articles → their texts."""


@dataclass(frozen=True, slots=True)
class Near:
    """``first``: article → the first of those that it goes with, for all but the first;
    ``between``: article → the first of others that it is like as well, and does not go with."""

    first: Mapping[str, str] = field(default_factory=dict[str, str])
    between: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def cache_of(project: Project) -> Path:
    """Where what is computed of the texts of ``project`` is kept."""
    return state_dir() / "near" / f"{project.project_id}.minhash"


def near_duplicates(
    *,
    articles: Sequence[str],
    texts: Texts,
    cache: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Near:
    """Which of ``articles`` are nearly the same, as they came one after the other.

    An article joins the first that it is like, and those that one has joined; nothing that came
    before it moves for its sake.  ``cache``: where what is computed is kept.  Raises
    :class:`Cancelled`.
    """
    known = _read(cache)
    missing = [each for each in articles if each not in known]
    for at in range(0, len(missing), _STEP):
        if cancelled():
            raise Cancelled("run.cancelled")
        progress(at, len(missing))
        chunk = missing[at : at + _STEP]
        known |= {article: _signature(text) for article, text in texts(chunk).items()}
    if missing:
        _write(cache, known)
    return _grouped((each, known[each]) for each in articles if known.get(each))


def _signature(text: str) -> bytes:
    """What is kept of a text; nothing of one that is too short to be like another."""
    from datasketch import MinHash

    bare = "".join(char for char in text.casefold() if char.isalnum())
    pieces = {bare[at : at + _PIECE].encode() for at in range(len(bare) - _PIECE + 1)}
    if not pieces:
        return b""
    made = MinHash(num_perm=_SIZE, scheme=_SCHEME, hashfunc=zlib.crc32)
    made.update_batch(pieces)
    return made.hashvalues.astype("<u4").tobytes()


def _grouped(signatures: Iterable[tuple[str, bytes]]) -> Near:
    """Each with the first group that it is like; groups stay as they are."""
    import numpy as np
    from datasketch import MinHash, MinHashLSH

    found: Any = MinHashLSH(threshold=ALIKE, num_perm=_SIZE)
    values: list[np.ndarray[Any, Any]] = []
    ids: list[str] = []
    first: list[int] = []
    between: dict[str, tuple[str, ...]] = {}
    for number, (article, data) in enumerate(signatures):
        mine = np.frombuffer(data, "<u4")
        made = MinHash(num_perm=_SIZE, scheme=_SCHEME, hashvalues=mine)
        alike = sorted(
            {
                first[other]
                for other in found.query(made)
                if np.count_nonzero(values[other] == mine) >= ALIKE * _SIZE
            }
        )
        ids.append(article)
        values.append(mine)
        first.append(alike[0] if alike else number)
        if len(alike) > 1:
            between[article] = tuple(ids[each] for each in alike[1:])
        found.insert(number, made)
    joined = {ids[n]: ids[each] for n, each in enumerate(first) if each != n}
    return Near(joined, between)


def _read(cache: Path | None) -> dict[str, bytes]:
    """What was kept; nothing where it is damaged or of another way of counting."""
    if cache is None:
        return {}
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        kept, known = msgspec.msgpack.decode(cache.read_bytes(), type=tuple[str, dict[str, bytes]])
        if kept == _KEPT:
            return {name: data for name, data in known.items() if len(data) in (0, 4 * _SIZE)}
    return {}


def _write(cache: Path | None, known: Mapping[str, bytes]) -> None:
    """Keep it; where that cannot be it is computed again."""
    if cache is None:
        return
    fresh = cache.with_name(f"{cache.name}.{os.getpid()}.new")
    with contextlib.suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.msgpack.encode((_KEPT, known)))
        fresh.replace(cache)
