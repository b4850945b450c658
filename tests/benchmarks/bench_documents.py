"""How fast articles with their annotations go into each format and come back, without a project."""

import random
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, rate
from tests.benchmarks.generator import prose

from juseok.core.errors import KnownError
from juseok.core.ids import article_id
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    Entity,
    Mention,
    Metadata,
    Ref,
    Relationship,
    Value,
)
from juseok.core.scheme import load_scheme
from juseok.core.spans import Spans, make_span
from juseok.core.text import NORM_VERSION
from juseok.formats.base import ReportBuilder
from juseok.formats.document import About, Document
from juseok.formats.registry import FORMATS, Offered, reader_of, writer_of

COUNT = 200
MENTIONS, CLAIMS, RELATIONSHIPS, ENTITIES = 45, 8, 7, 9
BUDGET = 300


def figures(folder: Path) -> Iterator[Figure]:
    """Every format that asks for no analyser and no library that is not here."""
    documents = [_document(number) for number in range(COUNT)]
    for form in FORMATS.formats:
        if form.writer is not None:
            try:
                yield from _both_ways(form, documents, folder / f"{form.id}{form.suffix}")
            except (ImportError, KnownError) as error:
                print(f"  {form.id}: {error}")


def _both_ways(form: Offered, documents: list[Document], path: Path) -> Iterator[Figure]:
    options = {each.id: _choice([choice.id for choice in each.choices]) for each in form.options}
    about = About(scheme=load_scheme("default"), options=options)
    writer = writer_of(form.id)
    yield rate(
        f"{form.id} out, 60 annotations an article", COUNT,
        lambda: writer.write(documents, path, about=about), budget=BUDGET,
    )  # fmt: skip
    if form.reader is not None:
        reader = reader_of(form.id)
        yield rate(
            f"{form.id} in, 60 annotations an article", COUNT,
            lambda: sum(1 for _ in reader.read(path, report=ReportBuilder())), budget=BUDGET,
        )  # fmt: skip


def _choice(known: list[str]) -> str:
    return "eojeol" if "eojeol" in known else known[0]


def _document(number: int) -> Document:
    chance = random.Random(number)
    text = prose(1200, chance)
    article = article_id(text, NORM_VERSION)

    def span() -> Spans:
        start = chance.randrange(len(text) - 12)
        return (make_span(text, start, start + chance.randrange(2, 8)),)

    mentions = tuple(
        Mention(
            f"m{number}.{each}", "a", article, chance.choice(["ORG", "PERSON"]), span(),
            f"e{each % ENTITIES}", {"mention_form": Value("name")} if each % 3 == 0 else {},
        )
        for each in range(MENTIONS)
    )  # fmt: skip
    claims = tuple(
        Claim(
            f"c{number}.{each}", "a", article, span(), cue=span(), source_state="given",
            source=(Ref("mention", mentions[each].id),), attributes={"certainty": Value("certain")},
        )
        for each in range(CLAIMS)
    )  # fmt: skip
    relationships = tuple(
        Relationship(
            f"r{number}.{each}", "a", article, "employed_by", mentions[each].id,
            mentions[each + 1].id,
        )
        for each in range(RELATIONSHIPS)
    )  # fmt: skip
    return Document(
        article=Article(article, text, (), Metadata(title=f"기사 {number}"), NORM_VERSION),
        annotations=ArticleAnnotations(mentions, claims, (), relationships),
        entities=tuple(Entity(f"e{each}", "", "ORG", f"이름{each}") for each in range(ENTITIES)),
    )
