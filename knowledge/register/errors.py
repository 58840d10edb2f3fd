"""What can go wrong with the register: each error is named after its case."""

from knowledge.errors import KnowledgeError


class RegisterError(KnowledgeError):
    """A fault in the register or in a file for it; the message names the remedy."""


class RegisterMissing(RegisterError):
    """There is no register yet."""


class RegisterOutdated(RegisterError):
    """The register was written by another version of the program."""


class RegisterDamaged(RegisterError):
    """The file of the register is torn or is no register."""


class RegisterUnwritten(RegisterError):
    """A new state of the register could not be written; the one before it is untouched."""


class RegisterFaulty(RegisterError):
    """A file with faults was to be imported; nothing was changed."""


class RegisterShrinks(RegisterError):
    """An import would remove more than a fifth of the interpreters; nothing was changed."""


class RegisterBusy(RegisterError):
    """Another import is running."""


class UnusableNumber(RegisterError):
    """What was given is not the number of an interpreter."""


class UnknownSpokenLanguage(RegisterError):
    """A code that is no spoken language of ours."""
