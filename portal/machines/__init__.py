"""What search engines and feed readers ask for, none of it meant for eyes."""

from portal.machines.routes import blueprint

__all__ = ["blueprint"]
