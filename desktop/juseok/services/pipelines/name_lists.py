"""Lists of names in a file, for the commands of the shell that know names."""

import json
from pathlib import Path
from typing import Any

from juseok.core.decoding import decode
from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.core.morphs import Name
from juseok.core.text import normalise
from juseok.formats.base import os_error
from juseok.formats.raw.textfile import read_bytes
from juseok.lang.lexicon import Names


def read_names(path: Path) -> tuple[Names, tuple[Message, ...]]:
    """Names that are known, one a line, its type behind a tab if it has one; and what is wrong.

    A line may be a JSON object with ``text`` (or ``name``), ``type`` and ``aliases`` as well; the
    encoding is found out as that of a page is.  A line that is neither costs itself only and is
    told with its number.  Raises :class:`FormatError` for a file that cannot be read, or that is
    no text.
    """
    try:
        text = decode(read_bytes(path)).text
    except FileNotFoundError as error:
        raise FormatError("file.missing", file=str(path)) from error
    except OSError as error:
        raise os_error(error, path) from error
    except TextError as error:
        raise FormatError("snap.names_file", file=path.name, reason=error.message) from error
    names: list[Name] = []
    problems: list[Message] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            names += _names(line)
        except (ValueError, TypeError, RecursionError):
            problems.append(Message("snap.names_line", file=path.name, line=number))
    return Names.of(names), tuple(problems)


def _names(line: str) -> list[Name]:
    """The names of one line; raises ``ValueError`` or ``TypeError`` where it is wrong."""
    line = normalise(line).text.strip(" \r\n")
    if not line.strip():
        return []
    if not line.startswith(("{", "[")):
        text, _, kind = line.partition("\t")
        if not text.strip():
            raise ValueError("a type without a name")
        return [Name(text.strip(), kind.strip() or None)]
    record: Any = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("no object")
    text = record.get("text", record.get("name"))
    kind, others = record.get("type"), record.get("aliases") or []
    if not isinstance(text, str) or not text.strip() or not isinstance(kind, str | None):
        raise TypeError("no name, or no type")
    if not isinstance(others, list) or not all(isinstance(each, str) for each in others):
        raise TypeError("no list of names")
    return [Name(each.strip(), kind or None) for each in (text, *others) if each.strip()]
