"""Identifiers: time-ordered UUIDs for what a person makes, hashes for what content is."""

import hashlib
import secrets
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Final

NAMESPACE: Final = uuid.UUID("6a7573e0-0000-5000-8000-a1b2c3d4e5f6")
_SPACE: Final = NAMESPACE.bytes
_AHEAD: Final = 64
"""Ends of ids that are made together."""
_VARIANT: Final = bytes(0x80 | byte & 0x3F for byte in range(256))
_COUNTS: Final = tuple(f"{number:03x}-" for number in range(1 << 12))


class IdFactory:
    """UUIDv7 text (RFC 9562 §5.7), strictly increasing within one factory.

    ``clock`` gives seconds since the epoch.  When it stands still or jumps back, the last
    millisecond is kept and the 12-bit counter goes on, so ids never repeat or step back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0
        """Of the next id."""
        self._random: list[str] = []
        self._begins = _begins(0)

    def __call__(self) -> str:
        return self.several(1)[0]

    def several(self, count: int) -> list[str]:
        """The next ``count`` ids, of one moment."""
        found: list[str] = []
        with self._lock:
            self._tick()
            if len(self._random) < count:
                self._random += _chance(max(count, _AHEAD))
            ends = self._random[-count:]
            while len(found) < count:
                counts = _COUNTS[self._counter : self._counter + count - len(found)]
                begins, left = self._begins, ends[len(found) :]
                found += [begins + number + end for number, end in zip(counts, left, strict=False)]
                self._counter += len(counts)
                if self._counter >= len(_COUNTS):
                    self._last_ms, self._counter = self._last_ms + 1, 0
                    self._begins = _begins(self._last_ms)
            del self._random[-count:]
        return found

    def in_blocks(self, size: int) -> Callable[[], str]:
        """Ids one by one, made ``size`` at a time: for who needs thousands."""

        def ids() -> Iterator[str]:
            while True:
                yield from self.several(size)

        return ids().__next__

    def _tick(self) -> None:
        now = max(0, int(self._clock() * 1000))
        if now > self._last_ms:
            self._last_ms, self._counter = now, secrets.randbelow(1 << 10)
            self._begins = _begins(now)


def _chance(count: int) -> list[str]:
    """The ends of that many ids: variant and 62 bits of chance each, asked of the system together,
    which takes longer than all the rest."""
    chance = bytearray(secrets.token_bytes(8 * count))
    chance[::8] = chance[::8].translate(_VARIANT)
    return [chance[at : at + 8].hex("-", 6) for at in range(0, 8 * count, 8)]


def _begins(milliseconds: int) -> str:
    """An id of that time up to its version."""
    text = f"{milliseconds:012x}"
    return f"{text[:8]}-{text[8:]}-7"


def derived_id(*parts: str) -> str:
    """The same id for the same parts, on every machine (UUIDv5 over the joined parts).

    For objects that two people must not make twice: one article's zones, one annotator's
    state of an article, a rejected suggestion.
    """
    digest = hashlib.sha1(_SPACE + "\x1f".join(parts).encode(), usedforsecurity=False).digest()
    marked = bytearray(digest[:16])
    marked[6] = 0x50 | marked[6] & 0x0F
    marked[8] = 0x80 | marked[8] & 0x3F
    text = marked.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def article_id(text: str, norm_version: int) -> str:
    """Identity of an article: SHA-256 of its UTF-8 text, with the normaliser's version."""
    return f"{sha256_hex(text.encode())}-{norm_version}"
