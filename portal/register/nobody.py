"""What to say where a search finds nobody: what would help, what there is, what the law asks.

Whoever is not in the register may be qualified all the same (tolkeloven § 7, third paragraph):
nothing here may say otherwise. A language that is often taken for the one asked for is named to
ask the person about, never in its place.
"""

from collections.abc import Callable
from dataclasses import replace

from knowledge.register.queries import InterpreterPage, InterpreterQuery
from knowledge.register.spoken import spoken_name
from portal.i18n import translate
from portal.register.context import Count, Nobody
from portal.register.labels import WIDER
from portal.register.options import category_label
from portal.tolk.saying import rule_views

_LAW = ("qualified", "exceptions", "try-remote", "write-down")


def tell_nobody(
    page: InterpreterPage,
    query: InterpreterQuery,
    url_of: Callable[[InterpreterQuery], str],
    lang: str,
) -> Nobody:
    """Return the answer to a search that has found nobody.

    :param url_of: gives the address of a search.
    """
    asked = InterpreterQuery(spoken=query.spoken, on=query.on)
    return Nobody(
        is_number=query.number is not None,
        wider=tuple(
            Count(_label(wider.dropped, wider.query, lang), wider.total, url_of(wider.query))
            for wider in page.widened
        ),
        spoken=spoken_name(query.spoken, lang) if query.spoken else "",
        total=sum(tally.total for tally in page.in_country),
        in_country=page.in_country,
        country_url=url_of(asked),
        close=tuple(
            Count(
                spoken_name(tally.value, lang),
                tally.total,
                url_of(replace(asked, spoken=tally.value)) if tally.total else "",
            )
            for tally in page.close
        ),
        law=rule_views(_LAW),
    )


def _label(dropped: str, wider: InterpreterQuery, lang: str) -> str:
    return translate(
        lang,
        WIDER[dropped],
        category=category_label(wider.min_category or "E", lang),
        name=f"\u2068{wider.name}\u2069",  # it may be written in the other direction
    )
