"""What holds for every test: no network but this machine's own, one thread of numerics.

What takes long and is the same for many is made once in a process: compiled templates, and
everything that we know.
"""

import os
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pytest_socket import socket_allow_hosts

from knowledge.loading import Knowledge, load_knowledge

# Before numpy is first imported: more threads wait for each other on small machines.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# The time of an example depends on the machine, and the examples must not depend on the day.
settings.register_profile("veiviser", deadline=None, derandomize=True, database=None)
settings.load_profile("veiviser")


class Compiled(BytecodeCache):
    """Templates as they were compiled first: every test has an application of its own."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options["bytecode_cache"] = Compiled()


@pytest.fixture(autouse=True)
def only_this_machine() -> None:
    """Refuse every connection to another machine, so that no test needs a network."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of invented articles and people."""
    return Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def all_knowledge() -> Knowledge:
    """Everything that ships, which takes seconds to read; not to be changed."""
    return load_knowledge()
