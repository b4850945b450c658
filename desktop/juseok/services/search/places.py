"""Where a query is met in one article: words proved against its text, and annotations."""

from collections.abc import Sequence

from juseok.core.model import Article, Claim, Mention, Viewer, ZoneRole
from juseok.services.search.plan import Look, Plan
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex, fold

Places = list[tuple[int, int]]
"""Code points of an article's text, half-open, in order."""


def places_in(
    reader: Reader,
    index: SearchIndex | None,
    viewer: Viewer,
    plan: Plan,
    article: str,
    text: str,
) -> list[tuple[int, int, str]] | None:
    """Where the query is met in ``article``, each with the record it is; None: it is not."""
    folded = fold(text) if plan.looks else ""
    words = [_word_places(index, article, folded, look) for look in plan.looks]
    if not all(words):
        return None
    spans = [(*span, "") for span in _joined(words)]
    if plan.zones:
        about = reader.article(article)
        words = [_inside(places, _zone_spans(about, plan.zones)) for places in words]
        spans = [(*span, "") for span in _joined(words)]
        if plan.looks and not all(words):
            return None
        if not plan.looks and not plan.annotated:
            return [(*span, "") for span in _zone_spans(about, plan.zones)] or None
    if plan.annotated:
        records = _records(reader, viewer, plan, article)
        if records is None:
            return None
        if plan.zones:
            within = _zone_spans(reader.article(article), plan.zones)
            records = [each for each in records if _inside([each[:2]], within)]
        if not plan.looks:
            return records or None
        if plan.claim:
            spans = _in_claims(words, records)
    if not plan.looks:
        return [(0, 0, "")]
    return spans or None


def _word_places(index: SearchIndex | None, article: str, folded: str, look: Look) -> Places:
    """Every place of the word as it is written or by its lemma; they do not overlap."""
    places: Places = []
    at = folded.find(look.folded)
    while at >= 0 and look.folded:
        places.append((at, at + len(look.folded)))
        at = folded.find(look.folded, at + len(look.folded))
    if index is not None and look.lemmas:
        spots = index.spots(article, look.lemmas)
        places = _joined([places, [s for s in spots if 0 <= s[0] < s[1] <= len(folded)]])
    return places


def _joined(many: Sequence[Places]) -> Places:
    """All places in order; those that touch one another are one."""
    found: Places = []
    for start, end in sorted(place for places in many for place in places):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _inside(places: Places, within: Places) -> Places:
    return [(s, e) for s, e in places if any(a <= s and e <= b for a, b in within)]


def _zone_spans(about: Article, roles: frozenset[ZoneRole]) -> Places:
    return [(zone.start, zone.end) for zone in about.zones if zone.role in roles]


def _records(
    reader: Reader, viewer: Viewer, plan: Plan, article: str
) -> list[tuple[int, int, str]] | None:
    """The places of the annotations that are asked for; None where one sort is missing."""
    seen = reader.annotations(viewer, article)
    found: list[tuple[int, int, str]] = []
    mentions = [m for m in seen.mentions if m.layer in plan.layers and _typed(m, plan)]
    if plan.entities:
        for entities in plan.entities:
            named = [m for m in mentions if m.entity in entities]
            if not named:
                return None
            found += map(_mention_place, named)
    elif plan.types:
        found += map(_mention_place, mentions)
    if plan.mentions and not found:
        return None
    if plan.claim:
        claims = [c for c in seen.claims if c.layer in plan.layers and _meets(c, plan)]
        if not claims:
            return None
        found = [_claim_place(claim) for claim in claims]
    if not plan.mentions and not plan.claim:
        found += map(_mention_place, mentions)
        found += [_claim_place(claim) for claim in seen.claims if claim.layer in plan.layers]
    return sorted(set(found))


def _typed(mention: Mention, plan: Plan) -> bool:
    return not plan.types or mention.type in plan.types


def _meets(claim: Claim, plan: Plan) -> bool:
    for name, values in plan.claim.items():
        stored = claim.attributes.get(name)
        if stored is None or _as_stored(stored.value) not in values:
            return False
    return True


def _as_stored(value: str | bool | None) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _mention_place(mention: Mention) -> tuple[int, int, str]:
    return mention.spans[0].start, mention.spans[0].end, mention.id


def _claim_place(claim: Claim) -> tuple[int, int, str]:
    return claim.content[0].start, claim.content[-1].end, claim.id


def _in_claims(
    words: Sequence[Places], claims: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """The words inside a claim that holds all of them."""
    found: list[tuple[int, int, str]] = []
    for start, end, record in claims:
        inside = [_inside(places, [(start, end)]) for places in words]
        if all(inside):
            found += [(*place, record) for place in _joined(inside)]
    return sorted(set(found))
