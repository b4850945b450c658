"""CoNLL-U: a word a line with ten columns, entities and coreference in the last.

Words are morphemes of Kiwi as far as they are stretches of the text (``봤`` is one word with the
tag ``VV+EP``), or eojeols.  Nothing is said of syntax.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, Final

from juseok.core.model import Mention
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Support
from juseok.formats.options import settled
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import counted
from juseok.formats.tokens.aside import Place, aside_line
from juseok.formats.tokens.conll_writer import morphs_of
from juseok.formats.tokens.corefud import GLOBAL, Named, Range, entity_values, etype_of, fits
from juseok.formats.tokens.offered import CONLLU, EOJEOL, MORPHEME, WORDS
from juseok.formats.tokens.output import Output, Tokenised, support_of
from juseok.formats.tokens.units import Tokens, eojeols, morphemes, sentences_of, whole_mentions

if TYPE_CHECKING:
    from conllu.models import Metadata

FORM: Final = "conllu"
FILE: Final = "articles.conllu"
_UPOS: Final[Mapping[str, str]] = {
    "NNG": "NOUN", "NNP": "PROPN", "NNB": "NOUN", "NR": "NUM", "NP": "PRON", "VV": "VERB",
    "VA": "ADJ", "VX": "AUX", "VCP": "AUX", "VCN": "ADJ", "MM": "DET", "MAG": "ADV",
    "MAJ": "CCONJ", "IC": "INTJ", "JC": "CCONJ", "SN": "NUM", "SL": "X", "SH": "X", "XR": "NOUN",
}  # fmt: skip
_BY_LETTER: Final[Mapping[str, str]] = {"J": "ADP", "E": "PART", "X": "PART", "S": "PUNCT"}
_SPACES: Final[Mapping[str, str]] = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_LINES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as words with its mentions; ``after``: the white space behind each word."""

    tokens: Tokens
    mentions: tuple[Named, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worded:
    sentences: tuple[Words, ...]
    places: Mapping[str, Place]
    widened: int
    aside: int


class ConlluWriter(PartedWriter[Tokenised]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = CONLLU
    extensions: tuple[str, ...] = (".conllu",)
    is_folder: bool = True
    support: Support = support_of()

    def shared(self, about: About) -> bool:
        """Not by morphemes: an analyser takes a second and some hundred megabytes to begin."""
        return settled((WORDS,), about.options, form=self.id)[WORDS.id] != MORPHEME

    def maker(self, about: About) -> Callable[[Document], Tokenised]:
        """What makes a document; it raises ``FormatError`` where morphemes are wanted and there is
        no analyser."""
        unit = settled((WORDS,), about.options, form=self.id)[WORDS.id]
        return partial(_made, unit=unit, about=about)

    def put(self, made: Iterable[Tokenised], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        with Output(self.id, path, about=about, support=self.support) as out:
            file = out.file(FILE)
            for each in made:
                out.put(file, each)
        return out.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its lines; by eojeols where there is no analyser."""
        unit = settled((WORDS,), about.options, form=self.id)[WORDS.id]
        unit = EOJEOL if about.analyser is None else unit
        return "".join(lines(document, worded(document, unit, about))).split("\n")


def _made(document: Document, unit: str, about: About) -> Tokenised:
    """What is written of ``document``; raises ``SpanError`` where a span does not prove."""
    found = worded(document, unit, about)
    data = "".join(lines(document, found)).encode()
    told = {"tokens.widened": found.widened, "tokens.aside": found.aside}
    return Tokenised(data, aside_line(document, found.places), counted(document), told)


def worded(document: Document, unit: str, about: About) -> Worded:
    """``document`` as sentences of words; raises ``FormatError`` (``format.no_analyser``)."""
    text = document.article.text
    morphs = morphs_of(text, about) if unit == MORPHEME else []
    cuts = sentences_of(document, whole_mentions(document))
    mentions = document.annotations.mentions
    names = _names(document)
    waiting = sorted(mentions, key=lambda each: (each.spans[0].start, each.id))
    found: list[Words] = []
    places: dict[str, Place] = {}
    widened = at = 0
    for number, (start, end) in enumerate(cuts):
        if unit == MORPHEME:
            tokens = morphemes(text, start, end, morphs)
        else:
            tokens = eojeols(text, start, end)
        taken: list[Named] = []
        while at < len(waiting) and waiting[at].spans[0].start < end:
            mention, at = waiting[at], at + 1
            ranges = _ranges(mention, tokens, end)
            if ranges is None:
                continue
            named = Named(names[mention.id], etype_of(mention.type), ranges)
            if not fits(named, taken):
                continue
            taken.append(named)
            first, last = tokens.starts[ranges[0].first], tokens.ends[ranges[-1].last]
            places[mention.id] = (named.etype, first, last)
            widened += any(
                (tokens.starts[low], tokens.ends[high]) != (span.start, span.end)
                for (low, high), span in zip(ranges, mention.spans, strict=True)
            )
        stop = cuts[number + 1][0] if number + 1 < len(cuts) else len(text)
        bounds = (*tokens.starts[1:], stop)
        after = tuple(text[e:s] for e, s in zip(tokens.ends, bounds, strict=True))
        found.append(Words(tokens, tuple(taken), after))
    return Worded(tuple(found), places, widened, len(mentions) - len(places))


def _names(document: Document) -> dict[str, str]:
    """Mention → the id of its entity in the file; one that has none is an entity of its own.

    An id says which document it is of, as that of a sentence does: CorefUD's tools (Udapi) take
    the same id in two documents of a file for one entity.
    """
    stem, known = _stem(document), dict[str, str]()
    return {
        each.id: known.setdefault(each.entity or f"\0{each.id}", f"{stem}_e{len(known) + 1}")
        for each in document.annotations.mentions
    }


def _stem(document: Document) -> str:
    """How ids of ``document`` begin: of the article, and of whose annotations they are."""
    whose = blake2s(document.annotator.encode(), digest_size=2).hexdigest()
    return document.article.id[:12] + whose


def _ranges(mention: Mention, tokens: Tokens, end: int) -> tuple[Range, ...] | None:
    """The words of each stretch; None where one has none here, or two share one."""
    found: list[Range] = []
    for span in mention.spans:
        pair = tokens.covering(span.start, span.end)
        if pair is None or span.end > end or (found and pair[0] <= found[-1].last):
            return None
        found.append(Range(*pair))
    return tuple(found)


def lines(document: Document, found: Worded) -> Iterator[str]:
    """One article, a sentence at a time."""
    from conllu.models import Metadata

    article, stem = document.article, _stem(document)
    said = {"newdoc id": article.id, "global.Entity": GLOBAL}
    for number, each in enumerate(found.sentences, start=1):
        said["sent_id"] = f"{stem}-{number}"
        yield _sentence(article.text, each, Metadata(said))
        said = {}


def _sentence(text: str, words: Words, said: "Metadata") -> str:
    from conllu.models import Token, TokenList

    tokens = words.tokens
    forms = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    last = len(forms) - 1
    said["text"] = "".join(
        form + (" " if after and at < last else "")
        for at, (form, after) in enumerate(zip(forms, words.after, strict=True))
    )
    tags: Sequence[str] = tokens.tags or [""] * len(forms)
    lemmas: Sequence[str] = tokens.lemmas or [""] * len(forms)
    entities = entity_values(len(forms), words.mentions)
    rows: list[Token] = []
    for at, form in enumerate(forms):
        misc = {"Entity": entities[at]} if entities[at] else {}
        tag, lemma = tags[at], _LINES.sub("", lemmas[at])
        rows.append(Token(
            id=at + 1, form=form, lemma=lemma or None, upos=_upos(tag), xpos=tag or None,
            feats=None, head=None, deprel=None, deps=None, misc=misc | _spacing(words.after[at]),
        ))  # fmt: skip
    return TokenList(rows, said).serialize()


def _spacing(after: str) -> dict[str, str]:
    """``SpaceAfter=No`` where nothing follows, ``SpacesAfter`` where it is no single blank."""
    if not after:
        return {"SpaceAfter": "No"}
    if after == " ":
        return {}
    return {"SpacesAfter": "".join(_SPACES.get(char, "\\s") for char in after)}


def _upos(tag: str) -> str | None:
    first = tag.partition("+")[0]
    return _UPOS.get(first) or _BY_LETTER.get(first[:1], "X") if first else None
