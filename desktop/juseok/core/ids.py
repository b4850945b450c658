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
_VARIANT: Final = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


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
            for ends in self._random[-count:]:
                found.append(f"{self._begins}{self._counter:03x}-{ends}")
                self._counter += 1
                if self._counter >= 1 << 12:
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
    text = secrets.token_bytes(8 * count).hex()
    return [
        f"{_VARIANT[text[at]]}{text[at + 1 : at + 4]}-{text[at + 4 : at + 16]}"
        for at in range(0, 16 * count, 16)
    ]


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
