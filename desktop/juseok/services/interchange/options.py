"""What an export is of and how it is made: plain values, for whichever process makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from juseok.core.messages import Message
from juseok.core.recipe import BEST

Progress: TypeAlias = Callable[[int, int], None]
"""Called with how many articles are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of a project is wanted; nothing said: all.

    ``states`` and ``rights`` are of articles: how far the annotator is, and what the article says
    of its rights.  ``zones`` and ``types`` are of annotations; ``claim`` is one of the types.
    """

    states: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Narrowed()


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """``layer``: its id, :data:`~juseok.core.recipe.BEST`, or :data:`~juseok.core.recipe.ALL` for
    a document of each; ``articles``: None for all of them.  ``anonymous``: people are called by
    numbers."""

    layer: str = BEST
    articles: frozenset[str] | None = None
    narrowed: Narrowed = Narrowed()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One of several files or folders of an export.  ``name``: its path without an ending."""

    name: str
    layer: str
    articles: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export: some layers and articles by their ids, or (None) all that may be seen.

    ``layer``: of a format of documents, as in :class:`DocumentOptions`.  With ``pieces`` the export
    is a folder of them; each names its layer and articles.  ``chosen``: what was chosen of the
    format's own options (``formats.options``); the rest is as usual.  ``asked``: all of it as a
    person said it, for the manifest; ``notes``: what is to be told of it.
    """

    layers: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    layer: str = BEST
    pieces: tuple[Piece, ...] = ()
    narrowed: Narrowed = Narrowed()
    anonymous: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: Mapping[str, Any] = field(default_factory=dict[str, Any])
    notes: tuple[Message, ...] = ()

    def of_documents(self) -> DocumentOptions:
        return DocumentOptions(self.layer, self.articles, self.narrowed, self.anonymous)

    def of_piece(self, piece: Piece) -> "ExportOptions":
        """What one of the pieces is of."""
        return replace(self, pieces=(), layer=piece.layer, articles=piece.articles)
