"""The command line: `veiviser`. Each command says at once what it does and fails in one sentence.

Nothing heavy is imported here: a command imports what it needs when it runs, so that `--help`
and the quick commands stay quick.
"""

from portal.commands.group import main

__all__ = ["main"]
