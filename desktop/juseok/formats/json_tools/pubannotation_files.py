"""Where documents of PubAnnotation lie: a file, a folder of them, or an archive.

An archive is read as a stream and nothing of it is put on the disk, so the names in it lead
nowhere; one that unpacks to more than it could honestly hold is refused before it does.
"""

import tarfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.folder import MANIFEST
from juseok.formats.json_tools.values import MAX_OBJECT
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import walk
from juseok.formats.reasons import reason_of

FILES: Final = (".json", ".jsonl")
ARCHIVES: Final = (".tgz", ".tar.gz", ".tar")
EXTENSIONS: Final = (*FILES, *ARCHIVES)
_HONEST: Final = 200
"""How many times its size an archive may unpack to; JSON of texts packs tenfold."""

_SMALL: Final = 64 * 1024 * 1024


def files_in(path: Path, report: ReportBuilder) -> Iterator[tuple[str, str, BinaryIO]]:
    """What each file is called, what its documents are, and the file itself, one after another.

    Raises ``FormatError`` where ``path`` cannot be read, and for an archive that is damaged or
    would unpack to an absurd size.
    """
    try:
        if path.name.lower().endswith(ARCHIVES):
            yield from _packed(path, report)
            return
        look = ReportBuilder()
        for file in walk(path, report=look, extensions=FILES):
            if file.name != MANIFEST or file == path:
                with open(file, "rb") as opened:
                    yield file_name(file), file.stem, opened
        report.lines += [each for each in look.lines if not each.file.endswith(MANIFEST)]
    except OSError as error:
        raise os_error(error, file_name(path)) from error


def _packed(path: Path, report: ReportBuilder) -> Iterator[tuple[str, str, BinaryIO]]:
    name = file_name(path)
    most = _SMALL + _HONEST * path.stat().st_size
    total = 0
    try:
        with tarfile.open(path, "r:*") as archive:
            while (member := archive.next()) is not None:
                cast("Any", archive).members.clear()  # it would remember all of them
                total += member.size
                if total > most:
                    raise FormatError("foreign.bomb", name=name)
                inner = f"{name}/{member.name}"
                if not member.isfile() or not member.name.lower().endswith(FILES):
                    if not member.isdir():
                        report.note(Message("import.passed_over"), file=inner)
                    continue
                if member.size > MAX_OBJECT:
                    size, limit = member.size >> 20, MAX_OBJECT >> 20
                    report.refuse(Message("import.too_large", size=size, limit=limit), file=inner)
                    continue
                held = archive.extractfile(member)
                if held is not None:
                    yield inner, Path(member.name).stem, BytesIO(held.read())
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise FormatError("foreign.damaged", name=name, reason=reason_of(error)) from error
