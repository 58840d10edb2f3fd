"""What a search finds: why each stands where they stand, narrowing, order, nobody found."""

import pytest
from flask.testing import FlaskClient

from tests.portal.conftest import Visit
from tests.portal.register.conftest import asked_by, links_below, names_on


def test_each_result_says_why_it_stands_there(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=dari&place=Bergen&reach=neighbours&mode=in_person")
    told = [" ".join(one.text_content().split()) for one in seen.all("//ul[@class='reasons']")]
    assert told == [
        "Category C in Dari Lives in Bergen Has not said how you can meet: ask Works full time",
        "Category C in Dari Lives in the same county, in Voss Meets you in the same room",
        "Category E in Dari Lives in a neighbouring county, in Stavanger "
        "Meets you in the same room",
    ]


def test_what_a_category_means_stands_once_above_those_who_have_it(page: Visit) -> None:
    search = "/en/interpreters?spoken=dari&place=Bergen&reach=neighbours"
    seen = page(search)
    in_order = seen.all("//p[@class='category-meaning']/span[1]|//article/span[@class='grade']")
    letters = [(one.getparent().tag, one.text_content()) for one in in_order]
    assert letters == [
        ("p", "A"),
        ("article", "A"),
        ("p", "C"),
        ("article", "C"),
        ("article", "C"),
        ("p", "E"),
        ("article", "E"),
    ]
    assert (
        "State authorisation as an interpreter"
        in seen.one("//p[@class='category-meaning'][2]").text_content()
    )
    table = page(f"{search}&view=table")
    assert table.all("//p[@class='category-meaning']") == []
    assert table.all("//details[@id='categories']/following::table"), "explained above the table"


def test_a_result_says_where_a_person_lives_if_no_reason_does(page: Visit) -> None:
    homes = "//p[@class='hint home']"
    seen = page("/en/interpreters?spoken=dari&gender=m")
    assert [one.text_content() for one in seen.all(homes)] == ["Voss, Vestland"]
    assert page("/en/interpreters?spoken=dari&gender=m&place=Voss").all(homes) == []


def test_equals_are_said_to_change_places_every_day(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=so")
    assert "Equal to others: their order changes every day" in seen.text
    assert "Why this order?" in seen.text


def test_the_same_search_is_the_same_for_everybody_that_day(client: FlaskClient) -> None:
    url = "/en/interpreters?spoken=so&page=2"
    assert client.get(url).data == client.get(url).data


def test_what_was_chosen_stands_in_chips_that_take_it_away(page: Visit) -> None:
    seen = page(
        "/en/interpreters?spoken=prs&place=bergen&reach=country&min_category=e&gender=f&sort=name"
    )
    chips = {
        chip.xpath("string(span)"): asked_by(chip.get("href", ""))
        for chip in seen.all("//a[@class='chip']")
    }
    everything = {
        "spoken": "prs",
        "place": "Bergen",
        "reach": "country",
        "min_category": "E",
        "gender": "f",
        "sort": "name",
    }

    def without(*names: str) -> dict[str, str]:
        return {name: text for name, text in everything.items() if name not in names}

    assert chips == {
        "Remove Language of the interpreter: Dari": without("spoken"),
        "Remove Municipality or county: Bergen": without("place", "reach"),
        "Remove How far away: The whole country": without("reach"),
        "Remove Lowest category: E or higher": without("min_category"),
        "Remove Gender: Woman": without("gender"),
    }
    assert seen.one("//a[@class='remove-all']").get("href") == "/en/interpreters"


def test_a_label_that_begins_with_a_latin_letter_runs_as_the_page_does(page: Visit) -> None:
    seen = page("/ar/interpreters?spoken=prs&min_category=b")
    for place in ("//a[@class='chip']", "//details[@class='facets']//a"):
        labels = seen.all(f"{place}/*[starts-with(., 'B ')]")
        assert [label.tag for label in labels] == ["span"], "a bdi would begin at the left"


def test_without_its_language_a_search_asks_for_one_and_keeps_the_rest(page: Visit) -> None:
    seen = page("/en/interpreters?place=Bergen&gender=f")
    assert "Choose a language, or write a name or a number." in seen.text
    assert seen.one("//*[@id='place']").get("value") == "Bergen"
    languages_of = links_below(seen, "//ul[@class='all-languages']//a")
    assert asked_by(languages_of["Dari"]) == {"spoken": "prs", "place": "Bergen", "gender": "f"}


def test_facets_count_what_each_choice_would_find_and_lead_there(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&gender=f")
    facets = links_below(seen, "//details[@class='facets']//a")
    assert list(facets) == [
        "A 1",
        "B or higher 2",
        "C or higher 3",
        "D or higher 3",
        "In the same room 2",
        "By phone 2",
        "On screen 2",
        "By phone or on screen 3",
        "Full time 1",
        "Woman 4",
        "Man 1",
        "Oslo 1",
        "Rogaland 1",
        "Vestland 2",
    ]
    for label, url in facets.items():
        if label == "Woman 4":  # what is chosen leads back to all
            assert asked_by(url) == {"spoken": "prs"}
            continue
        count = int(label.rsplit(" ", 1)[1])
        assert len(names_on(page(url.partition("#")[0]))) == count, label


def test_the_order_and_the_view_are_links_that_keep_the_search(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&place=Voss&reach=country")
    links = links_below(seen, "//nav[@class='segments']//a")
    assert list(links) == [
        "Best qualified first",
        "Nearest first",
        "By name",
        "As cards",
        "As a table",
    ]
    kept = {"spoken": "prs", "place": "Voss", "reach": "country"}
    assert asked_by(links["Nearest first"]) == kept | {"sort": "nearest"}
    assert names_on(seen)[0] == "Prøve PersonA"
    assert names_on(page(links["Nearest first"].partition("#")[0]))[0] == "Prøve PersonC"
    assert names_on(page(links["By name"].partition("#")[0]))[-1] == "Zahra PersonE"
    assert asked_by(links["As a table"]) == kept | {"view": "table"}


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        ("best", "The best category in the language that you asked for comes first."),
        ("nearest", "Who lives nearest comes first, as you chose."),
        ("name", "You chose the order of the alphabet."),
    ],
)
def test_the_order_that_was_chosen_is_explained(page: Visit, sort: str, told: str) -> None:
    seen = page(f"/en/interpreters?spoken=prs&place=Bergen&sort={sort}")
    why = seen.one("//details[summary='Why this order?']").text_content()
    assert told in why
    assert ("change places every day" in why) == (sort != "name")


def test_nearest_is_no_order_without_a_place(page: Visit) -> None:
    assert "Nearest first" not in page("/en/interpreters?spoken=prs").text


def test_a_table_has_headers_and_the_same_people(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&view=table&place=Bergen")
    headers = [th.text_content() for th in seen.all("//table//thead//th[@scope='col']")]
    assert headers == [
        "Name",
        "Category",
        "Languages",
        "Lives in",
        "How you can meet",
        "Why here",
    ]
    assert len(seen.all("//table//tbody/tr/th[@scope='row']")) == 3
    # Whatever is chosen next is shown as a table too, and so is a search from the form.
    for link in seen.all("//details[@class='facets']//a|//a[@class='chip']"):
        assert "view=table" in link.get("href", "")
    assert seen.one("//form[@id='lookup']//input[@name='view']").get("value") == "table"


def test_a_table_by_name_gives_no_reason_but_how_much_each_works(page: Visit) -> None:
    url = "/en/interpreters?spoken=prs&view=table"
    assert page(url).all("//th[.='Why here']")
    seen = page(f"{url}&sort=name")
    assert not seen.all("//th[.='Why here']")
    assert "Why here" not in seen.text
    told = [one.text_content() for one in seen.all("//td[@data-label][last()]")]
    assert set(told) == {"Full time", "–"}


def test_five_pages_can_be_leafed_through_and_no_more(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=so&page=5")
    assert "130 interpreters found" in seen.text
    pages = links_below(seen, "//nav[@class='page-links']//a")
    assert list(pages) == ["1", "2", "3", "4", "5"]
    assert asked_by(pages["2"]) == {"spoken": "so", "page": "2"}
    assert "Only the first results are shown." in seen.text
    page("/en/interpreters?spoken=so&page=6", status=422)


def test_a_language_that_is_often_confused_is_told_apart(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&place=Bergen")
    told = seen.one("//p[@class='apart']")
    assert " ".join(told.text_content().split()) == (
        "You searched for Dari. These are other languages: Persian · Pashto"
    )
    assert asked_by(links_below(seen, "//p[@class='apart']//a")["Persian"]) == {
        "spoken": "fa",
        "place": "Bergen",
    }
    assert not page("/en/interpreters?spoken=so").all("//p[@class='apart']")


def test_a_group_of_languages_offers_its_members(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=Kurdish")
    assert "This name covers several languages. Choose one:" in seen.text
    assert "/en/interpreters?spoken=ckb#found" in seen.links()


def test_nobody_found_is_an_answer(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=tig&place=Bergen&mode=in_person")
    assert "Nobody in the register fits" in seen.text
    assert "only that it could not be verified here" in seen.text
    wider = links_below(seen, "//div[@class='nobody']//ul[@class='choices']//a")
    assert next(iter(wider)) == (
        "Take an interpreter by phone or on screen, from the whole country 1"
    )
    for url in wider.values():
        assert names_on(page(url.partition("#")[0])) == ["Prøve PersonG"]
    assert "1 interpreter of Tigre is listed" in seen.text
    assert "when there are other strong reasons" in seen.text
    assert "tolkeloven § 7 andre ledd" in seen.text
    assert "/en/tolk/tools/duty" in seen.links()


def test_another_language_is_something_to_ask_about_and_no_replacement(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=tig&place=Bergen&mode=in_person")
    assert (
        "Ask whether the person also speaks Tigrinya. It is another language, and does not "
        "replace the one you searched for."
    ) in seen.text
    wider = links_below(seen, "//div[@class='nobody']//ul[@class='choices']//a")
    assert all(asked_by(url)["spoken"] == "tig" for url in wider.values())


def test_nobody_is_ever_called_unqualified_for_not_being_listed(page: Visit) -> None:
    urls = ("?spoken=rhg", "?number=9999", "?name=Ingen", "?spoken=tig&min_category=A")
    for url in urls:
        text = page(f"/en/interpreters{url}").text
        assert "Someone who is not listed may still be qualified." in text, url


def test_by_phone_the_page_says_that_the_place_keeps_nobody_out(page: Visit) -> None:
    said = "interpreters from the whole country are shown"
    for mode in ("phone", "video", "remote"):
        assert said in page(f"/en/interpreters?spoken=prs&place=Bergen&mode={mode}").text
    for asked in ("place=Bergen", "place=Bergen&mode=in_person", "place=Vestland&mode=phone"):
        assert said not in page(f"/en/interpreters?spoken=prs&{asked}").text


def test_choices_beside_the_list_stay_open_where_one_is_in_force(page: Visit) -> None:
    folded = "//details[@class='facets']"
    assert page("/en/interpreters?spoken=prs").one(folded).get("open") is None
    assert page("/en/interpreters?spoken=prs&gender=f").one(folded).get("open") is not None
    # What the form asks first, and the conversation, would push the results down on a phone.
    assert page("/en/interpreters?spoken=prs&mode=phone").one(folded).get("open") is None


def test_a_number_that_nobody_has_is_to_be_checked(page: Visit) -> None:
    assert "Check that the whole number is there" in page("/en/interpreters?number=SAMPLE-XY").text
    assert "Check that the whole number is there" not in page("/en/interpreters?spoken=kmr").text
