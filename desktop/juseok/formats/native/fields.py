"""Between the registers of an object and its line in a native file, without loss.

A register keeps its name, but for these: a span becomes ``{"start", "end", "quote"}``, a
reference ``{"mention": id}``, ``{"entity": id}`` or a span, the attributes one object
``"attributes": {id: {"value", "how"}}``; in records of the scheme the registers ``name.ko``,
``help.ko`` and ``value.certain`` become the objects ``names``, ``help`` and ``values``, and the
register ``id`` becomes ``code``.  Registers this program does not know go into ``extra``.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeGuard, cast

import msgspec

from juseok.core.canon import Fraction
from juseok.core.errors import SpanError
from juseok.core.model import ATTRIBUTE_PREFIX, How, Kind
from juseok.core.ops import Json
from juseok.core.records import SPECS, Fields, Spec
from juseok.core.text import is_blank

Record: TypeAlias = dict[str, Any]

FORMAT: Final = 1
"""Version of the file format, on every line as ``"format"``."""

HEADER: Final = "project"
END: Final = "end"
OBJECT: Final = "object"
"""Kind of line for an object whose own kind is the name of a line that means something else."""

_TAKEN_KINDS: Final = frozenset({HEADER, END, OBJECT})
_RESERVED: Final = frozenset({"kind", "format", "id", "extra", "attributes"})
_LINE_NAMES: Final[Mapping[str, frozenset[str]]] = {
    Kind.ARTICLE.value: frozenset(
        {"title", "publisher", "bylines", "published_at", "published_raw", "url", "text", "zones",
         "zoning", "occurrences"}
    ),
    Kind.PAGE.value: frozenset({"text", "base64"}),
}  # fmt: skip
"""Names on the lines of articles and pages that are no registers of theirs."""
_SCHEME_KINDS: Final = frozenset({Kind.SCHEME.value, Kind.TYPE.value, Kind.ATTRIBUTE.value})
_GROUPS: Final[Mapping[str, str]] = {"name": "names", "help": "help", "value": "values"}
_GROUP_PREFIX: Final[Mapping[str, str]] = {group: name for name, group in _GROUPS.items()}
_SCHEME_TAKEN: Final = frozenset({"code", *_GROUP_PREFIX})

_Convert: TypeAlias = Callable[[Any], Any]
_Table: TypeAlias = tuple[tuple[str, _Convert | None], ...]
_ABSENT: Final = object()


def to_record(obj: str, kind: str, fields: Fields) -> Record:
    """The line of one object, as a dictionary ready for JSON.

    Raises ``SpanError`` where a register for spans or references holds something else.
    """
    record: Record = {"kind": kind, "format": FORMAT, "id": obj}
    if kind in _TAKEN_KINDS:
        record["kind"], record["of"], record["extra"] = OBJECT, kind, dict(fields)
        return record
    table = _ENCODERS.get(kind)
    if table is not None:
        _annotation(record, fields, table)
    elif kind in _SCHEME_KINDS:
        _scheme_part(record, fields)
    else:
        taken = _RESERVED | _LINE_NAMES.get(kind, frozenset())
        for name in sorted(fields):
            _put(record, name, fields[name], plain=name not in taken)
    return record


def from_record(record: Mapping[str, Any]) -> tuple[str, str, dict[str, Json]]:
    """Id, kind and registers from a line; inverse of :func:`to_record`.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where the line does not have its shape.
    """
    obj, kind = record["id"], record["kind"]
    if not isinstance(obj, str) or not isinstance(kind, str) or not obj:
        raise TypeError("id")
    extra = record.get("extra", {})
    if kind == OBJECT:
        return obj, str(record["of"]), dict(extra)
    fields: dict[str, Json] = {}
    table = _DECODERS.get(kind)
    scheme = kind in _SCHEME_KINDS
    for name, value in record.items():
        if name in _RESERVED:
            continue
        if scheme and name == "code":
            fields["id"] = value
        elif scheme and name in _GROUP_PREFIX:
            prefix = _GROUP_PREFIX[name]
            fields.update((f"{prefix}.{key}", item) for key, item in value.items())
        else:
            convert = table.get(name) if table is not None else None
            fields[name] = value if convert is None else convert(value)
    if table is not None:
        for name, entry in record.get("attributes", {}).items():
            fields[ATTRIBUTE_PREFIX + name] = [entry["value"], entry["how"]]
    fields.update(extra)
    return obj, kind, fields


class SpanLine(msgspec.Struct, gc=False):
    """A span as it stands on a line; a struct, since JSON of it is made faster."""

    start: int
    end: int
    quote: str


class ValueLine(msgspec.Struct, gc=False):
    """The value of an attribute as it stands on a line."""

    value: Any
    how: str


class MentionLine(
    msgspec.Struct,
    tag_field="kind",
    tag=Kind.MENTION.value,
    gc=False,
    forbid_unknown_fields=True,
):
    """The line of a mention; what it does not have is left out."""

    format: int
    id: str
    layer: Any
    article: Any
    type: Any
    spans: list[SpanLine]
    entity: Any = msgspec.UNSET
    how: Any = msgspec.UNSET
    note: Any = msgspec.UNSET
    derived_from: Any = msgspec.UNSET
    attributes: dict[str, ValueLine] | msgspec.UnsetType = msgspec.UNSET


def mention_line(obj: str, fields: Fields, text: str) -> MentionLine | None:
    """What :func:`to_record` gives for a mention, several times faster, its spans proved.

    Most of an export is mentions.  None for one that is out of the ordinary or does not prove
    at first sight: then the full rules decide.
    """
    lines: list[SpanLine] = []
    last = 0
    try:
        for start, end, quote in cast("Any", fields["spans"]):
            if text[start:end] != quote or not last <= start < end <= len(text):
                return None
            if type(start) is not int or type(end) is not int:
                return None
            lines.append(SpanLine(start, end, quote))
            last = end
        line = MentionLine(FORMAT, obj, fields["layer"], fields["article"], fields["type"], lines)
    except (KeyError, TypeError, ValueError):
        return None
    left = len(fields) - 4
    for name in ("entity", "how", "note", "derived_from") if left else ():
        if name in fields:
            setattr(line, name, fields[name])
            left -= 1
    if left:
        line.attributes = {
            name[1:]: ValueLine(value[0], value[1])
            for name, value in sorted(fields.items())
            if name[:1] == ATTRIBUTE_PREFIX and _is_attribute(value)
        }
        if len(line.attributes) != left:
            return None
    return line


def mention_fields(line: bytes, article: str, text: str) -> tuple[str, dict[str, Json]] | None:
    """Id and registers of a mention from its line, its spans proved; inverse of
    :func:`mention_line`, and as fast.

    None for a line that is out of the ordinary, lies in another article than ``article`` or does
    not prove against its ``text``: then the full rules decide.
    """
    try:
        found = _decode_mention(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if found.format != FORMAT or found.article != article or not found.id:
        return None
    spans: list[Json] = []
    last, seen = 0, False
    for item in found.spans:
        start, end, quote = item.start, item.end, item.quote
        if not last <= start < end <= len(text) or text[start:end] != quote:
            return None
        spans.append([start, end, quote])
        last, seen = end, seen or not is_blank(quote)
    if not seen:
        return None
    fields: dict[str, Json] = {
        "layer": found.layer, "article": article, "type": found.type, "spans": spans,
    }  # fmt: skip
    if found.entity is not msgspec.UNSET:
        fields["entity"] = found.entity
    if found.note is not msgspec.UNSET:
        fields["note"] = found.note
    if found.how is not msgspec.UNSET:
        if not _is_how(found.how):
            return None
        fields["how"] = found.how
    if found.attributes is not msgspec.UNSET:
        for name, entry in found.attributes.items():
            if not _is_how(entry.how) or not isinstance(entry.value, str | bool | None):
                return None
            fields[ATTRIBUTE_PREFIX + name] = [entry.value, entry.how]
    return found.id, fields


_decode_mention: Final = msgspec.json.Decoder(MentionLine, float_hook=Fraction).decode
_HOWS: Final = frozenset(how.value for how in How)


def _is_how(value: object) -> bool:
    return type(value) is str and value in _HOWS


def span_line(span: Any) -> SpanLine:
    """``[start, end, quote]`` for a line; raises ``SpanError`` on anything else."""
    if type(span) is list and len(span) == 3:  # much faster than a match
        start, end, quote = span
        if type(start) is int and type(end) is int and type(quote) is str:
            return SpanLine(start, end, quote)
    raise SpanError("span.shape", found=repr(span)[:80])


def _annotation(record: Record, fields: Fields, table: _Table) -> None:
    before = len(record)
    for name, convert in table:
        value = fields.get(name, _ABSENT)
        if value is not _ABSENT:
            record[name] = value if convert is None else convert(value)
    if len(record) - before == len(fields):
        return
    attributes: Record = {}
    unknown: Record = {}
    for name in sorted(fields):
        if name not in record or name in _RESERVED:
            value = fields[name]
            if name[:1] == ATTRIBUTE_PREFIX and _is_attribute(value):
                attributes[name[1:]] = ValueLine(value[0], value[1])
            else:
                unknown[name] = value
    if attributes:
        record["attributes"] = attributes
    if unknown:
        record["extra"] = unknown


def _is_attribute(value: Any) -> TypeGuard[list[Any]]:
    return type(value) is list and len(value) == 2 and type(value[1]) is str


def _scheme_part(record: Record, fields: Fields) -> None:
    if "id" in fields:
        record["code"] = fields["id"]
    for name in sorted(fields.keys() - {"id"}):
        prefix, dot, key = name.partition(".")
        if dot and key and prefix in _GROUPS:
            record.setdefault(_GROUPS[prefix], {})[key] = fields[name]
        else:
            plain = name not in _RESERVED and name not in _SCHEME_TAKEN
            _put(record, name, fields[name], plain=plain)


def _put(record: Record, name: str, value: Json, *, plain: bool) -> None:
    if plain:
        record[name] = value
    else:
        record.setdefault("extra", {})[name] = value


def _span_lines(value: Any) -> list[SpanLine]:
    if not isinstance(value, list):
        raise SpanError("span.shape", found=repr(value)[:80])
    return [span_line(item) for item in cast("list[object]", value)]


def _span_registers(value: Any) -> list[list[int | str]]:
    return [[item["start"], item["end"], item["quote"]] for item in value]


def _ref_line(ref: Any) -> Record | SpanLine:
    match ref:
        case ["mention" | "entity" as sort, str(target)]:
            return {sort: target}
        case ["span", start, end, quote]:
            return span_line([start, end, quote])
        case _:
            raise SpanError("span.shape", found=repr(ref)[:80])


def _ref_lines(value: Any) -> list[Record | SpanLine]:
    if not isinstance(value, list):
        raise SpanError("span.shape", found=repr(value)[:80])
    return [_ref_line(item) for item in cast("list[object]", value)]


def _ref_registers(value: Any) -> list[list[Any]]:
    return [
        ["span", item["start"], item["end"], item["quote"]]
        if "start" in item
        else ["mention", item["mention"]]
        if "mention" in item
        else ["entity", item["entity"]]
        for item in value
    ]


def _converters(spec: Spec, *, spans: _Convert, refs: _Convert) -> _Table:
    """Per known register how to convert it (None: as it is), in the order of the line."""
    first = [
        name for name in ("layer", "article", "type", "spans", "content") if name in spec.names
    ]
    rest = sorted(spec.names - set(first))
    return tuple(
        (name, spans if name in spec.spans else refs if name in spec.refs else None)
        for name in (*first, *rest)
    )


_ENCODERS: Final = {
    str(kind): _converters(spec, spans=_span_lines, refs=_ref_lines) for kind, spec in SPECS.items()
}
_DECODERS: Final = {
    str(kind): dict(_converters(spec, spans=_span_registers, refs=_ref_registers))
    for kind, spec in SPECS.items()
}


def record_count(path: Path) -> int:
    """How many records the last line says there are, for showing progress; 0 where it is none."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, file.seek(0, 2) - 1024))
            end = msgspec.json.decode(file.read().rstrip().rpartition(b"\n")[2])
            return int(end["records"])
    except (OSError, KeyError, TypeError, ValueError):
        return 0


def fault_column(line: bytes) -> int:
    """The character (from 1) at which ``line`` stops being JSON."""
    try:
        json.loads(line)
    except json.JSONDecodeError as error:
        return error.pos + 1
    except (UnicodeDecodeError, RecursionError):
        return 1
    return 1
