"""The sheet with seventy languages to point at: which stand together, and what is said above."""

from collections.abc import Mapping

from flask import url_for

from knowledge.languages import SOURCE_LANG, languages
from knowledge.register.endonyms import Endonym, endonyms
from portal.i18n import N_, translate
from portal.tolk.context import Alphabet, Invitation, Pointer, SheetPage

INVITATION = N_("Point to your language. An interpreter will be called.")

_ASIAN = "Deva Guru Beng Taml Sinh Tibt Mymr Thai Khmr Hans Hant Kore"

# Scripts that stand under one heading, in the order of the sheet.
ALPHABETS: Mapping[str, tuple[str, frozenset[str]]] = {
    # Translators: headings above names of languages in these letters
    "latin": (N_("Latin letters"), frozenset({"Latn"})),
    "cyrillic": (
        N_("Cyrillic, Greek, Armenian and Georgian letters"),
        frozenset({"Cyrl", "Grek", "Armn", "Geor"}),
    ),
    "arabic": (N_("Arabic and Syriac letters"), frozenset({"Arab", "Syrc"})),
    "ethiopic": (N_("Ethiopic letters"), frozenset({"Ethi"})),
    "asian": (N_("Scripts of South and East Asia"), frozenset(_ASIAN.split())),
}


def sheet_page(lang: str) -> SheetPage:
    """Return the sheet for a page in `lang`."""
    return SheetPage(
        invitations=_invitations(),
        alphabets=tuple(
            Alphabet(
                f"letters-{name}",
                translate(lang, title),
                tuple(_pointer(one, lang) for one in endonyms() if one.script in scripts),
            )
            for name, (title, scripts) in ALPHABETS.items()
        ),
        signs_url=url_for("register.search", spoken="nsl"),
    )


def _invitations() -> tuple[Invitation, ...]:
    """The request in those of our languages that stand on the sheet, in its order."""
    ours = {one.tag for one in endonyms()} & set(languages())
    return tuple(
        Invitation(translate(code, INVITATION), entry.tag, entry.dir)
        for code, entry in languages().items()
        if code in ours
    )


def _pointer(one: Endonym, lang: str) -> Pointer:
    norwegian = one.name(SOURCE_LANG)
    name = one.name(lang)
    return Pointer(
        own=one.names,
        name=name,
        norwegian="" if lang == "nn" or name.casefold() == norwegian.casefold() else norwegian,
        url=url_for("register.search", spoken=one.spoken),
    )
