"""Reads the window of ``atspi_window`` as a screen reader does; run by the system's Python.

Prints one JSON object a line: the article when it is found, then each announcement.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def find(node, depth=0):
    if node is None or depth > 8:
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
        window = desktop.get_child_at_index(number)
        if window is not None and window.get_name() == "juseok-article-window":
            return find(window)
    return None


def tell(**what):
    print(json.dumps(what), flush=True)


def describe(node):
    length = Atspi.Text.get_character_count(node)
    tell(
        name=node.get_name(),
        text=Atspi.Text.get_text(node, 0, length),
        caret=Atspi.Text.get_caret_offset(node),
    )


def main():
    loop = GLib.MainLoop()
    listener = Atspi.EventListener.new(lambda event: tell(announced=str(event.any_data)))
    listener.register("object:announcement")

    def look():
        node = article()
        if node is None:
            return True
        describe(node)
        return False

    def asked(_channel, _condition):
        line = sys.stdin.readline().strip()
        if line == "look":
            look()
            return True
        loop.quit()
        return False

    GLib.timeout_add(100, look)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, asked)
    loop.run()


main()
