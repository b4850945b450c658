"""An article out of tokens: with the text of the side file where there is one, else joined."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from juseok.core.ids import article_id
from juseok.core.model import Article, ArticleAnnotations, How, Mention, Metadata
from juseok.core.text import NORM_VERSION, check_article_text, normalise
from juseok.formats.document import Document, Entity, Group
from juseok.formats.offsets import Offsets

_UNKNOWN: Final = Metadata()
_INK: Final = re.compile(r"\S+")


@dataclass(slots=True)
class Joined:
    """A text that is put together piece by piece; ``add`` gives where the piece stands."""

    pieces: list[str] = field(default_factory=list[str])
    length: int = 0

    def add(self, piece: str) -> tuple[int, int]:
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return start, self.length

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of another tool: raw offsets, half-open, of one stretch or several."""

    label: str
    fragments: tuple[tuple[int, int], ...]
    line: int = 0
    entity: str = ""
    id: str = ""


def document_of(
    raw: str, marked: Iterable[Marked], *, file: str, name: str = "",
    metadata: Metadata = _UNKNOWN,
    entities: tuple[Entity, ...] = (), groups: tuple[Group, ...] = (),
) -> Document:  # fmt: skip
    """A document out of a text and what is marked in it; raises ``TextError`` where the text
    cannot be one."""
    normal = normalise(raw)
    check_article_text(normal.text)
    offsets = Offsets(raw, normal)
    article = article_id(normal.text, NORM_VERSION)
    found: list[Mention] = []
    places: dict[str, int] = {}
    for number, each in enumerate(marked, start=1):
        quote = " ".join(raw[start:end] for start, end in each.fragments)
        resolved = offsets.resolve(each.fragments, quote)
        if resolved is None:  # nothing but what composing took away
            continue
        id_ = each.id or f"T{number}"
        mention = Mention(
            id_, "", article, each.label, resolved.spans, each.entity, how=How.IMPORTED
        )
        found.append(mention)
        if each.line:
            places[id_] = each.line
    return Document(
        article=Article(article, normal.text, (), metadata, NORM_VERSION),
        annotations=ArticleAnnotations(tuple(found)),
        entities=entities,
        groups=groups,
        name=name,
        file=file,
        places=places,
    )


def aligned(text: str, tokens: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where ``tokens`` stand in ``text``, one behind the other with nothing but white space
    between; None where ``text`` is another."""
    if text.split() == tokens:  # as eojeols are
        return [each.span() for each in _INK.finditer(text)]
    written = "".join(tokens)
    if len(written) == len(tokens) and all(tokens) and "".join(text.split()) == written:
        inks = [each.span() for each in _INK.finditer(text)]
        return [(at, at + 1) for start, end in inks for at in range(start, end)]
    found: list[tuple[int, int]] = []
    at, length = 0, len(text)
    for token in tokens:
        while at < length and text[at].isspace():
            at += 1
        if not token or not text.startswith(token, at):
            return None
        found.append((at, at + len(token)))
        at += len(token)
    return found if not text[at:].strip() else None
