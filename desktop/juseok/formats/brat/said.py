"""What the lines of one file of brat standoff say, gathered sort by sort.

Lines may name one another in any order, so spans come first, then events, then what joins them or
is said of them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from juseok.core.messages import Message
from juseok.core.model import Remark
from juseok.core.spans import Spans
from juseok.formats import patches
from juseok.formats.base import ReportBuilder
from juseok.formats.brat import notes
from juseok.formats.brat.lines import (
    ARGS,
    JUSEOK,
    NOTES,
    QUESTION,
    REMARK,
    AttributeLine,
    BratSyntaxError,
    Equiv,
    Event,
    Line,
    Normalization,
    NoteLine,
    Relation,
    TextBound,
    end_name,
    joined,
    parse_line,
    quick_line,
)
from juseok.formats.document import Frame, Group
from juseok.formats.offsets import Offsets, lost_at
from juseok.formats.patches import Patch

LineT = TypeVar("LineT")
_BEHIND: Final = re.compile(r"\s\[[^\[\]]*\]\s*$")
"""What the coreference of BioNLP 2011 has behind a relation: what else it goes by."""


@dataclass(slots=True)
class Said:
    """What the lines of one file say, sort by sort: what a line names has to be there.

    ``article`` is the id of the article, of whose text ``offsets`` are.  Tables are by the ids of
    the file; ``names`` is as in :class:`Kept`, ``noted`` the lines of notes of other sorts.
    """

    article: str
    offsets: Offsets
    file: str
    report: ReportBuilder
    spans: dict[str, Spans] = field(default_factory=dict[str, Spans])
    types: dict[str, str] = field(default_factory=dict[str, str])
    triggers: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[str, str] = field(default_factory=dict[str, str])
    kept: list[str] = field(default_factory=list[str])
    bounds: list[tuple[int, TextBound]] = field(default_factory=list[tuple[int, TextBound]])
    lines: list[tuple[int, Line]] = field(default_factory=list[tuple[int, Line]])
    places: dict[str, int] = field(default_factory=dict[str, int])
    patches: dict[str, tuple[int, Patch]] = field(default_factory=dict[str, tuple[int, Patch]])
    ids: set[str] = field(default_factory=set[str])
    frames: dict[str, Frame] = field(default_factory=dict[str, Frame])
    edges: list[Relation] = field(default_factory=list[Relation])
    attributes: dict[str, dict[str, str | bool]] = field(
        default_factory=dict[str, dict[str, "str | bool"]]
    )
    words: dict[str, str] = field(default_factory=dict[str, str])
    remarks: list[Remark] = field(default_factory=list[Remark])
    linked: dict[str, Normalization] = field(default_factory=dict[str, Normalization])
    groups: list[Group] = field(default_factory=list[Group])
    noted: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def read(self, lines: Sequence[str]) -> None:
        """Take ``lines`` in; what cannot be taken goes into the report, line by line."""
        self._parse(lines)
        for number, bound in self.bounds:
            self._text_bound(number, bound)
        self._events()
        for number, relation in self._of(Relation):
            self._relation(number, relation)
        self._on_others(lines)
        for type_, numbers in self.noted.items():
            told = Message("brat.kept_notes", type=type_[:60], count=len(numbers))
            self.report.change(told, file=self.file, line=numbers[0])

    def refuse(self, number: int, message: Message) -> None:
        self.report.refuse(message, file=self.file, line=number)

    # -- lines

    def _parse(self, lines: Sequence[str]) -> None:
        for number, text in enumerate(lines, start=1):
            quick = quick_line(text)
            if quick is not None and quick.id not in self.ids:
                self.report.read += 1
                self.ids.add(quick.id)
                if type(quick) is TextBound:
                    self.bounds.append((number, quick))
                else:
                    self.lines.append((number, quick))
                continue
            if not text.strip():
                continue
            self.report.read += 1
            if text.startswith("R") and (more := _BEHIND.search(text)):
                told = Message("brat.behind", line=text[:60])
                self.report.change(told, file=self.file, line=number)
                text = text[: more.start()]
            try:
                line = parse_line(text)
            except BratSyntaxError as error:
                self.refuse(number, error.message)
                continue
            id_ = "" if line is None or isinstance(line, Equiv) else line.id
            if line is None:
                self._keep(number, text)
            elif id_ in self.ids:
                self.refuse(number, Message("brat.twice", id=id_))
            elif isinstance(line, TextBound):
                self.bounds.append((number, line))
            else:
                self.lines.append((number, line))
            self.ids.add(id_ or "*")

    def _of(self, sort: type[LineT]) -> Iterable[tuple[int, LineT]]:
        return ((number, line) for number, line in self.lines if isinstance(line, sort))

    def _keep(self, number: int, text: str) -> None:
        self.kept.append(text)
        self.report.change(Message("brat.kept", line=text[:60]), file=self.file, line=number)

    def keep_attributes(self, target: str, lines: Sequence[str]) -> None:
        """Keep what attributes say of ``target``, which has no place for them."""
        if target in self.attributes:
            for number, line in self._of(AttributeLine):
                if line.target == target:
                    self._keep(number, lines[number - 1])

    def _knows(self, number: int, *targets: str) -> bool:
        """Whether all of ``targets`` are spans or events; else the line is refused."""
        lost = [each for each in targets if each not in self.spans and each not in self.frames]
        if lost:
            self._lost(number, lost[0])
        return not lost

    def _lost(self, number: int, target: str) -> None:
        is_other = target in self.ids and target[:1] not in ("T", "E")
        self.refuse(number, Message("brat.no_end" if is_other else "brat.dangling", target=target))

    # -- text-bounds and events

    def _text_bound(self, number: int, line: TextBound) -> None:
        found = self.offsets.resolve(line.fragments, line.quote)
        if found is None:
            places = ";".join(f"{start} {end}" for start, end in line.fragments)
            told = lost_at(places, line.quote, line.id)
            self.refuse(number, told)
            return
        if found.how != "exact":
            told = Message(f"offsets.{found.how}", id=line.id)
            self.report.change(told, file=self.file, line=number)
        if found.widened:
            told = Message("offsets.widened", id=line.id)
            self.report.change(told, file=self.file, line=number)
        spans = found.spans
        self.spans[line.id] = spans if len(spans) == 1 else joined(self.offsets.text, spans)
        self.types[line.id] = line.type
        self.places[line.id] = number
        self.names[line.id] = line.id

    def _events(self) -> None:
        """Events may name one another in any order, but not in a circle."""
        events = {line.id: (number, line) for number, line in self._of(Event)}
        for number, line in events.values():
            if line.trigger not in self.spans:
                self.refuse(number, Message("brat.dangling", target=line.trigger))
                continue
            self.frames[line.id] = Frame(line.id, line.type, self.spans[line.trigger])
            self.triggers.setdefault(line.trigger, line.id)
            self.names[line.id] = line.id
            self.names[f"{line.id}.trigger"] = line.trigger
            self.places[line.id] = number
        for id_ in self.frames:
            number, line = events[id_]
            roles: list[tuple[str, str]] = []
            for role, named in line.roles:
                target = self.triggers.get(named, named)
                if not self._knows(number, target):
                    continue
                if self._reaches(target, id_):
                    self.refuse(number, Message("brat.cycle", event=id_, target=named))
                    continue
                roles.append((role, target))
            self.frames[id_] = replace(self.frames[id_], roles=tuple(roles))

    def _reaches(self, start: str, goal: str) -> bool:
        """Whether ``goal`` is ``start`` or, by the roles read so far, within it."""
        waiting, seen = [start], set[str]()
        while waiting:
            here = waiting.pop()
            if here == goal:
                return True
            if here in seen or here not in self.frames:
                continue
            seen.add(here)
            waiting += (target for _, target in self.frames[here].roles)
        return False

    def _relation(self, number: int, line: Relation) -> None:
        if not self._knows(number, line.head, line.tail):
            return
        self.edges.append(line)
        self.places[line.id] = number
        if line.ends != ARGS:
            head, tail = line.ends
            self.names.update({end_name(line.id, 0): head, end_name(line.id, 1): tail})
            told = Message("brat.ends", id=line.id, head=head, tail=tail)
            self.report.change(told, file=self.file, line=number)

    # -- what is said of others

    def _on_others(self, lines: Sequence[str]) -> None:
        relations = {edge.id for edge in self.edges}
        for number, line in self.lines:
            match line:
                case Normalization():
                    target = line.target
                    if target in self.spans or self._knows(number, target):
                        is_event = target in self.triggers or target in self.frames
                        if target in self.linked or is_event:  # an event is no mention
                            self._keep(number, lines[number - 1])
                        else:
                            self.linked[target] = line
                            self.names[f"{target}~entity"] = line.id
                case AttributeLine():
                    self._attribute(number, line, relations)
                case NoteLine():
                    self._note(number, line, lines[number - 1], relations)
                case Equiv(type_, members):
                    members = tuple(self.triggers.get(each, each) for each in members)
                    if self._knows(number, *members):
                        self.groups.append(Group(type_, members))
                case _:
                    pass

    def _target(self, target: str, relations: set[str]) -> str:
        """What ``target`` means: of a trigger its event; empty where it is nothing."""
        found = self.triggers.get(target, target)
        is_known = found in self.spans or found in self.frames or found in relations
        return found if is_known else ""

    def _attribute(self, number: int, line: AttributeLine, relations: set[str]) -> None:
        target = self._target(line.target, relations)
        if not target:
            self._lost(number, line.target)
            return
        of_target = self.attributes.setdefault(target, {})
        if line.type in of_target:
            self.refuse(number, Message("brat.twice", id=f"{line.type} {target}"))
            return
        of_target[line.type] = line.value
        self.names[f"{target}@{line.type}"] = line.id

    def _note(self, number: int, line: NoteLine, text: str, relations: set[str]) -> None:
        if line.type == JUSEOK:
            self._own(number, line, relations)
            return
        target = self._target(line.target, relations)
        if line.type not in (NOTES, REMARK, QUESTION):  # such as the lemma of each word
            self.kept.append(text)
            self.noted.setdefault(line.type, []).append(number)
        elif not target or not line.text.strip():
            self._keep(number, text)
        elif line.type == NOTES and target not in self.words:
            self.words[target] = line.text.strip()
            self.names[f"{target}#note"] = line.id
        elif line.type == NOTES:
            self._keep(number, text)
        else:
            sort = "question" if line.type == QUESTION else "note"
            self.remarks.append(Remark(line.id, "", self.article, target, sort, line.text))
            self.names[line.id] = line.id

    def _own(self, number: int, line: NoteLine, relations: set[str]) -> None:
        obj = line.target.removeprefix(notes.RECORD)
        if line.target.startswith(notes.RECORD) and not self._target(obj, relations):
            self.report.change(Message("brat.orphan", target=obj), file=self.file, line=number)
            return
        try:
            self.patches[line.target] = (number, patches.load(line.text))
        except patches.PatchError as error:
            self.refuse(number, Message("brat.note", reason=str(error)[:120]))
            return
        self.names[f"{line.target}#"] = line.id
