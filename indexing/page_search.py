"""Search for pages: every topic that matches, best first, with the passage that matches best.

A search differs from a question: whoever searches wants to choose among pages, not an answer.
So first come the topics that retrieval finds, in the order of indexing.weighing, as long as they
are not far behind the best; then other topics that have all of the words that say something, as
far as they have more to do with what is searched for than the average topic.
Each topic stands there once, in the language of the reader if it has a text in it, and is quoted
with the words that were searched for marked in it.

A word that nothing published has is taken for a slip and replaced (indexing.search_words), if
more speaks for the best page then; what is typed in Latin letters is put back into its script
(indexing.latin). Both are told, and can be refused with `as_typed`. Collections, categories and
states are counted before they narrow anything, so that each choice says how many pages it leaves.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from indexing.embedding import Embedder
from indexing.identifying import identify
from indexing.marking import Marker
from indexing.normalising import clean_question
from indexing.opening import IndexHandle, OpenIndex
from indexing.page_values import (
    Correction,
    LangState,
    PageHit,
    PageQuery,
    SearchResults,
    Suggestion,
)
from indexing.places import PASSAGES
from indexing.ranking import order_best
from indexing.retrieval import Found, find_topics, prepare, shown_articles
from indexing.search_words import SearchedWords, read_words
from indexing.searching import Floats, Ids, Search
from indexing.suggesting import Catalogue, Suggester, names_of_index
from indexing.values import Identified, Passage, Question
from indexing.weighing import learnt_weights

_T = TypeVar("_T", bound=str)

# Topics whose worth is so far behind the best one's were found beside the point.
_BEHIND = 8.0
# Where no page has the words, the nearest must be at least this much worth, or a question that
# people ask so near, for a search to have found something.
_LEAST_WORTH, _LEAST_NEAR = 12.0, 0.42
_MOST_UNSURE = 5
# Nobody reads on; two common words stand in nine topics of ten.
_MOST = 50
_FAR = 0.35  # and with no known word at all: nothing was found
# How much more must speak for the best page once slips are mended. Of the 2,780 questions to tune
# with 262 were changed so, and of these 32 found their page first that had not; 7 lost it.
_WORTH_OF_MENDING = 1.0
# Sections that no search quotes: lists of words, and false beliefs with what is said to them,
# which half a quotation would turn round.
_UNQUOTED = ("words", "misunderstandings")
_NOTHING_MORE = Catalogue()


class PageSearch:
    """The search over the index of a running process; the index may be rebuilt meanwhile."""

    def __init__(
        self, handle: IndexHandle, embedder: Embedder, catalogue: Catalogue = _NOTHING_MORE
    ) -> None:
        """
        :param embedder: the model that the index was built with.
        """
        self._handle = handle
        self._embedder = embedder
        self._catalogue = catalogue
        self._category_of = {
            (topic.collection, topic.slug): f"{topic.collection}/{topic.category}"
            for topic in catalogue.topics
        }
        self._desk: _Desk | None = None

    def search(self, query: PageQuery) -> SearchResults:
        """Return what was found; the same search gives the same pages on every machine.

        :raises IndexingError: if there is no index that can be used.
        """
        desk = self._current()
        question = Question(clean_question(query.text), query.lang)
        if not question.text:
            return SearchResults()
        identified = replace(identify(question, chosen=query.lang), reply_lang=query.lang)
        corrected: tuple[Correction, ...] = ()
        if query.as_typed:
            found = self._find(desk, question, identified)
        else:
            question = desk.index.latin.restore(question, identified)
            question, found, corrected = self._find_mended(desk, question, identified)
        words = read_words(desk.index, found.search, question.text)
        topics, is_sure = _order_topics(found, words)
        pages = desk.describe(topics, identified, self._category_of)
        narrowed = _narrow(pages, query)
        shown = slice(query.offset, query.offset + query.limit)
        passages = desk.best_passages(found.search, narrowed.articles[shown])
        return SearchResults(
            hits=_make_hits(passages, narrowed.states[shown], Marker(words.weights)),
            total=len(narrowed.topics),
            lang=identified.lang,
            searched=question.text,
            corrected=corrected,
            collections=_count(_narrow(pages, replace(query, collections=())).collections),
            categories=_count(_narrow(pages, replace(query, categories=())).categories),
            states=_count(_narrow(pages, replace(query, states=())).states),
            is_sure=is_sure,
        )

    def suggest(self, text: str, lang: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return what a text may be the beginning of; errors as `search`."""
        return self._current().suggester(lang, self._catalogue).suggest(text, limit)

    def _current(self) -> "_Desk":
        index = self._handle.current()
        desk = self._desk
        if desk is None or desk.index is not index:
            desk = self._desk = _Desk(index)
        return desk

    def _find(self, desk: "_Desk", question: Question, identified: Identified) -> Found:
        asked = prepare(question, self._embedder, identified.lang)
        return find_topics(desk.index, question, identified, asked)

    def _find_mended(
        self, desk: "_Desk", question: Question, identified: Identified
    ) -> tuple[Question, Found, tuple[Correction, ...]]:
        """Find topics, with slips mended if more speaks for the best page then."""
        found = self._find(desk, question, identified)
        tries = [
            (mended, self._find(desk, mended.question, identified))
            for mended in desk.index.mender.mend(question, identified)
        ]
        if tries:
            mended, again = max(tries, key=lambda one: _best(one[1]))
            if _best(again) - _best(found) >= _WORTH_OF_MENDING:
                return mended.question, again, mended.corrected
        return question, found, ()


@dataclass(frozen=True, slots=True)
class _Pages:
    """Topics in the order in which they are shown, the article of each, and what it belongs to."""

    topics: Ids
    articles: Ids
    collections: tuple[str, ...]
    categories: tuple[str, ...]
    states: tuple[LangState, ...]

    def where(self, wanted: Callable[[int], bool]) -> "_Pages":
        """Return some of the pages."""
        kept = [place for place in range(len(self.topics)) if wanted(place)]
        return _Pages(
            self.topics[kept],
            self.articles[kept],
            tuple(self.collections[place] for place in kept),
            tuple(self.categories[place] for place in kept),
            tuple(self.states[place] for place in kept),
        )


class _Desk:
    """One index, and what is worked out once for it; nothing of what is searched for."""

    def __init__(self, index: OpenIndex) -> None:
        self.index = index
        self._whole = frozenset(index.texts.whole_articles())
        self._unquoted = np.array(index.texts.passages_under(_UNQUOTED), np.int64)
        self._suggesters: dict[str, Suggester] = {}

    def suggester(self, lang: str, catalogue: Catalogue) -> Suggester:
        """Return what can be suggested in a language; made when it is first asked for."""
        if lang not in self._suggesters:
            self._suggesters[lang] = Suggester(names_of_index(self.index, lang, catalogue))
        return self._suggesters[lang]

    def describe(
        self, topics: Ids, identified: Identified, category_of: dict[tuple[str, str], str]
    ) -> _Pages:
        """Return the article that each topic is shown by, and what it belongs to."""
        articles = shown_articles(self.index, topics, identified)
        names = self.index.texts.articles(articles.tolist())
        own = [
            name.lang == identified.reply_lang and number in self._whole
            for name, number in zip(names, articles.tolist(), strict=True)
        ]
        return _Pages(
            topics,
            articles,
            tuple(name.collection for name in names),
            tuple(category_of.get((name.collection, name.slug), "") for name in names),
            tuple("own" if is_own else "other" for is_own in own),
        )

    def best_passages(self, search: Search, articles: Ids) -> list[tuple[Passage, Passage]]:
        """Return for each article its first passage, and the one that matches best."""
        places = self.index.places
        if not len(articles):
            return []
        finds = search.judge(PASSAGES, places.entries_of(PASSAGES, np.unique(articles)))
        scores = np.where(np.isin(finds.ids, self._unquoted), -np.inf, finds.scores)
        of = places.entry_articles[finds.ids]
        first, best = [], []
        for article in articles.tolist():
            own = np.flatnonzero(of == article)
            first.append(int(finds.ids[own[0]]))
            best.append(int(finds.ids[own[order_best(np.arange(len(own)), scores[own], 1)[0]]]))
        read = self.index.texts.passages([*first, *best])
        return list(zip(read[: len(first)], read[len(first) :], strict=True))


def _worth(found: Found) -> Floats:
    return found.features @ learnt_weights().close


def _best(found: Found) -> float:
    return float(_worth(found).max(initial=-np.inf))


def _order_topics(found: Found, words: SearchedWords) -> tuple[Ids, bool]:
    """Return the topics to show, best first, and whether anything fits what was searched for."""
    worth, best = _worth(found), _best(found)
    order = order_best(np.arange(len(worth)), worth, len(worth))
    near = found.weighed.best_question(int(found.topics[order[0]])) if len(order) else 0.0
    is_sure = (
        bool(words.topics.any()) or near >= _LEAST_NEAR or (words.is_known and best >= _LEAST_WORTH)
    )
    fit = words.topics[found.topics[order]] | (worth[order] >= best - _BEHIND)
    first = found.topics[order[fit]]
    if not is_sure:
        is_far = not words.is_known and near < _FAR
        return first[: 0 if is_far else _MOST_UNSURE], False
    rest = np.setdiff1d(np.flatnonzero(words.topics), first)
    nearest = found.search.topics.sum(axis=0)[rest]
    near_enough = nearest >= 0  # the average topic
    more = order_best(rest[near_enough], nearest[near_enough], len(rest))
    return np.concatenate([first, more])[:_MOST], True


def _narrow(pages: _Pages, query: PageQuery) -> _Pages:
    return pages.where(
        lambda place: (
            (not query.collections or pages.collections[place] in query.collections)
            and (not query.categories or pages.categories[place] in query.categories)
            and (not query.states or pages.states[place] in query.states)
        )
    )


def _count(values: Sequence[_T]) -> tuple[tuple[_T, int], ...]:
    return tuple(sorted((value, number) for value, number in Counter(values).items() if value))


def _make_hits(
    passages: Sequence[tuple[Passage, Passage]], states: Sequence[LangState], marker: Marker
) -> tuple[PageHit, ...]:
    """Quote a passage of each article: its summary where the title says all that was searched."""
    hits = []
    for (first, best), state in zip(passages, states, strict=True):
        is_summary = not first.anchor and marker.worth(first.title) >= marker.most
        shown = first if is_summary else best
        excerpt = marker.excerpt(shown.text, shown.lang)
        hits.append(
            PageHit(
                collection=shown.collection,
                slug=shown.slug,
                lang=shown.lang,
                title=shown.title,
                title_marks=marker.marks(shown.title),
                section=shown.section if shown.anchor else "",
                anchor=shown.anchor,
                excerpt=excerpt,
                marks=marker.marks(excerpt),
                state=state,
            )
        )
    return tuple(hits)
