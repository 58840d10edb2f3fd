"""Read a search: what is looked for, what it is narrowed to, and which page of the results.

All of it is one form, so that nothing stands in an address: each choice and each page is a
button of that form. A search for something else begins anew, without the choices made before.
"""

from collections.abc import Collection
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from indexing.normalising import clean_question
from indexing.page_values import LangState, PageQuery
from portal.errors import Detail
from portal.i18n import N_, current_lang, translate
from portal.reading import MAX_QUESTION_CHARS, detail, refuse

SHOWN_CHARS = 2000  # of a text that is too long and is given back to be shortened
PER_PAGE = 10
_LAST_PAGE = 100
_NOTHING = N_("Write what you are looking for.")
_STATES: dict[str, LangState] = {":own": "own", ":other": "other"}


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What was searched for. `chosen` holds collections ("nora"), categories ("nora/love") and
    states of language (":own", ":other")."""

    text: str
    chosen: tuple[str, ...] = ()
    page: int = 1
    as_typed: bool = False

    def query(self, lang: str) -> PageQuery:
        """Return the search as the index takes it."""
        places = [name for name in self.chosen if name not in _STATES]
        return PageQuery(
            text=self.text,
            lang=lang,
            collections=tuple(name for name in places if "/" not in name),
            categories=tuple(name for name in places if "/" in name),
            states=tuple(_STATES[name] for name in self.chosen if name in _STATES),
            as_typed=self.as_typed,
            limit=PER_PAGE,
            offset=(self.page - 1) * PER_PAGE,
        )


def read_search(form: MultiDict[str, str], known: Collection[str]) -> SearchForm:
    """Return what was searched for.

    :param known: the collections and categories that there are; others are left out.
    :raises RequestRefused: if there is no text, or too much of it.
    """
    raw = form.get("text", "")
    if len(raw) > MAX_QUESTION_CHARS:
        raise refuse([detail("text", "too_long", most=MAX_QUESTION_CHARS)])
    text = clean_question(raw)
    if not text:
        raise refuse([Detail("text", "empty", translate(current_lang(), _NOTHING))])
    is_new = text != form.get("before", text)
    chosen = [*([] if is_new else form.getlist("chosen")), *form.getlist("add")]
    possible = {*known, *_STATES} - {form.get("drop")}
    kept = _with_collections(dict.fromkeys(name for name in chosen if name in possible))
    if is_new:
        return SearchForm(text, kept)
    return SearchForm(
        text,
        kept,
        page=_page(form.get("page", "")),
        as_typed="as_typed" in form,
    )


def _with_collections(chosen: Collection[str]) -> tuple[str, ...]:
    """Leave out the categories of collections that are not chosen any more."""
    return tuple(name for name in chosen if "/" not in name or name.partition("/")[0] in chosen)


def _page(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PAGE)):
        return min(max(int(text), 1), _LAST_PAGE)
    return 1
