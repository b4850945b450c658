"""What an installed Juseok has with it: everything that a checkout has beside the code."""

import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


LICENCES = {
    "LICENSE",
    "resources/fonts/NanumGothic-LICENSE.txt",
    "resources/fonts/Pretendard-LICENSE.txt",
    "resources/icons/LICENSE",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
        timeout=50,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_has_every_resource_and_seed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for folder in ("resources", "seeds") for path in (ROOT / folder).rglob("*")]
    tracked = [path.relative_to(ROOT).as_posix() for path in files if path.is_file()]
    assert len(tracked) > 50
    assert [name for name in tracked if f"juseok/_{name}" not in names] == []


def test_the_wheel_has_the_licences_and_none_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    licences = {name.split("/licenses/")[1] for name in names if ".dist-info/licenses/" in name}
    assert licences == LICENCES
    assert [name for name in names if "test" in name.split("/")[0]] == []


def test_the_metadata_names_every_licence_as_pep_639_wants_it(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    told = message_from_bytes(archive.read(name))
    assert told["License-Expression"] == "MIT AND OFL-1.1 AND ISC"
    assert set(told.get_all("License-File")) == LICENCES
    assert "License" not in told, "the older field must not stand beside the expression"


@pytest.mark.drill
@pytest.mark.timeout(900)
def test_an_installed_wheel_starts_and_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    constraints = ROOT / "constraints.txt"
    subprocess.run([python, "-m", "pip", "install", "-qq", "-c", constraints, wheel], check=True)
    told = subprocess.run(
        [tmp_path / "venv/bin/juseok", "new", tmp_path / "first.juseok"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env={"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert "first.juseok" in told.stdout
