"""What is typed in Latin letters, in a language that has letters of its own, is put back first.

"kif alaqi tabib" is searched for as "كيف ألاقي طبيب": neither the vectors nor the words of Arabic
guidance know it otherwise. The words are those of the index itself (indexing.romanised), and are
kept beside its other files, a folder a language.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexing.places import CutArticle
from indexing.romanised import RomanisedWords, count_words
from indexing.romanising import tables
from indexing.values import Identified, Question
from knowledge.languages import languages

if TYPE_CHECKING:
    from indexing.opening import OpenIndex

_FOLDER = "romanised-{}"


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


def restore_script(index: "OpenIndex", question: Question, identified: Identified) -> Question:
    """Return the question in the script of its language, with the words of an index."""
    return index.latin.restore(question, identified)


def write_latin_words(folder: Path, cut: Iterable[CutArticle]) -> None:
    """Write the words of all passages and questions, for each language that needs it."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for one in cut:
        if one.article.lang in tables():
            texts[one.article.lang] += (passage.text for passage in one.passages)
            texts[one.article.lang] += one.questions
    for lang, own in sorted(texts.items()):
        RomanisedWords.build(lang, count_words(own).items()).write(folder / _FOLDER.format(lang))
