"""What annotators say, in words: the fields of a version, and how an item stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from juseok.core.adjudicate_model import (
    Annotation,
    Item,
    ItemSort,
    ItemState,
    Judged,
    Standing,
    quote,
    spans_of,
)
from juseok.core.model import ArticleAnnotations, Attributes, Claim, Mention, Refs, Relationship
from juseok.core.review_model import REASONS
from juseok.core.scheme import Scheme
from juseok.services.edits import elide
from juseok.services.entities.index import EntityIndex
from juseok.ui.i18n import language, mark, tr

Members: TypeAlias = Mapping[Any, Sequence[Annotation]]
"""Who → what that one has at a place."""

_LENGTH: Final = 160
_ROLES: Final = ("source", "affiliation", "medium", "time", "place", "object")
_ALWAYS: Final = frozenset({"type", "spans", "content", "source", "direction"})
_SORTS: Final = {
    ItemSort.ENTITY: mark("Entity"),
    ItemSort.MENTION: mark("Mention"),
    ItemSort.CLAIM: mark("Claim"),
    ItemSort.RELATIONSHIP: mark("Relationship"),
    ItemSort.CLAIM_LINK: mark("Claim link"),
}
_STATES: Final = {
    ItemState.LABEL: mark("Label conflict"),
    ItemState.BOUNDARY: mark("Boundary conflict"),
    ItemState.MISSING: mark("Not everybody has it"),
    ItemState.ALONE: mark("One annotator only"),
    ItemState.AGREED: mark("Agreed"),
}
_DECISIONS: Final = {
    "accept": mark("Accepted"),
    "fix": mark("Accepted and fixed"),
    "reject": mark("Rejected"),
    "none": mark("None is right"),
    "defer": mark("Put off"),
}
_REASONS: Final = dict(
    zip(
        REASONS,
        (
            mark("Wrong boundary"),
            mark("Wrong type"),
            mark("Not in the guideline"),
            mark("Something is missing"),
            mark("A duplicate"),
            mark("Another reason"),
        ),
        strict=True,
    )
)
_SOURCE_STATES: Final = {
    "open": mark("undecided"),
    "elided": mark("said by the source before"),
    "none": mark("no source"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a version; ``differs``: others say something else."""

    name: str
    value: str
    differs: bool = False


def sort_words(sort: ItemSort) -> str:
    return tr(_SORTS[sort])  # marked above


def state_words(state: ItemState) -> str:
    return tr(_STATES[state])  # marked above


def reason_words(reason: str) -> str:
    """A reason as people know it; one that a project added as it was written."""
    return tr(_REASONS[reason]) if reason in _REASONS else reason  # marked above


def item_words(item: Item) -> str:
    """What kind of item, and how the versions differ."""
    words = f"{sort_words(item.sort)} · {state_words(item.state)}"
    if item.particle:
        words += " · " + tr("only the particle “{particle}”", particle=item.particle)
    return words


def standing_words(judged: Judged, names: dict[str, str]) -> str:
    """What was decided, and whether it still holds; empty while nothing was."""
    verdict = judged.verdict
    if verdict is None:
        return tr("Added in gold") if judged.item.key.startswith("gold:") else ""
    words = tr(_DECISIONS[verdict.decision])  # marked above
    by = next((layer for layer, rows in judged.item.members.items()
               if any(each.id == verdict.taken for each in rows)), "")  # fmt: skip
    if by and names.get(by):
        words += f" ({names[by]})"
    if verdict.reason:
        words += f": {reason_words(verdict.reason)}"
    if judged.standing is Standing.STALE:
        words += " · " + tr("edited since")
    elif judged.standing is Standing.CONTESTED:
        words += " · " + tr("another reviewer decided differently")
    return words


def _with_cue(line: tuple[str, str, str], cue: str) -> tuple[str, str, str]:
    """Who says a claim, and by which words, where that is alike: in one line."""
    field, name, words = line
    return (field, name, " · ".join(filter(None, (words, cue)))) if field == "source" else line


class Wording:
    """Fields of versions, with the names that the scheme and the register have."""

    def __init__(
        self, scheme: Scheme, index: EntityIndex | None, layers: Iterable[ArticleAnnotations]
    ) -> None:
        self._scheme, self._index = scheme, index
        self._held = {
            record.id: record for layer in layers for record in (*layer.mentions, *layer.claims)
        }

    def lines(self, records: Sequence[Annotation], item: Item) -> list[Line]:
        """What a version says, field by field; of several records one after the other."""
        found: list[Line] = []
        for number, record in enumerate(records):
            if item.sort is ItemSort.ENTITY:
                name = (
                    self._entity_among(record, item.members) if isinstance(record, Mention) else ""
                )
                found.append(Line(tr("Entity"), name, differs=True))
                break
            lines = self.fields(record, item.members)
            if len(records) > 1:
                found.append(Line(f"{number + 1}/{len(records)}", "", "split" in item.differs))
            # Where versions differ, what all say alike only stands in the way.
            some = len(item.members) > 1 and bool(item.differs)
            if some and isinstance(record, Claim) and item.differs.isdisjoint({"cue", "source"}):
                lines = [_with_cue(each, quote(record.cue)) for each in lines]
            found += [
                Line(name, value, field in item.differs)
                for field, name, value in lines
                if field in item.differs or (value and (not some or field in _ALWAYS))
            ]
        return found

    def type_name(self, record: Annotation) -> str:
        """The name of a record's type; of a claim, what it is."""
        if isinstance(record, Claim):
            return tr("Claim")
        kind = self._scheme.type(record.type)
        return kind.name(language()) if kind is not None else record.type

    def fields(self, record: Annotation, members: Members) -> list[tuple[str, str, str]]:
        """Each field of ``record``, one of ``members``: how it is known, its name, what it says."""
        match record:
            case Mention():
                return [
                    ("type", tr("Type"), self.type_name(record)),
                    ("spans", tr("Words"), quote(record.spans)),
                    ("entity", tr("Entity"), self._entity_among(record, members)),
                    *self._attributes(record.attributes),
                ]
            case Claim():
                return self._claim(record)
            case _:
                return self._edge(record)

    def _claim(self, record: Claim) -> list[tuple[str, str, str]]:
        found = [
            ("content", tr("Content"), elide(quote(record.content), _LENGTH)),
            ("cue", tr("Cue"), quote(record.cue)),
        ]
        for role in _ROLES:
            words = self._refs(getattr(record, role))
            if role == "source" and not words and record.source_state in _SOURCE_STATES:
                words = tr(_SOURCE_STATES[record.source_state])  # marked above
            known = self._scheme.role(role)
            found.append((role, known.name(language()) if known is not None else role, words))
        return [*found, *self._attributes(record.attributes)]

    def _edge(self, record: Annotation) -> list[tuple[str, str, str]]:
        assert not isinstance(record, Mention | Claim)
        ends = f"{self._end(record.head)} → {self._end(record.tail)}"
        found = [("type", tr("Type"), self.type_name(record)), ("direction", tr("Ends"), ends)]
        if isinstance(record, Relationship):
            found.append(("evidence", tr("Evidence"), elide(quote(record.evidence), _LENGTH)))
            found += self._attributes(record.attributes)
        return found

    def _attributes(self, attributes: Attributes) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []
        for name, value in attributes.items():
            known = self._scheme.attribute(name)
            said = value.value
            if isinstance(said, bool):
                words = tr("Yes") if said else tr("No")
            else:
                one = known.value(said) if known is not None and said else None
                words = one.name(language()) if one is not None else said or ""
            title = known.name(language()) if known is not None else name
            found.append((f"@{name}", title, words))
        order = {each.id: each.order for each in self._scheme.attributes}
        return sorted(found, key=lambda each: (order.get(each[0][1:], 0), each[0]))

    def _refs(self, refs: Refs) -> str:
        words: list[str] = []
        for ref in refs:
            if ref.span is not None:
                words.append(ref.span.quote)
            else:
                words.append(self._end(ref.id) if ref.sort == "mention" else self._entity(ref.id))
        return ", ".join(words)

    def _end(self, record: str) -> str:
        held = self._held.get(record)
        return elide(quote(spans_of(held)), 40) if held is not None else "…"

    def _entity_among(self, record: Mention, members: Members) -> str:
        """The name of its entity; with the type where another version's is called the same."""
        name = self._entity(record.entity)
        others = {
            each.entity
            for rows in members.values() for each in rows if isinstance(each, Mention)
        } - {record.entity}  # fmt: skip
        if not name or all(self._entity(each) != name for each in others):
            return name
        known = self._index.entity(record.entity) if self._index is not None else None
        kind = self._scheme.type(known.type) if known is not None else None
        return f"{name} ({kind.name(language())})" if kind is not None else name

    def _entity(self, entity: str) -> str:
        known = self._index.entity(entity) if self._index is not None and entity else None
        return known.name if known is not None else ""
