"""Cut an article into passages that can be searched and quoted on their own.

A passage is one section, or part of a long one, never text from two sections: a quoted answer
must link to one heading. A section of more than MAX_WORDS words is cut at sentence ends into
parts of about the same length. Length is counted in words, and also bounded in characters:
models differ in their tokenizers and an index should not change its passages with the model,
and running text in all twelve languages stays below about 1,100 characters in MAX_WORDS words.
Only a sentence longer than a whole passage is cut inside, between two words.

The summary of an article is its first passage, without an anchor: it belongs to the top of the
page. Reading files is knowledge.loading; turning passages into vectors is indexing.embedding.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from indexing.sentences import sentences
from indexing.values import Passage
from knowledge.articles import Article
from knowledge.expanding import expand_plain
from knowledge.facts import Facts

__all__ = ["MAX_CHARS", "MAX_WORDS", "cut_article", "cut_text", "indexed_text", "sentences"]

MAX_WORDS = 160
MAX_CHARS = 1200
_HELP = "help"


def cut_article(article: Article, facts: Facts, *, is_fiction: bool = False) -> list[Passage]:
    """Return the passages of an article in reading order: the summary, then each section.

    :param is_fiction: the article is an invented story. What happens in it is no answer to
        anything, so only its summary and its section on where to get help can be found.
    :return: ids count from 0 within the article; the index gives each its final place.
    """
    cut: list[Passage] = []
    headings: list[str] = []

    def add(text: str, section: str, anchor: str) -> None:
        breadcrumb = (_one_line(article.title), *headings)
        cut.extend(
            Passage(
                id=len(cut) + number,
                collection=article.collection,
                slug=article.slug,
                lang=article.lang,
                title=article.title,
                section=section,
                anchor=anchor,
                breadcrumb=breadcrumb,
                text=part,
                checked=article.checked,
                translation=article.translation.state,
            )
            for number, part in enumerate(cut_text(text, article.lang))
        )

    add(expand_plain(article.summary, article.lang, facts), article.title, "")
    for section in article.sections:
        if is_fiction and section.anchor != _HELP:
            continue
        # A level 3 heading stands under the level 2 heading before it.
        headings[section.level - 2 :] = [_one_line(section.heading)]
        text = expand_plain(section.markdown, article.lang, facts)
        add(text, section.heading, section.anchor)
    return cut


def indexed_text(passage: Passage) -> str:
    """Return what is searched: the text with the title and the headings above it.

    They are often the only place that names what the text is about ("Who pays? You do not.").
    """
    return "\n".join((*passage.breadcrumb, passage.text))


def cut_text(text: str, lang: str) -> list[str]:
    """Cut plain text into passages of at most MAX_WORDS words and MAX_CHARS characters.

    Joined by white space they have the words of the text in their order; a text without a word
    gives no passage.
    """
    text = text.strip()
    if not text:
        return []
    if len(text) <= MAX_CHARS and _count_words(text) <= MAX_WORDS:
        return [text]
    pieces = list(_pieces(text, lang))
    sizes = [max(_count_words(p) / MAX_WORDS, (len(p) + 2) / MAX_CHARS) for _, p in pieces]
    # As few parts as can be; but each gets its share, so that the last is not a scrap.
    share = sum(sizes) / math.ceil(sum(sizes))
    cuts = [0, *_cut_places(pieces, sizes, share), len(pieces)]
    return [_join(pieces[a:b]) for a, b in pairwise(cuts)]


def _cut_places(
    pieces: Sequence[tuple[str, str]], sizes: Sequence[float], share: float
) -> Iterable[int]:
    """Yield where a new part begins: each is near `share`, and none is over 1."""
    filled = 0.0
    for i, size in enumerate(sizes):
        # "You need:" belongs to the list that follows it.
        announces = i > 0 and pieces[i - 1][1].endswith(":")
        enough = filled + size / 2 >= share and not announces
        if filled and (enough or filled + size > 1):
            yield i
            filled = 0.0
        filled += size


def _pieces(text: str, lang: str) -> Iterable[tuple[str, str]]:
    """Yield each sentence (an overlong one in parts) with the white space before it."""
    done = 0
    for sentence in sentences(text, lang):
        start = text.index(sentence, done)
        before = text[done:start]
        for part in _split_overlong(sentence):
            yield before, part
            before = " "
        done = start + len(sentence)


def _split_overlong(sentence: str) -> Iterable[str]:
    if len(sentence) <= MAX_CHARS and _count_words(sentence) <= MAX_WORDS:
        yield sentence
        return
    part: list[str] = []
    chars = 0
    for word in sentence.split():
        if part and (len(part) >= MAX_WORDS or chars + len(word) + 1 > MAX_CHARS):
            yield " ".join(part)
            part, chars = [], 0
        part.append(word)
        chars += len(word) + 1
    yield " ".join(part)


def _join(pieces: Sequence[tuple[str, str]]) -> str:
    return "".join(before + piece for before, piece in pieces).strip()


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


def _count_words(text: str) -> int:
    """Count words; the Ge'ez word space parts them as well."""
    return len(text.replace("\u1361", " ").split())
