"""Links and claims beyond one article."""

from dataclasses import replace

from tests.store.kit import ARTICLE, TEXT, Desk

from juseok.core.model import Claim, ClaimLink, Kind, Ref, Viewer
from juseok.core.ops import CREATE, DELETE, SET, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span

OTHER = "나루소프트는 “100% \\ 같다”고 했다."


def claim(desk: Desk, article: str, text: str, start: int, end: int) -> Claim:
    made = Claim(
        desk.project.ids(), desk.project.own_layer, article, (make_span(text, start, end),)
    )
    desk.do(Change(made.id, Kind.CLAIM, CREATE, to_body(made)))
    return made


def link(desk: Desk, head: Claim, tail: Claim) -> ClaimLink:
    made = ClaimLink(desk.project.ids(), head.layer, head.article, "supports", head.id, tail.id)
    desk.do(Change(made.id, Kind.CLAIM_LINK, CREATE, to_body(made)))
    return made


def test_a_link_is_found_from_both_of_its_ends(desk: Desk) -> None:
    other = desk.add_article(OTHER)
    head, tail = claim(desk, ARTICLE, TEXT, 0, 4), claim(desk, other, OTHER, 0, 5)
    alone = claim(desk, other, OTHER, 8, 10)
    made = link(desk, head, tail)
    viewer = desk.project.viewer()
    with desk.project.reader() as reader:
        assert reader.links_of(viewer, [head.id]) == [made]
        assert reader.links_of(viewer, [tail.id, alone.id]) == [made]
        assert reader.links_of(viewer, [alone.id]) == []
        assert reader.annotations(viewer, other).claim_links == ()
        assert reader.linked_annotations(viewer, other).claim_links == (made,)
        assert reader.linked_annotations(viewer, ARTICLE).claim_links == (made,)


def test_the_claims_are_found_that_name_an_entity_in_any_article(desk: Desk) -> None:
    other = desk.add_article(OTHER)
    viewer = desk.project.viewer()
    with desk.project.reader() as reader:
        assert reader.claims_naming(viewer, ["one"]) == []
    here, there, alone = (
        claim(desk, ARTICLE, TEXT, 0, 4), claim(desk, other, OTHER, 0, 5),
        claim(desk, other, OTHER, 8, 10),
    )  # fmt: skip
    desk.do(Change(here.id, Kind.CLAIM, SET, {"source": [["entity", "one"]]}))
    desk.do(Change(there.id, Kind.CLAIM, SET, {"object": [["entity", "two"]]}))
    desk.do(Change(alone.id, Kind.CLAIM, SET, {"note": "one two"}))
    with desk.project.reader() as reader:
        assert [c.source for c in reader.claims_naming(viewer, ["one"])] == [
            (Ref("entity", "one"),)
        ]
        found = reader.claims_naming(viewer, ["one", "two", "three"])
        assert {c.id for c in found} == {here.id, there.id}
        blind = Viewer(viewer.annotator, frozenset(), viewer.own_layer)
        assert reader.claims_naming(blind, ["one"]) == []


def test_a_link_is_found_no_more_once_it_is_gone_or_ends_elsewhere(desk: Desk) -> None:
    one, two, three = (claim(desk, ARTICLE, TEXT, at, at + 2) for at in (0, 2, 7))
    made = link(desk, one, two)
    viewer = desk.project.viewer()
    with desk.project.reader() as reader:

        def found() -> list[bool]:
            return [bool(reader.links_of(viewer, [each.id])) for each in (one, two, three)]

        desk.do(Change(made.id, Kind.CLAIM_LINK, SET, {"tail": three.id}))
        assert found() == [True, False, True]
        desk.do(Change(made.id, Kind.CLAIM_LINK, DELETE, {}))
        assert found() == [False, False, False]
        desk.project.writer.undo().result()
        assert found() == [True, False, True]


def test_links_of_unseen_layers_stay_unseen(desk: Desk) -> None:
    one, two = claim(desk, ARTICLE, TEXT, 0, 4), claim(desk, ARTICLE, TEXT, 7, 10)
    link(desk, one, two)
    blind = replace(desk.project.viewer(), visible_layers=frozenset())
    with desk.project.reader() as reader:
        assert reader.links_of(blind, [one.id]) == []


def test_claims_are_found_by_their_words_the_signs_of_like_included(desk: Desk) -> None:
    other = desk.add_article(OTHER)
    here, there = claim(desk, ARTICLE, TEXT, 7, 14), claim(desk, other, OTHER, 8, 17)
    viewer: Viewer = desk.project.viewer()
    with desk.project.reader() as reader:

        def found(text: str, **options: object) -> list[str]:
            hits = reader.find_claims(viewer, text, limit=9, **options)
            return [each.id for each in hits]

        assert found("100% \\ 같") == [there.id]
        assert found("10_%") == []
        assert sorted(found("")) == sorted([here.id, there.id])
        assert found("", apart=[other]) == [here.id]
