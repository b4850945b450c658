"""Articles out of documents whose layout tells the roles of lines: HTML, DOCX, PDF, HWPX.

What the layout tells of a line counts before what the line looks like, but for small print
(dates, bylines, captions, copyright), which only its words tell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from juseok.core.model import ZoneRole
from juseok.lang.extract.dates import DATE, parse_date
from juseok.lang.extract.drafts import ArticleDraft, Extraction, doubts_of
from juseok.lang.extract.facts import page_facts
from juseok.lang.extract.header import Header, body_start, read_header
from juseok.lang.extract.lines import WRITTEN, Line, Look, split_lines, zones_of
from juseok.lang.extract.listing import extract_listing, find_records
from juseok.lang.extract.meta import Meta
from juseok.lang.extract.page import assemble, body_roles, meta_of, slice_of

_FURNITURE: Final = frozenset({ZoneRole.NAV, ZoneRole.FOOTER, ZoneRole.RELATED, ZoneRole.COMMENT})
_GUESSED: Final = frozenset({ZoneRole.NAV, ZoneRole.FOOTER, ZoneRole.OTHER, ZoneRole.RELATED})
_HEADED: Final = frozenset({ZoneRole.TITLE, ZoneRole.SUBTITLE, ZoneRole.KICKER})
_KEPT: Final = frozenset({ZoneRole.HEADING, ZoneRole.SUBTITLE, ZoneRole.KICKER, ZoneRole.CAPTION})
"""What a line of the text may be by its look, where the layout only says that it is text."""
_TRUSTED: Final = 0.3
"""The layout finds at least this much of what reads like text, or it is not believed."""
_LINES: Final = re.compile("\n")
_MENU: Final = 8
"""Code points; a shorter line below a title is a word of a menu, and no subtitle."""


def extract_laid_out(
    text: str, layout: Mapping[int, ZoneRole], *, is_article: bool = False
) -> Extraction:
    """The articles of a normalised ``text``; ``layout``: line number, from 0 → role.

    ``is_article``: all of it is one article, with its running heads as zones.  Every line that is
    not blank is in a zone, of an article or of what is left over.
    """
    lines = split_lines(text)
    if not lines:
        return Extraction(text, ())
    metas = [meta_of(line) for line in lines]
    records = find_records(lines, metas)
    listed = sum(len(line.text) for each in records for line in lines[each.title : each.last + 1])
    if records and listed * 2 > sum(len(line.text) for line in lines):
        return extract_listing(text, lines, metas, records)
    return _Page(text, lines, metas, _by_index(text, lines, layout)).extraction(is_article)


def _by_index(
    text: str, lines: Sequence[Line], layout: Mapping[int, ZoneRole]
) -> dict[int, ZoneRole]:
    """Index of a line that is not blank → role."""
    starts = {0: 0} | {at.end(): number for number, at in enumerate(_LINES.finditer(text), start=1)}
    found: dict[int, ZoneRole] = {}
    for index, line in enumerate(lines):
        role = layout.get(starts[line.start])
        if role is not None:
            found[index] = role
    return found


class _Page:
    """One page under way."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        metas: list[Meta | None],
        told: dict[int, ZoneRole],
    ) -> None:
        self._text, self._lines, self._metas, self._told = text, lines, metas, told
        start = body_start(lines, metas)
        end = len(lines) if start is None else start
        self._found = read_header(lines, metas, end)
        self._roles = {**self._found.roles, **body_roles(lines, metas, end)}
        self._first, self._end = 0, end

    def extraction(self, is_article: bool) -> Extraction:
        if not is_article:
            self._doubt()
        title = self._title()
        main = {i for i, role in self._told.items() if role not in _FURNITURE}
        bodies = (i for i, role in self._told.items()
                  if role is ZoneRole.BODY and self._lines[i].look in WRITTEN)  # fmt: skip
        self._first = min(bodies, default=self._end if title in self._told else 0)
        for index in range(len(self._lines)):
            self._settle(index, is_article=is_article, is_main=index in main, title=title)
        header = Header(
            self._roles, title, self._found.sure or title in self._told, self._found.section,
            self._found.title_suffix,
        )  # fmt: skip
        if is_article:
            first, last = 0, len(self._lines) - 1
        else:
            self._outside(main)
            first, last = slice_of(self._lines, self._roles, self._metas, title)
        facts = page_facts(self._text, title_suffix=header.title_suffix)
        draft, before, after = assemble(
            self._text, self._lines, self._roles, self._metas,
            first=first, last=last, header=header, page=facts,
        )  # fmt: skip
        if is_article and not draft.metadata.published.raw:
            draft = self._dated(draft, sure=header.sure)
        return Extraction(self._text, (draft,), zones_of(self._text, before + after))

    def _dated(self, draft: ArticleDraft, *, sure: bool) -> ArticleDraft:
        """``draft`` with the date of its running head, as pages of a newspaper have it."""
        for index, role in sorted(self._told.items()):
            found = DATE.search(self._lines[index].text) if role is ZoneRole.NAV else None
            date = parse_date(found[0]) if found is not None else None
            if date is not None and date.iso is not None:
                metadata = replace(draft.metadata, published=date)
                doubts = doubts_of(metadata, draft.zones, sure=sure)
                return replace(draft, metadata=metadata, doubts=doubts)
        return draft

    def _doubt(self) -> None:
        """Believe no text that is only a small part of what reads like text on the page."""
        read = sum(
            len(line.text) for index, line in enumerate(self._lines)
            if self._roles.get(index) is ZoneRole.BODY
        )  # fmt: skip
        told = sum(
            len(self._lines[index].text) for index, role in self._told.items()
            if role is ZoneRole.BODY
        )  # fmt: skip
        if told < read * _TRUSTED:
            self._told = {i: role for i, role in self._told.items() if role is not ZoneRole.BODY}

    def _title(self) -> int | None:
        """The line that the layout says is the title, else what the lines tell."""
        told = [index for index, role in self._told.items() if role is ZoneRole.TITLE]
        if told:
            return min(told)
        found = self._found.title
        if found is None or self._told.get(found) in _FURNITURE:
            return None
        has_text = any(role is ZoneRole.BODY for role in self._told.values())
        is_told = self._found.sure or not has_text
        return found if is_told and self._lines[found].look not in WRITTEN else None

    def _settle(self, index: int, *, is_article: bool, is_main: bool, title: int | None) -> None:
        line, told = self._lines[index], self._told.get(index)
        if index == title:
            self._roles[index], self._metas[index] = ZoneRole.TITLE, None
            return
        looks = isinstance(line.look, ZoneRole)
        role = self._roles.get(index)
        if told in _FURNITURE or told is ZoneRole.CAPTION:
            if line.look is not ZoneRole.COPYRIGHT:
                self._roles[index], self._metas[index] = told or ZoneRole.OTHER, None
        elif looks or self._metas[index] is not None:
            return  # small print
        elif told is ZoneRole.HEADING or told is ZoneRole.SUBTITLE:
            self._roles[index] = told
        elif title is not None and title < index < self._first and line.look is Look.HEADLINE:
            small = ZoneRole.BODY if is_main else ZoneRole.OTHER
            self._roles[index] = ZoneRole.SUBTITLE if len(line.text) > _MENU else small
        elif is_main:
            if is_article or line.look in WRITTEN or role not in _KEPT:
                self._roles[index] = ZoneRole.BODY
        elif is_article and role in _GUESSED:
            self._roles[index] = ZoneRole.BODY
        elif role in _HEADED and self._found.title != title:
            self._roles[index] = ZoneRole.BODY if is_article else ZoneRole.OTHER

    def _outside(self, main: set[int]) -> None:
        """What reads like text, but stands outside that which the layout tells, is other."""
        bodies = [i for i in main if self._told[i] is ZoneRole.BODY]
        if not bodies:
            return
        first, last = min(bodies), max(bodies)
        for index, role in self._roles.items():
            if role is ZoneRole.BODY and not first <= index <= last:
                self._roles[index] = ZoneRole.OTHER
