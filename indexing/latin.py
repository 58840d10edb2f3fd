"""What is typed in Latin letters, in a language that has letters of its own, is put back first.

"kif alaqi tabib" is searched for as "كيف ألاقي طبيب": neither the vectors nor the words of Arabic
guidance know it otherwise. The words are those of the index itself (indexing.romanised), and are
kept beside its other files, a folder a language.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from indexing.places import CutArticle
from indexing.romanised import RomanisedWords
from indexing.romanising import tables
from indexing.values import Identified, Question
from knowledge.languages import languages

_FOLDER = "romanised-{}"
_WORD = re.compile(r"[^\W\d_][\w'’\u200c]*")


class LatinWords:
    """The words of an index, by language; each is opened when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        """
        :param folder: a build of the index.
        """
        self._folder = folder
        self._opened: dict[str, RomanisedWords | None] = {}

    def restore(self, question: Question, identified: Identified) -> Question:
        """Return the question in the script of its language; the same one if it is in it."""
        entry = languages().get(identified.lang)
        if identified.script != "Latn" or entry is None or entry.script == "Latn":
            return question
        words = self._open(identified.lang)
        return question if words is None else replace(question, text=words.restore(question.text))

    def _open(self, lang: str) -> RomanisedWords | None:
        if lang not in self._opened:
            folder = self._folder / _FOLDER.format(lang)
            self._opened[lang] = RomanisedWords.read(folder) if folder.is_dir() else None
        return self._opened[lang]


def write_latin_words(folder: Path, cut: Iterable[CutArticle]) -> None:
    """Write the words of all passages and questions, for each language that needs it."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in cut:
        if one.article.lang in tables():
            for text in (*(passage.text for passage in one.passages), *one.questions):
                counts[one.article.lang].update(_WORD.findall(text))
    for lang, words in sorted(counts.items()):
        RomanisedWords.build(lang, words.items()).write(folder / _FOLDER.format(lang))
