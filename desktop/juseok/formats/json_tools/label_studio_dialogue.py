"""Label Studio’s paragraphs (dialogues), in: turns joined into one text, a line each, with their
regions in its places.

https://labelstud.io/tags/paragraphs: a list of objects with the words under ``text`` and who says
them under ``author``, or what the configuration calls them.  A region has the numbers of its first
and last paragraph, and offsets in them as a browser counts them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from juseok.core.text import Utf16Map
from juseok.formats.json_tools.reading import Object, objects, whole

LABELS: Final = "paragraphlabels"
_WORDS: Final = ("text", "utterance", "content", "form", "phrase", "message", "발화", "문장")
_WHO: Final = ("author", "speaker", "speaker_id", "name", "role", "화자")
_OF_REGIONS: Final = frozenset({LABELS, "labels", "choices", "startOffset"})
_BETWEEN: Final = ": "


@dataclass(frozen=True, slots=True)
class Dialogue:
    """``turns``: where each paragraph begins in ``text``, and its words."""

    text: str
    turns: tuple[tuple[int, str], ...]
    code: str = "label_studio.dialogue"
    used: frozenset[str] = frozenset()  # it is kept, with what else its paragraphs say

    @property
    def count(self) -> int:
        """How many paragraphs were joined."""
        return len(self.turns)

    def plain(self, result: object) -> list[Any]:
        """The items of ``result`` with places in the text instead of in paragraphs; one whose
        paragraphs are not there has none."""
        given = cast("list[Any]", result) if isinstance(result, list) else []
        return [self._plain(each) for each in given]

    def _plain(self, item: Any) -> Any:
        value = item.get("value") if isinstance(item, dict) else None
        if not isinstance(value, dict) or "startOffset" not in value:
            return item
        rest = {name: each for name, each in value.items() if name not in _PLACED}
        if LABELS in rest:
            rest["labels"] = rest.pop(LABELS)
        sort = "labels" if item.get("type") == LABELS else item.get("type")
        places = self._places(value)
        rest["places"] = places
        words = value.get("text")
        if isinstance(words, str):
            said = " ".join(self.text[start:end] for start, end in places)
            is_same = "".join(said.split()) == "".join(words.split())
            rest["text"] = said if is_same and places else words
        return {**item, "type": sort, "value": rest}

    def _places(self, value: Mapping[str, Any]) -> list[tuple[int, int]]:
        """The pieces of a region, one in each of its paragraphs."""
        first, last = _number(value.get("start")), _number(value.get("end"))
        begin, end = whole(value.get("startOffset")), whole(value.get("endOffset"))
        if first is None or last is None or begin is None or end is None:
            return []
        if not 0 <= first <= last < len(self.turns):
            return []
        words = value.get("text")
        plain = self._pieces(first, last, (begin, end))
        if not isinstance(words, str) or self._says(plain, words):
            return plain
        units = [Utf16Map(self.turns[each][1]) for each in (first, last)]
        other = self._pieces(first, last, (units[0].to_cp(begin), units[1].to_cp(end)))
        return other if self._says(other, words) else plain

    def _pieces(self, first: int, last: int, ends: tuple[int, int]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for number in range(first, last + 1):
            at, words = self.turns[number]
            start = ends[0] if number == first else 0
            stop = min(ends[1], len(words)) if number == last else len(words)
            if start < stop:
                found.append((at + start, at + stop))
        return found

    def _says(self, places: Sequence[tuple[int, int]], words: str) -> bool:
        said = "".join(self.text[start:end] for start, end in places)
        return "".join(said.split()) == "".join(words.split())


_PLACED: Final = frozenset({"start", "end", "startOffset", "endOffset"})


def dialogue_of(data: Object, results: Sequence[object]) -> Dialogue | None:
    """The paragraphs that regions of ``results`` are in; None: they are in none."""
    items = [each for result in results for each in objects(result) if each.get("type") == LABELS]
    names = [str(each.get("to_name")) for each in items]
    for name in dict.fromkeys((*names, *data) if items else ()):
        found = _turns(data.get(name))
        if found is not None:
            return found
    return None


def without_text(data: Object) -> Dialogue | None:
    """The first paragraphs of ``data``, of a task that nobody has worked on."""
    found = (_turns(held) for held in data.values())
    return next((each for each in found if each is not None), None)


def _turns(held: object) -> Dialogue | None:
    rows = cast("list[object]", held) if isinstance(held, list) else []
    given = objects(held)
    if not rows or len(given) < len(rows) or any(each.keys() & _OF_REGIONS for each in given):
        return None
    key = next((each for each in _WORDS if all(isinstance(r.get(each), str) for r in given)), "")
    who = next((each for each in _WHO if each != key and any(each in row for row in given)), "")
    if not key:
        return None
    text = ""
    turns: list[tuple[int, str]] = []
    for row in given:
        speaker = row.get(who)
        lead = f"{speaker}{_BETWEEN}" if isinstance(speaker, str | int) and speaker != "" else ""
        text += ("\n" if turns else "") + lead
        turns.append((len(text), row[key]))
        text += row[key]
    return Dialogue(text, tuple(turns))


def _number(value: object) -> int | None:
    """The number of a paragraph, which is a text in most files."""
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdecimal() else None
    return whole(value)
