"""Agreement as tables that people read: the same in the shell, in files and in the window."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from juseok.core.agreement import (
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
    """What types, attributes and fields of claims are called."""

    types: Mapping[str, Message] = field(default_factory=dict[str, Message])
    attributes: Mapping[str, Message] = field(default_factory=dict[str, Message])
    letters: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, scheme: Scheme) -> "Names":
        types = {kind.id: name_message(kind) for kind in (*scheme.entity_types, *scheme.roles)}
        attributes = {each.id: name_message(each) for each in scheme.attributes}
        letters = {kind.id: kind.letter for kind in scheme.entity_types}
        return cls(types, attributes, letters)

    def type(self, name: str) -> "Message | str":
        """The name of a type; the unknown one has none of its own."""
        if name == "?":
            return Message("agreement.other")
        return self.types.get(name, name)

    def attribute(self, name: str) -> "Message | str":
        return self.attributes.get(name, name)


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
        text += f" [{number(cell.low)}–{number(cell.high)}]"
    text += f"  n {cell.n:,}"
    if cell.pairs > cell.n:
        text += f" ({render(Message('agreement.pairs', count=cell.pairs), language)})"
    return f"{text}, {render(Message('agreement.few'), language)}" if cell.few else text


def number(value: float) -> str:
    """A share or a coefficient to three places."""
    return f"{value:.3f}"


def tables(found: Agreement, names: Names) -> list[Table]:
    """Every table that has rows."""
    every = (
        _overall(found), _people(found), *_groups(found, names), _fields(found, names),
        _attributes(found, names), *_lines_of_groups(found, names),
        _confusion(found, names), _articles(found), _curve(found), _pace(found),
    )  # fmt: skip
    return [table for table in every if table.rows]


def _head(*names: str) -> tuple[Message, ...]:
    return tuple(Message(f"agreement.head.{name}") for name in names)


def _measures(names: Sequence[str]) -> tuple[Message, ...]:
    return tuple(Message(f"agreement.measure.{name}") for name in names)


def _overall(found: Agreement) -> Table:
    rows = tuple(
        (Message(f"agreement.measure.{name}"), each)
        for name, each in found.overall.measures.items()
    )
    return Table("overall", _head("figure", "value"), rows)


def _people(found: Agreement) -> Table:
    rows = tuple((person(each), each.finished, each.open) for each in found.people)
    return Table("people", _head("annotator", "finished", "open"), rows)


def _groups(found: Agreement, names: Names) -> Iterator[Table]:
    def who(group: Group) -> Cell:
        return people(found, group.people)

    yield _grouped("pairs", "pair", found.pairs, who)
    yield _grouped("by_annotator", "annotator", found.by_annotator, who)
    yield _grouped("gold", "annotator", found.gold, who)
    yield _grouped("by_type", "type", found.by_type, lambda group: names.type(group.key))
    yield _grouped("by_week", "week", found.by_week, lambda group: group.key)
    yield _grouped("by_scheme", "scheme", found.by_scheme, lambda group: group.key[:8])


def _grouped(name: str, head: str, groups: Sequence[Group], call: Callable[[Group], Cell]) -> Table:
    measures = list(dict.fromkeys(each for group in groups for each in group.measures))
    rows = tuple(
        (call(group), *(group.measures.get(each) for each in measures)) for group in groups
    )
    return Table(name, (*_head(head), *_measures(measures)), rows)


def _fields(found: Agreement, names: Names) -> Table:
    rows = tuple(_field_rows(found.fields, names))
    return Table("fields", _head("field", "share", "empty"), rows)


def _field_rows(lines: Sequence[FieldLine], names: Names) -> Iterator[tuple[Cell, ...]]:
    return ((names.type(each.field), each.share, each.empty) for each in lines if each.share.n)


def _attributes(found: Agreement, names: Names) -> Table:
    rows = tuple(_attribute_rows(found.attributes, names))
    return Table("attributes", _head("attribute", "share", "alpha", "untouched"), rows)


def _attribute_rows(lines: Sequence[AttributeLine], names: Names) -> Iterator[tuple[Cell, ...]]:
    return (
        (Message(f"agreement.on.{each.on}", name=names.attribute(each.attribute)),
         each.share, each.alpha, each.untouched)
        for each in lines
    )  # fmt: skip


def _lines_of_groups(found: Agreement, names: Names) -> Iterator[Table]:
    """Fields and attributes again, of each pair and each annotator, where anything was compared;
    of two people all is one."""
    for head, groups in (("pair", found.pairs), ("annotator", found.by_annotator)):
        kept = groups if len(found.pairs) > 1 else ()
        fields = tuple(
            (people(found, group.people), *row)
            for group in kept for row in _field_rows(group.fields, names)
        )  # fmt: skip
        yield Table(f"fields_by_{head}", _head(head, "field", "share", "empty"), fields)
        attributes = tuple(
            (people(found, group.people), *row)
            for group in kept
            for row in _attribute_rows([e for e in group.attributes if e.share.n], names)
        )  # fmt: skip
        heads = _head(head, "attribute", "share", "alpha", "untouched")
        yield Table(f"attributes_by_{head}", heads, attributes)


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

    def title(number: int) -> Message:
        given = name(number)
        return given if isinstance(given, Message) else Message("scheme.name", ko=given, en=given)

    table = found.confusions[0].table if found.confusions else ()
    rows = tuple((name(row), *(table[row][column] for column in used)) for row in used)
    return Table("confusion", (*_head("type"), *map(title, used)), rows)


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
