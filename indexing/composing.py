"""Choose which sentences to quote: nothing is written here, all is taken from passages.

An answer shows a contiguous block, never loose lines picked here and there: single sentences
mislead without the one before, and blocks were measured to answer better. A passage is cut into
units (a sentence, or a whole list of steps); each unit is scored for the question by meaning
and by words; the stretch of units with the highest sum above what is usual in the passage is
quoted. Every quote stands letter for letter in its passage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder
from indexing.normalising import fold
from indexing.passages import sentences
from indexing.terms import cut_terms
from indexing.values import Hit, Passage, Question, Quote, Retrieved

_MAX_QUOTES = 3
# A further passage of the same article is quoted if it scores this share of the best, one of
# another article only if it is as good as equal.
_SAME_ARTICLE, _OTHER_ARTICLE = 0.75, 0.93
# Length of all quotes together and of one: what a phone shows without much scrolling.
_MAX_CHARS, _MAX_BLOCK_CHARS = 1100, 650
_MAX_BLOCK_UNITS = 5
_SAYINGS = "misunderstandings"
_NEARLY_AS_WELL = 0.5
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
        if len(lines) > 1 and not _stand_alone(lines) and len(block) <= _MAX_LIST_CHARS:
            units.append(_unit(text, start, at))
            continue
        for line in lines:
            line_start = start = text.index(line, start)
            start += len(line)
            if len(lines) > 1:
                units.append(_unit(text, line_start, start))
                continue
            for number, sentence in enumerate(sentences(line, lang)):
                line_start = text.index(sentence, line_start)
                unit = _unit(text, line_start, line_start + len(sentence))
                units.append(replace(unit, goes_on=number > 0))
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


def score_units(question: str, texts: Sequence[str], embedder: Embedder) -> Floats:
    """Return how well each text fits the question, by meaning and by words: (len(texts),).

    To the cosine is added the share of the question's words and letter groups that the text
    has, a term that many of the texts have counting less.
    """
    query = embedder.embed_queries([question])[0]
    dense: Floats = (_embed(texts, embedder) @ query).astype(np.float64)
    cut = cut_terms([fold(question), *map(fold, texts)])
    asked = np.unique(cut.hashes[cut.texts == 0])
    if not len(asked):
        return dense
    has = np.zeros((len(texts) + 1, len(asked)), np.bool_)
    place = np.searchsorted(asked, cut.hashes)
    known = (place < len(asked)) & (asked[np.minimum(place, len(asked) - 1)] == cut.hashes)
    has[cut.texts[known], place[known]] = True
    rarity = np.log((len(texts) + 1) / (has[1:].sum(axis=0) + 0.5))
    lexical = has[1:] @ rarity / max(float(rarity.sum()), 1e-9)
    scores: Floats = dense + lexical
    return scores


_remembered: dict[tuple[str, str], NDArray[np.float32]] = {}


def _embed(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Return the vectors of sentences; a few thousand are remembered, as few are quoted often."""
    mark = embedder.fingerprint
    known = {
        text: vector for text in texts if (vector := _remembered.get((mark, text))) is not None
    }
    unknown = list(dict.fromkeys(text for text in texts if text not in known))
    fresh = dict(zip(unknown, embedder.embed_passages(unknown), strict=True))
    if len(_remembered) + len(fresh) > _MAX_REMEMBERED:
        _remembered.clear()
    _remembered.update(((mark, text), vector.copy()) for text, vector in fresh.items())
    return np.stack([(known if text in known else fresh)[text] for text in texts])


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
    ):
        first -= 1
    while end < len(units) and units[end - 1].leads:
        end += 1
    return first, end


def choose_hits(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the one to three passages to quote from, the best first.

    Passages of the article that fits best go before those of others: an answer from one page
    can be read on. The list of Norwegian words at the end of an article has the words of most
    questions on it, and answers only those that ask for one of the words it explains. The list
    of common misunderstandings touches on everything as well: it gives way to a section that
    fits nearly as well.
    """
    if not hits:
        return []
    best, *hits = hits
    top_score = best.score
    anchor = best.passage.anchor
    is_word_list = anchor == _WORD_LIST and not _asks_for_word(question, best.passage)
    if is_word_list or anchor == _SAYINGS:
        slug = (best.passage.collection, best.passage.slug)
        least = -np.inf if is_word_list else _NEARLY_AS_WELL * top_score
        others = [
            h
            for h in hits
            if (h.passage.collection, h.passage.slug) == slug
            and h.passage.anchor not in (_WORD_LIST, _SAYINGS)
            and h.score >= least
        ]
        if others:
            best = others[0]
            hits = [hit for hit in hits if hit is not best]

    def is_same(hit: Hit) -> bool:
        return (hit.passage.collection, hit.passage.slug) == (
            best.passage.collection,
            best.passage.slug,
        )

    near = [hit for hit in hits[:_LOOKED_AT] if hit.score > 0 and hit.passage.anchor != _WORD_LIST]
    same = [h for h in near if is_same(h) and h.score >= _SAME_ARTICLE * best.score]
    other = [h for h in near if not is_same(h) and h.score >= _OTHER_ARTICLE * top_score]
    return [best, *same, *other[:1]][:_MAX_QUOTES]


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
    passages = [hit.passage for hit in choose_hits(question.text, retrieved.hits)]
    long = {p.id: list(_cut_text(p.text, p.lang)) for p in passages if len(p.text) > _SHORT_CHARS}
    texts = [p.text[u.start : u.end] for p in passages for u in long.get(p.id, ())]
    scores = score_units(question.text, texts, embedder) if texts else np.empty(0)
    quotes: list[Quote] = []
    at, length = 0, 0
    for passage in passages:
        text = passage.text.strip()
        if units := long.get(passage.id):
            first, end = choose_block(units, scores[at : at + len(units)])
            at += len(units)
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
