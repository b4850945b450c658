"""Headless Chromium with one tab, told what to do over a pair of pipes (DevTools protocol)."""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.display import running

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
_LOOK = """(() => {
  const page = document.documentElement, wide = page.clientWidth;
  const scrolls = each => /auto|scroll/.test(getComputedStyle(each).overflowX);
  const within = each => each && (scrolls(each) || within(each.parentElement));
  const outside = [...document.body.querySelectorAll("*")].filter(each => {
    const box = each.getBoundingClientRect();
    const over = box.width > 0 && (box.right > wide + 1 || box.left < -1);
    return over && !within(each.parentElement);
  });
  return {wide, needs: page.scrollWidth, high: page.scrollHeight, words: document.body.innerText,
          outside: outside.map(each => each.outerHTML.slice(0, 160))};
})()"""


_AT_3_AND_4 = (
    "import os, sys; ends = [os.dup(int(end)) for end in sys.argv[1:3]]\n"
    "for place, end in enumerate(ends, 3): os.dup2(end, place), "
    "os.set_inheritable(place, True)\n"
    "os.execv(sys.argv[3], sys.argv[3:])"
)
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir><cachedir>{folder}</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Seen:
    """A page as it is laid out.  ``wide``: the room it has, ``needs``: the room it takes (CSS
    pixels); ``outside``: elements that stand out of it and are in nothing that scrolls."""

    wide: int
    needs: int
    high: int
    words: str
    outside: list[str]


class Browser:
    """Commands are answered one by one; whatever else the browser tells is passed over."""

    def __init__(self, commands: int, answers: int) -> None:
        self._to = os.fdopen(commands, "wb", buffering=0)
        self._from = os.fdopen(answers, "rb")
        self._number = 0
        self._session: dict[str, str] = {}
        tab = self._ask("Target.createTarget", url="about:blank")["targetId"]
        held = self._ask("Target.attachToTarget", targetId=tab, flatten=True)
        self._session = {"sessionId": held["sessionId"]}
        self._ask("Page.enable")

    def close(self) -> None:
        self._to.close()
        self._from.close()

    def look(self, page: Path, *, width: int, picture: Path) -> Seen:
        """Open ``page`` in a window of that width; leaves a picture of all of it."""
        self._lay_out(width, 800)
        self._ask("Page.navigate", url=page.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass
        seen = Seen(**self._ask("Runtime.evaluate", expression=_LOOK, returnByValue=True)
                    ["result"]["value"])  # fmt: skip
        self._lay_out(width, min(seen.high, 8000))
        shot = self._ask("Page.captureScreenshot", format="png")
        picture.write_bytes(base64.b64decode(shot["data"]))
        return seen

    def _lay_out(self, width: int, height: int) -> None:
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)  # fmt: skip

    def _ask(self, method: str, **params: object) -> Any:
        self._number += 1
        command = {"id": self._number, "method": method, "params": params, **self._session}
        self._to.write(json.dumps(command).encode() + b"\0")
        while (told := self._next()).get("id") != self._number:
            pass
        assert "error" not in told, f"{method}: {told}"
        return told["result"]

    def _next(self) -> dict[str, Any]:
        text = bytearray()
        while (sign := self._from.read(1)) != b"\0":
            assert sign, "the browser is gone"
            text += sign
        return json.loads(text)


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in the new ``folder``, and fonts that have Hangul.

    It reads commands at descriptor 3 and answers at 4.
    """
    assert CHROMIUM is not None
    folder.mkdir()
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=FONTS, folder=folder), encoding="utf-8")
    their_commands, commands = os.pipe()
    answers, their_answers = os.pipe()
    program = [
        sys.executable, "-c", _AT_3_AND_4, str(their_commands), str(their_answers),
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--remote-debugging-pipe", f"--user-data-dir={folder}", "--force-color-profile=srgb",
    ]  # fmt: skip
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    ends = (their_commands, their_answers)
    with running(program, env=env, stderr=subprocess.DEVNULL, pass_fds=ends):
        os.close(their_commands)
        os.close(their_answers)
        tab = Browser(commands, answers)
        try:
            yield tab
        finally:
            tab.close()
