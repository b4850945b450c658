"""Setting up on a machine that lacks something: one sentence, and a line to run."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("bash", "cat", "dirname", "env", "grep", "mktemp", "rm", "sha256sum", "sleep")


class Machine:
    """A checkout, and a PATH that has the usual small tools and what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.bin = folder / "bin"
        (self.checkout / ".ci").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("pyproject.toml", "constraints.txt", ".ci/bootstrap.sh"):
            shutil.copy(ROOT / name, self.checkout / name)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or pytest.fail(f"no {tool}"))
        self.has("id", "echo 1000")
        self.has("ldconfig", "exit 0")
        self.has("dpkg-query", "exit 1")

    def has(self, program: str, script: str) -> None:
        path = self.bin / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, mode: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / ".ci/bootstrap.sh", mode],
            env={"PATH": str(self.bin), "LC_ALL": "C", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=50,
        )

    def start(self, screen: dict[str, str]) -> str:
        """What `make run` calls once everything is there: arguments and platform."""
        shutil.copy(ROOT / ".ci/start.sh", self.checkout / ".ci/start.sh")
        program = self.checkout / ".venv/bin/juseok"
        program.parent.mkdir(parents=True)
        program.write_text('#!/bin/sh\necho "$@ $QT_QPA_PLATFORM"\n')
        program.chmod(0o755)
        return subprocess.run(
            [self.checkout / ".ci/start.sh"],
            env={"PATH": str(self.bin), "XDG_RUNTIME_DIR": str(self.checkout), **screen},
            capture_output=True,
            text=True,
            check=True,
            timeout=50,
        ).stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_rights_the_line_to_run_is_printed(machine: Machine) -> None:
    machine.has("apt-get", "echo should not run; exit 1")
    result = machine.run("run")
    assert result.returncode == 1
    assert "libxcb-cursor0" in result.stderr
    assert "apt-get install -y --no-install-recommends" in result.stderr
    assert "xvfb" not in result.stderr, "the tests' own packages are not needed to run"
    assert not (machine.checkout / ".venv").exists()


def test_the_tests_want_a_screen_and_an_input_method_too(machine: Machine) -> None:
    machine.has("apt-get", "exit 1")
    wanted = machine.run("dev").stderr
    assert {"xvfb", "ibus-hangul"} <= set(wanted.split())
    assert "chromium" not in wanted


def test_the_drills_want_a_browser_too(machine: Machine) -> None:
    machine.has("apt-get", "exit 1")
    wanted = machine.run("full").stderr
    assert "xvfb" in wanted
    assert "chromium" in wanted


def test_root_installs_what_is_missing_and_nothing_else(machine: Machine, tmp_path: Path) -> None:
    log = tmp_path / "apt.log"
    machine.has("id", "echo 0")
    machine.has("ldconfig", "echo 'libEGL.so.1 (libc6) => /lib/libEGL.so.1'")
    machine.has("apt-get", f'echo "$@" >> {log}')
    machine.run("run", PYTHON="none")
    updated, installed = log.read_text().splitlines()
    assert updated.startswith("update")
    assert "libgl1" in installed.split()
    assert "libegl1" not in installed.split()


@pytest.mark.parametrize(("apt", "ended"), [("exit 0", 0), ("echo no such package; exit 100", 1)])
def test_root_waits_for_what_is_installed_beside_the_environment(
    machine: Machine, apt: str, ended: int
) -> None:
    installed = machine.checkout / "installed"
    machine.has("id", "echo 0")
    machine.has("apt-get", f"sleep 0.3; {apt} && touch {installed}")
    machine.has("touch", f"echo > {installed}")
    machine.has("python3", "exit 0")
    python = machine.checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    result = machine.run("run", PYTHON="python3")
    assert result.returncode == ended
    assert ("apt could not install" in result.stderr) == bool(ended)


def test_sudo_says_what_it_is_going_to_install(machine: Machine, tmp_path: Path) -> None:
    log = tmp_path / "sudo.log"
    machine.has("apt-get", "exit 0")
    machine.has("sudo", f'echo "$@" >> {log}; exit 0')
    result = machine.run("run", PYTHON="none")
    assert "sudo is going to install these Debian packages: libegl1 libgl1" in result.stderr
    assert "apt-get install" in log.read_text() or "apt-get update" in log.read_text()


def test_another_system_is_told_and_goes_on(machine: Machine) -> None:
    result = machine.run("run", PYTHON="none")
    assert "this system has no apt" in result.stderr
    assert "Python 3.11 or newer" in result.stderr, "it went on to look for Python"


def test_an_old_python_is_refused_in_one_sentence(machine: Machine) -> None:
    machine.has("ldconfig", f"cat {Path(__file__)}; exit 0")
    machine.has("python3", 'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac')
    result = machine.run("run")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "juseok: Juseok needs Python 3.11 or newer, and Python 3.9.2 is what was found."
    )


def test_a_ready_environment_is_left_alone(machine: Machine) -> None:
    installs = machine.checkout / "installs"
    python = machine.checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    told = f'echo "$* with $PIP_CONSTRAINT and $PIP_BUILD_CONSTRAINT" >> {installs}'
    python.write_text(f'#!/bin/sh\ncase "$*" in *install*) {told} ;; esac\n')
    python.chmod(0o755)
    for _ in range(2):
        assert machine.run("run").returncode == 0
    (install,) = installs.read_text().splitlines()
    assert install.endswith("with constraints.txt and constraints.txt"), "the build's versions too"
    with (machine.checkout / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    assert machine.run("run").returncode == 0
    assert len(installs.read_text().splitlines()) == 2


def test_only_the_two_modes_are_known(machine: Machine) -> None:
    assert machine.run("everything").returncode == 2


@pytest.mark.parametrize("screen", [{}, {"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "wayland-9"}])
def test_without_a_display_the_tour_runs_offscreen(
    machine: Machine, screen: dict[str, str]
) -> None:
    assert machine.start(screen) == "tour --out tour offscreen\n"


def test_with_a_display_the_starter_project_opens(machine: Machine) -> None:
    assert machine.start({"DISPLAY": "elsewhere:10.0"}) == "--starter \n"
