"""Zip files of other programs: every entry looked at before any is read, every byte counted.

Nothing is ever unpacked to disk, so names are only compared; those that would lead out of a
folder are refused all the same, for no honest program writes them.
"""

import stat
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.reasons import reason_of

MAX_ENTRIES: Final = 20_000
MAX_ENTRY: Final = 128 << 20
MAX_UNPACKED: Final = 512 << 20
MAX_RATIO: Final = 200
_PIECE: Final = 1 << 16
_SMALL: Final = 32 << 20
"""A file may be packed as tightly as it likes up to this size: blank pictures are."""
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                 ValueError, KeyError)  # fmt: skip
"""What a damaged zip makes Python's reader raise."""


class Archive:
    """A zip file that was looked at; ``names`` are those of its files."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self.zipped = zipped
        self.names = [entry.filename for entry in zipped.infolist() if not entry.is_dir()]
        self._by_key = {name.lower(): name for name in reversed(self.names)}

    def read(self, name: str) -> bytes:
        """One entry, no longer than it says it is; raises ``TextError`` (``archive.broken``)."""
        try:
            size = self.zipped.getinfo(name).file_size
            with self.zipped.open(name) as entry:
                data = entry.read(size + 1)
        except BROKEN as error:
            told = Message("reason.in_part", name=name[:80], reason=reason_of(error))
            raise TextError("archive.broken", reason=told) from error
        if len(data) != size:
            told = Message("reason.in_part", name=name[:80], reason=Message("reason.end"))
            raise TextError("archive.broken", reason=told)
        return data

    def pieces(self, name: str) -> Iterator[bytes]:
        """One entry in pieces; raises as :meth:`read` does."""
        left = -1
        try:
            left = self.zipped.getinfo(name).file_size
            with self.zipped.open(name) as entry:
                while data := entry.read(_PIECE):
                    left -= len(data)
                    yield data
        except BROKEN as error:
            told = Message("reason.in_part", name=name[:80], reason=reason_of(error))
            raise TextError("archive.broken", reason=told) from error
        if left:
            told = Message("reason.in_part", name=name[:80], reason=Message("reason.end"))
            raise TextError("archive.broken", reason=told)

    def find(self, name: str) -> str | None:
        """The entry called ``name``, whatever its case."""
        return self._by_key.get(name.lower())


@contextmanager
def opened(source: Path | bytes) -> Generator[Archive]:
    """The zip file ``source``.  Raises ``TextError`` where it is none, damaged, would unpack to an
    absurd size (``archive.bomb``) or holds what leads out of it (``archive.entry``)."""
    given: Path | IO[bytes] = BytesIO(source) if isinstance(source, bytes) else source
    try:
        zipped = zipfile.ZipFile(given)
    except zipfile.BadZipFile as error:
        raise TextError("archive.broken", reason=Message("archive.no_zip")) from error
    except BROKEN as error:
        raise TextError("archive.broken", reason=reason_of(error)) from error
    with zipped:
        _look(zipped)
        yield Archive(zipped)


def _look(zipped: zipfile.ZipFile) -> None:
    entries = zipped.infolist()
    seen: set[str] = set()
    size = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    is_tight = size > _SMALL and size / packed > MAX_RATIO
    if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED or is_tight:
        raise TextError("archive.bomb")
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        leads_out = name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"
        odd = stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR)
        if leads_out or odd or name in seen or "\x00" in name:
            raise TextError("archive.entry", entry=name[:80])
        seen.add(name)
        if entry.flag_bits & 1:
            raise TextError("archive.locked")
        if entry.file_size > MAX_ENTRY:
            raise TextError("archive.bomb")
