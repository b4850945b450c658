"""Gold under an older scheme: what was decided stays decided, and is asked again only where it
should be."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.services.agreement.test_agreement import Desk

from juseok.core.adjudicate_model import ItemSort, Judged, Standing
from juseok.core.errors import KnownError
from juseok.core.ids import derived_id
from juseok.core.model import How, Kind, Mention, Value, Viewer
from juseok.core.ops import SET, Change
from juseok.core.records import value_to_json
from juseok.core.review_model import gold_layer_id
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.services.review import reviewing
from juseok.services.review.feedback import read_feedback
from juseok.services.review.page import ReviewPage, read_page, sight_of
from juseok.services.scheme import scheme_edit
from juseok.services.scheme.migrating import migrate
from juseok.services.scheme.scheme_migrate import Old
from juseok.store.identity import Identity
from juseok.store.project import Project

TABLE = {Old("mention", "ORG"): "PRODUCT"}


class Review(Desk):
    """Two who are done with an article, and a reviewer."""

    mine: str
    theirs: str

    def page(self) -> ReviewPage:
        project = self.project
        project.writer.flush()
        with project.reader() as reader:
            sight = sight_of(reader, annotator=project.annotator, own_layer=project.own_layer,
                             register_layer=project.register_layer)  # fmt: skip
            return read_page(reader, sight, self.article, scheme=reader.scheme())

    def item(self, sort: ItemSort = ItemSort.MENTION) -> Judged:
        return next(each for each in self.page().judged if each.item.sort is sort)

    def accept(self) -> None:
        page = self.page()
        judged = next(e for e in page.judged if e.item.sort is ItemSort.MENTION)
        self.project.writer.commit(
            reviewing.accept(page=page, judged=judged, layer=self.layers["가"], annotator="라")
        )

    def gold(self) -> Mention:
        viewer = Viewer("", frozenset({gold_layer_id()}))
        self.project.writer.flush()
        with self.project.reader() as reader:
            (found,) = reader.annotations(viewer, self.article).mentions
        return found

    def retire(self) -> None:
        with self.project.reader() as reader:
            scheme = reader.scheme()
        item = replace(scheme.type("ORG"), retired=True)
        self.project.writer.commit(scheme_edit.change_type(scheme=scheme, item=item))

    def bring_over(self, mention: str, kind: str = "PRODUCT") -> None:
        """As its annotator's own migration does."""
        self.do(Change(mention, Kind.MENTION, SET, {"type": kind}))


@pytest.fixture
def review(tmp_path: Path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "라", tmp_path / "state")
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(tmp_path / "a.juseok", identity=identity, scheme=scheme) as project:
        made = Review(project)
        made.mine, made.theirs = (made.mention(who, "한빛전자") for who in ("가", "나"))
        for who in ("가", "나"):
            made.state(who, "finished")
        yield made


def test_a_verdict_stays_when_gold_is_brought_over_and_then_annotators_do(review: Review) -> None:
    review.accept()
    review.retire()
    assert migrate(project=review.project, table=TABLE, gold=True, dry=True).places == 1
    assert review.gold().type == "ORG"
    migrate(project=review.project, table=TABLE, gold=True)
    assert review.gold().type == "PRODUCT"
    assert review.item().standing is Standing.JUDGED
    for mention in (review.mine, review.theirs):
        review.bring_over(mention)
        assert review.item().standing is Standing.JUDGED
    review.bring_over(review.mine, "LAW")  # not what the table says
    assert review.item().standing is Standing.STALE


def test_a_verdict_holds_again_when_gold_follows_the_annotators(review: Review) -> None:
    review.accept()
    review.retire()
    review.bring_over(review.mine)
    assert review.item().standing is Standing.STALE
    migrate(project=review.project, table=TABLE, gold=True)
    assert review.item().standing is Standing.JUDGED


def test_who_edited_otherwise_meanwhile_is_asked_about(review: Review) -> None:
    review.accept()
    review.retire()
    review.bring_over(review.mine, "LAW")
    migrate(project=review.project, table=TABLE, gold=True)
    assert review.item().standing is Standing.STALE


def test_an_attribute_s_value_is_brought_over_with_its_verdict(review: Review) -> None:
    with review.project.reader() as reader:
        values = next(e for e in reader.scheme().attributes if e.id == "mention_form").values
    table = {Old("value", "once", "mention_form"): values[0].id}
    for mention in (review.mine, review.theirs):
        given = {"@mention_form": value_to_json(Value("once", How.HAND))}
        review.do(Change(mention, Kind.MENTION, SET, given))
    review.accept()
    migrate(project=review.project, table=table, gold=True)
    assert review.gold().attributes["mention_form"].value == values[0].id
    given = {"@mention_form": value_to_json(Value(values[0].id, How.HAND))}
    review.do(Change(review.mine, Kind.MENTION, SET, given))
    assert review.item().standing is Standing.JUDGED


def test_what_was_rejected_under_a_type_is_asked_again_under_another(review: Review) -> None:
    page = review.page()
    judged = next(e for e in page.judged if e.item.sort is ItemSort.MENTION)
    review.project.writer.commit(
        reviewing.decide(page=page, judged=judged, decision="reject", annotator="라",
                         reason="type")
    )  # fmt: skip
    review.mention("정답", "14일", "ORG")
    review.retire()
    migrate(project=review.project, table=TABLE, gold=True)
    assert review.item().standing is Standing.JUDGED  # nobody says anything new yet
    review.bring_over(review.mine)
    assert review.item().standing is Standing.STALE


def test_one_undo_takes_back_gold_and_what_verdicts_were_told(review: Review) -> None:
    review.accept()
    before = review.gold(), review.item().verdict
    review.retire()
    migrate(project=review.project, table=TABLE, gold=True)
    with review.project.reader() as reader:
        assert [op.verb for op in reader.ops_of(before[0].id)][-1] == SET
    review.project.writer.undo().result()
    assert (review.gold(), review.item().verdict) == before
    review.bring_over(review.mine)
    assert review.item().standing is Standing.STALE


def test_a_migration_is_no_correction_and_no_decision(review: Review) -> None:
    review.accept()
    own = Viewer(derived_id("person", "가"), frozenset({review.layers["가"]}), review.layers["가"])

    def feedback():
        with review.project.reader() as reader:
            (change,) = read_feedback(reader, own, reader.scheme()).changes
            return change.sort, change.at, reader.reviews.stands_by(change.verdict.id)

    before = feedback()
    assert before[0] == "kept"
    review.retire()
    migrate(project=review.project, table=TABLE, gold=True)
    assert feedback() == before
    review.bring_over(review.mine)
    assert feedback() == before


def test_only_who_leads_or_reviews_brings_gold_over(review: Review) -> None:
    review.accept()
    review.retire()
    lead = Change(derived_id("person", "가"), Kind.ANNOTATOR, SET, {"roles": ["lead"]})
    review.do(lead)
    with pytest.raises(KnownError, match="gold"):
        migrate(project=review.project, table=TABLE, gold=True)
    assert review.gold().type == "ORG"
