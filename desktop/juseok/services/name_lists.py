"""Lists of names in a file, for the commands of the shell that know names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from juseok.core.decoding import decode
from juseok.core.errors import FormatError
from juseok.core.morphs import Name
from juseok.core.text import normalise
from juseok.formats.base import os_error
from juseok.formats.textfile import read_bytes
from juseok.lang.lexicon import Names


def read_names(path: Path) -> Names:
    """Names that are known: one a line, its type behind a tab if it has one.

    A line may be a JSON object with ``text`` (or ``name``), ``type`` and ``aliases`` as well; the
    encoding is found out as that of a page is.  Raises :class:`FormatError` with the number of
    the line that is neither, ``TextError`` where no encoding fits, or what keeps the file shut.
    """
    try:
        text = decode(read_bytes(path)).text
    except FileNotFoundError as error:
        raise FormatError("file.missing", file=str(path)) from error
    except OSError as error:
        raise os_error(error, path.name) from error
    return Names.of(
        name
        for number, line in enumerate(text.splitlines(), 1)
        for name in _names(path, number, line)
    )


def _names(path: Path, number: int, line: str) -> Iterator[Name]:
    line = normalise(line).text.strip()
    if not line:
        return
    if not line.startswith("{"):
        text, _, kind = line.partition("\t")
        yield Name(text.strip(), kind.strip() or None)
        return
    try:
        record: Any = json.loads(line)
        text = record.get("text", record.get("name"))
        kind, others = record.get("type"), record.get("aliases", [])
        if not isinstance(text, str) or not text.strip() or not isinstance(kind, str | None):
            raise TypeError
        texts = [text, *(str(each) for each in others)]
    except (ValueError, TypeError, RecursionError) as error:
        raise FormatError("snap.names_line", file=path.name, line=number) from error
    for each in texts:
        yield Name(each, kind or None)
