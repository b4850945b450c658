"""PDF and PNG: a folder with a page for each article, painted by whoever can paint.

What paints needs a library of windows, so it is handed in from above (``About.painter``).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from juseok.core.errors import FormatError
from juseok.formats.base import Report
from juseok.formats.document import (
    About,
    Document,
    Support,
)
from juseok.formats.folder import MANIFEST, digest_of, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.pages.html import named_after, page_name
from juseok.formats.pages.page import FAMILY, SUPPORT, page_of
from juseok.formats.pages.rich import rich_of
from juseok.formats.tally import Tally


class PaintedWriter:
    """``form``: ``pdf`` or ``png``, which is also what its files end in."""

    is_folder: bool = True
    support: Support = SUPPORT

    def __init__(self, form: str, names: Mapping[str, str]) -> None:
        self.id = form
        self.names = names
        self.extensions = (f".{form}",)

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, ``FormatError`` where nobody paints
        (``format.no_painter``), and ``SpanError`` where a span does not prove."""
        if about.painter is None:
            raise FormatError("format.no_painter", format=self.id)
        path.mkdir()
        manifest = Manifest(self.id, about)
        tally = Tally(self.support, form=FAMILY, returns=False)
        taken = {"manifest"}
        for document in documents:
            page = page_of(document, about)
            target = path / f"{page_name(named_after(document), taken)}.{self.id}"
            for made in about.painter(rich_of(page), target, page.title, about.date):
                manifest.add_digest(made.name, digest_of(made))
            tally.add(document)
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The lines of the text, and what stands below it, as plain words."""
        page = page_of(document, about)
        lines = ["".join(run.text for run in line.runs) for line in page.lines]
        for listing in page.lists:
            lines += ["", listing.title]
            for each in listing.items:
                fields = " · ".join(f"{field.name} {field.value}" for field in each.fields)
                number = f"{each.number}. " if each.number else ""
                lines.append(" ".join(f"{number}{each.text}  {fields}".split()))
        return [page.title, "", *lines]
