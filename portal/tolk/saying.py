"""Say a rule in a language: its words with today's figures, its sections, and its article."""

from collections.abc import Iterable
from datetime import date

from knowledge.figures import Figure
from knowledge.helplines import OSLO
from portal.addresses import url_for
from portal.formats import format_count, format_day
from portal.i18n import current_lang, translate
from portal.services import services
from portal.tolk.context import Citation, Reading, RuleView
from portal.tolk.law import Section, rules
from portal.tolk.words import RULES

COLLECTION = "tolk"
# Which figure of the guidance each value in the words is.
_VALUES = {"age": "interpreter-child-ban-under-age", "day": "tolk-dispensation-end"}


def say(message: str) -> str:
    """Return a message in the language being spoken, with the figures that it names."""
    values = {
        name: _written(_figure(key)) for name, key in _VALUES.items() if f"%({name})s" in message
    }
    return translate(current_lang(), message, **values)


def rule_views(names: Iterable[str]) -> tuple[RuleView, ...]:
    """Return rules as pages show them."""
    views = []
    for name in names:
        rule = rules()[name]
        words = "dispensation-over" if name == "dispensation" and not is_exempt() else name
        views.append(
            RuleView(say(RULES[words]), cite(rule.sections), reading_of(rule.slug, rule.anchor))
        )
    return tuple(views)


def cite(sections: Iterable[Section]) -> tuple[Citation, ...]:
    """Return sections as citations."""
    lang = "nn" if current_lang() == "nn" else "nb"
    return tuple(Citation(one.cited(lang), lang, one.url) for one in sections)


def reading_of(slug: str, anchor: str) -> Reading | None:
    """Return a link to an article of ours, None where there is none."""
    found = services().library.nearest(COLLECTION, slug, current_lang())
    if found is None:
        return None
    url = url_for("pages.article", collection=COLLECTION, slug=slug, _anchor=anchor or None)
    return Reading(found.title, found.lang, url)


def day_of(key: str) -> str:
    """Return a figure that is a day, as running text has it."""
    return _written(_figure(key))


def is_exempt() -> bool:
    """Tell whether bodies are exempt from having to use a qualified interpreter (§ 7, fifth)."""
    end = _figure("tolk-dispensation-end").value
    return isinstance(end, date) and services().now().astimezone(OSLO).date() <= end


def _figure(key: str) -> Figure:
    return services().library.facts.figures[key]


def _written(figure: Figure) -> str:
    if isinstance(figure.value, date):
        return format_day(figure.value)
    return format_count(int(figure.value))
