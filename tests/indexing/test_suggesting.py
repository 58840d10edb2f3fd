"""What comes up while somebody types: by beginnings, by what stands inside, and past a slip."""

import pytest

from indexing.opening import OpenIndex
from indexing.page_values import Suggestion
from indexing.suggesting import Catalogue, Named, Suggester, names_of_index
from knowledge.glossary import Term
from knowledge.languages import languages
from knowledge.topics import Category, Collection, Topic


def page(title: str, *aliases: str, least_chars: int = 2) -> Named:
    return Named(Suggestion("page", title, "nb", "ny-i-norge", title), aliases, least_chars)


TITLES = Suggester(
    [
        page("Skattekort", "Tax card"),
        page("Åpne bankkonto"),
        page("Førerkort"),
        page("Hva er et skattekort?"),
        page("Klage på skatten"),
        page("الطبيب العام"),
        page("Tvangsekteskap", least_chars=4),
    ]
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("skatt", ["Skattekort", "Klage på skatten", "Hva er et skattekort?"]),
        ("SKATTEK", ["Skattekort", "Hva er et skattekort?"]),
        ("kort", ["Førerkort", "Skattekort", "Hva er et skattekort?"]),
        ("apne", ["Åpne bankkonto"]),
        ("forerkort", ["Førerkort"]),
        ("konto bank", ["Åpne bankkonto"]),
        ("tax c", ["Skattekort"]),
        ("طبيب", ["الطبيب العام"]),
        ("skatekort", ["Skattekort", "Hva er et skattekort?"]),
        ("førekrot", ["Førerkort"]),
        ("tvan", ["Tvangsekteskap"]),
        ("tva", []),
        ("s", []),
        ("", []),
        ("?", []),
        ("kenguru", []),
    ],
)
def test_suggestions_are_found_by_their_words(typed: str, found: list[str]) -> None:
    assert [suggestion.label for suggestion in TITLES.suggest(typed)] == found


def test_no_more_are_given_than_asked_for_and_only_of_the_kinds_asked_for() -> None:
    assert len(TITLES.suggest("skatt", 2)) == 2
    assert TITLES.suggest("skatt", kinds=("word",)) == ()


def test_an_index_gives_pages_parts_words_and_categories(small_index: OpenIndex) -> None:
    names = dict.fromkeys(languages(), "Helse")
    catalogue = Catalogue(
        collections=(
            Collection(
                "ny-i-norge",
                names,
                names,
                (
                    Category("health", names | {"en": "Health", "nb": "Legetjenester"}),
                    Category("empty", names),
                ),
            ),
        ),
        topics=(Topic("ny-i-norge", "health", "general-practitioner", True, "Fastlege", "GP"),),
        glossary={
            "legevakt": Term("legevakt", {"nb": "Lege om natta", "en": "At night"}, "legevakt")
        },
        guarded=frozenset({"nora"}),
    )
    english = Suggester(names_of_index(small_index, "en", catalogue))
    (first, *rest) = english.suggest("general")
    assert first == Suggestion(
        "page",
        "General practitioner",
        "en",
        "ny-i-norge",
        "general-practitioner",
        detail="Fastlege",
        detail_lang="nb",
    )
    assert rest == []
    # The Norwegian title finds the English page.
    assert english.suggest("fastl")[0] == first
    by_kind = {found.kind: found for found in english.suggest("lege", 20)}
    assert by_kind["category"].label == "Health"
    assert by_kind["category"].anchor == "health"
    assert by_kind["word"] == Suggestion(
        "word", "legevakt", "nb", anchor="legevakt", detail="At night", detail_lang="en"
    )
    # Of a page that exists only in Norwegian the title is given as it is.
    assert english.suggest("skattekort")[0].lang == "nb"
    # Headings of its own language only; one that stands on many pages leads nowhere.
    assert [found.detail for found in english.suggest("cost")] == ["General practitioner"]
    norwegian = Suggester(names_of_index(small_index, "nb", catalogue))
    assert norwegian.suggest("hjel") != ()
    assert norwegian.suggest("hje") == ()
    assert norwegian.suggest("who")[0].label == "Who"
