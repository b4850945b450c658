"""The JSON of UIMA 2 (INCEpTION calls it legacy) as the rows of CAS JSON 0.4.

https://uima.apache.org/d/uimaj-2.10.4/references.html#ugr.ref.json: what is in the index stands in
``_views`` by type, or as an id of ``_referenced_fss``; what only one feature points to stands in
its place.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final, TypeAlias, cast

from juseok.formats.cas import layers

CONTEXT: Final = "_context"
VIEWS: Final = "_views"
_REFERENCED: Final = "_referenced_fss"
_TYPE: Final = "_type"
_COLLECTION: Final = "_collection"
_POINTS: Final = ("_ref", "_array")
_ID: Final = re.compile(r"[0-9]{1,18}")
_USUAL: Final = frozenset(
    {"sofa", layers.TARGET, layers.GOVERNOR, layers.DEPENDENT, layers.FIRST, layers.NEXT}
)
"""Features that point elsewhere, where the file does not say so."""

Row: TypeAlias = dict[str, Any]


def is_legacy(found: object) -> bool:
    """Whether ``found``, a file's object, has the shape."""
    if not isinstance(found, dict):
        return False
    held = cast("Row", found)
    return all(isinstance(held.get(name), dict) for name in (CONTEXT, VIEWS))


def rows_of(found: Mapping[str, Any]) -> list[Row]:
    """Each structure as a row of CAS JSON 0.4, with an id of its own where it has none."""
    referenced = _objects(found.get(_REFERENCED))
    known = {int(key): given for key, given in referenced.items() if _ID.fullmatch(key)}
    rows = _Rows(_objects(_objects(found[CONTEXT]).get("_types")), count(max(known, default=0) + 1))
    for id_, given in known.items():
        rows.add(_objects(given), "", id_)
    for view in _objects(found[VIEWS]).values():
        for type_, held in _objects(view).items():
            for each in cast("list[object]", held) if isinstance(held, list) else []:
                if isinstance(each, dict):
                    rows.add(cast("Row", each), type_)
    return rows.rows


class _Rows:
    def __init__(self, types: Row, ids: Iterator[int]) -> None:
        self._types, self._ids = types, ids
        self.rows: list[Row] = []

    def add(self, given: Row, type_: str, id_: int | None = None) -> int:
        """Take a structure in, and what stands inside it; its id."""
        id_ = next(self._ids) if id_ is None else id_
        short = str(given.get(_TYPE) or type_)
        about = _objects(self._types.get(short))
        kinds = _objects(about.get("_feature_types"))
        row: Row = {"%ID": id_, "%TYPE": str(about.get("_id") or short or "Link")}
        self.rows.append(row)
        for name, value in given.items():
            if name == _COLLECTION and isinstance(value, list):
                row["%ELEMENTS"] = self._ids_of(cast("list[object]", value))
                row["%TYPE"] = "uima.cas.FSArray"
            elif name == _TYPE:
                pass
            elif isinstance(value, dict):
                row[f"@{name}"] = self.add(cast("Row", value), "")
            elif isinstance(value, list) and self._points(cast("list[object]", value), kinds, name):
                row[f"@{name}"] = self._ids_of(cast("list[object]", value))
            elif type(value) is int and (kinds.get(name) in _POINTS or name in _USUAL):
                row[f"@{name}"] = value
            else:
                row[name] = value
        return id_

    def _points(self, value: list[object], kinds: Row, name: str) -> bool:
        return kinds.get(name) in _POINTS or any(isinstance(each, dict) for each in value)

    def _ids_of(self, value: list[object]) -> list[int]:
        return [
            self.add(cast("Row", each), "") if isinstance(each, dict) else each
            for each in value
            if isinstance(each, dict) or type(each) is int
        ]


def _objects(value: object) -> Row:
    return cast("Row", value) if isinstance(value, dict) else {}
