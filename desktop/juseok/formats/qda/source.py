"""One text of another program's project, and what each of its coders says of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from juseok.core.errors import TextError
from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Entity,
    How,
    Mention,
    Metadata,
    Relationship,
    Remark,
)
from juseok.core.spans import Spans
from juseok.core.text import NORM_VERSION, Utf16Map, check_article_text, normalise
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document, Frame
from juseok.formats.offsets import Offsets, lost_at

_LINE_ENDS: Final = re.compile("\r\n?")


class Source:
    """A text, ready for its codings; raises ``TextError`` where it can be no article.

    ``units``: ``points`` where offsets count code points; ``java`` where they count UTF-16 units
    of a text whose line ends are LF, as text panes of Java have it.
    """

    def __init__(
        self, raw: str, *, name: str, file: str, metadata: Metadata, units: str = "points"
    ) -> None:
        raw = _LINE_ENDS.sub("\n", raw) if units == "java" else raw
        normal = normalise(raw)
        check_article_text(normal.text)
        self.text, self.raw = normal.text, raw
        self.id = article_id(normal.text, NORM_VERSION)
        self.name, self.file, self.metadata = name, file, metadata
        self._offsets = Offsets(raw, normal)
        self._units = Utf16Map(raw) if units == "java" else None

    def spans(
        self, id_: str, start: int | None, end: int | None, quote: str | None, report: ReportBuilder
    ) -> Spans | None:
        """The span between two offsets of the file, proved by ``quote`` where there is one.

        None where there is none; that, and each offset that is put right, goes into ``report``.
        """
        if start is None or end is None or not 0 <= start < end:
            place = f"{start} {end}"
            report.refuse(Message("qda.no_place", id=id_, place=place), file=self.file)
            return None
        if self._units is not None:
            start, end = self._units.to_cp(start), self._units.to_cp(end)
        found = self._offsets.resolve([(start, end)], quote)
        if found is None:
            report.refuse(lost_at(f"{start} {end}", quote, id_), file=self.file)
            return None
        if found.how not in ("exact", "unproved"):
            report.change(Message(f"offsets.{found.how}", id=id_), file=self.file)
        if found.widened:
            report.change(Message("offsets.widened", id=id_), file=self.file)
        return found.spans


@dataclass(slots=True)
class Coding:
    """What one coder says of one text, as it is gathered."""

    source: Source
    coder: str
    mentions: list[Mention] = field(default_factory=list[Mention])
    frames: list[Frame] = field(default_factory=list[Frame])
    remarks: list[Remark] = field(default_factory=list[Remark])
    edges: list[Relationship] = field(default_factory=list[Relationship])
    entities: dict[str, Entity] = field(default_factory=dict[str, Entity])

    def mention(self, id_: str, type_: str, spans: Spans, note: str = "", entity: str = "") -> None:
        made = Mention(
            id_, "", self.source.id, type_, spans, entity, how=How.IMPORTED, note=note.strip()
        )
        self.mentions.append(made)

    def remark(self, id_: str, text: str, target: str = "") -> None:
        """A note on the article, or on the record ``target``; an empty one is none."""
        if text.strip():
            of = target or self.source.id
            self.remarks.append(Remark(id_, "", self.source.id, of, "note", text.strip()))

    def document(self) -> Document:
        source = self.source
        return Document(
            article=Article(source.id, source.text, (), source.metadata, NORM_VERSION),
            annotations=ArticleAnnotations(
                mentions=tuple(
                    sorted(self.mentions, key=lambda each: (each.spans[0].start, each.id))
                ),
                relationships=tuple(self.edges),
                remarks=tuple(self.remarks),
            ),
            frames=tuple(self.frames),
            entities=tuple(self.entities.values()),
            annotator=self.coder,
            coder=self.coder,
            name=source.name,
            file=source.file,
            data=source.text.encode(),
            encoding="utf-8",
        )


class Codings:
    """What all coders say of one text; coders in the order in which they come."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._of: dict[str, Coding] = {}

    def of(self, coder: str) -> Coding:
        name = " ".join(coder.split())
        return self._of.setdefault(name, Coding(self._source, name))

    def __iter__(self) -> Iterator[Coding]:
        return iter(self._of.values())

    def documents(self) -> list[Document]:
        """One for each coder; without any, the text alone."""
        return [each.document() for each in self._of.values()] or [
            Coding(self._source, "").document()
        ]


def source_of(
    raw: str, *, name: str, file: str, metadata: Metadata, report: ReportBuilder,
    units: str = "points",
) -> Source | None:  # fmt: skip
    """A :class:`Source`; None, told in ``report``, where the text can be no article."""
    try:
        return Source(raw, name=name, file=file, metadata=metadata, units=units)
    except TextError as error:
        told = Message("qda.no_text", name=name, reason=error.message)
        report.refuse(told, file=file)
        return None


def described(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with their values as the lines of a note."""
    return "\n".join(f"{name}: {value}" for name, value in pairs if value)


def with_extra(metadata: Metadata, pairs: Sequence[tuple[str, str]]) -> Metadata:
    """``metadata`` with whatever has no field of its own."""
    extra = {name: value for name, value in pairs if value}
    return replace(metadata, extra={**metadata.extra, **extra}) if extra else metadata
