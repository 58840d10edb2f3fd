"""Every message in every language: current, complete, and nothing lost on the way."""

import re
import unicodedata
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from knowledge.languages import languages
from portal.catalogues import (
    TRANSLATIONS_DIR,
    catalogue_path,
    extract_messages,
    template_text,
    update_catalogue,
)
from portal.i18n import catalogue

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
DIGITS = re.compile(r"\d+")
FORMS = {"ar": 6, "pl": 3, "uk": 3, "ru": 3, "lt": 3, "fa": 1, "tr": 1}


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract_messages()


def read(code: str) -> list[Message]:
    """Return the messages of a catalogue."""
    text = catalogue_path(code).read_bytes()
    return [m for m in read_po(BytesIO(text), locale=languages()[code].locale) if m.id]


def strings(message: Message) -> list[str]:
    """Return every form of a translation."""
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def ids(message: Message) -> list[str]:
    """Return singular and plural of a message."""
    return list(message.id) if isinstance(message.id, list | tuple) else [message.id]


def test_the_template_is_current(template: Catalog) -> None:
    written = (TRANSLATIONS_DIR / "messages.pot").read_text("utf-8")
    assert written == template_text(template), "run `make translations`"


@pytest.mark.parametrize("lang", languages())
def test_the_catalogue_is_current(template: Catalog, lang: str) -> None:
    written = catalogue_path(lang).read_text("utf-8")
    current = update_catalogue(template, languages()[lang], written)
    assert written == current, "run `make translations`"


@pytest.mark.parametrize("lang", languages())
def test_every_message_is_said_in_every_form(lang: str) -> None:
    missing = [m.id for m in read(lang) if not all(strings(m))]
    assert missing == []
    wanted = FORMS.get(lang, 2)
    assert [m.id for m in read(lang) if m.pluralizable and len(strings(m)) != wanted] == []
    assert [m.id for m in read(lang) if m.fuzzy] == []


@pytest.mark.parametrize("lang", languages())
def test_placeholders_numbers_and_marks_are_those_of_the_message(lang: str) -> None:
    wrong = []
    for message in read(lang):
        values = set(PLACEHOLDER.findall(" ".join(ids(message))))
        for string in filter(None, strings(message)):
            # A form for "one" may do without the number; no form may have another value.
            used = set(PLACEHOLDER.findall(string))
            if used - values or (not message.pluralizable and used != values):
                wrong.append((message.id, string))
            bare = PLACEHOLDER.sub("", string)
            if (
                "%" in bare
                or "<" in bare
                or "{" in bare
                or bare != unicodedata.normalize("NFC", bare)
            ):
                wrong.append((message.id, string))
            # A phone number or an age must survive: a wrong digit here can cost a life.
            if not message.pluralizable and numbers(bare) != numbers(ids(message)[0]):
                wrong.append((message.id, string))
    assert wrong == []


def numbers(text: str) -> list[str]:
    """Return the numbers of a text, whatever digits they are written with."""
    plain = "".join(
        str(unicodedata.digit(c)) if c.isdigit() else c for c in PLACEHOLDER.sub("", text)
    )
    return sorted(DIGITS.findall(plain))


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 100])
def test_a_count_is_said_for_every_number(lang: str, count: int) -> None:
    one, many = "%(total)s interpreter found", "%(total)s interpreters found"
    said = catalogue(lang).ngettext(one, many, count) % {"total": count}
    assert said.strip()
    assert "%" not in said


def test_messages_are_whole_and_few(template: Catalog) -> None:
    messages = [m for m in template if m.id]
    assert 100 < len(messages) < 1000
    for message in messages:
        for text in ids(message):
            assert text == " ".join(text.split()), f"spaces in {text!r}"
            assert "%s" not in text and "%d" not in text, f"value without a name in {text!r}"
