"""Collect the messages of the interface, and bring every catalogue up to date with them.

`python -m portal.catalogues` writes `translations/messages.pot` and each language's
`messages.po`, without places in the code, dates or guesses ("fuzzy" entries): running it twice
changes nothing, so `git diff` shows whether a catalogue is current. Translations that are no
longer used are dropped; git remembers them. English is its own translation.
"""

import configparser
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from knowledge.languages import Language, languages
from portal.i18n import TRANSLATIONS_DIR

_PORTAL_DIR = Path(__file__).resolve().parent
# The faults of a file for the register are written down where they are found.
_FOLDERS = (_PORTAL_DIR, _PORTAL_DIR.parent / "knowledge" / "register")
_KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "translate": (2,),
    "Message": None,
}
_HEADER = """\
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extract_messages() -> Catalog:
    """Return every message of the portal's Python files and templates, and of the register."""
    config = configparser.ConfigParser()
    config.read(TRANSLATIONS_DIR / "babel.cfg", encoding="utf-8")
    methods, options = [], {}
    for section in config.sections():
        method, pattern = (part.strip() for part in section.split(":", 1))
        methods.append((pattern, method))
        options[pattern] = dict(config[section])
    template = Catalog(charset="utf-8")
    for folder in _FOLDERS:
        found = extract_from_dir(
            str(folder), methods, options, _KEYWORDS, ("Translators:",), strip_comment_tags=True
        )
        for _file, _line, message, comments, context in found:
            template.add(message, auto_comments=comments, context=context)
    return template


def update_catalogue(template: Catalog, lang: Language, text: str) -> str:
    """Return a catalogue's text brought up to date: new messages added, unused ones dropped."""
    old = read_po(BytesIO(text.encode()), locale=lang.locale)
    new = Catalog(locale=lang.locale, charset="utf-8")
    for message in _messages(template):
        known = old.get(message.id, message.context)
        string = known.string if known and not known.fuzzy else None
        if lang.code == "en":
            string = message.id
        new.add(message.id, string, context=message.context, auto_comments=message.auto_comments)
    return _header(lang) + _text(new)


def template_text(template: Catalog) -> str:
    """Return the text of `messages.pot`."""
    return _HEADER.format(code="", plural="") + _text(template)


def catalogue_path(code: str) -> Path:
    """Return where the catalogue of a language stands."""
    return TRANSLATIONS_DIR / code / "LC_MESSAGES" / "messages.po"


def untranslated(code: str) -> int:
    """Return how many messages a catalogue does not say in its language, plural forms too."""
    known = read_po(BytesIO(catalogue_path(code).read_bytes()), locale=languages()[code].locale)
    strings = {message.id: message.string for message in _messages(known)}
    wanted = (message.id for message in _messages(extract_messages()))
    return sum(not _is_full(strings.get(message_id)) for message_id in wanted)


def _is_full(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def main() -> None:
    """Write the template and every catalogue."""
    template = extract_messages()
    (TRANSLATIONS_DIR / "messages.pot").write_text(template_text(template), "utf-8")
    for code, lang in languages().items():
        path = catalogue_path(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8") if path.exists() else _header(lang)
        path.write_text(update_catalogue(template, lang, text), "utf-8")


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _header(lang: Language) -> str:
    number, rule = get_plural(lang.locale)[:2]
    return _HEADER.format(code=lang.code, plural=f"nplurals={number}; plural={rule};")


def _text(catalog: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalog, width=96, no_location=True, omit_header=True, sort_output=True)
    return file.getvalue().decode()


if __name__ == "__main__":
    main()
