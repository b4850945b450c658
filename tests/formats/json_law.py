"""What comes back from formats that keep no ids: compared by position, under the ids given out."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from juseok.core.model import ArticleAnnotations, Ref, Remark
from juseok.core.scheme import load_scheme
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import ROLES, About, Document, role
from juseok.formats.registry import reader_of, recognised, writer_of

ABOUT = About(scheme=load_scheme("default"), project="뉴스", date="2026-11-22")


def written(
    form: str, path: Path, *documents: Document, options: Mapping[str, str] | None = None
) -> Report:
    about = replace(ABOUT, options=options or {})
    return writer_of(form).write(documents, path, about=about)


def read(form: str, path: Path) -> tuple[list[Document], Report]:
    report = ReportBuilder()
    return list(reader_of(form).read(path, report=report)), report.build()


def read_text(
    form: str, folder: Path, *lines: object, found: bool = False
) -> tuple[list[Document], Report]:
    """Objects, or lines as they are, read as a file; ``found``: it is told by its content."""
    path = folder / "a.jsonl"
    said = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    path.write_text("\n".join(said), "utf-8")
    if found:
        assert recognised(path) == form
    return read(form, path)


def codes(report: Report) -> list[str]:
    return sorted(each.message.code for each in (*report.notes, *report.changed, *report.refused))


def spans_of(document: Document) -> list[str]:
    """The words of every mention, which are those of the text."""
    spans = [span for each in document.annotations.mentions for span in each.spans]
    text = document.article.text
    assert all(text[span.start : span.end] == span.quote for span in spans)
    return [span.quote for span in spans]


def check_comes_back(
    form: str, document: Document, folder: Path, *, options: Mapping[str, str] | None = None
) -> None:
    """``document`` written and read is itself, and nothing is told."""
    path = folder / "out.jsonl"
    first = written(form, path, document, options=options)
    (found,), report = read(form, path)
    assert [*report.refused, *report.changed, *report.notes] == []
    assert report.read == first.written == 1
    assert found.article == document.article
    assert _entities(found) == _entities(document)
    assert found.annotator == document.annotator
    ids = _ids(found, document)
    assert _named(found.annotations, ids) == _named(document.annotations, {})
    assert {ids[each]: how for each, how in found.provenance.items()} == document.provenance
    again = folder / "again.jsonl"
    written(form, again, document, options=options)
    assert _bytes(again) == _bytes(path)


def _bytes(path: Path) -> list[bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return [each.read_bytes() for each in files if each.is_file()]


def _entities(document: Document) -> dict[str, Any]:
    return {each.id: each for each in document.entities}


def _ids(found: Document, document: Document) -> dict[str, str]:
    """Ids that were given out → ids that were written, for what stands at the same position."""
    ids: dict[str, str] = {}
    a, b = found.annotations, document.annotations
    for name in ("mentions", "claims", "relationships", "claim_links"):
        made, given = getattr(a, name), getattr(b, name)
        assert len(made) == len(given), name
        ids |= {each.id: other.id for each, other in zip(made, given, strict=True)}
    return ids


def _named(found: ArticleAnnotations, ids: dict[str, str]) -> ArticleAnnotations:
    """``found`` under the ids ``ids``; ids of remarks are not kept."""

    def of(name: str) -> str:
        return ids.get(name, name)

    def refs(given: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(replace(e, id=of(e.id)) if e.sort == "mention" else e for e in given)

    def edge(each: Any) -> Any:
        return replace(each, id=of(each.id), head=of(each.head), tail=of(each.tail))

    claims = tuple(
        replace(each, id=of(each.id), nested_in=of(each.nested_in),
                **{name: refs(role(each, name)) for name in ROLES})
        for each in found.claims
    )  # fmt: skip
    return ArticleAnnotations(
        tuple(replace(each, id=of(each.id)) for each in found.mentions),
        claims,
        tuple(map(edge, found.claim_links)),
        tuple(map(edge, found.relationships)),
        tuple(_remark(each, of(each.target)) for each in found.remarks),
    )


def _remark(remark: Remark, target: str) -> Remark:
    return replace(remark, id="", target=target)
