"""The finish list of one annotator."""

from dataclasses import replace

from tests.services.desk import LAYER, Desk

from juseok.core.brief import Brief
from juseok.services.tagging.finish import finish_list


def test_only_one_s_own_annotations_are_looked_at(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    theirs = replace(claim, id="theirs", layer="another")
    annotations = replace(desk.workspace.annotations, claims=(claim, theirs))
    found = finish_list(
        article=desk.workspace.article, annotations=annotations, scheme=desk.scheme, layer=LAYER
    )
    assert [(each.rule, each.objects) for each in found] == [
        ("source", (claim.id,)),
        ("quotation", ()),
    ]


def test_values_are_no_names(desk: Desk) -> None:
    desk.mention("새 반도체", type="QUANTITY")
    found = finish_list(
        article=desk.workspace.article,
        annotations=desk.workspace.annotations,
        scheme=desk.scheme,
        layer=LAYER,
    )
    assert "untagged" not in {each.rule for each in found}


def test_what_a_campaign_does_not_ask_for_is_not_looked_for(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    desk.mention("반도체", type="PRODUCT")
    annotations = replace(desk.workspace.annotations, claims=(claim,))

    def found(**how: frozenset[str]) -> set[str]:
        return {
            each.rule
            for each in finish_list(
                article=desk.workspace.article, annotations=annotations, scheme=desk.scheme,
                layer=LAYER, brief=Brief(**how),
            )
        }  # fmt: skip

    assert {"source", "quotation"} <= found()
    assert found(passes=frozenset({"mentions"})) == found() - {"source", "quotation"}
    assert "untagged" not in found(types=frozenset({"ORG"}))
    assert found(zones=frozenset({"caption"})) == (
        found() if not desk.workspace.article.zones else set()
    )
