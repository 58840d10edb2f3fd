"""Let a hundred thousand people be made without being looked through for cycles again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collection() -> Iterator[None]:
    """Pause the search for cycles of objects in this process, which rows do not make.

    Over 100,000 rows it took a third of the time of an import. Objects that are no longer used
    are still freed; the search goes on afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
