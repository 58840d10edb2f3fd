"""The command `veiviser` itself, and what holds for all commands below it."""

import os
import sys
from importlib import import_module

import click

from indexing.errors import IndexingError
from knowledge.errors import KnowledgeError
from portal.errors import PortalError

# Which module holds a command; it is imported when the command is called or listed.
_MODULES = {
    "serve": "serving",
    "index": "building",
    "ask": "asking",
    "explain": "asking",
    "ingest": "building",
    "register": "register",
    "check": "content",
    "content": "content",
    "translations": "content",
    "model": "models",
    "evaluate": "measuring",
    "feedback": "feedback",
    "keys": "keys",
    "version": "state",
    "doctor": "state",
}


class Commands(click.Group):
    """A group that loads its commands when they are needed, and turns faults into sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of an owner's first day."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command from its module."""
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"portal.commands.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a fault that we know is told in its own words, without a traceback."""
        # Every further thread of linear algebra waits for the others on small machines.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        try:
            return super().invoke(ctx)
        except (KnowledgeError, IndexingError, PortalError) as fault:
            raise click.ClickException(str(fault)) from fault
        except BrokenPipeError:
            # Whoever read our output has gone, as `| head` does: that is no fault.
            sys.stderr.close()
            sys.exit(0)
        except OSError as fault:
            place = f"{fault.filename}: " if fault.filename else ""
            reason = fault.strerror or str(fault)
            raise click.ClickException(
                f"{place}{reason}. Check the path, the rights and the space on the disk."
            ) from fault


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Veiviser: guidance for people new to Norway, quoted with its sources, and interpreters.

    Settings are environment variables that begin with VEIVISER_, such as VEIVISER_DATA_DIR, the
    folder of index, register and documents (./data). Exit codes: 0 done, 1 not done, 2 wrong
    call.
    """
