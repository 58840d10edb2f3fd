"""Choose which sentences to quote: nothing is written here, all is taken from passages.

First the sections: indexing.sections says which of the found passages of the best article answer.
Then the sentences: an answer shows a contiguous block, never loose lines picked here and there,
for single sentences mislead without the one before, and blocks were measured to answer better. A
passage is cut into units (a sentence, or a whole list of steps); indexing.selecting says how
likely each one answers; the stretch of units with the highest sum above what is usual in the
passage is quoted. Steps stay in order and keep the line that announces them, and "but only if ..."
stays with the sentence that it limits. Every quote stands letter for letter in its passage.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder
from indexing.normalising import fold
from indexing.passages import sentences
from indexing.sections import measure_sections, section_weights
from indexing.selecting import Page, measure_units, selector
from indexing.values import Hit, Passage, Question, Quote, Retrieved

_MAX_QUOTES = 3
# A further passage of the same article is quoted if it is this share as likely to answer as the
# best, one of another article only if it scores as good as equal.
_SAME_ARTICLE, _OTHER_ARTICLE = 0.2, 0.93
# Length of all quotes together and of one: what a phone shows without much scrolling.
_MAX_CHARS, _MAX_BLOCK_CHARS = 1100, 650
_MAX_BLOCK_UNITS = 5
_WORD_LIST = "words"  # the anchor of the section that explains Norwegian words
# A passage so short is quoted whole.
_SHORT_CHARS = 400
# A list longer than this is cut between its items.
_MAX_LIST_CHARS = 600
# A sentence shorter than this is not left alone.
_LONE_CHARS = 120
# Hits further down are not looked at.
_LOOKED_AT = 7
# Sentences whose vectors are kept: 256 numbers each, so 4 MB at most.
_MAX_REMEMBERED = 4096
_BLOCK = re.compile(r"\n[ \t]*\n")
_QUOTE_MARKS = "\"'«“„”‘"
_TERM_LINE = re.compile(r"[^:.!?\n]{1,40}: ")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a passage that is quoted whole: passage.text[start:end]."""

    start: int
    end: int
    leads: bool = False  # ends with a colon, or asks: means nothing without what follows
    goes_on: bool = False  # stands in a paragraph after another sentence, and may lean on it
    is_item: bool = False  # one of the steps of a list too long to be quoted whole
    limits: bool = False  # goes on with "but", "only", "unless": takes back some of what is said


def is_verbatim(quote: Quote, passage: Passage) -> bool:
    """Return whether a quote stands letter for letter in the passage it names."""
    named = (quote.collection, quote.slug, quote.anchor, quote.lang)
    source = (passage.collection, passage.slug, passage.anchor, passage.lang)
    return bool(quote.text.strip()) and quote.text in passage.text and named == source


def cut_units(passage: Passage) -> list[Unit]:
    """Cut a passage into sentences and whole lists, in reading order.

    A paragraph of several lines is a list. It stays whole, unless it is long or its items do
    not belong together: sayings that are set right, or words that are explained.
    """
    return list(_cut_text(passage.text, passage.lang))


@lru_cache(maxsize=1024)
def _cut_text(text: str, lang: str) -> tuple[Unit, ...]:
    """Cut a text; remembered, since a few passages answer most questions."""
    units, at = [], 0
    for block in _BLOCK.split(text):
        start = text.index(block, at)
        at = start + len(block)
        lines = [line for line in block.split("\n") if line.strip()]
        alone = len(lines) < 2 or _stand_alone(lines)
        if not alone and len(block) <= _MAX_LIST_CHARS:
            units.append(_unit(text, start, at))
            continue
        for line in lines:
            line_start = start = text.index(line, start)
            start += len(line)
            if len(lines) > 1:
                units.append(replace(_unit(text, line_start, start), is_item=not alone))
                continue
            for number, sentence in enumerate(sentences(line, lang)):
                line_start = text.index(sentence, line_start)
                unit = _unit(text, line_start, line_start + len(sentence))
                limits = number > 0 and bool(_limit(lang).match(fold(sentence)))
                units.append(replace(unit, goes_on=number > 0, limits=limits))
                line_start += len(sentence)
    return tuple(unit for unit in units if unit.start < unit.end)


def _unit(text: str, start: int, end: int) -> Unit:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Unit(start, end, text[start:end].endswith((":", "?", "؟", "፧", "፦")))


def _stand_alone(lines: Sequence[str]) -> bool:
    alone = [line.lstrip()[0] in _QUOTE_MARKS or _TERM_LINE.match(line) for line in lines]
    return sum(map(bool, alone)) * 2 > len(lines)


@cache
def _limit(lang: str) -> re.Pattern[str]:
    """Return what a sentence begins with that limits the one before it."""
    beginnings = tomllib.loads(Path(__file__).with_name("limits.toml").read_text("utf-8"))
    words = "|".join(re.escape(fold(word)) for word in beginnings.get(lang, "").split("|") if word)
    return re.compile(rf"(?:{words})(?!\w)" if words else r"(?!)")


_remembered: dict[tuple[str, str], NDArray[np.float32]] = {}


def _embed(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Return the vectors of sentences; a few thousand are remembered, as few are quoted often."""
    mark = embedder.fingerprint
    known = {
        text: vector for text in texts if (vector := _remembered.get((mark, text))) is not None
    }
    unknown = list(dict.fromkeys(text for text in texts if text not in known))
    if unknown:
        fresh = dict(zip(unknown, embedder.embed_passages(unknown), strict=True))
        if len(_remembered) + len(fresh) > _MAX_REMEMBERED:
            _remembered.clear()
        _remembered.update(((mark, text), vector.copy()) for text, vector in fresh.items())
        known |= fresh
    return np.stack([known[text] for text in texts])


def score_units(question: str, passages: Sequence[Passage], embedder: Embedder) -> list[Floats]:
    """Return how likely each unit of some passages of one article answers a question, in log-odds.

    They are read as one page: the title, then each heading with what stands under it.

    :param passages: at least one, in the order in which they are read.
    :return: for each passage an array of one number a unit of it.
    """
    units: list[str] = [passages[0].title]
    is_heading = [True]
    spans = []
    for passage in passages:
        cut = [passage.text[unit.start : unit.end] for unit in cut_units(passage)]
        units += [passage.section, *cut]
        is_heading += [True] + [False] * len(cut)
        spans.append((len(units) - len(cut), len(units)))
    page = Page(units, _embed(units, embedder), passages[0].lang, np.array(is_heading))
    odds = selector().judge(measure_units(question, page, embedder))
    return [odds[start:end] for start, end in spans]


def choose_block(units: Sequence[Unit], scores: Floats) -> tuple[int, int]:
    """Return the stretch of units, [first, end), whose scores rise most above the mean.

    It has at most five units and some 650 characters, unless one unit alone is longer. A unit
    that leads to the next takes it along, and a lone short sentence its better neighbour; a
    paragraph is quoted from its beginning where there is room.

    >>> units = [Unit(0, 90), Unit(91, 200), Unit(201, 300)]
    >>> choose_block(units, np.array([0.1, 0.9, 0.8]))
    (1, 3)
    """
    worth = scores - scores.mean()
    best, chosen = -np.inf, (0, 1)
    for first in range(len(units)):
        for end in range(first + 1, min(first + _MAX_BLOCK_UNITS, len(units)) + 1):
            if end > first + 1 and units[end - 1].end - units[first].start > _MAX_BLOCK_CHARS:
                break
            total = float(worth[first:end].sum())
            if total > best + 1e-12:
                best, chosen = total, (first, end)
    first, end = chosen
    if first == 1 and units[end - 1].end - units[0].start <= _MAX_BLOCK_CHARS:
        first = 0  # the first sentence says what the passage is about
    if end - first == 1 and units[first].end - units[first].start < _LONE_CHARS:
        before = worth[first - 1] if first > 0 else -np.inf
        after = worth[end] if end < len(units) else -np.inf
        if max(before, after) > -np.inf:
            first, end = (first - 1, end) if before > after else (first, end + 1)
    while first > 0 and (
        units[first - 1].leads
        # "Ask for help all the same" says nothing to somebody who has not read what is before it.
        or (
            units[first].goes_on and units[end - 1].end - units[first - 1].start <= _MAX_BLOCK_CHARS
        )
        # Step three is done after the first two, and "you need:" says what the items are for.
        or (units[first].is_item and units[end - 1].end - units[first - 1].start <= _MAX_CHARS)
    ):
        first -= 1
    while end < len(units) and (
        units[end - 1].leads
        or (units[end].limits and units[end].end - units[first].start <= _MAX_CHARS)
    ):
        end += 1
    return first, end


def choose_hits(question: str, hits: Sequence[Hit], embedder: Embedder) -> list[Hit]:
    """Return the one to three passages to quote from, the best first.

    Passages of the article that fits best go before those of others: an answer from one page
    can be read on. Which of them answers is decided by indexing.sections. The list of Norwegian
    words at the end of an article has the words of most questions on it, and answers only those
    that ask for one of the words it explains.
    """
    if not hits:
        return []
    best = hits[0]

    def is_same(hit: Hit) -> bool:
        return _article(hit.passage) == _article(best.passage)

    asks_for_word = best.passage.anchor == _WORD_LIST and _asks_for_word(question, best.passage)
    own = of_one_article([hit for hit in hits if is_same(hit)])
    nearness = heading_nearness(question, own, embedder)
    chances = section_weights().chances(measure_sections(question, own, nearness))
    order = np.argsort(-chances, kind="stable")
    same = [own[at] for at in order if chances[at] >= _SAME_ARTICLE * chances.max()]
    other = [
        hit
        for hit in hits[1:_LOOKED_AT]
        if not is_same(hit)
        and hit.passage.anchor != _WORD_LIST
        and hit.score > 0
        and hit.score >= _OTHER_ARTICLE * best.score
    ]
    first = [best] if asks_for_word else []
    return [*first, *same, *other[:1]][:_MAX_QUOTES]


def of_one_article(hits: Sequence[Hit]) -> list[Hit]:
    """Return the passages of one article that may answer: all but its list of words, if any."""
    return [hit for hit in hits if hit.passage.anchor != _WORD_LIST] or list(hits)


def heading_nearness(question: str, hits: Sequence[Hit], embedder: Embedder) -> Floats:
    """Return the cosine of a question and the heading above each passage: (len(hits),)."""
    headings = _embed([hit.passage.section for hit in hits], embedder)
    nearness: Floats = (headings @ embedder.embed_queries([question])[0]).astype(np.float64)
    return nearness


def _article(passage: Passage) -> tuple[str, str, str]:
    return passage.collection, passage.slug, passage.lang


def _asks_for_word(question: str, word_list: Passage) -> bool:
    """Return whether one of the words that a list explains stands in the question."""
    asked = set(fold(question).replace("?", " ").split())
    lines = word_list.text.splitlines()
    return any(fold(line.partition(":")[0]).strip() in asked for line in lines if ":" in line)


def compose(question: Question, retrieved: Retrieved, embedder: Embedder) -> tuple[Quote, ...]:
    """Return the quotes that answer a question, best first; none where nothing was found.

    :param retrieved: what was found; whether it is good enough is decided before.
    :param embedder: the model that the index was built with.
    """
    passages = [hit.passage for hit in choose_hits(question.text, retrieved.hits, embedder)]
    scores: dict[int, Floats] = {}
    for _, group in groupby(passages, key=_article):
        if own := [passage for passage in group if len(passage.text) > _SHORT_CHARS]:
            scored = score_units(question.text, own, embedder)
            scores |= {p.id: odds for p, odds in zip(own, scored, strict=True)}
    quotes: list[Quote] = []
    length = 0
    for passage in passages:
        text = passage.text.strip()
        if len(passage.text) > _SHORT_CHARS and (units := cut_units(passage)):
            first, end = choose_block(units, scores[passage.id])
            text = passage.text[units[first].start : units[end - 1].end]
        if not text:
            continue
        if quotes and (length + len(text) > _MAX_CHARS or any(text in q.text for q in quotes)):
            continue
        length += len(text)
        quotes.append(
            Quote(
                text=text,
                collection=passage.collection,
                slug=passage.slug,
                section=passage.section,
                anchor=passage.anchor,
                lang=passage.lang,
                checked=passage.checked,
                translation=passage.translation,
            )
        )
    return tuple(quotes)
