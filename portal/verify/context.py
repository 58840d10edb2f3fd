"""What the template of the verification gets, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from portal.register.context import Options
from portal.tolk.context import RuleView


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One thing that the register says, and what to do: texts in the language of the page."""

    kind: Literal["good", "warning"]
    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class CheckedLanguage:
    """One language of the interpreter; `is_asked`: it is the one that was asked about."""

    name: str
    category: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class CheckedPerson:
    """Who bears the number, as far as it takes to compare: no way to get in touch."""

    number: str
    name: str
    languages: tuple[CheckedLanguage, ...]
    card_issued: date | None
    card_valid_to: date | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer, and what a receipt tells of it.

    `number`, `spoken`, `category` and `on` are what was asked, "" where it was not. `day` and
    `time` say when that was, in Norwegian time; `imported` and `version` of which register.
    """

    outcomes: tuple[OutcomeView, ...]
    person: CheckedPerson | None
    number: str
    spoken: str
    category: str
    on: date
    rules: tuple[RuleView, ...]
    search_url: str
    day: date
    time: str
    imported: datetime | None
    version: str


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """The form, and the answer if a number was given.

    `form` and `faults` go by field; `datalist` are the languages as options.
    """

    template: ClassVar[str] = "verify/verify.html"
    form: Mapping[str, str]
    faults: Mapping[str, str]
    fault_list: tuple[tuple[str, str], ...]
    datalist: Markup
    category_options: Options
    checked: Checked | None
    is_sample: bool
