"""What holds for every test: no network but this machine's own, one thread of numerics."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

# Before numpy is first imported: more threads wait for each other on small machines.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# The time of an example depends on the machine, and the examples must not depend on the day.
settings.register_profile("veiviser", deadline=None, derandomize=True, database=None)
settings.load_profile("veiviser")


@pytest.fixture(autouse=True)
def only_this_machine() -> None:
    """Refuse every connection to another machine, so that no test needs a network."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of invented articles and people."""
    return Path(__file__).parent / "data"
