"""Qt's Python binding, loaded so that it does not slow down every import after it."""

import builtins
from importlib import import_module


def load_qt() -> None:
    """Load Qt and leave the import statement to Python.

    PySide6 puts a wrapper around it that reads the source of each module and looks for the name
    of the binding there, for the sake of its optional ``__feature__``, which nothing here uses:
    50 ms of a start.  What is put back is kept by PySide6 itself under ``__orig_import__``; where
    a version has none, nothing is done.
    """
    import_module("PySide6.QtCore")  # here the wrapper is put on
    builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
