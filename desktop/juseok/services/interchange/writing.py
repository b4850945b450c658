"""Documents of a project into a foreign format, for whichever process does it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, cast

from juseok import __version__
from juseok.core.model import Viewer
from juseok.core.morphs import Analyser
from juseok.formats.base import Report, os_error
from juseok.formats.document import About, Document, Painter
from juseok.formats.parted import PartedWriter
from juseok.formats.registry import options_of, writer_of
from juseok.services.interchange.documents import Documents
from juseok.services.interchange.morphemes import Morphemes
from juseok.services.interchange.options import DocumentOptions, Progress
from juseok.services.interchange.sharing import Share, is_shared, write_shared
from juseok.store.stream import Stream


@dataclass(frozen=True, slots=True)
class Origin:
    """What a manifest says of where an export comes from; ``date`` as ISO 8601, ``release`` the
    name under which the project was frozen, ``asked`` what was asked for, as JSON."""

    project: str = ""
    project_id: str = ""
    date: str = ""
    release: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict[str, Any])


def write_documents(
    *,
    stream: Stream,
    viewer: Viewer,
    options: DocumentOptions,
    form: str,
    path: Path,
    origin: Origin,
    progress: Progress,
    chosen: Mapping[str, str] | None = None,
    painter: Painter | None = None,
) -> Report:
    """Write the chosen documents to the new ``path``; ``chosen`` of the format's own options,
    ``painter`` for formats that are pictures.

    Raises ``Moved`` where the project was edited meanwhile, ``FormatError`` where the path may
    not be written, and ``SpanError`` for a span that does not prove.
    """
    found, writer = Documents(stream, viewer, options), writer_of(form)
    articles = found.articles()
    of = len(articles)

    def told() -> Iterator[Document]:
        for done, documents in enumerate(found.by_article()):
            progress(done, of)
            yield from documents

    try:
        about = about_of(found, origin, options_of(form, chosen or {}))
        if isinstance(writer, PartedWriter) and is_shared(articles) and writer.shared(about):
            parted = cast("PartedWriter[Any]", writer)
            share = Share(stream.path, stream.seal, viewer, options, form, about)
            report = write_shared(parted, found, share, path=path, progress=progress)
        else:
            about = replace(about, analyser=Morphemes(), painter=painter)
            report = writer.write(told(), path, about=about)
    except OSError as error:
        raise os_error(error, path) from error
    progress(of, of)
    return report + found.left()


def sample_documents(
    *,
    stream: Stream,
    viewer: Viewer,
    options: DocumentOptions,
    form: str,
    chosen: Mapping[str, str] | None = None,
    analyser: Analyser | None = None,
) -> list[str]:
    """What the first chosen article would look like; empty where there is none.  Raises
    ``Moved`` while a bulk edit is under way."""
    found = Documents(stream, viewer, options)
    first = next(chain.from_iterable(found.by_article()), None)
    if first is None:
        return []
    about = about_of(found, Origin(), options_of(form, chosen or {}), analyser)
    return writer_of(form).sample(first, about=about)


def about_of(
    found: Documents,
    origin: Origin,
    chosen: Mapping[str, str],
    analyser: Analyser | None = None,
) -> About:
    """What a manifest says of an export of ``found``."""
    return About(
        scheme=found.scheme(),
        project=origin.project,
        project_id=origin.project_id,
        layer=found.layer_name(),
        date=origin.date,
        release=origin.release,
        program=__version__,
        options=chosen,
        asked=origin.asked,
        analyser=analyser,
    )
