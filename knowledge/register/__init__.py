"""The register of interpreters: who they are, what they speak, how well, and finding them."""

from knowledge.register.endonyms import Endonym, OwnName, endonyms
from knowledge.register.errors import (
    RegisterBusy,
    RegisterDamaged,
    RegisterError,
    RegisterFaulty,
    RegisterMissing,
    RegisterOutdated,
    RegisterShrinks,
    RegisterUnwritten,
    UnknownSpokenLanguage,
    UnusableNumber,
)
from knowledge.register.faults import RowFault
from knowledge.register.interpreters import Interpreter, Qualification, public_view
from knowledge.register.places import Place, find_county, find_place
from knowledge.register.queries import (
    InterpreterPage,
    InterpreterQuery,
    RegisterInfo,
    Widening,
)
from knowledge.register.spoken import find_spoken, spoken_languages, spoken_name
from knowledge.register.store import RegisterStore

__all__ = [
    "Endonym",
    "Interpreter",
    "InterpreterPage",
    "InterpreterQuery",
    "OwnName",
    "Place",
    "Qualification",
    "RegisterBusy",
    "RegisterDamaged",
    "RegisterError",
    "RegisterFaulty",
    "RegisterInfo",
    "RegisterMissing",
    "RegisterOutdated",
    "RegisterShrinks",
    "RegisterStore",
    "RegisterUnwritten",
    "RowFault",
    "UnknownSpokenLanguage",
    "UnusableNumber",
    "Widening",
    "endonyms",
    "find_county",
    "find_place",
    "find_spoken",
    "public_view",
    "spoken_languages",
    "spoken_name",
]
