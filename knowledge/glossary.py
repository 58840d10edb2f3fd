"""Norwegian words that a reader will meet, each explained in one sentence for every language.

Articles name a word by its key, {term:skattekort}: the word stays Norwegian, since that is what
stands on the letter or the door. Keys are in small letters; where the word is not (BUP, NAV),
`written` says how it is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.languages import languages
from knowledge.problems import Problem, key_line, read_toml

_WRITTEN = "written"
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"  # å comes last, which code points do not say


@dataclass(frozen=True, slots=True)
class Term:
    """A Norwegian word, and its explanation by language code."""

    word: str
    explanations: Mapping[str, str]
    written: str

    def explanation(self, lang: str) -> str:
        """The explanation in a language, "" where nobody has written one yet."""
        return self.explanations.get(lang, "")

    @property
    def anchor(self) -> str:
        """The word as the part of an address after #."""
        return self.word.replace(" ", "-")

    @property
    def letter(self) -> str:
        """The letter that the word stands under in a dictionary, large."""
        return next((c for c in self.word if c in _ALPHABET), self.word[0]).upper()

    def shown_as(self, key: str) -> str:
        """The word as a text shows it that names it by `key`: a capital there is kept."""
        return self.written if key == self.word else key


def alphabetical(terms: Iterable[Term]) -> list[Term]:
    """The terms in the order of a Norwegian dictionary: signs do not count, æ ø å come last."""
    return sorted(
        terms,
        key=lambda term: ([_ALPHABET.find(c) for c in term.word if c in _ALPHABET], term.word),
    )


def load_glossary(path: Path, problems: list[Problem]) -> dict[str, Term]:
    """Read glossary.toml; a faulty entry is left out and added to `problems`."""
    terms = {}
    for word, texts in read_toml(path, problems).items():
        fault = _fault(word, texts)
        if fault:
            problems.append(
                Problem(path, key_line(path, word), f"term {word!r}: {fault[0]}", fault[1])
            )
        else:
            said = {lang: text.strip() for lang, text in texts.items()}
            written = said.pop(_WRITTEN, word)
            terms[word] = Term(word, said, written)
    return terms


def _fault(word: str, texts: object) -> tuple[str, str] | None:
    if not isinstance(texts, dict):
        return "it is not a table", 'Write  ["word"]  and below it  nb = "…".'
    unknown = [lang for lang in texts if lang not in languages() and lang != _WRITTEN]
    if unknown:
        return f"unknown language {unknown[0]!r}", f"Use {', '.join(languages())}."
    if any(not isinstance(text, str) or not text.strip() for text in texts.values()):
        return "an explanation is empty or not text", "Write one plain sentence, or leave it out."
    if "nb" not in texts:
        return "it has no explanation in nb", 'Add  nb = "…".'
    if texts.get(_WRITTEN, word).lower() != word.lower():
        return "`written` is another word", "It may differ from the key in capital letters only."
    return None
