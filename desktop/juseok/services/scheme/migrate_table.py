"""The table of a migration as a file: what becomes of each type and value that is not in use.

TOML, a table for each sort; an id that stands for itself stays as it is::

    [mentions]
    COMPANY = "ORG"

    [values.certainty]
    sure = "certain"
    old = ""            # taken away
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import tomli_w

from juseok.core.errors import FormatError
from juseok.core.scheme import Scheme
from juseok.formats.base import os_error
from juseok.services.scheme.scheme_migrate import GONE, Old, Sort, Table, targets

_VALUES: Final = "values"
_SORTS: Final[Mapping[str, Sort]] = {
    "mentions": "mention",
    "relationships": "relationship",
    "links": "link",
}


def read_table(path: Path, scheme: Scheme) -> Table:
    """The table in the file ``path``.

    Raises ``FormatError`` where it cannot be read, is no TOML, has a table or a value that such a
    file does not have, or names something that ``scheme`` does not have in use.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise os_error(error, path) from error
    except ValueError as error:
        raise FormatError("map.toml", file=str(path), reason=str(error)) from error
    found: dict[Old, str] = {}
    for old, name, target in _rows(data, path):
        allowed = [each for each, _ in targets(old, scheme)]
        if old.sort == "value":
            allowed.append(GONE)
        if target == old.id:
            continue
        if target not in allowed:
            known = ", ".join(filter(None, allowed)) or "–"
            raise FormatError(
                "scheme.migrate.target", file=str(path), name=name, target=target, known=known
            )
        found[old] = target
    return found


def dump_table(found: Sequence[tuple[Old, int]]) -> str:
    """A table to fill in, in which everything of ``found`` stays as it is."""
    data: dict[str, dict[str, Any]] = {}
    for section, sort in _SORTS.items():
        rows = {old.id: old.id for old, _ in found if old.sort == sort}
        if rows:
            data[section] = rows
    for old, _ in found:
        if old.sort == "value":
            data.setdefault(_VALUES, {}).setdefault(old.attribute, {})[old.id] = old.id
    return tomli_w.dumps(data)


def _rows(data: Mapping[str, Any], path: Path) -> list[tuple[Old, str, Any]]:
    """What is old, how the file names it, and what it is to become."""
    found: list[tuple[Old, str, Any]] = []
    for section, rows in data.items():
        if not isinstance(rows, dict) or section not in (*_SORTS, _VALUES):
            raise FormatError("map.shape", file=str(path), name=section)
        for name, value in cast("dict[str, Any]", rows).items():
            if section != _VALUES:
                found.append((Old(_SORTS[section], name), name, value))
                continue
            if not isinstance(value, dict):
                raise FormatError("map.shape", file=str(path), name=f"{section}.{name}")
            for old, target in cast("dict[str, Any]", value).items():
                found.append((Old("value", old, name), f"{name}.{old}", target))
    for _, name, target in found:
        if not isinstance(target, str):
            raise FormatError("map.shape", file=str(path), name=name)
    return found
