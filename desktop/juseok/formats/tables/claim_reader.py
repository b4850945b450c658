"""Tables of claims of other tools, in: each row says who says what, in which article.

The text of an article stands in a column of the rows, in a table ``articles`` beside, or in the
project, by the id of the article.  Words are a place; where they stand several times, offsets tell
which.  Who says it is looked for near by.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, cast

from juseok.core.messages import Message
from juseok.core.model import Claim, How, Metadata, PublishedAt, Ref, Value
from juseok.core.spans import Spans, make_span
from juseok.core.text import normalise
from juseok.formats.document import Document
from juseok.formats.json_tools.assemble import document_of
from juseok.formats.json_tools.raw_page import RawPage
from juseok.formats.json_tools.reading import Notes
from juseok.formats.offsets import Offsets, lost_at
from juseok.formats.raw.columns import CLAIMS, ROLES, SPEAKERS, TEXT
from juseok.formats.standoff.reader import TextOf
from juseok.formats.tables.own import parsed
from juseok.formats.tables.sources import Row, Source
from juseok.formats.tables.waiting import Spool, Waiting

ARTICLES: Final = "articles"
_WORDS: Final = (*CLAIMS, "statement", "utterance", "content", "발언", "발언내용", "내용")
_CUES: Final = ("cue", "cueverb", "reportingverb", "전달표지", "전달동사")
_SAID_BY: Final = (*SPEAKERS, "source")
_AFFILIATIONS: Final = ("affiliation", "소속")
_ARTICLES: Final = ("article", "articleid", "doc", "docid", "document", "기사", "기사id", "문서")
_TEXTS: Final = (
    "text", "본문", "기사본문", *sorted(ROLES[TEXT] - {"content", "내용", *_ARTICLES}), "sentence",
    "문장",
)  # fmt: skip
_TITLES: Final = ("title", "제목", "headline")
_PLACES: Final = ("start", "begin", "startoffset", "시작"), ("end", "stop", "endoffset", "끝")
_NOTES: Final = ("note", "메모")
_NOWHERE: Final = ((-1, -1),)
_DETAILS: Final = {
    "title": _TITLES, "publisher": ("publisher", "press", "언론사"), "url": ("url", "link"),
    "published": ("publishedraw", "date", "날짜"),
}  # fmt: skip
_OF_ARTICLES: Final = frozenset(
    ("id", *_ARTICLES, *_TEXTS, *chain.from_iterable(_DETAILS.values()))
)  # fmt: skip
"""Columns of a table of articles that have a place."""


def claim_table(found: Mapping[str, Source]) -> Source | None:
    """The table of claims among ``found``, where there is one whose articles are told."""
    beside = ARTICLES in found
    return next((each for name, each in found.items()
                 if name != ARTICLES and _are_claims(each, beside=beside)), None)  # fmt: skip


def _are_claims(table: Source, *, beside: bool) -> bool:
    keys = table.columns().keys()
    texts = {*_TEXTS} & keys
    words = {*(_WORDS if texts else CLAIMS)} & keys
    are_said = bool({*SPEAKERS} & keys) or ({*_CUES} & keys and "source" in keys)
    is_told = bool(texts or {*_ARTICLES} & keys or (beside and {*_TITLES} & keys))
    return bool(words and are_said and is_told)


@dataclass(slots=True)
class _Group:
    """What the rows of one article say of it; ``details`` by the names of :data:`_DETAILS`."""

    text: str = ""
    line: int = 0
    details: Mapping[str, str] = field(default_factory=dict[str, str])


class ClaimRows:
    """The rows of one table, with the articles beside it; ``text_of``: the texts of the project,
    ``spool``: where rows wait for their article."""

    def __init__(
        self, table: Source, articles: Source | None, notes: Notes, text_of: TextOf | None,
        spool: Spool,
    ) -> None:  # fmt: skip
        self._table, self._articles, self._notes = table, articles, notes
        self._text_of = text_of
        self._written = table.columns()
        self._groups: dict[str, _Group] = {}
        self._rows = Waiting(spool)

    def documents(self) -> Iterator[Document]:
        """One document an article, in the order of the table of articles, else of the rows."""
        for row in self._table.rows(self._notes.report):
            self._notes.report.read += 1
            self._wait(row)
        written = self._articles.columns() if self._articles is not None else {}
        for row in self._articles.rows(self._notes.report) if self._articles is not None else ():
            self._notes.report.read += 1
            said = row.values
            keys = (said.get("id", ""), _of(said, _ARTICLES), _of(said, _TITLES))
            key = next((key for key in keys if key in self._groups), "")
            group = self._groups.pop(key, _Group())
            group.text, group.line = _of(said, _TEXTS) or group.text, row.line
            group.details = {**group.details, **_details(said)}
            self._notes.passed(sorted(written.get(key, key) for key in said.keys() - _OF_ARTICLES))
            yield from self._made(keys[0], key, group)
        for key, group in self._groups.items():
            yield from self._made(key, key, group)

    def _wait(self, row: Row) -> None:
        """Put ``row`` to its article; where rows of one have texts of their own, to its text."""
        said = row.values
        column = _named(said, _TEXTS)
        text = said.get(column, "")
        key = _of(said, _ARTICLES) or text or _of(said, _TITLES)
        group = self._groups.get(key)
        is_other = group is not None and text and group.text not in ("", text)
        if is_other and self._articles is None:
            key = text
            group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(line=row.line, details=_details(said))
        group.text = group.text or text
        held = {name: value for name, value in said.items() if name != column}
        self._rows.add(key, (row.line, held))

    def _made(self, article: str, key: str, group: _Group) -> Iterator[Document]:
        text = group.text or (self._text_of(article) or "" if self._text_of is not None else "")
        if not text:
            told = Message(
                "tables.no_claim_text", article=article[:60], count=self._rows.count(key)
            )
            self._notes.report.refuse(told, file=self._table.file, line=group.line)
            return
        about = group.details
        metadata = Metadata(
            title=about.get("title", ""), publisher=about.get("publisher", ""),
            url=about.get("url", ""), published=PublishedAt(about.get("published", "")),
        )  # fmt: skip
        page = RawPage(
            text=text, file=self._table.file, line=group.line, name=metadata.title,
            metadata=metadata,
        )  # fmt: skip
        document = document_of(page, form="mention-table", report=self._notes.report)
        if document is None:
            return
        offsets = Offsets(text, normalise(text))
        claims: dict[str, Claim] = {}
        places: dict[str, int] = {}
        for held in self._rows.pop(key):
            row = Row(*cast("tuple[int, dict[str, str]]", held))
            claim = self._claim(row, offsets, document.article.id, about)
            if claim is None:
                continue
            name = f"{claim.id} ({row.line})" if claim.id in claims else claim.id
            claims[name], places[name] = replace(claim, id=name), row.line
        annotations = replace(document.annotations, claims=tuple(claims.values()))
        yield replace(document, annotations=annotations, places=places)

    def _claim(
        self, row: Row, offsets: Offsets, article: str, about: Mapping[str, str]
    ) -> Claim | None:
        """``about``: what is said of the article."""
        said = row.values
        content, used = self._content(row, offsets)
        if not content:
            return None
        notes = [_of(said, _NOTES)]
        roles = {
            "source": _named(said, _SAID_BY), "affiliation": _named(said, _AFFILIATIONS),
            "cue": _named(said, _CUES),
        }  # fmt: skip
        places = {
            role: _near(offsets.text, said[key], content) for role, key in roles.items() if key
        }
        lost = [roles[role] for role, spans in places.items() if not spans]
        for key in lost:
            self._notes.change(
                row.line, "tables.not_in_text", name=self._called(key)[:60], quote=said[key][:60]
            )
        beside = [key for key in (*_WORDS, *lost) if key in said and key != used]
        notes += [f"{self._called(key)}: {said[key]}" for key in dict.fromkeys(beside)]
        apart = {"id", "places", *_WORDS, *roles.values(), *_taken(said, about)}
        values = {
            self._called(key).removeprefix("@"): Value(value, How.IMPORTED)
            for key, value in said.items() if key not in apart
        }  # fmt: skip
        source = places.get("source", ())
        return Claim(
            said.get("id") or f"row {row.line}", "", article, content,
            cue=places.get("cue", ()), source=tuple(Ref("span", span=each) for each in source),
            source_state="given" if source else "open",
            affiliation=tuple(Ref("span", span=e) for e in places.get("affiliation", ())),
            attributes=values, how=How.IMPORTED, note="\n".join(filter(None, notes)),
        )  # fmt: skip

    def _called(self, key: str) -> str:
        """A column as it is written; one that the head does not have by its key."""
        return self._written.get(key, key)

    def _content(self, row: Row, offsets: Offsets) -> tuple[Spans, str]:
        """Where what is said stands, and the column that has its words; told where it is nowhere,
        or elsewhere than the row says."""
        said = row.values
        start, end = (_of(said, keys) for keys in _PLACES)
        places = parsed(said.get("places") or f"{start}-{end}")
        columns = [key for key in _WORDS if key in said]
        for key in columns:
            found = offsets.resolve(places or _NOWHERE, said[key])
            if found is None:
                continue
            if places and found.how != "exact":
                self._notes.change(row.line, f"offsets.{found.how}", id=said[key][:60])
            return found.spans, key
        found = offsets.resolve(places, None) if places and not columns else None
        if found is not None:
            self._notes.unproved += 1
            return found.spans, ""
        if not columns and not places:
            self._notes.refuse(row.line, "tables.no_claim")
            return (), ""
        at = ";".join(f"{start} {end}" for start, end in places)
        if places:
            told = lost_at(at, said[columns[0]] if columns else None, "")
        else:
            told = Message("tables.claim_nowhere", quote=said[columns[0]][:60])
        self._notes.report.refuse(told, file=self._table.file, line=row.line)
        return (), ""


def _named(said: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((key for key in keys if said.get(key, "").strip()), "")


def _of(said: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return said.get(_named(said, keys), "")


def _details(said: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, keys in _DETAILS.items() if (value := _of(said, keys))}


def _taken(said: Mapping[str, str], about: Mapping[str, str]) -> set[str]:
    """The columns of a row that say where it belongs, what its note is, and what is said ``about``
    its article as well."""
    keys = {_named(said, each) for each in (_ARTICLES, *_PLACES, _NOTES)}
    for name, columns in _DETAILS.items():
        column = _named(said, columns)
        if said.get(column) == about.get(name):
            keys.add(column)
    return keys


def _near(text: str, words: str, content: Spans) -> Spans:
    """Where ``words`` stand nearest to ``content``, and not in it; nothing where they do not."""
    first, last = content[0].start, content[-1].end
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    places = [match.span() for match in pattern.finditer(text)] if words.split() else []
    outside = [place for place in places if place[1] <= first or place[0] >= last]
    best = min(
        outside or places, default=None,
        key=lambda place: min(abs(place[0] - last), abs(place[1] - first)),
    )  # fmt: skip
    return () if best is None else (make_span(text, *best),)
