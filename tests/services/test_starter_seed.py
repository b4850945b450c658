"""The starter project's own articles and annotations keep the rules they teach."""

import itertools
import re
from collections import Counter

import pytest

from juseok.core.model import Entity
from juseok.core.resources import resource
from juseok.core.scheme import load_scheme
from juseok.core.spans import Span, prove
from juseok.services.starter_seed import (
    WHO,
    SeedAnnotations,
    SeedPage,
    Who,
    annotations_of,
    links_of,
    locate,
    seed_entities,
    seed_pages,
)

PAGES = seed_pages()
SCHEME = load_scheme(resource("schemes/default.toml"))
JOSA = re.compile(r"(은|는|을|를|에서|에게|으로|라고)$")
KEEPS_ITS_ENDING = {"가람", "마을"}


def annotate(page: SeedPage, who: Who) -> SeedAnnotations:
    ids = (f"id{number}" for number in itertools.count())
    text = page.path.read_text(encoding="utf-8")
    known = {
        ("", item.key): Entity(item.key, "register", item.type, item.name, item.aliases)
        for item in seed_entities()
    }
    return annotations_of(
        who, page, article="a", text=text, offset=0, layer=who, register="register",
        entities=known, ids=lambda: next(ids),
    )  # fmt: skip


ALL = {(page.number, who): annotate(page, who) for page in PAGES for who in WHO}
each = pytest.mark.parametrize(("number", "who"), ALL)


def test_there_are_seven_articles_of_a_news_articles_length() -> None:
    lengths = {page.page: len(page.path.read_text(encoding="utf-8")) for page in PAGES}
    assert len(lengths) >= 7
    assert {name for name, length in lengths.items() if not 700 <= length <= 1800} == set()


def test_every_place_stands_where_it_says_and_only_there() -> None:
    text = "칼데라는 칼데라컴퓨트의 옛 이름이다."
    assert locate(text, "옛 이름") == (13, 17)
    assert locate(text, "칼데라#2") == (5, 8)
    for wrong in ("칼데라", "칼데라#3", "가람"):
        with pytest.raises(ValueError, match="stands"):
            locate(text, wrong)


@each
def test_spans_prove_against_the_page(number: str, who: Who) -> None:
    page = next(page for page in PAGES if page.number == number)
    text = page.path.read_text(encoding="utf-8")
    found = ALL[number, who]
    for mention in found.mentions:
        prove(text, mention.spans)
    for claim in found.claims:
        prove(text, claim.content)
        prove(text, claim.cue)
    for relationship in found.relationships:
        prove(text, relationship.evidence)


@each
def test_each_article_is_annotated_fully_by_both(number: str, who: Who) -> None:
    found = ALL[number, who]
    assert 40 <= len(found.mentions) <= 90
    assert len(found.claims) >= 10
    assert len(found.relationships) >= 9


@each
def test_mentions_hold_no_particle_quotation_mark_or_hedge(number: str, who: Who) -> None:
    for mention in ALL[number, who].mentions:
        quote = mention.spans[0].quote
        assert quote == quote.strip(" .,'\"‘’“”…[](){}") or quote.endswith(")"), quote
        if quote not in KEEPS_ITS_ENDING:
            assert not JOSA.search(quote), quote
        if mention.type in {"MONEY", "PERCENT", "QUANTITY"}:
            assert not quote.endswith(("이상", "여", "가량")), quote
            if who == "kim":
                assert not quote.startswith("약 "), quote


@each
def test_mentions_nest_but_never_cross_and_none_stands_twice(number: str, who: Who) -> None:
    spans = sorted(mention.spans[0] for mention in ALL[number, who].mentions)
    assert len({(span.start, span.end) for span in spans}) == len(spans)
    for left, right in itertools.combinations(spans, 2):
        assert not left.start < right.start < left.end < right.end, (left, right)


@each
def test_types_attributes_and_pairs_are_those_of_the_default_scheme(number: str, who: Who) -> None:
    found = ALL[number, who]
    mentions = {mention.id: mention for mention in found.mentions}
    for mention in found.mentions:
        listed = SCHEME.attributes_on("mention", mention.type)
        assert SCHEME.entity_type(mention.type) is not None
        for name, value in mention.attributes.items():
            attribute = next(item for item in listed if item.id == name)
            assert value.value is True or attribute.value(str(value.value)) is not None
    for claim in found.claims:
        assert claim.source_state != "given" or claim.source, claim.content
        assert claim.source_state == "given" or not claim.source, claim.content
        for name, value in claim.attributes.items():
            attribute = SCHEME.attribute(name)
            assert attribute is not None
            assert attribute.value(str(value.value)) is not None, (name, value)
    for relationship in found.relationships:
        type_ = SCHEME.relationship_type(relationship.type)
        assert type_ is not None
        head, tail = mentions[relationship.head], mentions[relationship.tail]
        assert type_.joins(head.type, tail.type), (relationship.type, head, tail)
        assert all(_covered(end.spans[0], relationship.evidence) for end in (head, tail))


def _covered(span: Span, evidence: tuple[Span, ...]) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in evidence)


@each
def test_aliases_of_one_article_belong_to_one_entity(number: str, who: Who) -> None:
    found = ALL[number, who]
    mentions = {mention.id: mention for mention in found.mentions}
    for relationship in found.relationships:
        if relationship.type == "alias_of":
            head, tail = mentions[relationship.head], mentions[relationship.tail]
            assert head.entity == tail.entity or head.type == "TITLE", head


def test_mentions_are_called_by_a_name_or_alias_of_their_entity() -> None:
    known = {item.key: {item.name, *item.aliases} for item in seed_entities()}
    for (number, who), found in ALL.items():
        for mention in found.mentions:
            form = mention.attributes.get("mention_form")
            if mention.entity in known and form is not None:
                named = form.value in {"name", "alias", "hanja"}
                assert not named or mention.spans[0].quote in known[mention.entity], (
                    number, who, mention,
                )  # fmt: skip


def test_every_entity_type_and_claim_attribute_value_of_weight_occurs() -> None:
    types = {mention.type for found in ALL.values() for mention in found.mentions}
    assert types == {item.id for item in SCHEME.entity_types if not item.retired}
    values = {
        (name, value.value)
        for found in ALL.values()
        for claim in found.claims
        for name, value in claim.attributes.items()
    }
    assert {value for name, value in values if name == "certainty"} >= {
        "certain", "probable", "possible", "withheld",
    }  # fmt: skip
    assert {value for name, value in values if name == "act"} >= {
        "statement", "confirm", "deny", "no_comment", "promise", "plan", "predict", "assess",
        "argue",
    }  # fmt: skip
    assert any(len(claim.content) > 1 for found in ALL.values()
               for claim in found.claims)  # fmt: skip


def test_links_cross_articles_and_every_end_exists() -> None:
    for who in WHO:
        claims = {
            (page.number, key): id_
            for page in PAGES
            for key, id_ in ALL[page.number, who].claim_keys.items()
        }
        made = [
            link
            for page in PAGES
            for link in links_of(
                who, page, article=page.number, layer=who, claims=claims, ids=lambda: "link"
            )
        ]
        types = Counter(link.type for link in made)
        assert types.keys() >= {"same_claim", "refutes", "updates", "supports", "elaborates"}
        assert all(SCHEME.link_type(name) is not None for name in types)


def test_the_two_annotators_differ_a_little() -> None:
    for page in PAGES:
        kim, lee = (
            {(mention.type, mention.spans) for mention in ALL[page.number, who].mentions}
            for who in WHO
        )
        assert kim != lee
        assert len(kim & lee) / len(kim | lee) > 0.75, page.page
