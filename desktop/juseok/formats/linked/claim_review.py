"""Claims as schema.org's ``ClaimReview`` in JSON-LD, as sites that check facts publish them.

https://schema.org/ClaimReview and https://schema.org/Claim.  Annotators say who said what where,
and whether it is worth a check; nobody says here whether it is true.  So a review has no rating
unless the scheme has an attribute ``rating``, and what is known of the claim stands in
``itemReviewed``.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from juseok.core.model import Attributes, Claim, Entity, Metadata, Ref, Refs
from juseok.core.spans import prove
from juseok.formats.base import Report
from juseok.formats.document import (
    About,
    Document,
    Feature,
    Support,
    Way,
    role,
)
from juseok.formats.graphs.graph import is_uuid
from juseok.formats.graphs.turtle import SCHEMA_TYPES
from juseok.formats.json_tools.writing import json_line
from juseok.formats.tally import Tally
from juseok.formats.wording import words_of

FORM: Final = "claim-review"
RATING: Final = "rating"
_MAPPED: Final = frozenset(
    {Feature.DISCONTINUOUS, Feature.LINES, Feature.ATTRIBUTES, Feature.ENTITIES, Feature.ALIASES,
     Feature.CONTENTS, Feature.ROLES, Feature.ENTITY_ROLES, Feature.NESTED_CLAIMS,
     Feature.CLAIM_LINKS, Feature.CROSS_LINKS, Feature.NOTES, Feature.PROVENANCE,
     Feature.METADATA}
)  # fmt: skip
_SUPPORT: Final[Support] = {
    each: Way.HELD if each is Feature.CLAIMS else Way.MAPPED if each in _MAPPED else Way.REPORTED
    for each in Feature
}
_PLACES: Final[Mapping[str, str]] = {
    "source": "author", "object": "about", "affiliation": "sourceOrganization",
    "place": "locationCreated", "medium": "isPartOf",
}  # fmt: skip
"""Roles → properties of ``Claim`` (a ``CreativeWork``)."""


class ClaimReviewWriter:
    """One file with a graph of reviews, a claim a line."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "ClaimReview (schema.org)", "en": "ClaimReview (schema.org)"}
    extensions: tuple[str, ...] = (".jsonld",)
    is_folder: bool = False
    support: Support = _SUPPORT

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        tally = Tally(self.support, form=self.id, returns=False)
        separator = ""
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write('{"@context":"https://schema.org","@graph":[')
            for document in documents:
                for review in reviews_of(document, about):
                    file.write(f"{separator}\n{json_line(review)}")
                    separator = ","
                tally.add(document)
            file.write("\n]}\n")
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The reviews of one article."""
        return [json_line(each) for each in reviews_of(document, about)]


def reviews_of(document: Document, about: About) -> Iterator[dict[str, Any]]:
    """The reviews of one article's claims; raises ``SpanError`` where a span does not prove."""
    one = _Article(document)
    for claim in document.annotations.claims:
        yield one.review(claim, about)


class _Article:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.article.text
        self._mentions = {each.id: each for each in document.annotations.mentions}
        self._entities = {each.id: each for each in document.entities}
        self._appearance = _appearance(document)

    def review(self, claim: Claim, about: About) -> dict[str, Any]:
        words = self._words(claim)
        found: dict[str, Any] = {
            "@type": "ClaimReview",
            "@id": f"{self._iri(claim.id)}#review",
            "claimReviewed": words,
            "itemReviewed": self._claim(claim, words),
        }
        if about.date:
            found["datePublished"] = about.date
        if self._document.annotator:
            found["author"] = {"@type": "Person", "name": self._document.annotator}
        if claim.note:
            found["reviewBody"] = claim.note
        rating = claim.attributes.get(RATING)
        if rating is not None and isinstance(rating.value, str):
            found["reviewRating"] = {"@type": "Rating", "alternateName": rating.value}
        return found

    def _words(self, claim: Claim) -> str:
        prove(self._text, claim.content)
        prove(self._text, claim.cue)
        return words_of(claim.content)

    def _claim(self, claim: Claim, words: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            "@type": "Claim", "@id": self._iri(claim.id), "text": words,
            "appearance": self._appearance,
        }  # fmt: skip
        for name, key in _PLACES.items():
            if fillers := self._fillers(role(claim, name)):
                found[key] = fillers[0] if len(fillers) == 1 else fillers
        if claim.nested_in:
            outer = {"@type": "Claim", "@id": self._iri(claim.nested_in)}
            found["isPartOf"] = [*_listed(found.get("isPartOf")), outer]
        values = [*_values(claim.attributes), ("source_state", claim.source_state)]
        if claim.cue:
            values.append(("cue", words_of(claim.cue)))
        values += [("time", str(each["name"])) for each in self._fillers(claim.time)]
        if source := self._document.provenance.get(claim.id):
            values.append(("provenance", source))
        found["additionalProperty"] = [
            {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in values
        ]
        links = [
            {
                "@type": "Claim",
                "@id": self._iri(link.tail),
                "additionalType": f"urn:juseok:type:{quote(link.type)}",
            }
            for link in self._document.annotations.claim_links
            if link.head == claim.id
        ]
        return found | ({"citation": links} if links else {})

    def _fillers(self, refs: Refs) -> list[dict[str, Any]]:
        return [each for ref in refs if (each := self._filler(ref))]

    def _filler(self, ref: Ref) -> dict[str, Any]:
        """What fills a role, with the type of schema.org that is nearest."""
        if ref.span is not None:
            prove(self._text, (ref.span,))
            return {"@type": "Thing", "name": ref.span.quote}
        if ref.sort == "mention":
            mention = self._mentions.get(ref.id)
            if mention is None:
                return {}
            if mention.entity not in self._entities:
                return {"@type": _type(mention.type), "name": words_of(mention.spans)}
            return _thing(self._entities[mention.entity])
        entity = self._entities.get(ref.id)
        return _thing(entity) if entity is not None else {}

    def _iri(self, obj: str) -> str:
        if is_uuid(obj):
            return f"urn:uuid:{obj}"
        return f"urn:juseok:in:{self._document.article.id}/{quote(obj, safe='')}"


def _appearance(document: Document) -> dict[str, Any]:
    """The article that a claim stands in."""
    meta: Metadata = document.article.metadata
    found: dict[str, Any] = {
        "@type": "NewsArticle", "identifier": document.article.id, "headline": meta.title,
        "url": meta.url, "datePublished": meta.published.iso or meta.published.raw,
        "inLanguage": meta.language,
    }  # fmt: skip
    if meta.publisher:
        found["publisher"] = {"@type": "NewsMediaOrganization", "name": meta.publisher}
    if meta.bylines:
        found["author"] = [{"@type": "Person", "name": name} for name in meta.bylines]
    return {name: value for name, value in found.items() if value}


def _thing(entity: Entity) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": _type(entity.type), "name": entity.name}
    if entity.aliases:
        found["alternateName"] = list(entity.aliases)
    if entity.kb_id[:1] == "Q" and entity.kb_id[1:].isdigit():
        found["sameAs"] = f"http://www.wikidata.org/entity/{entity.kb_id}"
    elif entity.kb_id:
        found["identifier"] = entity.kb_id
    return found


def _type(type_: str) -> str:
    return SCHEMA_TYPES.get(type_, "Thing")


def _values(attributes: Attributes) -> list[tuple[str, str | bool]]:
    return [
        (name, each.value)
        for name, each in attributes.items()
        if each.value is not None and name != RATING
    ]


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
