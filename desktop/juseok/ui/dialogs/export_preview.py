"""The first records of an export as a person reads them: words before numbers, ids cut short.

What is written to the file is not what stands here: this only shows which fields a record of
each kind has, and with what in them.  Lines that are no JSON records are shown as they are.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, cast

LEFT_OUT: Final = "⋯"
_FIRST: Final = (
    "article", "mention", "claim", "relationship", "claim_link", "remark", "article_state",
    "entity", "same_as", "annotator", "layer", "scheme", "type", "attribute", "page", "project",
)  # fmt: skip
"""Kinds in the order in which they say most."""
_WORDY: Final = (
    "title", "name", "code", "text", "type", "sort", "content", "spans", "source", "cue", "quote",
)  # fmt: skip
_REFERRING: Final = ("layer", "article", "id")
_LONG: Final = frozenset({"article", "page"})
"""Kinds whose records are long: one is enough."""
_SILENT: Final = frozenset({"kind", "format"})
_ID: Final = re.compile(r"(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}(?:-\d+)?)")
_ID_SHOWN: Final = 6
_TEXT_SHOWN: Final = 64
_SHOWN: Final = 3
_FEW: Final = 9
_FIELD: Final = 160
_LINE: Final = 480

_Fields = Mapping[str, object]


def readable(lines: Sequence[str | None]) -> str:
    """``lines`` of an export, None standing for lines left out, as one text to look at."""
    records: dict[str, list[str]] = {}
    plain: list[str] = []
    kind = ""
    for line in lines:
        fields = _fields_of(line) if line is not None else None
        if fields is not None:
            kind = str(fields["kind"])
        of_kind = records.setdefault(kind, []) if kind else plain
        if fields is not None and not (kind in _LONG and of_kind):
            of_kind.append(_paragraph(kind, fields))
        elif kind and (line is None or fields is not None):
            if of_kind[-1] != LEFT_OUT:
                of_kind.append(LEFT_OUT)
        else:
            plain.append(LEFT_OUT if line is None else _cut(line, _LINE))
    ordered = sorted(records, key=lambda each: _place(_FIRST, each))
    return "\n\n".join(["\n".join(plain)] * bool(plain) + [p for k in ordered for p in records[k]])


def _fields_of(line: str) -> _Fields | None:
    """The fields of a record, None where ``line`` is none."""
    try:
        found: object = json.loads(line)
    except ValueError:
        return None
    if isinstance(found, dict) and "kind" in found:
        return cast("_Fields", found)
    return None


def _paragraph(kind: str, fields: _Fields) -> str:
    """One record: its kind, then a line for each field that holds something."""
    names = [name for name in fields if name not in _SILENT]
    names.sort(key=lambda name: (name in _REFERRING, _place(_WORDY, name)))
    told = [(name, words_of(fields[name])) for name in names]
    return "\n".join([kind, *(f"  {name}: {_cut(words, _FIELD)}" for name, words in told if words)])


def words_of(value: object) -> str:
    """A value of a record in short: ids and long texts cut, of many only the first."""
    if isinstance(value, dict):
        return _words_of_fields(cast("_Fields", value))
    if isinstance(value, list):
        items = cast("list[object]", value)
        more = f" {LEFT_OUT} ({len(items)})" if len(items) > _SHOWN else ""
        return " · ".join(_joined(items[:_SHOWN])) + more
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    words = " ".join(str(value).split())
    return f"…{words[-_ID_SHOWN:]}" if _ID.fullmatch(words) else _cut(words, _TEXT_SHOWN)


def _joined(items: Iterable[object]) -> Iterator[str]:
    return filter(None, map(words_of, items))


def _words_of_fields(fields: _Fields) -> str:
    """A span as its quote and place, a settled value as itself, else names and values."""
    rest = dict(fields)
    start, end = rest.pop("start", None), rest.pop("end", None)
    place = [f"{start}–{end}"] if start is not None and end is not None else []
    quote = rest.pop("quote", None)
    shown = [f"“{words_of(quote)}”"] if quote is not None else []
    if set(rest) == {"value", "how"}:
        return f"{words_of(rest['value'])} ({rest['how']})"
    if place and set(rest) == {"role"}:
        return " ".join((str(rest["role"]), *place))
    if len(rest) > _FEW:
        return f"{LEFT_OUT} ({len(rest)})"
    told = ((name, words_of(value)) for name, value in rest.items())
    return ", ".join([" ".join(shown + place)] * bool(shown or place)
                     + [f"{name} {words}" for name, words in told if words])  # fmt: skip


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"
