"""What tests have run apart: found by name in another process."""

import os
import sys
import time

from juseok.core.errors import FormatError
from juseok.services.abreast import serve


def added(port, *numbers):
    return sum(numbers)


def doubled(port):
    for number in port.fed:
        port.tell(2 * number)
    return "all"


def first_of(port):
    return next(iter(port.fed))


def chatter(port):
    print("a library says something")
    os.write(1, b"and another")
    return 1


def known(port):
    raise FormatError("file.missing", file="기사.txt")


def buggy(port):
    raise ZeroDivisionError


def pid(port):
    return os.getpid()


def has_qt(port):
    return any(name.startswith(("PySide6", "shiboken6")) for name in sys.modules)


def endless(port, path):
    port.tell(os.getpid())
    while True:
        time.sleep(0.01)


def large(port, size):
    port.tell(b"x" * size)
    return sum(len(piece) for piece in port.fed)


def ahead(port, path):
    for number in range(10):
        port.tell(bytes([number]) * 150_000)
    open(path, "wb").close()


def halved(number):
    if number % 2:
        raise FormatError("file.missing", file=str(number))
    return number // 2, os.getpid()


def halves(port):
    serve(port, halved)


def one_half(port):
    serve(port, lambda number: os._exit(1) if number == 2 else halved(number))


def no_half(port):
    serve(port, lambda number: number / 0)
