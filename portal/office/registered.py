"""The register as the office finds it: there may be none yet."""

from knowledge.register.errors import RegisterMissing
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
