"""Start the real server as an owner would, and measure it from outside."""

import contextlib
import itertools
import json
import os
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

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
    env = {
        "VEIVISER_DATA_DIR": str(data_dir),
        "VEIVISER_PORT": str(port),
        "VEIVISER_WORKERS": str(workers),
    }
    with _process([VEIVISER, "serve"], env, port, "/healthz") as server:
        yield server


@contextmanager
def running_bare(*, workers: int) -> Iterator[Server]:
    """Serve a bare Flask page (tests/bench/bare.py) by the same server with the same options."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "1"]
    with _process([*command, "tests.bench.bare:application"], {}, port, "/") as server:
        yield server


@contextmanager
def _process(
    command: Sequence[str | Path], env: Mapping[str, str], port: int, path: str
) -> Iterator[Server]:
    """Run a command until `path` answers, and stop it in the end."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=os.environ | env, stdout=said, stderr=said)
        try:
            while get(port, path)[0] != 200:
                if time.perf_counter() - start > READY_WITHIN_S or process.poll() is not None:
                    said.seek(0)
                    raise RuntimeError(
                        "the server did not become ready (was the model or the code changed since "
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


def processor_s(pid: int) -> float:
    """Return the seconds that a process has had of the processor: no other process's, however
    busy the machine is."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
    port: int, questions: Sequence[str], *, seconds: float = 5.0
) -> tuple[float, int]:
    """Ask over kept connections for some seconds; return (answers a second, failures)."""
    return requests_per_second(port, [_request(question) for question in questions], seconds)


def requests_per_second(
    port: int, requests: Sequence[bytes], seconds: float, *, connections: int = 16
) -> tuple[float, int]:
    """Send requests in turn over kept connections; return (answers a second, failures).

    Bare sockets in one thread, since a client library would take more of the two cores than the
    server does.
    """
    turn = itertools.cycle(requests)
    answered = failed = 0
    with selectors.DefaultSelector() as waiting, contextlib.ExitStack() as opened:
        for _ in range(connections):
            connection = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            waiting.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(next(turn))
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
                    connection.sendall(next(turn))
        return answered / (time.perf_counter() - start), failed


def median_ms(port: int, requests: Sequence[bytes]) -> float:
    """Return the milliseconds from a request to the end of its answer, while nobody else asks."""
    times = []
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_WITHIN_S) as connection:
        for request in requests:
            start = time.perf_counter()
            connection.sendall(request)
            data = bytearray()
            while not _status_if_whole(data):
                data.extend(connection.recv(65536))
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def page_request(path: str, form: Mapping[str, str] | None = None) -> bytes:
    """Return what a browser sends to open a page, or to post a form."""
    body = urlencode(form).encode() if form else b""
    head = f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += "Accept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
    if form:
        head += "Content-Type: application/x-www-form-urlencoded\r\n"
        head += f"Content-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


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
