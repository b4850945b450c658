"""What tests have the analyser's process do: found by name there."""

import os
import sys
import time

from juseok.core.errors import FormatError


def echo(payload, tools):
    return payload


def counted(payload, tools):
    """Tells the numbers below ``payload`` one by one."""
    for number in range(payload):
        yield [number]


def endless(payload, tools):
    """Tells its process, then goes on in small steps for ever."""
    yield [os.getpid()]
    while True:
        time.sleep(0.001)
        yield


def hang(payload, tools):
    """Tells its process, then says nothing for ever."""
    yield [os.getpid()]
    time.sleep(1_000)


def die(payload, tools):
    os._exit(3)


def die_once(payload, tools):
    """Dies unless the file ``payload`` is there, which it makes."""
    if not os.path.exists(payload):
        with open(payload, "w"):
            pass
        os._exit(3)
    return "again"


def chatter(payload, tools):
    print("a library says something")
    os.write(1, b"and another")
    return 1


def garbage(payload, tools):
    """Writes into the pipe of the answers, whichever file that is."""
    for number in range(3, 30):
        try:
            if os.readlink(f"/proc/self/fd/{number}").startswith("pipe:"):
                os.write(number, b"\x00\xff{]\n")
        except OSError:
            pass
    time.sleep(1_000)


def no_json(payload, tools):
    return object()


def known(payload, tools):
    raise FormatError("file.missing", file="기사.txt")


def buggy(payload, tools):
    raise ZeroDivisionError


def found(payload, tools):
    return [[hit.start, hit.end, hit.name.entity] for hit in tools.names.find(payload)]


def forms(payload, tools):
    lines = yield from tools.lines(payload)
    return [[morph.form for morph in line] for line in lines]


def loaded(payload, tools):
    return sorted(sys.modules)
