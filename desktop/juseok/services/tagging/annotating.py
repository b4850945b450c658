"""One article's annotations in memory: what the window shows before the disk has it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import Final, TypeVar, cast

from msgspec import structs

from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Kind,
    Mention,
    Rejection,
    Relationship,
    Remark,
)
from juseok.core.ops import Action, Change
from juseok.core.records import check_fields, from_fields, prove_fields, to_body
from juseok.services.edits import KIND_OF, Annotation
from juseok.services.tagging.extents import BUCKET, buckets_of, extents, singly, size, targets_of
from juseok.store.fold import ObjectState, apply

Held = TypeVar("Held", Mention, Claim, ClaimLink, Relationship, Remark, Rejection)
_Key = tuple[int, int, str]

_KINDS: Final = (Mention, Claim, ClaimLink, Relationship, Remark, Rejection)


class ArticleWorkspace:
    """The annotations of one article that a viewer sees, with edits folded in at once.

    :meth:`apply` folds an action exactly as the project file will, and keeps it as pending
    until :meth:`settle`; :meth:`replace` puts what was read from the file below the pending
    actions.  Views are in text order, the outer before the inner.  All questions cost about
    as much as their answer.
    """

    def __init__(self, *, article: Article, annotations: ArticleAnnotations | None = None) -> None:
        self.article = article
        self._pending: list[Action] = []
        self._clear()
        self._load(annotations or ArticleAnnotations())

    @property
    def text(self) -> str:
        return self.article.text

    # -- changing

    def apply(self, action: Action) -> frozenset[str]:
        """Fold ``action`` in, if it proves; gives the ids of this article's that changed."""
        self.prove(action)
        self._pending.append(action)
        return self._fold(one for change in action.changes for one in singly(change))

    def prove(self, action: Action) -> None:
        """Raises ``SpanError`` where a span of this article is not what its text says, and
        ``AnnotationError`` where a record says nothing."""
        for change in (one for each in action.changes for one in singly(each)):
            check_fields(change.kind, change.body)
            if self._is_ours(change):
                prove_fields(change.kind, change.body, self.text)

    def settle(self, count: int = 1) -> None:
        """The oldest ``count`` pending actions are in the project file now."""
        del self._pending[:count]

    @property
    def pending(self) -> tuple[Action, ...]:
        """Actions that were applied and are not settled yet, oldest first."""
        return tuple(self._pending)

    def replace(self, annotations: ArticleAnnotations) -> frozenset[str]:
        """Take ``annotations`` as read from the file, with the pending actions on top.

        Gives the ids that differ from what was held before.
        """
        before = {obj: record for table in self._records.values() for obj, record in table.items()}
        self._clear()
        self._load(annotations)
        for action in self._pending:
            self._fold(one for change in action.changes for one in singly(change))
        after = {obj: record for table in self._records.values() for obj, record in table.items()}
        return frozenset(
            obj for obj in before.keys() | after.keys() if before.get(obj) != after.get(obj)
        )

    def refresh(self, records: Iterable[Annotation], gone: Iterable[str] = ()) -> frozenset[str]:
        """Take some objects as the file has them now, with the pending actions on top.

        What :meth:`replace` does, at the cost of what changed: after an undo, ``records`` are
        the objects it changed and ``gone`` the ids of those that are no more.  Gives the ids
        that were taken.
        """
        taken: set[str] = set()
        for record in records:
            body = to_body(record)
            self._folded[record.id] = ObjectState(record.id, KIND_OF[type(record)], body)
            taken.add(record.id)
        for obj in gone:
            held = self._state(obj)
            if held is not None:
                self._folded[obj] = structs.replace(held, fields={}, stub=True)
                taken.add(obj)
        for action in self._pending:
            for change in (one for each in action.changes for one in singly(each)):
                if change.obj in taken:
                    state = apply(self._folded[change.obj], change)
                    assert state is not None
                    self._folded[change.obj] = state
        for obj in sorted(taken, key=self._rank):
            self._refresh(obj)
        return frozenset(taken)

    # -- views

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self._view(Mention)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self._view(Claim)

    @property
    def claim_links(self) -> tuple[ClaimLink, ...]:
        return self._view(ClaimLink)

    @property
    def relationships(self) -> tuple[Relationship, ...]:
        return self._view(Relationship)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return self._view(Remark)

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        return self._view(Rejection)

    @property
    def annotations(self) -> ArticleAnnotations:
        """Everything as one value, for the services that take it."""
        return ArticleAnnotations(
            self.mentions,
            self.claims,
            self.claim_links,
            self.relationships,
            self.remarks,
            self.rejections,
        )

    def mention(self, obj: str) -> Mention | None:
        return self._get(Mention, obj)

    def claim(self, obj: str) -> Claim | None:
        return self._get(Claim, obj)

    def claim_link(self, obj: str) -> ClaimLink | None:
        return self._get(ClaimLink, obj)

    def relationship(self, obj: str) -> Relationship | None:
        return self._get(Relationship, obj)

    def remark(self, obj: str) -> Remark | None:
        return self._get(Remark, obj)

    def get(self, obj: str) -> Annotation | None:
        """Any live annotation by its id."""
        found = (table.get(obj) for table in self._records.values())
        return next((record for record in found if record is not None), None)

    # -- questions

    def mentions_at(self, offset: int) -> tuple[Mention, ...]:
        """The mentions with a fragment around ``offset``, the smallest first."""
        found = (
            mention
            for mention in self._in_bucket(Mention, offset)
            if any(span.start <= offset < span.end for span in mention.spans)
        )
        return tuple(sorted(found, key=size))

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that overlap ``[start, end)``, in text order."""
        ids: set[str] = set()
        for bucket in range(start // BUCKET, max(start, end - 1) // BUCKET + 1):
            ids |= self._buckets[Mention].get(bucket, set())
        table = cast("dict[str, Mention]", self._records[Mention])
        found = (
            table[obj]
            for obj in ids
            if any(span.start < end and start < span.end for span in table[obj].spans)
        )
        return tuple(sorted(found, key=lambda each: self._keys[each.id]))

    def next_mention(self, offset: int) -> Mention | None:
        """The first mention that starts after ``offset``."""
        order = self._order[Mention]
        at = bisect_right(order, (offset, 1, ""))
        return self.mention(order[at][2]) if at < len(order) else None

    def previous_mention(self, offset: int) -> Mention | None:
        """The last mention that starts before ``offset``."""
        order = self._order[Mention]
        at = bisect_left(order, (offset, -len(self.text) - 1, ""))
        return self.mention(order[at - 1][2]) if at else None

    def mentions_of(self, entity: str) -> tuple[Mention, ...]:
        """The mentions linked to ``entity``, in text order."""
        return tuple(self._referring(Mention, entity))

    def entities(self) -> Set[str]:
        """The entities that this article's mentions are linked to; kept up with the edits."""
        return self._entities.keys()

    def claims_at(self, offset: int) -> tuple[Claim, ...]:
        """The claims with content or cue around ``offset``, the smallest first."""
        found = (
            claim
            for claim in self._in_bucket(Claim, offset)
            if any(span.start <= offset < span.end for span in (*claim.content, *claim.cue))
        )
        return tuple(sorted(found, key=size))

    def claims_naming(self, target: str) -> tuple[Claim, ...]:
        """The claims in which a mention or an entity plays a role, or that are nested in it."""
        return tuple(self._referring(Claim, target))

    def relationships_of(self, mention: str) -> tuple[Relationship, ...]:
        """The relationships of which ``mention`` is an end, in text order."""
        return tuple(self._referring(Relationship, mention))

    def links_of(self, claim: str) -> tuple[ClaimLink, ...]:
        """The links from or to ``claim``, as far as this article knows them."""
        return tuple(self._referring(ClaimLink, claim))

    def remarks_on(self, target: str) -> tuple[Remark, ...]:
        return tuple(self._referring(Remark, target))

    # -- inside

    def _clear(self) -> None:
        self._folded: dict[str, ObjectState] = {}
        self._records: dict[type, dict[str, Annotation]] = {kind: {} for kind in _KINDS}
        self._order: dict[type, list[_Key]] = {kind: [] for kind in _KINDS}
        self._sequence: dict[type, list[Annotation]] = {kind: [] for kind in _KINDS}
        self._keys: dict[str, _Key] = {}
        self._views: dict[type, tuple[Annotation, ...]] = {}
        self._buckets: dict[type, dict[int, set[str]]] = {Mention: {}, Claim: {}}
        self._targets: dict[str, set[str]] = {}
        self._entities: dict[str, int] = {}

    def _load(self, annotations: ArticleAnnotations) -> None:
        self._fill(annotations.mentions)
        self._fill(annotations.claims)
        self._fill(annotations.relationships)
        self._fill(annotations.claim_links)
        self._fill(annotations.remarks)
        self._fill(annotations.rejections)

    def _fill(self, records: Sequence[Annotation]) -> None:
        """Take many records of one kind into an empty table."""
        for record in records:
            kind = type(record)
            self._records[kind][record.id] = record
            self._keys[record.id] = self._key(record)
            self._index(record)
        if records:
            kind = type(records[0])
            table = self._records[kind]
            self._order[kind] = sorted(self._keys[record.id] for record in records)
            self._sequence[kind] = [table[key[2]] for key in self._order[kind]]

    def _is_ours(self, change: Change) -> bool:
        if change.obj in self._keys or change.obj in self._folded:
            return True
        if change.kind not in KIND_OF.values() or "article" not in change.body:
            return False
        if change.body["article"] == self.article.id:
            return True
        ends = (change.body.get("head"), change.body.get("tail"))
        return change.kind == Kind.CLAIM_LINK and any(end in self._records[Claim] for end in ends)

    def _fold(self, changes: Iterable[Change]) -> frozenset[str]:
        touched: set[str] = set()
        for change in changes:
            if self._is_ours(change):
                state = apply(self._state(change.obj), change)
                if state is not None:
                    self._folded[change.obj] = state
                    touched.add(change.obj)
        # Mentions and claims first: what hangs on them is ordered by where they stand.
        for obj in sorted(touched, key=self._rank):
            self._refresh(obj)
        return frozenset(touched)

    def _state(self, obj: str) -> ObjectState | None:
        """What ``obj`` folded to; records as read from the file are unfolded when first edited."""
        record = self.get(obj) if obj not in self._folded else None
        if record is None:
            return self._folded.get(obj)
        return ObjectState(obj, KIND_OF[type(record)], to_body(record))

    def _rank(self, obj: str) -> tuple[bool, str]:
        return self._folded[obj].kind not in (Kind.MENTION, Kind.CLAIM), obj

    def _refresh(self, obj: str) -> None:
        folded = self._folded[obj]
        held = self.get(obj)
        if held is not None:
            self._take(held)
        if folded.live:
            record = cast("Annotation", from_fields(folded.kind, obj, folded.fields))
            self._put(record)
        self._reorder_dependents(obj)

    def _reorder_dependents(self, obj: str) -> None:
        """What hangs on ``obj`` stands where it stands, and so on outwards."""
        for dependent in sorted(self._targets.get(obj, ())):
            self._reorder(dependent)

    def _reorder(self, obj: str) -> None:
        record = self.get(obj)
        if record is None or isinstance(record, Mention | Claim):
            return
        key = self._key(record)
        if key != self._keys[obj]:
            self._take(record)
            self._put(record)
            self._reorder_dependents(obj)

    def _put(self, record: Annotation) -> None:
        kind = type(record)
        self._records[kind][record.id] = record
        key = self._keys[record.id] = self._key(record)
        at = bisect_left(self._order[kind], key)
        self._order[kind].insert(at, key)
        self._sequence[kind].insert(at, record)
        self._views.pop(kind, None)
        self._index(record)

    def _index(self, record: Annotation) -> None:
        if isinstance(record, Mention | Claim):
            buckets = self._buckets[type(record)]
            for bucket in buckets_of(extents(record)):
                buckets.setdefault(bucket, set()).add(record.id)
        for target in targets_of(record):
            self._targets.setdefault(target, set()).add(record.id)
        if isinstance(record, Mention) and record.entity:
            self._entities[record.entity] = self._entities.get(record.entity, 0) + 1

    def _take(self, record: Annotation) -> None:
        kind = type(record)
        del self._records[kind][record.id]
        at = bisect_left(self._order[kind], self._keys.pop(record.id))
        del self._order[kind][at]
        del self._sequence[kind][at]
        self._views.pop(kind, None)
        if isinstance(record, Mention | Claim):
            for bucket in buckets_of(extents(record)):
                self._buckets[kind][bucket].discard(record.id)
        for target in targets_of(record):
            self._targets[target].discard(record.id)
        if isinstance(record, Mention) and record.entity:
            left = self._entities.pop(record.entity) - 1
            if left:
                self._entities[record.entity] = left

    def _key(self, record: Annotation) -> _Key:
        match record:
            case Mention(spans=spans) | Claim(content=spans):
                return spans[0].start, -spans[-1].end, record.id
            case Rejection(spans=spans):
                return (spans[0].start if spans else -1), 0, record.id
            case Relationship(head=anchor) | ClaimLink(head=anchor) | Remark(target=anchor):
                start, end, _ = self._keys.get(anchor, (-1, -1, ""))
                return start, end, record.id

    def _view(self, kind: type[Held]) -> tuple[Held, ...]:
        found = self._views.get(kind)
        if found is None:
            found = self._views[kind] = tuple(self._sequence[kind])
        return cast("tuple[Held, ...]", found)

    def _get(self, kind: type[Held], obj: str) -> Held | None:
        return cast("Held | None", self._records[kind].get(obj))

    def _in_bucket(self, kind: type[Held], offset: int) -> Iterator[Held]:
        table = cast("Mapping[str, Held]", self._records[kind])
        ids = self._buckets[kind].get(offset // BUCKET, ())
        return map(table.__getitem__, ids)

    def _referring(self, kind: type[Held], target: str) -> list[Held]:
        found = map(partial(self._get, kind), self._targets.get(target, ()))
        return sorted((each for each in found if each is not None), key=self._place)

    def _place(self, record: Annotation) -> _Key:
        return self._keys[record.id]
