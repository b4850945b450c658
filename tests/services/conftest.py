"""A fresh desk for every test of a service; a project of two annotators for campaigns."""

import pytest
from tests.services.desk import Desk
from tests.services.office import Office
from tests.ui.kit import make_project

from juseok.store.identity import Identity


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def office(tmp_path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with make_project(tmp_path / "뉴스.juseok", identity) as project:
        yield Office(project)
