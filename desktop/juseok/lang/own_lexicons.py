"""Lexicons of one's own: files beside one's settings whose words join those of the program.

``cues.toml``, ``hanja.toml`` and ``names.toml`` in the folder that the environment variable
:data:`FOLDER` names are built like their namesakes in ``resources/lexicons/``; the program sets it
when it starts, and processes that it starts inherit it.  They are read once.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from juseok.core.messages import Message

FOLDER: Final = "JUSEOK_LEXICONS"


def own_text(name: str) -> tuple[str, tuple[Message, ...]]:
    """The file ``name`` of one's own, empty where there is none; and what keeps it from being
    read."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return "", ()
    try:
        return (Path(folder) / name).read_bytes().decode("utf-8-sig"), ()
    except FileNotFoundError:
        return "", ()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return "", (Message("lexicon.encoding", file=name, line=line),)
    except OSError as error:
        return "", (Message("lexicon.unreadable", file=name, reason=error.strerror or ""),)


def joined_words(
    data: Mapping[str, Mapping[str, str]], text: str, *, file: str
) -> tuple[dict[str, dict[str, str]], tuple[Message, ...]]:
    """The lists of words ``data`` with those of ``text`` behind them, by table and key.

    What does not hold costs its own entry and is told with its line.
    """
    joined = {table: dict(lists) for table, lists in data.items()}
    problems: list[Message] = []
    for line, table, entry in _entries(text):
        try:
            found = tomllib.loads(entry)
        except tomllib.TOMLDecodeError:
            problems.append(Message("lexicon.syntax", file=file, line=line))
            continue
        for key, words in found.items():
            if key not in joined.get(table, {}):
                problems.append(Message("lexicon.no_list", file=file, line=line, name=key))
            elif not isinstance(words, str):
                problems.append(Message("lexicon.no_words", file=file, line=line, name=key))
            else:
                joined[table][key] += f" {words}"
    return joined, tuple(problems)


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """``(line, table, text)`` of each ``key = value``, over as many lines as its quotes take."""
    table, begun, entry = "", 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if entry:
            entry += f"\n{line}"
        elif line.strip().startswith("[") and line.strip().endswith("]"):
            table = line.strip()[1:-1].strip()
            continue
        elif not line.strip() or line.lstrip().startswith("#"):
            continue
        else:
            begun, entry = number, line
        if entry.count('"""') != 1:
            yield begun, table, entry
            entry = ""
    if entry:
        yield begun, table, entry


def lexicon_problems() -> tuple[Message, ...]:
    """What does not hold in one's own lexicons, a sentence each with file and line."""
    from juseok.lang.cues import bundled_cues
    from juseok.lang.hanja import bundled_hanja
    from juseok.lang.name_words import name_words

    told: Any = (
        *(each.message for each in bundled_cues().problems),
        *bundled_hanja().problems,
        *name_words().problems,
    )
    return tuple(told)
