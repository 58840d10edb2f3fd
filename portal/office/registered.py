"""The register as the office finds it: there may be none yet."""

from collections.abc import Iterable

from knowledge.register.errors import RegisterMissing
from knowledge.register.interpreters import Interpreter
from knowledge.register.queries import RegisterInfo
from knowledge.register.store import RegisterStore
from portal.settings import Settings


def register_info(settings: Settings) -> RegisterInfo | None:
    """Return what the register is, None where there is none yet."""
    try:
        return RegisterStore(settings.register_path).info()
    except RegisterMissing:
        return None


def register_version(settings: Settings) -> str:
    """Return the version of the register in use, "" where there is none."""
    info = register_info(settings)
    return info.version if info else ""


def find_person(settings: Settings, numbers: Iterable[str]) -> Interpreter | None:
    """Return who bears the first of these numbers that anybody bears.

    :raises RegisterError: if there is no register, or it cannot be read.
    """
    store = RegisterStore(settings.register_path)
    return next(filter(None, map(store.get, numbers)), None)
