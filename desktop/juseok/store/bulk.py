"""What a bulk action brings: read in one go, and most of it proved at first sight.

Nearly all that an import brings are mentions without attributes.  They are read into structs, which
takes a third of what maps of their registers take; of all others the registers stay JSON.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from juseok.core.model import Kind
from juseok.core.records import SPECS, proved_names
from juseok.core.text import is_blank
from juseok.store.op_bodies import RawFields

Member: TypeAlias = tuple[str, str, RawFields]
"""One object of a ``create-many``: id, kind and registers as they are written."""

MENTION: Final = str(Kind.MENTION)
_PROVED: Final = {str(kind): proved_names(kind) for kind in SPECS}
"""Kind → registers that have to prove; where none of them is there is nothing to prove."""
_NONE: Final = frozenset[str]()

_FIRST: Final = "가"
_LAST: Final = "힣"
"""Words between the two begin with a syllable of Hangul, and are not blank."""

_Name: TypeAlias = Annotated[str, Meta(min_length=1)] | UnsetType
_Places: TypeAlias = list[tuple[int, int, str]]
_Object: TypeAlias = tuple[str, str, Raw]
_ATTRIBUTE: Final = b'{"@'
_place: Final = itemgetter(0)


class Plain(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The registers of a mention without attributes, in the order of canonical JSON.

    Written again they are what was read: no register is what it is not, or empty where it names
    something.
    """

    article: _Name = UNSET
    derived_from: str | UnsetType = UNSET
    entity: _Name = UNSET
    how: str | UnsetType = UNSET
    layer: _Name = UNSET
    note: str | UnsetType = UNSET
    spans: _Places | UnsetType = UNSET
    type: str | UnsetType = UNSET


class _Body(msgspec.Struct, frozen=True):
    """The body of a ``create-many``, with what each object holds in one piece."""

    objects: list[_Object] = []
    batch: str = ""


_body: Final = msgspec.json.Decoder(_Body).decode
_plain: Final = msgspec.json.Decoder(list[Plain]).decode
_fields: Final = msgspec.json.Decoder(list[RawFields]).decode
_values: Final = msgspec.json.Decoder(list[dict[str, Any]]).decode
_names: Final = msgspec.json.Decoder().decode
_places: Final = msgspec.json.Decoder(list[_Places | None]).decode
_encode: Final = msgspec.json.encode


class Many:
    """The objects of a ``create-many``: their ``ids``, and ``plain`` mentions and all ``others``,
    each with their places in its list."""

    def __init__(self, body: str) -> None:
        """``body`` is as it stands in the log; one that a newer program shaped otherwise holds
        nothing."""
        try:
            found = _body(body)
            self.plain, self.plain_at = _plain_of(found.objects)
            self.others, self.others_at = _others_of(found.objects, self.plain_at)
        except msgspec.ValidationError:
            found = _Body()
            self.plain, self.plain_at, self.others, self.others_at = [], [], [], []
        self.batch = found.batch
        self.ids = [obj for obj, _, _ in found.objects]

    def not_proved(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The objects that the full rules have to look at, in their order: id, kind and registers.

        All but mentions that prove against one of ``texts`` (by article), articles that are there
        with them, and what has neither words nor spans.
        """
        left: list[tuple[int, RawFields | Plain]] = [
            (at, each)
            for at, each in zip(self.plain_at, self.plain, strict=True)
            if not _is_proved(texts, each.article, each.spans)
        ]
        proved = _proved([fields for _, kind, fields in self.others if kind == MENTION], texts)
        for at, (obj, kind, fields) in zip(self.others_at, self.others, strict=True):
            if kind == MENTION:
                if next(proved):
                    continue
            elif kind == Kind.ARTICLE:
                if obj in texts:
                    continue
            elif _PROVED.get(kind, _NONE).isdisjoint(fields):
                continue
            left.append((at, fields))
        left.sort(key=_place)
        kinds = dict(zip(self.others_at, self.others, strict=True))
        values = _values(_encode([fields for _, fields in left]))
        for (at, _), registers in zip(left, values, strict=True):
            yield self.ids[at], kinds[at][1] if at in kinds else MENTION, registers


def _plain_of(objects: Sequence[_Object]) -> tuple[list[Plain], list[int]]:
    """Those of ``objects`` that are plain mentions, and where they are."""
    at = [place for place, (_, kind, _) in enumerate(objects) if kind == MENTION]
    for _ in range(2):
        try:
            return _plain(_encode([objects[place][2] for place in at])), at
        except msgspec.ValidationError:  # attributes come first of all registers
            at = [place for place in at if bytes(objects[place][2])[:3] != _ATTRIBUTE]
    return [], []


def _others_of(
    objects: Sequence[_Object], taken: Sequence[int]
) -> tuple[list[Member], Sequence[int]]:
    """All of ``objects`` but those ``taken``, and where they are; raises ``ValidationError``."""
    at: Sequence[int] = range(len(objects))
    if taken:
        without = {*taken}
        at = [place for place in at if place not in without]
    fields = _fields(_encode([objects[place][2] for place in at]))
    return [(*objects[place][:2], each) for place, each in zip(at, fields, strict=True)], at


def _proved(mentions: Sequence[RawFields], texts: Mapping[str, str]) -> Iterator[bool]:
    """Whether the spans of each of ``mentions`` are those of its article's text, in order, and not
    blank.

    What they hold is read as one list: reading each by itself takes several times as long.
    """
    articles = _names(_encode([fields.get("article") for fields in mentions]))
    spans = [fields.get("spans") for fields in mentions]
    try:
        found = _places(_encode(spans))
    except msgspec.ValidationError:  # some have another shape
        found = map(_places_of, spans)
    for article, places in zip(articles, found, strict=True):
        yield _is_proved(texts, article, places)


def _places_of(spans: Raw | None) -> _Places | None:
    try:
        (places,) = _places(_encode([spans]))
    except msgspec.ValidationError:
        return None
    return places


def _is_proved(
    texts: Mapping[str, str], article: object, places: _Places | UnsetType | None
) -> bool:
    text = texts.get(article) if type(article) is str else None
    if text is None or not places:
        return False
    last, length, seen = 0, len(text), False
    for start, end, quote in places:
        if not last <= start < end <= length or text[start:end] != quote:
            return False
        last = end
        seen = seen or _FIRST <= quote <= _LAST or not is_blank(quote)
    return seen
