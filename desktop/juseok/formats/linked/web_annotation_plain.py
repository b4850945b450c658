"""Annotations as most are: one stretch of a text by its place and its words, with a tag, the
entity it is and comments.  Whatever has anything else is looked at thing by thing."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from juseok.formats.json_tools.raw_page import RawMark
from juseok.formats.linked.web_annotation import entity_key


class PlainWords(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False, tag="TextualBody"
):  # fmt: skip
    purpose: Literal["tagging", "commenting"]
    value: str


class PlainEntity(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False, tag="SpecificResource"
):  # fmt: skip
    purpose: Literal["identifying"]
    source: str


class PlainPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    type: Literal["TextPositionSelector"]
    start: int
    end: int


class PlainQuote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str = ""
    suffix: str = ""


class PlainTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["SpecificResource"]
    source: str
    selector: tuple[PlainPlace, PlainQuote]


class PlainAnnotation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["Annotation"]
    id: str
    motivation: str
    body: list[PlainWords | PlainEntity]
    target: PlainTarget


def as_plain(item: Mapping[str, Any]) -> PlainAnnotation | None:
    """``item`` where it is a plain annotation."""
    try:
        return msgspec.convert(item, PlainAnnotation)
    except msgspec.ValidationError:
        return None


def plain_mark(plain: PlainAnnotation, text: str | None) -> RawMark | None:
    """The mark that an annotation of ``text`` is; None: there is more to tell of it."""
    place, quote = plain.target.selector
    start, end, words = place.start, place.end, quote.exact
    id_ = plain.id.removeprefix("#")
    if not id_ or text is None or start < 0 or text[start:end] != words:
        return None
    type_ = entity = ""
    comments: list[str] = []
    for body in plain.body:
        if isinstance(body, PlainEntity):
            if entity or not body.source:
                return None
            entity = body.source
        elif body.purpose == "commenting":
            comments.append(body.value)
        elif type_ or not body.value.strip():
            return None
        else:
            type_ = body.value
    if not type_:
        return None
    return RawMark(
        id_, type_, ((start, end),), words, {}, "\n".join(comments),
        entity_key(entity) if entity else "",
    )  # fmt: skip
