"""Which exports two processes share, and what another process needs to make some of a project's
documents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from juseok.core.model import Seal, Viewer
from juseok.formats.base import Report
from juseok.formats.document import About, Document
from juseok.formats.parted import PartedWriter
from juseok.formats.registry import writer_of
from juseok.services.abreast import abreast, processors, serve
from juseok.services.interchange.documents import Documents, Left
from juseok.services.interchange.options import DocumentOptions, Progress
from juseok.services.worker import Port
from juseok.store.stream import Stream

ItemT = TypeVar("ItemT")
WORTH: Final = 400
"""Fewer articles are done before another process has begun."""
AT_ONCE: Final = 25


@dataclass(frozen=True, slots=True)
class Share:
    """What makes the documents of an export in another process."""

    source: Path
    seal: Seal
    viewer: Viewer
    options: DocumentOptions
    form: str
    about: About


class Made(NamedTuple):
    """What came of some articles: of each document what its writer made, and what was left out."""

    documents: list[Any]
    left: Left


def is_shared(items: Sequence[object]) -> bool:
    """Whether there are articles or files enough to be worth another process."""
    return len(items) >= WORTH and processors() > 1


def in_pieces(items: Sequence[ItemT]) -> list[Sequence[ItemT]]:
    """``items`` as they are handed on."""
    return [items[at : at + AT_ONCE] for at in range(0, len(items), AT_ONCE)]


def make_documents(port: Port, share: Share) -> None:
    """Make what ``port`` is fed: lists of articles."""
    writer = writer_of(share.form)
    assert isinstance(writer, PartedWriter), share.form
    with Stream(share.source, share.seal) as stream:
        found = Documents(stream, share.viewer, share.options)
        found.prepare()
        made = _making(found, writer.maker(share.about))

        def make(articles: Sequence[str]) -> Made:
            return Made(made(articles), found.take_left())

        serve(port, make)


def write_shared(
    writer: PartedWriter[Any],
    found: Documents,
    share: Share,
    *,
    path: Path,
    progress: Progress,
) -> Report:
    """Write the documents that are ``found`` to ``path`` as ``writer`` does alone, by two
    processes.

    Raises ``Moved`` where the project was edited meanwhile, ``OSError``, and ``SpanError``.
    """
    articles = found.articles()
    pieces, made = in_pieces(articles), _making(found, writer.maker(share.about))

    def told(results: Iterator[Made | None]) -> Iterator[Any]:
        done = 0
        for piece, result in zip(pieces, results, strict=True):
            progress(done, len(articles))
            if result is None:
                yield from made(piece)
            else:
                found.count_left(result.left)
                yield from result.documents
            done += len(piece)

    def make(piece: Sequence[str]) -> Made:
        return Made(made(piece), Left())  # what is left out here is counted already

    with found.one_moment(), abreast(pieces, make, make_documents, share) as results:
        found.prepare()
        return writer.put(told(results), path, about=share.about)


def _making(
    found: Documents, make: Callable[[Document], Any]
) -> Callable[[Sequence[str]], list[Any]]:
    """What makes the documents of some articles."""

    def made(articles: Sequence[str]) -> list[Any]:
        return [make(each) for each in chain.from_iterable(found.of(articles))]

    return made
