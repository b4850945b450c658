"""Who sits at this machine, and where their files are.

The annotator's id and name stand in ``settings.toml`` in the user's configuration folder, where
the window keeps its settings too. ``JUSEOK_CONFIG`` puts that folder, with state and data below it,
somewhere else: for tests, and for use from a stick.
"""

import getpass
import os
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import platformdirs
import tomli_w

from juseok.core.errors import KnownError

_APP: Final = "juseok"
_NOBODY: Final = "annotator"


class SettingsError(KnownError):
    """The settings file cannot be read or written; it is never replaced by defaults."""


@dataclass(frozen=True, slots=True)
class User:
    """The annotator of this machine."""

    annotator: str
    name: str


def config_dir() -> Path:
    """Where ``settings.toml`` lives."""
    override = os.environ.get("JUSEOK_CONFIG")
    return Path(override) if override else Path(platformdirs.user_config_dir(_APP, False))


def state_dir() -> Path:
    """Where replica ids, locks and caches of this machine live."""
    override = os.environ.get("JUSEOK_CONFIG")
    return Path(override) / "state" if override else Path(platformdirs.user_state_dir(_APP, False))


def data_dir() -> Path:
    """Where projects that the program itself makes are put."""
    override = os.environ.get("JUSEOK_CONFIG")
    return Path(override) / "data" if override else Path(platformdirs.user_data_dir(_APP, False))


def offer_own_lexicons() -> None:
    """Let the rules for Korean, here and in processes that are started, read the lexicons in
    ``lexicons/`` beside the settings."""
    os.environ["JUSEOK_LEXICONS"] = str(config_dir() / "lexicons")


def read_settings(path: Path) -> dict[str, Any]:
    """The tables of a settings file, none where there is no file.

    Raises :class:`SettingsError` (``settings.unreadable``).
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:  # not UTF-8 and not TOML are both ValueErrors
        raise SettingsError("settings.unreadable", path=str(path), reason=str(error)) from error


def write_settings(path: Path, tables: dict[str, Any]) -> None:
    """Replace the settings file whole; raises :class:`SettingsError` (``settings.unwritable``)."""
    beside = path.with_suffix(".toml.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(tomli_w.dumps(tables), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError("settings.unwritable", path=str(path), reason=reason) from error


def current_user(settings: Path | None = None) -> User:
    """Who annotates here; the id is made and written on first use.

    ``settings`` is the file to look in, by default the user's own. Raises :class:`SettingsError`.
    """
    path = settings or config_dir() / "settings.toml"
    tables = read_settings(path)
    mine = tables.get("annotator")
    entries: dict[str, Any] = dict(mine) if isinstance(mine, dict) else {}
    annotator = entries.get("id")
    if not isinstance(annotator, str) or not annotator:
        annotator = entries["id"] = str(uuid.uuid4())
        write_settings(path, {**tables, "annotator": entries})
    return User(annotator, str(entries.get("name", "")).strip() or login_name())


def login_name() -> str:
    """Who is logged in, for an annotator who gave no name; never empty."""
    try:
        return getpass.getuser() or _NOBODY
    except (ImportError, KeyError, OSError):  # what a machine without users raises, by version
        return _NOBODY
