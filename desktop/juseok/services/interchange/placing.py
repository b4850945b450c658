"""Where an export goes: written beside its place, whole, and put there with its manifest."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.formats.base import Report, os_error, put_in_place, require_free
from juseok.formats.document import About
from juseok.formats.folder import (
    MANIFEST,
    EditedError,
    check_target,
    digest_of,
    edited_files,
    manifest_in,
    put_folder_in_place,
    read_manifest,
    write_bytes,
)
from juseok.formats.manifest import BESIDE, manifest_of

_DRAFT: Final = ".juseok-"
_OLD_S: Final = 24 * 60 * 60


@contextmanager
def placed(
    path: Path, *, is_folder: bool, overwrite: bool, edited: bool = False
) -> Generator[Path, None, None]:
    """The new path of a draft that becomes ``path`` when the block ends well; a file's manifest is
    written beside the draft.  ``overwrite``, ``edited``: as of :func:`check_target`.

    Raises ``FormatError`` where ``path`` may not be written; one of the block says the name that
    the person gave in the place of the draft's.
    """
    target = Path(os.path.realpath(path))  # through a symbolic link, not in its place
    if is_folder:
        check_target(target, overwrite=overwrite, edited=edited)
    else:
        _check_file(target, path, edited=edited or not overwrite)
    with _folder_beside(target, path, overwrite=overwrite or is_folder) as folder:
        draft = Path(folder) / target.name
        try:
            yield draft
        except FormatError as error:
            raise _of_target(error, draft, path) from error
        try:
            if is_folder:
                put_folder_in_place(draft, target, overwrite=overwrite, edited=edited)
            else:
                _check_file(target, path, edited=edited)
                put_in_place(draft, target, overwrite=overwrite)
                put_in_place(beside(draft), beside(target), overwrite=True)
        except OSError as error:
            raise os_error(error, path) from error


def beside(path: Path) -> Path:
    """Where the manifest of a file is."""
    return path.with_name(f"{path.name}{BESIDE}")


def _check_file(target: Path, path: Path, *, edited: bool) -> None:
    """Refuse a ``target``, called ``path``, whose manifest is none of ours, or that is not as this
    says any more and may not go."""
    if not os.path.lexists(beside(target)):
        return
    manifest = manifest_in(beside(target))
    if manifest is None:
        raise FormatError("file.exists", file=str(beside(target)))
    files = manifest.get("files")
    if not edited and isinstance(files, dict) and target.name in files:
        try:
            lost = edited_files(target.parent, {target.name: files[target.name]})
        except OSError as error:
            raise os_error(error, path) from error
        if lost:
            raise EditedError("file.edited", file=str(path))


def describe(path: Path, *, form: str, about: About, report: Report, files: Iterable[Path]) -> None:
    """Write a manifest to the new ``path``, of ``files`` and folders beside it."""
    hashes: dict[str, str] = {}
    for each in files:
        name = each.relative_to(path.parent).as_posix()
        if not each.is_dir():
            hashes[name] = digest_of(each)
            continue
        inner = read_manifest(each)
        held = inner["files"] if inner is not None else {}
        hashes |= {f"{name}/{one}": str(digest) for one, digest in held.items()}
        hashes[f"{name}/{MANIFEST}"] = digest_of(each / MANIFEST)
    write_bytes(path, manifest_of(form, about, report=report, files=hashes))


@contextmanager
def _folder_beside(target: Path, path: Path, *, overwrite: bool) -> Generator[str, None, None]:
    """Where draft and copy go: on the disk that was chosen, for the system's own is often small."""
    require_free(target, path, overwrite=overwrite)
    _clear_away(target.parent)
    try:
        folder = tempfile.TemporaryDirectory(prefix=_DRAFT, dir=target.parent)
    except OSError as error:
        raise os_error(error, path) from error
    with folder as name:
        yield name


def _clear_away(folder: Path) -> None:
    """Remove what exports that were killed left in ``folder``; a young draft may be somebody's."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for each in found:
            old = each.name.startswith(_DRAFT) and each.is_dir(follow_symlinks=False)
            if old and time.time() - each.stat(follow_symlinks=False).st_mtime > _OLD_S:
                shutil.rmtree(each.path, ignore_errors=True)


def _of_target(error: FormatError, draft: Path, path: Path) -> FormatError:
    """``error`` with the name that the person gave, in the place of the draft's."""
    params = {key: str(path) if value == str(draft) else value
              for key, value in error.message.params.items()}  # fmt: skip
    return FormatError(error.message.code, **params)
