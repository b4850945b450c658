"""Asking for a file: the system's own dialog, and one place for tests to answer in."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog

from juseok.ui.widgets.fitting import window_behind


def ask_existing(title: str, folder: Path, suffix: str) -> Path | None:
    """A file that is there; None when the person changes their mind."""
    found, _ = QFileDialog.getOpenFileName(
        window_behind(), title, str(folder), f"Juseok (*{suffix})"
    )
    return Path(found) if found else None


def ask_new(title: str, folder: Path, suffix: str) -> Path | None:
    """Where a file is to be made, with its suffix; None when the person changes their mind."""
    found, _ = QFileDialog.getSaveFileName(
        window_behind(), title, str(folder), f"Juseok (*{suffix})"
    )
    if not found:
        return None
    path = Path(found)
    return path if path.suffix == suffix else path.with_name(path.name + suffix)


def ask_sources(title: str, folder: Path, patterns: str) -> list[Path]:
    """Files that are there; empty when the person changes their mind."""
    found, _ = QFileDialog.getOpenFileNames(window_behind(), title, str(folder), patterns)
    return [Path(name) for name in found]


def ask_folder(title: str, folder: Path) -> Path | None:
    """A folder that is there; None when the person changes their mind."""
    found = QFileDialog.getExistingDirectory(window_behind(), title, str(folder))
    return Path(found) if found else None


def ask_save(title: str, path: Path, pattern: str) -> Path | None:
    """Where any file is to be made; None when the person changes their mind."""
    found, _ = QFileDialog.getSaveFileName(window_behind(), title, str(path), pattern)
    return Path(found) if found else None


def dropped_files(data: QMimeData) -> list[Path]:
    """The local files and folders of what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
