"""Raw texts on their way in: what the readers of text files and tables hand on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from juseok.core.model import ZoneRole

MAX_FILE: Final = 32 * 1024 * 1024
"""Bytes; a text of the greatest length an article may have is smaller in every encoding."""


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One raw text with where it came from; nothing is normalised or taken apart yet.

    ``file`` is how the person named the file, ``name`` names this text in it (``file`` itself
    or ``file#line``, where rows share lines ``file#record``); ``data`` are the bytes to keep.
    ``given`` is metadata from columns or a table, as written there, by role (see
    ``formats.raw.columns``).  ``is_article``: the text came from a column for it, so all of it is
    one article, and not a page with an article on it.
    ``encoding`` is that of ``data``; ``file_encoding`` that of the file where it is another.

    Of documents with a layout (HTML, DOCX, PDF, HWPX) ``text`` is what one sees of them, line by
    line, and ``data`` are its bytes; ``layout`` is line number (from 0) → role as far as the layout
    tells it, ``known`` is what the file says of itself, by role, which counts where the text says
    nothing, and ``origin`` is the SHA-256 of the file.
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
    layout: Mapping[int, ZoneRole] | None = None
    known: Mapping[str, str] = field(default_factory=dict[str, str])
    origin: str = ""


def file_name(path: Path) -> str:
    """``path`` as it can be shown and stored; names that are no UTF-8 are read as CP949.

    Old archives leave such names; Python gives them as lone surrogates, which no project holds.
    """
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp949", "replace")
