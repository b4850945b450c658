"""One analyser for all tests of a process: loading it takes a second."""

import pytest

from juseok.lang.kiwi import Kiwi


@pytest.fixture(scope="session")
def kiwi() -> Kiwi:
    return Kiwi()
