"""``juseok analyze``: files → one record for each article, with what the rules propose.

All offsets are code points of the file's text as it was decoded (without a byte order mark), with
its CRLF and decomposed Hangul: what normalising changed is counted back.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from juseok.core.decoding import decode
from juseok.core.errors import TextError
from juseok.core.messages import Message, render
from juseok.core.model import ZoneRole
from juseok.core.morphs import Analyser, Names
from juseok.core.text import Normalised, normalise
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.raw.textfile import read_bytes
from juseok.lang.analysis import Analysis, analyse
from juseok.lang.candidates import Candidate
from juseok.lang.claims import ClaimCandidate
from juseok.lang.extract import extract
from juseok.lang.extract.drafts import ArticleDraft

Record: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[int, int]

_READ: Final = frozenset(
    (ZoneRole.TITLE, ZoneRole.SUBTITLE, ZoneRole.KICKER, ZoneRole.BODY, ZoneRole.HEADING,
     ZoneRole.CAPTION, ZoneRole.OTHER)
)  # fmt: skip
"""The zones in which names and claims are looked for."""


def analyse_files(
    files: Iterable[Path],
    *,
    analyser: Analyser,
    report: ReportBuilder,
    names: Names | None = None,
    language: str = "en",
) -> Iterator[Record]:
    """A record for each article of ``files``, in order; a file that cannot be read is refused in
    ``report``.  ``language``: of the sentences that give reasons."""
    for path in files:
        report.read += 1
        try:
            raw = decode(read_bytes(path)).text
            normal = normalise(raw)
        except TextError as error:
            report.refuse(error.message, file=str(path))
            continue
        except OSError as error:
            report.refuse(os_error(error, str(path)).message, file=str(path))
            continue
        for draft in extract(normal.text).articles:
            found = _analysed(draft, analyser, names)
            yield _Raw(raw, normal, draft.page_start, language).record(str(path), draft, found)
            report.written += 1


def _analysed(draft: ArticleDraft, analyser: Analyser, names: Names | None) -> Analysis:
    read = [(zone.start, zone.end) for zone in draft.zones if zone.role in _READ]
    skip = [(zone.start, zone.end) for zone in draft.zones if zone.role not in _READ]
    return analyse(draft.text, analyser, names=names, published=draft.metadata.published.iso,
                   skip=skip, within=read or None)  # fmt: skip


class _Raw:
    """Turns what was found in an article into a record with offsets of the raw text."""

    def __init__(self, raw: str, normal: Normalised, start: int, language: str) -> None:
        self._raw, self._normal, self._start, self._language = raw, normal, start, language

    def record(self, file: str, draft: ArticleDraft, found: Analysis) -> Record:
        known = draft.metadata
        return {
            "file": file,
            "start": self._at(0),
            "end": self._at(len(draft.text)),
            "title": known.title,
            "publisher": known.publisher,
            "bylines": list(known.bylines),
            "date": known.published.iso,
            "date_printed": known.published.raw,
            "zones": [
                {"start": self._at(z.start), "end": self._at(z.end), "role": str(z.role)}
                for z in draft.zones
            ],
            "sentences": self._spans(found.sentences),
            "entities": [self._entity(each) for each in found.entities],
            "claims": [self._claim(each) for each in found.claims],
        }

    def _at(self, offset: int) -> int:
        return self._normal.to_raw(self._start + offset)

    def _spans(self, spans: Sequence[Span]) -> list[list[int]]:
        return [[self._at(start), self._at(end)] for start, end in spans]

    def _entity(self, found: Candidate) -> Record:
        start, end = self._at(found.start), self._at(found.end)
        record: Record = {
            "start": start, "end": end, "quote": self._raw[start:end], "type": found.type,
            "score": found.score, "reason": self._reason(found.reason),
        }  # fmt: skip
        if found.value is not None:
            record["value"] = found.value
        return record

    def _claim(self, found: ClaimCandidate) -> Record:
        return {
            "sentence": self._spans([found.sentence])[0],
            "content": self._spans(found.content),
            "cue": self._spans(found.cue),
            "source": self._spans(found.source),
            "elided": found.elided,
            "affiliation": self._spans(found.affiliation),
            "medium": self._spans(found.medium),
            "attributes": found.attributes,
            "score": found.score,
            "weak": found.weak,
            "repeats": self._spans(found.repeats),
            "reason": self._reason(found.reason),
        }

    def _reason(self, message: Message) -> Record:
        code, params = message.to_json()
        return {"code": code, "params": params, "message": render(message, self._language)}
