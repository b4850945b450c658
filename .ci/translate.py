"""Keep resources/i18n in step with the sources.

Without arguments: bring juseok_ko.ts up to date with the literals of the window and compile
juseok_ko.qm. With --check: change nothing, and fail when either is stale, when a sentence has
no Korean yet, or when its parameters differ. With --add FILE: take the Korean of a TOML file of
"English" = "Korean" lines first.

The window says ``tr("…")``, and ``mark("…")`` in tables of data; lupdate would file those under
the class they stand in, so their literals are handed to it in the one context that is looked up.
"""

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "desktop" / "juseok"
CATALOGUE = ROOT / "resources" / "i18n" / "juseok_ko.ts"
CONTEXT = "juseok"
PLACEHOLDER = re.compile(r"\{[a-z_0-9]*\}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--add", type=Path, metavar="FILE")
    options = parser.parse_args()
    check: bool = options.check
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / CATALOGUE.name
        if CATALOGUE.exists():
            shutil.copy(CATALOGUE, catalogue)
        compiled = update(catalogue, Path(folder))
        if options.add:
            fill(catalogue, tomllib.loads(options.add.read_text(encoding="utf-8")))
            compiled = update(catalogue, Path(folder))  # lupdate's own layout again
        if not check:
            CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(catalogue, CATALOGUE)
            shutil.copy(compiled, CATALOGUE.with_suffix(".qm"))
        problems = faults(catalogue)
        if check and not same(catalogue, CATALOGUE):
            problems.append(f"{CATALOGUE.name} is stale: run `make translate`")
        elif check and not same(compiled, CATALOGUE.with_suffix(".qm")):
            problems.append(f"{compiled.name} is stale: run `make translate`")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def update(catalogue: Path, folder: Path) -> Path:
    """Merge the literals of the sources into ``catalogue``; gives its compiled form."""
    listed = folder / "literals.py"
    listed.write_text(
        "".join(f'QCoreApplication.translate("{CONTEXT}", {text!r})\n' for text in literals()),
        encoding="utf-8",
    )
    compiled = catalogue.with_suffix(".qm")
    qt("lupdate", listed, "-silent", "-no-obsolete", "-sort-messages", "-locations", "none",
       "-disable-heuristic", "similartext", "-source-language", "en", "-target-language", "ko",
       "-ts", catalogue)  # fmt: skip
    qt("lrelease", "-silent", catalogue, "-qm", compiled)
    return compiled


def literals() -> list[str]:
    found: set[str] = set()
    for path in sorted([*(SOURCES / "ui").rglob("*.py"), *SOURCES.glob("app.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="tr" | "mark"), args=[ast.Constant(value=str(text)), *_]
                ):
                    found.add(text)
                case _:
                    pass
    return sorted(found)


def fill(catalogue: Path, korean: dict[str, str]) -> None:
    tree = ET.parse(catalogue)
    for message in tree.iter("message"):
        translation = message.find("translation")
        text = korean.get(message.findtext("source", ""))
        if translation is not None and text:
            translation.text = text
            translation.attrib.pop("type", None)
    tree.write(catalogue, encoding="utf-8", xml_declaration=True)


def faults(catalogue: Path) -> list[str]:
    """Sentences without Korean, and those whose parameters are not the English ones."""
    problems: list[str] = []
    for message in ET.parse(catalogue).iter("message"):
        source = message.findtext("source", "")
        korean = message.find("translation")
        text = "" if korean is None else korean.text or ""
        if korean is None or korean.get("type") == "unfinished" or not text:
            problems.append(f"no Korean for: {source}")
        elif sorted(set(PLACEHOLDER.findall(source))) != sorted(set(PLACEHOLDER.findall(text))):
            problems.append(f"other parameters in Korean: {source} → {text}")
    return problems


def same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def qt(tool: str, *arguments: str | Path) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([program, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
