"""Start the real server as an owner would, and measure it from outside."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VEIVISER = Path(sys.executable).with_name("veiviser")
READY_WITHIN_S = 30.0


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
    start = time.perf_counter()
    process = subprocess.Popen(
        [VEIVISER, "serve"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while get(port, "/healthz")[0] != 200:
            if time.perf_counter() - start > READY_WITHIN_S or process.poll() is not None:
                raise RuntimeError("the portal did not become ready; try `veiviser serve` by hand")
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


def answers_per_second(
    port: int, questions: Sequence[str], *, connections: int = 8, seconds: float = 5.0
) -> tuple[float, int]:
    """Ask over kept connections for some seconds; return (answers a second, failures).

    Bare sockets, since a client library would take more of the two cores than the server.
    """
    requests = [_request(question) for question in questions]
    counts = [0] * connections
    failures = [0] * connections
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            turn = number
            while time.perf_counter() < until:
                connection.sendall(requests[turn % len(requests)])
                turn += connections
                if _read_status(connection) == 200:
                    counts[number] += 1
                else:
                    failures[number] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start), sum(failures)


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


def _read_status(connection: socket.socket) -> int:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return 0
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head, re.I)
    missing = int(found[1]) - len(body) if found else 0
    while missing > 0:
        missing -= len(connection.recv(65536))
    return int(head.split(b" ", 2)[1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
