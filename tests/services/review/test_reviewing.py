"""Verdicts as actions: what goes into gold, what it points to there, and what a rule may take."""

import pytest

from juseok.core.adjudicate import items_of
from juseok.core.adjudicate_model import ItemSort, Standing
from juseok.core.errors import KnownError
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    Kind,
    Mention,
    Ref,
    Relationship,
    Value,
)
from juseok.core.ops import DELETE
from juseok.core.records import from_fields
from juseok.core.review_model import Verdict, gold_layer_id
from juseok.core.spans import make_span
from juseok.services.review import reviewing
from juseok.services.review.gold import Rule, choices_by, gold_by_rule
from juseok.services.review.page import ReviewPage, read_page, sight_of
from juseok.services.starter import create_starter
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.store.identity import Identity
from juseok.store.project import Project

TEXT = "한빛전자가 부산에서 새 공장을 연다고 밝혔다. 김하늘 대표가 말했다."
GOLD = gold_layer_id()


def at(words):
    start = TEXT.index(words)
    return (make_span(TEXT, start, start + len(words)),)


def mention(name, layer, words, kind="ORG", **more):
    return Mention(name, layer, "a", kind, at(words), **more)


def claim(name, layer, words, **more):
    return Claim(name, layer, "a", at(words), **more)


class Table:
    """A review of one article, in memory; actions are folded as the window does it."""

    def __init__(self, **layers):
        from juseok.core.model import Article, Metadata

        held = {name: ArticleAnnotations(**kinds) for name, kinds in layers.items()}
        self.page = ReviewPage("a", held, items_of(held)).after()
        self.workspace = ArticleWorkspace(article=Article("a", TEXT, (), Metadata(), 1))

    def item(self, words, sort=ItemSort.MENTION):
        found = (j for j in self.page.judged if j.item.words == words and j.item.sort is sort)
        return next(found)

    def do(self, action):
        self.workspace.apply(action)
        verdicts = {each.id: each for each in self.page.verdicts}
        for change in action.changes:
            if change.kind == Kind.VERDICT:
                verdicts[change.obj] = from_fields(change.kind, change.obj, change.body)
        self.page = self.page.after(
            gold=self.workspace.annotations, verdicts=tuple(verdicts.values())
        )
        return action

    def accept(self, words, layer, sort=ItemSort.MENTION, **more):
        return self.do(
            reviewing.accept(
                page=self.page, judged=self.item(words, sort), layer=layer, annotator="me",
                **more,
            )
        )  # fmt: skip

    def decide(self, words, decision, **more):
        return self.do(
            reviewing.decide(
                page=self.page, judged=self.item(words), decision=decision, annotator="me",
                **more,
            )
        )  # fmt: skip

    def many(self, choices):
        action = reviewing.accept_all(page=self.page, choices=choices, annotator="me", code="all")
        return self.do(action) if action else None


def two(**more):
    return Table(
        a={"mentions": (mention("a1", "a", "한빛전자", **more),)},
        b={"mentions": (mention("b1", "b", "한빛전자", "PER"),)},
    )


def test_a_copy_keeps_what_it_says_and_remembers_where_it_came_from():
    table = two(entity="e", attributes={"form": Value("name")})
    table.accept("한빛전자", "a")
    (copy,) = table.workspace.mentions
    assert (copy.layer, copy.derived_from, copy.entity) == (GOLD, "a1", "e")
    assert copy.attributes == {"form": Value("name")}
    judged = table.item("한빛전자")
    assert judged.standing is Standing.JUDGED
    assert (judged.verdict.taken, judged.verdict.made) == ("a1", copy.id)
    assert [target for target, _ in judged.verdict.targets] == ["a1", "b1"]


def test_another_version_is_set_on_what_gold_has():
    table = two(attributes={"form": Value("name")})
    table.accept("한빛전자", "a")
    (before,) = table.workspace.mentions
    table.accept("한빛전자", "b")
    (after,) = table.workspace.mentions
    assert (after.id, after.type, after.derived_from) == (before.id, "PER", "b1")
    assert after.attributes["form"].value is None


def test_rejecting_takes_the_copy_away_and_keeps_the_reason():
    table = two()
    table.accept("한빛전자", "a")
    table.decide("한빛전자", "reject", reason="boundary", note="이")
    assert not table.workspace.mentions
    verdict = table.item("한빛전자").verdict
    assert (verdict.decision, verdict.reason, verdict.note) == ("reject", "boundary", "이")


def test_putting_off_leaves_gold_as_it_is():
    table = two()
    table.accept("한빛전자", "a")
    action = table.decide("한빛전자", "defer")
    assert all(change.verb != DELETE for change in action.changes)
    assert len(table.workspace.mentions) == 1


def side(layer, kind="in"):
    return {
        "mentions": (
            mention(f"{layer}1", layer, "한빛전자"), mention(f"{layer}2", layer, "부산", "LOC"),
        ),
        "relationships": (Relationship(f"{layer}r", layer, "a", kind, f"{layer}1", f"{layer}2"),),
        "claims": (
            claim(f"{layer}c", layer, "새 공장을 연다", source=(Ref("mention", id=f"{layer}1"),),
                  source_state="given"),
        ),
    }  # fmt: skip


def test_what_joins_two_mentions_needs_them_in_gold():
    table = Table(a=side("a"), b=side("b", "of"))
    with pytest.raises(KnownError) as refused:
        table.accept("한빛전자 → 부산", "a", ItemSort.RELATIONSHIP)
    assert refused.value.message.code == "review.ends"


def test_ends_and_sources_lead_to_gold_whosever_mention_was_taken():
    table = Table(a=side("a"), b=side("b", "of"))
    table.accept("한빛전자", "b")
    table.accept("부산", "a")
    table.accept("한빛전자 → 부산", "a", ItemSort.RELATIONSHIP)
    table.accept("새 공장을 연다", "a", ItemSort.CLAIM)
    first, second = table.workspace.mentions
    (edge,) = table.workspace.relationships
    (said,) = table.workspace.claims
    assert (edge.head, edge.tail) == (first.id, second.id)
    assert said.source == (Ref("mention", id=first.id),)


def test_a_source_that_gold_has_not_becomes_its_words():
    table = Table(a=side("a"), b=side("b"))
    table.accept("새 공장을 연다", "a", ItemSort.CLAIM)
    (said,) = table.workspace.claims
    assert said.source == (Ref("span", span=at("한빛전자")[0]),)


def test_everything_at_once_goes_ends_first():
    table = Table(a=side("a"), b=side("b"))
    table.many(reviewing.agreed(table.page))
    assert len(table.workspace.mentions) == 2
    assert len(table.workspace.relationships) == len(table.workspace.claims) == 1
    assert not [each for each in table.page.judged if each.waits]
    assert table.many(reviewing.agreed(table.page)) is None


def test_one_claim_for_two_and_back():
    first, second = "부산에서 새 공장을 연다", "김하늘 대표가"
    whole = Claim("a1", "a", "a", (*at(first), *at(second)))
    table = Table(
        a={"claims": (whole,)},
        b={"claims": (claim("b1", "b", first), claim("b2", "b", second))},
    )
    words = f"{first} {second}"
    table.accept(words, "b", ItemSort.CLAIM)
    assert [each.derived_from for each in table.workspace.claims] == ["b1", "b2"]
    table.accept(words, "a", ItemSort.CLAIM)
    assert [each.derived_from for each in table.workspace.claims] == ["a1"]


def test_one_mention_for_two_and_back():
    table = Table(
        a={"mentions": (mention("a1", "a", "김하늘 대표", "PER"),)},
        b={"mentions": (mention("b1", "b", "김하늘", "PER"), mention("b2", "b", "대표", "PER"))},
    )
    (item,) = table.page.items
    table.accept(item.words, "b")
    assert [each.derived_from for each in table.workspace.mentions] == ["b1", "b2"]
    table.accept(item.words, "a")
    assert [each.derived_from for each in table.workspace.mentions] == ["a1"]


def test_which_entity_is_decided_once_and_holds_for_what_comes():
    table = Table(
        a={"mentions": (mention("a1", "a", "한빛전자", entity="x"),)},
        b={"mentions": (mention("b1", "b", "한빛전자", entity="y"),)},
    )
    assert not reviewing.agreed(table.page)  # the entity is open
    table.accept("한빛전자", "b", ItemSort.ENTITY)
    assert reviewing.agreed(table.page)
    table.accept("한빛전자", "a")
    assert table.workspace.mentions[0].entity == "y"
    table.accept("한빛전자", "a", ItemSort.ENTITY)
    assert table.workspace.mentions[0].entity == "x"


def voters(*types):
    return Table(
        **{
            f"L{n}": {"mentions": (mention(f"m{n}", f"L{n}", "한빛전자", kind),) if kind else ()}
            for n, kind in enumerate(types)
        }
    )


@pytest.mark.parametrize(
    ("types", "strategy", "taken"),
    [
        (("ORG", "ORG", "PER"), "unanimous", []),
        (("ORG", "ORG", "ORG"), "unanimous", ["L0"]),
        (("ORG",), "unanimous", []),
        (("ORG", "PER", "PER"), "majority", ["L1"]),
        (("ORG", "PER"), "majority", []),
        (("ORG",), "majority", []),
        (("ORG", "ORG", "", ""), "majority", []),
        (("ORG", "ORG", "PER", "PER"), "threshold", []),
        (("ORG", "ORG", "PER"), "threshold", ["L0"]),
        (("ORG", "ORG", "", ""), "threshold", []),
    ],
)
def test_a_rule_leaves_ties_to_people(types, strategy, taken):
    assert [layer for _, layer in choices_by(voters(*types).page, strategy)] == taken


def test_a_rule_leaves_alone_what_a_person_judged():
    table = voters("ORG", "ORG", "ORG")
    table.decide("한빛전자", "none")
    assert not choices_by(table.page, "unanimous")


# -- on the starter project, through its file


@pytest.fixture
def starter(tmp_path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    path = tmp_path / "s.juseok"
    create_starter(path, identity)
    with Project.open(path, identity=identity) as project:
        yield project


def pages(project):
    with project.reader() as reader:
        sight = sight_of(
            reader, annotator=project.annotator, own_layer=project.own_layer,
            register_layer=project.register_layer,
        )  # fmt: skip
        scheme = reader.scheme()
        waiting = reader.reviews.waiting(sight.annotators)
        return [read_page(reader, sight, each.article, scheme=scheme) for each in waiting]


def test_gold_by_a_rule_is_whole_and_running_it_again_only_adds(starter):
    first = gold_by_rule(project=starter, rule=Rule("unanimous"))
    assert first.accepted > 300
    assert first.left
    again = gold_by_rule(project=starter, rule=Rule("unanimous"))
    assert (again.accepted, again.left) == (0, first.left)
    for page in pages(starter):
        mentions = {each.id for each in page.gold.mentions}
        for edge in page.gold.relationships:
            assert {edge.head, edge.tail} <= mentions
        for said in page.gold.claims:
            assert {ref.id for ref in said.source if ref.sort == "mention"} <= mentions
        assert all(each.derived_from for each in page.gold.mentions)


def test_one_undo_takes_it_back_and_once_more_it_gives_the_same(starter):
    gold_by_rule(project=starter, rule=Rule("unanimous"))
    before = [(page.gold, page.verdicts) for page in pages(starter)]
    assert all(isinstance(each, Verdict) for _, verdicts in before for each in verdicts)
    starter.writer.undo().result()
    assert not any(page.gold.mentions or page.verdicts for page in pages(starter))
    gold_by_rule(project=starter, rule=Rule("unanimous"))
    assert [(page.gold, page.verdicts) for page in pages(starter)] == before


def test_only_counting_does_nothing_and_what_is_stopped_leaves_nothing(starter):
    counted = gold_by_rule(project=starter, rule=Rule("majority"), dry=True)
    stops = iter([False, False, False])
    stopped = gold_by_rule(
        project=starter, rule=Rule("majority"), cancelled=lambda: next(stops, True)
    )
    assert stopped.cancelled
    assert not any(page.gold.mentions or page.verdicts for page in pages(starter))
    assert gold_by_rule(project=starter, rule=Rule("majority")) == counted


def test_whoever_is_at_work_on_an_article_sees_nobody_elses(starter):
    unfinished = [page for page in pages(starter) if page.unfinished]
    assert len(unfinished) == 2
    both = next(page for page in unfinished if len(page.unfinished) == 2)
    assert not both.layers
    assert not both.items
