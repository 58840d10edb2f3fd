"""Read what a form or a program sends, and refuse it field by field where it is wrong.

Whatever arrives becomes a typed value here or a RequestRefused with one Detail a field: views
and the steps behind them never see anything else.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence

import orjson
from flask import Request

from indexing.normalising import clean_question
from indexing.values import Question
from knowledge.languages import languages
from portal.errors import Detail, RequestRefused
from portal.i18n import N_, current_lang, translate

MAX_QUESTION_CHARS = 500
MAX_HISTORY = 10
_LONGEST_NAME_CHARS = 80
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")

FAULTS = {
    "missing": N_("This is missing."),
    "unknown_field": N_("There is no such field."),
    "not_text": N_("This must be text."),
    "not_list": N_("This must be a list of texts."),
    "empty": N_("Write a question first."),
    "too_long": N_("This is too long: at most %(most)s characters."),
    "too_many": N_("These are too many: at most %(most)s."),
    "unknown_language": N_("There is no such language here. There are: %(known)s."),
    "unknown_collection": N_("There is no such collection here. There are: %(known)s."),
    "unknown_value": N_("This is not possible here. Possible are: %(known)s."),
    "not_number": N_("This must be a whole number from %(least)s to %(most)s."),
    "not_day": N_("This must be a day, written as 2026-01-31."),
    "national_id": N_(
        "This is a national identity number, which the register never holds. Write the number on "
        "the interpreter's card."
    ),
    "unknown_spoken": N_("The register does not know this language."),
    "unknown_place": N_("This is no municipality or county in Norway."),
    "unavailable": N_("This part does not work right now."),
    "nothing_asked": N_("Choose a language, or write a name or a number."),
}


def detail(field: str, code: str, **values: object) -> Detail:
    """Return what is wrong with one field, said in the language being spoken."""
    return Detail(field, code, translate(current_lang(), FAULTS[code], **values))


def refuse(details: Sequence[Detail]) -> RequestRefused:
    """Return the refusal of a request that was understood but holds something wrong."""
    return RequestRefused(422, "invalid_request", details=details)


def read_json_object(request: Request) -> dict[str, object]:
    """Return the JSON object that was sent.

    :raises RequestRefused: 415 if it is not sent as JSON, 400 if it is no JSON (also where it
        nests too deep or holds half a character), 422 if it is JSON but no object.
    """
    if request.mimetype != "application/json":
        raise RequestRefused(415, "unsupported_media_type")
    try:
        body = orjson.loads(request.get_data(cache=False))
    except orjson.JSONDecodeError:
        raise RequestRefused(400, "invalid_json") from None
    if not isinstance(body, dict):
        raise refuse(())
    return body


def read_question(
    body: Mapping[str, object], known_collections: Collection[str], page_lang: str | None = None
) -> Question:
    """Return the question of an API call or a form.

    :param page_lang: the language of the page, where the body does not say it.
    :raises RequestRefused: naming every field that is wrong.
    """
    faults = [
        detail(str(name)[:_LONGEST_NAME_CHARS], "unknown_field")
        for name in body
        if name not in {"question", "lang", "collections", "history"}
    ]
    text = _read_text(body, faults)
    lang = body.get("lang", page_lang)
    if lang is not None and not (isinstance(lang, str) and lang in languages()):
        faults.append(detail("lang", "unknown_language", known=", ".join(languages())))
        lang = page_lang
    collections = _read_texts(body, "collections", faults, most=len(known_collections) or 1)
    if any(name not in known_collections for name in collections):
        known = ", ".join(sorted(known_collections))
        faults.append(detail("collections", "unknown_collection", known=known))
    history = _read_texts(body, "history", faults, most=MAX_HISTORY)
    if faults:
        raise refuse(faults)
    cleaned = (clean_question(earlier) for earlier in history)
    return Question(text, str(lang) if lang else None, collections, tuple(h for h in cleaned if h))


def _read_text(body: Mapping[str, object], faults: list[Detail]) -> str:
    raw = body.get("question")
    if raw is None:
        faults.append(detail("question", "missing"))
    elif not isinstance(raw, str):
        faults.append(detail("question", "not_text"))
    elif len(raw) > MAX_QUESTION_CHARS:
        faults.append(detail("question", "too_long", most=MAX_QUESTION_CHARS))
    elif not (text := clean_question(raw)):
        faults.append(detail("question", "empty"))
    else:
        return text
    return ""


def _read_texts(
    body: Mapping[str, object], field: str, faults: list[Detail], *, most: int
) -> tuple[str, ...]:
    raw = body.get(field)
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        faults.append(detail(field, "not_list"))
    elif len(raw) > most:
        faults.append(detail(field, "too_many", most=most))
    elif any(len(item) > MAX_QUESTION_CHARS for item in raw):
        faults.append(detail(field, "too_long", most=MAX_QUESTION_CHARS))
    else:
        return tuple(raw)
    return ()


def read_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers that a text may be meant as: without its spaces, or with hyphens there.

    >>> read_numbers(" sample ab12 ")
    ('SAMPLEAB12', 'SAMPLE-AB12')
    >>> read_numbers("۱۲ ۳۴")[0]
    '1234'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    digits = "".join(str(unicodedata.decimal(c, c)) for c in plain)
    parts = digits.split()
    return tuple(dict.fromkeys(joined for joint in ("", "-") if (joined := joint.join(parts))))
