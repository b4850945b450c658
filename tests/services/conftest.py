"""A fresh desk for every test of a service."""

import pytest
from tests.services.desk import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()
