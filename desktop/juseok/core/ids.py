"""Identifiers: time-ordered UUIDs for what a person makes, hashes for what content is."""

import hashlib
import secrets
import threading
import uuid
from collections.abc import Callable
from typing import Final

NAMESPACE: Final = uuid.UUID("6a7573e0-0000-5000-8000-a1b2c3d4e5f6")
_SPACE: Final = NAMESPACE.bytes
_RANDOM: Final = 512
"""Bytes of chance that are had from the system together; 8 for an id."""


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
        self._random, self._left = b"", 0

    def __call__(self) -> str:
        with self._lock:
            now = max(0, int(self._clock() * 1000))
            if now > self._last_ms:
                self._last_ms, self._counter = now, secrets.randbelow(1 << 10)
            else:
                self._counter += 1
                if self._counter >= 1 << 12:
                    self._last_ms, self._counter = self._last_ms + 1, 0
            if not self._left:  # asking the system each time takes longer than all the rest
                self._random, self._left = secrets.token_bytes(_RANDOM), _RANDOM
            self._left -= 8
            chance = int.from_bytes(self._random[self._left : self._left + 8]) >> 2
            value = self._last_ms << 80 | 0x7 << 76 | self._counter << 64 | 0b10 << 62 | chance
        return _dashed(value)  # as uuid.UUID, without its object: an import asks for many


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
