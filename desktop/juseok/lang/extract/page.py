"""One article on a page: its lines get roles, its slice is cut out, its metadata is read."""

import re
from collections.abc import Sequence
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import READING_ROLES, ZoneRole
from juseok.lang.extract.bylines import lead_of, tail_of
from juseok.lang.extract.drafts import ArticleDraft, Extraction, doubts_of
from juseok.lang.extract.facts import Facts, PageFacts, emails_of, page_facts
from juseok.lang.extract.header import Header, body_start, read_header
from juseok.lang.extract.lines import WRITTEN, Line, Look, Piece, zones_of
from juseok.lang.extract.meta import Meta, read_meta

_HEADINGS: Final = 60
_NEAR: Final = 5
_IMAGE: Final = re.compile(r"(?:이미지|사진|원본)\s?(?:크게\s?)?(?:확대|보기)|클릭|확대보기")
_ABOVE: Final = frozenset(
    {ZoneRole.KICKER, ZoneRole.DATE, ZoneRole.PUBLISHER, ZoneRole.BYLINE, ZoneRole.SUBTITLE}
)


def extract_single(text: str, lines: Sequence[Line], metas: Sequence[Meta | None]) -> Extraction:
    """The one article of a page, with everything outside it as leftovers."""
    start = body_start(lines, metas)
    end = len(lines) if start is None else start
    header = read_header(lines, metas, end)
    roles = {**header.roles, **body_roles(lines, metas, end)}
    first, last = slice_of(lines, roles, metas, header.title)
    facts = page_facts(text, title_suffix=header.title_suffix)
    draft, before, after = assemble(
        text, lines, roles, metas, first=first, last=last, header=header, page=facts
    )
    return Extraction(text, (draft,), zones_of(text, before + after))


def extract_declared(
    text: str, lines: Sequence[Line], metas: Sequence[Meta | None], *, title: str
) -> Extraction:
    """All of a text that is declared to be one article, with its small print found in it.

    ``title`` is what a column says (empty: it says nothing); a line of the text is its title
    when it reads the same, or without a column where that leaves no doubt.
    """
    start = body_start(lines, metas)
    end = len(lines) if start is None else start
    found = read_header(lines, metas, end)
    at = _declared_title(lines, found, title)
    roles = {**found.roles, **body_roles(lines, metas, end)}
    for index, role in roles.items():
        guessed = not isinstance(lines[index].look, ZoneRole)
        headed = at is not None and at == found.title
        if guessed and (role in _GUESSED or (role in _HEADER and not headed)):
            roles[index] = ZoneRole.BODY
    if at is not None:
        roles[at] = ZoneRole.TITLE
    header = Header(roles, at, found.sure or bool(title), found.section, found.title_suffix)
    draft, _, _ = assemble(
        text,
        lines,
        roles,
        [None if index == at else meta for index, meta in enumerate(metas)],
        first=0,
        last=len(lines) - 1,
        header=header,
        page=page_facts(text, title_suffix=header.title_suffix),
    )
    return Extraction(text, (draft,))


_HEADER: Final = frozenset({ZoneRole.TITLE, ZoneRole.SUBTITLE, ZoneRole.KICKER})
_GUESSED: Final = frozenset({ZoneRole.NAV, ZoneRole.FOOTER, ZoneRole.OTHER})
"""What a page has around an article; a text without a page has it only where it says so."""


def _declared_title(lines: Sequence[Line], header: Header, title: str) -> int | None:
    if title:
        same = (i for i, line in enumerate(lines) if line.text.split() == title.split())
        return next(same, None)
    at = header.title
    return at if at is not None and header.sure and lines[at].look not in WRITTEN else None


def meta_of(line: Line) -> Meta | None:
    written = isinstance(line.look, ZoneRole) or line.look == Look.PROSE
    return None if written else read_meta(line.text)


def body_roles(
    lines: Sequence[Line], metas: Sequence[Meta | None], start: int
) -> dict[int, ZoneRole]:
    """Roles of ``lines[start:]``, but for those that are dates and bylines."""
    stop = _hard_end(lines, start)
    written = [i for i in range(start, stop) if _is_written(lines[i])]
    last = written[-1] if written else start
    roles: dict[int, ZoneRole] = {}
    related = ended = False
    for index in range(start, len(lines)):
        line = lines[index]
        if isinstance(line.look, ZoneRole):
            roles[index] = line.look
            related = line.look == ZoneRole.RELATED or related
            ended = ended or (index > last and line.look != ZoneRole.CAPTION)
        elif metas[index] is not None:
            continue
        elif index <= last:
            related = related and not _is_written(line)
            roles[index] = _inside(lines, index, related=related)
        else:
            ended = ended or (line.look == Look.HEADING and index > start)
            roles[index] = _below(line, related=related, ended=ended)
    return roles


def _is_written(line: Line) -> bool:
    """A sentence of the text; headlines may end in a question, but not in a period."""
    return line.look == Look.PROSE or (line.look == Look.SENTENCE and line.text[-1] not in "?!")


def _inside(lines: Sequence[Line], index: int, *, related: bool) -> ZoneRole:
    line = lines[index]
    if related:
        return ZoneRole.RELATED
    if index and line.look not in WRITTEN and _IMAGE.search(lines[index - 1].text[:40]):
        return ZoneRole.CAPTION
    if line.look in (Look.PROSE, Look.SENTENCE, Look.ITEM) or len(line.text) > _HEADINGS:
        return ZoneRole.BODY
    return ZoneRole.HEADING


def _below(line: Line, *, related: bool, ended: bool) -> ZoneRole:
    """A line under the last sentence: a list that goes on, headlines, or the page's foot."""
    if related:
        return ZoneRole.RELATED
    if ended:
        return ZoneRole.FOOTER
    return ZoneRole.BODY if line.look in WRITTEN or line.look == Look.ITEM else ZoneRole.OTHER


def _hard_end(lines: Sequence[Line], start: int) -> int:
    """Index of the copyright line that ends the text; one above most of the text does not."""
    total = sum(len(line.text) for line in lines[start:] if line.look == Look.PROSE)
    seen = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if line.look == Look.PROSE:
            seen += len(line.text)
        elif line.look == ZoneRole.COPYRIGHT and seen * 3 > total:
            return index
    return len(lines)


def slice_of(
    lines: Sequence[Line],
    roles: dict[int, ZoneRole],
    metas: Sequence[Meta | None],
    title: int | None,
) -> tuple[int, int]:
    """First and last line of the article: from what belongs to its title to its copyright."""

    def role(index: int) -> ZoneRole:
        return roles.get(index, ZoneRole.BYLINE)

    bodies = [i for i in range(len(lines)) if roles.get(i) == ZoneRole.BODY]
    anchors = ([] if title is None else [title]) + bodies[:1]
    first = min(anchors, default=0)
    while first > 0 and (role(first - 1) in _ABOVE):
        first -= 1
    last = max(bodies[-1:] + anchors, default=len(lines) - 1)
    ended = False
    for index in range(last + 1, len(lines)):
        if role(index) == ZoneRole.COPYRIGHT and index - last <= _NEAR:
            return first, index
        if role(index) == ZoneRole.RELATED:
            break
        ended = ended or role(index) in (ZoneRole.COMMENT, ZoneRole.FOOTER)
        if not ended and (role(index) in READING_ROLES or role(index) == ZoneRole.OTHER):
            last = index
    return first, last


def assemble(
    text: str,
    lines: Sequence[Line],
    roles: dict[int, ZoneRole],
    metas: Sequence[Meta | None],
    *,
    first: int,
    last: int,
    header: Header,
    page: PageFacts,
    doubts: tuple[Message, ...] = (),
) -> tuple[ArticleDraft, list[Piece], list[Piece]]:
    """The draft of ``lines[first:last + 1]``, and the zones before and after it."""
    facts = Facts()
    groups: tuple[list[Piece], list[Piece], list[Piece]] = ([], [], [])
    for index, line in enumerate(lines):
        group = 0 if index < first else 1 if index <= last else 2
        mine = facts if group == 1 else Facts()
        groups[group].extend(_pieces(line, roles.get(index), metas[index], mine))
    before, inside, after = groups
    if not any(meta.has_date for meta in facts.metas):
        facts.metas += [meta for meta in metas[:first] if meta is not None and meta.has_date]
    start, end = (lines[first].start, lines[last].end) if lines else (0, 0)

    def texts(role: ZoneRole) -> list[str]:
        return [lines[i].text for i in range(first, last + 1) if roles.get(i) == role]

    metadata = facts.metadata(
        title=lines[header.title].text if header.title is not None else "",
        subtitles=texts(ZoneRole.SUBTITLE),
        kicker=" / ".join(texts(ZoneRole.KICKER)),
        section=header.section,
        page=page,
    )
    zones = zones_of(text, inside, offset=start)
    draft = ArticleDraft(
        text=text[start:end],
        page_start=start,
        page_end=end,
        metadata=metadata,
        zones=zones,
        doubts=doubts + doubts_of(metadata, zones, sure=header.sure),
    )
    return draft, before, after


def _pieces(line: Line, role: ZoneRole | None, meta: Meta | None, facts: Facts) -> list[Piece]:
    """The zones of one line, in page coordinates; what it says goes into ``facts``."""
    facts.emails += [] if len(line.text) > 300 and role == ZoneRole.BODY else emails_of(line.text)
    if role is None and meta is not None:
        facts.metas.append(meta)
        at = line.text_start
        shifted = [(at + a, at + b, role) for a, b, role in meta.pieces(len(line.text))]
        shifted[0] = (line.start, *shifted[0][1:])
        shifted[-1] = (shifted[-1][0], line.end, shifted[-1][2])
        return shifted
    role = role or ZoneRole.OTHER
    if role == ZoneRole.BODY:
        return _body_pieces(line, facts)
    if role == ZoneRole.CREDIT:
        facts.credit_lines.append(line.text)
    elif role == ZoneRole.COPYRIGHT:
        facts.copyright_lines.append(line.text)
    elif role == ZoneRole.PUBLISHER:
        facts.outlet_lines.append(line.text)
    return [(line.start, line.end, role)]


def _body_pieces(line: Line, facts: Facts) -> list[Piece]:
    """A body line, with the byline in front of it or behind it as its own zone."""
    begin, end = line.start, line.end
    pieces: list[Piece] = []
    if lead := lead_of(line.text):
        facts.leads.append(lead)
        begin = line.text_start + lead.end
        pieces.append((line.start, begin, ZoneRole.BYLINE))
    tail = tail_of(line.text)
    if tail is not None and line.text_start + tail[0] > begin:
        facts.tail_names += tail[1]
        facts.emails += emails_of(line.text[tail[0] :])
        end = line.text_start + tail[0]
    pieces.append((begin, end, ZoneRole.BODY))
    if end < line.end:
        pieces.append((end, line.end, ZoneRole.BYLINE))
    return pieces
