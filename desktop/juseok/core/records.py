"""Between the records of ``core.model`` and the registers of the log.

A record's fields are registers of the same name; each attribute is a register of its own
(``@certainty``), so that two people who change two attributes both keep their change.
:data:`SPECS` says, per kind, which record it is and which fields hold spans or references;
the fold, the doctor, the formats and the services all read it from here.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, TypeAlias, cast

from juseok.core.bodies import claim_body, entity_body, mention_body, relationship_body
from juseok.core.errors import AnnotationError, SpanError
from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    Annotator,
    ArticleState,
    Claim,
    ClaimLink,
    Entity,
    EntityChange,
    How,
    Kind,
    Layer,
    Mention,
    Ref,
    Refs,
    Rejection,
    Relationship,
    Remark,
    Value,
)
from juseok.core.ops import Body, Json
from juseok.core.recipe import Recipe, Release, SavedMap
from juseok.core.review_model import (
    Assignment,
    Campaign,
    Comment,
    Guideline,
    PassState,
    ReviewState,
    Ruling,
    Verdict,
)
from juseok.core.spans import Span, Spans, prove, proves, spans_from_json
from juseok.core.text import is_blank

Record: TypeAlias = (
    Annotator
    | Layer
    | ArticleState
    | Entity
    | Mention
    | Claim
    | ClaimLink
    | Relationship
    | Remark
    | Rejection
    | Campaign
    | Assignment
    | PassState
    | ReviewState
    | Verdict
    | Comment
    | Guideline
    | Ruling
    | EntityChange
    | Recipe
    | SavedMap
    | Release
)
Fields: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True)
class Spec:
    """What a kind's fields mean.

    ``spans`` and ``refs`` name the fields that hold span lists and role references;
    ``links`` those that hold the id of another object; ``required`` those a live object needs.
    """

    record: type[Any]
    spans: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(item.name for item in dataclasses.fields(self.record)) - {
            "id",
            "attributes",
        }

    @cached_property
    def span_names(self) -> tuple[str, ...]:
        """``spans`` in the order of the record, so that the first fault is always the same."""
        return self._in_order(self.spans)

    @cached_property
    def ref_names(self) -> tuple[str, ...]:
        """As :attr:`span_names`, of ``refs``."""
        return self._in_order(self.refs)

    def _in_order(self, names: frozenset[str]) -> tuple[str, ...]:
        return tuple(each.name for each in dataclasses.fields(self.record) if each.name in names)

    @cached_property
    def has_id(self) -> bool:
        return any(item.name == "id" for item in dataclasses.fields(self.record))


SPECS: Final[Mapping[str, Spec]] = {
    Kind.ANNOTATOR: Spec(Annotator, required=frozenset({"name"})),
    Kind.LAYER: Spec(Layer, links=frozenset({"annotator"}), required=frozenset({"role"})),
    Kind.ARTICLE_STATE: Spec(ArticleState, required=frozenset({"layer", "article"})),
    Kind.ENTITY: Spec(Entity, required=frozenset({"layer", "type", "name"})),
    Kind.ENTITY_CHANGE: Spec(
        EntityChange, links=frozenset({"target"}), required=frozenset({"layer", "target"})
    ),
    Kind.MENTION: Spec(
        Mention,
        spans=frozenset({"spans"}),
        links=frozenset({"entity"}),
        required=frozenset({"layer", "article", "type", "spans"}),
    ),
    Kind.CLAIM: Spec(
        Claim,
        spans=frozenset({"content", "cue"}),
        refs=frozenset({"source", "affiliation", "medium", "time", "place", "object"}),
        links=frozenset({"nested_in"}),
        required=frozenset({"layer", "article", "content"}),
    ),
    Kind.CLAIM_LINK: Spec(
        ClaimLink,
        links=frozenset({"head", "tail"}),
        required=frozenset({"layer", "article", "type", "head", "tail"}),
    ),
    Kind.RELATIONSHIP: Spec(
        Relationship,
        spans=frozenset({"evidence"}),
        links=frozenset({"head", "tail"}),
        required=frozenset({"layer", "article", "type", "head", "tail"}),
    ),
    Kind.REMARK: Spec(Remark, required=frozenset({"layer", "article", "target", "sort", "text"})),
    Kind.REJECTION: Spec(
        Rejection,
        spans=frozenset({"spans"}),
        required=frozenset({"layer", "article", "suggestion"}),
    ),
    Kind.CAMPAIGN: Spec(Campaign, required=frozenset({"name"})),
    Kind.ASSIGNMENT: Spec(Assignment, required=frozenset({"campaign", "article", "annotator"})),
    Kind.PASS_STATE: Spec(PassState, required=frozenset({"layer", "article", "campaign", "part"})),
    Kind.REVIEW_STATE: Spec(ReviewState, required=frozenset({"campaign", "article"})),
    Kind.VERDICT: Spec(Verdict, required=frozenset({"layer", "article", "item", "decision"})),
    Kind.COMMENT: Spec(Comment, required=frozenset({"article", "target", "text", "annotator"})),
    Kind.GUIDELINE: Spec(Guideline, required=frozenset({"text"})),
    Kind.RULING: Spec(Ruling, required=frozenset({"number", "text"})),
    Kind.RECIPE: Spec(Recipe, required=frozenset({"name"})),
    Kind.LABEL_MAP: Spec(SavedMap, required=frozenset({"name", "text"})),
    Kind.RELEASE: Spec(Release, required=frozenset({"name", "heads"})),
}

_WORDING: Final[Mapping[str, tuple[str, str]]] = {
    Kind.ENTITY: ("name", "annotate.entity.no_name"),
    Kind.MENTION: ("spans", "annotate.mention.blank"),
    Kind.CLAIM: ("content", "annotate.claim.blank"),
}
"""Per kind the register that says what it is about, and the refusal of a blank one."""


def to_body(record: Record) -> Body:
    """The registers of ``record`` for a ``create``; its id is not among them.

    Fields that hold their default are left out, but for required ones.
    """
    if type(record) is Mention:
        return mention_body(record)
    if type(record) is Claim:
        return claim_body(record)
    if type(record) is Relationship:
        return relationship_body(record)
    if type(record) is Entity:
        return entity_body(record)
    body: dict[str, Json] = {}
    for name, default in _defaults(type(record)):
        value = getattr(record, name)
        if name == "attributes":
            for key, attribute in cast("Mapping[str, Value]", value).items():
                body[ATTRIBUTE_PREFIX + key] = cast("Json", attribute.to_json())
        elif default is dataclasses.MISSING or value != default:
            body[name] = value if type(value) is str else value_to_json(value)
    return body


@cache
def _defaults(record: type[Record]) -> tuple[tuple[str, object], ...]:
    """Each field but the id, with its default or ``MISSING``."""
    fields = dataclasses.fields(record)
    return tuple((item.name, item.default) for item in fields if item.name != "id")


def value_to_json(value: object) -> Json:
    """One field's value as it stands in the log: spans, references, enums, tuples or scalars."""
    if isinstance(value, Value):
        return cast("Json", value.to_json())
    if isinstance(value, Span | Ref):
        return cast("Json", value.to_json())
    if isinstance(value, tuple):
        return [value_to_json(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, How):
        return value.value
    return cast("Json", value)


def from_fields(kind: str, obj: str, fields: Fields) -> Record | None:
    """The record of object ``obj``; None for a kind that has no record.

    Registers the record does not know are left out here and stay in the log.  Raises
    ``SpanError`` or ``ValueError`` where a register does not have its shape.
    """
    spec = SPECS.get(kind)
    if spec is None:
        return None
    values: dict[str, object] = {}
    attributes: dict[str, Value] = {}
    names = spec.names
    for name, raw in fields.items():
        if name[:1] == ATTRIBUTE_PREFIX:
            attributes[name[1:]] = _value(raw)
        elif name not in names:
            continue
        elif name in spec.spans:
            values[name] = spans_from_json(raw)
        elif name in spec.refs:
            values[name] = _refs(raw)
        elif name == "how":
            values[name] = How(str(raw))
        elif isinstance(raw, list):
            values[name] = tuple(tuple(each) if isinstance(each, list) else each for each in raw)
        else:
            values[name] = raw
    if spec.has_id:
        values["id"] = obj
    if attributes:
        values["attributes"] = attributes
    return cast("Record", spec.record(**values))


def spans_of(kind: str, fields: Fields) -> list[tuple[str, Spans]]:
    """Every span list among ``fields``, by field name; references that are spans included."""
    spec = SPECS.get(kind)
    if spec is None:
        return []
    found = [(name, spans_from_json(fields[name])) for name in spec.span_names if name in fields]
    for name in spec.ref_names:
        if name in fields:
            spans = tuple(ref.span for ref in _refs(fields[name]) if ref.span is not None)
            found += [(name, (span,)) for span in spans]
    return found


def proved_names(kind: str) -> frozenset[str]:
    """The registers that :func:`check_fields` and :func:`prove_fields` look at: fields without any
    of them pass."""
    spec, wording = SPECS.get(kind), _WORDING.get(kind)
    names = frozenset[str]() if spec is None else spec.spans | spec.refs
    return names if wording is None else names | {wording[0]}


def check_fields(kind: str, fields: Fields) -> None:
    """Refuse a mention, a claim or an entity whose words are nothing that can be seen.

    Asked wherever ``fields`` come in; cue and evidence may be blank, they only point.  Raises
    :class:`AnnotationError`.
    """
    wording = _WORDING.get(kind)
    if wording is None or wording[0] not in fields:
        return
    name, code = wording
    value = fields[name]
    if kind == Kind.ENTITY:
        blank = isinstance(value, str) and is_blank(value)
    else:
        blank = type(value) is list and all(map(_is_blank_span, value))
    if blank:
        raise AnnotationError(code)


def _is_blank_span(item: object) -> bool:
    """Whether ``[start, end, quote]`` is blank; what has no such shape is told by proving."""
    quote = cast("list[object]", item)[-1] if type(item) is list and item else None
    return type(quote) is str and is_blank(quote)


def prove_fields(kind: str, fields: Fields, text: str) -> None:
    """Prove every span among ``fields`` against ``text``; raises :class:`SpanError`."""
    spec = SPECS.get(kind)
    if spec is None:
        return
    for name in spec.span_names:
        if name in fields and not proves(text, fields[name]):
            prove(text, spans_from_json(fields[name]))
    for name in spec.ref_names:
        if name in fields:
            for ref in _refs(fields[name]):
                if ref.span is not None:
                    prove(text, (ref.span,))


def has_spans(kind: str, fields: Fields) -> bool:
    """Whether ``fields`` hold anything to prove; raises ``SpanError`` where that has no shape."""
    spec = SPECS.get(kind)
    if spec is None:
        return False
    for name in spec.spans:
        value = fields.get(name)
        if type(value) is list and value:
            return True
    if not spec.spans and not spec.refs:
        return False
    return any(spans for _, spans in spans_of(kind, fields))


def _value(raw: Json) -> Value:
    match raw:
        case [(str() | bool() | None) as value, str(how)]:
            return Value(value, How(how))
        case _:
            raise ValueError(f"not an attribute value: {raw!r}")


def _refs(raw: Json) -> Refs:
    if not isinstance(raw, list):
        raise SpanError("span.shape", found=repr(raw)[:80])
    refs: list[Ref] = []
    for item in raw:
        match item:
            case ["span", int(start), int(end), str(quote)]:
                refs.append(Ref("span", span=Span(start, end, quote)))
            case ["mention" | "entity" as sort, str(target)]:
                refs.append(Ref(sort, id=target))
            case _:
                raise SpanError("span.shape", found=repr(item)[:80])
    return tuple(refs)
