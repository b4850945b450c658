"""What keeps the index goes on behind a person's back."""

import threading
import time

from juseok.ui.search_keeper import rest


def test_a_step_rests_while_a_person_works_and_goes_on_when_they_stop():
    begun = time.monotonic()
    rest(lambda: begun, threading.Event(), still=0.05, most=60.0)
    assert time.monotonic() - begun >= 0.05


def test_a_step_waits_for_nobody_for_ever():
    begun = time.monotonic()
    rest(time.monotonic, threading.Event(), still=60.0, most=0.05)
    assert 0.05 <= time.monotonic() - begun < 60.0


def test_a_step_does_not_rest_where_nothing_was_done_or_all_is_stopped():
    stopped = threading.Event()
    stopped.set()
    begun = time.monotonic()
    rest(lambda: float("-inf"), threading.Event(), still=60.0, most=60.0)
    rest(time.monotonic, stopped, still=60.0, most=60.0)
    assert time.monotonic() - begun < 60.0
