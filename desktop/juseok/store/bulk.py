"""Proving what a bulk action brings, most of it at first sight."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from juseok.core.model import Kind
from juseok.core.records import SPECS
from juseok.core.text import is_blank
from juseok.store.fold import RawBatch, RawFields

_MENTION: Final = str(Kind.MENTION)
_TO_CHECK: Final = frozenset(map(str, SPECS)) | {str(Kind.ARTICLE)}
"""Kinds that have words, spans or content; of any other there is nothing to prove."""

_FIRST: Final = "가"
_LAST: Final = "힣"
"""Words between the two begin with a syllable of Hangul, and are not blank."""

_Places: TypeAlias = list[tuple[int, int, str]] | None
_names: Final = msgspec.json.Decoder().decode
_places: Final = msgspec.json.Decoder(list[_Places]).decode
_encode: Final = msgspec.json.encode


def not_proved(batch: RawBatch, texts: Mapping[str, str]) -> Iterator[tuple[str, str, RawFields]]:
    """The objects of ``batch`` that the full rules have to look at.

    All but mentions that prove against one of ``texts`` (by article), and articles and whatever
    lies about them that are there with them.
    """
    proved = _proved([fields for _, kind, fields in batch.objects if kind == _MENTION], texts)
    for item in batch.objects:
        obj, kind, _ = item
        if kind == _MENTION:
            if next(proved):
                continue
        elif kind not in _TO_CHECK or (kind == Kind.ARTICLE and obj in texts):
            continue
        yield item


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
        found = map(_place, spans)
    for article, places in zip(articles, found, strict=True):
        text = texts.get(article) if type(article) is str else None
        yield text is not None and places is not None and _proves(text, places)


def _place(spans: msgspec.Raw | None) -> _Places:
    try:
        (place,) = _places(_encode([spans]))
    except msgspec.ValidationError:
        return None
    return place


def _proves(text: str, places: Sequence[tuple[int, int, str]]) -> bool:
    last, length, seen = 0, len(text), False
    for start, end, quote in places:
        if not last <= start < end <= length or text[start:end] != quote:
            return False
        last = end
        seen = seen or _FIRST <= quote <= _LAST or not is_blank(quote)
    return seen
