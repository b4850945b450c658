"""The map of the code names every module, and none that is gone."""

import re
from pathlib import Path

import juseok

SOURCE = Path(juseok.__file__).parent
MAP = SOURCE.parent / "README.md"


def named() -> list[str]:
    """The modules of the map by their paths, as often as each is named."""
    found: list[str] = []
    folder = None
    for line in MAP.read_text("utf-8").splitlines():
        if line.startswith("#"):
            head = re.match(r"### `juseok/(.*)`", line)
            folder = None if head is None else head[1]
        elif folder is not None and (entry := re.match(r"- `(\w+\.py)`: ", line)) is not None:
            found.append(folder + entry[1])
    return sorted(found)


def test_every_module_is_named_once_where_it_stands() -> None:
    modules = (each for each in SOURCE.rglob("*.py") if each.name != "__init__.py")
    assert named() == sorted(each.relative_to(SOURCE).as_posix() for each in modules)
