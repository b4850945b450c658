"""Settings as data: one table makes the dialog, the defaults and the checks.

What a person changed (and only that) stands in ``settings.toml`` in the user's
configuration folder.  Window geometry is not a setting; it lives in QSettings.
A settings file that cannot be read blocks with a sentence; it is never replaced by defaults,
because it holds who the annotator is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from juseok.services.user import User, current_user, read_settings, write_settings
from juseok.ui.i18n import mark

SettingValue: TypeAlias = "str | int | float | bool | list[str]"


@dataclass(frozen=True, slots=True)
class Setting:
    """One option.  ``key`` is ``table.name`` in the file; ``label`` and ``note`` are literals.

    ``choices`` are (value, literal) pairs; ``low``/``high``/``step`` bound a number.
    Options with an empty ``label`` have no control in the dialog (another screen edits them).
    """

    key: str
    group: str
    label: str
    kind: Literal["choice", "int", "float", "bool", "text", "list"]
    default: SettingValue
    choices: tuple[tuple[str, str], ...] = ()
    low: float = 0
    high: float = 0
    step: float = 1
    unit: str = ""
    note: str = ""


LOOK: Final = mark("Appearance")
READING: Final = mark("Reading")
KOREAN: Final = mark("Korean")
PERSON: Final = mark("Annotator")

TABLE: Final[tuple[Setting, ...]] = (
    Setting(
        "annotator.name", PERSON, mark("Name"), "text", "",
        note=mark("Shown beside your annotations when files are merged."),
    ),
    Setting("annotator.id", PERSON, "", "text", ""),
    Setting(
        "look.theme", LOOK, mark("Theme"), "choice", "system",
        choices=(
            ("system", mark("Follow the system")), ("light", mark("Light")), ("dark", mark("Dark")),
        ),
    ),
    Setting(
        "look.language", LOOK, mark("Language"), "choice", "system",
        choices=(("system", mark("Follow the system")), ("ko", "한국어"), ("en", "English")),
    ),
    Setting(
        "reading.font_size", READING, mark("Text size"), "int", 17, low=11, high=40, unit=" px",
    ),
    Setting(
        "reading.line_spacing", READING, mark("Line spacing"), "float", 1.8,
        low=1.2, high=3.0, step=0.1, unit=" ×",
    ),
    Setting(
        "reading.sentence_lines", READING, mark("Reading mode: one sentence a line"), "bool", False,
        note=mark("Changes only how the article is shown, never its text."),
    ),
    Setting(
        "reading.hide_zones", READING, mark("Hide what is not the article"), "bool", False,
        note=mark("Navigation, footers and the like; greyed when they are not hidden."),
    ),
    Setting("reading.show_arcs", READING, mark("Draw all relationships"), "bool", False),
    Setting(
        "korean.analyser", KOREAN, mark("Use the Korean analyser"), "bool", True,
        note=mark("A program beside this one; it needs some 350 MB of memory."),
    ),
    Setting(
        "korean.suggestions", KOREAN, mark("Show suggestions"), "bool", True,
        note=mark("Grey frames in the text: what may be tagged, for you to decide."),
    ),
    Setting(
        "korean.snap", KOREAN, mark("Snap selections to names"), "bool", True,
        note=mark("Particles and signs round a name are left out when it is tagged."),
    ),
    Setting(
        "korean.learned", KOREAN, mark("Learn from what I tag"), "bool", True,
        note=mark("A model of your own finished articles; used only where it beats the rules."),
    ),
    Setting("project.last", "", "", "text", ""),
    Setting("project.recent", "", "", "list", []),
    Setting("export.format", "", "", "text", "jsonl"),
    Setting(
        "export.layers", "", "", "choice", "all",
        choices=(("all", ""), ("gold", ""), ("mine", ""), ("some", "")),
    ),
    Setting(
        "export.articles", "", "", "choice", "all",
        choices=(("all", ""), ("this", ""), ("listed", "")),
    ),
    Setting("export.folder", "", "", "text", ""),
    Setting("export.layer", "", "", "text", ""),
)  # fmt: skip
BY_KEY: Final[Mapping[str, Setting]] = {setting.key: setting for setting in TABLE}


class Settings(QObject):
    """The options in force; a change is written at once and told by ``changed(key)``.

    Raises ``SettingsError`` from the constructor when the file cannot be read.
    """

    changed = Signal(str)
    keys_changed = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._tables: dict[str, dict[str, object]] = _tables(path)

    def get(self, key: str) -> SettingValue:
        """The value in force.  A value of the wrong sort in the file counts as absent."""
        setting = BY_KEY[key]
        table, name = key.split(".")
        value = self._tables.get(table, {}).get(name, setting.default)
        return _checked(setting, value)

    def text(self, key: str) -> str:
        return str(self.get(key))

    def number(self, key: str) -> float:
        value = self.get(key)
        return float(value) if isinstance(value, int | float) else 0.0

    def flag(self, key: str) -> bool:
        return self.get(key) is True

    def strings(self, key: str) -> list[str]:
        value = self.get(key)
        return list(value) if isinstance(value, list) else []

    def set(self, key: str, value: SettingValue) -> None:
        """Put ``value`` in force and on disk; what equals the default is not written."""
        setting = BY_KEY[key]
        value = _checked(setting, value)
        if value == self.get(key):
            return
        table, name = key.split(".")
        entries = self._tables.setdefault(table, {})
        if value == setting.default:
            entries.pop(name, None)
        else:
            entries[name] = value
        self._write()
        self.changed.emit(key)

    def key_overrides(self) -> dict[str, tuple[str, ...]]:
        """Action id → the chords a person gave it (an empty tuple: none)."""
        found: dict[str, tuple[str, ...]] = {}
        for action, keys in self._tables.get("keys", {}).items():
            if isinstance(keys, list):
                found[action] = tuple(str(key) for key in keys)
        return found

    def set_keys(self, action: str, keys: tuple[str, ...] | None) -> None:
        """Override the keys of ``action``; None returns to the default."""
        table = self._tables.setdefault("keys", {})
        if keys is None:
            table.pop(action, None)
        else:
            table[action] = list(keys)
        self._write()
        self.keys_changed.emit()

    def user(self) -> User:
        """The annotator of this machine; the id is made and written on first use."""
        found = current_user(self.path)
        self._tables = _tables(self.path)
        return found

    def remember_project(self, path: Path) -> None:
        """Put ``path`` first among the recent projects."""
        recent = [str(path), *(p for p in self.strings("project.recent") if p != str(path))]
        self.set("project.recent", recent[:10])
        self.set("project.last", str(path))

    def _write(self) -> None:
        tables = {name: entries for name, entries in self._tables.items() if entries}
        write_settings(self.path, dict(tables))


def _tables(path: Path) -> dict[str, dict[str, object]]:
    found = read_settings(path)
    return {name: dict(table) for name, table in found.items() if isinstance(table, dict)}


def _checked(setting: Setting, value: object) -> SettingValue:
    """``value`` if it fits ``setting`` (numbers are brought into bounds), else the default."""
    match setting.kind:
        case "choice":
            fits = value in [choice for choice, _ in setting.choices]
            return str(value) if fits else setting.default
        case "bool":
            return value if isinstance(value, bool) else setting.default
        case "int" | "float":
            if isinstance(value, bool) or not isinstance(value, int | float):
                return setting.default
            bounded = min(max(value, setting.low), setting.high)
            return round(bounded) if setting.kind == "int" else round(float(bounded), 2)
        case "list":
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                return setting.default
            return [str(each) for each in value]
        case _:
            return value if isinstance(value, str) else setting.default
