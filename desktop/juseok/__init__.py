"""Juseok (주석): a desktop workbench for annotating Korean news by hand."""

__version__ = "0.1.0"
