"""An office worker at the browser, and the files that one sends."""

import base64
import io
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

from flask.testing import FlaskClient

from knowledge.register.store import RegisterStore
from portal.keys import Key
from portal.twins import KnownKeys
from tests.portal.inspecting import Seen, inspect

OFFICE = "/en/register-office"
HEADING = "number,given_name,family_name,languages\n"
KEYS = KnownKeys(
    {
        "right": Key("office", "office", 2_000, date(2026, 11, 20), ""),
        "api-key": Key("other", "api", 2_000, date(2026, 11, 20), ""),
    }
)
OURS = {"Sec-Fetch-Site": "same-origin"}


def basic(secret: str, user: str = "office") -> dict[str, str]:
    token = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


def table(count: int, *, first: int = 0, languages: str = "ti C") -> bytes:
    rows = (f"N-{n},Given,Family,{languages}\n" for n in range(first, first + count))
    return (HEADING + "".join(rows)).encode()


class Clock:
    """A clock that moves on a little whenever somebody looks at it, and can be set."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


class Desk:
    """An office worker at the browser."""

    def __init__(self, client: FlaskClient, data_dir: Path, clock: Clock) -> None:
        self.client = client
        self.data_dir = data_dir
        self.clock = clock

    def opens(self, status: int = 200) -> Seen:
        response = self.client.get(OFFICE, headers=basic("right"))
        return inspect(response, OFFICE, status=status)

    def posts(self, path: str, data: Mapping[str, object], status: int = 200) -> Seen:
        """Send a form, and open the page that it leads to, if it leads to one."""
        url = f"{OFFICE}/{path}"
        response = self.client.post(url, data=dict(data), headers=OURS | basic("right"))
        if response.status_code == 303:
            url = response.headers["Location"]
            response = self.client.get(url, headers=basic("right"))
        return inspect(response, url, status=status)

    def waits(self, seen: Seen) -> Seen:
        """Open the page of the work again and again until the work has ended."""
        until = time.monotonic() + 60
        while more := seen.all("//main//a[contains(@href, '/work/')][@class='button']"):
            assert time.monotonic() < until, "the work on the file does not end"
            time.sleep(0.05)
            url = more[0].get("href", "")
            seen = inspect(self.client.get(url, headers=basic("right")), url)
        return seen

    def looks_at(self, content: bytes, status: int = 200, **fields: str) -> Seen:
        data = {"file": (io.BytesIO(content), "people.csv"), **fields}
        return self.posts("look", data, status)

    def imports(self, plan: Seen, status: int = 200, **fields: str) -> Seen:
        return self.posts("import", hidden(plan, "import") | fields, status)

    @contextmanager
    def somebody_works_on(self, token: str) -> Iterator[None]:
        with (self.data_dir / "register-work.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            lock.write(token)
            lock.flush()
            yield

    def count(self) -> int:
        return RegisterStore(self.data_dir / "register.sqlite").info().count

    def waiting(self) -> list[Path]:
        """Return all that is kept of files; how the work on them ended is another matter."""
        found = sorted((self.data_dir / "register-waiting").glob("*"))
        return [path for path in found if path.suffix != ".work"]


def hidden(seen: Seen, form: str) -> dict[str, str]:
    fields = seen.all(f"//form[contains(@action, '/{form}')]//input[@type='hidden']")
    return {field.get("name", ""): field.get("value", "") for field in fields}
