"""The lines of brat standoff (``.ann``), one value each: between text and parts, nothing more.

https://brat.nlplab.org/standoff.html, and what brat's own server reads and refuses: fragments of
one annotation may not touch, nothing but an event may name a trigger, ids are unique.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from juseok.core.messages import Message
from juseok.core.spans import Span, Spans, make_span

FORM: Final = "brat"
JUSEOK: Final = "Juseok"
NOTES: Final = "AnnotatorNotes"
REMARK: Final = "Remark"
QUESTION: Final = "Question"

ARGS: Final = ("Arg1", "Arg2")
"""The ends of a relation, as brat's own configuration calls them."""

BREAKS: Final = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
"""Where readers of text files may see the end of a line."""
_BREAK: Final = re.compile(f"[{BREAKS}]+")
_PIECE: Final = re.compile(f"[^{BREAKS}]+")
_NAME: Final = re.compile(r"[^\s:;|\t]+")
_NO_NAME: Final = re.compile(r"[\s:;|]")


class TextBound(msgspec.Struct, frozen=True):
    """``T``: ``fragments`` are offsets as the file counts them; ``quote`` None: not given."""

    id: str
    type: str
    fragments: tuple[tuple[int, int], ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """``E``: ``trigger`` is the id of a text-bound; roles name text-bounds and events."""

    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """``R``: ``ends`` is what the file calls head and tail; only ``Arg1`` and ``Arg2`` have an
    order of their own."""

    id: str
    type: str
    head: str
    tail: str
    ends: tuple[str, str] = ARGS


@dataclass(frozen=True, slots=True)
class Equiv:
    """``*``: it has no id of its own."""

    type: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """``A``, and ``M`` of older files; ``value`` is True where none is given."""

    id: str
    type: str
    target: str
    value: str | bool


class Normalization(msgspec.Struct, frozen=True):
    """``N``: ``target`` is ``ref`` of the data base ``db``, called ``text`` there."""

    id: str
    target: str
    db: str
    ref: str
    text: str


class NoteLine(msgspec.Struct, frozen=True):
    """``#``."""

    id: str
    type: str
    target: str
    text: str


Line: TypeAlias = TextBound | Event | Relation | Equiv | AttributeLine | Normalization | NoteLine


class BratSyntaxError(ValueError):
    """A line that cannot be read; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


_TEXT_BOUND: Final = re.compile(
    r"(T\S*)\t(\S+(?: \S+)*?) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\s*?(?:\t(.*))?", re.DOTALL
)
_ONE_PLACE: Final = re.compile(r"(T\w*)\t(\S+) (\d{1,9}) (\d{1,9})\t(.+)", re.DOTALL)
# brat puts blanks between the parts; some tools put tabs.
_EVENT: Final = re.compile(r"(E\S*)\t([^\s:]+):(\S+)((?:[ \t]+[^\s:]+:\S+)*)\s*")
_RELATION: Final = re.compile(r"(R\S*)\t(\S+)[ \t]+([^\s:]+):(\S+)[ \t]+([^\s:]+):(\S+)\s*")
_EQUIV: Final = re.compile(r"\*\t(\S+)((?:[ \t]+\S+){2,})\s*")
_ATTRIBUTE: Final = re.compile(r"([AM]\S*)\t(\S+)[ \t](\S+)(?:[ \t](\S.*?))?\s*")
_NORMALIZATION: Final = re.compile(r"(N\S*)\tReference (\S+) ([^\s:]+):(\S+)(?:[ \t](.*))?")
_NOTE: Final = re.compile(r"(#\S*)\t(\S+) (\S+)(?:\t(.*))?", re.DOTALL)
_KNOWN: Final = "TERAMN*#"


def parse_line(line: str) -> Line | None:
    """The parts of one line; None for a sort of line that is not known here.

    Raises :class:`BratSyntaxError` for a known sort that is not well-formed.
    """
    if line[:1] not in _KNOWN or not line:
        return None
    match line[0]:
        case "T":
            if found := _TEXT_BOUND.fullmatch(line):
                return TextBound(found[1], found[2], _fragments(found[3]), found[4] or None)
        case "E":
            if found := _EVENT.fullmatch(line):
                roles = (each.partition(":") for each in found[4].split())
                return Event(found[1], found[2], found[3], tuple((n, t) for n, _, t in roles))
        case "R":
            if found := _RELATION.fullmatch(line):
                return _relation(*found.groups())
        case "*":
            if found := _EQUIV.fullmatch(line):
                return Equiv(found[1], tuple(found[2].split()))
        case "N":
            if found := _NORMALIZATION.fullmatch(line):
                return Normalization(found[1], found[2], found[3], found[4], found[5] or "")
        case "#":
            if found := _NOTE.fullmatch(line):
                return NoteLine(found[1], found[2], found[3], found[4] or "")
        case _:
            if found := _ATTRIBUTE.fullmatch(line):
                return AttributeLine(found[1], found[2], found[3], found[4] or True)
    raise BratSyntaxError(Message("brat.syntax", line=line[:60]))


def quick_line(line: str) -> TextBound | Normalization | None:
    """What :func:`parse_line` gives, in half the time, of the two sorts that nearly all lines are;
    None: that has to be asked."""
    if line[:1] == "T":
        return _quick_text_bound(line)
    return _quick_normalization(line) if line[:1] == "N" else None


def _quick_text_bound(line: str) -> TextBound | None:
    found = _ONE_PLACE.fullmatch(line)
    if found is None:
        return None
    id_, type_, start, end, quote = found.groups()
    return TextBound(id_, type_, ((int(start), int(end)),), quote)


def _quick_normalization(line: str) -> Normalization | None:
    id_, _, rest = line.partition("\t")
    middle, _, text = rest.partition("\t")
    parts = middle.split(" ")
    if len(parts) != 3 or parts[0] != "Reference" or not id_.isalnum():
        return None
    _, target, key = parts
    db, _, ref = key.partition(":")
    # one word each, by whatever is a blank
    if not (target.isalnum() and db.isalnum() and ref) or ref.split() != [ref]:
        return None
    return Normalization(id_, target, db, ref, text)


def format_line(line: Line) -> str:
    """``line`` as it stands in a file, without the end of the line."""
    match line:
        case TextBound(id_, type_, fragments, quote):
            places = ";".join(f"{start} {end}" for start, end in fragments)
            return f"{id_}\t{type_} {places}\t{quote or ''}"
        case Event(id_, type_, trigger, roles):
            return f"{id_}\t{' '.join((f'{type_}:{trigger}', *(f'{r}:{t}' for r, t in roles)))}"
        case Relation(id_, type_, head, tail, (one, other)):
            return f"{id_}\t{type_} {one}:{head} {other}:{tail}"
        case Equiv(type_, members):
            return f"*\t{type_} {' '.join(members)}"
        case AttributeLine(id_, type_, target, value):
            return f"{id_}\t{type_} {target}" + ("" if value is True else f" {value}")
        case Normalization(id_, target, db, ref, text):
            return f"{id_}\tReference {target} {db}:{ref}\t{text}"
        case NoteLine(id_, type_, target, text):
            return f"{id_}\t{type_} {target}\t{text}"


def text_bound_line(id_: str, type_: str, fragments: Spans) -> str:
    """:func:`format_line` of a text-bound, at once: an export writes one for each mention."""
    if len(fragments) == 1:
        (span,) = fragments
        return f"{id_}\t{type_} {span.start} {span.end}\t{span.quote}"
    places = ";".join([f"{span.start} {span.end}" for span in fragments])
    return f"{id_}\t{type_} {places}\t{' '.join([span.quote for span in fragments])}"


def normalization_line(id_: str, target: str, key: str, text: str) -> str:
    """:func:`format_line` of a normalization by the entity ``key`` (``db:id``), at once."""
    return f"{id_}\tReference {target} {key}\t{text}"


def fragments_of(spans: Spans) -> Spans:
    """``spans`` as brat can have them: none over the end of a line, none touching another."""
    if len(spans) == 1 and _BREAK.search(spans[0].quote) is None:  # as a rule
        return spans
    found: list[Span] = []
    for span in spans:
        if _BREAK.search(span.quote) is None and (not found or found[-1].end < span.start):
            found.append(span)
            continue
        for match in _PIECE.finditer(span.quote):
            start, end = span.start + match.start(), span.start + match.end()
            if found and found[-1].end == start:
                last = found.pop()
                found.append(Span(last.start, end, last.quote + match[0]))
            else:
                found.append(Span(start, end, match[0]))
    return tuple(found)


def joined(text: str, spans: Spans) -> Spans:
    """Fragments with nothing but ends of lines between them as one span: what
    :func:`fragments_of` cut."""
    if len(spans) == 1:
        return spans
    found: list[Span] = []
    for span in spans:
        if found and _BREAK.fullmatch(text, found[-1].end, span.start):
            found[-1] = make_span(text, found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def end_name(relation: str, number: int) -> str:
    """Under which name (``Kept.names``) stands what a file calls an end of ``relation``."""
    return f"{relation}.{ARGS[number]}"


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Whether ``text`` can be a type, a role or a value as it stands."""
    return _NAME.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def as_name(text: str) -> str:
    """``text`` as a name that brat takes."""
    return text if is_name(text) else _NO_NAME.sub("_", text) or "_"


def is_one_line(text: str) -> bool:
    """Whether ``text`` can be the words of a note as they stand."""
    return bool(text) and text == text.strip() and _BREAK.search(text) is None


def one_line(text: str) -> str:
    """``text`` with one blank for whatever of them it has, and ends of lines."""
    return " ".join(_BREAK.sub(" ", text).split())


def _relation(id_: str, type_: str, one: str, head: str, other: str, tail: str) -> Relation:
    if (other, one) == ARGS:
        return Relation(id_, type_, tail, head)
    return Relation(id_, type_, head, tail, (one, other))


def _fragments(text: str) -> tuple[tuple[int, int], ...]:
    if ";" not in text:  # as a rule
        start, _, end = text.partition(" ")
        return ((int(start), int(end)),)
    pairs = (each.split(" ") for each in text.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)
