"""Write data/spoken_names.tsv: what each spoken language is called in each of ours.

Run `python -m knowledge.register.naming` after changing spoken.toml or adding a language to the
portal. Names come from CLDR by way of Babel; those in spoken.toml come first. The file is kept
in the repository, so that a serving process need not load Babel's tables for it, and so that a
change of a name is seen in review.
"""

import tomllib
from pathlib import Path
from typing import Any

from babel import Locale

from knowledge.languages import languages

_DATA = Path(__file__).with_name("data")
_HEAD = (
    "# Written by `python -m knowledge.register.naming`: change spoken.toml instead.\n"
    "# Names from Unicode CLDR (Unicode License v3) by way of Babel, and our own.\n"
)


def spoken_names_table() -> str:
    """Return the table as text.

    :raises ValueError: naming every language and entry for which nobody has a name.
    """
    entries = tomllib.loads((_DATA / "spoken.toml").read_text("utf-8"))
    langs = list(languages())
    rows = ["\t".join(["code", *langs])]
    gaps: list[str] = []
    for code, entry in entries.items():
        names = [_name(code, entry, lang) for lang in langs]
        gaps += [f"{code} in {lang}" for lang, name in zip(langs, names, strict=True) if not name]
        rows.append("\t".join([code, *names]))
    if gaps:
        raise ValueError(f"spoken.toml needs own names for: {', '.join(gaps)}")
    return _HEAD + "\n".join(rows) + "\n"


def _name(code: str, entry: dict[str, Any], lang: str) -> str:
    own: dict[str, str] = entry.get("names", {})
    if lang in own:
        return own[lang]
    known = Locale.parse(languages()[lang].locale, sep="_").languages
    parts = [known.get(part, "") for part in entry.get("cldr", [code])]
    return "/".join(parts) if all(parts) else ""


if __name__ == "__main__":
    (_DATA / "spoken_names.tsv").write_text(spoken_names_table(), "utf-8")
