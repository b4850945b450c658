"""Annotations without the texts, for articles that may not be handed on: places and hashes.

A line is one article: the SHA-256 of its text, by which whoever has the text finds it again, and
each span as start, end (code points of that text) and the first 16 hex digits of the SHA-256 of the
article's id and the span's words.  No words of the article are in it, nor names taken from them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Attributes, Claim, Ref, SentenceEdits
from juseok.core.ops import Json
from juseok.core.scheme import Scheme
from juseok.core.spans import Span, Spans, prove
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import (
    ROLES,
    About,
    Document,
    Feature,
    Support,
    Way,
    role,
)
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

FORM: Final = "standoff"
NAMES: Final[Mapping[str, str]] = {
    "ko": "본문 없는 주석(위치와 해시)",
    "en": "Annotations without texts (places and hashes)",
}
VERSION: Final = 1
_REPORTED: Final = frozenset(
    {Feature.ENTITIES, Feature.ALIASES, Feature.NOTES, Feature.REMARKS, Feature.DERIVED,
     Feature.REJECTIONS, Feature.METADATA}
)  # fmt: skip
_SUPPORT: Final[Support] = {
    each: Way.REPORTED if each in _REPORTED else Way.HELD for each in Feature
}
DIGITS: Final = 16


class Placed(NamedTuple):
    """What came of one document; ``words``: attributes in free words, left out."""

    data: bytes
    words: int
    counted: Counted


class StandoffWriter(PartedWriter[Placed]):
    """JSON lines, an article each."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".jsonl",)
    is_folder: bool = False
    support: Support = _SUPPORT

    def maker(self, about: About) -> Callable[[Document], Placed]:
        return partial(_placed, scheme=about.scheme)

    def put(self, made: Iterable[Placed], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``."""
        del about
        tally = Tally(self.support, form=self.id)
        words = 0
        with open(path, "xb") as file:
            for each in made:
                file.write(each.data)
                words += each.words
                tally.count(each.counted)
        told = tally.report()
        if words:
            left = Message("standoff.words", count=words)
            told += Report(refused=(ReportLine(left),))
        return told

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The line of an article."""
        return [_Lines(document, about.scheme).line()]


def _placed(document: Document, scheme: Scheme) -> Placed:
    """The line of ``document``; raises ``SpanError`` where a span does not prove."""
    lines = _Lines(document, scheme)
    data = lines.line().encode() + b"\n"
    return Placed(data, lines.words, counted(document))


class _Lines:
    """The line of one article, in the making; ``words``: attributes in free words, left out."""

    def __init__(self, document: Document, scheme: Scheme) -> None:
        self._document, self._scheme = document, scheme
        self.words = 0

    def line(self) -> str:
        document, article = self._document, self._document.article
        found = document.annotations
        metadata = article.metadata
        body: dict[str, Json] = {
            "format": f"juseok-{FORM}",
            "version": VERSION,
            "article": article.id,
            "sha256": sha256_hex(article.text.encode()),
            "length": len(article.text),
            "publisher": metadata.publisher,
            "published_at": metadata.published.iso,
            "url": metadata.url,
            "annotator": document.annotator,
            "zones": [[each.start, each.end, each.role.value] for each in article.zones],
            "mentions": [
                {"id": each.id, "type": each.type, "spans": self._spans(each.spans),
                 "entity": each.entity or None, **self._said(each.id, each.attributes, each.how)}
                for each in found.mentions
            ],
            "claims": [self._claim(each) for each in found.claims],
            "relationships": [
                {"id": each.id, "type": each.type, "head": each.head, "tail": each.tail,
                 "evidence": self._spans(each.evidence),
                 **self._said(each.id, each.attributes, each.how)}
                for each in found.relationships
            ],
            "claim_links": [
                {"id": each.id, "type": each.type, "head": each.head, "tail": each.tail,
                 **self._said(each.id, {}, each.how)}
                for each in found.claim_links
            ],
            "entities": [
                {"id": each.id, "type": each.type, "kb_id": each.kb_id or None}
                for each in document.entities
            ],
        }  # fmt: skip
        edits = article.sentencing
        if edits != SentenceEdits():
            body["sentencing"] = {
                "splits": list(edits.splits), "joins": list(edits.joins),
                "headings": [list(each) for each in edits.headings],
            }  # fmt: skip
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    def _claim(self, claim: Claim) -> dict[str, Json]:
        return {
            "id": claim.id,
            "content": self._spans(claim.content),
            "cue": self._spans(claim.cue),
            "source_state": claim.source_state,
            "nested_in": claim.nested_in or None,
            **{name: [self._ref(ref) for ref in role(claim, name)] for name in ROLES},
            **self._said(claim.id, claim.attributes, claim.how),
        }

    def _ref(self, ref: Ref) -> Json:
        if ref.span is not None:
            prove(self._document.article.text, (ref.span,))
            return ["span", *self._place(ref.span)]
        return [ref.sort, ref.id]

    def _spans(self, spans: Spans) -> list[Json]:
        prove(self._document.article.text, spans)
        return [self._place(each) for each in spans]

    def _place(self, span: Span) -> list[Json]:
        digest = sha256_hex(f"{self._document.article.id}\x1f{span.quote}".encode())
        return [span.start, span.end, digest[:DIGITS]]

    def _said(self, obj: str, attributes: Attributes, how: str) -> dict[str, Json]:
        """Values that are chosen from a list, how a record came, and where it is from."""
        chosen: dict[str, Json] = {}
        for name, value in attributes.items():
            known = self._scheme.attribute(name)
            free = known is None or known.sort == "text"
            if isinstance(value.value, str) and free:
                self.words += 1
            else:
                chosen[name] = value.value
        found: dict[str, Json] = {"how": str(how)}
        if chosen:
            found["attributes"] = chosen
        if obj in self._document.provenance:
            found["provenance"] = self._document.provenance[obj]
        return found
