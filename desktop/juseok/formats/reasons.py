"""Why a file cannot be read, in the reader's language: what libraries say of it in English.

The usual complaints of Python's XML, JSON and zip, of lxml, openpyxl and pypdf are known by their
words.  What is none of them stays as the library says it.
"""

import re
from typing import Final

from juseok.core.messages import Message

_LONGEST: Final = 120
_KNOWN: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"Invalid Elementary Object|[Ii]nvalid hex|NameObject|Could not find object|"
         r"content stream|Content stream", "reason.contents"),
        (r"not a zip file|could not be opened successfully|bad checksum|invalid header|"
         r"[Bb]ad magic number for (?:central|file)|File name in directory", "archive.no_zip"),
        (r"no item named '?(?P<name>[^']+)", "reason.part"),
        (r"password|[Ee]ncrypted|not been decrypted|[Dd]ecrypt", "reason.locked"),
        (r"compression (?:method|type)", "reason.method"),
        (r"CRC-32|while decompressing|[Dd]ecompress|incorrect header check|Zip file",
         "reason.contents"),
        (r"^$|EOF|[Uu]nexpected(?:ly)? end|ended (?:unexpectedly|before)|[Tt]runcated|startxref|"
         r"no element found|unclosed|partial character|Premature end|Unterminated|"
         r"end of (?:data|stream|file)", "reason.end"),
        (r"[Ee]mpty file|Document is empty", "reason.empty"),
        (r"mismatched tag|tag mismatch", "reason.tags"),
        (r"[Ee]ntity", "reason.entity"),
        (r"encoding|codec can't decode|^no text$", "reason.encoding"),
        (r"^no array$", "reason.array"),
        (r"recursion|too deep", "reason.deep"),
        (r"is no number", "reason.number"),
        (r"not well-formed|invalid token|syntax error|junk after|duplicate attribute|"
         r"unbound prefix|XML or text declaration|must not be (?:undeclared|bound)|StartTag|"
         r"Start [Tt]ag|AttValue|xmlParse|parsing attribute|Extra content|redefined|"
         r"Namespace prefix|Expecting|Extra data|Invalid (?:control|\\)|comma|no colon",
         "reason.syntax"),
        (r"^no (?P<name>\w+)$", "reason.field"),
        (r"^> [\d,]+ rows$", "reason.rows"),
        (r"not a (?:Word|valid) file|content type|invalid (?:pdf|PDF) header|PdfReader|"
         r"trailer|xref|[Rr]oot object|/Root|valid workbook", "reason.structure"),
    )
)  # fmt: skip


def reason_of(error: BaseException) -> Message:
    """What ``error`` says of a file, with its line and column where it has them."""
    words = _words(error)
    found = next(
        ((match, code) for pattern, code in _KNOWN if (match := pattern.search(words))), None
    )
    if found is None:
        return Message("reason.other", words=words[:_LONGEST])
    match, code = found
    said = {name: text[:_LONGEST] for name, text in match.groupdict().items()}
    reason = Message(code, **said)
    line, column = _place(error)
    if line and column:
        return Message("reason.at", line=line, column=column, reason=reason)
    return Message("reason.in_line", line=line, reason=reason) if line else reason


def _words(error: BaseException) -> str:
    """The complaint by itself: SAX and JSON put the place behind it."""
    saying = getattr(error, "getMessage", None)
    plain = getattr(error, "msg", None)
    words = str(saying() if callable(saying) else plain if isinstance(plain, str) else error)
    known = words.strip() or isinstance(error, EOFError)
    return words.strip() if known else type(error).__name__


def _place(error: BaseException) -> tuple[int, int]:
    """Line and column, from 1; 0 where nothing is said of them."""
    position = getattr(error, "position", None)
    if isinstance(position, tuple):
        line, column = position
        from_zero = type(error).__module__.startswith("xml.")  # expat, and not lxml
        return int(line), int(column) + from_zero
    line_of = getattr(error, "getLineNumber", None)
    line = line_of() if callable(line_of) else getattr(error, "lineno", None)
    column = getattr(error, "colno", 0)
    return (line if isinstance(line, int) else 0), (column if isinstance(column, int) else 0)
