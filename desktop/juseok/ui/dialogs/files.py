"""Asking for a file: the system's own dialog, and one place for tests to answer in."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog


def ask_existing(title: str, folder: Path, suffix: str) -> Path | None:
    """A file that is there; None when the person changes their mind."""
    found, _ = QFileDialog.getOpenFileName(
        QApplication.activeWindow(), title, str(folder), f"Juseok (*{suffix})"
    )
    return Path(found) if found else None


def ask_new(title: str, folder: Path, suffix: str) -> Path | None:
    """Where a file is to be made, with its suffix; None when the person changes their mind."""
    found, _ = QFileDialog.getSaveFileName(
        QApplication.activeWindow(), title, str(folder), f"Juseok (*{suffix})"
    )
    if not found:
        return None
    path = Path(found)
    return path if path.suffix == suffix else path.with_name(path.name + suffix)
