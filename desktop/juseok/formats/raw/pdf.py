"""PDF: the lines of its pages in order; running heads and page numbers in roles of their own."""

import logging
import re
from collections import Counter
from io import BytesIO
from typing import Any, Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.formats.raw.documents import Sight
from juseok.formats.raw.docx import NAME
from juseok.formats.raw.pdf_lines import paragraphs
from juseok.formats.raw.pdf_pieces import are_words, lines_of
from juseok.formats.reasons import reason_of

_EDGE: Final = 3
"""Lines at the top and at the foot of a page that may be running heads."""
_BLANKS: Final = re.compile("[\x01-\x08\x0e-\x1f\x7f\u200b]")
"""What fonts call their blank beside a blank (NanumGothic U+0001), and browsers print so."""
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"(?:[-–—|]\s*)?(?:p(?:age)?\.?\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?"
                            r"(?:\s*[-–—|]|\s*쪽|\s*면)?", re.IGNORECASE)  # fmt: skip
_ADDRESS: Final = re.compile(r"(?:https?|file)://\S+\s+\d+/\d+")
"""What a browser prints below a page; above it stand when, and the title."""
_PRINTED: Final = re.compile(
    r"\d{1,4}[/.]\s?\d{1,2}[/.]\s?\d{1,4}[.,]?\s(?:오전 |오후 )?\d{1,2}:\d\d\b"
)
_LONGEST: Final = 60
"""Code points; a longer line is no running head."""
_MAX_PAGES: Final = 5_000


def parse_pdf(data: bytes) -> Sight:
    """What one reads on the pages of a PDF.

    Raises ``TextError``: ``import.locked`` where a password is needed, ``import.pdf_pictures``
    where no page has letters, and where it is none or damaged.
    """
    if b"%PDF-" not in data[:1024]:
        raise TextError("import.not_a", format="PDF")
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise TextError("import.locked", format="PDF")
        if len(reader.pages) > _MAX_PAGES:
            raise TextError("import.pdf_pages", count=len(reader.pages), limit=_MAX_PAGES)
        pages = [_lines(page) for page in reader.pages]
        sight = _seen(pages)
        _about(sight, reader.metadata)
    except TextError:
        raise
    except DependencyError as error:  # a cipher that needs another library
        raise TextError("import.locked", format="PDF") from error
    except (PyPdfError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError,
            RecursionError, NotImplementedError, AssertionError, OSError) as error:  # fmt: skip
        # What a broken file makes a parser of it stumble over has no end.
        raise TextError("archive.broken", reason=reason_of(error)) from error
    return sight


def _lines(page: Any) -> list[str]:
    """The lines of a page as they are printed; one that goes on may keep a blank at its end."""
    lines = _BLANKS.sub(" ", page.extract_text() or "").splitlines()
    if are_words(lines):
        by_place = [_BLANKS.sub(" ", line) for line in lines_of(page)]
        lines = by_place if len(by_place) * 2 <= len(lines) else lines
    found: list[str] = []
    for line in lines:
        words = line.replace("\t", " ").lstrip()  # PDF has no tabs: some write blanks so
        overprinted = found and len(words) > 1 and words.strip() == found[-1].strip()
        if words and not overprinted:  # bold by printing a line twice is one line to the eye
            found.append(words)
    return found


def _seen(pages: list[list[str]]) -> Sight:
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise TextError("import.pdf_pictures")
    sight = Sight(encoding="pdf")
    if empty:
        sight.notes.append(Message("import.pdf_empty_pages", count=empty))
    heads, feet = _running(pages, top=True), _running(pages, top=False)
    printed = [
        [(line, _role(line.strip(), at, page, heads, feet, len(pages))) for at, line in
         enumerate(page)]
        for page in pages
    ]  # fmt: skip
    for line, role in paragraphs(printed):
        sight.add(line, role)
    return sight


def _role(
    line: str, at: int, page: list[str], heads: frozenset[str], feet: frozenset[str], pages: int
) -> ZoneRole | None:
    """What a line is by where it stands on its page; None: a part of the text."""
    if _ADDRESS.fullmatch(line):
        return ZoneRole.FOOTER
    below = len(page) - 1 - at
    is_above = not at or (below and _ADDRESS.fullmatch(page[at + 1].strip()))
    if is_above and _PRINTED.match(line) and any(map(_ADDRESS.match, page[-_EDGE:])):
        return ZoneRole.NAV
    if min(at, below) >= _EDGE:
        return None
    is_number = not (at and below) and _NUMBER.fullmatch(line) is not None
    is_head = _key(line) in (heads if at < below else feet)
    if not is_head and not (is_number and (pages > 1 or (at and not below))):
        return None
    return ZoneRole.NAV if at < below else ZoneRole.FOOTER


def _running(pages: list[list[str]], *, top: bool) -> frozenset[str]:
    """Lines that stand at one edge of most pages, but for the numbers in them."""
    counts: Counter[str] = Counter()
    for page in pages:
        edge = page[:_EDGE] if top else page[-_EDGE:]
        counts.update({_key(line) for line in edge if len(line) <= _LONGEST})
    least = max(2, sum(map(bool, pages)) // 2)
    return frozenset(key for key, count in counts.items() if count >= least)


def _key(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


def _about(sight: Sight, about: Any) -> None:
    if about is None:
        return
    sight.put("title", about.title)
    sight.put("extra.author", about.author)
    found = NAME.fullmatch((about.author or "").strip())
    if found:
        sight.put("bylines", found[1])
    for name, value in (("created", about.get("/CreationDate")), ("subject", about.subject)):
        sight.put(f"extra.{name}", value)
