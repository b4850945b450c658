"""Search results and section pages: many articles on one page, each with its own stamp.

A stamp is a line of date and names.  Records are ``title, text, stamp`` or ``title, stamp,
text``; a page is a listing when at least two stamps belong to such records.  Headlines
without a text are never articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.lang.extract.drafts import ArticleDraft, Extraction
from juseok.lang.extract.facts import page_facts
from juseok.lang.extract.header import Header
from juseok.lang.extract.lines import Line, Look, Piece, zones_of
from juseok.lang.extract.meta import Meta
from juseok.lang.extract.page import assemble

_TITLE: Final = 120
_TEXT: Final = 80


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a listing, as indexes of its lines (``last`` is part of it)."""

    title: int
    stamp: int
    last: int


def find_records(lines: Sequence[Line], metas: Sequence[Meta | None]) -> tuple[Record, ...]:
    """The articles of a listing page; none where the page is not a listing."""
    stamps = [i for i, meta in enumerate(metas) if meta is not None and meta.has_date]
    if len(stamps) < 2:
        return ()
    last_stamp = _stamped_last(lines, stamps)
    second_stamp = _stamped_second(lines, metas, stamps)
    best = max(last_stamp, second_stamp, key=len)
    return tuple(best) if len(best) >= 2 and len(best) * 2 >= len(stamps) else ()


def extract_listing(
    text: str, lines: Sequence[Line], metas: Sequence[Meta | None], records: Sequence[Record]
) -> Extraction:
    """The articles of ``records``, with all other lines as leftovers."""
    page = page_facts(text)
    stamps = sum(1 for meta in metas if meta is not None and meta.has_date)
    drafts: list[ArticleDraft] = []
    leftovers: list[Piece] = []
    done = 0
    for record in records:
        leftovers += _outside(lines[done : record.title], above=done == 0)
        done = record.last + 1
        roles = {
            index: _role(lines[index])
            for index in range(record.title, done)
            if metas[index] is None
        }
        roles[record.title] = ZoneRole.TITLE
        header = Header(roles, record.title - record.title, True, "", "")
        missed = stamps - len(records) if not drafts else 0
        doubts = (Message("extract.number_of_articles", missed=missed),) if missed else ()
        draft, _, _ = assemble(
            text,
            lines[record.title : done],
            {index - record.title: role for index, role in roles.items()},
            metas[record.title : done],
            first=0,
            last=done - record.title - 1,
            header=header,
            page=page,
            doubts=doubts,
        )
        drafts.append(draft)
    leftovers += _outside(lines[done:], above=False)
    return Extraction(text, tuple(drafts), zones_of(text, leftovers))


def _stamped_last(lines: Sequence[Line], stamps: Sequence[int]) -> list[Record]:
    records: list[Record] = []
    before = -1
    for stamp in stamps:
        title = (
            _title_above(lines, before, stamp) if before < 0 else _title_below(lines, before, stamp)
        )
        if title is not None and any(_is_text(lines[i]) for i in range(title + 1, stamp)):
            records.append(Record(title, stamp, stamp))
        before = stamp
    return records


def _title_above(lines: Sequence[Line], before: int, stamp: int) -> int | None:
    index = stamp - 1
    while index > before and _is_text(lines[index]):
        index -= 1
    is_title = index > before and index < stamp - 1 and _is_title(lines[index])
    return index if is_title else None


def _title_below(lines: Sequence[Line], before: int, stamp: int) -> int | None:
    for index in range(before + 1, stamp - 1):
        if _is_title(lines[index]):
            return index
        if _is_text(lines[index]) or lines[index].look == ZoneRole.RELATED:
            return None
    return None


def _stamped_second(
    lines: Sequence[Line], metas: Sequence[Meta | None], stamps: Sequence[int]
) -> list[Record]:
    stop = len(lines)
    records: list[Record] = []
    for order, stamp in enumerate(stamps):
        title = stamp - 1
        if title < 0 or not _is_title(lines[title]):
            continue
        limit = stamps[order + 1] - 1 if order + 1 < len(stamps) else stop
        first = stamp + 1
        while first < limit and metas[first] is not None:
            first += 1  # whoever wrote it, in a line by itself
        last = first - 1
        while last + 1 < limit and (
            _is_text(lines[last + 1]) or (last >= first and lines[last + 1].look == Look.SENTENCE)
        ):
            last += 1
        headed = any(line.look == ZoneRole.RELATED for line in lines[_end(records) : title])
        if headed and records:
            break
        if last >= first:
            records.append(Record(title, stamp, last))
    return records


def _end(records: Sequence[Record]) -> int:
    return records[-1].last + 1 if records else 0


def _is_text(line: Line) -> bool:
    return line.look == Look.PROSE or (isinstance(line.look, Look) and len(line.text) >= _TEXT)


def _is_title(line: Line) -> bool:
    return (
        isinstance(line.look, Look)
        and line.look != Look.PROSE
        and len(line.text) <= _TITLE
        and not _is_text(line)
    )


def _role(line: Line) -> ZoneRole:
    if isinstance(line.look, ZoneRole):
        return line.look
    if line.look in (Look.PROSE, Look.SENTENCE, Look.ITEM) or _is_text(line):
        return ZoneRole.BODY
    return ZoneRole.HEADING


def _outside(lines: Sequence[Line], *, above: bool) -> list[Piece]:
    """Zones of lines that belong to no article: navigation above, headlines and foot below."""
    pieces: list[Piece] = []
    role = ZoneRole.NAV
    for line in lines:
        if isinstance(line.look, ZoneRole):
            known = ZoneRole.NAV if above and line.look == ZoneRole.RELATED else line.look
            if not above:
                role = known if known in (ZoneRole.RELATED, ZoneRole.FOOTER) else role
        else:
            known = role
        pieces.append((line.start, line.end, known))
    return pieces
