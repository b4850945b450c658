"""Where the data that travels with the program is found.

In a checkout ``resources/`` and ``seeds/`` stand beside ``desktop/``; in a wheel they are
packaged inside ``juseok`` as ``_resources`` and ``_seeds``.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _root(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


def resource(relative: str) -> Path:
    """Path of a file or folder below ``resources/``."""
    return _root("resources") / relative


def seed(relative: str) -> Path:
    """Path of a file or folder below ``seeds/`` (the starter project)."""
    return _root("seeds") / relative


def read_text(relative: str) -> str:
    """Content of a UTF-8 file below ``resources/``."""
    return resource(relative).read_text(encoding="utf-8")
