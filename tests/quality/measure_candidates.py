"""Candidates for mentions: spans without the project's names, spans and types with them."""

from collections.abc import Sequence

from tests.quality.figures import Found, Result
from tests.quality.gold import Article, Gold

from juseok.core.morphs import Name
from juseok.lang.analysis import lines_of
from juseok.lang.candidates import Candidate, candidates
from juseok.lang.kiwi import Kiwi
from juseok.lang.lexicon import Names

NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "PRODUCT", "LAW", "WORK", "EVENT"))


def measure(gold: Gold, kiwi: Kiwi) -> list[Result]:
    new, new_errors = _found(gold.articles, kiwi, known=False, typed=False)
    typed, _ = _found(gold.articles, kiwi, known=False, typed=True)
    told, told_errors = _found(gold.articles, kiwi, known=True, typed=True)
    return [
        Result("entity candidates, precision", new.precision, new.found, 0.85, new_errors),
        Result("entity candidates, recall", new.recall, new.wanted, 0.90),
        Result("entity candidates, F1 with type", typed.f1, typed.wanted),
        Result("suggestions with known names, F1", told.f1, told.wanted, 0.93, told_errors),
    ]


def _found(
    articles: Sequence[Article], kiwi: Kiwi, *, known: bool, typed: bool
) -> tuple[Found, tuple[str, ...]]:
    hits = found = wanted = 0
    errors: list[str] = []
    for article in articles:
        core = {each.span: each.type for each in article.mentions if each.core}
        spare = {each.span for each in article.mentions if not each.core}
        got = [each for each in proposed(article, kiwi, known=known)
               if (each.start, each.end) not in spare]  # fmt: skip
        right = {
            (each.start, each.end) for each in got
            if (each.start, each.end) in core
            and (not typed or each.type == core[each.start, each.end])
        }  # fmt: skip
        hits, found, wanted = hits + len(right), found + len(got), wanted + len(core)
        errors += [f"{article.id} found {each.quote} ({each.type}) {each.reason.code}"
                   for each in got if (each.start, each.end) not in right]  # fmt: skip
        errors += [f"{article.id} missed {article.text[slice(*span)]} ({core[span]})"
                   for span in core.keys() - right]  # fmt: skip
    return Found(hits, found, wanted), tuple(errors)


def proposed(article: Article, kiwi: Kiwi, *, known: bool) -> list[Candidate]:
    names = (
        Names.of(Name(name, kind) for name, kind in article.known_names(NAMED).items())
        if known else None
    )  # fmt: skip
    starts, pieces = lines_of(article.text)
    lines = list(zip(starts, kiwi.lines(pieces, names=names), strict=True))
    return candidates(article.text, lines, names)
