"""Which text the regions of a task of Label Studio are in: a dialogue, a page, several texts joined
into one, or what is most of all a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from juseok.core.text import Utf16Map
from juseok.formats.json_tools.label_studio_dialogue import dialogue_of
from juseok.formats.json_tools.label_studio_html import page_of
from juseok.formats.json_tools.page import OWN
from juseok.formats.json_tools.reading import Object, objects, place_of, texts
from juseok.formats.raw.columns import ROLES, column_key

_MEDIUM: Final = re.compile(
    r"^(?:data:|s3:|gs:|\S+\.(?:png|jpe?g|gif|webp|bmp|tiff?|svg|wav|mp3|mp4|ogg|flac|webm|pdf)(?:\?\S*)?$)",
    re.IGNORECASE,
)


class Laid(Protocol):
    """What regions are in, as one text: a dialogue, a page, several texts.

    ``used``: the fields that it is made of.  ``code`` and ``count`` say what became of them.
    """

    @property
    def text(self) -> str: ...
    @property
    def used(self) -> frozenset[str]: ...
    @property
    def code(self) -> str: ...
    @property
    def count(self) -> int: ...
    def plain(self, result: object) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Joined:
    """``texts``: the name that regions give → where a text begins in ``text``, and the text."""

    used: frozenset[str]
    text: str
    texts: dict[str, tuple[int, str]]
    code: str = "label_studio.joined"

    @property
    def count(self) -> int:
        """How many texts were joined."""
        return len({at for at, _ in self.texts.values()})

    def plain(self, result: object) -> list[Any]:
        """The items of ``result`` with places in the joined text."""
        given = cast("list[Any]", result) if isinstance(result, list) else []
        return [self._plain(each) for each in given]

    def _plain(self, item: Any) -> Any:
        value = item.get("value") if isinstance(item, dict) else None
        known = self.texts.get(str(item.get("to_name"))) if isinstance(item, dict) else None
        if not isinstance(value, dict) or known is None or "start" not in value:
            return item
        at, text = known
        place = place_of(value.get("start"), value.get("end"))
        rest = {name: each for name, each in value.items() if name not in ("start", "end")}
        return {**item, "value": {**rest, "places": [
            (at + start, at + end) for start, end in _told(place, text, value.get("text"))
        ]}}  # fmt: skip


def laid_out(data: Object, results: Sequence[object]) -> Laid | None:
    """What regions of ``results`` are in, where that is no plain text."""
    if OWN in data or _are_plain(results):
        return None
    return dialogue_of(data, results) or page_of(data, results) or joined_of(data, results)


def _are_plain(results: Sequence[object]) -> bool:
    """Whether all regions are in one plain text, as a rule."""
    names: set[object] = set()
    for result in results:
        for each in objects(result):
            value = each.get("value")
            if isinstance(value, dict):
                if "startOffset" in value or "globalOffsets" in value:
                    return False
                if "start" in value:
                    names.add(str(each.get("to_name")))
    return len(names) == 1


def longest_text(fields: Object) -> list[str]:
    """The field that is most of all a text, where nothing tells; none of a picture or a sound."""
    held = {name: each for name, each in fields.items() if isinstance(each, str)}
    if media_of(held):
        return []
    said = [name for name, each in held.items() if len(each.split()) > 1]
    return [max(said, key=lambda each: len(held[each]))] if said else []


def media_of(fields: Object) -> frozenset[str]:
    """The fields that say where a picture, a sound or a film is."""
    return frozenset(
        name for name, each in fields.items() if isinstance(each, str) and _MEDIUM.search(each)
    )


def chosen(held: Any) -> Any:
    """What was chosen of a text as a whole, several at once; anything else as it is."""
    is_choice = isinstance(held, dict) and held.keys() == {"choices"}
    return ", ".join(texts(held["choices"])) or held if is_choice else held


def joined_of(data: Object, results: Sequence[object]) -> Joined | None:
    """The texts of ``data`` that regions of ``results`` are in; None: it is one at most."""
    regions: dict[str, list[Object]] = {}
    for each in (each for result in results for each in objects(result)):
        value = each.get("value")
        if isinstance(value, dict) and place_of(value.get("start"), value.get("end")):
            regions.setdefault(str(each.get("to_name")), []).append(value)
    media = media_of(data)
    held = {name: each for name, each in data.items()
            if isinstance(each, str) and each.strip() and name not in media}  # fmt: skip
    if len(regions) < 2 or len(held) < 2:  # as a rule
        return None
    fields = {name: _field(name, values, held) for name, values in regions.items()}
    used = [name for name in held if name in fields.values()]
    if len(used) < 2:
        return None
    starts: dict[str, int] = {}
    length = 0
    for name in used:
        starts[name] = length
        length += len(held[name]) + 1
    texts = {name: (starts[each], held[each]) for name, each in fields.items() if each}
    titles = frozenset(name for name in used if column_key(name) in ROLES["title"])
    return Joined(frozenset(used) - titles, "\n".join(held[each] for each in used), texts)


def _field(name: str, values: Sequence[Object], held: dict[str, str]) -> str:
    """The field that regions of ``name`` are in: the one of that name, else the one that has their
    words at their places; empty: none."""
    if name in held:
        return name
    return next((each for each, text in held.items() if _fits(values, text)), "")


def _fits(values: Sequence[Object], text: str) -> bool:
    for value in values:
        words = value.get("text")
        place = place_of(value.get("start"), value.get("end"))
        if not isinstance(words, str) or all(
            text[s:e] != words for s, e in _told(place, text, words)
        ):
            return False
    return True


def _told(place: Sequence[tuple[int, int]], text: str, words: object) -> Sequence[tuple[int, int]]:
    """``place`` in code points, where ``words`` show that it counts UTF-16 units."""
    units = Utf16Map(text)
    other = [(units.to_cp(start), units.to_cp(end)) for start, end in place]
    is_other = any(text[s:e] != words for s, e in place) and all(
        text[s:e] == words for s, e in other
    )
    return other if is_other else place
