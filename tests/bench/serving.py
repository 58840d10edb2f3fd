"""Start the real server as an owner would, and measure it from outside."""

import contextlib
import itertools
import json
import os
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

VEIVISER = Path(sys.executable).with_name("veiviser")
READY_WITHIN_S = 30.0
ANSWER_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running portal: where it listens, how long it took, and its processes."""

    port: int
    ready_s: float
    pid: int

    def workers(self) -> list[int]:
        """Return the pids of the processes that answer: the children, or itself if none."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [int(pid) for pid in children] or [self.pid]


@contextmanager
def running(data_dir: Path, *, workers: int) -> Iterator[Server]:
    """Serve from this data folder on a free port, and stop it in the end."""
    port = _free_port()
    env = os.environ | {
        "VEIVISER_DATA_DIR": str(data_dir),
        "VEIVISER_PORT": str(port),
        "VEIVISER_WORKERS": str(workers),
    }
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen([VEIVISER, "serve"], env=env, stdout=said, stderr=said)
        try:
            while get(port, "/healthz")[0] != 200:
                if time.perf_counter() - start > READY_WITHIN_S or process.poll() is not None:
                    said.seek(0)
                    raise RuntimeError(
                        "the portal did not become ready (was the model or the code changed since "
                        f"the index was built?); it said:\n{said.read().decode()[-2000:]}"
                    )
                time.sleep(0.005)
            yield Server(port, time.perf_counter() - start, process.pid)
        finally:
            process.terminate()
            process.wait(10)


def resident_mb(pid: int) -> tuple[float, float]:
    """Return (RSS, PSS) of a process in MiB; PSS counts a shared page once for all."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kib = dict(re.findall(r"^(\w+):\s+(\d+) kB", text, re.M))
    return int(kib["Rss"]) / 1024, int(kib["Pss"]) / 1024


def has_torch(pid: int) -> bool:
    """Has this process mapped any library of torch?"""
    return "libtorch" in Path(f"/proc/{pid}/maps").read_text()


def first_answer_s(port: int, question: str) -> float:
    """Return the seconds from a question to its answer, while nobody else asks."""
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_WITHIN_S) as connection:
        start = time.perf_counter()
        connection.sendall(_request(question))
        data = bytearray()
        while not _status_if_whole(data):
            data.extend(connection.recv(65536))
        return time.perf_counter() - start


def warm_up(port: int, questions: Sequence[str]) -> None:
    """Ask until every worker answers: the first question to each costs it seconds."""
    start = time.perf_counter()
    while not answers_per_second(port, questions, seconds=1)[0]:
        if time.perf_counter() - start > ANSWER_WITHIN_S:
            raise RuntimeError("the portal answers nothing; try `veiviser serve` by hand")
    answers_per_second(port, questions, seconds=4)


def answers_per_second(
    port: int, questions: Sequence[str], *, connections: int = 16, seconds: float = 5.0
) -> tuple[float, int]:
    """Ask over kept connections for some seconds; return (answers a second, failures).

    Bare sockets in one thread, since a client library would take more of the two cores than the
    server does.
    """
    requests = itertools.cycle([_request(question) for question in questions])
    answered = failed = 0
    with selectors.DefaultSelector() as waiting, contextlib.ExitStack() as opened:
        for _ in range(connections):
            connection = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            waiting.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(next(requests))
        start = time.perf_counter()
        while time.perf_counter() - start < seconds:
            for key, _ in waiting.select(timeout=1):
                connection = cast(socket.socket, key.fileobj)
                key.data.extend(connection.recv(65536))
                status = _status_if_whole(key.data)
                if status:
                    answered += status == 200
                    failed += status != 200
                    key.data.clear()
                    connection.sendall(next(requests))
        return answered / (time.perf_counter() - start), failed


def get(port: int, path: str) -> tuple[int, bytes]:
    """Return (status, head) of a GET, or (0, b"") while nobody listens."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
            )
            head = connection.recv(4096)
            return int(head.split(b" ", 2)[1]), head
    except (OSError, IndexError):
        return 0, b""


def _request(question: str) -> bytes:
    body = json.dumps({"question": question}).encode()
    head = (
        "POST /api/v1/answers HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _status_if_whole(data: bytearray) -> int:
    """Return the status of a response once all of it has come, 0 before."""
    head, end, body = data.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head, re.I)
    if not end or not found or len(body) < int(found[1]):
        return 0
    return int(head.split(b" ", 2)[1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
