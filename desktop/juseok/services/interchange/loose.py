"""What of a document cannot come in by itself: blank annotations, and what points to nothing.

A project refuses them, and one of them would keep a whole import out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    Mention,
    Relationship,
)
from juseok.core.spans import Spans
from juseok.core.text import is_blank
from juseok.formats.base import ReportBuilder
from juseok.formats.document import ROLES, Document, role

EdgeT = TypeVar("EdgeT", Relationship, ClaimLink)
_FIRST: Final = "가"
_LAST: Final = "힣"
"""Words between the two begin with a syllable of Hangul, and are not blank: nearly all."""
_EDGES: Final = "import.loose_edges"
_MIXED: Final = "import.mixed_edges"
_ROLES: Final = "import.loose_roles"
_LINKS: Final = "import.loose_links"
_REMARKS: Final = "import.loose_remarks"


@dataclass(slots=True)
class Loose:
    """Takes it out of documents, and tells it: what is blank at once, and at the end what pointed
    to something that is not there, each sort once."""

    report: ReportBuilder
    lost: dict[tuple[str, str], tuple[int, str, int | None]] = field(
        default_factory=dict[tuple[str, str], tuple[int, str, int | None]]
    )
    """Code and type, or role → how many, and file and line of the first."""

    def without(self, document: Document) -> Document:
        """``document`` without what cannot come in; entities without a name get one."""
        found = document.annotations
        mentions = tuple([
            each for each in found.mentions
            if ((spans := each.spans) and _FIRST <= spans[0].quote <= _LAST) or not _is_blank(spans)
        ])  # fmt: skip
        claims = found.claims
        if claims:
            claims = tuple(
                [each for each in claims if not each.content or not _is_blank(each.content)]
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
        known = {each.id for each in document.entities}
        if not known.issuperset([each.entity for each in mentions if each.entity]):
            mentions = tuple(self._linked(each, known, document) for each in mentions)
        edges, links = found.relationships, found.claim_links
        if claims or edges or links:
            named, claimed = {each.id for each in mentions}, {each.id for each in claims}
            claims = tuple([self._filled(each, named, claimed, known, document) for each in claims])
            edges = tuple(self._joining(edges, named, claimed, document))
            links = tuple(self._joining(links, claimed | document.elsewhere, named, document))
        whole = ArticleAnnotations(mentions, claims, links, edges, found.remarks, found.rejections)
        if whole.remarks:
            self._remarked(whole, document)
        entities = document.entities
        if any(map(is_blank, [each.name for each in entities])):
            entities = tuple(_named(each, document) for each in entities)
        if entities is document.entities and whole == found:
            return document
        return replace(document, annotations=whole, entities=entities)

    def tell(self) -> None:
        """Put what pointed to nothing into the report."""
        for (code, name), (count, file, line) in self.lost.items():
            what = Message(f"compare.field.{name}") if code == _ROLES else name[:60]
            told = Message(code, type=what, count=count)
            self.report.refuse(told, file=file, line=line)
        self.lost.clear()

    def _lose(self, code: str, name: str, document: Document, record: str) -> None:
        place = (0, document.file, document.places.get(record))
        count, file, line = self.lost.get((code, name), place)
        self.lost[code, name] = count + 1, file, line

    def _linked(self, mention: Mention, known: set[str], document: Document) -> Mention:
        if not mention.entity or mention.entity in known:
            return mention
        self._lose(_LINKS, mention.entity, document, mention.id)
        return replace(mention, entity="")

    def _filled(
        self, claim: Claim, mentions: set[str], claims: set[str], entities: set[str],
        document: Document,
    ) -> Claim:  # fmt: skip
        """``claim`` with what of its roles is there."""
        less: dict[str, Any] = {}
        for name in ROLES:
            refs = role(claim, name)
            if not refs:
                continue
            here = tuple(
                each for each in refs
                if each.sort == "span" or each.id in (
                    mentions if each.sort == "mention" else entities
                )
            )  # fmt: skip
            for _ in range(len(refs) - len(here)):
                self._lose(_ROLES, name, document, claim.id)
                less[name] = here
        if claim.nested_in and claim.nested_in not in claims:
            self._lose(_ROLES, "nested_in", document, claim.id)
            less["nested_in"] = ""
        return replace(claim, **less) if less else claim

    def _remarked(self, found: ArticleAnnotations, document: Document) -> None:
        """Notes about what is not there come in as notes on the article, and are told."""
        known = {document.article.id, *(each.id for each in found.mentions)}
        known |= {each.id for each in (*found.claims, *found.relationships)}
        known |= {each.id for each in found.claim_links if known >= {each.head, each.tail}}
        for each in found.remarks:
            if each.target not in known:
                self._lose(_REMARKS, "", document, each.id)

    def _joining(
        self, edges: tuple[EdgeT, ...], ids: set[str], others: set[str], document: Document
    ) -> Iterator[EdgeT]:  # fmt: skip
        """Those that join two of ``ids``; what joins one of them to one of ``others`` is told as
        such."""
        for each in edges:
            if each.head in ids and each.tail in ids:
                yield each
                continue
            is_there = {each.head, each.tail} <= ids | others
            self._lose(_MIXED if is_there else _EDGES, each.type, document, each.id)

    def _refuse(self, message: Message, document: Document, record: str) -> None:
        self.report.refuse(message, file=document.file, line=document.places.get(record))


def _is_blank(spans: Spans) -> bool:
    if len(spans) == 1:  # as a rule
        return is_blank(spans[0].quote)
    return is_blank("".join([each.quote for each in spans]))


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
