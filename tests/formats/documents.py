"""Random documents: every feature, on texts that formats get wrong."""

from hypothesis import strategies as st

from juseok.core.ids import article_id
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    How,
    Mention,
    Metadata,
    PublishedAt,
    Ref,
    Relationship,
    Remark,
    SentenceEdits,
    Value,
    Zone,
    ZoneRole,
)
from juseok.core.spans import Span, Spans, make_span
from juseok.core.text import is_blank, normalise
from juseok.formats.document import Document

PIECES = (
    "한빛전자", "는 ", "내년", "“늘린다”", "고 밝혔다.", "\n", "\n\n", "\t", " ", "😀", "🇰🇷", "#1",
    "👩\u200d💻", "e\u0301", "\u1112\u1161\u11ab", "豈", "[1;2]", "a b", "\v", "\x85", "\u200b",
    "|", "&<>", "T1",
)  # fmt: skip
"""Emoji, ZWJ, decomposed letters, tabs, ends of lines of every sort, and what formats reserve."""

texts = (
    st.lists(st.sampled_from(PIECES), min_size=4, max_size=24)
    .map(lambda pieces: normalise("".join(pieces)).text)
    .filter(lambda text: not is_blank(text))
)
words = st.one_of(
    st.sampled_from(["한빛", "두 낱말", "줄\n둘", "\t", "a:b", " 앞", "뒤 ", "\x85"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
)
hows = st.sampled_from(list(How))


@st.composite
def spans_in(draw: st.DrawFn, text: str, *, most: int = 3, blank: bool = False) -> Spans:
    """Some spans, in order; they may touch."""
    cuts = draw(
        st.lists(st.integers(0, len(text)), min_size=2, max_size=2 * most, unique=True).map(sorted)
    )
    if len(cuts) > 2 and draw(st.booleans()):  # touching ones
        cuts = sorted([*cuts, cuts[1]])
    found = tuple(
        make_span(text, start, end)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if start < end
    )
    if not blank and all(is_blank(span.quote) for span in found):
        at = next(i for i, char in enumerate(text) if not is_blank(char))
        return (make_span(text, at, at + 1),)
    return found


values = st.one_of(
    st.just(True), st.just(False), st.none(), st.sampled_from(["name", "두 낱말", "a:b", ""])
)


def attributes(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Value]]:
    return st.dictionaries(st.sampled_from(names), st.builds(Value, values, hows), max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document whose ids are those that brat gives, so that what comes back can be compared."""
    text = draw(texts)
    article = article_id(text, 1)
    entities = draw(_entities())
    mentions = [
        Mention(
            f"T{n}", "", article, draw(st.sampled_from(["ORG", "PERSON", "두 낱말", "Claim"])),
            draw(spans_in(text)), draw(st.sampled_from(["", *(e.id for e in entities)])),
            draw(attributes(("actor", "mention_form", "a b"))), draw(hows), draw(words),
        )
        for n in range(1, draw(st.integers(0, 4)) + 1)
    ]  # fmt: skip
    refs = st.lists(_refs(text, mentions, entities), max_size=2).map(tuple)
    count = draw(st.integers(0, 3))
    claims = [
        Claim(
            f"E{n}", "", article, draw(spans_in(text)),
            cue=draw(st.one_of(st.just(()), spans_in(text, blank=True))),
            source=draw(refs), source_state=draw(st.sampled_from(["open", "given", "elided"])),
            object=draw(refs), time=draw(refs),
            nested_in=draw(st.sampled_from(["", *(f"E{m}" for m in range(n + 1, count + 1))])),
            attributes=draw(attributes(("certainty", "act"))), how=draw(hows), note=draw(words),
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    edges = draw(st.integers(0, 2)) if mentions else 0
    ends = st.sampled_from([each.id for each in mentions] or [""])
    relationships = [
        Relationship(
            f"R{n}", "", article, "employed_by", draw(ends), draw(ends),
            draw(st.one_of(st.just(()), spans_in(text, blank=True))),
            draw(attributes(("measure",))), draw(hows), draw(words),
        )
        for n in range(1, edges + 1)
    ]  # fmt: skip
    linked = [each.id for each in claims]
    links = [
        ClaimLink(f"R{edges + n}", "", article, "supports", linked[0], linked[-1], draw(hows), "")
        for n in range(1, (len(linked) > 1) + 1)
    ]
    told = (*mentions, *claims, *relationships)
    targets = st.sampled_from([article, *(each.id for each in told)])
    remarks = [
        Remark("", "", article, draw(targets), draw(st.sampled_from(["note", "question"])),
               draw(words), draw(st.booleans()))
        for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    records = [each.id for each in (*mentions, *claims, *relationships, *links)]
    provenance = (
        {each: draw(st.sampled_from(["gold", "unanimous", "single"])) for each in records}
        if draw(st.booleans())
        else {}
    )
    return Document(
        article=_article(draw, article, text),
        annotations=ArticleAnnotations(
            tuple(mentions), tuple(claims), tuple(links), tuple(relationships), tuple(remarks)
        ),
        entities=entities,
        annotator=draw(st.sampled_from(["", "김 기자"])),
        provenance=provenance,
    )


def _article(draw: st.DrawFn, article: str, text: str) -> Article:
    metadata = Metadata(
        title=draw(words), bylines=tuple(draw(st.lists(words, max_size=1))),
        published=PublishedAt("3월 4일", None, "day"), extra={"칸": draw(words)},
    )  # fmt: skip
    zones = (Zone(0, len(text), ZoneRole.BODY),) if draw(st.booleans()) else ()
    edits = SentenceEdits((1,), (), ((0, 1),)) if draw(st.booleans()) else SentenceEdits()
    chosen = metadata if draw(st.booleans()) else Metadata()
    return Article(article, text, zones, chosen, 1, sentencing=edits)


@st.composite
def _entities(draw: st.DrawFn) -> tuple[Entity, ...]:
    return tuple(
        Entity(f"e{n}", "", draw(st.sampled_from(["ORG", "PERSON"])), draw(words),
               tuple(draw(st.lists(words, max_size=2))), draw(st.sampled_from(["", "Q12", "x:1"])),
               note=draw(words))
        for n in range(draw(st.integers(0, 2)))
    )  # fmt: skip


def _refs(
    text: str, mentions: list[Mention], entities: tuple[Entity, ...]
) -> st.SearchStrategy[Ref]:
    ways: list[st.SearchStrategy[Ref]] = [
        spans_in(text, most=1, blank=True).map(lambda spans: Ref("span", span=_first(spans)))
    ]
    if mentions:
        ways.append(st.sampled_from([Ref("mention", each.id) for each in mentions]))
    if entities:
        ways.append(st.sampled_from([Ref("entity", each.id) for each in entities]))
    return st.one_of(ways)


def _first(spans: Spans) -> Span:
    return spans[0]
