"""The gold set: what a careful reader says about Korean news, to measure the rules against.

The records stand in ``gold/*.jsonl``, one a line; README.md says how they were decided.  All
offsets are code points, half-open.  Reading proves every span against its text, so that a
measure never compares with a slip.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar

Extent: TypeAlias = tuple[int, int]

Half: TypeAlias = Literal["dev", "blind", "fresh", "fresh2", "fresh3", "fresh4", "fresh5"]
"""``blind`` is reported apart and not looked at while rules are tuned; the others are open."""

FOLDER: Final = Path(__file__).parent / "gold"
HALVES: Final = ("dev", "blind", "fresh", "fresh2", "fresh3", "fresh4", "fresh5")
OPEN: Final = ("dev", "fresh", "fresh2", "fresh3", "fresh4", "fresh5")
"""The halves whose errors may be seen."""
_T = TypeVar("_T")


class GoldError(ValueError):
    """A record that does not hold: its file and id, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A rough selection and the name that it should land on.

    ``alias``: what stands in the bracket behind the name, if that is another name for it.
    ``kind``: the class of difficulty, by which a table can be broken down.
    """

    id: str
    half: Half
    kind: str
    text: str
    selected: Extent
    want: Extent
    alias: Extent | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its sentence units in order."""

    id: str
    half: Half
    kind: str
    text: str
    units: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """``core``: counts for recall.  What is not core counts neither for nor against a hit."""

    id: str
    span: Extent
    type: str
    core: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence unit of an article.  ``claim`` is None where both answers are right."""

    id: str
    span: Extent
    headline: bool
    claim: bool | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One reported statement, inside one unit.

    ``opened``: the unit in which its quotation begins, where line breaks cut a quotation in
    pieces; ``unit`` is then the one in which it ends.

    ``source_state``: ``here`` (``source`` says where), ``elided`` (``antecedent`` says who, in
    another unit) or ``none``.  ``nested``: said by someone inside another's quotation.
    ``optional``: a rule may find it or leave it.
    """

    id: str
    unit: Extent
    content: tuple[Extent, ...]
    cue: tuple[Extent, ...]
    source: tuple[Extent, ...]
    source_state: Literal["here", "elided", "none"]
    antecedent: Extent | None
    quote_type: str
    source_kind: str
    act: str
    certainty: str
    polarity: str
    headline: bool
    nested: bool
    optional: bool
    opened: Extent | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A headline, subtitles and body, one paragraph a line.  ``source``: the page it is from."""

    id: str
    half: Half
    source: str | None
    headlines: int
    text: str
    mentions: tuple[Mention, ...]
    units: tuple[Unit, ...]
    claims: tuple[Claim, ...]

    def known_names(self, types: frozenset[str]) -> dict[str, str]:
        """Name → its commonest type, of the core mentions of these types."""
        counts: dict[str, dict[str, int]] = {}
        for mention in self.mentions:
            if mention.core and mention.type in types:
                found = counts.setdefault(self.text[slice(*mention.span)], {})
                found[mention.type] = found.get(mention.type, 0) + 1
        return {name: max(found, key=found.__getitem__) for name, found in counts.items()}


@dataclass(frozen=True, slots=True)
class Gold:
    """All of it, in the order of the files."""

    selections: tuple[Selection, ...]
    lines: tuple[Line, ...]
    articles: tuple[Article, ...]

    def of(self, half: Half) -> "Gold":
        """The records of one half alone."""
        return Gold(
            tuple(each for each in self.selections if each.half == half),
            tuple(each for each in self.lines if each.half == half),
            tuple(each for each in self.articles if each.half == half),
        )


def load(folder: Path = FOLDER) -> Gold:
    """Read and prove the gold set.  Raises ``GoldError`` at the first record that fails."""
    mentions = _by_article(folder, "mentions")
    units = _by_article(folder, "units")
    claims = _by_article(folder, "claims")
    articles = tuple(
        _article(record, mentions, units, claims) for record in _records(folder, "articles")
    )
    astray = (mentions.keys() | units.keys() | claims.keys()) - {each.id for each in articles}
    if astray:
        raise GoldError(f"records of articles that are not there: {sorted(astray)}")
    return Gold(
        tuple(_each(folder, "selections", _selection)),
        tuple(_each(folder, "sentences", _line)),
        articles,
    )


def _records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    path = folder / f"{name}.jsonl"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{path.name}:{number}: {error}") from error
        if record.get("half") not in HALVES:
            raise GoldError(f"{path.name}:{number}: half is one of {HALVES}")
        yield record


def _each(folder: Path, name: str, make: Callable[[dict[str, Any]], _T]) -> Iterator[_T]:
    for record in _records(folder, name):
        yield _made(make, record)


def _made(make: Callable[[dict[str, Any]], _T], record: dict[str, Any]) -> _T:
    try:
        return make(record)
    except (KeyError, TypeError, AssertionError, GoldError) as error:
        raise GoldError(f"{record.get('id')}: {error!r}") from error


def _by_article(folder: Path, name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for record in _records(folder, name):
        found.setdefault(record["article"], []).append(record)
    return found


def _span(text: str, pair: Sequence[int], quote: str | None = None) -> Extent:
    start, end = pair
    if not 0 <= start < end <= len(text):
        raise GoldError(f"[{start}, {end}) is not in the text")
    if text[start:end].strip() != text[start:end] and quote is not None:
        raise GoldError(f"white space around {text[start:end]!r}")
    if quote is not None and text[start:end] != quote:
        raise GoldError(f"[{start}, {end}) is {text[start:end]!r}, not {quote!r}")
    return start, end


def _selection(record: dict[str, Any]) -> Selection:
    text = record["text"]
    selected = _span(text, (record["start"], record["end"]))
    want = _span(text, record["want"], record["quote"])
    alias = _span(text, record["alias"]) if record["alias"] is not None else None
    for inner in (want, alias or want):
        if not selected[0] <= inner[0] <= inner[1] <= selected[1]:
            raise GoldError("what is wanted lies outside what was selected")
    if "\n" in text:
        raise GoldError("a selection stands in one line")
    return Selection(record["id"], record["half"], record["class"], text, selected, want, alias)


def _line(record: dict[str, Any]) -> Line:
    text = record["text"]
    units = tuple(_span(text, pair) for pair in record["want"])
    _cover(text, units)
    return Line(record["id"], record["half"], record["class"], text, units)


def _cover(text: str, units: Sequence[Extent]) -> None:
    """Units are in order, start and end with ink, and lose nothing but white space."""
    at = 0
    for start, end in units:
        if start < at or text[at:start].strip() or text[start:end] != text[start:end].strip():
            raise GoldError(f"units do not cover the text at {at}")
        at = end
    if text[at:].strip():
        raise GoldError(f"units do not cover the text at {at}")


def _article(
    record: dict[str, Any],
    mentions: Mapping[str, list[dict[str, Any]]],
    units: Mapping[str, list[dict[str, Any]]],
    claims: Mapping[str, list[dict[str, Any]]],
) -> Article:
    key, text, half = record["id"], record["text"], record["half"]
    parts = (mentions.get(key, []), units.get(key, []), claims.get(key, []))
    if any(each["half"] != half for part in parts for each in part):
        raise GoldError(f"{key}: a record of this article is in the other half")
    found = tuple(_made(lambda each: _unit(text, each), each) for each in parts[1])
    _made(lambda _: _cover(text, [unit.span for unit in found]), record)
    told = tuple(_made(lambda each: _claim(text, each, found), each) for each in parts[2])
    said = {claim.unit for claim in told if not claim.nested and not claim.optional}
    wrong = [unit.id for unit in found if (unit.claim is True) != (unit.span in said)]
    if wrong:
        raise GoldError(f"{key}: units and claims disagree: {wrong}")
    return Article(
        key,
        half,
        record["source"],
        record["headlines"],
        text,
        tuple(_made(lambda each: _mention(text, each), each) for each in parts[0]),
        found,
        told,
    )


def _mention(text: str, record: dict[str, Any]) -> Mention:
    span = _span(text, (record["start"], record["end"]), record["quote"])
    return Mention(record["id"], span, record["type"], record["core"])


def _unit(text: str, record: dict[str, Any]) -> Unit:
    span = _span(text, (record["start"], record["end"]), record["quote"])
    claim = {"yes": True, "no": False, "optional": None}[record["claim"]]
    return Unit(record["id"], span, record["headline"], claim)


def _claim(text: str, record: dict[str, Any], units: Sequence[Unit]) -> Claim:
    quotes = record["quotes"]
    content, cue, source = (
        tuple(_span(text, *each) for each in zip(record[part], quotes[part], strict=True))
        for part in ("content", "cue", "source")
    )
    unit = _span(text, record["sentence"])
    headline = {each.span: each.headline for each in units}.get(unit)
    if headline is None or headline != record["headline"]:
        raise GoldError("the sentence is no unit of the article, or its headline mark differs")
    opened = _span(text, record["opened"]) if "opened" in record else None
    first = opened or unit
    if opened is not None and (opened not in {each.span for each in units} or opened >= unit):
        raise GoldError("a quotation over lines opens in a unit before the one that ends it")
    if not content or any(not first[0] <= a < b <= unit[1] for a, b in content + cue + source):
        raise GoldError("content, cue and source stand inside the sentence")
    pair = record["antecedent"]
    antecedent = _span(text, pair, quotes["antecedent"]) if pair is not None else None
    state = record["source_state"]
    if (state == "here") != bool(source) or (state == "elided") != (antecedent is not None):
        raise GoldError(f"a source that is {state!r} has other spans")
    return Claim(
        record["id"],
        unit,
        content,
        cue,
        source,
        state,
        antecedent,
        record["quote_type"],
        record["source_kind"],
        record["act"],
        record["certainty"],
        record["polarity"],
        record["headline"],
        record["nested"],
        record["optional"],
        opened,
    )
