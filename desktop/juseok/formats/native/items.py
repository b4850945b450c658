"""What a native file holds, item by item, and what its writer and its reader share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec

from juseok.core.errors import FormatError
from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.records import SPECS, Fields, prove_fields
from juseok.formats.native.fields import MentionLine

NAMES: Final[Mapping[str, str]] = {
    "ko": "Juseok JSONL(모두)",
    "en": "Juseok JSONL (everything)",
}
"""What the format is called."""


class NativeObject(msgspec.Struct, frozen=True):
    """One live object of a project: its id, kind and registers."""

    id: str
    kind: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class NativePage:
    """A source page with its bytes."""

    object: NativeObject
    data: bytes


@dataclass(frozen=True, slots=True)
class NativeArticle:
    """An article with its text, where it was found, and its zones."""

    object: NativeObject
    text: str
    occurrences: tuple[NativeObject, ...] = ()
    zoning: NativeObject | None = None

    @property
    def norm_version(self) -> int:
        """Version of the normaliser that made the text; part of the article's id."""
        version = self.object.fields.get("norm_version")
        return version if isinstance(version, int) else 0


class NativeMentions(msgspec.Struct, frozen=True):
    """Mentions of one article as lines that are made already, their spans proved."""

    lines: list[MentionLine]


class NativeLines(msgspec.Struct, frozen=True):
    """Whole articles as lines that are written already; ``kinds``: how many of each."""

    data: bytes
    kinds: dict[str, int]


NativeItem: TypeAlias = NativeObject | NativePage | NativeArticle | NativeMentions


def kind_of(item: NativeObject | NativePage | NativeArticle) -> str:
    """The kind of the object that ``item`` is a record of."""
    return item.kind if isinstance(item, NativeObject) else item.object.kind


def singly(items: Iterable[NativeItem]) -> Iterator[tuple[str, NativeItem]]:
    """Each record by itself, with its kind."""
    for item in items:
        if isinstance(item, NativeMentions):
            yield from ((Kind.MENTION.value, NativeMentions([line])) for line in item.lines)
        else:
            yield kind_of(item), item


KIND_ORDER: Final = (
    Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE, Kind.ANNOTATOR, Kind.LAYER, Kind.ENTITY,
    Kind.SAME_AS, Kind.NOT_SAME, Kind.ENTITY_CHANGE, Kind.GUIDELINE, Kind.CAMPAIGN, Kind.RULING,
    Kind.RECIPE, Kind.LABEL_MAP, Kind.RELEASE, Kind.PAGE,
)  # fmt: skip
"""The order of what comes before the articles."""

ARTICLE_ORDER: Final = (
    Kind.CONTROL, Kind.SENTENCING, Kind.ARTICLE_STATE, Kind.MENTION, Kind.CLAIM,
    Kind.RELATIONSHIP, Kind.CLAIM_LINK, Kind.REMARK, Kind.REJECTION, Kind.ASSIGNMENT,
    Kind.PASS_STATE, Kind.REVIEW_STATE, Kind.VERDICT, Kind.COMMENT,
)  # fmt: skip
"""The order of what follows its article; other kinds that name an article come after."""

WITH_SPANS: Final = frozenset(str(kind) for kind, spec in SPECS.items() if spec.spans or spec.refs)
"""Kinds of which something has to be proved."""

FROM_OCCURRENCE: Final = {
    "title": "title",
    "publisher": "publisher",
    "bylines": "bylines",
    "published_at": "published_iso",
    "published_raw": "published_raw",
    "url": "url",
}
"""What the first occurrence of an article lends its line, by the name it has there."""


def zoning_id(article: str) -> str:
    """Id of the object that holds an article's zones."""
    return derived_id("zoning", article)


def prove_object(item: NativeObject, article: str, text: str) -> None:
    """Prove the spans of ``item`` against ``text``, that of ``article``, in which it has to lie.

    Raises ``FormatError`` where it lies elsewhere, and ``SpanError``.
    """
    if item.fields.get("article") != article:
        raise FormatError("native.order", object=item.id)
    prove_fields(item.kind, item.fields, text)


def at_line(file: str, line: int, reason: Message) -> FormatError:
    """``reason``, with the place in the file."""
    return FormatError("native.at", file=file, line=line, reason=reason)
