"""Raw texts on their way in: what the readers of text files and tables hand on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

MAX_FILE: Final = 32 * 1024 * 1024
"""Bytes; a text of the greatest length an article may have is smaller in every encoding."""


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One raw text with where it came from; nothing is normalised or taken apart yet.

    ``file`` is how the person named the file, ``name`` names this text in it (``file`` itself
    or ``file#line``); ``data`` are the bytes to keep.  ``given`` is metadata from columns or
    a table, as written there, by role (see ``formats.columns``).  ``is_article``: the text came
    from a column for it, so all of it is one article, and not a page with an article on it.
    ``encoding`` is that of ``data``; ``file_encoding`` that of the file where it is another.
    """

    file: str
    name: str
    data: bytes
    text: str
    encoding: str
    bom: bool = False
    recomposed: int = 0
    line: int | None = None
    given: Mapping[str, str] = field(default_factory=dict[str, str])
    is_article: bool = False
    file_encoding: str = ""


def file_name(path: Path) -> str:
    """``path`` as it can be shown and stored; names that are no UTF-8 are read as CP949.

    Old archives leave such names; Python gives them as lone surrogates, which no project holds.
    """
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp949", "replace")
