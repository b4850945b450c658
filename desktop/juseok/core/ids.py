"""Identifiers: time-ordered UUIDs for what a person makes, hashes for what content is."""

import hashlib
import secrets
import struct
import threading
import uuid
from collections.abc import Callable
from typing import Final

NAMESPACE: Final = uuid.UUID("6a7573e0-0000-5000-8000-a1b2c3d4e5f6")
_SPACE: Final = NAMESPACE.bytes
_RANDOM: Final = struct.Struct("64Q")
"""Chance that is had from the system together: 64 bits for an id."""


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
        self._random: list[int] = []
        self._begins = _begins(0)

    def __call__(self) -> str:
        with self._lock:
            now = max(0, int(self._clock() * 1000))
            if now > self._last_ms:
                self._last_ms, self._counter = now, secrets.randbelow(1 << 10)
                self._begins = _begins(now)
            else:
                self._counter += 1
                if self._counter >= 1 << 12:
                    self._last_ms, self._counter = self._last_ms + 1, 0
                    self._begins = _begins(self._last_ms)
            if not self._random:  # asking the system each time takes longer than all the rest
                self._random = [*_RANDOM.unpack(secrets.token_bytes(_RANDOM.size))]
            # as uuid.UUID has it, without its object: an import asks for many
            ends = f"{self._random.pop() >> 2 | 1 << 63:x}"
            return f"{self._begins}{self._counter:03x}-{ends[:4]}-{ends[4:]}"


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
    value = int.from_bytes(digest[:16]) & ~(0xF << 76 | 0b11 << 62) | 5 << 76 | 0b10 << 62
    return _dashed(value)


def _dashed(value: int) -> str:
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def article_id(text: str, norm_version: int) -> str:
    """Identity of an article: SHA-256 of its UTF-8 text, with the normaliser's version."""
    return f"{sha256_hex(text.encode())}-{norm_version}"
