"""The register of interpreters: who they are, what they speak, how well, and finding them."""

from knowledge.register.crossing import CrossCount
from knowledge.register.demand import DemandFigure, demand_figures
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
    Facets,
    InterpreterPage,
    InterpreterQuery,
    PlaceSuggestion,
    RegisterInfo,
    RegisterOverview,
    SpokenOverview,
    SpokenSuggestion,
    Standing,
    Tally,
    Widening,
)
from knowledge.register.spoken import find_spoken, spoken_languages, spoken_name
from knowledge.register.store import RegisterStore
from knowledge.register.suggesting import suggest_place, suggest_spoken

__all__ = [
    "CrossCount",
    "DemandFigure",
    "Endonym",
    "Facets",
    "Interpreter",
    "InterpreterPage",
    "InterpreterQuery",
    "OwnName",
    "Place",
    "PlaceSuggestion",
    "Qualification",
    "RegisterBusy",
    "RegisterDamaged",
    "RegisterError",
    "RegisterFaulty",
    "RegisterInfo",
    "RegisterMissing",
    "RegisterOutdated",
    "RegisterOverview",
    "RegisterShrinks",
    "RegisterStore",
    "RegisterUnwritten",
    "RowFault",
    "SpokenOverview",
    "SpokenSuggestion",
    "Standing",
    "Tally",
    "UnknownSpokenLanguage",
    "UnusableNumber",
    "Widening",
    "demand_figures",
    "endonyms",
    "find_county",
    "find_place",
    "find_spoken",
    "public_view",
    "spoken_languages",
    "spoken_name",
    "suggest_place",
    "suggest_spoken",
]
