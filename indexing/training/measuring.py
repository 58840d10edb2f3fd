"""Measure a model on texts that it has never seen.

Translations: for each of n held-out sentences, is its translation the nearest of the n?
Accuracy, both directions. Questions: OMoS-QA, development part, against all pages of the
training and development parts; a page is as near as the nearest of its windows of three lines
and the whole page. Mean reciprocal rank at 10, and the share of questions whose page is among
the first five. Questions that no page answers are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexing.identifying import identify
from indexing.lexical import LexicalIndex, cut_query, write_lexical
from indexing.training.corpora import QuestionPage, corpus_files, read_question_pages
from indexing.values import Question
from knowledge.languages import languages

Vectors = NDArray[np.float32]
_WINDOW_LINES = 3


class Embeds(Protocol):
    """As much of an embedder as measuring needs."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...
    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class PageScores:
    """How well the page of each question was found: mean reciprocal rank at 10, recall at 5."""

    mrr_at_10: float
    recall_at_5: float


def measure_translations(embedder: Embeds, corpora_dir: Path) -> dict[str, float]:
    """Return the accuracy of each held-out language pair, as "en-pl": 0 to 1."""
    found = {}
    for file in corpus_files(corpora_dir, held_out=True):
        left, right = zip(*file.rows(), strict=True)
        cosines = embedder.embed_passages(left) @ embedder.embed_passages(right).T
        found[f"{file.left_lang}-{file.right_lang}"] = translation_accuracy(cosines)
    return found


def translation_accuracy(cosines: Vectors) -> float:
    """Return how often row i is nearest to column i and the reverse, as the mean of both."""
    right = np.arange(len(cosines))
    forwards = (cosines.argmax(axis=1) == right).mean()
    backwards = (cosines.argmax(axis=0) == right).mean()
    return float(forwards + backwards) / 2


@dataclass(frozen=True, slots=True)
class PagePool:
    """The pages of one language, cut into windows, and the questions asked about them.

    `starts` holds the first window of each page; the windows of a page follow one another.
    `wanted` holds the number of each question's page, in the order of `questions`.
    """

    windows: tuple[str, ...]
    starts: NDArray[np.int64]
    questions: tuple[str, ...]
    wanted: NDArray[np.int64]


def page_pools(qa_dir: Path) -> dict[str, PagePool]:
    """Return one pool a language; question i is the same question in each."""
    train, dev = read_question_pages(qa_dir, "train"), read_question_pages(qa_dir, "dev")
    asked_in_all = set.intersection(
        *({entry.id for entry in entries if entry.answers} for entries in dev.values())
    )
    return {lang: _pool(dev[lang], train[lang], asked_in_all) for lang in sorted(dev)}


def _pool(dev: list[QuestionPage], train: list[QuestionPage], asked: set[int]) -> PagePool:
    numbers: dict[tuple[str, ...], int] = {}
    windows: list[str] = []
    starts = []
    for entry in (*dev, *train):
        if entry.lines not in numbers:
            numbers[entry.lines] = len(numbers)
            starts.append(len(windows))
            windows += windows_of(entry.lines)
    questions = sorted((e for e in dev if e.id in asked), key=lambda e: e.id)
    return PagePool(
        windows=tuple(windows),
        starts=np.array(starts),
        questions=tuple(e.question for e in questions),
        wanted=np.array([numbers[e.lines] for e in questions]),
    )


def windows_of(lines: Sequence[str]) -> list[str]:
    """Return the whole page and, where it is longer, every three lines that follow."""
    whole = [" ".join(lines)]
    if len(lines) <= _WINDOW_LINES:
        return whole
    return whole + [
        " ".join(lines[n : n + _WINDOW_LINES]) for n in range(len(lines) - _WINDOW_LINES + 1)
    ]


def score_pages(scores: Vectors, wanted: NDArray[np.int64]) -> PageScores:
    """
    :param scores: (questions, pages), higher is nearer; equal scores count against us.
    :param wanted: the page of each question.
    """
    own = scores[np.arange(len(wanted)), wanted]
    ranks = (scores >= own[:, None]).sum(axis=1)
    return PageScores(
        mrr_at_10=float(np.where(ranks <= 10, 1 / ranks, 0).mean()),
        recall_at_5=float((ranks <= 5).mean()),
    )


def measure_pages(embedder: Embeds, qa_dir: Path) -> dict[str, PageScores]:
    """Return the scores of each (language asked, language of the pages), as "en-ar"."""
    pools = page_pools(qa_dir)
    asked = {lang: embedder.embed_queries(pool.questions) for lang, pool in pools.items()}
    found = {}
    for told, pool in pools.items():
        windows = embedder.embed_passages(pool.windows)
        for lang, questions in asked.items():
            by_page = np.maximum.reduceat(questions @ windows.T, pool.starts, axis=1)
            found[f"{lang}-{told}"] = score_pages(by_page, pool.wanted)
    return found


def measure_hybrid_pages(embedder: Embeds, qa_dir: Path) -> dict[str, PageScores]:
    """Return the scores within each language when words and letter groups help.

    The two kinds of score are brought to mean 0 and spread 1 over the pages and added. Across
    languages words say nothing and are not asked (indexing.fusion has the gate).
    """
    found = {}
    for lang, pool in page_pools(qa_dir).items():
        dense = embedder.embed_queries(pool.questions) @ embedder.embed_passages(pool.windows).T
        words = _word_scores(pool)
        scores = sum(
            _standardised(np.maximum.reduceat(part, pool.starts, axis=1)) for part in (dense, words)
        )
        found[f"{lang}-{lang}"] = score_pages(np.asarray(scores), pool.wanted)
    return found


def _word_scores(pool: PagePool) -> Vectors:
    """Return (questions, windows) by BM25 over words and letter groups."""
    shard = np.zeros(256, dtype=np.bool_)
    shard[0] = True
    with TemporaryDirectory() as folder:
        write_lexical(Path(folder), pool.windows, np.zeros(len(pool.windows), dtype=np.uint8))
        index = LexicalIndex(Path(folder), len(pool.windows))
        rows = [index.scores(cut_query(text).terms, shard)[0] for text in pool.questions]
        return np.array(rows, dtype=np.float32)


def _standardised(scores: Vectors) -> Vectors:
    spread = scores.std(axis=1, keepdims=True)
    centred: Vectors = scores - scores.mean(axis=1, keepdims=True)
    standardised: Vectors = centred / np.maximum(spread, np.float32(1e-6))
    return standardised


def measure_identifier(model_dir: Path, corpora_dir: Path) -> dict[str, dict[str, float]]:
    """Return, by language, the share of held-out texts whose language is named rightly: whole
    sentences, and five to eight words from a random place in each. No page language is given.
    """
    rng = np.random.default_rng(0)
    texts: dict[str, list[str]] = {}
    for file in corpus_files(corpora_dir, held_out=True):
        if file.left_lang == "en":
            left, right = zip(*file.rows(), strict=True)
            texts.setdefault("en", list(left))
            texts[file.right_lang] = list(right)
    found = {}
    for lang, sentences in texts.items():
        code = "fa" if lang == "prs" else lang
        if code not in languages():
            continue
        cuts = [_cut(sentence, rng) for sentence in sentences]
        found[lang] = {
            "sentences": _share_named(sentences, code, model_dir),
            "five to eight words": _share_named(cuts, code, model_dir),
        }
    return found


def _cut(sentence: str, rng: np.random.Generator) -> str:
    words, length = sentence.split(), int(rng.integers(5, 9))
    start = int(rng.integers(0, max(1, len(words) - length + 1)))
    return " ".join(words[start : start + length])


def _share_named(texts: Sequence[str], lang: str, model_dir: Path) -> float:
    named = [identify(Question(text), model_dir=model_dir).lang == lang for text in texts]
    return float(np.mean(named))
