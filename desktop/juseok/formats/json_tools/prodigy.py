"""Prodigy's JSON lines: texts with spans, tokens, relations and an answer.

https://prodi.gy/docs/api-interfaces: offsets are code points, ``token_end`` is inclusive, and a
relation names the last token of its spans.  What was not accepted is no annotation.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from juseok.formats.base import Report, ReportBuilder, may_be_json
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.json_tools.page import OWN, Holds, Mark, page_of
from juseok.formats.json_tools.prodigy_plain import PLAIN, PlainLine, PlainToken
from juseok.formats.json_tools.prodigy_tokens import token_places, tokens_of
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import (
    Notes,
    Object,
    are_several,
    details,
    documents_in,
    edges_in,
    kept_fields,
    label_of,
    objects,
    place_of,
    whole,
)
from juseok.formats.json_tools.values import Found, first_objects
from juseok.formats.json_tools.writing import BUFFER, json_bytes, json_pages, supporting
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

FORM: Final = "prodigy"
_ACCEPT: Final = "accept"
_BY: Final = re.compile(rb'"_(?:annotator|session)_id"\s*:\s*"([^"]*)"')
_HASHES: Final = ("_input_hash", "_task_hash", "_view_id", "_timestamp", "_session_id",
                  "_is_binary")  # fmt: skip
_KNOWN: Final = frozenset(
    {"text", "spans", "tokens", "relations", "answer", "meta", "_annotator_id", OWN, *_HASHES}
)
_OF_SPANS: Final = frozenset(
    {"start", "end", "label", "token_start", "token_end", "text", "id", "type", "source",
     "input_hash"}
)  # fmt: skip
_OF_TOKENS: Final = frozenset({"text", "start", "end", "id", "ws", "disabled"})
_OF_RELATIONS: Final = frozenset(
    {"head", "child", "head_span", "child_span", "label", "color", "head_id", "child_id"}
)
_HELD: Final = frozenset({Feature.LINES, Feature.OVERLAP, Feature.RELATIONSHIPS})


class ProdigyReader:
    """Reads what ``prodigy db-out`` writes, and tasks for Prodigy."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "Prodigy JSONL", "en": "Prodigy JSONL"}
    extensions: tuple[str, ...] = (".jsonl", ".json")

    def recognises(self, path: Path) -> bool:
        """Objects with a text, and spans, or an answer and tokens, as Prodigy has them."""
        if not may_be_json(path, self.extensions):
            return False
        found = first_objects(path)
        return bool(found) and all(map(_is_possible, found)) and any(map(_is_likely, found))

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in its order; see :class:`DocumentReader`."""
        several = path.is_file() and are_several(path, _BY)
        pages = partial(_pages, stem=path.stem, several=several)
        return documents_in(path, form=FORM, report=report, pages=pages, plain=PLAIN)


class Line(NamedTuple):
    """What came of one document: its line, without the end."""

    data: bytes
    counted: Counted


class ProdigyWriter(PartedWriter[Line]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = ProdigyReader.names
    extensions: tuple[str, ...] = (".jsonl",)
    is_folder: bool = False
    support: Support = supporting(_HELD)

    def maker(self, about: About) -> Callable[[Document], Line]:
        del about
        return _made

    def put(self, made: Iterable[Line], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``."""
        del about
        tally = Tally(self.support, form=self.id)
        with open(path, "xb", buffering=BUFFER) as file:
            for line in made:
                file.write(line.data)
                file.write(b"\n")
                tally.count(line.counted)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The object of ``document``, over lines."""
        return json_pages(_line(document)).split("\n")


def _made(document: Document) -> Line:
    return Line(json_bytes(_line(document)), counted(document))


def _line(document: Document) -> dict[str, Any]:
    """One article; raises ``SpanError`` where a span does not prove."""
    text = document.article.text
    page = page_of(document, Holds())
    tokens = tokens_of(text, [span for mark in page.marks for span in mark.spans])
    begins, ends = token_places(tokens)
    spans = {
        mark.id: {**_place(mark, begins, ends), "label": mark.type, "id": number}
        for number, mark in enumerate(page.marks, start=1)
    }
    relations = [
        {
            "head": spans[edge.head]["token_end"], "child": spans[edge.tail]["token_end"],
            "head_span": _bare(spans[edge.head]), "child_span": _bare(spans[edge.tail]),
            "label": edge.type,
            "head_id": spans[edge.head]["id"], "child_id": spans[edge.tail]["id"],
        }
        for edge in page.edges
    ]  # fmt: skip
    found = {
        **kept_fields(document.kept.get(FORM)),
        "text": text, "tokens": tokens, "spans": list(spans.values()), "relations": relations,
        "answer": _ACCEPT,
    }  # fmt: skip
    return {**found, OWN: page.own}


def _place(mark: Mark, begins: Mapping[int, int], ends: Mapping[int, int]) -> dict[str, Any]:
    (span,) = mark.spans
    return {
        "start": span.start, "end": span.end,
        "token_start": begins[span.start], "token_end": ends[span.end],
    }  # fmt: skip


def _bare(span: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in span.items() if name != "id"}


def _is_possible(value: Object) -> bool:
    is_text = isinstance(value.get("text"), str)
    return is_text and isinstance(value.get("spans", []), list) and "entities" not in value


def _is_likely(value: Object) -> bool:
    if "answer" in value and ("tokens" in value or "_task_hash" in value):
        return True
    spans = objects(value.get("spans"))
    return bool(spans) and all({"start", "end"} <= each.keys() for each in spans)


def _pages(found: Found, notes: Notes, *, stem: str, several: bool) -> Iterator[RawPage]:
    plain, line = found.plain, found.line
    value = plain.rest() if isinstance(plain, PlainLine) else found.value
    text = value.get("text")
    if not isinstance(text, str):
        notes.refuse(line, "json.no_text", name="text")
        return
    answer = value.get("answer", _ACCEPT)
    if answer != _ACCEPT:
        notes.refuse(line, "prodigy.answer", answer=str(answer)[:60])
        return
    if isinstance(plain, PlainLine):
        tokens, marks = plain.tokens, plain.marks()
    else:
        tokens = objects(value.get("tokens"))
        notes.passed_in("tokens", tokens, _OF_TOKENS)
        marks = _marks(value, tokens, notes, line)
    edges: list[RawEdge] = []
    ends = _Ends(marks, tokens)
    for each in edges_in(value.get("relations"), notes, line):
        label = label_of(each.get("label"))
        head, tail = ends.of(each, "head"), ends.of(each, "child")
        if not label or not head or not tail:
            notes.refuse(line, "json.bad_edge")
            continue
        edges.append(RawEdge(label, head, tail))
        for end in ("head_span", "child_span"):
            span = each.get(end)
            if isinstance(span, dict):
                notes.passed(f"relations.{end}.{name}" for name in span.keys() - _OF_SPANS)
        notes.passed(f"relations.{name}" for name in each.keys() - _OF_RELATIONS)
    own, meta = value.get(OWN), value.get("meta")
    notes.unproved += sum([each.quote is None for each in marks])
    fields = {name: each for name, each in value.items() if name not in _KNOWN}
    if isinstance(meta, dict):
        fields = {**fields, **meta}
    metadata, kept = details(fields, notes)
    given = value.get("_annotator_id", value.get("_session_id"))
    who = given if isinstance(given, str) else ""
    yield RawPage(
        text=text, marks=[*marks, *ends.made], edges=edges, own=own, file=notes.file, line=line,
        name=f"{stem}-{found.number}", annotator=who, coder=who if several else "",
        metadata=metadata, kept=kept,
    )  # fmt: skip


def _marks(
    value: Object, tokens: Sequence[Object], notes: Notes, line: int
) -> list[RawMark]:  # fmt: skip
    marks: list[RawMark] = []
    for number, each in enumerate(_list(value.get("spans")), start=1):
        mark = _mark(each, tokens, number) if isinstance(each, dict) else None
        if mark is None:
            notes.bad_mark(line, number)
        else:
            marks.append(mark)
            if not each.keys() <= _OF_SPANS:
                notes.passed(f"spans.{name}" for name in each.keys() - _OF_SPANS)
    return marks


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _mark(span: Object, tokens: Sequence[Object], number: int) -> RawMark | None:
    """A span with the words it has: its own, or those of its tokens."""
    first, last = whole(span.get("token_start")), whole(span.get("token_end"))
    place = place_of(span.get("start"), span.get("end"))
    words = span.get("text")
    quote = words if isinstance(words, str) else None
    if first is not None and last is not None and 0 <= first <= last < len(tokens):
        if not place:
            place = place_of(tokens[first].get("start"), tokens[last].get("end"))
        if place and quote is None:
            quote = _words(tokens, first, last, place[0])
    if not place:
        return None
    id_ = span.get("id")
    name = f"#{number}" if id_ is None else str(id_)
    return RawMark(name, label_of(span.get("label")) or "SPAN", place, quote)


def _words(
    tokens: Sequence[Object], first: int, last: int, place: tuple[int, int]
) -> str | None:  # fmt: skip
    """The words of tokens from ``first`` to ``last``, where those stand at ``place``.

    Some tools write the token after the last as ``token_end``.
    """
    if tokens[last].get("end") != place[1]:
        last -= 1
    if last < first:
        return None
    if (tokens[first].get("start"), tokens[last].get("end")) != place:
        return None
    found = ""
    for number in range(first, last + 1):
        token = tokens[number]
        blank = " " if token.get("ws", False) and number < last else ""
        found += f"{token.get('text', '')}{blank}"
    return found


class _Ends:
    """What relations join: by id, by the place of a span, or by a token in it."""

    def __init__(
        self, marks: Sequence[RawMark], tokens: Sequence[Object] | Sequence[PlainToken]
    ) -> None:
        self._ids = {mark.id for mark in marks}
        self._tokens = tokens
        self._marks = marks
        self.made: list[RawMark] = []
        """Marks for what relations join and no span says."""

    @cached_property
    def _places(self) -> dict[tuple[int, int, str], str]:
        found: dict[tuple[int, int, str], str] = {}
        for mark in self._marks:
            found.setdefault((*mark.places[0], mark.type), mark.id)
            found.setdefault((*mark.places[0], ""), mark.id)
        return found

    def of(self, relation: Object, end: str) -> str:
        """The id of the mark at ``end`` (``head`` or ``child``); empty where there is none."""
        id_ = relation.get(f"{end}_id")
        if id_ is not None and str(id_) in self._ids:
            return str(id_)
        span = relation.get(f"{end}_span")
        if isinstance(span, dict):
            place = place_of(span.get("start"), span.get("end"))
            label = label_of(span.get("label"))
            if place:
                known = self._places.get((*place[0], label)) or self._places.get((*place[0], ""))
                if known is not None:
                    return known
                mark = RawMark(f"#{end}{len(self.made)}", label or "SPAN", place)
                self.made.append(mark)
                self._places[(*place[0], label)] = mark.id
                return mark.id
        return self._at_token(whole(relation.get(end)))

    def _at_token(self, number: int | None) -> str:
        if number is None or not 0 <= number < len(self._tokens):
            return ""
        token = self._tokens[number]
        if isinstance(token, PlainToken):
            start, last = token.start, token.end
        else:
            start, last = token.get("start"), token.get("end")
        if not (isinstance(start, int) and isinstance(last, int)):
            return ""
        held = [each for each in self._marks if each.places[0][0] <= start < each.places[0][1]]
        return min(held, key=lambda each: each.places[0][1] - each.places[0][0]).id if held else ""
