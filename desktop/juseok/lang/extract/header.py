"""What stands above the first paragraph: find the title among navigation, kicker and subtitles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.model import ZoneRole
from juseok.lang.extract.bylines import lead_of
from juseok.lang.extract.facts import without_suffix
from juseok.lang.extract.lines import WRITTEN, Line, Look, is_bullet, is_korean
from juseok.lang.extract.meta import Meta
from juseok.lang.extract.tables import BREADCRUMB, BROADCAST, ENDING, KICKER, POLITE

_WRITING: Final = frozenset({Look.HEADLINE, Look.SENTENCE, Look.HEADING, Look.ITEM})
_MENU_WORD: Final = 8
_FIRST_SENTENCE: Final = 25
_CUT_OFF: Final = 100
_LONGEST_TITLE: Final = 150
_QUOTES: Final = frozenset("\"'“”‘’…·「『")


@dataclass(frozen=True, slots=True)
class Header:
    """The roles of the lines above the body, by index, and what they say of the article."""

    roles: dict[int, ZoneRole]
    title: int | None
    sure: bool
    section: str
    title_suffix: str


def body_start(lines: Sequence[Line], metas: Sequence[Meta | None]) -> int | None:
    """Index of the first line of the text itself, or None where there is no text."""
    seen_title = False
    fallback: int | None = None
    for index, line in enumerate(lines):
        polite = POLITE.search(line.text[-ENDING:]) is not None
        if line.look == Look.PROSE and (seen_title or not polite or len(line.text) > _CUT_OFF):
            return index
        if line.look not in _WRITING or metas[index] is not None:
            continue
        if seen_title and (BROADCAST.match(line.text) or lead_of(line.text) is not None):
            return index
        if line.look == Look.SENTENCE and line.text[-1] not in "?!" and not polite:
            if seen_title and len(line.text) >= _FIRST_SENTENCE:
                return index
            fallback = index if fallback is None and seen_title else fallback
        if seen_title and len(line.text) >= _CUT_OFF:
            return index
        seen_title = seen_title or _may_be_title(line)
    return fallback


def read_header(lines: Sequence[Line], metas: Sequence[Meta | None], end: int) -> Header:
    """Roles for ``lines[:end]``; ``metas`` are those of the same lines."""
    korean = any(is_korean(line.text) for line in lines[end : end + 3] or lines)
    candidates = [
        index
        for index in range(end)
        if metas[index] is None
        and lines[index].look in _WRITING
        and _may_be_title(lines[index])
        and (is_korean(lines[index].text) or not korean)
    ]
    title, sure = _choose(lines, metas, candidates)
    roles: dict[int, ZoneRole] = {}
    for index in range(end):
        look = lines[index].look
        if isinstance(look, ZoneRole):
            roles[index] = ZoneRole.NAV if look == ZoneRole.RELATED else look
        elif metas[index] is None:
            roles[index] = _role(lines, index, title, candidates)
    section = suffix = ""
    for line in lines[:end]:
        if found := BREADCRUMB.match(line.text):
            section = section or found[1].replace("›", ">").split(">")[-1].strip()
        if title is not None and without_suffix(line.text)[0] == lines[title].text:
            suffix = suffix or without_suffix(line.text)[1]
    return Header(roles, title, sure, section, suffix)


def _may_be_title(line: Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and not is_bullet(line.text)


def _role(
    lines: Sequence[Line], index: int, title: int | None, candidates: Sequence[int]
) -> ZoneRole:
    text = lines[index].text
    if title is None:
        return ZoneRole.NAV
    if index == title:
        return ZoneRole.TITLE
    if index < title:
        near = title - index <= 2 and not isinstance(lines[title - 1].look, ZoneRole)
        long_enough = len(text) > _MENU_WORD and index in candidates
        repeats = without_suffix(text)[0] == lines[title].text
        if near and not repeats and (KICKER.match(text) or (long_enough and index == title - 1)):
            return ZoneRole.KICKER
        return ZoneRole.NAV
    polite = POLITE.search(text[-ENDING:]) is not None
    if index not in candidates or polite or len(text) <= _MENU_WORD // 2:
        return ZoneRole.NAV
    return ZoneRole.BODY if lines[index].look in WRITTEN else ZoneRole.SUBTITLE


def _choose(
    lines: Sequence[Line], metas: Sequence[Meta | None], candidates: Sequence[int]
) -> tuple[int | None, bool]:
    """The most title-like candidate, and whether it leaves no real doubt."""
    if not candidates:
        return None, False
    bases = [without_suffix(lines[index].text)[0] for index in candidates]
    scores: list[tuple[float, int]] = []
    for order, index in enumerate(candidates):
        text = lines[index].text
        length = len(text)
        score = 3.0 if length >= 15 else 1.0 if length > _MENU_WORD else -4.0
        score += 1.0 if not _QUOTES.isdisjoint(text) else 0.0
        score += 2.0 if _date_follows(metas, index) else 0.0
        if bases.count(bases[order]) > 1:
            is_last = bases[order] not in bases[order + 1 :]
            score += 4.0 if is_last and text == bases[order] else -5.0
        if KICKER.match(text) and len(candidates) > 1:
            score -= 3.0
        if POLITE.search(text[-ENDING:]):
            score -= 5.0
        if lines[index].look == Look.ITEM or _in_menu(lines, index):
            score -= 3.0
        scores.append((score, index))
    best, title = max(scores, key=lambda item: (item[0], -item[1]))
    if best <= -3.0 and len(lines[title].text) <= _MENU_WORD and len(candidates) > 2:
        return None, False
    return title, best >= 2.0


def _date_follows(metas: Sequence[Meta | None], index: int) -> bool:
    return any(meta is not None for meta in metas[index + 1 : index + 4])


def _in_menu(lines: Sequence[Line], index: int) -> bool:
    around = [lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    return bool(around) and all(
        len(line.text) <= _MENU_WORD and line.look == Look.HEADLINE for line in around
    )
