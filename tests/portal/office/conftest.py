"""The office of a small register."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.register.writing import replace_register
from portal import create_app
from portal.services import Services
from portal.settings import Settings
from tests.portal.conftest import PEOPLE
from tests.portal.office.desk import KEYS, Clock, Desk


@pytest.fixture
def desk(the_services: Services, tmp_path: Path) -> Desk:
    clock = Clock()
    replace_register(tmp_path / "register.sqlite", PEOPLE, imported_at=clock(), is_sample=True)
    services = replace(the_services, keys=KEYS, now=clock)
    client = create_app(Settings(data_dir=tmp_path), services).test_client()
    return Desk(client, tmp_path, clock)
