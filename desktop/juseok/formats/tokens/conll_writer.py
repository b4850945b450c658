"""CoNLL-2003: a token a line with four columns, a blank line behind each sentence.

The columns are the token, its part of speech (of morphemes; else ``-X-``), where it stands in its
eojeol (``B-EJ`` the first token of one, ``I-EJ`` any other), and the tag of its entity.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.core.morphs import Morph
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Support
from juseok.formats.options import settled
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import counted
from juseok.formats.tokens.aside import Place, aside_line
from juseok.formats.tokens.offered import CHAR, CONLL, EOJEOL, MORPHEME, OPTIONS, SCHEME, UNIT
from juseok.formats.tokens.output import Output, Tokenised, support_of
from juseok.formats.tokens.tags import Stretch, label_of, tagged
from juseok.formats.tokens.units import (
    Tokens,
    characters,
    eojeols,
    morphemes,
    moved,
    sentences_of,
    whole_mentions,
)

FORM: Final = "conll"
FILE: Final = "articles.conll"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as tokens, with the mentions that have tokens of their own in it."""

    tokens: Tokens
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """An article in sentences; ``places``: mention → what its tags say; ``widened``: how many of
    them begin or end inside a token; ``aside``: how many mentions have no token of their own."""

    sentences: tuple[Sentence, ...]
    places: Mapping[str, Place]
    widened: int
    aside: int


class ConllWriter(PartedWriter[Tokenised]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = CONLL
    extensions: tuple[str, ...] = (".conll",)
    is_folder: bool = True
    support: Support = support_of()

    def shared(self, about: About) -> bool:
        """Not by morphemes: an analyser takes a second and some hundred megabytes to begin."""
        return settled(OPTIONS, about.options, form=self.id)[UNIT.id] != MORPHEME

    def maker(self, about: About) -> Callable[[Document], Tokenised]:
        """What makes a document; it raises ``FormatError`` where morphemes are wanted and there is
        no analyser."""
        return partial(_made, about=about, chosen=settled(OPTIONS, about.options, form=self.id))

    def put(self, made: Iterable[Tokenised], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        with Output(self.id, path, about=about, support=self.support) as out:
            file = out.file(FILE)
            for each in made:
                out.put(file, each)
        return out.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its lines; without an analyser by eojeols where morphemes are wanted."""
        chosen = settled(OPTIONS, about.options, form=self.id)
        unit = chosen[UNIT.id]
        if unit == MORPHEME and about.analyser is None:
            unit = EOJEOL
        laid = lay(document, unit, about)
        return "".join(lines(document, laid, chosen[SCHEME.id])).split("\n")


def _made(document: Document, about: About, chosen: Mapping[str, str]) -> Tokenised:
    """What is written of ``document``; raises ``SpanError`` where a span does not prove."""
    laid = lay(document, chosen[UNIT.id], about)
    data = "".join(lines(document, laid, chosen[SCHEME.id])).encode()
    told = {"tokens.widened": laid.widened, "tokens.aside": laid.aside}
    return Tokenised(data, aside_line(document, laid.places), counted(document), told)


def lines(document: Document, laid: Laid, scheme: str) -> Iterator[str]:
    """The lines of one article, with their ends."""
    text = document.article.text
    yield f"-DOCSTART- {document.article.id} -X- O\n\n"
    for each in laid.sentences:
        tokens = each.tokens
        tags = tagged(len(tokens.starts), each.stretches, scheme)
        speech = tokens.tags or ["-X-"] * len(tags)
        for start, end, part, first, tag in zip(
            tokens.starts, tokens.ends, speech, tokens.firsts, tags, strict=True
        ):
            yield f"{text[start:end]} {part or '-X-'} {'B-EJ' if first else 'I-EJ'} {tag}\n"
        yield "\n"


def lay(document: Document, unit: str, about: About) -> Laid:
    """``document`` as sentences of tokens; raises ``FormatError`` (``format.no_analyser``)."""
    text = document.article.text
    mentions = whole_mentions(document)
    morphs = morphs_of(text, about) if unit == MORPHEME else []
    found: list[Sentence] = []
    places: dict[str, Place] = {}
    widened = at = 0
    for start, end in sentences_of(document, mentions):
        if unit == CHAR:
            tokens = characters(text, start, end)
        elif unit == EOJEOL:
            tokens = eojeols(text, start, end)
        else:
            tokens = morphemes(text, start, end, morphs)
        taken: list[Stretch] = []
        while at < len(mentions) and mentions[at].spans[0].start < end:
            mention, at = mentions[at], at + 1
            span = mention.spans[0]
            pair = tokens.covering(span.start, span.end)
            if pair is None or (taken and pair[0] <= taken[-1].last):
                continue
            stretch = Stretch(*pair, label_of(mention.type))
            taken.append(stretch)
            low, high = tokens.starts[stretch.first], tokens.ends[stretch.last]
            places[mention.id] = (stretch.label, low, high)
            widened += (low, high) != (span.start, span.end)
        found.append(Sentence(tokens, tuple(taken)))
    count = len(document.annotations.mentions)
    return Laid(tuple(found), places, widened, count - len(places))


def morphs_of(text: str, about: About) -> list[Morph]:
    """The morphemes of ``text`` in its own offsets; raises ``FormatError``."""
    if about.analyser is None:
        raise FormatError("format.no_analyser")
    rows = text.split("\n")
    found: list[Morph] = []
    at = 0
    for row, line in zip(rows, about.analyser.lines(rows), strict=True):
        found += moved(line, at) if at else line
        at += len(row) + 1
    return found
