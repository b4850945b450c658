"""Names that nothing here reads, in what Juseok wrote beside annotations: told, not passed over.

A newer version may say more there than this one knows, and so may a person.
"""

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any, Final, cast

from juseok.core.messages import Message
from juseok.core.model import ATTRIBUTE_PREFIX, Kind, Metadata, PublishedAt, SentenceEdits
from juseok.core.records import SPECS
from juseok.formats.base import ReportBuilder

_KINDS: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK)
_RECORD: Final = frozenset({"id", "at", "is", "provenance"}).union(
    *(SPECS[kind].names for kind in _KINDS)
)
_TABLES: Final[Mapping[str, frozenset[str]]] = {
    "records": _RECORD, "mentions": _RECORD, "claims": _RECORD, "relationships": _RECORD,
    "claim_links": _RECORD, "entities": SPECS[Kind.ENTITY].names | {"id"},
    "remarks": SPECS[Kind.REMARK].names | {"id"},
}  # fmt: skip
_OBJECTS: Final[Mapping[str, frozenset[str]]] = {
    "metadata": frozenset(each.name for each in fields(Metadata)),
    "sentencing": frozenset(each.name for each in fields(SentenceEdits)),
}
_TIMES: Final = frozenset(each.name for each in fields(PublishedAt))
_WHOLE: Final = frozenset(
    {"version", "juseok", "how", "provenance", "annotator", "zones", "offsets", "characters",
     "article", "id", "name", "text"}
)  # fmt: skip


def strangers(own: object, *, also: str = "") -> Counter[str]:
    """How often each name occurs in ``own`` that is none of ours, with what it stands in.

    ``also``: one further name that the format knows.  What has another shape than ours is left to
    whoever reads it.
    """
    found = [*_strangers(own, also)] if isinstance(own, dict) else []
    return Counter(found) if found else Counter()


def is_known_record(own: Mapping[str, Any]) -> bool:
    """Whether every name in what stands beside one record is ours; False: look closer."""
    return _RECORD.issuperset(own)


def tell_strangers(own: object, report: ReportBuilder, *, file: str, line: int | None) -> None:
    """Put what :func:`strangers` finds into ``report``."""
    if not isinstance(own, dict) or next(_strangers(own, ""), None) is None:
        return  # as a rule, and there may be one for each mention
    for name, count in strangers(own).items():
        report.change(
            Message("json.passed_over", name=name[:60], count=count), file=file, line=line
        )


def _strangers(own: Mapping[str, Any], also: str) -> Iterator[str]:
    for name, held in own.items():
        if name in _TABLES:
            yield from (f"{name}.{each}" for each in _of_table(held, _TABLES[name]))
        elif name in _OBJECTS:
            yield from (f"{name}.{each}" for each in _of_object(held, _OBJECTS[name]))
            for part in ("published", "modified") if isinstance(held, dict) else ():
                found = _of_object(cast("Any", held).get(part), _TIMES)
                yield from (f"{name}.{part}.{each}" for each in found)
        elif name == "article":
            yield from (f"{name}.{each}" for each in strangers(held).elements())
        elif name not in _WHOLE and name != also:
            yield name


def _of_table(held: object, known: frozenset[str]) -> Iterator[str]:
    rows: Any = held.values() if isinstance(held, dict) else held
    with contextlib.suppress(TypeError):  # as a rule all are objects, and nothing in them is new
        if known.issuperset(chain.from_iterable(rows)):
            return
    for row in rows if isinstance(held, list | dict) else ():
        yield from _of_object(row, known)


def _of_object(held: object, known: frozenset[str]) -> Iterator[str]:
    if isinstance(held, dict) and not held.keys() <= known:
        for name in cast("dict[str, object]", held):  # in its order
            if name not in known and name[:1] != ATTRIBUTE_PREFIX:
                yield name
