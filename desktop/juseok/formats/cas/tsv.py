"""WebAnno TSV 3.3, cell by cell: escapes, stacks, ids, and the header that says what columns are.

https://inception-project.github.io (user guide, appendix WebAnno TSV 3.3), and what INCEpTION's own
reader takes: in a cell annotations are stacked with ``|``, slots with ``;``, and ``[n]`` tells
which cells are one annotation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FORMAT: Final = "#FORMAT=WebAnno TSV "
VERSION: Final = "3.3"
TEXT: Final = "#Text="
SPAN: Final = "#T_SP="
CHAIN: Final = "#T_CH="
RELATION: Final = "#T_RL="
NO_COLUMN: Final = "_"
NO_VALUE: Final = "*"
STACK: Final = "|"
SLOT: Final = ";"
_ROLE: Final = "ROLE_"
_BASE: Final = "BT_"
_TO_ESCAPE: Final = re.compile(r"->|[\\\[\]|_;\t\n*]")
_ESCAPED: Final = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_TEXT_ESCAPED: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|->|.)")
_BLANKS: Final = {"\t": "\\t", "\n": "\\n"}
_AS_TOLD: Final = (
    *((sign, f"\\{sign}") for sign in ("\\", "->", "[", "]", "|", "_", ";", "*")),
    *_BLANKS.items(),
)
"""The backslash first, of which the others are made."""
_SIGNS: Final = frozenset("[]|_;*")
"""What a backslash stands before as it is, and never a backslash."""
_LETTERS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_TEXT_TO_ESCAPE: Final = re.compile(r"[\\\t]")
_ID: Final = re.compile(r"\d{1,9}(?:_\d{1,9})?")


class Column(StrEnum):
    """What a column holds."""

    VALUE = "value"
    PLACEHOLDER = "placeholder"
    ROLE = "role"
    TARGET = "target"
    BASE = "base"
    CHAIN_TYPE = "chain type"
    CHAIN_LINK = "chain link"


@dataclass(frozen=True, slots=True)
class Declared:
    """One column: ``feature`` of a value or of slots; ``base``: the type at the ends of a relation,
    or of the targets of slots."""

    layer: str
    sort: Column
    feature: str = ""
    base: str = ""


def declared(line: str) -> list[Declared]:
    """The columns of one header line; raises ``ValueError`` where it is none."""
    kind, _, rest = line.partition("=")
    layer, *fields = rest.split("|")
    if kind not in ("#T_SP", "#T_CH", "#T_RL") or not layer:
        raise ValueError(line)
    found: list[Declared] = []
    for field in filter(None, fields):
        last = found[-1] if found else None
        if kind == "#T_CH":
            sort = Column.CHAIN_LINK if field == "referenceRelation" else Column.CHAIN_TYPE
            found.append(Declared(layer, sort, field))
        elif kind == "#T_RL" and field.startswith(_BASE):
            found.append(Declared(layer, Column.BASE, base=field.removeprefix(_BASE)))
        elif kind == "#T_SP" and field.startswith(_ROLE):
            feature = field.removeprefix(_ROLE).split("_", 1)[0].rpartition(":")[2]
            found.append(Declared(layer, Column.ROLE, feature))
        elif last is not None and last.sort is Column.ROLE:
            found.append(Declared(layer, Column.TARGET, last.feature, field))
        else:
            found.append(Declared(layer, Column.VALUE, field))
    return found or [Declared(layer, Column.PLACEHOLDER)]


def role_column(layer: str, feature: str, link: str) -> str:
    """How a slot feature is declared."""
    return f"{_ROLE}{layer}:{feature}_{link}"


def base_column(base: str) -> str:
    """How the type at the ends of a relation is declared."""
    return f"{_BASE}{base}"


def escape(value: str) -> str:
    """``value`` as it stands in a cell."""
    if value.isalnum() or _TO_ESCAPE.search(value) is None:  # as a rule
        return value
    for plain, told in _AS_TOLD:
        value = value.replace(plain, told)
    return value


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    return _BLANKS.get(found) or f"\\{found}"


def unescape(value: str) -> str:
    """What a cell says."""
    if "\\" not in value:
        return value
    pieces = value.split("\\")
    if _SIGNS.issuperset([piece[:1] for piece in pieces[1:]]):  # as a rule
        return "".join(pieces)
    if "\\\\" not in value:  # then each backslash is of the sign behind it
        for plain, told in _AS_TOLD[1:]:
            value = value.replace(told, plain)
        return value
    return _ESCAPED.sub(lambda match: _LETTERS.get(match[1], match[1]), value)


def escape_text(line: str) -> str:
    """A line of text behind ``#Text=``, where only what would end it is escaped."""
    return _TEXT_TO_ESCAPE.sub(_escaped, line)


def unescape_text(line: str) -> str:
    """A line of text; tools that escape more than they must are read as well."""
    return line if "\\" not in line else _TEXT_ESCAPED.sub(_text_char, line)


def _text_char(match: re.Match[str]) -> str:
    found = match[1]
    if len(found) == 5:  # as Java writes characters, before version 3.2
        return chr(int(found[1:], 16))
    return _LETTERS.get(found, found)


def parts(cell: str, separator: str) -> list[str]:
    """``cell`` taken apart where ``separator`` stands unescaped."""
    if separator not in cell:
        return [cell]
    if f"\\{separator}" not in cell:
        return cell.split(separator)
    return list(_parts(cell, separator))


def _parts(cell: str, separator: str) -> Iterator[str]:
    start = at = 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 1
        elif cell[at] == separator:
            yield cell[start:at]
            start = at + 1
        at += 1
    yield cell[start:]


def with_id(cell: str) -> tuple[str, str]:
    """What stands before ``[…]`` at the end of a cell, and what in it; empty: there is none."""
    if cell[-1:] == "]" and cell[-2:] != "\\]":
        value, _, found = cell[:-1].rpartition("[")
        if (found.isdecimal() and len(found) < 10) or _ID.fullmatch(found):
            return value, found
    return cell, ""
