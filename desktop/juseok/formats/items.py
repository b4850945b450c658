"""Raw texts on their way in: what the readers of text files and tables hand on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MAX_FILE: Final = 32 * 1024 * 1024
"""Bytes; a text of the greatest length an article may have is smaller in every encoding."""


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One raw text with where it came from; nothing is normalised or taken apart yet.

    ``file`` is how the person named the file, ``name`` names this text in it (``file`` itself
    or ``file#line``); ``data`` are the bytes to keep.  ``given`` is metadata from columns or
    a table, as written there, by role (see ``formats.columns``).
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
