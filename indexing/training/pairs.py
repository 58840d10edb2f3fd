"""Gather what the model learns from: translations, and questions with their passages.

Everything becomes one table of texts and one list of pairs into it. Two pairs of the same
group on either side (the same sentence, the same page) are never held against each other:
the translation of a page is not a wrong answer to a question about it.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.training.corpora import (
    CorpusFile,
    HeldOut,
    QuestionPage,
    corpus_files,
    read_question_pages,
    sources,
)

# Languages with little text are seen more often, and so is the one most pages are read in.
LANGUAGE_WEIGHTS = {"so": 2.5, "ti": 1.6, "lt": 1.6, "nb": 1.5}

_QUESTION_WEIGHT = 3.0
_ANSWER_WEIGHT = 2.0
_TITLE_WEIGHT = 2.0
_CLOZE_WEIGHT = 1.0
_XQUAD_WEIGHT = 1.0
_NORQUAD_WEIGHT = 4.0
_WINDOW_LINES = 3


@dataclass(frozen=True, slots=True)
class ExtraPair:
    """A pair of our own, beside the corpora: two translations, or a question and a passage.

    `group` names what both sides are about (an article, a section); pairs of one group are not
    held against each other. `weight` is how often it is seen in an epoch.
    """

    left: str
    right: str
    left_lang: str
    right_lang: str
    is_question: bool = False
    group: str | None = None
    weight: float = 3.0


@dataclass(slots=True)
class PairTable:
    """Pairs as numbers: row i of `left` belongs to row i of `right`, both into `texts`.

    A pair with a text that stands in `held_out` is not taken in.
    """

    held_out: Container[str] = ()
    texts: dict[str, int] = field(default_factory=dict)
    langs: list[str] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    left_group: list[int] = field(default_factory=list)
    right_group: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    _groups: dict[str, int] = field(default_factory=dict)

    def add(  # noqa: PLR0913 - the six columns of one row
        self,
        left: tuple[str, str],
        right: tuple[str, str],
        weight: float,
        *,
        kind: str | None = None,
        left_group: str | None = None,
        right_group: str | None = None,
    ) -> None:
        """Add a pair of (language, text).

        :param kind: pairs of one kind may form a batch of their own; by default the two
            languages, since within one language pair the wrong answers are the hardest.
        """
        if left[1] == right[1] or left[1] in self.held_out or right[1] in self.held_out:
            return
        self.left.append(self._text(*left))
        self.right.append(self._text(*right))
        self.left_group.append(self._group(left_group or left[1]))
        self.right_group.append(self._group(right_group or right[1]))
        self.kind.append(kind or f"{left[0]}-{right[0]}")
        self.weight.append(weight)

    def _text(self, lang: str, text: str) -> int:
        number = self.texts.setdefault(text, len(self.texts))
        if number == len(self.langs):
            self.langs.append(lang)
        return number

    def _group(self, name: str) -> int:
        return self._groups.setdefault(name, len(self._groups))

    def __len__(self) -> int:
        return len(self.left)


def gather_pairs(
    corpora_dir: Path, qa_dir: Path, *, extra_pairs: Iterable[ExtraPair] = ()
) -> tuple[PairTable, PairTable]:
    """Return (translations, questions), without any text that is for measuring.

    :param extra_pairs: pairs of our own, as made by indexing.training.articles; one that
        happens to be a text for measuring ("Equality between women and men") is left out.
    """
    held_out = HeldOut(corpora_dir, qa_dir)
    translations, questions = PairTable(held_out), PairTable(held_out)
    files = corpus_files(corpora_dir)
    for file in files:
        if file.is_questions:
            continue
        weight = sources()[file.source].weight * _language_weight(file)
        for left, right in file.rows():
            translations.add((file.left_lang, left), (file.right_lang, right), weight)
    _add_omos(questions, read_question_pages(qa_dir, "train"))
    _add_other_questions(questions, files)
    for pair in extra_pairs:
        table = questions if pair.is_question else translations
        table.add(
            (pair.left_lang, pair.left),
            (pair.right_lang, pair.right),
            pair.weight,
            right_group=pair.group,
            left_group=None if pair.is_question else pair.group,
        )
    return translations, questions


def _language_weight(file: CorpusFile) -> float:
    return max(LANGUAGE_WEIGHTS.get(lang, 1.0) for lang in (file.left_lang, file.right_lang))


def _add_omos(table: PairTable, pages: dict[str, list[QuestionPage]]) -> None:
    """Add guidance for newcomers: each question in each language against each language.

    The windows and the whole page are what the portal searches, so both are learnt.
    """
    by_id = [{entry.id: entry for entry in entries} for entries in pages.values()]
    for asked in by_id:
        for told in by_id:
            pair_weight = 1.0 if asked is told else 1.0 / 3
            for number in sorted(asked.keys() & told.keys()):
                question, page = asked[number], told[number]
                left = (question.lang, question.question)
                groups = {"left_group": f"omos q {number}", "right_group": f"omos {page.page}"}
                whole = " ".join(page.lines)
                table.add(left, (page.lang, whole), _QUESTION_WEIGHT * pair_weight, **groups)
                answer = " ".join(page.lines[n] for n in page.answers)
                if answer:
                    table.add(left, (page.lang, answer), _ANSWER_WEIGHT * pair_weight, **groups)
    for asked in by_id:
        for told in by_id:
            _add_titles_and_cloze(table, asked, told)


def _add_titles_and_cloze(
    table: PairTable,
    asked: dict[int, QuestionPage],
    told: dict[int, QuestionPage],
) -> None:
    """Add title -> page, and a line -> the rest of the window around it, once a page."""
    weight = 1.0 if asked is told else 0.2
    seen: set[int] = set()
    for number in sorted(asked.keys() & told.keys()):
        source, target = asked[number], told[number]
        same_shape = len(source.lines) == len(target.lines) > _WINDOW_LINES
        if source.page in seen or not same_shape:
            continue
        seen.add(source.page)
        groups = {"left_group": f"omos {source.page}", "right_group": f"omos {source.page}"}
        rest = " ".join(target.lines[1:])
        table.add(
            (source.lang, source.lines[0]), (target.lang, rest), _TITLE_WEIGHT * weight, **groups
        )
        for n in range(1, len(source.lines) - 1):
            around = " ".join((target.lines[n - 1], target.lines[n + 1]))
            if len(source.lines[n]) > 30:
                table.add(
                    (source.lang, source.lines[n]),
                    (target.lang, around),
                    _CLOZE_WEIGHT * weight,
                    **groups,
                )


def _add_other_questions(table: PairTable, files: Sequence[CorpusFile]) -> None:
    """Add XQuAD, each question also against the English passage, and NorQuAD."""
    into_english: dict[str, dict[str, str]] = {}
    for file in files:
        if file.source == "xquad" and not file.is_questions:
            into_english[file.right_lang] = {right: left for left, right in file.rows()}
    english = {
        question: passage
        for file in files
        if file.source == "xquad" and file.is_questions and file.left_lang == "en"
        for question, passage in file.rows()
    }
    for file in files:
        if not file.is_questions or file.source == "integreat-qa":
            continue  # the pages of OMoS-QA are read with their lines and answers instead
        weight = _NORQUAD_WEIGHT if file.source == "norquad" else _XQUAD_WEIGHT
        lang = file.left_lang
        for question, passage in file.rows():
            original = into_english.get(lang, {}).get(question)
            group = english.get(original or question, passage)
            table.add((lang, question), (lang, passage), weight, right_group=group)
            if original in english:
                table.add((lang, question), ("en", group), weight, right_group=group)
            for first, second in _neighbours(passage):
                table.add((lang, first), (lang, second), 0.2, left_group=group, right_group=group)


def _neighbours(passage: str) -> Iterator[tuple[str, str]]:
    """Yield sentences that follow one another, of a passage without line breaks."""
    sentences = [s for s in passage.replace("? ", "?\n").replace(". ", ".\n").split("\n") if s]
    return ((a, b) for a, b in pairwise(sentences) if min(len(a), len(b)) > 40)


def draw_epoch(
    weights: Sequence[float] | NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return the numbers of the pairs seen in one epoch, in random order.

    A weight of 2.5 is seen twice or three times, half of the epochs each.
    """
    times = np.floor(np.asarray(weights) + rng.random(len(weights))).astype(np.int64)
    return rng.permutation(np.repeat(np.arange(len(weights)), times))
