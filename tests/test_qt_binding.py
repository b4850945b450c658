"""The installed Qt binding does not wear out ``None``.

A build for Python 3.12 run on 3.11 drops one reference to None with every call that returns
nothing, and the interpreter aborts after some thousands of them (PySide6 6.12.0 did).
"""

import sys

from PySide6.QtCore import QObject


def test_void_calls_leave_the_reference_count_of_none_alone() -> None:
    target = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        target.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100
