"""From the registers of occurrences, zonings and sentencings to metadata, zones and sentences."""

from collections.abc import Mapping
from typing import Any, cast

from juseok.core.model import Metadata, PublishedAt, SentenceEdits, Zone, ZoneRole
from juseok.store.fold import Fields, ObjectState

_TEXTS = (
    "title", "kicker", "publisher", "portal", "dateline_place", "section", "copyright", "url",
    "crawled_at",
)  # fmt: skip
_LISTS = ("subtitles", "bylines", "credits")


def metadata_from(fields: Fields) -> Metadata:
    """The metadata in the flat registers of an occurrence; what has another shape is left out."""
    values: dict[str, Any] = {
        name: value for name in _TEXTS if isinstance(value := fields.get(name), str)
    }
    for name in _LISTS:
        items = fields.get(name)
        if isinstance(items, list):
            values[name] = tuple(map(str, items))
    extra = fields.get("extra")
    if isinstance(extra, Mapping):
        values["extra"] = {str(name): str(value) for name, value in extra.items()}
    language = fields.get("language")
    if isinstance(language, str):
        values["language"] = language
    return Metadata(
        **values,
        published=_moment(fields, "published"),
        modified=_moment(fields, "modified"),
    )


def _moment(fields: Fields, which: str) -> PublishedAt:
    iso = fields.get(f"{which}_iso")
    precision: Any = fields.get(f"{which}_precision", "none")
    return PublishedAt(
        str(fields.get(f"{which}_raw") or ""), iso if isinstance(iso, str) else None, precision
    )


def zones_from(fields: Fields) -> tuple[Zone, ...]:
    """The zones of a zoning in text order; a role of a newer program reads as other."""
    zones: list[Zone] = []
    for item in cast("list[Any]", fields.get("zones") or []):
        match item:
            case [int(start), int(end), str(role)]:
                known = role in ZoneRole._value2member_map_
                zones.append(Zone(start, end, ZoneRole(role) if known else ZoneRole.OTHER))
            case _:
                continue
    return tuple(sorted(zones))


def sentencing_from(fields: Fields) -> SentenceEdits:
    """The edits of a sentencing, each list in text order; what has another shape is left out."""
    return SentenceEdits(
        _offsets(fields.get("splits")),
        _offsets(fields.get("joins")),
        tuple(
            sorted(
                (item[0], item[1])
                for item in _list(fields.get("headings"))
                if isinstance(item, list) and len(item) == 2 and all(type(x) is int for x in item)
            )
        ),
    )


def _offsets(value: object) -> tuple[int, ...]:
    return tuple(sorted(item for item in _list(value) if type(item) is int))


def _list(value: object) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def occurrence_rank(state: ObjectState) -> tuple[float, str]:
    """Order of occurrences: by place in the import, then by id."""
    position = state.fields.get("position")
    return (position if isinstance(position, int) else float("inf")), state.obj
