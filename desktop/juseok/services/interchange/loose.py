"""What of a document cannot come in by itself: blank annotations, and edges of what is left out.

A project refuses them, and one of them would keep a whole import out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from juseok.core.messages import Message
from juseok.core.model import ClaimLink, Entity, Relationship
from juseok.core.spans import Spans
from juseok.core.text import is_blank
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document

EdgeT = TypeVar("EdgeT", Relationship, ClaimLink)


@dataclass(slots=True)
class Loose:
    """Takes it out of documents, and tells it: what is blank at once, edges by type at the end."""

    report: ReportBuilder
    edges: dict[str, tuple[int, str, int | None]] = field(
        default_factory=dict[str, tuple[int, str, int | None]]
    )
    """Type → how many, and file and line of the first."""

    def without(self, document: Document) -> Document:
        """``document`` without what cannot come in; entities without a name get one."""
        found = document.annotations
        mentions = tuple(each for each in found.mentions if not _is_blank(each.spans))
        claims = tuple(
            each for each in found.claims if not each.content or not _is_blank(each.content)
        )
        for code, all_, kept in (
            ("annotate.mention.blank", found.mentions, mentions),
            ("annotate.claim.blank", found.claims, claims),
        ):
            if len(kept) < len(all_):
                here = {each.id for each in kept}
                for each in all_:
                    if each.id not in here:
                        self._refuse(Message(code), document, each.id)
        if found.relationships or found.claim_links:
            ids = {each.id for each in mentions} | {each.id for each in claims}
            found = replace(
                found,
                relationships=tuple(self._joining(found.relationships, ids, document)),
                claim_links=tuple(self._joining(found.claim_links, ids, document)),
            )
        if len(mentions) < len(found.mentions) or len(claims) < len(found.claims):
            found = replace(found, mentions=mentions, claims=claims)
        entities = document.entities
        if any(is_blank(each.name) for each in entities):
            entities = tuple(_named(each, document) for each in entities)
        return replace(document, annotations=found, entities=entities)

    def tell(self) -> None:
        """Put the edges into the report."""
        for type_, (count, file, line) in self.edges.items():
            told = Message("import.loose_edges", type=type_[:60], count=count)
            self.report.refuse(told, file=file, line=line)
        self.edges.clear()

    def _joining(
        self, edges: tuple[EdgeT, ...], ids: set[str], document: Document
    ) -> Iterator[EdgeT]:  # fmt: skip
        for each in edges:
            if each.head in ids and each.tail in ids:
                yield each
                continue
            place = (0, document.file, document.places.get(each.id))
            count, file, line = self.edges.get(each.type, place)
            self.edges[each.type] = count + 1, file, line

    def _refuse(self, message: Message, document: Document, record: str) -> None:
        self.report.refuse(message, file=document.file, line=document.places.get(record))


def _is_blank(spans: Spans) -> bool:
    return all(is_blank(each.quote) for each in spans)


def _named(entity: Entity, document: Document) -> Entity:
    """``entity`` as the first mention of it has it, where nobody said what it is called."""
    if not is_blank(entity.name):
        return entity
    words = (
        " ".join(span.quote for span in each.spans)
        for each in document.annotations.mentions
        if each.entity == entity.id and not _is_blank(each.spans)
    )
    return replace(entity, name=" ".join(next(words, entity.kb_id or entity.id).split()))
