"""The two families of errors: what the user can act on, and what is our fault.

A :class:`KnownError` carries a :class:`~juseok.core.messages.Message` that windows and
the shell render as one plain sentence.  Everything else that escapes is a bug and ends in
a report.
"""

from juseok.core.messages import Message, Param


class KnownError(Exception):
    """Something outside the program went wrong; the last good state is untouched.

    ``message`` is the sentence to show, as a code with parameters.
    """

    def __init__(self, code: str, **params: Param) -> None:
        self.message = Message(code, **params)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)  # not sooner: a catalogue takes longer to read than most projects


class TextError(KnownError):
    """A text cannot become an article: empty, NUL, lone surrogate, undecodable, too large."""


class SpanError(KnownError):
    """A span does not fit its text: out of bounds, empty, unordered, or another quote."""


class SchemeError(KnownError):
    """A scheme file or an edit of the scheme breaks its own rules."""


class ProjectError(KnownError):
    """A project file cannot be opened or written (newer, foreign, locked, full, replaced)."""


class FormatError(KnownError):
    """A file to import is not what it claims to be; names the file and the line."""


class AnnotationError(KnownError):
    """An edit of annotations that the scheme or a record's own rules refuse; says why."""


class WorkerError(KnownError):
    """The process that did heavy work was ended from outside; nothing was changed."""


class AnalyserGone(KnownError):
    """The analyser of Korean cannot answer: it was late, has died, or is not there."""


class Cancelled(KnownError):
    """The person stopped a long run; nothing was changed."""
