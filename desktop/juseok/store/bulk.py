"""Proving what a bulk action brings, most of it at first sight."""

from collections.abc import Iterator, Mapping
from typing import Final

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

_spans: Final = msgspec.json.Decoder(list[tuple[int, int, str]]).decode


def not_proved(batch: RawBatch, texts: Mapping[str, str]) -> Iterator[tuple[str, str, RawFields]]:
    """The objects of ``batch`` that the full rules have to look at.

    All but mentions that prove against one of ``texts`` (by article), and articles and whatever
    lies about them that are there with them.
    """
    by_name = {msgspec.json.encode(article): text for article, text in texts.items()}
    for item in batch.objects:
        obj, kind, fields = item
        if kind not in _TO_CHECK or (kind == Kind.ARTICLE and obj in texts):
            continue
        if kind == _MENTION and _proves(fields, by_name):
            continue
        yield item


def _proves(fields: RawFields, texts: Mapping[bytes, str]) -> bool:
    """Whether a mention's spans are those of its article's text, in order, and not blank."""
    article, spans = fields.get("article"), fields.get("spans")
    if article is None or spans is None:
        return False
    text = texts.get(bytes(article))
    if text is None:
        return False
    try:
        found = _spans(spans)
    except msgspec.ValidationError:
        return False
    last, length, seen = 0, len(text), False
    for start, end, quote in found:
        if not last <= start < end <= length or text[start:end] != quote:
            return False
        last = end
        seen = seen or _FIRST <= quote <= _LAST or not is_blank(quote)
    return seen
