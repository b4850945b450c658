"""Two reviewers decide the same items apart and merge: one gold record, and quarrels that show."""

from collections.abc import Sequence
from contextlib import contextmanager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.kit import ARTICLE, TEXT
from tests.store.replicas import Replica

from juseok.core.adjudicate import items_of
from juseok.core.adjudicate_model import Standing, said_by, spans_of
from juseok.core.model import ArticleAnnotations, Claim, Kind, Mention, Value
from juseok.core.records import from_fields
from juseok.core.review_model import gold_layer_id
from juseok.core.spans import make_span
from juseok.services.review import reviewing
from juseok.services.review.page import ReviewPage
from juseok.store.fold import fold_log

law = settings(suppress_health_check=list(HealthCheck), deadline=None)


def span(start: int, end: int):
    return (make_span(TEXT, start, end),)


def mention(layer: str, name: str, start: int, end: int, kind: str, **values: str) -> Mention:
    attributes = {key: Value(value) for key, value in values.items()}
    return Mention(f"{layer}-{name}", layer, ARTICLE, kind, span(start, end), attributes=attributes)


LIKELY = {"certainty": Value("likely")}
LAYERS = {
    "a": ArticleAnnotations(
        mentions=(mention("a", "m", 0, 4, "ORG", form="name"), mention("a", "n", 25, 28, "PER")),
        claims=(Claim("a-c", "a", ARTICLE, span(6, 17), attributes=LIKELY),),
    ),
    "b": ArticleAnnotations(
        mentions=(mention("b", "m", 0, 5, "ORG"), mention("b", "n", 25, 28, "PER")),
        claims=(Claim("b-c", "b", ARTICLE, span(6, 9)), Claim("b-d", "b", ARTICLE, span(10, 17))),
    ),
}  # fmt: skip
ITEMS = items_of(LAYERS)


def page_of(replica: Replica) -> ReviewPage:
    """What a reviewer sees in a copy of the project."""
    states = [s for s in fold_log(replica.ops()).values() if s.live]
    records = [from_fields(s.kind, s.obj, s.fields) for s in states]
    gold = ArticleAnnotations(
        mentions=tuple(each for each in records if isinstance(each, Mention)),
        claims=tuple(each for each in records if isinstance(each, Claim)),
    )
    verdicts = tuple(r for s, r in zip(states, records, strict=True) if s.kind == Kind.VERDICT)
    contested = frozenset(s.obj for s in states if s.conflict)
    return ReviewPage(ARTICLE, LAYERS, ITEMS).after(
        gold=gold, verdicts=verdicts, contested=contested
    )


decisions = st.lists(
    st.tuples(
        st.integers(0, len(ITEMS) - 1),
        st.sampled_from(["a", "b", "reject", "none", "defer", "undo", "agreed"]),
    ),
    max_size=7,
)
Decisions = Sequence[tuple[int, str]]


def decide(replica: Replica, number: int, what: str) -> None:
    if what == "undo":
        replica.undo()
        return
    page, who = page_of(replica), replica.annotator
    judged = next(each for each in page.judged if each.item.key == ITEMS[number].key)
    if what == "agreed":
        choices = reviewing.agreed(page)
        action = reviewing.accept_all(page=page, choices=choices, annotator=who, code="all")
    elif what in LAYERS:
        action = reviewing.accept(page=page, judged=judged, layer=what, annotator=who)
    else:
        action = reviewing.decide(page=page, judged=judged, decision=what, annotator=who)
    if action is not None:
        replica.do(*action.changes)


@contextmanager
def merged(one: Decisions, other: Decisions):
    """Both reviewers' copies before they meet, and a third in which they have met."""
    copies = [Replica("ann", "r1"), Replica("bob", "r2"), Replica("eve", "r3")]
    try:
        for replica, script in zip(copies, (one, other), strict=False):
            for number, what in script:
                decide(replica, number, what)
        apart = [page_of(each) for each in copies[:2]]
        for each in copies[:2]:
            copies[2].merge(each.ops())
        yield apart, page_of(copies[2]), copies[2]
    finally:
        for each in copies:
            each.close()


def said(page: ReviewPage, key: str):
    """What stands in gold for an item, and what was decided."""
    judged = page.find(key)
    assert judged is not None
    records = sorted(
        (type(r).__name__, spans_of(r), tuple(sorted(said_by(r.attributes).items())))
        for r in judged.gold
        if isinstance(r, Mention | Claim)
    )
    return (judged.verdict.decision if judged.verdict else "", tuple(records))


@law
@given(decisions, decisions)
def test_one_record_stands_for_an_item_and_says_what_one_of_them_said(
    one: Decisions, other: Decisions
) -> None:
    with merged(one, other) as (apart, page, _):
        for item in ITEMS:
            judged = page.find(item.key)
            assert judged is not None
            ids = {record.id for each in apart for record in said_ids(each, item.key)}
            assert {record.id for record in judged.gold} <= ids
            assert len(judged.gold) <= max(map(len, item.members.values()))
            known = {record for each in apart for record in said(each, item.key)[1]}
            assert set(said(page, item.key)[1]) <= known
            assert all(record.layer == gold_layer_id() for record in judged.gold)


def said_ids(page: ReviewPage, key: str):
    judged = page.find(key)
    assert judged is not None
    return judged.gold


@law
@given(decisions, decisions)
def test_what_they_decided_differently_comes_back_and_nothing_else(
    one: Decisions, other: Decisions
) -> None:
    with merged(one, other) as (apart, page, _):
        for item in ITEMS:
            first, second = (said(each, item.key) for each in apart)
            judged = page.find(item.key)
            assert judged is not None
            if first[0] == second[0] == "defer":  # nobody has decided yet
                continue
            if first[0] and second[0] and first != second:
                assert judged.standing is Standing.CONTESTED
            if not first[0] or not second[0] or first == second:
                assert judged.standing is not Standing.CONTESTED


@law
@given(decisions, decisions, st.sampled_from(["a", "b", "reject", "none"]))
def test_deciding_again_settles_it(one: Decisions, other: Decisions, what: str) -> None:
    with merged(one, other) as (_, page, third):
        for number, item in enumerate(ITEMS):
            judged = page.find(item.key)
            if judged is not None and judged.standing is Standing.CONTESTED:
                decide(third, number, what)
        after = page_of(third)
        assert not [each for each in after.judged if each.standing is Standing.CONTESTED]
        if what in LAYERS:
            for judged in after.judged:
                before = page.find(judged.key)
                if before is not None and before.standing is Standing.CONTESTED:
                    assert len(judged.gold) == len(judged.item.members[what])


def test_a_reviewer_who_saw_the_others_decision_contests_nothing() -> None:
    with merged([(0, "a")], []) as (_, _, third):
        decide(third, 0, "reject")
        decide(third, 0, "b")
        assert page_of(third).judged[0].standing is Standing.JUDGED
        assert len(page_of(third).judged[0].gold) == 1
