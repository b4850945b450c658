"""Exports that are folders: names that every system takes, and a folder that is whole or not there.

A folder that exists is replaced only when that was asked for, and only when it is an earlier
export: its manifest names every file in it.  Files of it that somebody changed since are replaced
only when that was asked for, too: their hashes stand there.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Set
from itertools import chain, count
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import INVISIBLE
from juseok.formats.base import os_error
from juseok.formats.document import Document

MANIFEST: Final = "manifest.json"
MADE_BY: Final = "juseok"

_SYLLABLES: Final = 60
_NAMED: Final = 3
"""Changed files that are named; of more it is said that there are more."""
_BAD: Final = re.compile(r'[<>:"/\\|?*#%&\s]+|[' + "".join(map(re.escape, INVISIBLE)) + "]+")
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)


def safe_name(title: str, digest: str, *, taken: Set[str] = frozenset()) -> str:
    """A file name (without an ending) from ``title`` and the start of the article's ``digest``.

    NFC, no characters that a file system or an address bar minds, no reserved name, at most 60
    characters and the hash; the same on every run.  ``taken`` holds names in lower case.

    >>> safe_name("한빛전자, ‘내년’ 증설/계획?", "0f3a9c21bb")
    '한빛전자,_‘내년’_증설_계획-0f3a9c21'
    >>> safe_name("CON", "0f3a9c21bb")
    'CON-0f3a9c21'
    """
    words = safe_words(title) or "article"
    cut = (digest[:length] for length in (8, 16, len(digest)))
    numbered = (f"{digest}-{number}" for number in count(2))  # an article, one for each annotator
    names = (f"{words}-{end}" for end in chain(cut, numbered))
    return next(
        each for each in names
        if each.casefold() not in taken and _RESERVED.fullmatch(each) is None
    )  # fmt: skip


def safe_words(title: str) -> str:
    """``title`` as part of a file name; empty where nothing of it can be.

    >>> safe_words("../8:1:1, 정답")
    '8_1_1,_정답'
    """
    words = _BAD.sub("_", unicodedata.normalize("NFC", title))
    words = "".join(char for char in words if unicodedata.category(char) not in ("Cc", "Cs", "Cn"))
    return words[:_SYLLABLES].strip("._- ")


class Titled(NamedTuple):
    """What names the files of a document: words, and the id of its article."""

    words: str
    article: str


def title_of(document: Document) -> Titled:
    """By what name ``document`` came, or what its article is called."""
    return Titled(document.name or document.article.metadata.title, document.article.id)


class NewNames:
    """File names in a folder (without endings), each once; ``taken``: none of these."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)

    def of(self, titled: Titled) -> str:
        """A name for the files of one more document."""
        name = safe_name(titled.words, titled.article, taken=self._taken)
        self._taken.add(name.casefold())
        return name


def write_bytes(path: Path, data: bytes) -> None:
    """Write a new file of a draft; :func:`put_folder_in_place` syncs all of them."""
    with open(path, "xb", buffering=0) as file:  # in one go, where a buffer would be copied
        done = file.write(data)
        while done < len(data):
            done += file.write(data[done:])


class EditedError(FormatError):
    """Files of an earlier export were changed since, and nobody said that these may go."""


def check_target(path: Path, *, overwrite: bool, edited: bool = False) -> None:
    """Refuse a target that may not become a folder of an export.

    ``overwrite``: an earlier export may go; ``edited``: what was changed in it since, too.  Raises
    ``FormatError``: ``folder.exists`` (something is there, and nobody said that it may go),
    ``folder.not_ours`` and ``folder.changed`` (files that no earlier export made); and
    :class:`EditedError`.
    """
    if not os.path.lexists(path):
        return
    if not path.is_dir():
        raise FormatError("folder.file", file=str(path))
    try:
        if is_empty(path):
            return
        if not overwrite:
            raise FormatError("folder.exists", folder=str(path))
        manifest = read_manifest(path)
        if manifest is None:
            raise FormatError("folder.not_ours", folder=str(path))
        files = manifest.get("files")
        known = cast("Mapping[str, object]", files) if isinstance(files, dict) else {}
        strange = next((each for each in _files(path) if each not in known), None)
        if strange is not None:
            raise FormatError("folder.changed", folder=str(path), file=strange)
        lost = [] if edited else edited_files(path, known)
    except OSError as error:
        raise os_error(error, path) from error
    if lost:
        names = ", ".join(lost[:_NAMED])
        more = Message("folder.more", count=len(lost) - _NAMED) if len(lost) > _NAMED else ""
        raise EditedError("folder.edited", folder=str(path), files=names, more=more)


def edited_files(folder: Path, known: Mapping[str, object]) -> list[str]:
    """Files in ``folder`` that are not what their hashes in ``known`` say; raises ``OSError``.  One
    that is gone is no loss."""
    return [name for name, digest in sorted(known.items())
            if (folder / name).is_file() and digest_of(folder / name) != digest]  # fmt: skip


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file of any size; raises ``OSError``."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_empty(folder: Path) -> bool:
    with os.scandir(folder) as listing:
        return next(listing, None) is None


def read_manifest(path: Path) -> Mapping[str, Any] | None:
    """The manifest of an export of ours in the folder ``path``; None where there is none."""
    return manifest_in(path / MANIFEST)


def manifest_in(file: Path) -> Mapping[str, Any] | None:
    """What ``file`` says, where it is the manifest of an export of ours."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict):
        return None
    manifest = cast("dict[str, Any]", found)
    return manifest if manifest.get("made_by") == MADE_BY else None


def put_folder_in_place(
    draft: Path, target: Path, *, overwrite: bool, edited: bool = False
) -> None:
    """Rename a whole folder of the same disk to ``target``.

    Raises ``FormatError`` as :func:`check_target` does, looked at once more, and ``OSError``.
    """
    check_target(target, overwrite=overwrite, edited=edited)
    if os.name == "posix":
        os.sync()  # once: syncing each of thousands of files takes longer than all the writing
    old: Path | None = None
    if os.path.lexists(target):
        old = target.with_name(f".{secrets.token_hex(8)}.old")
        os.rename(target, old)
    try:
        os.rename(draft, target)
    except OSError:
        if old is not None:
            os.rename(old, target)
        raise
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)
    if os.name == "posix":
        with contextlib.suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _files(folder: Path) -> Iterator[str]:
    """The files of an export, but for its manifest."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            found = Path(root, name).relative_to(folder).as_posix()
            if found != MANIFEST:
                yield found
