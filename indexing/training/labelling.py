"""Gather the texts that the language identifier learns from, each with its class.

A class is one of our languages, one of ours typed in Latin letters ("ar-Latn"), or a language
that is taken for one of ours ("da"); German, French and Spanish form one class together. Texts
come from the corpora, from our own articles, which are what is asked about, and from the
sentences of lookalikes/. Word lists and names are left out: what they hold is often not in the
language that they are filed under.

Each text is learnt whole, and cut to a few words, because questions are short; some as they are
typed in haste: without the marks over letters, or with Norwegian words among the others.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.identifying import LATIN, LOOKALIKES, OTHER
from indexing.romanising import tables
from indexing.scripts import find_script
from indexing.training.corpora import HeldOut, corpus_files
from indexing.training.latin_typing import Typist
from indexing.training.lookalikes import read_lookalikes, read_words
from knowledge.articles import Article
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.languages import languages
from knowledge.loading import Knowledge

# Bokmål and Nynorsk are told apart by their words, so for these the word list is of use.
_WORD_LIST, _WITH_WORD_LIST = "omw-lexicon", {"nb", "nn"}
_LEFT_OUT = {"omw-lexicon", "osm-tagging", "cldr-names", "tico19-terms"}
_CLASS_OF = {"prs": "fa", "de": OTHER, "fr": OTHER, "es": OTHER}
_TEXTS_PER_CLASS = 40_000
_CUTS_PER_CLASS = 90_000
_CUTS_PER_TEXT = 2
_MOST_TIMES = 8
# How much is made of the look-alikes beside this many texts of one of our languages.
_BESIDE_TEXTS = 20_000
_MOST_TIMES_LOOKALIKE = 60
_ROWS_OF_WORDS = 8_000
_SHORT_CUT, _LONG_CUT, _LONG_SHARE = 9, 25, 0.25  # words
_MOST_CHARS = 300
_BARE_SHARE = 0.12
_NORWEGIAN_SHARE = 0.1
_NORWEGIAN = {"nb", "nn", "da", "sv"}
_WORD = re.compile(r"[^\W\d_]{4,}")
_BARE_LETTERS = str.maketrans("łŁıøØæÆəƏđßßʼ’", "lLioOeEeEdss''")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts and the numbers of their classes."""

    texts: list[str]
    classes: NDArray[np.int64]
    labels: tuple[str, ...]


def gather_labelled(
    corpora_dir: Path, qa_dir: Path, seed: int, knowledge: Knowledge | None = None
) -> Labelled:
    """Return texts of every class, whole and cut, without those for measuring.

    :param knowledge: our articles; without them the Norwegian words that people mix in are
        not learnt, and of what is typed in Latin letters only what the tables make.
    """
    by_class = _gather_corpora(corpora_dir, qa_dir)
    norwegian: list[str] = []
    if knowledge is not None:
        norwegian = _gather_articles(knowledge, by_class)
    _drop_shared(by_class)
    own = [code for code in languages() if code in by_class]
    lookalikes, words = read_lookalikes(), read_words() | _read_word_lists(corpora_dir)
    rng = np.random.default_rng(seed)
    typed = [code + LATIN for code in tables() if code in own]
    labels = (*own, *typed, *LOOKALIKES, OTHER)
    share = min(1.0, max(len(by_class[code]) for code in own) / _BESIDE_TEXTS)
    texts: list[str] = []
    classes: list[int] = []
    for number, label in enumerate(labels):
        pieces = _pieces(list(by_class.get(label, ())), rng)
        times = max(1, round(share * _MOST_TIMES_LOOKALIKE))
        pieces += _pieces(lookalikes.get(label, []), rng, times)
        pieces += _rows_of_words(words.get(label, []), round(share * _ROWS_OF_WORDS), rng)
        if label in typed:
            pieces += _type_in_latin(list(by_class[label.removesuffix(LATIN)]), label, rng)
        pieces = [_in_haste(piece, label, norwegian, rng) for piece in pieces]
        texts += pieces
        classes += [number] * len(pieces)
    return Labelled(texts, np.array(classes), labels)


def _gather_corpora(corpora_dir: Path, qa_dir: Path) -> dict[str, dict[str, None]]:
    held_out = HeldOut(corpora_dir, qa_dir)
    by_class: dict[str, dict[str, None]] = {}
    for file in corpus_files(corpora_dir):
        if file.source in _LEFT_OUT:
            continue
        for row in file.rows():
            for lang, text in zip((file.left_lang, file.right_lang), row, strict=True):
                if text not in held_out:
                    by_class.setdefault(_CLASS_OF.get(lang, lang), {})[text] = None
    return by_class


def _drop_shared(by_class: dict[str, dict[str, None]]) -> None:
    """Take out what stands in two classes: a tenth of the short Nynorsk is Bokmål as well."""
    classes = Counter(text for texts in by_class.values() for text in texts)
    for label, texts in by_class.items():
        by_class[label] = {text: None for text in texts if classes[text] == 1}


def _read_word_lists(corpora_dir: Path) -> dict[str, list[str]]:
    return {
        file.right_lang: [right for _, right in file.rows()]
        for file in corpus_files(corpora_dir)
        if file.source == _WORD_LIST and file.right_lang in _WITH_WORD_LIST
    }


def _gather_articles(knowledge: Knowledge, by_class: dict[str, dict[str, None]]) -> list[str]:
    """Add the lines and questions of our articles; return the Norwegian words in those that
    are not written in Latin letters."""
    norwegian: Counter[str] = Counter()
    for article in knowledge.articles.values():
        lang = article.lang
        other_script = languages()[lang].script != "Latn"
        for text in _lines(article, knowledge.facts):
            typed = other_script and find_script(text) == "Latn"
            by_class.setdefault(lang + LATIN if typed else lang, {})[text] = None
            if other_script and not typed:
                norwegian.update(word for word in _WORD.findall(text) if _is_latin(word))
    return [word for word, count in norwegian.items() if count > 1]


def _lines(article: Article, facts: Facts) -> list[str]:
    lines = [article.title, article.summary, *article.questions]
    for section in article.sections:
        plain = expand_plain(f"{section.heading}\n{section.markdown}", article.lang, facts)
        lines += plain.split("\n")
    return [line.strip() for line in lines if line.strip()]


def _pieces(texts: list[str], rng: np.random.Generator, most_times: int = _MOST_TIMES) -> list[str]:
    """Return the texts whole and cut; of fewer texts more cuts each, so that all classes weigh
    about the same."""
    chosen = [texts[n] for n in rng.permutation(len(texts))[:_TEXTS_PER_CLASS]]
    cuts = min(_CUTS_PER_CLASS, _CUTS_PER_TEXT * most_times * len(chosen))
    pieces = [text[:_MOST_CHARS] for text in chosen]
    for n in range(cuts):
        words = chosen[n % len(chosen)].split()
        longest = _LONG_CUT if rng.random() < _LONG_SHARE else _SHORT_CUT
        length = int(rng.integers(1, longest + 1))
        start = int(rng.integers(0, max(1, len(words) - length + 1)))
        pieces.append(" ".join(words[start : start + length]))
    return pieces


def _rows_of_words(words: list[str], rows: int, rng: np.random.Generator) -> list[str]:
    if not words:
        return []
    lengths = rng.integers(1, 8, rows)
    return [" ".join(rng.choice(words, length)) for length in lengths]


def _type_in_latin(texts: list[str], label: str, rng: np.random.Generator) -> list[str]:
    lang = label.removesuffix(LATIN)
    chosen = rng.permutation(len(texts))[: _TEXTS_PER_CLASS // 2]
    typed = [Typist(lang, rng).type(texts[n][:_MOST_CHARS]) for n in chosen]
    return [piece for piece in _pieces(typed, rng) if find_script(piece) == "Latn"]


def _in_haste(text: str, label: str, norwegian: list[str], rng: np.random.Generator) -> str:
    luck = rng.random()
    if luck < _BARE_SHARE:
        return _bare(text)
    if norwegian and label not in _NORWEGIAN and luck < _BARE_SHARE + _NORWEGIAN_SHARE:
        words = text.split()
        place = int(rng.integers(0, len(words) + 1))
        word = norwegian[int(rng.integers(len(norwegian)))]
        return " ".join((*words[:place], word, *words[place:])) if len(words) > 2 else text
    return text


def _bare(text: str) -> str:
    """Return the text without the marks over Latin letters; other scripts keep theirs."""
    if find_script(text) != "Latn":
        return text
    apart = unicodedata.normalize("NFD", text.translate(_BARE_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char)).lower()


def _is_latin(word: str) -> bool:
    return find_script(word) == "Latn"
