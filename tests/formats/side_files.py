"""What the tests of formats with a side file share: written to a folder, read back, compared."""

import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from juseok.core.model import ArticleAnnotations
from juseok.core.morphs import Line, Morph, Names
from juseok.core.scheme import load_scheme
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import (
    About,
    Document,
    DocumentReader,
    DocumentWriter,
    Feature,
    Way,
    features_of,
)

_PIECE = re.compile(r"[가-힣]{1,2}|[A-Za-z0-9]+|[^\w\s]")


class Pieces:
    """An analyser that cuts where it likes, two syllables at a time, and overlaps some."""

    def lines(
        self, lines: Sequence[str], *, names: Names | None = None, deadline: float | None = None
    ) -> list[Line]:
        return [tuple(self._line(each)) for each in lines]

    def _line(self, line: str) -> list[Morph]:
        found: list[Morph] = []
        for piece in _PIECE.finditer(line):
            start, end = piece.span()
            found.append(Morph(piece[0], "NNG", start, end))
            if len(piece[0]) == 2:
                found += (Morph("었", "EP", end - 1, end), Morph("", "JX", end, end))
        return found


def about(**options: str) -> About:
    return About(
        scheme=load_scheme("default"), date="2026-11-22", options=options, analyser=Pieces()
    )


def written_and_read(
    writer: DocumentWriter,
    reader: DocumentReader,
    documents: Sequence[Document],
    options: Mapping[str, str],
) -> tuple[list[Document], Report, Report]:
    """What comes back, with the report of the export and of the import."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        told = writer.write(documents, path, about=about(**options))
        report = ReportBuilder()
        assert reader.recognises(path)
        found = list(reader.read(path, report=report))
    return found, told, report.build()


def comparable(found: ArticleAnnotations) -> ArticleAnnotations:
    """In the order of ids, without what no format tells."""
    return replace(
        found,
        mentions=sorted(found.mentions, key=lambda each: each.id),
        claims=sorted(found.claims, key=lambda each: each.id),
        rejections=(),
    )


def assert_same(found: Document, wanted: Document) -> None:
    assert comparable(found.annotations) == comparable(wanted.annotations)
    assert found.article == wanted.article
    assert {each.id: each for each in found.entities} == {e.id: e for e in wanted.entities}
    assert found.provenance == wanted.provenance
    assert found.annotator == wanted.annotator


def assert_reported(told: Report, writer: DocumentWriter, documents: Sequence[Document]) -> None:
    """The report names exactly the features that are not held, each with its count."""
    counts: Counter[Feature] = Counter()
    for each in documents:
        counts += features_of(each)
    for way, lines in ((Way.MAPPED, told.notes), (Way.REPORTED, told.refused)):
        named = {
            str(getattr(line.message.params["what"], "code", "")): line.message.params["count"]
            for line in lines
            if line.message.code in ("format.mapped", "format.left_out")
        }
        wanted = {
            f"feature.{each}": counts[each]
            for each in Feature
            if counts[each] and writer.support[each] is way
        }
        assert named == wanted
