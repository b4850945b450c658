"""Formats of other tools that are JSON or JSON lines."""
