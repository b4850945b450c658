"""The finish list of one annotator."""

from dataclasses import replace

from tests.services.desk import LAYER, Desk

from juseok.services.finish import finish_list


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
