"""What a campaign asks for: kinds, types, zones; of several what any of them asks."""

from juseok.core.brief import EVERYTHING, Brief
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Mention,
    Relationship,
    Zone,
    ZoneRole,
)
from juseok.core.review_model import Campaign
from juseok.core.spans import make_span

TEXT = "제목\n부산에서 한빛전자가 말했다."
ZONES = (Zone(0, 2, ZoneRole.TITLE), Zone(3, len(TEXT), ZoneRole.BODY))


def words(quote):
    start = TEXT.index(quote)
    return (make_span(TEXT, start, start + len(quote)),)


TITLE = Mention("m0", "l", "a", "ORG", words("제목"))
PLACE = Mention("m1", "l", "a", "LOC", words("부산"))
MAKER = Mention("m2", "l", "a", "ORG", words("한빛전자"))
CLAIM = Claim("c0", "l", "a", words("말했다"))
LINK = ClaimLink("k0", "l", "a", "same", "c0", "c1")
EDGE = Relationship("r0", "l", "a", "at", "m2", "m1", ())
ALL = ArticleAnnotations((TITLE, PLACE, MAKER), (CLAIM,), (LINK,), (EDGE,))


def kept(zones=ZONES, **how):
    found = Brief(**{name: frozenset(each) for name, each in how.items()}).kept(ALL, zones)
    rows = (found.mentions, found.claims, found.claim_links, found.relationships)
    return {each.id for row in rows for each in row}


def test_of_everything_nothing_is_left_out():
    assert EVERYTHING.is_whole
    assert EVERYTHING.kept(ALL, ZONES) is ALL


def test_a_pass_is_a_kind_and_links_go_with_claims():
    assert kept(passes=["claims"]) == {"c0", "k0"}
    assert kept(passes=["relationships"]) == {"r0"}
    assert kept(passes=["mentions"]) == {"m0", "m1", "m2"}


def test_a_type_is_that_of_mentions_and_an_edge_needs_both_ends():
    assert kept(types=["ORG"]) == {"m0", "m2", "c0", "k0"}
    assert kept(types=["ORG", "LOC"]) == {"m0", "m1", "m2", "c0", "k0", "r0"}


def test_a_zone_is_where_something_begins_and_without_zones_all_is_asked():
    assert kept(zones=ZONES) == kept(zones=()) == {"m0", "m1", "m2", "c0", "k0", "r0"}
    only = Brief(zones=frozenset({"body"}))
    assert {each.id for each in only.kept(ALL, ZONES).mentions} == {"m1", "m2"}
    assert {each.id for each in only.kept(ALL, ()).mentions} == {"m0", "m1", "m2"}


def test_of_several_campaigns_what_any_asks_for():
    one = Campaign("1", "1", passes=("mentions",), types=("ORG",), zones=("body",))
    other = Campaign("2", "2", passes=("claims",), types=("LOC",))
    both = Brief.of([one, other])
    assert both == Brief(frozenset({"mentions", "claims"}), frozenset({"ORG", "LOC"}), frozenset())
    assert Brief.of([]) == EVERYTHING
    assert Brief.of([Campaign("3", "3")]).is_whole
