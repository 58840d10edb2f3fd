"""Read what the search form asks, and say of each field what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge.register.queries import InterpreterQuery
from knowledge.register.spoken import spoken_name
from portal.errors import RequestRefused
from portal.register.forms import CHOICES, FIELDS, MAX_CHARS, query_arguments, read_query

# What has no field of its own on the page is told of at the one that is nearest to it.
_AT: Mapping[str, str] = {"county": "place", "number": "name", "page": "spoken", "sort": "spoken"}
# Folded on a phone until one of them is used.
_MORE = ("min_category", "gender", "capacity", "name")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was read.

    `form` and `faults` go by the field of the page. `query` is None where nothing was asked, where
    something is wrong, and where conditions were given but no language yet (`needs_language`).
    """

    form: Mapping[str, str]
    query: InterpreterQuery | None = None
    faults: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, ""))
    needs_language: bool = False
    is_table: bool = False

    @property
    def is_start(self) -> bool:
        """Whether nothing at all was asked."""
        return not any(self.form.values()) and not self.is_table

    @property
    def fault_list(self) -> tuple[tuple[str, str], ...]:
        """The id of each field that is wrong, with what is wrong with it."""
        return tuple((name, fault) for name, fault in self.faults.items() if fault)

    @property
    def has_more(self) -> bool:
        """Whether one of the fields is used that phones fold away."""
        return any(self.form[name] or self.faults[name] for name in _MORE)

    def codes(self) -> dict[str, str]:
        """Return what is asked, as arguments of an address that hold nothing of a person."""
        if self.query is None:
            return {}
        given = query_arguments(replace(self.query, name=None, number=None))
        return given | ({"view": "table"} if self.is_table else {})

    def arguments(self) -> dict[str, str]:
        """Return what was asked beside the language, as arguments of an address."""
        own = {name: text for name, text in self.form.items() if name not in {"spoken", "page"}}
        return {name: text for name, text in own.items() if text}


def read_search(arguments: Mapping[str, str], lang: str, on: date) -> Asked:
    """Return what is asked; nothing is refused.

    :param lang: the language of the page, which names are probably written in.
    :param on: today, for the order among equals.
    """
    form = {name: arguments.get(name, "").strip()[:MAX_CHARS] for name in FIELDS}
    is_table = arguments.get("view") == "table"
    form |= {"place": form["place"] or form["county"], "name": form["name"] or form["number"]}
    if not any(form.values()):
        return Asked(form, is_table=is_table)
    try:
        query = read_query(arguments, lang, on)
    except RequestRefused as refusal:
        if all(detail.code == "nothing_asked" for detail in refusal.details):
            return Asked(form, needs_language=True, is_table=is_table)
        faults = dict.fromkeys(FIELDS, "")
        for detail in refusal.details:
            faults[_AT.get(detail.field, detail.field)] = detail.message
            if detail.field in CHOICES:
                form[detail.field] = ""  # no choice of the list: it could not stand there anyway
            if detail.code == "national_id":
                form["name"] = form["number"] = ""  # not once more on the page
        return Asked(form, faults=faults, is_table=is_table)
    form = dict.fromkeys(FIELDS, "") | query_arguments(query)
    form |= {
        "spoken": spoken_name(query.spoken, lang) if query.spoken else "",
        "place": query.place or query.county or "",
        "name": query.name or query.number or "",
    }
    return Asked(form, query, is_table=is_table)
