"""Agreement as tables that people read: the same in the shell, in files and in the window."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from juseok.core.agreement import (
    FEW,
    Agreement,
    AttributeLine,
    FieldLine,
    Group,
    Measure,
    Person,
)
from juseok.core.messages import Message, render
from juseok.core.scheme import Scheme, name_message

Cell: TypeAlias = "Message | Measure | str | int | None"


@dataclass(frozen=True, slots=True)
class Table:
    """``name`` is that of its section; the first column says what a row is about."""

    name: str
    head: tuple[Message, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def title(self) -> Message:
        return Message(f"agreement.section.{self.name}")


@dataclass(frozen=True)
class Names:
    """What types, attributes and fields of claims are called; ``joins``: types of relationships
    and of claim links, by ``by_relationship`` and ``by_link``."""

    types: Mapping[str, Message] = field(default_factory=dict[str, Message])
    attributes: Mapping[str, Message] = field(default_factory=dict[str, Message])
    letters: Mapping[str, str] = field(default_factory=dict[str, str])
    joins: Mapping[str, Mapping[str, Message]] = field(
        default_factory=dict[str, Mapping[str, Message]]
    )

    @classmethod
    def of(cls, scheme: Scheme) -> "Names":
        types = {kind.id: name_message(kind) for kind in (*scheme.entity_types, *scheme.roles)}
        attributes = {each.id: name_message(each) for each in scheme.attributes}
        letters = {kind.id: kind.letter for kind in scheme.entity_types}
        joins = {"by_relationship": scheme.relationship_types, "by_link": scheme.link_types}
        return cls(types, attributes, letters, {
            by: {kind.id: name_message(kind) for kind in kinds} for by, kinds in joins.items()
        })  # fmt: skip

    def type(self, name: str) -> "Message | str":
        """The name of a type; the unknown one has none of its own."""
        if name == "?":
            return Message("agreement.other")
        return self.types.get(name, name)

    def attribute(self, name: str) -> "Message | str":
        return self.attributes.get(name, name)


BREAKDOWNS: Final = {
    "pairs": "pair", "by_annotator": "annotator", "by_type": "type",
    "by_relationship": "relationship", "by_link": "link", "by_week": "week",
    "by_scheme": "scheme",
}  # fmt: skip
"""The groups of a result, and what each of a group is."""


def groups_of(found: Agreement, by: str) -> tuple[Group, ...]:
    """The groups that a result is broken down into."""
    groups: tuple[Group, ...] = getattr(found, by)
    return groups


def group_name(found: Agreement, names: Names, by: str, group: Group) -> "Message | str":
    """What a group is called."""
    if group.people:
        return people(found, group.people)
    if by == "by_type":
        return names.type(group.key)
    if by == "by_scheme":
        return group.key[:8]
    return names.joins.get(by, {}).get(group.key, group.key)


def as_message(name: "Message | str") -> Message:
    """What is called the same in every language, as a message."""
    return name if isinstance(name, Message) else Message("scheme.name", ko=name, en=name)


def person(each: Person) -> "Message | str":
    """Who somebody is, in a table; gold is nobody."""
    if each.gold:
        return Message("agreement.gold_layer")
    return f"{each.letter} {each.name}".strip()


def people(found: Agreement, numbers: Sequence[int]) -> str:
    """Which annotators several people are, in a table."""
    every = (found.people[number] for number in numbers)
    return " · ".join(f"{each.letter} {each.name}".strip() for each in every if not each.gold)


def said(cell: Cell, language: str) -> str:
    """A cell as text: of a measure the value, its interval, and what is behind it."""
    match cell:
        case Measure():
            return _measured(cell, language)
        case Message():
            return render(cell, language)
        case int():
            return f"{cell:,}"
        case None:
            return ""
        case _:
            return cell


def _measured(cell: Measure, language: str) -> str:
    if cell.value is None:
        return render(Message("agreement.undefined"), language)
    text = number(cell.value)
    if cell.low is not None and cell.high is not None:
        dash = " – " if cell.low < 0 else "–"  # beside a minus
        text += f" [{number(cell.low)}{dash}{number(cell.high)}]"
    text += f"  n {cell.n:,}"
    if cell.pairs > cell.n:
        text += f" ({render(Message('agreement.pairs', count=cell.pairs), language)})"
    return f"{text}, {render(few(cell), language)}" if cell.few else text


def few(measure: Measure) -> Message:
    """That it rests on too few; of α over characters, which are many, on too few mentions."""
    return Message("agreement.few" if measure.n < FEW else "agreement.few_mentions")


def number(value: float) -> str:
    """A share or a coefficient to three places."""
    return f"{value:.3f}".replace("-", "−")


def tables(found: Agreement, names: Names) -> list[Table]:
    """Every table that has rows."""
    every = (
        _overall(found.overall), _people(found),
        *(side_by_side(found, names, by, "overall") for by in (*BREAKDOWNS, "gold")),
        _fields(found.fields, names), _attributes(found.attributes, names),
        *_lines_of_groups(found, names),
        _confusion(found, names), _articles(found), _curve(found), _pace(found),
    )  # fmt: skip
    return [table for table in every if table.rows]


def _head(*names: str) -> tuple[Message, ...]:
    return tuple(Message(f"agreement.head.{name}") for name in names)


def _overall(group: Group) -> Table:
    rows = tuple((Message(f"agreement.measure.{name}"), e) for name, e in group.measures.items())
    return Table("overall", _head("figure", "value"), rows)


def _people(found: Agreement) -> Table:
    rows = tuple((person(each), each.finished, each.open) for each in found.people)
    return Table("people", _head("annotator", "finished", "open"), rows)


def _fields(lines: Sequence[FieldLine], names: Names) -> Table:
    rows = tuple(_field_rows(lines, names))
    return Table("fields", _head("field", "share", "empty"), rows)


def _field_rows(lines: Sequence[FieldLine], names: Names) -> Iterator[tuple[Cell, ...]]:
    return ((names.type(each.field), each.share, each.empty) for each in lines if each.share.n)


def _attributes(lines: Sequence[AttributeLine], names: Names) -> Table:
    rows = tuple(_attribute_rows(lines, names))
    return Table("attributes", _head("attribute", "share", "alpha", "untouched"), rows)


def _attribute_rows(lines: Sequence[AttributeLine], names: Names) -> Iterator[tuple[Cell, ...]]:
    return (
        (Message(f"agreement.on.{each.on}", name=names.attribute(each.attribute)),
         each.share, each.alpha, each.untouched)
        for each in lines
    )  # fmt: skip


def _lines_of_groups(found: Agreement, names: Names) -> Iterator[Table]:
    """Fields and attributes again, of each group, where anything was compared."""
    for by, head in BREAKDOWNS.items():
        groups = parted(found, by)
        called = [group_name(found, names, by, group) for group in groups]
        fields = tuple((name, *row) for name, group in zip(called, groups, strict=True)
                       for row in _field_rows(group.fields, names))  # fmt: skip
        yield Table(f"fields_by_{head}", _head(head, "field", "share", "empty"), fields)
        attributes = tuple(
            (name, *row) for name, group in zip(called, groups, strict=True)
            for row in _attribute_rows([e for e in group.attributes if e.share.n], names)
        )  # fmt: skip
        heads = _head(head, "attribute", "share", "alpha", "untouched")
        yield Table(f"attributes_by_{head}", heads, attributes)


def parted(found: Agreement, by: str) -> tuple[Group, ...]:
    """The groups that say more than all together does: of two people, or of one week, all is
    one.  A type never is all, for its attributes are those of other annotations."""
    groups = groups_of(found, by)
    if by in ("pairs", "by_annotator"):
        return groups if len(found.pairs) > 1 else ()
    return groups if len(groups) > 1 or by not in ("by_week", "by_scheme") else ()


FAMILIES: Final = ("fields", "attributes")
"""What of a group is compared one by one, beside its measures."""


def figures_of(groups: Sequence[Group], family: str) -> list[str]:
    """The figures of a family that any of some groups has: ``fields``, ``attributes``, or
    ``overall``, which are the measures; in order.  What :func:`figure` takes."""
    match family:
        case "fields":
            every = (f"field.{e.field}" for g in groups for e in g.fields if e.share.n)
        case "attributes":
            every = (f"attribute.{e.on}.{e.attribute}" for g in groups for e in g.attributes
                     if e.share.n)  # fmt: skip
        case _:
            every = (name for group in groups for name in group.measures)
    return list(dict.fromkeys(every))


def family_of(name: str) -> str:
    """The family of a figure by its name."""
    of = {"field": "fields", "attribute": "attributes"}
    return of.get(name.partition(".")[0], "overall")


def figure(group: Group, name: str) -> Measure | None:
    """A measure by its name, a field by ``field.source``, or an attribute by
    ``attribute.claim.certainty``; None where the group has none."""
    match name.split(".", 2):
        case ["field", wanted]:
            return next((e.share for e in group.fields if e.field == wanted), None)
        case ["attribute", on, wanted]:
            found = (e.figure for e in group.attributes if (e.on, e.attribute) == (on, wanted))
            return next(found, None)
        case _:
            return group.measures.get(name)


def figure_name(groups: Sequence[Group], names: Names, name: str) -> Message:
    """What a figure of some groups is called."""
    match name.split(".", 2):
        case ["field", wanted]:
            return as_message(names.type(wanted))
        case ["attribute", on, wanted]:
            text = any(e.text for g in groups for e in g.attributes
                       if (e.on, e.attribute) == (on, wanted))  # fmt: skip
            called = Message(f"agreement.on.{on}", name=names.attribute(wanted))
            return called if text else Message("agreement.alpha", name=called)
        case _:
            return Message(f"agreement.measure.{name}")


def one_group(group: Group, names: Names, family: str) -> Table:
    """All that is told of one group: with what both left empty, or nobody touched."""
    match family:
        case "fields":
            return _fields(group.fields, names)
        case "attributes":
            return _attributes(group.attributes, names)
        case _:
            return _overall(group)


def side_by_side(found: Agreement, names: Names, by: str, family: str) -> Table:
    """A row for each group, a column for each figure of a family."""
    groups, head = groups_of(found, by), BREAKDOWNS.get(by, "annotator")
    columns = figures_of(groups, family)
    titles = (figure_name(groups, names, name) for name in columns)
    rows = tuple(
        (group_name(found, names, by, group), *(figure(group, name) for name in columns))
        for group in groups
    )  # fmt: skip
    name = by if family == "overall" else f"{family}_by_{head}"
    return Table(name, (*_head(head), *titles), rows if columns else ())


def used_types(found: Agreement) -> list[int]:
    """The types that the first confusion table has anything of, and none behind them."""
    if not found.confusions:
        return []
    table = found.confusions[0].table
    last = len(table) - 1
    return [n for n in range(last) if any(table[n]) or any(row[n] for row in table)] + [last]


def _confusion(found: Agreement, names: Names) -> Table:
    used = used_types(found)

    def name(number: int) -> "Message | str":
        none = number == len(found.types)
        return Message("agreement.none") if none else names.type(found.types[number])

    table = found.confusions[0].table if found.confusions else ()
    rows = tuple((name(row), *(table[row][column] for column in used)) for row in used)
    return Table("confusion", (*_head("type"), *(as_message(name(n)) for n in used)), rows)


def _articles(found: Agreement) -> Table:
    rows = tuple(
        (each.title, "" if each.f1 is None else number(each.f1), each.n,
         people(found, each.people)) for each in found.lines
    )  # fmt: skip
    return Table("articles", _head("article", "f1", "n", "people"), rows)


def _curve(found: Agreement) -> Table:
    rows = tuple(
        (person(found.people[curve.person]), done, "" if value is None else number(value), n)
        for curve in found.curves for done, value, n in curve.points
    )  # fmt: skip
    return Table("curve", _head("annotator", "done", "f1", "n"), rows)


def _pace(found: Agreement) -> Table:
    rows = tuple((person(found.people[pace.person]), week, count)
                 for pace in found.pace for week, count in pace.weeks)  # fmt: skip
    return Table("pace", _head("annotator", "week", "finished"), rows)
