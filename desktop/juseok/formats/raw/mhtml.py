"""News pages as MHTML: a page with all of its parts in one file, as browsers save it (RFC 2557)."""

import re
from email import errors, message_from_bytes
from email.message import Message as Mail
from typing import Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.raw.documents import Sight
from juseok.formats.raw.html import parse_html

_PAGES: Final = ("text/html", "application/xhtml+xml")
_ADDRESS: Final = ("Snapshot-Content-Location", "Content-Location")
_CUT: Final = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
_END: Final = re.compile(rb"</html\s*>\s*\Z", re.IGNORECASE)


def parse_mhtml(data: bytes, chosen: str | None = None) -> Sight:
    """What a browser shows of the page in ``data``; pages in its frames are none of it.

    Raises ``TextError`` where there is no page in it, or none that can be read, and where the file
    is cut off before the page ends.
    """
    try:
        whole = message_from_bytes(data)
    except RecursionError as error:  # parts within parts without end
        raise TextError("xml.deep") from error
    parts = list(whole.walk())
    is_cut = any(isinstance(each, _CUT) for part in parts for each in part.defects)
    page = next((part for part in parts if part.get_content_type() in _PAGES), None)
    content = page.get_payload(decode=True) if page is not None else None
    if is_cut and (page is None or (page is parts[-1] and not _ends(content))):
        raise TextError("import.cut_off")
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise TextError("import.not_a", format="MHTML")
    sight = parse_html(content, chosen)
    if is_cut:
        sight.notes.append(Message("import.parts_cut_off"))
    sight.put("url", next(filter(None, (_said(each, name) for each in (whole, page)
                                        for name in _ADDRESS)), None))  # fmt: skip
    return sight


def _ends(content: object) -> bool:
    return isinstance(content, bytes) and _END.search(content) is not None


def _said(part: Mail, name: str) -> str:
    address = str(part.get(name) or "")
    return address if address.startswith(("http://", "https://")) else ""
