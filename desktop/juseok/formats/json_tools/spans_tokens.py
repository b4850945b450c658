"""Records of tokens with a tag each, as data sets of the Hub have them; tags may be numbers.

What the numbers mean stands in the card of the data set (``README.md``) or in its
``dataset_infos.json``, beside the file or in the folders above it; it is never guessed.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from juseok.core.errors import FormatError
from juseok.formats.json_tools.reading import Object
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.tags import is_tag, stretches, usual

TOKENS: Final = ("tokens", "words")
TAGS: Final = ("ner_tags", "tags", "labels", "ner")
_CARD: Final = "README.md"
_INFOS: Final = ("dataset_infos.json", "dataset_info.json")
_ABOVE: Final = 3
"""Folders that are looked into: a data set has its files in ``data``, or in one for each part."""
_LARGEST: Final = 1 << 22
_ITEM: Final = re.compile(r"""(\s*)(-\s+)?(?:(?:'([^']*)'|"([^"]*)"|([^\s:'"-][^:]*)):)?\s*(.*)""")

Named: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A configuration of a data set, a column, and the names of its numbers."""


class NumberError(ValueError):
    """A tag has a number that has no name."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A record's text, its spans as ``[start, end, label]``, and what else it says.

    ``joined``: there was nothing between its tokens, and blanks were put there.
    """

    text: str
    spans: list[object]
    rest: dict[str, Any]
    joined: bool


class Names:
    """What the numbers of tags mean in ``path``, looked up when they are first met."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, column: str) -> tuple[str, ...]:
        """The tags of ``column`` by their numbers.

        Raises ``FormatError`` where nothing says what they are, or several things do.
        """
        if column not in self._known:
            self._known[column] = self._found(column)
        return self._known[column]

    def _found(self, column: str) -> tuple[str, ...]:
        file = file_name(self._path)
        found: list[Named] = []
        for folder in list(self._path.absolute().parents)[:_ABOVE]:
            found = [each for each in _named(folder) if each[1] == column]
            if found:
                break
        if not found:
            raise FormatError("spans.no_names", file=file, column=column)
        parts = {self._path.stem, *(each.name for each in list(self._path.absolute().parents)[:2])}
        chosen = [each for each in found if each[0] in parts] or found
        if len({names for _, _, names in chosen}) > 1:
            said = ", ".join(dict.fromkeys(config for config, _, _ in chosen))
            raise FormatError("spans.several_names", file=file, column=column, names=said[:120])
        names = tuple(map(usual, chosen[0][2]))
        if not all(map(is_tag, names)):
            wrong = next(each for each in names if not is_tag(each))
            raise FormatError("spans.no_tags", file=file, column=column, name=wrong[:60])
        return names


def is_tagged(value: Object) -> bool:
    """Whether a record has tokens, and as many tags: words, or numbers."""
    return next(_columns(value), None) is not None


def tagged(value: Object, names: Names, *, unless: Callable[[Object], bool]) -> Tagged | None:
    """What a record of tokens says; None where it is none, or has numbers for tags and is one of
    another sort (``unless``).

    Raises :class:`NumberError`, and ``FormatError`` where numbers have no names at all.
    """
    columns = sorted(_columns(value), key=lambda each: isinstance(each[2][0], int))
    if not columns:
        return None
    name, column, given = columns[0]
    if isinstance(given[0], int) and unless(value):
        return None
    tokens = cast("list[str]", value[name])
    tags = [each if isinstance(each, str) else _name_of(each, names.of(column)) for each in given]
    between = "" if _are_letters(tokens) else " "
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token) + len(between))
    places = [(start, end - len(between)) for start, end in pairwise(ends)]
    spans: list[object] = [
        [places[each.first][0], places[each.last][1], each.label] for each in stretches(tags)
    ]
    rest = {key: each for key, each in value.items() if key not in (name, column)}
    return Tagged(between.join(tokens), spans, rest, bool(between))


def _columns(value: Object) -> Iterator[tuple[str, str, Sequence[str | int]]]:
    """The columns of tokens and of tags that go together, with the tags."""
    for name in TOKENS:
        tokens = _list(value.get(name))
        if not tokens or not all(isinstance(each, str) for each in tokens):
            continue
        for column in TAGS:
            given = _list(value.get(column))
            if len(given) == len(tokens) and (_are_tags(given) or _are_numbers(given)):
                yield name, column, cast("list[str | int]", given)


def _are_tags(given: Sequence[object]) -> bool:
    return all(isinstance(each, str) and is_tag(each) for each in given)


def _are_numbers(given: Sequence[object]) -> bool:
    return all(type(each) is int for each in given)


def _are_letters(tokens: Sequence[str]) -> bool:
    """Whether tokens are the characters of a text, its blanks among them (KLUE)."""
    return all(len(each) == 1 for each in tokens) and any(each.isspace() for each in tokens)


def _name_of(number: int, names: Sequence[str]) -> str:
    if not 0 <= number < len(names):
        raise NumberError(str(number))
    return names[number]


def _named(folder: Path) -> Iterator[Named]:
    for name in _INFOS:
        try:
            infos = json.loads(_read(folder / name))
        except (ValueError, RecursionError):
            continue
        if isinstance(infos, dict):
            yield from _of_infos(cast("dict[str, Any]", infos))
    yield from _of_card(_read(folder / _CARD))


def _read(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _of_infos(infos: Mapping[str, Any]) -> Iterator[Named]:
    """Of all configurations of a data set by their names, or of one."""
    for config, info in ("", infos), *infos.items():
        features = info.get("features") if isinstance(info, dict) else None
        for column, feature in features.items() if isinstance(features, dict) else ():
            names = _class_names(feature)
            if names:
                yield str(config or infos.get("config_name", "")), str(column), names


def _class_names(feature: object) -> tuple[str, ...]:
    """Names of a class label, or of those in a sequence of them."""
    match feature:
        case {"names": list(names)}:
            return tuple(map(str, names))
        case {"feature": inner} | [inner]:
            return _class_names(inner)
        case _:
            return ()


def _of_card(text: str) -> Iterator[Named]:
    """Of the YAML at the head of a card, as ``datasets`` writes it: ``class_label`` with ``names``
    by their numbers, in order, or as a list."""
    config = column = ""
    names: list[tuple[int, str]] = []
    inside = -1
    head = text.split("\n---", 1)[0].removeprefix("---") if text.startswith("---") else ""
    for line in (*head.split("\n"), "end:"):
        match = _ITEM.fullmatch(line.rstrip())
        if match is None or not line.strip():
            continue
        indent, dash, single, double, plain, value = match.groups()
        key = single if single is not None else double if double is not None else plain or ""
        depth = len(indent)
        if inside >= 0 and (depth > inside or (depth == inside and dash and not key)):
            names.append((int(key) if key.isdecimal() else len(names), _unquoted(value)))
            continue
        if names:
            yield config, column, tuple(name for _, name in sorted(names))
        names, inside = [], -1
        match key:
            case "config_name":
                config = _unquoted(value)
            case "name" if dash:
                column = _unquoted(value)
            case "names":
                inside = depth
            case _:
                pass


def _unquoted(value: str) -> str:
    value = value.strip()
    for sign in "'\"":
        if len(value) > 1 and value[0] == value[-1] == sign:
            return value[1:-1].replace(sign * 2, sign)
    return value


def _list(value: object) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else ()
