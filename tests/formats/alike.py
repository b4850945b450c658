"""Documents without what no file keeps: the ids of records, and their order."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from juseok.core.model import Ref
from juseok.formats.document import Document


def contents(document: Document) -> dict[str, Any]:
    """What ``document`` says: each record by its words and those of what it points to, sorted."""
    found = document.annotations
    records: dict[str, Any] = {
        each.id: each
        for each in (*found.mentions, *found.claims, *found.claim_links, *found.relationships)
    }

    def said(obj: str) -> Any:
        return plain(records[obj]) if obj in records else obj

    def plain(record: Any) -> tuple[Any, ...]:
        values = [type(record).__name__, document.provenance.get(record.id, "")]
        for item in fields(record):
            value = getattr(record, item.name)
            if item.name in ("head", "tail", "nested_in", "target"):
                values.append(said(value))
            elif item.name == "attributes":
                values.append(sorted((name, repr(each)) for name, each in value.items()))
            elif isinstance(value, tuple) and value and isinstance(value[0], Ref):
                values.append([(ref.sort, said(ref.id), ref.span) for ref in value])
            elif item.name != "id":
                values.append(value)
        return tuple(values)

    def all_of(given: tuple[Any, ...]) -> list[str]:
        return sorted(repr(plain(each)) for each in given)

    return {
        "article": document.article,
        "annotator": document.annotator,
        "entities": _by_id(document.entities),
        **{item.name: all_of(getattr(found, item.name)) for item in fields(found)},
        "frames": [replace(each, id="") for each in document.frames],
        "groups": list(document.groups),
    }


def _by_id(entities: tuple[Any, ...]) -> Mapping[str, Any]:
    return {each.id: each for each in entities}
