"""A search lists pages: each once, in the reader's language, narrowed as asked, and counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexing import page_search, retrieval
from indexing.build import build_index
from indexing.embedding import HashEmbedder
from indexing.errors import IndexMissing
from indexing.opening import IndexHandle
from indexing.page_search import PageSearch
from indexing.page_values import PageQuery, SearchResults
from indexing.suggesting import Catalogue
from indexing.weighing import FEATURES, PARTS, WORDING_FEATURES, Weights
from knowledge.articles import Article
from knowledge.topics import Topic
from tests.indexing.conftest import MakeArticle, MakeKnowledge

CATALOGUE = Catalogue(
    topics=(
        Topic("ny-i-norge", "health", "general-practitioner", True, "Fastlege", "GP"),
        Topic("ny-i-norge", "work", "tax-deduction-card", True, "Skattekort", "Tax card"),
    )
)


@pytest.fixture(autouse=True)
def _plain_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the tests of retrieval: the learnt weights are of the bundled model."""
    first = np.array([float(feature in PARTS) for feature in FEATURES])
    close = np.append(first, [0.0] * len(WORDING_FEATURES))
    for module in (retrieval, page_search):
        monkeypatch.setattr(module, "learnt_weights", lambda: Weights(first, close))


@pytest.fixture
def pages(small_index_dir: Path, embedder: HashEmbedder) -> PageSearch:
    return PageSearch(IndexHandle(small_index_dir, embedder), embedder, CATALOGUE)


Search = Callable[..., SearchResults]


@pytest.fixture
def search(pages: PageSearch) -> Search:
    def ask(text: str, lang: str = "nb", **wishes: Any) -> SearchResults:  # noqa: ANN401
        return pages.search(PageQuery(text, lang, **wishes))

    return ask


def slugs(results: SearchResults) -> list[str]:
    return [hit.slug for hit in results.hits]


def test_the_best_page_comes_first_with_what_was_searched_for_marked(search: Search) -> None:
    hit = search("skattekort").hits[0]
    assert (hit.collection, hit.slug, hit.lang) == ("ny-i-norge", "tax-deduction-card", "nb")
    assert hit.title_marks == ((0, 10),)
    # The title says all that was searched for, so the summary says what the page is about.
    assert hit.excerpt.startswith("Du trenger skattekort")
    assert [hit.excerpt[a:b] for a, b in hit.marks] == ["skattekort"]


def test_another_page_is_quoted_where_the_words_stand(search: Search) -> None:
    hit = search("egenandel").hits[0]
    assert (hit.slug, hit.anchor, hit.section) == ("general-practitioner", "cost", "Cost")
    assert "egenandel" in hit.excerpt


def test_each_topic_stands_once_and_in_the_readers_language(search: Search) -> None:
    for lang, title in (("nb", "Fastlege"), ("en", "General practitioner")):
        results = search("fastlege doctor", lang)
        assert slugs(results).count("general-practitioner") == 1
        assert results.hits[slugs(results).index("general-practitioner")].title == title


def test_a_page_in_another_language_is_told_from_ones_own(search: Search) -> None:
    results = search("skattekort", "en")
    hit = results.hits[slugs(results).index("tax-deduction-card")]
    assert (hit.lang, hit.state) == ("nb", "other")
    assert dict(results.states)["other"] >= 1
    assert [h.state for h in search("skattekort", "en", states=("own",)).hits if h] == [
        "own"
    ] * dict(results.states).get("own", 0)


def test_pages_are_narrowed_by_collection_and_category_and_counted_before(search: Search) -> None:
    everything = search("ring hjelpetelefon lege skattekort")
    assert everything.total == sum(n for _, n in everything.collections)
    for name, number in everything.collections:
        narrowed = search("ring hjelpetelefon lege skattekort", collections=(name,))
        assert (narrowed.total, {hit.collection for hit in narrowed.hits}) == (number, {name})
        # The other collections are still there to be chosen, with the same numbers.
        assert narrowed.collections == everything.collections
    results = search("lege skattekort", categories=("ny-i-norge/work",))
    assert slugs(results) == ["tax-deduction-card"]
    assert dict(results.categories)["ny-i-norge/health"] == 1


def test_pages_come_in_parts_that_make_the_whole(search: Search) -> None:
    whole = slugs(search("lege skattekort ring"))
    parts = [
        slug
        for offset in range(len(whole))
        for slug in slugs(search("lege skattekort ring", limit=1, offset=offset))
    ]
    assert len(whole) >= 2
    assert parts == whole
    assert search("lege", offset=1000).hits == ()


def test_words_that_stand_on_most_pages_find_those_that_are_about_them(
    make_article: MakeArticle,
    make_knowledge: MakeKnowledge,
    embedder: HashEmbedder,
    tmp_path: Path,
) -> None:
    def pages_about(count: int, text: str) -> list[Article]:
        return [make_article(f"{text[:4]}-{n}", sections=[("how", text)]) for n in range(count)]

    passing = "Kommunen, legen, skolen, banken, naboen og bussen har ferie og lønn en gang i året."
    for about, most in ((20, 20), (70, 50)):
        folder = tmp_path / str(about)
        folder.mkdir()
        articles = make_knowledge(
            *pages_about(about, "Ferie og lønn: lønn i ferie."), *pages_about(30, passing)
        )
        build_index(articles, embedder, folder)
        results = PageSearch(IndexHandle(folder, embedder), embedder).search(
            PageQuery("lønn ferie", "nb", limit=100)
        )
        assert (results.total, len(results.hits)) == (most, most)
        assert {slug[:4] for slug in slugs(results)} == {"Feri"}


def test_a_slip_is_mended_told_and_can_be_kept(search: Search) -> None:
    results = search("skatekrot lønn")
    assert results.corrected == (("skatekrot", "skattekort"),)
    assert results.searched == "skattekort lønn"
    assert slugs(results)[0] == "tax-deduction-card"
    assert search("skatekrot lønn", as_typed=True).corrected == ()


def test_of_words_as_near_the_one_that_fits_the_others_was_meant(
    make_article: MakeArticle,
    make_knowledge: MakeKnowledge,
    embedder: HashEmbedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_search, "_WORTH_OF_MENDING", 0.1)  # plain weights reckon smaller
    rental = ("how", "The rental is paid each month. A rental needs a contract.")
    renewal = ("how", "Apply for renewal of the residence permit in time.")
    articles = make_knowledge(
        make_article("renting", "en", sections=[rental]),
        make_article("renewing", "en", title="Permit", sections=[renewal]),
        make_article("doctor", "en", sections=[("who", "You see a doctor.")]),
        make_article("tax", "en", sections=[("who", "You pay tax.")]),
    )
    build_index(articles, embedder, tmp_path)
    pages = PageSearch(IndexHandle(tmp_path, embedder), embedder)
    results = pages.search(PageQuery("residense permit renwal", "en"))
    assert results.corrected == (("residense", "residence"), ("renwal", "renewal"))
    assert results.searched == "residence permit renewal"
    assert pages.search(PageQuery("contract renwal", "en")).searched == "contract rental"


def test_a_word_of_another_language_is_no_slip(search: Search) -> None:
    assert search("helsenorge doctor").corrected == ()


def test_what_nothing_speaks_for_is_not_found(search: Search) -> None:
    results = search("xyzzyq")
    assert (results.total, results.is_sure) == (0, False)
    assert search("").total == search(" \u200b ").total == 0


@pytest.mark.parametrize("text", ["_", "?!", "()", "%", "\u0301", "🇳🇴", "\0", "\ud800"])
def test_what_has_no_word_in_it_finds_nothing(search: Search, text: str) -> None:
    assert search(text).total == 0


def test_the_same_search_gives_the_same_pages(search: Search) -> None:
    assert search("lege ring skattekort") == search("lege ring skattekort")


def test_suggestions_come_from_the_same_index(pages: PageSearch) -> None:
    assert pages.suggest("skattek", "en")[0].slug == "tax-deduction-card"


def test_without_an_index_both_say_so(tmp_path: Path, embedder: HashEmbedder) -> None:
    pages = PageSearch(IndexHandle(tmp_path, embedder), embedder)
    with pytest.raises(IndexMissing):
        pages.search(PageQuery("lege", "nb"))
    with pytest.raises(IndexMissing):
        pages.suggest("lege", "nb")
