"""Claims: which sentences make one, and whose they are.  Weak candidates count as none."""

from tests.quality.figures import Found, Result, share
from tests.quality.gold import Article, Claim, Gold

from juseok.lang.analysis import analyse
from juseok.lang.claims import ClaimCandidate
from juseok.lang.kiwi import Kiwi


def measure(gold: Gold, kiwi: Kiwi) -> list[Result]:
    hits = found = wanted = of = sources = contents = 0
    errors: list[str] = []
    for article in gold.articles:
        spans = [unit.span for unit in article.units]
        got = analyse(article.text, kiwi, sentences=spans).claims
        told = {each.sentence for each in got if not each.weak}
        for unit in article.units:
            if unit.claim is None:
                continue
            hits += unit.claim and unit.span in told
            found += unit.span in told
            wanted += unit.claim
            if unit.claim != (unit.span in told):
                errors.append(f"{article.id} sentence {article.text[slice(*unit.span)]}")
        for claim in article.claims:
            if claim.nested or claim.optional:
                continue
            of += 1
            best = _best(claim, got)
            contents += best is not None and best.content == claim.content
            if best is not None and _same_source(claim, best):
                sources += 1
            else:
                errors.append(f"{article.id} source of {_words(article, claim)}")
    sentences = Found(hits, found, wanted)
    return [
        Result("claim sentences, precision", sentences.precision, found, 0.95, tuple(errors)),
        Result("claim sentences, recall", sentences.recall, wanted, 0.92),
        Result("claim source, exact", share(sources, of), of, 0.85),
        Result("claim content, exact", share(contents, of), of),
    ]


def _words(article: Article, claim: Claim) -> str:
    return article.text[slice(*claim.content[0])]


def _best(claim: Claim, got: "tuple[ClaimCandidate, ...]") -> ClaimCandidate | None:
    """The candidate that shares most of the content."""

    def shared(each: ClaimCandidate) -> int:
        return sum(
            max(0, min(end, stop) - max(start, begin))
            for start, end in each.content
            for begin, stop in claim.content
        )

    best = max(got, key=shared, default=None)
    return best if best is not None and shared(best) else None


def _same_source(claim: Claim, found: ClaimCandidate) -> bool:
    if claim.source_state == "elided":
        return found.elided and found.source == (claim.antecedent,)
    return not found.elided and found.source == claim.source
