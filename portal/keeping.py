"""Give a page again as it was made, for as long as everything it was made from is the same.

Making an article costs some milliseconds, most of them for its template and its Markdown. Its
view is marked with `made_once`: the finished page is then kept in the memory of the worker,
packed, together with the stamps of all files that were looked at while it was made. At each
visit these are looked at again (a microsecond or two each), so that a correction shows at once,
without waiting for a time to run out; for the same reason nothing needs to be told when an
article changes, and workers need not know of each other.

What is kept is what anybody gets who opens this address: a page that was made from a query, from
the register or by the clock is made anew each time, unless its view knows a name for it that
changes with what it is made from (`keep_as`). Pages of Nora are kept here too: it is the browser
that must not keep them, and what its headers say of that is kept with the page.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import wraps
from threading import Lock
from typing import cast

from flask import Flask, Response, current_app, request

from portal.responses import is_text, pack
from portal.services import Services
from portal.stamps import Notes, noting, say_it_passes

# An article takes some 12 kB with its notes, all of them in all languages 25 MB. A worker may
# have 150 MB in all, and nobody reads everything: what is read most stays.
LIMIT_BYTES = 16 * 1024 * 1024
_KEY = "veiviser-kept"
# Pages that are kept under a name: there can be any number of them, so they have a place of their
# own and cannot push the guidance out.
_NAMED_LIMIT_BYTES = 6 * 1024 * 1024
_NAMED_KEY = "veiviser-kept-by-name"
_OVERHEAD_BYTES = 1024  # of the headers and the objects around them (measured: 0.8 kB)
_NOTE_BYTES = 320  # of each file that was looked at: its path and its stamp


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished response: its body is packed with gzip."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    notes: Notes

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) + _OVERHEAD_BYTES + _NOTE_BYTES * len(self.notes.files)


class Memory:
    """Finished responses by address, bounded in bytes; those not asked for longest go first."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: tuple[str, str]) -> Kept | None:
        """Return what was kept under this key, None if it no longer holds."""
        kept = self._kept.get(key)
        if kept is None or not kept.notes.still_hold():
            return None
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
        return kept

    def put(self, key: tuple[str, str], kept: Kept) -> None:
        """Keep a response in the place of what was kept under this key before."""
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._bytes += kept.size
            while self._bytes > self._limit_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[str, str]) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._bytes -= old.size

    def __len__(self) -> int:
        return len(self._kept)


def made_once(
    view: Callable[..., Response], *, reads_query: bool = True
) -> Callable[..., Response]:
    """Let a view make its page once, and again when a file that it looked at has changed.

    Put it on a view of GET alone, whose page is the same for everybody at the same address.

    :param reads_query: what stands behind the `?` may change the page; such a page is not kept,
        or anyone could fill the memory with pages of one article.
    """

    @wraps(view)
    def give(**arguments: object) -> Response:
        if reads_query and request.query_string:
            return view(**arguments)
        memory: Memory = current_app.extensions[_KEY]
        key = (request.root_path, request.path)
        kept = memory.get(key)
        if kept is not None:
            return _unpack(kept)
        with noting() as notes:
            response = view(**arguments)
        if request.method == "GET" and _may_be_kept(response) and not notes.passes:
            kept = _pack(response, notes)
            memory.put(key, kept)
            return _unpack(kept)
        return response

    return give


def keep_as(name: str, make: Callable[[], Response]) -> Response:
    """Return what is kept under a name, made now if there is nothing or a file has changed.

    :param name: tells all that the page is made from beside files and its path, such as what was
        asked, the version of the register and the day; never anything that a person typed freely.
    """
    memory: Memory = current_app.extensions[_NAMED_KEY]
    key = (f"{request.root_path}{request.path}", name)
    kept = memory.get(key)
    if kept is not None:
        return _unpack(kept)
    with noting() as notes:
        response = make()
    if request.method == "GET" and _may_be_kept(response):
        kept = _pack(response, notes)
        memory.put(key, kept)
        return _unpack(kept)
    return response


def _may_be_kept(response: Response) -> bool:
    return response.status_code == 200 and not response.is_streamed and is_text(response)


def _pack(response: Response, notes: Notes) -> Kept:
    headers = [pair for pair in response.headers if pair[0] != "Content-Length"]
    return Kept((*headers, ("Content-Encoding", "gzip")), pack(response.get_data()), notes)


def _unpack(kept: Kept) -> Response:
    return Response(kept.body, headers=list(kept.headers))


def register_keeping(app: Flask) -> None:
    """Give the application a memory of its own."""
    app.extensions[_KEY] = Memory()
    app.extensions[_NAMED_KEY] = Memory(_NAMED_LIMIT_BYTES)


def noticed(services: Services) -> Services:
    """Return services that say so when a page used the clock, the register, the index …

    Articles have stamps and danger is found by rules that come with the code. Of everything else
    nobody can tell whether it is as it was, so such a page is made anew at each visit.
    """
    others = (field.name for field in fields(services) if field.name not in _AS_THEY_ARE)
    parts = {name: getattr(services, name) for name in others}
    watched = {name: _Noticed(part) for name, part in parts.items() if part is not None}
    return replace(services, **watched)  # type: ignore[arg-type]  # each stands for its part


_AS_THEY_ARE = frozenset({"library", "find_danger"})


class _Noticed:
    """A part of the services, a function or an object: every use of it is noted."""

    def __init__(self, part: object) -> None:
        self._part = part

    def __getattr__(self, name: str) -> object:
        say_it_passes()
        return getattr(self._part, name)

    def __call__(self) -> object:
        say_it_passes()
        return cast(Callable[[], object], self._part)()
