"""Marks of a file where they are: each place proved, pieces of one span put together."""

from itertools import pairwise

from juseok.core.messages import Message
from juseok.core.spans import Span, Spans
from juseok.core.text import Utf16Map
from juseok.formats.base import ReportBuilder
from juseok.formats.json_tools.page import CONTINUED
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.offsets import Offsets, lost_at


class Placed:
    """The marks of ``raw`` by their ids, with the ``spans`` of each, and the ``edges`` between
    them; what does not prove, or joins what is not there, is told."""

    def __init__(self, raw: RawPage, offsets: Offsets, report: ReportBuilder) -> None:
        self._raw, self._offsets, self._report = raw, offsets, report
        units = Utf16Map(raw.text) if raw.utf16 else None
        self._utf16 = None if units is None or units.units == len(raw.text) else units
        self._related = {each.id for each in raw.edges} - {""}
        self.spans: dict[str, Spans] = {}
        self.marks: dict[str, RawMark] = {}
        self.edges: list[RawEdge] = []
        self._place_all()
        self._join()

    def _place_all(self) -> None:
        """Prove the places of all marks: of nearly all at once, for which nothing is told."""
        text, length = self._offsets.text, len(self._offsets.text)
        spans, marks, is_plain = self.spans, self.marks, self._offsets.is_plain
        for mark in self._raw.marks:
            if is_plain and len(mark.places) == 1 and mark.id not in spans:
                ((start, end),) = mark.places
                if 0 <= start < end <= length and (
                    mark.quote == text[start:end] or (mark.quote is None and self._utf16 is None)
                ):
                    spans[mark.id] = (Span(start, end, text[start:end]),)
                    marks[mark.id] = mark
                    continue
            self._place(mark)

    def _place(self, mark: RawMark) -> None:
        if mark.id in self.spans:
            self._refuse("json.twice", id=mark.id[:60])
            return
        places = mark.places
        file, line = self._raw.marked_in or self._raw.file, mark.line or self._raw.line
        if mark.quote is None and self._utf16 is not None:
            to_cp = self._utf16.to_cp
            places = tuple((to_cp(start), to_cp(end)) for start, end in places)
        found = self._offsets.resolve(places, mark.quote) if places else None
        if found is None:
            at = ";".join(f"{start} {end}" for start, end in mark.places)
            told = lost_at(at, mark.quote, mark.type)
            self._report.refuse(told, file=file, line=line)
            return
        if found.how not in ("exact", "unproved"):
            told = Message(f"offsets.{found.how}", id=mark.id[:60])
            self._report.change(told, file=file, line=line)
        if found.widened:
            told = Message("offsets.widened", id=mark.id[:60])
            self._report.change(told, file=file, line=line)
        self.spans[mark.id] = found.spans
        self.marks[mark.id] = mark

    def _join(self) -> None:
        """Put pieces together that an edge says are one span; look up the ends of the others."""
        known = [each for each in self._raw.edges if self._knows(each)]
        whole: dict[str, str] = {}
        others: list[RawEdge] = []
        for edge in known:
            if edge.type == CONTINUED and self._continues(whole.get(edge.head, edge.head), edge):
                whole[edge.tail] = whole.get(edge.head, edge.head)
            else:
                others.append(edge)
        for each in others:
            head, tail = whole.get(each.head, each.head), whole.get(each.tail, each.tail)
            self.edges.append(each.between(head, tail))

    def _knows(self, edge: RawEdge) -> bool:
        for end in (edge.head, edge.tail):
            if end not in self.spans:
                code = "json.no_end" if end in self._related else "json.dangling"
                self._refuse(code, type=edge.type[:60], target=end[:60])
                return False
        return True

    def _continues(self, head: str, edge: RawEdge) -> bool:
        tail = edge.tail
        if tail not in self.spans or head == tail:
            return False
        if self.marks[head].type != self.marks[tail].type:
            return False
        spans = tuple(sorted((*self.spans[head], *self.spans[tail])))
        if any(b.start < a.end for a, b in pairwise(spans)):
            return False
        self.spans[head] = spans
        del self.spans[tail], self.marks[tail]
        return True

    def _refuse(self, code: str, **params: str | int) -> None:
        self._report.refuse(Message(code, **params), file=self._raw.file, line=self._raw.line)
