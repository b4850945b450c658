"""What takes long about showing a long article, made in any thread: its blocks, its marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from juseok.core.sentences import LineSplitter
from juseok.ui.articleview.blocks import Blocks, make_blocks
from juseok.ui.articleview.document import ArticleDoc, Mark
from juseok.ui.articleview.index import MarkIndex

LONG: Final = 50_000
"""Code points from which on a person would notice that the window does nothing else."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cut into blocks, with the index of its marks; for one page."""

    doc: ArticleDoc
    splitter: LineSplitter | None
    blocks: Blocks
    marks: MarkIndex


def prepare(
    doc: ArticleDoc, marks: Iterable[Mark] = (), splitter: LineSplitter | None = None
) -> Prepared:
    """Cut ``doc`` into paragraphs, or with a ``splitter`` into sentences.  Pure."""
    blocks = make_blocks(doc.text, doc.zones, splitter=splitter, edits=doc.sentencing)
    return Prepared(doc, splitter, blocks, MarkIndex(blocks, marks))
