"""What holds for every test: no network but this machine's own, one thread of numerics.

What takes long and is the same for many is made once in a process: compiled templates, and
everything that we know; and once in a run, for all its processes: the index of it.
"""

import fcntl
import os
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pytest_socket import socket_allow_hosts

from knowledge.loading import Knowledge, load_knowledge

# Before numpy is first imported: more threads wait for each other on small machines.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# The time of an example depends on the machine, and the examples must not depend on the day.
settings.register_profile(
    "veiviser",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
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


@pytest.fixture(scope="session")
def whole_index(all_knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of everything that ships; not to be changed.

    Whichever process of a run comes first builds it, and the others wait.
    """
    # Not before somebody asks for it: most tests need no numerics.
    from indexing.build import build_index  # noqa: PLC0415
    from indexing.builds import finished_builds  # noqa: PLC0415
    from indexing.embedding import load_embedder  # noqa: PLC0415

    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder = run / "whole-index"
    with (run / "whole-index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished_builds(folder):
            build_index(all_knowledge, load_embedder(), folder)
    return folder
