"""Documents of a project into a foreign format, for whichever process does it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from juseok import __version__
from juseok.core.messages import Message
from juseok.core.model import Viewer
from juseok.core.morphs import Analyser
from juseok.formats.base import Report, ReportLine, os_error
from juseok.formats.document import About, Document
from juseok.formats.registry import options_of, writer_of
from juseok.services.interchange.documents import DocumentOptions, Documents
from juseok.services.interchange.morphemes import Morphemes
from juseok.store.stream import Stream

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a manifest says of where an export comes from; ``date`` as ISO 8601."""

    project: str = ""
    project_id: str = ""
    date: str = ""


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
) -> Report:
    """Write the chosen documents to the new ``path``; ``chosen`` of the format's own options.

    Raises ``Moved`` where the project was edited meanwhile, ``FormatError`` where the path may
    not be written, and ``SpanError`` for a span that does not prove.
    """
    found = Documents(stream, viewer, options)
    of = len(found.articles())

    def told() -> Iterator[Document]:
        for done, document in enumerate(found):
            progress(done, of)
            yield document

    try:
        about = _about(found, origin, options_of(form, chosen or {}), Morphemes())
        report = writer_of(form).write(told(), path, about=about)
    except OSError as error:
        raise os_error(error, path) from error
    progress(of, of)
    if found.undecided:
        left = Message("documents.undecided", count=found.undecided)
        report += Report(refused=(ReportLine(left),))
    return report


def sample_documents(
    *,
    stream: Stream,
    viewer: Viewer,
    options: DocumentOptions,
    form: str,
    chosen: Mapping[str, str] | None = None,
    analyser: Analyser | None = None,
) -> list[str]:
    """What the first chosen article would look like; empty where there is none."""
    found = Documents(stream, viewer, options)
    first = list(islice(found.articles(), 1))
    if not first:
        return []
    one = Documents(stream, viewer, replace(options, articles=frozenset(first)))
    document = one.document(first[0])
    about = _about(one, Origin(), options_of(form, chosen or {}), analyser)
    return writer_of(form).sample(document, about=about)


def _about(
    found: Documents, origin: Origin, chosen: Mapping[str, str], analyser: Analyser | None
) -> About:
    return About(
        scheme=found.scheme(),
        project=origin.project,
        project_id=origin.project_id,
        layer=found.layer_name(),
        date=origin.date,
        program=__version__,
        options=chosen,
        analyser=analyser,
    )
