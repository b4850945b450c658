"""Dates as Korean news prints them.  A year is never guessed.

``2025.03.04 09:12``, ``2025년 3월 4일 (화) 오후 3시 12분``, ``2025-03-04T09:12:00+09:00``,
``March 4, 2025``, of archives ``20250304`` and ``20250304091200``; without a year (``11.19 (화)``,
``25.03.04``, ``3시간 전``) only the raw form is kept, since a weekday fits several years.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from juseok.core.model import PublishedAt

KST: Final = timezone(timedelta(hours=9))
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = r"(?:[월화수목금토일](?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})"
_WEEKDAY = rf"(?:\s?[(\[]\s?{_DAY}\s?[)\]]|\s?[월화수목금토일]요일)"
_CLOCK = (
    r"(?:오전|오후|am|pm)?\s?\d{1,2}(?:\s?:\s?\d{2}(?::\d{2})?(?:\.\d{1,6})?|시(?:\s?\d{1,2}분)?)"
    r"(?:\s?(?:am|pm)\b)?(?:\s?(?:kst|z\b|[+-]\d{2}:?\d{2}))?"
)
_WITH_YEAR = (
    r"(?:19|20)\d{2}(?:\s?[-./]\s?|년\s?)\d{1,2}(?:\s?[-./]\s?|월\s?)\d{1,2}(?:일|\.)?"
    rf"|{_MONTH}\.?\s\d{{1,2}},?\s(?:19|20)\d{{2}}"
    rf"|\d{{1,2}}\s{_MONTH}\.?,?\s(?:19|20)\d{{2}}"
)
_TWO_DIGIT_YEAR = r"\d{2}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?"
_NO_YEAR = rf"\d{{1,2}}월\s?\d{{1,2}}일|\d{{1,2}}[-./]\d{{1,2}}\.?(?={_WEEKDAY}|\s{_CLOCK})"
_RELATIVE = r"\d{1,3}\s?(?:초|분|시간|일|주|개월|년)\s?전|방금\s?전|어제|그저께"

DATE: Final = re.compile(
    rf"(?<![\d.])(?:(?:{_WITH_YEAR}|{_TWO_DIGIT_YEAR}|{_NO_YEAR})(?:{_WEEKDAY})?"
    rf"(?:(?:\s[-–]\s|[\sT,|]{{0,3}})(?:{_CLOCK}|\({_CLOCK}\)))?"
    rf"|(?:19|20)\d{{2}}년\s?\d{{1,2}}월(?!\s?\d)|{_RELATIVE})(?!\d)",
    re.IGNORECASE,
)
"""One date with what follows it: weekday, time of day, zone."""

_YEAR_FIRST = re.compile(r"((?:19|20)\d{2})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_MONTH_FIRST = re.compile(rf"({_MONTH})\.?\s(\d{{1,2}}),?\s(\d{{4}})", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s({_MONTH})\.?,?\s(\d{{4}})", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<before>오전|오후|am|pm)?\s?(?P<hour>\d{1,2})"
    r"(?:\s?:\s?(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.\d+)?|시(?:\s?(?P<spoken>\d{1,2})분)?)"
    r"\s?(?P<after>am|pm)?\s?(?P<zone>z\b|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def parse_date(raw: str) -> PublishedAt:
    """What ``raw``, a match of :data:`DATE`, says; ``iso`` is None where it names no year.

    Times without a zone are Korean (``+09:00``).  A day or time that does not exist leaves
    what is before it: nothing, or the day.
    """
    raw = raw.strip()
    day, rest = _day(raw)
    if day is None:
        return PublishedAt(raw)
    year, month, number = day
    if number is None:
        iso = f"{year:04}-{month:02}"
        return PublishedAt(raw, iso, "month") if 1 <= month <= 12 else PublishedAt(raw)
    try:
        known = date(year, month, number)
    except ValueError:
        return PublishedAt(raw)
    found = _TIME.search(rest)
    if found is None or (found["minute"] or found["spoken"]) is None:
        return PublishedAt(raw, known.isoformat(), "day")
    return _with_time(raw, known, found)


def _day(raw: str) -> tuple[tuple[int, int, int | None] | None, str]:
    if found := _YEAR_FIRST.match(raw):
        number = int(found[3]) if found[3] else None
        return (int(found[1]), int(found[2]), number), raw[found.end() :]
    if found := _COMPACT.fullmatch(raw):
        clock = ":".join(filter(None, found.groups()[3:]))
        return (int(found[1]), int(found[2]), int(found[3])), clock
    if found := _MONTH_FIRST.match(raw):
        return (int(found[3]), _month(found[1]), int(found[2])), raw[found.end() :]
    if found := _DAY_FIRST.match(raw):
        return (int(found[3]), _month(found[2]), int(found[1])), raw[found.end() :]
    return None, raw


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _with_time(raw: str, day: date, found: re.Match[str]) -> PublishedAt:
    hour, half = int(found["hour"]), (found["before"] or found["after"] or "").lower()
    if half in ("오후", "pm") and hour < 12:
        hour += 12
    elif half in ("오전", "am") and hour == 12:
        hour = 0
    try:
        moment = datetime(
            day.year,
            day.month,
            day.day,
            hour,
            int(found["minute"] or found["spoken"]),
            int(found["second"] or 0),
            tzinfo=_zone(found["zone"]),
        ).astimezone(KST)
    except (ValueError, OverflowError):
        return PublishedAt(raw, day.isoformat(), "day")
    if found["second"]:
        return PublishedAt(raw, moment.isoformat(timespec="seconds"), "second")
    return PublishedAt(raw, moment.isoformat(timespec="minutes"), "minute")


def _zone(text: str | None) -> timezone:
    if text is None:
        return KST
    if text in "zZ":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def earliest(dates: list[PublishedAt]) -> PublishedAt:
    """The first of ``dates`` that names a year; else the first; else nothing known."""
    return next((item for item in dates if item.iso), dates[0] if dates else PublishedAt())
