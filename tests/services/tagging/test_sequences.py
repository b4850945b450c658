"""Whatever a person does in whatever order: the annotations stay true and whole."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
from tests.services.desk import ARTICLE, LAYER, REGISTER, TEXT, Desk

from juseok.core.canon import canonical
from juseok.core.errors import AnnotationError
from juseok.core.messages import LANGUAGES, Message, catalogue
from juseok.core.model import Claim, Mention, Ref
from juseok.core.ops import Action
from juseok.core.records import check_fields, prove_fields, to_body
from juseok.core.spans import Spans, make_span
from juseok.services import edits
from juseok.services.bulk import tag_all_here as tagall_in_article
from juseok.services.edits import KIND_OF
from juseok.services.entities import entities
from juseok.services.tagging import (
    claim_edits,
    claim_links,
    claims,
    mentions,
    relationships,
    remarks,
)
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.spans_edit import without

Step = tuple[int, int, int, int]
Gesture = Callable[[Desk, int, int, int], Action | None]
T = TypeVar("T")

TYPES = ("PERSON", "ORG", "GPE", "TITLE", "DATE")


def _pick(items: tuple[T, ...], number: int) -> T | None:
    return items[number % len(items)] if items else None


def _spans(desk: Desk, number: int, length: int) -> Spans:
    start = number % (len(desk.text) - 1)
    return (make_span(desk.text, start, min(len(desk.text), start + 1 + length % 12)),)


def _add_mention(desk: Desk, a: int, b: int, c: int) -> Action | None:
    return mentions.add_mention(
        ids=desk.ids,
        article=ARTICLE,
        layer=LAYER,
        spans=_spans(desk, a, b),
        type=TYPES[c % 4],
        register_layer=REGISTER,
        index=desk.index,
    )


def _on_mention(desk: Desk, a: int, b: int, c: int) -> Action | None:
    mention = _pick(desk.workspace.mentions, a)
    if mention is None:
        return None
    match b % 8:
        case 0:
            return mentions.delete_mention(mention=mention, annotations=desk.workspace.annotations)
        case 1:
            return mentions.move_edge(
                text=desk.text,
                mention=mention,
                edge=("start", "end")[c % 2],
                steps=c % 9 - 4,
                unit=("grapheme", "eojeol")[c % 3 % 2],
                fragment=c % len(mention.spans),
            )
        case 2:
            return mentions.retype(
                ids=desk.ids,
                mention=mention,
                type=TYPES[c % 5],
                register_layer=REGISTER,
                index=desk.index,
                sole=len(desk.workspace.mentions_of(mention.entity)) == 1,
                link=c % 5 != 4,
            )
        case 3:
            (span,) = _spans(desk, c, b)
            return mentions.add_fragment(text=desk.text, mention=mention, span=span)
        case 4:
            (span,) = _spans(desk, c, b)
            return mentions.set_spans(mention=mention, spans=without(mention.spans, span))
        case 5:
            entity = _pick(tuple(desk.index), c)
            return entity and mentions.relink(mention=mention, entity=entity)
        case 6:
            return tagall_in_article.tag_occurrences(
                ids=desk.ids, text=desk.text, mention=mention, mentions=desk.workspace.mentions
            )
        case _:
            return entities.move_mentions(
                ids=desk.ids, register_layer=REGISTER, mentions=(mention,)
            )


def _add_claim(desk: Desk, a: int, b: int, c: int) -> Action | None:
    previous = _pick(desk.workspace.claims, c)
    if previous is not None and b % 3 == 0:
        return claims.same_speaker(ids=desk.ids, previous=previous, content=_spans(desk, a, b))
    return claims.new_claim(
        ids=desk.ids,
        article=ARTICLE,
        layer=LAYER,
        content=_spans(desk, a, b),
        defaults=claims.claim_defaults(desk.scheme),
    )


def _ref(desk: Desk, number: int) -> Ref:
    mention = _pick(desk.workspace.mentions, number)
    if mention is not None and number % 3 == 0:
        return Ref("mention", id=mention.id)
    if mention is not None and mention.entity and number % 3 == 1:
        return Ref("entity", id=mention.entity)
    return Ref("span", span=_spans(desk, number, 3)[0])


def _on_claim(desk: Desk, a: int, b: int, c: int) -> Action | None:
    claim, spans = _pick(desk.workspace.claims, a), _spans(desk, c, b)
    if claim is None:
        return None
    match b % 9:
        case 0:
            return claims.add_content(text=desk.text, claim=claim, spans=spans)
        case 1:
            return claims.remove_content(claim=claim, span=spans[0])
        case 2:
            return claims.cycle_source(claim=claim, selection=_ref(desk, c) if c % 2 else None)
        case 3:
            return claims.set_source(claim=claim, source=(*claim.source, _ref(desk, c)))
        case 4:
            return claims.add_cue(text=desk.text, claim=claim, spans=spans)
        case 5:
            role = ("affiliation", "medium", "time", "place", "object")[c % 5]
            return claims.set_role(claim=claim, role=role, refs=(_ref(desk, c),))
        case 6:
            return claims.set_modality(
                claim=claim,
                certainty=("certain", "possible")[c % 2],
                polarity=(None, "negative")[a % 2],
            )
        case 7:
            return claim_edits.split_claim(ids=desk.ids, claim=claim)
        case _:
            return claim_edits.delete_claim(claim=claim, annotations=desk.workspace.annotations)


def _two_claims(desk: Desk, a: int, b: int, c: int) -> Action | None:
    one, other = _pick(desk.workspace.claims, a), _pick(desk.workspace.claims, b)
    link = _pick(desk.workspace.claim_links, a)
    if one is None or other is None:
        return None
    now = desk.workspace.annotations
    type_id = ("supports", "same_claim", "refutes")[b % 3]
    match c % 5:
        case 0:
            return claim_edits.nest_claim(claim=one, outer=other, annotations=now)
        case 1:
            return claim_edits.merge_claims(
                text=desk.text, keep=one, other=other, annotations=now, scheme=desk.scheme
            )
        case 2:
            return link and claim_links.retype_claim_link(
                link=link, type=type_id, scheme=desk.scheme, existing=now.claim_links
            )
        case _:
            return claim_links.add_claim_link(
                ids=desk.ids,
                head=one,
                tail=other,
                type=type_id,
                scheme=desk.scheme,
                existing=now.claim_links,
            )


def _relate(desk: Desk, a: int, b: int, c: int) -> Action | None:
    head, tail = _pick(desk.workspace.mentions, a), _pick(desk.workspace.mentions, b)
    if head is None or tail is None:
        return None
    allowed = desk.scheme.allowed_relationships(head.type, tail.type)
    types = tuple(choice.type.id for choice in allowed if choice.allowed)
    return relationships.add_relationship(
        ids=desk.ids,
        text=desk.text,
        head=head,
        tail=tail,
        type=_pick(types, c) or "title_of",
        scheme=desk.scheme,
        existing=desk.workspace.relationships,
    )


def _on_relationship(desk: Desk, a: int, b: int, c: int) -> Action | None:
    edge = _pick(desk.workspace.relationships, a)
    if edge is None:
        return None
    head, tail = desk.workspace.mention(edge.head), desk.workspace.mention(edge.tail)
    assert head is not None
    assert tail is not None
    if b % 3 == 0:
        return relationships.flip(
            relationship=edge,
            head=head,
            tail=tail,
            scheme=desk.scheme,
            existing=desk.workspace.relationships,
        )
    if b % 3 == 1:
        return relationships.set_evidence(relationship=edge, evidence=_spans(desk, c, b))
    return relationships.delete_relationship(
        relationship=edge, annotations=desk.workspace.annotations
    )


def _on_anything(desk: Desk, a: int, b: int, c: int) -> Action | None:
    now = desk.workspace.annotations
    held = (*now.mentions, *now.claims, *now.relationships, *now.claim_links)
    record, remark = _pick(held, a), _pick(now.remarks, c)
    if b % 3 == 0 and remark is not None:
        return remarks.resolve(remark=remark, resolved=not remark.resolved)
    if record is None:
        return None
    if b % 3 == 1 and isinstance(record, Mention | Claim):
        return edits.set_attribute(record=record, attribute="uncertain", value=bool(c % 2))
    return remarks.park_question(
        ids=desk.ids, layer=LAYER, article=ARTICLE, target=record.id, text="?" * (c % 3)
    )


def _on_entity(desk: Desk, a: int, b: int, c: int) -> Action | None:
    held = tuple(sorted(desk.index, key=lambda each: each.id))
    entity, other = _pick(held, a), _pick(held, c)
    if entity is None or other is None:
        return None
    own = desk.workspace.mentions_of(entity.id)
    match b % 6:
        case 0:
            return entities.rename_entity(entity=entity, name=f"이름 {c}")
        case 1:
            return entities.retype_entity(entity=entity, type=TYPES[c % 4], mentions=own)
        case 2:
            return entities.add_alias(entity=entity, alias=f"별칭{c}")
        case 3:
            return entities.merge_entities(
                ids=desk.ids, register_layer=REGISTER, one=entity, other=other, index=desk.index
            )
        case 4:
            return entities.split_entity(
                ids=desk.ids, register_layer=REGISTER, entity=entity, index=desk.index
            )
        case _:
            group = desk.index.members(entity.id)
            uses = sum(
                len(desk.workspace.mentions_of(each)) + len(desk.workspace.claims_naming(each))
                for each in group
            )
            return entities.delete_group(entity=entity, uses=uses, index=desk.index)


GESTURES: tuple[Gesture, ...] = (
    _add_mention,
    _add_mention,
    _on_mention,
    _add_claim,
    _on_claim,
    _on_claim,
    _two_claims,
    _relate,
    _on_relationship,
    _on_anything,
    _on_entity,
)

step = st.tuples(
    st.integers(0, len(GESTURES) - 1),
    st.integers(0, 400),
    st.integers(0, 400),
    st.integers(0, 400),
)
# Long sequences meet what few steps cannot; short ones shrink well.
steps = st.lists(step, max_size=20) | st.lists(step, min_size=40, max_size=80)


def perform(desk: Desk, steps: list[Step]) -> list[Action]:
    """Do what ``steps`` say; gives the actions.  A refusal is an answer, too: of a service, or
    of a record that would be nothing but a blank."""
    done: list[Action] = []
    for gesture, a, b, c in steps:
        try:
            action = GESTURES[gesture](desk, a, b, c)
            if action is not None:
                desk.workspace.prove(action)  # as the window does before it folds anything
        except AnnotationError as refused:
            _assert_readable(refused.message)
            continue
        if action is not None:
            done.append(desk.do(action))
    return done


def _assert_readable(message: Message) -> None:
    for language in LANGUAGES:
        assert message.code in catalogue(language)
    for value in message.params.values():
        if isinstance(value, Message):
            _assert_readable(value)


def assert_whole(desk: Desk) -> None:
    """Every span is proved, and nothing live points to what is not there."""
    now = desk.workspace.annotations
    for record in (*now.mentions, *now.claims, *now.relationships):
        check_fields(KIND_OF[type(record)], to_body(record))
        prove_fields(KIND_OF[type(record)], to_body(record), desk.text)
    mention_ids = {each.id for each in now.mentions}
    parents = {each.id: each.nested_in for each in now.claims}
    for mention in now.mentions:
        assert mention.spans
        assert not mention.entity or mention.entity in desk.index
    for edge in now.relationships:
        assert {edge.head, edge.tail} <= mention_ids
    for link in now.claim_links:
        assert {link.head, link.tail} <= parents.keys()
        assert link.head != link.tail
    for claim in now.claims:
        assert claim.content
        assert (claim.source_state == "given") == bool(claim.source)
        for role in claims.ROLES:
            for ref in getattr(claim, role):
                assert ref.sort != "mention" or ref.id in mention_ids
                assert ref.sort != "entity" or ref.id in desk.index
        assert_not_in_itself(claim.id, parents)
    targets = mention_ids | parents.keys()
    targets |= {each.id for each in (*now.relationships, *now.claim_links)}
    assert {remark.target for remark in now.remarks} <= targets


def assert_not_in_itself(claim: str, parents: dict[str, str]) -> None:
    outer, seen = parents[claim], {claim}
    while outer:
        assert outer in parents
        assert outer not in seen
        seen.add(outer)
        outer = parents[outer]


@given(steps)
def test_any_sequence_leaves_the_annotations_true_and_whole(steps: list[Step]) -> None:
    desk = Desk()
    for action in perform(desk, steps):
        _assert_readable(action.label)
        assert action.changes
        for change in action.changes:
            canonical(change.body)
    assert_whole(desk)


@given(steps)
def test_a_workspace_kept_up_answers_like_one_read_anew(steps: list[Step]) -> None:
    desk = Desk()
    perform(desk, steps)
    kept, now = desk.workspace, desk.workspace.annotations
    fresh = ArticleWorkspace(article=kept.article, annotations=now)
    assert fresh.annotations == now
    for offset in range(-1, len(TEXT) + 1, 7):
        assert kept.mentions_at(offset) == fresh.mentions_at(offset)
        assert kept.claims_at(offset) == fresh.claims_at(offset)
        assert kept.next_mention(offset) == fresh.next_mention(offset)
        assert kept.previous_mention(offset) == fresh.previous_mention(offset)
    for mention in now.mentions:
        assert kept.mentions_of(mention.entity) == fresh.mentions_of(mention.entity)
        assert kept.relationships_of(mention.id) == fresh.relationships_of(mention.id)
        assert kept.claims_naming(mention.id) == fresh.claims_naming(mention.id)
        assert kept.remarks_on(mention.id) == fresh.remarks_on(mention.id)


@given(steps, st.integers(0, 40))
def test_what_is_pending_stays_on_top_of_what_is_read(steps: list[Step], saved: int) -> None:
    desk, file = Desk(), Desk()
    actions = perform(desk, steps)
    for action in actions[:saved]:
        file.workspace.apply(action)
    desk.workspace.settle(min(saved, len(actions)))
    before = desk.workspace.annotations
    assert desk.workspace.replace(file.workspace.annotations) == frozenset()
    assert desk.workspace.annotations == before
