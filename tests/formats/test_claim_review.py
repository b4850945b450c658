"""ClaimReview: every claim once, in words of schema.org, and no rating that nobody gave."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from tests.formats.documents import documents
from tests.formats.test_graphs import documents_example

from juseok.core.errors import SpanError
from juseok.core.model import ArticleAnnotations, ClaimLink, Ref, Value
from juseok.core.scheme import load_scheme
from juseok.core.spans import make_span
from juseok.formats.document import About, Document
from juseok.formats.linked.claim_review import ClaimReviewWriter

ABOUT = About(scheme=load_scheme("default"), date="2026-11-22")


def reviews(*found: Document) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonld"
        report = ClaimReviewWriter().write(found, path, about=ABOUT)
        assert report.written == len(found)
        graph = json.loads(path.read_text("utf-8"))
    assert graph["@context"] == "https://schema.org"
    return graph["@graph"]


@settings(max_examples=40)
@given(documents())
def test_every_claim_is_reviewed_once(document: Document) -> None:
    made = reviews(document)
    claims = document.annotations.claims
    wanted = Counter(" … ".join(span.quote for span in each.content) for each in claims)
    assert Counter(each["claimReviewed"] for each in made) == wanted
    assert len({each["@id"] for each in made}) == len(claims)
    assert all("reviewRating" not in each for each in made)
    for each, claim in zip(made, claims, strict=True):
        assert each["itemReviewed"]["@type"] == "Claim"
        assert ("author" in each["itemReviewed"]) == bool(claim.source)
        named = {one["propertyID"] for one in each["itemReviewed"]["additionalProperty"]}
        values = {name for name, value in claim.attributes.items() if value.value is not None}
        assert values <= named


def test_who_said_it_where_and_what_it_is_linked_to_is_told() -> None:
    document = documents_example()
    claim = document.annotations.claims[0]
    said = replace(
        claim, source=(Ref("mention", "T1"),), note="메모",
        attributes={"rating": Value("거짓"), "check": Value("yes")},
    )  # fmt: skip
    link = ClaimLink("R1", "", "", "refutes", "E1", "E1")
    annotations = replace(document.annotations, claims=(said,), claim_links=(link,))
    (review,) = reviews(replace(document, annotations=annotations, annotator="김 기자"))
    item = review["itemReviewed"]
    assert item["author"] == {"@type": "Organization", "name": "한빛전자"}
    assert item["appearance"]["@type"] == "NewsArticle"
    assert [each["additionalType"] for each in item["citation"]] == ["urn:juseok:type:refutes"]
    assert review["reviewRating"]["alternateName"] == "거짓"
    assert (review["author"]["name"], review["reviewBody"]) == ("김 기자", "메모")
    assert review["datePublished"] == "2026-11-22"


def test_two_articles_are_one_graph_and_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        found = [documents_example(), documents_example()]
        ClaimReviewWriter().write(found, tmp_path / name, about=ABOUT)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert len(reviews(*found)) == 2
    assert len(ClaimReviewWriter().sample(found[0], about=ABOUT)) == 1


def test_an_unproved_span_is_refused(tmp_path: Path) -> None:
    document = documents_example()
    wrong = replace(document.annotations.claims[0], content=(make_span("두빛전자", 0, 4),))
    with pytest.raises(SpanError):
        ClaimReviewWriter().write(
            [replace(document, annotations=ArticleAnnotations(claims=(wrong,)))],
            tmp_path / "out", about=ABOUT,
        )  # fmt: skip
