"""Reads the article in a program's window as a screen reader does; run by the system's Python.

``screen_reader.py PROGRAM``: the name by which the accessibility bus knows it.  Prints one JSON
object a line: the article when it is found and when ``look`` is asked, and each announcement as
it comes.  When ``where`` is asked: the role of what has the keyboard, as far as it was told.
"""

import json
import sys
from contextlib import suppress

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version first)

DEPTH = 20


def find(node, depth=0):
    if node is None or depth > DEPTH:
        return None
    if node.get_role_name().startswith("document"):
        return node
    for number in range(node.get_child_count()):
        found = find(node.get_child_at_index(number), depth + 1)
        if found is not None:
            return found
    return None


def article():
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_name().lower() == sys.argv[1]:
            return find(program)
    return None


def tell(**what):
    print(json.dumps(what), flush=True)


def look(*_):
    try:
        node = article()
        length = Atspi.Text.get_character_count(node) if node is not None else 0
        if not length:
            return True
        tell(
            name=node.get_name(),
            text=Atspi.Text.get_text(node, 0, length),
            caret=Atspi.Text.get_caret_offset(node),
        )
    except GLib.Error:  # a busy program did not answer in time
        return True
    return False


def main():
    loop = GLib.MainLoop()
    listener = Atspi.EventListener.new(lambda event: tell(announced=str(event.any_data)))
    listener.register("object:announcement")
    last = {"where": ""}

    def moved(event):
        with suppress(GLib.Error):  # what had the keyboard for a moment may be gone already
            if event.detail1:  # that something lost it is told, too
                last["where"] = event.source.get_role_name()

    focus = Atspi.EventListener.new(moved)
    focus.register("object:state-changed:focused")

    def asked(_channel, _condition):
        question = sys.stdin.readline().strip()
        if question == "look" and look():  # it is not there yet
            GLib.timeout_add(200, look)
        elif question == "where":
            tell(**last)
        elif not question:
            loop.quit()
        return bool(question)

    GLib.timeout_add(200, look)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, asked)
    loop.run()


main()
